//! The changes field by field: what each means, whom it helps, where it is, and the way back.

use super::state::{Change, Compared, Comparing};
use super::{ends, words};
use crate::editor::panels::changes::values_job;
use crate::editor::tokens::{SPACE_S, SPACE_XS, TYPE_SMALL, palette, section, semibold, small, soft, strong};
use crate::editor::view::Action;
use crate::editor::widgets::{
    Icon, OneStop, clicked_once, hand_over, icon_ui, keep_focus_in_view, long_list_ui, spoken,
};
use crate::redline::{ChangeKind, Favours, FieldChange, take_back};
use crate::session::Session;
use crate::value::capitalised;
use egui::accesskit::Role;
use egui::{Button, ComboBox, Frame, Label, Margin, RichText, Stroke, Ui, vec2};
use std::sync::Arc;

/// Changes that go with another one and are named under it.
const MOST_WITH_IT: usize = 4;

/// A row of the list.
#[derive(Clone, Copy)]
enum Row<'c> {
    Title(&'c str),
    /// The place of the change among those listed, and in the comparison.
    Change(usize, usize),
}

/// Two texts that differ call themselves the same.
fn version_ui(ui: &mut Ui, version: &str, writable: bool, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_XS;
        icon_ui(ui, Icon::Hint, palette(ui).ink_soft, TYPE_SMALL);
        ui.label(soft(ui, words::same_version(version)));
        let raise = || Button::new(RichText::new(words::RAISE).size(TYPE_SMALL));
        if writable && ui.add(raise()).on_hover_text(words::RAISE_TIP).clicked() {
            actions.push(Action::GoTo("version".into()));
        }
    });
}

pub(super) fn list_ui(
    ui: &mut Ui,
    session: &Session,
    compared: &Arc<Compared>,
    comparing: &mut Comparing,
    actions: &mut Vec<Action>,
) {
    let roots = compared.changes.iter().filter(|c| c.field.cause.is_none()).count();
    ui.label(soft(ui, words::between(&compared.other, roots)));
    if roots == 0 {
        ui.add_space(SPACE_S);
        ui.label(strong(words::SAME));
        return;
    }
    if let Some(version) = comparing.same_version(compared) {
        version_ui(ui, version, session.read_only().is_none(), actions);
    }
    filters_ui(ui, compared, comparing);
    let listed = comparing.listed(compared);
    if listed.is_empty() {
        ui.label(soft(ui, words::NONE_SUCH));
        return;
    }
    let mut rows = Vec::new();
    let mut title = None;
    for (index, at) in listed.iter().enumerate() {
        let Some(change) = compared.changes.get(*at) else { continue };
        let here = change.field.section.as_str();
        if title != Some(here) {
            title = Some(here);
            rows.push(Row::Title(if here.is_empty() { words::NOT_IN_FORM } else { here }));
        }
        rows.push(Row::Change(index, *at));
    }
    comparing.heights.resize(rows.len(), None);
    let current = |row: &Row<'_>| match row {
        Row::Change(_, at) => {
            compared.changes.get(*at).is_some_and(|c| Some(&c.field.path) == comparing.at.as_ref())
        }
        Row::Title(_) => false,
    };
    let at = rows.iter().position(current);
    let arrive = std::mem::take(&mut comparing.arrive);
    let takes = arrive && !comparing.quietly;
    let wanted = at.filter(|_| arrive);
    let heights: Vec<f32> = rows
        .iter()
        .zip(&comparing.heights)
        .map(|(row, known)| known.unwrap_or_else(|| estimate(row, compared, ui.available_width())))
        .collect();
    let read_only = session.read_only().is_some();
    let mut measured: Vec<(usize, f32)> = Vec::new();
    let mut reached = None;
    spoken::whole(ui, Role::List, words::LIST, Some(listed.len()));
    long_list_ui(ui, "changes compared", heights.iter().copied(), wanted, |ui, index| {
        let drawn = ui.scope(|ui| {
            ui.set_max_width(ui.available_width() - SPACE_S);
            match rows.get(index) {
                Some(Row::Title(title)) => {
                    ui.add_space(SPACE_S);
                    ui.label(section(*title));
                }
                Some(Row::Change(place, change)) => {
                    let look = Look { compared, at: *change, place: *place, of: listed.len(), read_only };
                    let is_current = at == Some(index);
                    if look.change_ui(ui, is_current, is_current && takes, actions) {
                        reached = compared.changes.get(*change).map(|c| c.field.path.clone());
                    }
                    ui.add_space(SPACE_XS);
                }
                None => {}
            }
        });
        measured.push((index, drawn.response.rect.height()));
    });
    keep_focus_in_view(ui);
    comparing.note_heights(ui, measured, wanted);
    if reached.is_some() && reached != comparing.at {
        comparing.at = reached;
    }
}

