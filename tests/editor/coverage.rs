//! The table of parts by standard, and parts that do not apply.

use super::bench::*;
use clausewright::editor::App;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

fn staffing() -> Harness<'static, App> {
    let fs = disk_with_example("outsourced-staffing");
    let mut window = sized(&fs, &["/drafts/example.ron"], [1440.0, 1400.0]);
    press(&mut window, Key::F7);
    window
}

fn shows_table(window: &Harness<'_, App>) -> bool {
    window.query_all_by_label_contains("Back to the form").count() > 0
}

fn row_of(window: &Harness<'_, App>, part: &str) -> String {
    let mut rows = window.query_all_by(|n| n.role() == Role::ListItem);
    let found = rows.find_map(|n| n.accesskit_node().label().filter(|l| l.starts_with(part)));
    found.unwrap_or_default()
}

#[test]
fn the_table_is_opened_filtered_and_left_by_keyboard() {
    let mut window = staffing();
    assert!(shows_table(&window));
    assert_eq!(focused(&window), "All  25 of 25");
    assert_eq!(row_of(&window, "Maintenance"), "Maintenance, not applicable");
    assert_eq!(row_of(&window, "Reporting"), "Reporting, complete");
    for _ in 0..3 {
        press(&mut window, Key::ArrowRight);
    }
    assert_eq!(focused(&window), "ISO/IEC 20000-1  6 of 6");
    press(&mut window, Key::Space);
    assert!(row_of(&window, "Maintenance").is_empty());
    assert_eq!(row_of(&window, "Workload"), "Workload limits, complete");
    press(&mut window, Key::F7);
    assert!(!shows_table(&window));
}

#[test]
fn what_is_missing_is_named_and_a_click_leads_there() {
    let mut window = staffing();
    press(&mut window, Key::F7);
    go_to_field(&mut window, "workload limits");
    overtype(&mut window, "");
    press(&mut window, Key::Delete);
    press(&mut window, Key::F7);
    let row = row_of(&window, "Workload");
    assert_eq!(row, "Workload limits, missing");
    assert!(window.query_by_label("ISO/IEC 20000-1  5 of 6").is_some());
    click(&mut window, Role::ListItem, &row);
    window.run();
    assert!(!shows_table(&window));
    assert_eq!(focused(&window), "Workload limits");
}

#[test]
fn a_part_is_set_aside_with_a_reason_and_that_can_be_undone() {
    let mut window = staffing();
    click(&mut window, Role::Button, "Reason: Maintenance");
    click(&mut window, Role::Button, "It applies again");
    assert_eq!(row_of(&window, "Maintenance"), "Maintenance, missing");
    assert_eq!(focused(&window), "Maintenance, missing");
    click(&mut window, Role::Button, "Not applicable: Maintenance");
    assert_eq!(focused(&window), "Reason");
    assert!(window.get_by_role_and_label(Role::Button, "Does not apply").accesskit_node().is_disabled());
    type_text(&mut window, "nothing is operated");
    click(&mut window, Role::Button, "Does not apply");
    assert_eq!(text(&window, "not_applicable.maintenance.reason"), "nothing is operated");
    assert_eq!(row_of(&window, "Maintenance"), "Maintenance, not applicable");
    ctrl(&mut window, Key::Z);
    assert!(shows_table(&window));
    assert_eq!(row_of(&window, "Maintenance"), "Maintenance, missing");
}

#[test]
fn the_table_fits_a_small_window() {
    let fs = disk_with_example("cloud-hosting");
    for size in [[900.0, 600.0], [1920.0, 1080.0]] {
        let mut window = sized(&fs, &["/drafts/example.ron"], size);
        press(&mut window, Key::F7);
        assert_eq!(row_of(&window, "Reporting"), "Reporting, complete");
    }
}
