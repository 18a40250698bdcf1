//! Sections as the form proposes them: no tick before somebody keeps or changes them, a group of their own in the review.

use super::bench::*;
use clausewright::draft::from_ron;
use clausewright::editor::App;
use clausewright::store::testing::FakeFs;
use clausewright::template::{self, keep_as_proposed};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// A new draft of cloud hosting, on disk and in the window.
fn begun() -> (FakeFs, Harness<'static, App>) {
    let form = template::find("cloud-hosting").expect("it is built in");
    let fs = FakeFs::new();
    let text = clausewright::draft::to_ron(form.start()).expect("it can be written");
    fs.put("/drafts/new.ron", text.as_bytes());
    let window = window(&fs, &["/drafts/new.ron"]);
    (fs, window)
}

fn outline_says(window: &Harness<'_, App>, section: &str) -> String {
    let row = window.get_by_role_and_label(Role::TreeItem, section);
    row.accesskit_node().description().unwrap_or_default()
}

fn says(window: &Harness<'_, App>, words: &str) -> bool {
    window.query_all_by_label_contains(words).count() > 0
}

fn kept(window: &Harness<'_, App>) -> Vec<String> {
    session(window).draft().kept.iter().map(|k| k.id.to_string()).collect()
}

#[test]
fn a_section_gets_its_tick_by_a_word_or_by_an_answer_and_the_file_keeps_it() {
    let (fs, mut window) = begun();
    assert!(outline_says(&window, "Exclusions").contains("as the form proposes"));
    click(&mut window, Role::TreeItem, "Exclusions");
    assert!(outline_says(&window, "Exclusions").contains("as the form proposes"), "opening is no consent");
    click(&mut window, Role::Button, "Keep as proposed");
    window.run();
    assert_eq!(kept(&window), ["exclusions"]);
    assert!(!outline_says(&window, "Exclusions").contains("as the form proposes"));
    assert!(says(&window, "Kept as proposed."));
    ctrl(&mut window, Key::S);
    let saved = from_ron(&fs.content("/drafts/new.ron").expect("it was saved")).expect("it can be read");
    assert_eq!(saved.kept.len(), 1, "a colleague sees it");

    ctrl(&mut window, Key::Z);
    window.run();
    assert!(kept(&window).is_empty());
    assert!(window.query_by_role_and_label(Role::Button, "Keep as proposed").is_some(), "undo leads there");
    ctrl(&mut window, Key::Y);
    click(&mut window, Role::Button, "Look again");
    window.run();
    assert!(kept(&window).is_empty());

    click(&mut window, Role::TreeItem, "Maintenance");
    assert!(says(&window, "What the form proposes here is unchanged."));
    focus_field(&mut window, "maintenance.notice");
    overtype(&mut window, "9 business days");
    window.run();
    assert!(outline_says(&window, "Maintenance").contains("as the form proposes"), "the others are unread");
    assert!(!says(&window, "What the form proposes here is unchanged."));
    assert!(says(&window, "The other answers here are still as the form proposes."));
    assert!(!says(&window, "Nothing left to do here"));
    click(&mut window, Role::Button, "Keep as proposed");
    window.run();
    assert!(!outline_says(&window, "Maintenance").contains("as the form proposes"));
}

#[test]
fn what_binds_is_told_with_the_first_questions_and_left_out_or_kept_there() {
    let fs = FakeFs::new();
    let mut window = sized(&fs, &[], [1280.0, 2400.0]);
    begin_with_questions(&mut window, "Managed IT support agreement");
    let binds = "In the first months no Service Credit falls due, whatever goes wrong.";
    assert!(!says(&window, binds), "not before the last step");
    click(&mut window, Role::Tab, "4  From when");
    window.run();
    assert!(says(&window, "These proposals bind you") && says(&window, binds));
    click(&mut window, Role::Button, "Leave out: Ramp-up without credits");
    window.run();
    assert!(!says(&window, binds));
    assert!(session(&window).draft().agreement.term.ramp_up.is_none());
    click(&mut window, Role::Button, "Keep: Cap for twelve months (%)");
    window.run();
    assert!(!says(&window, "Service Credits of twelve months end there."));
    assert_eq!(kept(&window), ["binds-year-cap"]);
    assert!(
        window.query_by_role_and_label(Role::Button, "Leave out: Cap for a period (%)").is_none(),
        "required"
    );
    click(&mut window, Role::Button, "Edit: Price of exit assistance");
    settle(&mut window);
    assert_eq!(focused(&window), "Price of exit assistance", "the way leads into the form");
}

