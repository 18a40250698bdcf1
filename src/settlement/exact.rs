//! Exact rational numbers: no division is rounded before the end.

use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

/// An exact rational number of any size. Adding, subtracting and multiplying lose nothing; dividing is
/// [`Exact::over`], which knows no division by zero.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Exact(Size);

/// Small whenever it fits, so that equal numbers are the same value. Nearly all numbers of an agreement are small, and
/// computing with those is many times faster.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Size {
    Small(Ratio<i128>),
    Large(BigRational),
}

/// The largest numerator and denominator of a small number; far enough from the end of the type for the operations.
const LARGEST: i128 = 1 << 120;

impl Exact {
    fn small(value: Ratio<i128>) -> Self {
        let fits = |n: &i128| (-LARGEST..=LARGEST).contains(n);
        if fits(value.numer()) && fits(value.denom()) {
            return Self(Size::Small(value));
        }
        Self(Size::Large(BigRational::new(BigInt::from(*value.numer()), BigInt::from(*value.denom()))))
    }

    fn large(value: BigRational) -> Self {
        let fits = |n: &BigInt| n.to_i128().filter(|n| (-LARGEST..=LARGEST).contains(n));
        match fits(value.numer()).zip(fits(value.denom())) {
            // A rational is in lowest terms already.
            Some((numer, denom)) => Self(Size::Small(Ratio::new_raw(numer, denom))),
            None => Self(Size::Large(value)),
        }
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            Size::Small(value) => {
                BigRational::new_raw(BigInt::from(*value.numer()), BigInt::from(*value.denom()))
            }
            Size::Large(value) => value.clone(),
        }
    }

    /// Small numbers by `quick`, as long as the result fits; everything else by `thorough`.
    fn both(
        &self,
        other: &Self,
        quick: impl Fn(&Ratio<i128>, &Ratio<i128>) -> Option<Ratio<i128>>,
        thorough: impl Fn(BigRational, BigRational) -> BigRational,
    ) -> Self {
        if let (Size::Small(a), Size::Small(b)) = (&self.0, &other.0)
            && let Some(result) = quick(a, b)
        {
            return Self::small(result);
        }
        Self::large(thorough(self.big(), other.big()))
    }

    fn map(
        &self,
        quick: impl Fn(&Ratio<i128>) -> Ratio<i128>,
        thorough: impl Fn(&BigRational) -> BigRational,
    ) -> Self {
        match &self.0 {
            Size::Small(value) => Self::small(quick(value)),
            Size::Large(value) => Self::large(thorough(value)),
        }
    }

    pub fn zero() -> Self {
        Self(Size::Small(Ratio::zero()))
    }

    pub fn one_hundred() -> Self {
        Self::from(100_u32)
    }

    /// `numerator` divided by `denominator`; `None` when that is zero.
    pub fn ratio(numerator: BigInt, denominator: BigInt) -> Option<Self> {
        (!BigInt::is_zero(&denominator)).then(|| Self::large(BigRational::new(numerator, denominator)))
    }

    /// `self` divided by `other`; `None` when `other` is zero.
    pub fn over(&self, other: &Self) -> Option<Self> {
        (!other.is_zero()).then(|| self.both(other, |a, b| a.checked_div(b), |a, b| a / b))
    }

    /// `self` hundredths: the share that a percentage means.
    pub fn percent(&self) -> Self {
        self * &Self(Size::Small(Ratio::new_raw(1, 100)))
    }

    pub fn is_zero(&self) -> bool {
        matches!(&self.0, Size::Small(value) if value.is_zero())
    }

    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Size::Small(value) => value.is_negative(),
            Size::Large(value) => value.is_negative(),
        }
    }

    /// The largest whole number that is not larger.
    pub fn floor(&self) -> Self {
        self.map(Ratio::floor, BigRational::floor)
    }

    /// The smallest whole number that is not smaller.
    pub fn ceil(&self) -> Self {
        self.map(Ratio::ceil, BigRational::ceil)
    }

    /// Rounded to `digits` decimals, halves away from zero.
    pub fn rounded(&self, digits: u32) -> Self {
        match self.scaled(digits).zip(10_i128.checked_pow(digits)) {
            Some((scaled, scale)) => Self::small(Ratio::new(scaled, scale)),
            None => {
                let scale = BigInt::from(10).pow(digits);
                Self::large((self.big() * &scale).round() / scale)
            }
        }
    }

    /// So many units of the last of `digits` decimals, rounded half away from zero; `None` where that takes larger
    /// numbers.
    fn scaled(&self, digits: u32) -> Option<i128> {
        let Size::Small(value) = &self.0 else { return None };
        let (numer, denom) = (*value.numer(), *value.denom());
        let double = i128::checked_mul(numer, 10_i128.checked_pow(digits)?)?.checked_mul(2)?;
        let magnitude = double.checked_abs()?.checked_add(denom)? / i128::checked_mul(denom, 2)?;
        Some(if double < 0 { -magnitude } else { magnitude })
    }

    /// As a whole number, if it is one and fits.
    pub fn whole(&self) -> Option<i64> {
        match &self.0 {
            Size::Small(value) => value.is_integer().then(|| value.to_integer().to_i64()).flatten(),
            Size::Large(_) => None,
        }
    }

    /// As a decimal, if it has a finite number of decimals that fits.
    pub fn decimal(&self) -> Option<Decimal> {
        let digits = self.decimals()?;
        match self.scaled(digits) {
            Some(scaled) => Decimal::try_from_i128_with_scale(scaled, digits).ok(),
            None => Decimal::from_str_exact(&self.shown(digits)).ok(),
        }
    }

    /// Rounded to `digits` decimals, halves away from zero, and written with exactly so many: "99.90".
    pub fn shown(&self, digits: u32) -> String {
        match self.scaled(digits) {
            Some(scaled) => point(&scaled.to_string(), digits),
            None => {
                point(&(self.big() * BigInt::from(10).pow(digits)).round().to_integer().to_string(), digits)
            }
        }
    }

    /// All decimals of a number that has finitely many.
    fn finite(&self) -> Option<String> {
        self.decimals().map(|digits| self.shown(digits))
    }

    /// How many decimals it has, if finitely many: its denominator has no factor but 2 and 5.
    fn decimals(&self) -> Option<u32> {
        let mut digits = [0_u32; 2];
        let one = match &self.0 {
            Size::Small(value) => {
                let mut rest = *value.denom();
                for (count, factor) in digits.iter_mut().zip([2_i128, 5]) {
                    while rest % factor == 0 {
                        rest /= factor;
                        *count += 1;
                    }
                }
                rest == 1
            }
            Size::Large(value) => {
                let mut rest = value.denom().clone();
                for (count, factor) in digits.iter_mut().zip([2_u32, 5]) {
                    while BigInt::is_zero(&(&rest % factor)) {
                        rest /= factor;
                        *count += 1;
                    }
                }
                rest == BigInt::from(1)
            }
        };
        one.then(|| digits.into_iter().max().unwrap_or(0))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Size::Small(a), Size::Small(b)) => a.cmp(b),
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A whole number with the decimal point `digits` from its end.
fn point(scaled: &str, digits: u32) -> String {
    let (sign, scaled) = scaled.strip_prefix('-').map_or(("", scaled), |scaled| ("-", scaled));
    let places = usize::try_from(digits).unwrap_or(usize::MAX);
    let (whole, fraction) = scaled.split_at(scaled.len().saturating_sub(places));
    let mut out = String::with_capacity(scaled.len().max(places) + 3);
    out.push_str(sign);
    out.push_str(if whole.is_empty() { "0" } else { whole });
    if places > 0 {
        out.push('.');
        out.extend(std::iter::repeat_n('0', places - fraction.len()));
        out.push_str(fraction);
    }
    out
}

