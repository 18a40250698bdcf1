//! The start screen: recent drafts, files dropped onto the window, drafts out of PDFs, and what each form asks.

use super::bench::*;
use clausewright::editor::App;
use clausewright::store::testing::FakeFs;
use egui::accesskit::Role;
use egui::{HoveredFile, Key};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

fn says(window: &Harness<'_, App>, words: &str) -> bool {
    window.query_all_by_label_contains(words).count() > 0
}

/// The recent drafts on screen, in order.
fn recent(window: &Harness<'_, App>) -> Vec<String> {
    let rows = window.query_all_by(|n| n.role() == Role::ListItem);
    let names = rows.filter_map(|n| n.accesskit_node().label());
    names.filter_map(|n| n.strip_prefix("Open ").map(str::to_owned)).collect()
}

/// A disk with so many drafts, all of which were opened once, the last one last.
fn opened(titles: &[&str]) -> FakeFs {
    let fs = FakeFs::new();
    let form = clausewright::template::find("outsourced-staffing").expect("it is built in");
    let mut paths = Vec::new();
    for (at, title) in titles.iter().enumerate() {
        let mut draft = form.example().clone();
        draft.id = format!("draft-{at}").parse().expect("it is an id");
        draft.agreement.title = title.parse().expect("it is a title");
        let path = format!("/drafts/{at}.ron");
        fs.put(&path, clausewright::draft::to_ron(&draft).expect("it can be written").as_bytes());
        paths.push(path);
    }
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let mut first = window(&fs, &paths);
    finish_writing(&mut first);
    fs
}

#[test]
fn recent_drafts_are_pinned_and_removed_by_mouse_and_by_keyboard() {
    let fs = opened(&["One", "Two", "Three"]);
    let mut first = window(&fs, &[]);
    assert_eq!(recent(&first), ["Three", "Two", "One"]);
    click(&mut first, Role::Button, "Keep One at the top");
    assert_eq!(recent(&first), ["One", "Three", "Two"]);
    drop(first);
    let mut window = window(&fs, &[]);
    assert_eq!(recent(&window), ["One", "Three", "Two"], "a pin survives the window");
    assert_eq!(focused(&window), "Open One");
    for _ in 0..4 {
        press(&mut window, Key::Tab);
    }
    assert_eq!(focused(&window), "Open Three");
    press(&mut window, Key::Delete);
    window.run();
    assert_eq!(recent(&window), ["One", "Two"]);
    assert_eq!(focused(&window), "Open Two", "the keyboard stays in the list");
    assert!(fs.content("/drafts/2.ron").is_some(), "the file stays");
    click(&mut window, Role::Button, "Remove Two from the list");
    click(&mut window, Role::Button, "Unpin One");
    assert_eq!(recent(&window), ["One"]);
    click(&mut window, Role::ListItem, "Open One");
    settle(&mut window);
    assert_eq!(text(&window, "title"), "One");
}

#[test]
fn many_recent_drafts_with_long_names_fit_and_a_missing_file_is_marked() {
    let long: Vec<String> =
        (0..9).map(|n| format!("{n} {}", "Agreement about everything ".repeat(6))).collect();
    let long: Vec<&str> = long.iter().map(|t| t.trim()).collect();
    let fs = opened(&long);
    fs.take_away("/drafts/8.ron");
    for size in [[1280.0, 800.0], [900.0, 600.0]] {
        let mut window = sized(&fs, &[], size);
        assert_eq!(recent(&window).len(), 6);
        let first = window.query_all_by(|n| n.role() == Role::ListItem).next().expect("there is a row");
        let told = first.accesskit_node().description().unwrap_or_default();
        assert!(told.starts_with("No longer there. /drafts/8.ron"), "{told}");
        let right = first.rect().right();
        assert!(right < size[0] - 60.0, "the row leaves room for its buttons: {right}");
        window.get_by_label("Show all 9").focus();
        window.run();
        press(&mut window, Key::Enter);
        assert_eq!(recent(&window).len(), 9);
        window.get_by_label("Show fewer").focus();
    }
}

#[test]
fn files_are_dropped_onto_the_window() {
    let fs = disk_with_example("cloud-hosting");
    fs.put("/drafts/letter.odt", b"PK\x03\x04");
    fs.put("/drafts/photo.png", b"\x89PNG");
    let mut window = window(&fs, &[]);
    let hovered = HoveredFile { path: Some("/drafts/example.ron".into()), mime: String::new() };
    window.input_mut().hovered_files.push(hovered);
    // egui draws on as long as something hangs above the window.
    window.run_steps(3);
    assert!(says(&window, "Drop to open example.ron"), "there is a target");
    window.input_mut().hovered_files.clear();
    drop_files(&mut window, &["/drafts/example.ron"]);
    assert!(!says(&window, "Drop to open"));
    assert_eq!(window.state().title(), "example.ron – Clausewright");
    drop_files(&mut window, &["/drafts/letter.odt"]);
    assert!(says(&window, "“letter.odt” is a word processor’s document, not a draft."));
    press(&mut window, Key::Escape);
    drop_files(&mut window, &["/drafts/letter.odt", "/drafts/example.ron", "/drafts/photo.png"]);
    assert!(says(&window, "2 files cannot be opened"));
    assert!(says(&window, "“photo.png” is a picture"));
}

#[test]
fn a_pdf_of_ours_opens_the_draft_inside_it() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let draft = session(&window).draft().clone();
    ctrl(&mut window, Key::E);
    click(&mut window, Role::CheckBox, "Put the working file inside");
    click(&mut window, Role::Button, "Export final…");
    overtype(&mut window, "/drafts/sent.pdf");
    press(&mut window, Key::Enter);
    finish_export(&mut window);
    drop_files(&mut window, &["/drafts/sent.pdf"]);
    assert_eq!(*session(&window).draft(), draft);
    assert!(session(&window).file().is_none(), "the PDF stays as it is");
    assert_eq!(session(&window).title(), "sent (from the PDF)");
    fs.put("/drafts/other.pdf", b"%PDF-1.7\n%%EOF");
    drop_files(&mut window, &["/drafts/other.pdf"]);
    assert!(says(&window, "/drafts/other.pdf cannot be opened: this PDF"));
}

#[test]
fn a_word_file_of_ours_opens_the_draft_inside_it() {
    let fs = disk_with_example("cloud-hosting");
    let (draft, form) = {
        let window = window(&fs, &["/drafts/example.ron"]);
        (session(&window).draft().clone(), session(&window).form().clone())
    };
    let source = clausewright::draft::to_ron(&draft).unwrap();
    let document = clausewright::document::assemble(&draft, &form);
    let file = clausewright::export::docx::export(&document, None, Some(source.as_bytes()));
    fs.put("/drafts/sent.docx", &file);
    fs.put("/drafts/other.docx", b"PK\x03\x04");
    let mut window = window(&fs, &[]);
    drop_files(&mut window, &["/drafts/sent.docx"]);
    assert_eq!(*session(&window).draft(), draft);
    assert!(session(&window).file().is_none(), "the Word file stays as it is");
    assert_eq!(session(&window).title(), "sent (from the Word file)");
    drop_files(&mut window, &["/drafts/other.docx"]);
    assert!(says(&window, "/drafts/other.docx cannot be opened: this Word file is damaged"));
}

#[test]
fn each_form_says_what_it_asks() {
    let window = window(&FakeFs::new(), &[]);
    let said = window.query_all_by_label_contains("Asks for ").count();
    assert_eq!(said, clausewright::template::library().len());
}
