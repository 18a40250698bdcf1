//! Items of lists: add, duplicate, move, delete, by their ids and by keyboard.

use super::bench::*;
use clausewright::editor::App;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

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

/// The first line of each event, which is what its row is called.
fn rows(window: &Harness<'_, App>) -> Vec<String> {
    let events = session(window).draft().agreement.exclusions.iter();
    events.map(|e| e.event.lines().next().unwrap_or("").to_owned()).collect()
}

fn pointer(window: &mut Harness<'_, App>, pos: egui::Pos2) {
    window.event(egui::Event::PointerMoved(pos));
    window.step();
}

fn button(window: &mut Harness<'_, App>, pos: egui::Pos2, pressed: bool) {
    window.event(egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    });
    window.step();
}

#[test]
fn an_item_is_dragged_to_its_place_and_escape_gives_up() {
    let mut window = at_exclusions();
    let (before, names_of) = (names(&window), rows(&window));
    let rect = |window: &Harness<'_, App>, name: &str| {
        window.get_by_role_and_label(Role::DisclosureTriangle, name).rect()
    };
    let from = rect(&window, &names_of[0]).center();
    let to = rect(&window, &names_of[1]).center() + egui::vec2(0.0, 12.0);
    for give_up in [true, false] {
        pointer(&mut window, from);
        button(&mut window, from, true);
        pointer(&mut window, from + egui::vec2(0.0, 10.0));
        pointer(&mut window, to);
        assert_eq!(names(&window), before, "nothing moves before the button is let go");
        if give_up {
            window.key_press(Key::Escape);
            window.step();
        }
        button(&mut window, to, false);
        window.run();
        let moved = names(&window);
        assert_eq!(moved != before, !give_up);
        if !give_up {
            assert_eq!((&moved[0], &moved[1]), (&before[1], &before[0]));
            assert_eq!(focused(&window), names_of[0]);
        }
    }
    ctrl(&mut window, Key::Z);
    assert_eq!(names(&window), before);
}

#[test]
fn the_keyboard_stays_with_what_was_done() {
    let mut window = at_exclusions();
    let names_of = rows(&window);
    window.get_by_role_and_label(Role::DisclosureTriangle, &names_of[0]).focus();
    window.run();
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    window.run();
    window.run();
    assert_eq!(focused(&window), names_of[0]);
    press(&mut window, Key::Delete);
    window.run();
    assert_eq!(focused(&window), names_of[2], "the row that took its place");
    ctrl(&mut window, Key::Z);
    window.run();
    assert_eq!(focused(&window), names_of[0], "the row that came back");
    go_to_field(&mut window, "move item up");
    window.run();
    assert_eq!(rows(&window), names_of);
    go_to_field(&mut window, "duplicate item");
    window.run();
    assert_eq!(rows(&window)[1], names_of[0]);
    go_to_field(&mut window, "delete item");
    assert_eq!(rows(&window), names_of);
}

#[test]
fn a_full_list_says_why_nothing_is_duplicated() {
    let mut draft = clausewright::template::find("cloud-hosting").unwrap().example().clone();
    let first = draft.agreement.parties[0].clone();
    let most = clausewright::value::Limit::Parties.most();
    draft.agreement.parties.extend((draft.agreement.parties.len()..most).map(|n| {
        let mut party = first.clone();
        party.id = format!("p{n}").parse().unwrap();
        party
    }));
    let fs = clausewright::store::testing::FakeFs::new();
    fs.put("/drafts/full.ron", clausewright::draft::to_ron(&draft).unwrap().as_bytes());
    let mut window = window(&fs, &["/drafts/full.ron"]);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &"parties".into());
    window.run();
    let menu = format!("Actions for {}", first.legal_name);
    window.get_all_by_role_and_label(Role::Button, &menu).next().unwrap().click();
    window.run();
    assert!(window.query_by_label("The list is full; nothing can be added to it.").is_some());
    let duplicate = window.query_all_by_label_contains("Duplicate").next().expect("it is in the menu");
    assert!(duplicate.accesskit_node().is_disabled());
}
