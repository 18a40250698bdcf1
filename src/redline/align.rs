//! Which parts of two sequences belong together, and in which order they are shown.

use super::order::moved;
use super::sketch::{Sketch, pair_up};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Parts that belong together: one and one, or one and several in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

impl Match {
    fn one(old: usize, new: usize) -> Self {
        Self { old: old..old + 1, new: new..new + 1 }
    }
}

/// Likeness in per cent from which parts at the same place belong together,
const AT_PLACE: usize = 35;
/// when they are the only ones there,
const ALONE: usize = 15;
/// and when one of them stands elsewhere. Such parts have some length, equal ones a little.
const ELSEWHERE: usize = 70;
const LEAST_GRAMS: usize = 9;
const LEAST_EQUAL: usize = 3;
/// Of the words of one of several paragraphs, how many stand in the one they belong to.
const HELD: usize = 50;
/// The most paragraphs that one became.
const MOST_JOINED: usize = 4;
/// So many combinations are all looked at.
const MOST_PAIRS: usize = 10_000;

/// Matches the parts of two sequences: those of `known` first, then equal ones in order, then those that are alike, in
/// order or elsewhere. In the order of the new sequence.
pub(super) fn align(old: &[Sketch], new: &[Sketch], known: &[(usize, usize)]) -> Vec<Match> {
    let mut matches: Vec<Match> = known.iter().map(|(o, n)| Match::one(*o, *n)).collect();
    let mut free_old = vec![true; old.len()];
    let mut free_new = vec![true; new.len()];
    for (o, n) in known {
        set(&mut free_old, *o);
        set(&mut free_new, *n);
    }
    let left = |free: &[bool]| -> Vec<usize> {
        free.iter().enumerate().filter(|(_, free)| **free).map(|(at, _)| at).collect()
    };
    let (olds, news) = (left(&free_old), left(&free_new));
    let whole = |sketches: &[Sketch], of: &[usize]| -> Vec<u64> {
        of.iter().filter_map(|at| sketches.get(*at)).map(|s| s.whole).collect()
    };
    let found = in_order((old, &olds, whole(old, &olds)), (new, &news, whole(new, &news)));
    for found in found {
        found.old.clone().for_each(|o| set(&mut free_old, o));
        found.new.clone().for_each(|n| set(&mut free_new, n));
        matches.push(found);
    }
    for (least, likeness) in [(LEAST_GRAMS, ELSEWHERE), (LEAST_EQUAL, 100)] {
        let rest = |sketches: &[Sketch], free: &[bool]| -> Vec<usize> {
            let long = |at: &usize| sketches.get(*at).is_some_and(|sketch| sketch.len() >= least);
            left(free).into_iter().filter(long).collect()
        };
        let (olds, news) = (rest(old, &free_old), rest(new, &free_new));
        for (o, n) in pair_up(&with(old, &olds), &with(new, &news), likeness) {
            set(&mut free_old, o);
            set(&mut free_new, n);
            matches.push(Match::one(o, n));
        }
    }
    matches.sort_by_key(|m| (m.new.start, m.old.start));
    matches
}

fn with<'a>(sketches: &'a [Sketch], of: &[usize]) -> Vec<(usize, &'a Sketch)> {
    of.iter().filter_map(|at| Some((*at, sketches.get(*at)?))).collect()
}

fn set(free: &mut [bool], at: usize) {
    if let Some(free) = free.get_mut(at) {
        *free = false;
    }
}

type Side<'a> = (&'a [Sketch], &'a [usize], Vec<u64>);

/// Matches that keep the order of both.
fn in_order(old: Side<'_>, new: Side<'_>) -> Vec<Match> {
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &old.2, &new.2) {
        let (o, n) = (op.old_range(), op.new_range());
        let ats = |all: &[usize], range: Range<usize>| all.get(range).unwrap_or_default().to_vec();
        let (o, n) = (ats(old.1, o), ats(new.1, n));
        match op {
            DiffOp::Equal { .. } => found.extend(o.iter().zip(&n).map(|(o, n)| Match::one(*o, *n))),
            _ => between(old.0, &o, new.0, &n, &mut found),
        }
    }
    found
}

