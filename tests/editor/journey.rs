//! From the start screen to a PDF and back.

use super::bench::*;
use clausewright::store::testing::FakeFs;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use std::path::Path;

#[test]
fn a_draft_is_begun_filled_in_saved_reopened_and_exported() {
    let fs = FakeFs::new();
    let mut window = window(&fs, &[]);
    assert_eq!(window.state().title(), "Clausewright");
    begin(&mut window, "Cloud hosting agreement");
    settle(&mut window);

    // Fill in a field, take it back, do it again.
    let before = text(&window, "title");
    focus_field(&mut window, "title");
    overtype(&mut window, "Hosting of the shop");
    assert_eq!(text(&window, "title"), "Hosting of the shop");
    assert!(window.state().title().starts_with("● "), "{}", window.state().title());
    ctrl(&mut window, Key::Z);
    assert_eq!(text(&window, "title"), before);
    assert_eq!(focused(&window), "Title");
    ctrl(&mut window, Key::Y);
    assert_eq!(text(&window, "title"), "Hosting of the shop");

    // A finding leads to its field, and goes when the field is filled in.
    let dates = |w: &egui_kittest::Harness<'_, clausewright::editor::App>| {
        let findings = session(w).derived().findings.clone();
        findings.iter().filter(|f| f.path.as_str() == "term.effective").count()
    };
    assert_eq!(dates(&window), 1);
    go_to_field(&mut window, "effective date");
    assert_eq!(focused(&window), "Effective date");
    type_text(&mut window, "+30d");
    assert_eq!(text(&window, "term.effective"), "2026-04-01");
    assert_eq!(dates(&window), 0);

    // Save, close, reopen from the list of recent drafts.
    ctrl(&mut window, Key::S);
    assert_eq!(focused(&window), "File");
    overtype(&mut window, "/drafts/shop");
    press(&mut window, Key::Enter);
    let saved = fs.content("/drafts/shop.ron").expect("the draft is on disk");
    assert_eq!(window.state().title(), "shop.ron – Clausewright");
    ctrl(&mut window, Key::W);
    assert!(window.state().session().is_none());
    click(&mut window, Role::ListItem, "Open Hosting of the shop");
    settle(&mut window);
    assert_eq!(text(&window, "term.effective"), "2026-04-01");
    assert!(!session(&window).is_dirty());

    // Export; open problems leave only an export marked as a draft.
    ctrl(&mut window, Key::E);
    let errors = session(&window).derived().count(clausewright::check::Severity::Error);
    assert_eq!(window.query_by_label("Export final…").is_none(), errors > 0);
    click(&mut window, Role::Button, "Export as draft…");
    overtype(&mut window, "/drafts/shop.pdf");
    press(&mut window, Key::Enter);
    finish_export(&mut window);
    assert!(fs.content("/drafts/shop.pdf").expect("the PDF is on disk").starts_with(b"%PDF-1.7"));
    assert!(window.state().notes().iter().any(|n| n == "Exported to /drafts/shop.pdf"));
    assert_eq!(fs.content("/drafts/shop.ron").as_deref(), Some(saved.as_slice()));
    assert!(fs.files().iter().all(|f| f.starts_with("/drafts") || f.starts_with(Path::new(HOME))));
}

#[test]
fn a_complete_draft_is_exported_as_final_markdown() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    ctrl(&mut window, Key::E);
    click(&mut window, Role::RadioButton, "Markdown text");
    click(&mut window, Role::Button, "Export final…");
    overtype(&mut window, "/drafts/out");
    press(&mut window, Key::Enter);
    finish_export(&mut window);
    let text =
        String::from_utf8(fs.content("/drafts/out.md").expect("the text is on disk")).expect("it is UTF-8");
    assert!(text.contains("Parties and structure") && !text.contains("DRAFT"), "{}", &text[..200]);
}

#[test]
fn f8_walks_through_the_problems() {
    let fs = FakeFs::new();
    let mut window = window(&fs, &[]);
    begin(&mut window, "Cloud hosting agreement");
    settle(&mut window);
    let findings = session(&window).derived().findings.clone();
    assert!(!findings.is_empty());
    press(&mut window, Key::F8);
    let first = focused(&window);
    assert!(!first.is_empty(), "the keyboard is at the field of the first problem");
    press(&mut window, Key::F8);
    if findings.len() > 1 && findings[0].path != findings[1].path {
        assert_ne!(focused(&window), first);
    }
}
