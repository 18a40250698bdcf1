//! Exports run on a thread of their own: a long agreement takes a second, and the window goes on.

use super::ExportOrder;
use crate::document::Document;
use crate::draft::{Draft, to_ron};
use crate::export::{ExportOptions, export};
use crate::store::{Fs, write_export};
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// What an export came to.
#[derive(Debug)]
pub enum Outcome {
    /// How many other names (hard links) of the file keep what it held before.
    Done(u64),
    /// Nothing was written.
    Cancelled,
    /// Why there is none.
    Failed(String),
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
    let bytes = match bytes(order, material) {
        Ok(bytes) => bytes,
        Err(_) if cancelled.load(Ordering::Relaxed) => return Outcome::Cancelled,
        Err(cause) => return Outcome::Failed(cause),
    };
    if cancelled.load(Ordering::Relaxed) {
        return Outcome::Cancelled;
    }
    match write_export(fs, path, &bytes) {
        Ok(done) => Outcome::Done(done.other_names),
        Err(error) => Outcome::Failed(error.to_string()),
    }
}

fn bytes(order: ExportOrder, material: &Material) -> Result<Vec<u8>, String> {
    let source = order.with_source.then(|| to_ron(&material.draft)).transpose();
    let source = source.map_err(|e| words::no_source(&e.to_string()))?;
    let options = ExportOptions {
        open_problems: order.draft.then_some(material.errors),
        source: source.map(String::into_bytes),
    };
    export(&material.draft, &material.document, order.format, &options).map_err(|e| e.to_string())
}

mod words {
    pub const FAULT: &str = "The export stopped because of a fault in Clausewright. The draft is unharmed.";

    pub fn no_source(error: &str) -> String {
        format!("The draft cannot be put into the export: {error}. Export it without the draft inside.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Format;
    use crate::store::testing::FakeFs;

    #[test]
    fn a_cancelled_export_writes_nothing() {
        let form = crate::template::find("cloud-hosting").unwrap();
        let document = Arc::new(crate::document::assemble(form.example(), &form));
        let material = Material { draft: Arc::new(form.example().clone()), document, errors: 0 };
        let order = ExportOrder { format: Format::Text, with_source: false, draft: false, finalize: false };
        let fs = FakeFs::new();
        fs.put_folder("/out");
        let path = Path::new("/out/a.txt");
        let cancelled = AtomicBool::new(true);
        assert!(matches!(make(&fs, order, &material, path, &cancelled), Outcome::Cancelled));
        assert!(fs.content("/out/a.txt").is_none());
        cancelled.store(false, Ordering::Relaxed);
        assert!(matches!(make(&fs, order, &material, path, &cancelled), Outcome::Done(0)));
        assert!(fs.content("/out/a.txt").is_some());
    }
}
