//! What is kept goes to disk on a thread of its own, one thing after the other: the window never waits for a disk.

use crate::session::{KeepJob, SaveDone, SaveJob, SessionId};
use crate::store::history::{HistoryError, Kept};
use crate::store::{Folders, Fs, RecentFiles, SaveError, Settings, save_settings, update_recent_files};
use egui::Context;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::JoinHandle;

/// Something to be written.
pub enum Order {
    Save {
        session: SessionId,
        job: SaveJob,
    },
    /// A state of a draft for the history.
    Keep {
        session: SessionId,
        job: KeepJob,
    },
    Settings(Box<Settings>),
    /// A change of the list of recent drafts, as it is on disk by then.
    Recent(Box<dyn FnOnce(&mut RecentFiles) + Send>),
}

/// What an order came to.
pub enum Done {
    Saved {
        session: SessionId,
        done: Box<SaveDone>,
    },
    Kept {
        session: SessionId,
        kind: Kept,
        result: Result<(), HistoryError>,
    },
    Settings(Result<(), SaveError>),
    Recent(Result<RecentFiles, SaveError>),
    /// A fault of the program ended the thread; whatever was ordered and not reported was not done.
    Broken,
}

/// The thread, started when first needed.
pub struct Writer {
    ctx: Context,
    fs: Arc<dyn Fs>,
    folders: Option<Folders>,
    link: Option<Link>,
    /// What was done without a thread, because the system starts none.
    done_here: VecDeque<Done>,
    /// Orders that are not reported yet.
    pending: usize,
}

struct Link {
    orders: Sender<Order>,
    done: Receiver<Done>,
    thread: JoinHandle<()>,
}

impl Writer {
    pub fn new(ctx: &Context, fs: Arc<dyn Fs>, folders: Option<Folders>) -> Self {
        Self { ctx: ctx.clone(), fs, folders, link: None, done_here: VecDeque::new(), pending: 0 }
    }

    /// Whether something is still to be written or reported.
    pub fn is_busy(&self) -> bool {
        self.pending > 0
    }

    pub fn order(&mut self, order: Order) {
        self.pending += 1;
        if self.link.is_none() {
            self.link = self.start();
        }
        let order = match &self.link {
            // A thread that has ended gives the order back.
            Some(link) => link.orders.send(order).err().map(|refused| refused.0),
            None => Some(order),
        };
        if let Some(order) = order {
            self.done_here.push_back(perform(order, self.fs.as_ref(), self.folders.as_ref()));
            self.ctx.request_repaint();
        }
    }

    fn start(&self) -> Option<Link> {
        let (orders, to_do) = channel();
        let (report, done) = channel();
        let (ctx, fs, folders) = (self.ctx.clone(), Arc::clone(&self.fs), self.folders.clone());
        let work = move || {
            let _wake = Wake(ctx.clone());
            for order in to_do {
                // A window that has gone meanwhile needs no report.
                drop(report.send(perform(order, fs.as_ref(), folders.as_ref())));
                ctx.request_repaint();
            }
        };
        match std::thread::Builder::new().name("writer".to_owned()).spawn(work) {
            Ok(thread) => Some(Link { orders, done, thread }),
            Err(error) => {
                tracing::warn!("no thread to write on: {error}");
                None
            }
        }
    }

    /// What was done since, one thing at a time.
    pub fn poll(&mut self) -> Option<Done> {
        let done = match self.link.as_ref().map(|link| link.done.try_recv()) {
            Some(Ok(done)) => Some(done),
            Some(Err(TryRecvError::Disconnected)) => {
                self.link = None;
                if self.done_here.len() < self.pending {
                    self.pending = self.done_here.len();
                    return Some(Done::Broken);
                }
                None
            }
            Some(Err(TryRecvError::Empty)) | None => None,
        };
        let done = done.or_else(|| self.done_here.pop_front())?;
        self.pending = self.pending.saturating_sub(1);
        Some(done)
    }

    /// Waits until everything that was ordered is written.
    pub fn finish(&mut self) {
        if let Some(Link { orders, thread, done: _done }) = self.link.take() {
            drop(orders);
            // Broken or not, it has come to its end.
            drop(thread.join());
        }
    }
}

/// Has the window look again when the thread ends, in whatever way.
struct Wake(Context);

impl Drop for Wake {
    fn drop(&mut self) {
        self.0.request_repaint();
    }
}

fn perform(order: Order, fs: &dyn Fs, folders: Option<&Folders>) -> Done {
    match order {
        Order::Save { session, job } => Done::Saved { session, done: Box::new(job.run(fs, folders)) },
        Order::Keep { session, job } => {
            let result = folders.map_or(Ok(()), |folders| job.run(fs, folders));
            Done::Kept { session, kind: job.kind(), result }
        }
        Order::Settings(settings) => {
            let save = |folders| save_settings(fs, folders, &settings);
            Done::Settings(folders.map_or(Ok(()), save))
        }
        Order::Recent(change) => Done::Recent(match folders {
            Some(folders) => update_recent_files(fs, folders, change),
            None => Ok(RecentFiles::default()),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{SaveWay, Session};
    use crate::store::testing::{FakeFs, Operation};
    use crate::template::find;
    use std::path::Path;
    use std::time::{Duration, Instant};

    fn writer(fs: &FakeFs) -> Writer {
        Writer::new(&Context::default(), Arc::new(fs.clone()), Some(Folders::under(Path::new("/home"))))
    }

    fn next(writer: &mut Writer) -> Done {
        let start = Instant::now();
        loop {
            if let Some(done) = writer.poll() {
                return done;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "the writer does not come back");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn save(writer: &mut Writer, path: &str) {
        let form = find("cloud-hosting").unwrap();
        let mut session = Session::new(form.example().clone(), form);
        let job = session.save_job(SaveWay::As { path: path.into(), replace: false }).unwrap();
        writer.order(Order::Save { session: session.id(), job });
    }

    #[test]
    fn orders_are_done_one_after_the_other_while_the_window_goes_on() {
        let fs = FakeFs::new();
        fs.put_folder("/drafts");
        fs.hold(Operation::Sync);
        let mut writer = writer(&fs);
        save(&mut writer, "/drafts/a.ron");
        save(&mut writer, "/drafts/a.ron");
        assert!(writer.poll().is_none() && writer.is_busy());
        fs.let_go();
        let Done::Saved { done, .. } = next(&mut writer) else { unreachable!("a save comes first") };
        assert!(done.result.is_ok());
        let Done::Saved { done, .. } = next(&mut writer) else { unreachable!("then the other") };
        assert!(matches!(done.result, Err(SaveError::AlreadyExists { .. })));
        assert!(!writer.is_busy());
    }

    #[test]
    fn nothing_that_was_ordered_is_lost_at_the_end() {
        let fs = FakeFs::new();
        fs.put_folder("/drafts");
        let mut writer = writer(&fs);
        for name in ["a", "b", "c"] {
            save(&mut writer, &format!("/drafts/{name}.ron"));
        }
        writer.finish();
        assert_eq!(fs.files().len(), 3);
    }

    #[test]
    fn a_fault_in_the_thread_is_reported_and_the_next_order_works() {
        let fs = FakeFs::new();
        fs.put_folder("/drafts");
        let mut writer = writer(&fs);
        writer.order(Order::Recent(Box::new(|_| std::panic::panic_any("a fault of the program"))));
        assert!(matches!(next(&mut writer), Done::Broken));
        assert!(!writer.is_busy());
        save(&mut writer, "/drafts/a.ron");
        assert!(matches!(next(&mut writer), Done::Saved { done, .. } if done.result.is_ok()));
    }
}
