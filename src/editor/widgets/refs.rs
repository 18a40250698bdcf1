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
use egui::{Id, Response, Ui, UiBuilder};

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
    let mut toggled = None;
    let response = ui
        .scope_builder(UiBuilder::new().scope_id(id), |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = SPACE_S * 2.0;
                spoken::whole(ui, Role::Group, field.label, Some(items.len()));
                let mut main: Option<Response> = None;
                for (item, label) in &items {
                    let mut on = now.contains(item);
                    let response = ui.checkbox(&mut on, label);
                    if response.changed() {
                        toggled = Some(item.clone());
                    }
                    let response = response.accessible_name(format!("{}: {label}", field.label));
                    main = main.or(Some(response));
                }
                main
            })
            .inner
        })
        .inner;
    if let Some(item) = toggled {
        let chosen = items.iter().map(|(id, _)| id.as_str()).filter(|id| now.contains(id) != (*id == item));
        form.choose(&field.path, field.label, chosen.collect::<Vec<_>>().join(", "));
    }
    response.unwrap_or_else(|| ui.response())
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
fn empty_list_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>) -> Response {
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
