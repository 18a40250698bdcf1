//! Dates are typed, as the agreement's language writes them or relative to today, or picked from a calendar.

use super::calendar::{Picked, calendar_ui, take_keyboard};
use super::context::Form;
use super::entering::select_if_entered;
use super::exact::{WIDTH, shown};
use super::field::{Field, Kind};
use super::icons::{Icon, icon_button_ui};
use super::several::take_pasted;
use super::text::example;
use crate::editor::tokens::{SPACE_XS, small};
use crate::value::{Date, DayOff, LeafKind};
use egui::{
    Align, Id, Key, KeyboardShortcut, Label, Layout, Modifiers, Popup, PopupCloseBehavior, Response,
    TextEdit, TextWrapMode, Ui, vec2,
};

/// Opens the calendar of the date that is being typed.
const OPEN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::ALT, Key::ArrowDown);

pub fn date_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    entry_ui(ui, form, field, id, WIDTH - 40.0, None)
}

/// As [`date_ui`] in the cell of a table, with the day of the week behind it.
pub fn day_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    if ui.memory(|m| m.has_focus(id)) {
        take_pasted(ui, form, &field.path);
    }
    let off: Option<DayOff> = form.draft.text(&field.path).parse().ok();
    let day = |pattern: &str| match off {
        Some(DayOff::On(date)) => date.get().format(pattern).to_string(),
        Some(_) => words::YEARLY.to_owned(),
        None => String::new(),
    };
    // All rows keep the same room for it, whatever day it is.
    let room = ui.available_width() - WHOLE_ENTRY - ui.spacing().interact_size.y - 2.0 * SPACE_XS;
    let (day, width) = if room >= LONG_DAY { (day("%A"), LONG_DAY) } else { (day("%a"), SHORT_DAY) };
    let entry = ui.available_width() - ui.spacing().interact_size.y - 2.0 * SPACE_XS - width;
    entry_ui(ui, form, field, id, entry.clamp(ENTRY, WIDTH - 40.0), Some((day, width)))
}

/// Least width of a date that is typed, of any date in words, and of a weekday in words and in three letters, in points.
const ENTRY: f32 = 116.0;
const WHOLE_ENTRY: f32 = 158.0;
const LONG_DAY: f32 = 82.0;
const SHORT_DAY: f32 = 32.0;

fn entry_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    field: &Field<'_>,
    id: Id,
    width: f32,
    day: Option<(String, f32)>,
) -> Response {
    let mut text = shown(ui, form, field, id, width);
    select_if_entered(ui, id, &text);
    let hint = match field.kind {
        _ if !field.example.is_empty() => example(field),
        Kind::Leaf(LeafKind::DayOff) => words::DAY_OFF.to_owned(),
        _ => words::HINT.to_owned(),
    };
    ui.horizontal(|ui| {
        let wanted = ui.memory(|m| m.has_focus(id)) && ui.input_mut(|i| i.consume_shortcut(&OPEN));
        let edit = TextEdit::singleline(&mut text).id(id).hint_text(hint).desired_width(width);
        let response = ui.add(edit);
        if response.changed() {
            let kind = if let Kind::Leaf(kind) = field.kind { kind } else { LeafKind::Date };
            form.write_read(&field.path, field.label, kind, &text);
        }
        let keys = ui.ctx().format_shortcut(&OPEN);
        let name = words::calendar(field.label);
        let button = icon_button_ui(ui, Icon::Calendar, &name).on_hover_text(words::keys(&keys));
        if let Some(date) = popup_ui(form, field, &button, wanted) {
            form.choose(&field.path, field.label, date.to_string());
            response.request_focus();
        }
        if let Some((day, width)) = day {
            let size = vec2(width, ui.spacing().interact_size.y);
            let label = Label::new(small(ui, day)).wrap_mode(TextWrapMode::Extend);
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| ui.add(label));
        }
        response
    })
    .inner
}

fn popup_ui(form: &mut Form<'_>, field: &Field<'_>, button: &Response, wanted: bool) -> Option<Date> {
    let chosen: Option<Date> = form.draft.text(&field.path).parse().ok();
    let start = chosen.or(form.today).map(Date::get);
    if button.clicked() || wanted {
        form.view.month = start;
        take_keyboard(&button.ctx);
    }
    if wanted {
        Popup::open_id(&button.ctx, Popup::default_response_id(button));
    }
    let day = form.view.month.or(start)?;
    let popup = Popup::from_toggle_button_response(button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(words::calendar(field.label));
    let picked = popup.show(|ui| calendar_ui(ui, day, chosen, form.today))?.inner;
    match picked {
        Picked::Nothing => None,
        Picked::Turn(day) => {
            form.view.month = Some(day);
            None
        }
        Picked::Day(date) => {
            Popup::close_all(&button.ctx);
            Some(date)
        }
    }
}

mod words {
    pub const HINT: &str = "2026-01-31 or +30d";
    pub const DAY_OFF: &str = "1 January";
    /// Behind a day that comes back every year.
    pub const YEARLY: &str = "yearly";

    pub fn calendar(label: &str) -> String {
        format!("Calendar for {label}")
    }
    pub fn keys(shortcut: &str) -> String {
        format!("{shortcut} in the field")
    }
}
