//! Bytes to template, with errors that name the place and the way out.

use super::{Fault, SCHEMA, Template};
use crate::draft::{ReadError, read_located};
use crate::value::{Exceeded, Limit, MOST_IN_TEMPLATE};
use serde::Deserialize;

/// Why the files of a form are not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    #[error("The template has {} KiB; templates have at most 2 MiB. Open the right file.", .0.div_ceil(1024))]
    TooLarge(usize),
    #[error("Line {line} of the template is not UTF-8 text. Save the file as UTF-8.")]
    NotText { line: usize },
    #[error("The template file is empty. Open another copy.")]
    Empty,
    #[error(
        "The template was made for a newer Clausewright (schema {found}; this one reads up to {SCHEMA}). Update Clausewright."
    )]
    Newer { found: u32 },
    #[error("The template names schema {found}, which never existed. Correct the first field to {SCHEMA}.")]
    UnknownSchema { found: u32 },
    #[error("The template cannot be read. {0}")]
    Template(ReadError),
    #[error("The text of the clause {place} is too long. {exceeded}")]
    Text { place: String, exceeded: Exceeded },
    #[error("The draft that new agreements start with cannot be read. {0}")]
    Start(ReadError),
    #[error("The example cannot be read. {0}")]
    Example(ReadError),
    #[error("The template “{id}” has faults:\n{}", list(.faults))]
    Faults { id: String, faults: Vec<Fault> },
}

fn list(faults: &[Fault]) -> String {
    faults.iter().map(|f| format!("- {f}")).collect::<Vec<_>>().join("\n")
}

#[derive(Deserialize)]
struct Probe {
    schema: u32,
}

/// Reads a template. A byte-order mark is tolerated, unknown fields are not. Its meaning is not checked here.
///
/// # Errors
/// When the bytes are too many, no text, or no template of a known schema; with line, column and field.
pub fn read_template(bytes: &[u8]) -> Result<Template, FormError> {
    if bytes.len() > MOST_IN_TEMPLATE {
        return Err(FormError::TooLarge(bytes.len()));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let before = bytes.get(..e.valid_up_to()).unwrap_or_default();
        FormError::NotText { line: 1 + before.iter().filter(|b| **b == b'\n').count() }
    })?;
    if text.trim().is_empty() {
        return Err(FormError::Empty);
    }
    let probe: Probe = read_located(text).map_err(FormError::Template)?;
    match probe.schema {
        SCHEMA => {
            let template = read_located(text).map_err(FormError::Template)?;
            check_texts(&template)?;
            Ok(template)
        }
        found if found > SCHEMA => Err(FormError::Newer { found }),
        found => Err(FormError::UnknownSchema { found }),
    }
}

/// A clause of the form is as long as one of a draft, for the drafter may take it over.
fn check_texts(template: &Template) -> Result<(), FormError> {
    for section in &template.sections {
        for clause in &section.clauses {
            let texts = clause.alternatives.iter().map(|a| &a.text).chain([&clause.text]);
            for text in texts {
                Limit::Text.check(text.len()).map_err(|exceeded| FormError::Text {
                    place: format!("{}.{}", section.id, clause.id),
                    exceeded,
                })?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_as_long_as_one_of_a_draft() {
        let of = |length: usize| {
            let text = include_str!("../../templates/cloud-hosting/template.ron");
            let long = format!("text: \"{}\"", "x".repeat(length));
            let begin = text.find("text: \"").unwrap();
            let end = begin + 7 + text[begin + 7..].find("\",").unwrap() + 1;
            read_template(format!("{}{long}{}", &text[..begin], &text[end..]).as_bytes())
        };
        assert!(of(256 << 10).is_ok());
        let error = of((256 << 10) + 1).unwrap_err().to_string();
        assert!(error.contains("257 KiB; the most is 256 KiB"), "{error}");
    }

    #[test]
    fn what_is_no_template_says_why() {
        for (bytes, want) in [
            (vec![b' '; MOST_IN_TEMPLATE + 1], "at most 2 MiB"),
            (b"(schema: 1,\n title: \"\xff\"".to_vec(), "Line 2"),
            (b" \n".to_vec(), "empty"),
            (b"(schema: 7)".to_vec(), "newer Clausewright"),
            (b"(schema: 0)".to_vec(), "never existed"),
            (b"(schema: 1, id: \"x\", titel: \"\")".to_vec(), "did you mean “title”"),
            (format!("(schema: 1, sections: {}", "[".repeat(100_000)).into_bytes(), "nest deeper"),
            (b"%PDF-1.7".to_vec(), "Line 1"),
        ] {
            let error = read_template(&bytes).unwrap_err().to_string();
            assert!(error.contains(want), "wanted {want}: {error}");
        }
    }
}
