//! The hits: where each stands, the words around it, and what would stand there instead.

use super::{FindWish, Finder, Hit, words};
use crate::draft::Draft;
use crate::editor::panels::clauses::words_of;
use crate::editor::tokens::{Palette, SPACE_S, TYPE_SMALL, palette, semibold};
use crate::editor::view::Action;
use crate::editor::widgets::{
    both_ends, fitted, keep_arrows, long_list_ui, one_line, row_button_ui, step_in_list,
};
use crate::session::search::{Place, Preview, Source};
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Checkbox, FontId, Galley, Id, Key, Modifiers, Rect, Stroke, Ui, vec2};
use std::sync::Arc;

/// Rows that Page up and Page down step over.
const PAGE: usize = 8;

const ROW: f32 = 42.0;
/// What a line with a word about the hit adds, in points.
const NOTE: f32 = 17.0;
/// Letters before and behind a hit.
const BEFORE: usize = 24;
/// Letters before a hit beside which stands what replaces it.
const BEFORE_SHORT: usize = 8;
const BEHIND: usize = 80;
/// In a narrower list, in points, so many letters would leave no room for the hit.
const ROOM: f32 = 280.0;

pub fn row_id(index: usize) -> Id {
    Id::unique(("hit", index))
}

/// Whether this is the id of a row.
pub fn is_row(finder: &Finder, id: Id) -> bool {
    row_of(finder, id).is_some()
}

fn row_of(finder: &Finder, id: Id) -> Option<usize> {
    (0..finder.hits.len()).find(|index| row_id(*index) == id)
}

pub fn list_ui(ui: &mut Ui, finder: &mut Finder, draft: &Draft, replacing: bool, actions: &mut Vec<Action>) {
    let at = ui.memory(|m| m.focused()).and_then(|id| row_of(finder, id));
    let mut wanted = None;
    if let Some(at) = at {
        let last = finder.hits.len().saturating_sub(1);
        wanted = step_in_list(ui, at, last, PAGE);
        if let Some(row) = wanted {
            ui.memory_mut(|m| m.request_focus(row_id(row)));
        }
        if replacing && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Space)) {
            finder.toggle(at);
        }
    }
    if std::mem::take(&mut finder.follow) {
        wanted = wanted.or(finder.current);
    }
    let notes: Vec<bool> = finder.hits.iter().map(|hit| note(finder, hit, replacing).is_some()).collect();
    let heights = notes.iter().map(|has_note| if *has_note { ROW + NOTE } else { ROW });
    let mut toggled = None;
    long_list_ui(ui, "hits", heights, wanted, |ui, index| {
        if hit_ui(ui, finder, draft, index, replacing, actions) {
            toggled = Some(index);
        }
    });
    if let Some(index) = toggled {
        finder.toggle(index);
    }
}

/// What is said about a hit besides where it stands.
fn note(finder: &Finder, hit: &Hit, replacing: bool) -> Option<String> {
    if !replacing {
        return None;
    }
    match &hit.preview {
        Preview::Locked(locked) => Some(words::locked(*locked).to_owned()),
        Preview::NoValue { what, hint } => Some(words::no_value(what, hint)),
        Preview::Fits => {
            let own = matches!(finder.places.get(hit.place)?.source, Source::FormClause(_));
            own.then(|| words::OWN.to_owned())
        }
    }
}

/// One hit; true if its tick was clicked.
fn hit_ui(
    ui: &mut Ui,
    finder: &Finder,
    draft: &Draft,
    index: usize,
    replacing: bool,
    actions: &mut Vec<Action>,
) -> bool {
    let Some(hit) = finder.hits.get(index) else { return false };
    let Some(place) = finder.places.get(hit.place) else { return false };
    let name = match words_of(draft, &place.path) {
        name if name.is_empty() => place.path.to_string(),
        name => name,
    };
    let note = note(finder, hit, replacing);
    let height = if note.is_some() { ROW + NOTE } else { ROW };
    let mut toggled = false;
    ui.push_id(index, |ui| {
        ui.horizontal(|ui| {
            let fits = hit.preview == Preview::Fits;
            if replacing {
                let mut ticked = fits && finder.is_ticked(hit);
                let tick = ui.add_enabled(fits, Checkbox::without_text(&mut ticked));
                toggled = tick.clicked();
                tick.accessible_name(words::tick(&name));
            }
            let short = replacing || ui.available_width() < ROOM;
            let context = Context::of(place, hit.nth, if short { BEFORE_SHORT } else { BEFORE });
            let said = words::hit(&name, &context.words());
            let current = finder.current == Some(index);
            let row = row_button_ui(ui, row_id(index), height, current, Role::ListItem, &said, |ui, rect| {
                let with = (replacing && fits).then_some(finder.with.as_str());
                paint_hit(ui, rect, &nearest(&name), &context, with, note.as_deref());
            });
            keep_arrows(&row);
            ui.ctx().accesskit_node_builder(row.id, |node| {
                if let Some(note) = &note {
                    node.set_description(note.as_str());
                }
            });
            let hover = match &note {
                Some(note) => format!("{name}\n{note}"),
                None => name.clone(),
            };
            if row.on_hover_text(hover).clicked() {
                actions.push(Action::Find(FindWish::GoTo { hit: index, focus: true }));
            }
        });
    });
    toggled
}

