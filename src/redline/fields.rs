//! Field by field: what was changed, added, removed and moved between two states of a draft.

use super::clauses::Decisions;
use super::contents::{Side, contents};
use super::meaning::Favours;
use super::order::moved;
use crate::agreement::Agreement;
use crate::draft::Draft;
use crate::template::{Template, section_of};
use crate::value::{FieldPath, FieldSpec, LeafKind, Node, Record, RecordSpec, Shape, id_of};
use std::collections::HashMap;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Where it is; a removed item is only in the old draft.
    pub path: FieldPath,
    pub kind: ChangeKind,
    /// What was changed: the label of a field ("Target"), the name of an item of a list ("Availability").
    pub label: String,
    /// The title of the form's section that shows it; empty where none does.
    pub section: String,
    /// What is around it, from the outside in: "Metrics", "Availability".
    pub place: Vec<String>,
    /// The innermost item of a list around it.
    pub item: Option<String>,
    /// As `place`, from the inside out and without the names of lists: "Availability".
    pub within: Vec<String>,
    /// As shown to people; empty where nothing was entered. Of a removed item everything it held, a line a field; of a
    /// moved one its place in the list.
    pub before: String,
    pub after: String,
    /// Sentences, worth comparing word by word.
    pub long: bool,
    /// What follows from it, computed from both agreements: "172 min 48 s more downtime allowed in a 30-day month".
    /// `None` where the values say everything; only [`explained`](super::explained) fills this and the next ones.
    pub meaning: Option<String>,
    /// Whom it helps; `None` where that cannot be said.
    pub favours: Option<Favours>,
    /// The change that brings this one along: the credits of a metric go with it.
    pub cause: Option<FieldPath>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// A single value is another one.
    Changed,
    /// An item was added to a list.
    Added,
    Removed,
    /// An item stands elsewhere in its list.
    Moved,
}

impl ChangeKind {
    /// In one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
        }
    }
}

impl FieldChange {
    /// "Metrics › Availability › Target".
    pub fn full_place(&self) -> String {
        let around = self.place.iter().map(String::as_str);
        around.chain(std::iter::once(self.label.as_str())).collect::<Vec<_>>().join(" › ")
    }

    /// What it is and what that belongs to, for readers who never saw the form and read this under the title of the
    /// section: "To (Tier 1, Credits for Availability)".
    pub fn short_place(&self) -> String {
        let mut within: Vec<&str> = Vec::new();
        for name in self.within.iter().map(String::as_str) {
            if name != self.section && name != self.label && !within.contains(&name) {
                within.push(name);
            }
        }
        // What holds everything is the matter of the section.
        if within.len() > 1 && within.last().copied() == self.place.first().map(String::as_str) {
            within.pop();
        }
        match within.is_empty() {
            true => self.label.clone(),
            false => format!("{} ({})", self.label, within.join(", ")),
        }
    }

    /// The change in a line, without what it means: "Target (Availability) 99.9 % → 99.5 %", "Tier 2 (Credits for
    /// Availability) removed". Long texts are only named.
    pub fn headline(&self) -> String {
        let name = match &self.item {
            Some(item) if *item != self.label => format!("{} ({item})", self.label),
            _ => self.label.clone(),
        };
        let value = |text: &str| if text.is_empty() { "nothing entered".to_owned() } else { text.to_owned() };
        match self.kind {
            ChangeKind::Changed if self.long => format!("{name} reworded"),
            ChangeKind::Changed => format!("{name} {} → {}", value(&self.before), value(&self.after)),
            ChangeKind::Added | ChangeKind::Removed => format!("{name} {}", self.kind.word()),
            ChangeKind::Moved => format!("{name} moved from place {} to {}", self.before, self.after),
        }
    }

    /// The headline and what it means: "Claim within 30 days → 7 days: 23 days less to claim".
    pub fn sentence(&self) -> String {
        match &self.meaning {
            Some(meaning) => format!("{}: {meaning}", self.headline()),
            None => self.headline(),
        }
    }
}

/// Every difference between two states of a draft, in the order of the form's sections. Items of lists are matched by
/// their ids. Nothing differs exactly if the drafts are equal.
pub fn fields(old: &Draft, new: &Draft, template: &Template) -> Vec<FieldChange> {
    if old == new {
        return Vec::new();
    }
    let mut walk =
        Walk { old: Side::of(old, template), new: Side::of(new, template), template, found: Vec::new() };
    walk.draft();
    let mut found = walk.found;
    let rank: HashMap<&str, usize> =
        template.sections.iter().enumerate().map(|(at, s)| (s.title.as_str(), at)).collect();
    found.sort_by_key(|change| rank.get(change.section.as_str()).copied().unwrap_or(usize::MAX));
    found
}

