//! Two states of a draft laid over each other: field by field, and long texts word by word.

use crate::editor::tokens::{
    SPACE_M, SPACE_S, SPACE_XS, TYPE_BODY, TYPE_SMALL, italic, palette, section, small, soft, strong,
};
use crate::redline::{self, ChangeKind, FieldChange, Piece, Run};
use egui::text::{LayoutJob, TextFormat};
use egui::{Button, Color32, FontId, Frame, Label, Margin, Stroke, Ui};
use std::borrow::Cow;

mod words {
    use crate::redline::{ChangeKind, FieldChange};

    pub const NOT_IN_FORM: &str = "Not shown in the form";
    pub const SHOW_ALL: &str = "Show all of them";
    pub const NOTHING: &str = "nothing entered";

    pub fn not_shown(count: usize) -> String {
        if count == 1 { "One more is not shown.".to_owned() } else { format!("{count} more are not shown.") }
    }

    pub fn moved(before: &str, after: &str) -> String {
        format!("from place {before} to {after}")
    }

    /// For those who hear the screen: strokes and lines under words say nothing to them.
    pub fn spoken(change: &FieldChange, said: impl Fn(&str) -> String) -> String {
        let (label, before, after) = (&change.label, said(&change.before), said(&change.after));
        match change.kind {
            ChangeKind::Added => format!("{label}, added: {after}"),
            ChangeKind::Removed => format!("{label}, removed: {before}"),
            ChangeKind::Moved => format!("{label}, moved {}", moved(&change.before, &change.after)),
            ChangeKind::Changed => format!("{label}, then: {before}; now: {after}"),
        }
    }
}

/// Changes to be shown, and how far they are unfolded.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    all: Vec<Shown>,
    /// How many are drawn.
    shown: usize,
}

#[derive(Clone, Debug)]
struct Shown {
    change: FieldChange,
    /// The words of a long text that was changed.
    pieces: Vec<Piece>,
}

/// More are drawn only if asked for.
const FIRST: usize = 100;

/// Characters of a value that are drawn; the middle of a longer one is left out.
const LONGEST: usize = 4_000;

impl Changes {
    pub fn new(changes: Vec<FieldChange>) -> Self {
        let all = changes
            .into_iter()
            .map(|change| {
                let compare = change.long && !change.before.is_empty() && !change.after.is_empty();
                let pieces = if compare { redline::words(&change.before, &change.after) } else { Vec::new() };
                Shown { change, pieces }
            })
            .collect();
        Self { all, shown: FIRST }
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// Draws the changes under the titles of their sections.
pub fn changes_ui(ui: &mut Ui, changes: &mut Changes) {
    let mut title = None;
    for shown in changes.all.iter().take(changes.shown) {
        let here = shown.change.section.as_str();
        if title != Some(here) {
            title = Some(here);
            ui.add_space(SPACE_M);
            ui.label(section(if here.is_empty() { words::NOT_IN_FORM } else { here }));
        }
        change_ui(ui, shown);
    }
    let rest = changes.all.len().saturating_sub(changes.shown);
    if rest > 0 {
        ui.add_space(SPACE_S);
        ui.label(soft(ui, words::not_shown(rest)));
        if ui.add(Button::new(words::SHOW_ALL)).clicked() {
            changes.shown = usize::MAX;
        }
    }
}

/// Both values of a change in one text: long ones word by word, `pieces` being their words.
pub fn values_job(ui: &Ui, change: &FieldChange, pieces: &[Piece]) -> LayoutJob {
    match change.kind {
        ChangeKind::Moved => moved(ui, change),
        _ if !pieces.is_empty() => in_words(ui, pieces),
        _ => whole(ui, change),
    }
}

fn change_ui(ui: &mut Ui, shown: &Shown) {
    let change = &shown.change;
    let p = palette(ui);
    let frame = Frame::new().stroke(Stroke::new(1.0, p.line)).corner_radius(6.0);
    frame.inner_margin(Margin::symmetric(10, 7)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = SPACE_XS;
        if !change.place.is_empty() {
            ui.add(Label::new(small(ui, change.place.join(" › "))).wrap());
        }
        ui.horizontal_wrapped(|ui| {
            ui.add(Label::new(strong(change.label.as_str())).wrap());
            if change.kind != ChangeKind::Changed {
                ui.label(small(ui, change.kind.word()));
            }
        });
        let response = ui.add(Label::new(values_job(ui, change, &shown.pieces)).wrap());
        let spoken = words::spoken(change, said);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(spoken));
    });
}

