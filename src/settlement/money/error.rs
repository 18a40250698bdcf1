//! Why a period cannot be settled.

/// What keeps a period from being settled; nothing is guessed instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettleError {
    #[error(
        "The value of {metric} is {value} %, but a service level lies between 0 % and 100 %. Check the measurement"
    )]
    /// A percentage that is none.
    Level { metric: String, value: String },
    #[error(
        "There is a value for {0}, which is no metric of this agreement. Use the id of one of its metrics"
    )]
    UnknownMetric(String),
    #[error("{what} is in {given}, but this agreement is in {currency}. Enter it in {currency}")]
    Currency { what: String, given: String, currency: String },
    #[error("The order of operations {problem}. The usual order is: {usual}")]
    Order { problem: String, usual: String },
}
