//! An idle window costs nothing.

use super::bench::*;
use egui::{Key, ViewportId};
use std::time::Duration;

#[test]
fn a_settled_window_asks_for_no_further_frame() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "notice period");
    overtype(&mut window, "6mo");
    press(&mut window, Key::Tab);
    settle(&mut window);
    // Steps of undo close and highlights fade within seconds; then nothing is left to be done.
    for _ in 0..60 {
        window.step();
    }
    settle(&mut window);
    let delay = window.output().viewport_output[&ViewportId::ROOT].repaint_delay;
    assert!(delay > Duration::from_secs(3600), "{delay:?}: {:?}", window.ctx.repaint_causes());
}
