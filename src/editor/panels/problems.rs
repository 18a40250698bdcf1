//! The list of problems: what, where, how to mend it, and the way there.

use crate::check::{Finding, Severity, Summary};
use crate::draft::{Edit, Profile};
use crate::editor::tokens::{SPACE_S, TYPE_SMALL, palette, small, strong};
use crate::editor::view::Action;
use crate::editor::widgets::{row_button_ui, severity_ui};
use crate::value::Leaf;
use crate::value::capitalised;
use egui::accesskit::Role;
use egui::{Button, ComboBox, FontId, Id, Label, RichText, ScrollArea, Ui, vec2};
use std::ops::Range;

/// Which findings the list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filter {
    pub errors: bool,
    pub warnings: bool,
    pub hints: bool,
    pub accepted: bool,
}

impl Default for Filter {
    fn default() -> Self {
        // Hints are matters of style and balance: folded away until somebody asks for them.
        Self { errors: true, warnings: true, hints: false, accepted: false }
    }
}

impl Filter {
    pub fn shows(self, finding: &Finding) -> bool {
        if finding.waived.is_some() {
            return self.accepted;
        }
        match finding.severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Hint => self.hints,
        }
    }
}

/// Under this id the list remembers what takes the keyboard for it: its first filter.
pub fn list_id() -> Id {
    Id::unique("problem filter")
}

/// The id that takes the keyboard for a problem's row.
pub fn row_id(index: usize) -> Id {
    Id::unique(("problem", index))
}

pub fn problems_ui(
    ui: &mut Ui,
    findings: &[Finding],
    rules: Profile,
    filter: &mut Filter,
    current: Option<usize>,
    actions: &mut Vec<Action>,
) {
    let quiet = is_quiet(findings, *filter);
    head_ui(ui, findings, rules, filter, actions);
    if quiet {
        return;
    }
    let shown: Vec<(usize, &Finding)> =
        findings.iter().enumerate().filter(|(_, f)| filter.shows(f)).collect();
    if shown.is_empty() {
        ui.label(small(ui, "Nothing to show with this filter."));
        return;
    }
    let mut area = ScrollArea::vertical().auto_shrink(false);
    // The problem that was gone to last comes into the list's view.
    let memory = Id::unique("problem in view");
    let (last, seen): (Option<usize>, Range<usize>) = ui.data(|d| d.get_temp(memory)).unwrap_or_default();
    let at = current.and_then(|c| shown.iter().position(|(index, _)| *index == c));
    if let Some(at) = at.filter(|at| current != last && !seen.contains(at)) {
        let height = ROW + ui.spacing().item_spacing.y;
        area = area.vertical_scroll_offset(at.saturating_sub(1) as f32 * height);
    }
    area.show_rows(ui, ROW, shown.len(), |ui, range| {
        let whole = range.start..range.end.saturating_sub(1);
        ui.data_mut(|d| d.insert_temp(memory, (current, whole)));
        for (index, finding) in shown.get(range).unwrap_or_default() {
            row_ui(ui, *index, finding, current == Some(*index), actions);
        }
    });
}

const ROW: f32 = 42.0;
/// Height of the panel when it has nothing to list, with its margins, in points.
pub const HEAD: f32 = 48.0;

/// Whether there is nothing to list, so that the form can have the room.
pub fn is_quiet(findings: &[Finding], filter: Filter) -> bool {
    let sum = Summary::of(findings);
    sum.errors + sum.warnings == 0 && !findings.iter().any(|f| filter.shows(f))
}

/// What is said instead of an empty list.
fn nothing_shown(findings: &[Finding]) -> String {
    match Summary::of(findings).hints {
        0 => "No problems. The agreement is ready.".to_owned(),
        1 => "No problems. One hint on style or balance is folded away.".to_owned(),
        n => format!("No problems. {n} hints on style or balance are folded away."),
    }
}

fn head_ui(
    ui: &mut Ui,
    findings: &[Finding],
    rules: Profile,
    filter: &mut Filter,
    actions: &mut Vec<Action>,
) {
    let summary = Summary::of(findings);
    ui.horizontal(|ui| {
        ui.label(strong("Problems"));
        let toggle = |ui: &mut Ui, on: &mut bool, count: usize, one: &str, many: &str| {
            let text = format!("{count} {}", if count == 1 { one } else { many });
            let response = ui.add(Button::selectable(*on, RichText::new(text).size(TYPE_SMALL)).frame(true));
            if response.clicked() {
                *on = !*on;
            }
            response.id
        };
        let first = toggle(ui, &mut filter.errors, summary.errors, "error", "errors");
        ui.data_mut(|d| d.insert_temp(list_id(), first));
        toggle(ui, &mut filter.warnings, summary.warnings, "warning", "warnings");
        toggle(ui, &mut filter.hints, summary.hints, "hint", "hints");
        if summary.waived > 0 {
            toggle(ui, &mut filter.accepted, summary.waived, "accepted", "accepted");
        }
        rules_ui(ui, rules, actions);
        if is_quiet(findings, *filter) {
            ui.add(Label::new(small(ui, nothing_shown(findings))).truncate());
        }
    });
}

