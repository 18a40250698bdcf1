//! Tier tables as they stand in published agreements and public forms.

use crate::check::testkit::{changed, run};
use crate::check::{Finding, Severity};

fn table(tiers: &[(&str, &str, &str, &str)], target: &str, operator: &str) -> Vec<Finding> {
    let mut lines: Vec<String> =
        ["low", "lower", "lowest"].iter().map(|t| format!("-credits.schedules.uptime.tiers {t}")).collect();
    for (n, (from, to, bounds, credit)) in tiers.iter().enumerate() {
        lines.push(format!("+credits.schedules.uptime.tiers t{n}"));
        for (field, value) in [("from", from), ("to", to), ("bounds", bounds), ("credit", credit)] {
            lines.push(format!("credits.schedules.uptime.tiers.t{n}.{field}={value}"));
        }
    }
    lines.push(format!("metrics.uptime.target={target}"));
    lines.push(format!("metrics.uptime.operator={operator}"));
    if operator == "AtMost" {
        // The share of what is lost is to be small.
        lines.push("metrics.uptime.kind=Loss".to_owned());
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    run(&changed(&lines)).into_iter().filter(|f| matches!(f.code, "C01" | "C02" | "C03" | "C04")).collect()
}

#[test]
fn bands_with_two_decimals_leave_holes_and_one_fix_closes_them() {
    let bands = [
        ("99.00", "99.89", "Closed", "10"),
        ("97.00", "98.99", "Closed", "25"),
        ("", "96.99", "Closed", "50"),
    ];
    let found = table(&bands, "99.9", "AtLeast");
    let codes: Vec<_> = found.iter().map(|f| f.code).collect();
    assert_eq!(codes, ["C01", "C01", "C01"]);
    assert_eq!(
        found[0].message,
        "Between 96.99 % and 97.00 % no credit is defined for “Web availability”: 21 h 36 min to 21 h 40 min 19 s of downtime in a 30-day month"
    );
    let fix = found[0].fix.clone().unwrap();
    assert_eq!(fix.title, "Make the tiers half-open");
    assert_eq!(fix.edits.len(), 6, "{:?}", fix.edits);
}

#[test]
fn rounded_bands_leave_holes_but_another_target_is_a_mismatch() {
    let code = |from: &str, to: &str, bounds: &str, target: &str, operator: &str| {
        let (worst, worse_from) = if operator == "AtLeast" { (from, "") } else { ("", to) };
        let tiers = [(from, to, bounds, "10"), (worse_from, worst, "Open", "50")];
        let found = table(&tiers, target, operator);
        found.iter().filter(|f| f.message.contains(target)).map(|f| f.code).next()
    };
    assert_eq!(code("97", "98.9", "Closed", "99", "AtLeast"), Some("C01"));
    assert_eq!(code("99", "99.949", "Closed", "99.95", "AtLeast"), Some("C01"));
    assert_eq!(code("6", "10", "Closed", "5", "AtMost"), Some("C01"));
    assert_eq!(code("95", "99.9", "FromIncluded", "99.99", "AtLeast"), Some("C03"));
    assert_eq!(code("95", "99.9", "FromIncluded", "99.9", "MoreThan"), Some("C03"));
    assert_eq!(code("10", "50", "Closed", "5", "AtMost"), Some("C03"));
}

#[test]
fn a_shared_bound_is_an_overlap_of_one_value() {
    let found = table(&[("99", "99.9", "Closed", "10"), ("", "99", "Closed", "25")], "99.9", "AtLeast");
    let codes: Vec<_> = found.iter().map(|f| f.code).collect();
    assert_eq!(codes, ["C02", "C03"]);
    assert!(found[0].message.starts_with("At exactly 99 % two tiers"), "{}", found[0].message);
    assert!(found.iter().all(|f| f.fix.is_some()));
}

#[test]
fn a_wide_overlap_is_no_matter_of_a_mechanical_fix() {
    let found =
        table(&[("98", "99.9", "FromIncluded", "10"), ("", "99", "FromIncluded", "25")], "99.9", "AtLeast");
    assert_eq!(found.iter().map(|f| (f.code, f.fix.is_some())).collect::<Vec<_>>(), [("C02", false)]);
}

#[test]
fn each_operator_has_its_own_sound_table() {
    for (operator, tiers) in [
        ("AtLeast", [("99", "99.9", "FromIncluded", "10"), ("", "99", "FromIncluded", "25")]),
        ("MoreThan", [("99", "99.9", "ToIncluded", "10"), ("", "99", "ToIncluded", "25")]),
        ("AtMost", [("99.9", "99.95", "ToIncluded", "10"), ("99.95", "", "ToIncluded", "25")]),
        ("LessThan", [("99.9", "99.95", "FromIncluded", "10"), ("99.95", "", "FromIncluded", "25")]),
    ] {
        let found = table(&tiers, "99.9", operator);
        assert!(found.is_empty(), "{operator}: {found:?}");
    }
}

#[test]
fn zero_and_a_hundred_per_cent_close_a_table_of_percentages() {
    assert!(
        table(&[("99", "99.9", "FromIncluded", "10"), ("0", "99", "FromIncluded", "25")], "99.9", "AtLeast")
            .is_empty()
    );
    let open = table(&[("99", "99.9", "FromIncluded", "10"), ("0", "99", "Open", "25")], "99.9", "AtLeast");
    assert_eq!(open.len(), 1);
    assert!(open[0].message.starts_with("At exactly 0 %"), "{}", open[0].message);
}

#[test]
fn a_table_to_and_fro_is_sorted_by_a_fix() {
    let tiers = [
        ("95", "99", "FromIncluded", "25"),
        ("99", "99.9", "FromIncluded", "10"),
        ("", "95", "FromIncluded", "50"),
    ];
    let found = table(&tiers, "99.9", "AtLeast");
    assert_eq!(found.iter().map(|f| (f.code, f.severity)).collect::<Vec<_>>(), [("C04", Severity::Warning)]);
    assert_eq!(found[0].fix.as_ref().map(|f| f.title.as_str()), Some("Sort the tiers"));
}

#[test]
fn without_a_target_the_tiers_are_still_compared_with_each_other() {
    let found = table(&[("99", "99.9", "Closed", "10"), ("95", "98.9", "Closed", "25")], "", "AtLeast");
    assert_eq!(found.iter().map(|f| f.code).collect::<Vec<_>>(), ["C01"]);
}
