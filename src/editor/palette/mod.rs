//! One field that finds everything: commands, places of the draft, drafts.

mod entries;
mod fuzzy;
mod row;
mod scope;
pub mod words;

pub use entries::{Sources, entries};

use super::commands::Command;
use super::dialogs::Outcome;
use super::keyboard::keep_undo_in;
use super::tokens::{SPACE_S, SPACE_XS, small};
use crate::value::FieldPath;
use egui::text::{CCursor, CCursorRange};
use egui::{Id, Key, Modifiers, ScrollArea, TextEdit, Ui};
use fuzzy::{Query, Text};
use scope::{Scope, page_of, scopes_ui};
use std::path::PathBuf;

/// Something that can be found.
#[derive(Clone, Debug)]
pub struct Entry {
    pub text: String,
    /// What it says at present.
    pub note: String,
    /// What it is, where it is, or its shortcut.
    pub detail: String,
    /// Why it cannot be done now.
    pub unavailable: Option<&'static str>,
    pub target: Target,
    as_compared: Text,
}

impl Entry {
    pub fn new(text: &str, detail: impl Into<String>, target: Target) -> Self {
        let detail = detail.into();
        let as_compared = Text::new(text, &detail);
        Self { text: text.to_owned(), note: String::new(), detail, unavailable: None, target, as_compared }
    }

    /// Is found by other words too.
    fn also_called(mut self, other: &str, words: &str) -> Self {
        if other != self.text || !words.is_empty() {
            self.as_compared = Text::new(&self.text, &format!("{} {other} {words}", self.detail));
        }
        self
    }
}

/// Where an entry leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Command(Command),
    Section(String),
    Field(FieldPath),
    /// A page of the agreement, counted from 0.
    Page(usize),
    /// An open draft, by its tab.
    Draft(usize),
    /// A draft to be opened.
    File(PathBuf),
}

impl Target {
    /// Names what was used, for the next time; `None` where that means nothing later.
    pub fn key(&self) -> Option<String> {
        match self {
            Self::Command(command) => Some(format!("command {command:?}")),
            Self::Section(id) => Some(format!("section {id}")),
            Self::Field(path) => Some(format!("field {path}")),
            Self::Page(_) | Self::Draft(_) | Self::File(_) => None,
        }
    }

    /// Of equals, a command or a section is meant rather than one of many fields.
    fn rank(&self) -> i32 {
        match self {
            Self::Page(_) => 10,
            Self::Command(_) => 8,
            Self::Section(_) => 6,
            Self::Draft(_) | Self::File(_) => 4,
            Self::Field(path) if matches!(path.segments().next(), Some("clauses" | "extra_clauses")) => 0,
            Self::Field(_) => 2,
        }
    }
}

pub struct Palette {
    query: String,
    /// Those that are always there, and at the end the page whose number is typed.
    entries: Vec<Entry>,
    fixed: usize,
    /// How many pages the agreement has, if that is known.
    pages: Option<usize>,
    /// What was used before, the latest first, as [`Target::key`] names it.
    used: Vec<String>,
    found: Found,
    selected: usize,
}

/// What answers a query, found out once for each.
#[derive(Default)]
struct Found {
    query: Option<(Scope, Query)>,
    /// How many of the best were used before and come first for that.
    recent: usize,
    /// Positions of the entries, the best first.
    best: Vec<usize>,
    /// How many answer it at all.
    count: usize,
}

/// The most that is listed.
const SHOWN: usize = 200;
const ROW: f32 = 30.0;

impl Palette {
    /// `used`: what was used before, the latest first. `pages`: how many pages there are, once they are set.
    pub fn new(entries: Vec<Entry>, used: Vec<String>, pages: Option<usize>) -> Self {
        let fixed = entries.len();
        Self { query: String::new(), entries, fixed, pages, used, found: Found::default(), selected: 0 }
    }