/// About how high a row will be, before it was drawn.
fn estimate(row: &Row<'_>, compared: &Compared, width: f32) -> f32 {
    const LINE: f32 = 19.0;
    let Row::Change(_, at) = row else { return 34.0 };
    let Some(change) = compared.changes.get(*at) else { return LINE };
    let letters = change.field.before.len() + change.field.after.len();
    let a_line = (width / 7.0).max(20.0);
    let lines = (letters.min(6_000) as f32 / a_line).ceil() + change.with_it.len().min(MOST_WITH_IT) as f32;
    42.0 + LINE * lines
}

fn filters_ui(ui: &mut Ui, compared: &Compared, comparing: &mut Comparing) {
    let roots = || compared.changes.iter().map(|c| &c.field).filter(|f| f.cause.is_none());
    let before = comparing.filter.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(SPACE_S, SPACE_XS);
        spoken::whole(ui, Role::RadioGroup, words::FILTERS, None);
        let mut stop = OneStop::new(ui, None);
        let all = Button::selectable(comparing.filter.favours.is_none(), words::all(roots().count()));
        if stop.button_ui(ui, all).clicked() {
            comparing.filter.favours = None;
        }
        for favours in [Some(Favours::Customer), Some(Favours::Provider), None, Some(Favours::Neither)] {
            let count = roots().filter(|f| f.favours == favours).count();
            if count == 0 {
                continue;
            }
            let chosen = comparing.filter.favours == Some(favours);
            let chip = stop.button_ui(ui, Button::selectable(chosen, words::filter(favours, count)));
            if chip.on_hover_text(words::whom_tip(favours)).clicked() {
                comparing.filter.favours = Some(favours);
            }
        }
        stop.end(ui);
        let mut sections: Vec<&str> = roots().map(|f| f.section.as_str()).collect();
        sections.dedup();
        if sections.len() > 1 {
            let named =
                |section: &str| if section.is_empty() { words::NOT_IN_FORM } else { section }.to_owned();
            let shown =
                comparing.filter.section.as_deref().map_or_else(|| words::ALL_SECTIONS.to_owned(), named);
            let choice = ComboBox::from_id_salt("section of changes").selected_text(shown.as_str());
            let choice = choice.width(180.0).show_ui(ui, |ui| {
                ui.selectable_value(&mut comparing.filter.section, None, words::ALL_SECTIONS);
                for section in sections {
                    ui.selectable_value(
                        &mut comparing.filter.section,
                        Some(section.to_owned()),
                        named(section),
                    );
                }
            });
            choice.response.accessible_name(words::SECTION);
        }
    });
    ui.add_space(SPACE_XS);
    if before != comparing.filter {
        comparing.heights.clear();
        ui.ctx().request_repaint();
    }
}

struct Look<'c> {
    compared: &'c Arc<Compared>,
    at: usize,
    place: usize,
    of: usize,
    read_only: bool,
}

