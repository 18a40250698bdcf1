//! The document in the formats that leave the program.

pub mod extract;
pub mod pdf;
pub mod typeset;
