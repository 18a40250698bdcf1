//! Where the pages stand, one below the other, on whole pixels of the screen.

use crate::export::typeset::{self, Pages, picture_size};
use egui::emath::GuiRounding;
use egui::{Pos2, Rect, Vec2, pos2, vec2};
use std::ops::Range;

/// Points between pages.
pub const GAP: f32 = 14.0;
/// Points at both sides of the widest page.
pub const SIDE: f32 = 12.0;
/// A page has 72 points to the inch, the screen of the same size 96.
pub const SCREEN_POINT: f32 = 96.0 / 72.0;

/// How large the pages are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Zoom {
    /// As wide as the pane.
    #[default]
    Width,
    /// A whole page in the pane.
    Page,
    /// Of the printed size.
    Percent(f32),
}

/// Smallest and largest zoom, in per cent of the printed size.
pub const ZOOM: std::ops::RangeInclusive<f32> = 25.0..=400.0;

/// Where each page stands, in points of the content, every edge on a pixel.
#[derive(Clone, Default)]
pub struct Stack {
    pub rects: Vec<Rect>,
    /// Thousandths of a pixel of the screen a point of the page.
    pub density: u32,
    /// Pixels of the screen a point of the screen.
    pixels: f32,
    pub size: Vec2,
}

impl Stack {
    /// `room` is the part of the window in which the pages are seen.
    pub fn new(pages: &Pages, room: Vec2, zoom: Zoom, pixels: f32) -> Self {
        let sizes: Vec<(f32, f32)> = (0..pages.count()).filter_map(|page| pages.size(page)).collect();
        Self::of(&sizes, room, zoom, pixels)
    }

    fn of(sizes: &[(f32, f32)], room: Vec2, zoom: Zoom, pixels: f32) -> Self {
        let widest = sizes.iter().map(|(w, _)| *w).fold(1.0, f32::max);
        let tallest = sizes.iter().map(|(_, h)| *h).fold(1.0, f32::max);
        let to_width = (room.x - 2.0 * SIDE) / widest;
        let scale = match zoom {
            Zoom::Percent(percent) => percent.clamp(*ZOOM.start(), *ZOOM.end()) / 100.0 * SCREEN_POINT,
            Zoom::Width => to_width.clamp(0.2, 3.0),
            Zoom::Page => to_width.min((room.y - 2.0 * GAP) / tallest).clamp(0.2, 3.0),
        };
        let density = (scale * pixels * 1000.0).round().max(1.0) as u32;
        let points = |(width, height): (u32, u32)| vec2(width as f32, height as f32) / pixels;
        let sizes: Vec<Vec2> =
            sizes.iter().map(|size| points(picture_size(*size, density as f32 / 1000.0))).collect();
        let widest = sizes.iter().map(|s| s.x).fold(1.0, f32::max);
        // What fits is in the middle; the space beside what does not grows with it, so that nothing jumps in between.
        let width = if widest <= room.x { room.x } else { widest + 2.0 * (widest - room.x).min(SIDE) };
        let mut y = GAP;
        let place = |size: Vec2| {
            let min = pos2((width - size.x) / 2.0, y).round_to_pixels(pixels);
            y = min.y + size.y + GAP;
            Rect::from_min_size(min, size)
        };
        let rects = sizes.into_iter().map(place).collect();
        Self { rects, density, pixels, size: vec2(width, y) }
    }

    /// Points of the screen a point of the page.
    pub fn scale(&self) -> f32 {
        self.density as f32 / 1000.0 / self.pixels
    }

    pub fn percent(&self) -> f32 {
        self.scale() / SCREEN_POINT * 100.0
    }

    /// The pages of which something is seen.
    pub fn visible(&self, viewport: Rect) -> Range<usize> {
        let first = self.rects.partition_point(|r| r.bottom() < viewport.top());
        let last = self.rects.partition_point(|r| r.top() <= viewport.bottom());
        first..last.max(first)
    }

    /// The page that fills most of what is seen.
    pub fn current(&self, viewport: Rect) -> usize {
        let share = |page: &usize| self.rects.get(*page).map_or(0.0, |r| r.intersect(viewport).height());
        let visible = self.visible(viewport);
        // Of two that share the view the one read first.
        visible.rev().max_by(|a, b| share(a).total_cmp(&share(b))).unwrap_or(0)
    }

    /// Page and place on it of a place of the content: from 0 to 1 within the page, beyond that beside it.
    pub fn place(&self, at: Pos2) -> Option<(usize, Vec2)> {
        let page =
            self.rects.partition_point(|r| r.bottom() + GAP / 2.0 < at.y).min(self.rects.len().max(1) - 1);
        let rect = self.rects.get(page)?;
        Some((page, (at - rect.min) / rect.size()))
    }

    /// The opposite of [`Self::place`].
    pub fn at(&self, (page, place): (usize, Vec2)) -> Option<Pos2> {
        let rect = self.rects.get(page).or(self.rects.last())?;
        Some(rect.min + place * rect.size())
    }
}

/// From places on pages to places on the screen.
pub struct Ground<'a> {
    /// Where the content begins, on a whole pixel.
    pub origin: Pos2,
    pub stack: &'a Stack,
}

