//! One line of the palette: the name with the letters that answer marked, what it says, and what or where it is.

use super::{Entry, ROW};
use crate::editor::tokens::{Palette, SPACE_S, TYPE_SMALL, palette, semibold};
use crate::editor::widgets::row_button_ui;
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Galley, Id, Response, Stroke, Ui, pos2};
use std::sync::Arc;

/// Size of the name, in points.
const SIZE: f32 = 14.5;

pub fn id(row: usize) -> Id {
    Id::unique(("palette entry", row))
}

pub fn entry_ui(ui: &mut Ui, row: usize, entry: &Entry, marks: &[usize], selected: bool) -> Response {
    let response = row_button_ui(ui, id(row), ROW, selected, Role::ListBoxOption, &entry.text, |ui, rect| {
        let p = palette(ui);
        let painter = ui.painter_at(rect);
        let width = rect.width() - 2.0 * SPACE_S;
        let line = |mut job: LayoutJob, room: f32| {
            job.wrap = TextWrapping::truncate_at_width(room.max(20.0));
            painter.layout_job(job)
        };
        let simple = |text: &str, room: f32, ink: Color32| {
            line(LayoutJob::simple_singleline(text.to_owned(), FontId::proportional(TYPE_SMALL), ink), room)
        };
        let middle = |galley: &Arc<Galley>| rect.center().y - galley.size().y / 2.0;
        let name = name(entry, marks, p, |job| painter.layout_job(job), width * 0.72);
        let mut left = rect.left() + SPACE_S;
        let end = left + width;
        painter.galley(pos2(left, middle(&name)), Arc::clone(&name), p.ink);
        left += name.size().x + 2.0 * SPACE_S;
        let words = entry.unavailable.unwrap_or(&entry.detail);
        // Why something cannot be done is read to its end.
        let most = if entry.unavailable.is_some() { width } else { width * 0.55 };
        let detail = simple(words, (end - left).min(most), p.ink_soft);
        if end - left > 60.0 {
            let at = pos2(end - detail.size().x, middle(&detail));
            painter.galley(at, Arc::clone(&detail), p.ink_soft);
        }
        let room = end - detail.size().x - 2.0 * SPACE_S - left;
        if !entry.note.is_empty() && room > 40.0 {
            let note = simple(&entry.note, room, p.ink_soft);
            painter.galley(pos2(left, middle(&note)), note, p.ink_soft);
        }
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        let parts = [entry.note.as_str(), entry.detail.as_str(), entry.unavailable.unwrap_or("")];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        node.set_description(parts.join(", "));
        if entry.unavailable.is_some() {
            node.set_disabled();
        }
    });
    response
}

/// Between what was used before and all the rest.
pub fn line_above(ui: &Ui, row: &Response) {
    let line = Stroke::new(1.0, palette(ui).line);
    ui.painter().hline(row.rect.x_range(), row.rect.top() - 0.5, line);
}

/// The name; if it is too long, its beginning and its end, for names differ at either.
fn name(
    entry: &Entry,
    marks: &[usize],
    p: &Palette,
    layout: impl Fn(LayoutJob) -> Arc<Galley>,
    room: f32,
) -> Arc<Galley> {
    let whole = layout(name_job(entry, marks, p, None));
    if whole.size().x <= room {
        return whole;
    }
    let fits = |kept: &usize| layout(name_job(entry, marks, p, Some(*kept))).size().x <= room;
    let (mut least, mut most) = (0, entry.text.chars().count());
    while most - least > 1 {
        let kept = least.midpoint(most);
        if fits(&kept) { least = kept } else { most = kept }
    }
    layout(name_job(entry, marks, p, Some(least)))
}

/// `kept`: so many letters, from both ends.
fn name_job(entry: &Entry, marks: &[usize], p: &Palette, kept: Option<usize>) -> LayoutJob {
    let ink = if entry.unavailable.is_some() { p.ink_soft } else { p.ink };
    let plain = TextFormat::simple(FontId::proportional(SIZE), ink);
    let marked = TextFormat::simple(semibold(SIZE), p.accent);
    let mut job = LayoutJob::default();
    let mut buffer = [0; 4];
    let letters = entry.text.chars().count();
    let gap = kept.map(|kept| kept / 2..letters.saturating_sub(kept.div_ceil(2)));
    for (index, letter) in entry.text.chars().enumerate() {
        if let Some(gap) = gap.as_ref().filter(|gap| gap.contains(&index)) {
            if index == gap.start {
                job.append("…", 0.0, plain.clone());
            }
            continue;
        }
        let letter = if letter == '\n' { ' ' } else { letter };
        let format = if marks.binary_search(&index).is_ok() { &marked } else { &plain };
        job.append(letter.encode_utf8(&mut buffer), 0.0, format.clone());
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::palette::Target;

    #[test]
    fn of_a_name_that_is_too_long_both_ends_are_shown_with_their_marks() {
        let entry = Entry::new("Support for Tarnwick (v2)", "Open draft", Target::Draft(0));
        egui::__run_test_ui(|ui| {
            let p = palette(ui);
            let job = name_job(&entry, &[0, 1, 23], p, Some(8));
            assert_eq!(job.text, "Supp…(v2)");
            let marked = job.sections.iter().filter(|s| s.format.color == p.accent);
            assert_eq!(marked.count(), 2, "what was looked for is still seen, in two places");
            assert_eq!(name_job(&entry, &[], p, None).text, entry.text);
        });
    }
}
