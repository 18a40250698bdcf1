//! What several test programs drive the command line with.

use clausewright::cli::{Request, Streams, run};
use std::path::PathBuf;

/// What a call of the program came to.
pub struct Run {
    pub status: u8,
    pub out: String,
    pub err: String,
}

/// Calls the program with a verb.
pub fn cw(args: &[&str]) -> Run {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = std::iter::once("clausewright").chain(args.iter().copied()).map(Into::into);
    let request = run(args, &mut Streams { out: &mut out, err: &mut err });
    let Request::Done(status) = request else { panic!("no verb was given") };
    Run { status, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

/// A folder that is gone with the test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn name(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }
}
