//! Finished pages: pictures of them, and what stands where.

use super::TypesetError;
use super::data::Area;
use super::places::{Choice, Places};
use super::raster::{self, Letters, Region};
use super::reading::PageText;
use crate::value::FieldPath;
use std::sync::{LazyLock, OnceLock};
#[cfg(test)]
use typst::layout::Frame;
use typst_layout::PagedDocument;

/// A rectangle on a page, in points from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Rect {
    pub fn contains(&self, x: f32, y: f32) -> bool {
        x >= self.x && x <= self.x + self.width && y >= self.y && y <= self.y + self.height
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitKind {
    /// A value as printed; one that breaks over lines has a hit a line.
    Value,
    /// The strip of the page that a section or clause covers.
    Area,
}

/// A place on a page that belongs to a field of the draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub rect: Rect,
    pub path: FieldPath,
    pub kind: HitKind,
}

/// A cross-reference or a line of the contents: a click leads to another place of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Jump {
    pub rect: Rect,
    /// Page index, from 0, of the target.
    pub page: usize,
    /// Distance of the target from the top of its page, in points.
    pub y: f32,
}

/// A picture, row by row from the top, four bytes a pixel: red, green, blue, alpha (always 255).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

/// What is in the same line is nearer than what stands above or below it: so many times.
const LINES_APART: f32 = 8.0;

/// The pages of one document. Can be shared between threads.
pub struct Pages {
    document: PagedDocument,
    areas: Vec<Area>,
    places: OnceLock<Places>,
    texts: Vec<OnceLock<PageText>>,
}

fn in_range(pixels_per_point: f32) -> f32 {
    if pixels_per_point.is_finite() { pixels_per_point.clamp(0.05, 12.0) } else { 1.0 }
}

impl Pages {
    pub(super) fn new(document: PagedDocument, areas: Vec<Area>) -> Self {
        let texts = document.pages().iter().map(|_| OnceLock::new()).collect();
        Self { document, areas, places: OnceLock::new(), texts }
    }

    /// Number of pages, at least 1.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// Width and height of a page in points; `None` beyond the last. Pages count from 0.
    pub fn size(&self, page: usize) -> Option<(f32, f32)> {
        let size = self.document.pages().get(page)?.frame.size();
        Some((size.x.to_pt() as f32, size.y.to_pt() as f32))
    }

    /// Draws a page; `None` beyond the last. `pixels_per_point` is held between 0.05 and 12.
    ///
    /// # Errors
    /// [`TypesetError::Crashed`] if the renderer panics.
    pub fn render(&self, page: usize, pixels_per_point: f32) -> Result<Option<Pixels>, TypesetError> {
        let Some(size) = self.size(page) else { return Ok(None) };
        let (width, height) = raster::picture_size(size, in_range(pixels_per_point));
        let whole = Region { x: 0, y: 0, width, height };
        self.render_part(page, pixels_per_point, whole, &mut Letters::default())
    }

    /// Draws part of a page, as it would stand in the picture of the whole page. Keep `letters` for the next picture.
    ///
    /// # Errors
    /// [`TypesetError::Crashed`] if the renderer panics.
    pub fn render_part(
        &self,
        page: usize,
        pixels_per_point: f32,
        region: Region,
        letters: &mut Letters,
    ) -> Result<Option<Pixels>, TypesetError> {
        let Some(page) = self.document.pages().get(page) else { return Ok(None) };
        raster::draw(page, in_range(pixels_per_point), region, letters).map(Some)
    }

    /// The text of a page; empty beyond the last. Found at the first call.
    pub fn text(&self, page: usize) -> &PageText {
        static NONE: LazyLock<PageText> = LazyLock::new(PageText::default);
        let Some((frame, text)) = self.document.pages().get(page).zip(self.texts.get(page)) else {
            return &NONE;
        };
        text.get_or_init(|| PageText::of(&frame.frame))
    }

    /// Finds the text of all pages.
    pub fn read(&self) {
        for page in 0..self.count() {
            self.text(page);
        }
    }

