//! Find and replace across the draft, by keyboard and by mouse; and parts of the agreement on the clipboard.

use super::bench::*;
use clausewright::editor::App;
use clausewright::export::markdown;
use clausewright::store::testing::FakeFs;
use egui::accesskit::Role;
use egui::{Key, Modifiers, OutputCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

type Window = Harness<'static, App>;

fn example() -> Window {
    window(&disk_with_example("cloud-hosting"), &["/drafts/example.ron"])
}

fn ctrl_shift(window: &mut Window, key: Key) {
    let keys = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };
    window.key_press_modifiers(keys, key);
    window.run();
}

fn focus_id(window: &mut Window, id: &str) {
    window.ctx.memory_mut(|m| m.request_focus(egui::Id::unique(id)));
    window.run();
}

/// What the panel says of each hit on screen.
fn hits(window: &Window) -> Vec<String> {
    let rows = window.query_all_by_role(Role::ListItem).filter(|n| n.accesskit_node().label().is_some());
    rows.filter_map(|n| n.accesskit_node().label()).filter(|l| !l.starts_with("Warning: ")).collect()
}

fn said(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).count() > 0
}

#[test]
fn what_is_typed_is_found_at_once_and_each_hit_leads_to_its_field() {
    let mut window = example();
    ctrl_shift(&mut window, Key::F);
    assert_eq!(focused(&window), "Find");
    assert!(said(&window, "Every field and clause of the draft is searched"));
    type_text(&mut window, "Galway");
    assert!(said(&window, " hit"), "counted");
    let first = hits(&window).first().expect("it is found").clone();
    assert!(first.contains("Galway"), "{first}");
    press(&mut window, Key::ArrowDown);
    assert_eq!(focused(&window), first);
    press(&mut window, Key::Enter);
    let here = focused(&window);
    assert!(first.contains(&here), "{first} / {here}: the keyboard is in the field of the hit");
    // What was found is marked there: typing replaces it.
    let before = session(&window).snapshot();
    type_text(&mut window, "Cork");
    assert!(!said(&window, &first), "the list follows every edit");
    ctrl(&mut window, Key::Z);
    assert_eq!(*session(&window).snapshot(), *before);
    focus_id(&mut window, "find text");
    overtype(&mut window, "zzzz");
    assert!(said(&window, "Nothing found."));
    press(&mut window, Key::Escape);
    assert!(!said(&window, "Find and replace"), "Escape closes the panel");
    assert!(!focused(&window).is_empty(), "and the keyboard is in the form");
}

#[test]
fn all_are_replaced_in_one_step_except_those_that_were_left_out() {
    let mut window = example();
    let before = session(&window).snapshot();
    ctrl(&mut window, Key::H);
    type_text(&mut window, "Quillmere");
    focus_id(&mut window, "replacement text");
    type_text(&mut window, "Rosscarrow");
    let count = hits(&window).len();
    assert!(count >= 2, "{count}");
    // The first stays.
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Space);
    let button = window
        .query_all_by_role(Role::Button)
        .find_map(|n| n.accesskit_node().label().filter(|l| l.starts_with("Replace ") && l.contains(" of ")));
    click(&mut window, Role::Button, &button.expect("fewer than all are replaced"));
    assert!(
        window.state().notes().iter().any(|n| n.starts_with("Replaced ")),
        "{:?}",
        window.state().notes()
    );
    let now = clausewright::draft::to_ron(session(&window).draft()).expect("it can be written");
    assert_eq!(now.matches("Quillmere").count(), 1);
    ctrl(&mut window, Key::Z);
    assert_eq!(*session(&window).snapshot(), *before, "one step of undo");
}

#[test]
fn what_would_be_no_value_is_refused_and_says_why() {
    let mut window = example();
    ctrl(&mut window, Key::H);
    type_text(&mut window, "2026-02-01");
    focus_id(&mut window, "replacement text");
    type_text(&mut window, "soon");
    assert!(said(&window, "2026-02-01"));
    let notes: Vec<String> =
        window.query_all_by_role(Role::ListItem).filter_map(|n| n.accesskit_node().description()).collect();
    assert!(notes.iter().any(|n| n.starts_with("Stays: ") && n.contains("date")), "{notes:?}");
    let before = session(&window).snapshot();
    press(&mut window, Key::Enter);
    press(&mut window, Key::Enter);
    assert_eq!(*session(&window).snapshot(), *before);
}

