//! Which words of the pages an edit has changed.

use crate::export::typeset::Pages;
use rustc_hash::FxHasher;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::time::{Duration, Instant};

/// Edits that follow each other within this time are one change.
const QUIET: Duration = Duration::from_millis(1500);
/// No longer than this is spent on the differences; a busy machine fails no test.
const PATIENCE: Duration = Duration::from_millis(if cfg!(test) { 10_000 } else { 200 });

/// A part of the text of a page, in bytes.
pub type Part = (usize, Range<usize>);

/// The words of the pages before the last change.
#[derive(Default)]
pub struct Before {
    draft: String,
    base: Vec<u64>,
    last: Vec<u64>,
    at: Option<Instant>,
}

impl Before {
    /// Takes in new pages, and says which parts of them are different since the change before.
    pub fn compare(&mut self, draft: &str, pages: &Pages, now: Instant) -> Vec<Part> {
        let (words, places) = words(pages);
        let another = self.draft != draft;
        let settled = self.at.is_none_or(|at| now.duration_since(at) > QUIET);
        if another {
            draft.clone_into(&mut self.draft);
            self.base.clone_from(&words);
        } else if settled && words != self.last {
            self.base = std::mem::take(&mut self.last);
        }
        if words != self.last {
            self.at = (!another).then_some(now);
        }
        self.last = words;
        parts(&self.base, &self.last, &places)
    }
}

fn words(pages: &Pages) -> (Vec<u64>, Vec<Part>) {
    let (mut words, mut places) = (Vec::new(), Vec::new());
    for page in 0..pages.count() {
        let text = pages.text(page).text();
        let mut start = 0;
        for word in text.split_inclusive(char::is_whitespace) {
            let end = start + word.len();
            let bare = word.trim_end();
            if !bare.is_empty() {
                let mut hasher = FxHasher::default();
                bare.hash(&mut hasher);
                words.push(hasher.finish());
                places.push((page, start..start + bare.len()));
            }
            start = end;
        }
    }
    (words, places)
}

/// What of the new words is not in the old; where something is gone, the word that follows. Nothing if that takes too
/// long: what is found by then takes most words for new, and a reader would look for changes that nobody made.
fn parts(old: &[u64], new: &[u64], places: &[Part]) -> Vec<Part> {
    if old == new {
        return Vec::new();
    }
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = |a: &[u64], b: &[u64]| a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let same = tail(old, new);
    let old = old.get(..old.len() - same).unwrap_or_default();
    let new = new.get(..new.len() - same).unwrap_or_default();
    let deadline = Instant::now() + PATIENCE;
    let ops = capture_diff_slices_deadline(Algorithm::Myers, old, new, Some(deadline));
    if Instant::now() >= deadline {
        return Vec::new();
    }
    let mut changed: Vec<Part> = Vec::new();
    for op in ops {
        let range = match op {
            DiffOp::Equal { .. } => continue,
            DiffOp::Delete { new_index, .. } => new_index..new_index + 1,
            DiffOp::Insert { new_index, new_len, .. } | DiffOp::Replace { new_index, new_len, .. } => {
                new_index..new_index + new_len
            }
        };
        for (page, range) in
            places.get(head + range.start..(head + range.end).min(places.len())).unwrap_or_default()
        {
            match changed.last_mut() {
                Some((last, part)) if last == page && range.start - part.end <= 1 => part.end = range.end,
                _ => changed.push((*page, range.clone())),
            }
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::assemble;
    use crate::draft::{Draft, Edit};
    use crate::export::typeset::{Marks, Mode, Typesetter};

    #[test]
    fn only_what_changed_is_named_until_the_next_change() {
        let form = crate::template::find("cloud-hosting").unwrap();
        let mut draft = form.example().clone();
        let mut typesetter = Typesetter::new();
        let mut before = Before::default();
        let start = Instant::now();
        let mut look = |draft: &Draft, seconds: u64| -> Vec<String> {
            let pages =
                typesetter.typeset(&assemble(draft, &form), &Marks::default(), Mode::Preview).unwrap();
            let changed = before.compare("a", &pages, start + Duration::from_secs(seconds));
            changed.iter().map(|(page, range)| pages.text(*page).text()[range.clone()].to_owned()).collect()
        };
        assert_eq!(look(&draft, 0), [""; 0], "nothing has changed in a draft that was opened");
        Edit::set("governing_law", "Portugal").apply(&mut draft).unwrap();
        let changed = look(&draft, 10);
        assert!(!changed.is_empty() && changed.iter().all(|c| c.contains("Portugal")), "{changed:?}");
        Edit::set("governing_law", "Portugal today").apply(&mut draft).unwrap();
        let changed = look(&draft, 11);
        assert!(changed.iter().all(|c| c.contains("Portugal today")), "one change: {changed:?}");
        assert_eq!(look(&draft, 30), changed, "it stays until the next change");
        Edit::set("title", "Another name").apply(&mut draft).unwrap();
        let changed = look(&draft, 60);
        assert!(!changed.is_empty() && changed.iter().all(|c| !c.contains("Portugal")), "{changed:?}");
    }

    #[test]
    fn what_is_gone_marks_the_word_that_follows() {
        let places: Vec<Part> = (0..4).map(|i| (0, i * 2..i * 2 + 1)).collect();
        assert_eq!(parts(&[1, 2, 3, 9, 4], &[1, 2, 3, 4], &places), [(0, 6..7)]);
        assert_eq!(parts(&[1, 2], &[1, 7, 8, 2], &places), [(0, 2..5)]);
        assert_eq!(parts(&[1, 2, 3, 4], &[1, 2, 3, 4], &places), []);
        assert_eq!(parts(&[1, 2], &[1], &places[..1]), []);
    }
}
