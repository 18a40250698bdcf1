//! What a check says about a draft.

use crate::draft::Edit;
use crate::value::FieldPath;

/// How much a finding matters. Ordered: the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Two competent readers can reach different results, something cannot be computed, or a required part is missing.
    Error,
    /// Can be computed, but is risky, one-sided or unusual.
    Warning,
    /// Style, balance, good practice.
    Hint,
}

impl Severity {
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Hint];

    /// `error`, `warning` or `hint`: as written in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// A mend that needs no thought: one undoable step with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// As the button and the undo step call it: "Make the tiers half-open".
    pub title: String,
    /// Applied in this order.
    pub edits: Vec<Edit>,
}

/// One problem, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule, for example "C01"; `explain` knows it.
    pub code: &'static str,
    pub severity: Severity,
    /// The field to mend.
    pub path: FieldPath,
    /// Title of the section of the form that holds the field; empty for what concerns the whole draft.
    pub section: String,
    /// The field in words: "Metrics › Network availability › Target".
    pub place: String,
    /// What is wrong, with the values that show it.
    pub message: String,
    /// What to do.
    pub hint: String,
    pub fix: Option<Fix>,
    /// Other fields that take part.
    pub related: Vec<FieldPath>,
    /// The reason for which the author accepts the finding; such a finding does not count.
    pub waived: Option<String>,
    /// Something is not there yet: to be filled in, rather than wrong.
    pub missing: bool,
}

impl Finding {
    /// Whether it only says that something required is still to be filled in.
    pub fn is_to_fill(&self) -> bool {
        self.missing && self.severity == Severity::Error
    }

    /// Whether it only says that something recommended is not there yet.
    pub fn is_recommended(&self) -> bool {
        self.missing && self.severity == Severity::Warning
    }
}

/// How many findings there are; waived ones are counted apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
    pub waived: usize,
    /// Of the errors, those that only say what is still to be filled in.
    pub missing: usize,
    /// Of the warnings, those that only say what is recommended and not there yet.
    pub recommended: usize,
}

impl Summary {
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut sum = Self::default();
        for finding in findings {
            match (&finding.waived, finding.severity) {
                (Some(_), _) => sum.waived += 1,
                (None, Severity::Error) => {
                    sum.errors += 1;
                    sum.missing += usize::from(finding.missing);
                }
                (None, Severity::Warning) => {
                    sum.warnings += 1;
                    sum.recommended += usize::from(finding.missing);
                }
                (None, Severity::Hint) => sum.hints += 1,
            }
        }
        sum
    }

    /// Errors in what was entered: those that filling in does not mend.
    pub fn wrong(&self) -> usize {
        self.errors - self.missing
    }

    /// Warnings about what was entered: those that filling in does not mend.
    pub fn risks(&self) -> usize {
        self.warnings - self.recommended
    }

    /// What is left before it can be sent, as a colleague says it: "12 still to fill in, 2 errors". Empty when
    /// nothing is.
    pub fn left_words(&self) -> String {
        let needed = match self.missing {
            0 => String::new(),
            n => format!("{n} still to fill in"),
        };
        let wrong = match self.wrong() {
            0 => String::new(),
            1 => "1 error".to_owned(),
            n => format!("{n} errors"),
        };
        let parts: Vec<String> = [needed, wrong].into_iter().filter(|p| !p.is_empty()).collect();
        parts.join(", ")
    }

    /// What there is, and nothing of what there is not: "3 still to fill in, 1 warning, 8 recommended". Empty when nothing is found.
    pub fn found_words(&self) -> String {
        let count = |n: usize, one: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {one}s")),
        };
        let missing = (self.missing > 0).then(|| format!("{} still to fill in", self.missing));
        let recommended = (self.recommended > 0).then(|| format!("{} recommended", self.recommended));
        let found = [
            missing,
            count(self.wrong(), "error"),
            count(self.risks(), "warning"),
            recommended,
            count(self.hints, "hint"),
        ];
        found.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Whether a final export may be made.
    pub fn is_clean(&self) -> bool {
        self.errors == 0
    }

    /// "7 still to fill in, 2 errors, 1 warning, no hints": as a status line says it.
    pub fn words(&self) -> String {
        let count = |n: usize, one: &str| match n {
            0 => format!("no {one}s"),
            1 => format!("1 {one}"),
            n => format!("{n} {one}s"),
        };
        let mut text =
            [count(self.wrong(), "error"), count(self.warnings, "warning"), count(self.hints, "hint")]
                .join(", ");
        if self.missing > 0 {
            text = format!("{} still to fill in, {text}", self.missing);
        }
        if self.waived > 0 {
            text.push_str(&format!(", {} accepted", self.waived));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waived_findings_are_counted_apart() {
        let finding = |severity, waived: Option<&str>| Finding {
            code: "T01",
            severity,
            path: FieldPath::root(),
            section: String::new(),
            place: String::new(),
            message: String::new(),
            hint: String::new(),
            fix: None,
            related: Vec::new(),
            waived: waived.map(str::to_owned),
            missing: false,
        };
        let all = [
            finding(Severity::Error, None),
            finding(Severity::Error, Some("agreed")),
            finding(Severity::Hint, None),
        ];
        let sum = Summary::of(&all);
        assert_eq!(sum, Summary { errors: 1, warnings: 0, hints: 1, waived: 1, missing: 0, recommended: 0 });
        assert_eq!(sum.words(), "1 error, no warnings, 1 hint, 1 accepted");
        assert_eq!(sum.found_words(), "1 error, 1 hint");
        assert_eq!(Summary::default().found_words(), "");
        assert!(!sum.is_clean());
        let gap = Finding { missing: true, ..finding(Severity::Error, None) };
        let accepted = Finding { waived: Some("agreed".into()), ..gap.clone() };
        let left = Summary::of([&gap, &accepted, &finding(Severity::Error, None), &gap]);
        assert_eq!((left.errors, left.missing, left.wrong()), (3, 2, 1));
        assert_eq!(left.left_words(), "2 still to fill in, 1 error");
        assert_eq!(Summary::default().left_words(), "");
        let unset = Finding { missing: true, ..finding(Severity::Warning, None) };
        let advised = Summary::of([&unset, &finding(Severity::Warning, None)]);
        assert_eq!((advised.warnings, advised.risks()), (2, 1));
        assert_eq!(advised.found_words(), "1 warning, 1 recommended");
    }

    #[test]
    fn what_is_still_to_fill_in_is_no_mistake_yet_but_is_in_the_way() {
        use crate::check::testkit::{changed, run};
        let sum = Summary::of(&run(&changed(&["governing_law="])));
        assert_eq!((sum.missing, sum.wrong(), sum.is_clean()), (1, 0, false));
        assert!(sum.words().starts_with("1 still to fill in, no errors, "), "{}", sum.words());
        assert!(sum.found_words().starts_with("1 still to fill in"), "{}", sum.found_words());
        assert!(!sum.found_words().contains("no "), "{}", sum.found_words());
        let sum = Summary::of(&run(&changed(&["metrics.uptime.target=abc"])));
        assert_eq!(sum.missing, 0, "an entry that is no value is wrong");
        assert!(sum.wrong() > 0);
    }
}
