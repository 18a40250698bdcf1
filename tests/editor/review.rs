//! The review: the verdict, what is open, every answer, and the way to each field and back.

use super::bench::*;
use clausewright::draft::{Draft, Edit, to_ron};
use clausewright::editor::App;
use clausewright::store::testing::FakeFs;
use clausewright::template;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

fn disk_with(draft: &Draft) -> FakeFs {
    let fs = FakeFs::new();
    fs.put("/drafts/example.ron", to_ron(draft).expect("it can be written").as_bytes());
    fs
}

fn review(draft: &Draft) -> Harness<'static, App> {
    let mut window = window(&disk_with(draft), &["/drafts/example.ron"]);
    ctrl(&mut window, Key::R);
    window
}

fn example(form: &str) -> Draft {
    template::find(form).expect("the form is built in").example().clone()
}

fn says(window: &Harness<'_, App>, words: &str) -> bool {
    window.query_all_by_label_contains(words).count() > 0
}

/// The names of the rows on screen.
fn rows(window: &Harness<'_, App>) -> Vec<String> {
    let rows = window.query_all_by(|n| n.role() == Role::ListItem);
    rows.filter_map(|n| n.accesskit_node().label()).collect()
}

#[test]
fn a_new_draft_says_what_is_left_and_leads_there_and_back() {
    let form = template::find("cloud-hosting").expect("it is built in");
    let mut window = review(form.start());
    let needed = clausewright::check::Summary::of(session(&window).derived().findings.iter()).missing;
    assert!(says(&window, &format!("Not ready to send: {needed} still to fill in")));
    let first = rows(&window)[..3].to_vec();
    assert!(first[0].starts_with("Fill in ") && first[0].ends_with("Currency"), "{first:?}");
    click(&mut window, Role::ListItem, &first[0]);
    window.run();
    assert_eq!(focused(&window), "Currency");
    type_text(&mut window, "EUR");
    assert!(says(&window, "Back to the review"));
    ctrl(&mut window, Key::R);
    window.run();
    assert!(says(&window, &format!("Not ready to send: {} still to fill in", needed - 1)));
    assert_eq!(focused(&window), first[1], "the next gap has taken the place of the one that was filled");
    press(&mut window, Key::Enter);
    window.run();
    assert_eq!(focused(&window), "Governing law");
}

#[test]
fn a_complete_draft_is_ready_and_every_answer_is_read_in_order() {
    let mut window = review(&example("cloud-hosting"));
    assert!(says(&window, "Ready to send"));
    let rows = rows(&window);
    let title = rows.iter().position(|r| r == "Edit Title").expect("the title is an answer");
    let reference = rows.iter().position(|r| r == "Edit Reference").expect("so is the reference");
    assert!(title < reference);
    let row = window.get_by_role_and_label(Role::ListItem, "Edit Title");
    let said = row.accesskit_node().description().unwrap_or_default();
    assert!(said.contains("hosting of the booking platform"), "{said}");
    click(&mut window, Role::Button, "Export… the agreement under review");
    assert!(window.query_by_label("Export final…").is_some());
    press(&mut window, Key::Escape);
    ctrl(&mut window, Key::R);
    assert!(!says(&window, "Back to the form"));
}

#[test]
fn the_keyboard_walks_through_rows_that_are_not_drawn_yet() {
    let mut window = review(&example("cloud-hosting"));
    for _ in 0..60 {
        press(&mut window, Key::Tab);
        if focused(&window).starts_with("Edit ") {
            break;
        }
    }
    assert_eq!(focused(&window), "Edit Title");
    for _ in 0..40 {
        press(&mut window, Key::ArrowDown);
    }
    let far = focused(&window);
    assert!(far.starts_with("Edit Parties › "), "{far}");
    press(&mut window, Key::ArrowUp);
    assert_ne!(focused(&window), far);
    press(&mut window, Key::End);
    window.run();
    let last = focused(&window);
    assert!(last.contains("Worked examples"), "{last}");
    press(&mut window, Key::Home);
    window.run();
    press(&mut window, Key::PageDown);
    window.run();
    let there = focused(&window);
    assert!(there.starts_with("Edit "), "{there}");
    press(&mut window, Key::Enter);
    window.run();
    assert!(there.ends_with(&focused(&window)), "{there} leads to {}", focused(&window));
    ctrl(&mut window, Key::R);
    window.run();
    assert_eq!(focused(&window), there);
}

#[test]
fn accepted_problems_and_parts_that_do_not_apply_are_listed_and_withdrawn() {
    let mut draft = example("outsourced-staffing");
    for edit in [
        Edit::set("term.effective", ""),
        Edit::Insert { list: "waivers".into(), at: 0, id: "w".into() },
        Edit::set("waivers.w.code", "T01"),
        Edit::set("waivers.w.path", "term.effective"),
        Edit::set("waivers.w.reason", "the board sets the day"),
    ] {
        edit.apply(&mut draft).expect("it can be made");
    }
    let mut window = review(&draft);
    assert!(says(&window, "Ready to send, with 1 accepted problem"));
    assert!(says(&window, "part does not apply") || says(&window, "parts do not apply"));
    click(&mut window, Role::Button, "Withdraw: Go to: The agreement has no effective date");
    assert!(says(&window, "Not ready to send: 1 still to fill in"));
    assert!(session(&window).draft().waivers.is_empty());
    ctrl(&mut window, Key::Z);
    assert!(says(&window, "Ready to send, with 1 accepted problem"), "undo stays in the review");
    click(&mut window, Role::Button, "Withdraw: Change reason: Maintenance");
    assert!(session(&window).draft().not_applicable.iter().all(|m| m.id.as_str() != "maintenance"));
    ctrl(&mut window, Key::Z);
    assert!(session(&window).draft().not_applicable.iter().any(|m| m.id.as_str() == "maintenance"));
}

