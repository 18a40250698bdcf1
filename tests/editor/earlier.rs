//! Earlier saves: listed, compared, opened beside the draft, brought back.

use super::bench::*;
use clausewright::editor::App;
use clausewright::store::testing::{FakeFs, Fault, Operation};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::io::ErrorKind;
use std::time::Duration;

type Window = Harness<'static, App>;

fn toggle(window: &mut Window) {
    let held = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };
    window.key_press_modifiers(held, Key::H);
    look(window);
}

fn save_title(window: &mut Window, title: &str) {
    focus_field(window, "title");
    overtype(window, title);
    ctrl(window, Key::S);
}

/// The example, saved twice.
fn saved_twice(fs: &FakeFs) -> Window {
    let mut window = window(fs, &["/drafts/example.ron"]);
    save_title(&mut window, "First title");
    save_title(&mut window, "Second title");
    window
}

fn rows(window: &Window) -> Vec<String> {
    let rows = window.query_all_by(|n| n.role() == Role::ListItem);
    rows.filter_map(|n| n.accesskit_node().label()).filter(|l| l.contains("KiB")).collect()
}

fn shows(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).count() > 0
}

#[test]
fn two_saves_are_listed_compared_restored_and_that_is_undone() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = saved_twice(&fs);
    toggle(&mut window);
    let listed = rows(&window);
    assert_eq!(listed.len(), 3, "{listed:?}");
    assert!(listed[0].starts_with("Today, ") && listed[0].contains("just now, Title, "), "{listed:?}");
    assert!(listed[0].ends_with("KiB, example.ron"), "{listed:?}");
    assert!(listed[2].contains("As the file was before"), "{listed:?}");
    assert_eq!(focused(&window), listed[0], "the newest has the keyboard");
    assert!(shows(&window, "Nothing differs"));
    assert!(window.get_by_role_and_label(Role::Button, "Restore").accesskit_node().is_disabled());

    press(&mut window, Key::ArrowDown);
    look(&mut window);
    assert_eq!(focused(&window), listed[1]);
    assert!(shows(&window, "one thing has changed"));
    assert!(shows(&window, "Title, then: First title; now: Second title"));

    click(&mut window, Role::Button, "Restore");
    look(&mut window);
    assert_eq!(text(&window, "title"), "First title");
    assert!(session(&window).is_dirty());
    assert!(shows(&window, "Nothing differs"));
    assert_eq!(session(&window).undo_name(), Some("Restore earlier save"));
    ctrl(&mut window, Key::Z);
    look(&mut window);
    assert_eq!(text(&window, "title"), "Second title");
    assert!(!session(&window).is_dirty());
    assert!(shows(&window, "one thing has changed"));
    ctrl(&mut window, Key::Y);
    ctrl(&mut window, Key::S);
    look(&mut window);
    assert_eq!(rows(&window).len(), 4, "a save while the list is open is added to it");
    toggle(&mut window);
    assert!(rows(&window).is_empty());
    assert_eq!(text(&window, "title"), "First title");
}

#[test]
fn an_earlier_save_opens_as_a_draft_of_its_own() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = saved_twice(&fs);
    let id = session(&window).draft().id.to_string();
    toggle(&mut window);
    press(&mut window, Key::End);
    look(&mut window);
    click(&mut window, Role::Button, "Open as a copy");
    let notes = window.state().notes();
    assert!(notes.iter().any(|n| n.contains("It has no file yet")), "{notes:?}");
    settle(&mut window);
    let copy = session(&window);
    assert!(copy.file().is_none() && copy.draft().id.as_str() != id);
    assert_ne!(copy.draft().agreement.title.as_str(), "Second title");
    toggle(&mut window);
    assert!(shows(&window, "No earlier saves yet."), "the copy has a history of its own");
    window.key_press_modifiers(Modifiers { ctrl: true, ..Modifiers::NONE }, Key::Tab);
    window.run();
    assert_eq!(text(&window, "title"), "Second title");
}

#[test]
fn a_draft_that_was_never_saved_says_what_the_list_is_for() {
    let fs = FakeFs::new();
    let mut window = window(&fs, &[]);
    begin(&mut window, "Cloud hosting agreement");
    settle(&mut window);
    go_to_field(&mut window, "earlier saves");
    look(&mut window);
    assert!(shows(&window, "No earlier saves yet.") && shows(&window, "From now on each save"));
    click(&mut window, Role::TreeItem, "Parties and structure");
    assert!(!shows(&window, "No earlier saves yet."), "the outline leads back to the form");
}

#[test]
fn the_keyboard_walks_the_list_as_one_stop() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = saved_twice(&fs);
    toggle(&mut window);
    let listed = rows(&window);
    press(&mut window, Key::End);
    look(&mut window);
    assert_eq!(focused(&window), listed[2]);
    press(&mut window, Key::ArrowDown);
    assert_eq!(focused(&window), listed[2], "the end is the end");
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "Restore");
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "Open as a copy");
    for _ in 0..2 {
        window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
        window.run();
    }
    assert_eq!(focused(&window), listed[2]);
    press(&mut window, Key::Home);
    look(&mut window);
    assert_eq!(focused(&window), listed[0]);
    let mut panes = Vec::new();
    for _ in 0..4 {
        press(&mut window, Key::F6);
        panes.push(focused(&window));
    }
    assert!(panes.contains(&listed[0]), "{panes:?}");
}