impl Look<'_> {
    /// Draws a change; true when the keyboard came to it.
    fn change_ui(&self, ui: &mut Ui, current: bool, arrive: bool, actions: &mut Vec<Action>) -> bool {
        let Some(change) = self.compared.changes.get(self.at) else { return false };
        let p = palette(ui);
        let stroke = if current { Stroke::new(1.5, p.accent) } else { Stroke::new(1.0, p.line) };
        let frame = Frame::new().stroke(stroke).corner_radius(6.0).inner_margin(Margin::symmetric(10, 7));
        let mut reached = false;
        let drawn = frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            reached = ends::line_ui(
                ui,
                &[words::GO, words::TAKE_BACK],
                |ui| self.title_ui(ui, change),
                |ui| self.buttons_ui(ui, change, arrive, actions),
            );
            let label = ui.add(Label::new(values_job(ui, &change.field, &change.pieces)).wrap());
            let said = words::spoken(&change.field);
            ui.ctx().accesskit_node_builder(label.id, |node| node.set_value(said));
            if let Some(meaning) = &change.field.meaning {
                ui.add(Label::new(RichText::new(capitalised(meaning)).color(p.ink)).wrap());
            }
            self.with_it_ui(ui, change);
        });
        let (id, of) = (drawn.response.id, self.of);
        let said = words::spoken(&change.field);
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::ListItem);
            node.set_label(said);
            node.set_size_of_set(of);
        });
        spoken::item(ui.ctx(), id, self.place);
        reached
    }

    fn title_ui(&self, ui: &mut Ui, change: &Change) {
        let field = &change.field;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = SPACE_S;
            ui.add(Label::new(strong(field.label.as_str())).wrap());
            if field.kind != ChangeKind::Changed {
                ui.label(small(ui, field.kind.word()));
            }
            whom_ui(ui, field);
            if !field.place.is_empty() {
                ui.add(Label::new(small(ui, field.place.join(" › "))).wrap());
            }
        });
    }

    fn with_it_ui(&self, ui: &mut Ui, change: &Change) {
        if change.with_it.is_empty() {
            return;
        }
        ui.label(small(ui, words::with_it(change.with_it.len())));
        for other in change.with_it.iter().take(MOST_WITH_IT).filter_map(|at| self.compared.changes.get(*at))
        {
            ui.indent("what goes with it", |ui| {
                ui.add(Label::new(small(ui, other.field.sentence())).wrap());
            });
        }
        let rest = change.with_it.len().saturating_sub(MOST_WITH_IT);
        if rest > 0 {
            ui.label(small(ui, words::and_more(rest)));
        }
    }

    fn buttons_ui(&self, ui: &mut Ui, change: &Change, arrive: bool, actions: &mut Vec<Action>) -> bool {
        let field = &change.field;
        let go = ui.add(Button::new(RichText::new(words::GO).size(TYPE_SMALL)));
        let go = go.accessible_name(words::go_to(field));
        hand_over(&go, arrive);
        if go.clicked() {
            let list = field.path.parent().unwrap_or_default();
            let there = if field.kind == ChangeKind::Removed { list } else { field.path.clone() };
            actions.push(Action::GoTo(there));
        }
        let edits = take_back(&self.compared.old, &self.compared.new, &[field]);
        let can = !self.read_only && !edits.is_empty();
        let back = ui.add_enabled(can, Button::new(RichText::new(words::TAKE_BACK).size(TYPE_SMALL)));
        let back = back.accessible_name(words::take_back(field));
        let reached = go.has_focus() || back.has_focus();
        let why = if self.read_only { words::READ_ONLY } else { words::NOT_BACK };
        if clicked_once(&back.on_hover_text(words::TAKE_BACK_TIP).on_disabled_hover_text(why)) {
            let which = self.compared.together(self.at);
            let compared = Arc::clone(self.compared);
            actions.push(Action::TakeBack { compared, which, clause: None });
        }
        reached
    }
}

/// Whom the change helps, in words and with a mark.
fn whom_ui(ui: &mut Ui, change: &FieldChange) {
    let p = palette(ui);
    let (icon, ink) = match change.favours {
        Some(Favours::Customer) => (Icon::Right, p.accent),
        Some(Favours::Provider) => (Icon::Left, p.warning),
        Some(Favours::Neither) => (Icon::Minus, p.ink_soft),
        None => (Icon::Hint, p.ink_soft),
    };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_XS;
        icon_ui(ui, icon, ink, 12.0);
        let text = RichText::new(words::whom_of(change)).font(semibold(TYPE_SMALL)).color(ink);
        ui.label(text).on_hover_text(words::whom_tip(change.favours));
    });
}
