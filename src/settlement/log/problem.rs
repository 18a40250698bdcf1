//! What is wrong with a log, and what its reader should know.

use std::fmt;

/// Something that keeps a log from being read, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {what}: {hint}")]
pub struct Problem {
    /// The name under which the log was handed in.
    pub file: String,
    /// Line of the file, from 1.
    pub line: u32,
    /// Character of that line, from 1.
    pub column: u32,
    pub what: String,
    /// What to do.
    pub hint: String,
}

/// Something that was handled as documented and that its writer should see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub file: String,
    /// Line of the file, from 1.
    pub line: u32,
    pub text: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.text)
    }
}
