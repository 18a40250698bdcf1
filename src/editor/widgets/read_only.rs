//! A field that can be read, selected and copied, but not changed.

use super::applies;
use super::context::Form;
use super::field::{Field, Kind};
use crate::agreement::queries::label_of;
use crate::editor::tokens::palette;
use crate::value::capitalised;
use crate::value::{Date, DayOff, FieldPath, Leaf, LeafKind, Refs};
use egui::{Id, Response, TextEdit, Ui};

mod words {
    /// In a field where nothing stands.
    pub const NOTHING: &str = "Nothing entered";
}

pub fn read_only_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    let text = shown(form, field);
    // A buffer that cannot be written: the keyboard walks through the text and copies it, and nothing else.
    let mut fixed = text.as_str();
    let edit = TextEdit::multiline(&mut fixed)
        .id(id)
        .hint_text(words::NOTHING)
        .desired_rows(1)
        .desired_width(f32::INFINITY)
        .text_color(palette(ui).ink_soft)
        .background_color(palette(ui).side);
    let response = ui.add(edit);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_read_only());
    response
}

/// What the field says, in the words of its choices and names.
fn shown(form: &mut Form<'_>, field: &Field<'_>) -> String {
    if matches!(field.kind, Kind::AppliesTo) {
        return applies::named(form, &field.path);
    }
    let text = form.text(&field.path);
    if text.is_empty() {
        return text;
    }
    match field.kind {
        Kind::Pairs(pairs) => {
            let label = pairs.iter().find(|(name, _)| *name == text).map(|(_, label)| capitalised(label));
            label.unwrap_or(text)
        }
        Kind::Leaf(LeafKind::Choice(variants)) => {
            let label = variants.iter().find(|v| v.name == text).map(|v| capitalised(v.label));
            label.unwrap_or(text)
        }
        Kind::Leaf(LeafKind::YesNo) => capitalised(&text),
        Kind::Leaf(LeafKind::Ref | LeafKind::Refs) => {
            let named = |id: &str| {
                let list = FieldPath::new(field.refers.unwrap_or_default());
                let item = form.draft.node(&list.join(id)).and_then(label_of);
                item.unwrap_or_else(|| id.to_owned())
            };
            let refs = <Refs as Leaf>::parse(&text).unwrap_or_default();
            refs.iter().map(named).collect::<Vec<_>>().join(", ")
        }
        Kind::Leaf(LeafKind::Date) => {
            let date = text.parse::<Date>();
            date.map_or(text, |date| format!("{date}, {}", date.get().format("%A")))
        }
        Kind::Leaf(LeafKind::DayOff) => match text.parse::<DayOff>() {
            Ok(DayOff::On(date)) => format!("{date}, {}", date.get().format("%A")),
            Ok(rule) => rule.long(),
            Err(_) => text,
        },
        Kind::Leaf(_) | Kind::AppliesTo => text,
    }
}
