//! Exact arithmetic on metrics, tiers, clocks and incidents. No floats: integers and decimals only.

mod downtime;

pub use downtime::{Seconds, allowed_downtime, allowed_misses};
