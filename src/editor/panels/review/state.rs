//! Where the user is in the review, and the rows as they are laid out: found out once, drawn often.

use super::sheet::{Kind, Row, Sheet};
use super::verdict::Group;
use crate::check::Finding;
use crate::draft::Draft;
use crate::editor::tokens::{TYPE_BODY, TYPE_SECTION, TYPE_SMALL, semibold};
use crate::template::Form;
use egui::{FontId, Ui};
use std::collections::HashSet;

/// Lines of a long text until all of it is asked for.
pub const LINES: usize = 3;
/// Lines of what is wrong, and of what is to be done about it.
pub const LINES_OF_PROBLEM: usize = 2;
/// Room at the right for actions, in points.
pub const ACTIONS: f32 = 84.0;
const ACTIONS_OF_PROBLEM: f32 = 190.0;
/// Left of a row's text, and a step to the right, in points.
pub const INSET: f32 = 10.0;
pub const STEP: f32 = 14.0;
/// Above and below what stands in a row, in points.
pub const PAD: f32 = 5.0;
const HEADING: f32 = 42.0;
const ITEM: f32 = 32.0;
/// Characters that are measured of a line; a longer one is cut anyway.
const MEASURED: usize = 700;

/// The review, as the user looks at it.
pub struct Reviewing {
    /// It stands in place of the form and the pages.
    pub shown: bool,
    /// It was not there in the frame before and takes the keyboard.
    pub fresh: bool,
    /// The user went from here to the form.
    pub away: bool,
    /// The row that had the keyboard last, and its place among the rows.
    pub at: Option<(String, usize)>,
    /// The row that is to be shown, and takes the keyboard.
    pub go: Option<String>,
    /// The row that is to be shown; the keyboard stays where it is.
    pub reveal: Option<String>,
    /// List optional fields without an answer.
    pub empty: bool,
    /// Scrolled so far, and the height of what is seen, in points.
    pub seen: (f32, f32),
    folded: HashSet<String>,
    whole: HashSet<String>,
    found: Option<Found>,
    laid: Option<Laid>,
    /// Grows with everything that changes the layout but not the draft.
    generation: u64,
}

/// What was found out about a revision.
struct Found {
    revision: u64,
    empty: bool,
    sheet: Sheet,
    /// For each row the widths of its lines, title and text, in points.
    widths: Vec<(Vec<f32>, Vec<f32>)>,
}

/// The rows that are not folded away, for one width.
struct Laid {
    revision: u64,
    width: f32,
    generation: u64,
    shown: Vec<usize>,
    /// Where each begins, and where the last ends; in points.
    tops: Vec<f32>,
    text: f32,
}

impl Default for Reviewing {
    fn default() -> Self {
        Self {
            shown: false,
            fresh: false,
            away: false,
            at: None,
            go: None,
            reveal: None,
            empty: false,
            seen: (0.0, 0.0),
            // Matters of style are there for those who ask.
            folded: HashSet::from([Group::Hints.key()]),
            whole: HashSet::new(),
            found: None,
            laid: None,
            generation: 0,
        }
    }
}

impl Reviewing {
    /// Shows the review or takes it away; the place in it stays.
    pub fn toggle(&mut self) {
        self.shown ^= true;
        self.fresh = self.shown;
        self.away = false;
    }

    /// Leaves for the form, to come back later.
    pub fn leave(&mut self) {
        self.away = true;
    }

    pub fn is_folded(&self, key: &str) -> bool {
        self.folded.contains(key)
    }

    pub fn fold(&mut self, key: &str) {
        if !self.folded.remove(key) {
            self.folded.insert(key.to_owned());
        }
        self.generation += 1;
    }

    pub fn unfold(&mut self, key: &str) {
        self.folded.remove(key);
        self.generation += 1;
    }

    /// Shows a section; the keyboard stays where it is.
    pub fn show_section(&mut self, id: &str) {
        let key = section_key(id);
        self.unfold(&key);
        self.reveal = Some(key);
    }

    pub fn is_whole(&self, key: &str) -> bool {
        self.whole.contains(key)
    }

