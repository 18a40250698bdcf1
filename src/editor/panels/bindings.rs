//! Proposals of the form that bind beyond the work itself, each with what it means: in the first questions, in the form
//! of a section, and in the review.

use super::review::{of_answer, of_field};
use crate::draft::Draft;
use crate::editor::tokens::{SPACE_M, SPACE_S, SPACE_XS, TYPE_SMALL, palette, section, small, soft};
use crate::editor::view::Action;
use crate::editor::widgets::{Form, Icon, Place, clicked_once, icon_ui, place, spoken};
use crate::template::{self, Binding};
use crate::value::{FieldPath, Shape};
use egui::accesskit::Role;
use egui::{Button, Frame, Label, Margin, RichText, Stroke, Ui};

pub mod words {
    use crate::template::Effect;

    pub const TITLE: &str = "These proposals bind you";
    pub const ABOUT: &str = "The form proposes them for you. Each costs money, limits a right or states a fact. Change what is not meant, leave it out, or keep it.";
    pub const LIST_NAME: &str = "Proposals that bind";
    pub const EDIT: &str = "Edit";
    pub const KEEP: &str = "Keep";
    pub const KEEP_TIP: &str = "You have read it and mean it so";
    pub const LEAVE_OUT: &str = "Leave out";
    pub const LEAVE_OUT_TIP: &str = "It is taken out of the agreement; Undo brings it back";

    /// What a proposal does.
    pub fn effect(effect: Effect) -> &'static str {
        match effect {
            Effect::Costs => "costs money",
            Effect::Limits => "limits a right",
            Effect::States => "states a fact",
        }
    }

    /// What is proposed, and what that does.
    pub fn line(label: &str, value: &str, effect: Effect) -> String {
        let does = self::effect(effect);
        // The entries of a list stand in one line.
        let entries = value.lines().map(str::trim).filter(|entry| !entry.is_empty());
        let value = entries.collect::<Vec<_>>().join("; ");
        if value.is_empty() { format!("{label} · {does}") } else { format!("{label}: {value} · {does}") }
    }

    /// A button as it is spoken.
    pub fn spoken(verb: &str, label: &str) -> String {
        format!("{verb}: {label}")
    }

    /// As the menu calls the step of undo.
    pub fn keep_step(label: &str) -> String {
        format!("Keep “{label}” as proposed")
    }

    pub fn leave_out_step(label: &str) -> String {
        format!("Leave “{label}” out")
    }
}

/// What a binding proposal is about and what it says now, to be read.
pub fn said(form: &template::Form, draft: &Draft, binding: &Binding) -> (String, String) {
    let path = binding.place();
    if let Some(key) = binding.path.strip_prefix("clauses.") {
        let sections = form.template().sections.iter();
        let clauses = sections.flat_map(|s| s.clauses.iter().map(move |c| (s, c)));
        let found = clauses.into_iter().find(|(s, c)| s.clause_key(c) == key);
        return (found.map_or(String::new(), |(s, c)| s.name_of(c, draft).to_owned()), String::new());
    }
    if let Some(id) = binding.path.strip_prefix("answers.") {
        let question = form.template().questions.iter().find(|q| q.id.as_str() == id);
        return question.map_or_else(Default::default, |q| (q.label.clone(), of_answer(draft, q)));
    }
    let (Some(Place::Field(spec)), Some(node)) = (place(&path), draft.node(&path)) else {
        return Default::default();
    };
    let value = match node.shape() {
        Shape::Leaf(kind) => of_field(draft, &path, node, kind, spec.refers),
        _ => String::new(),
    };
    (spec.label.to_owned(), value)
}

/// Where its action leads: to the field, or to the clause.
pub fn target(binding: &Binding) -> FieldPath {
    binding.place()
}

/// The edits that leave a proposal out, with the name of the step; `None` where something has to stand there.
pub fn leave_out(form: &template::Form, draft: &Draft, binding: &Binding) -> Option<Action> {
    let edits = form.without(binding, draft)?;
    let name = words::leave_out_step(&said(form, draft, binding).0);
    Some(Action::Edit { edits, name, key: None })
}

/// Says that a proposal is meant.
pub fn keep(form: &template::Form, draft: &Draft, binding: &Binding) -> Action {
    Action::edit(binding.keep(), words::keep_step(&said(form, draft, binding).0))
}

