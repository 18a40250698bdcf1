//! The pages beside the form: typeset and drawn on a thread of their own, so that typing never waits for them.

#[cfg(test)]
mod tests;
mod worker;

use crate::document::Document;
use crate::export::typeset::{MissingGlyph, Pages};
use crate::template::Form;
use egui::{ColorImage, Context, TextureHandle, TextureOptions};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use worker::{Desk, Job, Report, Sketch};

/// Pages this far from the visible ones keep their pictures.
const KEPT_NEIGHBOURS: usize = 3;

/// The state of the preview, as the window sees it.
pub struct Preview {
    desk: Desk,
    inbox: Receiver<Report>,
    /// The draft and revision that were asked for last.
    asked: Option<(String, u64)>,
    shown: Option<Shown>,
    pictures: HashMap<usize, Picture>,
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
    revision: u64,
    /// Grows with every new set of pages.
    edition: u64,
    pages: Arc<Pages>,
    missing: Vec<MissingGlyph>,
}

struct Picture {
    texture: TextureHandle,
    edition: u64,
    /// Thousandths of a pixel a point.
    scale: u32,
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
            pictures: HashMap::new(),
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

    /// The first page of a form's example, when it is ready.
    /// How many first pages are drawn.
    pub fn covers(&self) -> usize {
        self.covers.len()
    }

    pub fn cover(&self, form: &str) -> Option<&TextureHandle> {
        self.covers.get(form)
    }

    /// Takes in what the worker has finished.
    pub fn receive(&mut self, ctx: &Context) {
        while let Ok(report) = self.inbox.try_recv() {
            match report {
                Report::Pages { draft, revision, pages, missing } => {
                    let current = self.asked.as_ref().is_some_and(|(d, _)| *d == draft);
                    if current {
                        let edition = self.shown.as_ref().map_or(1, |s| s.edition + 1);
                        self.shown = Some(Shown { draft, revision, edition, pages, missing });
                        self.problem = None;
                        self.undrawn.clear();
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

    fn hang(&mut self, ctx: &Context, sketch: &Sketch, image: ColorImage) {
        if self.shown.as_ref().is_none_or(|s| s.edition < sketch.edition) {
            return;
        }
        let texture = ctx.load_texture(format!("page {}", sketch.page), image, TextureOptions::LINEAR);
        self.pictures.insert(sketch.page, Picture { texture, edition: sketch.edition, scale: sketch.scale });
    }

    /// The pages that can be shown now; those of an earlier revision while newer ones are being made.
    pub fn pages(&self) -> Option<&Arc<Pages>> {
        self.shown.as_ref().map(|s| &s.pages)
    }

    /// Whether the pages are those of the newest revision.
    pub fn is_current(&self) -> bool {
        match (&self.asked, &self.shown) {
            (Some((draft, revision)), Some(shown)) => shown.draft == *draft && shown.revision == *revision,
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

    /// The best picture of a page there is.
    pub fn picture(&self, page: usize) -> Option<&TextureHandle> {
        self.pictures.get(&page).map(|p| &p.texture)
    }

    /// Whether a page is there but cannot be drawn.
    pub fn cannot_draw(&self, page: usize) -> bool {
        self.undrawn.contains(&page)
    }

    /// Orders pictures of the visible pages at this density (pixels a point of the page), and forgets distant ones.
    pub fn want(&mut self, visible: std::ops::Range<usize>, density: f32) {
        let Some(shown) = &self.shown else { return };
        let scale = (density * 1000.0).round() as u32;
        let fresh = |page: &usize| {
            self.pictures.get(page).is_some_and(|p| p.edition == shown.edition && p.scale == scale)
        };
        let sketches: Vec<Sketch> = visible
            .clone()
            .filter(|page| !fresh(page) && !self.undrawn.contains(page))
            .map(|page| Sketch { pages: Arc::clone(&shown.pages), edition: shown.edition, page, scale })
            .collect();
        self.desk.sketch(sketches);
        let first = visible.start.saturating_sub(KEPT_NEIGHBOURS);
        let last = visible.end.saturating_add(KEPT_NEIGHBOURS);
        self.pictures.retain(|page, _| (first..last).contains(page));
    }
}
