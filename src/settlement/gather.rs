//! From a log and stated values to what settling takes: every metric in every window of a period, and before it.

use super::log::Log;
use super::measure::{Stated, measure};
use super::measured::{Measured, Outcome};
use super::money::{History, SettlementInput};
use super::period::Period;
use super::window::{Moment, Window};
use super::windows::{previous, windows};
use crate::agreement::{Agreement, Metric};
use crate::value::Id;

/// Earlier windows that are looked at: rules on repeated failure reach back a few years at most.
const MOST_EARLIER: usize = 60;

/// Where the values of metrics come from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'a> {
    pub log: Option<&'a Log>,
    /// Values measured elsewhere, each for all windows of its metric in the period; they come before the log.
    pub stated: &'a [(Id, Stated)],
}

/// Measures what a period needs: the windows that end in it, and the windows before it that the log covers. A log
/// covers every window that ends after its first line begins; a stated value says nothing about earlier windows.
pub fn gather(agreement: &Agreement, period: Period, sources: Sources<'_>) -> SettlementInput {
    let mut now = Vec::new();
    let mut earlier = Vec::new();
    let begin = sources.log.and_then(Log::begin);
    for metric in &agreement.metrics {
        let stated = sources.stated.iter().find(|(id, _)| *id == metric.id).map(|(_, value)| value);
        let evaluated = windows(agreement, metric, &period);
        for window in &evaluated {
            now.push(measured(agreement, metric, window, sources.log, stated));
        }
        let (Some(first), Some(begin)) = (evaluated.first(), begin) else { continue };
        earlier.extend(
            previous(agreement, metric, first, MOST_EARLIER)
                .iter()
                .take_while(|window| covers(begin, window.whole.end))
                .map(|window| measure(agreement, metric, window, sources.log, None)),
        );
    }
    earlier.sort_by_key(|m: &Measured| m.window.whole);
    let history = History { measured: earlier, ..History::default() };
    SettlementInput { history, ..SettlementInput::new(period, now) }
}

/// Without a log, a metric whose value was not given is open: what the agreement says about gaps in the data is meant
/// for data that should be there.
fn measured(
    agreement: &Agreement,
    metric: &Metric,
    window: &Window,
    log: Option<&Log>,
    stated: Option<&Stated>,
) -> Measured {
    let mut found = measure(agreement, metric, window, log, stated);
    if log.is_none() && stated.is_none() && matches!(found.outcome, Outcome::NoData(_)) {
        found.outcome = Outcome::NoData("no value was given".to_owned());
        found.met = None;
    }
    found
}

fn covers(begin: Moment, end: Moment) -> bool {
    begin < end
}
