//! Exports run on a thread of their own: a long agreement takes a second, and the window goes on.

use super::ExportOrder;
use crate::document::Document;
use crate::draft::{Draft, to_ron};
use crate::export::{ExportOptions, Format, export, openslo};
use crate::store::{Fs, write_export};
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// What an export came to.
#[derive(Debug)]
pub enum Outcome {
    Done(Made),
    /// Nothing was written.
    Cancelled,
    /// Why there is none.
    Failed(String),
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// The files, the one that was asked for first.
    pub files: Vec<PathBuf>,
    /// How many other names (hard links) of them keep what was there before.
    pub other_names: u64,
    /// How many of how many metrics are not in an OpenSLO file.
    pub left_out: Option<(usize, usize)>,
}

/// An export that is being made.
pub struct Exporter {
    pub path: PathBuf,
    pub order: ExportOrder,
    /// The draft, by its id.
    pub draft: String,
    /// Seconds of egui's clock.
    pub since: f64,
    cancelled: Arc<AtomicBool>,
    result: Receiver<Outcome>,
}

/// What is exported.
pub struct Material {
    pub draft: Arc<Draft>,
    pub document: Arc<Document>,
    /// Errors that are left.
    pub errors: usize,
}

impl Exporter {
    /// Starts to export to `path`.
    ///
    /// # Errors
    /// When the system starts no thread.
    pub fn start(
        ctx: &Context,
        fs: Arc<dyn Fs>,
        order: ExportOrder,
        material: Material,
        path: PathBuf,
    ) -> std::io::Result<Self> {
        let (send, result) = channel();
        let since = ctx.input(|i| i.time);
        let ctx = ctx.clone();
        let target = path.clone();
        let draft = material.draft.id.to_string();
        let cancelled = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&cancelled);
        std::thread::Builder::new().name("export".to_owned()).spawn(move || {
            let done = make(fs.as_ref(), order, &material, &target, &flag);
            // A window that has gone meanwhile needs no answer.
            drop(send.send(done));
            ctx.request_repaint();
        })?;
        Ok(Self { path, order, draft, since, cancelled, result })
    }

    /// The result, once it is there.
    pub fn poll(&self) -> Option<Outcome> {
        match self.result.try_recv() {
            Ok(result) => Some(result),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Outcome::Failed(words::FAULT.to_owned())),
        }
    }

    /// Has nothing written, if nothing is written yet. Typesetting itself cannot be stopped; its result is dropped.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

fn make(
    fs: &dyn Fs,
    order: ExportOrder,
    material: &Material,
    path: &Path,
    cancelled: &AtomicBool,
) -> Outcome {
    // Everything is made before anything is written: a format that cannot be made leaves no others behind.
    let files = order.files(path);
    let several = files.len() > 1;
    let mut contents = Vec::with_capacity(files.len());
    for (format, _) in &files {
        match bytes(*format, order, material) {
            Ok(bytes) => contents.push(bytes),
            Err(_) if cancelled.load(Ordering::Relaxed) => return Outcome::Cancelled,
            Err(cause) if several => return Outcome::Failed(words::of_several(*format, &cause)),
            Err(cause) => return Outcome::Failed(cause),
        }
        if cancelled.load(Ordering::Relaxed) {
            return Outcome::Cancelled;
        }
    }
    let mut made = Made::default();
    for ((format, path), bytes) in files.into_iter().zip(contents) {
        match write_export(fs, &path, &bytes) {
            Ok(done) => made.other_names += done.other_names,
            Err(error) if made.files.is_empty() => return Outcome::Failed(error.to_string()),
            Err(error) => return Outcome::Failed(words::in_part(&error.to_string(), &made.files)),
        }
        if format == Format::OpenSlo {
            let agreement = &material.draft.agreement;
            made.left_out = Some((openslo::left_out(agreement).len(), agreement.metrics.len()));
        }
        made.files.push(path);
    }
    Outcome::Done(made)
}

