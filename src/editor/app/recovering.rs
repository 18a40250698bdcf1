//! Nothing typed is lost: drafts with changes are kept while they are open, and what earlier windows left comes back.

use super::parting::LastResult;
use super::{App, words};
use crate::editor::dialogs::{Ask, Dialog, RecoveredDialog};
use crate::editor::panels::recovered::{Recovering, Wish};
use crate::session::recovery::{
    Delays, Fate, Keeper, Leftovers, Offer, OpenTab, Recovered, Reopened, Unsaved, bring_back, leftovers,
    unix_now,
};
use crate::session::{Session, SessionId, SessionState};
use crate::store::journal::{GoneRun, discarded_files};
use crate::store::{Folders, Fs};
use egui::Context;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How long the first frame waits for what earlier windows left, so that it need not show another screen first.
const FIRST_WAIT: Duration = Duration::from_millis(150);

/// How long leaving waits for the disk.
const LEAVING_WAIT: Duration = Duration::from_secs(5);

/// What a look at the disk brought.
enum Found {
    Leftovers(Box<Leftovers>),
    Discarded(Vec<Offer>),
}

/// Keeps drafts and brings them back.
#[derive(Default)]
pub(super) struct Recovery {
    /// `None` without a state folder.
    pub(super) keeper: Option<Keeper>,
    search: Option<Receiver<Found>>,
    /// What the start screen shows of it.
    pub(super) shown: Recovering,
    /// Their locks keep other windows from opening the same tabs.
    taken_over: Vec<Arc<GoneRun>>,
    noted: HashMap<SessionId, SessionState>,
    /// Why nothing can be recovered at the moment.
    pub(super) trouble: Option<String>,
    /// Faults of the program are met with a message instead of an end without words.
    pub(super) guarded: bool,
    /// What the last words of a broken program came to.
    pub(super) last: Arc<Mutex<Option<LastResult>>>,
    /// The program has met a fault and only says so.
    pub(super) broken: Option<String>,
}

impl App {
    /// Starts to keep drafts, and opens what the last window had open.
    pub(super) fn begin_recovery(&mut self, ctx: &Context) {
        let Some(folders) = self.deps.folders.clone() else {
            self.recovery.trouble = Some(words::NO_JOURNAL_FOLDER.to_owned());
            return;
        };
        let wake = ctx.clone();
        let fs = Arc::clone(&self.deps.fs);
        let wake = Box::new(move || wake.request_repaint());
        match Keeper::start(fs, folders.clone(), Delays::default(), wake) {
            Ok(keeper) => self.recovery.keeper = Some(keeper),
            Err(error) => self.recovery.trouble = Some(words::no_journal_thread(&error.to_string())),
        }
        self.search(ctx, move |fs| Found::Leftovers(Box::new(leftovers(fs, &folders, unix_now()))));
        let first = self.recovery.search.as_ref().and_then(|found| found.recv_timeout(FIRST_WAIT).ok());
        if let Some(found) = first {
            self.recovery.search = None;
            self.take_found(ctx, found);
        }
    }

    /// Looks at the disk on a thread of its own: a drive that does not answer holds up nobody.
    fn search(&mut self, ctx: &Context, look: impl FnOnce(&dyn Fs) -> Found + Send + 'static) {
        let (report, found) = channel();
        let (fs, wake) = (Arc::clone(&self.deps.fs), ctx.clone());
        let work = move || {
            // A window that has gone meanwhile needs no report.
            drop(report.send(look(fs.as_ref())));
            wake.request_repaint();
        };
        match std::thread::Builder::new().name("leftovers".to_owned()).spawn(work) {
            Ok(_) => self.recovery.search = Some(found),
            Err(error) => tracing::warn!("no thread to look for recovered drafts: {error}"),
        }
    }

    /// Whether what earlier windows left is still being looked for.
    pub fn is_looking_for_drafts(&self) -> bool {
        self.recovery.search.is_some() || self.is_looking_for_recent()
    }

    /// Whether everything that is open would survive a crash.
    pub fn everything_is_kept(&self) -> bool {
        self.recovery.keeper.as_ref().is_some_and(Keeper::is_current)
    }

    pub(super) fn poll_recovery(&mut self, ctx: &Context) {
        if let Some(keeper) = &self.recovery.keeper {
            self.recovery.trouble = keeper.trouble();
        }
        match self.recovery.search.as_ref().map(Receiver::try_recv) {
            Some(Ok(found)) => {
                self.recovery.search = None;
                self.take_found(ctx, found);
            }
            Some(Err(TryRecvError::Disconnected)) => self.recovery.search = None,
            Some(Err(TryRecvError::Empty)) | None => {}
        }
    }

