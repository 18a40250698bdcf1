//! Units of measured values that can be turned into one another exactly.

use crate::value::{parse_decimal, quoted};
use rust_decimal::Decimal;

/// What kind of quantity a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quantity {
    /// In nanoseconds.
    Time,
    /// In bits a second.
    Rate,
}

/// How many base units (nanoseconds, bits a second) one of the unit has.
const UNITS: &[(&str, Quantity, i64)] = &[
    ("ns", Quantity::Time, 1),
    ("us", Quantity::Time, 1_000),
    ("µs", Quantity::Time, 1_000),
    ("μs", Quantity::Time, 1_000),
    ("ms", Quantity::Time, 1_000_000),
    ("millisecond", Quantity::Time, 1_000_000),
    ("s", Quantity::Time, 1_000_000_000),
    ("sec", Quantity::Time, 1_000_000_000),
    ("second", Quantity::Time, 1_000_000_000),
    ("min", Quantity::Time, 60_000_000_000),
    ("minute", Quantity::Time, 60_000_000_000),
    ("h", Quantity::Time, 3_600_000_000_000),
    ("hour", Quantity::Time, 3_600_000_000_000),
    ("d", Quantity::Time, 86_400_000_000_000),
    ("day", Quantity::Time, 86_400_000_000_000),
    ("bit/s", Quantity::Rate, 1),
    ("bps", Quantity::Rate, 1),
    ("kbit/s", Quantity::Rate, 1_000),
    ("kbps", Quantity::Rate, 1_000),
    ("mbit/s", Quantity::Rate, 1_000_000),
    ("mbps", Quantity::Rate, 1_000_000),
    ("gbit/s", Quantity::Rate, 1_000_000_000),
    ("gbps", Quantity::Rate, 1_000_000_000),
];

/// As the table has it: small letters, without the s of a plural.
fn known(unit: &str) -> Option<(Quantity, i64)> {
    let plain = unit.trim().to_lowercase();
    let find = |name: &str| UNITS.iter().find(|(n, ..)| *n == name).map(|(_, q, f)| (*q, *f));
    find(&plain).or_else(|| plain.strip_suffix('s').filter(|p| p.len() > 2).and_then(find))
}

/// How many base units one of a metric's unit has: nanoseconds for time, bits a second for data rates; 1 for every
/// other unit, which is its own base.
pub fn base(unit: &str) -> i64 {
    known(unit).map_or(1, |(_, factor)| factor)
}

/// Seconds of a unit of time, as a fraction: numerator and denominator.
pub fn seconds(unit: &str) -> Option<(i64, i64)> {
    known(unit).filter(|(quantity, _)| *quantity == Quantity::Time).map(|(_, nano)| (nano, 1_000_000_000))
}

/// Whether both are units of a data rate.
pub fn both_rates(one: &str, other: &str) -> bool {
    let rate = |unit| known(unit).is_some_and(|(quantity, _)| quantity == Quantity::Rate);
    rate(one) && rate(other)
}

/// A number and the unit behind it, if any: "182 ms" is 182 and "ms".
pub fn split(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| c.is_alphabetic() || matches!(c, '%' | '/' | '°')).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end).unwrap_or((text, ""));
    (number.trim(), unit.trim())
}

/// Reads a measured value of a metric with this unit, in base units. A value without a unit has the metric's.
///
/// # Errors
/// What is wrong and what to write, if it is no number or its unit cannot be turned into the metric's.
pub fn value(text: &str, metric_unit: &str) -> Result<Decimal, (String, String)> {
    let (number, unit) = split(text);
    let wanted = metric_unit.trim();
    let number = parse_decimal(number).map_err(|error| (error.what, error.hint))?;
    let same = unit.is_empty() || unit.to_lowercase() == wanted.to_lowercase();
    let factor = match (known(unit), known(wanted)) {
        _ if same => base(wanted),
        (Some((one, factor)), Some((other, _))) if one == other => factor,
        _ => {
            let what = format!("{} is not in the unit of the metric", quoted(text));
            return Err((
                what,
                format!("write the value in {}", if wanted.is_empty() { "no unit" } else { wanted }),
            ));
        }
    };
    number.checked_mul(Decimal::from(factor)).ok_or_else(|| {
        (format!("{} is too large to be computed", quoted(text)), "check the number and its unit".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_turned_into_base_units() {
        for (text, unit, wanted) in [
            ("182 ms", "ms", "182000000"),
            ("0.182s", "ms", "182000000"),
            ("182", "ms", "182000000"),
            ("182", "milliseconds", "182000000"),
            ("1.5 Gbit/s", "Mbit/s", "1500000000"),
            ("99.95 %", "%", "99.95"),
            ("99.95", "%", "99.95"),
            ("12 orders/h", "orders/h", "12"),
        ] {
            assert_eq!(value(text, unit).unwrap(), wanted.parse().unwrap(), "{text}");
        }
        assert_eq!(base("ms"), 1_000_000);
        assert_eq!(base("orders/h"), 1);
        assert_eq!(seconds("minutes"), Some((60_000_000_000, 1_000_000_000)));
        assert_eq!(seconds("Mbit/s"), None);
    }

    #[test]
    fn a_foreign_unit_is_refused() {
        let (what, hint) = value("182 MB", "ms").unwrap_err();
        assert!(what.contains("182 MB") && hint.contains("in ms"), "{what}: {hint}");
        assert!(value("1,5 ms", "ms").unwrap_err().0.contains("comma"));
        assert!(value("", "ms").is_err() && value("ms", "ms").is_err());
    }
}
