//! The window, without a screen, and the drafts that are worked on in it.

use clausewright::draft::{Draft, Edit, to_ron};
use clausewright::editor::{App, Deps};
use clausewright::store::testing::FakeFs;
use clausewright::template;
use clausewright::value::FieldPath;
use egui_kittest::Harness;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A window of 1280 by 800 points with this draft open at a field or section, whose pages are there.
pub fn window(draft: &Draft, place: &str) -> Harness<'static, App> {
    let fs = FakeFs::new();
    fs.put("/d.ron", to_ron(draft).unwrap_or_default().as_bytes());
    let deps = Deps {
        fs: Arc::new(fs),
        folders: None,
        forms: template::library().to_vec(),
        native_dialogs: false,
        zone: None,
        today: None,
    };
    let builder = Harness::builder().with_size([1280.0, 800.0]).with_max_steps(20);
    let mut window = builder.build_eframe(move |cc| App::new(&cc.egui_ctx, deps, &[PathBuf::from("/d.ron")]));
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &place.into());
    window.run_steps(6);
    rest(&mut window);
    window
}

/// Draws frames until all pages and pictures are there and nothing moves, for at most a minute.
pub fn rest(window: &mut Harness<'_, App>) {
    let begun = Instant::now();
    let mut quiet = 0;
    while quiet < 30 && begun.elapsed() < Duration::from_secs(60) {
        window.step();
        let there = window.state().pages_are_current() && window.state().pages_are_drawn();
        quiet = if there { quiet + 1 } else { 0 };
        std::thread::sleep(Duration::from_millis(if there { 0 } else { 3 }));
    }
}

pub fn example() -> Draft {
    template::find("cloud-hosting").map(|f| f.example().clone()).unwrap_or_default()
}

/// The example with so many more metrics, each with a card of its own.
pub fn with_metrics(count: usize) -> Draft {
    let mut draft = example();
    let first = draft.agreement.metrics.first().map(|m| m.id.to_string()).unwrap_or_default();
    for number in 0..count {
        let copy = format!("metric-{number}");
        let edit = Edit::Duplicate { list: "metrics".into(), id: first.clone(), copy };
        let _added = edit.apply(&mut draft);
    }
    draft
}

/// The example with so many metrics and clauses that it has about a hundred pages.
pub fn large() -> Draft {
    let mut draft = with_metrics(130);
    add_clauses(&mut draft, "general", 330);
    draft
}

/// The example with so many more definitions, and so many more clauses that use them in turn.
pub fn with_terms(definitions: usize, clauses: usize) -> Draft {
    let mut draft = example();
    let mut add = |list: &str, id: String, fields: &[(&str, String)]| {
        let item = FieldPath::new(list).join(&id);
        let insert = Edit::Insert { list: list.into(), at: usize::MAX, id };
        let set = fields.iter().map(|(name, text)| Edit::set(item.join(name), text.as_str()));
        for edit in std::iter::once(insert).chain(set) {
            let _added = edit.apply(&mut draft);
        }
    };
    let name = |number: usize| {
        let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap_or_default());
        format!("Quill{}{}", letter(number), letter(number / 26))
    };
    for number in 0..definitions {
        let meaning = format!("What the parties call {} in this agreement.", name(number + 1));
        let fields = [("term", name(number)), ("meaning", meaning)];
        add("definitions", format!("quill-{number}"), &fields);
    }
    for number in 0..clauses {
        let used: Vec<String> = (0..6).map(|n| name((number * 7 + n * 31) % definitions.max(1))).collect();
        let text = format!("The Provider keeps {} within ten Business Days.", used.join(", "));
        let fields =
            [("section", "general".to_owned()), ("title", format!("Terms in use {number}")), ("text", text)];
        add("extra_clauses", format!("use-{number}"), &fields);
    }
    draft
}

/// Adds so many clauses of a few lines to a section.
fn add_clauses(draft: &mut Draft, section: &str, count: usize) {
    for number in 0..count {
        let id = format!("further-{number}");
        let set = |field: &str, text: &str| {
            Edit::set(FieldPath::new(format!("extra_clauses.{id}.{field}")), text.to_owned())
        };
        let text = format!(
            "The Provider shall tell the Customer within {} days of any change to the platform, as \
             {{{{ref:credits}}}} requires of {{{{provider.short_name}}}}.\n\nThe Customer may object within 10 \
             Business Days. Until the matter is settled:\n\n- nothing is changed that bears on Availability;\n- the \
             fees stay as they are, and each party bears its own cost.",
            number % 20 + 2
        );
        let edits = [
            Edit::Insert { list: "extra_clauses".into(), at: usize::MAX, id: id.clone() },
            set("section", section),
            set("title", &format!("Further terms {number}")),
            set("text", &text),
        ];
        for edit in edits {
            let _added = edit.apply(draft);
        }
    }
}
