//! The pages follow the form, and never fight with somebody who scrolls. They stay with the section that is worked on:
//! to what stands only in an annex they go when somebody asks for it.

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
    /// A place to be shown wherever it is, because somebody asked for it.
    asked: Option<(usize, PageRect)>,
    /// The last of these, and its field.
    found: Option<(FieldPath, usize)>,
}

impl Follow {
    /// Something else has led to the place that is seen; an edit does not lead away from there.
    pub fn stay(&mut self, edition: u64) {
        (self.place, self.edition) = (None, edition);
    }

    /// Shows where a field is printed; asked again, the next place. `None` if it is printed nowhere.
    pub fn ask(&mut self, pages: &Pages, path: &FieldPath, section: &FieldPath) -> Option<Found> {
        let all = pages.find_all(path);
        let last = self.found.take().filter(|(last, _)| last == path).map(|(_, index)| index);
        // What the pages show by themselves was seen; the next is asked for.
        let near = || all.iter().position(|place| Some(*place) == pages.find_near(path, section));
        let at = last.or_else(near).map_or(0, |index| (index + 1) % all.len().max(1));
        let place = *all.get(at)?;
        self.asked = Some(place);
        self.found = Some((path.clone(), at));
        Some(Found { page: place.0, at, count: all.len() })
    }
}

/// A place where a field is printed, one of so many.
pub struct Found {
    /// From 0.
    pub page: usize,
    pub at: usize,
    pub count: usize,
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
    if let Some((page, place)) = follow.asked.take() {
        follow.stay(edition);
        pane.view.reveal = None;
        if let Some(rect) = ground.rect(page, place) {
            ui.scroll_to_rect(rect, Some(Align::Center));
        }
        return;
    }
    let asked = pane.view.reveal.take();
    let again = asked.is_none();
    let path = match asked {
        Some(path) => path,
        None if follow.edition != edition => {
            follow.edition = edition;
            let Some(path) = follow.place.clone() else { return };
            path
        }
        None => return,
    };
    (follow.place, follow.edition) = (Some(path.clone()), edition);
    let section = FieldPath::new("sections").join(&pane.view.section);
    let seen = |rect: Rect| viewport.contains_rect(rect.translate(-ground.origin.to_vec2()));
    // Whoever clicked on a value that stands in several places stays at this one, and while they type too.
    let clicked = pane.reader.clicked.take().is_some_and(|clicked| clicked == path);
    let on_screen = |page: usize| {
        let mut hits = pages.hits(page).iter().filter(|h| h.kind == HitKind::Value && h.path == path);
        hits.any(|h| ground.rect(page, h.rect).is_some_and(seen))
    };
    if (clicked || again) && ground.stack.visible(viewport).any(on_screen) {
        return;
    }
    let Some((page, place)) = place_of(pages, &path, &section) else { return };
    let Some(rect) = ground.rect(page, place) else { return };
    let here = rect.translate(-ground.origin.to_vec2());
    if is_heading(&path) || pages.find_near(&path, &section).is_none() {
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

/// Where a field stands, by preference in the section that is being filled in; what is not printed, or only in an annex,
/// is represented by that section's heading. A section that is not printed itself is followed anywhere.
fn place_of(pages: &Pages, path: &FieldPath, section: &FieldPath) -> Option<(usize, PageRect)> {
    pages.find_near(path, section).or_else(|| pages.find(section)).or_else(|| pages.find(path))
}

fn is_heading(path: &FieldPath) -> bool {
    path.as_str().starts_with("sections.")
}

/// Whether somebody scrolls with the wheel or drags over the pages.
fn by_hand(ui: &Ui) -> bool {
    let over = ui.rect_contains_pointer(ui.clip_rect());
    over && ui.input(|i| i.smooth_scroll_delta.length() > 0.0 || i.pointer.primary_down())
}
