//! What performance above the target earns.

use super::super::Context;
use super::super::at::At;
use super::super::grid::Grid;
use super::super::metric::target::quantity;
use crate::agreement::{Bonus, BonusShare, Metric};
use crate::document::{Block, Inline};
use crate::value::NO_BREAK_SPACE;

pub(crate) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let mut grid = Grid::new()
        .column("Metric", 3)
        .column("Value", 3)
        .column("Bonus", 6)
        .column("Conditions", 5)
        .column("Benefit to the Customer", 4);
    for (bonus, at) in At::top(cx).items("bonuses", &cx.draft.agreement.bonuses) {
        let cells = vec![
            at.get("metric"),
            level(bonus, &at),
            rate(bonus, &at),
            at.get("conditions"),
            at.get("benefit"),
        ];
        grid.row(at.path.clone(), cells);
    }
    grid.blocks()
}

/// "≥ 99.97 %", or "> 99.97 %" where the level itself earns nothing.
fn level(bonus: &Bonus, at: &At<'_>) -> Vec<Inline> {
    let blank = Metric::default();
    let metric = at.cx.draft.agreement.metric(&bonus.metric).unwrap_or(&blank);
    let unit_of = At::new(at.cx, &format!("metrics.{}", metric.id), metric);
    let sign = format!("{}{NO_BREAK_SPACE}", bonus.operator(metric).sign());
    let mut text = vec![if at.has("start") { at.worded("start", sign) } else { Inline::Text(sign) }];
    text.extend(quantity(at, "threshold", bonus.threshold, 0, &unit_of));
    if bonus.is_quarterly() {
        text.push(Inline::Break);
        text.extend(at.words("span", "in each [measurement period] of a calendar quarter"));
    } else if bonus.run() > 1 {
        text.push(Inline::Break);
        text.extend(at.say("in each of {windows} [measurement periods] in a row"));
    }
    text
}

fn rate(bonus: &Bonus, at: &At<'_>) -> Vec<Inline> {
    let mut text = at.say("{rate} of the base of [service credits]");
    if bonus.takes_several() {
        text.extend(match bonus.share {
            Some(BonusShare::AllWindows) => at.words("share", ", added up over all of them"),
            Some(BonusShare::LastWindow) => at.words("share", " in the last of them"),
            None => at.say(" in the last of them"),
        });
        let next = if bonus.is_quarterly() { "" } else { "; the next bonus takes as many again" };
        text.extend(at.say(next));
    }
    if at.has("cap") {
        text.push(Inline::Break);
        text.extend(at.say("at most {cap} of the [fees] of a year"));
    }
    let netting = at.yes_no(
        "nets_critical",
        "may be set off against [service credits] for critical failures",
        "not set off against [service credits] for critical failures",
    );
    if !netting.is_empty() {
        text.push(Inline::Break);
        text.extend(netting);
    }
    text
}