/// Matches among parts that stand between the same neighbours.
fn between(old: &[Sketch], olds: &[usize], new: &[Sketch], news: &[usize], found: &mut Vec<Match>) {
    if olds.is_empty() || news.is_empty() {
        return;
    }
    if let ([o], [n]) = (olds, news) {
        let like = old.get(*o).zip(new.get(*n)).is_some_and(|(o, n)| o.fit(n) >= ALONE);
        if like {
            found.push(Match::one(*o, *n));
        }
        return;
    }
    if olds.len().saturating_mul(news.len()) > MOST_PAIRS {
        let pairs = pair_up(&with(old, olds), &with(new, news), AT_PLACE);
        found.extend(pairs.into_iter().map(|(o, n)| Match::one(o, n)));
        return;
    }
    found.extend(Grid { old, olds, new, news }.best());
}

/// All ways through two short runs of parts.
struct Grid<'a> {
    old: &'a [Sketch],
    olds: &'a [usize],
    new: &'a [Sketch],
    news: &'a [usize],
}

/// A step of a way: so many of the old and so many of the new parts, matched or not.
#[derive(Clone, Copy, Default)]
struct Step {
    gain: usize,
    old: usize,
    new: usize,
}

impl Grid<'_> {
    /// The way with most words in common.
    fn best(&self) -> Vec<Match> {
        let (rows, columns) = (self.olds.len() + 1, self.news.len() + 1);
        let mut ways = vec![Step::default(); rows * columns];
        let at = |o: usize, n: usize| o * columns + n;
        for o in (0..rows).rev() {
            for n in (0..columns).rev() {
                let gain = |ways: &[Step], step: Step| {
                    ways.get(at(o + step.old, n + step.new)).map_or(0, |rest| rest.gain) + step.gain
                };
                let mut best = Step::default();
                let mut consider = |step: Step, ways: &[Step]| {
                    let total = gain(ways, step);
                    if total > best.gain || (best.old, best.new) == (0, 0) {
                        best = Step { gain: total, ..step };
                    }
                };
                for step in self.steps(o, n) {
                    consider(step, &ways);
                }
                if let Some(way) = ways.get_mut(at(o, n)) {
                    *way = best;
                }
            }
        }
        let (mut o, mut n) = (0, 0);
        let mut found = Vec::new();
        while let Some(step) = ways.get(at(o, n)).filter(|step| (step.old, step.new) != (0, 0)) {
            if step.old > 0 && step.new > 0 {
                let span = |all: &[usize], from: usize, count: usize| {
                    let first = all.get(from).copied().unwrap_or_default();
                    first..first + count
                };
                found.push(Match { old: span(self.olds, o, step.old), new: span(self.news, n, step.new) });
            }
            (o, n) = (o + step.old, n + step.new);
        }
        found
    }

    fn steps(&self, o: usize, n: usize) -> Vec<Step> {
        let old = self.olds.get(o).and_then(|at| self.old.get(*at));
        let new = self.news.get(n).and_then(|at| self.new.get(*at));
        let mut steps = Vec::new();
        if let (Some(old), Some(new)) = (old, new) {
            // Two points for a match, so that it is worth more than an empty way and less than any word.
            if old.fit(new) >= AT_PLACE {
                steps.push(Step { gain: 4 * old.common(new) + 2, old: 1, new: 1 });
            }
            steps.extend(self.joined(old, (self.new, self.news), n).map(|(gain, new)| Step {
                gain,
                old: 1,
                new,
            }));
            steps.extend(self.joined(new, (self.old, self.olds), o).map(|(gain, old)| Step {
                gain,
                old,
                new: 1,
            }));
        }
        steps.extend(old.map(|_| Step { gain: 0, old: 1, new: 0 }));
        steps.extend(new.map(|_| Step { gain: 0, old: 0, new: 1 }));
        steps
    }

    /// How well one paragraph holds several of the other side that begin at `from`, for each number of them.
    fn joined<'s>(
        &self,
        one: &'s Sketch,
        (sketches, of): (&'s [Sketch], &'s [usize]),
        from: usize,
    ) -> impl Iterator<Item = (usize, usize)> + use<'s> {
        let mut whole: Option<Sketch> = None;
        let first = of.get(from).copied().unwrap_or_default();
        (1..=MOST_JOINED)
            .map_while(move |count| {
                let at = of.get(from + count - 1).copied().filter(|at| *at == first + count - 1)?;
                let part = sketches.get(at).filter(|part| one.joins && part.joins)?;
                if part.len() < 5 || one.common(part) * 100 < part.len() * HELD {
                    return None;
                }
                let all = whole.take().map_or_else(|| part.clone(), |whole| whole.and(part));
                let gain = 4 * one.common(&all);
                let alike = 2 * 100 * one.common(&all) >= (one.len() + all.len()) * 60;
                whole = Some(all);
                Some((count, gain, alike))
            })
            .filter(|(count, _, alike)| *count > 1 && *alike)
            .map(|(count, gain, _)| (gain, count))
    }
}

