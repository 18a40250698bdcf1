//! What credits are paid on, up to what, and how they reach the customer.

use super::{Cx, Report, Rule, Severity, at, named, sentence};
use crate::agreement::{ClaimAnchor, CreditBase, CreditMethod, CreditSchedule, Operator, Service};
use crate::check::typed::{Meant, meant};
use crate::draft::Edit;
use crate::value::{Duration, FieldPath, Node, Percent, Unit, quoted};
use rust_decimal::Decimal;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "C07",
        title: "Credit base missing",
        severity: Severity::Error,
        detects: "Credits are percentages, but nothing says of what; a fee they are a share of that is not entered, while \
                  others are, is a warning.",
        why: "10 % of the fee of one site and 10 % of the whole invoice differ by a factor.",
        example: "10 % credit",
        mend: "10 % of the monthly fee of the affected service",
        run: base,
        ..Rule::BLANK
    },
    Rule {
        code: "C08",
        title: "Credit is an amount and a percentage",
        severity: Severity::Error,
        detects: "A schedule has a fixed amount besides a rate or besides the percentages of its tiers, or an amount of money \
                  was typed where a percentage belongs.",
        why: "A public form prints GBP 2.00 and pays 2 %.",
        example: "2 % and 2.00 GBP",
        mend: "2 % of the monthly fee",
        run: both,
        ..Rule::BLANK
    },
    Rule {
        code: "C17",
        title: "Weights do not add up",
        severity: Severity::Error,
        detects: "Credits share a pool of fees at risk, and their weights are not 100 % together, or the pool has no size.",
        why: "A part of the pool is lost, or paid twice.",
        example: "40 + 40 + 30",
        mend: "40 + 35 + 25",
        run: pool,
        ..Rule::BLANK
    },
    Rule {
        code: "C23",
        title: "Credit rule incomplete",
        severity: Severity::Error,
        detects: "A credit for each step, miss, unit of delay, point or lost time lacks its rate, its step, or how a part of a \
                  step counts.",
        why: "\"5 % for each full 1 %\" and \"for each started 1 %\" differ by one step in almost every case.",
        example: "5 % for each 1 % below the target",
        mend: "5 % for each whole 1 % below the target, at most 25 %",
        run: incomplete,
        ..Rule::BLANK
    },
];

fn field(schedule: &CreditSchedule, field: &str) -> FieldPath {
    at(&["credits", "schedules", &schedule.id, field])
}

/// "the credits of “Uptime”".
fn whose(cx: &Cx<'_>, schedule: &CreditSchedule) -> String {
    let name = cx.a.metric(&schedule.metric).map_or("", |m| &m.name);
    format!("the credits of {}", named(name, "metric"))
}

fn base(cx: &Cx<'_>, report: &mut Report) {
    if cx.has_credits() && cx.a.credits.base.is_none() {
        report
            .absent(
                "credits.base",
                "Nothing says of what the credits are a percentage",
                "Choose the fees that credits are a share of",
            )
            .fix("The monthly fee of the affected service", vec![Edit::set("credits.base", "ServiceMonth")]);
    }
    open_fees(cx, report);
}

