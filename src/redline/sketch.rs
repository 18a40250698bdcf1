//! What a part of a text is made of, to find its like: its words and pairs of words, as numbers.

use rustc_hash::FxHasher;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

/// A part of a text in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    /// Of the text, and of what sort of part it is: equal parts have equal ones.
    pub whole: u64,
    /// Parts of different sorts are never alike.
    pub sort: u8,
    /// Whether it may be one of several that became one, or that one became.
    pub joins: bool,
    /// Whether it is made of parts, of which more may come or go: what is left of it still tells it.
    pub grows: bool,
    /// Of each word and of each two words in a row, sorted.
    grams: Vec<u64>,
}

impl Sketch {
    pub fn of(text: &str, sort: u8) -> Self {
        let mut grams = Vec::new();
        let mut last = 0;
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        for word in words {
            let gram = hash(&word);
            grams.push(gram);
            if last != 0 {
                grams.push(hash(&(last, gram)));
            }
            last = gram;
        }
        grams.sort_unstable();
        Self { whole: hash(&(sort, text)), sort, joins: false, grows: false, grams }
    }

    pub fn joining(self, joins: bool) -> Self {
        Self { joins, ..self }
    }

    pub fn growing(self, grows: bool) -> Self {
        Self { grows, ..self }
    }

    pub fn len(&self) -> usize {
        self.grams.len()
    }

    /// Of both together.
    pub fn and(&self, other: &Self) -> Self {
        let mut grams = [self.grams.as_slice(), &other.grams].concat();
        grams.sort_unstable();
        Self { whole: hash(&(self.whole, other.whole)), sort: self.sort, joins: true, grows: false, grams }
    }

    /// How many words and pairs of words both have.
    pub fn common(&self, other: &Self) -> usize {
        if self.sort != other.sort {
            return 0;
        }
        let (mut count, mut rest) = (0, other.grams.iter().peekable());
        for gram in &self.grams {
            while rest.next_if(|next| *next < gram).is_some() {}
            count += usize::from(rest.next_if_eq(&gram).is_some());
        }
        count
    }

    /// How much both have in common, in per cent of what they have.
    pub fn likeness(&self, other: &Self) -> usize {
        if self.sort != other.sort {
            return 0;
        }
        if self.whole == other.whole {
            return 100;
        }
        (200 * self.common(other)).checked_div(self.len() + other.len()).unwrap_or(0)
    }
}

impl Sketch {
    /// How well two parts at the same place fit, in per cent: what is made of parts by how much of the smaller one the
    /// greater one holds.
    pub fn fit(&self, other: &Self) -> usize {
        let likeness = self.likeness(other);
        if !(self.grows && other.grows) {
            return likeness;
        }
        let held = (100 * self.common(other)).checked_div(self.len().min(other.len())).unwrap_or(0);
        likeness.max(held)
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Words that stand in more parts than this tell nothing.
const MOST_PARTS: usize = 24;
/// So few combinations are all looked at.
const FEW_PAIRS: usize = 2_500;

/// The pairs that are most alike, by at least `least` per cent, each part in one pair at most. Takes time in proportion to
/// the length of the texts.
pub(super) fn pair_up(
    old: &[(usize, &Sketch)],
    new: &[(usize, &Sketch)],
    least: usize,
) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(usize, usize, usize)> = Vec::new();
    if old.len().saturating_mul(new.len()) <= FEW_PAIRS {
        for (o, before) in old.iter().enumerate() {
            for (n, after) in new.iter().enumerate() {
                candidates.push((before.1.likeness(after.1), o, n));
            }
        }
    } else {
        let mut places: HashMap<u64, Vec<u32>, rustc_hash::FxBuildHasher> = HashMap::default();
        for (o, (_, sketch)) in (0u32..).zip(old) {
            for gram in sketch.grams.iter().chain([&sketch.whole]) {
                let known = places.entry(*gram).or_default();
                if known.len() <= MOST_PARTS && known.last() != Some(&o) {
                    known.push(o);
                }
            }
        }
        let mut votes: HashMap<u32, u32, rustc_hash::FxBuildHasher> = HashMap::default();
        for (n, (_, after)) in new.iter().enumerate() {
            votes.clear();
            for gram in after.grams.iter().chain([&after.whole]) {
                let told = places.get(gram).filter(|known| known.len() <= MOST_PARTS);
                told.into_iter().flatten().for_each(|o| *votes.entry(*o).or_default() += 1);
            }
            let mut best: Vec<(u32, u32)> = votes.iter().map(|(o, count)| (*count, *o)).collect();
            best.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            for (_, o) in best.into_iter().take(4) {
                let o = o as usize;
                if let Some((_, before)) = old.get(o) {
                    candidates.push((before.likeness(after), o, n));
                }
            }
        }
    }
    candidates.retain(|(likeness, ..)| *likeness >= least);
    candidates
        .sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1.abs_diff(a.2), a.1).cmp(&(b.1.abs_diff(b.2), b.1))));
    let (mut taken_old, mut taken_new) = (vec![false; old.len()], vec![false; new.len()]);
    let mut pairs = Vec::new();
    for (_, o, n) in candidates {
        let (Some(o_taken), Some(n_taken)) = (taken_old.get_mut(o), taken_new.get_mut(n)) else { continue };
        if !*o_taken && !*n_taken {
            (*o_taken, *n_taken) = (true, true);
            pairs.extend(old.get(o).zip(new.get(n)).map(|(o, n)| (o.0, n.0)));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_a_share_of_words_in_their_order() {
        let of = |text| Sketch::of(text, 0);
        assert_eq!(of("one two three").likeness(&of("one two three")), 100);
        assert_eq!(of("one two three").likeness(&of("four five six")), 0);
        assert_eq!(of("one two three").likeness(&Sketch::of("one two three", 1)), 0);
        let (ordered, mixed) = (of("one two three four"), of("four one three two"));
        assert!((50..80).contains(&ordered.likeness(&mixed)), "{}", ordered.likeness(&mixed));
        assert_eq!(of("—").likeness(&of("—")), 100);
        assert_eq!(of("—").likeness(&of("…")), 0);
        assert_eq!(of("a b").and(&of("c d")).common(&of("a b c d")), 6);
    }

    #[test]
    fn the_best_pairs_are_found_among_few_and_among_many() {
        let text = |n: usize| {
            format!("Part {n} says what item{n} and matter{n} are about, in words of its own number{n}.")
        };
        for count in [5, 400] {
            let old: Vec<Sketch> = (0..count).map(|n| Sketch::of(&text(n), 0)).collect();
            let new: Vec<Sketch> =
                (0..count).rev().map(|n| Sketch::of(&text(n).replace("says", "tells"), 0)).collect();
            let numbered =
                |all: &[Sketch]| -> Vec<(usize, Sketch)> { all.iter().cloned().enumerate().collect() };
            let (old, new) = (numbered(&old), numbered(&new));
            let refs = |all: &[(usize, Sketch)]| -> Vec<usize> { all.iter().map(|a| a.0).collect() };
            assert_eq!(refs(&old).len(), count);
            let old: Vec<(usize, &Sketch)> = old.iter().map(|(at, s)| (*at, s)).collect();
            let new: Vec<(usize, &Sketch)> = new.iter().map(|(at, s)| (*at, s)).collect();
            let pairs = pair_up(&old, &new, 50);
            assert_eq!(pairs.len(), count);
            assert!(pairs.iter().all(|(o, n)| o + n + 1 == count), "{pairs:?}");
        }
    }
}
