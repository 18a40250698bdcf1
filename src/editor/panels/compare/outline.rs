//! Beside a comparison: the sections of the form with the number of their changes, and the way to them.

use super::state::Comparing;
use super::words;
use crate::draft::Draft;
use crate::editor::panels::outline::row_id;
use crate::editor::sections;
use crate::editor::tokens::{SPACE_S, SPACE_XS, palette, semibold, small};
use crate::editor::view::Action;
use crate::editor::widgets::{fitted, row_sense_ui, spoken, typed_to};
use crate::template::{Section, Template};
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{Align2, EventFilter, FontId, Id, Key, Modifiers, Rect, ScrollArea, Sense, Ui, pos2};

const ROW: f32 = 28.0;

/// `active`: the section that one is at.
pub fn outline_ui(
    ui: &mut Ui,
    draft: &Draft,
    template: &Template,
    comparing: &Comparing,
    active: &str,
    actions: &mut Vec<Action>,
) {
    let counts = comparing.counts(template, draft);
    ui.label(small(ui, words::BY_SECTION));
    ui.add_space(SPACE_XS);
    ScrollArea::vertical().id_salt("sections compared").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        spoken::whole(ui, Role::Tree, words::BY_SECTION, Some(counts.len()));
        keys_ui(ui, draft, template, active, actions);
        let rows = sections::numbered(template).zip(&counts);
        for (index, ((number, section), count)) in rows.enumerate() {
            let chosen = section.id.as_str() == active;
            let row = Row { section, number: &number, title: section.named(draft), count: *count };
            let response = row.row_ui(ui, chosen);
            spoken::choice(&response, index, chosen);
            if response.clicked() {
                actions.push(Action::ShowSection(section.id.to_string()));
            }
        }
    });
}

/// Arrows, Home and End and the first letters of a title lead to a section and show its changes; Enter and the right
/// arrow lead to the first of them.
fn keys_ui(ui: &Ui, draft: &Draft, template: &Template, active: &str, actions: &mut Vec<Action>) {
    let shown = sections::shown(template);
    let Some(here) = shown.iter().position(|s| s.id.as_str() == active) else { return };
    let id = row_id(active);
    if !ui.memory(|m| m.has_focus(id)) {
        return;
    }
    let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(id, arrows));
    let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if pressed(Key::Enter) || pressed(Key::ArrowRight) {
        actions.push(Action::EnterSection(active.to_owned()));
        return;
    }
    let steps = [
        (Key::ArrowDown, here + 1),
        (Key::ArrowUp, here.saturating_sub(1)),
        (Key::Home, 0),
        (Key::End, shown.len().saturating_sub(1)),
    ];
    let step = steps.into_iter().find(|(key, _)| pressed(*key)).map(|(_, to)| to);
    let titles: Vec<&str> = shown.iter().map(|s| s.named(draft)).collect();
    let to = step.or_else(|| typed_to(ui, Id::unique("sections compared"), &titles, here));
    if let Some(next) = to.and_then(|to| shown.get(to)) {
        actions.push(Action::BrowseSection(next.id.to_string()));
        ui.memory_mut(|m| m.request_focus(row_id(&next.id)));
    }
}

struct Row<'a> {
    section: &'a Section,
    number: &'a str,
    title: &'a str,
    count: usize,
}

impl Row<'_> {
    fn row_ui(&self, ui: &mut Ui, chosen: bool) -> egui::Response {
        let id = row_id(&self.section.id);
        // One row takes part in the walk of Tab; the arrows lead to the others.
        let reached = chosen || ui.memory(|m| m.has_focus(id));
        let sense = if reached { Sense::click() } else { Sense::CLICK };
        let row = row_sense_ui(ui, id, sense, ROW, chosen, Role::TreeItem, self.title, |ui, rect| {
            self.paint(ui, rect, chosen);
        });
        let said = words::in_section(self.count);
        ui.ctx().accesskit_node_builder(row.id, |node| node.set_description(said.as_str()));
        row.on_hover_text(format!("{}, {said}", self.title))
    }

    fn paint(&self, ui: &Ui, rect: Rect, chosen: bool) {
        let p = palette(ui);
        let mut right = rect.right() - SPACE_S;
        if self.count > 0 {
            let at = pos2(right, rect.center().y);
            let count = self.count.to_string();
            right = ui.painter().text(at, Align2::RIGHT_CENTER, count, semibold(12.5), p.accent).left();
        }
        let (font, ink) = match (chosen, self.count) {
            (true, _) => (semibold(14.0), p.accent),
            (false, 0) => (FontId::proportional(14.0), p.ink_soft),
            (false, _) => (FontId::proportional(14.0), p.ink),
        };
        let left = rect.left() + SPACE_S;
        let text = format!("{}  {}", self.number, self.title);
        let job = LayoutJob::simple_singleline(text, font, ink);
        let galley = fitted(ui.painter(), job, (right - SPACE_S - left).max(20.0));
        let at = pos2(left, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, ink);
    }
}
