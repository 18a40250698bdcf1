//! Finding words on the pages: in their real text, whatever lines, hyphens, ligatures and the ends of pages make of it.

use super::stack::Ground;
use super::{Pane, focus_id, words};
use crate::editor::tokens::{FOUND, LIGHT, small};
use crate::editor::widgets::{Icon, icon_button_ui};
use crate::export::typeset::{Pages, Rect as PageRect};
use egui::{Align, Context, Id, Key, Modifiers, Rect, Stroke, StrokeKind, TextEdit, Ui};
use std::ops::Range;

/// The search, while its bar is shown.
#[derive(Default)]
pub struct Finder {
    pub query: String,
    pub case: bool,
    hits: Hits,
    at: usize,
    /// What the hits were found for.
    done: Option<(String, bool)>,
    /// The bar has just been opened.
    fresh: bool,
    /// The hit is to be scrolled to.
    show: bool,
}

/// Where words stand on the pages.
#[derive(Default)]
pub struct Hits {
    /// In reading order.
    hits: Vec<Hit>,
    /// What the hits were found for.
    done: Option<(u64, String, bool, bool)>,
    folded: Option<(u64, bool, Folded)>,
}

/// A place where the words stand: its parts, a page each, in bytes of the text of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hit(Vec<(usize, Range<usize>)>);

/// The text of all pages as it is compared, with the place each byte of it comes from.
#[derive(Default)]
struct Folded {
    text: String,
    from: Vec<u32>,
    /// For each page the length of its text, and where it ends in the text that is compared.
    pages: Vec<(usize, usize)>,
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

/// Whether a text that breaks off here goes on with another word.
fn goes_on_apart(text: &str) -> bool {
    !text.is_empty() && !text.ends_with(['\u{ad}', '-', '/', '\u{2010}'])
}

impl Folded {
    fn of<'a>(pages: impl Iterator<Item = &'a str>, case: bool) -> Self {
        let mut folded = Self::default();
        let mut before = "";
        for text in pages {
            if !text.is_empty() && goes_on_apart(before) {
                folded.end_page_with_space();
            }
            for (at, letter) in text.char_indices() {
                fold(letter, case, &mut folded.text);
                folded.from.resize(folded.text.len(), u32::try_from(at).unwrap_or(u32::MAX));
            }
            folded.pages.push((text.len(), folded.text.len()));
            before = if text.is_empty() { before } else { text };
        }
        folded
    }

    fn end_page_with_space(&mut self) {
        if let Some((length, end)) = self.pages.last_mut().filter(|_| !self.text.ends_with(' ')) {
            self.text.push(' ');
            self.from.push(u32::try_from(*length).unwrap_or(u32::MAX));
            *end = self.text.len();
        }
    }

    /// `whole`: not as a part of a longer word or number.
    fn find<'a>(&'a self, query: &'a str, whole: bool) -> impl Iterator<Item = Hit> + 'a {
        self.text.match_indices(query).filter_map(move |(at, found)| {
            let end = at + found.len();
            if whole && !self.stands_alone(at, end) {
                return None;
            }
            let hit = self.parts(at..end);
            (!hit.is_empty()).then_some(Hit(hit))
        })
    }

    fn stands_alone(&self, at: usize, end: usize) -> bool {
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = self.text.get(..at).and_then(|t| t.chars().next_back());
        let behind = self.text.get(end..).and_then(|t| t.chars().next());
        !word(before) && !word(behind)
    }

    /// What a part of the compared text is on the pages.
    fn parts(&self, range: Range<usize>) -> Vec<(usize, Range<usize>)> {
        let first = self.pages.partition_point(|(_, end)| *end <= range.start);
        let mut parts = Vec::new();
        let mut begin = first.checked_sub(1).and_then(|page| self.pages.get(page)).map_or(0, |(_, end)| *end);
        for (page, (length, end)) in self.pages.iter().enumerate().skip(first) {
            let original = |at: usize| match self.from.get(at) {
                Some(from) if at < *end => *from as usize,
                _ => *length,
            };
            let part = original(range.start.max(begin))..original(range.end.min(*end));
            if !part.is_empty() {
                parts.push((page, part));
            }
            if range.end <= *end {
                break;
            }
            begin = *end;
        }
        parts
    }
}

