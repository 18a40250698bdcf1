//! The whole window for tests that stand beside the code.

use super::{App, Deps};
use crate::draft::Draft;
use crate::store::testing::FakeFs;
use crate::template;
use egui::Context;
use egui_kittest::Harness;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A window with the example of a form open; `finish` has the last word on the application.
pub fn example_window(
    density: f32,
    most_steps: u64,
    finish: impl FnOnce(&Context, &mut App) + 'static,
) -> Harness<'static, App> {
    draft_window(template::find("cloud-hosting").unwrap().example(), density, most_steps, finish)
}

/// The same with any draft.
pub fn draft_window(
    draft: &Draft,
    density: f32,
    most_steps: u64,
    finish: impl FnOnce(&Context, &mut App) + 'static,
) -> Harness<'static, App> {
    let fs = FakeFs::new();
    fs.put("/drafts/example.ron", crate::draft::to_ron(draft).unwrap().as_bytes());
    let deps = Deps {
        fs: Arc::new(fs),
        folders: None,
        forms: template::library().to_vec(),
        native_dialogs: false,
        zone: None,
        today: None,
    };
    let builder = Harness::builder().with_size([1280.0, 800.0]).with_max_steps(most_steps);
    builder.with_pixels_per_point(density).build_eframe(move |cc| {
        let mut app = App::new(&cc.egui_ctx, deps, &["/drafts/example.ron".into()]);
        finish(&cc.egui_ctx, &mut app);
        app
    })
}

/// Goes on until something is done, for at most a minute.
pub fn wait(window: &mut Harness<'_, App>, what: &str, done: impl Fn(&Harness<'_, App>) -> bool) {
    let start = Instant::now();
    window.run();
    while !done(window) {
        assert!(start.elapsed() < Duration::from_secs(60), "{what} does not come");
        std::thread::sleep(Duration::from_millis(5));
        window.run();
    }
}
