//! Every section of every form draws, every input has a name, and what is typed is what stands in the draft.

use super::bench::*;
use clausewright::template;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};

#[test]
fn every_section_of_every_form_draws_with_names_for_all_inputs() {
    for form in template::library() {
        let id = form.template().id.as_str();
        let fs = disk_with_example(id);
        for size in [[1280.0, 800.0], [900.0, 600.0]] {
            let mut window = sized(&fs, &["/drafts/example.ron"], size);
            for section in &form.template().sections {
                window.get_by_role_and_label(Role::TreeItem, &section.title).click();
                // The harness fails here for an input without a name and for a section that never settles.
                window.run();
                assert!(window.query_all_by_label(&section.title).count() > 0, "{id}: {}", section.title);
            }
        }
    }
}

#[test]
fn an_entry_that_is_no_value_stays_as_typed_and_says_why() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "notice period");
    overtype(&mut window, "3m");
    press(&mut window, Key::Tab);
    assert!(window.query_all_by_label_contains("can mean minutes or months").count() > 0);
    let field = window.get_by_role_and_label(Role::TextInput, "Notice period");
    assert_eq!(field.value().as_deref(), Some("3m"));
    assert!(field.accesskit_node().data().invalid().is_some());
    field.focus();
    window.run();
    overtype(&mut window, "3mo");
    assert!(window.query_all_by_label_contains("can mean minutes or months").count() == 0);
    assert_eq!(text(&window, "term.notice"), "3mo");
    assert!(window.query_by_label("= 3 months").is_some());
}

#[test]
fn a_number_keeps_its_zeros_while_it_is_typed() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "network availability target");
    assert_eq!(focused(&window), "Target");
    ctrl(&mut window, Key::A);
    for key in ["9", "9", ".", "0", "5"] {
        type_text(&mut window, key);
    }
    let metric =
        session(&window).draft().agreement.metrics.iter().find(|m| m.name.as_str() == "Network availability");
    assert_eq!(metric.and_then(|m| m.target).map(|t| t.to_string()).as_deref(), Some("99.05"));
}

#[test]
fn choices_are_made_from_their_list() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "status");
    let combo = window.get_by_role_and_label(Role::ComboBox, "Status");
    combo.click();
    window.run();
    click(&mut window, Role::ListBoxOption, "In review");
    assert_eq!(text(&window, "status"), "InReview");
    ctrl(&mut window, Key::Z);
    assert_ne!(text(&window, "status"), "InReview");
}

#[test]
fn a_clause_that_something_leads_to_takes_the_keyboard() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &"clauses.credits-claimed-credits".into());
    window.run();
    assert_eq!(focused(&window), "Edit text");
    press(&mut window, Key::Enter);
    assert_eq!(focused(&window), "Text");
    assert!(!text(&window, "clauses.credits-claimed-credits.text").is_empty());
}

#[test]
fn what_an_entry_means_is_shown_live_and_read_out() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "network availability target");
    overtype(&mut window, "99.9");
    window.run();
    let line = "= 43 min 12 s of downtime in a 30-day month";
    assert!(window.query_by_label(line).is_some());
    let field = window.get_by(|n| n.role() == Role::TextInput && n.is_focused());
    let told = field.accesskit_node().data().description().unwrap_or_default().to_owned();
    assert!(told.starts_with(line) && told.contains("The promise is "), "{told}");
    overtype(&mut window, "99.5");
    window.run();
    assert!(window.query_by_label(line).is_none());
    assert!(window.query_by_label("= 3 h 36 min of downtime in a 30-day month").is_some());
    go_to_field(&mut window, "claim within");
    assert!(window.query_all_by_label_contains("For March 2026: until ").count() > 0);
}
