//! Coverage as a table for people and for programs.

use super::{PartCoverage, Spot, Standard, State, Tally};
use serde::Serialize;

/// What stands in a column of a standard that asks for the part.
fn mark(state: State) -> &'static str {
    match state {
        State::Complete => "+",
        State::Partly => "~",
        State::Missing => "!",
        State::NotApplicable => "n/a",
    }
}

/// "17 of 19, 2 partly, 1 not applicable": settled parts of those asked for, and what is behind it.
pub fn tally_words(tally: Tally) -> String {
    let mut words = format!("{} of {}", tally.settled(), tally.asked);
    for (count, word) in [
        (tally.partly, State::Partly.words()),
        (tally.missing, State::Missing.words()),
        (tally.not_applicable, State::NotApplicable.words()),
    ] {
        if count > 0 {
            words.push_str(&format!(", {count} {word}"));
        }
    }
    words
}

/// The table of parts by standards in plain text, with what each open part lacks.
pub fn coverage_text(coverage: &[PartCoverage]) -> String {
    let widest = coverage.iter().map(|c| c.part.name.chars().count()).max().unwrap_or(0);
    let mut out = format!("Coverage: {}\n\n", tally_words(Tally::of(coverage, None)));
    let mut line = |name: &str, state: &str, cells: &mut dyn Iterator<Item = &str>| {
        let mut text = format!("  {name:<widest$}  {state:<14}");
        cells.for_each(|cell| text.push_str(&format!("  {cell:<7}")));
        out.push_str(text.trim_end());
        out.push('\n');
    };
    line("Part", "State", &mut Standard::ALL.iter().map(|s| s.short()));
    for part in coverage {
        let cell = |s: &Standard| if part.is_asked_by(*s) { mark(part.state) } else { "" };
        line(part.part.name, part.state.words(), &mut Standard::ALL.iter().map(cell));
    }
    let counts: Vec<String> = Standard::ALL
        .iter()
        .map(|s| Tally::of(coverage, Some(*s)))
        .map(|t| format!("{}/{}", t.settled(), t.asked))
        .collect();
    line("Settled parts of those asked for", "", &mut counts.iter().map(String::as_str));
    out.push_str(
        "\n  + complete  ~ partly  ! missing  n/a not applicable, with a reason  (blank: not asked for)\n",
    );
    for standard in Standard::ALL {
        let tally = Tally::of(coverage, Some(standard));
        out.push_str(&format!("  {:<7}  {}: {}\n", standard.short(), standard.name(), tally_words(tally)));
    }
    let open = coverage.iter().filter(|c| c.state != State::Complete);
    for (index, part) in open.enumerate() {
        out.push_str(if index == 0 { "\n" } else { "" });
        out.push_str(&format!("  {}\n", sentence(part)));
    }
    out
}

/// "Maintenance, partly: has the notice; lacks maintenance windows and the most that is excused".
fn sentence(part: &PartCoverage) -> String {
    let mut text = format!("{}, {}", part.part.name, part.state.words());
    if let (State::NotApplicable, Some(reason)) = (part.state, &part.reason) {
        return format!("{text}: {}", reason.replace('\n', " "));
    }
    let names =
        |spots: &[Spot]| crate::value::listed(&spots.iter().map(|s| s.name.as_str()).collect::<Vec<_>>());
    let has = (!part.has.is_empty()).then(|| format!("has {}", names(&part.has)));
    let lacks = (!part.lacks.is_empty()).then(|| format!("lacks {}", names(&part.lacks)));
    let both: Vec<String> = has.into_iter().chain(lacks).collect();
    text.push_str(&format!(": {}", both.join("; ")));
    text
}

/// The table for programs.
#[derive(Serialize)]
pub(in crate::check) struct Table<'a> {
    standards: Vec<Column>,
    parts: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Column {
    id: &'static str,
    name: &'static str,
    asked: usize,
    settled: usize,
    complete: usize,
    partly: usize,
    missing: usize,
    not_applicable: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'static str,
    name: &'static str,
    state: &'static str,
    asked_by: Vec<&'static str>,
    section: &'a str,
    has: Vec<Place<'a>>,
    lacks: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct Place<'a> {
    name: &'a str,
    path: &'a str,
}

pub(in crate::check) fn json(coverage: &[PartCoverage]) -> Table<'_> {
    let column = |standard: Standard| {
        let t = Tally::of(coverage, Some(standard));
        Column {
            id: standard.id(),
            name: standard.name(),
            asked: t.asked,
            settled: t.settled(),
            complete: t.complete,
            partly: t.partly,
            missing: t.missing,
            not_applicable: t.not_applicable,
        }
    };
    Table {
        standards: Standard::ALL.into_iter().map(column).collect(),
        parts: coverage.iter().map(row).collect(),
    }
}

fn row(covered: &PartCoverage) -> Row<'_> {
    Row {
        id: covered.part.id,
        name: covered.part.name,
        state: covered.state.words(),
        asked_by: covered.part.asked_by.iter().map(|s| s.id()).collect(),
        section: &covered.section,
        has: places(&covered.has),
        lacks: places(&covered.lacks),
        reason: covered.reason.as_deref(),
    }
}

fn places(spots: &[Spot]) -> Vec<Place<'_>> {
    spots.iter().map(|s| Place { name: &s.name, path: s.path.as_str() }).collect()
}
