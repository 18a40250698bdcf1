//! Pictures of pages, whole or in parts. Letters are drawn here, from shapes that are kept between pages: drawn by the
//! general renderer they would each be kept at every place where they ever stood.

use super::pages::Pixels;
use super::{TypesetError, guarded};
use pixglyph::{Bitmap, Glyph};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use ttf_parser::GlyphId;
use typst::layout::{Abs, Frame, FrameItem, Point, Size};
use typst::text::color::should_outline;
use typst::text::{FontInstance, TextItem};
use typst::utils::Scalar;
use typst::visualize::Paint;
use typst_layout::Page;
use typst_render::RenderOptions;

/// Part of the picture of a page, in pixels from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Region {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// Width and height of the picture of a page of this size in points, in pixels.
pub fn picture_size((width, height): (f32, f32), pixels_per_point: f32) -> (u32, u32) {
    let pixels = |points: f32| (points * pixels_per_point).round().max(1.0) as u32;
    (pixels(width), pixels(height))
}

/// The shapes of letters, kept between pictures: one alphabet in a few sizes makes up hundreds of pages.
#[derive(Default)]
pub struct Letters {
    fonts: Vec<FontInstance>,
    shapes: FxHashMap<Shape, Option<Rc<Bitmap>>>,
    /// Bytes held.
    held: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Shape {
    font: usize,
    glyph: u16,
    /// Bits of the size in pixels.
    size: u32,
    /// How far right of a pixel's edge it stands, in parts of a pixel.
    shift: u8,
}

/// How finely letters are placed in a line, in parts of a pixel.
const SHIFTS: f32 = 4.0;
/// Shapes are forgotten beyond this many bytes: an alphabet in the largest zoom takes a tenth.
const MOST_HELD: usize = 24 << 20;
/// What a shape takes beside its pixels, in bytes, about.
const SHAPE_COST: usize = 96;

impl Letters {
    fn font(&mut self, font: &FontInstance) -> usize {
        self.fonts.iter().position(|known| known == font).unwrap_or_else(|| {
            self.fonts.push(font.clone());
            self.fonts.len() - 1
        })
    }

