//! Making the pages larger and smaller, with the place that is looked at staying where it is.

use super::Reader;
use super::stack::{Stack, ZOOM};
use egui::{Pos2, Rect, Ui, Vec2};

/// The steps of the buttons and keys, in per cent.
const STEPS: [f32; 14] =
    [25.0, 33.0, 50.0, 67.0, 75.0, 90.0, 100.0, 110.0, 125.0, 150.0, 175.0, 200.0, 300.0, 400.0];
/// What the menu offers, in per cent.
pub const OFFERED: [u16; 7] = [50, 75, 100, 125, 150, 200, 300];

/// The next step up or down from a zoom in per cent.
pub fn next(now: f32, larger: bool) -> Option<f32> {
    if larger {
        STEPS.iter().copied().find(|s| *s > now + 0.5)
    } else {
        STEPS.iter().rev().copied().find(|s| *s < now - 0.5)
    }
}

/// What somebody typed as a zoom: a number of per cent, with or without the sign.
pub fn read(text: &str) -> Option<f32> {
    let number = text.trim().trim_end_matches('%').trim();
    let percent: f32 = number.parse().ok()?;
    percent.is_finite().then(|| percent.round().clamp(*ZOOM.start(), *ZOOM.end()))
}

/// Turning the wheel with Ctrl held, or pinching, over the pages. Returns the new zoom and where the pointer is.
pub fn turned_ui(ui: &Ui, area: Rect, reader: &mut Reader) -> Option<(f32, Pos2)> {
    if !ui.rect_contains_pointer(area) {
        return None;
    }
    let (factor, pointer) = ui.input(|i| (i.zoom_delta(), i.pointer.hover_pos()));
    if (factor - 1.0).abs() <= f32::EPSILON {
        return None;
    }
    // Only whole per cent are shown and kept; what a slow wheel adds to them is not lost.
    let shown = reader.percent();
    let percent = reader.turning.filter(|exact| (exact - shown).abs() <= 1.0).unwrap_or(shown);
    let next = (percent * factor).clamp(*ZOOM.start(), *ZOOM.end());
    reader.turning = Some(next);
    let next = next.round();
    pointer.filter(|_| (next - shown.round()).abs() > 0.5).map(|at| (next, at))
}

/// Where to scroll so that what was at `anchor` (in points from the corner of the view) is there again.
pub fn keep_place(reader: &Reader, stack: &Stack, anchor: Vec2) -> Option<Vec2> {
    let place = reader.stack.place((reader.offset + anchor).to_pos2())?;
    let there = stack.at(place)?;
    Some((there.to_vec2() - anchor).max(Vec2::ZERO))
}

/// As [`keep_place`] for the middle of the view. A page that was seen in its whole width and is now too wide begins at
/// its left edge, where its lines begin.
pub fn keep_middle(reader: &Reader, stack: &Stack, room: Vec2) -> Option<Vec2> {
    let mut to = keep_place(reader, stack, room / 2.0)?;
    if reader.stack.size.x <= room.x && stack.size.x > room.x {
        to.x = 0.0;
    }
    Some(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_to_both_ends() {
        assert_eq!(next(100.0, true), Some(110.0));
        assert_eq!(next(63.0, false), Some(50.0));
        assert_eq!((next(400.0, true), next(25.0, false)), (None, None));
    }

    #[test]
    fn a_typed_zoom_is_read_with_and_without_its_sign() {
        for (text, percent) in
            [("150", 150.0), (" 75 % ", 75.0), ("62.4%", 62.0), ("5", 25.0), ("9999", 400.0)]
        {
            assert_eq!(read(text), Some(percent), "{text}");
        }
        for text in ["", "%", "large", "nan", "1e99999"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
