//! The text of both sides: one over the other, or side by side in rows that stay level.

use super::sheet::{Look, Sheet, Shown, TextRow};
use super::state::{Compared, Comparing, Mode};
use super::{ends, words};
use crate::editor::panels::changes::format_of;
use crate::editor::tokens::{SPACE_S, TYPE_BODY, TYPE_SMALL, palette, semibold, small, soft, strong};
use crate::editor::view::Action;
use crate::editor::widgets::{clicked_once, hand_over, keep_focus_in_view, long_list_ui, row_button_ui};
use crate::redline::{FieldChange, Run, take_back};
use crate::session::Session;
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Button, FontId, Frame, Id, Label, Margin, RichText, Stroke, Ui, vec2};
use std::sync::Arc;

/// Points a level of a list is indented.
const INDENT: f32 = 18.0;
/// Height of a line that stands for unchanged rows, in points.
const FOLDED: f32 = 26.0;
/// Around a row, in points.
const INNER: Margin = Margin::symmetric(4, 1);

pub(super) fn text_ui(
    ui: &mut Ui,
    session: &Session,
    compared: &Arc<Compared>,
    comparing: &mut Comparing,
    actions: &mut Vec<Action>,
) {
    let sheet = &compared.sheet;
    if sheet.stops.is_empty() {
        ui.add_space(SPACE_S);
        ui.label(soft(ui, words::SAME_TEXT));
        return;
    }
    let sides = comparing.mode() == Mode::Sides;
    ui.label(small(ui, if sides { words::LEGEND_SIDES } else { words::LEGEND }));
    if sides {
        // Above the words of each side, which have a margin.
        Frame::new().inner_margin(INNER).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - SPACE_S);
            let other = words::title_of(&compared.other);
            columns_ui(ui, |ui, left| {
                let name = if left { other.as_str() } else { words::THIS };
                drop(ui.add(Label::new(strong(name).size(TYPE_SMALL)).truncate()));
            });
        });
    }
    let shown = sheet.shown(&comparing.unfolded);
    comparing.heights.resize(shown.len(), None);
    let stop = comparing.stop.and_then(|stop| sheet.stops.get(stop)).copied();
    let arrive = std::mem::take(&mut comparing.arrive);
    let takes = arrive && !comparing.quietly;
    let wanted = stop.filter(|_| arrive).and_then(|row| shown.iter().position(|s| *s == Shown::Row(row)));
    let width = ui.available_width();
    let heights: Vec<f32> = shown
        .iter()
        .zip(&comparing.heights)
        .map(|(row, known)| known.unwrap_or_else(|| estimate(sheet, row, width, sides)))
        .collect();
    let read_only = session.read_only().is_some();
    let (mut measured, mut toggled) = (Vec::new(), None);
    long_list_ui(ui, "text compared", heights.iter().copied(), wanted, |ui, index| {
        let drawn = ui.scope(|ui| {
            ui.set_max_width(ui.available_width() - SPACE_S);
            match shown.get(index) {
                Some(Shown::Row(at)) => {
                    let Some(row) = sheet.rows.get(*at) else { return };
                    let look = Drawn { compared, row, at: *at, sides, read_only };
                    look.row_ui(ui, stop == Some(*at), stop == Some(*at) && takes, actions);
                }
                Some(Shown::Folded(range)) => {
                    let text = words::folded(range.len(), comparing.unfolded.contains(&range.start));
                    let id = Id::unique(("unchanged text", range.start));
                    let line =
                        row_button_ui(ui, id, FOLDED, false, Role::DisclosureTriangle, &text, |ui, rect| {
                            let p = palette(ui);
                            ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, p.line));
                            let galley = ui.painter().layout_no_wrap(
                                text.clone(),
                                FontId::proportional(TYPE_SMALL),
                                p.ink_soft,
                            );
                            let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
                            ui.painter().rect_filled(at.expand2(vec2(8.0, 0.0)), 0.0, p.sheet);
                            ui.painter().galley(at.min, galley, p.ink_soft);
                        });
                    let open = comparing.unfolded.contains(&range.start);
                    ui.ctx().accesskit_node_builder(line.id, |node| node.set_expanded(open));
                    if line.clicked() {
                        toggled = Some(range.start);
                    }
                }
                None => {}
            }
        });
        measured.push((index, drawn.response.rect.height()));
    });
    keep_focus_in_view(ui);
    comparing.note_heights(ui, measured, wanted);
    if let Some(first) = toggled {
        if !comparing.unfolded.remove(&first) {
            comparing.unfolded.insert(first);
        }
        comparing.heights.clear();
        ui.ctx().request_repaint();
    }
}

