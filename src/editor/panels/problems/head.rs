//! The line above the list: counts that are filters, words to look for, grouping, and whose rules apply.

use super::filter::Class;
use super::rows::is_fixable;
use super::{ProblemList, Problems, is_quiet, list_id, words};
use crate::check::{Finding, Summary};
use crate::draft::{Edit, Profile};
use crate::editor::commands::Command;
use crate::editor::keyboard::keep_undo_in;
use crate::editor::tokens::{SPACE_S, SPACE_XS, TYPE_SMALL, palette, small, strong};
use crate::editor::view::Action;
use crate::editor::widgets::{DELETE, Icon, OneStop, icon_button_ui, marked, marked_ui, spoken};
use crate::store::ProblemGroups;
use crate::value::Leaf;
use egui::{Button, ComboBox, Id, Label, Popup, RichText, Stroke, TextEdit, Ui};

/// A panel lower than this, in points, has no room for a second line above its list; it can be pulled up.
const ROOM_FOR_TWO: f32 = 130.0;
/// Width of the choice of groups, in points.
const GROUPING: f32 = 104.0;

/// The choice of rules needs this width, in points.
const ROOM_FOR_RULES: f32 = 230.0;

pub fn head_ui(
    ui: &mut Ui,
    problems: &Problems<'_>,
    list: &mut ProblemList,
    by: &mut ProblemGroups,
    actions: &mut Vec<Action>,
) {
    let (findings, rules) = (problems.findings, problems.rules);
    let low = ui.available_height() < ROOM_FOR_TWO;
    ui.horizontal_wrapped(|ui| {
        ui.label(strong(words::TITLE));
        ui.spacing_mut().item_spacing.x = SPACE_XS;
        let mut first = None;
        let mut stop = OneStop::new(ui, None);
        for (class, count) in Class::count(findings) {
            if class == Class::Accepted && count == 0 {
                continue;
            }
            let id = class_ui(ui, &mut stop, list, class, count);
            if first.is_none() || stop.is_reached() {
                first = Some(id);
            }
        }
        stop.end(ui);
        if let Some(first) = first {
            ui.data_mut(|d| d.insert_temp(list_id(), first));
        }
        ui.add_space(SPACE_XS);
        if is_quiet(findings, &list.filter) {
            ui.add(Label::new(small(ui, words::nothing(Summary::of(findings)))).truncate());
            return;
        }
        let chosen = list.chosen.positions(findings);
        if !chosen.is_empty() && !problems.read_only {
            chosen_ui(ui, findings, chosen, list, actions);
            return;
        }
        text_ui(ui, list);
        if low && ui.available_size_before_wrap().x < GROUPING + ROOM_FOR_RULES {
            more_ui(ui, rules, by, actions);
            return;
        }
        grouping_ui(ui, by);
        if ui.available_width() >= ROOM_FOR_RULES {
            rules_ui(ui, rules, actions);
        }
    });
}

/// One count; shows or hides its findings.
fn class_ui(ui: &mut Ui, stop: &mut OneStop, list: &mut ProblemList, class: Class, count: usize) -> Id {
    let p = palette(ui);
    let on = list.filter.has(class);
    let words = words::count(class, count);
    let text = RichText::new(words.as_str()).size(TYPE_SMALL);
    // What there is none of does not catch the eye, whether it would be listed or not.
    let text = if count == 0 { text.color(p.ink_soft) } else { text };
    let button = Button::selectable(on, marked(text)).frame_when_inactive(true);
    let button = if count == 0 { button.fill(p.side) } else { button };
    let ink = if count > 0 { class.ink(p) } else { p.ink_soft };
    let response = stop.add_ui(ui, |ui, sense| {
        marked_ui(ui, button.stroke(Stroke::new(1.0, p.line)).sense(sense), class.icon(), ink)
    });
    let response = response.accessible_name(words);
    if response.clone().on_hover_text(words::class_tip(class)).clicked() {
        list.filter.toggle(class);
    }
    response.id
}

