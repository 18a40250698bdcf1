//! The list of earlier saves, newest first. One stop for Tab; arrows walk in it.

use super::{Earlier, words};
use crate::editor::tokens::{RADIUS, RING, TYPE_SMALL, palette, semibold, soft};
use crate::editor::when;
use crate::editor::widgets::{one_line, step_in_list};
use crate::redline::changed_words;
use crate::session::Session;
use crate::session::recovery::{moment_words, unix_now};
use crate::store::history::{Entry, Kept};
use crate::value::capitalised;
use egui::accesskit::Role;
use egui::{
    Color32, FocusDirection, FontId, Id, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};
use std::path::Path;

const ROW: f32 = 64.0;
/// Names of changed fields in a row.
const MOST_NAMES: usize = 4;
/// Rows that Page up and Page down pass over.
const PAGE: usize = 8;

/// Under this id the list remembers which row takes the keyboard for it.
pub(super) fn focus_id() -> Id {
    Id::unique("earlier save with the keyboard")
}

fn row_id(entry: &Entry, index: usize) -> Id {
    Id::unique(("earlier save", entry.time, entry.hash.to_string(), index))
}

pub(super) fn list_ui(ui: &mut Ui, session: &Session, earlier: &mut Earlier) {
    let shown = earlier.shown_entries(session);
    if shown.is_empty() {
        ui.label(soft(ui, words::ONLY_OTHERS));
        return;
    }
    let before = shown.iter().position(|entry| earlier.is_selected(entry));
    let mut at = before.unwrap_or(0);
    let focused = ui.memory(|m| m.focused());
    let mut arrive = std::mem::take(&mut earlier.fresh);
    let id_at = |at: usize| shown.get(at).map(|entry| row_id(entry, at));
    if focused.is_some()
        && focused == id_at(at)
        && let Some(next) = step(ui, at, shown.len())
    {
        at = next;
        arrive = true;
    }
    if arrive && let Some(id) = id_at(at) {
        ui.memory_mut(|m| m.request_focus(id));
    }
    ui.data_mut(|d| d.insert_temp(focus_id(), id_at(at).unwrap_or(Id::NULL)));
    let (file, now) = (session.file().map(Path::to_owned), unix_now());
    ScrollArea::vertical().id_salt("earlier saves").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let drawn = at;
        for (index, entry) in shown.iter().enumerate() {
            let selected = index == drawn;
            let texts = Texts::of(entry, file.as_deref(), now);
            let response = row_ui(ui, row_id(entry, index), selected, &texts);
            if selected && arrive {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                response.request_focus();
                at = index;
            }
        }
    });
    if before != Some(at)
        && let Some(entry) = shown.get(at)
    {
        earlier.select(entry);
        ui.ctx().request_repaint();
    }
}

/// Where an arrow key leads from row `at` of `count`.
fn step(ui: &Ui, at: usize, count: usize) -> Option<usize> {
    let to = step_in_list(ui, at, count.saturating_sub(1), PAGE)?;
    // Else the arrow would also lead to whatever stands below the list.
    ui.memory_mut(|m| m.move_focus(FocusDirection::None));
    Some(to)
}

/// What a row says.
struct Texts {
    time: String,
    ago: String,
    what: String,
    which: String,
}

impl Texts {
    fn of(entry: &Entry, file: Option<&Path>, now: i64) -> Self {
        let size = when::size(entry.size);
        let here = file.is_some_and(|file| std::path::absolute(file).is_ok_and(|file| file == entry.path));
        let name = if here { entry.path.file_name() } else { Some(entry.path.as_os_str()) };
        let which = match name.filter(|name| !name.is_empty()) {
            Some(name) => format!("{size}  ·  {}", name.to_string_lossy()),
            None => size,
        };
        let ago = when::ago(entry.time, now);
        Self { time: capitalised(&moment_words(entry.time, now)), ago, what: what(entry), which }
    }

    /// For those who hear the screen.
    fn spoken(&self) -> String {
        format!("{}, {}, {}, {}", self.time, self.ago, self.what, self.which.replace("  ·  ", ", "))
    }
}

