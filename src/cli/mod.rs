//! The command line: parse, call, print. One file a verb.
//!
//! Results go to standard output, problems to standard error. Exit status: 0 fine, 1 findings or differences,
//! 2 could not run.

mod check;
mod compare;
mod explain;
mod export;
mod extract;
mod files;
mod new;
mod paths;
mod set;
mod settle;
mod templates;

use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

/// Drafts, checks and exports service level agreements. Without a verb, opens the editor.
#[derive(Debug, Parser)]
#[command(name = "clausewright", version, about, args_conflicts_with_subcommands = true)]
struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// Drafts to open in the editor.
    files: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List the forms of agreement.
    Templates(templates::Args),
    /// Make a draft from a form of agreement.
    New(new::Args),
    /// List the settable paths of a draft or a form, with type and meaning.
    Paths(paths::Args),
    /// Change fields of a draft.
    Set(set::Args),
    /// Report the problems of drafts.
    Check(check::Args),
    /// Explain a rule, or all of them.
    Explain(explain::Args),
    /// Compute what a period came to: values, credits, bonuses, and every step to them.
    Settle(settle::Args),
    /// Write the contract as PDF, Word file, Markdown, web page, text or JSON, or its metrics as OpenSLO.
    Export(export::Args),
    /// Show what differs between two drafts, a draft and its history, or two forms: fields first, then the text.
    Compare(compare::Args),
    /// Take the draft out of an exported PDF or Word file.
    Extract(extract::Args),
}

/// What a verb came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Fine,
    /// There are findings or differences.
    Findings,
}

/// What the arguments ask for.
#[derive(Debug)]
pub enum Request {
    /// Open the editor with these drafts.
    Edit(Vec<PathBuf>),
    /// The verb has run; this is the exit status.
    Done(u8),
}

/// The two streams a verb writes to.
pub struct Streams<'a> {
    pub out: &'a mut dyn Write,
    pub err: &'a mut dyn Write,
}

/// Reads the arguments and runs a verb. Problems are printed, not returned.
pub fn run(args: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> Request {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(usage) => {
            let status = u8::try_from(usage.exit_code()).unwrap_or(2);
            let text = usage.render().to_string();
            let printed = if usage.use_stderr() {
                write!(streams.err, "{text}")
            } else {
                write!(streams.out, "{text}")
            };
            return Request::Done(if printed.is_err() { 2 } else { status });
        }
    };
    let Some(verb) = args.verb else { return Request::Edit(args.files) };
    let result = match verb {
        Verb::Templates(args) => templates::run(&args, streams),
        Verb::New(args) => new::run(&args, streams),
        Verb::Paths(args) => paths::run(&args, streams),
        Verb::Set(args) => set::run(&args, streams),
        Verb::Check(args) => check::run(&args, streams),
        Verb::Explain(args) => explain::run(&args, streams),
        Verb::Settle(args) => settle::run(&args, streams),
        Verb::Export(args) => export::run(&args, streams),
        Verb::Compare(args) => compare::run(&args, streams),
        Verb::Extract(args) => extract::run(&args, streams),
    };
    match result.and_then(|outcome| streams.out.flush().map(|()| outcome).map_err(anyhow::Error::from)) {
        Ok(Outcome::Fine) => Request::Done(0),
        Ok(Outcome::Findings) => Request::Done(1),
        Err(problem) if is_closed_pipe(&problem) => Request::Done(0),
        Err(problem) => {
            let printed = writeln!(streams.err, "clausewright: {problem:#}");
            Request::Done(if printed.is_ok() { 2 } else { 3 })
        }
    }
}

/// The reader of our output went away, as in `clausewright explain | head`: nothing is wrong.
fn is_closed_pipe(problem: &anyhow::Error) -> bool {
    problem.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
