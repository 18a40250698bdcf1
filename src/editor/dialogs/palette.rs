//! One field that finds commands, sections and fields.

use super::{Outcome, list_area};
use crate::editor::commands::Command;
use crate::editor::tokens::{SPACE_S, TYPE_SMALL, palette, small};
use crate::editor::widgets::row_button_ui;
use crate::value::FieldPath;
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{FontId, Galley, Id, Key, Modifiers, TextEdit, Ui, pos2};

/// Something that can be found.
#[derive(Clone, Debug)]
pub struct Entry {
    pub text: String,
    /// Where it is, or its shortcut.
    pub detail: String,
    pub target: Target,
}

#[derive(Clone, Debug)]
pub enum Target {
    Command(Command),
    Section(String),
    Field(FieldPath),
}

pub struct Palette {
    pub query: String,
    pub entries: Vec<Entry>,
    selected: usize,
}

const SHOWN: usize = 60;
const ROW: f32 = 28.0;

impl Palette {
    pub fn new(entries: Vec<Entry>) -> Self {
        Self { query: String::new(), entries, selected: 0 }
    }

    pub(super) fn palette_ui(&mut self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        let (up, down, enter) = ui.input_mut(|i| {
            (
                i.consume_key(Modifiers::NONE, Key::ArrowUp),
                i.consume_key(Modifiers::NONE, Key::ArrowDown),
                i.consume_key(Modifiers::NONE, Key::Enter),
            )
        });
        let edit = TextEdit::singleline(&mut self.query)
            .id(Id::unique("palette"))
            .desired_width(f32::INFINITY)
            .hint_text("Type a command, a section or a field");
        let response = ui.add(edit).accessible_name("Find a command, section or field");
        if fresh {
            response.request_focus();
        }
        if response.changed() {
            self.selected = 0;
        }
        let found = find(&self.query, &self.entries);
        if down {
            self.selected = (self.selected + 1).min(found.len().saturating_sub(1));
        }
        if up {
            self.selected = self.selected.saturating_sub(1);
        }
        ui.add_space(SPACE_S);
        let mut chosen = enter.then_some(self.selected);
        let height = (ui.ctx().content_rect().height() - 260.0).clamp(120.0, 440.0);
        list_area(height).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            if found.is_empty() {
                ui.label(small(ui, "Nothing is called that."));
            }
            for (row, entry) in found.iter().enumerate() {
                let response = entry_ui(ui, row, entry, row == self.selected);
                if row == self.selected && (up || down) {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    chosen = Some(row);
                }
            }
        });
        let entry = found.get(chosen?)?;
        Some(match &entry.target {
            Target::Command(command) => Outcome::Run(*command),
            Target::Section(section) => Outcome::ShowSection(section.clone()),
            Target::Field(path) => Outcome::GoTo(path.clone()),
        })
    }
}

fn entry_ui(ui: &mut Ui, row: usize, entry: &Entry, selected: bool) -> egui::Response {
    let id = Id::unique(("palette entry", row));
    row_button_ui(ui, id, ROW, selected, Role::ListBoxOption, &entry.text, |ui, rect| {
        let p = palette(ui);
        let painter = ui.painter_at(rect);
        let line = |text: &str, size: f32, ink, room: f32| {
            let mut job = LayoutJob::simple_singleline(text.to_owned(), FontId::proportional(size), ink);
            job.wrap = TextWrapping::truncate_at_width(room.max(20.0));
            painter.layout_job(job)
        };
        let middle = |galley: &Galley| rect.center().y - galley.size().y / 2.0;
        let width = rect.width() - 16.0;
        let name = line(&entry.text, 14.5, p.ink, width);
        let detail = line(&entry.detail, TYPE_SMALL, p.ink_soft, width - name.size().x - 20.0);
        let right = rect.right() - 8.0 - detail.size().x;
        if width - name.size().x > 60.0 {
            painter.galley(pos2(right, middle(&detail)), detail, p.ink_soft);
        }
        painter.galley(pos2(rect.left() + 8.0, middle(&name)), name, p.ink);
    })
}

/// The best matches first; all entries in their order for an empty query.
fn find<'a>(query: &str, entries: &'a [Entry]) -> Vec<&'a Entry> {
    let query = query.trim().to_lowercase();
    // Of equals, a command or a section is meant rather than one of many fields.
    let rank = |e: &Entry| match e.target {
        Target::Command(_) => 2,
        Target::Section(_) => 1,
        Target::Field(_) => 0,
    };
    let mut scored: Vec<(u32, &Entry)> =
        entries.iter().filter_map(|e| Some((score(&query, &e.text, &e.detail)? + rank(e), e))).collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().take(SHOWN).map(|(_, e)| e).collect()
}

/// How well a text answers a query (lower case); `None` if it does not. Whole words and beginnings count most,
/// letters in order least.
fn score(query: &str, text: &str, detail: &str) -> Option<u32> {
    if query.is_empty() {
        return Some(0);
    }
    let text = text.to_lowercase();
    if let Some(at) = text.find(query) {
        let begins_word = at == 0 || text.get(..at).is_some_and(|t| !t.ends_with(char::is_alphanumeric));
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX).min(500);
        return Some(
            if at == 0 {
                3000
            } else if begins_word {
                2000
            } else {
                1000
            } - length,
        );
    }
    let all = format!("{text} {}", detail.to_lowercase());
    if query.split_whitespace().all(|word| all.contains(word)) {
        return Some(400);
    }
    let mut letters = query.chars().filter(|c| !c.is_whitespace());
    let mut wanted = letters.next();
    for c in text.chars() {
        if Some(c) == wanted {
            wanted = letters.next();
        }
    }
    wanted.is_none().then_some(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(text: &str, detail: &str) -> Entry {
        Entry { text: text.into(), detail: detail.into(), target: Target::Section(String::new()) }
    }

    #[test]
    fn beginnings_come_before_middles_and_letters_in_order_come_last() {
        let all = [
            entry("Undo", ""),
            entry("Show or hide pages", ""),
            entry("Save as…", "Ctrl+Shift+S"),
            entry("Save", "Ctrl+S"),
            entry("Legal name", "Parties › Customer"),
        ];
        let found = |q: &str| find(q, &all).iter().map(|e| e.text.as_str()).collect::<Vec<_>>();
        assert_eq!(found("save"), ["Save", "Save as…"]);
        assert_eq!(found("hide"), ["Show or hide pages"]);
        assert_eq!(found("customer legal"), ["Legal name"]);
        assert_eq!(found("svas"), ["Save as…"]);
        assert_eq!(found("zzz"), [""; 0]);
        assert_eq!(found("").len(), 5);
    }
}
