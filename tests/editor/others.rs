//! Other windows, other programs, other versions, and files that are not what they were.

use super::bench::*;
use clausewright::editor::App;
use clausewright::session::{Outside, ReadOnly};
use clausewright::store::testing::FakeFs;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::time::{Duration, Instant};

type Window = Harness<'static, App>;

const FILE: &str = "/drafts/example.ron";

fn said(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).count() > 0
}

/// The window goes to the back, `meanwhile` happens, and it comes to the front again.
fn away(window: &mut Window, meanwhile: impl FnOnce()) {
    window.input_mut().focused = false;
    window.run();
    meanwhile();
    window.input_mut().focused = true;
    window.run();
    let start = Instant::now();
    while window.state().is_watching() {
        assert!(start.elapsed() < Duration::from_secs(60), "nobody looks at the files");
        std::thread::sleep(Duration::from_millis(1));
        window.run();
    }
    window.run();
}

fn retitle(window: &mut Window, title: &str) {
    focus_field(window, "title");
    overtype(window, title);
}

fn title_on_disk(fs: &FakeFs, path: &str) -> String {
    let bytes = fs.content(path).expect("the file is there");
    clausewright::draft::from_ron(&bytes).expect("it is a draft").agreement.title.to_string()
}

/// What another program made of the file: another title.
fn written_elsewhere(fs: &FakeFs, title: &str) {
    let bytes = fs.content(FILE).expect("the file is there");
    let mut draft = clausewright::draft::from_ron(&bytes).expect("it is a draft");
    draft.agreement.title = title.parse().expect("a title");
    fs.put(FILE, clausewright::draft::to_ron(&draft).expect("it can be written").as_bytes());
}

#[test]
fn the_second_window_reads_and_edits_once_the_first_has_gone() {
    let fs = disk_with_example("cloud-hosting");
    let first = window(&fs, &[FILE]);
    assert!(session(&first).read_only().is_none());
    let mut second = window(&fs, &[FILE]);
    assert!(matches!(session(&second).read_only(), Some(ReadOnly::InUse(Some(_)))));
    assert!(said(&second, "This draft is open in another window"));
    let title = text(&second, "title");
    retitle(&mut second, "Mine");
    assert_eq!(text(&second, "title"), title, "no edit gets through");
    ctrl(&mut second, Key::S);
    assert!(second.state().notes().iter().any(|n| n.contains("open in another window")));
    assert!(second.get_by_role_and_label(Role::Button, "Save").accesskit_node().is_disabled());
    assert_eq!(second.query_all_by_role_and_label(Role::Button, "Add party").count(), 0);

    away(&mut second, || drop(first));
    assert!(session(&second).read_only().is_none());
    assert!(second.state().notes().iter().any(|n| n.contains("You can edit it here now")));
    retitle(&mut second, "Mine");
    ctrl(&mut second, Key::S);
    assert_eq!(title_on_disk(&fs, FILE), "Mine");
}

#[test]
fn the_second_window_edits_a_copy_or_edits_anyway() {
    let fs = disk_with_example("cloud-hosting");
    let mut first = window(&fs, &[FILE]);
    let mut second = window(&fs, &[FILE]);
    click(&mut second, Role::Button, "Edit a copy");
    retitle(&mut second, "A copy");
    ctrl(&mut second, Key::S);
    overtype(&mut second, "/drafts/copy");
    press(&mut second, Key::Enter);
    assert_eq!(title_on_disk(&fs, "/drafts/copy.ron"), "A copy");
    assert_ne!(title_on_disk(&fs, FILE), "A copy");

    let mut third = window(&fs, &[FILE]);
    click(&mut third, Role::Button, "Edit it anyway");
    retitle(&mut third, "Anyway");
    ctrl(&mut third, Key::S);
    assert_eq!(title_on_disk(&fs, FILE), "Anyway");
    // The first is told when it comes to the front, and not silently overtaken.
    away(&mut first, || {});
    assert!(said(&first, "Another program has changed this file"));
    assert_ne!(text(&first, "title"), "Anyway");
    click(&mut first, Role::Button, "Reload");
    assert_eq!(text(&first, "title"), "Anyway");
    assert!(first.state().outside().is_none() && !session(&first).is_dirty());
}

