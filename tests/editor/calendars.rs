//! Calendars: the drawn week, many holidays at once, weekdays and zones.

use super::bench::*;
use clausewright::agreement::Calendar;
use clausewright::editor::App;
use egui::accesskit::Role;
use egui::{Event, Key};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// A window at this field of the example's first calendar with holidays.
fn at_calendar(field: &str) -> (Harness<'static, App>, String) {
    let fs = disk_with_example("managed-it-support");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let calendars = &session(&window).draft().agreement.calendars;
    let calendar = calendars.iter().find(|c| !c.is_around_the_clock() && !c.hours.is_empty()).unwrap();
    let place = format!("calendars.{}", calendar.id);
    let path = format!("{place}.{field}").replace("FIRST", calendar.hours[0].id.as_str());
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &path.as_str().into());
    window.run();
    (window, place)
}

/// Brings a button below the table into view, and clicks it.
fn click_below(window: &mut Harness<'_, App>, name: &str) {
    window.get_by_role_and_label(Role::Button, name).scroll_to_me();
    window.run();
    click(window, Role::Button, name);
}

fn calendar<'a>(window: &'a Harness<'_, App>, place: &str) -> &'a Calendar {
    session(window).draft().agreement.calendar(place.trim_start_matches("calendars.")).unwrap()
}

fn holidays(window: &Harness<'_, App>, place: &str) -> Vec<String> {
    let said = |h: &clausewright::agreement::Holiday| {
        let date = h.date.map(|d| d.to_string()).unwrap_or_default();
        format!("{date} {}", h.name.as_str()).trim_end().to_owned()
    };
    calendar(window, place).holidays.iter().map(said).collect()
}

fn day(window: &Harness<'_, App>, name: &str) -> String {
    let day =
        window.get_by(|n| n.role() == Role::ListItem && n.label().unwrap_or_default().starts_with(name));
    day.accesskit_node().label().unwrap_or_default()
}

#[test]
fn the_week_is_drawn_as_it_is_typed_and_leads_to_its_hours() {
    let (mut window, place) = at_calendar("hours.FIRST.from");
    let before = day(&window, "Monday");
    overtype(&mut window, "06:45");
    window.run();
    let after = day(&window, "Monday");
    assert!(after.starts_with("Monday: 06:45–") && after != before, "{before}: {after}");
    assert!(day(&window, "Sunday").len() > "Sunday: ".len());
    let hours = calendar(&window, &place).hours[0].days.to_string();
    assert!(hours.starts_with("Mon"), "{hours}");
    window.get_by_role_and_label(Role::ListItem, &after).click();
    window.run();
    window.run();
    let row = window.get_by(|n| n.is_focused() && n.role() == Role::DisclosureTriangle);
    let said = row.accesskit_node().label().unwrap_or_default();
    assert!(row.accesskit_node().description().unwrap_or_default().contains("06:45"), "{said}");
}

#[test]
fn several_dates_pasted_into_one_become_as_many_rows_in_one_step() {
    let (mut window, place) = at_calendar("holidays");
    let before = holidays(&window, &place);
    click_below(&mut window, "Add holiday");
    window.run();
    assert!(focused(&window).starts_with("Date, holiday"), "{}", focused(&window));
    let pasted = "2031-01-01\tNew Year's Day\n2031-05-01; 2031-12-25, Christmas Day\n";
    window.event(Event::Paste(pasted.to_owned()));
    window.run();
    window.run();
    let after = holidays(&window, &place);
    assert_eq!(after.len(), before.len() + 3, "the row that was blank takes the first: {after:?}");
    assert_eq!(
        after[before.len()..],
        ["2031-01-01 New Year's Day", "2031-05-01", "2031-12-25 Christmas Day"]
    );
    assert!(window.query_all_by_label_contains("3 holidays added.").count() > 0);
    ctrl(&mut window, Key::Z);
    assert_eq!(holidays(&window, &place).len(), before.len() + 1, "one step takes all back");
    ctrl(&mut window, Key::Z);
    assert_eq!(holidays(&window, &place), before);
}

