//! The draft compared with another text: chosen, listed with meanings, gone to, filtered, taken back.

use super::bench::*;
use clausewright::draft::Edit;
use clausewright::editor::App;
use clausewright::store::testing::{FakeFs, Fault, Operation};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::time::{Duration, Instant};

type Window = Harness<'static, App>;

fn shows(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).count() > 0
}

/// The changes as they are told to those who hear the screen.
fn changes(window: &Window) -> Vec<String> {
    let rows = window.query_all_by(|n| n.role() == Role::ListItem);
    rows.filter_map(|n| n.accesskit_node().label()).map(|l| l.replace('\u{a0}', " ")).collect()
}

/// The example with a shorter time to claim, compared with its file.
fn shorter_claim(fs: &FakeFs) -> Window {
    let mut window = window(fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "Claim within");
    settle(&mut window);
    assert_eq!(focused(&window), "Claim within");
    overtype(&mut window, "7 days");
    settle(&mut window);
    let held = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };
    window.key_press_modifiers(held, Key::D);
    look(&mut window);
    click(&mut window, Role::Button, "The file as it is on disk");
    look(&mut window);
    window
}

#[test]
fn a_change_says_what_it_means_leads_to_its_field_and_is_taken_back() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = shorter_claim(&fs);
    let listed = changes(&window);
    assert_eq!(listed.len(), 1, "{listed:?}");
    assert_eq!(
        listed[0],
        "Claim within (Service credits) 30 days → 7 days: 23 days less to claim. Better for the provider"
            .replace(" (Service credits)", "")
    );
    assert!(shows(&window, "From “example.ron” on disk to this draft"));
    assert!(window.query_all_by_label("23\u{a0}days less to claim").count() > 0);

    click(&mut window, Role::Button, "Take back: Claim within");
    look(&mut window);
    assert_eq!(text(&window, "credits.claim_within"), "30d");
    assert!(shows(&window, "Nothing differs"), "{:?}", changes(&window));
    assert_eq!(session(&window).undo_name(), Some("Take back the change of Claim within"));
    ctrl(&mut window, Key::Z);
    look(&mut window);
    assert_eq!(text(&window, "credits.claim_within"), "7d");
}

#[test]
fn the_keyboard_walks_from_change_to_change_and_into_the_form() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = shorter_claim(&fs);
    press(&mut window, Key::F4);
    look(&mut window);
    assert_eq!(focused(&window), "Show in the form: Claim within");
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "Take back: Claim within");
    window.key_press_modifiers(Modifiers::SHIFT, Key::F4);
    look(&mut window);
    assert_eq!(focused(&window), "Show in the form: Claim within", "round the end");
    press(&mut window, Key::Enter);
    settle(&mut window);
    assert!(changes(&window).is_empty(), "the form is back");
    assert_eq!(focused(&window), "Claim within");
}

#[test]
fn what_can_be_done_stands_on_the_first_line_of_a_change() {
    let fs = disk_with_example("cloud-hosting");
    for size in [[1280.0, 800.0], [900.0, 600.0]] {
        let mut window = sized(&fs, &["/drafts/example.ron"], size);
        go_to_field(&mut window, "Compare");
        look(&mut window);
        click(&mut window, Role::Button, "The form as a new draft begins it");
        look(&mut window);
        let heading = window.get_by_role_and_label(Role::Label, "Compare").rect();
        let back = window.query_all_by_label_contains("Take back: ").next().expect("its button").rect();
        let judged = ["Better for the ", "Neither gains", "Depends on "];
        let level = |n: &egui::Rect| (n.center().y - back.center().y).abs() < 9.0;
        let beside = judged.iter().flat_map(|words| window.query_all_by_label_contains(words));
        let beside =
            beside.filter(|n| n.accesskit_node().role() == Role::Label).map(|n| n.rect()).find(level);
        assert!(beside.is_some_and(|rect| rect.right() < back.left()), "on one line: {back:?}");
        assert!(size[0] - back.right() < 60.0, "at the right end: {back:?}");
        let tab = window.get_by_role_and_label(Role::Tab, "Side by side").rect();
        assert!((tab.center().y - heading.center().y).abs() < 6.0, "on the heading's line");
    }
}

