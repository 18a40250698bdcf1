//! Tiers of credits: no hole, no overlap, nothing paid at the target, and more for worse.

use super::direction::is_muddled;
use super::{Cx, Report, Rule, Severity, at, named, points, with_unit};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Bounds, CreditMethod, CreditSchedule, Metric, MetricKind, Operator, Tier};
use crate::check::downtime::{time_at, window_of};
use crate::check::intervals::{Cut, Interval, gaps};
use crate::draft::Edit;
use crate::value::{FieldPath, Leaf, Node, Number};
use rust_decimal::Decimal;

/// All that the rules of this file read.
const READS: &[Read] = &[All("calendars"), All("credits"), All("metrics"), All("services"), All("term")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "C01",
        title: "Gap between tiers",
        severity: Severity::Error,
        detects: "Some value that misses the target lies in no tier. The bounds are compared exactly, with the ends that \
                  belong to each tier.",
        why: "Bands such as 99.00–99.89 and 97.00–98.99 pay nothing at 98.995; five published forms have this hole.",
        example: "99.00–99.89: 10 %; 97.00–98.99: 25 %",
        mend: "From 99.0 to below 99.9: 10 %; from 97.0 to below 99.0: 25 %; below 97.0: 50 %",
        reads: READS,
        run: gap,
        ..Rule::BLANK
    },
    Rule {
        code: "C02",
        title: "Overlapping tiers",
        severity: Severity::Error,
        detects: "Some value lies in two tiers, often only the bound they share.",
        why: "The amount is ambiguous exactly where measured values like to lie.",
        example: "99.0–99.9: 10 %; 95.0–99.0: 25 %",
        mend: "From 99.0 to below 99.9: 10 %; from 95.0 to below 99.0: 25 %",
        reads: READS,
        run: overlap,
        ..Rule::BLANK
    },
    Rule {
        code: "C03",
        title: "Tiers do not end at the target",
        severity: Severity::Error,
        detects: "A credit falls due although the target is met, or a miss just short of the target has none.",
        why: "With \"at least 99.9\" and a tier up to and including 99.9, exactly 99.9 is met and paid for.",
        example: "Target at least 99.9 %; tier up to 99.9 % included",
        mend: "Target at least 99.9 %; tier below 99.9 %",
        reads: READS,
        run: at_target,
        ..Rule::BLANK
    },
    Rule {
        code: "C04",
        title: "Worse performance does not cost more",
        severity: Severity::Error,
        detects: "A worse tier yields the same or a lower credit than a better one, or a tier begins behind its end. Tiers \
                  that are merely listed out of order give a warning.",
        why: "Beyond the break, failing more is free.",
        example: "Below 99.9 %: 10 %; below 99 %: 5 %",
        mend: "Below 99.9 %: 10 %; below 99 %: 25 %",
        reads: READS,
        run: order,
        ..Rule::BLANK
    },
];

/// The tiers of one metric.
pub(in crate::check) struct Table<'a> {
    schedule: &'a CreditSchedule,
    metric: &'a Metric,
    /// Those that hold any value, ordered by their lower end.
    pub(in crate::check) tiers: Vec<(&'a Tier, Interval)>,
}

impl<'a> Table<'a> {
    pub(in crate::check) fn of(schedule: &'a CreditSchedule, metric: &'a Metric) -> Self {
        let used = schedule.tiers.iter().filter(|t| t.from.is_some() || t.to.is_some() || t.credit.is_some());
        let mut tiers: Vec<(&Tier, Interval)> =
            used.map(|t| (t, Interval::of(t))).filter(|(_, i)| !i.is_empty()).collect();
        tiers.sort_by_key(|(_, i)| (i.low, i.high));
        Self { schedule, metric, tiers }
    }

    fn list(&self) -> FieldPath {
        at(&["credits", "schedules", &self.schedule.id, "tiers"])
    }

    fn tier(&self, tier: &Tier) -> FieldPath {
        self.list().join(&tier.id)
    }

    pub(in crate::check) fn unit(&self) -> &str {
        &self.metric.unit
    }

    /// All values that miss the target; everything, where there is no target yet.
    pub(in crate::check) fn misses(&self) -> Option<Interval> {
        Some(Interval::misses(self.metric.operator?, self.metric.target?.get()))
    }

    /// All values that can be measured.
    pub(in crate::check) fn possible(&self) -> Interval {
        use crate::check::intervals::Side;
        let percentage = self.metric.is_percentage();
        let positive = percentage
            || matches!(
                self.metric.kind,
                MetricKind::Latency | MetricKind::TimeToEvent | MetricKind::Loss | MetricKind::Throughput
            );
        Interval {
            low: if positive { Cut::At(Decimal::ZERO, Side::Before) } else { Cut::Start },
            high: if percentage { Cut::At(Decimal::ONE_HUNDRED, Side::After) } else { Cut::End },
        }
    }

