//! Fields that name items of other lists.

use super::choice::pick_ui;
use super::context::Form;
use super::field::Field;
use super::spec::{Place, place};
use super::spoken;
use crate::agreement::queries::label_of;
use crate::editor::sections;
use crate::editor::tokens::{SPACE_S, small};
use crate::editor::view::Action;
use crate::template::first_name_of;
use crate::value::{FieldPath, Leaf, Refs};
use egui::accesskit::Role;
use egui::{Checkbox, Id, Response, Ui, UiBuilder};

/// One item of the list it refers to.
pub fn ref_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    let items = items(form, field);
    let now = form.draft.text(&field.path);
    if items.is_empty() && now.is_empty() {
        return empty_list_ui(ui, form, field);
    }
    let options: Vec<(&str, &str)> = items.iter().map(|(id, label)| (id.as_str(), label.as_str())).collect();
    pick_ui(ui, form, field, id, &now, &options)
}

/// Any number of them.
pub fn refs_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    let mut items = items(form, field);
    let now = <Refs as Leaf>::parse(&form.draft.text(&field.path)).unwrap_or_default();
    if items.is_empty() && now.is_empty() {
        return empty_list_ui(ui, form, field);
    }
    for gone in
        now.iter().filter(|r| !items.iter().any(|(id, _)| id == r)).map(str::to_owned).collect::<Vec<_>>()
    {
        let name = first_name_of(&form.draft.template.id, field.refers.unwrap_or_default(), &gone);
        items.push((gone, words::gone(name.as_deref())));
    }
    let checks: Vec<Check> = items
        .iter()
        .map(|(item, label)| Check { label: label.clone(), on: now.contains(item), fixed: None })
        .collect();
    let (response, toggled) = checks_ui(ui, id, field.label, &checks);
    if let Some((item, _)) = toggled.and_then(|index| items.get(index)) {
        let chosen = items.iter().map(|(id, _)| id.as_str()).filter(|id| now.contains(id) != (id == item));
        form.choose(&field.path, field.label, chosen.collect::<Vec<_>>().join(", "));
    }
    response.unwrap_or_else(|| ui.response())
}

/// A box that is ticked or not.
pub(super) struct Check {
    pub label: String,
    pub on: bool,
    /// Why that cannot be changed.
    pub fixed: Option<String>,
}

/// Boxes under one name, as many to a line as fit. Returns the one with the keyboard, else the first; and which was changed.
pub(super) fn checks_ui(
    ui: &mut Ui,
    id: Id,
    name: &str,
    checks: &[Check],
) -> (Option<Response>, Option<usize>) {
    let (mut main, mut toggled): (Option<Response>, _) = (None, None);
    ui.scope_builder(UiBuilder::new().scope_id(id), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = SPACE_S * 2.0;
            spoken::whole(ui, Role::Group, name, Some(checks.len()));
            for (index, check) in checks.iter().enumerate() {
                let mut on = check.on;
                let check_box = Checkbox::new(&mut on, check.label.as_str());
                let response = ui.add_enabled(check.fixed.is_none(), check_box);
                if response.changed() {
                    toggled = Some(index);
                }
                let response = response.accessible_name(format!("{name}: {}", check.label));
                let response = match &check.fixed {
                    Some(why) => {
                        ui.ctx()
                            .accesskit_node_builder(response.id, |node| node.set_description(why.as_str()));
                        response.on_disabled_hover_text(why.as_str())
                    }
                    None => response,
                };
                if main.is_none() || response.has_focus() {
                    main = Some(response);
                }
            }
        });
    });
    (main, toggled)
}

/// Id and label of every item that may be named.
fn items(form: &Form<'_>, field: &Field<'_>) -> Vec<(String, String)> {
    let Some(list) = field.refers.and_then(|name| form.draft.node(&FieldPath::new(name))) else {
        return Vec::new();
    };
    let ids = list.as_list().map(|l| l.ids()).unwrap_or_default();
    let named = ids.into_iter().filter(|id| !id.is_empty()).map(|id| {
        let label = list.child(&id).and_then(label_of).unwrap_or_else(|| id.clone());
        (id, label)
    });
    named.collect()
}

/// Nothing to choose from yet: says where it comes from, and leads there.
pub(super) fn empty_list_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>) -> Response {
    let list = FieldPath::new(field.refers.unwrap_or_default());
    let name = match place(&list) {
        Some(Place::Field(spec)) => spec.label.to_lowercase(),
        _ => words::ITEMS.to_owned(),
    };
    if sections::of(form.template, &|_| None, &list).is_none() {
        return ui.label(small(ui, words::none_here(&name)));
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(small(ui, words::none_yet(&name)));
        let response = ui.button(words::go_to(&name));
        if response.clicked() {
            form.actions.push(Action::GoTo(list));
        }
        response
    })
    .inner
}

mod words {
    /// Something that is still named here, and is not there any more; its name, where the form knows it.
    pub fn gone(name: Option<&str>) -> String {
        match name {
            Some(name) => format!("“{name}” (removed)"),
            None => "Something removed".to_owned(),
        }
    }

    /// What a list holds that has no name of its own.
    pub const ITEMS: &str = "items";

    pub fn none_here(name: &str) -> String {
        format!("This form of agreement has no {name}.")
    }

    pub fn none_yet(name: &str) -> String {
        format!("There are no {name} yet.")
    }

    pub fn go_to(name: &str) -> String {
        format!("Go to {name}")
    }
}
