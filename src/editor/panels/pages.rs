//! The pages as they will print, beside the form.

use crate::editor::commands::Command;
use crate::editor::preview::Preview;
use crate::editor::tokens::{PAPER, SPACE_M, SPACE_S, UNTINTED, palette, small, strong};
use crate::editor::view::{Action, View};
use crate::editor::widgets::{Icon, icon_button_ui, problem_ui};
use crate::export::typeset::{HitKind, Pages};
use egui::{
    Align2, CursorIcon, FontId, Id, Key, Margin, Painter, Pos2, Rect, Response, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, Vec2, pos2, vec2,
};

/// Smallest and largest zoom, in per cent of the printed size.
pub const ZOOM: std::ops::RangeInclusive<u16> = 25..=400;
const GAP: f32 = 14.0;
/// A page has 72 points to the inch, the screen of the same size 96.
const SCREEN_POINT: f32 = 96.0 / 72.0;

/// Where the pages stand, in points of the content.
struct Stack {
    rects: Vec<Rect>,
    /// Points of the screen a point of the page.
    scale: f32,
    size: Vec2,
}

/// The id that takes the keyboard for the pages.
pub fn focus_id() -> Id {
    Id::unique("pages")
}

/// Draws the pages. `zoom` is in per cent, `None` fits the width. Returns the zoom in use, in per cent.
pub fn pages_ui(
    ui: &mut Ui,
    preview: &mut Preview,
    view: &mut View,
    actions: &mut Vec<Action>,
    zoom: Option<u16>,
) -> f32 {
    let Some(pages) = preview.pages().cloned() else {
        waiting_ui(ui, preview);
        return f32::from(zoom.unwrap_or(100));
    };
    let room = ui.available_width() - 2.0 * SPACE_M - ui.spacing().scroll.allocated_width();
    let stack = stack(&pages, room, zoom);
    head_ui(ui, &pages, preview, actions, stack.scale);
    banners_ui(ui, preview, actions);
    let scale = stack.scale;
    // Paper does not fade at its edges.
    ui.spacing_mut().scroll.fade.strength = 0.0;
    ScrollArea::both().id_salt("pages").auto_shrink(false).show_viewport(ui, |ui, viewport| {
        let size = vec2(stack.size.x.max(ui.available_width()), stack.size.y);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let response = ui.interact(rect, focus_id(), Sense::click());
        let origin = rect.min;
        keys_ui(ui, &response, viewport.height());
        let visible = visible(&stack, viewport);
        preview.want(visible.clone(), scale * ui.pixels_per_point());
        for (index, page) in stack.rects.iter().enumerate().filter(|(i, _)| visible.contains(i)) {
            let shift = vec2((size.x - stack.size.x).max(0.0) / 2.0, 0.0);
            page_ui(ui, preview, index, page.translate(origin.to_vec2() + shift));
        }
        let ground =
            Ground { origin: origin + vec2((size.x - stack.size.x).max(0.0) / 2.0, 0.0), stack: &stack };
        marks_ui(ui, &pages, view, &ground, visible.clone());
        pointer_ui(ui, &pages, &response, &ground, actions);
        reveal_ui(ui, &pages, view, &ground, viewport, visible);
        name(ui, &response, pages.count());
    });
    scale / SCREEN_POINT * 100.0
}

fn waiting_ui(ui: &mut Ui, preview: &Preview) {
    ui.add_space(SPACE_M);
    match preview.problem() {
        Some(problem) => drop(problem_ui(ui, crate::check::Severity::Error, problem, "")),
        None => drop(ui.label(small(ui, "The pages are being set…"))),
    }
}

fn head_ui(ui: &mut Ui, pages: &Pages, preview: &Preview, actions: &mut Vec<Action>, scale: f32) {
    ui.horizontal(|ui| {
        let count = pages.count();
        ui.label(strong(if count == 1 { "1 page".to_owned() } else { format!("{count} pages") }));
        if !preview.is_current() && preview.problem().is_none() {
            ui.label(small(ui, "being updated"));
        }
        let mut button = |ui: &mut Ui, icon: Icon, command: Command| {
            if icon_button_ui(ui, icon, command.name()).clicked() {
                actions.push(Action::Run(command));
            }
        };
        button(ui, Icon::Minus, Command::PagesSmaller);
        ui.label(small(ui, format!("{:.0} %", scale / SCREEN_POINT * 100.0)));
        button(ui, Icon::Plus, Command::PagesLarger);
        if ui.button("Fit width").on_hover_text(Command::PagesFit.tip()).clicked() {
            actions.push(Action::Run(Command::PagesFit));
        }
    });
}

