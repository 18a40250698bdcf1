//! What a chain of providers can deliver: exact availability of serial, redundant and k-of-n parts, nested at will.
//!
//! All parts are taken to fail independently. Parts with a common cause of failure are worse than computed where they
//! stand in for each other, and no worse than computed where all are needed.

use super::Exact;
use num_bigint::BigInt;
use num_traits::{One, Zero};
use rust_decimal::Decimal;

/// Most copies of one part that are computed; more are no design anybody means.
pub const MOST_COPIES: u32 = 64;

/// Something that works or fails, built from parts that fail independently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// One part, available for so many per cent of the time, 0 to 100.
    One(Decimal),
    /// Fails as soon as one of its parts fails.
    Serial(Vec<Part>),
    /// Works as long as one of its parts works.
    Redundant(Vec<Part>),
    /// Works as long as `needed` of its parts work.
    KOfN { needed: u32, of: Vec<Part> },
}

/// Why a chain has no availability.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompositionError {
    #[error("an availability lies between 0 % and 100 %, {0} % does not")]
    OutOfRange(Decimal),
    #[error("{needed} of {of} copies cannot work; let at least 1 and at most all of them be needed")]
    Needed { needed: u32, of: usize },
    #[error("a redundant part has no copies; enter how many there are")]
    NoParts,
    #[error("{0} copies are too many to compute; at most {MOST_COPIES} are")]
    TooMany(usize),
}

impl Part {
    /// `copies` of the same part, of which `needed` must work.
    ///
    /// # Errors
    /// For no copies, too many, or more needed than there are.
    pub fn copies(availability: Decimal, needed: u32, copies: u32) -> Result<Self, CompositionError> {
        if copies > MOST_COPIES {
            return Err(CompositionError::TooMany(copies as usize));
        }
        let of = vec![Self::One(availability); copies as usize];
        let part = Self::KOfN { needed, of };
        part.possible().map(|()| part)
    }

    fn possible(&self) -> Result<(), CompositionError> {
        match self {
            Self::Redundant(of) if of.is_empty() => Err(CompositionError::NoParts),
            Self::KOfN { of, .. } if of.is_empty() => Err(CompositionError::NoParts),
            Self::KOfN { needed, of } if *needed == 0 || *needed as usize > of.len() => {
                Err(CompositionError::Needed { needed: *needed, of: of.len() })
            }
            Self::Redundant(of) | Self::KOfN { of, .. } if of.len() > MOST_COPIES as usize => {
                Err(CompositionError::TooMany(of.len()))
            }
            _ => Ok(()),
        }
    }

    /// The availability in per cent, exactly. Serial parts multiply; of parts that stand in for each other the chances
    /// of all ways in which enough of them work add up.
    ///
    /// # Errors
    /// For a percentage that is none, and for parts that cannot be put together.
    pub fn availability(&self) -> Result<Exact, CompositionError> {
        let share = self.share()?;
        let percent = Exact::ratio(share.parts * 100, power(share.digits)).unwrap_or_else(Exact::zero);
        Ok(percent)
    }

    fn share(&self) -> Result<Share, CompositionError> {
        self.possible()?;
        match self {
            Self::One(percent) => Share::of(*percent),
            Self::Serial(of) => {
                of.iter().try_fold(Share::certain(), |all, part| Ok(all.times(&part.share()?)))
            }
            Self::Redundant(of) => enough(1, of),
            Self::KOfN { needed, of } => enough(*needed, of),
        }
    }
}

/// The chance that at least `needed` of some parts work: part by part, the chances that so many of the parts so far
/// work, all in units of a common power of ten.
fn enough(needed: u32, of: &[Part]) -> Result<Share, CompositionError> {
    let shares = of.iter().map(Part::share).collect::<Result<Vec<_>, _>>()?;
    let digits = shares.iter().map(|s| s.digits).max().unwrap_or(0);
    let whole = power(digits);
    let enough = needed as usize;
    // chances[n]: exactly n parts work; the last one: `needed` or more do.
    let mut chances = vec![BigInt::zero(); enough + 1];
    if let Some(none) = chances.first_mut() {
        *none = BigInt::one();
    }
    for share in &shares {
        let works = &share.parts * power(digits - share.digits);
        let fails = &whole - &works;
        let mut next = vec![BigInt::zero(); enough + 1];
        for (count, chance) in chances.iter().enumerate().filter(|(_, c)| !c.is_zero()) {
            for (to, by) in [((count + 1).min(enough), &works), (count, &fails)] {
                if let Some(to) = next.get_mut(to) {
                    *to += chance * by;
                }
            }
        }
        chances = next;
    }
    let parts = chances.pop().unwrap_or_default();
    let all = u32::try_from(shares.len()).unwrap_or(u32::MAX);
    Ok(Share { parts, digits: digits.saturating_mul(all) })
}

