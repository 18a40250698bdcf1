//! How long ago, and how large, in words.

use chrono::TimeDelta;

/// "just now", "12 minutes ago", "3 months ago". Both in seconds since 1970.
pub fn ago(time: i64, now: i64) -> String {
    let passed = TimeDelta::try_seconds(now.saturating_sub(time)).unwrap_or_default();
    let several = |count: i64, one: &str| match count {
        1 => format!("1 {one} ago"),
        _ => format!("{count} {one}s ago"),
    };
    match passed {
        p if p < TimeDelta::zero() => "by a clock ahead of this one".to_owned(),
        p if p.num_minutes() < 1 => "just now".to_owned(),
        p if p.num_hours() < 1 => several(p.num_minutes(), "minute"),
        p if p.num_days() < 1 => several(p.num_hours(), "hour"),
        p if p.num_days() < 60 => several(p.num_days(), "day"),
        p if p.num_days() < 730 => several(p.num_days() / 30, "month"),
        p => several(p.num_days() / 365, "year"),
    }
}

/// A size as people read it: "840 bytes", "84 KiB", "1.2 MiB".
pub fn size(bytes: u64) -> String {
    const KIB: u64 = 1 << 10;
    const MIB: u64 = 1 << 20;
    match bytes {
        1 => "1 byte".to_owned(),
        b if b < KIB => format!("{b} bytes"),
        b if b < MIB => format!("{} KiB", b.div_ceil(KIB)),
        b => {
            let tenths = (b * 10).div_ceil(MIB);
            format!("{}.{} MiB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_ago_is_said_in_one_unit() {
        let said = |seconds: i64| ago(1_000_000_000 - seconds, 1_000_000_000);
        for (seconds, want) in [
            (0, "just now"),
            (59, "just now"),
            (60, "1 minute ago"),
            (3_599, "59 minutes ago"),
            (7_200, "2 hours ago"),
            (86_400, "1 day ago"),
            (59 * 86_400, "59 days ago"),
            (90 * 86_400, "3 months ago"),
            (800 * 86_400, "2 years ago"),
            (-5, "by a clock ahead of this one"),
        ] {
            assert_eq!(said(seconds), want);
        }
        assert_eq!(ago(i64::MIN, i64::MAX), "just now", "no arithmetic fails");
    }

    #[test]
    fn sizes_are_rounded_up() {
        assert_eq!((size(1), size(1_023)), ("1 byte".to_owned(), "1023 bytes".to_owned()));
        assert_eq!((size(1_025), size(86_000)), ("2 KiB".to_owned(), "84 KiB".to_owned()));
        assert_eq!(size(1_200_000), "1.2 MiB");
    }
}
