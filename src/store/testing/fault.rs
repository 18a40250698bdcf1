//! Which operation fails, how often and how.

use std::io;

/// One call of [`Fs`](super::super::Fs) or [`NewFile`](super::super::NewFile).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Metadata,
    LinkTarget,
    Read,
    CheckWritable,
    Create,
    SetMode,
    SetOwner,
    Write,
    Sync,
    Rename,
    SyncFolder,
    Remove,
    CreateFolders,
    RemoveFolder,
    List,
    TryLock,
}

/// A failure to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    when: When,
    kind: io::ErrorKind,
    code: Option<i32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Once(usize),
    From(usize),
    Every(Operation),
}

impl Fault {
    /// Operation `number`, counted from 1, fails; those after it work.
    pub fn once(number: usize, kind: io::ErrorKind) -> Self {
        Self { when: When::Once(number), kind, code: None }
    }

    /// Operation `number` and every one after it fail.
    pub fn from(number: usize, kind: io::ErrorKind) -> Self {
        Self { when: When::From(number), kind, code: None }
    }

    /// The failure carries this number of the operating system, for causes that have no name of their own.
    #[must_use]
    pub fn with_code(self, code: i32) -> Self {
        Self { code: Some(code), ..self }
    }

    /// Every operation of this sort fails.
    pub fn every(operation: Operation, kind: io::ErrorKind) -> Self {
        Self { when: When::Every(operation), kind, code: None }
    }
}

#[derive(Default)]
pub(super) struct Script {
    pub longest_write: Option<usize>,
    fault: Option<Fault>,
    hit: bool,
    done: Vec<Operation>,
}

impl Script {
    pub fn plan(&mut self, fault: Option<Fault>) {
        self.fault = fault;
        self.hit = false;
        self.done.clear();
    }

    pub fn next(&mut self, operation: Operation) -> io::Result<()> {
        self.done.push(operation);
        let number = self.done.len();
        match self.fault {
            Some(Fault { when, kind, code })
                if match when {
                    When::Once(at) => number == at,
                    When::From(at) => number >= at,
                    When::Every(sort) => operation == sort,
                } =>
            {
                self.hit = true;
                Err(code.map_or_else(|| kind.into(), io::Error::from_raw_os_error))
            }
            _ => Ok(()),
        }
    }

    pub fn has_hit(&self) -> bool {
        self.hit
    }

    pub fn done(&self) -> &[Operation] {
        &self.done
    }

    pub fn forget(&mut self) {
        self.done.clear();
    }
}