    fn take_found(&mut self, ctx: &Context, found: Found) {
        match found {
            Found::Leftovers(found) => self.take_leftovers(ctx, *found),
            Found::Discarded(offers) => {
                self.recovery.shown.discarded = offers.len();
                self.recovery.shown.brought_back = Some(offers);
            }
        }
    }

    fn take_leftovers(&mut self, ctx: &Context, found: Leftovers) {
        let mut front_before = self.session().map(Session::id);
        let mut front = None;
        for (place, tab) in found.reopened.into_iter().enumerate() {
            let id = match tab {
                Reopened::Recovered(offer) => self.open_offer(&offer),
                Reopened::Clean { session, section } => {
                    let fs = self.deps.fs.as_ref();
                    if session.file().is_some_and(|file| self.workspace.activate_file(fs, file)) {
                        self.workspace.active().map(Session::id)
                    } else {
                        Some(self.show_in(*session, &section))
                    }
                }
            };
            if Some(place) == found.front {
                front = id;
            }
            // What the user has in front may have been replaced by its recovered state.
            if front_before.is_some_and(|id| self.workspace.position(id).is_none()) {
                front_before = id;
            }
        }
        match front_before.or(front).and_then(|id| self.workspace.position(id)) {
            Some(index) => {
                self.workspace.activate(index);
                self.on_start = false;
            }
            None => self.on_start = true,
        }
        self.note_drafts();
        if let Some(keeper) = &self.recovery.keeper {
            found.taken_over.iter().for_each(|run| keeper.retire(run.folder().to_owned()));
        }
        self.recovery.taken_over.extend(found.taken_over);
        self.recovery.shown.offers = found.offers;
        self.recovery.shown.discarded = found.discarded;
        for text in found.told {
            self.toasts.say(ctx, text);
        }
        let offers = self.recovery.shown.offers.len();
        // The keyboard comes to what has just appeared.
        self.start_shown &= offers == 0;
        if offers > 0 && !self.on_start {
            self.toasts.say(ctx, words::more_recovered(offers));
        }
        ctx.request_repaint();
    }

    /// Brings a new tab to the front, at this section of its form if there is one.
    fn show_in(&mut self, session: Session, section: &str) -> SessionId {
        let id = session.id();
        let known = session.template().sections.iter().any(|s| s.id.as_str() == section);
        self.show(session);
        if known {
            self.show_section(section.to_owned());
        }
        id
    }

    /// Opens a recovered draft as unsaved, in the place of its file if that is open without changes.
    fn open_offer(&mut self, offer: &Offer) -> Option<SessionId> {
        let recovered = offer.content.as_ref().ok()?;
        let path = recovered.head.base.as_ref().map(|base| base.path.as_path());
        let same = |s: &Session| path.is_some() && s.file() == path && !s.has_work();
        if let Some(index) = self.workspace.sessions().iter().position(same) {
            self.close_tab(index);
        }
        let id = self.show_in(recovered.open(), &recovered.head.section);
        self.note_drafts();
        if let Some(keeper) = &self.recovery.keeper {
            keeper.replace(id, offer.journal.clone());
        }
        Some(id)
    }

    /// Does what was chosen on the start screen.
    pub(super) fn take_wish(&mut self, ctx: &Context, wish: Wish) {
        match wish {
            Wish::Open(journal) => {
                if let Some(offer) = self.recovery.shown.take(&journal) {
                    self.open_offer(&offer);
                    self.say_of_file(ctx, &offer);
                }
            }
            Wish::OpenAll => {
                let (good, bad): (Vec<_>, Vec<_>) = std::mem::take(&mut self.recovery.shown.offers)
                    .into_iter()
                    .partition(|o| o.content.is_ok());
                self.recovery.shown.offers = bad;
                // The newest, which is the first, comes to the front.
                for offer in good.iter().rev() {
                    self.open_offer(offer);
                }
            }
            Wish::Compare(journal) => {
                let offers = self.recovery.shown.all();
                let found = offers.into_iter().find(|offer| offer.journal == journal);
                if let Some(recovered) = found.and_then(|offer| offer.content.as_ref().ok()) {
                    let dialog = RecoveredDialog::of(recovered, journal);
                    self.ask(Dialog::Recovered(Box::new(dialog)));
                }
            }
            Wish::Discard(journal) => self.discard_offer(ctx, &journal),
            Wish::ShowDiscarded => {
                let Some(folders) = self.deps.folders.clone() else { return };
                self.search(ctx, move |fs| Found::Discarded(discarded_offers(fs, &folders)));
            }
            Wish::HideDiscarded => self.recovery.shown.brought_back = None,
        }
        ctx.request_repaint();
    }

