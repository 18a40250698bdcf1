//! How one sequence of tokens becomes another: the longest common part, tidied up for readers.

use super::tokens::{Sort, Token};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Runs of tokens; together they cover both sequences, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Op {
    /// The same tokens on both sides.
    Same { old: Range<usize>, new: Range<usize> },
    /// These tokens give way to those; one of the ranges may be empty.
    Change { old: Range<usize>, new: Range<usize> },
}

/// Beyond this many tokens between the equal ends, the text is compared piece by piece first.
const MOST_PARTS: usize = 4_000;
/// Up to this many combinations the shortest way is found for certain.
const MOST_PAIRS: usize = 1_000_000;
/// Below this share of the letters in common, in per cent, the old text is struck out whole: a patchwork reads worse.
const LEAST_COMMON: usize = 30;
/// So few changes are no patchwork, whatever they leave.
const FEW_CHANGES: usize = 2;

/// The way from `old` to `new`. No value stands in both sides of one change, in whatever way the rest is marked.
pub(super) fn diff(old: &[Token<'_>], new: &[Token<'_>]) -> Vec<Op> {
    let mut names: HashMap<&str, u32> = HashMap::with_capacity(old.len() + new.len());
    let mut ids = [Vec::with_capacity(old.len()), Vec::with_capacity(new.len())];
    for (side, tokens) in ids.iter_mut().zip([old, new]) {
        for token in tokens {
            let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
            let id = *names.entry(&token.key).or_insert(next);
            side.push(id);
        }
    }
    let [old_ids, new_ids] = ids;
    let sides = Sides { old, new, old_ids, new_ids };
    let mut ops = Vec::new();
    sides.compare(0..old.len(), 0..new.len(), true, &mut ops);
    let ops = sides.cleaned(joined(ops));
    sides.slid(joined(sides.tidied(ops)))
}

struct Sides<'a> {
    old: &'a [Token<'a>],
    new: &'a [Token<'a>],
    old_ids: Vec<u32>,
    new_ids: Vec<u32>,
}