    /// What lies in no tier: misses, or what lies between the tiers where there is no target yet.
    pub(in crate::check) fn gaps(&self) -> Vec<Interval> {
        let parts: Vec<Interval> = self.tiers.iter().map(|(_, i)| *i).collect();
        let between = || {
            let high = parts.iter().map(|p| p.high).max()?;
            Some(Interval { low: parts.first()?.low, high })
        };
        let Some(whole) = self.misses().or_else(between) else { return Vec::new() };
        gaps(whole.and(self.possible()), &parts)
    }

    /// Whether the tiers stop short of the target. A slit as wide as the last printed digit is no other target, but the
    /// hole that rounded bands leave everywhere.
    fn stops_short(&self, gap: Interval) -> bool {
        let touches = self.misses().is_some_and(|m| match self.metric.higher_is_better() {
            true => gap.high == m.high,
            false => gap.low == m.low,
        });
        touches && !is_slit(gap)
    }

    /// What it means in downtime, where that can be said: ": 43 min 12 s to 47 min 31 s of downtime in a 30-day month".
    fn downtime(&self, cx: &Cx<'_>, part: Interval) -> String {
        let of = |cut: Cut| match cut {
            Cut::At(value, _) => time_at(cx.a, self.metric, value),
            _ => None,
        };
        let time = match (of(part.high), of(part.low)) {
            (Some(a), Some(b)) if a == b => a,
            (Some(a), Some(b)) => format!("{a} to {b}"),
            (Some(a), None) => format!("more than {a}"),
            (None, _) => return String::new(),
        };
        let words = window_of(cx.a, self.metric).map(|(_, words)| words).unwrap_or_default();
        format!(": {time} of downtime {words}")
    }

    /// The tiers with half-open bounds, each ending where the next begins and the best one at the target. `None` where
    /// that is no mechanical change.
    fn half_open(&self) -> Option<Vec<Edit>> {
        let (operator, target) = (self.metric.operator?, self.metric.target?);
        let bounds = match operator {
            Operator::AtLeast | Operator::LessThan => Bounds::FromIncluded,
            Operator::MoreThan | Operator::AtMost => Bounds::ToIncluded,
        };
        let up = operator.higher_is_better();
        let mut made: Vec<(&Tier, Tier)> =
            self.tiers.iter().map(|(t, _)| (*t, Tier { bounds, ..(*t).clone() })).collect();
        // Each tier keeps its worse end; its better end moves to its neighbour's, or to the target.
        for i in 0..made.len() {
            let neighbour = if up { i + 1 } else { i.wrapping_sub(1) };
            let end = match made.get(neighbour) {
                Some((_, next)) => {
                    if up {
                        next.from
                    } else {
                        next.to
                    }
                }
                None => Some(target),
            };
            let (_, tier) = made.get_mut(i)?;
            *(if up { &mut tier.to } else { &mut tier.from }) = Some(end?);
        }
        let parts: Vec<Interval> = made.iter().map(|(_, t)| Interval::of(t)).collect();
        let sound =
            parts.iter().all(|p| !p.is_empty()) && self.overlaps().iter().all(|(.., both)| is_point(*both));
        if !sound {
            return None;
        }
        let mut edits = Vec::new();
        let mut set = |tier: &Tier, field: &str, before: String, after: String| {
            if before != after {
                edits.push(Edit::set(self.tier(tier).join(field), after));
            }
        };
        for (old, new) in &made {
            set(old, "from", Node::text(&old.from), Node::text(&new.from));
            set(old, "to", Node::text(&old.to), Node::text(&new.to));
            set(old, "bounds", Leaf::text(&old.bounds), Leaf::text(&new.bounds));
        }
        (!edits.is_empty()).then_some(edits)
    }

    /// Pairs of tiers that share values.
    fn overlaps(&self) -> Vec<(&'a Tier, &'a Tier, Interval)> {
        let mut found = Vec::new();
        let mut widest: Option<(&Tier, Interval)> = None;
        for (tier, part) in &self.tiers {
            if let Some((other, before)) = widest {
                let both = before.and(*part);
                if !both.is_empty() {
                    found.push((other, *tier, both));
                }
            }
            if widest.is_none_or(|(_, w)| part.high > w.high) {
                widest = Some((tier, *part));
            }
        }
        found
    }

    /// Best first.
    pub(in crate::check) fn by_performance(&self) -> Vec<&'a Tier> {
        let mut tiers: Vec<&Tier> = self.tiers.iter().map(|(t, _)| *t).collect();
        if self.metric.higher_is_better() {
            tiers.reverse();
        }
        tiers
    }

    fn band(&self, tier: &Tier) -> String {
        crate::check::words::lower_first(&Interval::of(tier).words(self.unit()))
    }
}

