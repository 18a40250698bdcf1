//! Which sections and clauses a draft has, with which texts.

use super::blocks::Context;
use super::kept::KeptClause;
use super::pieces::{Piece, pieces};
use super::{Memo, TextProblem, TextProblemKind};
use crate::draft::{Choice, ClauseText, Draft, ExtraClause};
use crate::template::{
    Clause, Compiled, FURTHER_PROVISIONS, Facts, Generated, Markup, Section, Standing, in_order, parse,
};
use crate::value::FieldPath;
use std::collections::HashMap;
use std::sync::Arc;

/// A section that is printed, before numbering.
pub(super) struct Chosen<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub annex: bool,
    pub clauses: Vec<ChosenClause<'a>>,
}

/// A clause that is printed, before its text is filled in.
pub(super) struct ChosenClause<'a> {
    /// Names it in references, within its section.
    pub id: &'a str,
    /// Its key in the draft, and its anchor if nothing else has that.
    pub key: String,
    pub title: &'a str,
    pub unnumbered: bool,
    /// The form does not have it.
    pub own: bool,
    pub text: Source<'a>,
    pub generated: Vec<Piece>,
    /// What the clause was in the revision before.
    pub before: Option<KeptClause>,
    pub path: FieldPath,
    /// The field that holds the text, if the drafter wrote it.
    pub written_at: Option<FieldPath>,
}

/// A text before its placeholders are filled in.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    /// Of the template, parsed when that was loaded.
    Parsed(&'a Arc<Markup>),
    /// The drafter's own; parsed when its turn comes, so that thousands do not wait in memory.
    Written(&'a str),
}

impl Source<'_> {
    /// What it is made of; the same as before where the text is.
    pub fn markup(self, memo: Option<&Memo>) -> Arc<Markup> {
        match (self, memo) {
            (Self::Parsed(markup), _) => Arc::clone(markup),
            (Self::Written(text), Some(memo)) => memo.parsed(text),
            (Self::Written(text), None) => Arc::new(parse(text)),
        }
    }

    fn is_empty(self) -> bool {
        match self {
            Self::Parsed(markup) => markup.blocks.is_empty(),
            Self::Written(text) => text.trim().is_empty(),
        }
    }
}

/// Title of the section for extra clauses that name none of the template's.
const FURTHER_TITLE: &str = "Further provisions";

pub(super) struct Selection<'a> {
    draft: &'a Draft,
    template: &'a Compiled,
    facts: Facts<'a>,
    choices: HashMap<&'a str, &'a Choice>,
    written: HashMap<&'a str, &'a ClauseText>,
    pub problems: Vec<TextProblem>,
}

impl<'a> Selection<'a> {
    pub fn new(draft: &'a Draft, template: &'a Compiled) -> Self {
        Self {
            draft,
            template,
            facts: Facts::new(draft, template),
            choices: draft.choices.iter().map(|c| (c.id.as_str(), c)).collect(),
            written: draft.clauses.iter().map(|c| (c.id.as_str(), c)).collect(),
            problems: Vec::new(),
        }
    }

    /// Whether the definitions are printed, so that links to them lead somewhere.
    pub fn has_definitions(&self) -> bool {
        self.template.sections.iter().any(|section| {
            self.applies(section)
                && section
                    .clauses
                    .iter()
                    .filter(|c| c.blocks.contains(&Generated::Definitions))
                    .any(|c| self.is_in(&section.clause_key(c), c))
        })
    }

    fn applies(&self, section: &Section) -> bool {
        // What a drafter wrote for a section says what its fields do not.
        let written = |clause: &Clause| {
            let key = section.clause_key(clause);
            let own = self.draft.clauses.iter().find(|own| own.id.as_str() == key);
            own.is_some_and(|own| !own.text.trim().is_empty()) && self.is_in(&key, clause)
        };
        section.when.as_ref().is_none_or(|w| w.holds(&self.facts)) || section.clauses.iter().any(written)
    }

    fn is_in(&self, key: &str, clause: &Clause) -> bool {
        clause.is_wanted(self.choices.get(key).copied())
            && clause.when.as_ref().is_none_or(|w| w.holds(&self.facts))
    }

