//! Credits and bonuses.

use super::{Metric, Operator};
use crate::value::{
    Duration, Id, Lines, Money, Need, Number, Percent, Prose, Ref, Refs, Text, choice, record,
};

choice! {
    /// Percent of what.
    pub enum CreditBase {
        ServiceMonth => "the monthly fee of the affected service",
        SiteMonth => "the monthly fee of the affected site",
        AllServicesMonth => "the monthly fees of all services",
        Window => "the fees of the service for the window",
        AffectedShare => "the monthly fee of the service, scaled to the affected share",
    }
}

choice! {
    /// How a miss becomes an amount.
    pub enum CreditMethod {
        Tiers => "by tiers",
        Linear => "in proportion to the shortfall",
        LostTime => "a multiple of the lost time",
        Proportional => "the fee for the time not delivered",
        PerMiss => "a fixed credit for each miss",
        PerUnitLate => "for each unit of delay",
        Points => "by points",
        Pool => "a share of an at-risk pool",
    }
}

choice! {
    /// Whether the bounds of a tier belong to it.
    pub enum Bounds {
        FromIncluded => "from ≤ value < to",
        ToIncluded => "from < value ≤ to",
        Closed => "from ≤ value ≤ to",
        Open => "from < value < to",
    }
}

choice! {
    /// How a part of a step counts.
    pub enum StepRounding {
        Whole => "whole steps only",
        Started => "each started step",
    }
}

choice! {
    /// How a credit reaches the customer.
    pub enum Payout {
        NextInvoice => "deducted from the next invoice",
        NextInvoiceOrPaid => "deducted from the next invoice; paid out where none follows",
        Paid => "paid out",
    }
}

choice! {
    /// What becomes of a credit that is too small to be paid.
    pub enum SmallCredits {
        CarriedForward => "carried forward",
        Lapse => "not paid",
    }
}

choice! {
    /// What a credit is in law.
    pub enum CreditNature {
        PriceAdjustment => "a price adjustment for reduced service",
        LiquidatedDamages => "liquidated damages, a genuine pre-estimate of loss",
    }
}

choice! {
    /// What a period of time runs from.
    pub enum ClaimAnchor {
        WindowEnd => "the end of the window",
        IncidentEnd => "the end of the incident",
        ReportDate => "the date of the report",
        InvoiceDate => "the date of the invoice",
    }
}

choice! {
    /// Whether a bonus is due at exactly its level.
    pub enum BonusStart {
        At => "at the level or better (“at least”, “at most”)",
        Beyond => "only beyond the level (“above”, “below”)",
    }
}

choice! {
    /// Which windows earn a bonus together.
    pub enum BonusSpan {
        InARow => "any so many windows in a row",
        Quarter => "each window of a calendar quarter",
    }
}

choice! {
    /// Of what a bonus for several windows is a share.
    pub enum BonusShare {
        LastWindow => "the base of credits for the last of the windows",
        AllWindows => "the base of credits for all of the windows, added up",
    }
}

choice! {
    /// One operation on the way from raw events to an amount.
    pub enum SettlementStep {
        RawEvents => "raw events",
        MergeOverlaps => "merge overlaps",
        ClipToWindow => "clip to the window",
        SubtractExclusions => "subtract exclusions by intersection",
        MinimumLength => "apply the minimum length",
        ExactRatio => "exact ratio",
        Tier => "tier on the unrounded value",
        RepeatMultiplier => "repeat multiplier",
        MetricCap => "cap of the metric",
        Sum => "sum",
        PeriodCap => "cap of the period",
        YearCap => "cap of any twelve months",
        MinimumPayout => "smallest credit paid",
        EarnBackAndBonus => "earn-back and bonus, as separate lines",
        RoundMoney => "round money once, half up to the minor unit",
    }
}

record! {
    /// A step of the settlement.
    pub struct OrderedStep ("step") {
        /// Names the step in paths; never printed.
        id: Id => "Id";
        /// What is done at this place.
        step: SettlementStep => "Operation";
    }
}

record! {
    /// One band of performance and its credit.
    pub struct Tier ("tier") {
        /// Names the tier in paths; never printed.
        id: Id => "Id";
        /// What the row of the table is called, if anything.
        name: Text => "Name of the row", example = "Tier A";
        /// Lower end; empty is open downwards.
        from: Option<Number> => "From", example = "99.0";
        /// Upper end; empty is open upwards.
        to: Option<Number> => "To", example = "99.9";
        /// Which ends belong to the tier; half-open tiers leave no hole and no overlap.
        bounds: Bounds => "Ends";
        /// Credit in per cent of the base.
        credit: Option<Percent> => "Credit (%)", need = Need::Required, example = "10";
    }
}

record! {
    /// A band of points and its credit.
    pub struct PointBand ("band of points") {
        /// Names the band in paths; never printed.
        id: Id => "Id";
        /// Fewest points of the band.
        from: Option<u32> => "From points", need = Need::Required, example = "10";
        /// Most points of the band; empty means up to the next band.
        to: Option<u32> => "To points", example = "14";
        /// Credit in per cent of the base.
        credit: Option<Percent> => "Credit (%)", need = Need::Required, example = "2";
    }
}