fn is_point(part: Interval) -> bool {
    matches!((part.low, part.high), (Cut::At(a, _), Cut::At(b, _)) if a == b)
}

/// Whether a gap is what rounding to the digits of its two ends loses: 98.99 to 99, or 98.9 to 99.
fn is_slit(gap: Interval) -> bool {
    let (Cut::At(low, _), Cut::At(high, _)) = (gap.low, gap.high) else { return false };
    let digits = low.normalize().scale().max(high.normalize().scale());
    let width = high.checked_sub(low).unwrap_or_default();
    width > Decimal::ZERO && width <= Decimal::new(1, digits)
}

fn tables<'a>(cx: &Cx<'a>) -> Vec<Table<'a>> {
    let by_tiers = cx.a.credits.schedules.iter().filter(|s| s.method == CreditMethod::Tiers);
    by_tiers
        .filter_map(|schedule| {
            let metric = cx.a.metric(&schedule.metric).filter(|m| !is_muddled(m))?;
            Some(Table::of(schedule, metric))
        })
        .collect()
}

fn gap(cx: &Cx<'_>, report: &mut Report) {
    points::gaps(cx.a, report);
    for table in tables(cx) {
        let whose = named(&table.metric.name, "metric");
        if table.schedule.tiers.is_empty() {
            let message = format!("The credits of {whose} go by tiers, but there are none");
            report.absent(
                table.list(),
                message,
                "Add tiers that together cover everything short of the target",
            );
            continue;
        }
        for gap in table.gaps().into_iter().filter(|g| !table.stops_short(*g)) {
            let message = format!(
                "{} no credit is defined for {whose}{}",
                gap.words(table.unit()),
                table.downtime(cx, gap)
            );
            let found = report.at(
                table.list(),
                message,
                "Let each tier begin where the next one ends, and leave the last one open",
            );
            let beyond = gap.low <= table.possible().low || gap.high >= table.possible().high;
            match (beyond, table.by_performance().last()) {
                (true, Some(worst)) => {
                    let field = if table.metric.higher_is_better() { "from" } else { "to" };
                    found.fix("Leave the last tier open", vec![Edit::set(table.tier(worst).join(field), "")]);
                }
                _ => {
                    if let Some(edits) = table.half_open() {
                        found.fix("Make the tiers half-open", edits);
                    }
                }
            }
        }
    }
}

fn overlap(cx: &Cx<'_>, report: &mut Report) {
    points::overlaps(cx.a, report);
    for table in tables(cx) {
        for (one, other, both) in table.overlaps() {
            let credits = [one, other]
                .map(|t| t.credit.map_or_else(|| "an open credit".to_owned(), |c| format!("{c} %")));
            let message = format!(
                "{} two tiers of {} hold: {} and {}",
                both.words(table.unit()),
                named(&table.metric.name, "metric"),
                credits[0],
                credits[1]
            );
            let found = report
                .at(table.tier(other), message, "Let each tier begin where the next one ends")
                .related(table.tier(one));
            if let Some(edits) = table.half_open() {
                found.fix("Make the tiers half-open", edits);
            }
        }
    }
}

fn at_target(cx: &Cx<'_>, report: &mut Report) {
    for table in tables(cx).iter().filter(|t| !t.tiers.is_empty()) {
        let (Some(operator), Some(target), Some(misses)) =
            (table.metric.operator, table.metric.target.map(Number::get), table.misses())
        else {
            continue;
        };
        let shown = format!("{} {}", operator.sign(), with_unit(target, table.unit()));
        let whose = named(&table.metric.name, "metric");
        let met = match operator.higher_is_better() {
            true => Interval { low: misses.high, high: Cut::End },
            false => Interval { low: Cut::Start, high: misses.low },
        };
        for (tier, part) in &table.tiers {
            let paid = part.and(met).and(table.possible());
            if paid.is_empty() {
                continue;
            }
            let message = format!(
                "{} a credit falls due although {whose} meets its target {shown}",
                paid.words(table.unit())
            );
            let found = report
                .at(table.tier(tier), message, "Let the tiers end at the target")
                .related(at(&["metrics", &table.metric.id, "target"]));
            if let Some(edits) = table.half_open() {
                found.fix("Let the tiers end at the target", edits);
            }
        }
        for gap in table.gaps().into_iter().filter(|g| table.stops_short(*g)) {
            let message = format!(
                "{} {whose} misses its target {shown}, but no credit falls due{}",
                gap.words(table.unit()),
                table.downtime(cx, gap)
            );
            let found = report.at(table.list(), message, "Let the tiers begin at the target").related(at(&[
                "metrics",
                &table.metric.id,
                "target",
            ]));
            if let Some(edits) = table.half_open() {
                found.fix("Let the tiers begin at the target", edits);
            }
        }
    }
}