#[test]
fn the_words_of_the_form_become_the_drafters_own_and_that_is_said() {
    let mut window = example();
    ctrl(&mut window, Key::H);
    type_text(&mut window, "includes examples");
    if hits(&window).is_empty() {
        overtype(&mut window, "introduces examples");
    }
    focus_id(&mut window, "replacement text");
    type_text(&mut window, "opens a list of examples");
    let notes: Vec<String> =
        window.query_all_by_role(Role::ListItem).filter_map(|n| n.accesskit_node().description()).collect();
    assert!(notes.iter().any(|n| n == "The clause becomes your own wording"), "{notes:?}");
    let clauses = session(&window).draft().clauses.len();
    press(&mut window, Key::Enter);
    press(&mut window, Key::Enter);
    assert_eq!(session(&window).draft().clauses.len(), clauses + 1);
}

/// The headings of the sections that hits are in.
fn heads(window: &Window) -> Vec<String> {
    let rows = window.query_all_by_role(Role::DisclosureTriangle);
    rows.filter_map(|n| n.accesskit_node().label()).filter(|l| l.contains(" hit")).collect()
}

#[test]
fn hits_stand_under_their_sections_which_fold() {
    let mut window = sized(&disk_with_example("cloud-hosting"), &["/drafts/example.ron"], [1280.0, 1700.0]);
    ctrl_shift(&mut window, Key::F);
    type_text(&mut window, "Service Credit");
    let all = hits(&window);
    let heads_now = heads(&window);
    assert_eq!(heads_now[0].rsplit_once(',').map(|h| h.0), Some("1 Parties and structure"), "{heads_now:?}");
    let counts = heads_now.iter().filter_map(|h| h.rsplit(' ').nth(1)).map(|n| n.parse::<usize>().unwrap());
    assert_eq!(counts.sum::<usize>(), all.len(), "every hit is listed");
    assert!(said(&window, &format!("{} hits in ", all.len())), "and counted");
    // Clauses go by number and heading, answers by their question.
    let clause = session(&window)
        .derived()
        .document
        .sections
        .iter()
        .flat_map(|s| &s.clauses)
        .find(|c| c.title.as_deref() == Some("Fees and payment"))
        .map(|c| format!("{} Fees and payment: ", c.number))
        .expect("the form has it");
    assert!(all.iter().any(|h| h.starts_with(&clause)), "{all:?}");
    assert!(!all.iter().any(|h| h.contains("clause text") || h.contains("answer ›")), "{all:?}");
    assert!(!all.iter().any(|h| h.contains("{{") || h.contains("}}")), "{all:?}");
    // The left arrow leads to the heading, and folds it; F3 unfolds what it goes to.
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowLeft);
    assert_eq!(focused(&window), heads_now[0]);
    press(&mut window, Key::ArrowLeft);
    assert!(hits(&window).len() < all.len());
    press(&mut window, Key::F3);
    assert_eq!(hits(&window).len(), all.len());
    click(&mut window, Role::DisclosureTriangle, &heads_now[1]);
    assert!(hits(&window).len() < all.len(), "and a click folds");
}

#[test]
fn an_answer_is_found_under_its_question() {
    let mut window = example();
    let form = clausewright::template::find("cloud-hosting").expect("the form is built in");
    let (question, answer) = form
        .template()
        .questions
        .iter()
        .find_map(|q| {
            let answer = form.example().agreement.answer(&q.id)?.as_str().to_owned();
            (answer.len() > 5).then(|| (q.label.clone(), answer))
        })
        .expect("a question is answered in words");
    ctrl_shift(&mut window, Key::F);
    type_text(&mut window, &answer);
    let all = hits(&window);
    assert!(all.iter().any(|hit| hit.starts_with(&format!("{question}: "))), "{question}, {answer}: {all:?}");
}

