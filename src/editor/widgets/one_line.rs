//! Words on one line, cut off with an ellipsis where they do not fit.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Galley, Painter};
use std::sync::Arc;

/// A text on one line of at most this width, in points; its line breaks become spaces.
pub fn one_line(painter: &Painter, text: &str, font: FontId, ink: Color32, width: f32) -> Arc<Galley> {
    fitted(painter, LayoutJob::simple_singleline(text.replace('\n', " "), font, ink), width)
}

/// Words in several looks on one line of at most this width, in points.
pub fn fitted(painter: &Painter, mut job: LayoutJob, width: f32) -> Arc<Galley> {
    job.wrap = TextWrapping::truncate_at_width(width);
    painter.layout_job(job)
}