/// Every decimal where they are finitely many ("99.875"), else as a fraction ("86413/864"). A mean of thousands of
/// rates can be a fraction that nobody reads: with more than 200 bits below the line its first 40 decimals are
/// written, and "…" for the others.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Size::Large(value) = &self.0
            && value.denom().bits() > 200
        {
            let scaled = (value * BigInt::from(10).pow(40)).trunc().to_integer();
            return write!(f, "{}…", point(&scaled.to_string(), 40));
        }
        match (self.finite(), &self.0) {
            (Some(text), _) => f.write_str(&text),
            (None, Size::Small(value)) => write!(f, "{}/{}", value.numer(), value.denom()),
            (None, Size::Large(value)) => write!(f, "{}/{}", value.numer(), value.denom()),
        }
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        // A decimal has at most 28 of them, so its scale fits.
        match 10_i128.checked_pow(value.scale()) {
            Some(scale) => Self::small(Ratio::new(value.mantissa(), scale)),
            None => {
                Self::large(BigRational::new(value.mantissa().into(), BigInt::from(10).pow(value.scale())))
            }
        }
    }
}

impl From<u32> for Exact {
    fn from(value: u32) -> Self {
        Self(Size::Small(Ratio::from_integer(i128::from(value))))
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self(Size::Small(Ratio::from_integer(i128::from(value))))
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
        self.both(other, |a, b| a.checked_add(b), |a, b| a + b)
    }
}

