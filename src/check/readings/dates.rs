//! What a time limit means for an example: the day a claim ends, the hour a clock runs out.

use super::{Look, duration_at, month_words, time};
use crate::agreement::Calendar;
use crate::draft::Draft;
use crate::settlement::hours::Opening;
use crate::settlement::{Moment, after, business_calendar, claim_by, clock, ends, zone};
use crate::value::{Date, Duration, FieldPath, Unit, Zone};

/// Short enough for an example: nobody asks on which day ten thousand business hours end, and counting takes its time.
fn is_short(time: Duration) -> bool {
    match time.seconds() {
        Some(seconds) => seconds <= 2 * 366 * 86_400,
        None => time.count <= 1_000,
    }
}

/// By when the credits of the example month must be claimed.
pub(super) fn claim(look: &Look<'_>) -> Vec<String> {
    let due = look.a.reporting.due.is_none_or(is_short);
    let credits = &look.a.credits;
    let any = credits.claim_within.is_some() || credits.claim_cycles.is_some();
    let short = any && due && credits.claim_within.is_none_or(is_short);
    let Some(month) = look.month().filter(|_| short) else { return Vec::new() };
    let line = match claim_by(look.a, &month) {
        (Some(day), how) => format!("For {}: until {} ({how})", month_words(&month), long(day)),
        (None, why) => why,
    };
    vec![line]
}

/// By when the report of the example month is due.
pub(super) fn report(look: &Look<'_>) -> Vec<String> {
    let both = look.month().zip(look.a.reporting.due.filter(|due| is_short(*due)));
    let line = both.and_then(|(month, due)| {
        let calendar = business_calendar(look.a);
        let day = ends(look.a, month.last, due, calendar)?;
        Some(format!("For {}: until {}{}", month_words(&month), long(day), counted_by(due, calendar)))
    });
    line.into_iter().collect()
}

/// When a clock of a priority runs out that starts on a Friday, an hour before closing.
pub(super) fn of_priority(look: &Look<'_>, id: &str, path: &FieldPath, draft: &Draft) -> Vec<String> {
    let Some(time) = duration_at(draft, path).filter(|time| is_short(*time)) else { return Vec::new() };
    let priority = look.a.priorities.iter().find(|p| p.id.as_str() == id);
    let calendar = priority.and_then(|p| look.a.calendar(&p.calendar));
    calendar.and_then(|c| runs_out(look, c, time)).into_iter().collect()
}

/// Below any other time that counts in business hours or days.
pub(super) fn business(look: &Look<'_>, path: &FieldPath, draft: &Draft) -> Vec<String> {
    let time = duration_at(draft, path).filter(|d| d.unit.is_business() && is_short(*d));
    let Some((time, calendar)) = time.zip(business_calendar(look.a)) else { return Vec::new() };
    if time.unit == Unit::BusinessHour {
        return runs_out(look, calendar, time).into_iter().collect();
    }
    let line = look.day.and_then(|day| {
        let last = after(day, time, Some(calendar))?;
        let by = counted_by(time, Some(calendar));
        Some(format!("From {}: until {}{by}", long(day), long(last)))
    });
    line.into_iter().collect()
}

fn runs_out(look: &Look<'_>, calendar: &Calendar, time: Duration) -> Option<String> {
    let opening = Opening::of(calendar, calendar.zone.unwrap_or_else(Zone::utc));
    if opening.is_always() || opening.is_never() {
        return None;
    }
    let start = friday_evening(&opening, look.day?)?;
    let due = clock::due(&opening, start, time)?;
    let name = time::name_of(calendar);
    Some(format!("Begun on {}, it ends on {} ({name})", at(&opening, start)?, at(&opening, due)?))
}

/// An hour before closing on the first open Friday from `day` on, or on another open day where it is closed on Fridays.
fn friday_evening(opening: &Opening, day: Date) -> Option<Moment> {
    let ahead = || (0..21).filter_map(|n| day.plus_days(n)).filter(|d| opening.opens(*d));
    let friday = ahead().find(|d| d.get().format("%a").to_string() == "Fri");
    let last = *opening.day(friday.or_else(|| ahead().next())?).last()?;
    Some(Moment(last.end.0.saturating_sub(3_600).max(last.start.0)))
}

/// "Friday, 6 March 2026 at 17:00".
fn at(opening: &Opening, moment: Moment) -> Option<String> {
    let clock = zone::clock(opening.zone, moment)?;
    Some(clock.format("%A, %-d %B %Y at %H:%M").to_string())
}

/// "Friday, 6 March 2026".
fn long(day: Date) -> String {
    day.get().format("%A, %-d %B %Y").to_string()
}

fn counted_by(time: Duration, calendar: Option<&Calendar>) -> String {
    let named = calendar.filter(|_| time.unit.is_business());
    named.map_or_else(String::new, |c| format!(" ({})", time::name_of(c)))
}
