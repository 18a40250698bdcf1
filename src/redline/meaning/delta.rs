//! Two single values against each other: which is the larger, and by how much, in words.

use crate::settlement::Exact;
use crate::value::{
    Date, Duration, Leaf, LeafKind, Money, NO_BREAK_SPACE, Number, Percent, Unit, grouped, printed,
};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// A value that can be larger or smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Time(Duration),
    Money(Money),
    Percent(Percent),
    Number(Number),
    Date(Date),
}

impl Value {
    /// Reads the canonical text of a single value; `None` for kinds without an order.
    pub fn read(kind: LeafKind, text: &str) -> Option<Self> {
        match kind {
            LeafKind::Duration => <Duration as Leaf>::parse(text).ok().map(Self::Time),
            LeafKind::Money => <Money as Leaf>::parse(text).ok().map(Self::Money),
            LeafKind::Percent => <Percent as Leaf>::parse(text).ok().map(Self::Percent),
            LeafKind::Number | LeafKind::Whole => <Number as Leaf>::parse(text).ok().map(Self::Number),
            LeafKind::Date => <Date as Leaf>::parse(text).ok().map(Self::Date),
            _ => None,
        }
    }

    /// As a contract prints it.
    pub fn words(self) -> String {
        match self {
            Self::Time(time) => printed(LeafKind::Duration, &time.to_string()),
            Self::Money(money) => printed(LeafKind::Money, &money.to_string()),
            Self::Percent(percent) => printed(LeafKind::Percent, &percent.to_string()),
            Self::Number(number) => printed(LeafKind::Number, &number.to_string()),
            Self::Date(date) => printed(LeafKind::Date, &date.to_string()),
        }
    }
}

/// How far two values lie apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Delta {
    /// Whether the new value is the larger one.
    pub order: Ordering,
    /// "23 days"; `None` where the order is certain and the distance depends on the calendar.
    pub by: Option<String>,
}

/// `None` where nothing can be said: amounts in two currencies, business days against days.
pub(super) fn delta(old: Value, new: Value) -> Option<Delta> {
    match (old, new) {
        (Value::Time(old), Value::Time(new)) => time(old, new),
        (Value::Money(old), Value::Money(new)) => {
            let same = old.currency() == new.currency();
            let (less, more) = if old.amount() < new.amount() { (old, new) } else { (new, old) };
            let apart = Money::new(more.amount().checked_sub(less.amount())?, old.currency());
            let by = Some(Value::Money(apart.filter(|_| same)?).words());
            Some(Delta { order: new.amount().cmp(&old.amount()), by })
        }
        (Value::Percent(old), Value::Percent(new)) => {
            let by = Some(points(&(&Exact::from(new.get()) - &Exact::from(old.get()))));
            Some(Delta { order: new.cmp(&old), by })
        }
        (Value::Number(old), Value::Number(new)) => {
            let by = Some(number(&(&Exact::from(new.get()) - &Exact::from(old.get()))));
            Some(Delta { order: new.get().cmp(&old.get()), by })
        }
        (Value::Date(old), Value::Date(new)) => {
            let days = new.get().signed_duration_since(old.get()).num_days().unsigned_abs();
            Some(Delta { order: new.cmp(&old), by: Some(counted(days, "day")) })
        }
        _ => None,
    }
}

fn time(old: Duration, new: Duration) -> Option<Delta> {
    if let Some(order) = new.compare(old) {
        return Some(Delta { order, by: apart(old, new) });
    }
    // The units cannot be turned into one another, but the longest of one may be shorter than the shortest of the other.
    let ((shortest, longest), (least, most)) = (old.bounds(), new.bounds());
    let order = match () {
        () if least > longest => Ordering::Greater,
        () if most < shortest => Ordering::Less,
        () => return None,
    };
    Some(Delta { order, by: None })
}

fn apart(old: Duration, new: Duration) -> Option<String> {
    if old.unit == new.unit {
        return Some(counted(u64::from(old.count.abs_diff(new.count)), old.unit.word()));
    }
    if let Some((a, b)) = old.months().zip(new.months()) {
        return Some(counted(a.abs_diff(b), Unit::Month.word()));
    }
    let (a, b) = old.seconds().zip(new.seconds())?;
    Some(seconds(a.abs_diff(b)))
}

/// The longest units that fit without a remainder: "90 minutes", "3 days".
fn seconds(all: u64) -> String {
    const UNITS: [Unit; 3] = [Unit::Day, Unit::Hour, Unit::Minute];
    let whole = |unit: &Unit| unit.seconds().is_some_and(|s| all >= s && all.is_multiple_of(s));
    let unit = UNITS.into_iter().find(|unit| whole(unit)).unwrap_or(Unit::Second);
    counted(all / unit.seconds().unwrap_or(1), unit.word())
}

