//! Below a target: what excuses its metric from it, each reason a way to where its limit stands.

use super::context::Form;
use crate::editor::tokens::{SPACE_S, SPACE_XS, TYPE_SMALL, palette, small};
use crate::editor::view::Action;
use crate::value::FieldPath;
use egui::{Button, Link, RichText, Ui, UiBuilder};

/// Reasons that are shown until all are asked for. Of one more than these all are shown: the button would take its room.
const FIRST: usize = 3;

/// The reasons below one another, each in full.
pub(super) fn excused_ui(ui: &mut Ui, form: &mut Form<'_>, path: &FieldPath) {
    if path.last() != "target" {
        return;
    }
    let excuses = form.view.excuses_of(form.draft, path, form.today);
    if excuses.is_empty() {
        return;
    }
    let fold = path.join("excused");
    let all = form.view.open.contains(fold.as_str());
    let many = excuses.len() > FIRST + 1;
    let shown = if many && !all { FIRST } else { excuses.len() };
    ui.vertical(|ui| {
        ui.label(small(ui, words::heading(excuses.len())));
        ui.indent(fold.as_str(), |ui| {
            // A reason that takes two lines is told from the next one.
            ui.spacing_mut().item_spacing.y = SPACE_XS;
            for excuse in excuses.iter().take(shown) {
                let text = RichText::new(excuse.words.as_str()).size(TYPE_SMALL).color(palette(ui).accent);
                if ui.add(Link::new(text)).on_hover_text(words::TIP).clicked() {
                    form.actions.push(Action::GoTo(excuse.path.clone()));
                }
            }
            if many {
                ui.spacing_mut().button_padding = egui::vec2(SPACE_S, 0.0);
                let text = if all { words::FEWER.to_owned() } else { words::more(excuses.len() - shown) };
                // The same button however many links stand above it.
                let builder = UiBuilder::new().scope_id(form.id(&fold));
                let button = Button::new(RichText::new(text).size(TYPE_SMALL));
                let button = ui.scope_builder(builder, |ui| ui.add(button)).inner;
                ui.ctx().accesskit_node_builder(button.id, |node| node.set_expanded(all));
                if button.clicked() {
                    form.view.set_open(&fold, !all);
                }
            }
        });
    });
}

mod words {
    pub const TIP: &str = "Show its limit";
    pub const FEWER: &str = "Show fewer";

    pub fn heading(count: usize) -> String {
        match count {
            1 => "Excused for 1 reason:".to_owned(),
            n => format!("Excused for {n} reasons:"),
        }
    }

    pub fn more(count: usize) -> String {
        format!("Show {count} more")
    }
}