/// The kind of business whose rules apply; another one can be chosen for this draft.
fn rules_ui(ui: &mut Ui, rules: Profile, actions: &mut Vec<Action>) {
    let label = ui.label(small(ui, "Rules for"));
    let combo = ComboBox::from_id_salt("rules for").selected_text(small(ui, capitalised(rules.label())));
    let shown = combo.show_ui(ui, |ui| {
        for kind in Profile::ALL {
            if ui.selectable_label(*kind == rules, capitalised(kind.label())).clicked() && *kind != rules {
                let edit = Edit::set("profile", Leaf::text(kind));
                actions.push(Action::edit(edit, format!("Check as {}", kind.label())));
            }
        }
    });
    let tip = "The kind of business decides which rules apply; kept in the draft";
    shown.response.labelled_by(label.id).on_hover_text(tip);
}

fn row_ui(ui: &mut Ui, index: usize, finding: &Finding, current: bool, actions: &mut Vec<Action>) {
    ui.push_id((finding.code, finding.path.as_str(), index), |ui| {
        ui.horizontal(|ui| {
            severity_ui(ui, finding.severity);
            let buttons = 70.0 + if finding.fix.is_some() { 60.0 } else { 0.0 } + 78.0;
            let width = (ui.available_width() - buttons - 3.0 * SPACE_S).max(120.0);
            ui.scope(|ui| {
                ui.set_max_width(width);
                let name = format!("{}: {}", finding.severity.name(), finding.message);
                let response = row_button_ui(
                    ui,
                    row_id(index),
                    ROW - 4.0,
                    current,
                    Role::ListItem,
                    &name,
                    |ui, rect| {
                        paint_finding(ui, rect, finding);
                    },
                );
                if response.on_hover_text(hover(finding)).clicked() {
                    actions.push(Action::GoToProblem(index));
                }
            });
            if let Some(fix) = &finding.fix
                && ui.button("Fix").on_hover_text(fix.title.as_str()).clicked()
            {
                actions.push(Action::Fix { finding: index });
            }
            if ui.button("Explain").on_hover_text(format!("What rule {} is about", finding.code)).clicked() {
                actions.push(Action::Explain(finding.code.to_owned()));
            }
            let accept = if finding.waived.is_some() { "Reopen" } else { "Accept…" };
            let tip = "Accept the problem and say why; the reason is kept in the draft";
            if ui.button(accept).on_hover_text(tip).clicked() {
                actions.push(Action::Waive { finding: index });
            }
        });
    });
}

fn paint_finding(ui: &Ui, rect: egui::Rect, finding: &Finding) {
    let p = palette(ui);
    let painter = ui.painter_at(rect);
    let left = rect.left_top() + vec2(6.0, 3.0);
    let line = |text: String, size: f32, ink| {
        let mut job = egui::text::LayoutJob::simple_singleline(text, FontId::proportional(size), ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 12.0);
        painter.layout_job(job)
    };
    let first = line(finding.message.replace('\n', " "), 14.0, p.ink);
    let below = left + vec2(0.0, first.size().y);
    painter.galley(left, first, p.ink);
    let mut place = finding.place.clone();
    if place.is_empty() {
        place =
            if finding.section.is_empty() { "Whole agreement".to_owned() } else { finding.section.clone() };
    }
    let more = match &finding.waived {
        Some(reason) => format!("{place}  ·  accepted: {reason}"),
        None => format!("{place}  ·  {}", capitalised(&finding.hint)),
    };
    painter.galley(below, line(more.replace('\n', " "), TYPE_SMALL, p.ink_soft), p.ink_soft);
}

fn hover(finding: &Finding) -> String {
    format!("{}\n{}\n{} ({})", finding.message, finding.hint, finding.place, finding.code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::FieldPath;

    fn finding(severity: Severity, waived: Option<&str>) -> Finding {
        Finding {
            code: "D02",
            severity,
            path: FieldPath::root(),
            section: String::new(),
            place: String::new(),
            message: "A message".to_owned(),
            hint: String::new(),
            fix: None,
            related: Vec::new(),
            waived: waived.map(str::to_owned),
            missing: false,
        }
    }

    #[test]
    fn hints_and_accepted_findings_are_folded_away_until_asked_for() {
        let (hint, accepted) = (finding(Severity::Hint, None), finding(Severity::Error, Some("agreed")));
        let mut filter = Filter::default();
        assert!(filter.shows(&finding(Severity::Warning, None)));
        assert!(!filter.shows(&hint) && !filter.shows(&accepted));
        (filter.hints, filter.accepted) = (true, true);
        assert!(filter.shows(&hint) && filter.shows(&accepted));
    }

    #[test]
    fn an_empty_list_says_what_it_leaves_out() {
        assert_eq!(nothing_shown(&[]), "No problems. The agreement is ready.");
        let hints = [finding(Severity::Hint, None), finding(Severity::Hint, None)];
        assert_eq!(nothing_shown(&hints), "No problems. 2 hints on style or balance are folded away.");
    }

    #[test]
    fn the_rules_of_another_business_are_chosen_by_an_edit_of_the_draft() {
        use egui_kittest::Harness;
        use egui_kittest::kittest::Queryable;
        let state = (Filter::default(), Vec::<Action>::new(), false);
        let draw = |ui: &mut Ui, (filter, actions, ready): &mut (Filter, Vec<Action>, bool)| {
            // Fonts are there from the second frame on.
            if *ready {
                problems_ui(ui, &[], Profile::Cloud, filter, None, actions);
            } else {
                crate::editor::fonts::install(ui.ctx());
                ui.ctx().request_repaint();
                *ready = true;
            }
        };
        let mut harness = Harness::new_ui_state(draw, state);
        harness.run();
        harness.get_by_label("Rules for").click();
        harness.run();
        harness.get_by_label("Network").click();
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
}
