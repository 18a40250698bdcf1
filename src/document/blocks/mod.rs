//! Blocks made from the agreement's data: tables, key values and sentences, one file a block or tight family.
//!
//! What a user entered is printed as [`Inline::Value`] with the path of its field. A required value that is not there
//! is an [`Inline::Missing`]; anything else that is not there leaves its row, sentence or column out.

mod assurance;
mod at;
mod calendars;
mod closing;
mod credits;
mod definitions;
mod dependencies;
mod governance;
mod grid;
mod levels;
mod metric;
mod parties;
pub(super) mod prose;
mod relief;
mod responsibilities;
mod risk;
mod rows;
mod services;
mod support;
mod term;
mod terms;
#[cfg(test)]
pub(super) mod tests;

pub use definitions::term_anchor;
pub(super) use metric::card;
pub(super) use terms::business_time;

use super::{Block, Inline, List, ListItem, Memo};
use crate::draft::Draft;
use crate::template::Generated;
use at::At;

/// What the blocks are made from.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub draft: &'a Draft,
    /// Turns one line of a user's text into [`Inline::Text`] and, for the defined terms in it, [`Inline::TermRef`]
    /// without a path. The blocks make the texts values and add the path, so that every piece leads to its field.
    pub mark: &'a dyn Fn(&str) -> Vec<Inline>,
    /// What is still known from the revision before.
    pub memo: Option<&'a Memo>,
}

impl<'a> Context<'a> {
    /// Without links to defined terms.
    pub fn plain(draft: &'a Draft) -> Self {
        Self { draft, mark: &|text| vec![Inline::Text(text.to_owned())], memo: None }
    }
}

/// The blocks of one kind; none where the agreement says nothing about it.
pub fn generate(kind: Generated, cx: &Context<'_>) -> Vec<Block> {
    match kind {
        Generated::Parties => parties::parties(cx),
        Generated::Contacts => parties::contacts(cx),
        Generated::ParentAgreement => parties::parent(cx),
        Generated::Term => term::blocks(cx),
        Generated::Services => services::blocks(cx),
        Generated::Calendars => calendars::blocks(cx),
        Generated::Dependencies => dependencies::blocks(cx),
        Generated::Definitions => definitions::blocks(cx),
        Generated::TimeLimits => definitions::time_limits(cx),
        Generated::Responsibilities(owner) => responsibilities::blocks(cx, owner),
        Generated::MetricSummary => metric::summary(cx),
        Generated::MetricCards => metric::cards(cx),
        Generated::Priorities => support::priorities(cx),
        Generated::Support => support::support(cx),
        Generated::Maintenance => relief::maintenance(cx),
        Generated::Exclusions => relief::exclusions(cx),
        Generated::CreditTables => credits::tables(cx),
        Generated::CreditTerms => credits::terms(cx),
        Generated::ChronicFailure => credits::chronic(cx),
        Generated::EarnBack => credits::earn_back(cx),
        Generated::WorkedExamples => credits::worked_examples(cx),
        Generated::Bonuses => credits::bonuses(cx),
        Generated::Indemnities => risk::indemnities(cx),
        Generated::Liability => risk::liability(cx),
        Generated::Insurance => risk::insurance(cx),
        Generated::Groups => levels::groups(cx),
        Generated::Policies(level) => levels::policies(cx, level),
        Generated::EffectivePolicies => levels::effective(cx),
        Generated::Continuity => assurance::continuity(cx),
        Generated::Security => assurance::security(cx),
        Generated::Reporting => governance::reporting(cx),
        Generated::Review => governance::review(cx),
        Generated::Escalation => governance::escalation(cx),
        Generated::ChangeHistory => closing::history(cx),
        Generated::Signatures => closing::signatures(cx),
    }
}

/// `intro` and the lines of a field as a list; only a mark where a required field is missing, nothing where another is.
fn bulleted(at: &At<'_>, intro: &str, field: &str) -> Vec<Block> {
    let lines = at.lines(field);
    let mut opening = vec![Inline::Text(intro.to_owned())];
    if lines.is_empty() {
        let mark = at.get(field);
        opening.push(Inline::Text(" ".to_owned()));
        opening.extend(mark.clone());
        return if mark.is_empty() { Vec::new() } else { vec![Block::Paragraph(opening)] };
    }
    let item = |line| ListItem { label: String::new(), blocks: vec![Block::Paragraph(line)] };
    let items = lines.into_iter().map(item).collect();
    vec![Block::Paragraph(opening), Block::List(List { ordered: false, items })]
}
