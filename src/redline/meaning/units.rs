//! Levels of a metric are shown with its unit.

use super::pair::{Asked, Half, Pair};
use crate::agreement::Metric;
use crate::redline::{ChangeKind, FieldChange};
use crate::value::NO_BREAK_SPACE;

/// Writes the unit behind the values of a changed level: "99.9 %".
pub(super) fn write(pair: &Pair<'_>, change: &mut FieldChange) {
    if change.kind != ChangeKind::Changed {
        return;
    }
    let asked = Asked::of(change);
    let unit =
        |half: &Half<'_>| metric_of(half, &asked).map(|m| m.unit.trim().to_owned()).unwrap_or_default();
    let (old, new) = (unit(&pair.old), unit(&pair.new));
    let typed = (pair.old.is_typed(&change.path), pair.new.is_typed(&change.path));
    for (value, unit, typed) in [(&mut change.before, old, typed.0), (&mut change.after, new, typed.1)] {
        if !value.is_empty() && !unit.is_empty() && !typed {
            value.push(NO_BREAK_SPACE);
            value.push_str(&unit);
        }
    }
}

/// The metric in whose unit the field is counted.
fn metric_of<'a>(half: &Half<'a>, asked: &Asked<'_>) -> Option<&'a Metric> {
    let schedule = |id: &str| {
        let schedule = half.of.credits.schedules.iter().find(|s| s.id.as_str() == id)?;
        half.metric(&schedule.metric)
    };
    match asked.path.as_slice() {
        ["metrics", id, "target" | "minimum" | "stretch" | "achieved"] => half.metric(id),
        ["credits", "schedules", id, "tiers", _, "from" | "to"] => schedule(id),
        ["credits", "schedules", id, "step" | "counted_from"] => schedule(id),
        ["bonuses", id, "threshold"] => {
            half.metric(&half.of.bonuses.iter().find(|b| b.id.as_str() == *id)?.metric)
        }
        _ => None,
    }
}
