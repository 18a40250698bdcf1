//! The frames of the window, in milliseconds: after an edit, at rest, and with two hundred metrics unfolded; without
//! typesetting and, on the cores that are left, beside it. The budget of an edit with its document, its findings and
//! the frame is 4 ms in 99 of 100. Then where 200 terms are used in 300 clauses, and the way from a key to the picture.
//!
//! `frames`, `terms`, `small` or `large` as its argument measures only the frames, the table of terms, or the way to the picture of a small or a large
//! draft. With a number it makes so many edits with their pictures and prints nothing else: for a profiler.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../latency/mod.rs"]
mod latency;
mod picture;
mod stage;

use clausewright::draft::Draft;
use clausewright::editor::{App, Command};
use egui::{Event, Key};
use egui_kittest::Harness;
use latency::{report, report_all, timed};
use std::time::Duration;

const FRAMES: usize = 500;

fn main() {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    if let Ok(edits) = wanted.parse() {
        picture::run(edits);
        return;
    }
    let all = wanted.is_empty() || wanted.starts_with('-');
    if all || wanted == "frames" {
        frames();
    }
    if all || wanted == "terms" {
        terms();
    }
    if all || wanted == "small" {
        picture::report(&stage::example(), 100);
    }
    if all || wanted == "large" {
        picture::report(&stage::large(), 40);
    }
}

fn frames() {
    let example = stage::example();
    // Nothing is typeset for pages that are hidden.
    let mut alone = stage::window(&example, "title");
    run(&mut alone, Command::TogglePages);
    let after = "frame after an edit, nothing typeset";
    let edited = "frame with an edit, nothing typeset";
    let (first, second) = edits(&mut alone, FRAMES, false);
    report_all(edited, first.clone());
    report_all(after, second.clone());
    report_all("both", first.iter().zip(&second).map(|(a, b)| *a + *b).collect());
    report("frame at rest, pages hidden", FRAMES, |_| timed(|| alone.step()).1);

    let mut beside = stage::window(&example, "title");
    report("frame at rest, pages shown", FRAMES, |_| timed(|| beside.step()).1);
    let (first, second) = edits(&mut beside, FRAMES / 4, true);
    report_all("frame with an edit, pages shown", first.clone());
    report_all("frame after an edit, beside typesetting", second.clone());
    report_all("both", first.iter().zip(&second).map(|(a, b)| *a + *b).collect());
    let mut frames = Vec::new();
    for _ in 0..40 {
        type_letter(&mut beside, frames.len());
        beside.step();
        while !beside.state().pages_are_current() {
            frames.push(timed(|| beside.step()).1);
        }
    }
    report_all("any frame beside typesetting", frames);

    for count in [20, 200] {
        let mut window = unfolded(&stage::with_metrics(count));
        report(&format!("frame with {count} unfolded metrics"), FRAMES / 4, |_| timed(|| window.step()).1);
    }
}

/// The table that shows where each term is used: found out once for each edit, never for each frame.
fn terms() {
    let draft = stage::with_terms(200, 300);
    let mut window = stage::window(&draft, "definitions_used");
    run(&mut window, Command::TogglePages);
    let frame = |window: &mut Harness<'_, App>| timed(|| window.step()).1;
    report("frame at rest beside the folded table of 200 terms", FRAMES / 4, |_| frame(&mut window));
    window.key_press(Key::Enter);
    window.run_steps(6);
    report("frame at rest with where 200 terms are used", FRAMES / 4, |_| frame(&mut window));
    let ctx = window.ctx.clone();
    let field = draft.agreement.definitions.first().map(|d| format!("definitions.{}.meaning", d.id));
    window.state_mut().go_to(&ctx, &field.unwrap_or_default().as_str().into());
    window.run_steps(6);
    let (first, second) = edits(&mut window, FRAMES / 8, false);
    report_all("frame with an edit of a term", first);
    report_all("frame after an edit of a term", second);
}

fn run(window: &mut Harness<'_, App>, command: Command) {
    let ctx = window.ctx.clone();
    window.state_mut().run(&ctx, command);
    window.run_steps(4);
}

fn type_letter(window: &mut Harness<'_, App>, turn: usize) {
    if turn % 12 < 6 {
        window.event(Event::Text("x".to_owned()));
    } else {
        window.key_press(Key::Backspace);
    }
}

/// How long the frame took in which a letter is typed, and the one after it.
fn edits(window: &mut Harness<'_, App>, count: usize, rest: bool) -> (Vec<Duration>, Vec<Duration>) {
    (0..count)
        .map(|turn| {
            if rest {
                stage::rest(window);
            }
            type_letter(window, turn);
            (timed(|| window.step()).1, timed(|| window.step()).1)
        })
        .unzip()
}

fn unfolded(draft: &Draft) -> Harness<'static, App> {
    let mut window = stage::window(draft, "metrics");
    let ctx = window.ctx.clone();
    for metric in &draft.agreement.metrics {
        let path = format!("metrics.{}.name", metric.id);
        window.state_mut().go_to(&ctx, &path.as_str().into());
        window.run_steps(2);
    }
    stage::rest(&mut window);
    window
}
