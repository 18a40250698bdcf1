//! Fields whose value can be larger or smaller: what more of it means, and whom it helps.

use super::delta::{Value, delta};
use super::pair::{Asked, Pair};
use super::{Favours, Said};
use Absent::{Nothing, Open, Unlimited};
use Favours::{Customer, Neither, Provider};
use std::cmp::Ordering;

/// What an empty field stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Absent {
    /// No limit: more than any value.
    Unlimited,
    /// Nothing is promised or owed: less than any value.
    Nothing,
    /// Neither: a value is missing, or another rule takes its place.
    Open,
}

struct Scale<'w> {
    /// The path, with `*` for any id.
    at: &'static str,
    /// Behind the difference: "23 days less …".
    of: &'w str,
    /// Whom a larger value helps; `None` where it depends.
    larger: Option<Favours>,
    absent: Absent,
}

const fn scale(at: &'static str, of: &'static str, larger: Favours, absent: Absent) -> Scale<'static> {
    Scale { at, of, larger: Some(larger), absent }
}

const fn open(at: &'static str, of: &'static str) -> Scale<'static> {
    Scale { at, of, larger: None, absent: Open }
}

/// The fields of [`super::term`], [`super::priority`] and the others that compute more stand there.
const SCALES: &[Scale<'static>] = &[
    open("term.cure_period", "to mend a breach before the other party may leave"),
    open("term.renewal_length", "for each renewal"),
    scale("term.ramp_up", "at the start without credits", Provider, Nothing),
    scale("term.exit_help", "of exit assistance", Customer, Nothing),
    scale("term.data_return", "for the customer to fetch its data", Customer, Nothing),
    scale("term.deletion", "until the remaining data is deleted", Provider, Unlimited),
    scale("metrics.*.decimals", "decimals in print; the exact value decides as before", Neither, Open),
    scale("metrics.*.expected_count", "cases expected in a window", Neither, Open),
    scale("metrics.*.minimum_count", "measurements before a percentile is computed", Provider, Nothing),
    scale("metrics.*.minimum_outage", "that an outage lasts before it counts", Provider, Nothing),
    scale("metrics.*.failed_share", "failed requests before an interval counts as down", Provider, Open),
    scale("metrics.*.sampling", "between two probes, in which an outage can go unseen", Provider, Open),
    open("metrics.*.window_length", "in the rolling window"),
    open("metrics.*.window_step", "between two rolling windows"),
    scale("metrics.*.limit", "allowed for a case", Provider, Open),
    scale("maintenance.notice", "of notice before planned work", Customer, Nothing),
    scale("maintenance.cap", "of planned downtime excused in a month", Provider, Unlimited),
    scale("maintenance.year_cap", "of planned downtime excused in a year", Provider, Unlimited),
    scale("maintenance.emergency_cap", "of emergency downtime excused in a month", Provider, Unlimited),
    scale("exclusions.*.cap", "excused in a window by this event", Provider, Unlimited),
    scale("credits.claim_within", "to claim", Customer, Unlimited),
    scale("credits.claim_cycles", "billing cycles to claim in", Customer, Unlimited),
    scale("credits.minimum", "below which a credit is not paid at once", Provider, Nothing),
    scale("credits.payout_at_end", "until open credits are paid after the end", Provider, Unlimited),
    scale("credits.chronic.count", "missed windows before the customer may leave", Provider, Unlimited),
    scale("credits.chronic.within", "windows over which misses add up", Customer, Open),
    scale(
        "credits.chronic.consecutive",
        "misses in a row before the customer may leave",
        Provider,
        Unlimited,
    ),
    scale("credits.chronic.critical_count", "windows in a row beyond the critical level", Provider, Open),
    scale("bonuses.*.windows", "windows in a row at the level before a bonus is due", Customer, Open),
    scale("credits.chronic.exercise_within", "to use the right to leave", Customer, Unlimited),
    open("credits.chronic.notice", "of notice when leaving on this ground"),
    scale(
        "credits.earn_back.windows",
        "good windows in a row before a credit is earned back",
        Customer,
        Unlimited,
    ),
    scale("credits.earn_back.limit", "of a credit that can be earned back", Provider, Open),
    scale("bonuses.*.rate", "of the base as bonus", Provider, Nothing),
    scale("bonuses.*.windows", "good windows in a row for one bonus", Customer, Open),
    scale("bonuses.*.cap", "of a year’s fees that bonuses can come to", Provider, Unlimited),
    open("liability.cap", "that a party can owe in a contract year"),
    open("liability.cap_percent", "of the year’s fees that a party can owe"),
    scale("continuity.rpo", "of data that may be lost", Provider, Unlimited),
    scale("continuity.rto", "until the service works again after a disaster", Provider, Unlimited),
    scale("continuity.backup_interval", "between two backups", Provider, Unlimited),
    scale("continuity.retention", "that backups are kept", Customer, Nothing),
    scale("continuity.test_interval", "between two trial restores", Provider, Unlimited),
    scale("security.incident_notice", "until the customer hears of a security incident", Provider, Unlimited),
    scale("security.patching.*.within", "until weaknesses of this severity are mended", Provider, Unlimited),
    scale("security.patching.*.share", "of weaknesses that must be mended in time", Customer, Open),
    scale("reporting.due", "until the report is there", Provider, Unlimited),
    scale("reporting.retention", "that data and reports are kept", Customer, Nothing),
    scale("review.improvement_plan", "until an improvement plan is there", Provider, Unlimited),
    scale("escalation.steps.*.after", "until this step is taken", Provider, Unlimited),
    scale(
        "escalation.steps.*.share_of_target",
        "of the target time until this step is taken",
        Provider,
        Open,
    ),
    open("escalation.negotiation", "of negotiation before going to court"),
    open("services.*.dependencies.*.response", "until the supplier replies"),
    open("support.reopen_within", "in which a repeated report counts as the same case"),
];

