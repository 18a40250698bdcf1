//! Tables of credits: the findings are exactly the real holes and overlaps. What is real is decided here by trying, with
//! nothing but the published signs.

use crate::entered::{agreement, changed, draft, findings};
use crate::facts::{self, Facts, Row, Target};
use clausewright::agreement::{Bounds, Operator};
use clausewright::check::Finding;
use clausewright::draft::Draft;
use rust_decimal::Decimal;

fn holds(row: &Row, value: Decimal) -> bool {
    row.gte.is_none_or(|b| value >= b)
        && row.gt.is_none_or(|b| value > b)
        && row.lt.is_none_or(|b| value < b)
        && row.lte.is_none_or(|b| value <= b)
}

fn misses(target: &Target, value: Decimal) -> bool {
    match target.op.as_str() {
        "gte" | "eq" => value < target.value,
        "gt" => value <= target.value,
        "lte" => value > target.value,
        "lt" => value >= target.value,
        other => panic!("no such comparison: {other}"),
    }
}

/// Values that stand for all from 0 to 100: each bound, and one between each two.
fn probes(target: &Target, rows: &[Row]) -> Vec<Decimal> {
    let ends = rows.iter().flat_map(|r| [r.gte, r.gt, r.lt, r.lte]).flatten();
    let mut bounds: Vec<Decimal> = ends.chain([Decimal::ZERO, Decimal::ONE_HUNDRED, target.value]).collect();
    bounds.sort();
    bounds.dedup();
    let between = bounds.windows(2).map(|w| (w[0] + w[1]) / Decimal::TWO);
    let mut all: Vec<Decimal> = bounds.iter().copied().chain(between).collect();
    all.sort();
    all
}

/// The runs of neighbouring probes for which something is true, as first and last.
fn runs(probes: &[Decimal], is_so: impl Fn(Decimal) -> bool) -> Vec<(Decimal, Decimal)> {
    let mut found: Vec<(Decimal, Decimal)> = Vec::new();
    let mut open = false;
    for value in probes {
        match (is_so(*value), open) {
            (true, true) => found.last_mut().unwrap().1 = *value,
            (true, false) => found.push((*value, *value)),
            (false, _) => {}
        }
        open = is_so(*value);
    }
    found
}

struct Real {
    holes: usize,
    overlaps: usize,
    /// Runs of values that meet the target and are paid for.
    paid_though_met: usize,
}

fn real(target: &Target, rows: &[Row]) -> Real {
    let probes = probes(target, rows);
    let count = |value: Decimal| rows.iter().filter(|r| holds(r, value)).count();
    Real {
        holes: runs(&probes, |v| misses(target, v) && count(v) == 0).len(),
        overlaps: runs(&probes, |v| count(v) > 1).len(),
        paid_though_met: runs(&probes, |v| !misses(target, v) && count(v) > 0).len(),
    }
}

/// Codes of the findings about tables, but for tables of points.
fn about_tiers(draft: &Draft) -> Vec<Finding> {
    let tier = |f: &Finding| matches!(f.code, "C01" | "C02" | "C03" | "C04");
    findings(draft)
        .into_iter()
        .filter(tier)
        .filter(|f| f.path.as_str().starts_with("credits.schedules"))
        .collect()
}

fn assert_exactly_real(id: &str, draft: &Draft, target: &Target, rows: &[Row]) {
    let real = real(target, rows);
    let found = about_tiers(draft);
    let count = |code: &str| found.iter().filter(|f| f.code == code).count();
    let said: Vec<String> = found.iter().map(|f| format!("{} {}", f.code, f.message)).collect();
    // A table that stops short of the target by more than a rounded digit is a mismatch with the target, not a hole.
    assert_eq!(count("C01") + count("C03"), real.holes + real.paid_though_met, "{id}: {said:?}");
    assert_eq!(count("C02"), real.overlaps, "{id}: {said:?}");
}

fn with_tiers() -> Vec<Facts> {
    facts::all().into_iter().filter(|f| !f.tiers.is_empty()).collect()
}

/// Not a wish but what was typed: the tiers of the draft are those of the publication.
#[test]
fn the_tables_are_entered_as_published() {
    let tables = with_tiers();
    assert!(tables.len() >= 11, "{} tables", tables.len());
    for fact in tables {
        let agreement = agreement(&fact.id);
        let target = fact.target.as_ref().unwrap();
        let of = |schedule: &&clausewright::agreement::CreditSchedule| {
            let metric = agreement.metric(&schedule.metric);
            let operator = metric.and_then(|m| m.operator);
            metric.and_then(|m| m.target).map(|t| t.get()) == Some(target.value)
                && operator == Some(if target.op == "gt" { Operator::MoreThan } else { Operator::AtLeast })
        };
        let schedule = agreement.credits.schedules.iter().find(of).unwrap_or_else(|| panic!("{}", fact.id));
        assert_eq!(schedule.tiers.len(), fact.tiers.len(), "{}", fact.id);
        for (tier, row) in schedule.tiers.iter().zip(&fact.tiers) {
            let (low, high) = (tier.from.map(|n| n.get()), tier.to.map(|n| n.get()));
            assert_eq!(low, row.gte.or(row.gt), "{}", fact.id);
            assert_eq!(high, row.lt.or(row.lte), "{}", fact.id);
            let (closed_below, closed_above) = match tier.bounds {
                Bounds::FromIncluded => (true, false),
                Bounds::ToIncluded => (false, true),
                Bounds::Closed => (true, true),
                Bounds::Open => (false, false),
            };
            assert!(low.is_none() || closed_below == row.gte.is_some(), "{}", fact.id);
            assert!(high.is_none() || closed_above == row.lte.is_some(), "{}", fact.id);
            assert_eq!(tier.credit.map(|c| c.get()), Some(row.credit), "{}", fact.id);
        }
    }
}