    /// Shows all of a long text, or its beginning again.
    pub fn show_whole(&mut self, key: &str) {
        if !self.whole.remove(key) {
            self.whole.insert(key.to_owned());
        }
        self.generation += 1;
    }

    /// Finds out what there is to be shown of this revision, unless that is known.
    pub fn prepare(&mut self, ui: &Ui, draft: &Draft, form: &Form, findings: &[Finding], revision: u64) {
        if self.found.as_ref().is_some_and(|f| f.revision == revision && f.empty == self.empty) {
            return;
        }
        let sheet = Sheet::of(draft, form, findings, self.empty);
        let widths = ui.fonts_mut(|fonts| {
            let mut measure = |text: &str, font: &FontId| -> Vec<f32> {
                let line = |l: &str| l.chars().take(MEASURED).map(|c| fonts.glyph_width(font, c)).sum();
                text.lines().take(LINES + 1).map(line).collect()
            };
            let both = |row: &Row| {
                let (title, text) = fonts_of(row.kind);
                (measure(&row.label, &title), measure(&row.value, &text))
            };
            sheet.rows.iter().map(both).collect()
        });
        self.found = Some(Found { revision, empty: self.empty, sheet, widths });
        self.laid = None;
    }

    pub fn sheet(&self) -> Option<&Sheet> {
        self.found.as_ref().map(|f| &f.sheet)
    }

    /// Lays the rows out for this width, unless they are.
    pub fn lay_out(&mut self, ui: &Ui, width: f32) {
        let Some(found) = &self.found else { return };
        let same = |l: &Laid| {
            l.revision == found.revision && l.generation == self.generation && (l.width - width).abs() < 0.5
        };
        if self.laid.as_ref().is_some_and(same) {
            return;
        }
        let body = ui.fonts_mut(|f| f.row_height(&FontId::proportional(TYPE_BODY)));
        let small = ui.fonts_mut(|f| f.row_height(&FontId::proportional(TYPE_SMALL)));
        let (mut shown, mut tops, mut top, mut folded) = (Vec::new(), Vec::new(), 0.0, false);
        for (index, (row, widths)) in found.sheet.rows.iter().zip(&found.widths).enumerate() {
            if row.kind.is_heading() {
                folded = self.folded.contains(&row.key);
            } else if folded {
                continue;
            }
            shown.push(index);
            tops.push(top);
            let columns = Columns::of(row, width);
            let whole = self.whole.contains(&row.key);
            top += match row.kind {
                Kind::Group(_) | Kind::Section => HEADING,
                Kind::Item => ITEM,
                Kind::Note => body + 2.0 * PAD,
                Kind::Answer | Kind::Clause => {
                    let text = if whole {
                        whole_height(ui, &row.value, TYPE_BODY, columns.text)
                    } else {
                        body * lines(&widths.1, columns.text, LINES)
                    };
                    text.max(body * lines(&widths.0, columns.title, LINES_OF_PROBLEM)) + 2.0 * PAD
                }
                _ => {
                    let (title, text) = if whole {
                        let of = |text, size, width| whole_height(ui, text, size, width);
                        let title = of(&row.label, TYPE_BODY, columns.title);
                        (title, of(&row.value, TYPE_SMALL, columns.text))
                    } else {
                        let title = body * lines(&widths.0, columns.title, LINES_OF_PROBLEM);
                        (title, small * lines(&widths.1, columns.text, LINES_OF_PROBLEM))
                    };
                    title + text + 2.0 * PAD
                }
            };
        }
        tops.push(top);
        self.laid = Some(Laid {
            revision: found.revision,
            width,
            generation: self.generation,
            shown,
            tops,
            text: body,
        });
    }

    /// How many rows are not folded away.
    pub fn count(&self) -> usize {
        self.laid.as_ref().map_or(0, |l| l.shown.len())
    }

    /// The row at a position, where it begins and where it ends (in points).
    pub fn row(&self, position: usize) -> Option<(&Row, f32, f32)> {
        let (laid, found) = (self.laid.as_ref()?, self.found.as_ref()?);
        let row = found.sheet.rows.get(*laid.shown.get(position)?)?;
        Some((row, *laid.tops.get(position)?, *laid.tops.get(position + 1)?))
    }

