//! Nothing is lost: not by closing, not by other programs, not by a disk that refuses.

use super::bench::*;
use clausewright::store::testing::{FakeFs, Fault, Operation};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::io::ErrorKind;

type Window = Harness<'static, clausewright::editor::App>;

fn changed_window(fs: &FakeFs) -> Window {
    let mut window = window(fs, &["/drafts/example.ron"]);
    focus_field(&mut window, "title");
    overtype(&mut window, "Another title");
    window
}

#[test]
fn closing_the_window_asks_before_changes_are_lost() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = changed_window(&fs);
    fs.fail(Fault::every(Operation::CreateFolders, ErrorKind::PermissionDenied));
    assert!(!close(&mut window), "they cannot be kept for the next start");
    assert_eq!(focused(&window), "Save");
    click(&mut window, Role::Button, "Cancel");
    assert_eq!(text(&window, "title"), "Another title");
    assert!(!close(&mut window));
    press(&mut window, Key::Enter);
    let saved =
        String::from_utf8(fs.content("/drafts/example.ron").expect("it is there")).expect("it is text");
    assert!(saved.contains("Another title"));
    assert!(close(&mut window));
}

#[test]
fn closing_a_draft_without_saving_is_possible_but_never_by_accident() {
    let fs = disk_with_example("cloud-hosting");
    let before = fs.content("/drafts/example.ron");
    let mut window = changed_window(&fs);
    ctrl(&mut window, Key::W);
    press(&mut window, Key::Escape);
    assert!(window.state().session().is_some());
    ctrl(&mut window, Key::W);
    click(&mut window, Role::Button, "Don’t save");
    assert!(window.state().session().is_none());
    assert_eq!(fs.content("/drafts/example.ron"), before);
}

#[test]
fn a_file_that_another_program_changed_is_not_overwritten_unasked() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = changed_window(&fs);
    fs.put("/drafts/example.ron", b"(schema: 1) // changed elsewhere");
    ctrl(&mut window, Key::S);
    assert!(window.query_all_by_label("The file was changed by another program").count() > 0);
    assert!(session(&window).is_dirty());
    click(&mut window, Role::Button, "Overwrite");
    assert!(!session(&window).is_dirty());
    let saved =
        String::from_utf8(fs.content("/drafts/example.ron").expect("it is there")).expect("it is text");
    assert!(saved.contains("Another title"));
}

#[test]
fn a_full_disk_keeps_the_draft_open_and_says_so() {
    let fs = disk_with_example("cloud-hosting");
    let before = fs.content("/drafts/example.ron");
    let mut window = changed_window(&fs);
    fs.fail(Fault::every(Operation::Write, ErrorKind::StorageFull));
    ctrl(&mut window, Key::S);
    let said = window.query_all_by_label_contains("the disk is full").count();
    assert!(said > 0, "the message names the cause");
    assert!(window.query_all_by_label_contains("/drafts/example.ron").count() > 0);
    click(&mut window, Role::Button, "Close");
    assert!(session(&window).is_dirty());
    assert_eq!(fs.content("/drafts/example.ron"), before);
}

#[test]
fn an_existing_file_is_replaced_only_when_agreed() {
    let fs = disk_with_example("cloud-hosting");
    fs.put("/drafts/other.ron", b"precious");
    let mut window = changed_window(&fs);
    go_to_field(&mut window, "save by path");
    overtype(&mut window, "/drafts/other.ron");
    press(&mut window, Key::Enter);
    assert_eq!(focused(&window), "Cancel");
    assert_eq!(fs.content("/drafts/other.ron").as_deref(), Some(b"precious".as_slice()));
    click(&mut window, Role::Button, "Replace");
    assert_ne!(fs.content("/drafts/other.ron").as_deref(), Some(b"precious".as_slice()));
    assert_eq!(window.state().title(), "other.ron – Clausewright");
}

#[test]
fn what_is_not_a_draft_is_refused_with_its_place() {
    let fs = FakeFs::new();
    fs.put("/drafts/broken.ron", b"(schema: 1,\n  agreement: (title: 5))");
    let window = window(&fs, &["/drafts/broken.ron"]);
    assert!(window.query_all_by_label("The draft cannot be opened").count() > 0);
    assert!(window.query_all_by_label_contains("Line 2").count() > 0);
    assert!(window.state().session().is_none());
}
