//! What it would take to have the draft say what the other side wrote.

use super::reader::Line;
use super::wording::{Sent, Worded};
use super::{Fate, Kept, ReturnedClause, tidy};
use crate::document::{Document, Inline, assemble, clause_source, sourced, walk_clause};
use crate::draft::{Draft, Edit};
use crate::template::{Form, parse};
use crate::value::{FieldPath, LeafKind, Locale, Node, Reader, Shape};
use std::collections::HashMap;

/// What was sent: the draft inside the file.
#[derive(Clone, Copy)]
pub struct Sides<'a> {
    pub draft: &'a Draft,
    pub form: &'a Form,
    pub document: &'a Document,
}

/// How the draft would come to say what they wrote in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The clause, as a place in the draft.
    pub(super) path: FieldPath,
    /// The text of the clause in their words.
    pub text: Option<String>,
    /// Its heading.
    pub title: Option<String>,
    /// Fields that they wrote other values of.
    pub sets: Vec<Set>,
    /// They struck the clause out.
    pub leaves_out: bool,
    /// What taking over leaves as it is.
    pub left: Vec<Left>,
    /// A clause of their own: its section, and the clause it stands before.
    pub(super) adds: Option<(String, Option<String>)>,
}

/// A field that gets another value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    pub path: FieldPath,
    /// As it was printed, and as they wrote it.
    pub before: String,
    pub after: String,
    /// As it is saved.
    pub canonical: String,
    /// The stretches of it that they changed, and what stands there now.
    pub(super) stretches: Vec<(String, String)>,
    /// It is text, which prints as it is saved.
    text: bool,
}

/// Words of theirs that nothing in the draft can be made to say by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The field or clause that prints it.
    pub path: FieldPath,
    pub ours: String,
    pub theirs: String,
}

impl Proposal {
    /// Whether there is anything to take over.
    pub fn is_empty(&self) -> bool {
        self.text.is_none() && self.title.is_none() && self.sets.is_empty() && !self.leaves_out
    }

    /// The edits that make the draft, as it is now, say it; none where it does.
    pub fn edits(&self, now: &Draft) -> Vec<Edit> {
        let mut edits = Vec::new();
        let id = self.path.last().to_owned();
        if let Some((section, before)) = &self.adds {
            self.add(now, section, before.as_deref(), &mut edits);
            return edits;
        }
        let own = self.path.segments().next() == Some("extra_clauses");
        if self.path.segments().next() == Some("headings") {
            self.name(now, "headings", &id, &mut edits);
        } else if own {
            let there = now.extra_clauses.iter().any(|clause| clause.id.as_str() == id);
            if self.leaves_out && there {
                edits.push(Edit::Remove { list: "extra_clauses".into(), id });
            } else if there {
                for (field, text) in [("title", &self.title), ("text", &self.text)] {
                    set(now, self.path.join(field), text.as_deref(), &mut edits);
                }
            }
        } else if self.leaves_out {
            let choice = FieldPath::new("choices").join(&id);
            if now.choice(&id).and_then(|choice| choice.include) != Some(false) {
                insert(now, "choices", &id, &mut edits);
                edits.push(Edit::Set { path: choice.join("include"), text: "no".to_owned() });
            }
        } else {
            self.name(now, "choices", &id, &mut edits);
            if let Some(text) = &self.text
                && now.written(&id).is_none_or(|written| written.text.as_str() != text)
            {
                insert(now, "clauses", &id, &mut edits);
                edits.push(Edit::Set {
                    path: FieldPath::new("clauses").join(&id).join("text"),
                    text: text.clone(),
                });
            }
        }
        for wanted in &self.sets {
            set(now, wanted.path.clone(), Some(&wanted.canonical), &mut edits);
        }
        edits
    }

    /// Gives an entry of a list the heading.
    fn name(&self, now: &Draft, list: &str, id: &str, edits: &mut Vec<Edit>) {
        let path = FieldPath::new(list).join(id).join("title");
        if let Some(title) = self.title.as_ref().filter(|title| now.text(&path) != **title) {
            insert(now, list, id, edits);
            edits.push(Edit::Set { path, text: title.clone() });
        }
    }

