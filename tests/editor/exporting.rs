//! What takes its time: opening from a disk that does not answer; and exports: what is in the way of a final one, replacing a file asks once, again in the same way, opening what was made.

use super::bench::*;
use clausewright::editor::App;
use clausewright::store::testing::{FakeFs, Operation};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::path::Path;

type Window = Harness<'static, App>;

fn said(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).count() > 0
}

fn noted(window: &Window, text: &str) -> bool {
    window.state().notes().iter().any(|n| n.contains(text))
}

fn again(window: &mut Window) {
    let keys = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };
    window.key_press_modifiers(keys, Key::E);
    window.run();
    finish_export(window);
}

/// Exports as Markdown to a path that is typed.
fn export_text(window: &mut Window, path: &str) {
    ctrl(window, Key::E);
    click(window, Role::RadioButton, "Markdown text");
    click(window, Role::Button, "Export final…");
    overtype(window, path);
    press(window, Key::Enter);
    finish_export(window);
}

#[test]
fn an_export_is_made_again_in_the_same_way_and_only_a_strange_file_is_asked_about() {
    let fs = disk_with_example("cloud-hosting");
    fs.put("/drafts/other.md", b"somebody else's");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    again(&mut window);
    assert!(noted(&window, "This draft was not exported yet."));

    export_text(&mut window, "/drafts/other.md");
    assert!(said(&window, "Replace the file?"));
    assert_eq!(focused(&window), "Cancel");
    press(&mut window, Key::Enter);
    assert_eq!(fs.content("/drafts/other.md").as_deref(), Some(&b"somebody else's"[..]));

    export_text(&mut window, "/drafts/other.md");
    click(&mut window, Role::Button, "Replace");
    finish_export(&mut window);
    assert!(noted(&window, "Exported to /drafts/other.md"));
    let first = fs.content("/drafts/other.md").expect("it is there");
    focus_field(&mut window, "title");
    overtype(&mut window, "Another title");
    again(&mut window);
    assert!(!said(&window, "Replace the file?"), "its own last export is replaced");
    let second = fs.content("/drafts/other.md").expect("it is there");
    assert!(first != second && String::from_utf8_lossy(&second).contains("Another title"));
}

#[test]
fn the_last_export_of_a_draft_is_offered_again_after_a_restart() {
    let fs = disk_with_example("cloud-hosting");
    let mut first = window(&fs, &["/drafts/example.ron"]);
    export_text(&mut first, "/drafts/out.md");
    finish_writing(&mut first);
    drop(first);
    let mut second = window(&fs, &["/drafts/example.ron"]);
    ctrl(&mut second, Key::E);
    assert_eq!(focused(&second), "Markdown text");
    assert!(said(&second, "Last time: /drafts/out.md"));
    click(&mut second, Role::Button, "Export again");
    finish_export(&mut second);
    assert!(noted(&second, "Exported to /drafts/out.md"));
}

#[test]
fn what_is_in_the_way_of_a_final_export_is_listed_and_a_draft_is_offered() {
    let fs = FakeFs::new();
    fs.put_folder("/drafts");
    let mut window = window(&fs, &[]);
    click(&mut window, Role::Button, "Begin Cloud hosting agreement");
    settle(&mut window);
    ctrl(&mut window, Key::E);
    assert!(said(&window, "In the way of a final export: ") && said(&window, " still to fill in"));
    assert!(said(&window, "more"), "only the first are listed");
    assert_eq!(window.query_all_by_role_and_label(Role::Button, "Export final…").count(), 0);
    click(&mut window, Role::Button, "Export as draft…");
    let path =
        window.get_by_role_and_label(Role::TextInput, "File").accesskit_node().value().unwrap_or_default();
    assert!(path.ends_with(" DRAFT.pdf"), "the name says so too: {path}");
    overtype(&mut window, "/drafts/new");
    press(&mut window, Key::Enter);
    finish_export(&mut window);
    assert!(fs.content("/drafts/new.pdf").is_some());
}

#[test]
fn what_was_exported_can_be_opened_and_where_that_fails_it_is_told() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    export_text(&mut window, "/drafts/out.md");
    assert!(window.query_all_by_role_and_label(Role::Button, "Open").count() == 2, "toolbar and note");
    click(&mut window, Role::Button, "Show in folder");
    window.run();
    assert!(noted(&window, "/drafts/out.md could not be opened"), "{:?}", window.state().notes());
}