#[test]
fn a_full_disk_keeps_the_save_and_tells_once_that_there_is_no_copy() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = saved_twice(&fs);
    let told =
        |window: &Window| window.state().notes().iter().filter(|n| n.contains("lacks this one")).count();
    assert_eq!(told(&window), 0);
    fs.fail(Fault::every(Operation::TryLock, ErrorKind::StorageFull));
    save_title(&mut window, "Third title");
    assert!(!session(&window).is_dirty());
    let note = window.state().notes().into_iter().find(|n| n.contains("lacks this one"));
    assert!(note.is_some_and(|n| n.contains("The draft itself is saved") && n.contains("the disk is full")));
    click_all_notes_away(&mut window);
    save_title(&mut window, "Fourth title");
    assert_eq!(told(&window), 0, "it is told once");
    fs.heal();
    save_title(&mut window, "Fifth title");
    toggle(&mut window);
    let listed = rows(&window);
    assert_eq!(listed.len(), 5, "what the file held meanwhile is kept now: {listed:?}");
}

fn click_all_notes_away(window: &mut Window) {
    while !window.state().notes().is_empty() {
        window.query_all_by_label("Close note").next().expect("each note can be closed").click();
        window.run();
    }
}

#[test]
fn damage_is_named_and_does_not_hide_the_rest() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = saved_twice(&fs);
    let objects = "/home/me/state/history/objects";
    let files = fs.files().into_iter().filter(|f| f.starts_with(objects)).collect::<Vec<_>>();
    assert_eq!(files.len(), 3);
    for file in files {
        fs.put(&file, b"damaged");
    }
    let list =
        fs.files().into_iter().find(|f| f.starts_with("/home/me/state/history/drafts")).expect("a list");
    let mut bytes = fs.content(&list).expect("the list");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs.put(&list, &bytes);
    toggle(&mut window);
    assert!(shows(&window, "was damaged"));
    assert_eq!(rows(&window).len(), 2);
    assert!(shows(&window, "cannot be brought back"));
    assert!(window.get_by_role_and_label(Role::Button, "Open as a copy").accesskit_node().is_disabled());
    fs.fail(Fault::every(Operation::Read, ErrorKind::PermissionDenied));
    toggle(&mut window);
    toggle(&mut window);
    assert!(shows(&window, "Earlier saves cannot be shown") && shows(&window, "not permitted"));
}

#[test]
fn a_copy_of_the_file_that_went_its_own_way_is_listed_only_if_asked_for() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = saved_twice(&fs);
    fs.put("/drafts/copy.ron", &fs.content("/drafts/example.ron").expect("it is there"));
    save_title(&mut window, "Third title");
    let ctx = window.ctx.clone();
    window.state_mut().open(&ctx, std::path::Path::new("/drafts/copy.ron"));
    settle(&mut window);
    save_title(&mut window, "The copy’s own title");
    toggle(&mut window);
    let own = rows(&window);
    assert_eq!(own.len(), 4, "its own save, and those of the file it was copied from: {own:?}");
    assert!(own[1].ends_with("KiB, /drafts/example.ron"), "{own:?}");
    click(&mut window, Role::CheckBox, "Also saves of other files of this draft (1)");
    assert_eq!(rows(&window).len(), 5);
}

#[test]
fn two_hundred_saves_fit_a_small_window() {
    let fs = disk_with_example("cloud-hosting");
    let home = clausewright::store::Folders::under(std::path::Path::new(HOME));
    let form = clausewright::template::find("cloud-hosting").expect("the form is built in");
    let mut draft = form.example().clone();
    let now =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_secs();
    let long = format!("/drafts/{}/example.ron", "a very long name of a folder ".repeat(8).trim());
    for n in 0..200 {
        draft.agreement.title = format!("Title {n}").parse().expect("a title");
        let bytes = clausewright::draft::to_ron(&draft).expect("a draft can be written");
        let names = vec!["Target (A metric with a name that goes on and on)".to_owned(); 12];
        let snapshot = clausewright::store::history::Snapshot {
            bytes: bytes.as_bytes(),
            kind: clausewright::store::history::Kept::Saved,
            path: Some(std::path::Path::new(&long)),
            draft: &draft.id,
            title: "Title",
            base: None,
            changed: &names,
        };
        let time = i64::try_from(now).expect("before the end of time") - 400 + n;
        clausewright::store::history::keep(&fs, &home, &snapshot, time).expect("it can be kept");
    }
    let mut window = sized(&fs, &["/drafts/example.ron"], [720.0, 480.0]);
    toggle(&mut window);
    click(&mut window, Role::CheckBox, "Also saves of other files of this draft (200)");
    look(&mut window);
    assert_eq!(rows(&window).len(), 200);
    for _ in 0..3 {
        press(&mut window, Key::PageDown);
    }
    look(&mut window);
    press(&mut window, Key::End);
    look(&mut window);
    assert!(shows(&window, "one thing has changed"));
    window.run();
    let delay = window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert!(delay > Duration::from_secs(1), "{delay:?}: {:?}", window.ctx.repaint_causes());
}
