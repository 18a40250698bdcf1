//! Settlements as a whole.

mod amounts;
mod claims;
mod methods;
mod properties;
mod published;
mod repeated;
