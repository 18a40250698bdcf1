//! What all credits together can come to, and what the caps make of it.

use super::{Cx, Report, Rule, Severity, at, count, list, named, sentence};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Metric, Service};
use crate::check::downtime::downtime_at;
use crate::check::words::lower_first;
use crate::draft::Edit;
use crate::settlement::Exact;
use crate::settlement::exposure::{CutTier, Edge, Exposure, Limit, Most, ScheduleExposure};
use crate::value::FieldPath;
use rustc_hash::FxHashSet;

/// All that the rules of this file read.
const READS: &[Read] = &[All("calendars"), All("credits"), All("metrics"), All("services"), All("term")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "C06",
        title: "Cap without effect",
        severity: Severity::Hint,
        detects: "All credits together cannot exceed the cap of a period, or the cap of twelve months is not below that of a \
                  period; or of a share of the fees and a number of monthly fees for the same time one is always the lower.",
        why: "A clause that never acts is often the sign of a wrong number.",
        example: "Tiers up to 50 % in all, cap 50 %",
        mend: "Cap 30 % over all metrics",
        reads: READS,
        run: idle_caps,
        ..Rule::BLANK
    },
    Rule {
        code: "C16",
        title: "More at risk than there is",
        severity: Severity::Error,
        detects: "The highest credits of all metrics of a service add up to more than its fee and no cap stops them; or one \
                  metric alone uses up the cap of the period, so that misses of the others cost nothing, which is a \
                  warning. A cap that is reached only by several metrics together does what caps are for.",
        why: "A month can cost more than it earns, or the levels behind the cap are no longer promises.",
        example: "Five metrics at 30 % of one fee",
        mend: "Five metrics at 6 %, or a cap of 30 % that no single metric reaches",
        reads: READS,
        run: too_much,
        ..Rule::BLANK
    },
    Rule {
        code: "C28",
        title: "Tier cut off by a cap",
        severity: Severity::Warning,
        detects: "A tier promises more than the cap of its metric or of the period lets through; a tier that pays no more \
                  than the one before it can never be reached.",
        why: "The table says one amount and the cap pays another; whoever reads only the table is misled.",
        example: "Below 95 %: 50 %; cap 30 %",
        mend: "Below 95 %: 30 %; cap 30 %",
        reads: READS,
        run: cut_tiers,
        ..Rule::BLANK
    },
    Rule {
        code: "C25",
        title: "Smallest credit cuts small customers",
        severity: Severity::Hint,
        detects: "Credits below an amount are not paid, and the lowest tier of the smallest fee lies below it.",
        why: "A tenth of a small fee is never paid, however often the level is missed.",
        example: "Fee EUR 9.00, lowest tier 10 %, credits below EUR 1.00 are not paid",
        mend: "Smaller credits are carried forward",
        reads: READS,
        run: small_credits,
        ..Rule::BLANK
    },
];

fn percent(value: &Exact) -> String {
    // A fraction such as 50/3 reads better with two decimals.
    value.decimal().map_or_else(|| format!("about {}", value.shown(2)), |d| d.normalize().to_string())
}

fn idle_caps(cx: &Cx<'_>, report: &mut Report) {
    let exposure = cx.exposure();
    let Some(cap) = &exposure.period_cap else { return };
    // Without fees, one service stands for all of them.
    let plain = || {
        let each = exposure.schedules.iter().map(|s| s.in_period.known().cloned());
        each.collect::<Option<Vec<Exact>>>()
            .filter(|_| cx.a.services.len() < 2)
            .map(|all| all.into_iter().sum())
    };
    let most = exposure.at_once.percent.known().cloned().or_else(plain);
    if let Some(most) = most.filter(|most| *most <= cap.percent && !most.is_zero()) {
        let message = format!(
            "All credits of a period together are at most {} % of its fees, so the cap of {} never acts",
            percent(&most),
            said(cx, cap)
        );
        report.at(cap.field, message, "Lower the cap, or check the tiers");
    }
    if let Some(year) = exposure.year_cap.as_ref().filter(|year| year.percent >= cap.percent) {
        let message = format!(
            "The cap of {} for twelve months never acts beside the cap of {} for each period",
            said(cx, year),
            said(cx, cap)
        );
        let hint = "Choose a lower cap for twelve months, or check the two numbers";
        report.at(year.field, message, hint).related(cap.field);
    }
    double(cx, report);
}

