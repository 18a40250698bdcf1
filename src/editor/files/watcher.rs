//! Looking at the files of open drafts on a thread of its own: a drive that does not answer holds nothing up.

use crate::session::{Session, SessionId};
use crate::store::{Claiming, ContentHash, Folders, Fs, Holder, Look, Seen, claim, look};
use egui::Context;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// A file to be looked at.
struct Target {
    session: SessionId,
    path: PathBuf,
    known: ContentHash,
    before: Option<Look>,
    /// Another window had the draft; ask whether it still has.
    contested: bool,
}

/// How a file was found.
pub struct Sighting {
    pub session: SessionId,
    /// The content it was held against.
    pub known: ContentHash,
    pub seen: Seen,
    /// What asking again for the right to change it came to.
    pub claiming: Option<Claiming>,
}

/// One look at all files at a time; whoever asks meanwhile gets another one afterwards.
#[derive(Default)]
pub struct Watcher {
    found: Option<Receiver<Vec<Sighting>>>,
    again: bool,
}

impl Watcher {
    pub fn is_busy(&self) -> bool {
        self.found.is_some()
    }

    /// Looks at the files of these drafts.
    pub fn look<'a>(
        &mut self,
        ctx: &Context,
        fs: &Arc<dyn Fs>,
        folders: Option<&Folders>,
        sessions: impl Iterator<Item = &'a Session>,
        now: i64,
    ) {
        if self.is_busy() {
            self.again = true;
            return;
        }
        let target = |s: &Session| {
            let (path, known, before) = s.to_watch()?;
            Some(Target { session: s.id(), path, known, before, contested: s.contested().is_some() })
        };
        let targets: Vec<Target> = sessions.filter_map(target).collect();
        if targets.is_empty() {
            return;
        }
        let (report, found) = channel();
        let (ctx, fs, folders) = (ctx.clone(), Arc::clone(fs), folders.cloned());
        let work = move || {
            let me = Holder::this(fs.as_ref(), now);
            let sight = |target: Target| {
                let asked = folders.as_ref().filter(|_| target.contested);
                Sighting {
                    session: target.session,
                    known: target.known,
                    claiming: asked.map(|folders| claim(fs.as_ref(), folders, &target.path, &me)),
                    seen: look(fs.as_ref(), &target.path, target.known, target.before),
                }
            };
            // A window that has gone meanwhile needs no report.
            drop(report.send(targets.into_iter().map(sight).collect()));
            ctx.request_repaint();
        };
        match std::thread::Builder::new().name("watcher".to_owned()).spawn(work) {
            Ok(_) => self.found = Some(found),
            Err(error) => tracing::warn!("no thread to look at files: {error}"),
        }
    }

    /// What was found, and whether another look was asked for meanwhile.
    pub fn poll(&mut self) -> (Vec<Sighting>, bool) {
        let Some(found) = &self.found else { return (Vec::new(), false) };
        match found.try_recv() {
            Err(TryRecvError::Empty) => (Vec::new(), false),
            Ok(sightings) => {
                self.found = None;
                (sightings, std::mem::take(&mut self.again))
            }
            Err(TryRecvError::Disconnected) => {
                self.found = None;
                (Vec::new(), std::mem::take(&mut self.again))
            }
        }
    }
}
