//! What ties an open draft to its file beyond its content: whether it may be written, who else has it open, and what other
//! programs did to it.

use super::Session;
use super::files::DraftFile;
use crate::draft::Loss;
use crate::store::{Claim, Claiming, ContentHash, Expected, Holder, Loaded, Look, Seen};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why a draft can only be read here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// A newer version saved it. What this one does not know is not here, so it must not be saved, not even as a copy.
    Newer {
        schema: u32,
        /// What is not shown.
        losses: Arc<Vec<Loss>>,
    },
    /// Another window has it; who, if that could be told.
    InUse(Option<Holder>),
}

/// A file of which only a part could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Where it is; nothing was changed there.
    pub path: PathBuf,
    pub losses: Arc<Vec<Loss>>,
}

/// What another program did to the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outside {
    /// It holds something else now.
    Changed(Arc<Loaded>),
    /// It is no longer there; `folder`: neither is its folder.
    Gone { folder: bool },
}

/// Whether this window has the right to change the file.
#[derive(Debug, Default)]
enum Right {
    #[default]
    Unasked,
    /// Asked for this file; held if the claim is there.
    Asked { path: PathBuf, _claim: Option<Claim> },
}

#[derive(Debug, Default)]
pub(super) struct Tie {
    pub read_only: Option<ReadOnly>,
    pub damage: Option<Damage>,
    /// The schema of an older version that the file still has.
    pub older: Option<u32>,
    /// What the draft is called while it has no file.
    pub name: Option<String>,
    /// Nothing was done with it here since it was opened from its file.
    pub fresh: bool,
    right: Right,
    look: Option<Look>,
    outside: Option<Outside>,
    /// The user has seen what happened outside and goes on.
    put_off: bool,
}

impl Tie {
    /// The file holds what was just loaded or saved.
    pub fn renew(&mut self) {
        self.look = None;
        self.outside = None;
        self.put_off = false;
    }

    /// Whether the file is gone and the draft could be saved anew.
    pub fn is_missed(&self) -> bool {
        let savable = !matches!(self.read_only, Some(ReadOnly::Newer { .. }));
        savable && matches!(self.outside, Some(Outside::Gone { .. }))
    }
}

/// What asking for the right to change a file came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Granted {
    /// The draft can be changed here.
    Yes,
    /// It could not be changed until now, because another window had it.
    Now,
    /// Another window has it: it can only be read.
    No,
    /// Another window has it too, but there is work in it here.
    Shared,
}

impl Session {
    /// Why nothing can be changed; `None` where it can.
    pub fn read_only(&self) -> Option<&ReadOnly> {
        self.tie.read_only.as_ref()
    }

    /// The damaged file that this draft was recovered from.
    pub fn damage(&self) -> Option<&Damage> {
        self.tie.damage.as_ref()
    }

    /// The schema of an older version that the file has until it is saved.
    pub fn older(&self) -> Option<u32> {
        self.tie.older
    }

    /// Whether the draft may be saved as another file.
    pub fn may_be_copied(&self) -> bool {
        !matches!(self.tie.read_only, Some(ReadOnly::Newer { .. }))
    }

    /// The file for which the right to change it was not asked for yet.
    pub fn unclaimed(&self) -> Option<&Path> {
        let path = self.file()?;
        let asked = matches!(&self.tie.right, Right::Asked { path: of, .. } if of == path);
        (!asked && self.may_be_copied()).then_some(path)
    }

    /// The file that another window had when it was asked for.
    pub fn contested(&self) -> Option<&Path> {
        if matches!(self.tie.read_only, Some(ReadOnly::InUse(_))) { self.file() } else { None }
    }

    /// Takes in what asking for the right came to. A draft that was just opened is only read where another window has
    /// it; one with work in it, or one that was saved there, stays as it is.
    pub fn take_claim(&mut self, claiming: Claiming) -> Granted {
        let Some(path) = self.file().map(Path::to_owned) else { return Granted::Yes };
        let contested = self.contested().is_some();
        let (claim, granted) = match claiming {
            Claiming::Granted(claim) => (Some(claim), if contested { Granted::Now } else { Granted::Yes }),
            Claiming::Unknown => (None, Granted::Yes),
            Claiming::Taken(holder) if contested || (self.tie.fresh && !self.is_dirty()) => {
                self.tie.read_only = Some(ReadOnly::InUse(holder));
                (None, Granted::No)
            }
            Claiming::Taken(_) => (None, Granted::Shared),
        };
        if contested && granted != Granted::No {
            self.tie.read_only = None;
        }
        self.tie.right = Right::Asked { path, _claim: claim };
        granted
    }