/// Why the save is there, or what it changed.
fn what(entry: &Entry) -> String {
    let first = entry.changed.get(..MOST_NAMES).unwrap_or(&entry.changed);
    let rest = entry.changed.len() - first.len() + entry.more as usize;
    let mut names = changed_words(first, MOST_NAMES);
    if rest > 0 {
        names = words::and_more(&names, rest);
    }
    match entry.kind {
        Kept::Saved if !names.is_empty() => names,
        _ => words::kind(entry).to_owned(),
    }
}

fn row_ui(ui: &mut Ui, id: Id, selected: bool, texts: &Texts) -> Response {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    // Two hundred stops for Tab would be a wall: the arrows lead to the others.
    let sense = if selected { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, ui.is_enabled(), selected, texts.spoken()));
    if ui.is_rect_visible(rect) {
        paint_row(ui, rect, selected, &response, texts);
    }
    response
}

fn paint_row(ui: &Ui, rect: Rect, selected: bool, response: &Response, texts: &Texts) {
    let p = palette(ui);
    let fill = match (selected, response.hovered()) {
        (true, _) => p.accent_soft,
        (false, true) => p.hover,
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, RADIUS, fill);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, RADIUS, Stroke::new(RING, p.accent), StrokeKind::Inside);
    }
    let line = |text: &str, font: FontId, ink: Color32, width: f32| {
        one_line(ui.painter(), text, font, ink, width.max(20.0))
    };
    let (left, right) = (rect.left() + 8.0, rect.right() - 8.0);
    let small = || FontId::proportional(TYPE_SMALL);
    let ago = line(&texts.ago, small(), p.ink_soft, 150.0);
    let time = line(&texts.time, semibold(14.0), p.ink, right - left - ago.size().x - 12.0);
    let what = line(&texts.what, FontId::proportional(13.5), p.ink, right - left);
    let which = line(&texts.which, small(), p.ink_soft, right - left);
    let top = rect.top() + 6.0;
    let second = top + time.size().y + 1.0;
    let third = second + what.size().y + 1.0;
    ui.painter().galley(pos2(right - ago.size().x, top + 2.0), ago, p.ink_soft);
    ui.painter().galley(pos2(left, top), time, p.ink);
    ui.painter().galley(pos2(left, second), what, p.ink);
    ui.painter().galley(pos2(left, third), which, p.ink_soft);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, p.line));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::ContentHash;

    fn entry(kind: Kept, changed: &[&str], more: u32) -> Entry {
        Entry {
            time: 0,
            kind,
            hash: ContentHash::of(b""),
            size: 86_000,
            stored: 0,
            path: "/drafts/a.ron".into(),
            draft: "d".into(),
            title: String::new(),
            base: Some(ContentHash::of(b"before")),
            changed: changed.iter().map(|name| (*name).to_owned()).collect(),
            more,
        }
    }

    #[test]
    fn a_row_says_what_changed_or_why_it_is_there() {
        assert_eq!(what(&entry(Kept::Saved, &["Title", "Term (3)"], 0)), "Title, Term (3)");
        assert_eq!(what(&entry(Kept::Saved, &["A", "B", "C", "D", "E"], 7)), "A, B, C, D and 8 more");
        assert_eq!(what(&entry(Kept::Saved, &[], 0)), "Saved without a change to a field");
        assert_eq!(what(&Entry { base: None, ..entry(Kept::Saved, &[], 0) }), "First save");
        assert!(what(&entry(Kept::Overwritten, &["Title"], 0)).contains("overwritten"));
    }

    #[test]
    fn the_file_is_named_in_full_where_it_is_another() {
        let named = |file| Texts::of(&entry(Kept::Saved, &[], 0), Some(Path::new(file)), 0).which;
        assert_eq!(named("/drafts/a.ron"), "84 KiB  ·  a.ron");
        assert_eq!(named("/other/a.ron"), "84 KiB  ·  /drafts/a.ron");
    }
}
