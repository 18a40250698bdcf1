//! Findings with codes, places and fixes: the proof-reader that knows what an agreement needs.
//!
//! [`check`] runs every rule of [`rules`] over a draft. A rule looks, says what is wrong and what to do, and where the
//! mend is mechanical brings it along as [`Fix`]. What only follows from another finding is left out.

mod bare;
mod collect;
mod context;
mod coverage;
mod dates;
mod dimension;
mod downtime;
mod engine;
mod explain;
mod fields;
mod finding;
mod gathered;
mod intervals;
mod left_out;
mod lengths;
mod memo;
mod numbers;
pub mod openslo;
mod phrases;
mod place;
mod quantities;
mod readings;
mod report;
mod rule;
mod rules;
mod sarif;
mod scale;
mod sentences;
mod shares;
mod slope;
mod tells;
mod text;
mod typed;
mod waive;
mod words;

#[cfg(test)]
mod anything;
#[cfg(test)]
mod testkit;

pub use context::{Checks, Environment};
pub use coverage::{
    Part, PartCoverage, SetAside, Spot, Standard, State, Tally, apply_again, coverage, coverage_text,
    part_name, part_of, set_aside, tally_words,
};
pub use engine::{check, check_again};
pub use explain::{explain, explain_json, explain_md, explain_text};
pub use finding::{Finding, Fix, Severity, Summary};
pub use memo::Memo;
pub use readings::{Excuse, excuses, readings};
pub use report::{FileReport, Hints, to_json, to_text};
pub use rule::{Rule, Scope};
pub use rules::undefined_term;
pub use sarif::to_sarif;
pub use scale::{PartKind, ScalePart, TierScale, tier_scale};
pub use shares::{points_scale, pool_scale};
pub use slope::{OPEN_STEPS, Slope, slope};

/// All rules, in the order of their codes.
pub fn rules() -> &'static [Rule] {
    rules::all()
}
