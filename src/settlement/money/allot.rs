//! Dividing a rounded total so that the parts add up to it.

use crate::settlement::Exact;

/// Divides `total`, a whole number of minor units of `digits` decimals, in proportion to `shares` (none negative): each
/// part is a whole number of minor units, their sum is the total, and no part is a unit or more from its exact share.
/// The units that are left over go to the largest remainders, the first of equal ones first.
pub(super) fn allot(total: &Exact, shares: &[Exact], digits: u32) -> Vec<Exact> {
    let sum: Exact = shares.iter().cloned().sum();
    let unit = (0..digits).fold(Exact::from(1_u32), |u, _| &u * &tenth());
    let exact: Vec<Exact> =
        shares.iter().map(|s| (total * s).over(&sum).unwrap_or_else(Exact::zero)).collect();
    let mut parts: Vec<Exact> = exact
        .iter()
        .map(|e| e.over(&unit).map_or_else(Exact::zero, |units| &units.floor() * &unit))
        .collect();
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    let remainders: Vec<Exact> = exact.iter().zip(&parts).map(|(e, p)| e - p).collect();
    by_remainder.sort_by(|a, b| remainders.get(*b).cmp(&remainders.get(*a)));
    let given: Exact = parts.iter().cloned().sum();
    let mut left = if sum.is_zero() { Exact::zero() } else { total - &given };
    for n in by_remainder {
        let Some(part) = parts.get_mut(n).filter(|_| left >= unit) else { break };
        *part = &*part + &unit;
        left = &left - &unit;
    }
    parts
}

fn tenth() -> Exact {
    Exact::from(rust_decimal::Decimal::new(1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn the_parts_add_up_to_the_total() {
        let said = |total: &str, shares: &[&str], digits| {
            let shares: Vec<Exact> = shares.iter().map(|s| exact(s)).collect();
            let parts = allot(&exact(total), &shares, digits);
            parts.iter().map(|p| p.shown(digits)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(said("10.00", &["1", "1", "1"], 2), "3.34 3.33 3.33");
        assert_eq!(said("1", &["0.5", "0.5"], 0), "1 0");
        assert_eq!(said("0.05", &["0.004", "0.046"], 2), "0.00 0.05");
        assert_eq!(said("7", &["0", "3"], 0), "0 7");
        assert_eq!(said("0", &["0", "0"], 2), "0.00 0.00");
        assert_eq!(said("5.000", &["1", "2"], 3), "1.667 3.333");
    }
}
