//! Exact arithmetic on metrics, tiers, clocks and incidents. No floats: integers, decimals and rationals only.

mod downtime;
pub mod exact;
pub mod exposure;
pub mod ledger;
pub mod measured;
mod money;
pub mod window;

pub use downtime::{Seconds, allowed_downtime, allowed_misses};
pub use exact::Exact;
pub use exposure::{Exposure, Most};
pub use ledger::Entry;
pub use measured::{Measured, Outcome};
pub use money::{Cap, Chronic, History, MetricLine, Period, SettleError, SettlementInput, Statement};
pub use window::{Moment, Span, Window};
