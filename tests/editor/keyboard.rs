//! Everything by keyboard, in reading order.

use super::bench::*;
use clausewright::store::testing::FakeFs;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

#[test]
fn tab_walks_the_form_in_reading_order() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    focus_field(&mut window, "title");
    let mut walked = vec![focused(&window)];
    for _ in 0..4 {
        press(&mut window, Key::Tab);
        walked.push(focused(&window));
    }
    assert_eq!(walked[..3], ["Title", "Reference", "Version"]);
    window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    window.run();
    assert_eq!(focused(&window), walked[3]);
}

#[test]
fn the_palette_finds_commands_sections_and_fields() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "escalation and disp");
    assert!(window.query_all_by_label("Escalation and disputes").count() > 1);
    go_to_field(&mut window, "notice period");
    assert_eq!(focused(&window), "Notice period");
    go_to_field(&mut window, "dark theme");
    assert_eq!(window.ctx.theme(), egui::Theme::Dark);
    press(&mut window, Key::F1);
    assert!(window.query_all_by_label("Keyboard shortcuts").count() > 0);
    press(&mut window, Key::Escape);
    assert!(window.query_by_role_and_label(Role::Button, "Close").is_none());
}

#[test]
fn f6_moves_between_the_panes() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let mut names = Vec::new();
    for _ in 0..4 {
        press(&mut window, Key::F6);
        names.push(focused(&window));
    }
    assert!(names.iter().any(|n| n.starts_with("Pages of the agreement")), "{names:?}");
    assert!(names.iter().any(|n| n == "Parties and structure"), "{names:?}");
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 4, "{names:?}");
}

#[test]
fn a_draft_is_begun_without_a_mouse() {
    let fs = FakeFs::new();
    let mut window = window(&fs, &[]);
    assert_eq!(focused(&window), "Begin Cloud hosting agreement");
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "See example of Cloud hosting agreement");
    window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    window.run();
    press(&mut window, Key::Enter);
    settle(&mut window);
    assert_eq!(session(&window).template().id.as_str(), "cloud-hosting");
    assert_eq!(focused(&window), "Legal name");
    for _ in 0..4 {
        ctrl(&mut window, Key::PageDown);
    }
    assert_eq!(focused(&window), "Currency", "the form begins at the first thing to do");
    ctrl(&mut window, Key::PageDown);
    press(&mut window, Key::Enter);
    assert_eq!(focused(&window), "Agreement", "the first definition has the keyboard");
}

#[test]
fn a_dialog_gives_the_keyboard_back() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    focus_field(&mut window, "reference");
    ctrl(&mut window, Key::E);
    assert_eq!(focused(&window), "PDF document");
    press(&mut window, Key::Enter);
    assert_eq!(focused(&window), "File", "Enter on a format exports");
    press(&mut window, Key::Escape);
    assert_eq!(focused(&window), "Reference");
    go_to_field(&mut window, "notice period");
    assert_eq!(focused(&window), "Notice period");
}

#[test]
fn a_group_of_choices_is_one_stop_and_the_arrows_lead_through_it() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    ctrl(&mut window, Key::E);
    let chosen = |window: &egui_kittest::Harness<'_, clausewright::editor::App>, role: Role| {
        let on = window.query_all_by_role(role);
        let on = on.filter(|n| n.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True));
        on.filter_map(|n| n.accesskit_node().label()).collect::<Vec<_>>()
    };
    press(&mut window, Key::ArrowUp);
    assert_eq!(focused(&window), "OpenSLO objectives", "the last one comes before the first");
    press(&mut window, Key::Home);
    press(&mut window, Key::ArrowDown);
    assert_eq!(focused(&window), "Word document");
    assert_eq!(chosen(&window, Role::RadioButton), ["Word document"], "the choice goes with the keyboard");
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "PDF", "the boxes are the next stop");
    press(&mut window, Key::ArrowRight);
    assert_eq!(focused(&window), "Markdown", "Word is made in any case");
    press(&mut window, Key::Space);
    press(&mut window, Key::ArrowRight);
    assert_eq!(focused(&window), "Web page");
    assert_eq!(chosen(&window, Role::CheckBox), ["Word", "Markdown"], "a box is taken with Space only");
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "Put the working file inside");
    window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    window.run();
    assert_eq!(focused(&window), "Web page", "back to where the keyboard was");
    window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    window.run();
    assert_eq!(focused(&window), "Word document");
}

