//! The ledger: every step from raw event to amount, so that two people can check it by hand.

use crate::agreement::SettlementStep;

/// One line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The operation that was done.
    pub step: SettlementStep,
    /// What was done with which numbers: "44,640 min − 55 min".
    pub working: String,
    /// What came out: "44,585 min".
    pub result: String,
}
