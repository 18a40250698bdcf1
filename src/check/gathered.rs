//! What rules take from the document: all of it gathered in one walk.

use crate::document::blocks::term_anchor;
use crate::document::{Block, Clause, Document, Inline, Place, Section, walk};
use crate::value::FieldPath;
use rustc_hash::{FxHashMap, FxHashSet};

/// A clause with the section it stands in.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub(super) section: &'a Section,
    pub(super) clause: &'a Clause,
}

/// A reference to another part of the document.
pub(super) struct Crossing<'a> {
    pub(super) spot: Spot<'a>,
    pub(super) anchor: &'a str,
    pub(super) text: &'a str,
    /// What stands right before it; empty where that is no plain text of the same clause.
    pub(super) before: &'a str,
    /// The term before it in the same sentence: its anchor and how it is written.
    pub(super) term: Option<(&'a str, &'a str)>,
    /// The words between that term and the reference end so.
    pub(super) lead: &'a str,
}

#[derive(Default)]
pub(super) struct Gathered<'a> {
    /// The paths of all that is printed, and all paths above them.
    pub(super) printed: FxHashSet<&'a str>,
    /// How often each definition is used outside itself, by its anchor.
    pub(super) uses: FxHashMap<&'a str, usize>,
    /// Where each term is defined, by its anchor.
    pub(super) homes: FxHashMap<&'a str, Spot<'a>>,
    pub(super) crossings: Vec<Crossing<'a>>,
    /// Texts in which something may be called "this".
    pub(super) pointing: Vec<(Spot<'a>, &'a str)>,
    noted: Option<&'a FieldPath>,
    so_far: SoFar<'a>,
}

/// What stands before the walk in the same clause.
#[derive(Default)]
struct SoFar<'a> {
    clause: Option<&'a Clause>,
    before: &'a str,
    term: Option<(&'a str, &'a str)>,
    lead: &'a str,
    /// Texts behind the term.
    behind: Vec<&'a str>,
}

impl<'a> Gathered<'a> {
    /// `also` is shown every inline too, in the order of the text.
    pub(super) fn of(document: &'a Document, mut also: impl FnMut(Place<'a>, &'a Inline)) -> Self {
        let mut out = Self::default();
        walk(document, |place, inline| {
            out.note(place.path);
            out.see(place, inline);
            also(place, inline);
        });
        for clause in document.sections.iter().flat_map(|s| &s.clauses) {
            out.note(&clause.path);
            for block in &clause.blocks {
                if let Block::Table(table) = block {
                    table.rows.iter().filter_map(|r| r.path.as_ref()).for_each(|path| out.note(path));
                }
            }
        }
        out
    }

    fn note(&mut self, path: &'a FieldPath) {
        // What stands in one cell or sentence mostly belongs to one field.
        if self.noted.replace(path).is_some_and(|last| std::ptr::eq(last, path) || last == path) {
            return;
        }
        let mut rest = path.as_str();
        while !rest.is_empty() && self.printed.insert(rest) {
            rest = rest.rsplit_once('.').map_or("", |(above, _)| above);
        }
    }

    fn see(&mut self, place: Place<'a>, inline: &'a Inline) {
        if let Inline::TermRef { anchor, .. } = inline {
            let mut segments = place.path.segments();
            let own = segments.next() == Some("definitions")
                && segments.next().is_some_and(|id| term_anchor(id) == *anchor);
            if !own {
                *self.uses.entry(anchor).or_default() += 1;
            }
        }
        let (Some(section), Some(clause)) = (place.section, place.clause) else { return };
        let spot = Spot { section, clause };
        if self.so_far.clause.is_none_or(|last| !std::ptr::eq(last, clause)) {
            self.so_far = SoFar { clause: Some(clause), ..SoFar::default() };
        }
        let so_far = &mut self.so_far;
        match inline {
            Inline::Text(text) | Inline::Value { text, .. } => {
                if says_this(text) {
                    self.pointing.push((spot, text));
                }
                (so_far.before, so_far.lead) = (text, text);
                if so_far.term.is_some() {
                    so_far.behind.push(text);
                }
                return;
            }
            Inline::TermRef { anchor, text, .. } => {
                so_far.term = Some((anchor, text));
                so_far.lead = "";
                so_far.behind.clear();
            }
            Inline::TermDef { anchor, .. } => {
                self.homes.insert(anchor, spot);
            }
            Inline::CrossRef { anchor, text } => {
                // A full stop ends what the term was said of.
                let one_sentence = !so_far.behind.iter().any(|text| text.contains(". "));
                self.crossings.push(Crossing {
                    spot,
                    anchor,
                    text,
                    before: so_far.before,
                    term: so_far.term.filter(|_| one_sentence),
                    lead: so_far.lead,
                });
                so_far.lead = "";
            }
            Inline::Strong(_) | Inline::Emphasis(_) | Inline::Missing { .. } | Inline::Break => {}
        }
        so_far.before = "";
    }
}

/// Whether "this" stands in front of something.
fn says_this(text: &str) -> bool {
    let this = |four: &[u8]| matches!(four, [b't' | b'T', b'h' | b'H', b'i' | b'I', b's' | b'S']);
    text.len() >= "this annex A".len() && text.as_bytes().windows(4).any(this)
}
