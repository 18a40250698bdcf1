//! Finding words on the pages: in their real text, whatever lines, hyphens and ligatures make of it.

use super::stack::Ground;
use super::{Pane, focus_id, words};
use crate::editor::tokens::{LIGHT, small};
use crate::editor::widgets::{Icon, icon_button_ui};
use crate::export::typeset::Pages;
use egui::{Align, Context, Id, Key, Modifiers, Stroke, StrokeKind, TextEdit, Ui};
use std::ops::Range;

/// The search, while its bar is shown.
#[derive(Default)]
pub struct Finder {
    pub query: String,
    pub case: bool,
    /// Pages and places in their text, in bytes, in reading order.
    hits: Vec<(usize, Range<usize>)>,
    at: usize,
    /// What the hits were found for.
    done: Option<(u64, String, bool)>,
    folded: Option<(u64, bool, Vec<Folded>)>,
    /// The bar has just been opened.
    fresh: bool,
    /// The hit is to be scrolled to.
    show: bool,
}

/// A text as it is compared, with the place each byte of it comes from.
#[derive(Default)]
struct Folded {
    text: String,
    from: Vec<u32>,
    /// Length of the original.
    length: usize,
}

fn box_id() -> Id {
    Id::unique("find in pages")
}

/// How a letter is compared; quotation marks, dashes and spaces of all kinds are alike.
fn fold(letter: char, case: bool, out: &mut String) {
    match letter {
        '\u{2018}' | '\u{2019}' => out.push('\''),
        '\u{201c}' | '\u{201d}' | '\u{201e}' => out.push('"'),
        '\u{2010}'..='\u{2015}' => out.push('-'),
        '\u{ad}' => {}
        c if c.is_whitespace() => {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        }
        c if case => out.push(c),
        c => out.extend(c.to_lowercase()),
    }
}

impl Folded {
    fn of(text: &str, case: bool) -> Self {
        let mut folded = Self { length: text.len(), ..Self::default() };
        for (at, letter) in text.char_indices() {
            fold(letter, case, &mut folded.text);
            folded.from.resize(folded.text.len(), u32::try_from(at).unwrap_or(u32::MAX));
        }
        folded
    }

    fn find<'a>(&'a self, query: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let original = |at: usize| self.from.get(at).map_or(self.length, |from| *from as usize);
        self.text
            .match_indices(query)
            .map(move |(at, found)| original(at)..original(at + found.len()))
            .filter(|range| !range.is_empty())
    }
}

impl Finder {
    pub fn open(ctx: &Context) -> Self {
        ctx.memory_mut(|m| m.request_focus(box_id()));
        Self { fresh: true, ..Self::default() }
    }

    pub fn focus(ctx: &Context) {
        ctx.memory_mut(|m| m.request_focus(box_id()));
    }

    /// Finds again what has changed; a new search begins at `page`.
    fn update(&mut self, pages: &Pages, edition: u64, page: usize) {
        let wanted = (edition, self.query.clone(), self.case);
        if self.done.as_ref() == Some(&wanted) {
            return;
        }
        let another = self.done.as_ref().is_none_or(|done| done.1 != self.query || done.2 != self.case);
        if self.folded.as_ref().is_none_or(|f| (f.0, f.1) != (edition, self.case)) {
            let all = (0..pages.count()).map(|p| Folded::of(pages.text(p).text(), self.case)).collect();
            self.folded = Some((edition, self.case, all));
        }
        let mut query = String::new();
        self.query.trim().chars().for_each(|c| fold(c, self.case, &mut query));
        self.hits.clear();
        if let Some((_, _, all)) = self.folded.as_ref().filter(|_| !query.is_empty()) {
            for (page, folded) in all.iter().enumerate() {
                self.hits.extend(folded.find(&query).map(|range| (page, range)));
            }
        }
        if another {
            self.at = self.hits.iter().position(|(p, _)| *p >= page).unwrap_or(0);
            self.show = !self.hits.is_empty();
        }
        self.at = self.at.min(self.hits.len().saturating_sub(1));
        self.done = Some(wanted);
    }

    /// Goes to the next or the last hit; round the end.
    fn step(&mut self, forward: bool) {
        let count = self.hits.len().max(1);
        self.at = if forward { (self.at + 1) % count } else { (self.at + count - 1) % count };
        self.show = !self.hits.is_empty();
    }

