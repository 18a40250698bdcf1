//! Several items of a list at once: chosen with the mouse or the keys, removed in one step.

use super::bench::*;
use clausewright::editor::App;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

fn at_exclusions() -> Harness<'static, App> {
    let mut window = sized(&disk_with_example("cloud-hosting"), &["/drafts/example.ron"], [1280.0, 2000.0]);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &"exclusions".into());
    window.run();
    window
}

fn ids(window: &Harness<'_, App>) -> Vec<String> {
    session(window).draft().agreement.exclusions.iter().map(|e| e.id.to_string()).collect()
}

/// The names of the exclusions as their rows show them.
fn names(window: &Harness<'_, App>) -> Vec<String> {
    let a = &session(window).draft().agreement;
    a.exclusions.iter().map(|e| a.name_of(e).expect("it has a name")).collect()
}

fn click_row(window: &mut Harness<'_, App>, name: &str, modifiers: Modifiers) {
    let pos = window.get_by_role_and_label(Role::DisclosureTriangle, name).rect().center();
    window.event(Event::PointerMoved(pos));
    window.event(Event::ModifiersChanged(modifiers));
    for pressed in [true, false] {
        window.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
        window.run();
    }
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    window.run();
}

fn chosen(window: &Harness<'_, App>) -> Vec<String> {
    let rows = window.query_all_by_role(Role::DisclosureTriangle);
    let chosen = rows.filter(|n| n.accesskit_node().is_selected() == Some(true));
    chosen.filter_map(|n| n.accesskit_node().label()).collect()
}

#[test]
fn rows_chosen_with_the_mouse_are_removed_in_one_step() {
    let mut window = at_exclusions();
    let (all, before) = (names(&window), session(&window).draft().clone());
    assert!(all.len() > 3, "{all:?}");
    click_row(&mut window, &all[0], CTRL);
    click_row(&mut window, &all[2], CTRL);
    assert_eq!(chosen(&window), [all[0].clone(), all[2].clone()]);
    let told = window.query_all_by_label_contains("2 chosen: Delete removes them").count();
    assert_eq!(told, 1, "the bar below says what can be done");
    click(&mut window, Role::Button, "Remove the 2 chosen");
    assert_eq!(names(&window), [&all[1..2], &all[3..]].concat());
    let told = window.state().notes().join(" ");
    assert!(told.contains("Removed 2 items: ") && told.contains(&all[2]), "{told}");
    ctrl(&mut window, Key::Z);
    assert_eq!(*session(&window).draft(), before, "one step brings both back");

    click_row(&mut window, &all[1], CTRL);
    click_row(&mut window, &all[3], Modifiers::SHIFT);
    assert_eq!(chosen(&window), all[1..4]);
    click_row(&mut window, &all[2], CTRL);
    assert_eq!(chosen(&window), [all[1].clone(), all[3].clone()]);
    click_row(&mut window, &all[1], Modifiers::NONE);
    assert!(chosen(&window).is_empty(), "another click means the row alone");
}

#[test]
fn rows_are_chosen_and_removed_by_keyboard() {
    let mut window = at_exclusions();
    let all = names(&window);
    click_row(&mut window, &all[0], CTRL);
    for _ in 0..2 {
        window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
        window.run();
    }
    assert_eq!(chosen(&window), all[..3]);
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowUp);
    window.run();
    assert_eq!(chosen(&window), all[..2]);
    press(&mut window, Key::Delete);
    window.run();
    assert_eq!(names(&window), all[2..]);
    assert!(
        focused(&window).starts_with(&all[2]),
        "the keyboard goes on at the next row: {}",
        focused(&window)
    );
    go_to_field(&mut window, "remove all items of this list");
    assert!(ids(&window).is_empty());
    ctrl(&mut window, Key::Z);
    assert_eq!(names(&window), all[2..]);
    ctrl(&mut window, Key::Z);
    assert_eq!(names(&window), all);
    go_to_field(&mut window, "remove the chosen items");
    assert_eq!(names(&window), all, "nothing is chosen");
    assert!(window.state().notes().iter().any(|note| note.starts_with("Choose rows of a list first")));
}

#[test]
fn the_menu_of_a_row_removes_all_and_rows_of_a_table_are_chosen_by_their_handles() {
    let mut window = at_exclusions();
    let (all, before) = (names(&window), session(&window).draft().clone());
    click(&mut window, Role::Button, &format!("Actions for {}", all[0]));
    click(&mut window, Role::Button, &format!("Remove all {}", all.len()));
    assert!(ids(&window).is_empty());
    ctrl(&mut window, Key::Z);
    assert_eq!(*session(&window).draft(), before);

    let schedule =
        before.agreement.credits.schedules.iter().find(|s| s.tiers.len() > 1).expect("it has some");
    let list = format!("credits.schedules.{}.tiers", schedule.id);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &list.as_str().into());
    window.run();
    for row in ["tier 1", "tier 2"] {
        let pos = window.get_by_role_and_label(Role::Button, &format!("Actions for {row}")).rect().center();
        window.event(Event::PointerMoved(pos));
        window.event(Event::ModifiersChanged(CTRL));
        for pressed in [true, false] {
            window.event(Event::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed,
                modifiers: CTRL,
            });
            window.run();
        }
        window.event(Event::ModifiersChanged(Modifiers::NONE));
        window.run();
    }
    press(&mut window, Key::Delete);
    let now = session(&window).draft().agreement.credits.schedules.iter().find(|s| s.id == schedule.id);
    assert_eq!(now.expect("it is there").tiers.len(), schedule.tiers.len() - 2);
}
