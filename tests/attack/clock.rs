//! How long a computation takes on this thread's own account, so that busy neighbours do not count.

use clausewright::draft::file_size;
use clausewright::template::library;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// The most that one input may take in an optimised build.
const MOST: Duration = Duration::from_secs(1);
/// What measuring an example takes in such a build, at the most; a build without optimisation is given more time.
const USUAL: Duration = Duration::from_micros(350);
const MORE: u32 = 8;

const TIMES: u32 = 400;

/// Time on a processor, where the system tells.
fn spent() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

pub fn time(work: impl FnOnce()) -> Duration {
    let (wall, before) = (Instant::now(), spent());
    work();
    match (before, spent()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => wall.elapsed(),
    }
}

/// How many times slower this build is than an optimised one.
fn slowness() -> u32 {
    static SLOWNESS: OnceLock<u32> = OnceLock::new();
    *SLOWNESS.get_or_init(|| {
        let draft = library()[0].example();
        // The system counts in ticks, so once is not enough.
        let often = time(|| (0..TIMES).for_each(|_| assert!(file_size(draft) > 0)));
        if often / TIMES > USUAL { MORE } else { 1 }
    })
}

/// Runs `work` and holds it to a second.
#[track_caller]
pub fn within_a_second(what: &str, work: impl FnOnce()) -> Duration {
    let most = MOST * slowness();
    let took = time(work);
    assert!(took < most, "{what} took {took:?}, more than {most:?}");
    took
}
