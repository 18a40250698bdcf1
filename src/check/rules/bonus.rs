//! Rewards for performance above the target.

use super::{Cx, Report, Rule, Severity, at, named, sentence, with_unit};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Bonus, BonusStart, Operator, WindowKind};
use crate::draft::Edit;
use crate::settlement::{Exact, Most};
use crate::value::{Number, Percent};
use rust_decimal::Decimal;

/// All that the rules of this file read.
const READS: &[Read] = &[All("bonuses"), All("credits"), All("metrics"), All("services")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "C19",
        title: "Bonus at or below the target",
        severity: Severity::Error,
        detects: "A bonus begins at a level that is not better than the target of its metric, at one that nothing can pass, \
                  or at no level at all; or it is for a calendar quarter that windows of its metric do not make up.",
        why: "What is owed anyway is paid twice.",
        example: "Target at least 99.9 %, bonus from 99.9 %",
        mend: "Bonus from 99.97 %",
        reads: READS,
        run: threshold,
        ..Rule::BLANK
    },
    Rule {
        code: "C20",
        title: "Bonus without a cap or a benefit",
        severity: Severity::Warning,
        detects: "A bonus has no cap for twelve months; without a stated benefit to the customer it is a hint.",
        why: "The customer pays without limit for a level it may not need.",
        example: "1 % for each 0.01 %",
        mend: "2 % a quarter, at most 3 % of the fees of twelve months",
        reads: READS,
        run: cap,
        ..Rule::BLANK
    },
    Rule {
        code: "C21",
        title: "Bonus and credit out of balance",
        severity: Severity::Hint,
        detects: "The most that bonuses earn in twelve months is more than the most that credits cost, or less than a \
                  quarter of it; or a bonus is set off against credits for critical failures.",
        why: "A bonus that outweighs the credits pays for failure; one that is a tenth of them moves nobody.",
        example: "Bonus up to 10 %, credits up to 2 %",
        mend: "Bonus up to 3 %, credits up to 10 %",
        reads: READS,
        run: balance,
        ..Rule::BLANK
    },
];

fn threshold(cx: &Cx<'_>, report: &mut Report) {
    for bonus in &cx.a.bonuses {
        if bonus.windows == Some(0) {
            let message = "Zero windows in a row earn a bonus at any time";
            report.at(
                at(&["bonuses", &bonus.id, "windows"]),
                message,
                "Enter at least 1, or clear the field",
            );
        }
        windows(cx, bonus, report);
        let path = at(&["bonuses", &bonus.id, "threshold"]);
        let metric = cx.a.metric(&bonus.metric);
        let name = metric.map_or_else(|| "the bonus".to_owned(), |m| named(&m.name, "metric"));
        let Some(from) = bonus.threshold else {
            report.absent(
                path,
                format!("The bonus for {name} begins at no level"),
                "Enter a level better than the target",
            );
            continue;
        };
        let sound = metric.filter(|m| !super::direction::is_muddled(m));
        let Some((metric, target)) = sound.and_then(|m| Some((m, m.target?))) else { continue };
        let shown = |n: Number| with_unit(n.get(), &metric.unit);
        let beyond = bonus.start == Some(BonusStart::Beyond);
        let best = if metric.higher_is_better() { Decimal::ONE_HUNDRED } else { Decimal::ZERO };
        if beyond && metric.is_percentage() && from.get() == best {
            let message =
                format!("Nothing is better than {}, so the bonus for {name} is never due", shown(from));
            report
                .at(
                    path,
                    message,
                    "Choose a level that can be passed, or let exactly this level earn the bonus",
                )
                .fix(
                    "Let exactly this level earn it",
                    vec![Edit::set(at(&["bonuses", &bonus.id, "start"]), "At")],
                );
            continue;
        }
        let better = if metric.higher_is_better() { from > target } else { from < target };
        // Where the target itself meets the promise, more than the target is better than what is owed.
        let owed_at = matches!(metric.operator, Some(Operator::AtLeast | Operator::AtMost));
        if better || (beyond && owed_at && from == target) {
            continue;
        }
        let message = format!(
            "The bonus for {name} begins at {}, which is not better than its target of {}",
            shown(from),
            shown(target)
        );
        let found = report
            .at(path, message, "Choose a level better than the target")
            .related(at(&["metrics", &metric.id, "target"]));
        if owed_at && from == target && from.get() != best {
            let edits = vec![Edit::set(at(&["bonuses", &bonus.id, "start"]), "Beyond")];
            found.fix(
                format!(
                    "Let it be due only {}",
                    if metric.higher_is_better() { "above the target" } else { "below the target" }
                ),
                edits,
            );
        }
    }
}

