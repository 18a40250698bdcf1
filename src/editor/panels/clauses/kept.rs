//! What the cards of clauses show, found out once a revision: frames are drawn far more often.

use super::words;
use crate::document::{self, Block, Document, Inline, filled_in, text_of};
use crate::draft::Draft;
use crate::editor::widgets::Form;
use crate::redline::{self, Piece};
use crate::template::{Clause, Facts, Section, Template, text_in};
use crate::value::FieldPath;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Default)]
pub struct Kept {
    /// The words of every clause that is printed.
    printed: Option<HashMap<FieldPath, Arc<str>>>,
    /// By the key of the clause.
    wordings: HashMap<String, Arc<[Wording]>>,
    departures: HashMap<String, Arc<Departure>>,
    /// By the place of the clause; `None` for a text that says all by itself.
    reads: HashMap<FieldPath, Option<Arc<Reads>>>,
}

/// A text with its placeholders filled in.
#[derive(Default, Debug, PartialEq, Eq)]
pub(super) struct Reads {
    pub pieces: Vec<(String, Look)>,
    /// What is not filled in yet.
    pub blank: Vec<String>,
    /// What stands between braces and names nothing.
    pub unknown: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    /// Out of a field, or the number of a clause.
    Filled,
    Term,
    Lacking,
}

/// A text that a clause may have.
pub(super) struct Wording {
    /// Of the alternative; empty for the clause's own text.
    pub id: String,
    pub label: String,
    /// As it would print.
    pub text: String,
    /// How it comes from the chosen one; empty for that one.
    pub pieces: Vec<Piece>,
}

/// How the drafter's text of a clause differs from the form's.
pub(super) enum Departure {
    /// Letter by letter the same.
    None,
    /// Filled in, they read the same at present.
    InBraces,
    InWords(Vec<Piece>),
}

impl Kept {
    /// Forgets everything: there is another revision.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// The words of a clause as they are printed now; `None` if it is not.
pub(super) fn printed(form: &mut Form<'_>, key: &str) -> Option<Arc<str>> {
    let document = form.document;
    let all = form.view.clauses.printed.get_or_insert_with(|| {
        let clauses = document.sections.iter().flat_map(|s| &s.clauses);
        clauses.map(|c| (c.path.clone(), Arc::from(text_of(&c.blocks)))).collect()
    });
    all.get(&FieldPath::new("clauses").join(key)).cloned()
}

/// How the text of a clause that the drafter wrote reads, if it has a placeholder and is printed.
pub(super) fn reads(form: &mut Form<'_>, item: &FieldPath) -> Option<Arc<Reads>> {
    if let Some(found) = form.view.clauses.reads.get(item) {
        return found.clone();
    }
    let has_braces = form.draft.text(&item.join("text")).contains("{{");
    let mut clauses = form.document.sections.iter().flat_map(|s| &s.clauses);
    let clause = if has_braces { clauses.find(|c| c.path == *item) } else { None };
    let found = clause.map(|clause| Arc::new(Reads::of(clause, form.document)));
    form.view.clauses.reads.insert(item.clone(), found.clone());
    found
}

impl Reads {
    fn of(clause: &document::Clause, document: &Document) -> Self {
        let mut reads = Self::default();
        let text = clause.path.join("text");
        let mine = document.problems.iter().filter(|p| p.path == text && p.excerpt.starts_with("{{"));
        for problem in mine {
            if !reads.unknown.contains(&problem.excerpt) {
                reads.unknown.push(problem.excerpt.clone());
            }
        }
        reads.blocks(&clause.blocks);
        reads
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(inlines) => {
                    self.line();
                    self.inlines(inlines);
                }
                Block::List(list) => {
                    for item in &list.items {
                        self.line();
                        let label = if item.label.is_empty() { "–" } else { item.label.as_str() };
                        self.pieces.push((format!("{label} "), Look::Plain));
                        self.on_this_line(&item.blocks);
                    }
                }
                _ => {}
            }
        }
    }

    /// The first paragraph of an item stands beside its label.
    fn on_this_line(&mut self, blocks: &[Block]) {
        match blocks.split_first() {
            Some((Block::Paragraph(inlines), rest)) => {
                self.inlines(inlines);
                self.blocks(rest);
            }
            _ => self.blocks(blocks),
        }
    }

    fn line(&mut self) {
        if !self.pieces.is_empty() {
            self.pieces.push(("\n".to_owned(), Look::Plain));
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            let (text, look) = match inline {
                // What leads nowhere stands as it was typed.
                Inline::Text(text) if self.unknown.contains(text) => (text.clone(), Look::Lacking),
                Inline::Text(text) => (text.clone(), Look::Plain),
                Inline::Value { text, .. } | Inline::CrossRef { text, .. } => (text.clone(), Look::Filled),
                Inline::TermRef { text, .. } | Inline::TermDef { text, .. } => (text.clone(), Look::Term),
                Inline::Missing { label, .. } => {
                    if !self.blank.contains(label) {
                        self.blank.push(label.clone());
                    }
                    (format!("[{label}]"), Look::Lacking)
                }
                Inline::Break => ("\n".to_owned(), Look::Plain),
                Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Marked { inner, .. } => {
                    self.inlines(inner);
                    continue;
                }
            };
            self.pieces.push((text, look));
        }
    }
}

