//! What hangs on a level: credits, caps and claims, as annotations.

use super::yaml::{Yaml, some};
use crate::agreement::{
    Agreement, BonusStart, Bounds, Calendar, ClaimAnchor, CreditSchedule, Metric, Role, Service, Tier,
};
use crate::settlement::windows::term_days;
use crate::value::Percent;

/// Annotations that say something, in their order. Keys begin with our own prefix, as the format asks.
fn saying<const N: usize>(entries: [(&'static str, Option<Yaml>); N]) -> Vec<(&'static str, Yaml)> {
    entries.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

fn percent(share: Option<Percent>) -> Option<Yaml> {
    share.and_then(|p| some(format!("{p} %")))
}

fn yes_or_no(truth: Option<bool>) -> Option<Yaml> {
    truth.and_then(|t| some(if t { "yes" } else { "no" }))
}

/// What applies to every metric of a service: the agreement, its term, and the terms of credits.
pub(super) fn of_service(agreement: &Agreement, service: &Service) -> Vec<(&'static str, Yaml)> {
    let credits = &agreement.credits;
    let party = |role| agreement.party(role).and_then(|p| some(p.legal_name.as_str()));
    let (first, last) = term_days(&agreement.term);
    let credited = !credits.schedules.is_empty();
    let of_credits = |value: Option<Yaml>| value.filter(|_| credited);
    let chronic = &credits.chronic;
    let failure = match (chronic.count, chronic.within, chronic.consecutive) {
        (Some(count), Some(within), None) => Some(format!("{count} missed windows within {within}")),
        (Some(count), Some(within), Some(row)) => {
            Some(format!("{count} missed windows within {within}, or {row} in a row"))
        }
        (None, _, Some(row)) => Some(format!("{row} missed windows in a row")),
        _ => None,
    };
    saying([
        ("sla.clausewright/agreement", some(agreement.title.as_str())),
        ("sla.clausewright/reference", some(agreement.reference.as_str())),
        ("sla.clausewright/version", some(agreement.version.as_str())),
        ("sla.clausewright/status", some(agreement.status.label())),
        ("sla.clausewright/provider", party(Role::Provider)),
        ("sla.clausewright/customer", party(Role::Customer)),
        ("sla.clausewright/effective", first.and_then(|d| some(d.to_string()))),
        ("sla.clausewright/last-day", last.and_then(|d| some(d.to_string()))),
        ("sla.clausewright/service-hours", agreement.calendar(&service.hours).and_then(|c| some(hours(c)))),
        ("sla.clausewright/credit-base", of_credits(credits.base.and_then(|b| some(b.label())))),
        ("sla.clausewright/credit-cap-period", of_credits(percent(credits.period_cap))),
        (
            "sla.clausewright/credit-cap-period-monthly-fees",
            of_credits(credits.period_cap_months.and_then(|n| some(n.to_string()))),
        ),
        ("sla.clausewright/credit-cap-twelve-months", of_credits(percent(credits.year_cap))),
        (
            "sla.clausewright/credit-cap-twelve-months-monthly-fees",
            of_credits(credits.year_cap_months.and_then(|n| some(n.to_string()))),
        ),
        ("sla.clausewright/credit-smallest", of_credits(credits.minimum.and_then(|m| some(m.to_string())))),
        ("sla.clausewright/credit-payout", of_credits(credits.payout.and_then(|p| some(p.label())))),
        ("sla.clausewright/claim", of_credits(some(claim(agreement)))),
        ("sla.clausewright/sole-remedy", of_credits(yes_or_no(credits.sole_remedy))),
        ("sla.clausewright/chronic-failure", failure.and_then(some)),
    ])
}

/// "needed, within 30 days from the end of the window"
fn claim(agreement: &Agreement) -> String {
    let credits = &agreement.credits;
    match (credits.claim_needed, credits.claim_within) {
        (Some(false), _) => "not needed".to_owned(),
        (_, Some(within)) => {
            let anchor = credits.claim_anchor.unwrap_or(ClaimAnchor::WindowEnd);
            format!("needed, within {} from {}", within.long(), anchor.label())
        }
        (Some(true), None) => "needed".to_owned(),
        (None, None) => String::new(),
    }
}

/// What hangs on one metric.
pub(super) fn of_metric(agreement: &Agreement, metric: &Metric) -> Vec<(&'static str, Yaml)> {
    let mut schedules = agreement.schedules_of(&metric.id);
    let schedule = schedules.next();
    let level = |number: Option<crate::value::Number>| {
        number.and_then(|n| some(format!("{n} {}", metric.unit.trim())))
    };
    let mut entries = saying([
        ("sla.clausewright/target", some(target(metric))),
        ("sla.clausewright/minimum-level", level(metric.minimum)),
        ("sla.clausewright/stretch-level", level(metric.stretch)),
        ("sla.clausewright/owner", some(metric.owner.as_str())),
        ("sla.clausewright/consequence", metric.consequence.and_then(|c| some(c.label()))),
        ("sla.clausewright/no-events", metric.zero_events.and_then(|z| some(z.label()))),
        ("sla.clausewright/incomplete-windows", metric.partial_period.and_then(|p| some(p.label()))),
        ("sla.clausewright/rolling-step", metric.window_step.and_then(|s| some(s.long()))),
        ("sla.clausewright/report-line", some(metric.report_line.as_str())),
    ]);
    if let Some(schedule) = schedule {
        entries.extend(of_schedule(schedule, metric.unit.trim()));
    }
    let more = schedules.count();
    if more > 0 {
        entries.extend(saying([("sla.clausewright/further-credit-schedules", some(more.to_string()))]));
    }
    let bonus = agreement.bonuses.iter().find(|b| b.metric.as_str() == metric.id.as_str());
    let due = bonus.and_then(|b| {
        let from = match b.start {
            Some(BonusStart::Beyond) => b.operator(metric).sign(),
            Some(BonusStart::At) | None => "from",
        };
        Some(format!("{} % {from} {} {}", b.rate?, b.threshold?, metric.unit.trim()))
    });
    entries.extend(saying([("sla.clausewright/bonus", due.and_then(some))]));
    entries
}

fn of_schedule(schedule: &CreditSchedule, unit: &str) -> Vec<(&'static str, Yaml)> {
    let tiers: Vec<String> = schedule.tiers.iter().filter_map(|t| band(t, unit)).collect();
    saying([
        ("sla.clausewright/credit-method", some(schedule.method.label())),
        ("sla.clausewright/credit-tiers", some(tiers.join("; "))),
        ("sla.clausewright/credit-rate", percent(schedule.rate)),
        ("sla.clausewright/credit-amount", schedule.amount.and_then(|m| some(m.to_string()))),
        ("sla.clausewright/credit-step", schedule.step.and_then(|s| some(format!("{s} {unit}")))),
        ("sla.clausewright/credit-step-time", schedule.step_time.and_then(|d| some(d.long()))),
        ("sla.clausewright/credit-points", schedule.points.and_then(|p| some(p.to_string()))),
        ("sla.clausewright/credit-weight-in-pool", percent(schedule.weight)),
        (
            "sla.clausewright/credit-repeat-multiplier",
            schedule.repeat_multiplier.and_then(|n| some(n.to_string())),
        ),
        ("sla.clausewright/credit-cap", percent(schedule.cap)),
    ])
}

/// "99 ≤ value < 99.9 %: 10 %"
fn band(tier: &Tier, unit: &str) -> Option<String> {
    let credit = tier.credit?;
    let (from_sign, to_sign) = match tier.bounds {
        Bounds::FromIncluded => ("≤", "<"),
        Bounds::ToIncluded => ("<", "≤"),
        Bounds::Closed => ("≤", "≤"),
        Bounds::Open => ("<", "<"),
    };
    let from = tier.from.map(|n| format!("{n} {from_sign} ")).unwrap_or_default();
    let to = tier.to.map(|n| format!(" {to_sign} {n}")).unwrap_or_default();
    let range = format!("{from}value{to} {unit}");
    Some(format!("{}: {credit} %", range.trim_end()))
}

/// "≥ 99.9 %"
pub(super) fn target(metric: &Metric) -> String {
    let Some(target) = metric.target else { return String::new() };
    let sign = match metric.operator {
        Some(operator) => operator.sign(),
        None if metric.higher_is_better() => "≥",
        None => "≤",
    };
    format!("{sign} {target} {}", metric.unit.trim()).trim_end().to_owned()
}

/// "Business hours: Mon-Fri 08:00 to 18:00, Europe/Berlin, 2 holidays"
pub(super) fn hours(calendar: &Calendar) -> String {
    let mut parts: Vec<String> = match calendar.is_around_the_clock() {
        true => vec!["around the clock".to_owned()],
        false => calendar.hours.iter().map(|h| format!("{} {} to {}", h.days, h.from, h.to)).collect(),
    };
    parts.extend(calendar.zone.map(|z| z.to_string()));
    match calendar.holidays.len() {
        0 => {}
        1 => parts.push("closed on 1 holiday".to_owned()),
        n => parts.push(format!("closed on {n} holidays")),
    }
    let name = calendar.name.trim();
    let said = parts.join(", ");
    let goes_without_saying = name.is_empty() || said.starts_with(&name.to_lowercase());
    if goes_without_saying { said } else { format!("{name}: {said}") }
}
