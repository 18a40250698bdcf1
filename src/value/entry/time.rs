//! Times of day: "9", "9:30", "17.30", "5 pm", "0900".

use super::Entry;
use crate::value::TimeOfDay;

pub(super) fn read(typed: &str) -> Entry {
    let own = typed.parse::<TimeOfDay>();
    let Err(error) = own else { return Entry::of(own) };
    Entry::of(loose(typed).and_then(|text| text.parse::<TimeOfDay>().ok()).ok_or(error))
}

fn loose(typed: &str) -> Option<String> {
    let lower = typed.to_lowercase().replace(['.', 'h', ' '], ":").replace("::", ":");
    let (clock, half) = match lower.strip_suffix('m').map(|rest| rest.trim_end_matches(':')) {
        Some(rest) => match rest.strip_suffix('p') {
            Some(rest) => (rest, Some(true)),
            None => (rest.strip_suffix('a')?, Some(false)),
        },
        None => (lower.as_str(), None),
    };
    let clock = clock.trim_matches(':');
    let (hours, minutes) = match clock.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if clock.len() == 4 => clock.split_at_checked(2)?,
        None => (clock, "00"),
    };
    let hours: u16 = hours.parse().ok()?;
    let hours = match half {
        None => hours,
        Some(_) if !(1..=12).contains(&hours) => return None,
        Some(afternoon) => hours % 12 + if afternoon { 12 } else { 0 },
    };
    Some(format!("{hours:02}:{minutes}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (typed, meant) in [
            ("9", "09:00"),
            ("9:30", "09:30"),
            ("17.30", "17:30"),
            ("17h30", "17:30"),
            ("8h", "08:00"),
            ("0900", "09:00"),
            ("5 pm", "17:00"),
            ("5:30pm", "17:30"),
            ("12 am", "00:00"),
            ("12pm", "12:00"),
            ("24", "24:00"),
        ] {
            assert_eq!(read(typed), Entry::Value(meant.to_owned()), "{typed}");
        }
        for typed in ["25", "13 pm", "9:5", "noonish", "24:30"] {
            assert!(matches!(read(typed), Entry::Wrong(_)), "{typed}");
        }
    }
}
