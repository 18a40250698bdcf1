//! Which saves may go: everything stays for a day, then one an hour for a week, then one a day.

use super::entry::Entry;
use std::collections::HashSet;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// Thins the entries of a draft, oldest first, as of `now` (seconds since 1970). The newest always stays. So do contents
/// that were kept for a reason, as far as there is room. Returns how many went.
///
/// Entries are in the order in which they were made; a clock that was set back does not reorder them, and what lies in
/// the future is as good as new.
pub(super) fn thin(entries: &mut Vec<Entry>, now: i64, most: usize) -> usize {
    let before = entries.len();
    let mut taken = HashSet::new();
    let mut keep: Vec<bool> = Vec::with_capacity(before);
    // From the newest, so that the last save of each hour or day stays.
    for (back, entry) in entries.iter().rev().enumerate() {
        let span = match now.saturating_sub(entry.time) {
            age if age < DAY => None,
            age if age < WEEK => Some((HOUR, entry.time.div_euclid(HOUR))),
            _ => Some((DAY, entry.time.div_euclid(DAY))),
        };
        let first = match span {
            Some(span) if entry.kind.is_common() => taken.insert((entry.path.clone(), span)),
            _ => true,
        };
        keep.push(back == 0 || first);
    }
    let mut keep = keep.into_iter().rev();
    entries.retain(|_| keep.next().unwrap_or(true));
    while entries.len() > most.max(1) {
        let least = least_missed(entries, now);
        entries.remove(least);
    }
    before - entries.len()
}

/// The save that is missed least: the one between the closest neighbours, for its age. The oldest and the newest stay
/// while there is another.
fn least_missed(entries: &[Entry], now: i64) -> usize {
    let mut best: Option<(usize, i128, i128)> = None;
    for (at, window) in entries.windows(3).enumerate() {
        let [before, entry, after] = window else { continue };
        if !entry.kind.is_common() {
            continue;
        }
        let gap = i128::from(after.time.saturating_sub(before.time).max(0));
        let age = i128::from(now.saturating_sub(entry.time).max(0)) + 1;
        if best.is_none_or(|(_, best_gap, best_age)| gap * best_age < best_gap * age) {
            best = Some((at + 1, gap, age));
        }
    }
    best.map_or(0, |(at, ..)| at)
}

#[cfg(test)]
mod tests {
    use super::super::entry::Kept;
    use super::*;
    use crate::store::ContentHash;

    fn entry(time: i64, kind: Kept, path: &str) -> Entry {
        Entry {
            time,
            kind,
            hash: ContentHash::of(&time.to_le_bytes()),
            size: 1,
            stored: 1,
            path: path.into(),
            draft: "d".into(),
            title: String::new(),
            base: None,
            changed: Vec::new(),
            more: 0,
        }
    }

    /// A save every five minutes for 30 days, at the end of which it is `now`.
    const NOW: i64 = 1_800_000_000;

    fn month() -> Vec<Entry> {
        (0..30 * 24 * 12).rev().map(|n| entry(NOW - n * 300, Kept::Saved, "/a.ron")).collect()
    }

    #[test]
    fn a_month_of_saves_is_kept_by_the_day_the_hour_and_whole() {
        let mut entries = month();
        thin(&mut entries, NOW, usize::MAX);
        let of_age = |from: i64, to: i64| {
            entries
                .iter()
                .filter(|e| (from..to).contains(&(NOW - e.time)))
                .map(|e| e.time)
                .collect::<Vec<_>>()
        };
        assert_eq!(of_age(0, DAY).len(), 288);
        let hours = of_age(DAY, WEEK);
        assert!((143..=145).contains(&hours.len()), "{}", hours.len());
        let whole = &hours[..hours.len() - 1];
        assert!(whole.windows(2).all(|w| w[1] - w[0] == HOUR), "the last save of each hour stays");
        let days = of_age(WEEK, i64::MAX);
        assert!((22..=25).contains(&days.len()), "{}", days.len());
        assert_eq!(entries.last().unwrap().time, NOW);
        let again = entries.clone();
        assert_eq!(thin(&mut entries, NOW, usize::MAX), 0);
        assert_eq!(entries, again, "thinning twice changes nothing more");
    }

    #[test]
    fn over_the_limit_the_closest_neighbours_go_first() {
        let mut entries = month();
        thin(&mut entries, NOW, 200);
        assert_eq!(entries.len(), 200);
        assert_eq!((NOW - entries[0].time) / DAY, 29, "the oldest stays");
        assert_eq!(entries.last().unwrap().time, NOW);
        let recent = entries.iter().filter(|e| NOW - e.time < DAY).count();
        let old = entries.iter().filter(|e| NOW - e.time >= WEEK).count();
        assert!(recent > 60 && old >= 7, "{recent} of today, {old} of earlier weeks");
    }

    #[test]
    fn saves_one_by_one_keep_old_days_and_the_limit() {
        let mut entries: Vec<Entry> = Vec::new();
        for save in month() {
            let now = save.time;
            entries.push(save);
            thin(&mut entries, now, 200);
            assert!(entries.len() <= 200);
        }
        let days: HashSet<i64> = entries.iter().map(|e| e.time.div_euclid(DAY)).collect();
        assert!(days.len() >= 20, "{} days", days.len());
    }

    #[test]
    fn what_was_kept_for_a_reason_stays_and_files_do_not_thin_each_other() {
        let old = NOW - 30 * DAY;
        let mut entries = vec![
            entry(old, Kept::Saved, "/a.ron"),
            entry(old + 1, Kept::Overwritten, "/a.ron"),
            entry(old + 2, Kept::Saved, "/b.ron"),
            entry(old + 3, Kept::Saved, "/a.ron"),
            entry(old + 4, Kept::Original, "/a.ron"),
            entry(old + 5, Kept::Saved, "/b.ron"),
            entry(NOW, Kept::Saved, "/a.ron"),
        ];
        thin(&mut entries, NOW, 200);
        let left: Vec<i64> = entries.iter().map(|e| e.time - old).collect();
        assert_eq!(left, [1, 3, 4, 5, NOW - old]);
        let mut reasons: Vec<Entry> = (0..10).map(|n| entry(n, Kept::Original, "/a.ron")).collect();
        thin(&mut reasons, NOW, 4);
        assert_eq!(reasons.iter().map(|e| e.time).collect::<Vec<_>>(), [6, 7, 8, 9]);
    }

    #[test]
    fn a_clock_that_jumps_loses_nothing_new() {
        let mut entries: Vec<Entry> =
            [NOW + 40 * DAY, NOW + 41 * DAY, NOW, NOW + 1].map(|t| entry(t, Kept::Saved, "/a.ron")).into();
        assert_eq!(thin(&mut entries, NOW + 2, 200), 0);
        let mut one = vec![entry(i64::MIN, Kept::Saved, "/a.ron")];
        assert_eq!(thin(&mut one, i64::MAX, 0), 0);
        let mut wild: Vec<Entry> =
            [i64::MAX, i64::MIN, 0, i64::MAX].map(|t| entry(t, Kept::Saved, "/a.ron")).into();
        thin(&mut wild, 0, 2);
        assert_eq!(wild.len(), 2);
    }
}
