//! `clausewright extract DOCUMENT -o FILE`

use super::{Outcome, Streams};
use crate::draft::from_ron;
use crate::export::extract;
use crate::store::{Expected, RealFs, load_up_to, save};
use anyhow::Context;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A PDF or Word file that Clausewright exported.
    document: PathBuf,
    /// Where to write the draft; a file of this name must not exist.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

pub fn run(args: &Args, _streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    let document = load_up_to(&RealFs, &args.document, extract::MOST_IN_PDF as u64)?;
    let bytes = extract::draft_in(&document.bytes).with_context(|| args.document.display().to_string())?;
    from_ron(&bytes).with_context(|| format!("the draft inside {}", args.document.display()))?;
    // The attachment is handed over byte for byte, so there is nothing to compare with but itself.
    save(&RealFs, &args.output, &bytes, Expected::New, &|_| Ok(()))?;
    Ok(Outcome::Fine)
}