impl Sides<'_> {
    fn ids(&self, old: &Range<usize>, new: &Range<usize>) -> (&[u32], &[u32]) {
        let old = self.old_ids.get(old.clone()).unwrap_or_default();
        (old, self.new_ids.get(new.clone()).unwrap_or_default())
    }

    fn compare(&self, old: Range<usize>, new: Range<usize>, in_pieces: bool, ops: &mut Vec<Op>) {
        let (before, after) = self.ids(&old, &new);
        let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
        let room = before.len().min(after.len()) - head;
        let tail = before.iter().rev().zip(after.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
        let (old_mid, new_mid) = (old.start + head..old.end - tail, new.start + head..new.end - tail);
        ops.push(Op::Same { old: old.start..old_mid.start, new: new.start..new_mid.start });
        let most = old_mid.len().max(new_mid.len());
        if most <= MOST_PARTS {
            self.by_token(&old_mid, &new_mid, ops);
        } else if in_pieces {
            self.by_piece(&old_mid, &new_mid, ops);
        } else {
            ops.push(Op::Change { old: old_mid.clone(), new: new_mid.clone() });
        }
        ops.push(Op::Same { old: old_mid.end..old.end, new: new_mid.end..new.end });
    }

    fn by_token(&self, old: &Range<usize>, new: &Range<usize>, ops: &mut Vec<Op>) {
        let (before, after) = self.ids(old, new);
        let pairs = before.len().saturating_mul(after.len());
        let way = if pairs <= MOST_PAIRS { Algorithm::RawMyers } else { Algorithm::Myers };
        for op in capture_diff_slices(way, before, after) {
            ops.push(shifted(&op, old.start, new.start));
        }
    }

    /// Sentences first; what differs of them then token by token.
    fn by_piece(&self, old: &Range<usize>, new: &Range<usize>, ops: &mut Vec<Op>) {
        let (olds, news) = (pieces(self.old, old), pieces(self.new, new));
        let key = |ids: &[u32], range: &Range<usize>| ids.get(range.clone()).map(<[u32]>::to_vec);
        let before: Vec<_> = olds.iter().map(|range| key(&self.old_ids, range)).collect();
        let after: Vec<_> = news.iter().map(|range| key(&self.new_ids, range)).collect();
        if before.len().max(after.len()) > 4 * MOST_PARTS {
            ops.push(Op::Change { old: old.clone(), new: new.clone() });
            return;
        }
        let span = |all: &[Range<usize>], of: Range<usize>, whole: &Range<usize>| {
            let start = all.get(of.start).map_or(whole.end, |range| range.start);
            let end = all.get(of.end).map_or(whole.end, |range| range.start);
            start..end.max(start)
        };
        for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
            let (o, n) = (span(&olds, op.old_range(), old), span(&news, op.new_range(), new));
            match op {
                DiffOp::Equal { .. } => ops.push(Op::Same { old: o, new: n }),
                _ => self.compare(o, n, false, ops),
            }
        }
    }

    /// Tokens a reader needs to see that something was kept: letters, and values more than any.
    fn weight(&self, tokens: &[Token<'_>], range: &Range<usize>) -> usize {
        let weigh = |token: &Token<'_>| match token.sort {
            Sort::Sign => 0,
            Sort::Word => token.range.len().min(12),
            Sort::Value | Sort::Reference => 8,
        };
        tokens.get(range.clone()).unwrap_or_default().iter().map(weigh).sum()
    }

    /// Texts with little in common are replaced whole, but for the values that stay.
    fn cleaned(&self, ops: Vec<Op>) -> Vec<Op> {
        let kept: usize = ops
            .iter()
            .map(|op| match op {
                Op::Same { old, .. } => self.weight(self.old, old),
                Op::Change { .. } => 0,
            })
            .sum();
        let (old, new) = (0..self.old.len(), 0..self.new.len());
        let all = self.weight(self.old, &old).max(self.weight(self.new, &new));
        let changes = ops.iter().filter(|op| matches!(op, Op::Change { .. })).count();
        if kept * 100 >= all * LEAST_COMMON || changes <= FEW_CHANGES {
            return ops.into_iter().flat_map(|op| self.anchored(op)).collect();
        }
        self.anchored(Op::Change { old, new })
    }

    /// A change without the values that stand on both sides of it, which stay.
    fn anchored(&self, op: Op) -> Vec<Op> {
        let Op::Change { old, new } = &op else { return vec![op] };
        let values = |tokens: &[Token<'_>], range: &Range<usize>| -> Vec<usize> {
            let fixed =
                |at: &usize| tokens.get(*at).is_some_and(|t| matches!(t.sort, Sort::Value | Sort::Reference));
            range.clone().filter(fixed).collect()
        };
        let (olds, news) = (values(self.old, old), values(self.new, new));
        if olds.is_empty() || news.is_empty() {
            return vec![op];
        }
        let id = |ids: &[u32], at: &usize| ids.get(*at).copied().unwrap_or_default();
        let before: Vec<u32> = olds.iter().map(|at| id(&self.old_ids, at)).collect();
        let after: Vec<u32> = news.iter().map(|at| id(&self.new_ids, at)).collect();
        let way =
            if before.len() * after.len() <= MOST_PAIRS { Algorithm::RawMyers } else { Algorithm::Myers };
        let (mut old_at, mut new_at) = (old.start, new.start);
        let mut out = Vec::new();
        for same in capture_diff_slices(way, &before, &after) {
            if !matches!(same, DiffOp::Equal { .. }) {
                continue;
            }
            for (o, n) in same.old_range().zip(same.new_range()) {
                let (Some(o), Some(n)) = (olds.get(o).copied(), news.get(n).copied()) else { continue };
                out.push(Op::Change { old: old_at..o, new: new_at..n });
                out.push(Op::Same { old: o..o + 1, new: n..n + 1 });
                (old_at, new_at) = (o + 1, n + 1);
            }
        }
        out.push(Op::Change { old: old_at..old.end, new: new_at..new.end });
        joined(out)
    }

    /// A word or two, or a sign, alone between greater changes is no help to a reader: it goes with them.
    fn tidied(&self, ops: Vec<Op>) -> Vec<Op> {
        let mut out: Vec<Op> = Vec::with_capacity(ops.len());
        let mut rest = ops.into_iter().peekable();
        while let Some(op) = rest.next() {
            if let (
                Op::Same { old, new },
                Some(Op::Change { old: o1, new: n1 }),
                Some(Op::Change { old: o2, new: n2 }),
            ) = (&op, out.last(), rest.peek())
                && self.is_lost(old, (o1, n1), (o2, n2))
            {
                let whole = Op::Change { old: o1.start..o2.end, new: n1.start..n2.end };
                debug_assert!(o1.end == old.start && n1.end == new.start);
                out.pop();
                out.push(whole);
                rest.next();
                continue;
            }
            out.push(op);
        }
        out
    }

    /// What is only added or only removed may often stand a few tokens earlier or later: whole sentences read best.
    fn slid(&self, mut ops: Vec<Op>) -> Vec<Op> {
        for at in 1..ops.len() {
            let Some(Op::Same { old: before, .. }) = ops.get(at - 1) else { continue };
            let room = before.len();
            let Some(Op::Change { old, new }) = ops.get(at) else { continue };
            let (tokens, ids, hunk) = match (old.is_empty(), new.is_empty()) {
                (false, true) => (self.old, &self.old_ids, old.clone()),
                (true, false) => (self.new, &self.new_ids, new.clone()),
                _ => continue,
            };
            let same = |a: Option<usize>, b: Option<usize>| {
                a.zip(b).is_some_and(|(a, b)| ids.get(a).is_some() && ids.get(a) == ids.get(b))
            };
            let steps = (0..room)
                .take_while(|k| same(hunk.start.checked_sub(k + 1), hunk.end.checked_sub(k + 1)))
                .count();
            let ends =
                |at: Option<usize>| match at.and_then(|at| tokens.get(at)).map(|token| token.key.as_ref()) {
                    None | Some("." | "!" | "?") => 4,
                    Some(";" | ":") => 3,
                    Some(",") => 1,
                    Some(_) => 0,
                };
            let score = |shift: &usize| {
                let (start, end) = (hunk.start - shift, hunk.end - shift);
                ends(start.checked_sub(1)) + if start == 0 { 0 } else { ends(end.checked_sub(1)) }
            };
            let best = (0..=steps).max_by_key(|shift| (score(shift), std::cmp::Reverse(*shift))).unwrap_or(0);
            if best > 0 {
                shift(&mut ops, at, best);
            }
        }
        ops.retain(|op| !matches!(op, Op::Same { old, .. } if old.is_empty()));
        joined(ops)
    }

    fn is_lost(
        &self,
        same: &Range<usize>,
        left: (&Range<usize>, &Range<usize>),
        right: (&Range<usize>, &Range<usize>),
    ) -> bool {
        let kept = self.old.get(same.clone()).unwrap_or_default();
        if kept.iter().any(|t| matches!(t.sort, Sort::Value | Sort::Reference)) {
            return false;
        }
        let words = kept.iter().filter(|t| t.sort == Sort::Word).count();
        let letters: usize = kept.iter().map(|t| t.range.len()).sum();
        let count = |(old, new): (&Range<usize>, &Range<usize>)| {
            let of = |tokens: &[Token<'_>], range: &Range<usize>| {
                tokens.get(range.clone()).unwrap_or_default().iter().filter(|t| t.sort != Sort::Sign).count()
            };
            (of(self.old, old), of(self.new, new))
        };
        // Both sides are replaced, and by more than what stands between them.
        let enough = |(old, new): (usize, usize)| old.min(new) >= 1 && old.max(new) > words;
        let lost = words <= 2 && letters <= 10 && enough(count(left)) && enough(count(right));
        lost && {
            let values = |tokens: &[Token<'_>], ids: &[u32], ranges: [&Range<usize>; 2]| -> HashSet<u32> {
                let all = ranges.into_iter().cloned().flatten();
                let fixed = |at: &usize| {
                    tokens.get(*at).is_some_and(|t| matches!(t.sort, Sort::Value | Sort::Reference))
                };
                all.filter(fixed).filter_map(|at| ids.get(at).copied()).collect()
            };
            let before = values(self.old, &self.old_ids, [left.0, right.0]);
            let after = values(self.new, &self.new_ids, [left.1, right.1]);
            before.is_disjoint(&after)
        }
    }
}

