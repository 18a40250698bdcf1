//! Exact rational numbers: no division is rounded before the end.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

/// An exact rational number of any size. Adding, subtracting and multiplying lose nothing; dividing is
/// [`Exact::over`], which knows no division by zero.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

impl Exact {
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    pub fn one_hundred() -> Self {
        Self::from(100_u32)
    }

    /// `numerator` divided by `denominator`; `None` when that is zero.
    pub fn ratio(numerator: BigInt, denominator: BigInt) -> Option<Self> {
        (!BigInt::is_zero(&denominator)).then(|| Self(BigRational::new(numerator, denominator)))
    }

    /// `self` divided by `other`; `None` when `other` is zero.
    pub fn over(&self, other: &Self) -> Option<Self> {
        (!other.0.is_zero()).then(|| Self(&self.0 / &other.0))
    }

    /// `self` hundredths: the share that a percentage means.
    pub fn percent(&self) -> Self {
        Self(&self.0 / BigInt::from(100))
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// The largest whole number that is not larger.
    pub fn floor(&self) -> Self {
        Self(self.0.floor())
    }

    /// The smallest whole number that is not smaller.
    pub fn ceil(&self) -> Self {
        Self(self.0.ceil())
    }

    /// Rounded to `digits` decimals, halves away from zero.
    pub fn rounded(&self, digits: u32) -> Self {
        let scale = BigInt::from(10).pow(digits);
        Self((&self.0 * &scale).round() / scale)
    }

    /// As a whole number, if it is one and fits.
    pub fn whole(&self) -> Option<i64> {
        self.0.is_integer().then(|| self.0.to_integer().to_i64()).flatten()
    }

    /// As a decimal, if it has a finite number of decimals that fits.
    pub fn decimal(&self) -> Option<Decimal> {
        Decimal::from_str_exact(&self.finite()?).ok()
    }

    /// Rounded to `digits` decimals, halves away from zero, and written with exactly so many: "99.90".
    pub fn shown(&self, digits: u32) -> String {
        let scaled = (&self.0 * BigInt::from(10).pow(digits)).round().to_integer();
        point(&scaled, digits)
    }

    /// All decimals of a number that has finitely many: its denominator has no factor but 2 and 5.
    fn finite(&self) -> Option<String> {
        let mut rest = self.0.denom().clone();
        let mut digits = [0_u32; 2];
        for (count, factor) in digits.iter_mut().zip([2_u32, 5]) {
            while BigInt::is_zero(&(&rest % factor)) {
                rest /= factor;
                *count += 1;
            }
        }
        (rest == BigInt::from(1)).then(|| self.shown(digits.into_iter().max().unwrap_or(0)))
    }
}

/// `scaled` with the decimal point `digits` from its end.
fn point(scaled: &BigInt, digits: u32) -> String {
    let places = usize::try_from(digits).unwrap_or(usize::MAX);
    let all = format!("{:0>width$}", scaled.abs().to_string(), width = places.saturating_add(1));
    let (whole, fraction) = all.split_at(all.len().saturating_sub(places));
    let sign = if scaled.is_negative() { "-" } else { "" };
    let dot = if places == 0 { "" } else { "." };
    format!("{sign}{whole}{dot}{fraction}")
}

/// Every decimal where they are finitely many ("99.875"), else as a fraction ("86413/864"). A mean of thousands of
/// rates can be a fraction that nobody reads: with more than 200 bits below the line its first 40 decimals are
/// written, and "…" for the others.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.denom().bits() > 200 {
            let scaled = (&self.0 * BigInt::from(10).pow(40)).trunc().to_integer();
            return write!(f, "{}…", point(&scaled, 40));
        }
        match self.finite() {
            Some(text) => f.write_str(&text),
            None => write!(f, "{}/{}", self.0.numer(), self.0.denom()),
        }
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        Self(BigRational::new(BigInt::from(value.mantissa()), BigInt::from(10).pow(value.scale())))
    }
}

impl From<u32> for Exact {
    fn from(value: u32) -> Self {
        Self(BigRational::from(BigInt::from(value)))
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self(BigRational::from(BigInt::from(value)))
    }
}

/// Reads a decimal in the strict notation of the form fields; see [`crate::value::parse_decimal`].
impl FromStr for Exact {
    type Err = crate::value::ValueError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        crate::value::parse_decimal(text).map(Self::from)
    }
}

impl<'a> Add<&'a Exact> for &'a Exact {
    type Output = Exact;
    fn add(self, other: &Exact) -> Exact {
        Exact(&self.0 + &other.0)
    }
}

impl<'a> Sub<&'a Exact> for &'a Exact {
    type Output = Exact;
    fn sub(self, other: &Exact) -> Exact {
        Exact(&self.0 - &other.0)
    }
}

impl<'a> Mul<&'a Exact> for &'a Exact {
    type Output = Exact;
    fn mul(self, other: &Exact) -> Exact {
        Exact(&self.0 * &other.0)
    }
}

impl Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        Exact(-&self.0)
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::zero(), |sum, part| &sum + &part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn thirds_stay_thirds() {
        let third = exact("1").over(&exact("3")).unwrap();
        assert_eq!(third.to_string(), "1/3");
        assert_eq!(third.decimal(), None);
        assert_eq!(&(&third + &third) + &third, exact("1"));
        assert_eq!(exact("1").over(&Exact::zero()), None);
    }

    #[test]
    fn a_fraction_that_nobody_reads_is_cut() {
        let mut sum = Exact::zero();
        for n in 1_u32..200 {
            sum = &sum + &exact("1").over(&Exact::from(n)).unwrap();
        }
        assert_eq!(sum.to_string(), "5.8730309481214444760573863971308616368374…");
        assert_eq!((-&sum).to_string(), "-5.8730309481214444760573863971308616368374…");
    }

    #[test]
    fn finite_numbers_read_as_decimals() {
        for text in ["0", "99.9", "-0.05", "0.0000000001", "123456789.5", "-7"] {
            assert_eq!(exact(text).to_string(), text);
            assert_eq!(exact(text).decimal().unwrap().to_string(), text);
        }
        assert_eq!(exact("1").over(&exact("160")).unwrap().to_string(), "0.00625");
    }

    #[test]
    fn halves_round_away_from_zero_and_keep_their_decimals() {
        for (text, digits, shown) in [
            ("0.005", 2, "0.01"),
            ("-0.005", 2, "-0.01"),
            ("99.8999", 2, "99.90"),
            ("99.5", 0, "100"),
            ("0.4", 0, "0"),
            ("12", 2, "12.00"),
        ] {
            assert_eq!(exact(text).shown(digits), shown, "{text}");
            assert_eq!(exact(text).rounded(digits), exact(shown), "{text}");
        }
    }

    #[test]
    fn whole_numbers_are_told_from_others() {
        assert_eq!(exact("7").whole(), Some(7));
        assert_eq!(exact("7.5").whole(), None);
        assert_eq!(exact("7.5").floor().whole(), Some(7));
        assert_eq!(exact("-7.5").ceil().whole(), Some(-7));
    }
}