/// What the pages cannot show, in words.
fn banners_ui(ui: &mut Ui, preview: &Preview, actions: &mut Vec<Action>) {
    use crate::check::Severity;
    if let Some(problem) = preview.problem() {
        problem_ui(ui, Severity::Error, problem, "The pages below are those before the last change.");
    }
    let Some(first) = preview.missing().first() else { return };
    let more = preview.missing().len() - 1;
    let rest = if more == 0 { String::new() } else { format!(" and {more} more") };
    let message = format!("No font here can print the character {first}{rest}.");
    problem_ui(ui, Severity::Error, &message, "Replace it; the PDF cannot be made with it.");
    if ui.button("Go to the character").clicked() {
        actions.push(Action::GoTo(first.path.clone()));
    }
}

fn stack(pages: &Pages, room: f32, zoom: Option<u16>) -> Stack {
    let widest = (0..pages.count()).filter_map(|i| pages.size(i)).map(|(w, _)| w).fold(1.0, f32::max);
    let scale = match zoom {
        Some(zoom) => f32::from(zoom) / 100.0 * SCREEN_POINT,
        None => (room / widest).clamp(0.2, 3.0),
    };
    let width = widest * scale + 2.0 * SPACE_M;
    let mut y = GAP;
    let rects = (0..pages.count())
        .filter_map(|i| pages.size(i))
        .map(|(w, h)| {
            let rect = Rect::from_min_size(pos2((width - w * scale) / 2.0, y), vec2(w, h) * scale);
            y = rect.bottom() + GAP;
            rect
        })
        .collect();
    Stack { rects, scale, size: vec2(width, y) }
}

fn visible(stack: &Stack, viewport: Rect) -> std::ops::Range<usize> {
    let seen = |r: &Rect| r.bottom() >= viewport.top() && r.top() <= viewport.bottom();
    let first = stack.rects.iter().position(seen).unwrap_or(0);
    let last = stack.rects.iter().rposition(seen).map_or(first, |l| l + 1);
    first..last
}

fn page_ui(ui: &Ui, preview: &Preview, index: usize, rect: Rect) {
    let p = palette(ui);
    let painter = ui.painter();
    let shadow = egui::Shadow { offset: [0, 2], blur: 8, spread: 0, color: p.shadow };
    painter.add(shadow.as_shape(rect, 0.0));
    painter.rect_filled(rect, 0.0, PAPER);
    match preview.picture(index) {
        Some(texture) => {
            let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
            painter.image(texture.id(), rect, whole, UNTINTED);
        }
        None => {
            let ink = crate::editor::tokens::LIGHT.ink_faint;
            let mut number = format!("Page {}", index + 1);
            if preview.cannot_draw(index) {
                number.push_str(" cannot be drawn because of a fault in Clausewright.");
            }
            painter.text(rect.center(), Align2::CENTER_CENTER, number, FontId::proportional(14.0), ink);
        }
    }
    painter.rect_stroke(rect, 0.0, Stroke::new(1.0, p.line), StrokeKind::Outside);
}

/// From places on pages to places on the screen.
struct Ground<'a> {
    origin: Pos2,
    stack: &'a Stack,
}

impl Ground<'_> {
    fn rect(&self, page: usize, rect: crate::export::typeset::Rect) -> Option<Rect> {
        let sheet = self.stack.rects.get(page)?;
        let min = self.origin + sheet.min.to_vec2() + vec2(rect.x, rect.y) * self.stack.scale;
        Some(Rect::from_min_size(min, vec2(rect.width, rect.height) * self.stack.scale))
    }

    /// Page and place on it.
    fn place(&self, at: Pos2) -> Option<(usize, Pos2)> {
        let at = at - self.origin.to_vec2();
        let page = self.stack.rects.iter().position(|r| r.contains(at))?;
        let sheet = self.stack.rects.get(page)?;
        Some((page, ((at - sheet.min) / self.stack.scale).to_pos2()))
    }
}

