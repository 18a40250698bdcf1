//! What could not be read of a file, in words for its reader.

use crate::value::FieldPath;
use std::fmt;

/// A place of a file that could not be read as it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    /// From 1.
    pub line: usize,
    /// The field, as far as it could be told; the root where it could not.
    pub path: FieldPath,
    /// The field in words, for example `Metrics › Uptime › Target`; empty at the root.
    pub place: String,
    /// What is wrong there and what was made of it, as a part of a sentence.
    pub what: String,
}

/// `Line 214: Metrics › Uptime › Target: …`
impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}: ", self.line)?;
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.what)
    }
}
