//! What stands between braces in the text of a clause: where it is, and whether it names anything.

use crate::document::Document;
use crate::template::{Facts, Placeholder};
use std::ops::Range;

/// What a stretch between braces is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It prints something.
    Known,
    /// It names nothing, or is not closed.
    Unknown,
}

/// The stretches between braces, braces included, in bytes of the text. One that is not closed ends with its line.
pub fn marks(facts: &Facts<'_>, document: &Document, text: &str) -> Vec<(Range<usize>, Mark)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("{{")).map(|n| at + n) {
        let inside = text.get(start + 2..).unwrap_or("");
        let line = inside.lines().next().unwrap_or("");
        let (end, mark) = match line.find("}}") {
            Some(n) => {
                let known = line.get(..n).is_some_and(|inner| is_known(facts, document, inner));
                (start + 2 + n + 2, if known { Mark::Known } else { Mark::Unknown })
            }
            None => (start + 2 + line.len(), Mark::Unknown),
        };
        found.push((start..end, mark));
        at = end;
    }
    found
}

fn is_known(facts: &Facts<'_>, document: &Document, inner: &str) -> bool {
    match Placeholder::parse(inner) {
        Ok(Placeholder::Value { path, .. }) => facts.find(&path).is_ok(),
        Ok(Placeholder::Ref { section, clause }) => {
            let mut sections = document.sections.iter().filter(|s| s.id == section);
            sections.any(|s| clause.as_ref().is_none_or(|id| s.clauses.iter().any(|c| c.id == *id)))
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_nothing_is_told_from_what_does() {
        let form = &*crate::template::find("cloud-hosting").unwrap();
        let document = crate::document::assemble(form.example(), form);
        let facts = Facts::new(form.example(), form.template());
        let text = "a {{customer.short_name}}, {{customer.nam}} {{ref:credits}} {{ref:nowhere}}\n{{term | long}} {{x";
        let found: Vec<(&str, Mark)> =
            marks(&facts, &document, text).into_iter().map(|(range, mark)| (&text[range], mark)).collect();
        use Mark::{Known, Unknown};
        let first = [
            ("{{customer.short_name}}", Known),
            ("{{customer.nam}}", Unknown),
            ("{{ref:credits}}", Known),
            ("{{ref:nowhere}}", Unknown),
        ];
        assert_eq!(found[..4], first);
        assert_eq!(found.last(), Some(&("{{x", Unknown)));
        assert_eq!(marks(&facts, &document, "no } braces { here"), []);
    }
}
