//! A form of agreement, as data. Files are RON; text is a CommonMark subset with placeholders.

use crate::agreement::{AgreementKind, Level, Owner};
pub use crate::draft::Profile;
use crate::value::{FieldPath, Id};
use serde::{Deserialize, Serialize};

/// The schema of template files that this program reads.
pub const SCHEMA: u32 = 1;

/// A form of agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    pub schema: u32,
    pub id: Id,
    pub version: String,
    /// Name of the form, printed only while an agreement has no title of its own: "Cloud hosting agreement".
    pub title: String,
    /// One sentence for lists.
    pub summary: String,
    /// For the start screen: what it is for, what it asks, what it leaves out. Plain paragraphs.
    pub description: String,
    pub kind: AgreementKind,
    /// BCP 47 tag, for example "en".
    pub language: String,
    /// Which rules apply.
    #[serde(default)]
    pub profile: Profile,
    /// Questions that only this form asks; the answers stand at `answers.<id>`.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// What is asked first when a draft is begun, in steps; everything else waits in the sections.
    #[serde(default)]
    pub interview: Vec<Step>,
    /// Proposals of the draft that agreements start with that are listed before anything is sent.
    #[serde(default)]
    pub bindings: Vec<super::Binding>,
    pub sections: Vec<Section>,
}

/// A step of the first questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub id: Id,
    /// In a word or two: "Who".
    pub title: String,
    /// What it is for, in a sentence.
    pub purpose: String,
    pub asks: Vec<Ask>,
}

/// Fields that are asked for together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Whose fields they are: "Customer"; may be empty.
    #[serde(default)]
    pub title: String,
    /// Single fields of the draft that new agreements start with, and questions as `answers.<id>`.
    pub fields: Vec<String>,
}

impl Step {
    /// Where the answers stand in a draft, in order.
    pub fn paths(&self) -> impl Iterator<Item = FieldPath> {
        self.asks.iter().flat_map(Ask::paths)
    }
}

impl Ask {
    /// Where the answers stand in a draft, in order.
    pub fn paths(&self) -> impl Iterator<Item = FieldPath> {
        self.fields.iter().map(|field| {
            let is_question = field.starts_with("answers.");
            FieldPath::new(if is_question { format!("{field}.value") } else { field.clone() })
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: Id,
    /// As asked: "Does the customer bring its own hardware?"
    pub label: String,
    /// What an unanswered question leaves in the text, between brackets: "time for payment".
    #[serde(default)]
    pub blank: String,
    /// An answer as somebody might type it; empty where the choices speak for themselves.
    #[serde(default)]
    pub example: String,
    pub help: String,
    pub kind: QuestionKind,
    /// The canonical text of the answer a new draft starts with.
    #[serde(default)]
    pub default: String,
    #[serde(default)]
    pub required: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuestionKind {
    Text,
    LongText,
    Integer,
    Percent,
    Money,
    Duration,
    Date,
    /// A time of day, 00:00 to 24:00.
    Time,
    YesNo,
    /// The id of a party.
    Party,
    /// Pairs of saved value and label.
    Choice(Vec<(String, String)>),
}

/// A numbered section of the text and, with the same title, a page of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub id: Id,
    pub title: String,
    pub guidance: Guidance,
    /// Paths of the agreement's fields, records or lists that the form shows here, in order: "parties", "term".
    #[serde(default)]
    pub form: Vec<String>,
    /// Titles it has instead while their condition holds; the first that does.
    #[serde(default)]
    pub titles: Vec<OtherTitle>,
    /// Ids of the questions that the form shows here, before the fields.
    #[serde(default)]
    pub questions: Vec<Id>,
    /// Printed as a lettered annex behind the numbered sections.
    #[serde(default)]
    pub annex: bool,
    #[serde(default)]
    pub when: Option<When>,
    pub clauses: Vec<Clause>,
}

/// The title of a section in which something is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherTitle {
    pub when: When,
    pub title: String,
}

impl Section {
    /// The title as this draft prints it: the drafter's own, else the form's.
    pub fn title_in<'a>(&'a self, facts: &super::Facts<'a>) -> &'a str {
        let other = self.titles.iter().find(|t| t.when.holds(facts));
        self.own_title(facts.draft()).unwrap_or_else(|| other.map_or(&self.title, |t| &t.title))
    }
}

/// Advice for the drafter; shown beside the form, never exported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guidance {
    /// What the section is for.
    pub purpose: String,
    /// A good example.
    #[serde(default)]
    pub example: String,
    /// What goes wrong.
    #[serde(default)]
    pub pitfalls: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Unique in its section; `{{ref:section.clause}}` leads here.
    pub id: Id,
    /// Heading; empty for a clause that is only numbered.
    #[serde(default)]
    pub title: String,
    /// Advice for the drafter; never exported.
    #[serde(default)]
    pub guidance: String,
    /// Paragraphs, emphasis and lists with placeholders; may be empty where a generated block says everything.
    #[serde(default)]
    pub text: String,
    /// Blocks made from the agreement's data, behind the text.
    #[serde(default)]
    pub blocks: Vec<Generated>,
    /// Other wordings to choose from.
    #[serde(default)]
    pub alternatives: Vec<Alternative>,
    /// The drafter is asked whether it belongs in; `Some(false)` starts left out. Others can be left out too.
    #[serde(default)]
    pub optional: Option<bool>,
    /// Printed only while this holds.
    #[serde(default)]
    pub when: Option<When>,
    /// An introduction that takes no number; references to it lead to the section.
    #[serde(default)]
    pub unnumbered: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    pub id: Id,
    /// What distinguishes it, for the drafter.
    pub label: String,
    pub text: String,
}

/// A condition over the draft's data. Paths are those of placeholders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// The yes/no field or answer is yes.
    Is(String),
    Not(Box<When>),
    All(Vec<When>),
    Any(Vec<When>),
    /// The field's canonical text equals this.
    Equals(String, String),
    /// The number, percentage or count of items is at least this.
    AtLeast(String, String),
    /// The field, record or list is not blank.
    Has(String),
}

/// A block made from the agreement's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Generated {
    Parties,
    Contacts,
    ParentAgreement,
    /// Dates, duration, renewal, notice, exit.
    Term,
    Services,
    Calendars,
    Dependencies,
    Definitions,
    /// When a period in days ends whose last day is no business day.
    TimeLimits,
    Responsibilities(Owner),
    /// One row a metric: name, target, window, consequence.
    MetricSummary,
    /// The full card of every metric.
    MetricCards,
    Priorities,
    Support,
    Maintenance,
    Exclusions,
    /// Tiers of each metric with the minutes they mean.
    CreditTables,
    /// Base, caps, claim, payout, nature.
    CreditTerms,
    ChronicFailure,
    EarnBack,
    /// What misses cost, computed from the agreement's own numbers, and the order of operations.
    WorkedExamples,
    Bonuses,
    Indemnities,
    Liability,
    Insurance,
    Groups,
    Policies(Level),
    /// For each group, the policies that bind it.
    EffectivePolicies,
    Continuity,
    Security,
    Reporting,
    Review,
    Escalation,
    /// The named states of the draft.
    ChangeHistory,
    Signatures,
}
