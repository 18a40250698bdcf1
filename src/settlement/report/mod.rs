//! A statement for people and for programs.

mod csv;
mod json;
mod text;

pub use csv::to_csv;
pub use json::to_json;
pub use text::to_text;

use super::exact::Exact;
use super::measured::Outcome;
use super::money::MetricLine;
use crate::value::Money;

/// The exact value as a decimal, or as a fraction where no decimal is exact; `None` where there is none.
fn exact_value(line: &MetricLine) -> Option<&Exact> {
    match &line.outcome {
        Outcome::Value(value) => Some(value),
        Outcome::NoEvents | Outcome::NoData(_) | Outcome::NotEvaluated(_) => None,
    }
}

/// How the outcome is named where there is no value.
fn outcome_name(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Value(_) => "value",
        Outcome::NoEvents => "no events",
        Outcome::NoData(_) => "no data",
        Outcome::NotEvaluated(_) => "not evaluated",
    }
}

/// The digits of an amount with the decimals of its currency: "480.00".
fn amount(money: &Money) -> String {
    Exact::from(money.amount()).shown(money.currency().minor_digits())
}
