//! Opening files: drafts, PDFs with a draft inside, several at once, and what is no draft at all.

use super::App;
use super::words::again;
use crate::editor::dialogs::{Ask, Dialog};
use crate::editor::files::{Looked, Lookup};
use crate::editor::panels::start::words;
use crate::export::extract::ExtractError;
use crate::session::{FileError, Session, SessionId};
use crate::store::Fs;
use egui::Context;
use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Which of the recent drafts are still there. A drive may take its time to say.
#[derive(Default)]
pub(super) struct Presence {
    /// Files that were not found when it was last looked.
    pub missing: HashSet<PathBuf>,
    looking: Option<Lookup<HashSet<PathBuf>>>,
}

/// A file that is being read.
pub(super) struct Opening {
    path: PathBuf,
    /// Seconds of egui's clock.
    since: f64,
    reading: Lookup<Result<Box<Session>, Refused>>,
    aim: Aim,
}

/// What a file is read for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// To be opened; of a Word file whose draft is open it is asked what shall be done with it.
    Ask,
    /// To be opened, whatever is open.
    Open,
    /// To begin a draft with its terms.
    Begin,
}

/// Why a file was not opened.
struct Refused {
    /// In words for the user.
    reason: String,
    /// A Word file without a draft inside.
    bare: bool,
}

/// What is read within this time is there at once.
const AT_ONCE: Duration = Duration::from_millis(400);

/// Seconds after that, when a file that is still being read is shown to be.
const SLOW: f64 = 0.1;

fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

/// Whether files of this ending are documents with a draft inside.
fn is_exported(ending: &str) -> bool {
    matches!(ending, "pdf" | "docx")
}

/// Reads a draft, or the one inside a PDF or Word file.
///
/// # Errors
/// [`Refused`] says why.
fn read(fs: &dyn Fs, path: &Path) -> Result<Session, Refused> {
    let ending = ending(path);
    if is_exported(&ending) {
        return Session::open_exported(fs, path).map_err(|error| Refused {
            reason: error.to_string(),
            bare: matches!(error, FileError::Exported { source: ExtractError::NoDraftInWord, .. }),
        });
    }
    let told = |error: FileError| match words::kind_of(&ending) {
        // Where it stops being a draft helps nobody if it was never meant to be one.
        Some(kind) if fs.metadata(path).is_ok() => {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            words::not_a_draft(&name, kind)
        }
        _ => error.to_string(),
    };
    Session::open(fs, path).map_err(|error| Refused { reason: told(error), bare: false })
}

impl App {
    /// Opens a file, or brings it to the front if it is open.
    pub fn open(&mut self, ctx: &Context, path: &Path) {
        self.open_for(ctx, path, Aim::Ask);
    }

    /// Opens the draft inside a Word file, though it is open.
    pub(super) fn open_alone(&mut self, ctx: &Context, path: &Path) {
        self.open_for(ctx, path, Aim::Open);
    }

    /// Begins a draft with the terms of one on disk, as it stands there or, if it is open, in its tab.
    pub(super) fn begin_from_file(&mut self, ctx: &Context, path: &Path) {
        if self.workspace.activate_file(self.deps.fs.as_ref(), path) {
            self.begin_from_active();
        } else {
            self.open_for(ctx, path, Aim::Begin);
        }
    }

    fn open_for(&mut self, ctx: &Context, path: &Path, aim: Aim) {
        if let Err(reason) = self.try_open(ctx, path, aim) {
            self.tell(words::NOT_OPENED, reason);
        }
    }

    /// Opens several files; what cannot be opened is told together.
    pub(super) fn open_all(&mut self, ctx: &Context, paths: &[PathBuf]) {
        // One question at a time: of several files none is asked about.
        let aim = if paths.len() == 1 { Aim::Ask } else { Aim::Open };
        let failed: Vec<String> =
            paths.iter().filter_map(|path| self.try_open(ctx, path, aim).err()).collect();
        match failed.as_slice() {
            [] => {}
            [reason] => self.tell(words::NOT_OPENED, reason.as_str()),
            reasons => self.tell(&words::not_opened(reasons.len()), reasons.join("\n\n")),
        }
    }

