//! The thread that typesets and draws. It does the newest and most urgent thing first: pages, then pictures of what is
//! on screen, then covers for the gallery.

use super::changed::{Before, Part};
use super::pictures::Plate;
use crate::document::{self, Block, Document, Section};
use crate::export::typeset::{
    Letters, Marks, MissingGlyph, Mode, Pages, Pixels, Region, Typesetter, missing_glyphs,
};
use crate::template::Form;
use crate::value::capitalised;
use egui::{ColorImage, Context};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Instant;

/// A document to be set in type.
pub struct Job {
    pub draft: String,
    pub revision: u64,
    pub document: Arc<Document>,
}

/// A page to be drawn.
#[derive(Clone)]
pub struct Sketch {
    pub pages: Arc<Pages>,
    pub edition: u64,
    /// From 0.
    pub page: usize,
    pub plate: Plate,
    pub tile: Region,
    /// Nobody looks at it yet: the window need not be drawn again for it.
    pub ahead: bool,
}

/// What the thread has finished.
pub enum Report {
    Pages {
        draft: String,
        revision: u64,
        pages: Arc<Pages>,
        missing: Vec<MissingGlyph>,
        /// What is different since the change before.
        changed: Vec<Part>,
    },
    /// The first pages of a long document, while the others are being set.
    First {
        draft: String,
        pages: Arc<Pages>,
    },
    Failed {
        draft: String,
        message: String,
    },
    Sketched {
        sketch: Sketch,
        image: ColorImage,
    },
    /// The page cannot be drawn.
    Undrawn(Sketch),
    Cover {
        form: String,
        image: ColorImage,
    },
}

/// Sets a document in type.
pub type Press = fn(&mut Typesetter, Job) -> Report;

/// Pixels a point of the covers in the gallery: about twice what they cover on a usual screen.
const COVER_SCALE: f32 = 0.4;

#[derive(Default)]
struct Orders {
    job: Option<Job>,
    sketches: Vec<Sketch>,
    covers: VecDeque<Arc<Form>>,
    closed: bool,
}

/// Where orders are left; the thread ends when it is dropped.
pub struct Desk(Arc<(Mutex<Orders>, Condvar)>);

impl Desk {
    /// Replaces a job that has not begun.
    pub fn typeset(&self, job: Job) {
        self.order(|o| o.job = Some(job));
    }

    /// Replaces all pictures that were not drawn yet.
    pub fn sketch(&self, sketches: Vec<Sketch>) {
        self.order(|o| o.sketches = sketches);
    }

    pub fn covers(&self, forms: &[Arc<Form>]) {
        self.order(|o| o.covers.extend(forms.iter().cloned()));
    }

    fn order(&self, change: impl FnOnce(&mut Orders)) {
        let (orders, bell) = &*self.0;
        change(&mut orders.lock().unwrap_or_else(PoisonError::into_inner));
        bell.notify_one();
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.order(|o| o.closed = true);
    }
}

/// Starts the thread. It wakes the window whenever it has finished something.
pub fn start(ctx: Context, press: Press) -> (Desk, Receiver<Report>) {
    let shared = Arc::new((Mutex::new(Orders::default()), Condvar::new()));
    let (outbox, inbox) = channel();
    let orders = Arc::clone(&shared);
    let failed = outbox.clone();
    let spawned = std::thread::Builder::new()
        .name("pages".to_owned())
        .spawn(move || work(&orders, press, &outbox, &ctx));
    if let Err(error) = spawned {
        let message = words::no_thread(&error.to_string());
        // The receiver is returned below, so this cannot fail.
        drop(failed.send(Report::Failed { draft: String::new(), message }));
    }
    (Desk(shared), inbox)
}

enum Next {
    Job(Job),
    Sketch(Sketch),
    Cover(Arc<Form>),
}

fn next(orders: &(Mutex<Orders>, Condvar)) -> Option<Next> {
    let (lock, bell) = orders;
    let mut orders = lock.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        if orders.closed {
            return None;
        }
        if let Some(job) = orders.job.take() {
            return Some(Next::Job(job));
        }
        if !orders.sketches.is_empty() {
            return Some(Next::Sketch(orders.sketches.remove(0)));
        }
        if let Some(form) = orders.covers.pop_front() {
            return Some(Next::Cover(form));
        }
        orders = bell.wait(orders).unwrap_or_else(PoisonError::into_inner);
    }
}

