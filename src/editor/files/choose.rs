//! The system's file dialogs, awaited on a thread of their own.

use super::Purpose;
use egui::Context;
use std::cell::Cell;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::task::{Poll, Wake, Waker};
use std::thread::Thread;

/// A dialog that gives no file this soon (in seconds) was never on screen: the system has none.
const TOO_FAST: f64 = 1.0;

/// A dialog of the system that is open.
pub struct Chooser {
    pub purpose: Purpose,
    answer: Receiver<Option<PathBuf>>,
    /// Seconds of egui's clock.
    pub since: f64,
    /// Our window lost the keyboard meanwhile, as it does to a dialog.
    left: Cell<bool>,
}

/// What a dialog came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Choice {
    Waiting,
    Cancelled,
    /// The system has no file dialog.
    NoDialog,
    Path(PathBuf),
}

impl Chooser {
    /// Opens a dialog. Must be called on the thread of the window.
    pub fn open(ctx: &Context, purpose: Purpose, folder: Option<&Path>, name: &str) -> Option<Self> {
        let mut dialog = rfd::AsyncFileDialog::new();
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        let ending = purpose.ending();
        dialog = match &purpose {
            Purpose::Open => {
                dialog.set_title(words::OPEN).add_filter(words::READABLE, &["ron", "pdf", "docx"])
            }
            Purpose::Compare => {
                dialog.set_title(words::COMPARE).add_filter(words::READABLE, &["ron", "pdf", "docx"])
            }
            Purpose::Returned => dialog.set_title(words::RETURNED).add_filter(words::WORD, &["docx"]),
            Purpose::Comparison(_) => {
                dialog.set_title(words::COMPARISON).add_filter(ending.to_uppercase(), &[ending])
            }
            Purpose::Save { .. } => dialog.set_title(words::SAVE).add_filter(words::DRAFTS, &["ron"]),
            Purpose::Export(_) => {
                dialog.set_title(words::EXPORT).add_filter(ending.to_uppercase(), &[ending])
            }
        };
        let (send, answer) = channel();
        let ctx_of_thread = ctx.clone();
        let deliver = move |file: Option<rfd::FileHandle>| {
            // A window that has gone meanwhile needs no answer.
            drop(send.send(file.map(|f| f.path().to_owned())));
            ctx_of_thread.request_repaint();
        };
        let thread = std::thread::Builder::new().name("file dialog".to_owned());
        let started = if purpose.is_to_read() {
            let asked = dialog.pick_file();
            thread.spawn(move || deliver(wait_for(asked)))
        } else {
            let asked = dialog.set_file_name(name).save_file();
            thread.spawn(move || deliver(wait_for(asked)))
        };
        started.ok()?;
        Some(Self { purpose, answer, since: ctx.input(|i| i.time), left: Cell::new(false) })
    }

    /// `focused`: our window has the keyboard. A dialog that never took it was never there: a busy system can be long in
    /// saying so.
    pub fn poll(&self, now: f64, focused: bool) -> Choice {
        self.left.set(self.left.get() || !focused);
        match self.answer.try_recv() {
            Ok(Some(path)) => Choice::Path(path),
            Ok(None) if now - self.since < TOO_FAST || !self.left.get() => Choice::NoDialog,
            Ok(None) => Choice::Cancelled,
            Err(TryRecvError::Empty) => Choice::Waiting,
            Err(TryRecvError::Disconnected) => Choice::NoDialog,
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs a future to its end on this thread.
fn wait_for<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = std::task::Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

mod words {
    pub const OPEN: &str = "Open a draft";
    pub const COMPARISON: &str = "Save the comparison";
    pub const COMPARE: &str = "Compare with";
    pub const RETURNED: &str = "Compare with a returned Word file";
    pub const WORD: &str = "Word files";
    pub const SAVE: &str = "Save the draft";
    pub const EXPORT: &str = "Export";
    pub const READABLE: &str = "Drafts, exported PDFs and Word files";
    pub const DRAFTS: &str = "Drafts";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialog_that_never_took_the_keyboard_was_never_there() {
        let came_to = |seconds: f64, focused: bool| {
            let (send, answer) = channel();
            let chooser = Chooser { purpose: Purpose::Open, answer, since: 0.0, left: Cell::new(false) };
            assert_eq!(chooser.poll(0.1, focused), Choice::Waiting);
            send.send(None).unwrap();
            chooser.poll(seconds, true)
        };
        assert_eq!(came_to(0.5, false), Choice::NoDialog);
        assert_eq!(came_to(7.0, true), Choice::NoDialog);
        assert_eq!(came_to(7.0, false), Choice::Cancelled);
    }

    #[test]
    fn a_future_is_awaited_across_threads() {
        let (send, receive) = channel::<Waker>();
        std::thread::spawn(move || receive.recv().unwrap().wake());
        let mut polls = 0;
        let value = wait_for(std::future::poll_fn(|cx| {
            polls += 1;
            if polls == 1 {
                send.send(cx.waker().clone()).unwrap();
                return Poll::Pending;
            }
            Poll::Ready(polls)
        }));
        assert_eq!(value, 2);
    }
}
