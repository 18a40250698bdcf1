//! Published figures that are wrong, near variants of published facts, and figures that are right.

use crate::entered::{changed, findings};

/// Codes at a path that begins so.
fn at(id: &str, changes: &[&str], path: &str) -> Vec<&'static str> {
    let found = findings(&changed(id, changes));
    found.iter().filter(|f| f.path.as_str().starts_with(path)).map(|f| f.code).collect()
}

/// A clean table on which a sentence about downtime stands beside the target of 99.9 % a month.
fn said(sentence: &str) -> Vec<&'static str> {
    at("stedi-healthcare", &[&format!("overview={sentence}")], "overview")
}

#[test]
fn wrong_figures_of_published_tables_are_flagged() {
    for wrong in [
        // A catalogue of public solutions.
        "99.9 % in each month and less than 10 minutes of downtime in total.",
        "99.95 % allows 21.56 min of downtime a month.",
        // Tables of downtime whose year has 362 days, and a month of 18 minutes in a hundred.
        "99.9 % allows 8 h 41 min 37 s of downtime a year.",
        "99.9 % allows 2 h 10 min 24 s of downtime a quarter.",
        "99 % allows 18 min of downtime in a month.",
        "99.9 % allows 43m28s of downtime a month.",
        "99.9 % allows 2h10m24s of downtime a quarter.",
        "99.9 % allows 8h41m37s of downtime a year.",
        // The figure of an average month under the heading "30 days".
        "99.9 % allows 43m49s of downtime in 30 days.",
        "In 30 days, 99.9 % allows 43 min 49 s of downtime.",
        // 44 minutes beside figures of 30 days.
        "In a month of 30 days 99.9 % allows 44 min of downtime, 99.5 % allows 216 min, 99 % allows 432 min.",
    ] {
        assert!(said(wrong).contains(&"M15"), "{wrong}: {:?}", said(wrong));
    }
}

#[test]
fn right_figures_are_no_contradiction() {
    for right in [
        "99.9 % allows 43 min 12 s of downtime in a month of 30 days.",
        "99.9 % allows 44.64 min of downtime in a month of 31 days.",
        "99 % allows 7 h 18 min 17 s of downtime in an average month.",
        "99.995 % allows 26.28 min of downtime in a year of 365 days.",
        "99 % allows 3d 15h 39m 29s of downtime in an average year.",
        "99 % allows 21h 54m 52s of downtime a quarter.",
        "99.9 % allows 43m 49.7s of downtime in an average month.",
        "99.9999 % allows 31.536 s of downtime in a year of 365 days.",
        "99.9999 % allows 2.592 s of downtime in a month of 30 days.",
        "99.9999 % allows 0.6048 s of downtime a week.",
        "99.9999 % allows 0.0864 s of downtime a day.",
        "99.95 % allows 1h 5m 44.6s of downtime a quarter.",
        "99.5 % allows 223.2 min of downtime in a month of 31 days.",
        "99 % allows 446.4 min of downtime in a month of 31 days.",
        "95 % allows 2232 min of downtime in a month of 31 days.",
        "99.9 % allows 43.8 min of downtime in an average month.",
        "99.99 % allows 4.38 min of downtime in an average month.",
        "99.5 % allows 216 min of downtime in a month of 30 days.",
    ] {
        let codes = said(right);
        assert!(!codes.contains(&"M15") && !codes.contains(&"M28"), "{right}: {codes:?}");
    }
}

#[test]
fn the_field_for_stated_downtime_is_held_against_the_target() {
    for (stated, month, flagged) in [
        ("10min", "", true),
        ("44min", "Days30", true),
        ("2592s", "Days30", false),
        ("2629s", "Days30", true),
        ("2628s", "Average", false),
    ] {
        let changes = [
            format!("metrics.uptime.stated_downtime={stated}"),
            format!("metrics.uptime.stated_month={month}"),
        ];
        let changes: Vec<&str> = changes.iter().map(String::as_str).collect();
        let codes = at("stedi-healthcare", &changes, "metrics.uptime.stated_downtime");
        assert_eq!(codes.contains(&"M15"), flagged, "{stated} {month}: {codes:?}");
    }
}

