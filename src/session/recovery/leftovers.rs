//! What earlier runs left: tabs to open again, and drafts to be offered.

use super::super::{OpenFile, Session, put_in_zone};
use crate::draft::Draft;
use crate::redline::{self, FieldChange};
use crate::store::journal::{self, Found, GoneRun, JournalHead, discarded_files, gone_runs, read_journal};
use crate::store::{ContentHash, Folders, Fs, LoadError, load};
use crate::template::{self, Form};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What there is at the start.
#[derive(Debug, Default)]
pub struct Leftovers {
    /// The tabs of windows that their users closed, in order.
    pub reopened: Vec<Reopened>,
    /// The tab that was in front; `None` for the start screen.
    pub front: Option<usize>,
    /// Drafts of programs that ended otherwise, newest first.
    pub offers: Vec<Offer>,
    /// Runs whose tabs are all among `reopened`, to be retired when they are open.
    pub taken_over: Vec<Arc<GoneRun>>,
    /// What is damaged or gone, in words.
    pub told: Vec<String>,
    /// How many discarded drafts can be brought back.
    pub discarded: usize,
}

/// A tab to be opened again.
#[derive(Debug)]
pub enum Reopened {
    Recovered(Box<Offer>),
    Clean { session: Box<Session>, section: String },
}

/// A journal that somebody may want.
#[derive(Debug)]
pub struct Offer {
    pub journal: PathBuf,
    /// What it holds, or why it cannot be opened now, in words.
    pub content: Result<Box<Recovered>, String>,
    /// Keeps other windows from offering the same.
    run: Option<Arc<GoneRun>>,
}

/// A draft from a journal.
#[derive(Clone, Debug)]
pub struct Recovered {
    pub head: JournalHead,
    pub draft: Arc<Draft>,
    pub form: Arc<Form>,
    pub file: FileState,
    /// From the file as it is now (from a new draft of the form if there is none) to the recovered draft.
    pub changes: Vec<FieldChange>,
}

/// How the file of a recovered draft stands to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileState {
    /// It never had one.
    None,
    /// It holds what the draft began with.
    AsBefore(Arc<Draft>),
    /// It holds something else by now; `None` when that is no draft.
    Changed(Option<Arc<Draft>>),
    /// It is not there any more.
    Missing,
    /// Nobody can tell at the moment: why.
    Unreadable(String),
}

/// Everything that gone runs left. Reads the disk, also where the drafts' files are, so not for the thread that draws.
pub fn leftovers(fs: &dyn Fs, folders: &Folders, now: i64) -> Leftovers {
    let discarded = discarded_files(fs, folders, now).len();
    let mut found = Leftovers { discarded, ..Leftovers::default() };
    match gone_runs(fs, folders) {
        Ok((runs, told)) => {
            found.told = told;
            runs.into_iter().for_each(|run| found.take_in(fs, run));
        }
        Err(error) => found.told.push(format!(
            "Whether drafts can be recovered is not known at the moment: {} cannot be read ({}).",
            journal::recovery_folder(folders).display(),
            journal::cause_of_io(&error)
        )),
    }
    found.offers.sort_by_key(|offer| std::cmp::Reverse(offer.written()));
    found
}

impl Leftovers {
    fn take_in(&mut self, fs: &dyn Fs, mut run: GoneRun) {
        let journals = std::mem::take(&mut run.journals);
        let run = Arc::new(run);
        let (mut left, mut taken) = (Vec::new(), Vec::new());
        for found in journals {
            let number = found.number();
            match Offer::of(fs, found, Some(&run)) {
                None => {}
                Some(offer) if run.window.closed && offer.content.is_ok() => taken.push((number, offer)),
                Some(offer) => left.push(offer),
            }
        }
        if run.window.closed {
            self.reopen(fs, &run, taken);
        }
        if left.is_empty() && !run.window.closed {
            run.remove_if_empty(fs);
        }
        self.offers.append(&mut left);
    }

    /// Opens the tabs of a window that was closed, those with changes from their journals.
    fn reopen(&mut self, fs: &dyn Fs, run: &Arc<GoneRun>, mut taken: Vec<(Option<u32>, Offer)>) {
        let first = self.reopened.len();
        for (place, tab) in run.window.tabs.iter().enumerate() {
            let own = |(number, _): &(Option<u32>, Offer)| tab.journal.is_some() && *number == tab.journal;
            let recovered = taken.iter().position(own).map(|at| taken.remove(at).1);
            let reopened = match (recovered, &tab.path) {
                (Some(offer), _) => Some(Reopened::Recovered(Box::new(offer))),
                (None, Some(path)) => match Session::open(fs, path) {
                    Ok(session) => {
                        Some(Reopened::Clean { session: Box::new(session), section: tab.section.clone() })
                    }
                    Err(error) => {
                        self.told
                            .push(format!("A draft that was open last time is not opened again. {error}"));
                        None
                    }
                },
                (None, None) => None,
            };
            if place == run.window.front && reopened.is_some() {
                self.front = Some(self.reopened.len());
            }
            self.reopened.extend(reopened);
        }
        self.reopened.extend(taken.into_iter().map(|(_, offer)| Reopened::Recovered(Box::new(offer))));
        if self.front.is_none() && run.window.front < run.window.tabs.len() && first < self.reopened.len() {
            self.front = Some(first);
        }
        self.taken_over.push(Arc::clone(run));
    }
}

