//! Where the window leaves its orders for the threads that typeset and draw.

use super::pictures::Plate;
use crate::document::Document;
use crate::export::typeset::{Pages, Region};
use crate::template::Form;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// A document to be set in type.
pub struct Job {
    pub draft: String,
    pub revision: u64,
    pub document: Arc<Document>,
}

/// A page to be drawn.
#[derive(Clone)]
pub struct Sketch {
    pub pages: Arc<Pages>,
    pub edition: u64,
    /// From 0.
    pub page: usize,
    pub plate: Plate,
    pub tile: Region,
    /// Nobody looks at it yet: the window need not be drawn again for it.
    pub ahead: bool,
}

/// A tile that is on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// From 0.
    pub page: usize,
    pub plate: Plate,
    pub tile: Region,
}

#[derive(Default)]
struct Orders {
    job: Option<Job>,
    /// The draft on screen, and what is seen of its pages.
    seen: (String, Vec<Seen>),
    sketches: Vec<Sketch>,
    covers: VecDeque<Arc<Form>>,
    closed: bool,
}

/// The orders, as all sides see them.
#[derive(Default)]
pub struct Desk {
    orders: Mutex<Orders>,
    bell: Condvar,
}

/// What is to be set in type next.
pub enum Next {
    Job(Job),
    Cover(Arc<Form>),
}

impl Desk {
    /// Replaces a job that has not begun.
    pub fn typeset(&self, job: Job) {
        self.order(|o| o.job = Some(job));
    }

    /// Replaces all pictures that were not drawn yet. `seen` of `draft` is drawn together with its next pages.
    pub fn sketch(&self, sketches: Vec<Sketch>, draft: &str, seen: Vec<Seen>) {
        self.order(|o| {
            o.sketches = sketches;
            if o.seen.0 != draft {
                draft.clone_into(&mut o.seen.0);
            }
            o.seen.1 = seen;
        });
    }

    pub fn covers(&self, forms: &[Arc<Form>]) {
        self.order(|o| o.covers.extend(forms.iter().cloned()));
    }

    /// The threads end.
    pub fn close(&self) {
        self.order(|o| o.closed = true);
    }

    fn order(&self, change: impl FnOnce(&mut Orders)) {
        change(&mut self.orders());
        self.bell.notify_all();
    }

    fn orders(&self) -> MutexGuard<'_, Orders> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for something to set in type: the newest pages first, then covers for the gallery. None once it is closed.
    pub fn next(&self) -> Option<Next> {
        self.take(|orders| {
            let job = orders.job.take().map(Next::Job);
            job.or_else(|| orders.covers.pop_front().map(Next::Cover))
        })
    }

    /// Waits for something to draw: what is seen first. None once it is closed.
    pub fn next_sketch(&self) -> Option<Sketch> {
        self.take(|orders| (!orders.sketches.is_empty()).then(|| orders.sketches.remove(0)))
    }

    fn take<T>(&self, choose: impl Fn(&mut Orders) -> Option<T>) -> Option<T> {
        let mut orders = self.orders();
        while !orders.closed {
            if let Some(chosen) = choose(&mut orders) {
                return Some(chosen);
            }
            orders = self.bell.wait(orders).unwrap_or_else(PoisonError::into_inner);
        }
        None
    }

    /// What is on screen of a draft.
    pub fn seen(&self, draft: &str) -> Vec<Seen> {
        let orders = self.orders();
        if orders.seen.0 == draft { orders.seen.1.clone() } else { Vec::new() }
    }
}