impl Ground<'_> {
    /// Where a page stands on the screen.
    pub fn page(&self, page: usize) -> Option<Rect> {
        self.stack.rects.get(page).map(|r| r.translate(self.origin.to_vec2()))
    }

    pub fn rect(&self, page: usize, rect: typeset::Rect) -> Option<Rect> {
        let (sheet, scale) = (self.page(page)?, self.stack.scale());
        let min = sheet.min + vec2(rect.x, rect.y) * scale;
        Some(Rect::from_min_size(min, vec2(rect.width, rect.height) * scale))
    }

    /// Page and place on it, in points of the page; only on paper.
    pub fn on_paper(&self, at: Pos2) -> Option<(usize, Pos2)> {
        let (page, at) = self.nearest(at)?;
        let sheet = self.page(page)?;
        Rect::from_min_size(Pos2::ZERO, sheet.size() / self.stack.scale()).contains(at).then_some((page, at))
    }

    /// The same for the page that is nearest.
    pub fn nearest(&self, at: Pos2) -> Option<(usize, Pos2)> {
        let (page, _) = self.stack.place(at - self.origin.to_vec2())?;
        let sheet = self.page(page)?;
        Some((page, ((at - sheet.min) / self.stack.scale()).to_pos2()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A4: (f32, f32) = (595.28, 841.89);

    #[test]
    fn pages_stand_on_whole_pixels_at_every_zoom_and_density() {
        for pixels in [1.0, 1.25, 1.5, 2.0] {
            for percent in [50.0, 55.0, 100.0, 150.0, 300.0] {
                let stack = Stack::of(&[A4; 5], vec2(487.3, 611.7), Zoom::Percent(percent), pixels);
                for rect in &stack.rects {
                    for edge in [rect.min.x, rect.min.y, rect.max.x, rect.max.y] {
                        let at = edge * pixels;
                        assert!((at - at.round()).abs() < 0.01, "{percent} % at {pixels}: {at}");
                    }
                    let drawn = picture_size(A4, stack.density as f32 / 1000.0);
                    let shown = rect.size() * pixels;
                    assert_eq!((shown.x.round() as u32, shown.y.round() as u32), drawn);
                    let exact = A4.0 * percent / 100.0 * SCREEN_POINT * pixels;
                    assert!((shown.x - exact).abs() < 1.0, "{} for {exact}", shown.x);
                }
                assert!((stack.percent() - percent).abs() < 0.1);
            }
        }
    }

    #[test]
    fn a_page_fits_the_pane_in_width_or_as_a_whole() {
        let room = vec2(640.0, 500.0);
        let wide = Stack::of(&[A4], room, Zoom::Width, 1.0);
        assert!((wide.rects[0].width() - (640.0 - 2.0 * SIDE)).abs() < 1.0);
        let whole = Stack::of(&[A4], room, Zoom::Page, 1.0);
        assert!((whole.rects[0].height() - (500.0 - 2.0 * GAP)).abs() < 1.0);
        assert!((whole.rects[0].center().x - 320.0).abs() <= 0.5);
    }

    #[test]
    fn a_page_that_fits_is_in_the_middle_and_a_wider_one_moves_no_faster_than_it_grows() {
        let room = vec2(640.0, 500.0);
        let mut last: Option<Rect> = None;
        for percent in 50..160 {
            let stack = Stack::of(&[A4], room, Zoom::Percent(percent as f32), 1.0);
            let rect = stack.rects[0];
            if rect.width() <= room.x {
                assert!((rect.center().x - 320.0).abs() <= 0.5 && stack.size.x <= room.x);
            } else {
                assert!(rect.left() >= 0.0 && (stack.size.x - rect.right() - rect.left()).abs() <= 1.0);
            }
            if let Some(last) = last.replace(rect) {
                let (grown, moved) = (rect.width() - last.width(), (rect.left() - last.left()).abs());
                assert!(moved <= grown + 1.0, "{percent} %: {moved} points for {grown}");
            }
        }
    }

    #[test]
    fn a_place_is_the_same_at_every_zoom() {
        let room = vec2(640.0, 500.0);
        let small = Stack::of(&[A4; 300], room, Zoom::Percent(50.0), 1.0);
        let large = Stack::of(&[A4; 300], room, Zoom::Percent(300.0), 1.0);
        let place = small.place(pos2(320.0, 60_000.0)).unwrap();
        let there = large.at(place).unwrap();
        let again = large.place(there).unwrap();
        assert_eq!(again.0, place.0);
        assert!((again.1 - place.1).length() < 0.001);
    }

    #[test]
    fn only_what_is_seen_is_visible() {
        let stack = Stack::of(&[A4; 265], vec2(640.0, 700.0), Zoom::Percent(100.0), 1.0);
        let top = stack.rects[100].top();
        let viewport = Rect::from_min_size(pos2(0.0, top + 900.0), vec2(640.0, 700.0));
        assert_eq!(stack.visible(viewport), 100..102);
        assert_eq!(stack.current(viewport), 101);
    }
}
