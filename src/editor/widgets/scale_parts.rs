//! Where the parts of a drawn scale and the numbers below it stand. What is typed decides nothing here but room.

use crate::check::{PartKind, ScalePart, TierScale};
use crate::editor::tokens::TYPE_SMALL;
use egui::{FontId, Ui};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The least width of a part, in points, and what stands around its label.
const LEAST: f32 = 18.0;
const AROUND: f32 = 10.0;

/// A part of the scale where it is drawn; all in points from the left end.
pub struct Drawn<'a> {
    pub part: &'a ScalePart,
    pub left: f32,
    pub width: f32,
    /// Stands in it where its label has no room; what it is is said below.
    pub letter: Option<String>,
}

/// The parts of a scale of this width.
pub fn drawn<'a>(ui: &Ui, scale: &'a TierScale, whole: f32) -> Vec<Drawn<'a>> {
    let labels: Vec<f32> = scale
        .parts
        .iter()
        .map(|part| {
            let lines = part.label.lines().map(|line| text_width(ui, line));
            lines.fold(0.0, f32::max) + AROUND
        })
        .collect();
    let widths = widths(scale, &labels, whole);
    let mut left = 0.0;
    let mut letters = 'a'..='z';
    let parts = scale.parts.iter().zip(widths).zip(labels);
    let place = |((part, width), label): ((&'a ScalePart, f32), f32)| {
        let letter = (label > width + 0.5).then(|| letters.next().map(String::from)).flatten();
        let drawn = Drawn { part, left, width, letter };
        left += width;
        drawn
    };
    parts.map(place).collect()
}

fn text_width(ui: &Ui, text: &str) -> f32 {
    let font = FontId::proportional(TYPE_SMALL);
    let ink = ui.visuals().text_color();
    ui.fonts_mut(|f| f.layout_no_wrap(text.to_owned(), font, ink)).size().x
}

/// The widths of the parts, in points. On a scale of percentages each nine is as wide as the one before it. Where the
/// labels do not all fit the longest give way.
fn widths(scale: &TierScale, labels: &[f32], whole: f32) -> Vec<f32> {
    let place = |value: Decimal| -> f32 {
        let value = value.to_f32().unwrap_or_default();
        if scale.percentage { -(100.0 - value).max(0.001).log10() } else { value }
    };
    let raw: Vec<Option<f32>> = scale
        .parts
        .iter()
        .map(|part| Some(place(part.high?) - place(part.low?)).filter(|width| width.is_finite()))
        .collect();
    let known: f32 = raw.iter().flatten().sum();
    let closed = raw.iter().flatten().count().max(1) as f32;
    let open = (known / closed).max(1.0);
    // A single value of one tier is a slit: what is said there is said beside it too.
    let slit = |part: &ScalePart| part.is_point() && part.kind == PartKind::Tier;
    let mut least: Vec<f32> = scale
        .parts
        .iter()
        .zip(labels)
        .map(|(part, label)| if slit(part) { LEAST } else { label.max(LEAST) })
        .collect();
    while least.iter().sum::<f32>() > whole {
        let Some(longest) = least.iter_mut().max_by(|a, b| a.total_cmp(b)).filter(|w| **w > LEAST) else {
            break;
        };
        *longest = LEAST;
    }
    let needed: f32 = least.iter().sum();
    let squeezed = (whole / needed.max(1.0)).min(1.0);
    let spare = (whole - needed * squeezed).max(0.0);
    let raw: Vec<f32> = raw.into_iter().map(|width| width.unwrap_or(open).max(0.0)).collect();
    let total = raw.iter().sum::<f32>().max(f32::EPSILON);
    raw.iter().zip(least).map(|(raw, least)| least * squeezed + spare * raw / total).collect()
}

/// A number where parts meet; in points from the left end.
#[derive(Debug)]
pub struct Mark {
    /// Where it points.
    pub x: f32,
    pub text: String,
    /// Where its text begins, and on which row below the bar.
    pub left: f32,
    pub row: usize,
}

