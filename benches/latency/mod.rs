//! How long the slowest of many runs take, which an average hides.

use std::time::{Duration, Instant};

/// Runs before the first that counts.
const WARM: usize = 20;

/// Prints the median, the 95th and 99th percentile and the longest of so many runs. `run` gets the number of the run and
/// says how long the part of it took that counts.
pub fn report(name: &str, runs: usize, mut run: impl FnMut(usize) -> Duration) {
    report_all(name, (0..runs + WARM).map(&mut run).skip(WARM).collect());
}

/// Prints the same of times that were measured already.
pub fn report_all(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!(
        "{name:<44} median {:6.3} ms   p95 {:6.3} ms   p99 {:6.3} ms   longest {:6.3} ms",
        at(50),
        at(95),
        at(99),
        at(100)
    );
}

pub fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = run();
    (done, begun.elapsed())
}