/// Whether the windows that a bonus takes can be counted.
fn windows(cx: &Cx<'_>, bonus: &Bonus, report: &mut Report) {
    let set = |field: &str, text: &str| vec![Edit::set(at(&["bonuses", &bonus.id, field]), text)];
    let path = |field: &str| at(&["bonuses", &bonus.id, field]);
    if !bonus.is_quarterly() {
        return;
    }
    if let Some(windows) = bonus.windows.filter(|n| *n > 0) {
        let message = format!("The bonus is for a calendar quarter, and for {windows} windows in a row");
        report
            .at(path("windows"), message, "Clear the number, or let any windows in a row earn the bonus")
            .related(path("span"))
            .fix("Let the calendar quarter count", set("windows", ""));
    }
    let Some(metric) = cx.a.metric(&bonus.metric) else { return };
    let Some(window) = metric.window else { return };
    if !matches!(window, WindowKind::Month | WindowKind::Quarter | WindowKind::Day) {
        let message = format!(
            "The bonus for {} is for a calendar quarter, but a {} does not fit into one",
            named(&metric.name, "metric"),
            window.label()
        );
        report
            .at(
                path("span"),
                message,
                "Measure it by month or quarter, or let so many windows in a row earn the bonus",
            )
            .related(at(&["metrics", &metric.id, "window"]));
    }
}

fn cap(cx: &Cx<'_>, report: &mut Report) {
    for bonus in &cx.a.bonuses {
        let name = cx.a.label_of("metrics", &bonus.metric).unwrap_or_default();
        let whose = sentence(&format!("the bonus for {}", named(&name, "metric")));
        if bonus.cap.is_none() {
            let hint = "Agree the most that twelve months can earn, in per cent of their fees";
            report.absent(at(&["bonuses", &bonus.id, "cap"]), format!("{whose} has no cap"), hint);
        }
        if bonus.benefit.trim().is_empty() {
            let hint = "Say why the better level is worth money to the customer";
            report
                .absent(at(&["bonuses", &bonus.id, "benefit"]), format!("{whose} states no benefit"), hint)
                .severity(Severity::Hint);
        }
    }
}

fn balance(cx: &Cx<'_>, report: &mut Report) {
    for bonus in cx.a.bonuses.iter().filter(|b| b.nets_critical == Some(true)) {
        let path = at(&["bonuses", &bonus.id, "nets_critical"]);
        let name = cx.a.label_of("metrics", &bonus.metric).unwrap_or_default();
        let message = format!(
            "The bonus for {} is set off against credits for critical failures",
            named(&name, "metric")
        );
        report
            .at(path.clone(), message, "Leave critical failures out of it")
            .fix("Do not set it off", vec![Edit::set(path, "no")]);
    }
    let caps: Option<Vec<Percent>> = cx.a.bonuses.iter().map(|b| b.cap).collect();
    let (Some(caps), Some(first)) = (caps, cx.a.bonuses.first()) else { return };
    let bonus: Exact = caps.into_iter().map(|c| Exact::from(c.get())).sum();
    let Most::Of(credit) = cx.exposure().in_year.percent.clone() else { return };
    if cx.a.credits.schedules.is_empty() || credit.is_zero() || bonus.is_zero() {
        return;
    }
    let (bonus_words, credit_words) = (bonus.shown(2), credit.shown(2));
    let short = |text: &str| text.trim_end_matches('0').trim_end_matches('.').to_owned();
    let both = format!(
        "Bonuses earn up to {} % of the fees of twelve months, credits cost up to {} %",
        short(&bonus_words),
        short(&credit_words)
    );
    let (message, hint) = if bonus > credit {
        (format!("{both}: missing costs less than exceeding earns"), "Lower the bonus, or raise the credits")
    } else if &bonus * &Exact::from(4_u32) < credit {
        (
            format!("{both}: the bonus is less than a quarter of the credits"),
            "Raise the bonus, or leave it out",
        )
    } else {
        return;
    };
    report.at(at(&["bonuses", &first.id, "cap"]), message, hint).related("credits.year_cap");
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("C19", &["bonuses.uptime.threshold=99.9"]),
    ("C19", &["bonuses.uptime.threshold="]),
    ("C19", &["bonuses.uptime.windows=0"]),
    ("C19", &["bonuses.uptime.threshold=100", "bonuses.uptime.start=Beyond"]),
    ("C19", &["bonuses.uptime.span=Quarter", "bonuses.uptime.windows=3"]),
    ("C19", &["bonuses.uptime.span=Quarter", "metrics.uptime.window=Week"]),
    ("C19", &["bonuses.uptime.metric=latency", "bonuses.uptime.threshold=300"]),
    ("C20", &["bonuses.uptime.cap="]),
    ("C20", &["bonuses.uptime.benefit="]),
    ("C21", &["bonuses.uptime.cap=16"]),
    ("C21", &["bonuses.uptime.cap=3"]),
    ("C21", &["bonuses.uptime.nets_critical=yes"]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, run};

    #[test]
    fn more_than_the_target_is_better_than_what_is_owed() {
        let said = |changes: &[&str]| -> Vec<String> {
            run(&changed(changes)).into_iter().filter(|f| f.code == "C19").map(|f| f.message).collect()
        };
        let same = "bonuses.uptime.threshold=99.9";
        assert_eq!(said(&[same]).len(), 1, "exactly the target is owed anyway");
        assert_eq!(said(&[same, "bonuses.uptime.start=Beyond"]), [""; 0]);
        assert_eq!(said(&[same, "bonuses.uptime.start=At"]).len(), 1);
        // Where the target itself is a miss, more than the target is what is owed.
        let strict = "metrics.uptime.operator=MoreThan";
        assert_eq!(said(&[same, "bonuses.uptime.start=Beyond", strict]).len(), 1);
        assert_eq!(said(&["bonuses.uptime.threshold=100"]), [""; 0]);
    }
}