#[test]
fn an_export_that_has_begun_can_be_cancelled() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    ctrl(&mut window, Key::E);
    click(&mut window, Role::RadioButton, "PDF document");
    click(&mut window, Role::Button, "Export final…");
    overtype(&mut window, "/drafts/out.pdf");
    press_once(&mut window, Key::Enter);
    assert!(window.state().is_exporting());
    let ctx = window.ctx.clone();
    window.state_mut().run(&ctx, clausewright::editor::Command::CancelExport);
    finish_export(&mut window);
    let cancelled = noted(&window, "The export was cancelled; no file was written.");
    assert_eq!(cancelled, fs.content("/drafts/out.pdf").is_none());
}

#[test]
fn a_disk_that_takes_its_time_does_not_hold_up_the_window() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &[]);
    fs.hold(Operation::Read);
    let ctx = window.ctx.clone();
    window.state_mut().open(&ctx, Path::new("/drafts/example.ron"));
    assert!(window.state().is_opening() && window.state().session().is_none());
    for _ in 0..30 {
        window.step();
    }
    assert!(said(&window, "Opening example.ron… "));
    click(&mut window, Role::Button, "Cancel");
    assert!(!window.state().is_opening());
    window.state_mut().open(&ctx, Path::new("/drafts/example.ron"));
    fs.let_go();
    let start = std::time::Instant::now();
    while window.state().is_opening() && start.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(5));
        window.step();
    }
    settle(&mut window);
    assert_eq!(session(&window).title(), "example");
}

/// Presses a key for one frame.
fn press_once(window: &mut Window, key: Key) {
    let modifiers = Modifiers::NONE;
    window.event(egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
    window.step();
    window.step();
}

#[test]
fn a_final_export_makes_the_text_final_unless_that_is_not_wanted() {
    let form = clausewright::template::find("cloud-hosting").expect("it is built in");
    let mut draft = form.example().clone();
    for (path, value) in [("status", "Draft"), ("version", "0.1")] {
        clausewright::draft::Edit::set(path, value).apply(&mut draft).expect("it can be set");
    }
    let fs = FakeFs::new();
    fs.put("/drafts/example.ron", clausewright::draft::to_ron(&draft).expect("it can be written").as_bytes());
    let mut window = window(&fs, &["/drafts/example.ron"]);
    assert_eq!(text(&window, "status"), "Draft");
    ctrl(&mut window, Key::E);
    click(&mut window, Role::CheckBox, "Set the status to Final and the version to 1.0");
    click(&mut window, Role::RadioButton, "Markdown text");
    click(&mut window, Role::Button, "Export final…");
    overtype(&mut window, "/drafts/as-is.md");
    press(&mut window, Key::Enter);
    finish_export(&mut window);
    assert_eq!((text(&window, "status").as_str(), text(&window, "version").as_str()), ("Draft", "0.1"));

    ctrl(&mut window, Key::E);
    click(&mut window, Role::Button, "Export final…");
    overtype(&mut window, "/drafts/final.md");
    press(&mut window, Key::Enter);
    finish_export(&mut window);
    assert_eq!((text(&window, "status").as_str(), text(&window, "version").as_str()), ("Final", "1.0"));
    assert!(noted(&window, "Status set to Final and version to 1.0"));
    let made = fs.content("/drafts/final.md").expect("it is there");
    let made = String::from_utf8_lossy(&made).into_owned();
    assert!(made.contains("1.0") && !made.contains("Version 0.1"), "{}", &made[..400]);
    ctrl(&mut window, Key::Z);
    assert_eq!((text(&window, "status").as_str(), text(&window, "version").as_str()), ("Draft", "0.1"));
}

#[test]
fn the_dialog_stays_where_it_is_whatever_format_is_chosen() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    export_text(&mut window, "/drafts/out.md");
    ctrl(&mut window, Key::E);
    let place = |window: &Window, name: &str| window.get_by_role_and_label(Role::RadioButton, name).rect();
    let before = place(&window, "PDF document");
    for format in ["PDF document", "Plain text", "Markdown text"] {
        click(&mut window, Role::RadioButton, format);
        window.run();
        assert_eq!(place(&window, "PDF document"), before, "{format}");
    }
    assert!(said(&window, "Last time: /drafts/out.md"));
    click(&mut window, Role::RadioButton, "PDF document");
    window.run();
    assert!(!said(&window, "Last time: "), "that was another format");
}