/// Fees that credits are a share of and that nobody entered, while others are: no credit comes to an amount.
fn open_fees(cx: &Cx<'_>, report: &mut Report) {
    let credits = &cx.a.credits;
    let (Some(base), Some(known)) = (credits.base, cx.a.services.iter().find_map(|s| s.fee)) else { return };
    let credited = |service: &Service| {
        let mut metrics = credits.schedules.iter().filter_map(|s| cx.a.metric(&s.metric));
        metrics.any(|m| m.service.as_str() == service.id.as_str())
    };
    let all = base == CreditBase::AllServicesMonth && !credits.schedules.is_empty();
    let open: Vec<&Service> =
        cx.a.services.iter().filter(|s| s.fee.is_none() && (all || credited(s))).collect();
    let Some((first, others)) = open.split_first() else { return };
    let names: Vec<String> = open.iter().map(|s| named(&s.name, "a service")).collect();
    let message = format!(
        "Credits are a share of {}, but {} {} no fee, so no credit comes to an amount",
        base.label(),
        crate::value::listed(&names),
        if others.is_empty() { "has" } else { "have" }
    );
    let fee = |service: &Service| at(&["services", &service.id, "fee"]);
    let none = format!("0 {}", cx.a.currency.unwrap_or_else(|| known.currency()));
    let mut found = report
        .absent(
            fee(first),
            message,
            "Enter each fee, and 0 for a service that the fee of another one includes",
        )
        .severity(Severity::Warning)
        .related("credits.base");
    for other in others {
        found = found.related(fee(other));
    }
    found.fix(
        "Enter 0: the fees of other services include it",
        open.iter().map(|service| Edit::set(fee(service), none.as_str())).collect(),
    );
}

fn both(cx: &Cx<'_>, report: &mut Report) {
    for schedule in &cx.a.credits.schedules {
        let Some(amount) = schedule.amount else { continue };
        let keep = vec![Edit::set(field(schedule, "amount"), "")];
        let whose = sentence(&whose(cx, schedule));
        if let Some(rate) = schedule.rate {
            let message = format!("{whose} are {rate} % and {} at once", amount.long());
            report
                .at(field(schedule, "amount"), message, "Keep one of the two")
                .related(field(schedule, "rate"))
                .fix("Keep the rate", keep);
        } else if schedule.method == CreditMethod::Tiers {
            let message = format!("{whose} go by tiers in per cent and are {} at once", amount.long());
            report
                .at(field(schedule, "amount"), message, "Keep one of the two")
                .related(field(schedule, "tiers"))
                .fix("Keep the tiers", keep);
        }
    }
    for entry in cx.draft.pending.iter().filter(|e| meant(cx.draft, e) == Some(Meant::Money)) {
        let message =
            format!("{} is an amount of money where a percentage belongs", quoted(entry.text.trim()));
        let hint = "Enter the percentage; what it is a share of stands in the base of the credits";
        report.at(entry.path.as_str(), message, hint);
    }
}

fn pool(cx: &Cx<'_>, report: &mut Report) {
    let sharing: Vec<&CreditSchedule> =
        cx.a.credits.schedules.iter().filter(|s| s.method == CreditMethod::Pool).collect();
    if sharing.is_empty() {
        return;
    }
    if cx.a.credits.pool.is_none() {
        report.absent(
            "credits.pool",
            "Credits share a pool, but nothing says how large it is",
            "Enter the fees at risk, such as 12",
        );
    }
    for schedule in sharing.iter().filter(|s| s.weight.is_none()) {
        let message = format!("{} have no weight in the pool", sentence(&whose(cx, schedule)));
        report.absent(field(schedule, "weight"), message, "Enter its share, such as 40");
    }
    let weights: Option<Vec<Decimal>> = sharing.iter().map(|s| s.weight.map(Percent::get)).collect();
    let Some(sum) = weights.map(|w| w.iter().fold(Decimal::ZERO, |a, b| a + *b).normalize()) else { return };
    if let (true, Some(first)) = (sum != Decimal::ONE_HUNDRED, sharing.first()) {
        let message = format!("The weights of the pool add up to {sum} %");
        let mut found = report.at(field(first, "weight"), message, "Let them add up to 100 %");
        for other in sharing.iter().skip(1) {
            found = found.related(field(other, "weight"));
        }
        // The last one takes what is left or gives what is too much, if it can.
        let last = sharing.last().and_then(|s| Some((s, s.weight?.get() + Decimal::ONE_HUNDRED - sum)));
        if let Some((last, rest)) = last.filter(|(_, rest)| *rest > Decimal::ZERO) {
            let title = format!("Give {} {} %", whose(cx, last), rest.normalize());
            found.fix(title, vec![Edit::set(field(last, "weight"), rest.normalize().to_string())]);
        }
    }
}

