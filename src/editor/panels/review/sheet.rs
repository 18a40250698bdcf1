//! Everything the review shows, as rows in order: what is open first, then every answer by section.

use super::state::section_key;
use super::verdict::{Group, State};
use super::{value, words};
use crate::agreement::queries::role_of;
use crate::check::{Finding, SetAside, Severity, Summary};
use crate::draft::{Choice, Draft, ExtraClause, Waiver};
use crate::editor::panels::bindings;
use crate::editor::sections;
use crate::editor::widgets::{Place, place};
use crate::template::{Clause, Form, Section, Standing, Template, in_order};
use crate::value::{FieldPath, FieldSpec, LeafKind, Node, RecordSpec, Shape, capitalised, id_of};

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The heading of findings; folds them.
    Group(Group),
    /// The heading of a section; folds it.
    Section,
    /// The name of an item or of a group of fields.
    Item,
    /// A section as the form proposes it.
    Proposed,
    /// The binding proposal with this index in the form, and whether it can be left out.
    Binding(usize, bool),
    /// A field that needs an answer.
    Gap,
    /// The finding with this index.
    Problem(Severity, usize),
    /// An accepted finding.
    Waived(usize),
    /// A part that does not apply.
    Aside(&'static str),
    Answer,
    /// A decision about the wording.
    Clause,
    /// A sentence.
    Note,
}

impl Kind {
    /// Whether it heads the rows that follow.
    pub fn is_heading(self) -> bool {
        matches!(self, Self::Group(_) | Self::Section)
    }
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    pub kind: Kind,
    /// The same as long as the row means the same.
    pub key: String,
    /// How far it is indented, in steps.
    pub depth: u8,
    pub label: String,
    pub value: String,
    /// Where its action leads.
    pub path: FieldPath,
    /// An answer that the form proposes, in a section at which nobody has looked.
    pub proposed: bool,
}

impl Row {
    fn new(kind: Kind, key: impl Into<String>, label: impl Into<String>) -> Self {
        let (key, label) = (key.into(), label.into());
        Self { kind, key, depth: 0, label, value: String::new(), path: FieldPath::root(), proposed: false }
    }
}

/// The whole review of one revision.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub state: State,
    pub sum: Summary,
    /// How many problems are accepted.
    pub accepted: usize,
    /// How many there are of each group that is not empty.
    pub counts: Vec<(Group, usize)>,
    pub rows: Vec<Row>,
}

impl Sheet {
    /// `empty`: optional fields without an answer are listed too.
    pub fn of(draft: &Draft, form: &Form, findings: &[Finding], empty: bool) -> Self {
        let template = form.template();
        let sum = Summary::of(findings);
        let mut counts = Vec::new();
        let mut builder = Builder { draft, form, findings, empty, rows: Vec::new() };
        for group in Group::ALL {
            let count = builder.group(group);
            if count > 0 {
                counts.push((group, count));
            }
        }
        for (number, section) in sections::numbered(template) {
            builder.section(template, section, &number);
        }
        let accepted = counts.iter().find(|(group, _)| *group == Group::Accepted).map_or(0, |(_, n)| *n);
        Self { state: State::of(sum, accepted), sum, accepted, counts, rows: builder.rows }
    }
}

struct Builder<'a> {
    draft: &'a Draft,
    form: &'a Form,
    findings: &'a [Finding],
    empty: bool,
    rows: Vec<Row>,
}