fn bytes(format: Format, order: ExportOrder, material: &Material) -> Result<Vec<u8>, String> {
    let source = order.with_source.then(|| to_ron(&material.draft)).transpose();
    let source = source.map_err(|e| words::no_source(&e.to_string()))?;
    let options = ExportOptions {
        open_problems: order.draft.then_some(material.errors),
        source: source.map(String::into_bytes),
    };
    export(&material.draft, &material.document, format, &options).map_err(|e| e.to_string())
}

mod words {
    use crate::export::Format;
    use std::path::PathBuf;

    pub const FAULT: &str = "The export stopped because of a fault in Clausewright. The draft is unharmed.";

    /// One of several formats cannot be made.
    pub fn of_several(format: Format, cause: &str) -> String {
        format!("No file was written, because one of them cannot be made ({}): {cause}", format.short())
    }

    /// Some of the files are there.
    pub fn in_part(cause: &str, made: &[PathBuf]) -> String {
        let made: Vec<String> = made.iter().map(|p| p.display().to_string()).collect();
        format!("{cause}. Written before that, and whole: {}", made.join(", "))
    }

    pub fn no_source(error: &str) -> String {
        format!("The draft cannot be put into the export: {error}. Export it without the draft inside.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Formats;
    use crate::store::testing::{FakeFs, Fault, Operation};

    fn example() -> (Material, FakeFs) {
        let form = crate::template::find("cloud-hosting").unwrap();
        let document = Arc::new(crate::document::assemble(form.example(), &form));
        let fs = FakeFs::new();
        fs.put_folder("/out");
        (Material { draft: Arc::new(form.example().clone()), document, errors: 0 }, fs)
    }

    fn order(also: &[Format]) -> ExportOrder {
        let also: Formats = also.iter().copied().collect();
        ExportOrder { format: Format::Text, also, with_source: false, draft: false, finalize: false }
    }

    #[test]
    fn a_cancelled_export_writes_nothing() {
        let (material, fs) = example();
        let order = order(&[]);
        let path = Path::new("/out/a.txt");
        let cancelled = AtomicBool::new(true);
        assert!(matches!(make(&fs, order, &material, path, &cancelled), Outcome::Cancelled));
        assert!(fs.content("/out/a.txt").is_none());
        cancelled.store(false, Ordering::Relaxed);
        let Outcome::Done(made) = make(&fs, order, &material, path, &cancelled) else { panic!() };
        assert_eq!((made.files.as_slice(), made.other_names), (&[path.to_owned()][..], 0));
        assert!(fs.content("/out/a.txt").is_some());
    }

    #[test]
    fn several_formats_are_made_before_the_first_is_written() {
        let (mut material, fs) = example();
        let go_on = AtomicBool::new(false);
        let path = Path::new("/out/a.txt");
        let order = order(&[Format::Html, Format::OpenSlo]);
        let Outcome::Done(made) = make(&fs, order, &material, path, &go_on) else { panic!() };
        assert_eq!(made.files.len(), 3);
        assert_eq!(made.left_out, Some((0, material.draft.agreement.metrics.len())));
        for file in &made.files {
            assert!(fs.content(file).is_some(), "{file:?}");
        }

        let mut draft = Draft::clone(&material.draft);
        draft.agreement.metrics.clear();
        material.draft = Arc::new(draft);
        let other = Path::new("/out/b.txt");
        let Outcome::Failed(cause) = make(&fs, order, &material, other, &go_on) else { panic!() };
        assert!(cause.contains("OpenSLO") && cause.contains("no metrics"), "{cause}");
        assert!(fs.content("/out/b.txt").is_none() && fs.content("/out/b.html").is_none());
    }

    #[test]
    fn a_disk_that_fails_is_told_and_leaves_nothing_half_written() {
        let (material, fs) = example();
        fs.fail(Fault::every(Operation::Write, std::io::ErrorKind::StorageFull));
        let path = Path::new("/out/a.txt");
        let made = make(&fs, order(&[Format::Html]), &material, path, &AtomicBool::new(false));
        assert!(matches!(made, Outcome::Failed(cause) if cause.contains("/out/a.txt")));
        assert!(fs.content("/out/a.txt").is_none() && fs.content("/out/a.html").is_none());
    }
}