#[test]
fn both_texts_are_level_side_by_side() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = shorter_claim(&fs);
    click(&mut window, Role::Tab, "Side by side");
    look(&mut window);
    // The heading of the clause stands at the left and at the right, and the buttons on its line.
    let back = window.query_all_by_label_contains("Take back all of it: ").next().expect("a button").rect();
    let level = |n: &egui::Rect| (n.center().y - back.center().y).abs() < 8.0;
    let labels = window.query_all_by_role(Role::Label).map(|n| n.rect()).filter(level);
    let mut lefts: Vec<f32> = labels.filter(|r| r.left() > 300.0).map(|r| r.left()).collect();
    lefts.sort_by(f32::total_cmp);
    lefts.dedup();
    assert_eq!(lefts.len(), 2, "{lefts:?}");
}

#[test]
fn the_arrows_of_the_heading_lead_from_change_to_change() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "Compare");
    look(&mut window);
    click(&mut window, Role::Button, "The form as a new draft begins it");
    look(&mut window);
    click(&mut window, Role::Button, "Next change");
    look(&mut window);
    assert!(shows(&window, "1 of "));
    let first = focused(&window);
    assert!(first.starts_with("Show in the form: "), "{first}");
    click(&mut window, Role::Button, "Next change");
    look(&mut window);
    assert!(shows(&window, "2 of "));
    click(&mut window, Role::Button, "Previous change");
    look(&mut window);
    assert_eq!(focused(&window), first);
}

#[test]
fn what_a_judgement_depends_on_is_said() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "Compare");
    look(&mut window);
    click(&mut window, Role::Button, "The form as a new draft begins it");
    look(&mut window);
    assert!(shows(&window, "For you to judge ("));
    assert!(shows(&window, "Depends on what "), "{:?}", changes(&window));
    assert_eq!(window.query_all_by_label("Depends").count(), 0);
}

#[test]
fn the_outline_counts_changes_and_leads_to_them_within_the_comparison() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = shorter_claim(&fs);
    let credits = "Service Credits and bonus";
    let row = window.get_by_role_and_label(Role::TreeItem, credits);
    assert_eq!(row.accesskit_node().description().as_deref(), Some("1 change"));
    let parties = window.get_by_role_and_label(Role::TreeItem, "Parties and structure");
    assert_eq!(parties.accesskit_node().description().as_deref(), Some("no change"));
    click(&mut window, Role::TreeItem, credits);
    look(&mut window);
    assert_eq!(changes(&window).len(), 1, "the comparison stays");
    assert!(shows(&window, "1 of 1"));
    click(&mut window, Role::TreeItem, "Parties and structure");
    look(&mut window);
    assert_eq!(changes(&window).len(), 1);
    let none = "Nothing differs in “Parties and structure”.";
    assert!(window.state().notes().iter().any(|n| n == none), "{:?}", window.state().notes());
    // By keyboard: the arrows show, Enter leads to the change.
    window.get_by_role_and_label(Role::TreeItem, "Parties and structure").focus();
    window.run();
    press(&mut window, Key::ArrowDown);
    look(&mut window);
    assert_eq!(focused(&window), "Definitions and interpretation");
    assert_eq!(changes(&window).len(), 1);
    window.get_by_role_and_label(Role::TreeItem, credits).focus();
    window.run();
    click(&mut window, Role::TreeItem, credits);
    look(&mut window);
    window.get_by_role_and_label(Role::TreeItem, credits).focus();
    window.run();
    press(&mut window, Key::Enter);
    look(&mut window);
    assert_eq!(focused(&window), "Show in the form: Claim within");
    // In the text too.
    click(&mut window, Role::Tab, "Text");
    look(&mut window);
    click(&mut window, Role::TreeItem, credits);
    look(&mut window);
    assert!(shows(&window, "Struck through: only in the other text"));
    assert!(window.query_all_by_label_contains("Take back all of it: ").count() > 0);
}

