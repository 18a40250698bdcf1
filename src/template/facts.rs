//! The public vocabulary of placeholders: what `{{path}}` may name, and what it says for one draft.
//!
//! A path names a field of the agreement (`term.effective`, `metrics.uptime.target`), an answer (`answers.hardware`),
//! a field of the first party of a role (`customer.short_name`), or one of the computed facts of [`COMPUTED`].

use super::{Filter, Question, Template, computed, print, stated};
use crate::agreement::{Agreement, Party, Role};
use crate::draft::Draft;
use crate::value::{FieldPath, FieldSpec, LeafKind, Node, Record, RecordSpec, Shape};

pub use computed::COMPUTED;

/// Roots that stand for the first party of a role.
pub const PARTY_ROOTS: &[(&str, Role)] = &[("provider", Role::Provider), ("customer", Role::Customer)];

/// Looks placeholders up in one draft.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    draft: &'a Draft,
    template: &'a Template,
}

/// What a placeholder stands for.
pub struct Fact<'a> {
    /// The field that decides it; a click on the printed value leads there.
    pub path: FieldPath,
    pub(super) label: Label<'a>,
    pub(super) source: Source<'a>,
}

/// What a fact is called; put together only where somebody asks.
pub(super) enum Label<'a> {
    Plain(&'a str),
    /// "Legal name (Customer)".
    Of(&'a str, &'a str),
    Made(String),
}

pub(super) enum Source<'a> {
    Node {
        node: &'a dyn Node,
        refers: Option<&'static str>,
        unit: Option<String>,
    },
    Answer {
        question: &'a Question,
        value: &'a str,
    },
    Computed {
        kind: LeafKind,
        text: Option<String>,
    },
    /// The field cannot hold anything yet, for example because there is no party of this role.
    Absent,
}

/// Why a path names nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownFact {
    #[error("there is no field “{0}”")]
    Field(String),
    #[error("“{list}” has no item “{id}”")]
    Item { list: String, id: String },
    #[error("the template asks no question “{0}”")]
    Question(String),
}

impl<'a> Facts<'a> {
    pub fn new(draft: &'a Draft, template: &'a Template) -> Self {
        Self { draft, template }
    }

    pub fn draft(&self) -> &'a Draft {
        self.draft
    }

    pub fn template(&self) -> &'a Template {
        self.template
    }

    /// What a path stands for.
    ///
    /// # Errors
    /// When it is no part of the vocabulary, or names an item that the draft does not have.
    pub fn find(&self, path: &str) -> Result<Fact<'a>, UnknownFact> {
        if let Some(fact) = computed::find(path, self.draft, self.template) {
            return Ok(fact);
        }
        if let Some(fact) = stated::find(path, self.draft) {
            return Ok(fact);
        }
        let (root, rest) = path.split_once('.').unwrap_or((path, ""));
        if let Some((_, role)) = PARTY_ROOTS.iter().find(|(name, _)| *name == root) {
            return self.of_party(*role, rest, path);
        }
        if root == "answers" && !rest.is_empty() {
            return self.answer(rest);
        }
        let walked = walk(&self.draft.agreement, Agreement::SPEC, path, path)?;
        Ok(walked.fact(FieldPath::new(path)))
    }

    /// The printed text; `None` when nothing was entered.
    ///
    /// # Errors
    /// As [`Facts::find`].
    pub fn text(&self, path: &str, filter: Option<Filter>) -> Result<Option<String>, UnknownFact> {
        Ok(self.find(path)?.printed(filter, &self.draft.agreement))
    }

    fn of_party(&self, role: Role, rest: &str, path: &str) -> Result<Fact<'a>, UnknownFact> {
        let unknown = || UnknownFact::Field(path.to_owned());
        let label_of = |field| Label::Of(field, role.label());
        if rest.is_empty() {
            return Ok(self.party_itself(role));
        }
        let Some(party) = self.draft.agreement.party(role) else {
            let first = rest.split('.').next().unwrap_or("");
            let field = Party::SPEC.field(first).ok_or_else(unknown)?;
            return Ok(Fact {
                path: FieldPath::new("parties"),
                label: label_of(field.label),
                source: Source::Absent,
            });
        };
        let walked = walk(party, Party::SPEC, rest, path)?;
        let label = label_of(walked.spec.map_or("Party", |s| s.label));
        let base = FieldPath::new("parties").join(&party.id);
        let real = rest.split('.').fold(base, |at, segment| at.join(segment));
        Ok(Fact { label, ..walked.fact(real) })
    }

    /// The party as a whole, for `{{customer}}` and `Has("customer")`.
    fn party_itself(&self, role: Role) -> Fact<'a> {
        let label = Label::Plain(role.label());
        let list = FieldPath::new("parties");
        match self.draft.agreement.party(role) {
            None => Fact { path: list, label, source: Source::Absent },
            Some(party) => Fact {
                path: list.join(&party.id),
                label,
                source: Source::Node { node: party, refers: None, unit: None },
            },
        }
    }

    fn answer(&self, rest: &str) -> Result<Fact<'a>, UnknownFact> {
        let id = rest.strip_suffix(".value").unwrap_or(rest);
        let question = self.template.questions.iter().find(|q| q.id.as_str() == id);
        let question = question.ok_or_else(|| UnknownFact::Question(id.to_owned()))?;
        let path = FieldPath::new("answers").join(id).join("value");
        let value = self.draft.agreement.answer(id).map_or("", |v| v.as_str());
        Ok(Fact { path, label: Label::Plain(question.name()), source: Source::Answer { question, value } })
    }
}

