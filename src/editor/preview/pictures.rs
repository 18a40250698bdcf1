//! The pictures of pages, cut into tiles so that a page in the largest zoom costs no more than what is seen of it.

use crate::export::typeset::Region;
use egui::{Rect, TextureHandle, pos2};
use std::collections::HashMap;

/// The longest side of a tile, in pixels.
const TILE: u32 = 1280;
/// Tiles that are out of sight are forgotten beyond this many bytes.
const MOST_HELD: usize = 24 << 20;
/// Pages this far from the visible ones keep their pictures.
const KEPT_NEIGHBOURS: usize = 1;

/// What a picture shows: the look of the page (see `Pages::look`) and thousandths of a pixel a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plate {
    pub look: u64,
    pub scale: u32,
    /// Of the whole page, in pixels.
    pub size: (u32, u32),
}

/// A page on screen, and which part of its picture is seen.
pub struct Wanted {
    pub page: usize,
    pub plate: Plate,
    pub seen: Region,
}

impl Wanted {
    /// The tiles that show it.
    pub fn tiles(&self) -> impl Iterator<Item = Region> {
        tiles(self.plate.size).filter(|tile| touch(tile, &self.seen))
    }
}

#[derive(Default)]
pub struct Pictures {
    pages: HashMap<usize, Sheet>,
}

struct Sheet {
    fresh: Layer,
    /// What is shown until the fresh tiles are there.
    stale: Option<Layer>,
}

impl Sheet {
    /// Makes room for another picture; the one there is stays beneath it until that is complete.
    fn turn(&mut self, plate: Plate) {
        if self.fresh.plate != plate {
            let old = std::mem::replace(&mut self.fresh, Layer::new(plate));
            if !old.tiles.is_empty() {
                self.stale = Some(old);
            }
        }
    }
}

struct Layer {
    plate: Plate,
    tiles: HashMap<Region, TextureHandle>,
}

impl Layer {
    fn new(plate: Plate) -> Self {
        Self { plate, tiles: HashMap::new() }
    }
}

/// The size of the whole picture of a page and those of its tiles, in pixels.
#[cfg(test)]
pub type Sizes = ((u32, u32), Vec<[usize; 2]>);

/// A piece of the picture of a page, ready to be drawn.
pub struct Piece<'a> {
    pub texture: &'a TextureHandle,
    /// Where on the page it belongs; the page reaches from 0 to 1.
    pub place: Rect,
}

impl Pictures {
    pub fn clear(&mut self) {
        self.pages.clear();
    }

    /// The tiles that are missing to show this, in the order wanted. Forgets what is far from it. `soon` pages come
    /// on screen with the next scrolling.
    pub fn missing(&mut self, wanted: &[Wanted], soon: &[Wanted]) -> Vec<(usize, Plate, Region)> {
        let mut missing = Vec::new();
        for want in wanted.iter().chain(soon) {
            let sheet = self
                .pages
                .entry(want.page)
                .or_insert_with(|| Sheet { fresh: Layer::new(want.plate), stale: None });
            sheet.turn(want.plate);
            let before = missing.len();
            let needed = want.tiles();
            missing.extend(
                needed.filter(|t| !sheet.fresh.tiles.contains_key(t)).map(|t| (want.page, want.plate, t)),
            );
            if missing.len() == before {
                sheet.stale = None;
            }
        }
        self.forget(wanted, soon);
        missing
    }

    fn forget(&mut self, wanted: &[Wanted], soon: &[Wanted]) {
        let all = || wanted.iter().chain(soon);
        let first = all().map(|w| w.page).min().unwrap_or(0).saturating_sub(KEPT_NEIGHBOURS);
        let last = all().map(|w| w.page).max().unwrap_or(0).saturating_add(KEPT_NEIGHBOURS);
        self.pages.retain(|page, _| (first..=last).contains(page));
        if self.held() <= MOST_HELD {
            return;
        }
        for (page, sheet) in &mut self.pages {
            let seen: Vec<&Region> = all().filter(|w| w.page == *page).map(|w| &w.seen).collect();
            sheet.fresh.tiles.retain(|tile, _| seen.iter().any(|s| touch(tile, s)));
        }
    }

    /// Bytes of all pictures.
    pub fn held(&self) -> usize {
        let layers = self.pages.values().flat_map(|s| std::iter::once(&s.fresh).chain(&s.stale));
        layers.flat_map(|l| l.tiles.keys()).map(|t| t.width as usize * t.height as usize * 4).sum()
    }

    /// Takes in a tile of a page that looks different now; the old picture stays beneath it.
    pub fn renew(&mut self, page: usize, plate: Plate, tile: Region, texture: TextureHandle) {
        let Some(sheet) = self.pages.get_mut(&page) else { return };
        sheet.turn(plate);
        sheet.fresh.tiles.insert(tile, texture);
    }

    /// Takes in a tile, if it is still wanted.
    pub fn hang(&mut self, page: usize, plate: Plate, tile: Region, texture: TextureHandle) {
        if let Some(sheet) = self.pages.get_mut(&page).filter(|s| s.fresh.plate == plate) {
            sheet.fresh.tiles.insert(tile, texture);
        }
    }

