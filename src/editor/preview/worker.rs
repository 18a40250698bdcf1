//! The threads that typeset and draw. One makes pages, the newest first, and covers for the gallery; the other draws
//! what is wanted of the pages there are, so that nobody who scrolls waits for the next ones.

use super::changed::{Before, Part};
use super::desk::{Desk, Job, Next, Seen, Sketch};
use super::pictures::Plate;
use crate::document::{self, Block, Document, Section};
use crate::export::typeset::{
    Letters, Marks, MissingGlyph, Mode, Pages, Pixels, TypesetError, Typesetter, missing_glyphs, picture_size,
};
use crate::template::Form;
use crate::value::capitalised;
use egui::{ColorImage, Context};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

/// What the thread has finished.
pub enum Report {
    /// The pages, with the new pictures of those on screen that look different now.
    Pages {
        draft: String,
        revision: u64,
        pages: Arc<Pages>,
        pictures: Vec<(Seen, ColorImage)>,
    },
    /// All that is to be known of these pages beside their pictures.
    Read {
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
pub type Press = fn(&mut Typesetter, &Document) -> Result<Pages, TypesetError>;

/// Pixels a point of the covers in the gallery: about twice what they cover on a usual screen.
pub const COVER_SCALE: f32 = 0.4;

/// Starts the threads. They wake the window whenever they have finished something, and end when the desk is closed.
pub fn start(ctx: Context, press: Press) -> (Arc<Desk>, Receiver<Report>) {
    let desk = Arc::new(Desk::default());
    let (reports, inbox) = channel();
    let outbox = Outbox { reports, ctx };
    let (orders, to) = (Arc::clone(&desk), outbox.clone());
    spawn("pages", &outbox, move || set_all(&orders, press, &to));
    let (orders, to) = (Arc::clone(&desk), outbox.clone());
    spawn("pictures", &outbox, move || draw_all(&orders, &to));
    (desk, inbox)
}

fn spawn(name: &str, outbox: &Outbox, work: impl FnOnce() -> Result<(), Closed> + Send + 'static) {
    // That the window is closed is no fault.
    let spawned = std::thread::Builder::new().name(name.to_owned()).spawn(|| drop(work()));
    if let Err(error) = spawned {
        let message = words::no_thread(&error.to_string());
        drop(outbox.send(Report::Failed { draft: String::new(), message }));
    }
}

/// Where finished things go. The window is woken for all but what nobody sees yet.
#[derive(Clone)]
struct Outbox {
    reports: Sender<Report>,
    ctx: Context,
}

/// The window is closed.
struct Closed;

impl Outbox {
    fn send(&self, report: Report) -> Result<(), Closed> {
        let ahead = matches!(&report, Report::Sketched { sketch, .. } if sketch.ahead);
        self.reports.send(report).map_err(|_| Closed)?;
        if !ahead {
            self.ctx.request_repaint();
        }
        Ok(())
    }
}

fn draw_all(desk: &Desk, outbox: &Outbox) -> Result<(), Closed> {
    let mut letters = Letters::default();
    while let Some(sketch) = desk.next_sketch() {
        let density = sketch.plate.scale as f32 / 1000.0;
        let draw = || sketch.pages.render_part(sketch.page, density, sketch.tile, &mut letters);
        match catch_unwind(AssertUnwindSafe(draw)) {
            Ok(Ok(Some(pixels))) => outbox.send(Report::Sketched { image: image(&pixels), sketch })?,
            Ok(Ok(None)) => {}
            Ok(Err(_)) => outbox.send(Report::Undrawn(sketch))?,
            Err(_) => {
                letters = Letters::default();
                outbox.send(Report::Undrawn(sketch))?;
            }
        }
    }
    Ok(())
}

fn set_all(desk: &Desk, press: Press, outbox: &Outbox) -> Result<(), Closed> {
    let new = || (Typesetter::new(), Letters::default());
    let (typesetter, letters) = new();
    let mut bench = Bench { press, typesetter, letters, before: Before::default(), set: String::new() };
    while let Some(next) = desk.next() {
        let excuse = excuse(&next);
        let done = catch_unwind(AssertUnwindSafe(|| match next {
            Next::Job(job) => bench.set(job, desk, outbox),
            Next::Cover(form) => cover(&form).map_or(Ok(()), |report| outbox.send(report)),
        }));
        match done {
            Ok(done) => done?,
            Err(_) => {
                (bench.typesetter, bench.letters) = new();
                excuse.map_or(Ok(()), |report| outbox.send(report))?;
            }
        }
    }
    Ok(())
}

/// What is kept from one set of pages to the next.
struct Bench {
    press: Press,
    typesetter: Typesetter,
    letters: Letters,
    before: Before,
    /// The draft whose pages were set last.
    set: String,
}

impl Bench {
    /// First what is looked at; what has to be known of the other pages afterwards.
    fn set(&mut self, job: Job, desk: &Desk, outbox: &Outbox) -> Result<(), Closed> {
        if std::mem::replace(&mut self.set, job.draft.clone()) != job.draft
            && let Some(pages) = first_pages(&mut self.typesetter, &job)
        {
            outbox.send(Report::First { draft: job.draft.clone(), pages: Arc::new(pages) })?;
        }
        let Job { draft, revision, document } = job;
        let pages = match (self.press)(&mut self.typesetter, &document) {
            Ok(pages) => Arc::new(pages),
            Err(error) => {
                return outbox.send(Report::Failed { draft, message: capitalised(&error.to_string()) });
            }
        };
        // Found here, so that the window does not wait for it.
        pages.hits(0);
        let seen = desk.seen(&draft);
        let pictures = seen.into_iter().filter_map(|seen| self.draw_again(&pages, seen)).collect();
        let draft_set = draft.clone();
        outbox.send(Report::Pages { draft, revision, pages: Arc::clone(&pages), pictures })?;
        let changed = self.before.compare(&draft_set, &pages, Instant::now());
        let missing = missing_glyphs(&document);
        outbox.send(Report::Read { pages, missing, changed })?;
        self.typesetter.tidy();
        Ok(())
    }

    /// The picture of what is on screen, if the page looks different now.
    fn draw_again(&mut self, pages: &Pages, seen: Seen) -> Option<(Seen, ColorImage)> {
        let density = seen.plate.scale as f32 / 1000.0;
        let size = picture_size(pages.size(seen.page)?, density);
        let look = pages.text(seen.page).look();
        if size != seen.plate.size || look == seen.plate.look {
            return None;
        }
        // What cannot be drawn is told when it is ordered by itself.
        let pixels = pages.render_part(seen.page, density, seen.tile, &mut self.letters).ok()??;
        Some((Seen { plate: Plate { look, ..seen.plate }, ..seen }, image(&pixels)))
    }
}

/// A document with more lines than this keeps somebody waiting for a second: about fifty pages.
const LONG: usize = 1500;
/// Lines that are set first.
const FIRST: usize = 60;

/// Blocks, and the rows, pairs and items in them.
fn weight(section: &Section) -> usize {
    let blocks = section.clauses.iter().flat_map(|clause| &clause.blocks);
    blocks
        .map(|block| match block {
            Block::Table(table) => 1 + table.rows.len(),
            Block::KeyValues(pairs) => 1 + pairs.len(),
            Block::List(list) => 1 + list.items.len(),
            _ => 1,
        })
        .sum()
}

/// The title and first sections of a long document. That a fault ends in no pages is no loss: the whole follows.
fn first_pages(typesetter: &mut Typesetter, job: &Job) -> Option<Pages> {
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
    catch_unwind(AssertUnwindSafe(set)).ok().flatten()
}

/// What is reported if this ends in a fault of the program.
fn excuse(next: &Next) -> Option<Report> {
    match next {
        Next::Job(job) => Some(Report::Failed { draft: job.draft.clone(), message: words::FAULT.to_owned() }),
        // The gallery shows a blank sheet.
        Next::Cover(_) => None,
    }
}

/// The first page of a form's example, without the pages behind it: they would take seconds, and hundreds of megabytes
/// in Typst's memory of what it has laid out.
pub fn cover(form: &Form) -> Option<Report> {
    let mut document = document::assemble(form.example(), form);
    document.sections.clear();
    document.meta.overview.clear();
    let pages = Typesetter::new().typeset(&document, &Marks::default(), Mode::Export).ok()?;
    let pixels = pages.render(0, COVER_SCALE).ok().flatten()?;
    Some(Report::Cover { form: form.template().id.to_string(), image: image(&pixels) })
}

/// The press of the program.
pub fn typeset(typesetter: &mut Typesetter, document: &Document) -> Result<Pages, TypesetError> {
    typesetter.typeset(document, &Marks::default(), Mode::Preview)
}

pub fn image(pixels: &Pixels) -> ColorImage {
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
