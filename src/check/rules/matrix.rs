//! Which incident gets which priority: the matrix is whole, and ranges in criteria neither overlap nor leave a hole.

use super::{Cx, Report, Rule, Severity, at, list, named, sentence};
use crate::agreement::Priority;
use crate::agreement::changes::Read::{self, All};
use crate::draft::Edit;
use crate::value::quoted;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// All that the rules of this file read.
const READS: &[Read] = &[All("priorities"), All("support")];

pub(super) const RULES: &[Rule] = &[Rule {
    code: "I15",
    title: "Priority matrix with holes or overlaps",
    severity: Severity::Error,
    detects: "A pair of impact and urgency has no priority or two, a priority is in no cell of the matrix; or the \
              ranges of two priorities (\"25 to 75 % of the users\") share a value or leave one out between them.",
    why: "Of an incident that hits exactly 75 % of the users nobody can say which priority it has.",
    example: "P1: 75-100 % of the users; P2: 25-75 %",
    mend: "P1: at least 75 % of the users; P2: at least 25 % and less than 75 %",
    reads: READS,
    run: matrix,
    ..Rule::BLANK
}];

fn matrix(cx: &Cx<'_>, report: &mut Report) {
    cells(cx, report);
    ranges(cx, report);
}

fn key(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Different texts in their order, as they stand first.
fn kinds<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut out: Vec<&str> = Vec::new();
    for text in texts.map(str::trim).filter(|t| !t.is_empty()) {
        if !out.iter().any(|o| key(o) == key(text)) {
            out.push(text);
        }
    }
    out
}

fn cells(cx: &Cx<'_>, report: &mut Report) {
    let cells = &cx.a.support.matrix;
    if cells.is_empty() {
        return;
    }
    let mut seen: FxHashMap<(String, String), (&str, &str)> = FxHashMap::default();
    for cell in cells.iter().filter(|c| !c.impact.trim().is_empty() && !c.urgency.trim().is_empty()) {
        let pair = (key(&cell.impact), key(&cell.urgency));
        match seen.get(&pair) {
            Some((first, priority)) => {
                let (impact, urgency) = (quoted(cell.impact.trim()), quoted(cell.urgency.trim()));
                let message = if *priority == cell.priority.as_str() {
                    format!("{impact} with {urgency} stands twice in the matrix")
                } else {
                    let label = |id: &str| cx.a.label_of("priorities", id).unwrap_or_else(|| id.to_owned());
                    let both = [quoted(&label(priority)), quoted(&label(&cell.priority))];
                    format!("{impact} with {urgency} has two priorities, {}", list(&both))
                };
                let edit = Edit::Remove { list: "support.matrix".into(), id: cell.id.to_string() };
                report
                    .at(at(&["support", "matrix", &cell.id]), message, "Keep one of the two cells")
                    .related(at(&["support", "matrix", first]))
                    .fix("Remove the second", vec![edit]);
            }
            None => {
                seen.insert(pair, (&cell.id, &cell.priority));
            }
        }
    }
    let impacts = kinds(cells.iter().map(|c| c.impact.as_str()));
    let urgencies = kinds(cells.iter().map(|c| c.urgency.as_str()));
    let missing: Vec<String> = impacts
        .iter()
        .flat_map(|impact| urgencies.iter().map(move |urgency| (impact, urgency)))
        .filter(|(impact, urgency)| !seen.contains_key(&(key(impact), key(urgency))))
        .map(|(impact, urgency)| format!("{} with {}", quoted(impact), quoted(urgency)))
        .collect();
    if !missing.is_empty() {
        let more = missing.len().saturating_sub(3);
        let mut shown: Vec<String> = missing.into_iter().take(3).collect();
        shown.extend((more > 0).then(|| format!("{more} more")));
        let message = format!("The matrix has no priority for {}", list(&shown));
        report.at("support.matrix", message, "Add a cell for each pair of impact and urgency");
    }
    let unreached = |p: &&Priority| !cells.iter().any(|c| c.priority.as_str() == p.id.as_str());
    for priority in cx.a.priorities.iter().filter(unreached) {
        let message = format!("No cell of the matrix leads to {}", named(&priority.name, "priority"));
        report
            .at(at(&["priorities", &priority.id]), message, "Give it a cell, or remove the priority")
            .related("support.matrix");
    }
}

/// A range with two ends, both of which belong to it: "25-75 %".
struct Range<'a> {
    priority: &'a Priority,
    low: Decimal,
    high: Decimal,
    words: String,
    /// Where it stands in the criteria.
    range: std::ops::Range<usize>,
}

fn range(priority: &Priority) -> Option<Range<'_>> {
    let text = priority.criteria.as_str();
    text.match_indices('%').find_map(|(at, _)| {
        let (high, before) = last_number(text.get(..at)?)?;
        let joint = ["-", "–", "—", "to", "and"].into_iter().find(|j| before.ends_with(j))?;
        let rest = before.get(..before.len() - joint.len())?.trim_end_matches(SPACES);
        let (low, lead) = last_number(rest.strip_suffix('%').unwrap_or(rest))?;
        // "at least 25 % and less than 75 %" names its ends; only "between x and y" is a range with "and".
        let lower = lead.to_lowercase();
        let plain = joint != "and" || lower.ends_with("between");
        let closed = plain && low < high && !lower.ends_with("than");
        let start =
            text.get(lead.len()..at)?.len() - text.get(lead.len()..at)?.trim_start_matches(SPACES).len();
        let range = lead.len() + start..at + 1;
        let words = text.get(range.clone())?.to_owned();
        closed.then_some(Range { priority, low, high, words, range })
    })
}

const SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];

/// The number at the end of a text, and the text before it, both without the spaces around.
fn last_number(text: &str) -> Option<(Decimal, &str)> {
    let text = text.trim_end_matches(SPACES);
    let lead = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = text.get(lead.len()..)?.parse().ok()?;
    Some((number, lead.trim_end_matches(SPACES)))
}

fn ranges(cx: &Cx<'_>, report: &mut Report) {
    let mut all: Vec<Range<'_>> = cx.a.priorities.iter().filter_map(range).collect();
    all.sort_by_key(|r| (r.low, r.high));
    for (lower, upper) in all.iter().zip(all.iter().skip(1)) {
        let said = |r: &Range<'_>| format!("{} ({})", named(&r.priority.name, "priority"), r.words);
        let both = format!("{} and {}", said(lower), said(upper));
        let message = if upper.low < lower.high {
            format!(
                "{} share the values from {} % to {} %",
                sentence(&both),
                upper.low,
                lower.high.min(upper.high)
            )
        } else if upper.low == lower.high {
            format!("{} share exactly {} %", sentence(&both), upper.low)
        } else {
            format!("{} leave out what lies between {} % and {} %", sentence(&both), lower.high, upper.low)
        };
        let path = |p: &Priority| at(&["priorities", &p.id, "criteria"]);
        let hint = format!(
            "Write “at least {} % and less than {} %”, so that each value is in one range",
            lower.low, upper.low
        );
        let found = report.at(path(lower.priority), message, hint).related(path(upper.priority));
        if upper.low >= lower.high {
            let text = lower.priority.criteria.as_str();
            let before = text.get(..lower.range.start).unwrap_or("");
            let before = before.strip_suffix("etween ").map_or(before, |b| b.trim_end_matches(['b', 'B']));
            let after = text.get(lower.range.end..).unwrap_or("");
            let half_open = format!("at least {} % and less than {} %", lower.low, upper.low);
            let half_open = if before.trim().is_empty() { sentence(&half_open) } else { half_open };
            let new = format!("{before}{half_open}{after}");
            found.fix("Make the range half-open", vec![Edit::set(path(lower.priority), new)]);
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    (
        "I15",
        &[
            "priorities.p1.criteria=The shop is down for 75-100 % of its visitors",
            "priorities.p2.criteria=The shop is down for 25-75 % of its visitors",
        ],
    ),
    (
        "I15",
        &[
            "priorities.p1.criteria=Between 75 and 100 % of the users cannot work",
            "priorities.p2.criteria=Between 25 and 74 % of the users cannot work",
        ],
    ),
    (
        "I15",
        &[
            "+support.matrix a",
            "support.matrix.a.impact=All users",
            "support.matrix.a.urgency=Now",
            "support.matrix.a.priority=p1",
            "+support.matrix b",
            "support.matrix.b.impact=One user",
            "support.matrix.b.urgency=Later",
            "support.matrix.b.priority=p3",
        ],
    ),
    (
        "I15",
        &[
            "+support.matrix a",
            "support.matrix.a.impact=All users",
            "support.matrix.a.urgency=Now",
            "support.matrix.a.priority=p1",
            "+support.matrix b",
            "support.matrix.b.impact=all  users",
            "support.matrix.b.urgency=now",
            "support.matrix.b.priority=p3",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn a_whole_matrix_is_fine_and_a_hole_is_named() {
        let mut lines = Vec::new();
        for (n, (impact, urgency, priority)) in
            [("All", "Now", "p1"), ("All", "Later", "p2"), ("One", "Now", "p2"), ("One", "Later", "p3")]
                .into_iter()
                .enumerate()
        {
            lines.push(format!("+support.matrix c{n}"));
            lines.push(format!("support.matrix.c{n}.impact={impact}"));
            lines.push(format!("support.matrix.c{n}.urgency={urgency}"));
            lines.push(format!("support.matrix.c{n}.priority={priority}"));
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert!(!codes(&lines).contains(&"I15"));
        let found = run(&changed(&lines[..12]));
        let messages: Vec<&str> =
            found.iter().filter(|f| f.code == "I15").map(|f| f.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "No cell of the matrix leads to “P3 – Low”",
                "The matrix has no priority for “One” with “Later”"
            ]
        );
    }

    #[test]
    fn half_open_ranges_and_single_bounds_are_fine() {
        for (first, second) in [
            ("at least 75 % of the users", "at least 25 % and less than 75 % of the users"),
            ("more than 50 % of the users", "10 % of the users"),
            ("75 to 100 % of the users", "at least 25 % of the users"),
        ] {
            let lines =
                [format!("priorities.p1.criteria={first}"), format!("priorities.p2.criteria={second}")];
            assert!(!codes(&[&lines[0], &lines[1]]).contains(&"I15"), "{second}");
        }
    }

    #[test]
    fn the_shared_bound_is_made_half_open() {
        let found = run(&changed(FIXTURES[0].1));
        let one = found.iter().find(|f| f.code == "I15").unwrap();
        assert!(one.message.ends_with("share exactly 75 %"), "{}", one.message);
        let Some(Edit::Set { text, .. }) = one.fix.as_ref().and_then(|f| f.edits.first()) else {
            panic!("{one:?}")
        };
        assert_eq!(text, "The shop is down for at least 25 % and less than 75 % of its visitors");
    }
}
