//! Finished pages: pictures of them, and what stands where.

use super::data::Area;
use super::{TypesetError, guarded};
use crate::value::FieldPath;
use std::sync::OnceLock;
use typst::foundations::Label;
use typst::introspection::Introspector;
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::Destination;
use typst::utils::{PicoStr, Scalar};
use typst_layout::{PagedDocument, PagedIntrospector};
use typst_render::RenderOptions;

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

/// The pages of one document. Can be shared between threads.
pub struct Pages {
    document: PagedDocument,
    areas: Vec<Area>,
    places: OnceLock<Vec<Places>>,
}

#[derive(Default)]
struct Places {
    hits: Vec<Hit>,
    jumps: Vec<Jump>,
}

/// What the links of a preview page begin with.
const FIELD_SCHEME: &str = "field:";
/// A number hangs this far above the place that its label marks, in points.
const LABEL_RISE: f32 = 9.0;

impl Pages {
    pub(super) fn new(document: PagedDocument, areas: Vec<Area>) -> Self {
        Self { document, areas, places: OnceLock::new() }
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
        let Some(page) = self.document.pages().get(page) else { return Ok(None) };
        let scale = if pixels_per_point.is_finite() { pixels_per_point.clamp(0.05, 12.0) } else { 1.0 };
        let options =
            RenderOptions { pixel_per_pt: Scalar::new(f64::from(scale)), ..RenderOptions::default() };
        let pixmap = guarded(|| typst_render::render(page, &options))?;
        Ok(Some(Pixels { width: pixmap.width(), height: pixmap.height(), rgba: pixmap.take() }))
    }

    /// What stands on a page: areas first, then values, each in the order of the document. Values are known only of
    /// pages made in [`super::Mode::Preview`].
    pub fn hits(&self, page: usize) -> &[Hit] {
        self.places().get(page).map_or(&[], |places| places.hits.as_slice())
    }

    /// The references on a page that lead elsewhere in the document.
    pub fn jumps(&self, page: usize) -> &[Jump] {
        self.places().get(page).map_or(&[], |places| places.jumps.as_slice())
    }

    /// The field at a point of a page: the value there, else the clause or section.
    pub fn field_at(&self, page: usize, x: f32, y: f32) -> Option<&FieldPath> {
        let area = || self.hits(page).iter().rev().find(|hit| hit.rect.contains(x, y));
        self.value_at(page, x, y).or_else(area).map(|hit| &hit.path)
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
        let mut best: Option<((u8, usize), (usize, Rect))> = None;
        for (page, places) in self.places().iter().enumerate() {
            for hit in &places.hits {
                let area = u8::from(hit.kind == HitKind::Area);
                let rank = if hit.path == *path {
                    (area, 0)
                } else if hit.path.is_within(path) {
                    (2 + area, 0)
                } else if path.is_within(&hit.path) && !hit.path.is_root() {
                    (4, usize::MAX - hit.path.as_str().len())
                } else {
                    continue;
                };
                if best.as_ref().is_none_or(|(so_far, _)| rank < *so_far) {
                    best = Some((rank, (page, hit.rect)));
                }
            }
        }
        best.map(|(_, place)| place)
    }

    #[cfg(test)]
    pub(super) fn frame(&self, page: usize) -> &Frame {
        &self.document.pages()[page].frame
    }

    fn places(&self) -> &[Places] {
        self.places.get_or_init(|| {
            let introspector = self.document.introspector();
            let mut places: Vec<Places> = self.document.pages().iter().map(|_| Places::default()).collect();
            self.add_areas(introspector, &mut places);
            for (page, place) in self.document.pages().iter().zip(&mut places) {
                walk(&page.frame, Transform::identity(), &mut |destination, rect| match destination {
                    Destination::Url(url) => {
                        if let Some(path) = url.as_str().strip_prefix(FIELD_SCHEME) {
                            place.hits.push(Hit { rect, path: path.into(), kind: HitKind::Value });
                        }
                    }
                    Destination::Position(to) => place.jumps.push(jump(rect, to.page.get(), to.point)),
                    Destination::Location(location) => {
                        if let Some(to) = introspector.position(*location) {
                            place.jumps.push(jump(rect, to.page.get(), to.point));
                        }
                    }
                });
            }
            places
        })
    }

    /// Each section or clause reaches from its label to the next one, over as many pages as lie between.
    fn add_areas(&self, introspector: &PagedIntrospector, places: &mut [Places]) {
        let starts: Vec<(usize, f32, &Area)> = self
            .areas
            .iter()
            .filter_map(|area| {
                let label = Label::new(PicoStr::intern(&area.label))?;
                let place = introspector.position(introspector.query_label(label).ok()?.location()?)?;
                let y = (place.point.y.to_pt() as f32 - LABEL_RISE).max(0.0);
                Some((place.page.get() - 1, y, area))
            })
            .collect();
        for (index, (first, top, area)) in starts.iter().enumerate() {
            let (last, bottom) =
                starts.get(index + 1).map_or((places.len(), 0.0), |(page, y, _)| (*page, *y));
            for page in *first..=last {
                let (Some(place), Some((width, height))) = (places.get_mut(page), self.size(page)) else {
                    continue;
                };
                let from = if page == *first { *top } else { 0.0 };
                let to = if page == last { bottom } else { height };
                if to > from {
                    let rect = Rect { x: 0.0, y: from, width, height: to - from };
                    place.hits.push(Hit { rect, path: area.path.clone(), kind: HitKind::Area });
                }
            }
        }
    }
}

fn jump(rect: Rect, page: usize, point: Point) -> Jump {
    Jump { rect, page: page.saturating_sub(1), y: point.y.to_pt() as f32 }
}

/// Visits every link of a frame with its rectangle on the page.
fn walk(frame: &Frame, at: Transform, visit: &mut impl FnMut(&Destination, Rect)) {
    for (position, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let at =
                    at.pre_concat(Transform::translate(position.x, position.y)).pre_concat(group.transform);
                walk(&group.frame, at, visit);
            }
            FrameItem::Link(destination, size) => {
                let start = position.transform(at);
                let end = Point::new(position.x + size.x, position.y + size.y).transform(at);
                let rect = Rect {
                    x: start.x.min(end.x).to_pt() as f32,
                    y: start.y.min(end.y).to_pt() as f32,
                    width: (end.x - start.x).abs().to_pt() as f32,
                    height: (end.y - start.y).abs().to_pt() as f32,
                };
                visit(destination, rect);
            }
            FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Tag(_) => {}
        }
    }
}
