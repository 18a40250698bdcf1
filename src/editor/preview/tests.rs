use super::Preview;
use super::worker;
use crate::document::Document;
use crate::draft::{Draft, Edit};
use crate::editor::App;
use crate::editor::testing::{draft_window, example_window, wait};
use crate::export::typeset::{Marks, Mode, Pages, TypesetError, Typesetter};
use egui::{Event, Id, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Breaks while the agreement has this title.
const BREAKING: &str = "Break";

fn breaking_press(typesetter: &mut Typesetter, document: &Document) -> Result<Pages, TypesetError> {
    assert_ne!(document.meta.title_text, BREAKING, "a fault in the typesetting");
    worker::typeset(typesetter, document)
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

/// The example with so many metrics, each with a card, that its pages take long.
fn long() -> Draft {
    let mut draft = crate::template::find("cloud-hosting").unwrap().example().clone();
    let first = draft.agreement.metrics[0].id.to_string();
    for number in 0..70 {
        let copy = format!("metric-{number}");
        Edit::Duplicate { list: "metrics".into(), id: first.clone(), copy }.apply(&mut draft).unwrap();
    }
    draft
}

/// Whether the whole document may be set.
static MAY_SET: AtomicBool = AtomicBool::new(false);

fn patient_press(typesetter: &mut Typesetter, document: &Document) -> Result<Pages, TypesetError> {
    while !MAY_SET.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(2));
    }
    worker::typeset(typesetter, document)
}

#[test]
fn the_first_pages_of_a_long_draft_are_shown_while_the_others_are_being_set() {
    let press = |ctx: &egui::Context, app: &mut App| app.use_preview(Preview::with_press(ctx, patient_press));
    let mut window = draft_window(&long(), 1.0, 12, press);
    let pages = |w: &Harness<'_, App>| w.state().preview().pages().map_or(0, |p| p.count());
    wait(&mut window, "the first pages", |w| pages(w) > 0);
    let first = pages(&window);
    assert!((2..30).contains(&first), "{first} pages");
    assert!(window.state().preview().is_partial() && !window.state().pages_are_current());
    let seen = window.state().reader().page();
    wait(&mut window, "their pictures", |w| w.state().preview().picture_sizes(seen).is_some());
    assert_eq!(window.query_all_by_label("First pages; the others follow").count(), 1);
    let text = window.state().preview().pages().unwrap().text(0).text().to_owned();
    assert!(text.contains("Effective from"), "{text}");

    MAY_SET.store(true, Ordering::Relaxed);
    wait(&mut window, "all pages", |w| w.state().pages_are_current());
    assert!(!window.state().preview().is_partial() && pages(&window) > 2 * first, "{}", pages(&window));
    assert_eq!(window.state().preview().pages().unwrap().text(0).text(), text, "they were the real ones");
    assert_eq!(window.query_all_by_label("First pages; the others follow").count(), 0);
    assert!(window.state().preview().pieces(seen).count() > 0, "what was seen stays in sight");

    retitle(&mut window, "Renamed");
    wait(&mut window, "the new pages", |w| w.state().pages_are_current());
    assert_eq!(window.query_all_by_label("First pages; the others follow").count(), 0, "an edit shows all");
}

#[test]
fn what_is_on_screen_gets_its_new_picture_together_with_the_new_pages() {
    let mut window = example_window(1.0, 60, |_, _| {});
    let drawn = |w: &Harness<'_, App>| w.state().pages_are_current() && w.state().pages_are_drawn();
    wait(&mut window, "the pages", drawn);
    let edition = window.state().preview().edition();
    retitle(&mut window, "Another title");
    while window.state().preview().edition() == edition {
        window.step();
    }
    assert!(window.state().seen_pages_are_drawn(), "in the frame in which the pages came");
    assert!(window.state().preview().pages().unwrap().text(0).text().contains("Another title"));
    wait(&mut window, "the rest", drawn);
}

#[test]
fn pages_that_are_hidden_are_not_set_until_they_are_shown() {
    let mut window = example_window(1.0, 60, |_, _| {});
    wait(&mut window, "the pages", |w| w.state().pages_are_current());
    let ctx = window.ctx.clone();
    let edition = window.state().preview().edition();
    window.state_mut().run(&ctx, crate::editor::Command::TogglePages);
    retitle(&mut window, "Another title");
    window.run();
    std::thread::sleep(Duration::from_millis(300));
    window.run();
    assert_eq!(window.state().preview().edition(), edition);
    window.state_mut().run(&ctx, crate::editor::Command::TogglePages);
    wait(&mut window, "the new pages", |w| w.state().preview().edition() > edition);
    assert!(window.state().preview().pages().unwrap().text(0).text().contains("Another title"));
}

#[test]
fn the_gallery_shows_the_first_page_of_every_example() {
    let mut pictures = Vec::new();
    for form in crate::template::library() {
        let Some(worker::Report::Cover { form: id, image }) = worker::cover(form) else {
            panic!("{} has no cover", form.template().id)
        };
        assert_eq!(id, form.template().id.as_str());
        let document = crate::document::assemble(form.example(), form);
        let pages = Typesetter::new().typeset(&document, &Marks::default(), Mode::Export).unwrap();
        let real = worker::image(&pages.render(0, worker::COVER_SCALE).unwrap().unwrap());
        assert_eq!(image.size, real.size);
        let ink = image.pixels.iter().filter(|p| p.r() < 128).count();
        assert!(ink > 300, "{id} is nearly blank: {ink} dark pixels");
        let other = image.pixels.iter().zip(&real.pixels).filter(|(a, b)| a != b).count();
        assert!(other < image.pixels.len() / 100, "{id}: {other} pixels are not those of the page");
        pictures.push(image);
    }
    assert!(pictures.iter().enumerate().all(|(i, a)| pictures[i + 1..].iter().all(|b| a != b)));
}

#[test]
fn the_start_screen_comes_to_rest_with_all_its_pictures() {
    let mut window = example_window(1.0, 60, |_, _| {});
    let ctx = window.ctx.clone();
    window.state_mut().run(&ctx, crate::editor::Command::Start);
    wait(&mut window, "the pictures", |w| w.state().covers_are_drawn());
    for form in crate::template::library() {
        let size = window.state().preview().cover(form.template().id.as_str()).unwrap().size();
        assert!(size[0] > 200 && size[1] > size[0], "{size:?}");
    }
    let images = window.query_all_by_role(egui::accesskit::Role::Image).count();
    assert_eq!(images, crate::template::library().len());
    window.run_steps(200);
    let delay = window.output().viewport_output.values().map(|v| v.repaint_delay).min().unwrap();
    assert!(delay > Duration::from_secs(1), "{delay:?}");
}
