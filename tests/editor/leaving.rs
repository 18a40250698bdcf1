//! Leaving clauses and sections of the form out, putting them back, and giving them other headings.

use super::bench::*;
use clausewright::document::canonical_text;
use clausewright::editor::{App, Command};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

const FORM: &str = "managed-it-support";
const KEY: &str = "services-supported-standards";
const TITLE: &str = "Supported standards";

fn opened() -> Harness<'static, App> {
    let fs = disk_with_example(FORM);
    window(&fs, &["/drafts/example.ron"])
}

fn at(window: &mut Harness<'_, App>, path: &str) {
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &path.into());
    window.run();
}

fn at_clause(window: &mut Harness<'_, App>, key: &str) {
    at(window, &format!("clauses.{key}"));
}

fn clear(window: &mut Harness<'_, App>) {
    ctrl(window, Key::A);
    press(window, Key::Delete);
}

/// Opens the menu of a clause or a section and takes one of its entries, behind whose names their keys stand.
fn choose(window: &mut Harness<'_, App>, menu: &str, name: &str) {
    window.get_by_role_and_label(Role::Button, menu).scroll_to_me();
    window.run();
    click(window, Role::Button, menu);
    let mut found =
        window.query_all_by(|n| n.role() == Role::Button && n.label().is_some_and(|l| l.starts_with(name)));
    found.next().unwrap_or_else(|| panic!("no entry {name}")).click();
    drop(found);
    window.run();
}

fn printed(window: &Harness<'_, App>) -> String {
    canonical_text(&session(window).derived().document)
}

fn says(window: &Harness<'_, App>, words: &str) -> bool {
    window.query_all_by(|n| n.label().is_some_and(|l| l.contains(words))).count() > 0
        || window.query_all_by(|n| n.value().is_some_and(|v| v.contains(words))).count() > 0
}

fn click_described(window: &mut Harness<'_, App>, words: &str) {
    let mut found = window.query_all_by(|n| {
        n.role() == Role::Button && n.data().description().is_some_and(|d| d.contains(words))
    });
    found.next().unwrap_or_else(|| panic!("no button says {words}")).click();
    drop(found);
    window.run();
}

#[test]
fn a_clause_is_left_out_by_its_menu_and_put_back_from_its_row() {
    let mut window = opened();
    let before = session(&window).snapshot();
    at_clause(&mut window, KEY);
    assert!(printed(&window).contains(TITLE));
    let menu = format!("Actions for clause {TITLE}");
    choose(&mut window, &menu, "Leave this clause out");
    assert_eq!(text(&window, &format!("choices.{KEY}.include")), "no");
    assert!(!printed(&window).contains(TITLE));
    assert!(says(&window, "Left out of this agreement.") && says(&window, "1 left out"));
    let row = window.get_by_role_and_label(Role::TreeItem, "Services, scope and fees");
    let told = row.accesskit_node().data().description().unwrap_or_default().to_owned();
    assert!(told.contains("1 clause not from the template"), "{told}");
    assert!(session(&window).undo_name().is_some_and(|n| n == format!("Leave out {TITLE}")));
    // The reason is kept beside it and printed nowhere.
    click(&mut window, Role::Button, "Say why…");
    assert_eq!(focused(&window), "Why it is left out");
    type_text(&mut window, "There are no devices.");
    assert_eq!(text(&window, &format!("choices.{KEY}.reason")), "There are no devices.");
    assert!(!printed(&window).contains("no devices"));
    click_described(&mut window, &format!("Puts {TITLE}"));
    assert!(printed(&window).contains(TITLE));
    assert_eq!(*session(&window).snapshot(), *before, "nothing of it stays behind");
    ctrl(&mut window, Key::Z);
    assert_eq!(text(&window, &format!("choices.{KEY}.reason")), "There are no devices.");
    while session(&window).undo_name().is_some() {
        ctrl(&mut window, Key::Z);
    }
    assert_eq!(*session(&window).snapshot(), *before);
}

#[test]
fn a_clause_is_left_out_and_put_back_by_keyboard_alone() {
    let mut window = opened();
    at_clause(&mut window, KEY);
    assert!(window.state().can(Command::LeaveOutClause) && !window.state().can(Command::PutBackClause));
    go_to_field(&mut window, "remove clause");
    window.run();
    assert_eq!(text(&window, &format!("choices.{KEY}.include")), "no");
    assert_eq!(focused(&window), "Put back", "the way back has the keyboard");
    assert!(!window.state().can(Command::LeaveOutClause) && window.state().can(Command::PutBackClause));
    press(&mut window, Key::Enter);
    assert_eq!(text(&window, &format!("choices.{KEY}.include")), "");
    at_clause(&mut window, KEY);
    go_to_field(&mut window, "leave out (remove) clause");
    go_to_field(&mut window, "put clause back");
    assert_eq!(text(&window, &format!("choices.{KEY}.include")), "");
}

