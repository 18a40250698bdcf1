//! Words that were looked for, marked where they stand.

use crate::editor::tokens::Palette;
use egui::Color32;
use egui::text::{LayoutJob, TextFormat};
use std::ops::Range;

/// Marks these parts of a text (in bytes, from left to right) that is about to be drawn, the one at hand more than the
/// others.
pub fn mark_found(job: LayoutJob, found: &[Range<usize>], at: Option<usize>, colours: &Palette) -> LayoutJob {
    if found.is_empty() {
        return job;
    }
    let behind = |byte: usize| -> Option<Color32> {
        let index = found.iter().position(|range| range.contains(&byte))?;
        Some(if at == Some(index) { colours.found } else { colours.highlight })
    };
    let mut edges: Vec<usize> = found.iter().flat_map(|range| [range.start, range.end]).collect();
    edges.dedup();
    let mut marked = LayoutJob { text: String::new(), sections: Vec::new(), ..job.clone() };
    for section in &job.sections {
        let (mut from, end) = (section.byte_range.start.0, section.byte_range.end.0);
        let mut space = section.leading_space;
        while from < end {
            let next = edges.iter().copied().find(|edge| *edge > from).map_or(end, |edge| edge.min(end));
            let mut format: TextFormat = section.format.clone();
            if let Some(colour) = behind(from) {
                format.background = colour;
            }
            marked.append(job.text.get(from..next).unwrap_or_default(), space, format);
            (from, space) = (next, 0.0);
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::tokens::LIGHT;
    use egui::FontId;

    #[test]
    fn marks_go_over_changes_of_the_type_and_change_no_letter() {
        let format = |ink| TextFormat::simple(FontId::proportional(14.0), ink);
        let mut job = LayoutJob::default();
        job.append("The Prov", 0.0, format(LIGHT.ink));
        job.append("ider pays the Provider.", 3.0, format(LIGHT.accent));
        let text = job.text.clone();
        let marked = mark_found(job, &[4..12, 22..30], Some(1), &LIGHT);
        assert_eq!(marked.text, text);
        let parts: Vec<(&str, Color32)> = marked
            .sections
            .iter()
            .map(|s| (&text[s.byte_range.start.0..s.byte_range.end.0], s.format.background))
            .collect();
        let none = Color32::TRANSPARENT;
        let want = [
            ("The ", none),
            ("Prov", LIGHT.highlight),
            ("ider", LIGHT.highlight),
            (" pays the ", none),
            ("Provider", LIGHT.found),
            (".", none),
        ];
        assert_eq!(parts, want);
        assert_eq!(marked.sections[2].leading_space, 3.0);
    }
}