    fn add(&self, now: &Draft, section: &str, before: Option<&str>, edits: &mut Vec<Edit>) {
        let text = self.text.as_deref().unwrap_or_default();
        let title = self.title.as_deref().unwrap_or_default();
        let said = |own: &crate::draft::ExtraClause| {
            own.section.as_str() == section && own.text.as_str() == text && own.title.as_str() == title
        };
        if now.extra_clauses.iter().any(said) {
            return;
        }
        let taken = |id: &str| now.extra_clauses.iter().any(|own| own.id.as_str() == id);
        let Some(id) = (1..).map(|n| format!("theirs-{n}")).find(|id| !taken(id)) else { return };
        let item = FieldPath::new("extra_clauses").join(&id);
        edits.push(Edit::Insert { list: "extra_clauses".into(), at: usize::MAX, id });
        let fields =
            [("section", section), ("before", before.unwrap_or_default()), ("title", title), ("text", text)];
        for (field, text) in fields.into_iter().filter(|(_, text)| !text.is_empty()) {
            edits.push(Edit::Set { path: item.join(field), text: text.to_owned() });
        }
    }

    /// Whether the draft, as it is now, says all that can be taken over.
    pub fn is_taken(&self, now: &Draft) -> bool {
        !self.is_empty() && self.edits(now).is_empty()
    }
}

fn set(now: &Draft, path: FieldPath, text: Option<&str>, edits: &mut Vec<Edit>) {
    if let Some(text) = text.filter(|text| now.node(&path).is_some() && now.text(&path) != *text) {
        edits.push(Edit::Set { path, text: text.to_owned() });
    }
}

fn insert(now: &Draft, list: &str, id: &str, edits: &mut Vec<Edit>) {
    let list = FieldPath::new(list);
    if now.node(&list.join(id)).is_none() {
        edits.push(Edit::Insert { list, at: usize::MAX, id: id.to_owned() });
    }
}

/// Whether an edited draft is one that can be saved: nothing of it is refused or kept as mere typing.
pub(super) fn edited(draft: &Draft, edits: &[Edit]) -> Option<Draft> {
    let mut draft = draft.clone();
    edits.iter().all(|edit| edit.apply_strict(&mut draft).is_ok()).then_some(draft)
}