    fn discard_offer(&mut self, ctx: &Context, journal: &Path) {
        let Some(folders) = self.deps.folders.clone() else { return };
        let Some(offer) = self.recovery.shown.offers.iter().find(|offer| offer.journal == journal) else {
            return;
        };
        match offer.discard(self.deps.fs.as_ref(), &folders, unix_now()) {
            Ok(()) => {
                self.recovery.shown.offers.retain(|offer| offer.journal != journal);
                self.recovery.shown.discarded += 1;
                self.recovery.shown.brought_back = None;
                self.toasts.say(ctx, words::DISCARDED);
            }
            Err(error) => self.tell(words::NOT_DISCARDED, words::still_there(&error.to_string())),
        }
    }

    /// A file that holds something else by now is not overwritten unasked, which is worth knowing before.
    fn say_of_file(&mut self, ctx: &Context, offer: &Offer) {
        if let Ok(recovered) = &offer.content
            && let Some(text) = crate::editor::panels::recovered::warning(recovered)
        {
            self.toasts.say(ctx, text);
        }
    }

    /// A file was opened of which a recovered draft waits: which of the two is wanted?
    pub(super) fn ask_which(&mut self, path: &Path) {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let of_file = |recovered: &Recovered| {
            recovered.head.base.as_ref().is_some_and(|base| base.path == path || base.path == absolute)
        };
        let offers = &self.recovery.shown.offers;
        if let Some(offer) = offers.iter().find(|offer| offer.content.as_deref().is_ok_and(of_file)) {
            let file = path.display().to_string();
            self.ask(Dialog::Ask(Ask::Recovered { file, journal: offer.journal.clone() }));
        }
    }

    /// Tells the keeper what is new. Costs next to nothing when nothing is.
    pub(super) fn note_drafts(&mut self) {
        let Recovery { keeper: Some(keeper), noted, .. } = &mut self.recovery else { return };
        if self.may_quit {
            return;
        }
        let section = |index: usize| self.views.get(index).map(|v| v.section.clone()).unwrap_or_default();
        for (index, session) in self.workspace.sessions().iter().enumerate() {
            let state = session.state();
            if noted.get(&session.id()) == Some(&state) {
                continue;
            }
            noted.insert(session.id(), state);
            if session.has_work() {
                let unsaved = Unsaved {
                    draft: session.snapshot(),
                    title: session.title(),
                    base: session.base().cloned(),
                    section: section(index),
                };
                keeper.keep(session.id(), unsaved);
            } else if keeper.keeps(session.id()) {
                keeper.end(session.id(), Fate::Remove);
            }
        }
        let (mut tabs, mut front) = (Vec::new(), usize::MAX);
        for (index, session) in self.workspace.sessions().iter().enumerate() {
            let path =
                session.file().map(|path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
            if path.is_none() && !keeper.keeps(session.id()) {
                continue;
            }
            if index == self.workspace.active_index() && !self.on_start {
                front = tabs.len();
            }
            tabs.push(OpenTab { session: session.id(), path, section: section(index) });
        }
        keeper.arrange(tabs, front);
    }

    /// A draft is closed; if that loses changes, they can be brought back for a while.
    pub(super) fn end_journal(&mut self, session: &Session) {
        self.recovery.noted.remove(&session.id());
        if let Some(keeper) = &self.recovery.keeper {
            let fate = if session.has_work() { Fate::Discard } else { Fate::Remove };
            if fate == Fate::Discard {
                self.recovery.shown.discarded += 1;
                self.recovery.shown.brought_back = None;
            }
            keeper.end(session.id(), fate);
        }
    }

    /// Keeps everything for the next start.
    ///
    /// # Errors
    /// Why that is not possible.
    pub(super) fn keep_for_next_start(&mut self) -> Result<(), String> {
        self.note_drafts();
        match (&self.recovery.keeper, &self.recovery.trouble) {
            (Some(keeper), _) => keeper.close(LEAVING_WAIT),
            (None, trouble) => Err(trouble.clone().unwrap_or_default()),
        }
    }
}

/// The discarded journals that still hold something else than the drafts' files.
fn discarded_offers(fs: &dyn Fs, folders: &Folders) -> Vec<Offer> {
    let files: Vec<PathBuf> =
        discarded_files(fs, folders, unix_now()).into_iter().map(|(_, file)| file).collect();
    files.iter().filter_map(|file| bring_back(fs, file)).collect()
}
