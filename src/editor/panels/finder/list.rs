//! The hits by section: where each stands, the words around it, and what would stand there instead.

use super::excerpt::Excerpt;
use super::rows::{Row, name_of};
use super::{FindWish, Finder, Hit, words};
use crate::editor::tokens::{Palette, SPACE_S, TYPE_SMALL, palette, semibold};
use crate::editor::view::Action;
use crate::editor::widgets::{
    Icon, both_ends, fitted, keep_arrows, long_list_ui, one_line, paint, row_button_ui, step_in_list,
};
use crate::session::Session;
use crate::session::search::{Preview, Source};
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, Checkbox, Color32, FontId, Key, Modifiers, Painter, Pos2, Rect, Stroke, Ui, Vec2, pos2, vec2,
};

/// Rows that Page up and Page down step over.
const PAGE: usize = 8;

/// A hit with the name of its place above it, and one without, in points.
const ROW: f32 = 42.0;
const LOW_ROW: f32 = 25.0;
const HEAD: f32 = 28.0;
/// In a narrower list, in points, many letters before a hit would leave no room for it.
const ROOM: f32 = 280.0;

pub fn list_ui(
    ui: &mut Ui,
    finder: &mut Finder,
    session: &Session,
    replacing: bool,
    actions: &mut Vec<Action>,
) {
    let rows = finder.rows();
    let focused = ui.memory(|m| m.focused());
    let at = focused.and_then(|id| rows.iter().position(|row| finder.id_of(*row) == id));
    let mut wanted = at.and_then(|at| keys(ui, finder, &rows, at, replacing));
    if let Some(row) = wanted.and_then(|row| rows.get(row)) {
        let id = finder.id_of(*row);
        ui.memory_mut(|m| m.request_focus(id));
    }
    if std::mem::take(&mut finder.follow) {
        let current = finder.current;
        let here = |row: &Row| matches!(row, Row::Hit(index) if Some(*index) == current);
        wanted = wanted.or_else(|| rows.iter().position(here));
    }
    let heights = rows.iter().map(|row| match row {
        Row::Head(_) => HEAD,
        Row::Hit(index) => finder.hits.get(*index).map_or(ROW, |hit| height(finder, hit, replacing)),
    });
    let heights: Vec<f32> = heights.collect();
    let mut toggled = None;
    long_list_ui(ui, "hits", heights.into_iter(), wanted, |ui, index| {
        let Some(row) = rows.get(index) else { return };
        let clicked = match row {
            Row::Head(index) => head_ui(ui, finder, *index, replacing),
            Row::Hit(index) => hit_ui(ui, finder, session, *index, replacing, actions),
        };
        if clicked {
            toggled = Some(*row);
        }
    });
    if let Some(row) = toggled {
        toggle(finder, row);
    }
}

fn toggle(finder: &mut Finder, row: Row) {
    match row {
        Row::Head(group) => finder.toggle_group(group),
        Row::Hit(hit) => finder.toggle(hit),
    }
}

/// What keys do while a line has the keyboard; the line that shall have it instead.
fn keys(ui: &Ui, finder: &mut Finder, rows: &[Row], at: usize, replacing: bool) -> Option<usize> {
    let row = *rows.get(at)?;
    if replacing && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Space)) {
        toggle(finder, row);
    }
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let key = match row {
        Row::Head(group) => finder.groups.get(group),
        Row::Hit(hit) => finder.group_of(hit),
    };
    let key = key.map(|group| group.key.clone()).unwrap_or_default();
    let is_head = matches!(row, Row::Head(_));
    if pressed(Key::ArrowLeft) {
        if is_head {
            finder.folded.insert(key);
            return None;
        }
        return rows.get(..at)?.iter().rposition(|row| matches!(row, Row::Head(_)));
    }
    if pressed(Key::ArrowRight) {
        return (is_head && !finder.folded.remove(&key)).then_some(at + 1);
    }
    step_in_list(ui, at, rows.len().saturating_sub(1), PAGE)
}

fn height(finder: &Finder, hit: &Hit, replacing: bool) -> f32 {
    let told = replacing && hit.preview != Preview::Fits;
    if finder.names_place(hit) || told { ROW } else { LOW_ROW }
}

