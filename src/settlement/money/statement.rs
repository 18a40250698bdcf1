//! What settling takes and what it returns.

use crate::settlement::{Entry, Exact, Measured, Outcome, Period};
use crate::value::{Currency, Date, Duration, Id, Money};

/// What settling needs beside the agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementInput {
    pub period: Period,
    /// The values of the windows that end within the period.
    pub measured: Vec<Measured>,
    /// The fees charged for the whole period, in place of the agreed fees.
    pub fee: Option<Money>,
    pub history: History,
    /// When the report of the period was handed over, for claims that count from it; else the day it is due.
    pub report_date: Option<Date>,
    /// The date of the invoice for the period, for claims that count from it.
    pub invoice_date: Option<Date>,
}

impl SettlementInput {
    /// A period with its values, agreed fees and no history.
    pub fn new(period: Period, measured: Vec<Measured>) -> Self {
        let history = History::default();
        Self { period, measured, fee: None, history, report_date: None, invoice_date: None }
    }
}

/// What happened before the period. Whatever is not given is assumed not to have happened, and the statement says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The values of earlier windows: for repeated misses, chronic failure and earn-back.
    pub measured: Vec<Measured>,
    /// Fees of the months before the period that make twelve with it; where absent, the agreed fees of those of these
    /// months that lie in the term.
    pub charges: Option<Money>,
    /// Credits given for those months.
    pub credits: Option<Money>,
    /// Bonuses given for those months.
    pub bonuses: Option<Money>,
    /// Credits too small to be paid so far.
    pub carried: Option<Money>,
}

/// A limit that reduced a credit or a bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cap {
    Metric,
    Period,
    Year,
    BonusYear,
}

impl Cap {
    /// As the statement names it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Metric => "cap of the metric",
            Self::Period => "cap of the period",
            Self::Year => "cap of any twelve months",
            Self::BonusYear => "cap of the bonus for twelve months",
        }
    }
}

/// One metric in one window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricLine {
    pub metric: Id,
    /// What the agreement calls the metric; its id where it has no name.
    pub name: String,
    /// The name of the window: "2026-07".
    pub window: String,
    /// The exact value, or why there is none.
    pub outcome: Outcome,
    /// The value with the decimals of the metric, without its unit; never decides anything.
    pub shown: Option<String>,
    pub met: Option<bool>,
    /// The tier in which the value lies, where the metric has tiers and missed its target.
    pub tier: Option<Id>,
    /// Credit in per cent of its base, after repeat multiplier and the cap of the metric; `None` where it is a fixed
    /// amount and no fee is known, or cannot be computed.
    pub credit_percent: Option<Exact>,
    /// Part of the period's credit after all caps; the lines add up to the total. `None` where it is not known.
    pub credit: Option<Money>,
    /// `None` where it is not known.
    pub bonus: Option<Money>,
    /// What this window returns of an earlier credit; `None` where it is not known.
    pub earned_back: Option<Money>,
    /// The limits that reduced the credit or the bonus.
    pub caps: Vec<Cap>,
    /// What could not be decided and what was assumed.
    pub notes: Vec<String>,
    /// Every step from raw event to this line's amounts.
    pub working: Vec<Entry>,
}

/// Repeated failure of one metric, as of the end of the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chronic {
    pub metric: Id,
    pub name: String,
    /// Missed windows among the last ones that count, and how many those are.
    pub missed: u32,
    pub of: u32,
    /// Missed windows in a row up to the last one.
    pub in_a_row: u32,
    /// What gives the right to terminate, in words; empty where nothing does.
    pub triggers: Vec<String>,
    /// Last day of the window that gave the right.
    pub since: Option<Date>,
    /// Last day on which the right can be used, where that is agreed and can be counted.
    pub exercise_until: Option<Date>,
    /// Notice for leaving on this ground.
    pub notice: Option<Duration>,
}

/// The settlement of one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub period: Period,
    pub currency: Option<Currency>,
    pub metrics: Vec<MetricLine>,
    /// Credits of the lines, plus what was carried in, less what is carried forward or lapses; `None` where it is not
    /// known.
    pub credit_total: Option<Money>,
    /// Credits of the lines in per cent of the fees of the period, where that can be said; known even where no fee is,
    /// if all credits are shares of one fee.
    pub credit_percent: Option<Exact>,
    pub bonus_total: Option<Money>,
    pub earned_back_total: Option<Money>,
    /// Small credits of earlier periods that are paid or carried on now.
    pub carried_in: Option<Money>,
    /// Credits too small to be paid now.
    pub carried_forward: Option<Money>,
    /// Credits too small to be paid, where such credits lapse.
    pub lapsed: Option<Money>,
    /// The limits that bind in total.
    pub caps: Vec<Cap>,
    /// Last day on which a credit of the period can be claimed.
    pub claim_by: Option<Date>,
    /// How that day was counted, or why there is none.
    pub claim: String,
    pub chronic: Vec<Chronic>,
    /// What was assumed and what could not be decided for the period as a whole.
    pub notes: Vec<String>,
    /// Every step from the lines to the totals.
    pub working: Vec<Entry>,
}

impl Statement {
    /// Whether every metric has a value, or a reason to have none, and every amount is known.
    pub fn is_complete(&self) -> bool {
        self.credit_total.is_some()
            && self.metrics.iter().all(|line| !matches!(line.outcome, Outcome::NoData(_)))
    }
}
