//! What is known of the earlier saves of one draft, and what is being looked up.

use super::words;
use crate::draft::{Draft, from_ron};
use crate::editor::files::{Looked, Lookup};
use crate::editor::panels::changes::Changes;
use crate::redline;
use crate::session::Session;
use crate::store::history::{self, Entry, HistoryError, Listing};
use crate::store::{ContentHash, Folders, Fs};
use egui::Context;
use std::sync::Arc;

/// The history of one draft, as the user looks at it.
#[derive(Default)]
pub struct Earlier {
    /// It stands in place of the form and the pages.
    pub shown: bool,
    /// It was not there in the frame before and takes the keyboard.
    pub fresh: bool,
    /// Saves of copies that went their own way are listed too.
    pub all: bool,
    listing: Option<Result<Listing, String>>,
    listing_job: Option<Lookup<Result<Listing, HistoryError>>>,
    /// The list is older than the last save.
    stale: bool,
    nowhere: bool,
    selected: Option<Entry>,
    then: Option<(Key, Result<Then, String>)>,
    then_job: Option<(Key, Lookup<Result<Then, String>>)>,
}

/// Which save is compared with which revision of the draft.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    hash: ContentHash,
    revision: u64,
}

/// A save that was read and compared with the draft.
#[derive(Clone)]
pub(super) struct Then {
    pub draft: Arc<Draft>,
    pub changes: Changes,
    /// It follows the form of agreement of the open draft.
    pub fits: bool,
}

/// What there is to be shown.
pub(super) enum State {
    Waiting,
    /// There is no place for a history.
    Nowhere,
    Unreadable(String),
    Empty,
    Listed,
}

impl Earlier {
    pub fn toggle(&mut self) {
        self.shown ^= true;
        self.fresh = self.shown;
        self.stale = true;
    }

    /// Something was added to the history.
    pub fn refresh(&mut self) {
        self.stale = true;
    }

    /// Whether an answer is still to come.
    pub fn is_looking_up(&self) -> bool {
        self.shown && (self.listing_job.is_some() || self.then_job.is_some())
    }

    /// Looks up what is not known yet, and takes in what was found.
    pub fn update(&mut self, ctx: &Context, fs: &Arc<dyn Fs>, folders: Option<&Folders>, session: &Session) {
        if !self.shown {
            return;
        }
        let Some(folders) = folders else {
            self.nowhere = true;
            return;
        };
        self.take_answers();
        if (self.stale || self.listing.is_none()) && self.listing_job.is_none() {
            self.stale = false;
            let (fs, folders) = (Arc::clone(fs), folders.clone());
            let (id, path) = (session.draft().id.to_string(), session.file().map(std::path::Path::to_owned));
            let look = move || history::entries(fs.as_ref(), &folders, &id, path.as_deref());
            self.listing_job = Some(Lookup::start(ctx, look));
        }
        if self.selected.is_none() {
            self.selected = self.shown_entries(session).into_iter().next();
        }
        self.compare(ctx, fs, folders, session);
    }

    fn take_answers(&mut self) {
        match self.listing_job.as_ref().map(Lookup::poll) {
            Some(Looked::Found(found)) => {
                self.listing = Some(found.map_err(|error| error.to_string()));
                self.listing_job = None;
            }
            Some(Looked::Broken) => {
                self.listing = Some(Err(words::BROKEN.to_owned()));
                self.listing_job = None;
            }
            Some(Looked::Waiting) | None => {}
        }
        let Some((key, job)) = &self.then_job else { return };
        let found = match job.poll() {
            Looked::Waiting => return,
            Looked::Found(found) => found,
            Looked::Broken => Err(words::BROKEN.to_owned()),
        };
        self.then = Some((*key, found));
        self.then_job = None;
    }

    fn compare(&mut self, ctx: &Context, fs: &Arc<dyn Fs>, folders: &Folders, session: &Session) {
        let Some(entry) = &self.selected else { return };
        let key = Key { hash: entry.hash, revision: session.revision() };
        let has = |known: Option<Key>| known == Some(key);
        if has(self.then.as_ref().map(|(key, _)| *key)) || has(self.then_job.as_ref().map(|(key, _)| *key)) {
            return;
        }
        let (fs, folders, hash) = (Arc::clone(fs), folders.clone(), entry.hash);
        let (now, form) = (session.snapshot(), Arc::clone(session.form()));
        let work = move || {
            let bytes = history::content(fs.as_ref(), &folders, hash).map_err(|error| error.to_string())?;
            let draft = from_ron(&bytes).map_err(|error| words::not_a_draft(&error.to_string()))?;
            let changes = Changes::new(redline::fields(&draft, &now, form.template()));
            let fits = draft.template.id == now.template.id;
            Ok(Then { draft: Arc::new(draft), changes, fits })
        };
        self.then_job = Some((key, Lookup::start(ctx, work)));
    }

    pub(super) fn state(&self) -> State {
        match &self.listing {
            _ if self.nowhere => State::Nowhere,
            None => State::Waiting,
            Some(Err(reason)) => State::Unreadable(reason.clone()),
            Some(Ok(listing)) if listing.entries.is_empty() => State::Empty,
            Some(Ok(_)) => State::Listed,
        }
    }

    fn listing(&self) -> Option<&Listing> {
        self.listing.as_ref().and_then(|listing| listing.as_ref().ok())
    }

    pub(super) fn problems(&self) -> Vec<String> {
        self.listing().map(|listing| listing.problems.clone()).unwrap_or_default()
    }

    /// How many saves belong to copies that went their own way.
    pub(super) fn others(&self, session: &Session) -> usize {
        let line = self.listing().map(|listing| listing.line(session.file(), session.file_hash()));
        line.unwrap_or_default().into_iter().filter(|own| !own).count()
    }

    /// The entries to be listed, newest first.
    pub(super) fn shown_entries(&self, session: &Session) -> Vec<Entry> {
        let Some(listing) = self.listing() else { return Vec::new() };
        let line = listing.line(session.file(), session.file_hash());
        let own = listing.entries.iter().zip(line).filter(|(_, own)| *own || self.all);
        own.map(|(entry, _)| entry.clone()).collect()
    }

    pub(super) fn selected(&self) -> Option<&Entry> {
        self.selected.as_ref()
    }

    pub(super) fn is_selected(&self, entry: &Entry) -> bool {
        self.selected.as_ref() == Some(entry)
    }

    pub(super) fn select(&mut self, entry: &Entry) {
        self.selected = Some(entry.clone());
    }

    /// The selected save; `None` while it is being read.
    pub(super) fn then(&self) -> Option<&Result<Then, String>> {
        let hash = self.selected.as_ref()?.hash;
        self.then.as_ref().filter(|(key, _)| key.hash == hash).map(|(_, then)| then)
    }

    pub(super) fn then_mut(&mut self) -> Option<&mut Result<Then, String>> {
        let hash = self.selected.as_ref()?.hash;
        self.then.as_mut().filter(|(key, _)| key.hash == hash).map(|(_, then)| then)
    }
}
