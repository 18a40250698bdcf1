//! The pages follow the form, and never fight with somebody who scrolls.

use super::Pane;
use super::stack::{GAP, Ground};
use crate::export::typeset::{HitKind, Pages, Rect as PageRect};
use crate::value::FieldPath;
use egui::{Align, Rect, Ui, vec2};

/// A place this close to the lower edge, in points, is not really seen.
const EDGE: f32 = 40.0;

/// What the pages follow at the moment.
#[derive(Default)]
pub struct Follow {
    /// The place that was shown last; none once somebody scrolled away.
    place: Option<FieldPath>,
    /// The set of pages on which it was shown.
    edition: u64,
}

/// Scrolls to the place that the form asked for; and to it again, if an edit has moved it out of sight. `moved`: the
/// keyboard scrolls.
pub fn follow_ui(
    ui: &Ui,
    pages: &Pages,
    pane: &mut Pane<'_>,
    ground: &Ground<'_>,
    viewport: Rect,
    moved: bool,
) {
    let edition = pane.preview.edition();
    let follow = &mut pane.reader.follow;
    if moved || by_hand(ui) {
        follow.place = None;
    }
    let asked = pane.view.reveal.take();
    let path = match asked {
        Some(path) => path,
        None if follow.edition != edition => {
            follow.edition = edition;
            let Some(path) = follow.place.clone() else { return };
            path
        }
        None => return,
    };
    *follow = Follow { place: Some(path.clone()), edition };
    let section = FieldPath::new("sections").join(&pane.view.section);
    let seen = |rect: Rect| viewport.contains_rect(rect.translate(-ground.origin.to_vec2()));
    // Whoever clicked on a value that stands in several places stays at this one.
    let clicked = pane.reader.clicked.take().is_some_and(|clicked| clicked == path);
    let on_screen = |page: usize| {
        let mut hits = pages.hits(page).iter().filter(|h| h.kind == HitKind::Value && h.path == path);
        hits.any(|h| ground.rect(page, h.rect).is_some_and(seen))
    };
    if clicked && ground.stack.visible(viewport).any(on_screen) {
        return;
    }
    let Some((page, place)) = place_of(pages, &path, &section) else { return };
    let Some(rect) = ground.rect(page, place) else { return };
    let here = rect.translate(-ground.origin.to_vec2());
    if is_heading(&path) || pages.find_in(&path, &section).is_none() {
        // A section is read from its heading on.
        if here.top() < viewport.top() || here.top() > viewport.top() + viewport.height() * 0.5 {
            let top = Rect::from_min_size(rect.min, vec2(rect.width(), 1.0));
            ui.scroll_to_rect(top.expand2(vec2(0.0, GAP)), Some(Align::TOP));
        }
    } else if here.top() < viewport.top() || here.top() + EDGE > viewport.bottom() {
        // A whole clause is higher than the view; its beginning is what counts.
        let head = Rect::from_min_size(rect.min, vec2(rect.width(), rect.height().min(EDGE)));
        ui.scroll_to_rect(head, Some(Align::Center));
    }
}

/// Where a field stands, by preference in the section that is being filled in; what is not printed is represented by
/// that section's heading.
fn place_of(pages: &Pages, path: &FieldPath, section: &FieldPath) -> Option<(usize, PageRect)> {
    pages.find_in(path, section).or_else(|| pages.find(section))
}

fn is_heading(path: &FieldPath) -> bool {
    path.as_str().starts_with("sections.")
}

/// Whether somebody scrolls with the wheel or drags over the pages.
fn by_hand(ui: &Ui) -> bool {
    let over = ui.rect_contains_pointer(ui.clip_rect());
    over && ui.input(|i| i.smooth_scroll_delta.length() > 0.0 || i.pointer.primary_down())
}
