//! Items of lists: add, duplicate, move, delete, by their ids and by keyboard.

use super::bench::*;
use clausewright::editor::App;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

fn names(window: &Harness<'_, App>) -> Vec<String> {
    session(window).draft().agreement.exclusions.iter().map(|e| e.id.to_string()).collect()
}

fn at_exclusions() -> Harness<'static, App> {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    click(&mut window, Role::TreeItem, "Exclusions");
    window
}

#[test]
fn an_item_is_added_and_its_first_field_takes_the_keyboard() {
    let mut window = at_exclusions();
    let before = names(&window);
    window.get_by_role_and_label(Role::Button, "Add exclusion").focus();
    window.run();
    press(&mut window, Key::Enter);
    let after = names(&window);
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(focused(&window), "Event");
    type_text(&mut window, "Strike");
    ctrl(&mut window, Key::Z);
    ctrl(&mut window, Key::Z);
    assert_eq!(names(&window), before);
}

#[test]
fn an_item_is_moved_duplicated_and_deleted_by_keyboard() {
    let mut window = at_exclusions();
    let before = names(&window);
    assert!(before.len() > 1);
    let first =
        session(&window).draft().agreement.exclusions[0].event.lines().next().unwrap_or("").to_owned();
    window.get_by_role_and_label(Role::DisclosureTriangle, &first).focus();
    window.run();
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    window.run();
    assert_eq!(names(&window)[1], before[0]);
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowUp);
    window.run();
    assert_eq!(names(&window), before);
    ctrl(&mut window, Key::D);
    assert_eq!(names(&window)[1], format!("{}-2", before[0]));
    ctrl(&mut window, Key::Z);
    assert_eq!(names(&window), before);
    window.get_by_role_and_label(Role::DisclosureTriangle, &first).focus();
    window.run();
    press(&mut window, Key::Delete);
    assert_eq!(names(&window), before[1..]);
    ctrl(&mut window, Key::Z);
    assert_eq!(names(&window), before);
}