#[test]
fn a_line_of_the_verdict_unfolds_and_shows_its_rows() {
    let form = template::find("cloud-hosting").expect("it is built in");
    let mut window = review(form.start());
    let line = |w: &Harness<'_, App>, words: &str| {
        let found = w.query_all_by(|n| n.role() == Role::Link).filter_map(|n| n.accesskit_node().label());
        found.into_iter().find(|l| l.contains(words)).expect("there is such a line")
    };
    let hints = line(&window, "hint");
    click(&mut window, Role::Link, &hints);
    window.run();
    assert_eq!(focused(&window), "Hints on style and balance");
    press(&mut window, Key::ArrowDown);
    assert!(focused(&window).starts_with("Go to: "), "{}", focused(&window));
}

#[test]
fn the_outline_walks_through_the_review() {
    let mut window = review(&example("cloud-hosting"));
    click(&mut window, Role::TreeItem, "Service Levels");
    window.run();
    assert!(rows(&window).iter().any(|r| r.starts_with("Edit Metrics › ")), "{:?}", rows(&window));
    window.get_by_role_and_label(Role::TreeItem, "Service Levels").focus();
    window.run();
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::ArrowDown);
    assert!(says(&window, "Back to the form"), "the arrows stay in the review");
    assert_eq!(focused(&window), "Service Levels");
    press(&mut window, Key::Enter);
    window.run();
    assert!(!says(&window, "Back to the form"), "Enter leads on to the form of the section");
    assert!(window.query_all_by_label("Service Levels").count() > 0);
}

#[test]
fn long_texts_are_shortened_until_all_is_asked_for() {
    let mut draft = example("cloud-hosting");
    Edit::set("overview", "A sentence that goes on. ".repeat(60)).apply(&mut draft).expect("it can be made");
    let mut window = review(&draft);
    window.run();
    let show = "Show all: Edit Overview";
    let row = |w: &Harness<'_, App>| w.get_by_role_and_label(Role::ListItem, "Edit Overview").rect().height();
    let short = row(&window);
    click(&mut window, Role::Button, show);
    window.run();
    assert!(row(&window) > 2.0 * short, "{} after {short}", row(&window));
    click(&mut window, Role::Button, "Show less: Edit Overview");
    window.run();
    assert!((row(&window) - short).abs() < 0.5);
}

#[test]
fn of_two_hundred_metrics_only_those_in_sight_are_drawn() {
    let mut draft = example("cloud-hosting");
    let first = draft.agreement.metrics[0].id.to_string();
    for n in 0..200 {
        let copy = format!("copy-{n}");
        let name = Edit::set(format!("metrics.{copy}.name").as_str(), format!("Copy {n}"));
        let edit = Edit::Duplicate { list: "metrics".into(), id: first.clone(), copy };
        edit.apply(&mut draft).and_then(|_| name.apply(&mut draft)).expect("it can be made");
    }
    let mut window = review(&draft);
    assert!(rows(&window).len() < 60, "{} rows are drawn", rows(&window).len());
    let first = rows(&window)[0].clone();
    let list = window.get_by_role_and_label(Role::List, "Answers of the agreement");
    assert!(list.accesskit_node().size_of_set().unwrap_or_default() > 3000);
    for _ in 0..60 {
        press(&mut window, Key::Tab);
        if focused(&window) == first {
            break;
        }
    }
    for _ in 0..40 {
        press(&mut window, Key::PageDown);
        assert!(rows(&window).len() < 60, "{} rows are drawn", rows(&window).len());
    }
    assert!(focused(&window).starts_with("Edit "), "{}", focused(&window));
}

#[test]
fn the_review_fits_a_small_window() {
    let fs = disk_with(&example("managed-it-support"));
    let mut window = sized(&fs, &["/drafts/example.ron"], [900.0, 600.0]);
    ctrl(&mut window, Key::R);
    let title = window.get_by_role_and_label(Role::ListItem, "Edit Title").rect();
    assert!(title.right() <= 900.0 && title.bottom() <= 600.0, "{title:?}");
}

#[test]
fn a_draft_that_can_only_be_read_is_reviewed_without_changes() {
    let fs = disk_with(&example("outsourced-staffing"));
    let text =
        String::from_utf8(fs.content("/drafts/example.ron").expect("it is there")).expect("it is text");
    fs.put("/drafts/example.ron", text.replacen("schema: 1,", "schema: 2,", 1).as_bytes());
    let mut window = window(&fs, &["/drafts/example.ron"]);
    ctrl(&mut window, Key::R);
    assert!(rows(&window).iter().any(|r| r == "Show Title"), "{:?}", rows(&window));
    assert!(!says(&window, "Withdraw"));
    click(&mut window, Role::ListItem, "Show Title");
    window.run();
    assert_eq!(focused(&window), "Title");
}

#[test]
fn what_is_dangerous_stands_above_what_is_only_empty() {
    let mut draft = example("cloud-hosting");
    let duty = format!("responsibilities.{}.duty", draft.agreement.responsibilities[0].id);
    for (path, text) in [("title", ""), (duty.as_str(), "Answers as soon as possible.")] {
        Edit::set(path, text).apply(&mut draft).expect("it is taken");
    }
    let window = review(&draft);
    let rows = rows(&window);
    let at = |words: &str| rows.iter().position(|row| row.starts_with(words));
    let (danger, empty) = (at("Go to: “as soon as possible”"), at("Fill in Title"));
    assert!(danger.is_some() && empty.is_some() && danger < empty, "{rows:?}");
}