/// Marks the values of the field that has the keyboard.
fn marks_ui(ui: &Ui, pages: &Pages, view: &View, ground: &Ground<'_>, visible: std::ops::Range<usize>) {
    let Some(focused) = &view.focused else { return };
    for page in visible {
        for hit in pages.hits(page).iter().filter(|h| h.kind == HitKind::Value && h.path == *focused) {
            mark(ui.painter(), ground.rect(page, hit.rect));
        }
    }
}

fn mark(painter: &Painter, rect: Option<Rect>) {
    if let Some(rect) = rect {
        let ink = crate::editor::tokens::LIGHT.accent;
        painter.rect_filled(rect.expand(1.5), 2.0, ink.gamma_multiply(0.14));
        painter.rect_stroke(
            rect.expand(1.5),
            2.0,
            Stroke::new(1.0, ink.gamma_multiply(0.5)),
            StrokeKind::Outside,
        );
    }
}

/// A value under the pointer shows itself; a click leads to its field, or along a reference.
fn pointer_ui(ui: &Ui, pages: &Pages, response: &Response, ground: &Ground<'_>, actions: &mut Vec<Action>) {
    let Some((page, at)) = response.hover_pos().and_then(|p| ground.place(p)) else { return };
    if let Some(hit) = pages.value_at(page, at.x, at.y) {
        mark(ui.painter(), ground.rect(page, hit.rect));
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    } else if let Some(jump) = pages.jumps(page).iter().find(|j| j.rect.contains(at.x, at.y)) {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        if response.clicked() {
            let target = crate::export::typeset::Rect { x: 0.0, y: jump.y, width: 1.0, height: 1.0 };
            if let Some(rect) = ground.rect(jump.page, target) {
                ui.scroll_to_rect(rect, Some(egui::Align::TOP));
            }
            return;
        }
    }
    if response.clicked()
        && let Some(path) = pages.field_at(page, at.x, at.y)
    {
        actions.push(Action::GoTo(path.clone()));
    }
}

/// Scrolls to the place that the form asked for.
fn reveal_ui(
    ui: &Ui,
    pages: &Pages,
    view: &mut View,
    ground: &Ground<'_>,
    viewport: Rect,
    mut visible: std::ops::Range<usize>,
) {
    let Some(path) = view.reveal.take() else { return };
    // Whoever clicked on a value that stands in several places stays at this one.
    let on_screen = |page: usize| {
        let mut hits = pages.hits(page).iter().filter(|h| h.kind == HitKind::Value && h.path == path);
        let here = |rect: Rect| viewport.contains_rect(rect.translate(-ground.origin.to_vec2()));
        hits.any(|h| ground.rect(page, h.rect).is_some_and(here))
    };
    if visible.any(on_screen) {
        return;
    }
    let Some((page, rect)) = pages.find(&path) else { return };
    let Some(rect) = ground.rect(page, rect) else { return };
    let here = rect.translate(-ground.origin.to_vec2());
    if path.as_str().starts_with("sections.") {
        // A section is read from its heading on.
        ui.scroll_to_rect(rect.expand2(vec2(0.0, GAP)), Some(egui::Align::TOP));
    } else if here.top() < viewport.top() || here.top() + 40.0 > viewport.bottom() {
        ui.scroll_to_rect(rect, Some(egui::Align::Center));
    }
}

fn keys_ui(ui: &Ui, response: &Response, height: f32) {
    if !response.has_focus() {
        return;
    }
    let step =
        [(Key::PageDown, -height * 0.9), (Key::PageUp, height * 0.9), (Key::Home, 1.0e6), (Key::End, -1.0e6)];
    for (key, delta) in step {
        if ui.input(|i| i.key_pressed(key)) {
            ui.scroll_with_delta(vec2(0.0, delta));
        }
    }
    let frame = ui.clip_rect().shrink(1.0);
    ui.painter().rect_stroke(frame, 0.0, Stroke::new(2.0, palette(ui).accent), StrokeKind::Inside);
}

fn name(ui: &Ui, response: &Response, count: usize) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Document);
        node.set_label(format!("Pages of the agreement, {count} in all"));
        node.set_description("A click on a value leads to its field. Page down and page up scroll.");
    });
}

/// The margin around the pages' head.
pub fn margin() -> Margin {
    Margin::symmetric(SPACE_S as i8, SPACE_S as i8)
}
