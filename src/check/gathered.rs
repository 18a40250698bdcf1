//! What rules take from the document, clause by clause. A clause that the document shares with the one before is not
//! walked again.

use super::rules::pointers;
use super::text::Answers;
use crate::document::blocks::term_anchor;
use crate::document::{Block, Clause, Document, Inline, Section, walk_clause, walk_front};
use crate::value::FieldPath;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// A clause with the section it stands in.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub(super) section: &'a Section,
    pub(super) clause: &'a Clause,
}

/// What was gathered from a document.
#[derive(Default)]
pub(super) struct Gathered {
    /// In the order of the document.
    clauses: Vec<Gleaned>,
    front: Counts,
    body: Counts,
}

/// What was gathered from one clause.
pub(super) struct Gleaned {
    clause: Arc<Clause>,
    /// Its text is the form's own.
    own: bool,
    pub(super) form_text: Option<FormText>,
    /// The references that a rule about "this clause" or about definitions looks at.
    pub(super) crossings: Vec<Crossing>,
    /// Texts in which another part is called "this".
    pub(super) pointing: Vec<String>,
}

/// The form's own words of one clause of the document.
pub(super) struct FormText {
    /// Terms, values and references are "(that)": they end a run of capitals and do not begin a sentence.
    pub(super) text: String,
    pub(super) answers: Answers,
}

/// A reference to another part of the document.
pub(super) struct Crossing {
    pub(super) anchor: String,
    pub(super) text: String,
    /// What stands right before it; empty where that is no plain text of the same clause.
    pub(super) before: String,
    /// The term before it in the same sentence: its anchor and how it is written.
    pub(super) term: Option<(String, String)>,
    /// The words between that term and the reference end so.
    pub(super) lead: String,
}

impl Gathered {
    /// Gathers from a document what was not gathered from the same clause before. `written` holds the keys of the form's
    /// clauses that say something else in this draft.
    pub(super) fn renew(&mut self, document: &Document, written: &FxHashSet<&str>) {
        self.front = Counts::default();
        walk_front(&document.meta, |path, inline| self.front.see(path, inline, true));
        let mut earlier = Earlier::new(std::mem::take(&mut self.clauses));
        for section in &document.sections {
            for clause in &section.clauses {
                let own =
                    !written.contains(clause.path.last()) && clause.path.as_str().starts_with("clauses.");
                let before = earlier.take(&clause.path);
                let gleaned = match before {
                    Some(before) if Arc::ptr_eq(&before.clause, clause) && before.own == own => before,
                    before => {
                        before.iter().for_each(|b| self.body.count(&b.clause, false));
                        self.body.count(clause, true);
                        Gleaned::of(clause, own, before)
                    }
                };
                self.clauses.push(gleaned);
            }
        }
        earlier.rest().for_each(|gone| self.body.count(&gone.clause, false));
    }

    /// Whether something is printed that is this field or stands below it.
    pub(super) fn is_printed(&self, path: &str) -> bool {
        self.body.printed.has(path) || self.front.printed.has(path)
    }

    /// Whether a definition is used outside itself; the anchor is that of the definition.
    pub(super) fn is_used(&self, anchor: &str) -> bool {
        self.body.uses.has(anchor) || self.front.uses.has(anchor)
    }

    /// Whether any definition is used.
    pub(super) fn has_uses(&self) -> bool {
        !self.body.uses.0.is_empty() || !self.front.uses.0.is_empty()
    }

    /// The clauses of the document with what was gathered from each.
    pub(super) fn clauses<'a>(
        &'a self,
        document: &'a Document,
    ) -> impl Iterator<Item = (Spot<'a>, &'a Gleaned)> {
        let spots = document.sections.iter();
        let spots =
            spots.flat_map(|section| section.clauses.iter().map(move |clause| Spot { section, clause }));
        spots.zip(&self.clauses)
    }

    /// The form's own texts, each with its clause.
    pub(super) fn form_texts(&self) -> impl Iterator<Item = (&Clause, &FormText)> {
        self.clauses.iter().filter_map(|c| Some((&*c.clause, c.form_text.as_ref()?)))
    }
}

impl Gleaned {
    fn of(clause: &Arc<Clause>, own: bool, before: Option<Self>) -> Self {
        let mut text = String::new();
        let mut out = Self {
            clause: Arc::clone(clause),
            own,
            form_text: None,
            crossings: Vec::new(),
            pointing: Vec::new(),
        };
        let mut so_far = SoFar::default();
        walk_clause(clause, |_, inline| {
            if own {
                form_words(inline, &mut text);
            }
            so_far.see(inline, &mut out);
        });
        if !text.trim().is_empty() {
            let same = before.and_then(|b| b.form_text).filter(|b| b.text == text);
            out.form_text = Some(same.unwrap_or_else(|| FormText { text, answers: Answers::default() }));
        }
        out
    }
}