impl Builder<'_> {
    /// Adds a group with its heading, if there is anything in it; says how much.
    fn group(&mut self, group: Group) -> usize {
        let begin = self.rows.len();
        self.rows.push(Row::new(Kind::Group(group), group.key(), words::group(group)));
        if group == Group::Proposed {
            self.proposed();
        } else if group == Group::Binding {
            self.bindings();
        } else if group == Group::Aside {
            for SetAside { part, reason } in SetAside::all(self.draft) {
                let row = Row::new(Kind::Aside(part.id), format!("aside {}", part.id), part.name);
                self.rows.push(Row { value: words::reason(&reason), ..row });
            }
        } else {
            // What is accepted because its part does not apply stands with the parts.
            let waived = |f: &Finding| f.waived.is_none() || waiver_of(self.draft, f).is_some();
            let here = self.findings.iter().enumerate();
            let here = here.filter(|(_, f)| Group::of(f) == group && waived(f));
            self.rows.extend(here.map(|(index, finding)| of_finding(group, index, finding)));
        }
        let count = self.rows.len() - begin - 1;
        if count == 0 {
            self.rows.truncate(begin);
        } else if let Some(head) = self.rows.get_mut(begin) {
            head.value = count.to_string();
        }
        count
    }

    /// A row for each section that is as the form proposes it.
    fn proposed(&mut self) {
        let here = sections::numbered(self.form.template());
        for (number, section) in here.filter(|(_, s)| self.form.is_as_proposed(s, self.draft)) {
            let begin = self.rows.len();
            self.answers(self.form.template(), section);
            let answers = self.rows.drain(begin..).filter(|row| row.proposed).count();
            let key = format!("proposed {}", section.id);
            let row = Row::new(Kind::Proposed, key, format!("{number}  {}", section.named(self.draft)));
            let path = FieldPath::new("sections").join(&section.id);
            self.rows.push(Row { value: words::proposed_answers(answers), path, ..row });
        }
    }

    /// A row for each proposal that binds and about which nobody has decided.
    fn bindings(&mut self) {
        let (form, draft) = (self.form, self.draft);
        let open = form.open_bindings(draft);
        let all = form.template().bindings.iter().enumerate();
        for (index, binding) in all.filter(|(_, b)| open.contains(b)) {
            let (label, value) = bindings::said(form, draft, binding);
            let kind = Kind::Binding(index, form.without(binding, draft).is_some());
            let row = Row::new(kind, format!("binding {}", binding.id), binding.says.as_str());
            let value = bindings::words::line(&label, &value, binding.effect);
            self.rows.push(Row { value, path: bindings::target(binding), ..row });
        }
    }

    fn section(&mut self, template: &Template, section: &Section, number: &str) {
        let head = self.rows.len();
        let title = format!("{number}  {}", section.named(self.draft));
        let path = FieldPath::new("sections").join(&section.id);
        self.rows.push(Row { path, ..Row::new(Kind::Section, section_key(&section.id), title) });
        let begin = self.rows.len();
        self.answers(template, section);
        let as_proposed = self.form.is_as_proposed(section, self.draft);
        for row in self.rows.iter_mut().skip(begin) {
            row.proposed &= as_proposed;
        }
        self.clauses(section);
        let answered = |r: &&Row| r.kind == Kind::Answer && r.value != words::EMPTY;
        let answers = self.rows.iter().skip(head).filter(answered).count();
        let gaps = self.findings.iter().filter(|f| Group::of(f) == Group::Needed);
        let needed = gaps.filter(|f| sections::shows(section, f)).count();
        let asks = !section.questions.is_empty() || !section.form.is_empty();
        if self.rows.len() == head + 1 {
            let words = if asks { words::NOTHING_HERE } else { words::ONLY_TEXT };
            self.rows.push(Row::new(Kind::Note, format!("nothing in {}", section.id), words));
        }
        if let Some(row) = self.rows.get_mut(head).filter(|_| asks) {
            row.value = words::tally(answers, needed, as_proposed);
        }
    }

    /// The answers of a section, marked where the form proposes them.
    fn answers(&mut self, template: &Template, section: &Section) {
        for id in &section.questions {
            let Some(question) = template.questions.iter().find(|q| q.id == *id) else { continue };
            let path = FieldPath::new(format!("answers.{id}.value"));
            self.answer(path, &question.label, value::of_answer(self.draft, question), 0);
        }
        for entry in &section.form {
            let path = FieldPath::new(entry.as_str());
            if let (Some(Place::Field(spec)), Some(node)) = (place(&path), self.draft.node(&path)) {
                self.field(spec, node, &path, 0);
            }
        }
    }

    fn answer(&mut self, path: FieldPath, label: &str, value: String, depth: u8) {
        let value = match value.as_str() {
            "" if !self.empty => return,
            "" => words::EMPTY.to_owned(),
            _ => value,
        };
        let row = Row::new(Kind::Answer, path.as_str(), label);
        let proposed = value != words::EMPTY && self.form.is_proposal(self.draft, &path);
        self.rows.push(Row { depth, value, path, proposed, ..row });
    }

    fn field(&mut self, spec: &FieldSpec, node: &dyn Node, path: &FieldPath, depth: u8) {
        match spec.shape() {
            Shape::Leaf(LeafKind::Id) => {}
            Shape::Leaf(kind) => {
                let value = value::of_field(self.draft, path, node, kind, spec.refers);
                self.answer(path.clone(), spec.label, value, depth);
            }
            Shape::Record(record) => {
                let head = self.rows.len();
                self.item(path, spec.label.to_owned(), depth);
                self.record(record, node, path, depth + 1);
                if self.rows.len() == head + 1 {
                    self.rows.truncate(head);
                }
            }
            Shape::List(record) => {
                let Some(list) = node.as_list() else { return };
                for (index, item) in (0..list.len()).filter_map(|i| Some((i, list.at(i)?))) {
                    let here = path.join(&id_of(item));
                    let noun = capitalised(record.noun);
                    let label = match self.draft.agreement.name_of(item).or_else(|| role_of(item)) {
                        Some(name) if name.starts_with(words::CREDITS_FOR) => name,
                        Some(name) => format!("{noun}: {name}"),
                        None => format!("{noun} {}", index + 1),
                    };
                    self.item(&here, label, depth);
                    self.record(record, item, &here, depth + 1);
                }
            }
        }
    }

    fn record(&mut self, record: &RecordSpec, node: &dyn Node, path: &FieldPath, depth: u8) {
        for spec in record.fields {
            if let Some(child) = node.child(spec.name) {
                self.field(spec, child, &path.join(spec.name), depth);
            }
        }
    }

    /// Adds the heading of an item or of a group of fields.
    fn item(&mut self, path: &FieldPath, label: String, depth: u8) {
        let row = Row::new(Kind::Item, path.as_str(), label);
        self.rows.push(Row { depth, path: path.clone(), ..row });
    }

    /// What its author decided about the wording of a section.
    fn clauses(&mut self, section: &Section) {
        let own = self.draft.extra_clauses.iter().filter(|c| c.section.as_str() == section.id.as_str());
        for standing in in_order(section, own) {
            match standing {
                Standing::Form(clause) => self.decision(section, clause),
                Standing::Own(clause) => self.own_clause(clause),
            }
        }
    }

    fn decision(&mut self, section: &Section, clause: &Clause) {
        let draft = self.draft;
        let key = section.clause_key(clause);
        let path = FieldPath::new("clauses").join(&key);
        let own = draft.written(&key);
        let choice = draft.choice(&key);
        let title = clause.named(choice);
        let renamed = !title.is_empty() && title != clause.title.trim();
        let title = if title.is_empty() { words::UNTITLED } else { title };
        let include = choice.and_then(|c| c.include).filter(|on| clause.starts_included() != *on);
        let named = |choice: &Choice| {
            clause.alternatives.iter().find(|a| a.id.as_str() == choice.alternative.as_str())
        };
        let value = match (include, own, choice.and_then(named)) {
            (Some(false), ..) => words::left_out(choice.map_or("", |c| c.reason.trim())),
            (_, Some(own), _) => format!("{}: {}", words::OWN_WORDS, own.text.trim()),
            (_, None, Some(other)) => words::wording(&other.label),
            (Some(true), None, None) => words::PUT_IN.to_owned(),
            (None, None, None) if renamed => words::RENAMED.to_owned(),
            (None, None, None) => return,
        };
        self.rows.push(Row { value, path, ..Row::new(Kind::Clause, format!("clause {key}"), title) });
    }

    fn own_clause(&mut self, own: &ExtraClause) {
        let path = FieldPath::new("extra_clauses").join(&own.id).join("text");
        let title = if own.title.trim().is_empty() { words::UNTITLED } else { own.title.as_str() };
        let value = format!("{}: {}", words::OWN_CLAUSE, own.text.trim());
        let row = Row::new(Kind::Clause, format!("own clause {}", own.id), title);
        self.rows.push(Row { value, path, ..row });
    }
}