fn work(orders: &(Mutex<Orders>, Condvar), press: Press, outbox: &Sender<Report>, ctx: &Context) {
    let mut typesetter = Typesetter::new();
    let mut letters = Letters::default();
    let mut before = Before::default();
    // The draft whose pages were set last.
    let mut set = String::new();
    while let Some(next) = next(orders) {
        if let Next::Job(job) = &next
            && std::mem::replace(&mut set, job.draft.clone()) != job.draft
            && let Some(first) = first_pages(&mut typesetter, job)
        {
            if outbox.send(first).is_err() {
                return;
            }
            ctx.request_repaint();
        }
        let excuse = excuse(&next);
        let done = catch_unwind(AssertUnwindSafe(|| perform(&mut typesetter, &mut letters, press, next)));
        let report = done.unwrap_or_else(|_| {
            typesetter = Typesetter::new();
            letters = Letters::default();
            excuse
        });
        let Some(mut report) = report else { continue };
        if let Report::Pages { draft, pages, changed, .. } = &mut report {
            *changed = before.compare(draft, pages, Instant::now());
        }
        let seen = !matches!(&report, Report::Sketched { sketch, .. } if sketch.ahead);
        if outbox.send(report).is_err() {
            return;
        }
        if seen {
            ctx.request_repaint();
        }
    }
}

/// A document with more blocks and rows than this keeps somebody waiting for a second: about sixty pages.
const LONG: usize = 1500;
/// Blocks and rows that are set first.
const FIRST: usize = 60;

fn weight(section: &Section) -> usize {
    let blocks = section.clauses.iter().flat_map(|clause| &clause.blocks);
    blocks.map(|block| if let Block::Table(table) = block { 1 + table.rows.len() } else { 1 }).sum()
}

/// The title and first sections of a long document. That a fault ends in no pages is no loss: the whole follows.
fn first_pages(typesetter: &mut Typesetter, job: &Job) -> Option<Report> {
    if job.document.sections.iter().map(weight).sum::<usize>() < LONG {
        return None;
    }
    let mut document = Document::clone(&job.document);
    let mut so_far = 0;
    document.sections.retain(|section| {
        let kept = so_far < FIRST;
        so_far += weight(section);
        kept
    });
    let set = || {
        let pages = typesetter.typeset(&document, &Marks::default(), Mode::Preview).ok()?;
        pages.hits(0);
        pages.read();
        Some(pages)
    };
    let pages = catch_unwind(AssertUnwindSafe(set)).ok().flatten()?;
    Some(Report::First { draft: job.draft.clone(), pages: Arc::new(pages) })
}

/// What is reported if this ends in a fault of the program.
fn excuse(next: &Next) -> Option<Report> {
    match next {
        Next::Job(job) => Some(Report::Failed { draft: job.draft.clone(), message: words::FAULT.to_owned() }),
        Next::Sketch(sketch) => Some(Report::Undrawn(sketch.clone())),
        // The gallery shows a blank sheet.
        Next::Cover(_) => None,
    }
}

fn perform(typesetter: &mut Typesetter, letters: &mut Letters, press: Press, next: Next) -> Option<Report> {
    match next {
        Next::Job(job) => Some(press(typesetter, job)),
        Next::Sketch(sketch) => {
            let density = sketch.plate.scale as f32 / 1000.0;
            Some(match sketch.pages.render_part(sketch.page, density, sketch.tile, letters) {
                Ok(pixels) => Report::Sketched { image: image(&pixels?), sketch },
                Err(_) => Report::Undrawn(sketch),
            })
        }
        Next::Cover(form) => {
            // The pages behind it would take seconds, and hundreds of megabytes in Typst's memory of what it has laid out.
            let mut document = document::assemble(form.example(), &form);
            document.sections.clear();
            document.meta.overview.clear();
            let pages = Typesetter::new().typeset(&document, &Marks::default(), Mode::Export).ok()?;
            let pixels = pages.render(0, COVER_SCALE).ok().flatten()?;
            Some(Report::Cover { form: form.template().id.to_string(), image: image(&pixels) })
        }
    }
}

/// The press of the program.
pub fn typeset(typesetter: &mut Typesetter, job: Job) -> Report {
    let Job { draft, revision, document } = job;
    match typesetter.typeset(&document, &Marks::default(), Mode::Preview) {
        Ok(pages) => {
            // Found here, so that the window does not wait for it.
            pages.hits(0);
            pages.read();
            Report::Pages {
                draft,
                revision,
                pages: Arc::new(pages),
                missing: missing_glyphs(&document),
                changed: Vec::new(),
            }
        }
        Err(error) => Report::Failed { draft, message: capitalised(&error.to_string()) },
    }
}

fn image(pixels: &Pixels) -> ColorImage {
    ColorImage::from_rgba_unmultiplied([pixels.width as usize, pixels.height as usize], &pixels.rgba)
}

mod words {
    pub const FAULT: &str = "The pages could not be made because of a fault in Clausewright. The draft is unharmed; the \
         pages come back with the next change.";

    pub fn no_thread(error: &str) -> String {
        format!(
            "The pages cannot be shown: the system starts no further thread ({error}). Close other programs and \
             start Clausewright again."
        )
    }
}