#[test]
fn every_source_can_be_chosen_and_a_removed_metric_takes_its_credits_along() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "Compare");
    look(&mut window);
    for source in [
        "The file as it is on disk",
        "An earlier save…",
        "The form as a new draft begins it",
        "The form’s example",
        "Another file…",
    ] {
        assert_eq!(window.query_all_by_role_and_label(Role::Button, source).count(), 1, "{source}");
    }
    click(&mut window, Role::Button, "The form’s example");
    look(&mut window);
    let before = changes(&window).len();
    click(&mut window, Role::Button, "Something else…");
    click(&mut window, Role::Button, "The form as a new draft begins it");
    look(&mut window);
    assert!(shows(&window, "From the blank form"));
    let all = changes(&window).len();
    assert!(all > before, "{before} {all}");
    let chips = window.query_all_by_label_contains("Better for the customer (");
    assert_eq!(chips.count(), 1);
}

#[test]
fn texts_that_differ_under_one_version_are_told_and_lead_to_it() {
    let fs = disk_with_example("cloud-hosting");
    let example = fs.content("/drafts/example.ron").expect("it was put there");
    let mut sent = clausewright::draft::from_ron(&example).unwrap();
    Edit::set("credits.claim_within", "7d").apply(&mut sent).unwrap();
    fs.put("/drafts/sent.ron", clausewright::draft::to_ron(&sent).unwrap().as_bytes());
    let mut window = window(&fs, &["/drafts/sent.ron", "/drafts/example.ron"]);
    let version = text(&window, "version");
    assert!(!version.is_empty());
    let said = format!("Both texts say version {version}.");
    go_to_field(&mut window, "Compare");
    look(&mut window);
    let offered = window.query_all_by_role(Role::Button).find_map(|n| {
        let label = n.accesskit_node().label().unwrap_or_default();
        label.starts_with("The open draft").then_some(label)
    });
    click(&mut window, Role::Button, &offered.expect("the other draft is offered"));
    look(&mut window);
    assert_eq!(changes(&window).len(), 1);
    assert!(shows(&window, &said));
    click(&mut window, Role::Button, "Raise the version");
    settle(&mut window);
    assert_eq!(focused(&window), "Version");
    overtype(&mut window, "9.9");
    settle(&mut window);
    go_to_field(&mut window, "Compare");
    look(&mut window);
    assert_eq!(changes(&window).len(), 2);
    assert!(!shows(&window, "Both texts say"));
}

#[test]
fn a_comparison_at_rest_draws_nothing() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = shorter_claim(&fs);
    press(&mut window, Key::F4);
    look(&mut window);
    window.run();
    let delay = window.output().viewport_output.values().map(|v| v.repaint_delay).min();
    assert!(delay.is_some_and(|d| d > Duration::from_millis(500)), "{delay:?}");
}

#[test]
fn the_text_is_shown_in_one_and_side_by_side_and_a_clause_is_taken_back() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = shorter_claim(&fs);
    click(&mut window, Role::Tab, "Text");
    look(&mut window);
    assert!(shows(&window, "Struck through: only in the other text"));
    assert!(window.query_all_by(|n| n.role() == Role::DisclosureTriangle).count() > 0, "the rest is folded");
    assert!(shows(&window, "7\u{a0}days") || shows(&window, "7 days"), "the changed words are in view");
    press(&mut window, Key::F4);
    look(&mut window);
    assert!(focused(&window).starts_with("Show in the form: "), "{}", focused(&window));
    click(&mut window, Role::Tab, "Side by side");
    look(&mut window);
    assert!(shows(&window, "Left: the other text") && shows(&window, "This draft"));
    window
        .query_all_by_label_contains("Take back all of it: ")
        .next()
        .expect("a clause with its button")
        .click();
    look(&mut window);
    assert_eq!(text(&window, "credits.claim_within"), "30d");
    assert!(shows(&window, "The text is the same, word for word."));
    let step = session(&window).undo_name().unwrap_or_default().to_owned();
    assert!(step.starts_with("Take back the changes of “"), "{step}");
    ctrl(&mut window, Key::Z);
    look(&mut window);
    assert_eq!(text(&window, "credits.claim_within"), "7d");
}