/// What can be done with those that are chosen. It stands where the filter stands otherwise, so that nothing moves.
fn chosen_ui(
    ui: &mut Ui,
    findings: &[Finding],
    chosen: Vec<usize>,
    list: &mut ProblemList,
    actions: &mut Vec<Action>,
) {
    let said = words::chosen(chosen.len());
    let label = ui.label(strong(said.as_str()));
    spoken::news(ui.ctx(), label.id, &said);
    ui.add_space(SPACE_XS);
    let fixable = chosen.iter().filter(|i| findings.get(**i).is_some_and(is_fixable)).count();
    if fixable > 0 {
        let fix = ui.add(Button::new(words::fix_chosen(fixable)));
        if fix.on_hover_text(Command::FixProblem.shortcut_text(ui.ctx())).clicked() {
            actions.push(Action::FixSeveral(chosen.clone()));
        }
    }
    let keys = ui.ctx().format_shortcut(&DELETE);
    let accept = ui.button(words::ACCEPT_CHOSEN).on_hover_text(words::accept_tip(&keys));
    let clear = icon_button_ui(ui, Icon::Close, words::CHOOSE_NONE);
    if accept.clicked() {
        actions.push(Action::WaiveSeveral(chosen));
    }
    if clear.clicked() {
        list.chosen.clear();
    }
}

fn text_ui(ui: &mut Ui, list: &mut ProblemList) {
    let edit = TextEdit::singleline(&mut list.filter.text)
        .id(Id::unique("problem filter text"))
        .desired_width(130.0)
        .hint_text(words::FILTER_EXAMPLE);
    keep_undo_in(&ui.add(edit).accessible_name(words::FILTER).on_hover_text(words::FILTER));
    if !list.filter.text.is_empty() && icon_button_ui(ui, Icon::Close, words::CLEAR).clicked() {
        list.filter.text.clear();
    }
}

fn grouping_ui(ui: &mut Ui, by: &mut ProblemGroups) {
    let now = words::grouping(*by);
    let combo = ComboBox::from_id_salt("problems by").width(GROUPING).selected_text(small(ui, now));
    let shown = combo.show_ui(ui, |ui| {
        for choice in ProblemGroups::ALL {
            ui.selectable_value(by, choice, words::grouping(choice));
        }
    });
    shown.response.accessible_name(words::GROUP_TIP).on_hover_text(words::GROUP_TIP);
}

/// Grouping and rules behind one button, where there is no room for them.
fn more_ui(ui: &mut Ui, rules: Profile, by: &mut ProblemGroups, actions: &mut Vec<Action>) {
    let button = icon_button_ui(ui, Icon::More, words::ARRANGE);
    Popup::menu(&button).show(|ui| {
        for choice in ProblemGroups::ALL {
            if ui.selectable_label(*by == choice, words::grouping(choice)).clicked() {
                *by = choice;
                ui.close();
            }
        }
        ui.separator();
        choices_ui(ui, rules, actions);
    });
}

/// The kind of business whose rules apply; another one can be chosen for this draft.
fn rules_ui(ui: &mut Ui, rules: Profile, actions: &mut Vec<Action>) {
    ui.add_space(SPACE_S);
    let now = words::rules_for(rules.label());
    let combo = ComboBox::from_id_salt("rules for").truncate().width(ui.available_width().min(210.0));
    let shown = combo.selected_text(small(ui, now)).show_ui(ui, |ui| choices_ui(ui, rules, actions));
    shown.response.accessible_name(words::RULES).on_hover_text(words::RULES_TIP);
}

fn choices_ui(ui: &mut Ui, rules: Profile, actions: &mut Vec<Action>) {
    for kind in Profile::ALL {
        let name = words::rules_for(kind.label());
        if ui.selectable_label(*kind == rules, name).clicked() {
            ui.close();
            if *kind != rules {
                let edit = Edit::set("profile", Leaf::text(kind));
                actions.push(Action::edit(edit, words::rules_step(kind.label())));
            }
        }
    }
}
