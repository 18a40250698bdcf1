//! The generated blocks of a clause in pieces, each kept as long as nothing changes that it is made from.

use super::Block;
use super::blocks::{Context, card, generate};
use super::kept::KeptClause;
use crate::template::Generated;
use std::ops::Range;

/// A run of blocks of one clause.
pub(super) struct Piece {
    pub of: Of,
    pub blocks: Made,
}

/// What a piece is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// The clause's own text.
    Text,
    Kind(Generated),
    /// The card of the metric at this position. The cards are the longest of all blocks, and an edit is mostly about one.
    Card(usize),
}

pub(super) enum Made {
    /// These blocks of the clause of the revision before.
    Kept(Range<usize>),
    New(Vec<Block>),
}

impl Made {
    /// Blocks that were made anew: they may still say the same.
    pub fn anew(new: Vec<Block>, of: Of, before: Option<&KeptClause>) -> Self {
        let kept = before.and_then(|before| Some((before.run(of)?, before)));
        match kept {
            Some((run, before)) if *before.blocks(run.clone()) == *new => Self::Kept(run),
            _ => Self::New(new),
        }
    }

    /// The number of blocks.
    pub fn len(&self) -> usize {
        match self {
            Self::Kept(run) => run.len(),
            Self::New(blocks) => blocks.len(),
        }
    }
}

impl Piece {
    pub fn is_empty(&self) -> bool {
        self.blocks.len() == 0
    }
}

/// The blocks of one kind, all of them one behind the other.
pub(super) fn pieces(kind: Generated, cx: &Context<'_>, before: Option<&KeptClause>) -> Vec<Piece> {
    let piece = |of: Of, make: &dyn Fn() -> Vec<Block>| {
        let kept = before.filter(|_| cx.memo.is_some_and(|memo| memo.holds(of)));
        if let Some(run) = kept.and_then(|before| before.run(of)) {
            return Piece { of, blocks: Made::Kept(run) };
        }
        Piece { of, blocks: Made::anew(make(), of, before) }
    };
    let metrics = &cx.draft.agreement.metrics;
    if kind == Generated::MetricCards && !metrics.is_empty() {
        let cards = metrics.iter().enumerate();
        return cards.map(|(n, metric)| piece(Of::Card(n), &|| card(cx, metric))).collect();
    }
    vec![piece(Of::Kind(kind), &|| generate(kind, cx))]
}