impl ReturnedClause {
    /// How the draft would come to say what they wrote in this clause.
    pub fn proposal(&self, sent: &Sides<'_>) -> Proposal {
        let mut proposal = Proposal { path: self.path.clone(), ..Proposal::default() };
        match self.fate {
            Fate::Unchanged => return proposal,
            Fate::Deleted => {
                proposal.leaves_out = true;
                return proposal;
            }
            Fate::Changed => {}
        }
        let (mut ours, mut theirs) = (self.ours.as_slice(), self.theirs.clone());
        if let Some((title, rest)) = ours.split_first().filter(|_| self.title.is_some()) {
            ours = rest;
            let heading = theirs.iter().position(|line| line.heading || line.is_like(title));
            if let Some(line) = heading.filter(|at| *at == 0 || theirs.get(*at).is_some_and(|l| l.heading)) {
                let line = theirs.remove(line);
                proposal.title = (!line.is_like(title)).then(|| line.shown());
            }
        }
        let Some((source, written)) = clause_source(sent.draft, sent.form.template(), &self.path) else {
            return self.left_as_it_is(proposal);
        };
        let passages = sourced(sent.draft, sent.form.template(), sent.document, &source, written);
        let Some(found) = Sent::find(&passages, ours) else { return self.left_as_it_is(proposal) };
        let (text, made) = ours.split_at(found.lines.min(ours.len()));
        let from = where_made_begins(text, made, &theirs);
        let (their_text, their_made) = theirs.split_at(from.min(theirs.len()));
        let (sets, now) = self.sets(sent);
        let wanted: HashMap<FieldPath, String> =
            sets.iter().map(|set| (set.path.clone(), set.after.clone())).collect();
        let like = text.len() == their_text.len() && text.iter().zip(their_text).all(|(a, b)| a.is_like(b));
        if !like {
            let none = HashMap::new();
            let prints = |worded: &Worded, sides: &Sides<'_>| {
                let made = sourced(sides.draft, sides.form.template(), sides.document, &worded.text, true);
                Sent::prints(&made) == worded.prints
            };
            let changed = now.as_ref().map(|(draft, document)| Sides { draft, form: sent.form, document });
            let changed = changed.unwrap_or(*sent);
            let ways = [
                (found.in_their_words(text, their_text, &wanted), changed),
                (found.in_their_words(text, their_text, &none), changed),
                (super::wording::anew(their_text), changed),
            ];
            match ways.into_iter().find(|(worded, sides)| prints(worded, sides)) {
                Some((worded, _)) if parse(&worded.text).blocks == parse(&source).blocks => {}
                Some((worded, _)) => proposal.text = Some(worded.text),
                None => proposal.left.push(Left {
                    path: self.path.clone(),
                    ours: super::reader::shown(text),
                    theirs: super::reader::shown(their_text),
                }),
            }
        }
        proposal.sets = sets;
        self.left_over(made, their_made, &mut proposal);
        if edited(sent.draft, &proposal.edits(sent.draft)).is_none() {
            return self.left_as_it_is(Proposal { path: self.path.clone(), ..Proposal::default() });
        }
        proposal
    }

    /// Nothing of it can be taken over.
    fn left_as_it_is(&self, mut proposal: Proposal) -> Proposal {
        let (ours, theirs) = (self.text.ours.clone(), self.text.theirs.clone());
        proposal.left = vec![Left { path: self.path.clone(), ours, theirs }];
        proposal
    }

    /// The fields that can hold what they wrote in the place of their values, and the draft with those.
    fn sets(&self, sent: &Sides<'_>) -> (Vec<Set>, Option<(Draft, Document)>) {
        let mut sets = wanted(&self.values, sent.draft);
        loop {
            let edits: Vec<Edit> =
                sets.iter().map(|s| Edit::Set { path: s.path.clone(), text: s.canonical.clone() }).collect();
            let Some(draft) = edited(sent.draft, &edits).filter(|_| !sets.is_empty()) else {
                return (Vec::new(), None);
            };
            let document = assemble(&draft, sent.form);
            let mut printed: Vec<(&FieldPath, String)> = Vec::new();
            let clauses = document.sections.iter().flat_map(|s| &s.clauses);
            for clause in clauses.filter(|clause| clause.path == self.path) {
                walk_clause(clause, |_, inline| {
                    if let Inline::Value { path, text } = inline {
                        printed.push((path, tidy(text)));
                    }
                });
            }
            let before = sets.len();
            sets.retain(|set| set.is_in(printed.iter().map(|(path, text)| (*path, text.as_str()))));
            if sets.len() == before {
                return (sets, Some((draft, document)));
            }
        }
    }

    /// What they changed in the parts that are made from fields, and is not covered by setting these.
    fn left_over(&self, ours: &[Line], theirs: &[Line], proposal: &mut Proposal) {
        let keys = |lines: &[Line]| lines.iter().map(Line::compared).collect::<Vec<_>>();
        let ops = similar::capture_diff_slices(similar::Algorithm::Myers, &keys(ours), &keys(theirs));
        for op in ops.into_iter().filter(|op| !matches!(op, similar::DiffOp::Equal { .. })) {
            let (own, other) = (op.old_range(), op.new_range());
            let pairs = if own.len() == other.len() {
                own.zip(other).map(|(a, b)| (a..a + 1, b..b + 1)).collect()
            } else {
                vec![(own, other)]
            };
            for (own, other) in pairs {
                let text = |lines: &[Line], range| super::reader::shown(lines.get(range).unwrap_or_default());
                let left = (text(ours, own), text(theirs, other));
                if !explained(&left.0, &left.1, &proposal.sets) {
                    let named = self.values.iter().find(|v| v.is_lost() && left.0.contains(&tidy(&v.text)));
                    let path = named.map_or(&self.path, |value| &value.path).clone();
                    proposal.left.push(Left { path, ours: left.0, theirs: left.1 });
                }
            }
        }
    }
}

impl Set {
    /// Whether the values that a document prints are what they wrote.
    pub(super) fn is_in<'t>(&self, mut printed: impl Iterator<Item = (&'t FieldPath, &'t str)>) -> bool {
        self.text || printed.any(|(path, text)| *path == self.path && text == self.after)
    }
}

