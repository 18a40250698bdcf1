//! The pages beside the form: typeset and drawn on a thread of their own, so that typing never waits for them.

mod changed;
mod desk;
mod pictures;
#[cfg(test)]
mod tests;
mod worker;

pub use pictures::{Piece, Wanted};

use crate::document::Document;
use crate::export::typeset::Region;
use crate::export::typeset::{MissingGlyph, Pages};
use crate::template::Form;
use changed::Part;
use desk::{Desk, Job, Seen, Sketch};
use egui::{ColorImage, Context, TextureHandle, TextureOptions};
use pictures::{Pictures, Plate};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use worker::Report;

/// The state of the preview, as the window sees it.
pub struct Preview {
    desk: Arc<Desk>,
    inbox: Receiver<Report>,
    /// The draft and revision that were asked for last.
    asked: Option<(String, u64)>,
    shown: Option<Shown>,
    pictures: Pictures,
    /// Every picture that was wanted last is there.
    drawn: bool,
    /// Those of what is on screen are.
    seen_drawn: bool,
    /// Pages of the shown edition that cannot be drawn.
    undrawn: HashSet<usize>,
    /// What went wrong with the newest revision.
    problem: Option<String>,
    covers: HashMap<String, TextureHandle>,
    covers_asked: bool,
}

/// The last pages that could be made.
struct Shown {
    draft: String,
    /// None for the first pages of a document that is still being set.
    revision: Option<u64>,
    /// Grows with every new set of pages.
    edition: u64,
    pages: Arc<Pages>,
    /// What follows is that of these pages.
    read: bool,
    missing: Vec<MissingGlyph>,
    changed: Vec<Part>,
    /// When that was found, in seconds of egui's clock.
    at: f64,
}

impl Preview {
    pub fn new(ctx: &Context) -> Self {
        Self::with_press(ctx, worker::typeset)
    }

    fn with_press(ctx: &Context, press: worker::Press) -> Self {
        let (desk, inbox) = worker::start(ctx.clone(), press);
        Self {
            desk,
            inbox,
            asked: None,
            shown: None,
            pictures: Pictures::default(),
            drawn: false,
            seen_drawn: false,
            undrawn: HashSet::new(),
            problem: None,
            covers: HashMap::new(),
            covers_asked: false,
        }
    }

    /// Asks for the pages of this revision, unless they are there or being made. Only the newest request counts.
    pub fn ask(&mut self, draft: &str, revision: u64, document: &Arc<Document>) {
        if self.asked.as_ref().is_some_and(|(d, r)| d == draft && *r == revision) {
            return;
        }
        if self.shown.as_ref().is_some_and(|s| s.draft != draft) {
            self.shown = None;
            self.pictures.clear();
            self.undrawn.clear();
            self.problem = None;
        }
        self.asked = Some((draft.to_owned(), revision));
        self.desk.typeset(Job { draft: draft.to_owned(), revision, document: Arc::clone(document) });
    }

    /// Asks for the first pages of the forms' examples, once.
    pub fn ask_for_covers(&mut self, forms: &[Arc<Form>]) {
        if !std::mem::replace(&mut self.covers_asked, true) {
            self.desk.covers(forms);
        }
    }

    /// How many first pages of examples are drawn.
    pub fn covers(&self) -> usize {
        self.covers.len()
    }

    /// The first page of a form's example, when it is ready.
    pub fn cover(&self, form: &str) -> Option<&TextureHandle> {
        self.covers.get(form)
    }

    /// Takes in what the worker has finished.
    pub fn receive(&mut self, ctx: &Context) {
        while let Ok(report) = self.inbox.try_recv() {
            match report {
                Report::Pages { draft, revision, pages, pictures } => {
                    if self.asked.as_ref().is_some_and(|(d, _)| *d == draft) {
                        self.show(draft, revision, pages);
                        for (Seen { page, plate, tile }, image) in pictures {
                            let texture = picture(ctx, page, image);
                            self.pictures.renew(page, plate, tile, texture);
                        }
                    }
                }
                Report::Read { pages, missing, changed } => {
                    if let Some(shown) = self.shown.as_mut().filter(|s| Arc::ptr_eq(&s.pages, &pages)) {
                        shown.read = true;
                        shown.missing = missing;
                        shown.changed = changed;
                        shown.at = ctx.input(|i| i.time);
                    }
                }
                Report::First { draft, pages } => {
                    if self.shown.is_none() && self.asked.as_ref().is_some_and(|(d, _)| *d == draft) {
                        self.shown = Some(Shown {
                            draft,
                            revision: None,
                            edition: 1,
                            pages,
                            read: false,
                            missing: Vec::new(),
                            changed: Vec::new(),
                            at: 0.0,
                        });
                    }
                }
                Report::Failed { draft, message } => {
                    // Without a draft it is about all of them.
                    if draft.is_empty() || self.asked.as_ref().is_some_and(|(d, _)| *d == draft) {
                        self.problem = Some(message);
                    }
                }
                Report::Undrawn(sketch) => {
                    if self.shown.as_ref().is_some_and(|s| s.edition == sketch.edition) {
                        self.undrawn.insert(sketch.page);
                    }
                }
                Report::Sketched { sketch, image } => self.hang(ctx, &sketch, image),
                Report::Cover { form, image } => {
                    let texture = ctx.load_texture(format!("cover of {form}"), image, TextureOptions::LINEAR);
                    self.covers.insert(form, texture);
                }
            }
        }
    }

