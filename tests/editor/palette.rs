//! The palette: what it finds, in which order, and what it says about what cannot be done.

use super::bench::*;
use clausewright::editor::App;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

type Window = Harness<'static, App>;

fn open_palette(window: &mut Window) {
    let keys = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };
    window.key_press_modifiers(keys, Key::P);
    window.run();
}

/// The options on screen with what is said about them, from top to bottom.
fn options(window: &Window) -> Vec<(String, String)> {
    let mut found: Vec<_> = window
        .query_all_by_role(Role::ListBoxOption)
        .map(|n| {
            let node = n.accesskit_node();
            let words = (node.label().unwrap_or_default(), node.description().unwrap_or_default());
            (n.rect().top(), words)
        })
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.into_iter().map(|(_, words)| words).collect()
}

#[test]
fn fields_show_what_they_say_and_names_lead_to_their_row() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    open_palette(&mut window);
    type_text(&mut window, "governing law");
    let (name, says) = options(&window).first().expect("it is found").clone();
    assert_eq!(name, "Governing law");
    assert!(says.contains("Ireland") && says.contains("Parties and structure"), "{says}");
    press(&mut window, Key::Escape);

    let metric = session(&window).draft().agreement.metrics.first().expect("there is one").clone();
    go_to_field(&mut window, &metric.name);
    let names = options(&window);
    assert!(names.is_empty(), "the palette is gone");
    assert!(
        window.query_all_by_label_contains(metric.name.as_str()).count() > 0,
        "the section of the metric is on screen"
    );
}

#[test]
fn what_cannot_be_done_says_why_and_stays() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    open_palette(&mut window);
    type_text(&mut window, "undo");
    let (name, says) = options(&window).first().expect("it is found").clone();
    assert_eq!(name, "Undo");
    assert!(says.contains("There is nothing to undo."), "{says}");
    press(&mut window, Key::Enter);
    assert_eq!(options(&window).len(), options(&window).len());
    assert!(!options(&window).is_empty(), "the palette stays open");
}

#[test]
fn what_was_used_last_comes_first() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "notice period");
    go_to_field(&mut window, "dark theme");
    open_palette(&mut window);
    let all = options(&window);
    assert_eq!((all[0].0.as_str(), all[1].0.as_str()), ("Dark theme", "Notice period"));
}

#[test]
fn another_open_draft_and_a_recent_one_are_found() {
    let fs = disk_with_example("cloud-hosting");
    let bytes = fs.content("/drafts/example.ron").expect("it is there");
    fs.put("/drafts/second.ron", &bytes);
    fs.put("/drafts/third.ron", &bytes);
    let mut window = window(&fs, &["/drafts/example.ron", "/drafts/second.ron", "/drafts/third.ron"]);
    ctrl(&mut window, Key::W);
    go_to_field(&mut window, "example");
    assert_eq!(session(&window).title(), "example");
    go_to_field(&mut window, "third");
    assert_eq!(session(&window).title(), "third", "a recent draft is opened");
}

#[test]
fn arrows_and_pages_walk_a_long_list() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    open_palette(&mut window);
    type_text(&mut window, "e");
    let chosen = |window: &Window| {
        let mut all = window.query_all_by_role(Role::ListBoxOption);
        all.find(|n| {
            n.accesskit_node().is_selected() == Some(true)
                || n.accesskit_node().toggled().is_some_and(|t| t == egui::accesskit::Toggled::True)
        })
        .and_then(|n| n.accesskit_node().label())
    };
    let first = chosen(&window);
    assert!(first.is_some());
    for _ in 0..4 {
        press(&mut window, Key::PageDown);
    }
    let later = chosen(&window);
    assert!(later.is_some() && later != first, "the chosen row is on screen");
    for _ in 0..4 {
        press(&mut window, Key::PageUp);
    }
    assert_eq!(chosen(&window), first);
}

#[test]
fn signs_narrow_by_keyboard_and_by_mouse() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    open_palette(&mut window);
    type_text(&mut window, ">save");
    let commands = options(&window);
    assert_eq!(commands.first().map(|o| o.0.as_str()), Some("Save"));
    press(&mut window, Key::Escape);

    open_palette(&mut window);
    click(&mut window, Role::Button, "#  Sections");
    let sections = options(&window);
    assert!(!sections.is_empty() && sections.iter().all(|(_, says)| says == "Section"), "{sections:?}");
    type_text(&mut window, "defin");
    assert_eq!(options(&window).len(), 1, "what is typed goes on behind the sign");
    click(&mut window, Role::Button, "#  Sections");
    assert!(options(&window).len() > 1, "a second click looks through everything again");
    press(&mut window, Key::Escape);

    open_palette(&mut window);
    type_text(&mut window, "@service credit");
    let (name, says) = options(&window).first().expect("the term is found").clone();
    assert!(name.starts_with("Service Credit") && says.contains("Defined term"), "{name}: {says}");
}

#[test]
fn the_number_of_a_page_leads_to_the_page() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    settle(&mut window);
    let on_page = |window: &Window| {
        window.get_by_role_and_label(Role::TextInput, "Page to show").accesskit_node().value()
    };
    for typed in ["3", "page 5", ":2"] {
        open_palette(&mut window);
        type_text(&mut window, typed);
        let (name, says) = options(&window).first().expect("the page is offered").clone();
        assert!(name.starts_with("Page ") && says.contains("pages"), "{name}: {says}");
        press(&mut window, Key::Enter);
        settle(&mut window);
        assert_eq!(on_page(&window).as_deref(), name.strip_prefix("Page "));
    }
    open_palette(&mut window);
    type_text(&mut window, ":900");
    let (_, says) = options(&window).first().expect("the last page is offered").clone();
    assert!(says.contains("there is no page 900"), "{says}");
}

#[test]
fn the_number_of_a_page_is_asked_for_from_the_palette() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    focus_field(&mut window, "title");
    go_to_field(&mut window, "Go to page");
    window.run();
    assert_eq!(focused(&window), "Page to show");
    type_text(&mut window, "7");
    press(&mut window, Key::Enter);
    assert!(window.query_all_by_label_contains("Page 7 of ").count() > 0);
}
