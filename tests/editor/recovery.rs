//! The window comes back: after a kill, after a normal end, after a fault, with nothing typed lost.

use super::bench::*;
use clausewright::store::testing::{FakeFs, Fault, Operation};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::{Duration, Instant};

type Window = Harness<'static, clausewright::editor::App>;

const FILE: &str = "/drafts/example.ron";

fn changed_window(fs: &FakeFs, title: &str) -> Window {
    let mut window = window(fs, &[FILE]);
    focus_field(&mut window, "title");
    overtype(&mut window, title);
    window
}

fn until(window: &mut Window, what: &str, done: impl Fn(&Window) -> bool) {
    let start = Instant::now();
    while !done(window) {
        assert!(start.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(5));
        window.run();
    }
}

fn wait_until_kept(window: &mut Window) {
    until(window, "the journal is not written", |w| w.state().everything_is_kept());
}

/// What a kill leaves: nothing is written any more, and the locks are free.
fn kill(mut window: Window) {
    wait_until_kept(&mut window);
    drop(window);
}

fn sees(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).count() > 0
}

fn journals(fs: &FakeFs) -> Vec<PathBuf> {
    fs.files().into_iter().filter(|file| file.extension().is_some_and(|e| e == "journal")).collect()
}

#[test]
fn after_a_kill_the_half_filled_form_is_offered_and_the_text_is_there() {
    let fs = disk_with_example("cloud-hosting");
    let before = fs.content(FILE);
    kill(changed_window(&fs, "Half a title"));
    assert_eq!(fs.content(FILE), before);

    let mut window = window(&fs, &[]);
    assert!(sees(&window, "Recovered drafts") && sees(&window, "Not in the file yet: Title."));
    assert_eq!(focused(&window), "Open Half a title as unsaved");
    press(&mut window, Key::Enter);
    settle(&mut window);
    assert_eq!(text(&window, "title"), "Half a title");
    assert_eq!(window.state().title(), "● example.ron – Clausewright");
    assert_eq!(fs.content(FILE), before, "nothing is overwritten by itself");
    wait_until_kept(&mut window);
    assert_eq!(journals(&fs).len(), 1, "it is kept once");
    ctrl(&mut window, Key::S);
    finish_writing(&mut window);
    wait_until_kept(&mut window);
    assert_eq!(journals(&fs), Vec::<PathBuf>::new());
    assert!(String::from_utf8(fs.content(FILE).unwrap()).unwrap().contains("Half a title"));
}

#[test]
fn a_draft_that_was_never_saved_comes_back_too() {
    let fs = FakeFs::new();
    let mut first = window(&fs, &[]);
    begin(&mut first, "Cloud hosting agreement");
    focus_field(&mut first, "title");
    overtype(&mut first, "Never saved");
    kill(first);
    let mut second = window(&fs, &[]);
    assert!(sees(&second, "Never saved to a file"));
    click(&mut second, Role::Button, "Open Never saved as unsaved");
    assert_eq!(text(&second, "title"), "Never saved");
    // Without any further edit there is work in it.
    kill(second);
    let third = window(&fs, &[]);
    assert!(sees(&third, "Never saved to a file"));
}

#[test]
fn a_normal_end_asks_nothing_and_the_next_start_goes_on() {
    let fs = disk_with_example("cloud-hosting");
    let before = fs.content(FILE);
    fs.put("/drafts/clean.ron", &before.clone().unwrap());
    let mut first = window(&fs, &[FILE, "/drafts/clean.ron"]);
    click(&mut first, Role::Tab, "example");
    focus_field(&mut first, "title");
    overtype(&mut first, "To be continued");
    assert!(close(&mut first));
    drop(first);
    assert_eq!(fs.content(FILE), before);

    let mut second = window(&fs, &[]);
    assert_eq!(text(&second, "title"), "To be continued", "the tab in front is in front again");
    assert!(sees(&second, "Close clean"), "the draft without changes is open too");
    assert!(!sees(&second, "Recovered drafts"));
    wait_until_kept(&mut second);
    assert!(close(&mut second));
    drop(second);
    let third = window(&fs, &[FILE]);
    assert_eq!(text(&third, "title"), "To be continued", "the same draft is not opened twice");
    assert_eq!(third.query_all_by_label("Close example").count(), 1);
}

