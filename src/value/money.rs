//! Amounts of money in a currency.

use super::leaf::text_leaf;
use super::number::parse_decimal;
use super::print::glued;
use super::{LeafKind, ValueError, quoted};
use rust_decimal::Decimal;
use std::fmt;
use std::str::FromStr;

/// A currency of ISO 4217.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    pub fn code(self) -> &'static str {
        self.0.code()
    }
    pub fn name(self) -> String {
        self.0.name().to_owned()
    }
    /// Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for BHD.
    pub fn minor_digits(self) -> u32 {
        self.0.exponent().map_or(2, u32::from)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let code = text.trim().to_ascii_uppercase();
        iso_currency::Currency::from_code(&code).map(Self).ok_or_else(|| {
            ValueError::new(
                format!("{} is not a currency code", quoted(text)),
                "write the three letters of ISO 4217, like EUR, GBP or USD",
            )
        })
    }
}

text_leaf!(Currency, LeafKind::Currency);

/// An exact amount, never negative, with at most the decimals of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

impl Money {
    /// `None` when negative or finer than the currency's minor unit.
    pub fn new(amount: Decimal, currency: Currency) -> Option<Self> {
        let amount = amount.normalize();
        let fits = amount >= Decimal::ZERO && amount.scale() <= currency.minor_digits();
        fits.then_some(Self { amount, currency })
    }
    pub fn amount(self) -> Decimal {
        self.amount
    }
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// "EUR 1,250,000.00": as printed in an English text.
    pub fn long(self) -> String {
        let plain = format!("{:.*}", self.currency.minor_digits() as usize, self.amount);
        let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
        let mut grouped = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        match fraction {
            Some(f) => format!("{} {grouped}.{f}", self.currency),
            None => format!("{} {grouped}", self.currency),
        }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.*} {}", self.currency.minor_digits() as usize, self.amount, self.currency)
    }
}

impl FromStr for Money {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let letters = |c: char| c.is_ascii_alphabetic();
        let (code, amount) = if text.starts_with(letters) {
            text.split_at(text.find(|c| !letters(c)).unwrap_or(text.len()))
        } else {
            let (amount, code) = text.split_at(text.find(letters).unwrap_or(text.len()));
            (code, amount)
        };
        if code.is_empty() {
            return Err(ValueError::new(
                format!("{} has no currency", quoted(text)),
                "write the amount with its code, like 1250.00 EUR",
            ));
        }
        let currency: Currency = code.parse()?;
        Self::new(parse_decimal(amount)?, currency).ok_or_else(|| {
            ValueError::new(
                format!("{} is not an amount in {currency}", quoted(text)),
                format!("write a positive amount with at most {} decimals", currency.minor_digits()),
            )
        })
    }
}

text_leaf!(Money, LeafKind::Money, printed = |m: &Money| glued(&m.long()));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_may_stand_on_either_side() {
        for text in ["1250 EUR", "EUR 1250.00", "1250.0eur", "1 250.00 EUR"] {
            assert_eq!(text.parse::<Money>().unwrap().to_string(), "1250.00 EUR", "{text}");
        }
        assert_eq!("1234567.5 EUR".parse::<Money>().unwrap().long(), "EUR 1,234,567.50");
        assert_eq!("500000 JPY".parse::<Money>().unwrap().long(), "JPY 500,000");
    }

    #[test]
    fn what_is_not_an_amount_says_how_to_write_one() {
        for (bad, hint) in [
            ("500", "1250.00 EUR"),
            ("12,50 EUR", "12.50"),
            ("-1 EUR", "positive"),
            ("1.5 JPY", "0 decimals"),
            ("5 QQQ", "ISO 4217"),
        ] {
            let err = bad.parse::<Money>().unwrap_err().to_string();
            assert!(err.contains(hint), "{bad}: {err}");
        }
    }
}