impl Hit {
    fn first(&self) -> usize {
        self.0.first().map_or(0, |(page, _)| *page)
    }

    fn last(&self) -> usize {
        self.0.last().map_or(0, |(page, _)| *page)
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
        let another =
            self.done.as_ref().is_none_or(|(query, case)| *query != self.query || *case != self.case);
        self.hits.update(pages, edition, &self.query, self.case, false);
        if another {
            self.at = self.hits.hits.iter().position(|hit| hit.last() >= page).unwrap_or(0);
            self.show = self.hits.len() > 0;
            self.done = Some((self.query.clone(), self.case));
        }
        self.at = self.at.min(self.hits.len().saturating_sub(1));
    }

    /// Goes to the next or the last hit; round the end.
    fn step(&mut self, forward: bool) {
        let count = self.hits.len().max(1);
        self.at = if forward { (self.at + 1) % count } else { (self.at + count - 1) % count };
        self.show = self.hits.len() > 0;
    }

    /// The number of the hit at hand, from 1, and of all.
    pub fn count(&self) -> (usize, usize) {
        (if self.hits.len() == 0 { 0 } else { self.at + 1 }, self.hits.len())
    }
}

impl Hits {
    /// Finds again what has changed.
    pub fn update(&mut self, pages: &Pages, edition: u64, words: &str, case: bool, whole: bool) {
        let wanted = (edition, words.to_owned(), case, whole);
        if self.done.as_ref() == Some(&wanted) {
            return;
        }
        if self.folded.as_ref().is_none_or(|f| (f.0, f.1) != (edition, case)) {
            let texts = (0..pages.count()).map(|page| pages.text(page).text());
            self.folded = Some((edition, case, Folded::of(texts, case)));
        }
        let mut query = String::new();
        words.trim().chars().for_each(|c| fold(c, case, &mut query));
        self.hits.clear();
        if let Some((_, _, all)) = self.folded.as_ref().filter(|_| !query.is_empty()) {
            self.hits.extend(all.find(&query, whole));
        }
        self.done = Some(wanted);
    }

    pub fn len(&self) -> usize {
        self.hits.len()
    }

    /// Page and place on it where a hit begins.
    pub fn place(&self, index: usize, pages: &Pages) -> Option<(usize, PageRect)> {
        let (page, range) = self.hits.get(index)?.0.first()?;
        Some((*page, pages.text(*page).rects(range).into_iter().next()?))
    }

    /// Where a hit begins on the screen.
    pub fn rect(&self, index: usize, pages: &Pages, ground: &Ground<'_>) -> Option<Rect> {
        rects(self.hits.get(index)?, pages, ground).next()
    }

    /// Marks the hits that are seen, with a ring around the one at hand.
    pub fn marks_ui(
        &self,
        ui: &Ui,
        pages: &Pages,
        at: Option<usize>,
        ground: &Ground<'_>,
        visible: &Range<usize>,
    ) {
        let from = self.hits.partition_point(|hit| hit.last() < visible.start);
        let seen = self.hits.iter().enumerate().skip(from).take_while(|(_, hit)| hit.first() < visible.end);
        for (index, hit) in seen {
            for rect in rects(hit, pages, ground) {
                ui.painter().rect_filled(rect, 2.0, FOUND);
                if at == Some(index) {
                    let ring = Stroke::new(2.0, LIGHT.accent);
                    ui.painter().rect_stroke(rect.expand(1.0), 2.0, ring, StrokeKind::Outside);
                }
            }
        }
    }
}