/// Whether it is clear from where steps are counted. Where the target itself is a miss, the first step is in doubt: at
/// exactly the target the shortfall is nothing, and yet a credit is promised.
fn counted(cx: &Cx<'_>, schedule: &CreditSchedule) -> bool {
    let strict = |o: Operator| matches!(o, Operator::MoreThan | Operator::LessThan);
    let doubtful = cx.a.metric(&schedule.metric).and_then(|m| m.operator).is_some_and(strict);
    schedule.counted_from.is_some() || !doubtful
}

fn incomplete(cx: &Cx<'_>, report: &mut Report) {
    use CreditMethod::{Linear, LostTime, PerMiss, PerUnitLate, Points, Pool, Proportional, Tiers};
    for schedule in &cx.a.credits.schedules {
        let paid = schedule.rate.is_some() || schedule.amount.is_some();
        let step = schedule.step.is_some_and(|s| s.get() > Decimal::ZERO);
        let needs: &[(&str, bool, &str)] = match schedule.method {
            Tiers | Pool | Proportional => &[],
            Linear => &[
                ("rate", paid, "how much a step is worth"),
                ("step", step, "how large a step is"),
                ("step_rounding", schedule.step_rounding.is_some(), "whether a part of a step counts"),
                ("counted_from", counted(cx, schedule), "from which level steps are counted"),
            ],
            PerUnitLate => &[
                ("rate", paid, "how much a unit of delay is worth"),
                ("step_time", schedule.step_time.is_some(), "what a unit of delay is"),
                ("step_rounding", schedule.step_rounding.is_some(), "whether a part of a unit counts"),
            ],
            LostTime => &[("rate", schedule.rate.is_some(), "which multiple of the lost time is paid")],
            PerMiss => &[("rate", paid, "how much a miss is worth")],
            Points => &[("points", schedule.points.is_some(), "how many points a miss has")],
        };
        let open: Vec<&(&str, bool, &str)> = needs.iter().filter(|(_, there, _)| !there).collect();
        let Some((first, ..)) = open.first() else { continue };
        let words: Vec<&str> = open.iter().map(|(.., word)| *word).collect();
        let message = format!("{} do not say {}", sentence(&whose(cx, schedule)), super::list(&words));
        let mut found = report.absent(
            field(schedule, first),
            message,
            format!("Complete the rule “{}”", schedule.method.label()),
        );
        for (other, ..) in open.iter().skip(1) {
            found = found.related(field(schedule, other));
        }
    }
}

