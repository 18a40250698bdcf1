//! The tiers of a metric: a table, and the scale that they make.

use super::context::Form;
use super::scale::scale_ui;
use super::table::{light, lit};
use crate::check::{Finding, ScalePart};
use crate::draft::Edit;
use crate::editor::view::Action;
use crate::value::FieldPath;
use egui::{Button, Ui};

/// Beside the button for a new tier: puts the tiers into order.
pub fn sort_ui(ui: &mut Ui, form: &mut Form<'_>, list: &FieldPath, ids: &[String]) {
    if form.read_only || ids.len() < 2 {
        return;
    }
    let Some(scale) = form.view.scale_of(form.draft, list) else { return };
    let sorted = scale.best_first == ids;
    let button = ui.add_enabled(!sorted, Button::new(words::SORT));
    let button = button.on_disabled_hover_text(words::SORTED);
    if button.clicked() {
        let moves = scale.best_first.iter().enumerate();
        let edits = moves.map(|(to, id)| Edit::Move { list: list.clone(), id: id.clone(), to }).collect();
        form.actions.push(Action::Edit { edits, name: words::STEP.to_owned(), key: None });
    }
}

/// Below the table: the scale, which points out the row that is pointed at, and the other way round.
pub fn tiers_ui(ui: &mut Ui, form: &mut Form<'_>, list: &FieldPath, at_row: Option<String>) {
    let Some(scale) = form.view.scale_of(form.draft, list) else { return };
    let lit = lit(ui, list);
    // A finding that stands above says it already.
    let shown = |f: &Finding| form.view.show_all || form.view.left.contains(&f.path);
    let open = form.findings.iter().filter(|f| f.waived.is_none() && f.path.is_within(list) && shown(f));
    let said: Vec<&str> = open.map(|f| f.message.as_str()).collect();
    let is_said = |part: &ScalePart| said.iter().any(|message| message.starts_with(&part.band));
    let pointed = scale_ui(ui, &scale, lit.as_deref(), is_said);
    light(ui, list, pointed.or(at_row));
}

mod words {
    pub const SORT: &str = "Sort, best first";
    pub const SORTED: &str = "The tiers are in order already.";
    pub const STEP: &str = "Sort tiers";
}
