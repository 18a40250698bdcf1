//! Closed lists: choices, yes or no, weekdays.

use super::context::Form;
use super::field::Field;
use super::one_stop::OneStop;
use super::pick::{self, Options, Picked};
use super::spoken;
use crate::draft::{Draft, Edit};
use crate::editor::tokens::SPACE_XS;
use crate::template::first_name_of;
use crate::value::capitalised;
use crate::value::{FieldPath, Variant, Weekdays};
use egui::accesskit::Role;
use egui::{Button, Id, Popup, Response, Ui, UiBuilder};

const WIDTH: f32 = 340.0;

/// One of a closed list of values.
pub fn choice_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    field: &Field<'_>,
    id: Id,
    variants: &'static [Variant],
) -> Response {
    let now = form.draft.text(&field.path);
    let options: Vec<(&str, &str)> = variants.iter().map(|v| (v.name, v.label)).collect();
    pick_ui(ui, form, field, id, &now, &options)
}

/// As [`choice_ui`] in the cell of a table: the closed list says no more than it must.
pub fn brief_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    field: &Field<'_>,
    id: Id,
    variants: &'static [Variant],
) -> Response {
    let now = form.draft.text(&field.path);
    let options: Vec<(&str, &str)> = variants.iter().map(|v| (v.name, v.label)).collect();
    let label = variants.iter().find(|v| v.name == now).map(|v| v.label);
    let shown = label.map(|label| capitalised(brief(label)));
    let response = drop_ui(ui, form, field, id, (&now, &options), shown);
    if let Some(label) = label {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(capitalised(label)));
    }
    response
}

/// A label between the numbers that it is about: "≤ value <" of "from ≤ value < to".
pub fn brief(label: &str) -> &str {
    let label = label.strip_prefix("from ").unwrap_or(label);
    label.strip_suffix(" to").unwrap_or(label)
}

/// One of the choices of a template's question.
pub fn pairs_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    field: &Field<'_>,
    id: Id,
    pairs: &[(String, String)],
) -> Response {
    let now = form.draft.text(&field.path);
    let options: Vec<(&str, &str)> =
        pairs.iter().map(|(name, label)| (name.as_str(), label.as_str())).collect();
    pick_ui(ui, form, field, id, &now, &options)
}

/// A drop-down list of (saved value, label), with "Not set" where that is possible.
pub fn pick_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    field: &Field<'_>,
    id: Id,
    now: &str,
    options: &[(&str, &str)],
) -> Response {
    drop_ui(ui, form, field, id, (now, options), None)
}

fn drop_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    field: &Field<'_>,
    id: Id,
    (now, options): (&str, &[(&str, &str)]),
    shown: Option<String>,
) -> Response {
    let label = options.iter().find(|(name, _)| *name == now).map(|(_, label)| *label);
    let shown = match label {
        Some(label) => shown.unwrap_or_else(|| capitalised(label)),
        None if now.is_empty() => words::NOT_SET.to_owned(),
        None => {
            let list = field.refers.unwrap_or_default();
            words::gone(first_name_of(&form.draft.template.id, list, now).as_deref())
        }
    };
    let options: Vec<(String, String)> =
        options.iter().map(|(name, label)| ((*name).to_owned(), capitalised(label))).collect();
    let with_none = |options: &[(String, String)]| {
        let none = (String::new(), words::NOT_SET.to_owned());
        std::iter::once(none).chain(options.iter().cloned()).collect::<Vec<_>>()
    };
    let builder = UiBuilder::new().scope_id(id);
    let draft = form.draft;
    let draw = |ui: &mut Ui| {
        let width = WIDTH.min(ui.available_width());
        let all = if may_be_empty(ui, id, draft, &field.path) { with_none(&options) } else { options };
        let (response, picked) = pick::pick_ui(ui, &Options { all: &all, shown, now }, width);
        note_busy(ui, id, &response);
        let value = |index: usize| all.get(index).map(|(value, _)| value.clone());
        let picked = picked.and_then(|picked| match picked {
            Picked::Taken(index) => Some((value(index)?, false)),
            Picked::Typed(index) => Some((value(index)?, true)),
        });
        (response, picked)
    };
    let (response, picked) = ui.scope_builder(builder, draw).inner;
    if let Some((value, typed)) = picked.filter(|(value, _)| value != now) {
        if typed {
            form.choose_on(&field.path, field.label, value);
        } else {
            form.choose(&field.path, field.label, value);
        }
    }
    response
}