impl Fact<'_> {
    /// Names it in a message and in the mark of a missing value: "Effective date".
    pub fn label(&self) -> String {
        match &self.label {
            Label::Plain(label) => (*label).to_owned(),
            Label::Of(label, whose) => format!("{label} ({whose})"),
            Label::Made(label) => label.clone(),
        }
    }

    /// Nothing was entered.
    pub fn is_blank(&self) -> bool {
        match &self.source {
            Source::Node { node, .. } => node.is_blank(),
            Source::Answer { value, .. } => value.trim().is_empty(),
            Source::Computed { text, .. } => text.is_none(),
            Source::Absent => true,
        }
    }

    /// The canonical text, as conditions compare it; empty when nothing was entered and for records and lists.
    pub fn canonical(&self) -> String {
        match &self.source {
            Source::Node { node, .. } => node.text(),
            Source::Answer { question, value } => {
                question.check(value).unwrap_or_else(|_| value.trim().to_owned())
            }
            Source::Computed { text, .. } => text.clone().unwrap_or_default(),
            Source::Absent => String::new(),
        }
    }

    /// The number of items of a list, or of entries of a value that holds several.
    pub fn count(&self) -> usize {
        match &self.source {
            Source::Node { node, .. } => print::count(*node),
            _ => usize::from(!self.is_blank()),
        }
    }

    /// The kind of a single value; `None` for records and lists.
    pub fn kind(&self) -> Option<LeafKind> {
        match &self.source {
            Source::Node { node, .. } => match node.shape() {
                Shape::Leaf(kind) => Some(kind),
                _ => None,
            },
            Source::Answer { question, .. } => Some(question.kind.leaf_kind()),
            Source::Computed { kind, .. } => Some(*kind),
            Source::Absent => None,
        }
    }

    /// As it is printed; `None` when nothing was entered.
    pub fn printed(&self, filter: Option<Filter>, agreement: &Agreement) -> Option<String> {
        match &self.source {
            Source::Node { node, refers, unit } => {
                print::node(*node, *refers, unit.as_deref(), filter, agreement)
            }
            Source::Answer { question, value } => {
                if filter == Some(Filter::Count) {
                    return Some(self.count().to_string());
                }
                let text = question.print(value, filter, agreement)?;
                Some(if filter == Some(Filter::Lower) { print::lower_first(&text) } else { text })
            }
            Source::Computed { kind, text } => {
                let text = print::leaf(*kind, text.as_deref()?, None, agreement);
                Some(if filter == Some(Filter::Lower) { print::lower_first(&text) } else { text })
            }
            Source::Absent => (filter == Some(Filter::Count)).then(|| "0".to_owned()),
        }
    }
}

/// A node with what the way to it told.
struct Walked<'a> {
    node: &'a dyn Node,
    spec: Option<&'static FieldSpec>,
    /// Label of the innermost list item on the way.
    item: Option<String>,
    unit: Option<String>,
}

impl<'a> Walked<'a> {
    fn fact(self, path: FieldPath) -> Fact<'a> {
        let field = self.spec.map(|s| s.label);
        let label = match (field, &self.item) {
            (Some(field), Some(item)) => Label::Made(format!("{field} ({item})")),
            (Some(field), None) => Label::Plain(field),
            (None, Some(item)) => Label::Made(item.clone()),
            (None, None) => Label::Made(path.to_string()),
        };
        let refers = self.spec.and_then(|s| s.refers);
        Fact { path, label, source: Source::Node { node: self.node, refers, unit: self.unit } }
    }
}

