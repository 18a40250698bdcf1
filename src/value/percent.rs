//! Percentages.

use super::leaf::text_leaf;
use super::number::parse_decimal;
use super::{LeafKind, ValueError, quoted};
use rust_decimal::Decimal;
use std::fmt;
use std::str::FromStr;

/// An exact percentage: 99.95 means 99.95 per cent. Never negative; values above 100 are kept so that a check can
/// point at them, 1000 is the most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(Decimal);

impl Percent {
    pub const ZERO: Self = Self(Decimal::ZERO);
    pub const HUNDRED: Self = Self(Decimal::ONE_HUNDRED);

    /// `None` when outside 0..=1000 or with more than 12 decimals.
    pub fn new(value: Decimal) -> Option<Self> {
        let value = value.normalize();
        let fits = !value.is_sign_negative() || value.is_zero();
        (fits && value <= Decimal::ONE_THOUSAND && value.scale() <= 12).then_some(Self(value))
    }

    /// In per cent, not as a fraction.
    pub fn get(self) -> Decimal {
        self.0
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Percent {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let bare = text.trim().trim_end_matches('%').trim_end();
        Self::new(parse_decimal(bare)?).ok_or_else(|| {
            ValueError::new(
                format!("{} is not a percentage", quoted(text)),
                "write a number from 0 to 100, like 99.95",
            )
        })
    }
}

text_leaf!(Percent, LeafKind::Percent);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_is_optional_and_range_is_kept() {
        assert_eq!("99.950 %".parse::<Percent>().unwrap().to_string(), "99.95");
        assert_eq!("100".parse::<Percent>().unwrap(), Percent::HUNDRED);
        for bad in ["-1", "1001", "99,9", "", "%"] {
            assert!(bad.parse::<Percent>().is_err(), "{bad}");
        }
    }
}