/// The surroundings of a place.
#[derive(Clone, Default)]
pub(super) struct Around {
    pub path: FieldPath,
    pub place: Vec<String>,
    pub item: Option<String>,
    /// From the outside in, without the names of lists.
    pub within: Vec<String>,
}

impl Around {
    fn list(&self, spec: &FieldSpec) -> Self {
        let mut inner = self.clone();
        inner.path = self.path.join(spec.name);
        inner.place.push(spec.label.to_owned());
        inner
    }

    fn record(&self, spec: &FieldSpec) -> Self {
        let mut inner = self.list(spec);
        inner.within.push(spec.label.to_owned());
        inner
    }

    fn entry(&self, id: &str, name: &str) -> Self {
        let mut inner = self.clone();
        inner.path = self.path.join(id);
        inner.place.push(name.to_owned());
        inner.within.push(name.to_owned());
        inner.item = Some(name.to_owned());
        inner
    }
}

pub(super) struct Walk<'a> {
    pub old: Side<'a>,
    pub new: Side<'a>,
    pub template: &'a Template,
    pub found: Vec<FieldChange>,
}

impl<'a> Walk<'a> {
    fn draft(&mut self) {
        let (old, new) = (self.old.draft, self.new.draft);
        let root = Around::default();
        self.record(Agreement::SPEC, &old.agreement, &new.agreement, &root);
        for field in Draft::SPEC.fields {
            let (Some(before), Some(after)) = (old.child(field.name), new.child(field.name)) else {
                continue;
            };
            match field.name {
                "agreement" | "pending" => {}
                "choices" | "clauses" => {}
                _ => self.field(field, before, after, &root),
            }
        }
        Decisions::compare(self);
        self.stray_input();
    }

    fn record(&mut self, spec: &'static RecordSpec, old: &dyn Node, new: &dyn Node, around: &Around) {
        for field in spec.fields {
            if let (Some(before), Some(after)) = (old.child(field.name), new.child(field.name)) {
                self.field(field, before, after, around);
            }
        }
    }

    fn field(&mut self, spec: &'static FieldSpec, old: &dyn Node, new: &dyn Node, around: &Around) {
        match spec.shape() {
            Shape::Leaf(kind) => self.leaf(spec, kind, old, new, around),
            Shape::Record(record) => self.record(record, old, new, &around.record(spec)),
            Shape::List(_) if around.path.is_root() && spec.name == "answers" => self.answers(),
            Shape::List(record) => self.list(record, old, new, &around.list(spec)),
        }
    }

    fn leaf(&mut self, spec: &FieldSpec, kind: LeafKind, old: &dyn Node, new: &dyn Node, around: &Around) {
        let path = around.path.join(spec.name);
        let (before, after) = (old.text(), new.text());
        let typed = (self.old.typed(&path), self.new.typed(&path));
        if before == after && typed.0 == typed.1 {
            return;
        }
        let shown = |side: &Side<'_>, text: &str| side.shown(&path, kind, text, spec.refers);
        let (mut shown_before, mut shown_after) = (shown(&self.old, &before), shown(&self.new, &after));
        if shown_before == shown_after {
            (shown_before, shown_after) = (before, after);
        }
        let long = is_long(kind) && typed == (None, None);
        self.note(
            ChangeKind::Changed,
            path,
            spec.label.to_owned(),
            around,
            (shown_before, shown_after),
            long,
        );
    }

    fn list(&mut self, spec: &'static RecordSpec, old: &dyn Node, new: &dyn Node, around: &Around) {
        let (old, new) = (items(old), items(new));
        let old_at: HashMap<&str, usize> =
            old.iter().enumerate().map(|(at, (id, _))| (id.as_str(), at)).collect();
        let is_new: HashMap<&str, usize> =
            new.iter().enumerate().map(|(at, (id, _))| (id.as_str(), at)).collect();
        let kept: Vec<usize> = new.iter().filter_map(|(id, _)| old_at.get(id.as_str()).copied()).collect();
        let displaced = moved(&kept);
        for (at, (id, item)) in new.iter().enumerate() {
            let name = self.new.name(*item, spec, at);
            let path = around.path.join(id);
            let Some(was) = old_at.get(id.as_str()).copied() else {
                let all = contents(&self.new, *item, &path);
                self.note(ChangeKind::Added, path, name, around, (String::new(), all), false);
                continue;
            };
            if displaced.contains(&was) {
                let places = (position(was, old.len()), position(at, new.len()));
                self.note(ChangeKind::Moved, path, name.clone(), around, places, false);
            }
            if let Some((_, before)) = old.get(was) {
                self.record(spec, *before, *item, &around.entry(id, &name));
            }
        }
        for (at, (id, item)) in
            old.iter().enumerate().filter(|(_, (id, _))| !is_new.contains_key(id.as_str()))
        {
            let name = self.old.name(*item, spec, at);
            let path = around.path.join(id);
            let all = contents(&self.old, *item, &path);
            self.note(ChangeKind::Removed, path, name, around, (all, String::new()), false);
        }
    }

