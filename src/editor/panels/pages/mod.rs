//! The pages as they will print, beside the form.

mod draw;
mod find;
mod follow;
mod head;
mod keys;
mod margin;
mod pointer;
mod select;
mod sought;
mod stack;
#[cfg(test)]
mod tests;
mod words;
mod zoom;

pub use follow::Found;
pub use stack::Zoom;
pub use words::{NO_FIELD, NO_PAGES_YET, NOT_PRINTED, copied, shown};
pub use zoom::next as next_zoom;

use crate::check::Finding;
use crate::editor::preview::Preview;
use crate::editor::tokens::{SPACE_M, SPACE_S};
use crate::editor::view::{Action, View};
use crate::editor::widgets::problem_ui;
use crate::export::typeset::Pages;
use crate::template::Section;
use crate::value::FieldPath;
use egui::accesskit::Role;
use egui::emath::GuiRounding;
use egui::{Context, Id, Margin, Rect, ScrollArea, Sense, Ui, Vec2, vec2};
use stack::{Ground, Stack};
use std::sync::Arc;

/// Where somebody is in the pages.
#[derive(Default)]
pub struct Reader {
    /// How the pages stood in the last frame, and how far they were scrolled.
    stack: Stack,
    offset: Vec2,
    /// The part of the content that was seen.
    viewport: Option<Rect>,
    /// A page to be shown.
    turn_to: Option<usize>,
    /// What is typed into the boxes for page and zoom.
    page_text: Option<String>,
    /// The box for the page has just been given the keyboard.
    asked_page: bool,
    zoom_text: Option<String>,
    /// The exact zoom that the wheel has come to, in per cent.
    turning: Option<f32>,
    follow: follow::Follow,
    finder: Option<find::Finder>,
    marks: sought::Marks,
    selection: Option<select::Selection>,
    margin: margin::Margin,
    /// What was clicked on, until the form shows it.
    clicked: Option<FieldPath>,
}

impl Reader {
    /// The zoom of the pages on screen, in per cent.
    pub fn percent(&self) -> f32 {
        if self.stack.density == 0 { 100.0 } else { self.stack.percent() }
    }

    pub fn turn_to(&mut self, page: usize) {
        self.turn_to = Some(page);
    }

    /// Shows where a field is printed, in an annex too; asked again, the next place.
    pub fn show_printed(&mut self, pages: &Pages, path: &FieldPath, section: &FieldPath) -> Option<Found> {
        self.follow.ask(pages, path, section)
    }

    /// Opens the search, or goes back to its box.
    pub fn find(&mut self, ctx: &Context) {
        match &self.finder {
            Some(_) => find::Finder::focus(ctx),
            None => self.finder = Some(find::Finder::open(ctx)),
        }
    }

    /// Gives the keyboard to the box with the number of the page.
    pub fn ask_page(&mut self, ctx: &Context) {
        self.asked_page = true;
        ctx.memory_mut(|m| m.request_focus(head::page_box_id()));
    }

    /// The page that fills most of the view, from 0.
    pub fn page(&self) -> usize {
        self.viewport.map_or(0, |viewport| self.stack.current(viewport))
    }
}

/// What the pane shows and may change.
pub struct Pane<'a> {
    pub preview: &'a mut Preview,
    pub reader: &'a mut Reader,
    pub view: &'a mut View,
    pub actions: &'a mut Vec<Action>,
    pub zoom: &'a mut Zoom,
    pub findings: &'a Arc<Vec<Finding>>,
    pub sections: &'a [Section],
    /// Whether problems are shown in the margin.
    pub show_problems: bool,
}

/// The id that takes the keyboard for the pages.
pub fn focus_id() -> Id {
    Id::unique("pages")
}

/// The margin around the pages' head.
pub fn margin() -> Margin {
    Margin::symmetric(SPACE_S as i8, SPACE_S as i8)
}

/// Draws the pages.
pub fn pages_ui(ui: &mut Ui, pane: &mut Pane<'_>) {
    let Some(pages) = pane.preview.pages().cloned() else {
        waiting_ui(ui, pane.preview);
        return;
    };
    head::head_ui(ui, &pages, pane);
    find::bar_ui(ui, &pages, pane);
    head::banners_ui(ui, pane);
    sheets_ui(ui, &pages, pane);
}

