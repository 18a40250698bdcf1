//! Sums of many decimals that stay exact and quick.

use crate::settlement::exact::Exact;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A sum of decimals of any size.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    full: Exact,
    open: Decimal,
}

impl Sum {
    pub fn new() -> Self {
        Self { full: Exact::zero(), open: Decimal::ZERO }
    }

    /// Decimals hold 28 digits and round beyond: a sum that uses them up moves on.
    pub fn add(&mut self, part: Decimal) {
        match self.open.checked_add(part).filter(|s| s.scale() == self.open.scale().max(part.scale())) {
            Some(sum) => self.open = sum,
            None => {
                self.full = &(&self.full + &Exact::from(self.open)) + &Exact::from(part);
                self.open = Decimal::ZERO;
            }
        }
    }

    pub fn total(&self) -> Exact {
        &self.full + &Exact::from(self.open)
    }
}

/// The exact sum of many fractions: those with the same denominator first, then pair by pair, so that denominators
/// stay small as long as they can.
pub(super) fn fractions(parts: impl Iterator<Item = (Decimal, Decimal)>) -> Exact {
    let mut by_whole: BTreeMap<Decimal, Sum> = BTreeMap::new();
    for (part, whole) in parts {
        by_whole.entry(whole.normalize()).or_insert_with(Sum::new).add(part);
    }
    let share =
        |(whole, sum): (Decimal, Sum)| sum.total().over(&Exact::from(whole)).unwrap_or_else(Exact::zero);
    let mut shares: Vec<Exact> = by_whole.into_iter().map(share).collect();
    while shares.len() > 1 {
        shares = shares
            .chunks(2)
            .map(|pair| match pair {
                [one, other] => one + other,
                rest => rest.iter().cloned().sum(),
            })
            .collect();
    }
    shares.pop().unwrap_or_else(Exact::zero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_lose_nothing() {
        let mut sum = Sum::new();
        let mut plain = Exact::zero();
        for text in [
            "79228162514264337593543950335",
            "79228162514264337593543950335",
            "0.0000000000000000000000000001",
            "1.5",
            "-3",
        ] {
            let part: Decimal = text.parse().unwrap();
            sum.add(part);
            plain = &plain + &Exact::from(part);
        }
        assert_eq!(sum.total(), plain);
    }

    #[test]
    fn fractions_add_up_exactly() {
        let parts = [(1, 3), (1, 6), (1, 2), (2, 3), (5, 7)];
        let sum = fractions(parts.iter().map(|(a, b)| (Decimal::from(*a), Decimal::from(*b))));
        let plain =
            parts.iter().map(|(a, b)| Exact::from(*a as u32).over(&Exact::from(*b as u32)).unwrap()).sum();
        assert_eq!(sum, plain);
        assert_eq!(fractions(std::iter::empty()), Exact::zero());
    }
}
