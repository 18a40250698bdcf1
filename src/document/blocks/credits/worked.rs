//! Worked examples, computed from the agreement's own numbers, and the order of operations.

use super::super::Context;
use super::super::at::At;
use super::super::grid::Grid;
use super::super::rows::Rows;
use crate::agreement::{Agreement, SettlementStep};
use crate::document::{Block, Inline};
use crate::settlement::examples::{Example, Examples, Of, Situation, examples};
use crate::settlement::{Exact, Statement, agreed_steps, claim_may_move};
use crate::value::{Date, Money, NO_BREAK_SPACE, grouped};
use std::sync::Arc;

pub(crate) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let agreement = &cx.draft.agreement;
    if agreement.credits.schedules.is_empty() {
        return Vec::new();
    }
    let top = At::new(cx, "credits", &agreement.credits);
    let mut blocks = Vec::new();
    let mut rows = Rows::new();
    let found = match cx.memo {
        Some(memo) => memo.examples(agreement),
        None => examples(agreement).map(Arc::new),
    };
    if let Some(found) = found {
        let month = found.period.first.get().format("%B %Y").to_string().replace(' ', "\u{a0}");
        blocks.push(Block::Paragraph(top.say(&format!(
            "Computed for {month}, the first full month in which [service credits] can fall due; each row stands alone."
        ))));
        blocks.extend(table(cx, agreement, &found));
        rows = rows
            .add("All at once", together(&top, &found).unwrap_or_default())
            .add("Claim", claim(&top, &found).unwrap_or_default());
    }
    rows = rows.add("Order of operations", order(&top, agreement));
    blocks.extend(rows.blocks());
    blocks
}

/// A row a schedule: just missed on the left, in the deepest tier on the right. Then a row a bonus.
fn table(cx: &Context<'_>, agreement: &Agreement, found: &Examples) -> Vec<Block> {
    let mut grid = Grid::new()
        .column("Metric", 7)
        .column("Just missed, or a bonus", 6)
        .numbers("Amount", 5)
        .column("In the deepest tier", 6)
        .numbers("Amount", 5);
    for row in &found.rows {
        let Some((example, at)) = row.examples.first().and_then(|e| Some((e, place(cx, agreement, row.of)?)))
        else {
            continue;
        };
        let bonus = matches!(row.of, Of::Bonus(_));
        let several = several(&at, agreement, row.of);
        let shown = |example| {
            let mut value = measured(&at, agreement, example);
            value.extend(several.iter().cloned());
            [value, consequence(&at, example, bonus)]
        };
        let mut cells = vec![at.get("metric")];
        cells.extend(shown(example));
        if let [_, deepest, ..] = row.examples.as_slice() {
            cells.extend(shown(deepest));
        }
        grid.row(at.path.clone(), cells);
    }
    grid.blocks()
}

/// Behind a value that one window alone does not settle: in which windows a bonus asks for it.
fn several(at: &At<'_>, agreement: &Agreement, of: Of) -> Vec<Inline> {
    let Of::Bonus(index) = of else { return Vec::new() };
    match agreement.bonuses.get(index) {
        Some(bonus) if bonus.is_quarterly() => at.words("span", " throughout a calendar quarter"),
        Some(bonus) if bonus.run() > 1 => at.say(" in each of {windows} windows in a row"),
        _ => Vec::new(),
    }
}

/// The schedule or bonus of a row.
fn place<'a>(cx: &'a Context<'a>, agreement: &'a Agreement, of: Of) -> Option<At<'a>> {
    Some(match of {
        Of::Schedule(at) => {
            let schedule = agreement.credits.schedules.get(at)?;
            At::new(cx, &format!("credits.schedules.{}", schedule.id), schedule)
        }
        Of::Bonus(at) => {
            let bonus = agreement.bonuses.get(at)?;
            At::new(cx, &format!("bonuses.{}", bonus.id), bonus)
        }
    })
}

/// "99.949 % (22 min down)".
fn measured(at: &At<'_>, agreement: &Agreement, example: &Example) -> Vec<Inline> {
    let unit = agreement.metric(&example.line.metric).map_or("", |m| m.unit.trim());
    let space = if unit.is_empty() { String::new() } else { NO_BREAK_SPACE.to_string() };
    let shown = example.line.shown.as_ref();
    let mut text: Vec<Inline> =
        shown.map(|shown| at.worded("metric", format!("{shown}{space}{unit}"))).into_iter().collect();
    let cause = match example.situation {
        Situation::Down(minutes) => {
            let minutes = grouped(&minutes.to_string());
            vec![at.worded("metric", format!("{minutes}{NO_BREAK_SPACE}min down"))]
        }
        Situation::Misses(count) => at.words("metric", &format!("{count} misses")),
        Situation::Late(tenths) => {
            let times = format!("late by {}.{} times ", tenths / 10, tenths % 10);
            let mut text = vec![at.worded("metric", times)];
            text.extend(at.get("step_time"));
            text
        }
        Situation::Value => return text,
    };
    let (open, close) = if text.is_empty() { ("", "") } else { (" (", ")") };
    text.push(at.worded("metric", open));
    text.extend(cause);
    text.push(at.worded("metric", close));
    text.retain(|inline| !matches!(inline, Inline::Value { text, .. } if text.is_empty()));
    text
}

/// "5 %: EUR 320.00".
fn consequence(at: &At<'_>, example: &Example, bonus: bool) -> Vec<Inline> {
    let (mut share, amount) = if bonus {
        (at.get("rate"), example.line.bonus)
    } else {
        let percent = example.line.credit_percent.as_ref();
        let share = percent.map(|p| at.worded("metric", format!("{}{NO_BREAK_SPACE}%", percent_text(p))));
        (share.into_iter().collect(), example.line.credit)
    };
    if let Some(amount) = amount {
        let colon = if share.is_empty() { "" } else { ": " };
        share.push(at.worded("metric", format!("{colon}{}", long(&amount))));
    }
    share
}

