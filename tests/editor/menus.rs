//! Menus, outline and Escape by keyboard.

use super::bench::*;
use super::panes::pane;
use clausewright::editor::App;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Popup};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

fn example() -> Harness<'static, App> {
    window(&disk_with_example("cloud-hosting"), &["/drafts/example.ron"])
}

#[test]
fn f10_leads_to_the_menus_and_the_arrows_through_them() {
    let mut window = example();
    focus_field(&mut window, "reference");
    press(&mut window, Key::F10);
    assert_eq!(focused(&window), "File");
    press(&mut window, Key::ArrowRight);
    assert_eq!(focused(&window), "Edit");
    press(&mut window, Key::Enter);
    assert!(Popup::is_any_open(&window.ctx));
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowRight);
    assert!(window.query_all_by_label_contains("Larger pages").count() > 0, "the View menu is open");
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::ArrowDown);
    assert!(focused(&window).starts_with("New…"), "{}", focused(&window));
    press(&mut window, Key::Escape);
    assert!(!Popup::is_any_open(&window.ctx));
}

#[test]
fn alt_and_a_letter_opens_its_menu_and_alt_alone_leads_to_the_first() {
    let mut window = example();
    window.key_press_modifiers(Modifiers::ALT, Key::G);
    window.run();
    assert!(window.query_all_by_label_contains("Coverage by standard").count() > 0);
    press(&mut window, Key::Escape);
    window.event(Event::ModifiersChanged(Modifiers::ALT));
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    window.run();
    assert_eq!(focused(&window), "File");
    // Alt that was held for something else leads nowhere.
    focus_field(&mut window, "reference");
    window.event(Event::ModifiersChanged(Modifiers::ALT));
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    window.run();
    assert_eq!(focused(&window), "Reference");
}

#[test]
fn the_outline_is_walked_with_arrows_and_letters() {
    let mut window = example();
    press(&mut window, Key::F6);
    let section = |window: &Harness<'_, App>| focused(window);
    assert_eq!(section(&window), "Parties and structure");
    press(&mut window, Key::ArrowDown);
    assert_eq!(section(&window), "Definitions and interpretation");
    press(&mut window, Key::End);
    let last = section(&window);
    press(&mut window, Key::ArrowDown);
    assert_eq!(section(&window), last, "the end is the end");
    press(&mut window, Key::Home);
    assert_eq!(section(&window), "Parties and structure");
    type_text(&mut window, "m");
    assert_eq!(section(&window), "Maintenance");
    assert_eq!(window.query_all_by_label("Maintenance").count(), 3, "its form is shown");
    press(&mut window, Key::Enter);
    assert_ne!(section(&window), "Maintenance", "Enter leads into the form");
}

#[test]
fn tab_goes_on_from_where_escape_left_the_keyboard() {
    let mut window = example();
    focus_field(&mut window, "title");
    press(&mut window, Key::Escape);
    assert_eq!(focused(&window), "");
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "Reference");
}

#[test]
fn what_tab_comes_to_is_in_view() {
    let mut window = sized(&disk_with_example("cloud-hosting"), &["/drafts/example.ron"], [900.0, 600.0]);
    window.get_by_role_and_label(Role::TreeItem, "Term, termination and exit").click_accesskit();
    window.run();
    press(&mut window, Key::F6);
    press(&mut window, Key::F6);
    let form = window.get_by_role(Role::Form).rect();
    for _ in 0..40 {
        press(&mut window, Key::Tab);
        if pane(&window) != "form" {
            continue;
        }
        let mut focused = window.query_all_by(|n| n.is_focused() && n.role() != Role::Window);
        let rect = focused.next().expect("something in the form has the keyboard").rect();
        assert!(form.expand(6.0).contains(rect.center()), "{rect:?} is not in {form:?}");
    }
}

#[test]
fn the_menu_of_a_row_closes_with_what_is_chosen_by_keyboard() {
    let mut window = example();
    click(&mut window, Role::TreeItem, "Services, scope and fees");
    let name = session(&window).draft().agreement.services[0].name.to_string();
    let before = session(&window).draft().agreement.services.len();
    let actions = window.query_all_by_role(Role::Button);
    let actions = actions.filter(|n| {
        n.accesskit_node().label().is_some_and(|l| l.starts_with("Actions for ") && l.contains(&name))
    });
    actions.into_iter().next().expect("each row has a menu").focus();
    window.run();
    press(&mut window, Key::Enter);
    window.get_by_role_and_label(Role::Button, "Duplicate Ctrl+D").focus();
    window.run();
    press(&mut window, Key::Enter);
    window.run();
    assert_eq!(session(&window).draft().agreement.services.len(), before + 1);
    assert_eq!(window.query_all_by_label("Duplicate Ctrl+D").count(), 0, "it is closed");
}
