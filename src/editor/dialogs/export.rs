//! What to export: the format, with the draft inside or not, final or marked as a draft; and what is in the way of a final
//! one.

use super::{Outcome, list_area, words as shared};
use crate::check::Summary;
use crate::editor::commands::Command;
use crate::editor::files::ExportOrder;
use crate::editor::panels::problems::Class;
use crate::editor::tokens::{SPACE_S, SPACE_XS, TYPE_SMALL, heading, palette, small};
use crate::editor::widgets::{Icon, OneStop, hand_over, icon_ui, primary_button_ui, spoken};
use crate::export::{Format, Formats};
use crate::session::Finalized;
use egui::accesskit::Role;
use egui::{Button, Checkbox, Frame, Id, Key, Label, Margin, Modifiers, RichText, Ui};
use std::path::PathBuf;

pub(super) mod words {
    use crate::check::Summary;
    use crate::export::Format;
    use crate::session::Finalized;

    pub const TITLE: &str = "Export";
    pub const FORMAT: &str = "Format";
    pub const SOURCE: &str = "Put the working file inside";
    pub const SOURCE_HELP: &str = "For your own files: it can be opened here again. Readers get every answer, remark and accepted problem.";
    pub const WITHOUT_SOURCE_HELP: &str = "Readers get the document alone, without answers or remarks.";
    pub const NO_SOURCE_HELP: &str = "This format cannot carry the working file.";
    pub const FINAL_HELP: &str = "For a final export only. One Undo takes it back.";
    pub const FINAL: &str = "Export final…";
    pub const DRAFT: &str = "Export as draft…";
    pub const AGAIN: &str = "Export again";
    pub const PROBLEMS: &str = "Show problems";
    pub const BLOCKED: &str =
        "A final export needs an agreement without them. A draft export is marked as a draft on every page.";
    pub const ALSO: &str = "Make at the same time, beside it";
    pub const WARNINGS: &str = "They do not stop an export.";

    /// What a format is for.
    pub fn purpose(format: Format) -> &'static str {
        match format {
            Format::Pdf => "To sign and to archive: PDF/A, readable by screen readers.",
            Format::Docx => "For the other side’s lawyer: a Word file with live numbers and references.",
            Format::Markdown => "To read and compare as text, in repositories and wikis.",
            Format::Html => "To read in a browser, on a telephone or an intranet: one file.",
            Format::Text => "The words alone.",
            Format::Json => "What was agreed, and the document that says it, as data for programs.",
            Format::OpenSlo => "The metrics alone, for monitoring tools.",
        }
    }

    /// "In the way of a final export: 3 still to fill in, 1 error"
    pub fn in_the_way(sum: Summary) -> String {
        let errors = match sum.wrong() {
            0 => String::new(),
            1 => "1 error".to_owned(),
            n => format!("{n} errors"),
        };
        let missing = match sum.missing {
            0 => String::new(),
            n => format!("{n} still to fill in"),
        };
        let parts: Vec<String> = [missing, errors].into_iter().filter(|p| !p.is_empty()).collect();
        format!("In the way of a final export: {}", parts.join(", "))
    }

    pub fn more(count: usize) -> String {
        if count == 1 { "and one more".to_owned() } else { format!("and {count} more") }
    }

    /// The box that makes the text final.
    pub fn finalize(made: &Finalized) -> String {
        match made.renumbered {
            true => format!("Set the status to Final and the version to {}", made.version),
            false => format!("Set the status to Final; the version stays {}", made.version),
        }
    }

    /// How many sections nobody has looked at; `keys` open the review.
    pub fn proposed(sections: usize, keys: &str) -> String {
        match sections {
            1 => format!("1 section is still as the form proposes; the review ({keys}) leads to it."),
            n => format!("{n} sections are still as the form proposes; the review ({keys}) leads to them."),
        }
    }

    /// How many clauses of the form the text goes without.
    pub fn left_out(clauses: usize) -> String {
        match clauses {
            1 => "1 clause of the form is left out.".to_owned(),
            n => format!("{n} clauses of the form are left out."),
        }
    }

    pub fn warnings(count: usize) -> String {
        match count {
            1 => "No errors; one warning.".to_owned(),
            n => format!("No errors; {n} warnings."),
        }
    }

    /// How many metrics an OpenSLO file would have.
    pub fn monitored(said: usize, all: usize) -> String {
        match all {
            0 => "Nothing yet: this agreement has no metrics.".to_owned(),
            _ if said == 0 => {
                format!("For monitoring tools: none of the {all} metrics can be said in it yet.")
            }
            _ if said == all => format!("For monitoring tools: all {all} metrics."),
            _ => format!("For monitoring tools: {said} of {all} metrics; the file says why not the others."),
        }
    }

    pub fn last(path: &std::path::Path) -> String {
        format!("Last time: {}", path.display())
    }
}