/// A share of the time: so many parts of a power of ten. Products and complements of such shares are such shares, so
/// nothing is ever divided.
#[derive(Clone, Debug)]
struct Share {
    parts: BigInt,
    digits: u32,
}

impl Share {
    fn certain() -> Self {
        Self { parts: BigInt::one(), digits: 0 }
    }

    fn of(percent: Decimal) -> Result<Self, CompositionError> {
        let percent = percent.normalize();
        if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&percent) {
            return Err(CompositionError::OutOfRange(percent));
        }
        Ok(Self { parts: BigInt::from(percent.mantissa()), digits: percent.scale() + 2 })
    }

    fn times(&self, other: &Self) -> Self {
        Self { parts: &self.parts * &other.parts, digits: self.digits.saturating_add(other.digits) }
    }
}

fn power(digits: u32) -> BigInt {
    BigInt::from(10).pow(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(percent: &str) -> Part {
        Part::One(percent.parse().unwrap())
    }

    fn exact(part: &Part) -> String {
        part.availability().unwrap().to_string()
    }

    #[test]
    fn the_worked_examples_come_out_exactly() {
        assert_eq!(exact(&Part::Serial(vec![one("99.95"), one("99.99")])), "99.940005");
        assert_eq!(exact(&Part::Redundant(vec![one("99"), one("99")])), "99.99");
        let nested = Part::Serial(vec![one("99.95"), Part::Redundant(vec![one("99.99"), one("99.9")])]);
        assert_eq!(exact(&nested), "99.949990005");
        assert_eq!(nested.availability().unwrap().shown(5), "99.94999");
        assert_eq!(exact(&Part::copies("99".parse().unwrap(), 2, 3).unwrap()), "99.9702");
        assert_eq!(exact(&Part::copies("99.5".parse().unwrap(), 1, 2).unwrap()), "99.9975");
    }

    #[test]
    fn what_cannot_be_put_together_says_why() {
        let why = |part: Result<Part, CompositionError>| part.and_then(|p| p.availability()).unwrap_err();
        let some = "99".parse().unwrap();
        assert_eq!(why(Part::copies(some, 3, 2)), CompositionError::Needed { needed: 3, of: 2 });
        assert_eq!(why(Part::copies(some, 0, 2)), CompositionError::Needed { needed: 0, of: 2 });
        assert_eq!(why(Part::copies(some, 1, 0)), CompositionError::NoParts);
        assert_eq!(why(Part::copies(some, 1, u32::MAX)), CompositionError::TooMany(4_294_967_295));
        assert_eq!(
            why(Ok(one("100.1"))).to_string(),
            "an availability lies between 0 % and 100 %, 100.1 % does not"
        );
        assert_eq!(exact(&Part::Serial(vec![])), "100");
        assert_eq!(exact(&Part::Redundant(vec![one("0"), one("0")])), "0");
    }

    fn percent() -> impl Strategy<Value = Decimal> {
        (0..=1_000_000_i64).prop_map(|n| Decimal::new(n, 4))
    }

    /// Adds up all ways in which the parts work or fail.
    fn by_hand(needed: u32, parts: &[Decimal]) -> Decimal {
        let mut sum = Decimal::ZERO;
        for ways in 0..1_u32 << parts.len() {
            if ways.count_ones() >= needed {
                let chance = parts.iter().enumerate().map(|(n, p)| {
                    let works = p / Decimal::ONE_HUNDRED;
                    if ways >> n & 1 == 1 { works } else { Decimal::ONE - works }
                });
                sum += chance.product::<Decimal>();
            }
        }
        sum * Decimal::ONE_HUNDRED
    }

    proptest! {
        #[test]
        fn enough_of_some_is_the_sum_of_all_ways(parts in prop::collection::vec(percent(), 1..5), needed in 1..5_u32) {
            let needed = needed.min(u32::try_from(parts.len()).unwrap());
            let of = parts.iter().map(|p| Part::One(*p)).collect();
            let part = Part::KOfN { needed, of };
            prop_assert_eq!(part.availability().unwrap(), Exact::from(by_hand(needed, &parts)));
        }

        #[test]
        fn all_of_some_is_serial_and_one_of_some_is_redundant(parts in prop::collection::vec(percent(), 1..8)) {
            let of: Vec<Part> = parts.iter().map(|p| Part::One(*p)).collect();
            let needed = u32::try_from(of.len()).unwrap();
            let chance = |part: Part| part.availability().unwrap();
            let serial = chance(Part::Serial(of.clone()));
            let redundant = chance(Part::Redundant(of.clone()));
            prop_assert_eq!(&chance(Part::KOfN { needed, of: of.clone() }), &serial);
            prop_assert_eq!(&chance(Part::KOfN { needed: 1, of: of.clone() }), &redundant);
            for p in &parts {
                prop_assert!(serial <= Exact::from(*p) && Exact::from(*p) <= redundant);
            }
        }
    }
}