fn waiting_ui(ui: &mut Ui, preview: &Preview) {
    match preview.problem() {
        Some(problem) => {
            ui.add_space(SPACE_M);
            problem_ui(ui, crate::check::Severity::Error, problem, "");
        }
        None => {
            draw::placeholder_ui(ui, words::SETTING);
            let place = ui.allocate_rect(ui.available_rect_before_wrap(), Sense::hover());
            ui.ctx().accesskit_node_builder(place.id, |node| {
                node.set_role(Role::Status);
                node.set_label(words::SETTING);
            });
        }
    }
}

fn sheets_ui(ui: &mut Ui, pages: &Pages, pane: &mut Pane<'_>) {
    let area = ui.available_rect_before_wrap();
    let pixels = ui.pixels_per_point();
    let turned = zoom::turned_ui(ui, area, pane.reader);
    if let Some((percent, _)) = turned {
        *pane.zoom = Zoom::Percent(percent);
    }
    let bars = ui.spacing().scroll.allocated_width();
    let room = (area.size() - Vec2::splat(bars)).max(Vec2::splat(1.0));
    let stack = Stack::new(pages, room, *pane.zoom, pixels);
    let reader = &mut *pane.reader;
    let mut scroll = ScrollArea::both().id_salt(("pages", pane.preview.draft())).auto_shrink(false);
    let mut to = None;
    if let Some(page) = reader.turn_to.take() {
        let top = stack.rects.get(page).map_or(0.0, |r| r.top() - stack::GAP);
        to = Some(vec2(reader.offset.x, top));
    } else if reader.stack.density != 0 && reader.stack.density != stack.density {
        to = match turned {
            Some((_, pointer)) => zoom::keep_place(reader, &stack, pointer - area.min),
            None => zoom::keep_middle(reader, &stack, room),
        };
    }
    if let Some(offset) = to {
        let below = if stack.size.x > room.x { room.y } else { area.height() };
        let most = (stack.size - vec2(room.x, below)).max(Vec2::ZERO);
        scroll = scroll.scroll_offset(offset.clamp(Vec2::ZERO, most));
        // The area knows only how large the content was before; what lies beyond that is no stretched edge to spring
        // back from.
        ui.spacing_mut().scroll.kinetic.rubber_band = false;
    }
    // Paper does not fade at its edges.
    ui.spacing_mut().scroll.fade.strength = 0.0;
    let shown = scroll.show_viewport(ui, |ui, viewport| {
        let (rect, _) = ui.allocate_exact_size(stack.size, Sense::hover());
        let ground = Ground { origin: rect.min.round_to_pixels(pixels), stack: &stack };
        draw::tell_ui(ui, pages, &ground, stack.visible(viewport));
        let response = ui.interact(rect, focus_id(), Sense::click_and_drag());
        let moved = keys::keys_ui(ui, &response, pane, &stack, viewport);
        let visible = stack.visible(viewport);
        draw::order(pane.preview, pages, &stack, viewport, pixels);
        for page in visible.clone() {
            draw::page_ui(ui, pane.preview, page, &ground);
        }
        draw::changes_ui(ui, pages, pane.preview, &ground, visible.clone());
        find::marks_ui(ui, pages, pane, &ground, &visible);
        sought::marks_ui(ui, pages, pane, &ground, &visible);
        select::paint(ui, pages, pane, &ground, visible.clone());
        draw::focus_marks_ui(ui, pages, pane, &ground, visible.clone());
        select::keys_ui(ui, pages, &response, pane);
        if !select::select_ui(ui, pages, &response, &ground, pane) {
            pointer::pointer_ui(ui, pages, &response, &ground, pane);
        }
        margin::margin_ui(ui, pages, pane, &ground, visible.clone());
        follow::follow_ui(ui, pages, pane, &ground, viewport, moved);
        draw::name(ui, &response, pages.count());
    });
    pane.reader.offset = shown.state.clamped_offset();
    pane.reader.viewport = Some(Rect::from_min_size(pane.reader.offset.to_pos2(), shown.inner_rect.size()));
    pane.reader.stack = stack;
}