record! {
    /// The credits of one metric.
    pub struct CreditSchedule ("credit schedule") {
        /// Names the schedule in paths; never printed.
        id: Id => "Id";
        /// The metric whose miss leads to the credit.
        metric: Ref => "Metric", need = Need::Required, refers = "metrics";
        /// How a miss becomes an amount.
        method: CreditMethod => "Method";
        /// Bands of performance; together they cover everything short of the target, exactly once.
        tiers: Vec<Tier> => "Tiers";
        /// Credit in per cent of the base for each step, miss or unit; or the multiple in per cent of lost time.
        rate: Option<Percent> => "Rate (%)", example = "2";
        /// A fixed amount instead of a rate.
        amount: Option<Money> => "Fixed amount", example = "100.00 EUR";
        /// Size of a step, in the unit of the metric.
        step: Option<Number> => "Step", example = "0.1";
        /// The unit of delay, for late delivery.
        step_time: Option<Duration> => "Unit of delay", example = "1d";
        /// How a part of a step counts.
        step_rounding: Option<StepRounding> => "Part of a step";
        /// The level from which steps are counted; empty means the target.
        counted_from: Option<Number> => "Steps counted from", example = "99";
        /// For a multiple of the lost time: whether only the time beyond what the target leaves counts.
        beyond_target: Option<bool> => "Only time beyond the target";
        /// Points for a miss.
        points: Option<u32> => "Points", example = "2";
        /// Share of the at-risk pool.
        weight: Option<Percent> => "Weight in the pool (%)", example = "40";
        /// Multiplier from the second consecutive miss on.
        repeat_multiplier: Option<Number> => "Repeat multiplier", example = "2";
        /// Most that this metric can cost in a period.
        cap: Option<Percent> => "Cap of this metric (%)", example = "25";
    }
}

record! {
    /// When repeated failure gives the right to leave.
    pub struct ChronicFailure ("chronic failure") {
        /// Metrics that count; empty means all with credits.
        metrics: Refs => "Metrics", refers = "metrics";
        /// Number of missed windows.
        count: Option<u32> => "Missed windows", need = Need::Recommended, example = "3";
        /// Within the last so many windows.
        within: Option<u32> => "Within the last", need = Need::Recommended, example = "6";
        /// Or so many in a row.
        consecutive: Option<u32> => "Or in a row", example = "2";
        /// Below this level one window is enough, or so many in a row as the next field says.
        critical_level: Option<Number> => "Critical level", example = "95";
        /// How many windows in a row beyond the critical level; empty means that one is enough.
        critical_count: Option<u32> => "Beyond the critical level in a row", example = "2";
        /// How long after the trigger the right can be used.
        exercise_within: Option<Duration> => "To be used within", example = "60d";
        /// Notice for leaving on this ground.
        notice: Option<Duration> => "Notice", example = "30d";
    }
}

record! {
    /// When later good performance returns a credit.
    pub struct EarnBack ("earn-back") {
        /// Windows in a row at the level below; empty means no earn-back.
        windows: Option<u32> => "Windows in a row", example = "3";
        /// The level to be reached in each of them.
        level: Option<Number> => "Level", example = "99.95";
        /// Most that is returned, in per cent of the credit.
        limit: Option<Percent> => "At most (% of the credit)", example = "50";
        /// Whether critical failures can be earned back; they should not.
        critical_included: Option<bool> => "Critical failures included";
    }
}

