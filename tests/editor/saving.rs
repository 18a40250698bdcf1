//! Saving does not hold up the window, and nothing that was asked for is lost by it.

use super::bench::*;
use clausewright::editor::App;
use clausewright::store::testing::{FakeFs, Fault, Operation};
use egui::accesskit::Role;
use egui::{Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::io::ErrorKind;

type Window = Harness<'static, App>;

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
const FILE: &str = "/drafts/example.ron";

/// A window in the middle of saving the title "First" to a disk that does not answer.
fn saving_window() -> (FakeFs, Window) {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &[FILE]);
    finish_writing(&mut window);
    focus_field(&mut window, "title");
    overtype(&mut window, "First");
    fs.hold(Operation::Sync);
    window.key_press_modifiers(CTRL, Key::S);
    window.step();
    (fs, window)
}

/// Presses a key with Ctrl held and waits for nothing.
fn hit(window: &mut Window, key: Key) {
    window.key_press_modifiers(CTRL, key);
    window.run();
}

fn retitle(window: &mut Window, title: &str) {
    focus_field(window, "title");
    hit(window, Key::A);
    type_text(window, title);
}

fn pass(window: &mut Window, seconds: f64) {
    let start = window.ctx.input(|i| i.time);
    while window.ctx.input(|i| i.time) < start + seconds {
        window.step();
    }
}

fn says(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).count() > 0
}

fn on_disk(fs: &FakeFs, text: &str) -> bool {
    let content = fs.content(FILE).expect("the file is there");
    String::from_utf8(content).expect("it is text").contains(text)
}

/// What the window answers to being asked to close: true if it agrees at once.
fn agrees_to_close(window: &mut Window) -> bool {
    let viewport = window.input_mut().viewports.get_mut(&ViewportId::ROOT).expect("there is a window");
    viewport.events.push(ViewportEvent::Close);
    window.step();
    !commands(window).contains(&ViewportCommand::CancelClose)
}

fn commands(window: &Window) -> Vec<ViewportCommand> {
    window.output().viewport_output[&ViewportId::ROOT].commands.clone()
}

#[test]
fn work_goes_on_while_the_disk_takes_its_time() {
    let (fs, mut window) = saving_window();
    pass(&mut window, 0.6);
    assert!(says(&window, "Saving…"));
    retitle(&mut window, "Second");
    assert_eq!(text(&window, "title"), "Second");
    fs.let_go();
    finish_writing(&mut window);
    assert!(on_disk(&fs, "\"First\"") && !on_disk(&fs, "\"Second\""));
    assert!(session(&window).is_dirty(), "what was typed meanwhile is not saved");
    assert!(says(&window, "Unsaved changes") && !says(&window, "Saving…"));
}

#[test]
fn a_second_save_waits_for_the_first_and_is_not_lost() {
    let (fs, mut window) = saving_window();
    retitle(&mut window, "Second");
    hit(&mut window, Key::S);
    hit(&mut window, Key::S);
    fs.let_go();
    finish_writing(&mut window);
    assert!(on_disk(&fs, "\"Second\""));
    assert!(!session(&window).is_dirty());
}

#[test]
fn a_tab_that_is_closed_during_its_save_goes_once_it_is_saved() {
    let (fs, mut window) = saving_window();
    hit(&mut window, Key::W);
    assert!(window.state().session().is_some());
    fs.let_go();
    finish_writing(&mut window);
    assert!(window.state().session().is_none());
    assert!(on_disk(&fs, "\"First\""));
}

#[test]
fn a_tab_that_was_changed_meanwhile_or_could_not_be_saved_stays() {
    let (fs, mut window) = saving_window();
    retitle(&mut window, "Second");
    hit(&mut window, Key::W);
    fs.let_go();
    finish_writing(&mut window);
    assert!(says(&window, "Unsaved changes"));
    press(&mut window, Key::Escape);
    assert_eq!(text(&window, "title"), "Second");

    fs.fail(Fault::every(Operation::Sync, ErrorKind::StorageFull));
    fs.hold(Operation::Write);
    hit(&mut window, Key::S);
    hit(&mut window, Key::W);
    fs.let_go();
    finish_writing(&mut window);
    window.run();
    assert!(says(&window, "the disk is full"));
    assert!(says(&window, FILE));
    click(&mut window, Role::Button, "Close");
    assert!(session(&window).is_dirty());
    assert!(on_disk(&fs, "\"First\""));
}

#[test]
fn the_window_closes_once_everything_is_saved() {
    let (fs, mut window) = saving_window();
    assert!(!agrees_to_close(&mut window));
    fs.let_go();
    let mut asked_again = false;
    for _ in 0..500 {
        window.step();
        asked_again |= commands(&window).contains(&ViewportCommand::Close);
        if asked_again {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert!(asked_again);
    assert!(on_disk(&fs, "\"First\""));
    assert!(agrees_to_close(&mut window));
}

#[test]
fn a_save_that_never_ends_does_not_hold_the_window_for_ever() {
    let (fs, mut window) = saving_window();
    pass(&mut window, 11.0);
    assert!(!agrees_to_close(&mut window));
    window.run();
    assert!(says(&window, "Still saving"));
    click_at_once(&mut window, "Leave without waiting");
    assert!(agrees_to_close(&mut window));
    fs.let_go();
}

fn click_at_once(window: &mut Window, name: &str) {
    window.get_by_role_and_label(Role::Button, name).click();
    window.run();
}

#[test]
fn every_draft_with_a_file_is_saved_by_save_all() {
    let fs = disk_with_example("cloud-hosting");
    fs.put("/drafts/second.ron", &fs.content(FILE).expect("the example is there"));
    let mut window = window(&fs, &[FILE, "/drafts/second.ron"]);
    retitle(&mut window, "Changed second");
    hit(&mut window, Key::Tab);
    retitle(&mut window, "Changed first");
    go_to_field(&mut window, "save all");
    finish_writing(&mut window);
    assert!(on_disk(&fs, "\"Changed first\""));
    let second = fs.content("/drafts/second.ron").expect("it is there");
    assert!(String::from_utf8(second).expect("it is text").contains("\"Changed second\""));
}

#[test]
fn other_names_of_a_file_are_announced_before_they_are_left_behind() {
    let fs = disk_with_example("cloud-hosting");
    fs.put_hard_link("/archive/example.ron", FILE);
    let before = fs.content(FILE);
    let mut window = window(&fs, &[FILE]);
    retitle(&mut window, "Changed");
    ctrl(&mut window, Key::S);
    window.run();
    assert!(says(&window, "The file has other names"));
    assert_eq!(focused(&window), "Save a copy…");
    click(&mut window, Role::Button, "Cancel");
    assert!(session(&window).is_dirty());
    assert_eq!(fs.content(FILE), before);

    ctrl(&mut window, Key::S);
    window.run();
    click(&mut window, Role::Button, "Save under this name");
    assert!(!session(&window).is_dirty());
    assert!(on_disk(&fs, "\"Changed\""));
    assert_eq!(fs.content("/archive/example.ron"), before);
    retitle(&mut window, "Changed again");
    ctrl(&mut window, Key::S);
    assert!(on_disk(&fs, "\"Changed again\""), "the name has a file of its own by now");
}