/// Each end of a part once. A part that holds one value only has its number in its middle, and its neighbours none there.
pub fn marks(parts: &[Drawn<'_>]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut put = |x: f32, text: Option<String>| {
        let Some(text) = text else { return };
        // A slit is named with the digits it needs.
        match marks.iter_mut().find(|m| (m.x - x).abs() < 1.0) {
            Some(mark) if mark.text.len() < text.len() => mark.text = text,
            Some(_) => {}
            None => marks.push(Mark { x, text, left: 0.0, row: 0 }),
        }
    };
    let point = |at: Option<usize>| at.and_then(|i| parts.get(i)).is_some_and(|d| d.part.is_point());
    for (index, drawn) in parts.iter().enumerate() {
        let (low, high) = drawn.part.ends();
        if drawn.part.is_point() {
            put(drawn.left + drawn.width / 2.0, low);
            continue;
        }
        put(drawn.left, low.filter(|_| !point(index.checked_sub(1))));
        put(drawn.left + drawn.width, high.filter(|_| !point(Some(index + 1))));
    }
    marks.sort_by(|a, b| a.x.total_cmp(&b.x));
    marks
}

/// Numbers that would touch stand one row lower.
pub fn rows(ui: &Ui, marks: Vec<Mark>, whole: f32) -> Vec<Mark> {
    let mut ends: Vec<f32> = Vec::new();
    let place = |mut mark: Mark| {
        let width = text_width(ui, &mark.text);
        mark.left = (mark.x - width / 2.0).clamp(0.0, (whole - width).max(0.0));
        mark.row = ends.iter().position(|end| mark.left > *end).unwrap_or(ends.len());
        let end = mark.left + width + 6.0;
        match ends.get_mut(mark.row) {
            Some(known) => *known = end,
            None => ends.push(end),
        }
        mark
    };
    marks.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(low: Option<&str>, high: Option<&str>, kind: PartKind) -> ScalePart {
        ScalePart {
            kind,
            low: low.map(|n| n.parse().unwrap()),
            high: high.map(|n| n.parse().unwrap()),
            tiers: Vec::new(),
            label: String::new(),
            band: String::new(),
            words: String::new(),
        }
    }

    fn scale(parts: Vec<ScalePart>) -> TierScale {
        TierScale { unit: "%".to_owned(), percentage: true, parts, target: None, best_first: Vec::new() }
    }

    #[test]
    fn a_slit_near_a_hundred_can_be_seen() {
        let scale = scale(vec![
            part(Some("0"), Some("99"), PartKind::Tier),
            part(Some("99"), Some("99.89"), PartKind::Tier),
            part(Some("99.89"), Some("99.9"), PartKind::Gap),
            part(Some("99.9"), Some("100"), PartKind::Met),
        ]);
        for whole in [640.0, 360.0] {
            let widths = widths(&scale, &[56.0; 4], whole);
            assert!((widths.iter().sum::<f32>() - whole).abs() < 0.5, "{widths:?}");
            assert!(widths.iter().all(|w| *w >= 56.0), "{widths:?}");
        }
    }

    #[test]
    fn where_labels_do_not_fit_the_longest_gives_way() {
        let scale = scale(vec![
            part(Some("0"), Some("99"), PartKind::Tier),
            part(Some("99"), Some("99"), PartKind::Overlap),
            part(Some("99"), Some("100"), PartKind::Met),
        ]);
        let widths = widths(&scale, &[120.0, 60.0, 50.0], 150.0);
        assert!((widths.iter().sum::<f32>() - 150.0).abs() < 0.5, "{widths:?}");
        assert!(widths[0] < 120.0 && widths[1] >= 60.0 && widths[2] >= 50.0, "{widths:?}");
    }

    #[test]
    fn a_single_value_is_numbered_once() {
        let scale = scale(vec![
            part(Some("0"), Some("99"), PartKind::Tier),
            part(Some("99"), Some("99"), PartKind::Overlap),
            part(Some("99"), Some("99.9"), PartKind::Tier),
            part(Some("99.9"), Some("100"), PartKind::Met),
        ]);
        let drawn: Vec<Drawn<'_>> = scale
            .parts
            .iter()
            .enumerate()
            .map(|(i, part)| Drawn { part, left: i as f32 * 50.0, width: 50.0, letter: None })
            .collect();
        let marks = marks(&drawn);
        let said: Vec<(&str, f32)> = marks.iter().map(|m| (m.text.as_str(), m.x)).collect();
        assert_eq!(said, [("0", 0.0), ("99", 75.0), ("99.9", 150.0), ("100.0", 200.0)]);
    }
}