/// The entry of the draft that accepts a finding.
pub fn waiver_of<'a>(draft: &'a Draft, finding: &Finding) -> Option<&'a Waiver> {
    draft.waivers.iter().find(|w| {
        let place = FieldPath::new(w.path.trim());
        w.code.trim() == finding.code && finding.path.is_within(&place) && !w.reason.trim().is_empty()
    })
}

fn of_finding(group: Group, index: usize, finding: &Finding) -> Row {
    let place = if finding.place.is_empty() { finding.section.as_str() } else { finding.place.as_str() };
    let hint = capitalised(&finding.hint);
    let (kind, label, value) = match group {
        // That it is empty goes without saying.
        Group::Needed | Group::Recommended if !place.is_empty() => (Kind::Gap, place.to_owned(), hint),
        Group::Needed | Group::Recommended => (Kind::Gap, finding.message.clone(), hint),
        Group::Accepted => {
            let reason = words::reason(finding.waived.as_deref().unwrap_or_default());
            (Kind::Waived(index), finding.message.clone(), reason)
        }
        _ => {
            let value = if place.is_empty() { hint } else { format!("{place}  ·  {hint}") };
            (Kind::Problem(finding.severity, index), finding.message.clone(), value)
        }
    };
    let key = format!("{} {} {}", finding.code, finding.path, finding.message);
    Row { value, path: finding.path.clone(), ..Row::new(kind, key, label) }
}
