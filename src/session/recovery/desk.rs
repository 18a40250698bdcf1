//! Which drafts are to be kept and how far that has come. No disk, no threads, no clock of its own.

use super::super::{OpenFile, SessionId};
use super::schedule::{Delays, Due};
use crate::draft::Draft;
use crate::store::journal::{Tab, Window};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// A draft with changes that no file holds.
#[derive(Clone, Debug)]
pub struct Unsaved {
    pub draft: Arc<Draft>,
    pub title: String,
    /// The file it belongs to, and what it held when they were last in step.
    pub base: Option<OpenFile>,
    /// The section of the form in front.
    pub section: String,
}

/// A tab of the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTab {
    pub session: SessionId,
    pub path: Option<PathBuf>,
    pub section: String,
}

/// What becomes of the journal of a draft that no longer needs one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is saved, or as its file.
    Remove,
    /// The user closed it without saving: it can be brought back for a while.
    Discard,
}

/// Something to be done on disk.
#[derive(Clone, Debug)]
pub(super) enum Task {
    Write {
        session: SessionId,
        number: u32,
        unsaved: Unsaved,
        replaces: Vec<PathBuf>,
    },
    /// `unsaved`: the newest state, if the journal does not hold it.
    End {
        session: SessionId,
        number: u32,
        fate: Fate,
        unsaved: Option<Unsaved>,
        replaces: Vec<PathBuf>,
    },
    /// `retired`: folders of earlier runs whose tabs this window has taken over.
    Window {
        window: Window,
        retired: Vec<PathBuf>,
    },
}

#[derive(Debug)]
struct Slot {
    /// Names its journal.
    number: u32,
    newest: Unsaved,
    due: Due,
    /// The newest state is on disk, or on its way there.
    current: bool,
    end: Option<Fate>,
    /// Journals of earlier runs that this one continues; they go once this one is written.
    replaces: Vec<PathBuf>,
    failed: bool,
}

#[derive(Debug, Default)]
pub(super) struct Desk {
    delays: Delays,
    slots: BTreeMap<SessionId, Slot>,
    last_number: u32,
    tabs: Vec<OpenTab>,
    front: usize,
    window_due: Due,
    window_failed: bool,
    retired: Vec<PathBuf>,
    closed: bool,
    /// A task was taken and is not done.
    busy: bool,
    trouble: Option<String>,
    /// Attempts that failed, ever.
    failures: u64,
}

impl Desk {
    pub fn new(delays: Delays) -> Self {
        Self { delays, ..Self::default() }
    }

    /// Takes in the newest state of a draft.
    pub fn keep(&mut self, session: SessionId, unsaved: Unsaved, now: Duration) {
        if let Some(slot) = self.slots.get_mut(&session) {
            slot.newest = unsaved;
            slot.end = None;
            slot.current = false;
            slot.due.changed(now);
            return;
        }
        self.last_number += 1;
        let mut slot = Slot {
            number: self.last_number,
            newest: unsaved,
            due: Due::default(),
            current: false,
            end: None,
            replaces: Vec::new(),
            failed: false,
        };
        slot.due.changed(now);
        self.slots.insert(session, slot);
        self.window_due.changed(now);
    }

    /// The draft continues a journal of an earlier run: it is written at once, and the old one removed then.
    pub fn replace(&mut self, session: SessionId, journal: PathBuf, now: Duration) {
        if let Some(slot) = self.slots.get_mut(&session) {
            slot.replaces.push(journal);
            slot.due.hurry(now);
        }
    }

    /// The draft needs no journal any more.
    pub fn end(&mut self, session: SessionId, fate: Fate, now: Duration) {
        let Some(slot) = self.slots.get_mut(&session) else { return };
        if slot.end != Some(fate) {
            slot.end = Some(fate);
            slot.due.hurry(now);
            self.window_due.changed(now);
        }
    }

    pub fn keeps(&self, session: SessionId) -> bool {
        self.slots.get(&session).is_some_and(|slot| slot.end.is_none())
    }

    /// Takes in which tabs there are; written only if they are others than before, or the window counted as closed.
    pub fn arrange(&mut self, tabs: Vec<OpenTab>, front: usize, now: Duration) {
        if self.tabs != tabs || self.front != front || std::mem::take(&mut self.closed) {
            (self.tabs, self.front) = (tabs, front);
            self.window_due.changed(now);
        }
    }

    /// The disk has lost everything: all of it is to be written once more.
    pub fn again(&mut self, now: Duration) {
        for slot in self.slots.values_mut() {
            slot.current = false;
            slot.due.changed(now);
        }
        self.window_due.changed(now);
    }

    /// The tabs of this earlier run are among those of this window: once they are written it may go.
    pub fn retire(&mut self, folder: PathBuf, now: Duration) {
        self.retired.push(folder);
        self.window_due.hurry(now);
    }

