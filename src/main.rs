//! The program: the command line, or the editor when no verb is given.

use clausewright::cli::{self, Request, Streams};
use std::io::{BufWriter, stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut out = BufWriter::new(stdout().lock());
    let mut err = stderr().lock();
    let request = cli::run(std::env::args_os(), &mut Streams { out: &mut out, err: &mut err });
    drop((out, err));
    match request {
        Request::Done(status) => ExitCode::from(status),
        Request::Edit(files) => match clausewright::editor::run(files) {
            Ok(()) => ExitCode::SUCCESS,
            Err(problem) => {
                eprintln!("clausewright: {problem}");
                ExitCode::from(2)
            }
        },
    }
}