#[test]
fn what_binds_stands_in_the_review_until_somebody_decides() {
    let (_, mut window) = begun();
    let open = session(&window).form().open_bindings(session(&window).draft()).len();
    ctrl(&mut window, Key::R);
    click(&mut window, Role::Link, &format!("{open} proposals bind you"));
    window.run();
    let row = "Edit: In the first months no Service Credit falls due, whatever goes wrong.";
    assert!(window.query_by_role_and_label(Role::ListItem, row).is_some());
    click(&mut window, Role::Button, &format!("Keep: {row}"));
    window.run();
    assert_eq!(kept(&window), ["binds-ramp-up"]);
    assert!(says(&window, &format!("{} proposals bind you", open - 1)));
    ctrl(&mut window, Key::Z);
    window.run();
    assert!(kept(&window).is_empty());
}

#[test]
fn a_section_that_is_left_out_has_no_tick() {
    let form = template::find("cloud-hosting").expect("it is built in");
    let sections = form.template().sections.iter().filter(|s| s.form.len() > 1);
    for section in sections.skip(3).take(6) {
        let mut draft = form.example().clone();
        for clause in &section.clauses {
            for edit in clause.decided(&draft, &section.clause_key(clause), false) {
                edit.apply(&mut draft).expect("it can be left out");
            }
        }
        let fs = FakeFs::new();
        fs.put("/drafts/out.ron", clausewright::draft::to_ron(&draft).expect("it can be written").as_bytes());
        let mut window = sized(&fs, &["/drafts/out.ron"], [1280.0, 1000.0]);
        click(&mut window, Role::TreeItem, &section.title);
        window.run();
        assert!(!says(&window, "Nothing left to do here"), "{}", section.title);
    }
}

#[test]
fn the_review_groups_what_nobody_looked_at_and_leads_there() {
    let (_, mut window) = begun();
    let proposed = session(&window).form().as_proposed(session(&window).draft()).len();
    ctrl(&mut window, Key::R);
    let told = format!("{proposed} sections are still as the form proposes: look at them before you send.");
    assert!(says(&window, &told), "{told}");
    click(&mut window, Role::Link, &format!("{proposed} sections as the form proposes"));
    window.run();
    let first = |n: &egui_kittest::Node<'_>| {
        n.accesskit_node().label().is_some_and(|l| l.starts_with("Look at it: "))
    };
    let row = window.query_all_by_role(Role::ListItem).find(first).expect("there are rows");
    let name = row.accesskit_node().label().unwrap_or_default();
    click(&mut window, Role::ListItem, &name);
    window.run();
    assert!(window.query_by_role_and_label(Role::Button, "Keep as proposed").is_some(), "{name}");
    assert!(says(&window, "Back to the review"));
}

#[test]
fn an_answer_that_is_only_proposed_is_marked_and_one_that_is_kept_is_not() {
    let form = template::find("cloud-hosting").expect("it is built in");
    let marked = |draft: &clausewright::draft::Draft| {
        let fs = FakeFs::new();
        fs.put("/drafts/new.ron", clausewright::draft::to_ron(draft).expect("it can be written").as_bytes());
        let mut window = window(&fs, &["/drafts/new.ron"]);
        ctrl(&mut window, Key::R);
        // In the review a row of the outline shows its section there.
        click(&mut window, Role::TreeItem, "Exclusions");
        window.run();
        let said = |n: &egui_kittest::Node<'_>| n.accesskit_node().description().unwrap_or_default();
        let rows = window.query_all_by_role(Role::ListItem);
        rows.filter(|n| said(n).ends_with(", as the form proposes")).count()
    };
    let mut draft = form.start().clone();
    assert!(marked(&draft) > 2);
    let all: Vec<_> = form.as_proposed(&draft).into_iter().cloned().collect();
    for section in &all {
        keep_as_proposed(section).apply(&mut draft).expect("it can be kept");
    }
    assert_eq!(marked(&draft), 0);
}

#[test]
fn a_finished_example_asks_nothing() {
    let fs = disk_with_example("managed-it-support");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    ctrl(&mut window, Key::R);
    assert!(says(&window, "Ready to send"));
    assert!(!says(&window, "as the form proposes"));
}
