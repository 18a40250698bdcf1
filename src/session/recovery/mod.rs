//! Drafts survive the end of the program, however it comes: journals are kept while drafts have changes, and what earlier
//! runs left is offered again.

mod desk;
mod keeper;
mod leftovers;
mod schedule;
#[cfg(test)]
mod tests;

pub use desk::{Fate, OpenTab, Unsaved};
pub use keeper::{Keeper, LastWords};
pub use leftovers::{FileState, Leftovers, Offer, Recovered, Reopened, bring_back, leftovers};
pub use schedule::Delays;

use std::time::SystemTime;

/// Seconds since 1970-01-01 00:00 UTC by the clock of this computer, which may be wrong.
pub fn unix_now() -> i64 {
    crate::store::Timestamp::from(SystemTime::now()).seconds
}

/// A moment in words, in the time of this place: "today, 14:05", "yesterday, 09:30", "2026-11-20, 09:30". `now` as
/// [`unix_now`].
pub fn moment_words(seconds: i64, now: i64) -> String {
    let local =
        |seconds| chrono::DateTime::from_timestamp(seconds, 0).map(|at| at.with_timezone(&chrono::Local));
    let (Some(at), Some(now)) = (local(seconds), local(now)) else {
        return "at an unknown time".to_owned();
    };
    let time = at.format("%H:%M");
    match now.date_naive().signed_duration_since(at.date_naive()).num_days() {
        0 => format!("today, {time}"),
        1 => format!("yesterday, {time}"),
        _ => format!("{}, {time}", at.format("%Y-%m-%d")),
    }
}
