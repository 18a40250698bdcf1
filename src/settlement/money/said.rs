//! Numbers as the ledger says them: thousands separated, long decimals cut and marked.

use super::fees::Unit;
use crate::agreement::Metric;
use crate::settlement::Exact;
use crate::value::grouped;

/// Decimals after which a number is cut in the ledger; the exact number goes on in the computation.
const LONGEST: u32 = 10;

/// "44,585", "99.875"; "about 99.8767921147" where there are more decimals than that.
pub(super) fn number(value: &Exact) -> String {
    if *value == value.rounded(LONGEST) {
        grouped(trimmed(&value.shown(LONGEST)))
    } else {
        format!("about {}", grouped(trimmed(&value.shown(LONGEST))))
    }
}

fn trimmed(decimals: &str) -> &str {
    match decimals.contains('.') {
        true => decimals.trim_end_matches('0').trim_end_matches('.'),
        false => decimals,
    }
}

/// "EUR 1,250.00", with more decimals where the amount has them; "12 % of the monthly fee" where no fee is known.
pub(super) fn amount(value: &Exact, unit: Unit) -> String {
    let Unit::Money(currency) = unit else { return format!("{} % of the monthly fee", number(value)) };
    let digits = currency.minor_digits();
    if *value == value.rounded(digits) {
        format!("{currency} {}", grouped(&value.shown(digits)))
    } else {
        match number(value).strip_prefix("about ") {
            Some(cut) => format!("about {currency} {cut}"),
            None => format!("{currency} {}", number(value)),
        }
    }
}

/// "99.5 %", "200 ms".
pub(super) fn with_unit(value: &Exact, metric: &Metric) -> String {
    let unit = metric.unit.trim();
    if unit.is_empty() { number(value) } else { format!("{} {unit}", number(value)) }
}

/// "55 min", "3,333 s".
pub(super) fn time(seconds: &Exact) -> String {
    let minutes = seconds.over(&Exact::from(60_u32)).filter(|m| m.whole().is_some());
    match minutes {
        Some(minutes) => format!("{} min", number(&minutes)),
        None => format!("{} s", number(seconds)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_long_ones_cut() {
        let exact = |t: &str| t.parse::<Exact>().unwrap();
        let third = exact("10000").over(&exact("3")).unwrap();
        assert_eq!(number(&exact("1234567.5")), "1,234,567.5");
        assert_eq!(number(&third), "about 3,333.3333333333");
        assert_eq!(number(&exact("-1000")), "-1,000");
        assert_eq!(number(&exact("100")), "100");
        let eur = Unit::Money("EUR".parse().unwrap());
        assert_eq!(amount(&exact("1250"), eur), "EUR 1,250.00");
        assert_eq!(amount(&exact("0.125"), eur), "EUR 0.125");
        assert_eq!(amount(&third, eur), "about EUR 3,333.3333333333");
        assert_eq!(amount(&exact("500000"), Unit::Money("JPY".parse().unwrap())), "JPY 500,000");
        assert_eq!(time(&exact("3300")), "55 min");
        assert_eq!(time(&exact("95921")), "95,921 s");
    }
}