/// Whether nothing can be chosen; asked once for each time that somebody comes to choose.
fn may_be_empty(ui: &Ui, id: Id, draft: &Draft, path: &FieldPath) -> bool {
    let Some(known) = ui.data(|d| d.get_temp::<Option<bool>>(id.with("may be empty"))) else { return false };
    known.unwrap_or_else(|| {
        let found = can_be_empty(draft, path);
        ui.data_mut(|d| d.insert_temp(id.with("may be empty"), Some(found)));
        found
    })
}

/// Keeps in mind that the list has the keyboard or is open.
fn note_busy(ui: &Ui, id: Id, response: &Response) {
    let busy = response.has_focus() || Popup::is_id_open(ui.ctx(), response.id.with("popup"));
    let key = id.with("may be empty");
    let before = ui.data(|d| d.get_temp::<Option<bool>>(key)).is_some();
    if busy && !before {
        ui.data_mut(|d| d.insert_temp(key, None::<bool>));
        ui.ctx().request_repaint();
    } else if before && !busy {
        ui.data_mut(|d| d.remove_temp::<Option<bool>>(key));
    }
}

/// Whether the field takes "nothing"; which a copy of the draft tells.
fn can_be_empty(draft: &Draft, path: &FieldPath) -> bool {
    draft.node(path).is_none() || Edit::set(path.clone(), "").apply_strict(&mut draft.clone()).is_ok()
}

/// Yes, no, or not said.
pub fn yes_no_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    let now = form.draft.text(&field.path);
    let mut answer = None;
    let builder = UiBuilder::new().scope_id(id);
    let response = ui
        .scope_builder(builder, |ui| {
            ui.horizontal(|ui| {
                const ANSWERS: [(&str, &str); 3] =
                    [("yes", words::YES), ("no", words::NO), ("", words::NOT_SET)];
                spoken::whole(ui, Role::RadioGroup, field.label, Some(ANSWERS.len()));
                let mut stop = OneStop::new(ui, ANSWERS.iter().position(|(value, _)| *value == now));
                let mut main: Option<Response> = None;
                for (value, word) in ANSWERS {
                    let (response, taken) = stop.radio_ui(ui, now == value, word);
                    if taken && now != value {
                        answer = Some(value);
                    }
                    let response = response.accessible_name(format!("{}: {word}", field.label));
                    if main.is_none() || stop.is_reached() {
                        main = Some(response);
                    }
                }
                stop.end(ui);
                main
            })
            .inner
        })
        .inner;
    if let Some(value) = answer {
        form.choose(&field.path, field.label, value);
    }
    response.unwrap_or_else(|| ui.response())
}

/// Seven switches, Monday first.
pub fn weekdays_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    const DAYS: [(&str, &str); 7] = [
        ("Mon", "Monday"),
        ("Tue", "Tuesday"),
        ("Wed", "Wednesday"),
        ("Thu", "Thursday"),
        ("Fri", "Friday"),
        ("Sat", "Saturday"),
        ("Sun", "Sunday"),
    ];
    let now: Weekdays = form.draft.text(&field.path).parse().unwrap_or_default();
    let mut toggled = None;
    let builder = UiBuilder::new().scope_id(id);
    let response = ui
        .scope_builder(builder, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = SPACE_XS;
                spoken::whole(ui, Role::Group, field.label, Some(DAYS.len()));
                let mut stop = OneStop::new(ui, None);
                let mut main: Option<Response> = None;
                for (day, (short, long)) in (0u32..).zip(DAYS) {
                    let response =
                        stop.button_ui(ui, Button::selectable(now.contains(day), short).frame(true));
                    if response.clicked() {
                        toggled = Some(day);
                    }
                    let response = response.accessible_name(format!("{}: {long}", field.label));
                    if main.is_none() || stop.is_reached() {
                        main = Some(response);
                    }
                }
                stop.end(ui);
                main
            })
            .inner
        })
        .inner;
    if let Some(day) = toggled {
        let set =
            (0u32..).zip(DAYS).filter(|(d, _)| now.contains(*d) != (*d == day)).map(|(_, (short, _))| short);
        form.choose(&field.path, field.label, set.collect::<Vec<_>>().join(", "));
    }
    response.unwrap_or_else(|| ui.response())
}

mod words {
    pub const NOT_SET: &str = "Not set";
    pub const YES: &str = "Yes";
    pub const NO: &str = "No";

    /// What was chosen is no choice any more; its name, where the form knows it.
    pub fn gone(name: Option<&str>) -> String {
        match name {
            Some(name) => format!("“{name}” is no longer there"),
            None => "No longer there".to_owned(),
        }
    }
}
