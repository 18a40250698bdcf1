//! Settlements as a whole.

mod amounts;
mod claims;
mod methods;
mod published;
mod repeated;
