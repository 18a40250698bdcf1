//! The sheet of one month.

use super::icons::{Icon, icon_button_ui};
use crate::editor::tokens::{small, strong};
use crate::value::Date;
use chrono::{Datelike, Days, Months, NaiveDate};
use egui::{Button, Context, EventFilter, Id, Key, Modifiers, Response, Ui, Vec2};

/// What was done on a sheet.
pub enum Picked {
    Nothing,
    /// Go to this day, and turn to its month.
    Turn(NaiveDate),
    Day(Date),
}

fn key() -> Id {
    Id::unique("the calendar takes the keyboard")
}

/// The day of the sheet that is drawn next takes the keyboard.
pub fn take_keyboard(ctx: &Context) {
    ctx.data_mut(|d| d.insert_temp(key(), true));
}

/// The sheet of the month of `day`, which is where the keyboard is.
pub fn calendar_ui(ui: &mut Ui, day: NaiveDate, chosen: Option<Date>, today: Option<Date>) -> Picked {
    let mut picked = Picked::Nothing;
    ui.set_max_width(7.0 * CELL.x + 6.0 * 2.0);
    ui.horizontal(|ui| {
        if icon_button_ui(ui, Icon::Left, words::BEFORE).clicked()
            && let Some(before) = day.checked_sub_months(Months::new(1))
        {
            picked = Picked::Turn(before);
        }
        if icon_button_ui(ui, Icon::Right, words::NEXT).clicked()
            && let Some(after) = day.checked_add_months(Months::new(1))
        {
            picked = Picked::Turn(after);
        }
        ui.label(strong(day.format("%B %Y").to_string()));
    });
    ui.spacing_mut().item_spacing = Vec2::splat(2.0);
    ui.horizontal(|ui| {
        for day in words::DAYS {
            let text = small(ui, day);
            ui.add_sized(CELL, egui::Label::new(text));
        }
    });
    for week in weeks(day) {
        ui.horizontal(|ui| {
            for here in week {
                if here.month() != day.month() {
                    ui.allocate_space(CELL);
                    continue;
                }
                let Some(date) = Date::new(here) else { continue };
                let number = here.day().to_string();
                let text = if today == Some(date) { strong(number).underline() } else { number.into() };
                let button = Button::selectable(chosen == Some(date), text).min_size(CELL);
                let response = ui.add_sized(CELL, button).accessible_name(date.long());
                if response.clicked() {
                    picked = Picked::Day(date);
                }
                if here == day && ui.data_mut(|d| d.remove_temp::<bool>(key())).is_some() {
                    response.request_focus();
                }
                if let Some(to) = walked(ui, &response, here) {
                    picked = Picked::Turn(to);
                    take_keyboard(ui.ctx());
                }
            }
        });
    }
    picked
}

/// The day that a key leads to from the day that has the keyboard.
fn walked(ui: &Ui, response: &Response, day: NaiveDate) -> Option<NaiveDate> {
    if !response.has_focus() {
        return None;
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
    let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let days = |n: i64| day.checked_add_signed(chrono::TimeDelta::days(n));
    if pressed(Key::ArrowLeft) {
        days(-1)
    } else if pressed(Key::ArrowRight) {
        days(1)
    } else if pressed(Key::ArrowUp) {
        days(-7)
    } else if pressed(Key::ArrowDown) {
        days(7)
    } else if pressed(Key::PageUp) {
        day.checked_sub_months(Months::new(1))
    } else if pressed(Key::PageDown) {
        day.checked_add_months(Months::new(1))
    } else {
        None
    }
}

mod words {
    pub const BEFORE: &str = "Month before";
    pub const NEXT: &str = "Next month";
    pub const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
}

const CELL: Vec2 = Vec2::new(38.0, 28.0);

/// The weeks of the month of a day, from Monday to Sunday, with the days of its neighbours that fill them.
fn weeks(month: NaiveDate) -> Vec<Vec<NaiveDate>> {
    let Some(month) = month.with_day(1) else { return Vec::new() };
    let lead = u64::from(month.weekday().num_days_from_monday());
    let Some(start) = month.checked_sub_days(Days::new(lead)) else { return Vec::new() };
    let days: Vec<NaiveDate> = start.iter_days().take(42).collect();
    let in_month =
        |week: &&[NaiveDate]| week.iter().any(|d| d.month() == month.month() && d.year() == month.year());
    days.chunks(7).filter(in_month).map(<[NaiveDate]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_covered_by_whole_weeks() {
        let feb = NaiveDate::from_ymd_opt(2027, 2, 1).unwrap();
        let sheet = weeks(feb);
        assert_eq!(sheet.len(), 4);
        assert!(sheet.iter().all(|w| w.len() == 7));
        let aug = weeks(NaiveDate::from_ymd_opt(2026, 8, 1).unwrap());
        assert_eq!(aug.len(), 6);
        assert_eq!(aug[0][5].day(), 1);
    }
}
