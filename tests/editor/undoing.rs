//! Whatever a user does, in whichever order, in two drafts side by side: Undo takes back one deed at a time until both
//! are as they were opened, and Redo brings each to where it was left.
//!
//! Three orders are tried; `UNDO_SEEDS=3..40` tries others besides.

use super::bench::*;
use super::hand::Hand;
use clausewright::draft::{Draft, to_ron};
use egui::Key;
use std::ops::Range;
use std::sync::Arc;

/// Deeds that come to something, over both drafts.
const DEEDS: usize = 100;

#[test]
fn a_hundred_mixed_deeds_are_undone_one_by_one_to_the_identical_drafts() {
    hundred_deeds(0);
}

#[test]
fn a_hundred_deeds_in_another_order_are_undone() {
    hundred_deeds(1);
}

#[test]
fn a_hundred_deeds_in_a_third_order_are_undone() {
    hundred_deeds(2);
}

#[test]
fn a_hundred_deeds_in_the_orders_asked_for_are_undone() {
    seeds().for_each(hundred_deeds);
}

fn hundred_deeds(seed: u64) {
    let mut hand = Hand::over_two_drafts(seed);
    let files =
        ["/drafts/a.ron", "/drafts/b.ron"].map(|path| hand.fs.content(path).expect("it was put there"));
    let mut trails = Trails::of(&mut hand);
    let mut deck = Vec::new();
    while trails.done < DEEDS {
        if deck.is_empty() {
            deck = hand.random.shuffled(super::deeds::DEEDS);
        }
        let Some((name, deed)) = deck.pop() else { unreachable!("just dealt") };
        trails.watch(&mut hand, name, deed);
        if hand.random.one_in(4) {
            trails.change_draft(&mut hand);
        }
        if hand.random.one_in(9) {
            trails.there_and_back(&mut hand);
        }
    }
    trails.undo_all(&mut hand);
    for (file, text) in ["/drafts/a.ron", "/drafts/b.ron"].into_iter().zip(&files) {
        let now = to_ron(session(&hand.window).draft()).expect("it can be written");
        let mine = session(&hand.window).file().is_some_and(|f| f.to_string_lossy() == file);
        assert!(!mine || now.as_bytes() == text.as_slice(), "seed {seed}: {file} is as it was");
        ctrl(&mut hand.window, Key::S);
        hand.other_draft();
    }
    for (file, text) in ["/drafts/a.ron", "/drafts/b.ron"].into_iter().zip(&files) {
        let now = hand.fs.content(file).expect("it is there");
        assert!(now == *text, "seed {seed}: {file} is saved as it was");
    }
    trails.redo_all(&mut hand);
}

fn seeds() -> Range<u64> {
    let named = std::env::var("UNDO_SEEDS").ok();
    let range = named.as_deref().and_then(|text| text.split_once("..")).map(|(from, to)| {
        let number = |text: &str| text.parse().expect("UNDO_SEEDS is written 3..40");
        number(from)..number(to)
    });
    range.unwrap_or(0..0)
}

/// What each draft was, from the beginning to now, one state for each step of undo.
struct Trails {
    states: [Vec<Arc<Draft>>; 2],
    /// Deeds that came to something.
    done: usize,
}

impl Trails {
    fn of(hand: &mut Hand) -> Self {
        let first = hand.which();
        let mine = session(&hand.window).snapshot();
        hand.other_draft();
        let other = session(&hand.window).snapshot();
        hand.other_draft();
        let states = if first == 0 { [vec![mine], vec![other]] } else { [vec![other], vec![mine]] };
        Self { states, done: 0 }
    }

    /// Does something, and sees that it is one step of undo if it came to anything.
    fn watch(&mut self, hand: &mut Hand, name: &str, deed: fn(&mut Hand)) {
        let at = hand.which();
        let before = session(&hand.window).steps();
        hand.told.push(format!("{name} in {}", ["a", "b"][at]));
        deed(hand);
        hand.come_to_rest();
        assert_eq!(hand.which(), at, "{}: the draft in front is the same", name);
        let now = session(&hand.window);
        let (after, state) = (now.steps(), now.snapshot());
        let last = self.states[at].last().expect("there is a beginning");
        if **last == *state {
            assert_eq!(after, before, "{}: nothing came of it, so nothing is to be undone", name);
            return;
        }
        let steps = now.undo_name().unwrap_or_default().to_owned();
        assert_eq!(after, before + 1, "{}: one deed is one step, the last is “{steps}”", name);
        self.states[at].push(state);
        self.done += 1;
    }

    fn change_draft(&mut self, hand: &mut Hand) {
        hand.other_draft();
        self.check(hand, "the other draft is as it was left");
    }

    fn check(&self, hand: &Hand, what: &str) {
        self.is_at(hand, self.states[hand.which()].len() - 1, what);
    }

    /// The draft in front says what it said after so many steps.
    fn is_at(&self, hand: &Hand, step: usize, what: &str) {
        let (states, now) = (&self.states[hand.which()], session(&hand.window));
        if *states[step] != *now.draft() {
            let at = states.iter().position(|s| **s == *now.draft());
            panic!(
                "{what}: step {step} of {} expected, not {at:?}; undo {:?}, redo {:?}, the keyboard is at “{}”, {:?}",
                states.len() - 1,
                now.undo_name(),
                now.redo_name(),
                focused(&hand.window),
                hand.window.state().notes()
            );
        }
    }

    /// Some steps back, and as many forward; or only back, and on from there.
    fn there_and_back(&mut self, hand: &mut Hand) {
        let at = hand.which();
        let most = self.states[at].len() - 1;
        let steps = hand.random.below(6).min(most);
        let stay = steps < 3 && hand.random.one_in(3);
        for n in 1..=steps {
            hand.undo();
            self.is_at(hand, most - n, "undone");
        }
        if stay {
            self.states[at].truncate(most + 1 - steps);
            return;
        }
        for n in 1..=steps {
            hand.redo();
            self.is_at(hand, most - steps + n, "done again");
        }
    }

    /// A few steps here, a few there, until nothing is left to be undone.
    fn undo_all(&mut self, hand: &mut Hand) {
        let mut left = [self.states[0].len() - 1, self.states[1].len() - 1];
        while left != [0, 0] {
            let at = hand.which();
            for _ in 0..(1 + hand.random.below(9)).min(left[at]) {
                left[at] -= 1;
                hand.undo();
                self.is_at(hand, left[at], "all is undone");
            }
            hand.other_draft();
        }
        for _ in 0..2 {
            hand.other_draft();
            assert_eq!(session(&hand.window).undo_name(), None);
            hand.undo();
            self.is_at(hand, 0, "nothing is undone beyond the beginning");
        }
    }

    fn redo_all(&mut self, hand: &mut Hand) {
        for _ in 0..2 {
            for step in 1..self.states[hand.which()].len() {
                hand.redo();
                self.is_at(hand, step, "all is done again");
            }
            hand.other_draft();
        }
    }
}
