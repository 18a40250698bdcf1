//! Writes the journals in the background, so that typing never waits for the disk.

use super::desk::{Desk, Fate, OpenTab, Task, Unsaved};
use super::schedule::Delays;
use super::unix_now;
use crate::session::SessionId;
use crate::store::journal::{self, Base, Journal, JournalHead, Run, recovery_folder};
use crate::store::{Folders, Fs};
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

/// How long a crash waits for a write that is going on.
const LAST_WAIT: Duration = Duration::from_secs(3);

/// Keeps the drafts of one window safe until they are saved. Dropped without [`Keeper::close`] it leaves the disk as a
/// kill would.
pub struct Keeper {
    shared: Arc<Shared>,
}

struct Shared {
    fs: Arc<dyn Fs>,
    folders: Folders,
    start: Instant,
    /// Held for moments only, and never while anything is done that could panic or wait.
    desk: Mutex<(Desk, bool)>,
    /// There is something new on the desk.
    news: Condvar,
    /// A task is done.
    progress: Condvar,
    /// Held while the disk is at work. `None` before the first write, and after the end.
    run: Mutex<Option<Run>>,
    /// The folder of the run was lost: every journal is to be written once more.
    anew: AtomicBool,
    /// Called when there is news for the user.
    wake: Box<dyn Fn() + Send + Sync>,
    owner: ThreadId,
}

impl fmt::Debug for Keeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keeper").field("folders", &self.shared.folders).finish_non_exhaustive()
    }
}

impl Keeper {
    /// Starts the thread that writes. `wake` is called from it when [`Keeper::trouble`] has changed. The calling thread
    /// is the one whose panic ends the program.
    ///
    /// # Errors
    /// When the system starts no further thread.
    pub fn start(
        fs: Arc<dyn Fs>,
        folders: Folders,
        delays: Delays,
        wake: Box<dyn Fn() + Send + Sync>,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            fs,
            folders,
            start: Instant::now(),
            desk: Mutex::new((Desk::new(delays), false)),
            news: Condvar::new(),
            progress: Condvar::new(),
            run: Mutex::new(None),
            anew: AtomicBool::new(false),
            wake,
            owner: thread::current().id(),
        });
        let working = Arc::clone(&shared);
        thread::Builder::new().name("recovery".into()).spawn(move || working.work())?;
        Ok(Self { shared })
    }

    /// Takes in the newest state of a draft with changes.
    pub fn keep(&self, session: SessionId, unsaved: Unsaved) {
        self.change(|desk, now| desk.keep(session, unsaved, now));
    }

    /// The draft goes on with what an earlier run had written to `journal`.
    pub fn replace(&self, session: SessionId, journal: PathBuf) {
        self.change(|desk, now| desk.replace(session, journal, now));
    }

    /// The draft is saved or closed.
    pub fn end(&self, session: SessionId, fate: Fate) {
        self.change(|desk, now| desk.end(session, fate, now));
    }

    /// Whether the draft has a journal or is about to get one.
    pub fn keeps(&self, session: SessionId) -> bool {
        lock(&self.shared.desk).0.keeps(session)
    }

    /// Takes in the tabs of the window; `front` beyond their end is the start screen.
    pub fn arrange(&self, tabs: Vec<OpenTab>, front: usize) {
        self.change(|desk, now| desk.arrange(tabs, front, now));
    }

    /// The tabs of an earlier run are among those of this window.
    pub fn retire(&self, folder: PathBuf) {
        self.change(|desk, now| desk.retire(folder, now));
    }

    /// Why recovery is not possible at the moment; the cause alone.
    pub fn trouble(&self) -> Option<String> {
        lock(&self.shared.desk).0.trouble().map(str::to_owned)
    }

    /// Whether the disk holds everything as it is.
    pub fn is_current(&self) -> bool {
        lock(&self.shared.desk).0.is_idle()
    }

    /// Writes everything and marks the window as closed by its user, so that the next start opens it again.
    ///
    /// # Errors
    /// Why that is not possible; the cause alone. The window then still counts as open.
    pub fn close(&self, patience: Duration) -> Result<(), String> {
        self.flush(true, patience).inspect_err(|_| self.change(|desk, now| desk.hurry(false, now)))
    }

    fn flush(&self, closed: bool, patience: Duration) -> Result<(), String> {
        let shared = &*self.shared;
        let mut desk = lock(&shared.desk);
        let (failures, until) = (desk.0.failures(), shared.now() + patience);
        desk.0.hurry(closed, shared.now());
        shared.news.notify_all();
        loop {
            if desk.0.failures() > failures {
                return Err(desk.0.trouble().unwrap_or("the disk refuses").to_owned());
            }
            if desk.0.is_idle() {
                break;
            }
            let Some(left) = until.checked_sub(shared.now()).filter(|left| !left.is_zero()) else {
                return Err("the disk does not answer".to_owned());
            };
            desk = wait(&shared.progress, desk, left);
        }
        let bare = desk.0.is_bare();
        drop(desk);
        if let (true, Some(run)) = (bare, lock(&shared.run).take()) {
            run.remove_if_empty(shared.fs.as_ref());
        }
        Ok(())
    }

    /// What the end of the program by a panic still needs.
    pub fn last_words(&self) -> LastWords {
        LastWords { shared: Arc::clone(&self.shared) }
    }

    fn change(&self, act: impl FnOnce(&mut Desk, Duration)) {
        act(&mut lock(&self.shared.desk).0, self.shared.now());
        self.shared.news.notify_all();
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        lock(&self.shared.desk).1 = true;
        self.shared.news.notify_all();
        // With the run its lock is given up, as the end of the process would do.
        if let Some(mut run) = try_for(&self.shared.run, LAST_WAIT) {
            *run = None;
        }
    }
}