#[test]
fn leaving_is_refused_while_nothing_can_be_kept() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = changed_window(&fs, "Another title");
    fs.fail(Fault::every(Operation::Write, ErrorKind::StorageFull));
    assert!(!close(&mut window));
    assert!(sees(&window, "They cannot be kept for the next start: the disk is full."));
    click(&mut window, Role::Button, "Cancel");
    assert!(sees(&window, "Recovery is not possible at the moment: the disk is full."));
    assert_eq!(text(&window, "title"), "Another title");
    fs.heal();
    assert!(close(&mut window), "now it can");
}

#[test]
fn a_newer_file_is_never_beaten_by_a_stale_journal() {
    let fs = disk_with_example("cloud-hosting");
    kill(changed_window(&fs, "From the journal"));
    let newer =
        String::from_utf8(fs.content(FILE).unwrap()).unwrap().replacen("title: \"", "title: \"Newer ", 1);
    fs.put(FILE, newer.as_bytes());
    let mut window = window(&fs, &[]);
    assert!(sees(&window, "The file was changed after this draft was kept."));
    click(&mut window, Role::Button, "Compare From the journal");
    assert!(sees(&window, "One thing is different from /drafts/example.ron as it is now."));
    assert!(sees(&window, "Newer Service level agreement"), "the values are shown");
    press(&mut window, Key::Enter);
    settle(&mut window);
    assert_eq!(text(&window, "title"), "From the journal");
    ctrl(&mut window, Key::S);
    finish_writing(&mut window);
    assert_eq!(fs.content(FILE).unwrap(), newer.as_bytes(), "saving asks");
    assert!(sees(&window, "changed by another program"));
}

#[test]
fn what_is_discarded_can_be_brought_back() {
    let fs = disk_with_example("cloud-hosting");
    kill(changed_window(&fs, "Not wanted"));
    let mut window = window(&fs, &[]);
    click(&mut window, Role::Button, "Discard Not wanted");
    assert!(!sees(&window, "Recovered drafts"));
    click(&mut window, Role::Button, "One discarded draft…");
    until(&mut window, "the list does not come", |w| sees(w, "They are kept for 30 days"));
    click(&mut window, Role::Button, "Open Not wanted as unsaved");
    assert_eq!(text(&window, "title"), "Not wanted");
    wait_until_kept(&mut window);
    assert_eq!(journals(&fs).len(), 1, "it is no longer among the discarded");
}

#[test]
fn a_tab_closed_without_saving_can_be_brought_back() {
    let fs = disk_with_example("cloud-hosting");
    let mut first = changed_window(&fs, "Closed by mistake");
    ctrl(&mut first, Key::W);
    assert!(sees(&first, "it can be brought back from the start screen for 30 days"));
    click(&mut first, Role::Button, "Don’t save");
    wait_until_kept(&mut first);
    assert!(close(&mut first));
    drop(first);
    let mut second = window(&fs, &[]);
    click(&mut second, Role::Button, "One discarded draft…");
    until(&mut second, "the list does not come", |w| sees(w, "They are kept for 30 days"));
    click(&mut second, Role::Button, "Open Closed by mistake as unsaved");
    assert_eq!(text(&second, "title"), "Closed by mistake");
}

#[test]
fn a_file_with_recovered_changes_asks_which_is_wanted() {
    let fs = disk_with_example("cloud-hosting");
    kill(changed_window(&fs, "Recovered"));
    let mut window = window(&fs, &[FILE]);
    assert_ne!(text(&window, "title"), "Recovered");
    assert_eq!(focused(&window), "Open the recovered draft");
    press(&mut window, Key::Enter);
    assert_eq!(text(&window, "title"), "Recovered");
    assert_eq!(window.query_all_by_label("Close example").count(), 0, "it is the only tab");
}

#[test]
fn a_running_window_is_not_taken_for_a_crashed_one() {
    let fs = disk_with_example("cloud-hosting");
    let mut first = changed_window(&fs, "Still open");
    wait_until_kept(&mut first);
    let second = window(&fs, &[]);
    assert!(!sees(&second, "Recovered drafts"));
    assert_eq!(text(&first, "title"), "Still open");
}

#[test]
fn a_damaged_journal_is_named_and_kept() {
    let fs = disk_with_example("cloud-hosting");
    kill(changed_window(&fs, "Lost to the disk"));
    let journal = journals(&fs).remove(0);
    let mut bytes = fs.content(&journal).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x20;
    fs.put(&journal, &bytes);
    let mut window = window(&fs, &[]);
    assert!(sees(&window, "cannot be used: it is damaged: its checksum does not fit its content"));
    assert_eq!(fs.content(&journal).unwrap(), bytes);
    click(&mut window, Role::Button, "Discard the draft that cannot be opened here");
    assert_eq!(journals(&fs).len(), 1, "even then it is kept for a while");
}
