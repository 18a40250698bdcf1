//! What stands where on finished pages: values, clauses, sections and references.

use super::data::Area;
use super::pages::{Hit, HitKind, Jump, Rect};
use crate::value::FieldPath;
use std::cmp::Ordering;
use typst::foundations::Label;
use typst::introspection::{Introspector, PagedPosition};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::Destination;
use typst::utils::PicoStr;
use typst_layout::{PagedDocument, PagedIntrospector};

/// What the links of a preview page begin with.
const FIELD_SCHEME: &str = "field:";
/// What references begin with; the rest is the label of their target.
pub(in crate::export) const JUMP_SCHEME: &str = "jump:";
/// A number hangs this far above the place that its label marks, in points.
const LABEL_RISE: f32 = 9.0;
/// What the paths of sections begin with.
const SECTIONS: &str = "sections.";

/// All places of one document.
#[derive(Default)]
pub(super) struct Places {
    pages: Vec<OnPage>,
    /// Every hit by its path, in the order of paths and for each in that of the document.
    index: Vec<(FieldPath, Spot)>,
    /// Where each section begins, in the order of the document.
    sections: Vec<(FieldPath, Spot)>,
    /// Where the first annex begins.
    annexes: Option<Spot>,
}

/// Which of several places of a field counts.
#[derive(Clone, Copy)]
pub(super) enum Choice<'a> {
    First,
    /// Those in this section, named by its path, come first.
    In(&'a FieldPath),
    /// The same, and those in annexes do not count unless the section is one.
    Near(&'a FieldPath),
}

#[derive(Default)]
pub(super) struct OnPage {
    pub hits: Vec<Hit>,
    pub jumps: Vec<Jump>,
}

/// A place, with what is needed to choose between several.
#[derive(Clone, Copy, Debug)]
struct Spot {
    page: usize,
    rect: Rect,
    area: bool,
}

impl Spot {
    fn begins_before(&self, other: &Self) -> bool {
        (self.page, self.rect.y) < (other.page, other.rect.y)
    }
}

impl Places {
    pub fn of(document: &PagedDocument, areas: &[Area]) -> Self {
        let introspector = document.introspector();
        let mut places =
            Self { pages: document.pages().iter().map(|_| OnPage::default()).collect(), ..Self::default() };
        places.add_areas(document, introspector, areas);
        for (page, place) in document.pages().iter().zip(&mut places.pages) {
            walk(&page.frame, Transform::identity(), &mut |destination, rect| match destination {
                Destination::Url(url) => {
                    if let Some(path) = url.as_str().strip_prefix(FIELD_SCHEME) {
                        place.hits.push(Hit { rect, path: path.into(), kind: HitKind::Value });
                    } else if let Some(to) = target(introspector, url.as_str()) {
                        place.jumps.push(jump(rect, to.page.get(), to.point));
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
        places.sort();
        places
    }

    pub fn page(&self, page: usize) -> Option<&OnPage> {
        self.pages.get(page)
    }

    fn sort(&mut self) {
        for (page, places) in self.pages.iter().enumerate() {
            for hit in &places.hits {
                let spot = Spot { page, rect: hit.rect, area: hit.kind == HitKind::Area };
                self.index.push((hit.path.clone(), spot));
            }
        }
        // Stable: what is equal stays in the order of the document.
        self.index.sort_by(|(a, _), (b, _)| a.as_str().cmp(b.as_str()));
    }

    /// Each section or clause reaches from its label to the next one, over as many pages as lie between.
    fn add_areas(&mut self, document: &PagedDocument, introspector: &PagedIntrospector, areas: &[Area]) {
        let starts: Vec<(usize, f32, &Area)> = areas
            .iter()
            .filter_map(|area| {
                let place = labelled(introspector, &area.label)?;
                let y = (place.point.y.to_pt() as f32 - LABEL_RISE).max(0.0);
                Some((place.page.get() - 1, y, area))
            })
            .collect();
        for (index, (first, top, area)) in starts.iter().enumerate() {
            let (last, bottom) =
                starts.get(index + 1).map_or((self.pages.len(), 0.0), |(page, y, _)| (*page, *y));
            if area.path.as_str().starts_with(SECTIONS) {
                let rect = Rect { x: 0.0, y: *top, width: 1.0, height: 1.0 };
                let spot = Spot { page: *first, rect, area: true };
                self.sections.push((area.path.clone(), spot));
                if area.annex {
                    self.annexes.get_or_insert(spot);
                }
            }
            for page in *first..=last {
                let size = document.pages().get(page).map(|p| p.frame.size());
                let (Some(place), Some(size)) = (self.pages.get_mut(page), size) else { continue };
                let from = if page == *first { *top } else { 0.0 };
                let to = if page == last { bottom } else { size.y.to_pt() as f32 };
                if to > from {
                    let rect = Rect { x: 0.0, y: from, width: size.x.to_pt() as f32, height: to - from };
                    place.hits.push(Hit { rect, path: area.path.clone(), kind: HitKind::Area });
                }
            }
        }
    }

    /// Where a field stands.
    pub fn find(&self, path: &FieldPath, choice: Choice<'_>) -> Option<(usize, Rect)> {
        let (section, near) = match choice {
            Choice::First => (None, false),
            Choice::In(section) => (Some(section), false),
            Choice::Near(section) => (Some(section), true),
        };
        let strip = section.and_then(|s| self.strip(s));
        let end = self.annexes.filter(|_| near);
        let inside = |spot: &Spot| {
            strip.is_some_and(|(from, to)| {
                !spot.begins_before(&from) && to.is_none_or(|to| spot.begins_before(&to))
            })
        };
        // The parts of a field come in the order of their names, not of the document.
        let printed = |spots: &[(FieldPath, Spot)], wanted: bool| {
            let first = |area: bool| {
                let counts = |spot: &Spot| wanted || end.is_none_or(|end| spot.begins_before(&end));
                let fits = |spot: &&Spot| spot.area == area && inside(spot) == wanted && counts(spot);
                let spots = spots.iter().map(|(_, spot)| spot).filter(fits);
                spots.copied().reduce(|first, spot| if spot.begins_before(&first) { spot } else { first })
            };
            first(false).or_else(|| first(true))
        };
        let (exact, parts) = (self.at(path), self.within(path));
        let in_order = [(exact, true), (parts, true), (exact, false), (parts, false)];
        let found = in_order.into_iter().find_map(|(spots, wanted)| printed(spots, wanted));
        let around = || {
            let mut above = path.parent();
            while let Some(at) = above.filter(|at| !at.is_root()) {
                let spots = self.at(&at);
                if let Some(spot) = printed(spots, true).or_else(|| printed(spots, false)) {
                    return Some(spot);
                }
                above = at.parent();
            }
            None
        };
        found.or_else(around).map(|spot| (spot.page, spot.rect))
    }

    /// Every place where the field itself is printed, or else its parts, in the order of the document.
    pub fn all(&self, path: &FieldPath) -> Vec<(usize, Rect)> {
        let values = |spots: &[(FieldPath, Spot)]| {
            let mut values: Vec<Spot> = spots.iter().map(|(_, s)| *s).filter(|s| !s.area).collect();
            values.sort_by(|a, b| {
                (a.page, a.rect.y).partial_cmp(&(b.page, b.rect.y)).unwrap_or(Ordering::Equal)
            });
            // Of a value that breaks over lines the first is enough.
            values.dedup_by(|b, a| a.page == b.page && b.rect.y - a.rect.y < a.rect.height * 1.8);
            values.iter().map(|spot| (spot.page, spot.rect)).collect::<Vec<_>>()
        };
        let own = values(self.at(path));
        if own.is_empty() { values(self.within(path)) } else { own }
    }

    /// The hits of exactly this path.
    fn at(&self, path: &FieldPath) -> &[(FieldPath, Spot)] {
        let from = self.index.partition_point(|(p, _)| p.as_str() < path.as_str());
        let rest = self.index.get(from..).unwrap_or_default();
        rest.get(..rest.partition_point(|(p, _)| p == path)).unwrap_or_default()
    }

    /// The hits of the parts of this path, in the order of their paths.
    fn within(&self, path: &FieldPath) -> &[(FieldPath, Spot)] {
        let prefix = format!("{}.", path.as_str());
        let from = self.index.partition_point(|(p, _)| p.as_str() < prefix.as_str());
        let rest = self.index.get(from..).unwrap_or_default();
        rest.get(..rest.partition_point(|(p, _)| p.as_str().starts_with(&prefix))).unwrap_or_default()
    }

    /// Where a section begins, and where the next one does.
    fn strip(&self, section: &FieldPath) -> Option<(Spot, Option<Spot>)> {
        let at = self.sections.iter().position(|(path, _)| path == section)?;
        let begin = self.sections.get(at).map(|(_, spot)| *spot)?;
        Some((begin, self.sections.get(at + 1).map(|(_, spot)| *spot)))
    }
}

/// Where a reference leads.
fn target(introspector: &PagedIntrospector, address: &str) -> Option<PagedPosition> {
    labelled(introspector, address.strip_prefix(JUMP_SCHEME)?)
}

fn labelled(introspector: &PagedIntrospector, label: &str) -> Option<PagedPosition> {
    let label = Label::new(PicoStr::intern(label))?;
    introspector.position(introspector.query_label(label).ok()?.location()?)
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
