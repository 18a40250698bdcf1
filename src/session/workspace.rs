//! Several open drafts, one of them in front.

use super::{Session, SessionId};
use crate::store::{Fs, is_same_file};
use std::path::Path;

/// The open drafts, in the order of their tabs.
#[derive(Debug, Default)]
pub struct Workspace {
    sessions: Vec<Session>,
    active: usize,
}

impl Workspace {
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    pub fn is_empty(&self) -> bool {
        self.sessions.is_empty()
    }

    /// Position of the draft in front; meaningless while there is none.
    pub fn active_index(&self) -> usize {
        self.active
    }

    pub fn active(&self) -> Option<&Session> {
        self.sessions.get(self.active)
    }

    pub fn active_mut(&mut self) -> Option<&mut Session> {
        self.sessions.get_mut(self.active)
    }

    pub fn get_mut(&mut self, index: usize) -> Option<&mut Session> {
        self.sessions.get_mut(index)
    }

    /// Where among the tabs a draft is now; `None` once it is closed.
    pub fn position(&self, id: SessionId) -> Option<usize> {
        self.sessions.iter().position(|s| s.id() == id)
    }

    /// Adds a draft and brings it to the front.
    pub fn add(&mut self, session: Session) {
        self.leave();
        self.active = self.sessions.len();
        self.sessions.push(session);
    }

    /// Brings a draft to the front; ignored beyond the end.
    pub fn activate(&mut self, index: usize) {
        if index < self.sessions.len() {
            if index != self.active {
                self.leave();
            }
            self.active = index;
        }
    }

    /// What is typed after coming back to the draft in front is another step of undo.
    fn leave(&mut self) {
        if let Some(session) = self.active_mut() {
            session.close_step();
        }
    }

    /// Moves a draft to another place among the tabs; the one in front stays in front. False if nothing moved.
    pub fn move_to(&mut self, from: usize, to: usize) -> bool {
        if from == to || from.max(to) >= self.sessions.len() {
            return false;
        }
        let front = self.active().map(Session::id);
        let session = self.sessions.remove(from);
        self.sessions.insert(to, session);
        self.active = front.and_then(|id| self.position(id)).unwrap_or(self.active);
        true
    }

    /// Brings the draft of this file to the front, if it is open: the same file is never open twice, whatever links or
    /// spellings lead to it.
    pub fn activate_file(&mut self, fs: &dyn Fs, path: &Path) -> bool {
        let is_there = |s: &Session| s.file().is_some_and(|file| is_same_file(fs, file, path));
        let found = self.sessions.iter().position(is_there);
        if let Some(index) = found {
            self.activate(index);
        }
        found.is_some()
    }

    /// Closes a draft and hands it over; the neighbour comes to the front.
    pub fn close(&mut self, index: usize) -> Option<Session> {
        if index >= self.sessions.len() {
            return None;
        }
        let session = self.sessions.remove(index);
        if self.active > index || self.active == self.sessions.len() {
            self.active = self.active.saturating_sub(1);
        }
        Some(session)
    }

    /// Positions of the drafts with something to lose.
    pub fn dirty(&self) -> Vec<usize> {
        self.sessions.iter().enumerate().filter(|(_, s)| s.is_dirty()).map(|(i, _)| i).collect()
    }
}
