//! Reading that a disk may take its time for: on a thread of its own, while the window goes on.

use egui::Context;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::time::Duration;

/// Something that is being looked up. Dropped, its answer is forgotten.
pub struct Lookup<T> {
    answer: Receiver<T>,
}

/// How far a lookup is.
pub enum Looked<T> {
    Waiting,
    Found(T),
    /// A fault of the program ended the thread.
    Broken,
}

impl<T: Send + 'static> Lookup<T> {
    /// Starts to look up. Without a thread from the system the lookup counts as broken.
    pub fn start(ctx: &Context, work: impl FnOnce() -> T + Send + 'static) -> Self {
        let (send, answer) = channel();
        let wake = Wake(ctx.clone());
        let work = move || {
            let _wake = wake;
            // Whoever asked may want something else by now.
            drop(send.send(work()));
        };
        if let Err(error) = std::thread::Builder::new().name("lookup".to_owned()).spawn(work) {
            tracing::warn!("no thread to read on: {error}");
        }
        Self { answer }
    }

    pub fn poll(&self) -> Looked<T> {
        match self.answer.try_recv() {
            Ok(found) => Looked::Found(found),
            Err(TryRecvError::Empty) => Looked::Waiting,
            Err(TryRecvError::Disconnected) => Looked::Broken,
        }
    }

    /// As [`Lookup::poll`], but waits for the answer up to `patience`: what comes soon needs no sign of waiting.
    pub fn wait(&self, patience: Duration) -> Looked<T> {
        match self.answer.recv_timeout(patience) {
            Ok(found) => Looked::Found(found),
            Err(RecvTimeoutError::Timeout) => Looked::Waiting,
            Err(RecvTimeoutError::Disconnected) => Looked::Broken,
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    fn answer<T: Send + 'static>(lookup: &Lookup<T>) -> Option<T> {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(60) {
            match lookup.poll() {
                Looked::Waiting => std::thread::sleep(Duration::from_millis(1)),
                Looked::Found(found) => return Some(found),
                Looked::Broken => return None,
            }
        }
        None
    }

    #[test]
    fn an_answer_comes_and_a_fault_is_noticed() {
        let ctx = Context::default();
        assert_eq!(answer(&Lookup::start(&ctx, || 7)), Some(7));
        let broken: Lookup<()> = Lookup::start(&ctx, || std::panic::panic_any("a fault of the program"));
        assert_eq!(answer(&broken), None);
    }
}
