//! Numbers and times as the ledger prints them.

use crate::settlement::exact::Exact;
use crate::settlement::window::Span;
use crate::settlement::zone;
use crate::value::{NO_BREAK_SPACE, Zone, grouped};

/// "44,640 min", "44,639 min 30 s", "30 s".
pub(super) fn time(seconds: i64) -> String {
    let (minutes, rest) = (seconds / 60, seconds % 60);
    let minute = || format!("{}{NO_BREAK_SPACE}min", grouped(&minutes.to_string()));
    match (minutes, rest) {
        (0, 0) => format!("0{NO_BREAK_SPACE}min"),
        (_, 0) => minute(),
        (0, _) => format!("{rest}{NO_BREAK_SPACE}s"),
        _ => format!("{} {}{NO_BREAK_SPACE}s", minute(), rest.abs()),
    }
}

/// "44,640 min / 44,640 min" needs one unit on both sides: minutes where both are whole, else seconds.
pub(super) fn pair(one: i64, other: i64) -> (String, String, &'static str) {
    let (by, unit) = if one % 60 == 0 && other % 60 == 0 { (60, "min") } else { (1, "s") };
    (whole(one / by), whole(other / by), unit)
}

/// "1,234".
pub(super) fn whole(number: i64) -> String {
    grouped(&number.to_string())
}

/// "99.875 %", or "about 99.876792 %", cut and not rounded, where the decimals do not end within six.
pub(super) fn value(value: &Exact, unit: &str) -> String {
    let million = Exact::from(1_000_000_u32);
    let cut = (value * &million).floor().over(&million).unwrap_or_else(Exact::zero);
    let number = match cut == *value {
        true => grouped(&value.to_string()),
        false => format!("about {}", grouped(&cut.shown(6))),
    };
    match unit.trim() {
        "" => number,
        unit => format!("{number}{NO_BREAK_SPACE}{unit}"),
    }
}

/// "1 outage", "3 outages".
pub(super) fn count(number: usize, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{}{NO_BREAK_SPACE}{noun}{s}", grouped(&number.to_string()))
}

/// "2026-07-03 14:00 to 14:55", "2026-07-03 23:00 to 2026-07-04 01:00", "since 2026-07-03 14:00".
pub(super) fn span(zone: Zone, span: Span) -> String {
    let start = zone::stamp(zone, span.start);
    if span.start == span.end {
        return start;
    }
    let end = zone::stamp(zone, span.end);
    match (start.split_once(' '), end.split_once(' ')) {
        (Some(_), None) => format!("since {start}"),
        (Some((day, _)), Some((same, time))) if day == same => format!("{start} to {time}"),
        _ => format!("{start} to {end}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settlement::window::Moment;

    #[test]
    fn the_ledger_prints_as_the_contract_does() {
        assert_eq!(time(44_640 * 60).replace(NO_BREAK_SPACE, " "), "44,640 min");
        assert_eq!(time(-90).replace(NO_BREAK_SPACE, " "), "-1 min 30 s");
        assert_eq!(time(59).replace(NO_BREAK_SPACE, " "), "59 s");
        assert_eq!(time(0).replace(NO_BREAK_SPACE, " "), "0 min");
        assert_eq!(pair(60, 90), ("60".to_owned(), "90".to_owned(), "s"));
        let third = Exact::from(100_u32).over(&Exact::from(3_u32)).unwrap();
        assert_eq!(value(&third, "%").replace(NO_BREAK_SPACE, " "), "about 33.333333 %");
        assert_eq!(value(&Exact::from(1234_u32), ""), "1,234");
        assert_eq!(count(1, "outage").replace(NO_BREAK_SPACE, " "), "1 outage");
        let utc = Zone::utc();
        assert_eq!(span(utc, Span { start: Moment(0), end: Moment(3_600) }), "1970-01-01 00:00 to 01:00");
        assert_eq!(span(utc, Span { start: Moment(0), end: Moment(i64::MAX) }), "since 1970-01-01 00:00");
    }
}