/// Of a share and a number of fees for the same time only the lower one ever acts.
fn double(cx: &Cx<'_>, report: &mut Report) {
    let (credits, exposure) = (&cx.a.credits, cx.exposure());
    for (share, fees, lower) in [
        (credits.period_cap, credits.period_cap_months, &exposure.period_cap),
        (credits.year_cap, credits.year_cap_months, &exposure.year_cap),
    ] {
        let (Some(share), Some(fees), Some(lower)) = (share, fees, lower) else { continue };
        let (idle, other) = match lower.field.strip_suffix("_months") {
            Some(field) => (FieldPath::new(field), format!("{share} %")),
            None => (FieldPath::new(format!("{}_months", lower.field)), monthly(&fees.to_string())),
        };
        let message = format!(
            "The cap of {other} never acts beside the lower cap of {} for the same time",
            said(cx, lower)
        );
        report
            .at(idle.clone(), message, "Keep one of the two")
            .related(lower.field)
            .fix(format!("Keep only the cap of {}", said(cx, lower)), vec![Edit::set(idle, "")]);
    }
}

/// "30 %", "2 monthly fees (16.67 %)".
fn said(cx: &Cx<'_>, cap: &Limit) -> String {
    let credits = &cx.a.credits;
    let fees = match cap.field {
        "credits.period_cap_months" => credits.period_cap_months,
        "credits.year_cap_months" => credits.year_cap_months,
        _ => None,
    };
    match fees {
        Some(fees) => format!("{} ({} %)", monthly(&fees.to_string()), percent(&cap.percent)),
        None => format!("{} %", percent(&cap.percent)),
    }
}

/// "1 monthly fee", "2 monthly fees".
fn monthly(count: &str) -> String {
    format!("{count} monthly fee{}", if count == "1" { "" } else { "s" })
}

fn too_much(cx: &Cx<'_>, report: &mut Report) {
    let exposure = cx.exposure();
    match &exposure.period_cap {
        None => uncapped(cx, exposure, report),
        Some(cap) => used_up(cx, exposure, cap, report),
    }
}

