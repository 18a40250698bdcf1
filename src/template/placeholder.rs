//! The grammar of what stands between `{{` and `}}`.

use std::fmt;

/// A hole in a clause text, filled from the draft's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// `{{term.effective}}`, `{{term.effective | long}}`.
    Value { path: String, filter: Option<Filter> },
    /// `{{ref:credits}}`, `{{ref:credits.claims}}`.
    Ref { section: String, clause: Option<String> },
}

/// How a value is printed when not in its usual form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// In full: a number with the unit that stands beside it, weekdays in words, a currency by name.
    Long,
    /// The number of items of a list.
    Count,
    /// With a small first letter, for a label within a sentence.
    Lower,
}

impl Filter {
    pub const ALL: &'static [(&'static str, Self)] =
        &[("long", Self::Long), ("count", Self::Count), ("lower", Self::Lower)];
}

/// Why the text between the braces is no placeholder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlaceholderError {
    #[error("“{0}” opens a placeholder that is never closed; close it with }}}} on the same line")]
    Unclosed(String),
    #[error("“{0}” is not a path; write names joined by full stops, like term.effective")]
    Path(String),
    #[error("there is no filter “{0}”; use long, count or lower")]
    Filter(String),
    #[error("“{0}” is not a reference; write ref:section or ref:section.clause")]
    Reference(String),
}

impl Placeholder {
    /// Reads what stands between the braces.
    ///
    /// # Errors
    /// When it follows none of the forms.
    pub fn parse(inner: &str) -> Result<Self, PlaceholderError> {
        let inner = inner.trim();
        if let Some(target) = inner.strip_prefix("ref:") {
            return parse_ref(target.trim());
        }
        let (path, filter) = match inner.split_once('|') {
            None => (inner, None),
            Some((path, name)) => {
                let name = name.trim();
                let filter = Filter::ALL.iter().find(|(known, _)| *known == name);
                (path.trim(), Some(filter.ok_or_else(|| PlaceholderError::Filter(name.to_owned()))?.1))
            }
        };
        if !path.split('.').all(is_name) {
            return Err(PlaceholderError::Path(path.to_owned()));
        }
        Ok(Self::Value { path: path.to_owned(), filter })
    }
}

fn parse_ref(target: &str) -> Result<Placeholder, PlaceholderError> {
    let wrong = || PlaceholderError::Reference(target.to_owned());
    let (section, clause) = match target.split_once('.') {
        None => (target, None),
        Some((section, clause)) => (section, Some(clause)),
    };
    if !is_name(section) || !clause.is_none_or(is_name) {
        return Err(wrong());
    }
    Ok(Placeholder::Ref { section: section.to_owned(), clause: clause.map(str::to_owned) })
}

fn is_name(segment: &str) -> bool {
    !segment.is_empty()
        && segment.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

/// As it is written in a text.
impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value { path, filter } => {
                let name = filter.and_then(|f| Filter::ALL.iter().find(|(_, known)| *known == f));
                match name {
                    Some((name, _)) => write!(f, "{{{{{path} | {name}}}}}"),
                    None => write!(f, "{{{{{path}}}}}"),
                }
            }
            Self::Ref { section, clause: None } => write!(f, "{{{{ref:{section}}}}}"),
            Self::Ref { section, clause: Some(clause) } => write!(f, "{{{{ref:{section}.{clause}}}}}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_reads_and_writes_itself() {
        for text in ["{{term.effective}}", "{{a_b.c-d | long}}", "{{ref:credits}}", "{{ref:credits.claims}}"]
        {
            let inner = text.trim_start_matches('{').trim_end_matches('}');
            assert_eq!(Placeholder::parse(inner).unwrap().to_string(), text);
        }
        let spaced = Placeholder::parse("  metrics|count ").unwrap();
        assert_eq!(spaced, Placeholder::Value { path: "metrics".into(), filter: Some(Filter::Count) });
    }

    #[test]
    fn other_forms_say_what_is_wrong() {
        for (inner, said) in [
            ("", "not a path"),
            ("a..b", "not a path"),
            ("Customer.name", "not a path"),
            ("a b", "not a path"),
            ("a | shout", "long, count or lower"),
            ("ref:", "ref:section"),
            ("ref:a.b.c", "ref:section"),
        ] {
            let error = Placeholder::parse(inner).unwrap_err().to_string();
            assert!(error.contains(said), "{inner}: {error}");
        }
    }
}
