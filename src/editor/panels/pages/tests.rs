//! The pages in the whole window.

use super::focus_id;
use crate::editor::commands::Command;
use crate::editor::{App, Deps};
use crate::store::testing::FakeFs;
use crate::template;
use egui::{Key, Modifiers, MouseWheelUnit, TouchPhase, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::sync::Arc;
use std::time::{Duration, Instant};

fn window(density: f32) -> Harness<'static, App> {
    let fs = FakeFs::new();
    let form = template::find("cloud-hosting").unwrap();
    fs.put("/drafts/example.ron", crate::draft::to_ron(form.example()).unwrap().as_bytes());
    let deps = Deps {
        fs: Arc::new(fs),
        folders: None,
        forms: template::library().to_vec(),
        native_dialogs: false,
        today: None,
    };
    let builder = Harness::builder().with_size([1280.0, 800.0]).with_max_steps(60);
    let mut window = builder
        .with_pixels_per_point(density)
        .build_eframe(move |cc| App::new(&cc.egui_ctx, deps, &["/drafts/example.ron".into()]));
    wait(&mut window, "the pages", |w| w.state().pages_are_current());
    window
}

fn wait(window: &mut Harness<'_, App>, what: &str, done: impl Fn(&Harness<'_, App>) -> bool) {
    let start = Instant::now();
    window.run();
    while !done(window) {
        assert!(start.elapsed() < Duration::from_secs(60), "{what} does not come");
        std::thread::sleep(Duration::from_millis(5));
        window.run();
    }
}

fn run(window: &mut Harness<'_, App>, command: Command) {
    let ctx = window.ctx.clone();
    window.state_mut().run(&ctx, command);
    window.run();
}

fn page(window: &Harness<'_, App>) -> usize {
    window.state().reader().page()
}

#[test]
fn settled_pictures_have_exactly_the_pixels_of_the_screen() {
    for density in [1.0, 1.5, 2.0] {
        let mut window = window(density);
        for percent in [55.0, 100.0, 150.0, 300.0] {
            window.state_mut().zoom_pages_to(percent);
            window.run();
            let shown = page(&window);
            wait(&mut window, "the picture", |w| w.state().preview().picture_sizes(shown).is_some());
            let (whole, tiles) = window.state().preview().picture_sizes(shown).unwrap();
            let rect = window.state().reader().stack.rects[shown];
            let pixels = rect.size() * density;
            assert_eq!(whole, (pixels.x.round() as u32, pixels.y.round() as u32));
            assert!((pixels.x - 595.28 * 96.0 / 72.0 * percent / 100.0 * density).abs() < 1.0);
            assert!(!tiles.is_empty() && tiles.iter().flatten().all(|side| *side <= 1280));
            assert!(window.state().preview().picture_bytes() < 100 << 20);
        }
    }
}

#[test]
fn turning_the_wheel_with_ctrl_enlarges_the_pages_around_the_pointer_and_nothing_else() {
    let mut window = window(1.0);
    window.state_mut().zoom_pages_to(140.0);
    window.run();
    run(&mut window, Command::PagesLarger);
    let before = window.state().reader().percent();
    let reader = |w: &Harness<'_, App>| {
        let reader = w.state().reader();
        (reader.offset, reader.stack.clone())
    };
    let pages = window.get_by_label_contains("Pages of the agreement, ").rect();
    let pointer = pos2(1000.0, 420.0);
    assert!(pages.contains(pointer));
    let corner = {
        let (offset, _) = reader(&window);
        pages.min.to_vec2() + offset
    };
    let under = |w: &Harness<'_, App>| {
        let (offset, stack) = reader(w);
        stack.place((offset + (pointer.to_vec2() - corner)).to_pos2()).unwrap()
    };
    let place = under(&window);
    window.event(egui::Event::PointerMoved(pointer));
    window.run();
    window.event(egui::Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: vec2(0.0, 3.0),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::COMMAND | Modifiers::CTRL,
    });
    window.run();
    window.run();
    assert!(window.state().reader().percent() > before + 5.0);
    assert!((window.ctx.zoom_factor() - 1.0).abs() < f32::EPSILON, "the text of the window stays as it is");
    let now = under(&window);
    let moved: Vec2 = now.1 - place.1;
    assert!(now.0 == place.0 && moved.length() < 0.02, "{place:?} {now:?}");
}

#[test]
fn the_pages_are_turned_by_number_and_by_keys() {
    let mut window = window(1.0);
    run(&mut window, Command::GoToPage);
    window.event(egui::Event::Text("12".to_owned()));
    window.key_press(Key::Enter);
    window.run();
    window.run();
    assert_eq!(page(&window), 11);
    window.ctx.memory_mut(|m| m.request_focus(focus_id()));
    window.run();
    window.key_press(Key::Home);
    window.run();
    window.run();
    assert_eq!(page(&window), 0);
    window.key_press(Key::PageDown);
    wait(&mut window, "the next page", |w| page(w) > 0);
    window.key_press(Key::End);
    window.run();
    window.run();
    let count = window.state().preview().pages().unwrap().count();
    assert_eq!(page(&window), count - 1);
    assert!(window.ctx.memory(|m| m.has_focus(focus_id())));
}

#[test]
fn a_typed_zoom_is_taken_and_a_whole_page_fits() {
    let mut window = window(1.0);
    window.get_by_label("Zoom in per cent").focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text("80 %".to_owned()));
    window.key_press(Key::Enter);
    window.run();
    window.run();
    assert!((window.state().reader().percent() - 80.0).abs() < 0.2);
    run(&mut window, Command::PagesWhole);
    let reader = window.state().reader();
    assert!(reader.stack.rects[0].height() <= reader.viewport.unwrap().height());
}

#[test]
fn the_pages_follow_the_section_until_somebody_scrolls() {
    let mut window = window(1.0);
    let ctx = window.ctx.clone();
    for (path, from) in [("term.effective", 10), ("policies", 1), ("services.platform.name", 2)] {
        window.state_mut().go_to(&ctx, &path.into());
        let start = Instant::now();
        window.run();
        while page(&window) < from {
            assert!(start.elapsed() < Duration::from_secs(5), "{path} leads to page {}", page(&window));
            window.run();
        }
    }
}
