//! A percentage in the text that leaves out maintenance and does not say so.

use super::metric_card::measured;
use super::{Cx, Report, Rule, Severity, at, named};
use crate::agreement::{ExclusionEffect, MetricKind};
use crate::check::phrases::any_of;
use crate::check::quantities::percentages;
use crate::check::text::{Question, TextAt};
use crate::draft::Edit;
use crate::settlement::Exact;
use crate::settlement::chain::shown_down;
use crate::value::quoted;
use rust_decimal::Decimal;

pub(super) const RULES: &[Rule] = &[Rule {
    code: "M27",
    title: "Maintenance left out of the headline in silence",
    severity: Severity::Warning,
    detects: "A text names the target of an availability from which planned maintenance is excused, and says nothing of \
              maintenance.",
    why: "Users count every hour in which they cannot work; whoever finds out later feels deceived.",
    example: "99.9 % uptime, with 4 hours of maintenance a month excused",
    mend: "99.9 % without planned maintenance of up to 4 hours a month; 99.345 % with it",
    run: silent,
    ..Rule::BLANK
}];

/// What shows that the reader is told.
const TOLD: &[&str] = &["maintenance", "planned", "scheduled", "exclu", "excus", "leav", "not count"];

fn silent(cx: &Cx<'_>, report: &mut Report) {
    let maintenance = &cx.a.maintenance;
    if maintenance.windows.is_empty() && !maintenance.is_limited() && maintenance.effect.is_none() {
        return;
    }
    let uptimes = measured(cx).filter(|m| m.kind == MetricKind::Availability && m.is_percentage());
    let targets: Vec<(Decimal, &str, &str)> =
        uptimes.filter_map(|m| Some((m.target?.get(), m.id.as_str(), m.name.as_str()))).collect();
    let names = |text: &str| any_of(text, &["availab", "uptime"]) && !any_of(text, TOLD);
    let is_one = |t: &&TextAt| t.has(Question::Headline, |text| is_headline(t.path.as_str()) && names(text));
    for text in cx.texts().filter(is_one) {
        let hit = percentages(&text.text)
            .into_iter()
            .find_map(|found| targets.iter().find(|(target, ..)| *target == found.value));
        let Some((target, id, name)) = hit else { continue };
        let message = format!(
            "{} names {} % for {}, but not that planned maintenance is left out{}",
            quoted(text.spec.label),
            target.normalize(),
            named(name, "metric"),
            with_maintenance(cx, *target)
        );
        let upto = match (maintenance.cap, maintenance.year_cap) {
            (Some(cap), _) => format!(" of up to {} a month", cap.long()),
            (None, Some(cap)) => format!(" of up to {} a year", cap.long()),
            (None, None) => String::new(),
        };
        let note = format!("{} Planned maintenance{upto} does not count.", text.text.trim_end());
        report
            .at(
                text.path.clone(),
                message,
                "Say beside the percentage that planned maintenance does not count",
            )
            .related("maintenance.effect")
            .related(at(&["metrics", id, "target"]))
            .fix("Say that it does not count", vec![Edit::set(text.path.clone(), note)]);
    }
}

/// Texts that promise, not those that explain how something is measured.
fn is_headline(path: &str) -> bool {
    let mut segments = path.split('.');
    let (top, last) = (segments.next().unwrap_or(""), path.rsplit('.').next().unwrap_or(""));
    match top {
        "title" | "overview" => true,
        "services" => last == "description",
        "metrics" => matches!(last, "name" | "purpose" | "objective"),
        "clauses" | "extra_clauses" => last == "text",
        _ => false,
    }
}

/// "; counted, 99.345 % of a month of 30 days remain".
fn with_maintenance(cx: &Cx<'_>, target: Decimal) -> String {
    const MONTH: u32 = 30 * 86_400;
    let maintenance = &cx.a.maintenance;
    let left = || {
        let caps = [maintenance.cap, maintenance.year_cap].into_iter().flatten();
        // A month can take all that a year allows.
        let cap = caps.filter_map(|c| c.seconds()).min()?;
        let cap = u32::try_from(cap).ok().filter(|cap| *cap < MONTH)?;
        let month = Exact::from(MONTH);
        let whole = &Exact::from(target) * &month;
        let cut = match maintenance.effect? {
            // The target holds for what remains of the month.
            ExclusionEffect::Both => &Exact::from(target) * &Exact::from(MONTH - cap),
            _ => &whole - &(&Exact::from(cap) * &Exact::one_hundred()),
        };
        cut.over(&month)
    };
    left().filter(|left| !left.is_negative()).map_or_else(String::new, |left| {
        format!("; counted, {} % of a month of 30 days remain", shown_down(&left.rounded(3)))
    })
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("M27", &["overview=Northwind promises an availability of at least 99.9 % a month."]),
    ("M27", &["metrics.uptime.name=Uptime 99.9 %"]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn the_value_with_maintenance_is_computed() {
        let message = |changes: &[&str]| {
            let found = run(&changed(changes));
            found.iter().find(|f| f.code == "M27").map(|f| f.message.clone()).unwrap_or_default()
        };
        let headline = super::FIXTURES[0].1[0];
        assert!(message(&[headline]).ends_with("; counted, 99.345 % of a month of 30 days remain"));
        let numerator = message(&[headline, "maintenance.effect=Numerator"]);
        assert!(numerator.ends_with("; counted, 99.344 % of a month of 30 days remain"), "{numerator}");
        assert!(message(&[headline, "maintenance.cap="]).ends_with("left out"));
    }

    #[test]
    fn other_percentages_and_open_words_are_fine() {
        for fine in [
            "overview=An availability of at least 99.9 %, planned maintenance not counted.",
            "overview=Credits of 10 % where the availability is missed.",
            "metrics.uptime.failure=Availability below 99.9 % of the requests",
        ] {
            assert!(!codes(&[fine]).contains(&"M27"), "{fine}");
        }
        let gone = [
            "-maintenance.windows sunday",
            "maintenance.cap=",
            "maintenance.effect=",
            super::FIXTURES[0].1[0],
        ];
        assert!(!codes(&gone).contains(&"M27"));
    }
}
