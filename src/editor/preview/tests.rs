use super::Preview;
use super::worker::{self, Job, Report};
use crate::editor::App;
use crate::editor::testing::{example_window, wait};
use crate::export::typeset::Typesetter;
use egui::{Event, Id, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

/// Breaks while the agreement has this title.
const BREAKING: &str = "Break";

fn breaking_press(typesetter: &mut Typesetter, job: Job) -> Report {
    assert_ne!(job.document.meta.title_text, BREAKING, "a fault in the typesetting");
    worker::typeset(typesetter, job)
}

fn window() -> Harness<'static, App> {
    example_window(1.0, 12, |ctx, app| app.use_preview(Preview::with_press(ctx, breaking_press)))
}

fn retitle(window: &mut Harness<'_, App>, title: &str) {
    let draft = window.state().session().unwrap().draft().id.to_string();
    window.ctx.memory_mut(|m| m.request_focus(Id::unique((draft.as_str(), "title"))));
    window.run();
    window.key_press_modifiers(Modifiers { ctrl: true, command: true, ..Modifiers::NONE }, Key::A);
    window.event(Event::Text(title.to_owned()));
    window.run();
}

fn title(window: &Harness<'_, App>) -> String {
    window.state().session().unwrap().draft().text(&"title".into())
}

#[test]
fn a_fault_in_the_preview_is_told_and_the_pages_come_back_with_the_next_edit() {
    let mut window = window();
    let current = |w: &Harness<'_, App>| w.state().pages_are_current();
    let told = |w: &Harness<'_, App>| w.query_all_by_label_contains("fault in Clausewright").count() > 0;
    wait(&mut window, "the first pages", current);
    let pages = |w: &Harness<'_, App>| w.query_all_by_label_contains("Pages of the agreement, ").count();
    assert!(!told(&window) && pages(&window) > 0);

    retitle(&mut window, BREAKING);
    wait(&mut window, "the message", told);
    assert!(window.query_all_by_label_contains("The draft is unharmed").count() > 0);
    assert!(window.query_all_by_label_contains("those before the last change").count() > 0);
    assert!(!current(&window) && pages(&window) > 0, "the last good pages stay");
    assert_eq!(title(&window), BREAKING);

    retitle(&mut window, "Whole again");
    wait(&mut window, "the new pages", current);
    assert!(!told(&window) && pages(&window) > 0);
    assert_eq!(title(&window), "Whole again");
}
