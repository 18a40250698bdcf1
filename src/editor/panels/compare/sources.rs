//! The choice of what the draft is compared with.

use super::state::{Comparing, With};
use super::words;
use crate::editor::commands::Command;
use crate::editor::tokens::{FORM_WIDTH, SPACE_S, SPACE_XS, soft, strong};
use crate::editor::view::Action;
use crate::session::{Session, Workspace};
use egui::{Button, ScrollArea, Ui, vec2};

pub(super) fn sources_ui(
    ui: &mut Ui,
    session: &Session,
    workspace: &Workspace,
    comparing: &mut Comparing,
    actions: &mut Vec<Action>,
) {
    ui.add_space(SPACE_S);
    ui.label(strong(words::CHOOSE));
    ui.add_space(SPACE_XS);
    let mut chosen = None;
    ScrollArea::vertical().id_salt("what to compare with").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(FORM_WIDTH.min(ui.available_width()));
        ui.spacing_mut().item_spacing.y = SPACE_S;
        if session.file().is_some() && choice_ui(ui, words::DISK, "") {
            chosen = Some(With::Disk);
        }
        for other in workspace.sessions().iter().filter(|s| s.id() != session.id()) {
            if choice_ui(ui, &words::open_draft(&other.title()), "") {
                chosen = Some(With::Open(other.id()));
            }
        }
        if choice_ui(ui, words::EARLIER, words::EARLIER_TIP) {
            actions.push(Action::Run(Command::History));
        }
        if choice_ui(ui, words::BLANK, "") {
            chosen = Some(With::Blank);
        }
        if choice_ui(ui, words::EXAMPLE, "") {
            chosen = Some(With::Example);
        }
        if choice_ui(ui, words::FILE, words::FILE_TIP) {
            actions.push(Action::ChooseToCompare);
        }
        if choice_ui(ui, words::RETURNED, words::RETURNED_TIP) {
            actions.push(Action::ChooseReturned);
        }
        ui.add_space(SPACE_S);
        ui.label(soft(ui, words::CHOOSE_HELP));
    });
    if let Some(with) = chosen {
        comparing.compare_with(with);
        ui.ctx().request_repaint();
    }
}

fn choice_ui(ui: &mut Ui, words: &str, tip: &str) -> bool {
    let size = vec2(ui.available_width().min(420.0), 0.0);
    let response = ui.add(Button::new(words).min_size(size).truncate());
    let response = if tip.is_empty() { response } else { response.on_hover_text(tip) };
    response.clicked()
}
