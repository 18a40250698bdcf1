//! Dates are typed, relative to today if one likes, or picked from a calendar.

use super::calendar::{Picked, calendar_ui};
use super::context::Form;
use super::exact::WIDTH;
use super::field::Field;
use super::icons::{Icon, icon_button_ui};
use super::text::example;
use crate::value::Date;
use chrono::Datelike;
use egui::{Id, Popup, PopupCloseBehavior, Response, TextEdit, Ui};

pub fn date_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    let mut text = form.text(&field.path);
    let hint = if field.example.is_empty() { "2026-01-31 or +30d".to_owned() } else { example(field) };
    ui.horizontal(|ui| {
        let edit = TextEdit::singleline(&mut text).id(id).hint_text(hint).desired_width(WIDTH - 40.0);
        let response = ui.add(edit);
        if response.changed() {
            let relative = form.today.and_then(|today| Date::parse_relative(&text, today).ok());
            let value = relative.map_or_else(|| text.clone(), |date| date.to_string());
            form.write(&field.path, field.label, &text, value);
        }
        let button = icon_button_ui(ui, Icon::Calendar, &format!("Calendar for {}", field.label));
        if let Some(date) = popup_ui(form, field, &button) {
            form.choose(&field.path, field.label, date.to_string());
            response.request_focus();
        }
        response
    })
    .inner
}

fn popup_ui(form: &mut Form<'_>, field: &Field<'_>, button: &Response) -> Option<Date> {
    let chosen: Option<Date> = form.draft.text(&field.path).parse().ok();
    let start = chosen.or(form.today).map(Date::get).and_then(|d| d.with_day(1));
    if button.clicked() {
        form.view.month = start;
    }
    let month = form.view.month.or(start)?;
    let popup = Popup::from_toggle_button_response(button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(format!("Calendar for {}", field.label));
    let picked = popup.show(|ui| calendar_ui(ui, month, chosen, form.today))?.inner;
    match picked {
        Picked::Nothing => None,
        Picked::Month(month) => {
            form.view.month = Some(month);
            None
        }
        Picked::Day(date) => {
            Popup::close_all(&button.ctx);
            Some(date)
        }
    }
}