#[test]
fn saving_as_another_file_is_never_blocked() {
    let fs = disk_with_example("cloud-hosting");
    let _first = window(&fs, &[FILE]);
    let mut second = window(&fs, &[FILE]);
    go_to_field(&mut second, "save by path");
    overtype(&mut second, "/drafts/other.ron");
    press(&mut second, Key::Enter);
    assert!(session(&second).read_only().is_none());
    retitle(&mut second, "Other");
    ctrl(&mut second, Key::S);
    assert_eq!(title_on_disk(&fs, "/drafts/other.ron"), "Other");
}

#[test]
fn a_draft_opened_again_comes_to_the_front_whatever_leads_to_it() {
    let fs = disk_with_example("cloud-hosting");
    fs.put_link("/desk/link.ron", FILE);
    let window = window(&fs, &[FILE, "/desk/link.ron", "/drafts/../drafts/example.ron"]);
    assert_eq!(window.query_all_by_role(Role::Tab).count(), 0, "one draft needs no tabs");
    assert!(session(&window).read_only().is_none());
}

#[test]
fn a_change_outside_is_offered_once_and_reloading_can_be_undone() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &[FILE]);
    away(&mut window, || {});
    assert!(window.state().outside().is_none());
    retitle(&mut window, "Mine");
    away(&mut window, || written_elsewhere(&fs, "Theirs"));
    assert!(said(&window, "Another program has changed this file, and you have changes here"));
    click(&mut window, Role::Button, "Compare…");
    look(&mut window);
    assert!(said(&window, "on disk to this draft: 1 change") && said(&window, "Title reworded"));
    click(&mut window, Role::Button, "Not now");
    away(&mut window, || {});
    assert!(!said(&window, "Another program has changed"), "one notice for one change");

    away(&mut window, || written_elsewhere(&fs, "Theirs again"));
    click(&mut window, Role::Button, "Reload");
    assert_eq!(text(&window, "title"), "Theirs again");
    assert!(!session(&window).is_dirty());
    ctrl(&mut window, Key::Z);
    assert_eq!(text(&window, "title"), "Mine");
    ctrl(&mut window, Key::S);
    assert_eq!(title_on_disk(&fs, FILE), "Mine", "what was reloaded is known, so nobody has to be asked");
}

#[test]
fn overwriting_is_a_choice() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &[FILE]);
    retitle(&mut window, "Mine");
    away(&mut window, || written_elsewhere(&fs, "Theirs"));
    assert_eq!(title_on_disk(&fs, FILE), "Theirs");
    click(&mut window, Role::Button, "Overwrite");
    assert_eq!(title_on_disk(&fs, FILE), "Mine");
    assert!(!said(&window, "Another program has changed") && !session(&window).is_dirty());
}

#[test]
fn saving_over_a_change_that_was_not_noticed_yet_asks_and_can_compare() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &[FILE]);
    retitle(&mut window, "Mine");
    written_elsewhere(&fs, "Theirs");
    ctrl(&mut window, Key::S);
    assert!(said(&window, "The file was changed by another program"));
    click(&mut window, Role::Button, "Compare…");
    look(&mut window);
    assert!(said(&window, "on disk to this draft: 1 change"));
    assert_eq!(window.query_all_by_label("Overwrite the file").count(), 0, "the bar above offers it");
    click(&mut window, Role::Button, "Overwrite");
    assert!(!said(&window, "on disk to this draft"), "the form is back");
    assert_eq!(title_on_disk(&fs, FILE), "Mine");
}

#[test]
fn what_was_put_off_is_settled_in_the_comparison() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &[FILE]);
    retitle(&mut window, "Mine");
    away(&mut window, || written_elsewhere(&fs, "Theirs"));
    click(&mut window, Role::Button, "Not now");
    go_to_field(&mut window, "Compare");
    look(&mut window);
    assert_eq!(window.query_all_by_label("Reload the file").count(), 0, "nothing is to be settled");
    ctrl(&mut window, Key::S);
    click(&mut window, Role::Button, "Compare…");
    look(&mut window);
    click(&mut window, Role::Button, "Reload the file");
    assert_eq!(text(&window, "title"), "Theirs");
    assert!(!said(&window, "on disk to this draft"), "the form is back");
    ctrl(&mut window, Key::Z);
    assert_eq!(text(&window, "title"), "Mine");
}

