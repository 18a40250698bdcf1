//! What a rule can look at.

use super::collect::Report;
use super::fields::{Fields, Place};
use super::gathered::{Gathered, Gleaned, Spot};
use super::left_out::LeftOut;
use super::memo::Memo;
use super::rule::Rule;
use super::text::TextAt;
use crate::agreement::{Agreement, Consequence};
use crate::document::{Document, Terms};
use crate::draft::{Draft, Profile};
use crate::settlement::Exposure;
use crate::template::Template;
use crate::value::FieldPath;
use std::cell::OnceCell;

/// What the check cannot know from the draft alone.
pub struct Environment<'a> {
    /// Whether the bundled fonts can print a character.
    pub printable: &'a dyn Fn(char) -> bool,
    /// How strictly to look.
    pub checks: Checks,
}

/// How strictly a draft is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// Whether the draft is about to be signed: some rules speak up only then.
    pub release: bool,
    /// Whether it is about to be exported to OpenSLO: the limits of that format then count in full; otherwise they are
    /// hints.
    pub openslo: bool,
    /// Apply the rules for this kind of business, whatever draft and form say.
    pub profile: Option<Profile>,
}

impl Checks {
    /// The kind of business whose rules apply: as asked for, else as the draft says, else as its form does.
    pub fn profile(self, draft: &Draft, template: &Template) -> Profile {
        self.profile.or(draft.profile).unwrap_or(template.profile)
    }
}

/// Everything a rule can look at.
pub(super) struct Cx<'a> {
    pub(super) draft: &'a Draft,
    pub(super) a: &'a Agreement,
    pub(super) template: &'a Template,
    pub(super) document: &'a Document,
    pub(super) env: &'a Environment<'a>,
    /// The kind of business whose rules apply.
    pub(super) profile: Profile,
    memo: &'a Memo,
    /// The clauses that the drafter goes without.
    pub(super) left_out: LeftOut,
    fields: Fields<'a>,
    exposure: OnceCell<Exposure<'a>>,
    terms: OnceCell<Terms>,
}

impl<'a> Cx<'a> {
    pub(super) fn new(
        draft: &'a Draft,
        template: &'a Template,
        document: &'a Document,
        env: &'a Environment<'a>,
        memo: &'a mut Memo,
    ) -> Self {
        let fields = Fields::of(draft);
        let profile = env.checks.profile(draft, template);
        memo.renew(draft, &fields, template, document, (profile, env.checks));
        Self {
            draft,
            a: &draft.agreement,
            template,
            document,
            env,
            profile,
            memo,
            left_out: LeftOut::of(draft, template, document),
            fields,
            exposure: OnceCell::new(),
            terms: OnceCell::new(),
        }
    }

    /// What a rule finds; found before where nothing changed that it reads.
    pub(super) fn run(&self, rule: &'static Rule, report: &mut Report) {
        if rule.reads.is_empty() {
            return (rule.run)(self, report);
        }
        let found = self.memo.found(rule, || {
            let mut own = report.of_same_rule();
            (rule.run)(self, &mut own);
            own.found
        });
        report.found.extend(found);
    }

    /// All texts that are typed freely, in the order of the draft.
    pub(super) fn texts(&self) -> std::slice::Iter<'_, TextAt> {
        self.memo.texts().iter()
    }

    /// What rules take from the document.
    pub(super) fn gathered(&self) -> &Gathered {
        self.memo.gathered()
    }

    /// The clauses of the document with what was gathered from each.
    pub(super) fn clauses(&self) -> impl Iterator<Item = (Spot<'_>, &Gleaned)> {
        self.gathered().clauses(self.document)
    }

    /// What the credits can cost at most, computed when first asked for.
    pub(super) fn exposure(&self) -> &Exposure<'a> {
        self.exposure.get_or_init(|| Exposure::of(self.a))
    }

    /// The defined terms, to find them in texts.
    pub(super) fn terms(&self) -> &Terms {
        self.terms.get_or_init(|| Terms::new(&self.a.definitions))
    }

    /// Every field of the agreement, and of the clauses that the draft brings along.
    pub(super) fn fields(&self) -> impl Iterator<Item = Place<'_, 'a>> {
        self.fields.iter()
    }

    /// The lists among the fields.
    pub(super) fn lists(&self) -> impl Iterator<Item = Place<'_, 'a>> {
        self.fields.lists()
    }

    /// The fields that are filled in with a percentage, an amount, a duration, a date or a reference.
    pub(super) fn values(&self) -> impl Iterator<Item = Place<'_, 'a>> {
        self.fields.values()
    }

    /// Whether the text as it stands now has a place for this part of the agreement. A form of agreement without
    /// sections has a place for everything.
    pub(super) fn offers(&self, part: &str) -> bool {
        self.template.sections.is_empty() || self.sections_of(part).any(|active| active)
    }

    /// Whether nothing prints what stands at this path, because the drafter left out the clauses that would.
    pub(super) fn is_silent(&self, path: &FieldPath) -> bool {
        self.left_out.silent(path).any(|part| !self.gathered().is_printed(part))
    }

    /// Whether the part belongs only to sections that are left out of the text.
    pub(super) fn is_left_out(&self, part: &str) -> bool {
        let mut sections = self.sections_of(part).peekable();
        sections.peek().is_some() && !sections.any(|active| active)
    }

    /// Whether the text as it stands now needs the answer to a question: one of its sections asks it, or none at all.
    pub(super) fn asks(&self, question: &str) -> bool {
        let mut asking = self
            .template
            .sections
            .iter()
            .filter(|s| s.questions.iter().any(|q| q.as_str() == question))
            .peekable();
        let printed =
            |id: &str| self.document.sections.is_empty() || self.document.sections.iter().any(|d| d.id == id);
        (asking.peek().is_none() || asking.any(|s| printed(&s.id)))
            && !self.template.left_answer_out(self.draft, question)
    }

    /// Whether something was typed at this path or below it that is no value yet.
    pub(super) fn has_pending_below(&self, path: &str) -> bool {
        let path = FieldPath::new(path);
        self.draft.pending.iter().any(|p| FieldPath::new(p.path.as_str()).is_within(&path))
    }

    /// Whether misses of any metric are credited.
    pub(super) fn has_credits(&self) -> bool {
        let credits = &self.a.credits;
        !credits.schedules.is_empty()
            || credits.base.is_some()
            || self.a.metrics.iter().any(|m| m.consequence == Some(Consequence::Credit))
    }

    /// For each section of the form that shows the part: whether it stands in the text.
    fn sections_of(&self, part: &str) -> impl Iterator<Item = bool> {
        let all = self.document.sections.is_empty();
        let shows = move |entry: &String| entry.split('.').next() == Some(part);
        let sections = self.template.sections.iter().filter(move |s| s.form.iter().any(shows));
        sections.map(move |s| all || self.document.sections.iter().any(|d| d.id == s.id.as_str()))
    }
}
