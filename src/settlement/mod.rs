//! Exact arithmetic on metrics, tiers, clocks and incidents. No floats: integers, decimals and rationals only.

pub mod chain;
pub mod clock;
pub mod composition;
mod downtime;
pub mod exact;
pub mod examples;
pub mod exposure;
mod extent;
mod gather;
pub mod hours;
pub mod ledger;
pub mod log;
pub mod measure;
pub mod measured;
pub mod method;
pub mod money;
mod nearest;
pub mod order;
pub mod period;
pub mod report;
pub mod spans;
mod units;
pub mod whatif;
pub mod window;
pub mod windows;
pub mod zone;

pub use downtime::{Seconds, allowed_downtime, allowed_misses};
pub use exact::Exact;
pub use exposure::{Exposure, Most};
pub use extent::{Extent, measured_extent};
pub use gather::{Sources, gather};
pub use ledger::Entry;
pub use log::{Log, Note, Problem, read_log};
pub use measure::{Stated, measure, verdict};
pub use measured::{Measured, Outcome};
pub use money::{
    Cap, Chronic, History, MetricLine, SettleError, SettlementInput, Statement, TierFound, after,
    agreed_steps, business_calendar, claim_by, claim_may_move, ends, order_of_operations, settle, tier_holds,
    tier_of,
};
pub use period::Period;
pub use window::{Moment, Span, Window};
pub use windows::{previous, windows};