#[test]
fn a_file_that_is_taken_away_is_told_once_and_can_be_written_anew() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &[FILE]);
    assert!(!session(&window).is_dirty());
    away(&mut window, || fs.take_away(FILE));
    assert!(said(&window, "The file is no longer there"));
    assert!(matches!(window.state().outside(), Some(Outside::Gone { folder: false })));
    assert!(session(&window).is_dirty(), "nothing else holds it now");
    click(&mut window, Role::Button, "Save it there again");
    assert!(fs.content(FILE).is_some() && !session(&window).is_dirty());

    away(&mut window, || fs.take_away("/drafts"));
    assert!(said(&window, "The file’s folder is no longer there"));
    click(&mut window, Role::Button, "Not now");
    away(&mut window, || {});
    assert!(!said(&window, "no longer there"));
}

#[test]
fn a_newer_file_is_shown_and_never_saved() {
    let fs = disk_with_example("cloud-hosting");
    let bytes = fs.content(FILE).expect("the file is there");
    let newer = String::from_utf8(bytes).expect("it is text").replacen(
        "schema: 1,",
        "schema: 4,\n    mood: Good,",
        1,
    );
    fs.put(FILE, newer.as_bytes());
    let mut window = window(&fs, &[FILE]);
    assert!(said(&window, "saved by a newer Clausewright"));
    assert!(text(&window, "title").starts_with("Service level agreement"));
    retitle(&mut window, "Mine");
    assert!(!session(&window).is_dirty());
    ctrl(&mut window, Key::S);
    go_to_field(&mut window, "save by path");
    assert!(!said(&window, "Where shall the draft be saved"), "not even a copy");
    press(&mut window, Key::Escape);
    click(&mut window, Role::Button, "What is not shown (1)…");
    assert!(said(&window, "Line 3: this version does not know “mood”; it is not shown"));
    press(&mut window, Key::Escape);
    ctrl(&mut window, Key::E);
    click(&mut window, Role::Button, "Export final…");
    overtype(&mut window, "/drafts/newer.pdf");
    press(&mut window, Key::Enter);
    finish_export(&mut window);
    let pdf = fs.content("/drafts/newer.pdf").expect("the PDF is on disk");
    assert!(
        clausewright::export::extract::from_pdf(&pdf).is_err(),
        "a part of a draft does not travel as the whole"
    );
    assert_eq!(fs.content(FILE).expect("the file is there"), newer.as_bytes());
}

#[test]
fn of_a_damaged_file_what_can_be_read_is_shown_and_the_file_stays() {
    let fs = disk_with_example("cloud-hosting");
    let bytes = fs.content(FILE).expect("the file is there");
    let text_of = String::from_utf8(bytes).expect("it is text");
    let broken = text_of.replacen("        target: \"", "        target: \"9x", 1);
    let broken = broken.get(..broken.len() * 9 / 10).expect("ASCII there").to_owned();
    fs.put(FILE, broken.as_bytes());
    let mut window = window(&fs, &[FILE]);
    assert!(said(&window, "“example.ron” is damaged"));
    assert_eq!(session(&window).file(), None);
    assert!(window.state().title().contains("example (recovered)"), "{}", window.state().title());
    let count = session(&window).damage().expect("it is damaged").losses.len();
    click(&mut window, Role::Button, &format!("What could not be read ({count})…"));
    assert!(said(&window, "the file ends too early"));
    assert!(said(&window, "Target: ") && said(&window, "waits in the field for you to correct"));
    press(&mut window, Key::Escape);
    ctrl(&mut window, Key::S);
    overtype(&mut window, "/drafts/mended");
    press(&mut window, Key::Enter);
    assert!(!said(&window, "is damaged"));
    assert!(fs.content("/drafts/mended.ron").is_some());
    assert_eq!(fs.content(FILE).expect("the file is there"), broken.as_bytes());
}