/// The last steps of a place, which tell it from others.
fn nearest(place: &str) -> String {
    const STEPS: usize = 2;
    let steps: Vec<&str> = place.split(" › ").collect();
    match steps.len().checked_sub(STEPS).filter(|above| *above > 0).and_then(|above| steps.get(above..)) {
        Some(last) => format!("… › {}", last.join(" › ")),
        None => place.to_owned(),
    }
}

/// A hit with the words around it, on one line.
struct Context {
    before: String,
    found: String,
    behind: String,
}

impl Context {
    fn of(place: &Place, nth: usize, letters: usize) -> Self {
        let range = place.hits.get(nth).map(|(range, _)| range.clone()).unwrap_or_default();
        let piece = |range: std::ops::Range<usize>| place.text.get(range).unwrap_or_default();
        let before = piece(0..range.start);
        let start = before.char_indices().rev().nth(letters).map_or(0, |(at, _)| at);
        let behind = piece(range.end..place.text.len());
        let end = behind.char_indices().nth(BEHIND).map_or(behind.len(), |(at, _)| at);
        let mark = if start > 0 { "…" } else { "" };
        let flat = |text: &str| text.replace(['\n', '\t'], " ");
        Self {
            before: format!("{mark}{}", flat(before.get(start..).unwrap_or_default()).trim_start()),
            found: flat(piece(range)),
            behind: flat(behind.get(..end).unwrap_or_default()),
        }
    }

    fn words(&self) -> String {
        [self.before.as_str(), &self.found, &self.behind].concat()
    }
}

fn paint_hit(ui: &Ui, rect: Rect, name: &str, context: &Context, with: Option<&str>, note: Option<&str>) {
    let p = palette(ui);
    let painter = ui.painter_at(rect);
    let room = rect.width() - 2.0 * SPACE_S;
    let mut at = rect.left_top() + vec2(SPACE_S, 3.0);
    // The name of the field stands at the end, behind what may be a long name.
    let name = both_ends(&painter, name, FontId::proportional(TYPE_SMALL), p.ink_soft, room.max(20.0));
    let mut put = |galley: Arc<Galley>| {
        let height = galley.size().y;
        painter.galley(at, galley, p.ink);
        at.y += height;
    };
    put(name);
    put(fitted(&painter, context_job(context, with, p), room.max(20.0)));
    if let Some(note) = note {
        let ink = if with.is_some() { p.ink_soft } else { p.warning };
        put(one_line(&painter, note, FontId::proportional(TYPE_SMALL), ink, room.max(20.0)));
    }
}

fn context_job(context: &Context, with: Option<&str>, p: &Palette) -> LayoutJob {
    const SIZE: f32 = 14.0;
    let plain = TextFormat::simple(FontId::proportional(SIZE), p.ink);
    let mut job = LayoutJob::default();
    job.append(&context.before, 0.0, plain.clone());
    match with {
        None => {
            let mut found = TextFormat::simple(semibold(SIZE), p.ink);
            found.background = p.highlight;
            job.append(&context.found, 0.0, found);
        }
        Some(with) => {
            let mut gone = TextFormat::simple(FontId::proportional(SIZE), p.error);
            gone.strikethrough = Stroke::new(1.0, p.error);
            job.append(&context.found, 0.0, gone);
            let mut new = TextFormat::simple(semibold(SIZE), p.good);
            new.underline = Stroke::new(1.0, p.good);
            job.append(with, if with.is_empty() { 0.0 } else { 3.0 }, new);
        }
    }
    job.append(&context.behind, 0.0, plain);
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_deep_place_the_last_steps_are_shown() {
        assert_eq!(nearest("Parties › A › Contacts › Desk › Email"), "… › Desk › Email");
        assert_eq!(nearest("Title"), "Title");
    }

    #[test]
    fn a_hit_is_shown_on_one_line_with_what_is_around_it() {
        let text = "The first paragraph is long enough to be cut.\nThe Customer\tpays.";
        let start = text.find("Customer").unwrap();
        let place = Place {
            path: "overview".into(),
            source: Source::Text,
            text: text.to_owned(),
            hits: vec![(start..start + 8, None)],
        };
        let context = Context::of(&place, 0, BEFORE);
        assert!(
            context.before.starts_with('…') && context.before.ends_with("cut. The "),
            "{}",
            context.before
        );
        assert_eq!((context.found.as_str(), context.behind.as_str()), ("Customer", " pays."));
    }
}
