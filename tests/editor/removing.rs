//! Taking things away: it is said, with the way back beside it; and what makes no sense without them goes too.

use super::bench::*;
use clausewright::editor::App;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

fn noted(window: &Harness<'_, App>, text: &str) -> bool {
    window.state().notes().iter().any(|n| n.contains(text))
}

#[test]
fn a_metric_is_removed_with_its_credits_and_one_undo_brings_all_back() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let before = session(&window).draft().clone();
    let paid = before.agreement.credits.schedules[0].metric.to_string();
    let name = text(&window, &format!("metrics.{paid}.name"));
    click(&mut window, Role::TreeItem, "Service Levels");
    click(&mut window, Role::DisclosureTriangle, &name);
    assert_eq!(focused(&window), name, "a click leaves the keyboard on the row");
    press(&mut window, Key::Delete);
    window.run();
    assert!(
        noted(&window, &format!("Removed “{name}” with its credit schedule")),
        "{:?}",
        window.state().notes()
    );
    let agreement = &session(&window).draft().agreement;
    assert!(agreement.metric(&paid).is_none());
    assert!(agreement.credits.schedules.iter().all(|s| s.metric.as_str() != paid));
    let undo = |n: &egui_kittest::Node<'_>| n.accesskit_node().label().as_deref() == Some("Undo");
    let button = window.query_all_by_role(Role::Button).rfind(undo).expect("it is offered");
    button.click();
    window.run();
    assert!(*session(&window).draft() == before);
    assert!(!noted(&window, "Removed"), "there is nothing to take back any more");
}

#[test]
fn credits_are_called_by_their_metric() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let paid = session(&window).draft().agreement.credits.schedules[0].metric.to_string();
    let name = text(&window, &format!("metrics.{paid}.name"));
    click(&mut window, Role::TreeItem, "Service Credits and bonus");
    let row = format!("Credits for {name}");
    assert!(window.query_by_role_and_label(Role::DisclosureTriangle, &row).is_some(), "{row}");
}

#[test]
fn the_last_credits_of_a_metric_take_its_promise_of_a_credit_along_in_one_step() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let before = session(&window).draft().clone();
    let paid = before.agreement.credits.schedules[0].metric.to_string();
    let name = text(&window, &format!("metrics.{paid}.name"));
    let consequence = format!("metrics.{paid}.consequence");
    assert_eq!(text(&window, &consequence), "Credit");
    click(&mut window, Role::TreeItem, "Service Credits and bonus");
    click(&mut window, Role::DisclosureTriangle, &format!("Credits for {name}"));
    press(&mut window, Key::Delete);
    window.run();
    let said = format!("A miss of “{name}” now leads to: improvement plan.");
    assert!(noted(&window, &said), "{:?}", window.state().notes());
    assert_eq!(text(&window, &consequence), "ImprovementPlan");
    let undo = |n: &egui_kittest::Node<'_>| n.accesskit_node().label().as_deref() == Some("Undo");
    window.query_all_by_role(Role::Button).rfind(undo).expect("it is offered").click();
    window.run();
    assert!(*session(&window).draft() == before, "both come back together");
}
