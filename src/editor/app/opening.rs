//! Opening files: drafts, PDFs with a draft inside, several at once, and what is no draft at all.

use super::App;
use crate::editor::files::{Looked, Lookup};
use crate::editor::panels::start::words;
use crate::session::Session;
use egui::Context;
use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which of the recent drafts are still there. A drive may take its time to say.
#[derive(Default)]
pub(super) struct Presence {
    /// Files that were not found when it was last looked.
    pub missing: HashSet<PathBuf>,
    looking: Option<Lookup<HashSet<PathBuf>>>,
}

impl App {
    /// Opens a file, or brings it to the front if it is open.
    pub fn open(&mut self, ctx: &Context, path: &Path) {
        if let Err(reason) = self.try_open(ctx, path) {
            self.tell("The draft cannot be opened", reason);
        }
    }

    /// Opens several files; what cannot be opened is told together.
    pub(super) fn open_all(&mut self, ctx: &Context, paths: &[PathBuf]) {
        let failed: Vec<String> = paths.iter().filter_map(|path| self.try_open(ctx, path).err()).collect();
        match failed.as_slice() {
            [] => {}
            [reason] => self.tell("The draft cannot be opened", reason.as_str()),
            reasons => self.tell(&words::not_opened(reasons.len()), reasons.join("\n\n")),
        }
    }

    fn try_open(&mut self, ctx: &Context, path: &Path) -> Result<(), String> {
        let fs = Arc::clone(&self.deps.fs);
        if self.workspace.activate_file(fs.as_ref(), path) {
            self.on_start = false;
            return Ok(());
        }
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if ending == "pdf" {
            let session = Session::open_pdf(fs.as_ref(), path).map_err(|error| error.to_string())?;
            self.show(session);
            self.toasts.say(ctx, words::FROM_PDF);
            return Ok(());
        }
        let session = Session::open(fs.as_ref(), path).map_err(|error| match words::kind_of(&ending) {
            // Where it stops being a draft helps nobody if it was never meant to be one.
            Some(kind) if fs.metadata(path).is_ok() => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                words::not_a_draft(&name, kind)
            }
            _ => error.to_string(),
        })?;
        let id = session.id();
        self.show(session);
        self.remember(ctx, id);
        self.ask_which(path);
        Ok(())
    }

    /// Files that were dragged onto the window are opened, unless something is being asked.
    pub(super) fn take_dropped_files(&mut self, ctx: &Context) {
        let dropped: Vec<PathBuf> =
            ctx.input(|i| i.raw.dropped_files.iter().map(|f| f.path().to_owned()).collect());
        if !dropped.is_empty() {
            self.open_all(ctx, &dropped);
            ctx.request_repaint();
        }
    }

    /// Begins to look which recent drafts are still there.
    pub(super) fn look_for_recent(&mut self, ctx: &Context) {
        let paths: Vec<PathBuf> = self.recent.files().iter().map(|file| file.path.clone()).collect();
        if paths.is_empty() {
            return;
        }
        let fs = Arc::clone(&self.deps.fs);
        // What cannot be asked at the moment is not called missing.
        let gone = move |path: &PathBuf| fs.metadata(path).is_err_and(|e| e.kind() == ErrorKind::NotFound);
        self.presence.looking = Some(Lookup::start(ctx, move || paths.into_iter().filter(gone).collect()));
    }

    /// Takes in which recent drafts are still there.
    pub(super) fn poll_presence(&mut self) {
        let Some(looking) = &self.presence.looking else { return };
        match looking.poll() {
            Looked::Waiting => return,
            Looked::Found(missing) => self.presence.missing = missing,
            Looked::Broken => {}
        }
        self.presence.looking = None;
    }

    pub(super) fn is_looking_for_recent(&self) -> bool {
        self.presence.looking.is_some()
    }
}
