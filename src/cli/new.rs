//! `clausewright new TEMPLATE -o FILE [--example] [--set PATH=VALUE ...]`

use super::{Outcome, Streams, files, set};
use crate::session::new_draft;
use crate::store::{Expected, RealFs, save_draft};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Id of a form of agreement; `clausewright templates` lists them.
    #[arg(value_name = "TEMPLATE")]
    form: String,
    /// The draft to write; a file of this name must not exist.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Make the complete, clean sample agreement instead of an empty draft.
    #[arg(long)]
    example: bool,
    /// Change fields right away, as `clausewright set` does.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    changes: Vec<String>,
}

pub fn run(args: &Args, _streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    let form = files::form(&args.form)?;
    let mut draft = if args.example { form.example().clone() } else { new_draft(&form) };
    set::apply(&mut draft, &args.changes)?;
    save_draft(&RealFs, &args.output, &draft, Expected::New)?;
    Ok(Outcome::Fine)
}
