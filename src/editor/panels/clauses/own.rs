//! A clause that the form does not have.

use super::words;
use crate::agreement::queries::label_of;
use crate::draft::{Edit, ExtraClause};
use crate::editor::tokens::{SPACE_XS, TYPE_SMALL, palette};
use crate::editor::view::Action;
use crate::editor::widgets::{Field, Form, Icon, field_ui, icon_ui};
use crate::value::{FieldPath, Record};
use egui::{Frame, Margin, RichText, Stroke, Ui};

/// Draws the `index`th of the clauses `own` of a section.
pub fn own_clause_ui(ui: &mut Ui, form: &mut Form<'_>, id: &str, index: usize, own: &[String]) {
    let item = FieldPath::new("extra_clauses").join(id);
    let name = form.draft.node(&item).and_then(label_of).unwrap_or_else(|| words::UNTITLED_OWN.to_owned());
    let p = palette(ui);
    let frame = Frame::new().stroke(Stroke::new(1.0, p.accent)).corner_radius(6.0);
    frame.inner_margin(Margin::same(8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = 18.0;
            ui.spacing_mut().item_spacing.x = SPACE_XS;
            icon_ui(ui, Icon::Pen, p.accent, 13.0);
            ui.label(RichText::new(words::OWN).size(TYPE_SMALL).color(p.accent));
        });
        for field in ["title", "text"] {
            let path = item.join(field);
            if let Some(field) = ExtraClause::SPEC.field(field).and_then(|spec| Field::of(spec, path)) {
                field_ui(ui, form, &field);
            }
        }
        if !form.read_only {
            buttons_ui(ui, form, id, &name, index, own);
        }
    });
}

fn buttons_ui(ui: &mut Ui, form: &mut Form<'_>, id: &str, name: &str, index: usize, own: &[String]) {
    ui.horizontal_wrapped(|ui| {
        let position = |id: &String| form.draft.extra_clauses.iter().position(|c| c.id.as_str() == id);
        let before = index.checked_sub(1).and_then(|i| own.get(i)).and_then(position);
        let after = own.get(index + 1).and_then(position);
        for (word, to) in [(words::MOVE_UP, before), (words::MOVE_DOWN, after)] {
            let button = ui.add_enabled(to.is_some(), egui::Button::new(word));
            if let Some(to) = to.filter(|_| button.clicked()) {
                let edit = Edit::Move { list: "extra_clauses".into(), id: id.to_owned(), to };
                form.actions.push(Action::edit(edit, words::move_step(name)));
            }
        }
        if ui.button(words::DELETE).clicked() {
            let edit = Edit::Remove { list: "extra_clauses".into(), id: id.to_owned() };
            form.actions.push(Action::edit(edit, words::delete_step(name)));
        }
    });
}
