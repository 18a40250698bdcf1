//! Why a text is not a value.

/// A text could not be read as a value. `what` says why, `hint` how to write it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {hint}")]
pub struct ValueError {
    pub what: String,
    pub hint: String,
}

impl ValueError {
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into() }
    }
}

/// With the first letter in upper case: as it begins a sentence or a label.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A user's text quoted for a message: one line, at most 40 characters.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(160) + 9);
    out.push('“');
    for (at, c) in text.chars().enumerate() {
        if at == 40 {
            out.push('…');
            break;
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out.push('”');
    out
}