/// The texts to choose from, with their differences from the one with the id `now`.
pub(super) fn wordings(form: &mut Form<'_>, clause: &Clause, key: &str, now: &str) -> Arc<[Wording]> {
    if let Some(found) = form.view.clauses.wordings.get(key) {
        return Arc::clone(found);
    }
    let own = ("", words::OWN_WORDING, clause.text.as_str());
    let others = clause.alternatives.iter().map(|a| (a.id.as_str(), a.label.as_str(), a.text.as_str()));
    let mut all: Vec<Wording> = std::iter::once(own)
        .chain(others)
        .map(|(id, label, text)| Wording {
            id: id.to_owned(),
            label: label.to_owned(),
            text: {
                let text = text_in(text, &Facts::new(form.draft, form.template));
                filled_in(form.draft, form.template, form.document, &text, false)
            },
            pieces: Vec::new(),
        })
        .collect();
    let chosen = all.iter().find(|w| w.id == now).map(|w| w.text.clone()).unwrap_or_default();
    for other in all.iter_mut().filter(|w| w.id != now && !chosen.is_empty() && !w.text.is_empty()) {
        other.pieces = redline::words(&chosen, &other.text);
    }
    let all: Arc<[Wording]> = all.into();
    form.view.clauses.wordings.insert(key.to_owned(), Arc::clone(&all));
    all
}

/// How what stands at `clauses.<key>` differs from the form.
pub(super) fn departure(form: &mut Form<'_>, clause: &Clause, key: &str) -> Arc<Departure> {
    if let Some(found) = form.view.clauses.departures.get(key) {
        return Arc::clone(found);
    }
    let theirs = text_of_form(form.draft, form.template, clause, key);
    let theirs = theirs.trim();
    let written = form.draft.clauses.iter().find(|c| c.id.as_str() == key);
    let ours = written.map_or(theirs, |c| c.text.trim());
    let found = if theirs == ours {
        Departure::None
    } else {
        let fill = |text: &str, written| filled_in(form.draft, form.template, form.document, text, written);
        let (theirs, ours) = (fill(theirs, false), fill(ours, true));
        match theirs == ours {
            true => Departure::InBraces,
            false => Departure::InWords(redline::words(&theirs, &ours)),
        }
    };
    let found = Arc::new(found);
    form.view.clauses.departures.insert(key.to_owned(), Arc::clone(&found));
    found
}

/// The form's text of a clause, in the wording that was chosen.
pub(super) fn text_of_form<'a>(
    draft: &Draft,
    template: &Template,
    clause: &'a Clause,
    key: &str,
) -> Cow<'a, str> {
    let choice = draft.choices.iter().find(|c| c.id.as_str() == key);
    let chosen =
        choice.and_then(|c| clause.alternatives.iter().find(|a| a.id.as_str() == c.alternative.as_str()));
    text_in(chosen.map_or(&clause.text, |a| &a.text), &Facts::new(draft, template))
}

/// Whether the drafter's text of a clause is not letter by letter the form's.
pub fn departs(draft: &Draft, template: &Template, clause: &Clause, key: &str) -> bool {
    let written = draft.clauses.iter().find(|c| c.id.as_str() == key);
    written.is_some_and(|c| c.text.trim() != text_of_form(draft, template, clause, key).trim())
}

/// Clauses of a section whose text the drafter changed.
pub(super) fn changed(draft: &Draft, template: &Template, section: &Section) -> usize {
    if draft.clauses.is_empty() {
        return 0;
    }
    section
        .clauses
        .iter()
        .filter(|clause| {
            let key = section.clause_key(clause);
            clause.is_wanted(draft.choice(&key)) && departs(draft, template, clause, &key)
        })
        .count()
}

/// Clauses of a section that are not as the form has them: changed ones, those that are left out, and those that only
/// this draft has.
pub fn departures(draft: &Draft, template: &Template, section: &Section) -> usize {
    let own = draft.extra_clauses.iter().filter(|c| c.section.as_str() == section.id.as_str());
    let left_out = |c: &&Clause| c.is_left_out(draft.choice(&section.clause_key(c)));
    let gone = if draft.choices.is_empty() { 0 } else { section.clauses.iter().filter(left_out).count() };
    changed(draft, template, section) + own.count() + gone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::assemble;
    use crate::draft::Edit;
    use crate::template::find;

    #[test]
    fn a_text_is_read_with_its_values_terms_blanks_and_mistakes() {
        let form = find("cloud-hosting").unwrap();
        let mut draft = form.example().clone();
        for edit in [
            Edit::Insert { list: "extra_clauses".into(), at: 0, id: "own".into() },
            Edit::set("extra_clauses.own.section", "credits"),
            Edit::set(
                "extra_clauses.own.text",
                "The Services of {{customer.short_name}} end, {{ref:credits}}, {{customer.nam}}, \
                 {{customer.registration}}.\n\n- one\n- two",
            ),
            Edit::set("parties.customer.registration", ""),
        ] {
            edit.apply_strict(&mut draft).unwrap();
        }
        let document = assemble(&draft, &form);
        let clause = document
            .sections
            .iter()
            .flat_map(|s| &s.clauses)
            .find(|c| c.path.as_str() == "extra_clauses.own");
        let reads = Reads::of(clause.unwrap(), &document);
        let of = |look: Look| {
            let fits = reads.pieces.iter().filter(|(_, l)| *l == look);
            fits.map(|(text, _)| text.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(of(Look::Filled), ["Tarnwick", "section 9"]);
        assert!(of(Look::Term).contains(&"Services"), "{reads:?}");
        assert_eq!(of(Look::Lacking).len(), 2, "{reads:?}");
        assert_eq!(reads.blank.len(), 1);
        assert_eq!(reads.unknown, ["{{customer.nam}}"]);
        let all: String = reads.pieces.iter().map(|(text, _)| text.as_str()).collect();
        assert!(all.ends_with(".\n– one\n– two"), "{all}");
    }
}