/// Brings a hit into view, if it is not.
pub fn scroll_to(ui: &Ui, rect: Option<Rect>) {
    if let Some(rect) = rect.filter(|rect| !ui.clip_rect().shrink(8.0).contains_rect(*rect)) {
        ui.scroll_to_rect(rect, Some(Align::Center));
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
        // A label without words would begin the line anew.
        if !told.is_empty() {
            let label = ui.label(small(ui, told));
            ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
        }
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
    finder.hits.marks_ui(ui, pages, Some(finder.at), ground, visible);
    if std::mem::take(&mut finder.show) {
        scroll_to(ui, finder.hits.rect(finder.at, pages, ground));
    }
}

/// Where a hit is on the screen, a rectangle a line.
fn rects<'a>(hit: &'a Hit, pages: &'a Pages, ground: &'a Ground<'_>) -> impl Iterator<Item = Rect> + 'a {
    hit.0.iter().flat_map(|(page, range)| {
        pages.text(*page).rects(range).into_iter().filter_map(|rect| ground.rect(*page, rect))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(pages: &[&str], query: &str, case: bool) -> Vec<Vec<String>> {
        let mut folded_query = String::new();
        query.chars().for_each(|c| fold(c, case, &mut folded_query));
        let folded = Folded::of(pages.iter().copied(), case);
        let parts = |hit: Hit| hit.0.into_iter().map(|(page, range)| pages[page][range].to_owned()).collect();
        folded.find(&folded_query, false).map(parts).collect()
    }

    fn found(text: &str, query: &str, case: bool) -> Vec<String> {
        hits(&[text], query, case).concat()
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
        assert_eq!(found("avail\u{ad}ability", "availability", false), ["avail\u{ad}ability"]);
    }

    #[test]
    fn whole_words_are_told_from_parts_of_words() {
        let all = Folded::of(["term, terms, determine; term"].into_iter(), false);
        let at: Vec<usize> = all.find("term", true).map(|hit| hit.0[0].1.start).collect();
        assert_eq!(at, [0, 24]);
        assert_eq!(all.find("term", false).count(), 4);
    }

    #[test]
    fn what_goes_on_over_the_end_of_a_page_is_found_with_both_parts() {
        let pages =
            ["Each party shall", "bear its own cost of per\u{ad}", "formance and well-", "being.", ""];
        assert_eq!(hits(&pages, "shall  bear", false), [["shall", "bear"]]);
        assert_eq!(hits(&pages, "Performance", false), [["per\u{ad}", "formance"]]);
        assert_eq!(hits(&pages, "well-being.", false), [["well-", "being."]]);
        assert_eq!(hits(&pages, "and", true), [["and"]]);
        let all = hits(&pages, "shall bear its own cost of performance and well-being", false);
        let parts = ["shall", "bear its own cost of per\u{ad}", "formance and well-", "being"];
        assert_eq!(all, [parts]);
        assert_eq!(hits(&["one", "", "two"], "one two", false), [["one", "two"]]);
    }

    #[test]
    fn every_paragraph_and_every_end_of_a_page_of_every_form_is_found() {
        use crate::document::{Block, assemble, plain};
        use crate::export::typeset::{Marks, Mode, Typesetter};
        for form in crate::template::library() {
            let document = assemble(form.example(), form);
            let pages = Typesetter::new().typeset(&document, &Marks::default(), Mode::Preview).unwrap();
            let texts: Vec<&str> = (0..pages.count()).map(|page| pages.text(page).text()).collect();
            let all = Folded::of(texts.iter().copied(), false);
            let find = |query: &str| {
                let mut folded = String::new();
                query.trim().chars().for_each(|c| fold(c, false, &mut folded));
                let hits: Vec<Hit> = all.find(&folded, false).collect();
                assert!(!hits.is_empty(), "{}: {query}", form.template().id);
                hits
            };
            let blocks = document.sections.iter().flat_map(|s| &s.clauses).flat_map(|c| &c.blocks);
            let mut paragraphs = 0;
            for block in blocks {
                let Block::Paragraph(inlines) = block else { continue };
                find(&plain(inlines));
                paragraphs += 1;
            }
            assert!(paragraphs > 50, "{paragraphs}");
            for (page, pair) in texts.windows(2).enumerate() {
                let last: Vec<&str> = pair[0].split_whitespace().rev().take(3).collect();
                let first: Vec<&str> = pair[1].split_whitespace().take(3).collect();
                let last: Vec<&str> = last.into_iter().rev().collect();
                let hits = find(&format!("{} {}", last.join(" "), first.join(" ")));
                let over = hits.iter().find(|hit| hit.first() == page && hit.last() == page + 1).unwrap();
                for (page, range) in &over.0 {
                    assert!(!pages.text(*page).rects(range).is_empty(), "both parts are marked");
                }
            }
        }
    }
}