/// The open ones of the whole draft, at the end of the first questions.
pub fn all_ui(ui: &mut Ui, form: &mut Form<'_>, source: &template::Form) {
    let open = source.open_bindings(form.draft);
    if open.is_empty() {
        return;
    }
    ui.add_space(SPACE_M);
    ui.label(section(words::TITLE));
    ui.label(soft(ui, words::ABOUT));
    ui.add_space(SPACE_S);
    let p = palette(ui);
    let frame = Frame::new().fill(p.sheet).stroke(Stroke::new(1.0, p.line)).corner_radius(8.0);
    frame.inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| rows_ui(ui, form, source, &open));
}

/// The open ones of a section, below its title.
pub fn of_section_ui(ui: &mut Ui, form: &mut Form<'_>, source: &template::Form, section: &template::Section) {
    let open: Vec<&Binding> = source
        .open_bindings(form.draft)
        .into_iter()
        .filter(|b| source.section_of_binding(b).is_some_and(|s| s.id == section.id))
        .collect();
    if !open.is_empty() {
        ui.add_space(SPACE_XS);
        rows_ui(ui, form, source, &open);
    }
}

fn rows_ui(ui: &mut Ui, form: &mut Form<'_>, source: &template::Form, open: &[&Binding]) {
    ui.set_width(ui.available_width());
    ui.vertical(|ui| {
        spoken::whole(ui, Role::List, words::LIST_NAME, Some(open.len()));
        for (index, binding) in open.iter().enumerate() {
            if index > 0 {
                ui.add_space(SPACE_S);
            }
            row_ui(ui, form, source, binding);
        }
    });
}

/// Width of the column of buttons, in points.
const BUTTONS: f32 = 168.0;
/// Without this much room for the text, in points, the buttons stand below it.
const LEAST_TEXT: f32 = 300.0;

fn row_ui(ui: &mut Ui, form: &mut Form<'_>, source: &template::Form, binding: &Binding) {
    let (label, value) = said(source, form.draft, binding);
    ui.add_space(SPACE_XS);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_S;
        ui.add_space(SPACE_XS / 2.0);
        ui.vertical(|ui| {
            ui.add_space(SPACE_XS);
            icon_ui(ui, Icon::Proposed, palette(ui).accent, 14.0);
        });
        let beside = !form.read_only && ui.available_width() >= LEAST_TEXT + BUTTONS;
        let width = ui.available_width() - if beside { BUTTONS } else { 0.0 };
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = SPACE_XS / 2.0;
            ui.add(Label::new(binding.says.as_str()).wrap());
            ui.add(Label::new(small(ui, words::line(&label, &value, binding.effect))).wrap());
            if !beside && !form.read_only {
                ui.add_space(SPACE_XS);
                ui.horizontal(|ui| buttons_ui(ui, form, source, binding, &label));
            }
        });
        if beside {
            ui.horizontal(|ui| buttons_ui(ui, form, source, binding, &label));
        }
    });
}

/// What can be done about a proposal; what cannot be done about each of them stands last, so that the others are below
/// each other.
fn buttons_ui(ui: &mut Ui, form: &mut Form<'_>, source: &template::Form, binding: &Binding, label: &str) {
    ui.spacing_mut().item_spacing.x = SPACE_XS;
    ui.spacing_mut().button_padding = egui::vec2(6.0, 0.0);
    ui.spacing_mut().interact_size.y = 22.0;
    let mut pressed = |verb: &str, tip: &str| {
        let button = Button::new(RichText::new(verb).size(TYPE_SMALL));
        let mut response = ui.add(button).accessible_name(words::spoken(verb, label));
        if !tip.is_empty() {
            response = response.on_hover_text(tip);
        }
        clicked_once(&response)
    };
    if pressed(words::EDIT, "") {
        form.actions.push(Action::GoTo(target(binding)));
    }
    if pressed(words::KEEP, words::KEEP_TIP) {
        form.actions.push(keep(source, form.draft, binding));
    }
    if let Some(action) = leave_out(source, form.draft, binding)
        && pressed(words::LEAVE_OUT, words::LEAVE_OUT_TIP)
    {
        form.actions.push(action);
    }
}
