//! Lists of texts are read without opening each item.

use super::bench::*;
use clausewright::editor::App;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

fn at_definitions() -> Harness<'static, App> {
    let fs = disk_with_example("managed-it-support");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &"definitions".into());
    window.run();
    window
}

/// The row of the longest meaning: how high it is, and what is said of it.
fn longest(window: &Harness<'_, App>) -> (f32, String) {
    let definitions = &session(window).draft().agreement.definitions;
    let longest = definitions.iter().max_by_key(|d| d.meaning.len()).expect("there are definitions");
    let row = window.get_by_role_and_label(Role::DisclosureTriangle, &longest.term);
    (row.rect().height(), row.accesskit_node().data().description().unwrap_or_default().to_owned())
}

#[test]
fn every_text_is_shown_in_full_and_folded_again_and_that_is_remembered() {
    let mut window = at_definitions();
    let before = session(&window).snapshot();
    let (few, said) = longest(&window);
    assert!(few > 60.0, "three lines and the term: {few}");
    assert!(said.len() > 200, "who hears the screen hears all of it: {said}");
    click(&mut window, Role::Button, "Show all texts");
    let (all, _) = longest(&window);
    assert!(all > few + 15.0, "{few} {all}");
    click(&mut window, Role::TreeItem, "Responsibilities");
    assert!(window.query_by_role_and_label(Role::Button, "Show all texts").is_some(), "each list by itself");
    click(&mut window, Role::TreeItem, "Definitions and interpretation");
    assert_eq!(longest(&window).0, all);
    // Whatever was opened is folded as well.
    let term = session(&window).draft().agreement.definitions[0].term.to_string();
    click(&mut window, Role::DisclosureTriangle, &term);
    assert!(window.query_all_by_label("Meaning").count() > 0);
    click(&mut window, Role::Button, "Fold all");
    assert_eq!(longest(&window).0, few);
    assert_eq!(window.query_all_by_label("Meaning").count(), 0);
    assert_eq!(*session(&window).snapshot(), *before, "nothing of the draft changes");
}

#[test]
fn the_keyboard_shows_the_texts_of_all_lists_by_a_command() {
    let mut window = at_definitions();
    let (few, _) = longest(&window);
    go_to_field(&mut window, "show all texts");
    window.run();
    assert!(longest(&window).0 > few);
    click(&mut window, Role::TreeItem, "Responsibilities");
    assert!(window.query_by_role_and_label(Role::Button, "Fold all").is_some());
    window.get_by_role_and_label(Role::Button, "Fold all").focus();
    window.run();
    press(&mut window, Key::Enter);
    assert!(window.query_by_role_and_label(Role::Button, "Show all texts").is_some());
}