/// A discarded journal, offered again; `None` when its draft is as its file by now.
pub fn bring_back(fs: &dyn Fs, journal: &Path) -> Option<Offer> {
    Offer::of(fs, read_journal(fs, journal.to_owned()), None)
}

impl Offer {
    /// `None` when there is nothing to recover: the file holds the very draft. The journal is removed then.
    fn of(fs: &dyn Fs, found: Found, run: Option<&Arc<GoneRun>>) -> Option<Self> {
        let content = found.journal.and_then(|journal| {
            let draft = journal.draft().map_err(|error| {
                format!(
                    "The draft in the recovery journal {} cannot be opened. {error} The journal is kept as it is.",
                    found.file.display()
                )
            })?;
            Recovered::of(fs, journal.head, draft).map_err(|id| {
                format!(
                    "The draft in the recovery journal {} follows the form of agreement “{id}”, which this \
                     Clausewright does not have. The journal is kept as it is; open it where the form is known.",
                    found.file.display()
                )
            })
        });
        if content.as_ref().is_ok_and(Recovered::is_saved) {
            if let Err(error) = fs.remove_file(&found.file) {
                tracing::debug!("{} was not removed: {error}", found.file.display());
            }
            return None;
        }
        Some(Self { journal: found.file, content: content.map(Box::new), run: run.map(Arc::clone) })
    }

    fn written(&self) -> Option<i64> {
        self.content.as_ref().ok().map(|recovered| recovered.head.written)
    }

    /// Puts the journal among the discarded ones.
    ///
    /// # Errors
    /// Why the disk refused; it is offered again at the next start.
    pub fn discard(&self, fs: &dyn Fs, folders: &Folders, now: i64) -> io::Result<()> {
        journal::discard(fs, folders, &self.journal, now)?;
        if let Some(run) = &self.run {
            run.remove_if_empty(fs);
        }
        Ok(())
    }
}

impl Recovered {
    /// The id of the form is the error when it is unknown.
    fn of(fs: &dyn Fs, head: JournalHead, draft: Draft) -> Result<Self, String> {
        let form = template::find(&draft.template.id).ok_or_else(|| draft.template.id.to_string())?;
        let file = head.base.as_ref().map_or(FileState::None, |base| file_state(fs, &base.path, base.hash));
        let changes = match file.draft() {
            Some(now) => redline::fields(now, &draft, form.template()),
            None => {
                let mut blank = form.begin(draft.id.clone(), draft.created);
                // It began where its maker was.
                if let Some(zone) = draft.agreement.calendars.iter().find_map(|c| c.zone) {
                    put_in_zone(&mut blank, zone);
                }
                redline::fields(&blank, &draft, form.template())
            }
        };
        Ok(Self { head, draft: Arc::new(draft), form, file, changes })
    }

    fn is_saved(&self) -> bool {
        self.file.draft().is_some_and(|now| *now == self.draft)
    }

    /// An open draft that is not saved yet. Saving it over a file that holds something else by now will ask.
    pub fn open(&self) -> Session {
        let base = self.head.base.as_ref();
        let file = base.map(|base| OpenFile { path: base.path.clone(), hash: base.hash });
        let saved = match &self.file {
            FileState::AsBefore(draft) => Some(Arc::clone(draft)),
            _ => None,
        };
        Session::recovered(Draft::clone(&self.draft), Arc::clone(&self.form), file, saved)
    }
}

impl FileState {
    /// What the file holds now.
    pub fn draft(&self) -> Option<&Arc<Draft>> {
        match self {
            Self::AsBefore(draft) | Self::Changed(Some(draft)) => Some(draft),
            _ => None,
        }
    }
}

fn file_state(fs: &dyn Fs, path: &Path, before: ContentHash) -> FileState {
    match load(fs, path) {
        Ok(loaded) => {
            let draft = crate::draft::from_ron(&loaded.bytes).ok().map(Arc::new);
            match draft {
                Some(draft) if loaded.hash == before => FileState::AsBefore(draft),
                draft => FileState::Changed(draft),
            }
        }
        Err(LoadError::Missing { .. }) => FileState::Missing,
        Err(LoadError::Failed { path, source }) => {
            FileState::Unreadable(LoadError::Failed { path, source }.to_string())
        }
        Err(_) => FileState::Changed(None),
    }
}