/// Runs until the comparison is on disk.
fn finish_saving(window: &mut Window) {
    let begin = Instant::now();
    while window.state().is_saving_comparison() {
        assert!(begin.elapsed() < Duration::from_secs(60), "writing does not come to an end");
        std::thread::sleep(Duration::from_millis(1));
        window.run();
    }
}

#[test]
fn a_comparison_is_saved_in_every_format_that_there_is() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = shorter_claim(&fs);
    for (format, name, start) in [
        ("Markdown (.md)", "/drafts/c", "# "),
        ("JSON (.json)", "/drafts/c.json", "{"),
        ("Text (.txt)", "/drafts/c.txt", "Claim within"),
        ("Web page (.html)", "/drafts/c.html", "<!DOCTYPE html>"),
    ] {
        click(&mut window, Role::Button, "Save comparison…");
        click(&mut window, Role::RadioButton, format);
        click(&mut window, Role::Button, "Save…");
        overtype(&mut window, name);
        press(&mut window, Key::Enter);
        finish_saving(&mut window);
        let file = if name.ends_with('c') { "/drafts/c.md" } else { name };
        let written = String::from_utf8(fs.content(file).expect("a file")).expect("text");
        assert!(written.contains("23") && written.contains(start), "{written}");
    }
    click(&mut window, Role::Button, "Save comparison…");
    assert!(focused(&window).starts_with("Web page"), "the last format: {}", focused(&window));
    click(&mut window, Role::RadioButton, "Markdown (.md)");
    click(&mut window, Role::Button, "Save…");
    overtype(&mut window, "/drafts/c.md");
    press(&mut window, Key::Enter);
    assert!(shows(&window, "/drafts/c.md exists already"));
    fs.put("/drafts/c.md", b"old");
    click(&mut window, Role::Button, "Replace");
    finish_saving(&mut window);
    assert_ne!(fs.content("/drafts/c.md").as_deref(), Some(b"old".as_slice()));
}

#[test]
fn tracked_changes_bear_the_name_that_was_asked_for_once() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = shorter_claim(&fs);
    go_to_field(&mut window, "Save the comparison");
    assert_eq!(focused(&window), "PDF");
    press(&mut window, Key::ArrowDown);
    assert_eq!(focused(&window), "Word (.docx)", "the arrows lead through the formats and choose");
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "Name beside each change", "the formats are one stop of Tab");
    type_text(&mut window, "Aoife Brannigan");
    press(&mut window, Key::Enter);
    overtype(&mut window, "/drafts/c");
    press(&mut window, Key::Enter);
    finish_saving(&mut window);
    let file = fs.content("/drafts/c.docx").expect("a Word file");
    let package = clausewright::export::extract::package::Package::read(&file).expect("a package");
    let body = package.text("word/document.xml").expect("readable").expect("a text");
    assert!(body.contains("w:author=\"Aoife Brannigan\" w:date=\"2026-03-02T00:00:00Z\""), "the day of now");
    assert!(
        window.state().notes().iter().any(|note| note.contains("c.docx")),
        "{:?}",
        window.state().notes()
    );
    go_to_field(&mut window, "Save the comparison");
    assert_eq!(focused(&window), "Word (.docx)");
    assert!(window.query_all_by_value("Aoife Brannigan").count() > 0, "the name is remembered");
}

#[test]
fn a_comparison_that_is_cancelled_or_fails_leaves_no_file() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = shorter_claim(&fs);
    let save = |window: &mut Window| {
        click(window, Role::Button, "Save comparison…");
        press(window, Key::Enter);
        overtype(window, "/drafts/c.pdf");
        window.key_press(Key::Enter);
        window.step();
    };
    save(&mut window);
    if window.state().is_saving_comparison() {
        let ctx = window.ctx.clone();
        window.state_mut().run(&ctx, clausewright::editor::Command::CancelExport);
        finish_saving(&mut window);
        assert!(window.state().notes().iter().any(|note| note.contains("no file was written")));
    }
    fs.fail(Fault::every(Operation::Write, std::io::ErrorKind::StorageFull));
    save(&mut window);
    finish_saving(&mut window);
    assert!(shows(&window, "The comparison was not saved"));
    assert!(fs.content("/drafts/c.pdf").is_none());
}
