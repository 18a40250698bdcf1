//! Clauses that were made of parts of others, and clauses that became parts of others.

use super::blocks::text_of;
use super::documents::{Place, clauses};
use super::inlines::{Context, Flat, compare};
use super::sketch::Sketch;
use super::tree::{BlockChange, Body, Standing};
use super::words::Run;
use crate::document::{Block, Clause, Document};
use rustc_hash::FxHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

/// Of the runs of words of a clause, how many in per cent stand in the one that it came from or went to.
const HELD: usize = 50;
/// Words in a row that tell where a text comes from.
const RUN: usize = 4;
/// A clause with fewer such runs may stand anywhere by chance.
const LEAST_RUNS: usize = 5;

/// The clause that another one came from or went to.
pub(super) struct Origin {
    pub place: Place,
}

#[derive(Default)]
pub(super) struct Parts {
    /// New clauses, with the old clause that each was a part of.
    pub split: Vec<(Place, Origin)>,
    /// Old clauses, with the new clause that each is a part of now.
    pub merged: Vec<(Place, Origin)>,
}

/// Looks for the parts of clauses that stand in both documents among those that stand in one.
pub(super) fn find(old: &Document, new: &Document, matched: &[(Place, Place)]) -> Parts {
    let olds: HashSet<Place> = matched.iter().map(|(o, _)| *o).collect();
    let news: HashSet<Place> = matched.iter().map(|(_, n)| *n).collect();
    let changed: HashSet<(Place, Place)> = matched
        .iter()
        .filter(|(o, n)| super::documents::clause(old, *o) != super::documents::clause(new, *n))
        .copied()
        .collect();
    let runs = |document: &Document, of: &dyn Fn(&Place) -> bool| -> Vec<(Place, Vec<u64>)> {
        let chosen = clauses(document).filter(|(place, ..)| of(place));
        chosen.map(|(place, _, clause)| (place, runs_of(clause))).collect()
    };
    let (added, removed) = (runs(new, &|n| !news.contains(n)), runs(old, &|o| !olds.contains(o)));
    if added.is_empty() && removed.is_empty() {
        return Parts::default();
    }
    let (from, to): (HashSet<Place>, HashSet<Place>) = changed.iter().copied().unzip();
    let (before, after) = (set(runs(old, &|o| from.contains(o))), set(runs(new, &|n| to.contains(n))));
    let none = HashSet::new();
    // What went out of a clause, and what came into it.
    let gone = |(o, n): &(Place, Place)| -> (Place, HashSet<u64>) {
        let (b, a) = (before.get(o).unwrap_or(&none), after.get(n).unwrap_or(&none));
        (*o, b.difference(a).copied().collect())
    };
    let come = |(o, n): &(Place, Place)| -> (Place, HashSet<u64>) {
        let (b, a) = (before.get(o).unwrap_or(&none), after.get(n).unwrap_or(&none));
        (*n, a.difference(b).copied().collect())
    };
    let mut changed: Vec<&(Place, Place)> = changed.iter().collect();
    changed.sort_unstable();
    Parts {
        split: held(&added, &changed.iter().map(|pair| gone(pair)).collect::<Vec<_>>()),
        merged: held(&removed, &changed.iter().map(|pair| come(pair)).collect::<Vec<_>>()),
    }
}

fn set(runs: Vec<(Place, Vec<u64>)>) -> HashMap<Place, HashSet<u64>> {
    runs.into_iter().map(|(place, runs)| (place, runs.into_iter().collect())).collect()
}

/// For each part the whole that holds most of it, if it holds enough.
fn held(parts: &[(Place, Vec<u64>)], wholes: &[(Place, HashSet<u64>)]) -> Vec<(Place, Origin)> {
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, (_, runs)) in wholes.iter().enumerate() {
        runs.iter().for_each(|run| places.entry(*run).or_default().push(at));
    }
    let mut found = Vec::new();
    for (place, runs) in parts.iter().filter(|(_, runs)| runs.len() >= LEAST_RUNS) {
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for at in runs.iter().filter_map(|run| places.get(run)).flatten() {
            *counts.entry(*at).or_default() += 1;
        }
        let best = counts.into_iter().max_by_key(|(at, count)| (*count, std::cmp::Reverse(*at)));
        if let Some((at, count)) = best
            && count * 100 >= runs.len() * HELD
            && let Some((whole, _)) = wholes.get(at)
        {
            found.push((*place, Origin { place: *whole }));
        }
    }
    found
}

fn runs_of(clause: &Clause) -> Vec<u64> {
    let mut text = String::new();
    clause.blocks.iter().for_each(|block| text_of(block, &mut text));
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let hash = |run: &[&str]| {
        let mut hasher = FxHasher::default();
        run.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(RUN).map(hash).collect()
}

/// A block laid over the one of these that it is most like, or over the part of it that it came from.
pub(super) fn laid_over_part(old: &[Block], new: &Block, context: &Context) -> Option<BlockChange> {
    let (Block::Paragraph(inlines) | Block::Heading(inlines)) = new else { return None };
    let words = |block: &Block| {
        let mut text = String::new();
        text_of(block, &mut text);
        Sketch::of(&text, 0)
    };
    let wanted = words(new);
    let text = |block: &Block| match block {
        Block::Paragraph(inlines) | Block::Heading(inlines) => Some(Flat::of(inlines)),
        _ => None,
    };
    let (common, best) = old
        .iter()
        .filter_map(|block| Some((words(block).common(&wanted), text(block)?)))
        .max_by_key(|(common, _)| *common)?;
    if common * 100 < wanted.len() * HELD {
        return None;
    }
    // Without what stands before and behind the part.
    let mut laid = compare(&best, &Flat::of(inlines), context);
    while laid.0.last().is_some_and(|bit| bit.run == Run::Removed) {
        laid.0.pop();
    }
    let first = laid.0.iter().position(|bit| bit.run != Run::Removed).unwrap_or(0);
    laid.0.drain(..first);
    let standing = if laid.is_same() { Standing::Same } else { Standing::Changed };
    let body = if matches!(new, Block::Heading(_)) { Body::Heading(laid) } else { Body::Paragraph(laid) };
    Some(BlockChange { standing, body })
}
