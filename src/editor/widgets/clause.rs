//! The text of a clause: prose in which placeholders, references and defined terms are offered while they are typed,
//! and placeholders that name nothing are underlined.

use super::clause_words as words;
use super::context::Form;
use super::field::Field;
use super::found::mark_found;
use super::mark::problem_ui;
use super::offered::{Choice, OfferList, Offering, keeping_focus_ui};
use super::text::example;
use crate::editor::composition::is_composing;
use crate::editor::offers::{self, Emphasis, Mark, Offer, TermOffer};
use crate::editor::tokens::{Palette, TYPE_BODY, TYPE_SMALL, italic, palette, semibold};
use crate::template::Facts;
use crate::value::FieldPath;
use egui::text::{CCursor, CCursorRange, LayoutJob, TextFormat};
use egui::text_edit::TextEditState;
use egui::{EventFilter, FontId, Id, Response, Stroke, TextBuffer, TextEdit, Ui};

/// Findings about what stands between braces; they are told while the text is being written.
const BRACES: [&str; 2] = ["D04", "D05"];

/// Whether placeholders work in the text at a path.
pub fn takes_placeholders(path: &FieldPath) -> bool {
    matches!(path.segments().collect::<Vec<_>>().as_slice(), ["clauses" | "extra_clauses", _, "text"])
}

/// Grows with its text; begins with `rows` lines.
pub fn clause_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id, rows: usize) -> Response {
    let before = form.text(&field.path);
    let mut text = before.clone();
    let mut list = OfferList::load(ui, id);
    let keys = list.take_keys(ui);
    let shown = list.is_shown();
    let facts = Facts::new(form.draft, form.template);
    let document = form.document;
    let sought = form.view.sought.clone();
    let item = field.path.parent().unwrap_or_else(|| field.path.clone());
    let mut painted = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
        let mut job = job_of(palette(ui), text.as_str(), &offers::marks(&facts, document, text.as_str()));
        if let Some(sought) = &sought {
            let (found, at) = sought.find_in_typed(&item, text.as_str());
            job = mark_found(job, &found, at, palette(ui));
        }
        job.wrap.max_width = width;
        ui.fonts_mut(|f| f.layout_job(job))
    };
    let edit = TextEdit::multiline(&mut text)
        .id(id)
        .hint_text(example(field))
        .desired_rows(rows)
        .desired_width(f32::INFINITY)
        .layouter(&mut painted);
    // Escape sends the list away first and leaves the field only after that.
    let filter = EventFilter { escape: shown, ..edit.get_event_filter() };
    let output = keeping_focus_ui(ui, id, shown, |ui| edit.event_filter(filter).show(ui));
    let response = output.response.response.clone();
    let cursor = output.cursor_range.filter(|range| range.is_empty()).map(|range| range.primary);
    match cursor.map(|c| c.index.0) {
        _ if is_composing(ui.ctx()) => list.close(),
        // Only typing opens the list: whoever walks through a text with the arrows wants to go on.
        Some(at) if text != before => list.offer(offering(ui, form, &text, at), at),
        Some(at) if list.is_about(at) => {}
        _ => list.close(),
    }
    let anchor = cursor.map(|c| output.galley.pos_from_cursor(c).translate(output.galley_pos.to_vec2()));
    if let Some(choice) = list.show_ui(ui, &response, anchor.unwrap_or(response.rect), keys) {
        let at = insert(ui, id, &mut text, cursor.map_or(0, |c| c.index.0), &choice);
        list.offer(if choice.complete { None } else { offering(ui, form, &text, at) }, at);
        response.request_focus();
        ui.ctx().request_repaint();
    }
    let typing = list.is_shown();
    list.store(ui, id);
    if text != before {
        form.write_text(&field.path, field.label, &text, true);
    }
    if response.has_focus() && !typing && !form.view.show_all {
        braces_ui(ui, form, &field.path);
    }
    response
}

/// What fits what was typed up to the cursor (in characters).
fn offering(ui: &Ui, form: &Form<'_>, text: &str, cursor: usize) -> Option<Offering> {
    let end = byte_of(text, cursor);
    let colours = palette(ui);
    let Some(inner) = offers::unfinished(text, end) else {
        let found = offers::terms(&form.draft.agreement.definitions, text, end);
        let begins = characters(text, found.first()?.from);
        let choices = found.iter().map(|offer| term(colours, text, offer)).collect();
        return Some(Offering { begins, asked: false, choices });
    };
    let begins = cursor - inner.chars().count();
    let closed = text.get(end..).is_some_and(|rest| rest.starts_with("}}"));
    let facts = Facts::new(form.draft, form.template);
    let found = offers::offers(&facts, form.document, inner);
    if closed && found.iter().any(|o| o.inner == inner.trim()) {
        return None;
    }
    let choices = found.iter().map(|offer| placeholder(colours, offer, begins, closed)).collect();
    Some(Offering { begins, asked: true, choices })
}

