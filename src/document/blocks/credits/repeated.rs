//! Chronic failure and the right to leave; earn-back.

use super::super::Context;
use super::super::at::{At, series};
use super::super::metric::target::with_decimals;
use super::super::rows::Rows;
use crate::agreement::{ChronicFailure, Metric};
use crate::document::{Block, Inline, List, ListItem};
use crate::value::{NO_BREAK_SPACE, Node};

pub(crate) fn chronic(cx: &Context<'_>) -> Vec<Block> {
    let chronic = &cx.draft.agreement.credits.chronic;
    if chronic.is_blank() {
        return Vec::new();
    }
    let at = At::new(cx, "credits.chronic", chronic);
    let mut intro = at.say("[^chronic failure] has occurred when, for ");
    if chronic.metrics.is_empty() {
        intro.extend(at.say("any metric that carries [service credits],"));
    } else {
        let quoted = |name: Vec<Inline>| {
            [vec![Inline::Text("“".to_owned())], name, vec![Inline::Text("”".to_owned())]].concat()
        };
        let named = at.refs("metrics");
        let which = if named.len() == 1 { "the metric " } else { "any one of the metrics " };
        intro.push(Inline::Text(which.to_owned()));
        intro.extend(series(named.into_iter().map(quoted).collect()));
        intro.push(Inline::Text(",".to_owned()));
    }

    let mut cases = cases(chronic, &at);
    let mut blocks = Vec::new();
    match cases.len() {
        0 => {}
        // One thing alone is no list.
        1 => {
            intro.push(Inline::Text(" ".to_owned()));
            intro.extend(cases.remove(0));
            intro.push(Inline::Text(".".to_owned()));
            blocks.push(Block::Paragraph(intro));
        }
        _ => {
            blocks.push(Block::Paragraph(intro));
            blocks.push(Block::List(lettered(cases)));
        }
    }
    let rows = Rows::new()
        .say(
            &at,
            "Time to use the right",
            "exercise_within",
            "{exercise_within} from the event that gives it",
        )
        .field(&at, "Notice of termination", "notice");
    blocks.extend(rows.blocks());
    blocks
}

fn cases(chronic: &ChronicFailure, at: &At<'_>) -> Vec<Vec<Inline>> {
    let mut cases = Vec::new();
    if chronic.count.is_some() || chronic.within.is_some() {
        cases.push(at.say("the target is missed in {!count} of the last {!within} [measurement periods]"));
    }
    if at.has("consecutive") {
        cases.push(at.say("the target is missed in {consecutive} [measurement periods] in a row"));
    }
    if let Some(level) = chronic.critical_level {
        let (side, unit) = side_and_unit(chronic, at);
        let mut case = match chronic.critical_count.filter(|count| *count > 1) {
            None => at.say("the value of a single [measurement period] is "),
            Some(_) => at.say("the value of each of {critical_count} [measurement periods] in a row is "),
        };
        case.push(Inline::Text(format!("{side} ")));
        case.push(at.worded("critical_level", format!("{}{unit}", with_decimals(level, 0))));
        cases.push(case);
    }
    cases
}

/// "below" or "above" and the unit, where all metrics that count agree on them.
fn side_and_unit(chronic: &ChronicFailure, at: &At<'_>) -> (&'static str, String) {
    let agreement = &at.cx.draft.agreement;
    let counts = |m: &&Metric| {
        if chronic.metrics.is_empty() {
            agreement.schedules_of(&m.id).next().is_some()
        } else {
            chronic.metrics.contains(&m.id)
        }
    };
    let metrics: Vec<&Metric> = agreement.metrics.iter().filter(counts).collect();
    let unit = metrics.first().map(|m| m.unit.trim()).unwrap_or_default();
    let same = !unit.is_empty() && metrics.iter().all(|m| m.unit.trim() == unit);
    let lower_is_better = !metrics.is_empty() && metrics.iter().all(|m| !m.higher_is_better());
    let side = if lower_is_better { "above" } else { "below" };
    (side, if same { format!("{NO_BREAK_SPACE}{unit}") } else { String::new() })
}

/// (a), (b), (c), with the semicolons, the "or" and the full stop that the law reads.
fn lettered(cases: Vec<Vec<Inline>>) -> List {
    let count = cases.len();
    let items = cases.into_iter().zip('a'..='z').enumerate().map(|(n, (mut case, letter))| {
        let end = match count - n {
            1 => ".",
            2 => "; or",
            _ => ";",
        };
        case.push(Inline::Text(end.to_owned()));
        ListItem { label: format!("({letter})"), blocks: vec![Block::Paragraph(case)] }
    });
    List { ordered: true, items: items.collect() }
}

pub(crate) fn earn_back(cx: &Context<'_>) -> Vec<Block> {
    let earn_back = &cx.draft.agreement.credits.earn_back;
    let at = At::new(cx, "credits.earn_back", earn_back);
    if !at.has("windows") {
        return Vec::new();
    }
    let windows = if earn_back.windows == Some(1) { "the window" } else { "each of the {windows} windows" };
    let mut text = at.say("Where the metric reaches {!level} in ");
    text.extend(at.say(windows));
    text.extend(at.say(" that follow a miss, the [service credit] for that miss is returned"));
    if at.has("limit") {
        text.extend(at.say(", up to {limit} of it"));
    }
    text.push(Inline::Text(".".to_owned()));
    let critical = at.yes_no(
        "critical_included",
        " This includes credits for a critical failure.",
        " A credit for a critical failure is not returned.",
    );
    text.extend(critical);
    vec![Block::Paragraph(text)]
}