/// The way of a credit to the customer.
pub(super) const PAYOUT_RULES: &[Rule] = &[
    Rule {
        code: "C09",
        title: "Claim deadline missing or too short",
        severity: Severity::Warning,
        detects: "Credits must be claimed, but not by when; or the time is over before the report is due.",
        why: "A claim that must come before the facts are known cannot be made.",
        example: "Claim within 5 days, report after 10 business days",
        mend: "Claim within 30 days of the report",
        run: deadline,
        ..Rule::BLANK
    },
    Rule {
        code: "C10",
        title: "Claim deadline without a start",
        severity: Severity::Warning,
        detects: "The time for claims does not say what it runs from.",
        why: "\"Within 30 days\" of what? The incident, the window, the report and the invoice lie weeks apart.",
        example: "Within 30 days",
        mend: "Within 30 days of the date of the report",
        run: anchor,
        ..Rule::BLANK
    },
    Rule {
        code: "C11",
        title: "Payout not settled",
        severity: Severity::Warning,
        detects: "Nothing says whether credits are automatic or must be claimed, or how they reach the customer.",
        why: "The credit of the last month is otherwise lost.",
        example: "A credit is granted",
        mend: "Deducted from the next invoice; paid within 30 days where none follows",
        run: payout,
        ..Rule::BLANK
    },
    Rule {
        code: "C12",
        title: "Sole remedy without a way out",
        severity: Severity::Warning,
        detects: "Credits are the only remedy, and repeated failure gives no right to terminate.",
        why: "The customer pays for a service that never works and cannot leave.",
        example: "Credits are the sole remedy",
        mend: "Credits are the sole remedy, besides termination after 3 missed months in 6",
        run: locked_in,
        ..Rule::BLANK
    },
    Rule {
        code: "C13",
        title: "Nature of the credit not stated",
        severity: Severity::Warning,
        detects: "Nothing says whether a credit is a price adjustment or liquidated damages, or whether other remedies remain.",
        why: "Courts treat the two differently, and a silent clause is read against whoever wrote it.",
        example: "5 % credit",
        mend: "A price adjustment; other remedies remain",
        run: nature,
        ..Rule::BLANK
    },
    Rule {
        code: "C18",
        title: "Earn-back incomplete",
        severity: Severity::Warning,
        detects: "Credits can be earned back, but the level, the number of windows or the limit is open, or critical failures \
                  are not left out.",
        why: "Late concessions undermine the regime.",
        example: "Credits may be earned back",
        mend: "Half of a credit, after 3 windows at 99.95 % in a row; not for critical failures",
        run: earn_back,
        ..Rule::BLANK
    },
    Rule {
        code: "C27",
        title: "Credits and the liability cap",
        severity: Severity::Warning,
        detects: "Liability is capped, and nothing says whether credits use up that cap.",
        why: "The one reading leaves the customer with the full cap after a bad year, the other with nothing.",
        example: "(nothing)",
        mend: "Credits do not count towards the cap",
        run: liability,
        ..Rule::BLANK
    },
];

/// The longest and the shortest a time for people can be, in seconds: a business day is at least a day but the first.
fn at_least_seconds(time: Duration) -> u64 {
    match time.unit {
        Unit::BusinessDay => u64::from(time.count.saturating_sub(1)) * 86_400,
        _ => time.bounds().0,
    }
}

fn deadline(cx: &Cx<'_>, report: &mut Report) {
    let credits = &cx.a.credits;
    if !cx.has_credits() || credits.claim_needed != Some(true) || credits.claim_cycles.is_some() {
        return;
    }
    let Some(within) = credits.claim_within else {
        report.absent(
            "credits.claim_within",
            "Credits must be claimed, but nothing says by when",
            "Enter how long the customer has, such as 30d",
        );
        return;
    };
    let from_event = matches!(credits.claim_anchor, Some(ClaimAnchor::WindowEnd | ClaimAnchor::IncidentEnd));
    let Some(due) = cx.a.reporting.due.filter(|_| from_event) else { return };
    if within.bounds().1 < at_least_seconds(due)
        || within.compare(due).is_some_and(|o| o == std::cmp::Ordering::Less)
    {
        let message =
            format!("Claims end after {}, but the report is due only after {}", within.long(), due.long());
        report
            .at("credits.claim_within", message, "Lengthen the time, or count it from the report")
            .related("reporting.due")
            .fix("Count it from the report", vec![Edit::set("credits.claim_anchor", "ReportDate")]);
    }
}

fn anchor(cx: &Cx<'_>, report: &mut Report) {
    let credits = &cx.a.credits;
    if credits.claim_needed == Some(true) && credits.claim_within.is_some() && credits.claim_anchor.is_none()
    {
        let message = "Nothing says what the time for claims runs from";
        report
            .absent(
                "credits.claim_anchor",
                message,
                "Choose the end of the window or of the incident, the report or the invoice",
            )
            .fix("Count it from the report", vec![Edit::set("credits.claim_anchor", "ReportDate")]);
    }
}

fn payout(cx: &Cx<'_>, report: &mut Report) {
    if !cx.has_credits() {
        return;
    }
    if cx.a.credits.claim_needed.is_none() {
        let hint = "Say whether the customer must claim them";
        report
            .absent("credits.claim_needed", "Nothing says whether credits are automatic", hint)
            .fix("They are automatic", vec![Edit::set("credits.claim_needed", "no")]);
    }
    if cx.a.credits.payout.is_none() {
        let hint = "Choose how they reach the customer";
        report.absent("credits.payout", "Nothing says how credits are paid", hint).fix(
            "Deduct them from the next invoice, pay them where none follows",
            vec![Edit::set("credits.payout", "NextInvoiceOrPaid")],
        );
    }
}

