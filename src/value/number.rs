//! Exact decimal numbers.

use super::leaf::text_leaf;
use super::{LeafKind, ValueError, grouped, quoted};
use rust_decimal::Decimal;
use std::fmt;
use std::str::FromStr;

/// More digits than an exact number has, with the point.
const LONGEST: usize = 24;

/// Reads digits with at most one decimal point. Commas are refused because "1,234" has two readings.
///
/// # Errors
/// On anything else, with the way to write it.
pub fn parse_decimal(text: &str) -> Result<Decimal, ValueError> {
    let plain: String = text.trim().chars().filter(|c| !matches!(c, '\u{a0}' | '\u{202f}' | ' ')).collect();
    if let Some((whole, fraction)) = plain.split_once(',') {
        let both = format!("write {whole}{fraction} or {whole}.{fraction}");
        let clear = plain.matches([',', '.']).count() == 1 && plain.len() <= LONGEST;
        let hint = if clear { both.as_str() } else { "write 1234.56" };
        return Err(ValueError::new(format!("The comma in {} can be read in two ways", quoted(text)), hint));
    }
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    let wellformed = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() <= 1
        && digits.len() <= LONGEST;
    let not_a_number =
        || ValueError::new(format!("{} is not a number", quoted(text)), "write digits, like 12.5");
    if !wellformed {
        return Err(not_a_number());
    }
    Decimal::from_str_exact(&plain).map(|d| d.normalize()).map_err(|_| not_a_number())
}

/// A decimal number with no unit of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(Decimal);

impl Number {
    pub fn new(value: Decimal) -> Self {
        Self(value.normalize())
    }
    pub fn get(self) -> Decimal {
        self.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Number {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        parse_decimal(text).map(Self)
    }
}

text_leaf!(Number, LeafKind::Number, printed = |n: &Number| grouped(&n.to_string()));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ambiguous_and_foreign_forms_are_refused_with_a_way_out() {
        let err = parse_decimal("1,234").unwrap_err();
        assert!(err.to_string().contains("write 1234 or 1.234"), "{err}");
        let long = format!("1,{}", "9".repeat(10_000));
        assert!(parse_decimal(&long).unwrap_err().to_string().len() < 300);
        for bad in ["", "x", "1.2.3", ".5", "5.", "1e9", "--1", "NaN", "∞", "1,234,567.8"] {
            assert!(parse_decimal(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn trailing_zeros_do_not_make_another_number() {
        assert_eq!("99.90".parse::<Number>().unwrap().to_string(), "99.9");
        assert_eq!(" 1 250.00".parse::<Number>().unwrap().to_string(), "1250");
        assert_eq!("-3".parse::<Number>().unwrap().to_string(), "-3");
    }
}
