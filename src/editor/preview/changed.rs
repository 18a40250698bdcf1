//! Which words of the pages an edit has changed.

use crate::export::typeset::{HitKind, Jump, Pages, Rect};
use rustc_hash::FxHasher;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::collections::HashSet;
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
    let body = body(pages);
    let mut heads: HashSet<&str> = HashSet::new();
    for page in 0..pages.count() {
        let text = pages.text(page);
        let tops: Vec<f32> = tops(pages, page).collect();
        // The heading of a table that goes on from the page before is printed again, and is no text of its own.
        let head = text.text().split('\n').next().unwrap_or_default();
        let again = page > 0 && head.contains('\t') && heads.contains(head);
        heads.extend(text.text().split('\n').filter(|line| line.contains('\t')));
        let mut start = 0;
        for word in text.text().split_inclusive(char::is_whitespace) {
            let end = start + word.len();
            let bare = word.trim_end();
            let range = start..start + bare.len();
            if again && range.end <= head.len() {
                start = end;
                continue;
            }
            let first = start == 0 || text.text().get(..start).is_some_and(|t| t.ends_with('\n'));
            start = end;
            if bare.is_empty() {
                continue;
            }
            let numbers = bare.contains(|c: char| c.is_ascii_digit()) || (first && is_number(bare));
            let place = if numbers || page <= body.0 { text.rects(&range).first().copied() } else { None };
            let leads = place.is_some_and(|r| {
                let on = |jump: &Jump| jump.rect.contains(r.x + r.width / 2.0, r.y + r.height / 2.0);
                pages.jumps(page).iter().any(on)
            });
            // The contents repeat what stands on the pages, with numbers that change by themselves.
            if leads && place.is_some_and(|r| (page, r.y) < body) {
                continue;
            }
            let heads = |r: Rect| tops.iter().any(|top| (r.y - top).abs() < NUMBER_WITHIN);
            let counted = (first && (is_label(bare) || (is_number(bare) && place.is_some_and(heads))))
                || (numbers && leads);
            let mut hasher = FxHasher::default();
            // What is numbered anew says what it said.
            if counted { COUNTED } else { bare }.hash(&mut hasher);
            words.push(hasher.finish());
            places.push((page, range));
        }
    }
    (words, places)
}

/// In place of every number that is counted.
const COUNTED: &str = "#";
/// The number of a section or clause stands this near to the top of what it heads, in points.
const NUMBER_WITHIN: f32 = 40.0;

/// Where the first section begins: page and points from its top.
fn body(pages: &Pages) -> (usize, f32) {
    let of_section = |page: &usize| {
        let mut hits = pages.hits(*page).iter();
        hits.find(|hit| hit.kind == HitKind::Area && hit.path.segments().next() == Some("sections"))
            .map(|hit| (*page, hit.rect.y))
    };
    (0..pages.count()).find_map(|page| of_section(&page)).unwrap_or((0, 0.0))
}

/// Where sections and clauses begin on a page.
fn tops(pages: &Pages, page: usize) -> impl Iterator<Item = f32> {
    pages.hits(page).iter().filter(|hit| hit.kind == HitKind::Area).map(|hit| hit.rect.y)
}

/// "7", "7.2" or "A.1", as sections and clauses are numbered.
fn is_number(word: &str) -> bool {
    let mut parts = word.split('.');
    let first = parts.next().unwrap_or_default();
    let counts = |part: &str| !part.is_empty() && part.len() < 4 && part.bytes().all(|b| b.is_ascii_digit());
    (counts(first) || matches!(first.as_bytes(), [b'A'..=b'Z'])) && parts.all(counts)
}

/// "(a)", as the items of a list are.
fn is_label(word: &str) -> bool {
    let inner = word.strip_prefix('(').and_then(|word| word.strip_suffix(')'));
    inner.is_some_and(|inner| {
        (1..=4).contains(&inner.len()) && inner.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
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

    /// What is marked after each state of a draft, seen after so many seconds.
    fn marked(form: &crate::template::Form) -> impl FnMut(&Draft, u64) -> Vec<String> {
        let mut typesetter = Typesetter::new();
        let mut before = Before::default();
        let start = Instant::now();
        move |draft, seconds| {
            let pages = typesetter.typeset(&assemble(draft, form), &Marks::default(), Mode::Preview).unwrap();
            let changed = before.compare("a", &pages, start + Duration::from_secs(seconds));
            changed.iter().map(|(page, range)| pages.text(*page).text()[range.clone()].to_owned()).collect()
        }
    }

    #[test]
    fn only_what_changed_is_named_until_the_next_change() {
        let form = crate::template::find("cloud-hosting").unwrap();
        let mut draft = form.example().clone();
        let mut look = marked(&form);
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
    fn what_is_only_numbered_anew_is_no_change_nor_are_the_contents() {
        let form = crate::template::find("cloud-hosting").unwrap();
        let mut draft = form.example().clone();
        let mut look = marked(&form);
        look(&draft, 0);
        Edit::Insert { list: "choices".into(), at: 0, id: "agreement-purpose".into() }
            .apply(&mut draft)
            .unwrap();
        Edit::set("choices.agreement-purpose.include", "no").apply(&mut draft).unwrap();
        let changed = look(&draft, 10);
        assert!((1..=3).contains(&changed.len()), "a clause that is gone marks what follows it: {changed:?}");
        Edit::Insert { list: "headings".into(), at: 0, id: "definitions".into() }.apply(&mut draft).unwrap();
        Edit::set("headings.definitions.title", "Terms and meanings").apply(&mut draft).unwrap();
        let changed = look(&draft, 20);
        assert_eq!(changed, ["Terms", "meanings"], "in its place, not in the contents");
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
