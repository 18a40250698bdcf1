//! The first questions of a new draft: by mouse, by keyboard, and as they are told to screen readers.

use super::bench::*;
use clausewright::check::Summary;
use clausewright::editor::App;
use clausewright::store::testing::FakeFs;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

const CLOUD: &str = "Cloud hosting agreement";

fn asked(fs: &FakeFs, form: &str) -> Harness<'static, App> {
    let mut window = window(fs, &[]);
    begin_with_questions(&mut window, form);
    window
}

fn says(window: &Harness<'_, App>, words: &str) -> bool {
    window.query_all_by_label_contains(words).count() > 0
}

fn steps(window: &Harness<'_, App>) -> Vec<String> {
    // The tabs of panes that take turns are none of them.
    let panes = ["Sections", "Form", "Pages", "Problems"];
    let tabs = window
        .query_all_by(|n| n.role() == Role::Tab && !n.label().is_some_and(|l| panes.contains(&l.as_str())));
    tabs.filter_map(|n| n.accesskit_node().label()).collect()
}

fn missing(window: &Harness<'_, App>) -> usize {
    Summary::of(session(window).derived().findings.iter()).missing
}

#[test]
fn the_questions_fill_the_draft_and_lead_to_what_is_left() {
    let mut window = asked(&FakeFs::new(), CLOUD);
    let blank = session(&window).draft().clone();
    let before = missing(&window);
    assert_eq!(steps(&window), ["1  Who", "2  What", "3  Which level", "4  From when"]);
    assert!(says(&window, "step 1 of 4") && says(&window, &format!("{before} still to fill in")));
    focus_field(&mut window, "parties.provider.legal_name");
    type_text(&mut window, "Northwind Hosting GmbH");
    focus_field(&mut window, "parties.customer.short_name");
    type_text(&mut window, "Fabrikam");
    click(&mut window, Role::Button, "Next: What");
    window.run();
    assert_eq!(focused(&window), "Title", "what the form came with is worth a look");
    focus_field(&mut window, "currency");
    type_text(&mut window, "EUR");
    click(&mut window, Role::Tab, "4  From when");
    window.run();
    assert_eq!(focused(&window), "Effective date");
    click(&mut window, Role::Button, "Effective date: today");
    assert_eq!(text(&window, "term.effective"), "2026-03-02");
    click(&mut window, Role::Button, "Effective date: in 30 days");
    click(&mut window, Role::Button, "Finish");
    let note = format!("{} still to fill in", before - 4);
    assert!(window.state().notes().iter().any(|n| n.starts_with(&note)), "{:?}", window.state().notes());
    settle(&mut window);

    assert_eq!(text(&window, "parties.provider.legal_name"), "Northwind Hosting GmbH");
    assert_eq!(text(&window, "parties.customer.short_name"), "Fabrikam");
    assert_eq!(text(&window, "term.effective"), "2026-04-01");
    assert_eq!(missing(&window), before - 4);
    assert!(steps(&window).is_empty(), "the form is there");
    assert_eq!(focused(&window), "Governing law", "the first thing that is left to do");

    assert_eq!(session(&window).undo_name(), Some("First questions"));
    ctrl(&mut window, Key::Z);
    assert_eq!(*session(&window).draft(), blank, "one step takes all of it back");
    assert_eq!(session(&window).undo_name(), None);
    ctrl(&mut window, Key::Y);
    assert_eq!(text(&window, "term.effective"), "2026-04-01");
}

#[test]
fn the_questions_are_answered_without_a_mouse() {
    let mut window = asked(&FakeFs::new(), "Outsourced staffing agreement");
    assert_eq!(focused(&window), "Legal name");
    type_text(&mut window, "Lindwehr GmbH");
    press(&mut window, Key::Tab);
    type_text(&mut window, "Lindwehr");
    press(&mut window, Key::Enter);
    window.run();
    assert_eq!(focused(&window), "Title", "Enter ends the step");
    ctrl(&mut window, Key::PageUp);
    window.run();
    assert_eq!(focused(&window), "Legal name", "the customer’s is the first that is blank");
    type_text(&mut window, "Wiedenbrook AG");
    assert_eq!(text(&window, "parties.customer.legal_name"), "Wiedenbrook AG");
    for _ in 0..4 {
        ctrl(&mut window, Key::PageDown);
        window.run();
    }
    assert!(steps(&window).is_empty());
    assert_eq!(text(&window, "parties.provider.short_name"), "Lindwehr");
    go_to_field(&mut window, "first questions");
    window.run();
    assert_eq!(steps(&window).len(), 4, "they can be called up again");
}