fn uncapped(cx: &Cx<'_>, exposure: &Exposure<'_>, report: &mut Report) {
    for service in &cx.a.services {
        let of: Vec<(&ScheduleExposure<'_>, &Exact)> = exposure
            .schedules
            .iter()
            .filter(|s| s.metric.is_some_and(|m| m.service.as_str() == service.id.as_str()))
            .filter_map(|s| Some((s, s.in_period.known()?)))
            .collect();
        let sum: Exact = of.iter().map(|(_, most)| (*most).clone()).sum();
        let (Some((first, _)), true) = (of.first(), sum > Exact::one_hundred()) else { continue };
        let message = match of.len() {
            1 => format!("The credits of {} can come to {} % of the base", whose(service), percent(&sum)),
            n => format!(
                "The credits of {} can come to {} % of the base in one period, when all {} are missed at once",
                whose(service),
                percent(&sum),
                count(n, "metric")
            ),
        };
        let mut found = report.at(
            at(&["credits", "schedules", &first.schedule.id]),
            message,
            "Agree a cap for a period, or lower the credits so that they stay within the fee",
        );
        for (other, _) in of.iter().skip(1) {
            found = found.related(at(&["credits", "schedules", &other.schedule.id]));
        }
        if let Ok(edit) = "30".parse::<crate::value::Percent>() {
            found.fix(
                format!("Cap a period at {edit} %"),
                vec![Edit::set("credits.period_cap", edit.to_string())],
            );
        }
    }
}

fn whose(service: &Service) -> String {
    named(&service.name, "service")
}

/// One metric reaches the cap on its own although others draw on it too.
fn used_up(cx: &Cx<'_>, exposure: &Exposure<'_>, cap: &Limit, report: &mut Report) {
    let names: FxHashSet<&str> = exposure.schedules.iter().map(|s| s.schedule.metric.as_str()).collect();
    let more = matches!(&exposure.at_once.percent, Most::Of(sum) if *sum > cap.percent);
    if names.len() < 2 || !more {
        return;
    }
    // What a single tier promises beyond the cap is said at that tier.
    let alone: Vec<&ScheduleExposure<'_>> =
        exposure.schedules.iter().filter(|s| s.fills_period_cap && s.cut.is_empty()).collect();
    let Some(first) = alone.first() else { return };
    let all: Vec<String> =
        alone.iter().filter_map(|s| s.metric).map(|m| named(&m.name, "a metric")).collect();
    let message = format!(
        "{} alone can use up the cap of {} of a period; misses of the other metrics then cost nothing",
        list(&all),
        said(cx, cap)
    );
    report
        .at(
            at(&["credits", "schedules", &first.schedule.id]),
            message,
            "Raise the cap of the period, or lower the highest credits of a single metric",
        )
        .severity(Severity::Warning)
        .related(cap.field);
}

fn cut_tiers(cx: &Cx<'_>, report: &mut Report) {
    for schedule in &cx.exposure().schedules {
        let (Some(metric), Some(first)) = (schedule.metric, schedule.cut.first()) else { continue };
        let edge = if first.by_period_cap { &schedule.period_cap_binds } else { &schedule.cap_binds };
        let cap = if first.by_period_cap { "the cap of the period" } else { "the cap of this metric" };
        let words: Vec<String> = schedule.cut.iter().map(|cut| promise(metric, cut)).collect();
        let never = match schedule.cut.iter().filter(|c| c.idle).count() {
            0 => "",
            _ => ", which the tier before already pays",
        };
        let message = format!(
            "{} of {} {}, but {cap} lets only {} % through{never}{}",
            sentence(&words.join(" and ")),
            named(&metric.name, "the metric"),
            if words.len() == 1 { "is promised" } else { "are promised" },
            percent(&first.paid),
            edge.as_ref().map(|e| reached(cx, metric, e)).unwrap_or_default()
        );
        let tiers = at(&["credits", "schedules", &schedule.schedule.id, "tiers"]);
        let field = tiers.join(&first.tier.id).join("credit");
        let limit = match first.by_period_cap {
            true => cx.exposure().period_cap.as_ref().map_or("credits.period_cap", |cap| cap.field).into(),
            false => at(&["credits", "schedules", &schedule.schedule.id, "cap"]),
        };
        let mut found = report
            .at(field, message, "Lower the credits of these tiers, or raise the cap")
            .related(limit.clone());
        for other in schedule.cut.iter().skip(1) {
            found = found.related(tiers.join(&other.tier.id).join("credit"));
        }
        let highest = schedule.cut.iter().map(|c| c.promised).max();
        if let Some(highest) = highest.filter(|_| !first.by_period_cap) {
            found.fix(format!("Raise the cap to {highest} %"), vec![Edit::set(limit, highest.to_string())]);
        }
    }
}

/// "50 % below 95 %".
fn promise(metric: &Metric, cut: &CutTier<'_>) -> String {
    let band = crate::check::intervals::Interval::of(cut.tier).words(&metric.unit);
    format!("{} % {}", cut.promised, lower_first(&band))
}

/// From which value on, and what that is in downtime.
fn reached(cx: &Cx<'_>, metric: &Metric, edge: &Edge) -> String {
    let Some(value) = edge.value.decimal() else { return String::new() };
    downtime_at(cx.a, metric, value).map(|time| format!("; that is from {time} on")).unwrap_or_default()
}

fn small_credits(cx: &Cx<'_>, report: &mut Report) {
    use crate::agreement::SmallCredits;
    let credits = &cx.a.credits;
    let Some(minimum) = credits.minimum.filter(|_| credits.below_minimum == Some(SmallCredits::Lapse)) else {
        return;
    };
    let smallest = credits.schedules.iter().filter_map(|schedule| {
        let service = cx.a.service(&cx.a.metric(&schedule.metric)?.service)?;
        let fee = service.fee.filter(|f| f.currency() == minimum.currency())?;
        let lowest = schedule.tiers.iter().filter_map(|t| t.credit).chain(schedule.rate).min()?;
        Some((&Exact::from(fee.amount()) * &Exact::from(lowest.get()).percent(), service, fee, lowest))
    });
    let Some((credit, service, fee, lowest)) = smallest.min_by(|a, b| a.0.cmp(&b.0)) else { return };
    if credit >= Exact::from(minimum.amount()) {
        return;
    }
    let digits = minimum.currency().minor_digits();
    let message = format!(
        "{lowest} % of the fee of {}, {}, are {} {}: less than the smallest credit that is paid, {}",
        named(&service.name, "service"),
        fee.long(),
        minimum.currency(),
        credit.shown(digits),
        minimum.long()
    );
    report
        .at("credits.below_minimum", message, "Carry smaller credits forward, or lower the smallest credit")
        .related("credits.minimum")
        .fix("Carry them forward", vec![Edit::set("credits.below_minimum", "CarriedForward")]);
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("C06", &["credits.period_cap=50"]),
    ("C06", &["credits.period_cap=35", "services.hosting.fee=", "credits.base="]),
    ("C06", &["credits.period_cap=35"]),
    ("C06", &["credits.year_cap=35"]),
    ("C06", &["credits.year_cap=", "credits.year_cap_months=6"]),
    ("C06", &["credits.period_cap=", "credits.period_cap_months=1"]),
    ("C06", &["credits.year_cap_months=1"]),
    (
        "C16",
        &[
            "credits.period_cap=",
            "credits.schedules.latency.tiers.slower.credit=80",
            "credits.schedules.uptime.cap=",
        ],
    ),
    ("C16", &["credits.period_cap=30"]),
    ("C28", &["credits.schedules.uptime.cap=20"]),
    ("C28", &["credits.schedules.uptime.cap=25"]),
    ("C28", &["credits.period_cap=20"]),
    ("C25", &["credits.below_minimum=Lapse", "services.hosting.fee=40.00 EUR"]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    fn message(code: &str, changes: &[&str]) -> String {
        run(&changed(changes)).iter().find(|f| f.code == code).map(|f| f.message.clone()).unwrap_or_default()
    }

    #[test]
    fn a_cut_tier_is_named_with_the_downtime_from_which_it_is_cut() {
        assert_eq!(
            message("C28", &["credits.schedules.uptime.cap=20"]),
            "30 % below 95 % of “Web availability” is promised, but the cap of this metric lets only 20 % through, \
             which the tier before already pays; that is from 1 d 12 h of downtime in a 30-day month on"
        );
        assert!(!message("C28", &["credits.schedules.uptime.cap=25"]).contains("already pays"));
        // March 2026 has 22 working days of 10 hours; a twentieth of them are 11 hours.
        let office = message("C28", &["credits.schedules.uptime.cap=20", "metrics.uptime.hours=business"]);
        assert!(office.ends_with("from 11 h of downtime in March 2026 (220 measured hours) on"), "{office}");
    }

    #[test]
    fn a_cap_that_only_several_metrics_reach_is_fine() {
        let found = codes(&["credits.period_cap=33"]);
        assert!(!found.contains(&"C16") && !found.contains(&"C28") && !found.contains(&"C06"), "{found:?}");
        let one = message("C16", &["credits.period_cap=30"]);
        assert!(one.starts_with("“Web availability” alone can use up the cap of 30 %"), "{one}");
        // Said at the tier, not twice.
        assert!(!codes(&["credits.period_cap=20"]).contains(&"C16"));
    }

    #[test]
    fn small_credits_that_are_carried_forward_are_no_loss() {
        let small = "services.hosting.fee=40.00 EUR";
        assert!(!codes(&[small]).contains(&"C25"));
        assert_eq!(
            message("C25", &["credits.below_minimum=Lapse", small]),
            "2 % of the fee of “Managed web hosting”, EUR 40.00, are EUR 0.80: less than the smallest credit that is paid, EUR 5.00"
        );
    }
}