/// What is offered for a format. One line a format: whoever adds one adds a line.
struct Offered {
    format: Format,
    /// The draft can be put inside.
    carries_source: bool,
}

const OFFERED: &[Offered] = &[
    Offered { format: Format::Pdf, carries_source: true },
    Offered { format: Format::Docx, carries_source: true },
    Offered { format: Format::Markdown, carries_source: false },
    Offered { format: Format::Html, carries_source: false },
    Offered { format: Format::Text, carries_source: false },
    Offered { format: Format::Json, carries_source: false },
    Offered { format: Format::OpenSlo, carries_source: false },
];

/// A finding that stands in the way of a final export.
#[derive(Clone, Debug)]
pub struct Blocker {
    pub class: Class,
    pub message: String,
    pub place: String,
}

pub struct ExportDialog {
    format: Format,
    /// Made at the same time.
    also: Formats,
    /// How many of how many metrics can be said in OpenSLO.
    monitored: (usize, usize),
    with_source: bool,
    summary: Summary,
    blockers: Vec<Blocker>,
    /// Where it was exported to last, and as what.
    last: Option<(Format, PathBuf)>,
    /// What makes the text final, unless it is.
    finalized: Option<Finalized>,
    finalize: bool,
    /// How many sections are as the form proposes them.
    proposed: usize,
    /// Clauses of the form that are left out.
    left_out: usize,
    /// The formats on screen: Enter on one of them exports.
    choices: Vec<Id>,
}

/// Width of the column of names, in points.
const NAMES: f32 = 170.0;
/// Height of what stands above and below the choices, in points.
const AROUND: f32 = 220.0;
/// How many of the blockers are listed.
const LISTED: usize = 4;

impl ExportDialog {
    /// `last`: where the draft was exported to last.
    pub fn new(
        format: Format,
        with_source: bool,
        summary: Summary,
        blockers: Vec<Blocker>,
        last: Option<(Format, PathBuf)>,
    ) -> Self {
        Self {
            format,
            also: Formats::default(),
            monitored: (0, 0),
            with_source,
            summary,
            blockers,
            last,
            finalized: None,
            finalize: false,
            proposed: 0,
            left_out: 0,
            choices: Vec::new(),
        }
    }

    /// What else a final export is about: what makes the text final, unless it is, and how many sections are still as
    /// the form proposes them.
    pub fn ready(self, finalized: Option<Finalized>, proposed: usize, left_out: usize) -> Self {
        let finalize = finalized.is_some() && self.summary.is_clean();
        Self { finalized, finalize, proposed, left_out, ..self }
    }

    /// Further formats that are chosen already.
    pub fn several(self, also: Formats) -> Self {
        Self { also, ..self }
    }

    /// How many of all metrics can be said in OpenSLO.
    pub fn monitored(self, said: usize, all: usize) -> Self {
        Self { monitored: (said, all), ..self }
    }