#[test]
fn the_findings_are_exactly_the_real_holes_and_overlaps() {
    for fact in with_tiers() {
        assert_exactly_real(&fact.id, &draft(&fact.id), fact.target.as_ref().unwrap(), &fact.tiers);
    }
}

#[test]
fn a_table_without_fault_raises_nothing() {
    let clean: Vec<Facts> = facts::all().into_iter().filter(|f| f.id != "bonterms-sla-1.0").collect();
    for fact in &clean {
        let found = about_tiers(&draft(&fact.id));
        assert!(found.is_empty(), "{}: {found:?}", fact.id);
    }
    let holes = about_tiers(&draft("bonterms-sla-1.0"));
    let codes: Vec<&str> = holes.iter().map(|f| f.code).collect();
    assert_eq!(codes, ["C01", "C01", "C01"]);
    for (finding, ends) in holes.iter().zip([["96.99", "97"], ["98.99", "99"], ["99.89", "99.9"]]) {
        assert!(ends.iter().all(|end| finding.message.contains(end)), "{}", finding.message);
    }
}

#[test]
fn the_fix_of_the_rounded_bands_leaves_a_sound_table() {
    let mut draft = draft("bonterms-sla-1.0");
    let finding = about_tiers(&draft).into_iter().next().unwrap();
    for edit in &finding.fix.unwrap().edits {
        edit.apply_strict(&mut draft).unwrap();
    }
    assert!(about_tiers(&draft).is_empty());
}

#[test]
fn a_table_of_points_has_the_holes_that_trying_finds() {
    let fact = facts::of("telus-ivr-points");
    let agreement = agreement(&fact.id);
    for (band, row) in agreement.credits.points_table.iter().zip(&fact.points) {
        assert_eq!((band.from, band.to), (Some(row.from), row.to));
        assert_eq!(band.credit.map(|c| c.get()), Some(row.credit));
    }
    let first = fact.points.iter().map(|p| p.from).min().unwrap();
    let most = fact.points.iter().map(|p| p.to.unwrap_or(p.from)).max().unwrap();
    let held = |n: u32| fact.points.iter().any(|p| (p.from..=p.to.unwrap_or(u32::MAX)).contains(&n));
    let mut holes = 0;
    for n in first..=most + 1 {
        holes += u32::from(!held(n) && held(n - 1));
    }
    let found = findings(&draft(&fact.id));
    let about: Vec<&Finding> =
        found.iter().filter(|f| f.path.as_str().starts_with("credits.points_table")).collect();
    assert_eq!(about.iter().filter(|f| f.code == "C01").count(), holes as usize, "{about:?}");
    assert!(about.iter().all(|f| f.code == "C01"), "{about:?}");
}

/// The same tables with other signs: what is a hole or an overlap then is found by trying, too.
#[test]
fn tables_with_other_signs_are_judged_as_trying_judges_them() {
    let fact = facts::of("bonterms-sla-1.0");
    let (target, rows) = (fact.target.unwrap(), fact.tiers);
    for bounds in ["FromIncluded", "ToIncluded", "Closed", "Open"] {
        for (operator, op) in [("AtLeast", "gte"), ("MoreThan", "gt")] {
            let lines: Vec<String> = (1..=rows.len())
                .map(|n| format!("credits.schedules.uptime.tiers.tier-{n}.bounds={bounds}"))
                .chain([format!("metrics.uptime.operator={operator}")])
                .collect();
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let draft = changed("bonterms-sla-1.0", &lines);
            let (from, to) =
                (matches!(bounds, "FromIncluded" | "Closed"), matches!(bounds, "ToIncluded" | "Closed"));
            let signed = |row: &Row| {
                let (low, high) = (row.gte.or(row.gt), row.lt.or(row.lte));
                Row {
                    gte: low.filter(|_| from),
                    gt: low.filter(|_| !from),
                    lt: high.filter(|_| !to),
                    lte: high.filter(|_| to),
                    credit: row.credit,
                }
            };
            let rows: Vec<Row> = rows.iter().map(signed).collect();
            let target = Target { op: op.to_owned(), value: target.value };
            assert_exactly_real(&format!("{bounds} {operator}"), &draft, &target, &rows);
        }
    }
}

#[test]
fn shared_bounds_of_clean_tables_become_overlaps() {
    for id in ["aws-ec2-instance", "gce-single-instance", "azure-vm", "stedi-healthcare"] {
        let fact = facts::of(id);
        let lines: Vec<String> = (1..=fact.tiers.len())
            .map(|n| format!("credits.schedules.uptime.tiers.tier-{n}.bounds=Closed"))
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let close = |row: &Row| Row { lt: None, lte: row.lt.or(row.lte), ..row.clone() };
        let rows: Vec<Row> = fact.tiers.iter().map(close).collect();
        let target = fact.target.unwrap();
        assert_eq!(real(&target, &rows).overlaps, fact.tiers.len() - 1, "{id}");
        assert_exactly_real(id, &changed(id, &lines), &target, &rows);
    }
}