#[test]
fn leaving_early_keeps_what_was_typed_and_the_next_draft_knows_the_provider() {
    let fs = FakeFs::new();
    let mut window = asked(&fs, CLOUD);
    type_text(&mut window, "Northwind Hosting GmbH");
    click(&mut window, Role::Button, "Skip to the form");
    settle(&mut window);
    assert_eq!(text(&window, "parties.provider.legal_name"), "Northwind Hosting GmbH");
    ctrl(&mut window, Key::N);
    begin_with_questions(&mut window, "Managed IT support agreement");
    assert_eq!(text(&window, "parties.provider.legal_name"), "Northwind Hosting GmbH");
    assert!(says(&window, "Taken over from the last agreement"));
    assert_eq!(session(&window).undo_name(), None);
    click(&mut window, Role::Button, "Clear the provider");
    assert_eq!(text(&window, "parties.provider.legal_name"), "");
    drop(window);
    let mut again = asked(&fs, CLOUD);
    assert_eq!(text(&again, "parties.provider.legal_name"), "Northwind Hosting GmbH", "also after a restart");
    go_to_field(&mut again, "notice period");
    assert!(steps(&again).is_empty(), "going elsewhere leaves the questions");
    assert_eq!(focused(&again), "Notice period");
}

#[test]
fn a_new_target_offers_to_move_the_tiers_with_it() {
    let mut window = asked(&FakeFs::new(), CLOUD);
    click(&mut window, Role::Tab, "3  Which level");
    window.run();
    focus_field(&mut window, "metrics.platform-availability.target");
    overtype(&mut window, "99.9");
    assert!(says(&window, "43 min 12 s"), "the reading is exact");
    assert!(says(&window, "a credit falls due although"));
    let findings = session(&window).derived().findings.clone();
    let fix = findings.iter().find(|f| f.code == "C03").and_then(|f| f.fix.clone()).expect("it has a fix");
    click(&mut window, Role::Button, &fix.title);
    assert!(!says(&window, "a credit falls due although"));
    ctrl(&mut window, Key::Z);
    ctrl(&mut window, Key::Z);
    assert_eq!(text(&window, "metrics.platform-availability.target"), "99.95");
    assert_eq!(steps(&window).len(), 4, "undo stays with the questions");
}

#[test]
fn every_step_of_every_form_fits_a_small_window() {
    for form in clausewright::template::library() {
        let mut window = sized(&FakeFs::new(), &[], [900.0, 600.0]);
        let name = &form.template().title;
        begin_with_questions(&mut window, name);
        let count = form.template().interview.len();
        assert!(count >= 3, "{name}");
        for step in &form.template().interview {
            window.run();
            assert!(!focused(&window).is_empty(), "{name}, {}", step.title);
            ctrl(&mut window, Key::PageDown);
        }
        assert!(steps(&window).is_empty(), "{name}");
    }
}

#[test]
fn what_is_said_below_an_answer_moves_nothing() {
    let mut window = sized(&FakeFs::new(), &[], [1280.0, 1600.0]);
    begin_with_questions(&mut window, "Cloud hosting agreement");
    let places = |window: &Harness<'_, App>| {
        let inputs =
            window.query_all_by(|n| egui::accessibility::is_input(n.role()) && n.author_id().is_some());
        let place = |n: egui_kittest::Node<'_>| (n.accesskit_node().author_id().map(str::to_owned), n.rect());
        inputs.map(place).collect::<Vec<_>>()
    };
    let said = |window: &Harness<'_, App>, part: &str| window.query_all_by_label_contains(part).count();
    let before = places(&window);
    assert!(before.len() > 3, "{before:?}");
    for _ in 0..4 {
        press(&mut window, Key::Tab);
    }
    assert!(said(&window, "Still to do: ") > 2, "what was passed over is said");
    assert_eq!(places(&window), before);
    ctrl(&mut window, Key::PageDown);
    let before = places(&window);
    let count = |n: &egui_kittest::Node<'_>| {
        n.accesskit_node()
            .label()
            .is_some_and(|label| label.starts_with("How many production virtual machines"))
    };
    window.query_all_by_role(Role::TextInput).find(count).expect("it is asked").focus();
    window.run();
    type_text(&mut window, "a lot");
    press(&mut window, Key::Tab);
    let moved = |now: Vec<(Option<String>, egui::Rect)>| {
        now.into_iter().zip(&before).find(|(now, before)| now != *before)
    };
    assert_eq!(moved(places(&window)), None, "what is wrong with a number has room");
}

#[test]
fn what_the_form_proposes_is_named_until_somebody_decides() {
    let mut window = asked(&FakeFs::new(), CLOUD);
    assert!(
        !says(&window, "proposed by the form") && !says(&window, "The form proposes"),
        "nobody proposes a name"
    );
    click(&mut window, Role::Tab, "4  From when");
    window.run();
    assert!(says(
        &window,
        "What stands in “Initial term” and “Notice period” is proposed by the form. Keep it if you mean it."
    ));
    focus_field(&mut window, "term.notice");
    overtype(&mut window, "6 months");
    press(&mut window, Key::Tab);
    window.run();
    assert_eq!(text(&window, "term.notice"), "6mo");
    assert!(says(
        &window,
        "What stands in “Initial term” is proposed by the form. Keep it if you mean it, or enter your own."
    ));
}