#[test]
fn a_section_is_left_out_of_replacing_by_its_heading() {
    let mut window = sized(&disk_with_example("cloud-hosting"), &["/drafts/example.ron"], [1280.0, 2000.0]);
    ctrl(&mut window, Key::H);
    type_text(&mut window, "Provider");
    focus_id(&mut window, "replacement text");
    type_text(&mut window, "Supplier");
    let own = " are in clauses of the form, which become your own wording.";
    assert_eq!(window.query_all_by_label_contains(own).count(), 1, "said once");
    let all = |window: &Window| {
        let buttons = window.query_all_by_role(Role::Button).filter_map(|n| n.accesskit_node().label());
        buttons.filter(|l| l.starts_with("Replace ")).collect::<Vec<_>>()
    };
    assert!(all(&window).iter().any(|l| l.starts_with("Replace all ")), "{:?}", all(&window));
    click(&mut window, Role::CheckBox, "Replace in 1 Parties and structure");
    assert!(all(&window).iter().any(|l| l.contains(" of ")), "{:?}", all(&window));
    click(&mut window, Role::CheckBox, "Replace in 1 Parties and structure");
    assert!(all(&window).iter().any(|l| l.starts_with("Replace all ")), "{:?}", all(&window));
}

#[test]
fn f3_walks_through_the_hits_without_taking_the_keyboard() {
    let mut window = example();
    ctrl_shift(&mut window, Key::F);
    type_text(&mut window, "Tarnwick");
    press(&mut window, Key::F3);
    press(&mut window, Key::F3);
    assert_eq!(focused(&window), "Find");
    window.key_press_modifiers(Modifiers::SHIFT, Key::F3);
    window.run();
    assert_eq!(focused(&window), "Find");
}

#[test]
fn a_draft_that_can_only_be_read_is_searched_and_not_replaced() {
    let fs = disk_with_example("cloud-hosting");
    let _first = window(&fs, &["/drafts/example.ron"]);
    let mut second = window(&fs, &["/drafts/example.ron"]);
    ctrl_shift(&mut second, Key::F);
    type_text(&mut second, "Quillmere");
    assert!(!hits(&second).is_empty());
    assert_eq!(second.query_all_by_label("Replace with").count(), 0);
    ctrl(&mut second, Key::H);
    assert!(second.state().notes().iter().any(|n| n.contains("open in another window")));
}

/// Presses a key for one frame.
fn press_once(window: &mut Window, key: Key) {
    let modifiers = Modifiers::NONE;
    window.event(egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
    window.step();
}

/// What was put on the clipboard in the last frame.
fn copied(window: &Window) -> Option<String> {
    let commands = &window.output().platform_output.commands;
    commands.iter().find_map(|c| match c {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

#[test]
fn a_section_and_a_clause_are_copied_as_the_export_has_them() {
    let mut window = example();
    ctrl_shift(&mut window, Key::P);
    type_text(&mut window, "copy section as markdown");
    press_once(&mut window, Key::Enter);
    let document = session(&window).derived().document.clone();
    let whole = markdown::export(&document, None);
    let text = copied(&window).expect("it is on the clipboard");
    assert!(whole.contains(text.trim_end()) && text.contains("Parties and structure"), "{text}");
    window.run();
    assert!(window.state().notes().iter().any(|n| n == "Copied “Parties and structure” as Markdown."));

    let clause = document
        .sections
        .iter()
        .flat_map(|s| &s.clauses)
        .find(|c| c.title.is_some() && c.path.as_str().starts_with("clauses."));
    let clause = clause.expect("there is one").clone();
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &clause.path);
    window.run();
    ctrl_shift(&mut window, Key::P);
    type_text(&mut window, "copy clause as markdown");
    press_once(&mut window, Key::Enter);
    let text = copied(&window).expect("it is on the clipboard");
    assert_eq!(Some(text), markdown::clause(&document, &clause.path));
}

#[test]
fn an_empty_start_has_nothing_to_find_in() {
    let mut window = window(&FakeFs::new(), &[]);
    ctrl_shift(&mut window, Key::F);
    assert!(window.state().notes().iter().any(|n| n == "Open or begin a draft first."));
}

#[test]
fn undo_in_the_search_box_takes_back_what_was_typed_there() {
    let mut window = example();
    ctrl(&mut window, Key::PageDown);
    ctrl_shift(&mut window, Key::F);
    type_text(&mut window, "Gal");
    window.step();
    let before = session(&window).snapshot();
    for _ in 0..4 {
        ctrl(&mut window, Key::Z);
    }
    assert_eq!(*session(&window).snapshot(), *before, "the draft is not touched");
    let box_ = window.get_by(|n| n.role() == Role::TextInput && n.label().as_deref() == Some("Find"));
    assert_eq!(box_.accesskit_node().value().unwrap_or_default(), "");
}
