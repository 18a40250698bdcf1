use super::Preview;
use super::worker::{self, Job, Report};
use crate::editor::{App, Deps};
use crate::export::typeset::Typesetter;
use crate::store::testing::FakeFs;
use crate::template;
use egui::{Event, Id, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Breaks while the agreement has this title.
const BREAKING: &str = "Break";

fn breaking_press(typesetter: &mut Typesetter, job: Job) -> Report {
    assert_ne!(job.document.meta.title_text, BREAKING, "a fault in the typesetting");
    worker::typeset(typesetter, job)
}

fn window() -> Harness<'static, App> {
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
    let builder = Harness::builder().with_size([1280.0, 800.0]).with_max_steps(12);
    builder.build_eframe(move |cc| {
        let mut app = App::new(&cc.egui_ctx, deps, &["/drafts/example.ron".into()]);
        app.use_preview(Preview::with_press(&cc.egui_ctx, breaking_press));
        app
    })
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
