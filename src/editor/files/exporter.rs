//! Exports run on a thread of their own: a long agreement takes a second, and the window goes on.

use super::ExportOrder;
use crate::document::Document;
use crate::draft::{Draft, to_ron};
use crate::export::{ExportOptions, export};
use crate::store::{Fs, write_export};
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// A finished export: how many other names (hard links) of the file keep what it held before, or why there is none.
pub struct Exported {
    pub path: PathBuf,
    pub result: Result<u64, String>,
}

/// An export that is being made.
pub struct Exporter {
    path: PathBuf,
    result: Receiver<Result<u64, String>>,
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
        let ctx = ctx.clone();
        let target = path.clone();
        std::thread::Builder::new().name("export".to_owned()).spawn(move || {
            let done = make(fs.as_ref(), order, &material, &target);
            // A window that has gone meanwhile needs no answer.
            drop(send.send(done));
            ctx.request_repaint();
        })?;
        Ok(Self { path, result })
    }

    /// The result, once it is there.
    pub fn poll(&self) -> Option<Exported> {
        let result = match self.result.try_recv() {
            Ok(result) => result,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => {
                Err("The export stopped because of a fault in Clausewright. The draft is unharmed."
                    .to_owned())
            }
        };
        Some(Exported { path: self.path.clone(), result })
    }
}

/// How many other names of the file keep what it held before.
fn make(fs: &dyn Fs, order: ExportOrder, material: &Material, path: &Path) -> Result<u64, String> {
    let source = order.with_source.then(|| to_ron(&material.draft)).transpose();
    let source = source.map_err(|e| format!("The draft cannot be put into the export: {e}"))?;
    let options = ExportOptions {
        open_problems: order.draft.then_some(material.errors),
        source: source.map(String::into_bytes),
    };
    let bytes = export(&material.document, order.format, &options).map_err(|e| e.to_string())?;
    write_export(fs, path, &bytes).map(|done| done.other_names).map_err(|e| e.to_string())
}