    /// Height of all rows and of a line of text, in points.
    pub fn heights(&self) -> (f32, f32) {
        self.laid.as_ref().map_or((0.0, 0.0), |l| (l.tops.last().copied().unwrap_or(0.0), l.text))
    }

    /// Positions of the rows between these heights.
    pub fn between(&self, top: f32, bottom: f32) -> std::ops::Range<usize> {
        let Some(laid) = &self.laid else { return 0..0 };
        let first = laid.tops.partition_point(|t| *t <= top).saturating_sub(1);
        let last = laid.tops.partition_point(|t| *t < bottom);
        first..last.min(laid.shown.len())
    }

    pub fn position(&self, key: &str) -> Option<usize> {
        (0..self.count()).find(|at| self.row(*at).is_some_and(|(row, ..)| row.key == key))
    }

    /// The row to come back to: the one that was left, or what took its place.
    pub fn place_to_return(&self) -> Option<String> {
        let (key, was) = self.at.as_ref()?;
        let at = self.position(key).unwrap_or_else(|| (*was).min(self.count().saturating_sub(1)));
        self.row(at).map(|(row, ..)| row.key.clone())
    }
}

/// Names the heading of a section among the rows.
pub fn section_key(id: &str) -> String {
    format!("section {id}")
}

/// Widths of a row's parts, in points.
pub struct Columns {
    pub title: f32,
    pub text: f32,
    pub actions: f32,
}

impl Columns {
    pub fn of(row: &Row, width: f32) -> Self {
        let inset = INSET + STEP * f32::from(row.depth);
        match row.kind {
            Kind::Answer | Kind::Clause => {
                let label = (width * 0.28).clamp(130.0, 250.0);
                let title = (label - inset - INSET).max(80.0);
                Self { title, text: (width - label - ACTIONS).max(80.0), actions: ACTIONS }
            }
            _ => {
                let actions = if row.kind == Kind::Gap { ACTIONS } else { ACTIONS_OF_PROBLEM };
                let text = (width - inset - 24.0 - actions).max(80.0);
                Self { title: text, text, actions }
            }
        }
    }
}

/// The fonts of a row's title and text.
pub fn fonts_of(kind: Kind) -> (FontId, FontId) {
    let body = FontId::proportional(TYPE_BODY);
    match kind {
        Kind::Group(_) | Kind::Section => (semibold(TYPE_SECTION), FontId::proportional(TYPE_SMALL)),
        Kind::Item => (semibold(TYPE_BODY), FontId::proportional(TYPE_SMALL)),
        Kind::Answer | Kind::Clause | Kind::Note => (FontId::proportional(TYPE_SMALL + 1.0), body),
        _ => (body, FontId::proportional(TYPE_SMALL)),
    }
}

/// How many lines a text takes, at most so many. Breaking at words loses some of each line.
fn lines(widths: &[f32], room: f32, most: usize) -> f32 {
    let of = |w: &f32| if *w <= room { 1.0 } else { (w * 1.08 / room).ceil() };
    let all: f32 = widths.iter().map(of).sum();
    all.clamp(1.0, most as f32)
}

fn whole_height(ui: &Ui, text: &str, size: f32, width: f32) -> f32 {
    let (font, ink) = (FontId::proportional(size), egui::Color32::PLACEHOLDER);
    let job = egui::text::LayoutJob::simple(text.to_owned(), font, ink, width);
    ui.fonts_mut(|f| f.layout_job(job)).size().y
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_up_to_a_limit() {
        assert_eq!(lines(&[], 100.0, 3), 1.0);
        assert_eq!(lines(&[100.0], 100.0, 3), 1.0);
        assert_eq!(lines(&[101.0], 100.0, 3), 2.0);
        assert_eq!(lines(&[10.0, 10.0], 100.0, 3), 2.0);
        assert_eq!(lines(&[500.0], 100.0, 3), 3.0);
    }
}