    /// The number of the hit at hand, from 1, and of all.
    pub fn count(&self) -> (usize, usize) {
        (if self.hits.is_empty() { 0 } else { self.at + 1 }, self.hits.len())
    }
}

/// The bar with the search, if it is open.
pub fn bar_ui(ui: &mut Ui, pages: &Pages, pane: &mut Pane<'_>) {
    let page = pane.reader.page();
    let edition = pane.preview.edition();
    let Some(finder) = &mut pane.reader.finder else { return };
    let mut close = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let width = (ui.available_width() - 245.0).clamp(90.0, 260.0);
        let edit = TextEdit::singleline(&mut finder.query).id(box_id()).desired_width(width);
        let response = ui.add(edit.hint_text(words::FIND)).accessible_name(words::FIND);
        if std::mem::take(&mut finder.fresh) {
            response.request_focus();
        }
        finder.update(pages, edition, page);
        let mut step = None;
        if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
            step = Some(!ui.input(|i| i.modifiers.shift));
            response.request_focus();
        }
        let escape = (response.has_focus() || response.lost_focus())
            && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
        let (at, count) = finder.count();
        let told = words::hits(at, count, finder.query.trim().is_empty());
        let label = ui.label(small(ui, told));
        ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
        if icon_button_ui(ui, Icon::Left, words::PREVIOUS_HIT).clicked() {
            step = Some(false);
        }
        if icon_button_ui(ui, Icon::Right, words::NEXT_HIT).clicked() {
            step = Some(true);
        }
        ui.checkbox(&mut finder.case, words::MATCH_CASE);
        close = icon_button_ui(ui, Icon::Close, words::CLOSE_FIND).clicked() || escape;
        if let Some(forward) = step {
            finder.step(forward);
        }
        finder.update(pages, edition, page);
    });
    if close {
        pane.reader.finder = None;
        ui.ctx().memory_mut(|m| m.request_focus(focus_id()));
    }
}

/// Marks the hits that are seen, and scrolls to the one at hand.
pub fn marks_ui(ui: &Ui, pages: &Pages, pane: &mut Pane<'_>, ground: &Ground<'_>, visible: &Range<usize>) {
    let Some(finder) = &mut pane.reader.finder else { return };
    let from = finder.hits.partition_point(|(page, _)| *page < visible.start);
    let seen = finder.hits.iter().enumerate().skip(from).take_while(|(_, (page, _))| *page < visible.end);
    for (index, (page, range)) in seen {
        for rect in pages.text(*page).rects(range).into_iter().filter_map(|r| ground.rect(*page, r)) {
            ui.painter().rect_filled(rect, 2.0, LIGHT.warning.gamma_multiply(0.24));
            if index == finder.at {
                let ring = Stroke::new(2.0, LIGHT.accent);
                ui.painter().rect_stroke(rect.expand(1.0), 2.0, ring, StrokeKind::Outside);
            }
        }
    }
    if std::mem::take(&mut finder.show)
        && let Some((page, range)) = finder.hits.get(finder.at)
        && let Some(rect) = pages.text(*page).rects(range).first().and_then(|r| ground.rect(*page, *r))
        && !ui.clip_rect().shrink(8.0).contains_rect(rect)
    {
        ui.scroll_to_rect(rect, Some(Align::Center));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, query: &str, case: bool) -> Vec<String> {
        let mut folded_query = String::new();
        query.chars().for_each(|c| fold(c, case, &mut folded_query));
        let folded = Folded::of(text, case);
        folded.find(&folded_query).map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn letters_are_found_in_any_case_and_however_they_are_spaced() {
        let text = "The Provider\u{2019}s\nService\u{a0} Level \u{2013} \u{201c}ÄNDERUNG\u{201d}";
        assert_eq!(
            found(text, "provider's service level", false),
            ["Provider\u{2019}s\nService\u{a0} Level"]
        );
        assert_eq!(found(text, "- \"änderung\"", false), ["\u{2013} \u{201c}ÄNDERUNG\u{201d}"]);
        assert_eq!(found(text, "provider", true), [""; 0]);
        assert_eq!(found(text, "Provider", true), ["Provider"]);
        assert_eq!(found("aaaa", "aa", false), ["aa", "aa"]);
    }
}