    pub fn palette_ui(&mut self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        let step = self.keys(ui);
        let enter = ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        let edit = TextEdit::singleline(&mut self.query)
            .id(Id::unique("palette"))
            .desired_width(f32::INFINITY)
            .hint_text(words::EXAMPLE);
        let response = ui.add(edit).accessible_name(words::NAME);
        keep_undo_in(&response);
        ui.add_space(SPACE_XS);
        let has = |scope: Scope| match scope {
            Scope::Pages => self.pages.is_some(),
            scope => self.entries.iter().any(|entry| scope.has(&entry.target)),
        };
        let narrowed = scopes_ui(ui, &mut self.query, has);
        if fresh || narrowed {
            response.request_focus();
        }
        if narrowed {
            to_the_end(ui, response.id, &self.query);
        }
        if response.changed() || narrowed {
            self.selected = 0;
        }
        self.find();
        let last = self.found.best.len().saturating_sub(1);
        if let Some(step) = step {
            self.selected = step.from(self.selected, last);
        }
        self.selected = self.selected.min(last);
        ui.add_space(SPACE_S);
        let clicked = self.list_ui(ui, step.is_some() || response.changed() || narrowed || fresh);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            if !self.found.best.is_empty() {
                node.set_active_descendant(row::id(self.selected).accesskit_id());
            }
        });
        let chosen = clicked.or(enter.then_some(self.selected))?;
        let entry = self.found.best.get(chosen).and_then(|i| self.entries.get(*i))?;
        // What cannot be done says why, in its row; the palette stays.
        entry.unavailable.is_none().then(|| Outcome::Use(entry.target.clone()))
    }

    fn keys(&self, ui: &Ui) -> Option<Step> {
        const STEPS: [(Key, Step); 4] = [
            (Key::ArrowDown, Step::Down(1)),
            (Key::ArrowUp, Step::Up(1)),
            (Key::PageDown, Step::Down(10)),
            (Key::PageUp, Step::Up(10)),
        ];
        ui.input_mut(|i| STEPS.into_iter().find(|(key, _)| i.consume_key(Modifiers::NONE, *key)))
            .map(|(_, step)| step)
    }

    /// Finds out what answers the query, if it has changed.
    fn find(&mut self) {
        let (scope, rest) = Scope::split(&self.query);
        let query = Query::new(rest);
        if self.found.query.as_ref().is_some_and(|(was, known)| *was == scope && *known == query) {
            return;
        }
        self.entries.truncate(self.fixed);
        if let (Some(count), Some(number)) = (self.pages, page_of(scope, rest)) {
            self.entries.push(page_entry(number, count));
        }
        let used = |entry: &Entry| {
            let key = entry.target.key()?;
            self.used.iter().position(|u| *u == key).and_then(|at| i32::try_from(at).ok())
        };
        let score = |entry: &Entry| {
            if !scope.has(&entry.target) {
                return None;
            }
            if matches!(entry.target, Target::Page(_)) {
                return Some(i32::MAX);
            }
            let recent = used(entry).map_or(0, |at| (20 - at).max(1));
            let there = if entry.unavailable.is_some() { -12 } else { 0 };
            if query.is_empty() {
                // What was used last comes first, the rest in its order.
                return Some(if recent > 0 { 100 + recent } else { 0 });
            }
            Some(entry.as_compared.score(&query)? + entry.target.rank() + recent / 2 + there)
        };
        let mut scored: Vec<(i32, usize)> =
            self.entries.iter().enumerate().filter_map(|(i, e)| Some((score(e)?, i))).collect();
        scored.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
        self.found.count = scored.len();
        let is_recent = |(score, _): &&(i32, usize)| query.is_empty() && *score > 0;
        self.found.recent = scored.iter().take_while(is_recent).count();
        self.found.best = scored.into_iter().take(SHOWN).map(|(_, index)| index).collect();
        self.found.query = Some((scope, query));
    }

    /// The list; the row that was clicked.
    fn list_ui(&self, ui: &mut Ui, follow: bool) -> Option<usize> {
        let most = (ui.ctx().content_rect().height() - 260.0).clamp(120.0, 460.0);
        if self.found.best.is_empty() {
            let (scope, rest) = Scope::split(&self.query);
            let pages = self.pages.filter(|_| scope == Scope::Pages && rest.is_empty());
            ui.label(small(ui, pages.map_or_else(|| words::nothing(scope), words::which_page)));
            return None;
        }
        ui.spacing_mut().item_spacing.y = 1.0;
        let (_, query) = self.found.query.clone().unwrap_or_default();
        let mut area = ScrollArea::vertical().max_height(most).min_scrolled_height(most);
        area = area.auto_shrink([false, true]);
        if follow {
            // The chosen row stays in the middle as far as the list goes.
            let top = self.selected as f32 * (ROW + 1.0) - (most - ROW) / 2.0;
            area = area.vertical_scroll_offset(top.max(0.0));
        }
        let mut clicked = None;
        area.show_rows(ui, ROW, self.found.best.len(), |ui, range| {
            for at in range {
                let Some(entry) = self.found.best.get(at).and_then(|i| self.entries.get(*i)) else {
                    continue;
                };
                let marks = entry.as_compared.marks(&query);
                let row = row::entry_ui(ui, at, entry, &marks, at == self.selected);
                if at > 0 && at == self.found.recent {
                    row::line_above(ui, &row);
                }
                if row.clicked() {
                    clicked = Some(at);
                }
            }
        });
        if self.found.count > self.found.best.len() && !query.is_empty() {
            ui.label(small(ui, words::more(self.found.best.len(), self.found.count)));
        }
        clicked
    }
}

