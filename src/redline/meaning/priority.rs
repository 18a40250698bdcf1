//! Priorities: how long a case may take, and on which clock.

use super::hours::{compared, minutes_of};
use super::metric::{hours, short};
use super::pair::{Asked, Half, Pair};
use super::scales::by_hand;
use super::{Favours, Said};
use crate::agreement::Priority;
use crate::value::Unit;

pub(super) fn explain(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    let ["priorities", id, field] = asked.path.as_slice() else { return None };
    let find = |half: &Half<'_>| half.of.priorities.iter().position(|p| p.id.as_str() == *id);
    let old = pair.old.of.priorities.get(find(&pair.old)?)?;
    let new = pair.new.of.priorities.get(find(&pair.new)?)?;
    let until = match *field {
        "response" => "until a reply",
        "response_outside" => "until a reply to a report outside these hours",
        "restore" => "until the service works again",
        "resolve" => "until the cause is mended",
        "update" => "between two updates",
        "outer_limit" => "for the slowest case",
        "pause_limit" => {
            return by_hand(
                pair,
                asked,
                "for which the clock may stand still",
                Some(Favours::Provider),
                true,
            );
        }
        "compliance" => {
            return by_hand(pair, asked, "of the cases must comply", Some(Favours::Customer), false);
        }
        "calendar" => {
            let before = minutes_of(&pair.old, old.calendar.as_str())?;
            return compared("its clocks run", before, minutes_of(&pair.new, new.calendar.as_str())?);
        }
        _ => return None,
    };
    let mut said = by_hand(pair, asked, until, Some(Favours::Provider), true)?;
    said.text.push_str(&clock(pair, new));
    Some(said)
}

/// ", counted in “Business hours”, 50 hours a week".
fn clock(pair: &Pair<'_>, priority: &Priority) -> String {
    let Some(calendar) = pair.new.of.calendar(&priority.calendar) else { return String::new() };
    let business = [priority.response, priority.restore, priority.resolve].into_iter().flatten();
    let business = business.into_iter().any(|t| matches!(t.unit, Unit::BusinessDay | Unit::BusinessHour));
    if calendar.is_around_the_clock() && !business {
        return ", around the clock".to_owned();
    }
    let week = hours(calendar.week().minutes());
    format!(", counted in {}, {week} a week", short(calendar.name.trim()))
}