#[test]
fn several_formats_are_made_at_once_with_the_keyboard_alone_and_again() {
    let fs = disk_with_example("cloud-hosting");
    fs.put("/drafts/out.html", b"somebody else's");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    ctrl(&mut window, Key::E);
    for (role, name) in
        [(Role::RadioButton, "Markdown text"), (Role::CheckBox, "Web page"), (Role::CheckBox, "OpenSLO")]
    {
        window.get_by_role_and_label(role, name).focus();
        window.run();
        press(&mut window, Key::Space);
    }
    let chosen = window.get_by_role_and_label(Role::CheckBox, "Markdown");
    assert!(chosen.accesskit_node().is_disabled(), "it is made anyway");
    assert!(said(&window, "For monitoring tools: all "), "how much OpenSLO can say stands beside it");
    window.get_by_role_and_label(Role::Button, "Export final…").focus();
    window.run();
    press(&mut window, Key::Enter);
    overtype(&mut window, "/drafts/out.md");
    press(&mut window, Key::Enter);
    finish_export(&mut window);
    assert!(said(&window, "Replace the file?") && said(&window, "/drafts/out.html exists already."));
    assert!(fs.content("/drafts/out.md").is_none(), "nothing is written before the answer");
    click(&mut window, Role::Button, "Replace");
    finish_export(&mut window);
    assert!(
        noted(&window, "Exported to /drafts/out.md, and beside it out.html, out.yaml"),
        "{:?}",
        window.state().notes()
    );
    let held = |name: &str| String::from_utf8_lossy(&fs.content(name).expect("it is there")).into_owned();
    assert!(held("/drafts/out.html").starts_with("<!DOCTYPE html>"));
    assert!(held("/drafts/out.yaml").contains("apiVersion: openslo/v1"));

    fs.take_away("/drafts/out.yaml");
    again(&mut window);
    assert!(!said(&window, "Replace the file?"), "these are its own");
    assert!(fs.content("/drafts/out.yaml").is_some());
    ctrl(&mut window, Key::E);
    let checked = window.get_by_role_and_label(Role::CheckBox, "Web page").accesskit_node().toggled();
    assert_eq!(checked, Some(egui::accesskit::Toggled::True), "remembered");
}

#[test]
fn a_format_that_cannot_be_made_is_named_and_no_other_is_left_behind() {
    let form = clausewright::template::find("cloud-hosting").expect("it is built in");
    let mut draft = form.example().clone();
    draft.agreement.metrics.iter_mut().for_each(|metric| metric.zone = None);
    let fs = FakeFs::new();
    fs.put("/drafts/example.ron", clausewright::draft::to_ron(&draft).expect("it can be written").as_bytes());
    let mut window = window(&fs, &["/drafts/example.ron"]);
    ctrl(&mut window, Key::E);
    assert!(said(&window, "For monitoring tools: none of the "));
    click(&mut window, Role::RadioButton, "Plain text");
    click(&mut window, Role::CheckBox, "OpenSLO");
    let button =
        if said(&window, "In the way of a final export") { "Export as draft…" } else { "Export final…" };
    click(&mut window, Role::Button, button);
    overtype(&mut window, "/drafts/out.txt");
    press(&mut window, Key::Enter);
    finish_export(&mut window);
    assert!(said(&window, "The export was not made"));
    assert!(said(&window, "No file was written, because one of them cannot be made (OpenSLO)"));
    assert!(fs.content("/drafts/out.txt").is_none() && fs.content("/drafts/out.yaml").is_none());
}

#[test]
fn a_long_export_says_that_it_goes_on_and_can_be_cancelled_there() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    ctrl(&mut window, Key::E);
    click(&mut window, Role::RadioButton, "Markdown text");
    click(&mut window, Role::CheckBox, "Text");
    click(&mut window, Role::Button, "Export final…");
    overtype(&mut window, "/drafts/out.md");
    fs.hold(Operation::Write);
    press_once(&mut window, Key::Enter);
    for _ in 0..60 {
        window.step();
    }
    assert!(window.state().is_exporting());
    let told = window
        .query_all_by_label_contains("Making the Markdown text and one more file… ")
        .any(|node| node.accesskit_node().role() == Role::Status);
    assert!(told, "on the accessibility tree, as a status");
    click(&mut window, Role::Button, "Cancel");
    fs.let_go();
    finish_export(&mut window);
    assert!(!window.state().is_exporting());
    for name in ["/drafts/out.md", "/drafts/out.txt"] {
        if let Some(made) = fs.content(name) {
            assert!(made.len() > 10_000, "whole or not there: {name}");
        }
    }
}
