//! The drafts opened last: one row each, to be opened, kept at the top or taken off the list.

use super::{Begin, Begun, words};
use crate::editor::tokens::{SPACE_L, SPACE_XS, TYPE_SMALL, heading, palette, soft};
use crate::editor::widgets::{
    Icon, clicked_once, hand_over, icon_button_ui, one_line, paint, row_button_ui, spoken,
};
use crate::store::RecentFile;
use egui::accesskit::Role;
use egui::{Button, FontId, Id, Key, Rect, TextStyle, Ui, Vec2, pos2, vec2};

/// Rows that are shown until all are asked for.
const FIRST: usize = 6;
const ROW: f32 = 46.0;
/// Room for the two small buttons of a row, in points.
const BUTTONS: f32 = 72.0;

/// Under this id stands the row that takes the keyboard after one was taken off the list.
fn next_id() -> Id {
    Id::unique("recent draft after a removed one")
}

pub fn recent_ui(ui: &mut Ui, begun: &Begun<'_>, focus: bool, begin: &mut Option<Begin>) {
    let files = begun.recent.files();
    if files.is_empty() {
        return;
    }
    ui.add_space(SPACE_L);
    ui.label(heading(words::RECENT));
    ui.label(soft(ui, words::ANOTHER));
    let all_id = Id::unique("all recent drafts");
    let all = ui.data(|d| d.get_temp::<bool>(all_id)).unwrap_or_default();
    let pinned = files.iter().filter(|f| f.pinned).count();
    let shown = if all { files.len() } else { files.len().min(FIRST.max(pinned)) };
    let next = ui.data_mut(|d| d.remove_temp::<usize>(next_id())).map(|at| at.min(shown.saturating_sub(1)));
    ui.scope(|ui| {
        spoken::whole(ui, Role::List, words::RECENT, Some(files.len()));
        ui.spacing_mut().item_spacing = vec2(SPACE_XS, 2.0);
        for (at, file) in files.iter().take(shown).enumerate() {
            let focus = next == Some(at) || (focus && at == 0);
            ui.push_id(&file.path, |ui| one_ui(ui, begun, file, at, focus, begin));
        }
    });
    if files.len() > FIRST.max(pinned) {
        let text = if all { words::FEWER.to_owned() } else { words::all(files.len()) };
        if ui.button(text).clicked() {
            ui.data_mut(|d| d.insert_temp(all_id, !all));
            ui.ctx().request_repaint();
        }
    }
}

fn one_ui(
    ui: &mut Ui,
    begun: &Begun<'_>,
    file: &RecentFile,
    at: usize,
    focus: bool,
    begin: &mut Option<Begin>,
) {
    let title = if file.title.trim().is_empty() { words::UNTITLED } else { file.title.as_str() };
    let path = file.path.display().to_string();
    let missing = begun.missing.contains(&file.path);
    let template = begun.forms.iter().find(|f| f.template().id.as_str() == file.template);
    let form = template.map_or("", |f| f.template().title.as_str());
    let place = words::place(&file.path, form, file.opened);
    let mut forget = false;
    ui.horizontal(|ui| {
        let row = ui.scope(|ui| {
            ui.set_max_width((ui.available_width() - BUTTONS - again_width(ui)).max(120.0));
            let id = Id::unique(("recent", path.as_str()));
            row_button_ui(ui, id, ROW, false, Role::ListItem, &words::open(title), |ui, rect| {
                paint_row(ui, rect, title, &place, missing);
            })
        });
        let response = row.inner;
        spoken::item(ui.ctx(), response.id, at);
        let told = if missing { format!("{}. {path}", words::MISSING) } else { path.clone() };
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(told.as_str()));
        hand_over(&response, focus);
        forget |= response.has_focus() && ui.input(|i| i.key_pressed(Key::Delete));
        let tip = if missing {
            format!("{title}\n{path}\n{}", words::MISSING_TIP)
        } else {
            format!("{title}\n{path}")
        };
        if response.on_hover_text(tip).clicked() {
            *begin = Some(Begin::Recent(file.path.clone()));
        }
        let again = ui.add_enabled(!missing, Button::new(words::AGAIN));
        let again = again.on_hover_text(words::AGAIN_TIP).on_disabled_hover_text(words::MISSING_TIP);
        if again.accessible_name(words::again(title)).clicked() {
            *begin = Some(Begin::Again(file.path.clone()));
        }
        let icon = if file.pinned { Icon::Pinned } else { Icon::Pin };
        if icon_button_ui(ui, icon, &words::pin(title, file.pinned)).clicked() {
            *begin = Some(Begin::Pin(file.path.clone(), !file.pinned));
        }
        forget |= clicked_once(&icon_button_ui(ui, Icon::Close, &words::remove(title)));
    });
    if forget {
        ui.data_mut(|d| d.insert_temp(next_id(), at));
        *begin = Some(Begin::Forget(file.path.clone()));
    }
}

/// Of the button for a draft with the same terms, with the space before it, in points.
fn again_width(ui: &Ui) -> f32 {
    let font = TextStyle::Button.resolve(ui.style());
    let text = ui.fonts_mut(|f| f.layout_no_wrap(words::AGAIN.to_owned(), font, palette(ui).ink));
    text.size().x + 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x
}

fn paint_row(ui: &Ui, rect: Rect, title: &str, place: &str, missing: bool) {
    let p = palette(ui);
    let line = |text: &str, size: f32, ink, width: f32| {
        one_line(ui.painter(), text, FontId::proportional(size), ink, width.max(20.0))
    };
    let width = rect.width() - 16.0;
    let ink = if missing { p.ink_soft } else { p.ink };
    ui.painter().galley(rect.min + vec2(8.0, 4.0), line(title, 14.5, ink, width), ink);
    let mut left = rect.left() + 8.0;
    let top = rect.top() + 24.0;
    if missing {
        let mark = Rect::from_min_size(pos2(left, top + 1.0), Vec2::splat(14.0));
        paint(ui.painter(), mark, Icon::Warning, p.warning);
        let said = line(words::MISSING, TYPE_SMALL, p.warning, width);
        let size = said.size().x;
        ui.painter().galley(pos2(left + 19.0, top), said, p.warning);
        left += 19.0 + size + 10.0;
    }
    let more = line(place, TYPE_SMALL, p.ink_soft, rect.right() - 8.0 - left);
    ui.painter().galley(pos2(left, top), more, p.ink_soft);
}