    fn show(&mut self, draft: String, revision: u64, pages: Arc<Pages>) {
        let edition = self.shown.as_ref().map_or(1, |s| s.edition + 1);
        // Until the new pages are read, what was known of the old ones is nearly right.
        let (missing, changed, at) = self
            .shown
            .take()
            .filter(|s| s.draft == draft)
            .map_or((Vec::new(), Vec::new(), 0.0), |s| (s.missing, s.changed, s.at));
        let revision = Some(revision);
        self.shown = Some(Shown { draft, revision, edition, pages, read: false, missing, changed, at });
        self.problem = None;
        self.undrawn.clear();
    }

    fn hang(&mut self, ctx: &Context, sketch: &Sketch, image: ColorImage) {
        let texture = picture(ctx, sketch.page, image);
        self.pictures.hang(sketch.page, sketch.plate, sketch.tile, texture);
    }

    /// The pages that can be shown now; those of an earlier revision while newer ones are being made.
    pub fn pages(&self) -> Option<&Arc<Pages>> {
        self.shown.as_ref().map(|s| &s.pages)
    }

    /// Whether only the first pages are there yet.
    pub fn is_partial(&self) -> bool {
        self.shown.as_ref().is_some_and(|s| s.revision.is_none())
    }

    /// Whether the pages are those of the newest revision, with all that is to be known of them.
    pub fn is_current(&self) -> bool {
        self.is_set() && self.shown.as_ref().is_none_or(|s| s.read)
    }

    /// Whether the pages are those of the newest revision.
    fn is_set(&self) -> bool {
        match (&self.asked, &self.shown) {
            (Some((draft, revision)), Some(shown)) => {
                shown.draft == *draft && shown.revision == Some(*revision)
            }
            (None, None) => true,
            _ => false,
        }
    }

    pub fn missing(&self) -> &[MissingGlyph] {
        self.shown.as_ref().map_or(&[], |s| s.missing.as_slice())
    }

    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// The draft whose pages are shown.
    pub fn draft(&self) -> &str {
        self.shown.as_ref().map_or("", |s| s.draft.as_str())
    }

    /// Grows with every new set of pages.
    pub fn edition(&self) -> u64 {
        self.shown.as_ref().map_or(0, |s| s.edition)
    }

    /// The parts of the pages that the last change concerned, in reading order, and when they came (seconds of egui's
    /// clock).
    pub fn changed(&self) -> (&[Part], f64) {
        self.shown.as_ref().map_or((&[], 0.0), |s| (s.changed.as_slice(), s.at))
    }

    /// The pictures of a page there are; together they show it as well as possible.
    pub fn pieces(&self, page: usize) -> impl Iterator<Item = Piece<'_>> {
        self.pictures.pieces(page)
    }

    /// For a page whose picture is complete where it is seen: the size of the whole picture and those of its tiles, in
    /// pixels.
    #[cfg(test)]
    pub fn picture_sizes(&self, page: usize) -> Option<pictures::Sizes> {
        self.pictures.sizes(page)
    }

    /// Bytes of all pictures.
    #[cfg(test)]
    pub fn picture_bytes(&self) -> usize {
        self.pictures.held()
    }

    /// Whether a page is there but cannot be drawn.
    pub fn cannot_draw(&self, page: usize) -> bool {
        self.undrawn.contains(&page)
    }

    /// What has to be ordered to see part of a page at a density, in thousandths of a pixel a point of the page; `size`
    /// is that of the whole picture.
    pub fn wanted(&self, page: usize, scale: u32, size: (u32, u32), seen: Region) -> Wanted {
        let look = self.shown.as_ref().map_or(0, |s| s.pages.text(page).look());
        Wanted { page, plate: Plate { look, scale, size }, seen }
    }

    /// Orders the pictures of what is seen, and then of what soon may be; forgets distant ones.
    pub fn want(&mut self, seen: &[Wanted], soon: &[Wanted]) {
        let Some(shown) = &self.shown else { return };
        let missing = self.pictures.missing(seen, soon);
        let drawable = missing.into_iter().filter(|(page, ..)| !self.undrawn.contains(page));
        let is_seen = |page: usize, tile: &Region| {
            seen.iter().any(|w| w.page == page && pictures::touch(tile, &w.seen))
        };
        let sketches: Vec<Sketch> = drawable
            .map(|(page, plate, tile)| Sketch {
                pages: Arc::clone(&shown.pages),
                edition: shown.edition,
                page,
                ahead: !is_seen(page, &tile),
                plate,
                tile,
            })
            .collect();
        self.drawn = sketches.is_empty();
        self.seen_drawn = sketches.iter().all(|s| s.ahead);
        let seen =
            seen.iter().flat_map(|w| w.tiles().map(|tile| Seen { page: w.page, plate: w.plate, tile }));
        self.desk.sketch(sketches, &shown.draft, seen.collect());
    }

    /// Whether what is seen of the pages is drawn, and as the newest revision has it.
    pub fn is_seen_drawn(&self) -> bool {
        self.seen_drawn && self.is_set()
    }

    /// Whether the pages on screen, and those beside them, are drawn as they are wanted.
    pub fn is_drawn(&self) -> bool {
        self.drawn && self.is_current()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.desk.close();
    }
}

fn picture(ctx: &Context, page: usize, image: ColorImage) -> TextureHandle {
    ctx.load_texture(format!("page {page}"), image, TextureOptions::LINEAR)
}
