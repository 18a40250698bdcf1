//! Draft and form to document.

use super::blocks::Context;
use super::kept::{self, KeptText};
use super::number::Mark;
use super::number::Numbering;
use super::pieces::{Made, Of, Piece};
use super::render::Renderer;
use super::select::{Chosen, ChosenClause, Selection};
use super::{Clause, Document, Memo, Section, Terms, TextProblem, meta};
use crate::draft::Draft;
use crate::template::{Facts, Form};
use crate::value::FieldPath;
use std::sync::Arc;

/// The document of a draft. Total and deterministic: what is missing is a visible mark, what leads nowhere stands in
/// [`Document::problems`]. Takes time in proportion to the length of the text.
pub fn assemble(draft: &Draft, form: &Form) -> Document {
    put_together(draft, form, None)
}

/// As [`assemble`], for a draft that is assembled after every edit: what `memo` holds of the revision before is not
/// computed anew.
pub fn assemble_again(draft: &Draft, form: &Form, memo: &Memo) -> Document {
    put_together(draft, form, Some(memo))
}

fn put_together(draft: &Draft, form: &Form, memo: Option<&Memo>) -> Document {
    let template = form.template();
    let mut selection = Selection::new(draft, template);
    let defined = selection.has_definitions();
    let terms = match memo {
        Some(memo) => memo.begin(draft, template, defined),
        None => Arc::new(if defined { Terms::of(&draft.agreement) } else { Terms::default() }),
    };
    let mark = |text: &str| terms.mark(text, None);
    let chosen = selection.sections(&Context { draft, mark: &mark, memo });
    let mut problems = selection.problems;
    let numbering = Numbering::new(&chosen, template);
    if let Some(memo) = memo {
        memo.number(&numbering.names(&chosen));
    }
    let filler = Filler { facts: Facts::new(draft, template), terms: &terms, numbering: &numbering, memo };
    let sections = chosen
        .into_iter()
        .zip(&numbering.sections)
        .map(|(section, (mark, clauses))| filler.section(section, mark, clauses, &mut problems))
        .collect();
    Document { meta: meta::meta(draft, template, &terms), sections, problems }
}

struct Filler<'a> {
    facts: Facts<'a>,
    terms: &'a Terms,
    numbering: &'a Numbering<'a>,
    memo: Option<&'a Memo>,
}

impl Filler<'_> {
    fn section(
        &self,
        section: Chosen<'_>,
        mark: &Mark,
        clauses: &[Mark],
        problems: &mut Vec<TextProblem>,
    ) -> Section {
        Section {
            id: section.id.to_owned(),
            number: mark.number.clone(),
            title: section.title.to_owned(),
            anchor: mark.anchor.clone(),
            annex: section.annex,
            path: FieldPath::new("sections").join(section.id),
            clauses: section
                .clauses
                .into_iter()
                .zip(clauses)
                .map(|(clause, mark)| self.clause(clause, mark, problems))
                .collect(),
        }
    }

    fn clause(&self, chosen: ChosenClause<'_>, mark: &Mark, problems: &mut Vec<TextProblem>) -> Arc<Clause> {
        let mut before = chosen.before;
        let written = chosen.written_at.is_some();
        let markup = chosen.text.markup(self.memo);
        let holds = |text: &KeptText| self.memo.is_some_and(|memo| memo.holds_text(text, &markup, written));
        let (text, blocks) = match before.as_mut().and_then(|before| before.take_text(holds)) {
            Some((text, run)) => (Some(text), Made::Kept(run)),
            None => {
                let told = problems.len();
                let place = chosen.written_at.unwrap_or_else(|| chosen.path.clone());
                let (facts, terms, numbering) = (self.facts, self.terms, self.numbering);
                let mut renderer = Renderer { facts, terms, numbering, place, written, problems };
                let blocks = renderer.blocks(&markup);
                let sound = self.memo.is_some() && problems.len() == told;
                let text = sound.then(|| KeptText::of(markup, written));
                (text, Made::anew(blocks, Of::Text, before.as_ref()))
            }
        };
        let pieces = std::iter::once(Piece { of: Of::Text, blocks }).chain(chosen.generated).collect();
        let clause = Clause {
            id: chosen.id.to_owned(),
            number: mark.number.clone(),
            title: Some(chosen.title.trim()).filter(|t| !t.is_empty()).map(str::to_owned),
            anchor: mark.anchor.clone(),
            path: chosen.path,
            blocks: Vec::new(),
        };
        let kept = kept::put_together(clause, text, pieces, before.as_ref());
        let clause = kept.clause();
        if let Some(memo) = self.memo {
            memo.keep(kept);
        }
        clause
    }
}
