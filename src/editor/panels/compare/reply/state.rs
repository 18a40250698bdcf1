//! A Word file that came back, as the user goes through it.

use super::words;
use crate::draft::Draft;
use crate::editor::files::{Looked, Lookup};
use crate::session::Session;
use crate::session::reply::{Item, Reply};
use crate::session::taking::Taking;
use crate::store::Fs;
use crate::template::Section;
use crate::value::FieldPath;
use egui::Context;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What came back in a Word file, and what was decided about it.
#[derive(Default)]
pub struct Replying {
    path: Option<PathBuf>,
    result: Option<Result<Arc<Reply>, Refused>>,
    job: Option<Lookup<Result<Reply, Refused>>>,
    /// For each item, how it stands in a revision of the draft.
    standings: (u64, Vec<Standing>),
    /// What the user left as it is, by the keys of the items.
    left: HashSet<String>,
    /// Which items are listed.
    pub(super) only: Option<Decision>,
    /// The item that was gone to last.
    pub(super) at: Option<usize>,
}

/// A file that nothing can be laid beside.
#[derive(Debug)]
pub struct Refused {
    pub reason: String,
    /// The draft inside it can be opened.
    pub holds_a_draft: bool,
}

/// How an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub decision: Decision,
    /// The clause was changed here since it was sent.
    pub newer: bool,
}

/// What was decided about a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Open,
    /// The draft says what they wrote.
    Taken,
    Left,
}

impl Decision {
    pub const ALL: [Self; 3] = [Self::Open, Self::Taken, Self::Left];
}