/// About how high a row will be, before it was drawn.
fn estimate(sheet: &Sheet, shown: &Shown, width: f32, sides: bool) -> f32 {
    const LINE: f32 = 19.0;
    let Shown::Row(at) = shown else { return FOLDED };
    let Some(row) = sheet.rows.get(*at) else { return LINE };
    let letters: usize = row.words.0.iter().map(|bit| bit.text.len()).sum();
    let width = if sides { width / 2.0 } else { width };
    let lines = (letters as f32 / (width / 7.0).max(20.0)).ceil().max(1.0);
    let more = if row.look == Look::Text { 4.0 } else { 16.0 };
    LINE * (lines + if row.note.is_some() { 1.0 } else { 0.0 }) + more
}

/// Two columns of one width, the old side at the left; `true` for that.
fn columns_ui(ui: &mut Ui, mut column: impl FnMut(&mut Ui, bool)) {
    ui.columns(2, |columns| {
        for (ui, left) in columns.iter_mut().zip([true, false]) {
            column(ui, left);
        }
    });
}

struct Drawn<'c> {
    compared: &'c Arc<Compared>,
    row: &'c TextRow,
    at: usize,
    sides: bool,
    read_only: bool,
}

impl Drawn<'_> {
    fn row_ui(&self, ui: &mut Ui, current: bool, arrive: bool, actions: &mut Vec<Action>) {
        let p = palette(ui);
        let row = self.row;
        if row.look != Look::Text {
            ui.add_space(SPACE_S);
        }
        let stroke = if current { Stroke::new(1.5, p.accent) } else { Stroke::NONE };
        let frame = Frame::new().stroke(stroke).corner_radius(4.0).inner_margin(INNER);
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            if let Some(note) = &row.note {
                ui.label(RichText::new(note.as_str()).size(TYPE_SMALL).color(p.accent));
            }
            if self.sides {
                // Both begin at the same height: what can be done stands at the right end.
                columns_ui(ui, |ui, left| {
                    if left {
                        self.side_ui(ui, left);
                    } else {
                        self.headed_ui(ui, |ui| self.side_ui(ui, left), arrive, actions);
                    }
                });
            } else {
                self.headed_ui(ui, |ui| self.words_ui(ui, None), arrive, actions);
            }
            self.meanings_ui(ui);
        });
    }

    fn side_ui(&self, ui: &mut Ui, left: bool) {
        if if left { self.row.sides.0 } else { self.row.sides.1 } {
            self.words_ui(ui, Some(left));
        } else {
            ui.label(small(ui, words::NOT_HERE));
        }
    }

    /// The words of one side, or of both in one.
    fn words_ui(&self, ui: &mut Ui, left: Option<bool>) {
        let job = self.job(ui, left);
        ui.horizontal_top(|ui| {
            ui.add_space(f32::from(self.row.indent) * INDENT);
            let label = ui.add(Label::new(job).wrap());
            if self.row.changed && left != Some(true) {
                let said = words::spoken_text(&self.row.words);
                ui.ctx().accesskit_node_builder(label.id, |node| node.set_description(said));
            }
        });
    }

    fn job(&self, ui: &Ui, left: Option<bool>) -> LayoutJob {
        let p = palette(ui);
        let row = self.row;
        let font = match row.look {
            Look::Section => semibold(17.0),
            Look::Clause => semibold(TYPE_BODY),
            Look::Text => FontId::proportional(TYPE_BODY),
        };
        let ink = if row.changed || row.look != Look::Text { p.ink } else { p.ink_soft };
        let mut job = LayoutJob::default();
        let (old, new) = (row.labels.0.as_str(), row.labels.1.as_str());
        let label = match left {
            Some(true) => old.to_owned(),
            Some(false) => new.to_owned(),
            None if old == new || old.is_empty() || new.is_empty() => {
                if new.is_empty() { old } else { new }.to_owned()
            }
            None => words::renumbered(old, new),
        };
        if !label.is_empty() {
            let soft = TextFormat::simple(font.clone(), p.ink_soft);
            job.append(&format!("{label}  "), 0.0, soft);
        }
        let mut before = Run::Same;
        for bit in &row.words.0 {
            let hidden = matches!((left, bit.run), (Some(true), Run::Added) | (Some(false), Run::Removed));
            if hidden {
                continue;
            }
            let text = if left == Some(true) { bit.was.as_deref().unwrap_or(&bit.text) } else { &bit.text };
            let text = text.replace('\u{2029}', "\n");
            // The stroke of one word must not run into the line under the next.
            if before == Run::Removed && bit.run == Run::Added && left.is_none() {
                job.append(" ", 0.0, TextFormat::simple(font.clone(), ink));
            }
            before = bit.run;
            let format = match bit.run {
                Run::Same => TextFormat::simple(font.clone(), ink),
                run => TextFormat { font_id: font.clone(), ..format_of(ui, run) },
            };
            job.append(&text, 0.0, format);
        }
        job
    }

    /// The changes of fields that make a clause differ.
    fn fields(&self) -> Vec<&FieldChange> {
        let changes = self.row.fields.iter().filter_map(|at| self.compared.changes.get(*at));
        changes.map(|change| &change.field).collect()
    }

    /// At the heading of a clause: what makes it differ.
    fn meanings_ui(&self, ui: &mut Ui) {
        let fields = self.fields();
        let told = fields.iter().filter(|f| f.meaning.is_some());
        let meanings: Vec<String> = told.map(|f| f.sentence()).collect();
        for meaning in meanings.iter().take(words::MOST_MEANINGS) {
            ui.add(Label::new(small(ui, meaning.as_str())).wrap());
        }
        if let Some(rest) = meanings.len().checked_sub(words::MOST_MEANINGS).filter(|rest| *rest > 0) {
            ui.label(small(ui, words::and_more(rest)));
        }
    }

    /// A line; at the heading of a clause with the way to its fields, and the way back for all of them.
    fn headed_ui(&self, ui: &mut Ui, line: impl FnOnce(&mut Ui), arrive: bool, actions: &mut Vec<Action>) {
        let fields = self.fields();
        let Some(first) = fields.first() else { return line(ui) };
        ends::line_ui(ui, &[words::GO, words::TAKE_BACK_CLAUSE], line, |ui| {
            let clause = self.row.words.new_text();
            let go = ui.add(Button::new(RichText::new(words::GO).size(TYPE_SMALL)));
            let go = go.accessible_name(words::go_to_clause(&clause, self.at));
            hand_over(&go, arrive);
            if go.clicked() {
                actions.push(Action::GoTo(first.path.clone()));
            }
            let edits = take_back(&self.compared.old, &self.compared.new, &fields);
            let enabled = !self.read_only && !edits.is_empty();
            let back = Button::new(RichText::new(words::TAKE_BACK_CLAUSE).size(TYPE_SMALL));
            let back =
                ui.add_enabled(enabled, back).accessible_name(words::take_back_clause(&clause, self.at));
            let why = if self.read_only { words::READ_ONLY } else { words::NOT_BACK };
            if clicked_once(&back.on_hover_text(words::TAKE_BACK_TIP).on_disabled_hover_text(why)) {
                let which = self.row.fields.clone();
                actions.push(Action::TakeBack {
                    compared: Arc::clone(self.compared),
                    which,
                    clause: Some(clause),
                });
            }
        });
    }
}