fn locked_in(cx: &Cx<'_>, report: &mut Report) {
    let credits = &cx.a.credits;
    if cx.has_credits() && credits.sole_remedy == Some(true) && credits.chronic.is_blank() {
        let message = "Credits are the only remedy, and repeated failure gives no right to terminate";
        let hint = "Agree after how many missed windows the customer may terminate";
        report.at("credits.sole_remedy", message, hint).related("credits.chronic");
    }
}

fn nature(cx: &Cx<'_>, report: &mut Report) {
    if !cx.has_credits() {
        return;
    }
    if cx.a.credits.nature.is_none() {
        report
            .absent(
                "credits.nature",
                "Nothing says what a credit is in law",
                "Choose a price adjustment or liquidated damages",
            )
            .fix("It is a price adjustment", vec![Edit::set("credits.nature", "PriceAdjustment")]);
    }
    if cx.a.credits.sole_remedy.is_none() {
        let message = "Nothing says whether the customer keeps other remedies beside a credit";
        report
            .absent("credits.sole_remedy", message, "Say whether credits are the sole remedy")
            .fix("Other remedies remain", vec![Edit::set("credits.sole_remedy", "no")]);
    }
}

fn earn_back(cx: &Cx<'_>, report: &mut Report) {
    let earn = &cx.a.credits.earn_back;
    if earn.is_blank() {
        return;
    }
    let parts = [
        ("windows", earn.windows.is_none(), "after how many windows"),
        ("level", earn.level.is_none(), "at which level"),
        ("limit", earn.limit.is_none(), "up to which share"),
    ];
    let open: Vec<_> = parts.iter().filter(|(_, open, _)| *open).collect();
    if let Some((first, ..)) = open.first() {
        let words: Vec<&str> = open.iter().map(|(.., word)| *word).collect();
        let message = format!("Credits can be earned back, but nothing says {}", super::list(&words));
        report.absent(at(&["credits", "earn_back", first]), message, "Complete the rule, or clear it");
    }
    let path = "credits.earn_back.critical_included";
    let leave_out = || vec![Edit::set(path, "no")];
    match earn.critical_included {
        Some(true) => {
            report
                .at(path, "Critical failures can be earned back too", "Leave critical failures out")
                .fix("Leave critical failures out", leave_out());
        }
        None => {
            let message = "Nothing says whether credits for critical failures can be earned back";
            report
                .absent(path, message, "Leave critical failures out")
                .fix("Leave critical failures out", leave_out());
        }
        Some(false) => {}
    }
}

