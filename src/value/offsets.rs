//! How far the clocks of a zone are from UTC, in words.

use super::Zone;
use chrono::{NaiveDate, Offset, TimeZone};

impl Zone {
    /// Its offset in a year: "UTC+5:30", or "UTC+1, in summer UTC+2" where its clocks change between January and July.
    pub fn offset_words(self, year: i32) -> String {
        let seconds = |month: u32| {
            let noon = NaiveDate::from_ymd_opt(year, month, 15).and_then(|day| day.and_hms_opt(12, 0, 0));
            noon.map(|at| self.tz().offset_from_utc_datetime(&at).fix().local_minus_utc())
        };
        let (Some(january), Some(july)) = (seconds(1), seconds(7)) else { return utc(0) };
        // Summer clocks are ahead, on either half of the globe.
        let (standard, summer) = (january.min(july), january.max(july));
        if standard == summer {
            return utc(standard);
        }
        format!("{}, in summer {}", utc(standard), utc(summer))
    }
}

/// "UTC+5:30", "UTC−3", "UTC" from seconds east of Greenwich.
fn utc(seconds: i32) -> String {
    let sign = match seconds {
        0 => return "UTC".to_owned(),
        s if s < 0 => '−',
        _ => '+',
    };
    let minutes = seconds.abs() / 60;
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(zone: &str) -> String {
        zone.parse::<Zone>().unwrap().offset_words(2026)
    }

    #[test]
    fn zones_say_how_far_they_are_from_utc() {
        assert_eq!(words("Europe/Berlin"), "UTC+1, in summer UTC+2");
        assert_eq!(words("Europe/Dublin"), "UTC, in summer UTC+1");
        assert_eq!(words("America/New_York"), "UTC−5, in summer UTC−4");
        assert_eq!(words("Australia/Sydney"), "UTC+10, in summer UTC+11");
        assert_eq!(words("Asia/Kolkata"), "UTC+5:30");
        assert_eq!(words("UTC"), "UTC");
        assert_eq!(words("America/St_Johns"), "UTC−3:30, in summer UTC−2:30");
    }
}