#[test]
fn one_pasted_date_is_a_date() {
    let (mut window, place) = at_calendar("holidays");
    let before = holidays(&window, &place).len();
    click_below(&mut window, "Add holiday");
    window.run();
    window.event(Event::Paste("2031-05-01".to_owned()));
    window.run();
    let after = holidays(&window, &place);
    assert_eq!((after.len(), after.last().map(String::as_str)), (before + 1, Some("2031-05-01")));
    let days = window.query_all_by_label("Thursday").count() + window.query_all_by_label("Thu").count();
    assert!(days > 0, "the weekday stands beside it");
}

#[test]
fn what_is_no_date_stays_in_the_box_and_is_named() {
    let (mut window, place) = at_calendar("holidays");
    let before = holidays(&window, &place);
    click_below(&mut window, "Add several…");
    window.run();
    assert_eq!(focused(&window), "Several holidays");
    window.event(Event::Paste("2031-01-01\n2031-02-30\nsomeday\n2031-01-01".to_owned()));
    window.run();
    assert!(window.query_all_by_label_contains("1 new day: 1 January 2031").count() > 0);
    assert!(window.query_all_by_label_contains("2031-02-30").count() > 0);
    assert!(window.query_all_by_label_contains("someday").count() > 0);
    assert_eq!(holidays(&window, &place), before, "nothing is taken before it is asked for");
    click(&mut window, Role::Button, "Add 1 holiday");
    window.run();
    let mut wanted = before.clone();
    wanted.push("2031-01-01".to_owned());
    assert_eq!(holidays(&window, &place), wanted);
    let rest = window.get_by_role_and_label(Role::MultilineTextInput, "Several holidays");
    assert_eq!(rest.accesskit_node().value().unwrap_or_default(), "2031-02-30\nsomeday");
    click(&mut window, Role::Button, "Close");
    window.run();
    assert!(window.query_by_role_and_label(Role::MultilineTextInput, "Several holidays").is_none());
    ctrl(&mut window, Key::Z);
    assert_eq!(holidays(&window, &place), before);
}

#[test]
fn days_of_every_year_are_typed_and_pasted_without_a_year() {
    let (mut window, place) = at_calendar("holidays");
    let before = holidays(&window, &place).len();
    click(&mut window, Role::Button, "Add several…");
    window.run();
    let pasted = "1 January New Year's Day\nGood Friday\nEaster Monday\n17 May\nSome day\nOther day";
    window.event(Event::Paste(pasted.to_owned()));
    window.run();
    assert!(window.query_all_by_label_contains("4 new days that come back every year").count() > 0);
    let said = window.query_all_by_label_contains("write 2026-12-25, 25 December, Good Friday").count();
    let said =
        said + window.query_all_by_label_contains("Write 2026-12-25, 25 December, Good Friday").count();
    assert_eq!(said, 1, "how to write a day is said once for both lines");
    click(&mut window, Role::Button, "Add 4 holidays");
    window.run();
    let wanted = ["1 January New Year's Day", "Good Friday", "Easter Monday", "17 May"];
    assert_eq!(holidays(&window, &place)[before..], wanted);
    click(&mut window, Role::Button, "Close");
    click(&mut window, Role::Button, "Add holiday");
    window.run();
    type_text(&mut window, "first monday of may");
    window.run();
    assert_eq!(holidays(&window, &place).last().map(String::as_str), Some("first Monday of May"));
    assert!(
        window.query_all_by_label_contains("= every year: Monday, ").count() > 0,
        "its next dates are shown"
    );
    let document = &session(&window).derived().document;
    let text = clausewright::document::canonical_text(document);
    let said = "closed every year on 1 January (New Year's Day), Good Friday, Easter Monday, ";
    let text = text.replace('\u{a0}', " ");
    assert!(text.contains(said), "{}", text.lines().find(|l| l.contains("closed every year")).unwrap_or(""));
}

#[test]
fn a_zone_says_how_far_it_is_from_utc() {
    let (mut window, _) = at_calendar("zone");
    overtype(&mut window, "Europe/Ber");
    window.run();
    assert!(window.query_all_by_label_contains("UTC+1, in summer UTC+2").count() > 0, "in the choice");
    overtype(&mut window, "Asia/Kolkata");
    press(&mut window, Key::Tab);
    window.run();
    assert!(window.query_all_by_label_contains("UTC+5:30").count() > 0, "beside what is chosen");
}