#[test]
fn variants_of_the_published_facts_are_found_too() {
    for (id, change, path, code) in [
        (
            "aws-ec2-instance",
            "responsibilities.effort.duty=Make best efforts to keep instances up",
            "responsibilities.effort",
            "D15",
        ),
        ("aws-ec2-instance", "overview=The provider aims to keep instances up.", "overview", "D15"),
        (
            "azure-vm",
            "metrics.uptime.formula_text=100 − (downtime / maximum available minutes)",
            "metrics.uptime.formula_text",
            "M12",
        ),
        (
            "azure-vm",
            "metrics.uptime.formula_text=100 × (maximum − downtime) / maximum × 100",
            "metrics.uptime.formula_text",
            "M12",
        ),
        (
            "hetzner-cloud",
            "exclusions.exclusion-5.event=DDoS attacks and malware",
            "exclusions.exclusion-5",
            "X04",
        ),
        ("hetzner-cloud", "metrics.uptime.failure=Serious disruption", "metrics.uptime.failure", "M24"),
        (
            "bonterms-sla-1.0",
            "definitions.outage.meaning=a substantial interruption",
            "metrics.uptime.failure",
            "M24",
        ),
        (
            "bonterms-sla-1.0",
            "exclusions.exclusion-1.event=Scheduled and unscheduled maintenance",
            "maintenance.cap",
            "X01",
        ),
        (
            "safespring-2026-03",
            "extra_clauses.credits.text=More in section “Measuring of uptime”.",
            "extra_clauses.credits",
            "D04",
        ),
        ("safespring-2026-03", "priorities.p2.resolve=as per the SLA", "priorities.p2.resolve", "D11"),
        ("safespring-2026-03", "priorities.p2.response=promptly", "priorities.p2.response", "D15"),
        ("safespring-2026-03", "credits.period_cap=60", "credits.period_cap", "C06"),
        (
            "accord-servicelevelagreement",
            "credits.schedules.level.tiers.tier-1.credit=£2",
            "credits.schedules.level.tiers.tier-1",
            "C08",
        ),
        (
            "govuk-pay-support",
            "priorities.p2.criteria=A component is down; answered in office hours",
            "priorities.p2.criteria",
            "D01",
        ),
        ("msp-safepoint", "priorities.p1.response_outside=15min", "priorities.p1.response", "I07"),
        ("telus-ivr-points", "credits.points_table.points-5.to=12", "credits.points_table", "C02"),
    ] {
        let codes = at(id, &[change], path);
        assert!(codes.contains(&code), "{id}: {change}: {codes:?}");
    }
}

#[test]
fn a_mended_fact_raises_its_finding_no_more() {
    for (id, changes, path, code) in [
        (
            "azure-vm",
            &["metrics.uptime.formula_text=(maximum − downtime) / maximum × 100"][..],
            "metrics.uptime.formula_text",
            "M12",
        ),
        (
            "hetzner-cloud",
            &["metrics.uptime.failure=The host is off or the system shows no activity for 1 minute"],
            "metrics.uptime.failure",
            "M24",
        ),
        ("bonterms-sla-1.0", &["maintenance.cap=4h", "maintenance.notice=5bd"], "maintenance.cap", "X01"),
        (
            "telus-ivr-points",
            &[
                "credits.points_table.points-5.to=9",
                "credits.points_table.points-10.to=14",
                "credits.points_table.points-15.to=19",
                "credits.points_table.points-20.to=24",
                "credits.points_table.points-25.to=29",
            ],
            "credits.points_table",
            "C01",
        ),
        (
            "svce-problem-resolution",
            &["credits.schedules.resolution.counted_from=99"],
            "credits.schedules.resolution",
            "C23",
        ),
        ("msp-ccmsp", &["priorities.p2.response=2bh"], "priorities.p2", "I14"),
        ("msp-safepoint", &["priorities.p4.response=8bh"], "priorities.p4.response", "I07"),
        ("safespring-2026-03", &["credits.period_cap=30"], "credits.period_cap", "C06"),
    ] {
        let codes = at(id, changes, path);
        assert!(!codes.contains(&code), "{id}: {changes:?}: {codes:?}");
    }
}
