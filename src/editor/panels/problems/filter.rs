//! Which findings the list shows, and what each of them is to the person who drafts.

use super::words;
use crate::check::{Finding, Severity};
use crate::editor::tokens::Palette;
use crate::editor::widgets::{Icon, icon_of, ink_of};
use egui::Color32;

/// What a finding asks for, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Something wrong.
    Error,
    /// Something required that is not there yet.
    ToFill,
    Warning,
    /// Something recommended that is not there yet.
    Recommended,
    Hint,
    /// Whatever it is, the author accepts it.
    Accepted,
}

impl Class {
    pub const ALL: [Self; 6] =
        [Self::Error, Self::ToFill, Self::Warning, Self::Recommended, Self::Hint, Self::Accepted];

    pub fn of(finding: &Finding) -> Self {
        match finding.severity {
            _ if finding.waived.is_some() => Self::Accepted,
            Severity::Error if finding.is_to_fill() => Self::ToFill,
            Severity::Error => Self::Error,
            Severity::Warning if finding.is_recommended() => Self::Recommended,
            Severity::Warning => Self::Warning,
            Severity::Hint => Self::Hint,
        }
    }

    /// In words, for a single finding.
    pub fn name(self) -> &'static str {
        words::class(self)
    }

    pub fn icon(self) -> Icon {
        match self {
            Self::Error => icon_of(Severity::Error),
            Self::ToFill | Self::Recommended => Icon::Blank,
            Self::Warning => icon_of(Severity::Warning),
            Self::Hint => icon_of(Severity::Hint),
            Self::Accepted => Icon::Done,
        }
    }

    pub fn ink(self, palette: &Palette) -> Color32 {
        match self {
            Self::Error => ink_of(palette, Severity::Error),
            Self::ToFill => palette.accent,
            Self::Warning => ink_of(palette, Severity::Warning),
            Self::Recommended => palette.ink_soft,
            Self::Hint => ink_of(palette, Severity::Hint),
            Self::Accepted => palette.good,
        }
    }

    /// How many findings of each class there are, in the order of [`Class::ALL`].
    pub fn count<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> [(Self, usize); 6] {
        let mut counts = Self::ALL.map(|class| (class, 0));
        for finding in findings {
            let class = Self::of(finding);
            if let Some((_, count)) = counts.iter_mut().find(|(c, _)| *c == class) {
                *count += 1;
            }
        }
        counts
    }
}

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    shown: Vec<Class>,
    /// Words that a finding must have, in whatever order.
    pub text: String,
}

impl Default for Filter {
    fn default() -> Self {
        // Hints are matters of style and balance: folded away until somebody asks for them.
        Self {
            shown: vec![Class::Error, Class::ToFill, Class::Warning, Class::Recommended],
            text: String::new(),
        }
    }
}

impl Filter {
    pub fn has(&self, class: Class) -> bool {
        self.shown.contains(&class)
    }

    pub fn toggle(&mut self, class: Class) {
        if self.has(class) {
            self.shown.retain(|c| *c != class);
        } else {
            self.shown.push(class);
        }
    }

    /// Shows a class, whatever was chosen.
    pub fn show(&mut self, class: Class) {
        if !self.has(class) {
            self.shown.push(class);
        }
    }

    pub fn shows(&self, finding: &Finding) -> bool {
        self.has(Class::of(finding)) && self.matches(finding)
    }

    fn matches(&self, finding: &Finding) -> bool {
        let wanted = self.text.trim().to_lowercase();
        if wanted.is_empty() {
            return true;
        }
        let all = [
            finding.code,
            words::class(Class::of(finding)),
            &finding.section,
            &finding.place,
            &finding.message,
            &finding.hint,
        ];
        let all = all.join("\n").to_lowercase();
        wanted.split_whitespace().all(|word| all.contains(word))
    }
}

#[cfg(test)]
pub(super) fn finding(severity: Severity, missing: bool, waived: Option<&str>) -> Finding {
    Finding {
        code: "D02",
        severity,
        path: crate::value::FieldPath::root(),
        section: "Parties".to_owned(),
        place: "Parties › Customer › Legal name".to_owned(),
        message: "A message".to_owned(),
        hint: String::new(),
        fix: None,
        related: Vec::new(),
        missing,
        waived: waived.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_and_accepted_findings_are_folded_away_until_asked_for() {
        let hint = finding(Severity::Hint, false, None);
        let accepted = finding(Severity::Error, true, Some("agreed"));
        let mut filter = Filter::default();
        assert!(filter.shows(&finding(Severity::Warning, true, None)));
        assert!(!filter.shows(&hint) && !filter.shows(&accepted));
        filter.toggle(Class::Hint);
        filter.show(Class::Accepted);
        assert!(filter.shows(&hint) && filter.shows(&accepted));
    }

    #[test]
    fn what_is_missing_is_apart_from_what_is_wrong() {
        let mut filter = Filter::default();
        filter.toggle(Class::ToFill);
        assert!(!filter.shows(&finding(Severity::Error, true, None)));
        assert!(filter.shows(&finding(Severity::Error, false, None)));
        let all = [finding(Severity::Error, true, None), finding(Severity::Error, false, None)];
        assert_eq!(Class::count(&all)[..2], [(Class::Error, 1), (Class::ToFill, 1)]);
    }

    #[test]
    fn the_words_of_the_filter_are_looked_for_everywhere() {
        let found = finding(Severity::Error, true, None);
        let mut filter = Filter { text: " customer  legal".to_owned(), ..Filter::default() };
        assert!(filter.shows(&found));
        filter.text = "d02 message".to_owned();
        assert!(filter.shows(&found));
        filter.text = "customer provider".to_owned();
        assert!(!filter.shows(&found));
    }
}