    /// What stands on a page: areas first, then values, each in the order of the document. Values are known only of
    /// pages made in [`super::Mode::Preview`].
    pub fn hits(&self, page: usize) -> &[Hit] {
        self.places().page(page).map_or(&[], |places| places.hits.as_slice())
    }

    /// The references on a page that lead elsewhere in the document.
    pub fn jumps(&self, page: usize) -> &[Jump] {
        self.places().page(page).map_or(&[], |places| places.jumps.as_slice())
    }

    /// The field at a point of a page: the value there, else that of the sentence, else the clause or section.
    pub fn field_at(&self, page: usize, x: f32, y: f32) -> Option<&FieldPath> {
        let area = || self.hits(page).iter().rev().find(|hit| hit.rect.contains(x, y));
        self.value_near(page, x, y).or_else(area).map(|hit| &hit.path)
    }

    /// The value at a point of a page, or the nearest of those in the sentence there.
    pub fn value_near(&self, page: usize, x: f32, y: f32) -> Option<&Hit> {
        self.value_at(page, x, y).or_else(|| self.value_of_sentence(page, x, y))
    }

    /// Most sentences name the parties, and few are about their names.
    fn value_of_sentence(&self, page: usize, x: f32, y: f32) -> Option<&Hit> {
        let text = self.text(page);
        let at = text.is_on_text(x, y).then(|| text.nearest(x, y)).flatten()?;
        let lines = text.rects(&text.sentence_at(at));
        let inside = |hit: &Hit| {
            let (middle, level) = (hit.rect.x + hit.rect.width / 2.0, hit.rect.y + hit.rect.height / 2.0);
            lines.iter().any(|line| line.contains(middle, level))
        };
        let far = |hit: &&Hit| {
            let beside = (hit.rect.x - x).max(x - hit.rect.x - hit.rect.width).max(0.0);
            let above = (hit.rect.y - y).max(y - hit.rect.y - hit.rect.height).max(0.0);
            beside + above * LINES_APART
        };
        let values = self.hits(page).iter().filter(|hit| hit.kind == HitKind::Value);
        values
            .filter(|hit| hit.path.segments().next() != Some("parties") && inside(hit))
            .min_by(|a, b| far(a).total_cmp(&far(b)))
    }

    /// The value at a point of a page; of those that overlap, the one that says most closely what it is: a number
    /// within the row of its item.
    pub fn value_at(&self, page: usize, x: f32, y: f32) -> Option<&Hit> {
        let here = |hit: &&Hit| hit.kind == HitKind::Value && hit.rect.contains(x, y);
        self.hits(page).iter().filter(here).max_by_key(|hit| hit.path.segments().count())
    }

    /// Where a field stands: page index and rectangle. If the field itself is not printed, the first of its parts that
    /// is; failing that, the nearest clause, section or value that contains it.
    pub fn find(&self, path: &FieldPath) -> Option<(usize, Rect)> {
        self.places().find(path, Choice::First)
    }

    /// The same; of the places where a field and its parts stand, those in `section`, named by its path, come first.
    pub fn find_in(&self, path: &FieldPath, section: &FieldPath) -> Option<(usize, Rect)> {
        self.places().find(path, Choice::In(section))
    }

    /// The same for somebody who works in `section`: places in annexes do not count, unless the section is one.
    pub fn find_near(&self, path: &FieldPath, section: &FieldPath) -> Option<(usize, Rect)> {
        self.places().find(path, Choice::Near(section))
    }

    /// Every place where the field itself is printed, or else its parts, in the order of the document.
    pub fn find_all(&self, path: &FieldPath) -> Vec<(usize, Rect)> {
        self.places().all(path)
    }

    #[cfg(test)]
    pub(super) fn frame(&self, page: usize) -> &Frame {
        &self.document.pages()[page].frame
    }

    fn places(&self) -> &Places {
        self.places.get_or_init(|| Places::of(&self.document, &self.areas))
    }
}