fn order(cx: &Cx<'_>, report: &mut Report) {
    points::order(cx.a, report);
    for table in tables(cx) {
        let mut broken = false;
        for tier in &table.schedule.tiers {
            let (Some(from), Some(to)) = (tier.from, tier.to) else { continue };
            if !Interval::of(tier).is_empty() {
                continue;
            }
            broken = true;
            let message = format!(
                "A tier from {} to {} holds no value",
                with_unit(from.get(), table.unit()),
                with_unit(to.get(), table.unit())
            );
            let found = report.at(table.tier(tier), message, "Put the smaller number first");
            if from > to {
                found.fix(
                    "Swap the two ends",
                    vec![
                        Edit::set(table.tier(tier).join("from"), to.to_string()),
                        Edit::set(table.tier(tier).join("to"), from.to_string()),
                    ],
                );
            }
        }
        let best_first = table.by_performance();
        for (better, worse) in best_first.iter().zip(best_first.iter().skip(1)) {
            let (Some(less), Some(more)) = (better.credit, worse.credit) else { continue };
            if more <= less {
                broken = true;
                let message = format!(
                    "{} % {} is not more than {} % {}",
                    more,
                    table.band(worse),
                    less,
                    table.band(better)
                );
                report
                    .at(
                        table.tier(worse).join("credit"),
                        message,
                        "Let the credit rise as the performance falls",
                    )
                    .related(table.tier(better).join("credit"));
            }
        }
        if !broken {
            listed(&table, &best_first, report);
        }
    }
}

/// The list may run from best to worst or the other way, but not to and fro.
fn listed(table: &Table<'_>, best_first: &[&Tier], report: &mut Report) {
    let ids = |tiers: &[&Tier]| tiers.iter().map(|t| t.id.to_string()).collect::<Vec<_>>();
    let shown: Vec<&Tier> =
        table.schedule.tiers.iter().filter(|t| best_first.iter().any(|b| b.id == t.id)).collect();
    let (is, best) = (ids(&shown), ids(best_first));
    if is == best || is.iter().rev().eq(best.iter()) || shown.len() != best_first.len() {
        return;
    }
    let list = table.list();
    let edits = best.iter().enumerate().map(|(to, id)| Edit::Move { list: list.clone(), id: id.clone(), to });
    report
        .at(
            list.clone(),
            format!("The tiers of {} are listed out of order", named(&table.metric.name, "metric")),
            "List them from the best to the worst",
        )
        .severity(Severity::Warning)
        .fix("Sort the tiers", edits.collect());
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("C01", &["credits.schedules.uptime.tiers.lower.to=98.9"]),
    ("C01", &["-credits.schedules.uptime.tiers lowest"]),
    (
        "C01",
        &[
            "-credits.schedules.uptime.tiers low",
            "-credits.schedules.uptime.tiers lower",
            "-credits.schedules.uptime.tiers lowest",
        ],
    ),
    ("C01", &["credits.schedules.latency.tiers.slower.from=501"]),
    ("C02", &["credits.schedules.uptime.tiers.lower.bounds=Closed"]),
    ("C02", &["credits.schedules.uptime.tiers.lower.to=99.5"]),
    ("C02", &["credits.schedules.latency.tiers.slow.to=600"]),
    (
        "C01",
        &["credits.schedules.uptime.tiers.low.to=99.89", "credits.schedules.uptime.tiers.low.bounds=Closed"],
    ),
    ("C03", &["credits.schedules.uptime.tiers.low.bounds=Closed"]),
    ("C03", &["metrics.uptime.target=99.95"]),
    ("C03", &["metrics.latency.target=350"]),
    ("C03", &["metrics.uptime.operator=MoreThan"]),
    ("C04", &["credits.schedules.uptime.tiers.lower.credit=10"]),
    ("C04", &["credits.schedules.uptime.tiers.low.from=99.9", "credits.schedules.uptime.tiers.low.to=99"]),
    (
        "C04",
        &[
            "-credits.schedules.uptime.tiers low",
            "+credits.schedules.uptime.tiers low",
            "credits.schedules.uptime.tiers.low.from=99",
            "credits.schedules.uptime.tiers.low.to=99.9",
            "credits.schedules.uptime.tiers.low.credit=10",
        ],
    ),
    ("C04", &["credits.schedules.latency.tiers.slower.credit=1"]),
];

#[cfg(test)]
#[path = "tiers_tests.rs"]
mod tests;
