//! What a percentage means in time and in cases.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::fmt;

/// An exact span of time in seconds, with its decimals; never negative.
///
/// Prints as "43 min 12 s", "3 d 2 h 24 min", "0.864 s", with no-break spaces between number and unit. A precision
/// (`{:.3}`) rounds the seconds half away from zero; without one every decimal is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seconds(Decimal);

impl Seconds {
    pub fn get(self) -> Decimal {
        self.0
    }
}

/// The downtime that an availability of `percent` leaves in a window of `window_seconds`:
/// (100 − percent) / 100 × window, exactly. `None` when `percent` is not between 0 and 100 or has more than 12 decimals.
pub fn allowed_downtime(percent: Decimal, window_seconds: u32) -> Option<Seconds> {
    Some(Seconds((share(percent)? * Decimal::from(window_seconds)).normalize()))
}

/// How many of `cases` may fall short while at least `percent` of them comply: the whole part of
/// (100 − percent) / 100 × cases. `None` as for [`allowed_downtime`].
pub fn allowed_misses(percent: Decimal, cases: u32) -> Option<u32> {
    (share(percent)? * Decimal::from(cases)).floor().to_u32()
}

/// The part of the whole that is not promised. A decimal holds 28 digits: 14 decimals here and 10 digits of a window.
fn share(percent: Decimal) -> Option<Decimal> {
    let fits = (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&percent) && percent.normalize().scale() <= 12;
    fits.then(|| (Decimal::ONE_HUNDRED - percent.normalize()) * Decimal::new(1, 2))
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exact = match f.precision().and_then(|p| u32::try_from(p).ok()) {
            Some(digits) => {
                self.0.round_dp_with_strategy(digits, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
            }
            None => self.0,
        };
        let whole = exact.trunc().to_u64().unwrap_or(u64::MAX);
        let seconds = Decimal::from(whole % 60) + exact.fract();
        let mut parts = Vec::new();
        for (count, unit) in [(whole / 86_400, "d"), (whole / 3_600 % 24, "h"), (whole / 60 % 60, "min")] {
            if count > 0 {
                parts.push(format!("{count}\u{a0}{unit}"));
            }
        }
        if parts.is_empty() || !seconds.is_zero() {
            parts.push(format!("{}\u{a0}s", seconds.normalize()));
        }
        f.write_str(&parts.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of `availability;window;seconds;text`; see the head of the file.
    const VECTORS: &str = include_str!("../../tests/data/downtime.csv");

    fn window(name: &str) -> u32 {
        let line = VECTORS.lines().find_map(|l| l.strip_prefix(&format!("window;{name};")));
        line.unwrap_or_else(|| panic!("no window {name}")).parse().unwrap()
    }

    #[test]
    fn every_published_vector_comes_out_exactly() {
        let mut checked = 0;
        for line in VECTORS.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_digit())) {
            let parts: Vec<&str> = line.split(';').collect();
            let percent: Decimal = parts[0].parse().unwrap();
            let allowed = allowed_downtime(percent, window(parts[1])).unwrap();
            assert_eq!(allowed.get(), parts[2].parse().unwrap(), "{line}");
            assert_eq!(allowed.get().to_string(), parts[2], "{line}");
            if !parts[3].is_empty() {
                assert_eq!(spoken(parts[3]), format!("{allowed:.3}"), "{line}");
            }
            checked += 1;
        }
        assert_eq!(checked, 186);
    }

    /// "3d 0h 0m 0.000s" as we write it.
    fn spoken(text: &str) -> String {
        let parts = text.split(' ').map(|part| {
            let (number, unit) = part.split_at(part.find(|c: char| c.is_ascii_alphabetic()).unwrap());
            (number.parse::<Decimal>().unwrap().normalize(), if unit == "m" { "min" } else { unit })
        });
        let kept = parts.filter(|(number, _)| !number.is_zero());
        kept.map(|(number, unit)| format!("{number}\u{a0}{unit}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn time_reads_as_a_person_would_say_it() {
        let said = |percent: &str, window| {
            allowed_downtime(percent.parse().unwrap(), window).unwrap().to_string().replace('\u{a0}', " ")
        };
        assert_eq!(said("99.9", 2_592_000), "43 min 12 s");
        assert_eq!(said("99.99", 2_629_746), "4 min 22.9746 s");
        assert_eq!(said("95", 2_592_000), "1 d 12 h");
        assert_eq!(said("100", 2_592_000), "0 s");
        assert_eq!(said("0", 86_400), "1 d");
        assert_eq!(said("99.999999999999", u32::MAX), "0.00004294967295 s");
    }

    #[test]
    fn what_is_no_share_has_no_downtime() {
        for percent in ["100.1", "-1", "99.9999999999999"] {
            assert_eq!(allowed_downtime(percent.parse().unwrap(), 86_400), None, "{percent}");
        }
    }

    #[test]
    fn cases_are_whole() {
        let misses = |percent: &str, cases| allowed_misses(percent.parse().unwrap(), cases);
        assert_eq!(misses("95", 40), Some(2));
        assert_eq!(misses("95", 39), Some(1));
        assert_eq!(misses("99.9", 40), Some(0));
        assert_eq!(misses("0", u32::MAX), Some(u32::MAX));
        assert_eq!(misses("101", 40), None);
    }
}