/// A value as it is spoken.
fn said(value: &str) -> String {
    match value.trim() {
        "" => words::NOTHING.to_owned(),
        value => shortened(value),
    }
}

/// How the words of a run are drawn.
pub fn format_of(ui: &Ui, run: Run) -> TextFormat {
    let p = palette(ui);
    let plain = TextFormat::simple(FontId::proportional(TYPE_BODY), p.ink);
    match run {
        Run::Same => plain,
        Run::Removed => TextFormat {
            color: p.error,
            background: p.error_soft,
            strikethrough: Stroke::new(1.0, p.error),
            ..plain
        },
        Run::Added => TextFormat {
            color: p.good,
            background: Color32::TRANSPARENT,
            underline: Stroke::new(1.0, p.good),
            ..plain
        },
    }
}

/// Both texts in one, long stretches of what did not change cut in the middle.
pub fn in_words(ui: &Ui, pieces: &[Piece]) -> LayoutJob {
    marked(ui, pieces, |piece| match piece.run {
        Run::Same => around(&piece.text).into(),
        Run::Removed | Run::Added => shortened(&piece.text).into(),
    })
}

/// Both texts in one, each piece as `shown` says.
pub fn marked<'p>(ui: &Ui, pieces: &'p [Piece], shown: impl Fn(&'p Piece) -> Cow<'p, str>) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut before = Run::Same;
    for piece in pieces {
        // The stroke of one word must not run into the line under the next.
        if before == Run::Removed && piece.run == Run::Added {
            job.append(" ", 0.0, format_of(ui, Run::Same));
        }
        before = piece.run;
        job.append(&shown(piece), 0.0, format_of(ui, piece.run));
    }
    job
}

/// A value as a whole in the place of another.
fn whole(ui: &Ui, change: &FieldChange) -> LayoutJob {
    let mut job = LayoutJob::default();
    let soft = TextFormat::simple(FontId::proportional(TYPE_BODY), palette(ui).ink_soft);
    let value = |job: &mut LayoutJob, text: &str, run: Run| {
        if text.is_empty() {
            job.append(words::NOTHING, 0.0, TextFormat { font_id: italic(TYPE_BODY), ..soft.clone() });
        } else {
            job.append(&shortened(text), 0.0, format_of(ui, run));
        }
    };
    match change.kind {
        ChangeKind::Added => value(&mut job, &change.after, Run::Added),
        ChangeKind::Removed => value(&mut job, &change.before, Run::Removed),
        _ => {
            value(&mut job, &change.before, Run::Removed);
            let many = change.before.len() + change.after.len() > 60;
            job.append(if many { "\n→  " } else { "  →  " }, 0.0, soft.clone());
            value(&mut job, &change.after, Run::Added);
        }
    }
    job
}

fn moved(ui: &Ui, change: &FieldChange) -> LayoutJob {
    let text = words::moved(&change.before, &change.after);
    LayoutJob::single_section(
        text,
        TextFormat::simple(FontId::proportional(TYPE_SMALL), palette(ui).ink_soft),
    )
}

/// The beginning and the end of what did not change: long stretches of it only hide what did.
fn around(text: &str) -> String {
    const KEPT: usize = 160;
    cut(text, KEPT, 3 * KEPT)
}

fn shortened(text: &str) -> String {
    cut(text, LONGEST / 2, LONGEST)
}

/// Letters that a cut moves at most to come to the end of a word.
const WORD: usize = 24;

/// A text of more than `most` characters by about its first and last `kept` ones, without halves of words.
fn cut(text: &str, kept: usize, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(kept).collect();
    let tail: String = text.chars().skip(count - kept).collect();
    let near = |rest: &str| rest.chars().count() <= WORD;
    let head =
        head.rsplit_once(char::is_whitespace).filter(|(_, half)| near(half)).map_or(&*head, |(h, _)| h);
    let tail = tail.split_once(char::is_whitespace).filter(|(half, _)| near(half)).map_or(&*tail, |(_, t)| t);
    format!("{} […] {}", head.trim_end(), tail.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_stretches_are_cut_in_the_middle() {
        assert_eq!(cut("abcdefgh", 2, 4), "ab […] gh");
        assert_eq!(cut("ÄÖÜ", 1, 3), "ÄÖÜ");
        assert_eq!(cut("one two three four five", 6, 12), "one […] five", "whole words");
        let long = "x".repeat(1_000_000);
        assert!(shortened(&long).len() < 5_000 && around(&long).len() < 400);
    }
}