    /// What there is to show of a page, the newest last.
    pub fn pieces(&self, page: usize) -> impl Iterator<Item = Piece<'_>> {
        let layers = self.pages.get(&page).into_iter().flat_map(|s| s.stale.iter().chain([&s.fresh]));
        layers.flat_map(|layer| {
            let (width, height) = (layer.plate.size.0 as f32, layer.plate.size.1 as f32);
            layer.tiles.iter().map(move |(tile, texture)| {
                let min = pos2(tile.x as f32 / width, tile.y as f32 / height);
                let max = pos2((tile.x + tile.width) as f32 / width, (tile.y + tile.height) as f32 / height);
                Piece { texture, place: Rect::from_min_max(min, max) }
            })
        })
    }

    /// The sizes of all fresh tiles of a page and of its whole picture, in pixels.
    #[cfg(test)]
    pub fn sizes(&self, page: usize) -> Option<Sizes> {
        let sheet = self.pages.get(&page).filter(|s| s.stale.is_none() && !s.fresh.tiles.is_empty())?;
        Some((sheet.fresh.plate.size, sheet.fresh.tiles.values().map(TextureHandle::size).collect()))
    }
}

/// Cuts a picture into tiles of about the same size.
fn tiles((width, height): (u32, u32)) -> impl Iterator<Item = Region> {
    let cuts = |length: u32| {
        let count = length.div_ceil(TILE).max(1);
        (0..count).map(move |i| (length * i / count, length * (i + 1) / count))
    };
    cuts(height).flat_map(move |(top, bottom)| {
        cuts(width).map(move |(left, right)| Region {
            x: left,
            y: top,
            width: right - left,
            height: bottom - top,
        })
    })
}

/// Whether two parts of a picture have anything in common.
pub fn touch(a: &Region, b: &Region) -> bool {
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{ColorImage, Context, TextureOptions};

    fn plate(look: u64, size: (u32, u32)) -> Plate {
        Plate { look, scale: 1000, size }
    }

    fn wanted(page: usize, plate: Plate, y: u32, height: u32) -> Wanted {
        Wanted { page, plate, seen: Region { x: 0, y, width: plate.size.0, height } }
    }

    fn draw(ctx: &Context, pictures: &mut Pictures, orders: Vec<(usize, Plate, Region)>) {
        for (page, plate, tile) in orders {
            let image = ColorImage::filled([tile.width as usize, tile.height as usize], egui::Color32::WHITE);
            let texture = ctx.load_texture("tile", image, TextureOptions::LINEAR);
            pictures.hang(page, plate, tile, texture);
        }
    }

    #[test]
    fn tiles_cover_the_picture_without_gap_or_overlap() {
        for size in [(1, 1), (794, 1123), (1280, 1281), (4760, 6735)] {
            let all: Vec<Region> = tiles(size).collect();
            assert!(all.iter().all(|t| t.width <= TILE && t.height <= TILE && t.width * t.height > 0));
            assert_eq!(all.iter().map(|t| t.width * t.height).sum::<u32>(), size.0 * size.1);
            for (i, a) in all.iter().enumerate() {
                assert!(all.iter().skip(i + 1).all(|b| !touch(a, b)));
            }
        }
    }

    #[test]
    fn only_what_is_seen_is_ordered_and_only_once() {
        let (ctx, mut pictures) = (Context::default(), Pictures::default());
        let large = plate(1, (4760, 6735));
        let seen = [wanted(3, large, 0, 900)];
        let orders = pictures.missing(&seen, &[]);
        assert_eq!(orders.len(), 4);
        draw(&ctx, &mut pictures, orders);
        assert!(pictures.missing(&seen, &[]).is_empty());
        assert_eq!(pictures.pieces(3).count(), 4);
    }

    #[test]
    fn the_old_picture_stays_until_the_new_one_is_there() {
        let (ctx, mut pictures) = (Context::default(), Pictures::default());
        let (old, new) = (plate(1, (600, 800)), plate(2, (600, 800)));
        let orders = pictures.missing(&[wanted(0, old, 0, 800)], &[]);
        draw(&ctx, &mut pictures, orders);
        let orders = pictures.missing(&[wanted(0, new, 0, 800)], &[]);
        assert_eq!((orders.len(), pictures.pieces(0).count()), (1, 1));
        assert!(pictures.sizes(0).is_none());
        draw(&ctx, &mut pictures, orders);
        assert!(pictures.missing(&[wanted(0, new, 0, 800)], &[]).is_empty());
        assert_eq!(pictures.pieces(0).count(), 1);
        assert_eq!(pictures.sizes(0).unwrap(), ((600, 800), vec![[600, 800]]));
    }

    #[test]
    fn scrolling_through_hundreds_of_large_pages_holds_few_pictures() {
        let (ctx, mut pictures) = (Context::default(), Pictures::default());
        let large = plate(1, (2380, 3368));
        let mut most = 0;
        for page in 0..265 {
            for y in [0, 1200, 2400] {
                let seen = [wanted(page, large, y, 900)];
                let orders = pictures.missing(&seen, &[]);
                draw(&ctx, &mut pictures, orders);
                pictures.missing(&seen, &[]);
                most = most.max(pictures.held());
            }
        }
        assert!(most <= MOST_HELD, "{most} bytes");
    }
}