/// What is said about a hit besides where it stands: in full, and in the room that a line has.
fn note(finder: &Finder, hit: &Hit, replacing: bool) -> Option<(String, Option<String>)> {
    if !replacing {
        return None;
    }
    match &hit.preview {
        Preview::Locked(locked) => {
            let short = words::locked_short(*locked).to_owned();
            Some((words::locked(*locked).to_owned(), Some(short)))
        }
        Preview::NoValue { what, hint } => {
            Some((words::no_value(what, hint), Some(words::no_value(what, ""))))
        }
        Preview::Fits => {
            // Said once above the list; whoever comes to the row by ear hears it there.
            let own = matches!(finder.places.get(hit.place)?.source, Source::FormClause(_));
            own.then(|| (words::OWN.to_owned(), None))
        }
    }
}

/// The heading of a section; true if its tick was clicked.
fn head_ui(ui: &mut Ui, finder: &mut Finder, index: usize, replacing: bool) -> bool {
    let id = finder.id_of(Row::Head(index));
    let Some(group) = finder.groups.get(index) else { return false };
    let open = !finder.folded.contains(&group.key);
    let (can, ticked) = finder.tally_of(group);
    let count = group.hits.len();
    let name = words::group(&group.title, count);
    let (mut toggled, mut folded) = (false, false);
    ui.push_id(&group.key, |ui| {
        ui.spacing_mut().interact_size.y = LOW_ROW;
        ui.horizontal(|ui| {
            if replacing {
                let mut all = can > 0 && ticked == can;
                let tick = Checkbox::without_text(&mut all).indeterminate(ticked > 0 && ticked < can);
                let tick = ui.add_enabled(can > 0, tick);
                toggled = tick.clicked();
                tick.accessible_name(words::tick(&group.title.replace("  ", " ")));
            }
            let role = Role::DisclosureTriangle;
            let row = row_button_ui(ui, id, HEAD, false, role, &name, |ui, rect| {
                paint_head(ui, rect, &group.title, count, open);
            });
            ui.ctx().accesskit_node_builder(row.id, |node| node.set_expanded(open));
            keep_arrows(&row);
            folded = row.clicked();
        });
    });
    if folded {
        let key = group.key.clone();
        if !finder.folded.remove(&key) {
            finder.folded.insert(key);
        }
    }
    toggled
}

fn paint_head(ui: &Ui, rect: Rect, title: &str, count: usize, open: bool) {
    let p = palette(ui);
    let painter = ui.painter_at(rect);
    let mark = Rect::from_center_size(rect.left_center() + vec2(10.0, 0.0), Vec2::splat(13.0));
    paint(&painter, mark, if open { Icon::Down } else { Icon::Right }, p.ink_soft);
    let at = pos2(rect.right() - SPACE_S, rect.center().y);
    let font = FontId::proportional(TYPE_SMALL);
    let number = painter.text(at, Align2::RIGHT_CENTER, count.to_string(), font, p.ink_soft);
    let left = rect.left() + 22.0;
    let job = LayoutJob::simple_singleline(title.to_owned(), semibold(14.0), p.ink);
    let galley = fitted(&painter, job, (number.left() - SPACE_S - left).max(20.0));
    painter.galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, p.ink);
}