    pub(super) fn export_ui(&mut self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        let at_choice = ui.memory(|m| m.focused()).is_some_and(|id| self.choices.contains(&id));
        let entered = at_choice && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        self.choices.clear();
        ui.label(heading(words::TITLE));
        ui.add_space(SPACE_S);
        // In a low window the choices scroll; what carries them out is always there.
        let height = (ui.ctx().content_rect().height() - AROUND).max(160.0);
        list_area(height).show(ui, |ui| self.choices_ui(ui, fresh));
        ui.add_space(SPACE_S * 2.0);
        self.buttons_ui(ui).or(entered.then(|| self.order(self.summary.errors > 0)))
    }

    fn choices_ui(&mut self, ui: &mut Ui, fresh: bool) {
        ui.set_width(ui.available_width());
        ui.scope(|ui| self.formats_ui(ui, fresh));
        self.also_ui(ui);
        // Whatever is chosen, nothing below moves under the pointer.
        let carries = self.carries_source();
        ui.add_space(SPACE_S);
        ui.add_enabled(carries, Checkbox::new(&mut self.with_source, words::SOURCE));
        let help = match (carries, self.with_source) {
            (false, _) => words::NO_SOURCE_HELP,
            (true, true) => words::SOURCE_HELP,
            (true, false) => words::WITHOUT_SOURCE_HELP,
        };
        ui.label(small(ui, help));
        if let Some(made) = self.finalized.as_ref().filter(|_| self.summary.is_clean()) {
            ui.add_space(SPACE_S);
            ui.checkbox(&mut self.finalize, words::finalize(made));
            ui.label(small(ui, words::FINAL_HELP));
        }
        if self.left_out > 0 {
            ui.label(small(ui, words::left_out(self.left_out)));
        }
        if self.proposed > 0 {
            ui.add_space(SPACE_S);
            ui.horizontal(|ui| {
                icon_ui(ui, Icon::Proposed, palette(ui).accent, 14.0);
                let keys = Command::Review.shortcut_text(ui.ctx());
                ui.add(Label::new(words::proposed(self.proposed, &keys)).wrap());
            });
        }
        self.problems_ui(ui);
    }

    fn formats_ui(&mut self, ui: &mut Ui, fresh: bool) {
        spoken::whole(ui, Role::RadioGroup, words::FORMAT, Some(OFFERED.len()));
        let chosen = OFFERED.iter().position(|offered| offered.format == self.format);
        let mut stop = OneStop::new(ui, chosen);
        for (index, offered) in OFFERED.iter().enumerate() {
            let chosen = self.format == offered.format;
            let row = ui.horizontal(|ui| {
                let (response, taken) = stop.radio_ui(ui, chosen, offered.format.label());
                let used = ui.min_rect().width();
                ui.add_space((NAMES - used).max(0.0));
                ui.add(Label::new(small(ui, self.purpose(offered.format))).truncate());
                (response, taken)
            });
            let (response, taken) = row.inner;
            spoken::item(ui.ctx(), response.id, index);
            hand_over(&response, fresh && chosen);
            self.choices.push(response.id);
            if taken {
                self.format = offered.format;
            }
        }
        stop.end(ui);
    }

    fn purpose(&self, format: Format) -> String {
        match format {
            Format::OpenSlo => words::monitored(self.monitored.0, self.monitored.1),
            other => words::purpose(other).to_owned(),
        }
    }

