//! The address of a field in a draft.

use serde::Serialize;
use std::fmt;

/// A dotted address such as `parties.customer.legal_name`. Items of a list are named by their id, never by
/// their position, so a path keeps its meaning when the list is reordered.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct FieldPath(String);

impl FieldPath {
    /// Takes the path as written; whether a field stands there is for the draft to say.
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The empty path: the draft itself.
    pub fn root() -> Self {
        Self::default()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('.').filter(|s| !s.is_empty())
    }

    #[must_use]
    pub fn join(&self, segment: &str) -> Self {
        if self.0.is_empty() { Self(segment.to_owned()) } else { Self([&self.0, ".", segment].concat()) }
    }

    pub fn last(&self) -> &str {
        self.0.rsplit('.').next().unwrap_or("")
    }

    /// The path one step up; `None` at the root.
    pub fn parent(&self) -> Option<Self> {
        if self.0.is_empty() {
            return None;
        }
        Some(Self(self.0.rsplit_once('.').map_or(String::new(), |(head, _)| head.to_owned())))
    }

    /// Whether `self` is `other` or lies below it.
    pub fn is_within(&self, other: &Self) -> bool {
        other.0.is_empty()
            || self.0 == other.0
            || (self.0.starts_with(&other.0) && self.0.as_bytes().get(other.0.len()) == Some(&b'.'))
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for FieldPath {
    fn from(path: &str) -> Self {
        Self::new(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_within_its_ancestors_only() {
        let path = FieldPath::new("metrics.availability.target");
        assert!(path.is_within(&FieldPath::root()));
        assert!(path.is_within(&"metrics.availability".into()));
        assert!(path.is_within(&path));
        assert!(!path.is_within(&"metrics.avail".into()));
        assert_eq!(path.parent(), Some("metrics.availability".into()));
        assert_eq!(path.last(), "target");
        assert_eq!(FieldPath::new("a").parent(), Some(FieldPath::root()));
        assert_eq!(FieldPath::root().parent(), None);
    }
}