/// One hit; true if its tick was clicked.
fn hit_ui(
    ui: &mut Ui,
    finder: &Finder,
    session: &Session,
    index: usize,
    replacing: bool,
    actions: &mut Vec<Action>,
) -> bool {
    let Some(hit) = finder.hits.get(index) else { return false };
    let Some(place) = finder.places.get(hit.place) else { return false };
    let name = name_of(session, place);
    let note = note(finder, hit, replacing);
    let height = height(finder, hit, replacing);
    let mut toggled = false;
    ui.push_id(index, |ui| {
        ui.spacing_mut().interact_size.y = LOW_ROW;
        ui.horizontal(|ui| {
            let fits = hit.preview == Preview::Fits;
            if replacing {
                let mut ticked = fits && finder.is_ticked(hit);
                let tick = ui.add_enabled(fits, Checkbox::without_text(&mut ticked));
                toggled = tick.clicked();
                tick.accessible_name(words::tick(&name));
            }
            let short = replacing || ui.available_width() < ROOM;
            let excerpt = Excerpt::of(session, place, hit.nth, short);
            let said = words::hit(&name, &excerpt.words());
            let current = finder.current == Some(index);
            let id = finder.id_of(Row::Hit(index));
            let row = row_button_ui(ui, id, height, current, Role::ListItem, &said, |ui, rect| {
                let with = (replacing && fits).then_some(finder.with.as_str());
                let short = note.as_ref().and_then(|(_, short)| short.as_deref());
                let head = (height == ROW).then_some((name.as_str(), short));
                paint_hit(ui, rect, head, &excerpt, with);
            });
            keep_arrows(&row);
            ui.ctx().accesskit_node_builder(row.id, |node| {
                if let Some((note, _)) = &note {
                    node.set_description(note.as_str());
                }
            });
            let hover = match &note {
                Some((note, _)) => format!("{name}\n{note}"),
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

/// How far hits stand in from their section's heading, in points.
const INDENT: f32 = 12.0;

/// `head`: what the place is called, and why nothing can be replaced there.
fn paint_hit(ui: &Ui, rect: Rect, head: Option<(&str, Option<&str>)>, excerpt: &Excerpt, with: Option<&str>) {
    let p = palette(ui);
    let painter = ui.painter_at(rect);
    let room = rect.width() - INDENT - SPACE_S;
    let mut at = rect.left_top() + vec2(INDENT, 3.0);
    if let Some((name, note)) = head {
        at.y += paint_place(&painter, at, name, note, room, p);
    }
    let galley = fitted(&painter, excerpt_job(excerpt, with, p), room.max(20.0));
    painter.galley(at, galley, p.ink);
}

/// The name of a place, whole if there is room; behind it why its hit stays. How high that is.
fn paint_place(painter: &Painter, at: Pos2, name: &str, note: Option<&str>, room: f32, p: &Palette) -> f32 {
    let font = FontId::proportional(TYPE_SMALL);
    let note = note.map(|note| format!(" · {note}"));
    let note = note.map(|note| one_line(painter, &note, font.clone(), p.warning, room * 0.6));
    let left = (room - note.as_ref().map_or(0.0, |note| note.size().x)).max(20.0);
    let whole = LayoutJob::simple_singleline(name.to_owned(), font.clone(), p.ink_soft);
    let fits = painter.layout_job(whole).size().x <= left;
    // The name of the field stands at the end, behind what may be a long name.
    let near = if fits { name.to_owned() } else { nearest(name) };
    let name = both_ends(painter, &near, font, p.ink_soft, left);
    let size = name.size();
    painter.galley(at, name, p.ink_soft);
    if let Some(note) = note {
        painter.galley(at + vec2(size.x, 0.0), note, p.warning);
    }
    size.y
}

fn excerpt_job(excerpt: &Excerpt, with: Option<&str>, p: &Palette) -> LayoutJob {
    const SIZE: f32 = 14.0;
    let plain = TextFormat::simple(FontId::proportional(SIZE), p.ink);
    let found = |ink: Color32| TextFormat::simple(FontId::proportional(SIZE), ink);
    let mut job = LayoutJob::default();
    job.append(&excerpt.before, 0.0, plain.clone());
    match with {
        None => {
            let mut found = TextFormat::simple(semibold(SIZE), p.ink);
            found.background = p.found;
            job.append(&excerpt.found, 0.0, found);
        }
        Some(with) => {
            let mut gone = found(p.error);
            gone.strikethrough = Stroke::new(1.0, p.error);
            job.append(&excerpt.found, 0.0, gone);
            let mut new = TextFormat::simple(semibold(SIZE), p.good);
            new.underline = Stroke::new(1.0, p.good);
            job.append(with, if with.is_empty() { 0.0 } else { 3.0 }, new);
        }
    }
    job.append(&excerpt.behind, 0.0, plain);
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
}