    fn shape(&mut self, shape: Shape, font: &FontInstance) -> Option<Rc<Bitmap>> {
        if let Some(known) = self.shapes.get(&shape) {
            return known.clone();
        }
        if self.held > MOST_HELD {
            self.shapes.clear();
            self.held = 0;
        }
        let outline = Glyph::load(font.ttf(), GlyphId(shape.glyph));
        let size = f32::from_bits(shape.size);
        let drawn = outline.map(|g| Rc::new(g.rasterize(f32::from(shape.shift) / SHIFTS, 0.0, size)));
        self.held += SHAPE_COST + drawn.as_ref().map_or(0, |bitmap| bitmap.coverage.len());
        self.shapes.insert(shape, drawn.clone());
        drawn
    }
}

/// Draws part of a page at so many pixels a point.
pub(super) fn draw(
    page: &Page,
    scale: f32,
    region: Region,
    letters: &mut Letters,
) -> Result<Pixels, TypesetError> {
    let points = |pixels: u32| Abs::pt(f64::from(pixels) / f64::from(scale));
    let mut parts = Parts {
        top: points(region.y).to_pt(),
        bottom: points(region.y + region.height).to_pt(),
        rest: Frame::hard(Size::new(points(region.width), points(region.height))),
        texts: Vec::new(),
    };
    parts.take(&page.frame, Point::new(-points(region.x), -points(region.y)), Point::zero());
    let mut rest = page.clone();
    rest.frame = parts.rest;
    let options = RenderOptions { pixel_per_pt: Scalar::new(f64::from(scale)), ..RenderOptions::default() };
    let pixmap = guarded(|| typst_render::render(&rest, &options))?;
    let mut picture = Pixels { width: pixmap.width(), height: pixmap.height(), rgba: pixmap.take() };
    for (at, text) in parts.texts {
        write(&mut picture, region, scale, at, text, letters);
    }
    Ok(picture)
}

/// What stands in a strip of a page: letters, and all the rest.
struct Parts<'a> {
    /// In points.
    top: f64,
    bottom: f64,
    rest: Frame,
    /// With their places on the page.
    texts: Vec<(Point, &'a TextItem)>,
}

impl<'a> Parts<'a> {
    /// `shift` leads from places on the page to places in the rest.
    fn take(&mut self, frame: &'a Frame, shift: Point, at: Point) {
        for (position, item) in frame.items() {
            let at = at + *position;
            match item {
                FrameItem::Group(group) if group.clip.is_none() && group.transform.is_identity() => {
                    self.take(&group.frame, shift, at);
                }
                FrameItem::Text(text) if is_plain(text) => {
                    let (y, size) = (at.y.to_pt(), text.size.to_pt());
                    // No letter of the fonts rises or falls further than this from its line.
                    if y + size * 1.5 >= self.top && y - size * 2.0 <= self.bottom {
                        self.texts.push((at, text));
                    }
                }
                FrameItem::Tag(_) | FrameItem::Link(..) => {}
                other => self.rest.push(at + shift, other.clone()),
            }
        }
    }
}

/// Whether a text consists of outlines in one colour.
fn is_plain(text: &TextItem) -> bool {
    text.stroke.is_none()
        && matches!(text.fill, Paint::Solid(_))
        && text.glyphs.iter().all(|glyph| should_outline(&text.font, GlyphId(glyph.id)))
}

fn write(
    picture: &mut Pixels,
    region: Region,
    scale: f32,
    at: Point,
    text: &TextItem,
    letters: &mut Letters,
) {
    let Paint::Solid(color) = &text.fill else { return };
    let ink = color.to_rgb();
    let byte = |part: f32| (part.clamp(0.0, 1.0) * 255.0).round() as u8;
    let ink = [byte(ink.red), byte(ink.green), byte(ink.blue), byte(ink.alpha)];
    let font = letters.font(&text.font);
    let size = (text.size.to_pt() as f32 * scale).to_bits();
    let (mut x, mut y) = (at.x, at.y);
    for glyph in &text.glyphs {
        let left = (x + glyph.x_offset.at(text.size)).to_pt() as f32 * scale;
        let line = (y - glyph.y_offset.at(text.size)).to_pt() as f32 * scale;
        let steps = (left * SHIFTS).round();
        let whole = (steps / SHIFTS).floor();
        let shift = (steps - whole * SHIFTS) as u8;
        let shape = Shape { font, glyph: glyph.id, size, shift };
        if let Some(bitmap) = letters.shape(shape, &text.font) {
            // Lines of text stand on whole pixels: sharp, and alike wherever they are on the page.
            let left = whole as i32 - region.x as i32 + bitmap.left;
            let top = line.round() as i32 - region.y as i32 + bitmap.top;
            ink_in(picture, left, top, &bitmap, ink);
        }
        x += glyph.x_advance.at(text.size);
        y -= glyph.y_advance.at(text.size);
    }
}

/// Lays a letter over the picture.
fn ink_in(picture: &mut Pixels, left: i32, top: i32, letter: &Bitmap, ink: [u8; 4]) {
    let (width, height) = (picture.width as i32, picture.height as i32);
    let (first, last) = (left.clamp(0, width), (left + letter.width as i32).clamp(0, width));
    if first == last {
        return;
    }
    let rows = letter.coverage.chunks_exact(letter.width.max(1) as usize);
    for (y, row) in (top..).zip(rows).skip_while(|(y, _)| *y < 0).take_while(|(y, _)| *y < height) {
        let from = (y * width + first) as usize * 4;
        let to = (y * width + last) as usize * 4;
        let covered = row.get((first - left) as usize..).unwrap_or_default();
        let Some(pixels) = picture.rgba.get_mut(from..to) else { continue };
        for (pixel, coverage) in pixels.as_chunks_mut::<4>().0.iter_mut().zip(covered) {
            blend(pixel, ink, *coverage);
        }
    }
}

fn blend(pixel: &mut [u8; 4], [red, green, blue, alpha]: [u8; 4], coverage: u8) {
    if coverage == 0 {
        return;
    }
    let over = u32::from(coverage) * u32::from(alpha) / 255;
    let mix = |below: u8, ink: u8| {
        ((u32::from(ink) * over + u32::from(below) * (255 - over) + 127) / 255).min(255) as u8
    };
    let [r, g, b, _] = *pixel;
    *pixel = [mix(r, red), mix(g, green), mix(b, blue), 255];
}