    /// The other formats; the chosen one is among them, so that nothing moves.
    fn also_ui(&mut self, ui: &mut Ui) {
        ui.add_space(SPACE_S);
        ui.label(small(ui, words::ALSO));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = SPACE_S * 2.0;
            spoken::whole(ui, Role::Group, words::ALSO, Some(OFFERED.len()));
            let mut stop = OneStop::new(ui, None);
            for offered in OFFERED {
                let main = self.format == offered.format;
                let taken = main || self.also.contains(offered.format);
                let draw = |ui: &mut Ui| stop.check_ui(ui, taken, offered.format.short()).clicked();
                if ui.add_enabled_ui(!main, draw).inner {
                    self.also.set(offered.format, !taken);
                }
            }
            stop.end(ui);
        });
    }

    fn carries_source(&self) -> bool {
        let made = |format| format == self.format || self.also.contains(format);
        OFFERED.iter().any(|o| made(o.format) && o.carries_source)
    }

    fn order(&self, draft: bool) -> Outcome {
        let with_source = self.with_source && self.carries_source();
        let finalize = self.finalize && !draft;
        let also = self.also.without(self.format);
        Outcome::Export(ExportOrder { format: self.format, also, with_source, draft, finalize })
    }

    fn problems_ui(&self, ui: &mut Ui) {
        ui.add_space(SPACE_S);
        let p = palette(ui);
        let (fill, ink, title, rest) = match self.summary {
            // What is only not there yet is no mistake.
            sum if sum.errors > 0 && sum.wrong() == 0 => {
                (p.accent_soft, p.accent, words::in_the_way(sum), words::BLOCKED)
            }
            sum if sum.errors > 0 => (p.error_soft, p.error, words::in_the_way(sum), words::BLOCKED),
            sum if sum.risks() > 0 => {
                (p.warning_soft, p.warning, words::warnings(sum.risks()), words::WARNINGS)
            }
            _ => return,
        };
        Frame::new().fill(fill).corner_radius(6.0).inner_margin(Margin::same(10)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(RichText::new(title).color(ink));
            ui.spacing_mut().item_spacing.y = SPACE_XS;
            ui.spacing_mut().interact_size.y = 18.0;
            for blocker in self.blockers.iter().take(LISTED) {
                ui.horizontal(|ui| {
                    icon_ui(ui, blocker.class.icon(), blocker.class.ink(p), 13.0);
                    let text = RichText::new(blocker.message.replace('\n', " ")).size(TYPE_SMALL);
                    ui.add(Label::new(text).truncate()).on_hover_text(blocker.place.as_str());
                });
            }
            if self.blockers.len() > LISTED {
                ui.label(small(ui, words::more(self.blockers.len() - LISTED)));
            }
            ui.label(small(ui, rest));
        });
    }

    fn buttons_ui(&self, ui: &mut Ui) -> Option<Outcome> {
        let mut outcome = None;
        if let Some((format, path)) = &self.last {
            let said = if *format == self.format { words::last(path) } else { " ".to_owned() };
            ui.add(Label::new(small(ui, said)).truncate());
        }
        ui.horizontal_wrapped(|ui| {
            let blocked = self.summary.errors > 0;
            if !blocked && primary_button_ui(ui, words::FINAL).clicked() {
                outcome = Some(self.order(false));
            }
            let as_draft =
                if blocked { primary_button_ui(ui, words::DRAFT) } else { ui.button(words::DRAFT) };
            if as_draft.clicked() {
                outcome = Some(self.order(true));
            }
            let again = self.last.as_ref().map(|(format, _)| *format == self.format);
            if again.is_some_and(|same| ui.add_enabled(same, Button::new(words::AGAIN)).clicked()) {
                outcome = Some(Outcome::ExportAgain);
            }
            if blocked && ui.button(words::PROBLEMS).clicked() {
                outcome = Some(Outcome::ShowProblems);
            }
            if ui.button(shared::CANCEL).clicked() {
                outcome = Some(Outcome::Close);
            }
        });
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_offered_once_and_says_what_for() {
        for format in Format::ALL {
            let offers: Vec<_> = OFFERED.iter().filter(|o| o.format == format).collect();
            assert!(
                matches!(offers.as_slice(), [one] if !words::purpose(one.format).is_empty()),
                "{format:?}"
            );
        }
    }

    #[test]
    fn what_is_in_the_way_is_counted_by_what_it_asks_for() {
        let sum = Summary { errors: 5, missing: 3, ..Summary::default() };
        assert_eq!(words::in_the_way(sum), "In the way of a final export: 3 still to fill in, 2 errors");
    }
}