    /// Everything is to be written now, the window as closed or open.
    pub fn hurry(&mut self, closed: bool, now: Duration) {
        for slot in self.slots.values_mut().filter(|slot| slot.due.is_waiting()) {
            slot.due.hurry(now);
        }
        self.closed = closed;
        self.window_due.hurry(now);
    }

    /// When there is something to do.
    pub fn next(&self) -> Option<Duration> {
        let slots = self.slots.values().filter_map(|slot| slot.due.at(&self.delays));
        slots.chain(self.window_due.at(&self.delays)).min()
    }

    pub fn is_idle(&self) -> bool {
        self.next().is_none() && !self.busy
    }

    /// What is to be done by now; drafts before the window that names their journals.
    pub fn take(&mut self, now: Duration) -> Option<Task> {
        let task = self.choose(now);
        self.busy = task.is_some();
        task
    }

    fn choose(&mut self, now: Duration) -> Option<Task> {
        let delays = self.delays;
        let is_due = |due: &Due| due.at(&delays).is_some_and(|at| at <= now);
        if let Some((session, slot)) = self.slots.iter_mut().find(|(_, slot)| is_due(&slot.due)) {
            slot.due.taken();
            let (session, number, replaces) = (*session, slot.number, slot.replaces.clone());
            let unsaved = slot.newest.clone();
            let was_current = std::mem::replace(&mut slot.current, true);
            return Some(match slot.end {
                None => Task::Write { session, number, unsaved, replaces },
                Some(fate) => {
                    let unsaved = (!was_current && fate == Fate::Discard).then_some(unsaved);
                    Task::End { session, number, fate, unsaved, replaces }
                }
            });
        }
        if !is_due(&self.window_due) {
            return None;
        }
        self.window_due.taken();
        Some(Task::Window { window: self.window(), retired: self.retired.clone() })
    }

    fn window(&self) -> Window {
        let tab = |open: &OpenTab| Tab {
            journal: self.slots.get(&open.session).filter(|slot| slot.end.is_none()).map(|slot| slot.number),
            path: open.path.clone(),
            section: open.section.clone(),
        };
        let tabs = self.tabs.iter().map(tab).collect();
        Window { process: std::process::id(), closed: self.closed, tabs, front: self.front }
    }

    /// Takes in what a task came to. True if there is news for the user.
    pub fn done(&mut self, task: Task, result: Result<(), String>, now: Duration) -> bool {
        let before = self.trouble.clone();
        let failed = result.is_err();
        self.busy = false;
        match &task {
            Task::Window { retired, .. } => {
                self.window_failed = failed;
                if failed {
                    self.window_due.failed(now, &self.delays);
                } else {
                    self.retired.retain(|folder| !retired.contains(folder));
                }
            }
            Task::Write { session, replaces, .. } => {
                if let Some(slot) = self.slots.get_mut(session) {
                    slot.failed = failed;
                    if failed {
                        slot.current = false;
                        slot.due.failed(now, &self.delays);
                    } else {
                        slot.replaces.retain(|file| !replaces.contains(file));
                    }
                }
            }
            Task::End { session, replaces, unsaved, .. } => {
                let ended = self.slots.get(session).is_some_and(|slot| slot.end.is_some());
                if failed {
                    if let Some(slot) = self.slots.get_mut(session) {
                        slot.current = slot.current && unsaved.is_none();
                        slot.due.failed(now, &self.delays);
                    }
                } else if ended {
                    self.slots.remove(session);
                } else if let Some(slot) = self.slots.get_mut(session) {
                    slot.replaces.retain(|file| !replaces.contains(file));
                }
            }
        }
        match result {
            // A journal that is not needed any more and stays does no harm.
            Err(_) if matches!(task, Task::End { .. }) => self.failures += 1,
            Err(cause) => {
                self.failures += 1;
                self.trouble = Some(cause);
            }
            Ok(()) if self.window_failed || self.slots.values().any(|slot| slot.failed) => {}
            Ok(()) => self.trouble = None,
        }
        self.trouble != before
    }

    /// Why recovery is not possible at the moment; the cause alone.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    pub fn failures(&self) -> u64 {
        self.failures
    }

    /// Every draft that the disk does not hold as it is now, to be written by whoever still can.
    pub fn unwritten(&self) -> Vec<(u32, Unsaved)> {
        let open = self.slots.values().filter(|slot| slot.end.is_none());
        open.filter(|slot| !slot.current).map(|slot| (slot.number, slot.newest.clone())).collect()
    }

    /// How many drafts have changes.
    pub fn count(&self) -> usize {
        self.slots.values().filter(|slot| slot.end.is_none()).count()
    }

    /// Whether a run that ends now leaves nothing to come back to.
    pub fn is_bare(&self) -> bool {
        self.tabs.is_empty() && self.slots.is_empty()
    }
}