    /// The user changes the draft although another window has it.
    pub fn edit_anyway(&mut self) {
        if self.contested().is_some() {
            self.tie.read_only = None;
        }
    }

    /// Becomes a draft without a file, called a copy, with an id of its own: from here on the two go their own ways.
    /// False where that must not be.
    pub fn become_copy(&mut self) -> bool {
        if !self.may_be_copied() {
            return false;
        }
        let name = format!("{} (copy)", self.title());
        self.tie = Tie { name: Some(name), ..Tie::default() };
        self.file = None;
        self.saved = None;
        let id = super::new_draft(&self.form).id;
        self.history = super::History::default();
        self.show(Arc::new(crate::draft::Draft { id, ..self.draft().clone() }));
        true
    }

    /// What is needed to look at the file for changes: where, the content known last, and how it looked then.
    pub fn to_watch(&self) -> Option<(PathBuf, ContentHash, Option<Look>)> {
        self.file.as_ref().map(|file| (file.path.clone(), file.hash, self.tie.look))
    }

    /// Takes in how the file was found against the content with the hash `known`; true if there is something new to
    /// tell.
    pub fn take_seen(&mut self, known: ContentHash, seen: Seen) -> bool {
        if self.file.as_ref().is_none_or(|file| file.hash != known) {
            // It was saved or read again while somebody was looking.
            return false;
        }
        let outside = match seen {
            Seen::Same(look) => {
                self.tie.renew();
                self.tie.look = look;
                return false;
            }
            Seen::Changed(loaded) => Outside::Changed(Arc::new(loaded)),
            Seen::Gone { folder } => Outside::Gone { folder },
            Seen::Unreadable(error) => {
                tracing::debug!("the file of an open draft cannot be looked at: {error}");
                return false;
            }
        };
        let is_new = match (&self.tie.outside, &outside) {
            (Some(Outside::Changed(old)), Outside::Changed(new)) => old.hash != new.hash,
            (Some(Outside::Gone { .. }), Outside::Gone { .. }) => false,
            _ => true,
        };
        if is_new {
            self.tie.put_off = false;
            self.tie.outside = Some(outside);
        }
        is_new
    }

    /// What another program did to the file; `None` once the user has put that off.
    pub fn outside(&self) -> Option<&Outside> {
        self.tie.outside.as_ref().filter(|_| !self.tie.put_off)
    }

    /// The content that another program wrote, whether that was put off or not.
    pub fn theirs(&self) -> Option<&Arc<Loaded>> {
        match &self.tie.outside {
            Some(Outside::Changed(loaded)) => Some(loaded),
            Some(Outside::Gone { .. }) | None => None,
        }
    }

    /// Goes on for now; a save asks again.
    pub fn put_off(&mut self) {
        self.tie.put_off = true;
    }

    /// Takes what the file holds now in place of this draft. Undo brings this one back, unless the form of agreement is
    /// another.
    pub fn take_theirs(&mut self, theirs: DraftFile) {
        let DraftFile { draft, form, file, older, .. } = theirs;
        let next = Arc::new(draft);
        if Arc::ptr_eq(&form, &self.form) {
            if *next != *self.draft {
                let root = crate::value::FieldPath::root();
                self.history.record(&self.draft, &next, "Reload the file", root, None);
            }
        } else {
            self.history = super::History::default();
            self.form = form;
        }
        self.room = super::room::Room::of(&next);
        self.saved = Some(Arc::clone(&next));
        self.file = Some(file);
        self.show(next);
        self.tie.older = older;
        self.tie.renew();
    }

    /// What the next save of the file expects to find there.
    pub(super) fn expectation(&self, over: bool) -> Option<(PathBuf, Expected)> {
        let file = self.file.as_ref()?;
        Some((file.path.clone(), if over { Expected::Overwrite } else { file.expected() }))
    }
}