/// Meaning and present value; below them what is inserted.
fn placeholder(colours: &Palette, offer: &Offer, from: usize, closed: bool) -> Choice {
    let insert = if closed || !offer.complete { offer.inner.clone() } else { format!("{}}}}}", offer.inner) };
    let job = two_lines(colours, &offer.meaning, &offer.now, &offer.inner);
    let name = format!("{}: {}, {}", offer.meaning, offer.now, offer.inner);
    Choice { from, insert, complete: offer.complete, job, name }
}

fn term(colours: &Palette, text: &str, offer: &TermOffer) -> Choice {
    let job = two_lines(colours, &offer.term, words::TERM, &offer.meaning);
    let name = format!("{}, {}: {}", offer.term, words::TERM.to_lowercase(), offer.meaning);
    Choice { from: characters(text, offer.from), insert: offer.term.clone(), complete: true, job, name }
}

fn two_lines(colours: &Palette, title: &str, beside: &str, below: &str) -> LayoutJob {
    let mut job = LayoutJob::default();
    let small = FontId::proportional(TYPE_SMALL);
    job.append(title, 0.0, TextFormat::simple(semibold(13.5), colours.ink));
    job.append(beside, 12.0, TextFormat::simple(FontId::proportional(13.5), colours.accent));
    if !below.is_empty() {
        job.append("\n", 0.0, TextFormat::simple(small.clone(), colours.ink_soft));
        job.append(below, 0.0, TextFormat::simple(small, colours.ink_soft));
    }
    job
}

/// Puts a choice into the text; where the cursor stands after that, in characters.
fn insert(ui: &Ui, id: Id, text: &mut String, cursor: usize, choice: &Choice) -> usize {
    let (from, to) = (byte_of(text, choice.from), byte_of(text, cursor));
    if from <= to {
        text.replace_range(from..to, &choice.insert);
    }
    let at = choice.from + choice.insert.chars().count();
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(at))));
    state.store(ui.ctx(), id);
    at
}

/// The text with its placeholders in the ink of links, a line below those that name nothing, and emphasis as it is
/// printed, its signs in a faint ink.
fn job_of(colours: &Palette, text: &str, marks: &[(std::ops::Range<usize>, Mark)]) -> LayoutJob {
    let plain = TextFormat::simple(FontId::proportional(TYPE_BODY), colours.ink);
    let known = TextFormat { color: colours.accent, ..plain.clone() };
    let line = Stroke::new(1.5, colours.error);
    let unknown = TextFormat { color: colours.error, underline: line, ..plain.clone() };
    let mut job = LayoutJob { keep_trailing_whitespace: true, ..LayoutJob::default() };
    let mut done = 0;
    for (range, mark) in marks {
        prose(&mut job, colours, text.get(done..range.start).unwrap_or(""));
        let format = if *mark == Mark::Known { &known } else { &unknown };
        job.append(text.get(range.clone()).unwrap_or(""), 0.0, format.clone());
        done = range.end;
    }
    prose(&mut job, colours, text.get(done..).unwrap_or(""));
    job
}

/// Text between placeholders.
fn prose(job: &mut LayoutJob, colours: &Palette, text: &str) {
    for (part, look) in offers::emphasis(text) {
        let (font, color) = match look {
            Emphasis::None => (FontId::proportional(TYPE_BODY), colours.ink),
            Emphasis::Weak => (italic(TYPE_BODY), colours.ink),
            Emphasis::Strong => (semibold(TYPE_BODY), colours.ink),
            Emphasis::Sign => (FontId::proportional(TYPE_BODY), colours.ink_soft),
        };
        job.append(part, 0.0, TextFormat::simple(font, color));
    }
}

/// What is wrong between braces, said at once: it is seldom meant to be finished later.
fn braces_ui(ui: &mut Ui, form: &Form<'_>, path: &FieldPath) {
    let here = |f: &&crate::check::Finding| f.path == *path && f.waived.is_none() && BRACES.contains(&f.code);
    for finding in form.findings.iter().filter(here) {
        problem_ui(ui, finding.severity, &finding.message, &finding.hint);
    }
}

/// Where the `chars`th character begins, in bytes.
fn byte_of(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)
}

fn characters(text: &str, bytes: usize) -> usize {
    text.get(..bytes).map_or(0, |before| before.chars().count())
}
