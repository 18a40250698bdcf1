//! The frames of the window: after an edit, at rest, and with two hundred metrics unfolded. No pages are drawn here;
//! they have a thread of their own. The budget of an edit is 4 ms.

use clausewright::draft::{Draft, Edit, to_ron};
use clausewright::editor::{App, Deps};
use clausewright::store::testing::FakeFs;
use clausewright::template;
use egui_kittest::Harness;
use std::path::PathBuf;
use std::sync::Arc;

fn main() {
    divan::main();
}

fn window(draft: &Draft, section: &str) -> Harness<'static, App> {
    let fs = FakeFs::new();
    fs.put("/d.ron", to_ron(draft).unwrap_or_default().as_bytes());
    let deps = Deps {
        fs: Arc::new(fs),
        folders: None,
        forms: template::library().to_vec(),
        native_dialogs: false,
        today: None,
    };
    let builder = Harness::builder().with_size([1280.0, 800.0]).with_max_steps(20);
    let mut window = builder.build_eframe(move |cc| App::new(&cc.egui_ctx, deps, &[PathBuf::from("/d.ron")]));
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &section.into());
    window.run_steps(6);
    window
}

fn example() -> Draft {
    template::find("cloud-hosting").map(|f| f.example().clone()).unwrap_or_default()
}

fn with_metrics(count: usize) -> Draft {
    let mut draft = example();
    let first = draft.agreement.metrics.first().map(|m| m.id.to_string()).unwrap_or_default();
    for number in 0..count {
        let copy = format!("metric-{number}");
        let edit = Edit::Duplicate { list: "metrics".into(), id: first.clone(), copy };
        let _added = edit.apply(&mut draft);
    }
    draft
}

/// Typing one letter into a field: session, document, findings and the next frame.
#[divan::bench]
fn edit_and_frame(bencher: divan::Bencher<'_, '_>) {
    let mut window = window(&example(), "title");
    let mut letters = 0u32;
    bencher.bench_local(|| {
        letters += 1;
        if letters.is_multiple_of(60) {
            window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        }
        window.event(egui::Event::Text("x".to_owned()));
        window.step();
        window.step();
    });
}

#[divan::bench]
fn frame_at_rest(bencher: divan::Bencher<'_, '_>) {
    let mut window = window(&example(), "title");
    bencher.bench_local(|| window.step());
}

#[divan::bench(args = [20, 200])]
fn frame_with_unfolded_metrics(bencher: divan::Bencher<'_, '_>, count: usize) {
    let draft = with_metrics(count);
    let mut window = window(&draft, "metrics");
    let ctx = window.ctx.clone();
    for metric in &draft.agreement.metrics {
        let path = format!("metrics.{}.name", metric.id);
        window.state_mut().go_to(&ctx, &path.as_str().into());
        window.run_steps(2);
    }
    window.run_steps(4);
    bencher.bench_local(|| window.step());
}
