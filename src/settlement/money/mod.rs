//! From measured values to amounts: credits, caps, bonuses, chronic failure and the time to claim.

mod allot;
mod base;
mod calendar;
mod caps;
mod chronic;
mod claim;
mod error;
mod fees;
mod methods;
mod once;
mod order;
mod parts;
mod past;
mod run;
mod said;
mod separate;
mod settle;
mod statement;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod tiers;

pub use calendar::{after, ends};
pub use claim::{business_calendar, claim_by, claim_may_move};
pub use error::SettleError;
pub(super) use methods::unit_of_delay;
pub use order::{agreed_steps, order_of_operations};
pub(super) use run::ramp_up_until;
pub use settle::settle;
pub use statement::{Cap, Chronic, History, MetricLine, SettlementInput, Statement};
pub use tiers::{TierFound, tier_holds, tier_of};
