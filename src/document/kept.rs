//! A clause of the revision before, in the pieces it was put together from.

use super::pieces::{Made, Of, Piece};
use super::{Block, Clause};
use crate::template::{Markup, Placeholder, parts};
use crate::value::FieldPath;
use std::ops::Range;
use std::sync::Arc;

/// A clause with what each run of its blocks was made from. It holds no block of its own: those are the document's.
#[derive(Debug)]
pub(super) struct KeptClause {
    clause: Arc<Clause>,
    /// Nothing where the text had problems, which are told anew every time.
    text: Option<KeptText>,
    /// In the order of the clause, its text first.
    runs: Vec<(Of, Range<usize>)>,
}

/// What a clause text was filled in from.
#[derive(Debug)]
pub(super) struct KeptText {
    markup: Arc<Markup>,
    written: bool,
    /// The parts of the agreement that its placeholders name; `None` for anything in the draft.
    parts: Option<Vec<&'static str>>,
    /// Whether it refers to other clauses.
    refers: bool,
}

impl KeptText {
    pub fn of(markup: Arc<Markup>, written: bool) -> Self {
        let (mut all, mut refers) = (Some(Vec::new()), false);
        for place in markup.placeholders() {
            match place {
                Placeholder::Ref { .. } => refers = true,
                Placeholder::Value { path, .. } => {
                    let more = parts(path);
                    all = all.zip(more).map(|(all, more)| [all, more].concat());
                }
            }
        }
        Self { markup, written, parts: all, refers }
    }

    /// Whether it was made of this text; `is_same` says so of a part of the agreement, `numbered` whether all clauses are
    /// numbered as they were.
    pub fn holds(
        &self,
        markup: &Arc<Markup>,
        written: bool,
        is_same: impl Fn(&str) -> bool,
        numbered: bool,
    ) -> bool {
        let parts = self.parts.as_ref();
        Arc::ptr_eq(&self.markup, markup)
            && self.written == written
            && (numbered || !self.refers)
            && parts.is_some_and(|parts| parts.iter().all(|part| is_same(part)))
    }
}

impl KeptClause {
    /// The text with its blocks, if `holds` says that it is still what it was.
    pub fn take_text(&mut self, holds: impl FnOnce(&KeptText) -> bool) -> Option<(KeptText, Range<usize>)> {
        let run = self.run(Of::Text)?;
        self.text.take_if(|text| holds(text)).map(|text| (text, run))
    }

    /// The blocks that were made from this.
    pub fn run(&self, of: Of) -> Option<Range<usize>> {
        self.runs.iter().find(|(own, _)| *own == of).map(|(_, run)| run.clone())
    }

    /// Where it stands in the draft.
    pub fn path(&self) -> &FieldPath {
        &self.clause.path
    }

    pub fn clause(&self) -> Arc<Clause> {
        Arc::clone(&self.clause)
    }

    /// The blocks of a run; none where there is no such run.
    pub fn blocks(&self, run: Range<usize>) -> &[Block] {
        self.clause.blocks.get(run).unwrap_or_default()
    }

    /// The whole clause, where it is made of nothing but these pieces, all kept and in their old order, and is called and
    /// numbered as it is now.
    fn whole(&self, pieces: &[Piece], now: &Clause) -> Option<Arc<Clause>> {
        let mut end = 0;
        for piece in pieces {
            match &piece.blocks {
                Made::Kept(run) if run.start == end => end = run.end,
                _ => return None,
            }
        }
        let own = &*self.clause;
        let same = end == own.blocks.len()
            && own.id == now.id
            && own.number == now.number
            && own.title == now.title
            && own.anchor == now.anchor
            && own.path == now.path;
        same.then(|| Arc::clone(&self.clause))
    }
}

/// The clause that the pieces make, with where each of them stands; the clause of the revision before where it is still
/// the same. `now` has everything but the blocks.
pub(super) fn put_together(
    now: Clause,
    text: Option<KeptText>,
    pieces: Vec<Piece>,
    before: Option<&KeptClause>,
) -> KeptClause {
    let mut end = 0;
    let place = |piece: &Piece| {
        let start = end;
        end += piece.blocks.len();
        (piece.of, start..end)
    };
    let runs = pieces.iter().map(place).collect();
    let whole = before.and_then(|before| before.whole(&pieces, &now));
    let clause = whole.unwrap_or_else(|| {
        let mut blocks: Vec<Block> = Vec::with_capacity(end);
        for piece in pieces {
            match piece.blocks {
                Made::New(new) => blocks.extend(new),
                Made::Kept(run) => blocks.extend_from_slice(before.map_or(&[], |before| before.blocks(run))),
            }
        }
        Arc::new(Clause { blocks, ..now })
    });
    KeptClause { clause, text, runs }
}
