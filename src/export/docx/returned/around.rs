//! What they changed outside of the clauses: on the title page, in headings of sections, between clauses.

use super::laid::Laid;
use super::reader::{Line, Text, shown};
use super::take::{Left, Proposal, Set, Sides, edited, explained, wanted};
use super::{Kept, tags, tidy, values, wording};
use crate::document::{Document, Inline, assemble, walk_front};
use crate::draft::Edit;
use crate::template::Standing;
use crate::value::FieldPath;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// A change of the text around the clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AroundChange {
    pub place: Place,
    /// A line a paragraph or cell; one of them may be empty.
    pub ours: String,
    pub theirs: String,
    values: Vec<Kept>,
    lines: Vec<Line>,
}

/// Where around the clauses something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the first clause, and not the heading of a section.
    Front,
    /// The heading of a section, by its id.
    Heading(String),
    /// Behind a clause: the ids of section and clause, and its number.
    Behind { section: String, clause: String, number: String },
}

/// The changes of the text around the clauses, in its order.
pub(super) fn changes(document: &Document, ours: &Text, theirs: &Text) -> Vec<AroundChange> {
    let keys = |text: &Text| text.lines.iter().map(Line::compared).collect::<Vec<_>>();
    let laid = Laid::of(&ours.lines, &theirs.lines);
    let mut from = 0;
    let mut known = Vec::new();
    walk_front(&document.meta, |path, inline| {
        if let Inline::Value { text, .. } = inline {
            known.push(values::value(path, text, &mut from, &laid));
        }
    });
    let mut out = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &keys(ours), &keys(theirs)) {
        let (own, other) = (op.old_range(), op.new_range());
        match op {
            DiffOp::Equal { .. } => {}
            _ if own.len() == other.len() => {
                let pairs = own.zip(other).map(|(a, b)| (a..a + 1, b..b + 1));
                out.extend(pairs.map(|(a, b)| change(document, (ours, a), (theirs, b), &known)));
            }
            _ => out.push(change(document, (ours, own), (theirs, other), &known)),
        }
    }
    out
}

fn change(
    document: &Document,
    (ours, own): (&Text, Range<usize>),
    (theirs, other): (&Text, Range<usize>),
    known: &[Kept],
) -> AroundChange {
    let begin: usize = ours.lines.iter().take(own.start).map(|line| line.shown().len() + 1).sum();
    let mine = ours.lines.get(own.clone()).unwrap_or_default();
    let end = begin + shown(mine).len();
    let lines = theirs.lines.get(other).unwrap_or_default().to_vec();
    let within = |kept: &&Kept| kept.place.as_ref().is_some_and(|p| begin <= p.start && p.end <= end);
    let heading = match mine {
        [line] if line.title => {
            let nth = ours.lines.iter().take(own.start).filter(|line| line.title).count();
            document.sections.get(nth)
        }
        _ => None,
    };
    let place = match (heading, mine.first().or(lines.first()).and_then(|line| line.behind.as_deref())) {
        (Some(section), _) => Place::Heading(section.id.clone()),
        (None, Some(tag)) => behind(document, tag).unwrap_or(Place::Front),
        (None, None) => Place::Front,
    };
    AroundChange {
        place,
        ours: shown(mine),
        theirs: shown(&lines),
        values: known.iter().filter(within).cloned().collect(),
        lines,
    }
}

fn behind(document: &Document, tag: &str) -> Option<Place> {
    document.sections.iter().zip(tags(document)).find_map(|(section, tags)| {
        let clause = section.clauses.get(tags.iter().position(|own| own == tag)?)?;
        let (section, number) = (section.id.clone(), clause.number.clone());
        Some(Place::Behind { section, clause: clause.id.clone(), number })
    })
}

impl AroundChange {
    /// How the draft would come to say what they wrote here.
    pub fn proposal(&self, sent: &Sides<'_>) -> Proposal {
        let mut proposal = match &self.place {
            Place::Heading(section) if !self.theirs.is_empty() => Proposal {
                path: FieldPath::new("headings").join(section),
                title: Some(self.theirs.clone()),
                ..Proposal::default()
            },
            Place::Behind { section, clause, .. } if self.ours.is_empty() => {
                self.added(sent, section, clause)
            }
            _ => Proposal { sets: self.sets(sent), ..Proposal::default() },
        };
        let whole = proposal.text.is_some() || proposal.title.is_some();
        let known = edited(sent.draft, &proposal.edits(sent.draft)).is_some();
        if !known {
            proposal = Proposal::default();
        }
        if !known || !(whole || explained(&self.ours, &self.theirs, &proposal.sets)) {
            let path = match (&self.place, self.values.iter().find(|value| value.is_lost())) {
                (_, Some(value)) => value.path.clone(),
                (Place::Heading(section) | Place::Behind { section, .. }, None) => {
                    FieldPath::new("sections").join(section)
                }
                (Place::Front, None) => FieldPath::new("title"),
            };
            proposal.left.push(Left { path, ours: self.ours.clone(), theirs: self.theirs.clone() });
        }
        proposal
    }

    /// The fields of the title page that can hold what they wrote.
    fn sets(&self, sent: &Sides<'_>) -> Vec<Set> {
        let mut sets = wanted(&self.values, sent.draft);
        let set = |set: &Set| Edit::Set { path: set.path.clone(), text: set.canonical.clone() };
        let Some(draft) = edited(sent.draft, &sets.iter().map(set).collect::<Vec<_>>()) else {
            return Vec::new();
        };
        let document = assemble(&draft, sent.form);
        let mut printed: Vec<(&FieldPath, String)> = Vec::new();
        walk_front(&document.meta, |path, inline| {
            if let Inline::Value { text, .. } = inline {
                printed.push((path, tidy(text)));
            }
        });
        sets.retain(|set| set.is_in(printed.iter().map(|(path, text)| (*path, text.as_str()))));
        sets
    }

    /// What they wrote between two clauses, as a clause of the drafter's.
    fn added(&self, sent: &Sides<'_>, section: &str, clause: &str) -> Proposal {
        let nothing = Proposal::default();
        if self.lines.iter().any(|line| line.in_table || line.title) {
            return nothing;
        }
        let Some(known) = sent.form.template().sections.iter().find(|s| s.id.as_str() == section) else {
            return nothing;
        };
        let own = sent.draft.extra_clauses.iter().filter(|own| own.section.as_str() == section);
        let order = crate::template::in_order(known, own);
        let id = |standing: &Standing<'_>| match standing {
            Standing::Form(clause) => clause.id.to_string(),
            Standing::Own(own) => own.id.to_string(),
        };
        let behind = order.iter().skip_while(|standing| id(standing) != clause).skip(1);
        let before = behind.filter_map(|standing| match standing {
            Standing::Form(clause) => Some(known.clause_key(clause)),
            Standing::Own(_) => None,
        });
        let (title, text) = match self.lines.split_first() {
            Some((title, rest)) if title.heading && !rest.is_empty() => (Some(title.shown()), rest),
            _ => (None, self.lines.as_slice()),
        };
        Proposal {
            path: FieldPath::new("extra_clauses"),
            text: Some(wording::anew(text).text),
            title,
            adds: Some((section.to_owned(), before.into_iter().next())),
            ..nothing
        }
    }
}