    /// Numbered sections first, annexes behind them; sections without a clause are left out.
    pub fn sections(&mut self, cx: &Context<'_>) -> Vec<Chosen<'a>> {
        let template = self.template;
        let mut extra: HashMap<&'a str, Vec<&'a ExtraClause>> = HashMap::new();
        for clause in &self.draft.extra_clauses {
            extra.entry(clause.section.as_str()).or_default().push(clause);
        }
        let mut out = Vec::new();
        for section in &template.sections {
            let mut clauses = Vec::new();
            let applies = self.applies(section);
            let own = extra.remove(section.id.as_str()).unwrap_or_default();
            for standing in in_order(section, own) {
                match standing {
                    Standing::Form(clause) if applies => clauses.extend(self.clause(section, clause, cx)),
                    Standing::Form(_) => {}
                    // A clause that someone wrote is never lost, not even in a section that does not apply.
                    Standing::Own(clause) => clauses.push(extra_clause(clause, cx)),
                }
            }
            if !clauses.is_empty() && !self.introduces_nothing(section, &clauses) {
                let title = section.title_in(&self.facts);
                out.push(Chosen { id: &section.id, title, annex: section.annex, clauses });
            }
        }
        if !extra.is_empty() {
            out.push(self.further(cx));
        }
        self.unknown_decisions();
        out.sort_by_key(|s| s.annex);
        out
    }

    /// Whether only introductions are left of a section, because the drafter left out what they introduce.
    fn introduces_nothing(&self, section: &Section, printed: &[ChosenClause<'_>]) -> bool {
        let left_out = |clause: &&Clause| {
            !clause.unnumbered
                && clause.is_left_out(self.choices.get(section.clause_key(clause).as_str()).copied())
        };
        let introduces = |clause: &ChosenClause<'_>| {
            clause.unnumbered && clause.written_at.is_none() && clause.generated.is_empty()
        };
        printed.iter().all(introduces) && section.clauses.iter().any(|clause| left_out(&clause))
    }

    fn clause(
        &mut self,
        section: &'a Section,
        clause: &'a Clause,
        cx: &Context<'_>,
    ) -> Option<ChosenClause<'a>> {
        let key = section.clause_key(clause);
        if !self.is_in(&key, clause) {
            return None;
        }
        let title = clause.named(self.choices.get(key.as_str()).copied());
        let path = FieldPath::new("clauses").join(&key);
        let (text, written_at) = match self.written.get(key.as_str()).copied() {
            Some(written) => (Source::Written(&written.text), Some(path.join("text"))),
            None => (Source::Parsed(self.wording(&key, clause)?), None),
        };
        let before = cx.memo.and_then(|memo| memo.take(&path));
        let generated: Vec<Piece> =
            clause.blocks.iter().flat_map(|kind| pieces(*kind, cx, before.as_ref())).collect();
        let says_something = !text.is_empty() || generated.iter().any(|piece| !piece.is_empty());
        says_something.then(|| ChosenClause {
            id: &clause.id,
            key,
            title,
            unnumbered: clause.unnumbered,
            own: false,
            text,
            generated,
            before,
            path,
            written_at,
        })
    }

    fn wording(&mut self, key: &str, clause: &Clause) -> Option<&'a Arc<Markup>> {
        let wording = self.template.wording(key)?;
        let wanted = self.choices.get(key).map_or("", |c| c.alternative.as_str());
        if wanted.is_empty() {
            return Some(wording.text.in_draft(&self.facts));
        }
        let at = clause.alternatives.iter().position(|a| a.id.as_str() == wanted);
        let Some(varied) = at.and_then(|at| wording.alternatives.get(at)) else {
            let path = FieldPath::new("choices").join(key).join("alternative");
            self.problem(path, wanted, TextProblemKind::UnknownAlternative(wanted.to_owned()));
            return Some(wording.text.in_draft(&self.facts));
        };
        Some(varied.in_draft(&self.facts))
    }

    /// Extra clauses whose section the template does not have.
    fn further(&mut self, cx: &Context<'_>) -> Chosen<'a> {
        let known = |id: &str| self.template.sections.iter().any(|s| s.id.as_str() == id);
        let lost: Vec<&ExtraClause> =
            self.draft.extra_clauses.iter().filter(|c| !known(c.section.as_str())).collect();
        for clause in &lost {
            let path = FieldPath::new("extra_clauses").join(&clause.id).join("section");
            let named = clause.section.to_string();
            self.problem(path, &named, TextProblemKind::UnknownSection(named.clone()));
        }
        let clauses = lost.into_iter().map(|clause| extra_clause(clause, cx)).collect();
        Chosen { id: FURTHER_PROVISIONS, title: FURTHER_TITLE, annex: false, clauses }
    }

    /// Decisions about clauses that this version of the template does not have.
    fn unknown_decisions(&mut self) {
        for text in self.draft.clauses.iter().filter(|t| self.template.wording(&t.id).is_none()) {
            let path = FieldPath::new("clauses").join(&text.id);
            self.problem(path, &text.id, TextProblemKind::UnknownClause(text.id.to_string()));
        }
    }

    fn problem(&mut self, path: FieldPath, excerpt: &str, kind: TextProblemKind) {
        self.problems.push(TextProblem { path, excerpt: excerpt.to_owned(), kind });
    }
}

fn extra_clause<'a>(clause: &'a ExtraClause, cx: &Context<'_>) -> ChosenClause<'a> {
    let path = FieldPath::new("extra_clauses").join(&clause.id);
    ChosenClause {
        id: &clause.id,
        key: clause.id.to_string(),
        title: &clause.title,
        unnumbered: false,
        own: true,
        text: Source::Written(&clause.text),
        generated: Vec::new(),
        before: cx.memo.and_then(|memo| memo.take(&path)),
        written_at: Some(path.join("text")),
        path,
    }
}