fn walk<'a>(
    root: &'a dyn Node,
    spec: &'static RecordSpec,
    path: &str,
    whole: &str,
) -> Result<Walked<'a>, UnknownFact> {
    let unknown = || UnknownFact::Field(whole.to_owned());
    let mut at = Walked { node: root, spec: None, item: None, unit: None };
    let mut shape = Shape::Record(spec);
    let mut list = String::new();
    for segment in path.split('.').filter(|s| !s.is_empty()) {
        match shape {
            Shape::Leaf(_) => return Err(unknown()),
            Shape::Record(record) => {
                let field = record.field(segment).ok_or_else(unknown)?;
                at.unit = at.node.child("unit").map(Node::text).filter(|u| !u.trim().is_empty());
                at.node = at.node.child(segment).ok_or_else(unknown)?;
                at.spec = Some(field);
                shape = field.shape();
                list = segment.to_owned();
            }
            Shape::List(record) => {
                let item = at.node.child(segment);
                at.node =
                    item.ok_or_else(|| UnknownFact::Item { list: list.clone(), id: segment.to_owned() })?;
                let label = crate::agreement::queries::label_of(at.node);
                at.item = Some(label.unwrap_or_else(|| segment.to_owned()));
                at.spec = None;
                shape = Shape::Record(record);
            }
        }
    }
    if at.spec.is_none() && at.item.is_none() {
        return Err(unknown());
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::testing::{start, template};

    fn said(path: &str, filter: Option<Filter>) -> String {
        let (draft, template) = (start(), template());
        let facts = Facts::new(&draft, &template);
        facts.text(path, filter).map_or_else(|e| e.to_string(), Option::unwrap_or_default)
    }

    #[test]
    fn paths_are_said_in_words() {
        for (path, filter, want) in [
            ("customer.short_name", None, "Customer"),
            ("provider", None, "Northwind GmbH"),
            ("term.kind", None, "For a number of months"),
            ("credits.base", Some(Filter::Long), "the monthly fee of the affected service"),
            ("term.end", None, "31\u{a0}December 2028"),
            ("term.notice_by", None, "30\u{a0}September 2028"),
            ("answers.hosts", None, "Shared hosts"),
            ("answers.hosts", Some(Filter::Lower), "shared hosts"),
            ("answers.lead", None, "Northwind"),
            ("answers.payment", None, ""),
            ("services", None, "Hosting and Backup"),
            ("services", Some(Filter::Count), "2"),
            ("services.hosting", None, "Hosting"),
            ("metrics", Some(Filter::Count), "0"),
            ("document.form", None, "Small agreement"),
            ("document.status", Some(Filter::Lower), "draft"),
        ] {
            assert_eq!(said(path, filter), want, "{path}");
        }
    }

    #[test]
    fn what_is_no_fact_says_so() {
        for (path, want) in [
            ("parties.nobody.legal_name", "“parties” has no item “nobody”"),
            ("term.beginning", "no field “term.beginning”"),
            ("term.effective.day", "no field"),
            ("customer.id.x", "no field"),
            ("waivers", "no field"),
            ("answers.none", "asks no question “none”"),
            ("", "no field"),
        ] {
            assert!(said(path, None).contains(want), "{path}: {}", said(path, None));
        }
    }

    #[test]
    fn a_number_in_full_has_its_unit() {
        let mut draft = start();
        for edit in [
            crate::draft::Edit::Insert { list: "metrics".into(), at: 0, id: "up".into() },
            crate::draft::Edit::set("metrics.up.name", "Uptime"),
            crate::draft::Edit::set("metrics.up.target", "99.95"),
            crate::draft::Edit::set("metrics.up.unit", "%"),
            crate::draft::Edit::set("metrics.up.service", "hosting"),
        ] {
            edit.apply_strict(&mut draft).unwrap();
        }
        let template = template();
        let facts = Facts::new(&draft, &template);
        let text = |path, filter| facts.text(path, filter).unwrap().unwrap();
        assert_eq!(text("metrics.up.target", None), "99.95");
        assert_eq!(text("metrics.up.target", Some(Filter::Long)), "99.95\u{a0}%");
        assert_eq!(text("metrics.up.service", None), "Hosting");
        assert_eq!(facts.find("metrics.up.target").unwrap().label(), "Target (Uptime)");
    }

    #[test]
    fn the_vocabulary_names_only_what_can_be_found() {
        let (draft, template) = (start(), template());
        let facts = Facts::new(&draft, &template);
        let words = facts.vocabulary();
        for word in &words {
            assert!(facts.find(&word.path).is_ok(), "{}", word.path);
            assert!(
                !word.label.is_empty() && !word.kind.is_empty() && !word.help.is_empty(),
                "{}",
                word.path
            );
        }
        for path in [
            "term.end",
            "customer.address",
            "answers.hosts",
            "services",
            "services.hosting",
            "services.hosting.fee",
        ] {
            assert!(words.iter().any(|w| w.path == path), "{path}");
        }
    }
}
