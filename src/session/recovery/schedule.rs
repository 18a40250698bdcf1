//! When a changed draft is to be written. Time is a duration on a clock that never goes back.

use std::time::Duration;

/// How soon changes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delays {
    /// After the last edit.
    pub quiet: Duration,
    /// After the first edit that is not written, while edits go on.
    pub latest: Duration,
    /// After a write that failed.
    pub retry: Duration,
}

impl Default for Delays {
    /// Writing takes its time too: begun after nine seconds it is finished within ten.
    fn default() -> Self {
        Self { quiet: Duration::from_secs(1), latest: Duration::from_secs(9), retry: Duration::from_secs(5) }
    }
}

/// Since when something waits to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Due {
    /// The first change that is not written, and the last.
    waiting: Option<(Duration, Duration)>,
    /// Not before this, because the last attempt failed.
    not_before: Duration,
    at_once: bool,
}

impl Due {
    pub fn changed(&mut self, now: Duration) {
        let first = self.waiting.map_or(now, |(first, _)| first);
        self.waiting = Some((first, now));
    }

    /// It is to be written without waiting for quiet, even if the last attempt has just failed.
    pub fn hurry(&mut self, now: Duration) {
        self.changed(now);
        self.not_before = Duration::ZERO;
        self.at_once = true;
    }

    /// What is written now is all there is.
    pub fn taken(&mut self) {
        *self = Self { not_before: self.not_before, ..Self::default() };
    }

    /// What was taken was not written after all.
    pub fn failed(&mut self, now: Duration, delays: &Delays) {
        self.changed(now);
        self.at_once = false;
        self.not_before = now + delays.retry;
    }

    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// When it is to be written.
    pub fn at(&self, delays: &Delays) -> Option<Duration> {
        let (first, last) = self.waiting?;
        if self.at_once {
            return Some(Duration::ZERO);
        }
        Some((last + delays.quiet).min(first + delays.latest).max(self.not_before))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    /// The times of writing when edits come at these times, in milliseconds.
    fn written(edits: &[u64], until: u64) -> Vec<u64> {
        let (mut due, mut found) = (Due::default(), Vec::new());
        for now in 0..until {
            if edits.contains(&now) {
                due.changed(ms(now));
            }
            if due.at(&Delays::default()).is_some_and(|at| at <= ms(now)) {
                due.taken();
                found.push(now);
            }
        }
        found
    }

    #[test]
    fn a_change_is_written_one_second_after_the_last_edit() {
        assert_eq!(written(&[0], 30_000), [1_000]);
        assert_eq!(written(&[0, 500, 900], 30_000), [1_900]);
        assert_eq!(written(&[0, 5_000], 30_000), [1_000, 6_000]);
        assert_eq!(written(&[], 30_000), [0; 0]);
    }

    #[test]
    fn edits_without_end_are_never_more_than_nine_seconds_ahead() {
        let edits: Vec<u64> = (0..30_000).step_by(200).collect();
        let found = written(&edits, 40_000);
        assert_eq!(found, [9_000, 18_200, 27_400, 30_800]);
        for edit in edits {
            let behind = found.iter().find(|at| **at >= edit).unwrap() - edit;
            assert!(behind <= 9_000, "{edit} is written {behind} ms later");
        }
    }

    #[test]
    fn a_failed_write_is_tried_again_after_a_while_and_at_once_when_it_hurries() {
        let delays = Delays::default();
        let mut due = Due::default();
        due.changed(ms(0));
        due.taken();
        assert!(!due.is_waiting());
        due.failed(ms(1_000), &delays);
        assert_eq!(due.at(&delays), Some(ms(6_000)));
        due.changed(ms(2_000));
        assert_eq!(due.at(&delays), Some(ms(6_000)), "typing does not make it try more often");
        due.hurry(ms(2_500));
        assert_eq!(due.at(&delays), Some(ms(0)));
        due.failed(ms(3_000), &delays);
        assert_eq!(due.at(&delays), Some(ms(8_000)));
    }
}
