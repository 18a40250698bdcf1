//! What an exact entry means, in words, for the line below its field.

use crate::agreement::MetricKind;
use crate::draft::Draft;
use crate::value::{
    Currency, Date, Duration, FieldPath, Leaf, LeafKind, Money, Number, Percent, TimeOfDay, ValueError, Zone,
};
use rust_decimal::Decimal;

/// The reading of a typed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing to say: empty, or as clear as it stands.
    None,
    Means(String),
    Wrong(ValueError),
}

/// Reads `typed` as a value of this kind at this place.
pub fn reading(draft: &Draft, today: Option<Date>, path: &FieldPath, kind: LeafKind, typed: &str) -> Reading {
    let text = typed.trim();
    if text.is_empty() {
        return Reading::None;
    }
    match kind {
        LeafKind::Whole => said::<u32>(text, |_| None),
        LeafKind::Number => {
            said::<Number>(text, |n| if is_availability(draft, path) { downtime(n.get()) } else { None })
        }
        LeafKind::Percent => {
            said::<Percent>(text, |p| if path.last() == "availability" { downtime(p.get()) } else { None })
        }
        LeafKind::Money => said::<Money>(text, |m| Some(format!("= {}", m.long()))),
        LeafKind::Currency => said::<Currency>(text, |c| Some(c.name())),
        LeafKind::Duration => said::<Duration>(text, |d| Some(format!("= {}", d.long()))),
        LeafKind::Time => said::<TimeOfDay>(text, |_| None),
        LeafKind::Zone => said::<Zone>(text, |_| None),
        LeafKind::Date => match today.map_or_else(|| text.parse(), |now| Date::parse_relative(text, now)) {
            Ok(date) => Reading::Means(format!("= {}", long_date(date))),
            Err(error) => Reading::Wrong(error),
        },
        LeafKind::Id => said::<crate::value::Id>(text, |_| None),
        LeafKind::Text
        | LeafKind::Prose
        | LeafKind::Lines
        | LeafKind::Ref
        | LeafKind::Refs
        | LeafKind::Weekdays
        | LeafKind::YesNo
        | LeafKind::Choice(_) => Reading::None,
    }
}

fn said<T: Leaf>(text: &str, words: impl Fn(&T) -> Option<String>) -> Reading {
    match T::parse(text) {
        Ok(value) => words(&value).map_or(Reading::None, Reading::Means),
        Err(error) => Reading::Wrong(error),
    }
}

/// "Thursday, 1 January 2026".
pub fn long_date(date: Date) -> String {
    format!("{}, {}", date.get().format("%A"), date.long())
}

/// Whether the number at `path` is a share of time: a level of an availability metric, or a bound of its credits.
fn is_availability(draft: &Draft, path: &FieldPath) -> bool {
    let segments: Vec<&str> = path.segments().collect();
    let metric = match segments.as_slice() {
        ["metrics", id, "target" | "minimum" | "stretch"] => Some((*id).to_owned()),
        ["credits", "schedules", id, "tiers", _, "from" | "to"] => {
            Some(draft.text(&FieldPath::new(format!("credits.schedules.{id}.metric"))))
        }
        ["bonuses", id, "threshold"] => Some(draft.text(&FieldPath::new(format!("bonuses.{id}.metric")))),
        _ => None,
    };
    let metric = metric.and_then(|id| draft.agreement.metric(&id));
    metric.is_some_and(|m| m.kind == MetricKind::Availability && m.is_percentage())
}

/// What a share of time leaves for downtime: 99.9 gives "43 min 12 s".
fn downtime(percent: Decimal) -> Option<String> {
    if percent < Decimal::ZERO || percent > Decimal::ONE_HUNDRED {
        return None;
    }
    // One per cent of 30 days is 25 920 seconds.
    let seconds = (Decimal::ONE_HUNDRED - percent) * Decimal::from(25_920);
    Some(format!("= {} of downtime in a 30-day month", in_words(seconds)))
}

/// Seconds as days, hours, minutes and seconds, the two largest that count; exact to a tenth of a second.
fn in_words(seconds: Decimal) -> String {
    let whole = seconds.trunc();
    let total = u64::try_from(whole).unwrap_or(0);
    let parts = [(total / 86_400, "d"), (total / 3_600 % 24, "h"), (total / 60 % 60, "min")];
    let mut words: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, u)| format!("{n} {u}")).collect();
    let rest = (seconds - whole + Decimal::from(total % 60)).round_dp(1).normalize();
    if rest > Decimal::ZERO || words.is_empty() {
        words.push(format!("{rest} s"));
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Edit;

    fn draft() -> Draft {
        let mut draft = Draft::default();
        for edit in [
            Edit::Insert { list: "metrics".into(), at: 0, id: "uptime".into() },
            Edit::set("metrics.uptime.unit", "%"),
            Edit::Insert { list: "bonuses".into(), at: 0, id: "b".into() },
            Edit::set("bonuses.b.metric", "uptime"),
        ] {
            edit.apply(&mut draft).unwrap();
        }
        draft
    }

    fn read(path: &str, kind: LeafKind, typed: &str) -> String {
        match reading(&draft(), "2026-01-31".parse().ok(), &path.into(), kind, typed) {
            Reading::None => String::new(),
            Reading::Means(words) => words,
            Reading::Wrong(error) => format!("! {error}"),
        }
    }

    #[test]
    fn an_availability_says_what_it_costs() {
        let minutes = |typed| read("metrics.uptime.target", LeafKind::Number, typed);
        assert_eq!(minutes("99.9"), "= 43 min 12 s of downtime in a 30-day month");
        assert_eq!(minutes("99.5"), "= 3 h 36 min of downtime in a 30-day month");
        assert_eq!(minutes("99.9999"), "= 2.6 s of downtime in a 30-day month");
        assert_eq!(minutes("100"), "= 0 s of downtime in a 30-day month");
        assert_eq!(minutes("95"), "= 1 d 12 h of downtime in a 30-day month");
        assert!(read("bonuses.b.threshold", LeafKind::Number, "99.99").contains("4 min 19.2 s"));
        assert_eq!(read("metrics.uptime.percentile", LeafKind::Number, "95"), "");
    }

    #[test]
    fn entries_are_read_back_in_words() {
        assert_eq!(read("term.notice", LeafKind::Duration, "5bd"), "= 5 business days");
        assert_eq!(read("liability.cap", LeafKind::Money, "1000000 eur"), "= EUR 1,000,000.00");
        assert_eq!(read("term.effective", LeafKind::Date, "+1mo"), "= Saturday, 28 February 2026");
        assert_eq!(read("currency", LeafKind::Currency, "eur"), "Euro");
        assert_eq!(read("title", LeafKind::Text, "anything"), "");
    }

    #[test]
    fn what_cannot_be_read_says_how_to_write_it() {
        assert!(read("metrics.uptime.target", LeafKind::Number, "99,9").contains("99.9"));
        assert!(read("term.notice", LeafKind::Duration, "3m").contains("mo for months"));
        assert!(read("liability.cap", LeafKind::Money, "500").contains("1250.00 EUR"));
    }
}