fn form_words(inline: &Inline, text: &mut String) {
    match inline {
        Inline::Text(piece) => text.push_str(piece),
        Inline::TermRef { .. } | Inline::Value { .. } | Inline::CrossRef { .. } | Inline::Missing { .. } => {
            text.push_str("(that)")
        }
        Inline::Break => text.push('\n'),
        Inline::Strong(_) | Inline::Emphasis(_) | Inline::TermDef { .. } | Inline::Marked { .. } => {}
    }
}

/// What stands before the walk in the same clause.
#[derive(Default)]
struct SoFar<'a> {
    before: &'a str,
    term: Option<(&'a str, &'a str)>,
    lead: &'a str,
    /// Texts behind the term.
    behind: Vec<&'a str>,
}

impl<'a> SoFar<'a> {
    fn see(&mut self, inline: &'a Inline, out: &mut Gleaned) {
        match inline {
            Inline::Text(text) | Inline::Value { text, .. } => {
                if pointers::points(text) {
                    out.pointing.push(text.clone());
                }
                (self.before, self.lead) = (text, text);
                if self.term.is_some() {
                    self.behind.push(text);
                }
                return;
            }
            Inline::TermRef { anchor, text, .. } => {
                self.term = Some((anchor, text));
                self.lead = "";
                self.behind.clear();
            }
            Inline::CrossRef { anchor, text } => {
                if pointers::ends_with_this(self.before) || pointers::announces(self.lead) {
                    out.crossings.push(self.crossing(anchor, text));
                }
                self.lead = "";
            }
            Inline::TermDef { .. }
            | Inline::Strong(_)
            | Inline::Emphasis(_)
            | Inline::Missing { .. }
            | Inline::Marked { .. }
            | Inline::Break => {}
        }
        self.before = "";
    }

    fn crossing(&self, anchor: &str, text: &str) -> Crossing {
        // A full stop ends what the term was said of.
        let one_sentence = !self.behind.iter().any(|text| text.contains(". "));
        let term = self.term.filter(|_| one_sentence);
        Crossing {
            anchor: anchor.to_owned(),
            text: text.to_owned(),
            before: self.before.to_owned(),
            term: term.map(|(anchor, text)| (anchor.to_owned(), text.to_owned())),
            lead: self.lead.to_owned(),
        }
    }
}

/// What is printed and used, and how often. A clause that is gone, or is another now, is counted off as it was counted.
#[derive(Default)]
struct Counts {
    /// By path: how often it is printed, and how many paths right below it are.
    printed: Tally,
    /// By the anchor of a definition: how often it is used outside itself.
    uses: Tally,
}

impl Counts {
    fn count(&mut self, clause: &Clause, there: bool) {
        walk_clause(clause, |path, inline| self.see(path, inline, there));
        self.note(&clause.path, there);
        for block in &clause.blocks {
            if let Block::Table(table) = block {
                table.rows.iter().filter_map(|r| r.path.as_ref()).for_each(|path| self.note(path, there));
            }
        }
    }

    fn see(&mut self, path: &FieldPath, inline: &Inline, there: bool) {
        self.note(path, there);
        if let Inline::TermRef { anchor, .. } = inline {
            let mut segments = path.segments();
            let own = segments.next() == Some("definitions")
                && segments.next().is_some_and(|id| term_anchor(id) == *anchor);
            if !own {
                self.uses.count(anchor, there);
            }
        }
    }

    fn note(&mut self, path: &FieldPath, there: bool) {
        let mut rest = path.as_str();
        while !rest.is_empty() && self.printed.count(rest, there) {
            rest = rest.rsplit_once('.').map_or("", |(above, _)| above);
        }
    }
}

#[derive(Default)]
struct Tally(FxHashMap<Box<str>, usize>);

impl Tally {
    fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Counts one more or one less; whether this is the first, or was the last.
    fn count(&mut self, name: &str, there: bool) -> bool {
        match (self.0.get_mut(name), there) {
            (Some(count), true) => {
                *count += 1;
                false
            }
            (Some(count), false) if *count > 1 => {
                *count -= 1;
                false
            }
            (Some(_), false) => self.0.remove(name).is_some(),
            (None, true) => self.0.insert(name.into(), 1).is_none(),
            (None, false) => false,
        }
    }
}

/// What was gathered last time. It is taken in the order it had: most clauses stand where they stood.
struct Earlier {
    all: Vec<Option<Gleaned>>,
    next: usize,
}

impl Earlier {
    fn new(all: Vec<Gleaned>) -> Self {
        Self { all: all.into_iter().map(Some).collect(), next: 0 }
    }

    /// What was gathered from the clause at this place of the draft. One that moved far is gathered anew.
    fn take(&mut self, path: &FieldPath) -> Option<Gleaned> {
        const AHEAD: usize = 64;
        let is = |gleaned: &Option<Gleaned>| gleaned.as_ref().is_some_and(|g| g.clause.path == *path);
        let ahead = self.all.get(self.next..)?.iter().take(AHEAD).position(is)?;
        let at = self.next + ahead;
        self.next = at + 1;
        self.all.get_mut(at)?.take()
    }

    fn rest(self) -> impl Iterator<Item = Gleaned> {
        self.all.into_iter().flatten()
    }
}