/// The page of this number, or the last one.
fn page_entry(number: usize, count: usize) -> Entry {
    let there = number.min(count.max(1));
    let entry = Entry::new(&words::page(there), words::of_pages(count), Target::Page(there - 1));
    let note = if there < number { words::no_page(number, count) } else { String::new() };
    Entry { note, ..entry }
}

/// Moves the cursor of a text field behind its text.
fn to_the_end(ui: &Ui, id: Id, text: &str) {
    if let Some(mut state) = TextEdit::load_state(ui.ctx(), id) {
        let end = CCursor::new(text.chars().count());
        state.cursor.set_char_range(Some(CCursorRange::one(end)));
        state.store(ui.ctx(), id);
    }
}

#[derive(Clone, Copy)]
enum Step {
    Up(usize),
    Down(usize),
}

impl Step {
    fn from(self, at: usize, last: usize) -> usize {
        match self {
            Self::Up(by) => at.saturating_sub(by),
            Self::Down(by) => (at + by).min(last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn palette(used: &[&str]) -> Palette {
        let command = |c: Command| Entry::new(c.name(), "", Target::Command(c));
        let field = |text: &str, above: &str, path: &str| Entry::new(text, above, Target::Field(path.into()));
        let entries = vec![
            command(Command::Save),
            command(Command::SaveAs),
            command(Command::Undo),
            field("Legal name", "Parties › Customer", "parties.customer.legal_name"),
            field("Undo", "Clauses", "clauses.undo"),
        ];
        Palette::new(entries, used.iter().map(|u| (*u).to_owned()).collect(), Some(14))
    }

    fn found(palette: &mut Palette, query: &str) -> Vec<String> {
        palette.query = query.to_owned();
        palette.find();
        palette.found.best.iter().map(|i| palette.entries[*i].text.clone()).collect()
    }

    #[test]
    fn what_was_used_last_comes_first_as_long_as_nothing_is_typed() {
        let mut palette = palette(&["field parties.customer.legal_name", "command Undo"]);
        assert_eq!(found(&mut palette, "")[..3], ["Legal name", "Undo", "Save"]);
        assert_eq!(found(&mut palette, "sav"), ["Save", "Save as…"]);
    }

    #[test]
    fn signs_narrow_and_within_them_too_what_was_used_last_comes_first() {
        let mut palette = palette(&["command Undo", "field clauses.undo"]);
        assert_eq!(found(&mut palette, ">"), ["Undo", "Save", "Save as…"]);
        assert_eq!(palette.found.recent, 1);
        assert_eq!(found(&mut palette, "@"), ["Undo", "Legal name"]);
        assert_eq!(found(&mut palette, "> sav"), ["Save", "Save as…"]);
        assert_eq!(found(&mut palette, "@sav"), [""; 0]);
        assert_eq!(found(&mut palette, "#"), [""; 0]);
    }

    #[test]
    fn the_number_of_a_page_leads_to_it() {
        let mut palette = palette(&[]);
        for typed in ["12", "page 12", ":12"] {
            assert_eq!(found(&mut palette, typed).first().map(String::as_str), Some("Page 12"), "{typed}");
        }
        assert_eq!(found(&mut palette, ":99"), ["Page 14"], "the last one there is");
        assert_eq!(found(&mut palette, ":"), [""; 0]);
        assert_eq!(palette.entries.len(), palette.fixed, "no page is left behind");
        palette.pages = None;
        assert_eq!(found(&mut palette, "12"), [""; 0]);
    }

    #[test]
    fn of_equals_a_command_is_meant_and_what_can_be_done_comes_first() {
        let mut palette = palette(&[]);
        palette.find();
        assert_eq!(palette.found.best.len(), 5);
        palette.query = "undo".to_owned();
        palette.find();
        assert_eq!(palette.entries[palette.found.best[0]].target, Target::Command(Command::Undo));
        palette.entries[2].unavailable = Some("There is nothing to undo.");
        palette.found = Found::default();
        palette.find();
        assert_eq!(palette.entries[palette.found.best[0]].target, Target::Field("clauses.undo".into()));
    }

    #[test]
    fn thousands_of_entries_are_searched_quickly() {
        let text = |n: usize| format!("Target of metric number {n} of the platform");
        let entry =
            |n: usize| Entry::new(&text(n), "Metrics › Some metric with a name", Target::Field("a".into()));
        let mut palette = Palette::new((0..8_000).map(entry).collect(), Vec::new(), None);
        let start = std::time::Instant::now();
        assert!(!found(&mut palette, "tom 799").is_empty());
        // Unoptimised and on a busy machine: the budget itself is measured by the bench.
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
        assert_eq!(palette.found.best.len(), SHOWN.min(palette.found.count));
    }
}
