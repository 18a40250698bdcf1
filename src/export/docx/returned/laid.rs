//! Two runs of lines laid over each other: which stretches stand in both.

use super::reader::{Line, Word};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Beyond this many words on a side, texts are not looked through.
const MOST_WORDS: usize = 20_000;

/// Two texts, and the stretches that stand in both: where in ours, and where in theirs, in bytes.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    pub ours: String,
    pub theirs: String,
    pub same: Vec<(Range<usize>, Range<usize>)>,
}

impl Laid {
    pub fn of(ours: &[Line], theirs: &[Line]) -> Self {
        let (before, after) = (words(ours), words(theirs));
        let same = if before.len().max(after.len()) <= MOST_WORDS { common(&before, &after) } else { vec![] };
        let text = |words: &[Word<'_>]| words.iter().map(|word| word.shown).collect();
        Self { ours: text(&before), theirs: text(&after), same }
    }

    /// Where a stretch of ours stands in theirs, if it does as it was.
    pub fn kept(&self, ours: &Range<usize>) -> Option<Range<usize>> {
        let (own, other) =
            self.same.iter().find(|(own, _)| own.start <= ours.start && ours.end <= own.end)?;
        let start = other.start + (ours.start - own.start);
        // A reference may show another number there.
        let whole = *own == *ours;
        Some(if whole { other.clone() } else { start..start + ours.len() })
    }

    /// What stands in theirs in the place of a stretch of ours, as far as that can be told; where it does.
    pub fn instead(&self, ours: &Range<usize>) -> Option<Range<usize>> {
        let start = self.start(ours.start)?;
        let end = self.end(ours.end)?;
        (start <= end).then_some(start..end)
    }

    fn start(&self, at: usize) -> Option<usize> {
        let inside = self.same.iter().find(|(own, _)| own.start <= at && at < own.end);
        let behind = || self.same.iter().find(|(own, _)| own.end == at).map(|(_, other)| other.end);
        let first = || (at == 0).then_some(0);
        inside.map(|(own, other)| other.start + (at - own.start)).or_else(behind).or_else(first)
    }

    fn end(&self, at: usize) -> Option<usize> {
        let inside = self.same.iter().find(|(own, _)| own.start < at && at <= own.end);
        let before = || self.same.iter().find(|(own, _)| own.start == at).map(|(_, other)| other.start);
        let last = || (at == self.ours.len()).then_some(self.theirs.len());
        inside.map(|(own, other)| other.start + (at - own.start)).or_else(before).or_else(last)
    }
}

/// The words of all lines, the ends of lines among them.
fn words(lines: &[Line]) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    for line in lines {
        if !out.is_empty() {
            out.push(Word { key: "\n", shown: "\n" });
        }
        out.extend(line.words());
    }
    out
}

/// A stretch of equal words is cut where a reference shows another number, so that bytes count alike within.
fn common(before: &[Word<'_>], after: &[Word<'_>]) -> Vec<(Range<usize>, Range<usize>)> {
    let keys = |words: &[Word<'_>]| words.iter().map(|word| word.key.to_owned()).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &keys(before), &keys(after));
    let (from, to) = (starts(before), starts(after));
    let mut out: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in ops.into_iter().filter(|op| matches!(op, DiffOp::Equal { .. })) {
        let mut joins = false;
        for (one, other) in op.old_range().zip(op.new_range()) {
            let place = |starts: &[usize], at: usize| Some(*starts.get(at)?..*starts.get(at + 1)?);
            let (Some(own), Some(its)) = (place(&from, one), place(&to, other)) else { continue };
            let alike = own.len() == its.len();
            match out.last_mut().filter(|_| joins && alike) {
                Some((a, b)) => (a.end, b.end) = (own.end, its.end),
                None => out.push((own, its)),
            }
            joins = alike;
        }
    }
    out
}

/// Where each word starts, and the end of the last.
fn starts(words: &[Word<'_>]) -> Vec<usize> {
    let mut at = 0;
    let mut out = vec![0];
    for word in words {
        at += word.shown.len();
        out.push(at);
    }
    out
}
