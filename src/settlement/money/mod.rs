//! From measured values to amounts: credits, caps, bonuses, chronic failure and the time to claim.

mod error;
mod statement;

pub use error::SettleError;
pub use statement::{Cap, Chronic, History, MetricLine, SettlementInput, Statement};