/// How far the file is.
pub enum Progress<'r> {
    Waiting,
    Refused(&'r Refused),
    Done(&'r Arc<Reply>),
}

impl Replying {
    /// Begins with a file. What was decided before about the same words stays decided.
    pub fn begin(&mut self, path: &Path) {
        let left = std::mem::take(&mut self.left);
        *self = Self { path: Some(path.to_owned()), left, ..Self::default() };
    }

    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    pub fn is_reading(&self) -> bool {
        self.job.is_some()
    }

    pub fn reply(&self) -> Option<&Arc<Reply>> {
        self.result.as_ref()?.as_ref().ok()
    }

    pub fn progress(&self) -> Progress<'_> {
        match &self.result {
            None => Progress::Waiting,
            Some(Err(refused)) => Progress::Refused(refused),
            Some(Ok(reply)) => Progress::Done(reply),
        }
    }

    /// Starts to read what is not read yet, and takes in what was found.
    pub fn update(&mut self, ctx: &Context, fs: &Arc<dyn Fs>, session: &Session) {
        if let Some(job) = &self.job {
            let found = match job.poll() {
                Looked::Waiting => return,
                Looked::Found(found) => found.map(Arc::new),
                Looked::Broken => Err(Refused { reason: words::BROKEN.to_owned(), holds_a_draft: false }),
            };
            (self.result, self.job) = (Some(found), None);
            self.standings = (u64::MAX, Vec::new());
        }
        if self.result.is_none()
            && let Some(path) = self.path.clone()
        {
            let (fs, now, form) = (Arc::clone(fs), session.snapshot(), Arc::clone(session.form()));
            let work = move || {
                let read = Reply::read(fs.as_ref(), &path, &now, &form);
                read.map_err(|e| Refused { reason: e.to_string(), holds_a_draft: e.holds_a_draft() })
            };
            self.job = Some(Lookup::start(ctx, work));
        }
        if self.standings.0 != session.revision() {
            self.look_again(session);
        }
    }

    /// Finds out how each item stands in the draft as it is now.
    pub fn look_again(&mut self, session: &Session) {
        let Some(reply) = self.reply() else { return };
        let found = reply.items.iter().map(|item| self.standing_of(reply, item, session.draft()));
        self.standings = (session.revision(), found.collect());
    }

    fn standing_of(&self, reply: &Reply, item: &Item, now: &Draft) -> Standing {
        let taken = item.proposal.is_taken(now);
        let decision = match (taken, self.left.contains(&item.key())) {
            (true, _) => Decision::Taken,
            (false, true) => Decision::Left,
            (false, false) => Decision::Open,
        };
        Standing { decision, newer: !taken && reply.is_newer(item, now) }
    }

    pub fn standing(&self, at: usize) -> Standing {
        let open = Standing { decision: Decision::Open, newer: false };
        self.standings.1.get(at).copied().unwrap_or(open)
    }

    pub fn count(&self, decision: Decision) -> usize {
        self.standings.1.iter().filter(|standing| standing.decision == decision).count()
    }

    /// What nothing is decided about.
    pub fn open(&self) -> impl Iterator<Item = &Item> {
        let items = self.reply().map_or(&[][..], |reply| reply.items.as_slice()).iter().enumerate();
        items.filter(|(at, _)| self.standing(*at).decision == Decision::Open).map(|(_, item)| item)
    }

    /// How many of the undecided changes can be taken over without a look at each.
    pub fn takeable(&self) -> usize {
        let items = self.reply().map_or(&[][..], |reply| reply.items.as_slice()).iter().enumerate();
        let lets = |standing: Standing| standing.decision == Decision::Open && !standing.newer;
        items.filter(|(at, item)| lets(self.standing(*at)) && Taking::can_be(item)).count()
    }

    /// Leaves all as it is that nothing is decided about; where there is nothing of that, opens again what was left.
    /// Returns how many places that concerned, and whether they were left.
    pub fn leave_all(&mut self) -> (usize, bool) {
        let (from, leave) =
            if self.count(Decision::Open) > 0 { (Decision::Open, true) } else { (Decision::Left, false) };
        let count = self.reply().map_or(0, |reply| reply.items.len());
        let all: Vec<usize> = (0..count).filter(|at| self.standing(*at).decision == from).collect();
        all.iter().for_each(|at| self.leave(*at, leave));
        (all.len(), leave)
    }

    /// Goes to the first item that nothing was decided about, if there is one.
    pub fn step_to_first_open(&mut self) -> bool {
        self.at = None;
        self.step_to_open()
    }

    /// The items that are listed, by their places in the file.
    pub(super) fn listed(&self) -> Vec<usize> {
        let lets = |at: &usize| self.only.is_none_or(|only| self.standing(*at).decision == only);
        (0..self.reply().map_or(0, |reply| reply.items.len())).filter(lets).collect()
    }

    /// The listed items that are about a section of the form.
    pub fn in_section(&self, section: &Section, draft: &Draft) -> Vec<usize> {
        let own = |id: &str| {
            draft
                .extra_clauses
                .iter()
                .any(|c| c.id.as_str() == id && c.section.as_str() == section.id.as_str())
        };
        let here = |path: &FieldPath| {
            let segments: Vec<&str> = path.segments().take(2).collect();
            match segments.as_slice() {
                ["clauses", key] => section.clauses.iter().any(|c| section.clause_key(c) == *key),
                ["extra_clauses", id] => own(id),
                ["sections" | "headings", id] => section.id.as_str() == *id,
                _ => false,
            }
        };
        let Some(reply) = self.reply() else { return Vec::new() };
        let listed = self.listed().into_iter();
        listed.filter(|at| reply.items.get(*at).is_some_and(|item| here(&item.path))).collect()
    }

    /// Which of how many listed items was gone to last; nothing before the file is read.
    pub fn position(&self) -> Option<(Option<usize>, usize)> {
        self.reply()?;
        let listed = self.listed();
        Some((self.at.and_then(|at| listed.iter().position(|listed| *listed == at)), listed.len()))
    }

    /// Goes to the item after the one that was gone to last, or before it; round the end. False where there is none.
    pub fn step(&mut self, forward: bool) -> bool {
        let listed = self.listed();
        let here = self.at.and_then(|at| listed.iter().position(|listed| *listed == at));
        let count = listed.len().max(1);
        let to = match (here, self.at, forward) {
            (Some(here), _, true) => (here + 1) % count,
            (Some(here), _, false) => (here + count - 1) % count,
            // What was decided may not be listed any more: its follower has its place.
            (None, Some(at), true) => listed.iter().position(|listed| *listed > at).unwrap_or(0),
            (None, Some(at), false) => {
                listed.iter().rposition(|listed| *listed < at).unwrap_or(count.saturating_sub(1))
            }
            (None, None, true) => 0,
            (None, None, false) => count.saturating_sub(1),
        };
        let Some(next) = listed.get(to) else { return false };
        self.at = Some(*next);
        true
    }

    /// Goes to the next item that nothing was decided about, if there is one.
    pub fn step_to_open(&mut self) -> bool {
        let count = self.reply().map_or(0, |reply| reply.items.len());
        let here = self.at.map_or(0, |at| at + 1);
        let open = |at: &usize| self.standing(*at).decision == Decision::Open;
        let next = (here..count).chain(0..here.min(count)).find(open);
        self.at = next.or(self.at);
        next.is_some()
    }

    /// Leaves an item as it is, or opens it again.
    pub fn leave(&mut self, at: usize, leave: bool) {
        let Some(key) = self.reply().and_then(|reply| reply.items.get(at)).map(Item::key) else { return };
        if leave {
            self.left.insert(key);
        } else {
            self.left.remove(&key);
        }
        if let Some(standing) = self.standings.1.get_mut(at).filter(|s| s.decision != Decision::Taken) {
            standing.decision = if leave { Decision::Left } else { Decision::Open };
        }
    }

    /// The item that was gone to last.
    pub fn current(&self) -> Option<(&Arc<Reply>, usize)> {
        let reply = self.reply()?;
        let at = self.at.filter(|at| *at < reply.items.len())?;
        Some((reply, at))
    }

    /// Goes to an item.
    pub fn go_to(&mut self, at: usize) {
        self.at = Some(at);
    }

    /// Whether the item that was gone to last can be taken over.
    pub fn can_take(&self) -> bool {
        self.current().is_some_and(|(reply, at)| {
            let takeable = reply.items.get(at).is_some_and(|item| !item.proposal.is_empty());
            takeable && self.standing(at).decision != Decision::Taken
        })
    }
}