/// Every decimal where that is short, else four of them.
fn percent_text(percent: &Exact) -> String {
    let rounded = percent.rounded(4);
    if rounded == *percent { percent.to_string() } else { format!("about {}", percent.shown(4)) }
}

fn long(money: &Money) -> String {
    money.long().replace(' ', "\u{a0}")
}

/// What happens when everything is missed at once, and which caps hold it.
fn together(top: &At<'_>, found: &Examples) -> Option<Vec<Inline>> {
    let statement: &Statement = found.together.as_ref()?;
    let total = statement.credit_total.as_ref()?;
    let count = statement.metrics.len();
    let limits: Vec<&str> = statement.caps.iter().map(|c| c.label()).collect();
    let limited = match limits.as_slice() {
        [] => "no cap is reached".to_owned(),
        caps => format!("limited by the {}", caps.join(" and the ")),
    };
    let mut text = top.say(&format!("All {count} missed as in the last column: "));
    text.push(top.worded("period_cap", long(total)));
    text.extend(top.say(&format!(", {limited}.")));
    Some(text)
}

/// "February 2027" for the window 2027-02; other windows as they are named.
fn in_words(window: &str) -> String {
    let first: Option<Date> = format!("{window}-01").parse().ok();
    first.map_or_else(|| window.to_owned(), |d| d.get().format("%B %Y").to_string().replace(' ', "\u{a0}"))
}

fn claim(top: &At<'_>, found: &Examples) -> Option<Vec<Inline>> {
    let claim = found.claim()?;
    let day = claim.by?;
    let mut text = top.say("A [service credit] for ");
    text.push(top.worded("claim_within", in_words(&claim.window)));
    text.extend(top.say(" must be claimed by "));
    text.push(top.worded("claim_within", day.long().replace(' ', "\u{a0}")));
    let moves = claim_may_move(&top.cx.draft.agreement, day);
    let on = if moves {
        "; a public holiday that is not listed by its date moves that day as it moves the period."
    } else {
        "."
    };
    text.push(Inline::Text(on.to_owned()));
    Some(text)
}

/// "(1) raw events; (2) merge overlaps; ...": as stored, or the usual order, without steps that change nothing here.
fn order(top: &At<'_>, agreement: &Agreement) -> Vec<Inline> {
    let mut text = Vec::new();
    for (n, step) in agreed_steps(agreement).into_iter().enumerate() {
        let stored = agreement.credits.order.iter().find(|s| s.step == step);
        let place = top.field_path("order");
        let path = stored.map_or_else(|| place.clone(), |s| place.join(&s.id).join("step"));
        let gap = if n == 0 { "" } else { "; " };
        text.push(Inline::Text(format!("{gap}({}){NO_BREAK_SPACE}", n + 1)));
        let bonus = (!agreement.bonuses.is_empty(), agreement.credits.earn_back.windows.is_some());
        let words = match (step, bonus) {
            (SettlementStep::EarnBackAndBonus, (true, false)) => "bonus, as a separate line",
            (SettlementStep::EarnBackAndBonus, (false, true)) => "earn-back, as a separate line",
            _ => step.label(),
        };
        text.push(Inline::Value { path, text: words.to_owned() });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::blocks::tests::{example, text};
    use crate::draft::Edit;

    fn read(edits: &[(&str, &str)]) -> String {
        let mut draft = example();
        for (path, value) in edits {
            Edit::set(*path, *value).apply_strict(&mut draft).unwrap();
        }
        text(&blocks(&Context::plain(&draft))).replace('~', " ")
    }

    #[test]
    fn an_example_of_each_credit_and_bonus_is_computed_from_the_agreement() {
        let text = read(&[]);
        assert!(text.contains("Computed for April 2026, the first full month in which"), "{text}");
        // 99.95 % of 43,200 minutes leave 21.6 minutes; 5 % of 6,400 EUR are 320 EUR.
        assert!(text.contains("99.949 % (22 min down) | 5 %: EUR 320.00 | "), "{text}");
        assert!(text.contains("98.998 % (433 min down) | 20 %: EUR 1,280.00"), "{text}");
        assert!(text.contains("94.9 % | 1 %: EUR 64.00"), "{text}");
        assert!(text.contains("99.990 % | 5 %: EUR 320.00"), "{text}");
        assert!(text.contains("All 8 missed as in the last column: EUR 2,650.00"), "{text}");
        assert!(text.contains("limited by the cap of the period"), "{text}");
    }

    #[test]
    fn other_numbers_give_other_examples() {
        let text = read(&[
            ("services.platform.fee", "1000.00 EUR"),
            ("credits.schedules.platform-availability.tiers.t1.credit", "7"),
        ]);
        assert!(text.contains("99.949 % (22 min down) | 7 %: EUR 70.00"), "{text}");
    }

    fn without_order() -> String {
        let mut draft = example();
        draft.agreement.credits.order.clear();
        text(&blocks(&Context::plain(&draft))).replace('~', " ")
    }

    #[test]
    fn the_order_of_operations_stands_below() {
        for text in [read(&[]), without_order()] {
            assert!(text.contains("(1) raw events; (2) merge overlaps;"), "{text}");
            assert!(text.contains(") round money once, half up to the minor unit"), "{text}");
        }
    }

    #[test]
    fn without_credits_or_a_first_day_there_are_no_examples() {
        assert!(!read(&[("term.effective", "")]).contains("min down"));
        let mut draft = example();
        draft.agreement.credits.schedules.clear();
        assert_eq!(blocks(&Context::plain(&draft)), []);
    }
}