/// Whether nothing but these values differs.
pub(super) fn explained(ours: &str, theirs: &str, sets: &[Set]) -> bool {
    let stretches = || sets.iter().flat_map(|set| &set.stretches);
    let all = stretches().fold(ours.to_owned(), |text, (before, after)| text.replacen(before, after, 1));
    all == theirs || stretches().any(|(before, after)| ours.replace(before, after) == theirs)
}

/// Where in theirs the part begins that is made from fields.
fn where_made_begins(text: &[Line], made: &[Line], theirs: &[Line]) -> usize {
    if made.is_empty() {
        return theirs.len();
    }
    let table = theirs.iter().position(|line| line.in_table);
    let known = theirs.iter().enumerate().skip(text.len().min(1)).find_map(|(at, line)| {
        let nth = made.iter().position(|own| own.is_like(line))?;
        Some(at.saturating_sub(nth))
    });
    let counted = theirs.len().saturating_sub(made.len());
    table.into_iter().chain(known).min().unwrap_or(counted)
}

/// The fields whose values they changed everywhere in the same way, into what such a field can hold.
pub(super) fn wanted(values: &[Kept], draft: &Draft) -> Vec<Set> {
    let mut sets: Vec<Set> = Vec::new();
    for value in values.iter().filter(|value| value.is_lost()) {
        if sets.iter().any(|set| set.path == value.path) {
            continue;
        }
        let Some(Shape::Leaf(kind)) = draft.node(&value.path).map(Node::shape) else { continue };
        let of_same: Vec<&Kept> = values.iter().filter(|other| other.path == value.path).collect();
        let set = match kind {
            LeafKind::Text | LeafKind::Prose => in_text(&of_same, draft),
            kind => as_value(&of_same, kind, draft),
        };
        sets.extend(set.filter(|set| {
            let edit = Edit::Set { path: set.path.clone(), text: set.canonical.clone() };
            edited(draft, &[edit]).is_some()
        }));
    }
    sets
}

/// A value that is printed as a whole wherever it is, and that they changed everywhere.
fn as_value(values: &[&Kept], kind: LeafKind, draft: &Draft) -> Option<Set> {
    use LeafKind as K;
    if matches!(kind, K::Id | K::Ref | K::Refs | K::Weekdays | K::YesNo | K::Choice(_) | K::Lines | K::Zone) {
        return None;
    }
    let first = values.iter().find(|value| value.is_lost())?;
    let after = first.instead.as_ref().filter(|after| !after.is_empty() && !after.contains('\n'))?;
    let seen = values.iter().filter(|value| !value.text.trim().is_empty());
    if !seen.clone().all(|value| value.instead.as_ref() == Some(after) && value.text == first.text) {
        return None;
    }
    let agreement = &draft.agreement;
    let reader =
        Reader { locale: Locale::of(&agreement.language), currency: agreement.currency, today: None };
    let (before, after) = (tidy(&first.text), tidy(after));
    let canonical = reader.canonical(kind, &after);
    let stretches = vec![(before.clone(), after.clone())];
    Some(Set { path: first.path.clone(), before, after, canonical, stretches, text: false })
}

/// A text of which they changed stretches; each must be found in it once, or it is not known which of them is meant.
fn in_text(values: &[&Kept], draft: &Draft) -> Option<Set> {
    let path = values.first()?.path.clone();
    let ours = draft.text(&path);
    let mut theirs = ours.clone();
    let mut stretches: Vec<(String, String)> = Vec::new();
    for value in values.iter().filter(|value| value.is_lost()) {
        let after = value.instead.as_ref().filter(|after| !after.contains('\n'))?;
        let known = (tidy(&value.text), tidy(after));
        if stretches.contains(&known) {
            continue;
        }
        let words = value.text.trim();
        let all_changed = values.iter().filter(|v| v.text.trim() == words).all(|v| v.at.is_none());
        if ours.matches(words).count() != 1 || !all_changed {
            return None;
        }
        theirs = theirs.replacen(words, after, 1);
        stretches.push(known);
    }
    let (before, after) = (tidy(&ours), tidy(&theirs));
    (!after.is_empty()).then_some(Set { path, before, after, canonical: theirs, stretches, text: true })
}
