//! What is drawn of credits: the scale of tiers or of points below their table, shares of the pool, and the slope of a credit
//! that grows with the shortfall.

use super::context::Form;
use super::scale::{Caption, scale_ui};
use super::slope::slope_ui;
use super::table::{light, lit};
use crate::check::{Finding, ScalePart};
use crate::draft::Edit;
use crate::editor::tokens::{SPACE_M, small};
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
    let caption = if list.as_str() == POINTS { words::POINTS } else { words::TIERS };
    let Some(scale) = form.view.scale_of(form.draft, list) else { return };
    let lit = lit(ui, list);
    // A finding that stands above says it already.
    let shown = |f: &Finding| form.view.show_all || form.view.left.contains(&f.path);
    let open = form.findings.iter().filter(|f| f.waived.is_none() && f.path.is_within(list) && shown(f));
    let said: Vec<&str> = open.map(|f| f.message.as_str()).collect();
    let is_said = |part: &ScalePart| said.iter().any(|message| message.starts_with(&part.band));
    let pointed = scale_ui(ui, &scale, caption, lit.as_deref(), is_said);
    light(ui, list, pointed.or(at_row));
}

const POINTS: &str = "credits.points_table";

/// At the end of a credit schedule: what its method comes to, where that can be drawn and no table does.
pub fn schedule_ui(ui: &mut Ui, form: &mut Form<'_>, schedule: &FieldPath) {
    match form.draft.text(&schedule.join("method")).as_str() {
        "Linear" => {
            if let Some(slope) = form.view.slope_of(form.draft, schedule) {
                slope_ui(ui, &slope);
            }
        }
        "Pool" => {
            if let Some(scale) = form.view.scale_of(form.draft, &schedule.join("weight")) {
                ui.add_space(SPACE_M);
                ui.label(small(ui, words::POOL.title));
                scale_ui(ui, &scale, words::POOL, Some(schedule.last()), |_| false);
            }
        }
        _ => {}
    }
}

mod words {
    use super::Caption;

    pub const TIERS: Caption =
        Caption { title: "Scale of the tiers", note: "Drawn wider where small differences count." };
    pub const POINTS: Caption = Caption { title: "Scale of the points", note: "" };
    pub const POOL: Caption = Caption { title: "Shares of the pool", note: "" };
    pub const SORT: &str = "Sort, best first";
    pub const SORTED: &str = "The tiers are in order already.";
    pub const STEP: &str = "Sort tiers";
}