impl<'a> Sub<&'a Exact> for &'a Exact {
    type Output = Exact;
    fn sub(self, other: &Exact) -> Exact {
        self.both(other, |a, b| a.checked_sub(b), |a, b| a - b)
    }
}

impl<'a> Mul<&'a Exact> for &'a Exact {
    type Output = Exact;
    fn mul(self, other: &Exact) -> Exact {
        self.both(other, |a, b| a.checked_mul(b), |a, b| a * b)
    }
}

impl Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        self.map(|a| -a, |a| -a)
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
    fn large_numbers_are_as_exact_as_small_ones_and_become_small_again() {
        let mut power = exact("1");
        for _ in 0..60 {
            power = &power * &exact("1000.5");
        }
        assert!(matches!(power.0, Size::Large(_)));
        assert!(power > exact("1000") && -&power < exact("-1000") && !power.is_zero());
        assert_eq!(power.rounded(2).shown(3), format!("{}0", power.shown(2)));
        assert_eq!(power.whole(), None);
        assert_eq!((power.floor() < power, power.ceil() > power), (true, true));
        let mut back = power.clone();
        for _ in 0..60 {
            back = back.over(&exact("1000.5")).unwrap();
        }
        assert_eq!(back, exact("1"));
        assert!(matches!(back.0, Size::Small(_)));
        assert_eq!(&power - &power, Exact::zero());
        assert_eq!(Exact::from(Decimal::MAX).decimal(), Some(Decimal::MAX));
        assert_eq!(Exact::from(Decimal::new(1, 28)).to_string(), "0.0000000000000000000000000001");
    }

    proptest::proptest! {
        /// Both sizes compute the same.
        #[test]
        fn small_and_large_agree(a: i64, b in 1_i64.., c: i64, d in 1_i64.., digits in 0_u32..12) {
            let small = |n: i64, d: i64| Exact::from(n).over(&Exact::from(d)).unwrap();
            let large = |n: i64, d: i64| BigRational::new(n.into(), d.into());
            let (x, y) = (small(a, b), small(c, d));
            let (p, q) = (large(a, b), large(c, d));
            proptest::prop_assert_eq!((&x + &y).big(), &p + &q);
            proptest::prop_assert_eq!((&x - &y).big(), &p - &q);
            proptest::prop_assert_eq!((&x * &y).big(), &p * &q);
            proptest::prop_assert_eq!(x.cmp(&y), p.cmp(&q));
            proptest::prop_assert_eq!((x.floor().big(), x.ceil().big()), (p.floor(), p.ceil()));
            let scale = BigInt::from(10).pow(digits);
            proptest::prop_assert_eq!(x.rounded(digits).big(), (&p * &scale).round() / scale);
            if c != 0 {
                proptest::prop_assert_eq!(x.over(&y).unwrap().big(), p / q);
            }
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
