//! A text that is typed freely, with what was found out about it.

use super::collect::{Raw, Report};
use super::rules;
use super::tells::{Hit, Tell, hits};
use crate::value::{FieldPath, FieldSpec, LeafKind, RecordSpec, Shape};
use std::cell::Cell;

/// A text with its place. It is kept from check to check while both stay as they are, see [`super::memo`].
pub(super) struct TextAt {
    pub(super) path: FieldPath,
    pub(super) record: &'static RecordSpec,
    pub(super) spec: &'static FieldSpec,
    pub(super) text: String,
    /// Telltale phrases in it.
    pub(super) hits: Vec<Hit>,
    /// The characters in it that not every font has, each once.
    pub(super) unusual: Vec<char>,
    pub(super) answers: Answers,
    /// What the rules about single texts find in it.
    found: Vec<Raw>,
}

impl TextAt {
    pub(super) fn new(
        path: FieldPath,
        record: &'static RecordSpec,
        spec: &'static FieldSpec,
        text: String,
    ) -> Self {
        let (hits, unusual) = (hits(&text), unusual(&text));
        let (answers, found) = (Answers::default(), Vec::new());
        let mut at = Self { path, record, spec, text, hits, unusual, answers, found };
        let mut report = Report::default();
        for (rule, look) in rules::of_texts() {
            report.begin(rule);
            look(&at, &mut report);
        }
        at.found = report.found;
        at
    }

    /// Whether it holds sentences rather than names.
    pub(super) fn is_prose(&self) -> bool {
        matches!(self.spec.shape(), Shape::Leaf(LeafKind::Prose | LeafKind::Lines))
    }

    /// The first telltale phrase of a kind.
    pub(super) fn tell(&self, tell: Tell) -> Option<&Hit> {
        self.hits.iter().find(|hit| hit.tell == tell)
    }

    /// What the rules about single texts find in it.
    pub(super) fn found(&self) -> &[Raw] {
        &self.found
    }

    /// Whether the answer to a question is yes; `look` says so where the question is asked for the first time.
    pub(super) fn has(&self, question: Question, look: impl FnOnce(&str) -> bool) -> bool {
        self.answers.get(question, || look(&self.text))
    }
}

/// In the order of their codes.
fn unusual(text: &str) -> Vec<char> {
    let mut found: Vec<char> = text.chars().filter(|c| !c.is_ascii() && !c.is_whitespace()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What rules ask of every text before they look closer at the few that matter. The answer follows from the text and
/// its place alone, or also from words that the agreement knows, see [`Answers::forget`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Does it use capitals as terms do? Is one of them a term that nobody defined?
    Capitals,
    OpenTerm,
    /// Does it write a defined term in small letters?
    SmallTerm,
    /// Does it hold a legal form? Does it misname a party?
    LegalForm,
    OtherName,
    /// Does it say who pays or grants what? Does it turn the roles of the parties round?
    Payment,
    TurnedRound,
    /// Does it name hours, a part by its heading, a part by its number, a time of day in no zone?
    Hours,
    Heading,
    Number,
    LinkableNumber,
    TimeOfDay,
    /// Does it call a party by a role that many agreements use?
    Role,
    /// Does it speak of downtime, as a headline of an availability, of the sense of a word?
    Downtime,
    AverageMonth,
    Headline,
    Meaning,
    /// Does it send the reader back to the agreement, hold an equation, hold a date with slashes?
    Itself,
    Equation,
    SlashedDate,
}

impl Question {
    /// The questions whose answers follow from the text and the definitions of the agreement.
    pub(super) const OF_TERMS: &[Self] = &[Self::OpenTerm, Self::SmallTerm];
    /// Those whose answers follow from the text and the names in the agreement.
    pub(super) const OF_NAMES: &[Self] = &[Self::OpenTerm, Self::OtherName, Self::TurnedRound];

    fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Answers that were given.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    given: Cell<u32>,
    yes: Cell<u32>,
}

impl Answers {
    pub(super) fn get(&self, question: Question, look: impl FnOnce() -> bool) -> bool {
        let bit = question.bit();
        if self.given.get() & bit == 0 {
            let yes = if look() { bit } else { 0 };
            self.yes.set(self.yes.get() & !bit | yes);
            self.given.set(self.given.get() | bit);
        }
        self.yes.get() & bit != 0
    }

    /// What these answers rest on is another now: the questions are asked anew.
    pub(super) fn forget(&self, questions: &[Question]) {
        let bits = questions.iter().fold(0, |all, question| all | question.bit());
        self.given.set(self.given.get() & !bits);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_asked_once_and_again_when_the_words_change() {
        let answers = Answers::default();
        assert!(answers.get(Question::OpenTerm, || true) && answers.get(Question::OpenTerm, || false));
        assert!(!answers.get(Question::Hours, || false) && !answers.get(Question::Hours, || true));
        answers.forget(Question::OF_NAMES);
        assert!(!answers.get(Question::OpenTerm, || false), "asked anew");
        assert!(!answers.get(Question::Hours, || true), "not asked anew");
    }
}
