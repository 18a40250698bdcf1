//! The days that agreements usually begin on, one click away.

use super::words;
use crate::editor::tokens::{SPACE_XS, TYPE_SMALL};
use crate::editor::widgets::{Field, Form, Kind};
use crate::value::{Date, LeafKind};
use chrono::Datelike;
use egui::{Button, RichText, Ui, vec2};

/// Offers days for each date among the fields that may be changed.
pub fn usual_days_ui(ui: &mut Ui, form: &mut Form<'_>, fields: &[Field<'_>]) {
    let Some(today) = form.today.filter(|_| !form.read_only) else { return };
    for field in fields.iter().filter(|f| matches!(f.kind, Kind::Leaf(LeafKind::Date))) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(SPACE_XS, SPACE_XS);
            ui.add_space(8.0);
            for (name, day) in usual_days(today) {
                let button = ui.add(Button::new(RichText::new(name).size(TYPE_SMALL)));
                let button = button.accessible_name(words::usual_day(field.label, name));
                if button.on_hover_text(day.long()).clicked() {
                    form.choose(&field.path, field.label, day.to_string());
                }
            }
        });
    }
}

fn usual_days(today: Date) -> Vec<(&'static str, Date)> {
    let this_month = today.get().with_day(1).and_then(Date::new);
    let days = [
        (words::TODAY, Some(today)),
        (words::NEXT_MONTH, this_month.and_then(|first| first.plus_months(1))),
        (words::IN_30_DAYS, today.plus_days(30)),
    ];
    days.into_iter().filter_map(|(name, day)| Some((name, day?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_next_month_is_found_at_the_end_of_one() {
        let said = |today: &str| {
            let days = usual_days(today.parse().unwrap());
            days.into_iter().map(|(_, day)| day.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(said("2026-12-31"), ["2026-12-31", "2027-01-01", "2027-01-30"]);
        assert_eq!(said("2026-03-02"), ["2026-03-02", "2026-04-01", "2026-04-01"]);
    }
}