/// What is shown where: the parts of both sequences in an order that keeps that of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Parts that belong together and kept their place.
    Kept(Match),
    /// Of parts that were moved, the old place,
    Away(Match),
    /// and the new one.
    Here(Match),
    Removed(usize),
    Added(usize),
}

/// The order in which the parts of two sequences of these lengths are shown.
pub(super) fn layout(old_len: usize, new_len: usize, matches: &[Match]) -> Vec<Shown> {
    let places: Vec<usize> = matches.iter().map(|m| m.old.start).collect();
    let displaced = moved(&places);
    let mut of_old: Vec<Option<&Match>> = vec![None; old_len];
    let mut of_new: Vec<Option<&Match>> = vec![None; new_len];
    for found in matches {
        of_old.get_mut(found.old.clone()).into_iter().flatten().for_each(|slot| *slot = Some(found));
        of_new.get_mut(found.new.clone()).into_iter().flatten().for_each(|slot| *slot = Some(found));
    }
    let kept = |m: &Match| !displaced.contains(&m.old.start);
    let mut shown = Vec::new();
    let (mut o, mut n) = (0, 0);
    loop {
        while let Some(slot) = of_old.get(o).filter(|slot| slot.is_none_or(|m| !kept(m))) {
            match slot {
                None => shown.push(Shown::Removed(o)),
                Some(m) if m.old.start == o => shown.push(Shown::Away((*m).clone())),
                Some(_) => {}
            }
            o += 1;
        }
        while let Some(slot) = of_new.get(n).filter(|slot| slot.is_none_or(|m| !kept(m))) {
            match slot {
                None => shown.push(Shown::Added(n)),
                Some(m) if m.new.start == n => shown.push(Shown::Here((*m).clone())),
                Some(_) => {}
            }
            n += 1;
        }
        let Some(found) = of_new.get(n).copied().flatten() else { break };
        shown.push(Shown::Kept(found.clone()));
        (o, n) = (found.old.end.max(o + 1), found.new.end.max(n + 1));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketches(texts: &[&str]) -> Vec<Sketch> {
        texts.iter().map(|text| Sketch::of(text, 0).joining(true)).collect()
    }

    fn matched(old: &[&str], new: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
        align(&sketches(old), &sketches(new), &[]).into_iter().map(|m| (m.old, m.new)).collect()
    }

    const A: &str = "The provider shall keep the platform available around the clock.";
    const B: &str = "The customer shall pay within thirty days after receipt of an invoice.";
    const C: &str = "Neither party is liable for what it could not foresee.";

    #[test]
    fn equal_parts_and_those_alike_belong_together() {
        assert_eq!(matched(&[A, B, C], &[A, C]), [(0..1, 0..1), (2..3, 1..2)]);
        let changed = B.replace("thirty", "sixty");
        assert_eq!(matched(&[A, B, C], &[A, &changed, C]), [(0..1, 0..1), (1..2, 1..2), (2..3, 2..3)]);
        assert_eq!(matched(&[A, B], &[B, A]), [(1..2, 0..1), (0..1, 1..2)]);
        assert_eq!(matched(&[A], &[C]), []);
        assert_eq!(matched(&[], &[C]), []);
    }

    #[test]
    fn a_paragraph_that_was_split_or_merged_is_known() {
        let both = format!("{A} {B}");
        assert_eq!(matched(&[&both, C], &[A, B, C]), [(0..1, 0..2), (1..2, 2..3)]);
        assert_eq!(matched(&[C, A, B], &[C, &both]), [(0..1, 0..1), (1..3, 1..2)]);
    }

    #[test]
    fn the_order_of_both_is_kept() {
        let matches = align(&sketches(&[A, B, C]), &sketches(&[C, A, "Something new here."]), &[]);
        let shown = layout(3, 3, &matches);
        assert_eq!(
            shown,
            [
                Shown::Here(Match::one(2, 0)),
                Shown::Kept(Match::one(0, 1)),
                Shown::Removed(1),
                Shown::Away(Match::one(2, 0)),
                Shown::Added(2),
            ]
        );
        assert_eq!(layout(0, 0, &[]), []);
    }
}
