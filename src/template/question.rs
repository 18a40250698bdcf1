//! Answers to a template's own questions: typed, checked, printed.

use super::{Clause, Facts, Filter, Question, QuestionKind, Section, Template, When, print, text_in};
use crate::agreement::Agreement;
use crate::draft::{Choice, Draft};
use crate::value::{
    Date, Duration, Leaf, LeafKind, Money, Percent, Prose, Ref, Text, TimeOfDay, ValueError, fold_choice,
};

impl QuestionKind {
    /// The kind of value that answers; a choice is a text here, its values are the question's own.
    pub fn leaf_kind(&self) -> LeafKind {
        match self {
            Self::Text | Self::Choice(_) => LeafKind::Text,
            Self::LongText => LeafKind::Prose,
            Self::Integer => LeafKind::Whole,
            Self::Percent => LeafKind::Percent,
            Self::Money => LeafKind::Money,
            Self::Duration => LeafKind::Duration,
            Self::Date => LeafKind::Date,
            Self::Time => LeafKind::Time,
            Self::YesNo => LeafKind::YesNo,
            Self::Party => LeafKind::Ref,
        }
    }

    /// The kind of answer in plain words, for messages and `paths`.
    pub fn describe(&self) -> String {
        match self {
            Self::Choice(values) => {
                let names: Vec<&str> = values.iter().map(|(name, _)| name.as_str()).collect();
                format!("one of {}", names.join(", "))
            }
            other => other.leaf_kind().describe().to_owned(),
        }
    }
}

impl Question {
    /// The short name of the answer, as a blank in the text has it.
    pub fn name(&self) -> &str {
        if self.blank.trim().is_empty() { &self.label } else { &self.blank }
    }

    /// The canonical text of an answer. The empty text is no answer and always allowed here.
    ///
    /// # Errors
    /// When the text is no answer of the question's kind.
    pub fn check(&self, text: &str) -> Result<String, ValueError> {
        if text.trim().is_empty() {
            return Ok(String::new());
        }
        fn canonical<T: Leaf>(text: &str) -> Result<String, ValueError> {
            T::parse(text).map(|value| value.text())
        }
        match &self.kind {
            QuestionKind::Text => canonical::<Text>(text),
            QuestionKind::LongText => canonical::<Prose>(text),
            QuestionKind::Integer => canonical::<u32>(text),
            QuestionKind::Percent => canonical::<Percent>(text),
            QuestionKind::Money => canonical::<Money>(text),
            QuestionKind::Duration => canonical::<Duration>(text),
            QuestionKind::Date => canonical::<Date>(text),
            QuestionKind::Time => canonical::<TimeOfDay>(text),
            QuestionKind::YesNo => canonical::<bool>(text),
            QuestionKind::Party => canonical::<Ref>(text),
            QuestionKind::Choice(values) => {
                let wanted = fold_choice(text);
                let same = |t: &str| fold_choice(t) == wanted;
                let found = values.iter().find(|(name, label)| same(name) || same(label));
                found.map(|(name, _)| name.clone()).ok_or_else(|| {
                    ValueError::new(
                        format!("{} is not one of the choices", crate::value::quoted(text)),
                        format!("use {}", self.kind.describe()),
                    )
                })
            }
        }
    }

    /// The answer as printed: a choice by its label, a party by its short name. `None` without an answer.
    pub fn print(&self, answer: &str, filter: Option<Filter>, agreement: &Agreement) -> Option<String> {
        if answer.trim().is_empty() {
            return None;
        }
        // An answer of an older template version may not fit the question; it is printed as it stands.
        let Ok(text) = self.check(answer) else { return Some(answer.to_owned()) };
        Some(match &self.kind {
            QuestionKind::Choice(values) => {
                values.iter().find(|(name, _)| *name == text).map_or(text, |(_, label)| label.clone())
            }
            QuestionKind::Party => {
                let party = agreement.parties.iter().find(|p| p.id.as_str() == text);
                let name = party.map(|p| if p.short_name.is_empty() { &p.legal_name } else { &p.short_name });
                name.filter(|n| !n.is_empty()).map_or(text, |n| n.to_string())
            }
            kind if filter == Some(Filter::Long) => {
                print::leaf_long(kind.leaf_kind(), &text, None, agreement)
            }
            kind => print::leaf(kind.leaf_kind(), &text, None, agreement),
        })
    }
}

