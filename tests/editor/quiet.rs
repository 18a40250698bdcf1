//! An idle window costs nothing, whatever it shows.

use super::bench::*;
use clausewright::editor::App;
use clausewright::store::testing::FakeFs;
use egui::accesskit::Role;
use egui::{Key, Modifiers, ViewportId};
use egui_kittest::Harness;
use std::time::Duration;

/// Waits until notes have gone, steps of undo are closed and highlights have faded, and sees that nothing is left to be
/// done.
fn rests(window: &mut Harness<'_, App>, what: &str) {
    settle(window);
    for _ in 0..60 {
        window.step();
    }
    settle(window);
    let delay = window.output().viewport_output[&ViewportId::ROOT].repaint_delay;
    assert!(delay > Duration::from_secs(3600), "{what}: {delay:?}: {:?}", window.ctx.repaint_causes());
}

#[test]
fn a_settled_window_asks_for_no_further_frame() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "notice period");
    overtype(&mut window, "6mo");
    press(&mut window, Key::Tab);
    rests(&mut window, "after an edit");
}

#[test]
fn start_screen_and_first_questions_rest() {
    let mut window = window(&FakeFs::new(), &[]);
    rests(&mut window, "start");
    click(&mut window, Role::Button, "Begin Cloud hosting agreement");
    rests(&mut window, "first questions");
}

#[test]
fn tables_dialogs_and_menus_rest() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    for name in ["review", "coverage by standard", "earlier saves"] {
        go_to_field(&mut window, name);
        rests(&mut window, name);
        go_to_field(&mut window, name);
    }
    for (name, modifiers, key) in [
        ("export", Modifiers::COMMAND, Key::E),
        ("palette", Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P),
        ("shortcuts", Modifiers::NONE, Key::F1),
        ("menu", Modifiers::ALT, Key::V),
    ] {
        let ctrl = modifiers.command;
        window.key_press_modifiers(Modifiers { ctrl, ..modifiers }, key);
        window.run();
        rests(&mut window, name);
        press(&mut window, Key::Escape);
    }
    window.ctx.set_theme(egui::Theme::Dark);
    rests(&mut window, "dark");
}