    /// Opens a file; one that the disk takes its time for is opened when it is there.
    fn try_open(&mut self, ctx: &Context, path: &Path, aim: Aim) -> Result<(), String> {
        let fs = Arc::clone(&self.deps.fs);
        if self.workspace.activate_file(fs.as_ref(), path) {
            self.on_start = false;
            return Ok(());
        }
        if self.openings.iter().any(|opening| opening.path == path) {
            return Ok(());
        }
        let read_path = path.to_owned();
        let reading = Lookup::start(ctx, move || read(fs.as_ref(), &read_path).map(Box::new));
        match reading.wait(AT_ONCE) {
            Looked::Found(read) => return self.take_read(ctx, path, read, aim),
            Looked::Broken => return Err(words::OPENING_BROKEN.to_owned()),
            Looked::Waiting => {
                let since = ctx.input(|i| i.time);
                self.openings.push(Opening { path: path.to_owned(), since, reading, aim });
            }
        }
        Ok(())
    }

    fn take_read(
        &mut self,
        ctx: &Context,
        path: &Path,
        read: Result<Box<Session>, Refused>,
        aim: Aim,
    ) -> Result<(), String> {
        match read {
            Ok(session) if aim == Aim::Begin => {
                let whole = session.damage().is_none() && session.read_only().is_none();
                if whole {
                    self.begin_anew(session.draft(), Arc::clone(session.form()), again::IN_ITS_FILE);
                } else {
                    self.take_opened(ctx, path, *session);
                    self.toasts.say(ctx, words::AGAIN_DAMAGED);
                }
                Ok(())
            }
            Ok(session) => {
                let of_same = |other: &&Session| other.draft().id == session.draft().id;
                let open = self.workspace.sessions().iter().find(of_same).filter(|_| ending(path) == "docx");
                if let Some(open) = open.filter(|_| aim == Aim::Ask) {
                    let (path, title, session) = (path.to_owned(), open.title(), open.id());
                    self.ask(Dialog::Ask(Ask::Returned { path, title, session, bare: false }));
                } else {
                    self.take_opened(ctx, path, *session);
                }
                Ok(())
            }
            Err(refused) => match self.session().filter(|_| aim == Aim::Ask && refused.bare) {
                Some(open) => {
                    let (path, title, session) = (path.to_owned(), open.title(), open.id());
                    self.ask(Dialog::Ask(Ask::Returned { path, title, session, bare: true }));
                    Ok(())
                }
                None => Err(refused.reason),
            },
        }
    }

    /// Lays a Word file beside the open draft that it was made from.
    pub(super) fn compare_with_open(&mut self, path: PathBuf, session: SessionId) {
        if let Some(at) = self.workspace.position(session) {
            self.workspace.activate(at);
            self.on_start = false;
            self.compare_returned(path);
        }
    }

    fn take_opened(&mut self, ctx: &Context, path: &Path, session: Session) {
        // Opened a second time while it was being read.
        if self.workspace.activate_file(self.deps.fs.as_ref(), path) {
            self.on_start = false;
            return;
        }
        let id = session.id();
        self.show(session);
        if is_exported(&ending(path)) {
            self.toasts.say(ctx, words::from_exported(&ending(path)));
        } else {
            self.remember(ctx, id);
            self.ask_which(path);
        }
    }

    /// Takes in the files that the disk took its time for.
    pub(super) fn poll_openings(&mut self, ctx: &Context) {
        for opening in std::mem::take(&mut self.openings) {
            match opening.reading.poll() {
                Looked::Waiting => self.openings.push(opening),
                Looked::Found(read) => {
                    if let Err(reason) = self.take_read(ctx, &opening.path, read, opening.aim) {
                        self.tell(words::NOT_OPENED, reason);
                    }
                }
                Looked::Broken => self.tell(words::NOT_OPENED, words::OPENING_BROKEN),
            }
        }
    }

    /// What is said while files are being read for longer than a moment.
    pub(super) fn opening_progress(&self, ctx: &Context) -> Option<String> {
        let now = ctx.input(|i| i.time);
        let opening = self.openings.first()?;
        let (running, name) = (now - opening.since, opening.path.file_name().unwrap_or_default());
        ctx.request_repaint_after_secs(if running < SLOW { (SLOW - running) as f32 } else { 1.0 });
        (running >= SLOW).then(|| words::opening(&name.to_string_lossy(), running as u64))
    }

    /// Whether a file is still being read.
    pub fn is_opening(&self) -> bool {
        !self.openings.is_empty()
    }

    /// Forgets the files that are still being read.
    pub(super) fn cancel_opening(&mut self) {
        self.openings.clear();
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