#[test]
fn an_answer_and_the_days_of_a_week_are_one_stop_each() {
    let fs = disk_with_example("managed-it-support");
    let mut window = sized(&fs, &["/drafts/example.ron"], [1280.0, 2000.0]);
    let calendars = &session(&window).draft().agreement.calendars;
    let calendar = calendars.iter().find(|c| c.hours.len() == 1).expect("one has plain hours");
    let days = format!("calendars.{}.hours.{}.days", calendar.id, calendar.hours[0].id);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &days.as_str().into());
    window.run();
    assert_eq!(focused(&window), "Days: Monday");
    let before = text(&window, &days);
    press(&mut window, Key::End);
    assert_eq!(focused(&window), "Days: Sunday");
    assert_eq!(text(&window, &days), before, "an arrow changes no day");
    press(&mut window, Key::Space);
    assert_ne!(text(&window, &days), before);
    press(&mut window, Key::Tab);
    assert!(!focused(&window).starts_with("Days: "), "{}", focused(&window));

    let answer = "credits.claim_needed";
    window.state_mut().go_to(&ctx, &answer.into());
    window.run();
    let (at, was, steps) = (focused(&window), text(&window, answer), session(&window).steps());
    press(&mut window, Key::ArrowRight);
    assert!(focused(&window) != at && text(&window, answer) != was, "the answer goes with it");
    assert_eq!(session(&window).steps(), steps + 1);
    ctrl(&mut window, Key::Z);
    assert_eq!(text(&window, answer), was);
    press(&mut window, Key::Tab);
    assert!(!focused(&window).contains(&at[..4]), "{}", focused(&window));
}

#[test]
fn a_note_never_lies_over_a_dialog_and_waits_until_it_is_gone() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = sized(&fs, &["/drafts/example.ron"], [900.0, 600.0]);
    go_to_field(&mut window, "reduce motion");
    let said = window.state().notes();
    assert!(!said.is_empty());
    ctrl(&mut window, Key::E);
    for name in ["Export final…", "Export as draft…", "Cancel"] {
        let at = window.get_by_role_and_label(Role::Button, name).rect().center();
        let layer = window.ctx.layer_id_at(at).expect("something is there");
        assert_eq!(layer.order, egui::Order::Foreground, "{name} can be pressed");
    }
    for _ in 0..40 {
        window.input_mut().time = Some(window.ctx.input(|i| i.time) + 1.0);
        window.step();
    }
    assert_eq!(window.state().notes(), said, "nobody could read it");
    press(&mut window, Key::Escape);
    assert_eq!(window.state().notes(), said);
}

#[test]
fn tabs_are_moved_by_keyboard_closed_with_the_middle_button_and_say_what_they_are() {
    let fs = disk_with_example("cloud-hosting");
    let bytes = fs.content("/drafts/example.ron").expect("it is there");
    let names: Vec<String> =
        (0..12).map(|n| format!("/drafts/a rather long name of a draft {n:02}.ron")).collect();
    names.iter().for_each(|name| fs.put(name, &bytes));
    let files: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut window = window(&fs, &files);
    let order = |window: &egui_kittest::Harness<'_, clausewright::editor::App>| {
        let tabs = window.query_all_by_role(Role::Tab).filter_map(|n| n.accesskit_node().label());
        tabs.filter(|l| l.starts_with("a rather")).map(|l| l[l.len() - 2..].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(order(&window).last().map(String::as_str), Some("11"));
    let keys = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };
    window.key_press_modifiers(keys, Key::PageUp);
    window.run();
    assert_eq!(order(&window)[10..], ["11", "10"]);
    assert!(session(&window).title().ends_with("11"), "the draft in front stays in front");
    // More than there is room for: a menu lists them all.
    click(&mut window, Role::Button, "All open drafts");
    window.get_by_role_and_label(Role::Button, "a rather long name of a draft 03").click();
    window.run();
    assert!(session(&window).title().ends_with("03"));
    settle(&mut window);
    let tab = window
        .query_all_by_role(Role::Tab)
        .find(|n| n.accesskit_node().label().is_some_and(|l| l.ends_with("03")));
    let at = tab.expect("its tab is on screen").rect().center();
    window.hover_at(at);
    for pressed in [true, false] {
        let button = egui::PointerButton::Middle;
        window.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
    }
    window.run();
    assert!(!order(&window).contains(&"03".to_owned()), "{:?}", order(&window));
}

#[test]
fn the_sheet_of_shortcuts_is_searched() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    press(&mut window, Key::F1);
    assert_eq!(focused(&window), "Find a shortcut");
    type_text(&mut window, "replace draft");
    assert!(window.query_all_by_label("Ctrl+H").count() > 0);
    assert_eq!(window.query_all_by_label("Ctrl+S").count(), 0);
    overtype(&mut window, "zzzz");
    assert!(window.query_all_by_label_contains("No shortcut does that").count() > 0);
}
