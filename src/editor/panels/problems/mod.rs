//! The list of problems: what, where, how to mend it, and the way there.

mod chosen;
mod filter;
mod head;
mod list;
mod rows;
pub mod words;

pub use filter::{Class, Filter};
pub use rows::{Listed, is_fixable};

use crate::check::{Finding, Summary};
use crate::draft::Profile;
use crate::editor::tokens::small;
use crate::editor::view::Action;
use crate::store::ProblemGroups;
use chosen::Chosen;
use egui::{Id, Ui};
use list::Lines;
use std::collections::HashSet;

/// The list as the user looks at it, whichever draft is in front.
#[derive(Default)]
pub struct ProblemList {
    pub filter: Filter,
    /// Groups that are folded, by their keys.
    pub folded: HashSet<String>,
    /// The finding whose row has the keyboard.
    pub focused: Option<usize>,
    /// The finding that was the current one in the frame before.
    seen: Option<usize>,
    /// What is fixed or accepted together.
    pub chosen: Chosen,
}

/// Height of the panel when it has nothing to list, with its margins, in points.
pub const HEAD: f32 = 48.0;

/// Under this id the list remembers what takes the keyboard for it: its first row, or its first filter.
pub fn list_id() -> Id {
    Id::unique("problem filter")
}

/// The id that takes the keyboard for a problem's row.
pub fn row_id(index: usize) -> Id {
    Id::unique(("problem", index))
}

/// What the panel is about.
pub struct Problems<'a> {
    pub findings: &'a [Finding],
    pub rules: Profile,
    /// The finding that was gone to last.
    pub current: Option<usize>,
    pub read_only: bool,
    /// The id of the draft.
    pub draft: &'a str,
}

/// `listed` has been brought up to date.
pub fn problems_ui(
    ui: &mut Ui,
    problems: &Problems<'_>,
    listed: &Listed,
    list: &mut ProblemList,
    by: &mut ProblemGroups,
    actions: &mut Vec<Action>,
) {
    let findings = problems.findings;
    let quiet = is_quiet(findings, &list.filter);
    list.chosen.within(problems.draft);
    head::head_ui(ui, problems, list, by, actions);
    list.focused = None;
    if quiet {
        return;
    }
    let rows = listed.rows(&list.folded);
    if rows.is_empty() {
        ui.horizontal(|ui| {
            ui.label(small(ui, words::NO_FILTERED));
            if ui.button(words::SHOW_ALL).clicked() {
                list.filter = Filter::default();
            }
        });
        return;
    }
    let lines = Lines::new(ui, problems, &listed.groups, &rows);
    list::list_ui(ui, &lines, list, actions);
}

/// Whether there is nothing to list, so that the form can have the room.
pub fn is_quiet(findings: &[Finding], filter: &Filter) -> bool {
    let sum = Summary::of(findings);
    sum.errors + sum.warnings == 0 && !findings.iter().any(|f| filter.has(Class::of(f)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Severity;
    use crate::draft::Edit;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    #[test]
    fn an_empty_list_says_what_it_means_and_what_it_leaves_out() {
        assert!(words::nothing(Summary::default()).ends_with("can be exported as final."));
        let hints = Summary { hints: 2, ..Summary::default() };
        assert!(words::nothing(hints).ends_with("2 hints on style or balance are folded away."));
        let hint = filter::finding(Severity::Hint, false, None);
        assert!(is_quiet(std::slice::from_ref(&hint), &Filter::default()));
    }

    #[test]
    fn the_rules_of_another_business_are_chosen_by_an_edit_of_the_draft() {
        let state = (ProblemList::default(), Vec::<Action>::new(), false);
        let findings = [filter::finding(Severity::Error, false, None)];
        let draw = move |ui: &mut Ui, (list, actions, ready): &mut (ProblemList, Vec<Action>, bool)| {
            // Fonts are there from the second frame on.
            if *ready {
                let problems = Problems {
                    findings: &findings,
                    rules: Profile::Cloud,
                    current: None,
                    read_only: false,
                    draft: "d",
                };
                let mut by = ProblemGroups::Section;
                problems_ui(ui, &problems, &Listed::default(), list, &mut by, actions);
            } else {
                crate::editor::fonts::install(ui.ctx());
                ui.ctx().request_repaint();
                *ready = true;
            }
        };
        let mut harness = Harness::builder().with_size([1100.0, 500.0]).build_ui_state(draw, state);
        harness.run();
        harness.get_by_label("Rules for").click();
        harness.run();
        harness.get_by_label("Rules for network").click();
        harness.run();
        let edits: Vec<_> = harness
            .state()
            .1
            .iter()
            .filter_map(|a| match a {
                Action::Edit { edits, name, .. } => Some((edits.clone(), name.clone())),
                _ => None,
            })
            .collect();
        assert_eq!(edits, [(vec![Edit::set("profile", "Network")], "Check as network".to_owned())]);
    }

    /// The texts that are drawn, with their widths.
    fn drawn(shapes: &[egui::epaint::ClippedShape]) -> Vec<(String, f32)> {
        let texts = shapes.iter().filter_map(|shape| match &shape.shape {
            egui::Shape::Text(text) => Some((text.galley.text().to_owned(), text.galley.size().x)),
            _ => None,
        });
        texts.collect()
    }

    #[test]
    fn a_long_message_keeps_its_place_in_sight_and_the_chosen_row_shows_all_of_it() {
        let finding = |place: &str| Finding {
            message: "A word that says too little about too much stands here. ".repeat(9),
            place: place.to_owned(),
            ..filter::finding(Severity::Error, false, None)
        };
        let findings =
            [finding("Parties › Customer › Legal name"), finding("Metrics › Availability › Target")];
        let mut listed = Listed::default();
        listed.update(1, &findings, &Filter::default(), ProblemGroups::None);
        let draw = move |ui: &mut Ui, (list, ready): &mut (ProblemList, bool)| {
            if *ready {
                let (rules, draft) = (Profile::Cloud, "d");
                let problems =
                    Problems { findings: &findings, rules, current: Some(0), read_only: false, draft };
                problems_ui(ui, &problems, &listed, list, &mut ProblemGroups::None.clone(), &mut Vec::new());
            } else {
                crate::editor::fonts::install(ui.ctx());
                ui.ctx().request_repaint();
                *ready = true;
            }
        };
        let state = (ProblemList::default(), false);
        let mut harness = Harness::builder().with_size([1100.0, 500.0]).build_ui_state(draw, state);
        harness.run();
        let rows = harness.query_all_by_role(egui::accesskit::Role::ListItem);
        let heights: Vec<f32> = rows.map(|row| row.rect().height()).collect();
        assert_eq!(heights.len(), 2);
        assert!(heights[0] > 50.0 && heights[1] < 27.0, "{heights:?}");
        let texts = drawn(&harness.output().shapes);
        let place = texts.iter().find(|(text, _)| text.starts_with("Metrics › Availability › Target"));
        assert!(place.is_some_and(|(_, width)| *width > 130.0), "{texts:?}");
    }
}
