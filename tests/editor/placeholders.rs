//! While a clause is written, two opening braces offer what may stand between them, and words the terms they begin.

use super::bench::*;
use clausewright::editor::App;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

const TEXT: &str = "extra_clauses.credits-own.text";

/// A window with an empty clause of one's own in front of the keyboard.
fn writing() -> Harness<'static, App> {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    click(&mut window, Role::TreeItem, "Service Credits and bonus");
    go_to_field(&mut window, "add a clause");
    focus_field(&mut window, TEXT);
    window
}

fn offered(window: &Harness<'_, App>, words: &str) -> bool {
    window.query_all_by_label_contains(words).any(|node| node.accesskit_node().role() == Role::ListBoxOption)
}

fn type_each(window: &mut Harness<'_, App>, text: &str) {
    for letter in text.chars() {
        type_text(window, &letter.to_string());
    }
}

#[test]
fn a_placeholder_is_picked_with_the_arrows() {
    let mut window = writing();
    type_each(&mut window, "Paid by {{cust");
    assert!(offered(&window, "Legal name (Customer)") && offered(&window, "Tarnwick Bookings"));
    assert!(!offered(&window, "Legal name (Provider)"));
    type_each(&mut window, "omer.sh");
    assert!(!offered(&window, "Legal name (Customer)") && offered(&window, "customer.short_name"));
    press(&mut window, Key::Enter);
    assert_eq!(text(&window, TEXT), "Paid by {{customer.short_name}}");
    type_each(&mut window, " within {{credits.claim");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    let now = text(&window, TEXT);
    let picked =
        now.strip_prefix("Paid by {{customer.short_name}} within {{credits.claim").unwrap_or_default();
    assert!(picked.ends_with("}}") && picked != "}}", "{now}");
    assert!(!offered(&window, "credits.claim"));
    assert_eq!(focused(&window), "Text");
}

#[test]
fn a_reference_is_picked_with_the_mouse() {
    let mut window = writing();
    type_each(&mut window, "See {{ref:chronic");
    let row = window
        .query_all_by_label_contains("ref:chronic.chronic-right")
        .find(|n| n.accesskit_node().role() == Role::ListBoxOption);
    row.expect("the section is offered").click();
    window.run();
    assert!(text(&window, TEXT).starts_with("See {{ref:chronic"), "{}", text(&window, TEXT));
    assert!(text(&window, TEXT).ends_with("}}"));
    let problems = session(&window).derived().findings.clone();
    assert!(problems.iter().all(|f| f.path.as_str() != TEXT), "{problems:?}");
}

#[test]
fn escape_closes_the_list_and_tab_leaves_the_field() {
    let mut window = writing();
    type_each(&mut window, "{{cust");
    assert!(offered(&window, "customer.short_name"));
    press(&mut window, Key::Escape);
    assert!(!offered(&window, "customer.short_name"));
    assert_eq!(focused(&window), "Text");
    type_each(&mut window, "o");
    assert!(!offered(&window, "customer.short_name"), "what was sent away stays away");
    type_each(&mut window, "mer}} {{prov");
    assert!(offered(&window, "provider.short_name"));
    press(&mut window, Key::Tab);
    assert!(!offered(&window, "provider.short_name"));
    assert_eq!(text(&window, TEXT), "{{customer}} {{prov");
    let after = focused(&window);
    assert_ne!(after, "Text");
    window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    window.run();
    assert_eq!(focused(&window), "Text");
}

#[test]
fn arrows_walk_through_a_text_without_opening_the_list() {
    let mut window = writing();
    type_each(&mut window, "One {{customer.short_name}}");
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::ArrowLeft);
    assert!(!offered(&window, "customer.short_name"));
    press(&mut window, Key::Enter);
    assert!(text(&window, TEXT).contains('\n'), "Enter begins a new line");
}

#[test]
fn a_defined_term_is_offered_and_enter_begins_a_line_until_one_is_chosen() {
    let mut window = writing();
    type_each(&mut window, "No S");
    assert!(offered(&window, "Service Credit, defined term"));
    press(&mut window, Key::Enter);
    assert_eq!(text(&window, TEXT), "No S\n", "nothing was chosen");
    type_each(&mut window, "a service cr");
    assert!(offered(&window, "Service Credit, defined term"));
    press(&mut window, Key::ArrowDown);
    let field =
        window.get_by(|n| n.role() == Role::MultilineTextInput && n.data().is_expanded() == Some(true));
    let node = field.accesskit_node();
    let chosen = window
        .query_all_by_role(Role::ListBoxOption)
        .find(|n| n.accesskit_node().is_selected() == Some(true));
    let chosen = chosen.expect("one is chosen").accesskit_node();
    assert_eq!(node.data().active_descendant(), Some(chosen.locate().0));
    press(&mut window, Key::Enter);
    assert_eq!(text(&window, TEXT), "No S\na Service Credit");
    assert!(window.query_all_by_role(Role::ListBoxOption).count() == 0);
    type_each(&mut window, " is due. ");
    ctrl(&mut window, Key::Z);
    let left = text(&window, TEXT);
    assert!("no s\na service credit is due.".starts_with(&left.to_lowercase()), "{left}");
}

#[test]
fn an_input_method_keeps_its_keys() {
    let mut window = writing();
    type_each(&mut window, "Serv");
    assert!(offered(&window, "Service, defined term"));
    let preedit = |text: &str| {
        egui::Event::Ime(egui::ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None })
    };
    window.event(preedit("´"));
    window.run();
    assert!(!offered(&window, "Service, defined term"));
    ctrl(&mut window, Key::Z);
    assert!(text(&window, TEXT).starts_with("Serv"), "{}", text(&window, TEXT));
    window.event(egui::Event::Ime(egui::ImeEvent::Commit("é".to_owned())));
    window.run();
    assert_eq!(text(&window, TEXT), "Servé");
    ctrl(&mut window, Key::Z);
    assert!("Serv".starts_with(text(&window, TEXT).as_str()), "nothing half made: {}", text(&window, TEXT));
}

#[test]
fn a_placeholder_that_names_nothing_is_told_while_it_is_written() {
    let mut window = writing();
    type_each(&mut window, "For {{customer.nam");
    assert!(window.query_all_by_label_contains("names nothing").count() == 0, "it is still being typed");
    type_each(&mut window, "}}");
    assert_eq!(focused(&window), "Text");
    let told = window.query_all_by_label_contains("“{{customer.nam}}” names nothing").count();
    assert!(told > 0);
}
