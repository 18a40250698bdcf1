//! On the pages: what find and replace looks for, and the hit that was gone to last.

use super::find::{self, Hits};
use super::stack::Ground;
use super::{Pane, Reader};
use crate::editor::panels::finder::{Aim, Sought};
use crate::export::typeset::{HitKind, Pages};
use crate::value::FieldPath;
use egui::Ui;
use std::ops::Range;

/// What is marked, as long as find and replace is shown.
#[derive(Default)]
pub(super) struct Marks {
    pub hits: Hits,
    pub at: Option<usize>,
    /// What the hit at hand was found for.
    done: Option<(u64, Sought)>,
    /// The last hit that was scrolled to.
    turn: u64,
}

/// Marks the hits that are seen, and scrolls to the one that was gone to.
pub fn marks_ui(ui: &Ui, pages: &Pages, pane: &mut Pane<'_>, ground: &Ground<'_>, visible: &Range<usize>) {
    let Some(sought) = pane.view.sought.clone() else {
        pane.reader.marks = Marks { turn: pane.reader.marks.turn, ..Marks::default() };
        return;
    };
    // The search in the pages itself has its own marks.
    if pane.reader.finder.is_some() {
        return;
    }
    let edition = pane.preview.edition();
    let section = FieldPath::new("sections").join(&pane.view.section);
    let Reader { marks, follow, .. } = &mut *pane.reader;
    let key = (edition, sought);
    if marks.done.as_ref() != Some(&key) {
        let pattern = &key.1.pattern;
        marks.hits.update(pages, edition, &pattern.text, pattern.match_case, pattern.whole_words);
        marks.at = key.1.aim.as_ref().and_then(|aim| aimed(&marks.hits, pages, aim, &section));
        marks.done = Some(key);
    }
    marks.hits.marks_ui(ui, pages, marks.at, ground, visible);
    let turn = marks.done.as_ref().and_then(|(_, sought)| sought.aim.as_ref()).map_or(marks.turn, |a| a.turn);
    if std::mem::replace(&mut marks.turn, turn) != turn
        && let Some(at) = marks.at
    {
        // This is nearer than the field or clause that the form leads to.
        pane.view.reveal = None;
        follow.stay(edition);
        find::scroll_to(ui, marks.hits.rect(at, pages, ground));
    }
}

/// Which of the hits on the pages is the one in this field or clause.
fn aimed(hits: &Hits, pages: &Pages, aim: &Aim, section: &FieldPath) -> Option<usize> {
    let kind = match aim.path.segments().next() {
        Some("clauses" | "extra_clauses") if aim.path.segments().count() == 2 => HitKind::Area,
        _ => HitKind::Value,
    };
    // Of several places where a value is printed, that in the section at hand.
    let (first, top) = match kind {
        HitKind::Value => pages.find_near(&aim.path, section).map(|(page, rect)| (page, rect.y))?,
        HitKind::Area => (0, 0.0),
    };
    let inside = |index: usize| {
        hits.place(index, pages).is_some_and(|(page, rect)| {
            let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
            let from_here = page > first || (page == first && y >= top);
            let here = |hit: &crate::export::typeset::Hit| {
                hit.kind == kind && hit.path == aim.path && hit.rect.contains(x, y)
            };
            from_here && pages.hits(page).iter().any(here)
        })
    };
    let mut found = (0..hits.len()).filter(|index| inside(*index));
    let nth = if kind == HitKind::Area { aim.nth + aim.in_heading } else { aim.nth };
    let first = found.next()?;
    Some(std::iter::once(first).chain(found).take(nth + 1).last().unwrap_or(first))
}
