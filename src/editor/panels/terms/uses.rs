//! Where the defined terms of an agreement are used.

use crate::check::{Finding, undefined_term};
use crate::document::blocks::term_anchor;
use crate::document::{Clause, Document, Inline, Section, walk};
use crate::draft::Draft;
use crate::value::FieldPath;
use std::collections::HashMap;

/// All terms, in the order of their definitions.
#[derive(Debug, Default)]
pub struct Uses {
    pub terms: Vec<Term>,
    /// Words that are written like terms and are none.
    pub undefined: Vec<String>,
}

#[derive(Debug)]
pub struct Term {
    /// Of the definition.
    pub path: FieldPath,
    pub term: String,
    /// Plural and other forms, with commas between them.
    pub forms: String,
    pub meaning: String,
    pub origin: &'static str,
    /// Times the text uses it outside its own definition.
    pub count: usize,
    /// The clauses that do, in their order.
    pub clauses: Vec<Use>,
}

/// A clause that uses a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Of the clause; an introduction without one goes by its section's.
    pub number: String,
    pub title: String,
    pub path: FieldPath,
}

/// How often a term is used, and the clauses that do.
type Found<'a> = (usize, Vec<(&'a Section, &'a Clause)>);

/// Characters of a meaning that are shown.
const SHORT: usize = 160;

impl Uses {
    pub fn of(draft: &Draft, document: &Document, findings: &[Finding]) -> Self {
        let mut found: HashMap<&str, Found<'_>> = HashMap::new();
        walk(document, |place, inline| {
            let Inline::TermRef { anchor, .. } = inline else { return };
            let mut segments = place.path.segments();
            let own = segments.next() == Some("definitions")
                && segments.next().is_some_and(|id| term_anchor(id) == *anchor);
            if own {
                return;
            }
            let (count, clauses) = found.entry(anchor).or_default();
            *count += 1;
            if let (Some(section), Some(clause)) = (place.section, place.clause)
                && clauses.last().is_none_or(|(_, last)| !std::ptr::eq(*last, clause))
            {
                clauses.push((section, clause));
            }
        });
        let terms = draft.agreement.definitions.iter().map(|d| {
            let (count, clauses) = found.remove(term_anchor(&d.id).as_str()).unwrap_or_default();
            Term {
                path: FieldPath::new("definitions").join(&d.id),
                term: d.term.trim().to_owned(),
                forms: d
                    .forms
                    .iter()
                    .map(|f| f.trim())
                    .filter(|f| !f.is_empty())
                    .collect::<Vec<_>>()
                    .join(", "),
                meaning: shortened(&d.meaning),
                origin: d.origin.label(),
                count,
                clauses: clauses.into_iter().map(|(section, clause)| Use::of(section, clause)).collect(),
            }
        });
        let undefined = findings.iter().filter(|f| f.waived.is_none()).filter_map(undefined_term);
        Self { terms: terms.collect(), undefined: undefined.map(str::to_owned).collect() }
    }

    pub fn unused(&self) -> usize {
        self.terms.iter().filter(|t| t.count == 0).count()
    }

    /// The terms that have these words, in the order that was asked for.
    pub fn shown(&self, words: &str, by_use: bool) -> Vec<&Term> {
        let wanted = words.trim().to_lowercase();
        let fits = |term: &&Term| {
            [&term.term, &term.forms, &term.meaning].iter().any(|text| text.to_lowercase().contains(&wanted))
        };
        let mut shown: Vec<&Term> = self.terms.iter().filter(fits).collect();
        if by_use {
            shown.sort_by_key(|term| std::cmp::Reverse(term.count));
        }
        shown
    }
}

impl Use {
    fn of(section: &Section, clause: &Clause) -> Self {
        let number = if clause.number.is_empty() { &section.number } else { &clause.number };
        let title = clause.title.as_ref().unwrap_or(&section.title);
        Self { number: number.clone(), title: title.clone(), path: clause.path.clone() }
    }
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHORT {
        return line;
    }
    let cut: String = line.chars().take(SHORT).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::assemble;
    use crate::draft::Edit;
    use crate::template::find;

    #[test]
    fn terms_are_counted_outside_their_own_definitions() {
        let form = &*find("cloud-hosting").unwrap();
        let mut draft = form.example().clone();
        for edit in [
            Edit::Insert { list: "definitions".into(), at: 0, id: "zebra".into() },
            Edit::set("definitions.zebra.term", "Zebra"),
            Edit::set("definitions.zebra.meaning", "A Zebra is a Zebra."),
        ] {
            edit.apply(&mut draft).unwrap();
        }
        let of = |draft: &Draft| Uses::of(draft, &assemble(draft, form), &[]);
        let uses = of(&draft);
        assert_eq!((uses.terms[0].term.as_str(), uses.terms[0].count), ("Zebra", 0));
        assert_eq!(uses.terms[0].clauses, []);
        assert_eq!(uses.shown("zebra", false).len(), 1);
        assert!(uses.shown("", true).last().unwrap().count <= uses.shown("", true)[0].count);
        let insert = Edit::Insert { list: "extra_clauses".into(), at: 0, id: "z".into() };
        insert.apply(&mut draft).unwrap();
        Edit::set("extra_clauses.z.section", "credits").apply(&mut draft).unwrap();
        Edit::set("extra_clauses.z.text", "One Zebra and one Zebra.").apply(&mut draft).unwrap();
        let uses = of(&draft);
        let zebra = &uses.terms[0];
        assert_eq!((zebra.count, zebra.clauses.len()), (2, 1));
        assert!(
            zebra.clauses[0].number.starts_with("9.") && zebra.clauses[0].path.as_str() == "extra_clauses.z"
        );
    }
}