    /// Answers go by their questions.
    fn answers(&mut self) {
        let mut ids: Vec<&str> = self.template.questions.iter().map(|q| q.id.as_str()).collect();
        for answer in self.old.draft.agreement.answers.iter().chain(&self.new.draft.agreement.answers) {
            if !ids.contains(&answer.id.as_str()) {
                ids.push(answer.id.as_str());
            }
        }
        for id in ids {
            let path = FieldPath::new(format!("answers.{id}.value"));
            let question = self.template.questions.iter().find(|q| q.id.as_str() == id);
            let shown = |side: &Side<'_>| side.answer(id, &path, question);
            let (before, after) = (shown(&self.old), shown(&self.new));
            let raw = |side: &Side<'_>| side.draft.agreement.answer(id).map(|a| a.to_string());
            let (raw_before, raw_after) = (raw(&self.old), raw(&self.new));
            if before == after && raw_before == raw_after {
                continue;
            }
            let label = question.map_or_else(|| id.to_owned(), |q| q.label.clone());
            let long = question.is_some_and(|q| is_long(q.kind.leaf_kind()));
            let values = if before == after {
                (raw_before.unwrap_or_default(), raw_after.unwrap_or_default())
            } else {
                (before, after)
            };
            self.note(ChangeKind::Changed, path, label, &Around::default(), values, long);
        }
        let order = |draft: &Draft| draft.agreement.answers.iter().map(|a| a.id.to_string()).collect();
        let (before, after): (Vec<String>, Vec<String>) = (order(self.old.draft), order(self.new.draft));
        if before != after && same_set(&before, &after) {
            self.note(
                ChangeKind::Moved,
                "answers".into(),
                "Order of answers".to_owned(),
                &Around::default(),
                (before.join(", "), after.join(", ")),
                false,
            );
        }
    }

    /// What was typed and is no value belongs to its field; an entry whose field is gone stands for itself.
    fn stray_input(&mut self) {
        let known = |side: &Side<'_>| {
            let all = side.draft.pending.iter();
            all.map(|p| (p.path.to_string(), p.text.to_string())).collect::<Vec<_>>()
        };
        let (before, after) = (known(&self.old), known(&self.new));
        if before == after || !self.found.is_empty() {
            return;
        }
        let said = |all: &[(String, String)]| {
            all.iter().map(|(path, text)| format!("{path}: “{text}”")).collect::<Vec<_>>().join("\n")
        };
        let values = (said(&before), said(&after));
        let label = "Typed text that is not a value yet".to_owned();
        self.note(ChangeKind::Changed, "pending".into(), label, &Around::default(), values, false);
    }

    pub fn note(
        &mut self,
        kind: ChangeKind,
        path: FieldPath,
        label: String,
        around: &Around,
        (before, after): (String, String),
        long: bool,
    ) {
        let own = |id: &str| {
            let of = |draft: &Draft| {
                let clause = draft.extra_clauses.iter().find(|c| c.id.as_str() == id);
                clause.map(|c| c.section.to_string())
            };
            of(self.new.draft).or_else(|| of(self.old.draft))
        };
        let section = section_of(self.template, &own, &path).map(|s| s.title.clone()).unwrap_or_default();
        let (place, item) = (around.place.clone(), around.item.clone());
        let within = around.within.iter().rev().cloned().collect();
        self.found.push(FieldChange {
            path,
            kind,
            label,
            section,
            place,
            item,
            within,
            before,
            after,
            long,
            meaning: None,
            favours: None,
            cause: None,
        });
    }
}

fn is_long(kind: LeafKind) -> bool {
    matches!(kind, LeafKind::Text | LeafKind::Prose | LeafKind::Lines)
}

fn same_set(a: &[String], b: &[String]) -> bool {
    let sorted = |all: &[String]| {
        let mut all = all.to_vec();
        all.sort_unstable();
        all
    };
    sorted(a) == sorted(b)
}

/// The items of a list with their ids.
pub(super) fn items(node: &dyn Node) -> Vec<(String, &dyn Node)> {
    let Some(list) = node.as_list() else { return Vec::new() };
    (0..list.len()).filter_map(|at| list.at(at)).map(|item| (id_of(item), item)).collect()
}

fn position(at: usize, of: usize) -> String {
    format!("{} of {of}", at + 1)
}
