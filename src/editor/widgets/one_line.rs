//! Words on one line, cut off with an ellipsis where they do not fit.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Galley, Painter};
use std::sync::Arc;

/// A text on one line of at most this width, in points; its line breaks become spaces.
pub fn one_line(painter: &Painter, text: &str, font: FontId, ink: Color32, width: f32) -> Arc<Galley> {
    fitted(painter, LayoutJob::simple_singleline(text.replace('\n', " "), font, ink), width)
}

/// The same, with the middle cut out where it does not fit: what tells names and paths apart often stands at their end.
pub fn both_ends(painter: &Painter, text: &str, font: FontId, ink: Color32, width: f32) -> Arc<Galley> {
    let fits = |text: &str| {
        let job = LayoutJob::simple_singleline(text.to_owned(), font.clone(), ink);
        painter.layout_job(job).size().x <= width
    };
    one_line(painter, &ends(&text.replace('\n', " "), fits), font.clone(), ink, width)
}

/// As much of the beginning and of the end of a text as fits, with an ellipsis between.
pub fn ends(text: &str, fits: impl Fn(&str) -> bool) -> String {
    if fits(text) {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let cut = |kept: usize| {
        let begin: String = letters.iter().take(kept / 2).collect();
        let end: String = letters.iter().skip(letters.len() - kept.div_ceil(2)).collect();
        format!("{}…{}", begin.trim_end(), end.trim_start())
    };
    let (mut least, mut most) = (0, letters.len());
    while most - least > 1 {
        let kept = least.midpoint(most);
        if fits(&cut(kept)) {
            least = kept;
        } else {
            most = kept;
        }
    }
    cut(least)
}

/// Words in several looks on one line of at most this width, in points.
pub fn fitted(painter: &Painter, mut job: LayoutJob, width: f32) -> Arc<Galley> {
    job.wrap = TextWrapping::truncate_at_width(width);
    painter.layout_job(job)
}

#[cfg(test)]
mod tests {
    use super::ends;

    #[test]
    fn of_a_text_that_is_too_long_both_ends_are_kept() {
        let at_most = |letters: usize| move |text: &str| text.chars().count() <= letters;
        assert_eq!(ends("/home/ada/Support.ron", at_most(21)), "/home/ada/Support.ron");
        assert_eq!(ends("/home/ada/drafts/Support.ron", at_most(15)), "/home/a…ort.ron");
        assert_eq!(ends("agreement (v1)", at_most(12)), "agree…t (v1)");
        assert_eq!(ends("公司服务级别协议", at_most(5)), "公司…协议");
        assert_eq!(ends("abc", at_most(0)), "…");
    }
}