impl Template {
    /// Whether the draft as it stands makes anything of the answer to a question: a condition asks for it, or a text
    /// that is not left out or rewritten prints it.
    pub fn uses_answer(&self, draft: &Draft, id: &str) -> bool {
        self.makes_use(draft, id, &|choice, clause| clause.is_wanted(choice))
    }

    /// Whether nothing is made of the answer to a question only because the drafter left out the clauses that would.
    pub fn left_answer_out(&self, draft: &Draft, id: &str) -> bool {
        draft.choices.iter().any(|choice| choice.include == Some(false))
            && !self.uses_answer(draft, id)
            && self.makes_use(draft, id, &|choice, clause| {
                clause.is_wanted(choice) || clause.is_left_out(choice)
            })
    }

    fn makes_use(&self, draft: &Draft, id: &str, wanted: &dyn Fn(Option<&Choice>, &Clause) -> bool) -> bool {
        let path = format!("answers.{id}");
        let facts = Facts::new(draft, self);
        let asks = |when: &When| when.paths().iter().any(|p| *p == path);
        let uses = |section: &Section, clause: &Clause| {
            let key = section.clause_key(clause);
            let choice = draft.choice(&key);
            if !wanted(choice, clause) {
                return false;
            }
            if clause.when.iter().any(asks) {
                return true;
            }
            if let Some(own) = draft.written(&key) {
                return own.text.contains(&path);
            }
            let other = choice.map_or("", |c| c.alternative.as_str());
            let other = clause.alternatives.iter().find(|a| a.id.as_str() == other);
            let text = other.map_or(&clause.text, |a| &a.text);
            text.contains(&path)
                && clause.when.as_ref().is_none_or(|w| w.holds(&facts))
                && text_in(text, &facts).contains(&path)
        };
        draft.extra_clauses.iter().any(|c| c.text.contains(&path))
            || self.sections.iter().any(|section| {
                let asked = section.when.iter().any(asks);
                section.clauses.iter().any(|clause| {
                    uses(section, clause)
                        || asked && wanted(draft.choice(&section.clause_key(clause)), clause)
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(kind: QuestionKind) -> Question {
        Question {
            id: "q".parse().unwrap(),
            label: "Q".into(),
            blank: String::new(),
            example: String::new(),
            help: String::new(),
            kind,
            default: String::new(),
            required: false,
        }
    }

    #[test]
    fn answers_are_typed() {
        assert_eq!(question(QuestionKind::Duration).check("4 hours").as_deref(), Ok("4h"));
        assert!(question(QuestionKind::Duration).check("soon").is_err());
        assert_eq!(question(QuestionKind::YesNo).check("").as_deref(), Ok(""));
        assert_eq!(question(QuestionKind::YesNo).check("Y").as_deref(), Ok("yes"));
        assert_eq!(question(QuestionKind::Time).check("9:30").as_deref(), Ok("09:30"));
        assert!(question(QuestionKind::Time).check("3h").is_err());
        let choice = question(QuestionKind::Choice(vec![("byod".into(), "Own devices".into())]));
        assert_eq!(choice.check("own devices").as_deref(), Ok("byod"));
        assert!(choice.check("none").unwrap_err().to_string().contains("one of byod"));
        assert_eq!(choice.print("byod", None, &Agreement::default()).as_deref(), Some("Own devices"));
        assert_eq!(choice.print("gone", None, &Agreement::default()).as_deref(), Some("gone"));
    }
}