/// The sentences and lines of a run of tokens.
fn pieces(tokens: &[Token<'_>], range: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    for at in range.clone() {
        let ends = tokens.get(at).is_some_and(|t| matches!(t.key.as_ref(), "." | ";" | "?" | "!"));
        if ends || at - start >= 64 || at + 1 == range.end {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    found
}

/// Moves the change at a place so many tokens towards the beginning.
fn shift(ops: &mut Vec<Op>, at: usize, by: usize) {
    if let Some(Op::Same { old, new }) = ops.get_mut(at - 1) {
        (old.end, new.end) = (old.end - by, new.end - by);
    }
    let mut behind = (0, 0);
    if let Some(Op::Change { old, new }) = ops.get_mut(at) {
        behind = (old.end, new.end);
        *old = old.start - by..old.end - by;
        *new = new.start - by..new.end - by;
    }
    match ops.get_mut(at + 1) {
        Some(Op::Same { old, new }) => (old.start, new.start) = (old.start - by, new.start - by),
        _ => {
            let same = Op::Same { old: behind.0 - by..behind.0, new: behind.1 - by..behind.1 };
            ops.insert(at + 1, same);
        }
    }
}

fn shifted(op: &DiffOp, old: usize, new: usize) -> Op {
    let by = |range: Range<usize>, by: usize| range.start + by..range.end + by;
    let (o, n) = (by(op.old_range(), old), by(op.new_range(), new));
    match op {
        DiffOp::Equal { .. } => Op::Same { old: o, new: n },
        _ => Op::Change { old: o, new: n },
    }
}

/// Neighbours of one sort as one, without empty ones.
fn joined(ops: Vec<Op>) -> Vec<Op> {
    let mut out: Vec<Op> = Vec::with_capacity(ops.len());
    for op in ops {
        match (op, out.last_mut()) {
            (Op::Same { old, new } | Op::Change { old, new }, _) if old.is_empty() && new.is_empty() => {}
            (Op::Same { old, new }, Some(Op::Same { old: o, new: n }))
            | (Op::Change { old, new }, Some(Op::Change { old: o, new: n })) => {
                (o.end, n.end) = (old.end, new.end);
            }
            (op, _) => out.push(op),
        }
    }
    out
}
