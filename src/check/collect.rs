//! Where rules put what they find.

use super::finding::{Finding, Fix, Severity};
use super::rule::Rule;
use crate::draft::Edit;
use crate::value::FieldPath;

/// Findings in the making.
#[derive(Default)]
pub(super) struct Report {
    rule: Option<&'static Rule>,
    pub(super) found: Vec<Raw>,
}

/// A finding with what decides whether it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Raw {
    pub(super) finding: Finding,
    /// Says that something is not there: pointless where an entry is pending.
    pub(super) absence: bool,
    /// Says it for everything below its place: findings there are consequences.
    pub(super) covers: bool,
    /// Shown even where the sections of its part are left out.
    pub(super) orphan: bool,
}

impl Report {
    /// The findings that follow are this rule's.
    pub(super) fn begin(&mut self, rule: &'static Rule) {
        self.rule = Some(rule);
    }

    /// For more findings of the same rule, apart from these.
    pub(super) fn of_same_rule(&self) -> Self {
        Self { rule: self.rule, found: Vec::new() }
    }

    /// A finding at a field.
    pub(super) fn at(
        &mut self,
        path: impl Into<FieldPath>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Found<'_> {
        let raw = Raw {
            finding: Finding {
                code: self.rule.map_or("", |r| r.code),
                severity: self.rule.map_or(Severity::Error, |r| r.severity),
                path: path.into(),
                section: String::new(),
                place: String::new(),
                message: message.into(),
                hint: hint.into(),
                fix: None,
                related: Vec::new(),
                waived: None,
                missing: false,
            },
            absence: false,
            covers: false,
            orphan: false,
        };
        self.found.push(raw);
        Found(self.found.last_mut())
    }

    /// A finding that something is not there.
    pub(super) fn absent(
        &mut self,
        path: impl Into<FieldPath>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Found<'_> {
        let mut found = self.at(path, message, hint);
        if let Some(raw) = &mut found.0 {
            raw.absence = true;
        }
        found
    }
}

/// The finding just made, to add to it.
pub(super) struct Found<'a>(Option<&'a mut Raw>);

impl Found<'_> {
    fn with(mut self, change: impl FnOnce(&mut Raw)) -> Self {
        if let Some(raw) = &mut self.0 {
            change(raw);
        }
        self
    }

    pub(super) fn severity(self, severity: Severity) -> Self {
        self.with(|raw| raw.finding.severity = severity)
    }

    pub(super) fn fix(self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.with(|raw| raw.finding.fix = Some(Fix { title: title.into(), edits }))
    }

    pub(super) fn related(self, path: impl Into<FieldPath>) -> Self {
        self.with(|raw| raw.finding.related.push(path.into()))
    }

    /// Everything below its place follows from this one cause.
    pub(super) fn covers(self) -> Self {
        self.with(|raw| raw.covers = true)
    }

    /// It is about what stands in sections that are left out.
    pub(super) fn even_if_left_out(self) -> Self {
        self.with(|raw| raw.orphan = true)
    }

    /// Where it is, in words, if the place is no field of the draft.
    pub(super) fn place(self, section: &str, place: impl Into<String>) -> Self {
        self.with(|raw| {
            raw.finding.section = section.to_owned();
            raw.finding.place = place.into();
        })
    }
}
