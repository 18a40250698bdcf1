//! A template with its texts parsed once.

use super::{Clause, Markup, Section, Template, Varied, When};
use std::collections::HashMap;
use std::ops::Deref;

/// A template whose clause texts are parsed; what assembling reads. It is the [`Template`] wherever one is asked for.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    template: Template,
    /// By [`clause_key`].
    wordings: HashMap<String, Wording>,
}

/// The parsed texts of one clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    pub text: Varied,
    /// In the order of [`Clause::alternatives`].
    pub alternatives: Vec<Varied>,
}

impl Compiled {
    pub fn new(template: Template) -> Self {
        let clauses = template.sections.iter().flat_map(|s| s.clauses.iter().map(move |c| (s, c)));
        let wordings = clauses.map(|(section, clause)| {
            let alternatives = clause.alternatives.iter().map(|a| Varied::new(&a.text)).collect();
            (section.clause_key(clause), Wording { text: Varied::new(&clause.text), alternatives })
        });
        let wordings = wordings.collect();
        Self { template, wordings }
    }

    pub fn template(&self) -> &Template {
        &self.template
    }

    /// The clause's own text and its alternatives, these with their ids, in every way in which they can read.
    pub(super) fn texts_of<'a>(
        &'a self,
        section: &Section,
        clause: &'a Clause,
    ) -> impl Iterator<Item = (Option<&'a str>, &'a Markup)> {
        self.wordings_of(section, clause).flat_map(|(id, varied)| varied.all().map(move |m| (id, m)))
    }

    /// Every way in which the clause's texts can read, with what holds where it reads so.
    pub(super) fn readings_of<'a>(
        &'a self,
        section: &Section,
        clause: &'a Clause,
    ) -> impl Iterator<Item = (Vec<When>, &'a Markup)> {
        self.wordings_of(section, clause).flat_map(|(_, varied)| varied.readings())
    }

    /// The clause's own text and its alternatives, these with their ids.
    pub(super) fn wordings_of<'a>(
        &'a self,
        section: &Section,
        clause: &'a Clause,
    ) -> impl Iterator<Item = (Option<&'a str>, &'a Varied)> {
        let wording = self.wording(&section.clause_key(clause));
        let own = wording.map(|w| (None, &w.text));
        let others = wording.map(|w| w.alternatives.as_slice()).unwrap_or_default();
        own.into_iter().chain(clause.alternatives.iter().map(|a| Some(a.id.as_str())).zip(others))
    }

    /// The parsed texts of the clause with this key.
    pub fn wording(&self, key: &str) -> Option<&Wording> {
        self.wordings.get(key)
    }
}

impl Deref for Compiled {
    type Target = Template;
    fn deref(&self) -> &Template {
        &self.template
    }
}

/// The section that gathers extra clauses without a place of their own; no template may use its id.
pub const FURTHER_PROVISIONS: &str = "further-provisions";

pub(super) fn is_reserved_section(id: &str) -> bool {
    id == FURTHER_PROVISIONS
}

impl Section {
    /// Names a clause in a draft's choices and edited texts, and in anchors: `<section>-<clause>`. Unique in a
    /// template that loads.
    pub fn clause_key(&self, clause: &Clause) -> String {
        [self.id.as_str(), "-", clause.id.as_str()].concat()
    }
}

impl Template {
    /// The clause with this key, and its section.
    pub fn clause(&self, key: &str) -> Option<(&Section, &Clause)> {
        let clauses = self.sections.iter().flat_map(|s| s.clauses.iter().map(move |c| (s, c)));
        clauses.into_iter().find(|(s, c)| s.clause_key(c) == key)
    }
}

impl Clause {
    /// Whether a new draft has the clause.
    pub fn starts_included(&self) -> bool {
        self.optional.unwrap_or(true)
    }
}