#[test]
fn a_question_that_only_a_left_out_clause_asks_is_asked_no_more() {
    let mut window = opened();
    at(&mut window, "answers.seats.value");
    clear(&mut window);
    let open = |window: &Harness<'_, App>| {
        let found = &session(window).derived().findings;
        found.iter().any(|f| f.path.as_str() == "answers.seats.value")
    };
    assert!(open(&window));
    at_clause(&mut window, "services-volume");
    go_to_field(&mut window, "leave out (remove) clause");
    window.run();
    assert!(!open(&window), "{:?}", session(&window).derived().findings);
    assert!(says(&window, "Not printed: "));
    at(&mut window, "answers.seats.value");
    assert!(focused(&window).starts_with("How many workplaces"), "{}", focused(&window));
}

#[test]
fn a_reference_to_a_left_out_clause_names_both_and_puts_it_back() {
    let mut window = opened();
    at_clause(&mut window, "services-extra-work");
    go_to_field(&mut window, "leave out (remove) clause");
    window.run();
    assert!(printed(&window).contains("[reference to “Work outside the scope”, which is left out]"));
    let found = session(&window).derived().findings.clone();
    let told = found.iter().find(|f| f.code == "D04").expect("it is told");
    assert!(told.message.starts_with("“Services” refers to “Work outside the scope”"), "{}", told.message);
    let fix = told.fix.as_ref().expect("with the way back");
    assert_eq!(fix.title, "Put “Work outside the scope” back");
}

#[test]
fn a_section_is_left_out_whole_in_one_step() {
    let mut window = opened();
    let before = session(&window).snapshot();
    at_clause(&mut window, "onboarding-onboarding-plan");
    assert!(window.state().can(Command::LeaveOutSection) && !window.state().can(Command::PutBackSection));
    let numbered = |window: &Harness<'_, App>| session(window).derived().document.sections.len();
    let all = numbered(&window);
    choose(&mut window, "Actions for section Onboarding", "Leave the whole section out");
    assert_eq!(numbered(&window), all - 1);
    assert!(says(&window, "You left this section out: nothing of it is printed."));
    let row = window.get_by_role_and_label(Role::TreeItem, "Onboarding");
    let told = row.accesskit_node().data().description().unwrap_or_default().to_owned();
    assert!(told.starts_with("left out"), "{told}");
    assert!(!window.state().can(Command::LeaveOutSection) && window.state().can(Command::PutBackSection));
    ctrl(&mut window, Key::Z);
    assert_eq!(*session(&window).snapshot(), *before, "one step of undo");
    go_to_field(&mut window, "remove section");
    window.run();
    assert_eq!(numbered(&window), all - 1);
    go_to_field(&mut window, "put section back");
    window.run();
    assert_eq!(*session(&window).snapshot(), *before);
}

#[test]
fn headings_of_clauses_and_sections_are_changed_and_restored() {
    let mut window = opened();
    at_clause(&mut window, KEY);
    go_to_field(&mut window, "change heading of clause");
    window.run();
    assert_eq!(focused(&window), "Heading");
    assert_eq!(text(&window, &format!("choices.{KEY}.title")), TITLE);
    overtype(&mut window, "Equipment");
    assert!(printed(&window).contains(" Equipment\n") && !printed(&window).contains(TITLE));
    assert!(says(&window, "Heading differs from the template"));
    click(&mut window, Role::Button, "Restore the form's heading");
    assert!(printed(&window).contains(TITLE) && !printed(&window).contains("Equipment"));
    go_to_field(&mut window, "change title of section");
    window.run();
    assert_eq!(focused(&window), "Title");
    overtype(&mut window, "Payroll");
    assert!(printed(&window).contains("3 Payroll\n"));
    assert!(window.query_by_role_and_label(Role::TreeItem, "Payroll").is_some());
    ctrl(&mut window, Key::E);
    window.run();
    assert!(!says(&window, "of the form is left out."));
}

#[test]
fn an_emptied_text_says_whose_it_is_and_the_clause_is_left_out_at_once() {
    let mut window = opened();
    at_clause(&mut window, KEY);
    press(&mut window, Key::Enter);
    clear(&mut window);
    press(&mut window, Key::Tab);
    let found = session(&window).derived().findings.clone();
    let told = found.iter().find(|f| f.code == "F01").expect("it is told");
    assert_eq!(told.message, format!("The text of the clause “{TITLE}” is empty"));
    click(&mut window, Role::Button, "Leave this clause out");
    assert_eq!(text(&window, &format!("choices.{KEY}.include")), "no");
    assert!(session(&window).draft().clauses.is_empty(), "the empty text goes with it");
    assert!(!session(&window).derived().findings.iter().any(|f| f.code == "F01"));
    ctrl(&mut window, Key::E);
    window.run();
    assert!(says(&window, "1 clause of the form is left out."));
}