record! {
    /// Service credits.
    pub struct Credits ("service credits") {
        /// Percent of what.
        base: Option<CreditBase> => "Base", need = Need::Required, group = "Base and schedules";
        /// The credits, metric by metric.
        schedules: Vec<CreditSchedule> => "Schedules", need = Need::Recommended, group = "Base and schedules";
        /// What the points of a period cost together; empty means that each metric prices its own points.
        points_table: Vec<PointBand> => "Table of points", group = "Base and schedules";
        /// Most credits in one period, in per cent of the fees of that period.
        period_cap: Option<Percent> => "Cap for a period (%)", need = Need::Required, example = "30", group = "Caps";
        /// Most credits in one period, as a number of monthly fees of all services; with a share too, the lower one counts.
        period_cap_months: Option<Number> => "Cap for a period (monthly fees)", example = "1", group = "Caps";
        /// Most credits in any twelve months, in per cent of the fees of those months.
        year_cap: Option<Percent> => "Cap for twelve months (%)", need = Need::Recommended, example = "15", group = "Caps";
        /// Most credits in any twelve months, as a number of monthly fees of all services; with a share too, the lower one counts.
        year_cap_months: Option<Number> => "Cap for twelve months (monthly fees)", example = "1", group = "Caps";
        /// Fees at risk that pools share out.
        pool: Option<Percent> => "At-risk pool (%)", example = "12", group = "Caps";
        /// Smaller credits are carried forward, unless said otherwise below.
        minimum: Option<Money> => "Smallest credit paid", example = "5.00 EUR", group = "Caps";
        /// What becomes of smaller credits; empty means that they are carried forward.
        below_minimum: Option<SmallCredits> => "Smaller credits are", group = "Caps";
        /// Whether the customer must ask; automatic credits need no claim.
        claim_needed: Option<bool> => "Must be claimed", need = Need::Recommended, group = "Claim and payout";
        /// How long the customer has.
        claim_within: Option<Duration> => "Claim within", example = "30d", group = "Claim and payout";
        /// What the time for claims runs from.
        claim_anchor: Option<ClaimAnchor> => "Counted from", group = "Claim and payout";
        /// Claims end with this billing cycle after that of the incident; a cycle is a calendar month.
        claim_cycles: Option<u32> => "At the latest by the end of billing cycle", example = "2", group = "Claim and payout";
        /// What a claim must state or rest on, one item a line; only what the customer can know.
        claim_contents: Lines => "A claim states", example = "Day and time of the failure as the customer saw it", group = "Claim and payout";
        /// How the credit reaches the customer.
        payout: Option<Payout> => "Payout", need = Need::Recommended, group = "Claim and payout";
        /// How long after the end of the agreement open credits are paid.
        payout_at_end: Option<Duration> => "At the end of the term paid within", example = "30d", group = "Claim and payout";
        /// What the credit is in law.
        nature: Option<CreditNature> => "Nature", need = Need::Recommended, group = "Effect";
        /// Whether the customer gives up other remedies for the same failure.
        sole_remedy: Option<bool> => "Sole remedy", need = Need::Recommended, group = "Effect";
        /// Whether credits use up the liability cap.
        counts_towards_liability: Option<bool> => "Counts towards the liability cap", need = Need::Recommended, group = "Effect";
        /// Whether one incident is credited under one metric only.
        one_credit_per_incident: Option<bool> => "One credit an incident, the highest", group = "Effect";
        /// When repeated failure gives the right to leave.
        chronic: ChronicFailure => "Chronic failure", need = Need::Recommended, group = "Repeated failure";
        /// When later good performance returns a credit.
        earn_back: EarnBack => "Earn-back", group = "Repeated failure";
        /// From raw events to the amount, step by step; empty means the usual order.
        order: Vec<OrderedStep> => "Order of operations", group = "Order of operations";
    }
}

record! {
    /// A reward for performance above the target.
    pub struct Bonus ("bonus") {
        /// Names the bonus in paths; never printed.
        id: Id => "Id";
        /// The metric that is rewarded.
        metric: Ref => "Metric", need = Need::Required, refers = "metrics";
        /// The level from which the bonus is due; better than the target.
        threshold: Option<Number> => "From level", need = Need::Required, example = "99.97";
        /// Whether exactly that level earns the bonus; empty means that it does.
        start: Option<BonusStart> => "Bonus is due";
        /// Windows in a row that must reach it, for one bonus; empty means one, or those of the quarter chosen below.
        windows: Option<u32> => "Windows in a row", example = "3";
        /// Whether those may be any windows in a row, or must be all of January to March, April to June and so on; empty means any.
        span: Option<BonusSpan> => "Windows that count";
        /// Bonus in per cent of the base of credits.
        rate: Option<Percent> => "Bonus (%)", need = Need::Required, example = "2";
        /// With several windows: whether the percentage is one of the last window or of all of them; empty means the last.
        share: Option<BonusShare> => "Bonus is a share of";
        /// Most that can be earned, in per cent of the fees of a year.
        cap: Option<Percent> => "Cap for twelve months (%)", need = Need::Recommended, example = "3";
        /// Whether it may be set off against credits for critical failures; it should not.
        nets_critical: Option<bool> => "Set off against credits for critical failures";
        /// What else must hold.
        conditions: Prose => "Conditions", example = "No P1 incident in the quarter";
        /// Why this is worth money to the customer.
        benefit: Text => "Benefit to the customer", need = Need::Recommended, example = "Fewer interruptions in the shop's peak season";
    }
}

impl Bonus {
    /// How a value must compare with the level for the bonus: ≥ and ≤, or > and < where the level itself earns none.
    pub fn operator(&self, metric: &Metric) -> Operator {
        match (metric.higher_is_better(), self.start == Some(BonusStart::Beyond)) {
            (true, false) => Operator::AtLeast,
            (true, true) => Operator::MoreThan,
            (false, false) => Operator::AtMost,
            (false, true) => Operator::LessThan,
        }
    }

    /// How many windows in a row at its level one bonus takes, where it is not for a calendar quarter; at least 1.
    pub fn run(&self) -> u32 {
        self.windows.unwrap_or(1).max(1)
    }

    /// Whether it is earned by the windows of a calendar quarter together.
    pub fn is_quarterly(&self) -> bool {
        self.span == Some(BonusSpan::Quarter)
    }

    /// Whether it takes several windows.
    pub fn takes_several(&self) -> bool {
        self.is_quarterly() || self.run() > 1
    }
}
