//! Amounts with a sign, a code or none: "€1,250.00", "1.250,00 EUR", "1250".

use super::number::{candidates, groups_of_three};
use super::{Entry, Reader};
use crate::value::{Currency, Leaf, Money, ValueError, quoted};

/// Signs that stand for one currency.
const SIGNS: [(&str, &str); 22] = [
    ("€", "EUR"),
    ("£", "GBP"),
    ("us$", "USD"),
    ("ca$", "CAD"),
    ("c$", "CAD"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("nz$", "NZD"),
    ("hk$", "HKD"),
    ("s$", "SGD"),
    ("r$", "BRL"),
    ("zł", "PLN"),
    ("kč", "CZK"),
    ("fr.", "CHF"),
    ("sfr.", "CHF"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("฿", "THB"),
    ("₴", "UAH"),
    ("₽", "RUB"),
];
/// Signs that stand for several, and those they may stand for.
const SHARED: [(&str, &[&str]); 3] = [
    ("$", &["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "TWD", "ARS", "CLP", "COP"]),
    ("¥", &["JPY", "CNY"]),
    ("kr", &["DKK", "NOK", "SEK", "ISK"]),
];

pub(super) fn read(reader: &Reader, typed: &str) -> Entry {
    let (mark, amount) = parted(typed);
    let currency = match currency(reader, mark, typed) {
        Ok(currency) => currency,
        Err(error) => return Entry::Wrong(error),
    };
    let mut found = candidates(amount, reader.locale);
    let fine = usize::try_from(currency.minor_digits()).unwrap_or(2);
    if groups_of_three(amount, ',') && amount.matches(',').count() == 1 && fine != 3 {
        // Nobody writes thousandths of a cent's hundred: three digits behind a comma are thousands.
        found = vec![amount.replace(',', "")];
    } else if groups_of_three(amount, '.') && amount.matches('.').count() == 1 && fine != 3 {
        found = vec![amount.replace('.', ""), amount.to_owned()];
    }
    let texts: Vec<String> = found.iter().map(|n| format!("{n} {currency}")).collect();
    Entry::among::<Money>(&texts, typed, || {
        let plain = format!("{amount} {currency}");
        match <Money as Leaf>::parse(&plain) {
            Err(error) => error,
            Ok(_) => ValueError::new(
                format!("{} is not an amount", quoted(typed)),
                format!("write digits and the currency, like 1250.00 {currency}"),
            ),
        }
    })
}

pub(super) fn read_currency(typed: &str) -> Entry {
    let lower = typed.to_lowercase();
    let own = typed.parse::<Currency>();
    let by_sign = || SIGNS.iter().find(|(sign, _)| *sign == lower).and_then(|(_, code)| code.parse().ok());
    match own {
        Ok(currency) => Entry::of::<Currency>(Ok(currency)),
        Err(error) => Entry::of::<Currency>(by_sign().ok_or(error)),
    }
}

/// The currency as it is written, before or behind the amount, and the amount.
fn parted(typed: &str) -> (&str, &str) {
    let text = typed.trim().trim_end_matches(",-").trim_end_matches(",--").trim_end_matches(".-");
    let number = |c: char| c.is_ascii_digit() || c == '-' || c == '−';
    let start = text.find(number).unwrap_or(text.len());
    let (before, rest) = text.split_at(start);
    let end = rest.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let (amount, behind) = rest.split_at(end);
    let behind = behind.trim().trim_start_matches(",-").trim_start_matches(".-").trim();
    if before.trim().is_empty() { (behind, amount.trim()) } else { (before.trim(), amount.trim()) }
}

fn currency(reader: &Reader, mark: &str, typed: &str) -> Result<Currency, ValueError> {
    let lower = mark.to_lowercase();
    if mark.is_empty() {
        return reader.currency.ok_or_else(|| {
            ValueError::new(
                format!("{} has no currency", quoted(typed)),
                "write the amount with its code, like 1250.00 EUR",
            )
        });
    }
    if let Some((_, code)) = SIGNS.iter().find(|(sign, _)| *sign == lower) {
        return code.parse();
    }
    if let Some((sign, codes)) = SHARED.iter().find(|(sign, _)| *sign == lower) {
        // The agreement's own currency is meant if the sign can stand for it.
        let own = reader.currency.filter(|c| codes.contains(&c.code()));
        return own.ok_or_else(|| {
            let most: Vec<&str> = codes.iter().take(3).copied().collect();
            ValueError::new(
                format!("The sign {sign} is that of several currencies"),
                format!("write the code instead: {}", most.join(", ")),
            )
        });
    }
    mark.parse()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::entry::Locale;

    fn said(language: &str, currency: &str, typed: &str) -> String {
        let reader =
            Reader { locale: Locale::of(language), currency: currency.parse().ok(), ..Reader::default() };
        match read(&reader, typed) {
            Entry::Value(text) => text,
            Entry::Several(_, readings) => readings.join(" or "),
            Entry::Wrong(error) => format!("! {error}"),
        }
    }

    #[test]
    fn amounts_as_people_paste_them_are_understood() {
        for (typed, meant) in [
            ("€1,250.00", "1250.00 EUR"),
            ("1.250,00 €", "1250.00 EUR"),
            ("EUR 1,250", "1250.00 EUR"),
            ("1250 eur", "1250.00 EUR"),
            ("£ 99,50", "99.50 GBP"),
            ("US$ 5,000,000", "5000000.00 USD"),
            ("CHF 1’250.50", "1250.50 CHF"),
            ("1.250.000 EUR", "1250000.00 EUR"),
            ("1250,- EUR", "1250.00 EUR"),
            ("¥ 1,250", "! The sign ¥ is that of several currencies: write the code instead: JPY, CNY"),
        ] {
            assert_eq!(said("en", "", typed), meant, "{typed}");
        }
    }

    #[test]
    fn the_agreement_s_currency_stands_in_for_a_missing_or_shared_sign() {
        assert_eq!(said("en", "EUR", "1250"), "1250.00 EUR");
        assert_eq!(said("en", "CAD", "$1,250.00"), "1250.00 CAD");
        assert!(said("en", "EUR", "$5").contains("USD, CAD, AUD"));
        assert!(said("en", "", "500").contains("1250.00 EUR"));
    }

    #[test]
    fn a_point_before_three_digits_is_asked_about() {
        assert_eq!(said("en", "", "1.250 EUR"), "1250.00 EUR or 1.25 EUR");
        assert_eq!(said("de", "", "1.250 EUR"), "1250.00 EUR or 1.25 EUR");
        assert_eq!(said("en", "", "1.250 BHD"), "1.250 BHD");
    }

    #[test]
    fn what_is_no_amount_says_why() {
        assert!(said("en", "", "12.345,678,9 EUR").starts_with('!'));
        assert!(said("en", "", "1.234 JPY").contains("1234 JPY"));
        assert!(said("en", "", "5 XQX").contains("currency code"));
        assert!(said("en", "", "-5 EUR").contains("positive"));
    }

    #[test]
    fn currencies_go_by_code_or_sign() {
        assert_eq!(read_currency("eur"), Entry::Value("EUR".to_owned()));
        assert_eq!(read_currency("€"), Entry::Value("EUR".to_owned()));
        assert!(matches!(read_currency("$"), Entry::Wrong(_)));
    }
}