/// Writes the journals when the program is about to end by a panic.
#[derive(Clone)]
pub struct LastWords {
    shared: Arc<Shared>,
}

impl LastWords {
    /// Whether a panic of this thread ends the program.
    pub fn concern_this_thread(&self) -> bool {
        self.shared.owner == thread::current().id()
    }

    /// Writes every draft that is not written yet, and nothing after that. Says how many drafts with changes are kept
    /// and where.
    ///
    /// # Errors
    /// Why some could not be written; the cause alone.
    pub fn write(&self) -> Result<(usize, PathBuf), String> {
        let stuck = || "the disk does not answer".to_owned();
        let (count, unwritten) = {
            let mut desk = try_for(&self.shared.desk, LAST_WAIT).ok_or_else(stuck)?;
            desk.1 = true;
            (desk.0.count(), desk.0.unwritten())
        };
        let mut run = try_for(&self.shared.run, LAST_WAIT).ok_or_else(stuck)?;
        for (number, unsaved) in unwritten {
            self.shared.write(&mut run, number, &unsaved)?;
        }
        Ok((count, recovery_folder(&self.shared.folders)))
    }
}

impl Shared {
    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn work(&self) {
        let mut desk = lock(&self.desk);
        while !desk.1 {
            let now = self.now();
            if let Some(task) = desk.0.take(now) {
                drop(desk);
                let result = self.perform(&task);
                desk = lock(&self.desk);
                let news = desk.0.done(task, result, self.now());
                if self.anew.swap(false, Ordering::Relaxed) {
                    desk.0.again(self.now());
                }
                self.progress.notify_all();
                if news {
                    drop(desk);
                    (self.wake)();
                    desk = lock(&self.desk);
                }
                continue;
            }
            desk = match desk.0.next() {
                Some(at) => wait(&self.news, desk, at.saturating_sub(now)),
                None => self.news.wait(desk).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Does a task, unless the program has ended meanwhile.
    fn perform(&self, task: &Task) -> Result<(), String> {
        let mut run = lock(&self.run);
        if lock(&self.desk).1 {
            return Ok(());
        }
        // A fault in here must not end the thread: the next state may be written again.
        catch_unwind(AssertUnwindSafe(|| self.attempt(&mut run, task)))
            .unwrap_or_else(|_| Err("of a fault in Clausewright".to_owned()))
    }

    fn attempt(&self, run: &mut Option<Run>, task: &Task) -> Result<(), String> {
        match task {
            Task::Write { number, unsaved, replaces, .. } => {
                self.write(run, *number, unsaved)?;
                self.remove_all(replaces)
            }
            Task::End { number, fate, unsaved, replaces, .. } => {
                if let Some(unsaved) = unsaved {
                    self.write(run, *number, unsaved)?;
                }
                if let Some(run) = run {
                    let journal = run.journal(*number);
                    match fate {
                        Fate::Remove => self.remove(&journal)?,
                        Fate::Discard => self.discard(&journal)?,
                    }
                }
                self.remove_all(replaces)
            }
            Task::Window { window, retired } => {
                let run = self.begun(run)?;
                run.write_window(self.fs.as_ref(), window).map_err(|error| journal::cause_of(&error))?;
                retired.iter().for_each(|folder| journal::retire(self.fs.as_ref(), folder));
                Ok(())
            }
        }
    }

    fn begun<'a>(&self, run: &'a mut Option<Run>) -> Result<&'a Run, String> {
        // The folder may have been removed by hand: a run without one begins anew.
        let is_gone = |run: &Run| {
            self.fs.metadata(run.folder()).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
        };
        if run.as_ref().is_some_and(is_gone) {
            *run = None;
            self.anew.store(true, Ordering::Relaxed);
        }
        match run.take() {
            Some(old) => Ok(run.insert(old)),
            None => {
                let new = Run::begin(self.fs.as_ref(), &self.folders);
                Ok(run.insert(new.map_err(|error| journal::cause_of_io(&error))?))
            }
        }
    }

    fn write(&self, run: &mut Option<Run>, number: u32, unsaved: &Unsaved) -> Result<(), String> {
        let base = unsaved.base.as_ref().map(|file| Base {
            path: std::path::absolute(&file.path).unwrap_or_else(|_| file.path.clone()),
            hash: file.hash,
        });
        let head = JournalHead {
            draft: unsaved.draft.id.to_string(),
            title: unsaved.title.clone(),
            base,
            written: unix_now(),
            section: unsaved.section.clone(),
        };
        let journal = Journal::of(head, &unsaved.draft).map_err(|error| error.to_string())?;
        let run = self.begun(run)?;
        run.write(self.fs.as_ref(), number, &journal).map_err(|error| journal::cause_of(&error))
    }

    fn discard(&self, file: &Path) -> Result<(), String> {
        match journal::discard(self.fs.as_ref(), &self.folders, file, unix_now()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(journal::cause_of_io(&error)),
            _ => Ok(()),
        }
    }

    fn remove_all(&self, files: &[PathBuf]) -> Result<(), String> {
        for file in files {
            self.remove(file)?;
            if let Some(folder) = file.parent() {
                journal::remove_if_empty(self.fs.as_ref(), folder);
            }
        }
        Ok(())
    }

    fn remove(&self, file: &Path) -> Result<(), String> {
        match self.fs.remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(journal::cause_of_io(&error)),
            _ => Ok(()),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait<'a, T>(news: &Condvar, guard: MutexGuard<'a, T>, at_most: Duration) -> MutexGuard<'a, T> {
    news.wait_timeout(guard, at_most).unwrap_or_else(PoisonError::into_inner).0
}

/// The lock, if it can be had in this time, whoever panicked while holding it.
fn try_for<T>(mutex: &Mutex<T>, patience: Duration) -> Option<MutexGuard<'_, T>> {
    let start = Instant::now();
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if start.elapsed() >= patience => return None,
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(5)),
        }
    }
}
