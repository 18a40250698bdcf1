//! The sheet of one month.

use super::icons::{Icon, icon_button_ui};
use crate::editor::tokens::{small, strong};
use crate::value::Date;
use chrono::{Datelike, Days, Months, NaiveDate};
use egui::{Button, Ui, Vec2};

/// What was done on a sheet.
pub enum Picked {
    Nothing,
    /// Turn to the month that begins on this day.
    Month(NaiveDate),
    Day(Date),
}

/// The sheet of the month that begins with `month`.
pub fn calendar_ui(ui: &mut Ui, month: NaiveDate, chosen: Option<Date>, today: Option<Date>) -> Picked {
    let mut picked = Picked::Nothing;
    ui.set_max_width(7.0 * CELL.x + 6.0 * 2.0);
    ui.horizontal(|ui| {
        if icon_button_ui(ui, Icon::Left, "Month before").clicked()
            && let Some(before) = month.checked_sub_months(Months::new(1))
        {
            picked = Picked::Month(before);
        }
        if icon_button_ui(ui, Icon::Right, "Next month").clicked()
            && let Some(after) = month.checked_add_months(Months::new(1))
        {
            picked = Picked::Month(after);
        }
        ui.label(strong(month.format("%B %Y").to_string()));
    });
    ui.spacing_mut().item_spacing = Vec2::splat(2.0);
    ui.horizontal(|ui| {
        for day in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] {
            let text = small(ui, day);
            ui.add_sized(CELL, egui::Label::new(text));
        }
    });
    for week in weeks(month) {
        ui.horizontal(|ui| {
            for day in week {
                if day.month() != month.month() {
                    ui.allocate_space(CELL);
                    continue;
                }
                let Some(date) = Date::new(day) else { continue };
                let number = day.day().to_string();
                let text = if today == Some(date) { strong(number).underline() } else { number.into() };
                let button = Button::selectable(chosen == Some(date), text).min_size(CELL);
                if ui.add_sized(CELL, button).accessible_name(date.long()).clicked() {
                    picked = Picked::Day(date);
                }
            }
        });
    }
    picked
}

const CELL: Vec2 = Vec2::new(38.0, 28.0);

/// The weeks of a month from Monday to Sunday, with the days of its neighbours that fill them.
fn weeks(month: NaiveDate) -> Vec<Vec<NaiveDate>> {
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
