//! What one miss costs under an agreement: to lay two drafts beside each other.

use super::exact::Exact;
use super::examples::{self, Place, Situation};
use super::money::{MetricLine, SettlementInput, settle};
use super::period::Period;
use crate::agreement::{Agreement, Metric};

/// What happens in the window, everything else as promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// The value that was measured, in the unit of the metric's target.
    Value(Exact),
    /// So many minutes of downtime, for a metric of time lost.
    Down(u32),
    /// So many misses on their own, the value just short of the target.
    Misses(u32),
    /// One delivery that is late by two and a half units of delay.
    Late,
}

/// The first full month in which credits can fall due; `None` before the term has a first day.
pub fn first_month(agreement: &Agreement) -> Option<Period> {
    examples::first_full_month(agreement)
}

/// Settles the miss alone, in the last window of the metric that ends in the month (or in its quarter or year). `None`
/// where it cannot be settled: no target, no such window, fees in another currency.
pub fn settled(agreement: &Agreement, metric: &Metric, month: &Period, miss: &Miss) -> Option<MetricLine> {
    let place = Place::of(agreement, metric, month)?;
    let case = match miss {
        Miss::Value(value) => place.value(agreement, value.clone(), Situation::Value),
        Miss::Down(minutes) => place.down(agreement, *minutes)?,
        Miss::Misses(count) => examples::with_misses(place.just_beyond(agreement, metric.target?)?, *count),
        Miss::Late => {
            let unit = agreement.schedules_of(&metric.id).find_map(|s| place.unit_of_delay(agreement, s))?;
            examples::with_delay(place.just_beyond(agreement, metric.target?)?, &unit)
        }
    };
    let input = SettlementInput::new(case.period, vec![case.measured]);
    settle(agreement, &input).ok()?.metrics.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settlement::money::testing;

    #[test]
    fn a_month_at_a_value_costs_what_its_tier_says() {
        let agreement = testing::agreement();
        let month = first_month(&agreement).unwrap();
        let cost = |miss: Miss| settled(&agreement, &agreement.metrics[0], &month, &miss).unwrap();
        let at = |value: &str| testing::said(cost(Miss::Value(value.parse().unwrap())).credit);
        assert_eq!(at("99.9"), "0.00 EUR");
        assert_eq!(at("99.8999999"), "100.00 EUR");
        assert_eq!(at("98.9999999"), "250.00 EUR");
        assert_eq!(testing::said(cost(Miss::Down(60)).credit), "100.00 EUR");
        let undated = Agreement::default();
        assert_eq!(first_month(&undated), None);
    }
}