/// What a larger or smaller value of such a field means.
pub(super) fn explain(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    let scale = SCALES.iter().find(|scale| asked.is(scale.at))?;
    said(pair, asked, scale)
}

/// The same for a field with its own words and its own winner.
pub(super) fn by_hand(
    pair: &Pair<'_>,
    asked: &Asked<'_>,
    of: &str,
    larger: Option<Favours>,
    unlimited: bool,
) -> Option<Said> {
    let absent = if unlimited { Unlimited } else { Nothing };
    said(pair, asked, &Scale { at: "", of, larger, absent })
}

fn said(pair: &Pair<'_>, asked: &Asked<'_>, scale: &Scale<'_>) -> Option<Said> {
    let path = &asked.change.path;
    let kind = pair.kind(path)?;
    let read = |text: Option<String>| text.and_then(|text| Value::read(kind, &text));
    let (old, new) = (read(pair.old.text(path)), read(pair.new.text(path)));
    let favours = |order: Ordering| match order {
        Ordering::Greater => scale.larger,
        Ordering::Less => scale.larger.map(Favours::other),
        Ordering::Equal => Some(Neither),
    };
    let of = scale.of;
    match (old, new) {
        (Some(old), Some(new)) => {
            let Some(delta) = delta(old, new) else {
                return Some(Said::open(
                    "counted in another unit, so that more or less depends on the calendar",
                ));
            };
            let text = match (delta.order, delta.by) {
                (Ordering::Equal, _) => "another way to say the same".to_owned(),
                (Ordering::Greater, Some(by)) => format!("{by} more {of}"),
                (Ordering::Less, Some(by)) => format!("{by} less {of}"),
                (Ordering::Greater, None) => format!("in any case more time {of}"),
                (Ordering::Less, None) => format!("in any case less time {of}"),
            };
            Some(Said { text, favours: favours(delta.order) })
        }
        (None, Some(new)) => Some(match scale.absent {
            Unlimited => {
                Said { text: format!("limited to {} {of}", new.words()), favours: favours(Ordering::Less) }
            }
            Nothing => {
                Said { text: format!("now {} {of}", new.words()), favours: favours(Ordering::Greater) }
            }
            Open => Said { text: format!("now stated: {} {of}", new.words()), favours: neutral(scale) },
        }),
        (Some(old), None) => Some(match scale.absent {
            Unlimited => Said {
                text: format!("no limit any more, before {} {of}", old.words()),
                favours: favours(Ordering::Greater),
            },
            Nothing => Said {
                text: format!("nothing any more, before {} {of}", old.words()),
                favours: favours(Ordering::Less),
            },
            Open => Said {
                text: format!("no longer stated, before {} {of}", old.words()),
                favours: neutral(scale),
            },
        }),
        (None, None) => None,
    }
}

/// Whom it helps that a value without a meaning of its own comes or goes.
fn neutral(scale: &Scale<'_>) -> Option<Favours> {
    scale.larger.filter(|larger| *larger == Neither)
}

#[cfg(test)]
pub(super) fn patterns() -> impl Iterator<Item = &'static str> {
    SCALES.iter().map(|scale| scale.at)
}