/// "1 day", "23 days", the number held to its unit.
pub(super) fn counted(count: u64, unit: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{}{NO_BREAK_SPACE}{unit}{s}", grouped(&count.to_string()))
}

/// The size of a difference between percentages: "5 percentage points".
pub(super) fn points(difference: &Exact) -> String {
    let size = number(difference);
    let s = if size == "1" { "" } else { "s" };
    format!("{size} percentage point{s}")
}

/// The size of a number without its sign, digits grouped; a fraction that has no end is cut and marked.
pub(super) fn number(value: &Exact) -> String {
    let size = if value.is_negative() { -value } else { value.clone() };
    match size.decimal() {
        Some(decimal) => grouped(&decimal.normalize().to_string()),
        None => format!("about {}", grouped(&size.shown(4))),
    }
}

/// A span of time in minutes and seconds, as allowed downtime is spoken of: "172 min 48 s"; from 1,000 minutes on in
/// hours and days.
pub(super) fn minutes(seconds: &Exact) -> String {
    let size = if seconds.is_negative() { -seconds } else { seconds.clone() };
    let Some(all) = size.decimal() else {
        return format!("about {}{NO_BREAK_SPACE}s", grouped(&size.shown(3)));
    };
    let minute = Decimal::from(60);
    let (whole, rest) = ((all / minute).trunc(), (all % minute).normalize());
    let parts: Vec<String> = if whole >= Decimal::ONE_THOUSAND {
        let (days, hours) = ((whole / Decimal::from(1_440)).trunc(), whole / minute % Decimal::from(24));
        let named = [(days, "d"), (hours.trunc(), "h"), ((whole % minute).trunc(), "min"), (rest, "s")];
        let kept = named.into_iter().filter(|(n, _)| !n.is_zero());
        kept.map(|(n, unit)| format!("{}{NO_BREAK_SPACE}{unit}", grouped(&n.normalize().to_string())))
            .collect()
    } else {
        let named = [(whole, "min"), (rest, "s")];
        let kept = named.into_iter().filter(|(n, _)| !n.is_zero());
        kept.map(|(n, unit)| format!("{}{NO_BREAK_SPACE}{unit}", n.normalize())).collect()
    };
    if parts.is_empty() { format!("0{NO_BREAK_SPACE}s") } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(kind: LeafKind, old: &str, new: &str) -> Option<(Ordering, String)> {
        let delta = delta(Value::read(kind, old)?, Value::read(kind, new)?)?;
        Some((delta.order, delta.by.unwrap_or_default().replace(NO_BREAK_SPACE, " ")))
    }

    #[test]
    fn distances_are_exact_and_in_the_unit_of_the_values() {
        use Ordering::{Greater, Less};
        for (kind, old, new, order, by) in [
            (LeafKind::Duration, "30d", "7d", Less, "23 days"),
            (LeafKind::Duration, "4h", "8h", Greater, "4 hours"),
            (LeafKind::Duration, "30min", "2h", Greater, "90 minutes"),
            (LeafKind::Duration, "2wk", "1d", Less, "13 days"),
            (LeafKind::Duration, "1y", "6mo", Less, "6 months"),
            (LeafKind::Duration, "1bd", "2bd", Greater, "1 business day"),
            (LeafKind::Duration, "1d", "2mo", Greater, ""),
            (LeafKind::Money, "1000.00 EUR", "2500.50 EUR", Greater, "EUR 1,500.50"),
            (LeafKind::Percent, "10", "9.5", Less, "0.5 percentage points"),
            (LeafKind::Percent, "10", "9", Less, "1 percentage point"),
            (LeafKind::Number, "1000", "2500", Greater, "1,500"),
            (LeafKind::Date, "2026-01-01", "2026-02-01", Greater, "31 days"),
        ] {
            assert_eq!(between(kind, old, new), Some((order, by.to_owned())), "{old} {new}");
        }
        assert_eq!(between(LeafKind::Duration, "30d", "1mo"), None);
        assert_eq!(between(LeafKind::Duration, "5bd", "5d"), None);
        assert_eq!(between(LeafKind::Money, "1.00 EUR", "1.00 USD"), None);
        assert_eq!(between(LeafKind::Text, "a", "b"), None);
    }

    #[test]
    fn downtime_is_said_in_minutes() {
        let said = |seconds: &str| minutes(&seconds.parse().unwrap()).replace(NO_BREAK_SPACE, " ");
        assert_eq!(said("10368"), "172 min 48 s");
        assert_eq!(said("-43.2"), "43.2 s");
        assert_eq!(said("129600"), "1 d 12 h");
        assert_eq!(said("0"), "0 s");
        assert_eq!(minutes(&Exact::from(1_u32).over(&Exact::from(3_u32)).unwrap()), "about 0.333\u{a0}s");
    }
}
