//! Draft and form to document.

use super::blocks::Context;
use super::number::Mark;
use super::number::Numbering;
use super::render::Renderer;
use super::select::{Chosen, ChosenClause, Selection};
use super::{Block, Clause, Document, Memo, Section, Terms, TextProblem, meta};
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
    if let Some(memo) = memo {
        memo.begin();
    }
    let mut selection = Selection::new(draft, template);
    let terms = match selection.has_definitions() {
        true => memo.map_or_else(|| Arc::new(Terms::of(&draft.agreement)), |m| m.terms(&draft.agreement)),
        false => Arc::default(),
    };
    let mark = |text: &str| terms.mark(text, None);
    let chosen = selection.sections(&Context { draft, mark: &mark, memo });
    let mut problems = selection.problems;
    let numbering = Numbering::new(&chosen, template);
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

    fn clause(&self, clause: ChosenClause<'_>, mark: &Mark, problems: &mut Vec<TextProblem>) -> Clause {
        let written = clause.written_at.is_some();
        let place = clause.written_at.unwrap_or_else(|| clause.path.clone());
        let (facts, terms, numbering, memo) = (self.facts, self.terms, self.numbering, self.memo);
        let mut renderer = Renderer { facts, terms, numbering, place, written, problems, memo };
        let mut blocks: Vec<Block> = renderer.blocks(clause.text);
        blocks.extend(clause.generated);
        Clause {
            id: clause.id.to_owned(),
            number: mark.number.clone(),
            title: Some(clause.title.trim()).filter(|t| !t.is_empty()).map(str::to_owned),
            anchor: mark.anchor.clone(),
            path: clause.path,
            blocks,
        }
    }
}