fn liability(cx: &Cx<'_>, report: &mut Report) {
    let capped = cx.a.liability.cap.is_some() || cx.a.liability.cap_percent.is_some();
    if cx.has_credits() && capped && cx.a.credits.counts_towards_liability.is_none() {
        let message = "Nothing says whether credits count towards the liability cap";
        report
            .absent("credits.counts_towards_liability", message, "Decide it; usually they do not")
            .related("liability.cap")
            .fix("They do not count", vec![Edit::set("credits.counts_towards_liability", "no")]);
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("C07", &["credits.base="]),
    (
        "C07",
        &[
            "credits.base=AllServicesMonth",
            "+services care",
            "services.care.name=Care",
            "services.care.hours=always",
        ],
    ),
    ("C08", &["credits.schedules.latency.rate=2", "credits.schedules.latency.amount=2.00 EUR"]),
    ("C08", &["credits.schedules.uptime.amount=2.00 EUR"]),
    ("C08", &["credits.schedules.uptime.tiers.low.credit=2.0 EUR"]),
    ("C09", &["credits.claim_within="]),
    ("C09", &["credits.claim_within=5d", "credits.claim_anchor=WindowEnd"]),
    ("C10", &["credits.claim_anchor="]),
    ("C11", &["credits.claim_needed="]),
    ("C11", &["credits.payout="]),
    (
        "C12",
        &[
            "credits.sole_remedy=yes",
            "credits.chronic.count=",
            "credits.chronic.within=",
            "credits.chronic.consecutive=",
            "credits.chronic.critical_level=",
            "credits.chronic.exercise_within=",
            "credits.chronic.notice=",
        ],
    ),
    ("C13", &["credits.nature="]),
    ("C13", &["credits.sole_remedy="]),
    (
        "C17",
        &["credits.schedules.latency.method=Pool", "credits.schedules.latency.weight=90", "credits.pool=12"],
    ),
    ("C17", &["credits.schedules.latency.method=Pool", "credits.schedules.latency.weight=100"]),
    ("C17", &["credits.schedules.latency.method=Pool", "credits.pool=12"]),
    ("C18", &["credits.earn_back.windows=3"]),
    (
        "C18",
        &[
            "credits.earn_back.windows=3",
            "credits.earn_back.level=99.95",
            "credits.earn_back.limit=50",
            "credits.earn_back.critical_included=yes",
        ],
    ),
    ("C23", &["credits.schedules.latency.method=Linear", "credits.schedules.latency.rate=2"]),
    ("C23", &["credits.schedules.latency.method=PerMiss"]),
    ("C27", &["credits.counts_towards_liability="]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn a_claim_counted_from_the_report_cannot_be_too_early() {
        assert!(!codes(&["credits.claim_within=5d"]).contains(&"C09"));
        assert!(!codes(&["credits.claim_within=15d", "credits.claim_anchor=WindowEnd"]).contains(&"C09"));
    }

    #[test]
    fn a_fee_that_amounts_need_is_asked_for() {
        let mut draft = changed(&[
            "credits.base=AllServicesMonth",
            "+services care",
            "services.care.name=Customer care",
            "services.care.hours=always",
        ]);
        let asked = |draft: &_| run(draft).into_iter().find(|f| f.code == "C07");
        let found = asked(&draft).unwrap();
        assert_eq!(
            found.message,
            "Credits are a share of the monthly fees of all services, but “Customer care” has no fee, so no credit comes \
             to an amount"
        );
        let credit = |draft: &crate::draft::Draft| {
            let found = crate::settlement::examples::examples(&draft.agreement).unwrap();
            found
                .rows
                .iter()
                .flat_map(|r| &r.examples)
                .filter_map(|e| e.line.credit)
                .find(|c| !c.amount().is_zero())
        };
        assert_eq!(credit(&draft), None, "the settlement does not take a blank fee for none");
        for edit in found.fix.unwrap().edits {
            edit.apply_strict(&mut draft).unwrap();
        }
        assert!(credit(&draft).is_some());
        assert_eq!(asked(&draft), None);
        // The fee of the affected service is there; without any fee amounts are nobody's wish.
        let of_service = ["+services care", "services.care.name=Customer care"];
        assert_eq!(asked(&changed(&of_service)), None);
        assert_eq!(asked(&changed(&["services.hosting.fee="])), None);
    }

    #[test]
    fn what_a_rule_lacks_is_one_finding() {
        let found = run(&changed(&["credits.schedules.latency.method=Linear"]));
        let at: Vec<_> = found.iter().filter(|f| f.code == "C23").collect();
        assert_eq!(at.len(), 1);
        assert!(
            at[0].message.contains("how much a step is worth, how large a step is and whether"),
            "{}",
            at[0].message
        );
    }

    #[test]
    fn sole_remedy_without_a_way_out_is_said_once() {
        let codes = codes(super::FIXTURES.iter().find(|(code, _)| *code == "C12").map_or(&[], |f| f.1));
        assert_eq!(codes, ["C12"]);
    }
}
