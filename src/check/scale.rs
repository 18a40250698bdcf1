//! The tiers of a metric side by side, as a drawn scale shows them: bands, gaps, overlaps, and where the target is met.
//! What is a gap is decided where the rules C01 to C03 decide it.

use super::intervals::{Cut, Interval};
use super::rules::tiers::Table;
use super::words::{alike, lower_first, with_unit};
use crate::agreement::{Agreement, Tier};
use crate::value::{Percent, capitalised};
use rust_decimal::Decimal;

/// What a part of the scale is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// Exactly one tier holds.
    Tier,
    /// The target is missed, but no tier holds.
    Gap,
    /// Several tiers hold.
    Overlap,
    /// The target is met and nothing is paid.
    Met,
    /// No tier holds, and there is no target yet.
    Outside,
}

/// A part of the scale: all values between two ends, or a single one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScalePart {
    pub kind: PartKind,
    /// The ends, in the unit of the metric; none where it is open.
    pub low: Option<Decimal>,
    pub high: Option<Decimal>,
    /// Ids of the tiers that hold here.
    pub tiers: Vec<String>,
    /// "10 %", "gap", "target met"; with the cap on a second line where it binds.
    pub label: String,
    /// Where it lies: "Between 99.0 % and 99.5 %".
    pub band: String,
    /// The whole of it as a sentence, without its stop.
    pub words: String,
}

/// The tiers of one metric, from the lowest value to the highest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierScale {
    pub unit: String,
    pub percentage: bool,
    pub parts: Vec<ScalePart>,
    /// The target, and how it binds: "≥ 99.9 %".
    pub target: Option<(Decimal, String)>,
    /// Ids of the tiers, best performance first; rows without a value come last.
    pub best_first: Vec<String>,
}

impl TierScale {
    /// Gaps and overlaps.
    pub fn faults(&self) -> impl Iterator<Item = &ScalePart> {
        self.parts.iter().filter(|p| matches!(p.kind, PartKind::Gap | PartKind::Overlap))
    }

    /// The whole scale in sentences.
    pub fn words(&self) -> String {
        let parts: Vec<&str> = self.parts.iter().map(|p| p.words.as_str()).collect();
        parts.join(". ") + "."
    }
}

/// The scale of a schedule that goes by tiers. `None` where its metric is not there, or nothing can be shown.
pub fn tier_scale(a: &Agreement, schedule: &str) -> Option<TierScale> {
    let schedule = a.credits.schedules.iter().find(|s| s.id.as_str() == schedule)?;
    let metric = a.metric(&schedule.metric)?;
    let table = Table::of(schedule, metric);
    let gaps = table.gaps();
    let misses = table.misses();
    let possible = table.possible();
    let ends = |i: Interval| [i.low, i.high];
    let mut cuts: Vec<Cut> = table.tiers.iter().flat_map(|(_, i)| ends(*i)).collect();
    cuts.extend(ends(possible));
    cuts.extend(misses.into_iter().flat_map(ends));
    for cut in &mut cuts {
        *cut = (*cut).clamp(possible.low, possible.high);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let within = |part: Interval, whole: Interval| part.and(whole) == part;
    let mut found: Vec<(PartKind, Vec<&Tier>, Interval)> = Vec::new();
    for (low, high) in cuts.iter().zip(cuts.iter().skip(1)) {
        let part = Interval { low: *low, high: *high };
        let tiers: Vec<&Tier> =
            table.tiers.iter().filter(|(_, i)| within(part, *i)).map(|(t, _)| *t).collect();
        let kind = match tiers.len() {
            0 if gaps.iter().any(|gap| within(part, *gap)) => PartKind::Gap,
            0 if misses.is_some() => PartKind::Met,
            0 => PartKind::Outside,
            1 => PartKind::Tier,
            _ => PartKind::Overlap,
        };
        match found.last_mut() {
            Some((same, with, whole)) if *same == kind && *with == tiers => whole.high = part.high,
            _ => found.push((kind, tiers, part)),
        }
    }
    if table.tiers.is_empty() {
        return None;
    }
    let cap = schedule.cap;
    let parts = found.into_iter().map(|(kind, tiers, part)| part_of(kind, &tiers, part, table.unit(), cap));
    let target = metric.target.zip(metric.operator).map(|(target, operator)| {
        (target.get(), format!("{} {}", operator.sign(), with_unit(target.get(), table.unit())))
    });
    let mut best_first: Vec<String> = table.by_performance().iter().map(|t| t.id.to_string()).collect();
    for tier in &schedule.tiers {
        if !best_first.iter().any(|id| *id == tier.id.as_str()) {
            best_first.push(tier.id.to_string());
        }
    }
    Some(TierScale {
        unit: table.unit().to_owned(),
        percentage: metric.is_percentage(),
        parts: parts.collect(),
        target,
        best_first,
    })
}

fn part_of(kind: PartKind, tiers: &[&Tier], part: Interval, unit: &str, cap: Option<Percent>) -> ScalePart {
    let credit = |tier: &&Tier| match (tier.credit, cap) {
        (Some(credit), Some(cap)) if credit > cap => format!("{credit} %, capped at {cap} %"),
        (Some(credit), _) => format!("{credit} %"),
        (None, _) => "? %".to_owned(),
    };
    let credits: Vec<String> = tiers.iter().map(credit).collect();
    let band = part.words(unit);
    let label = credits.concat().replace(", capped at", "\ncap");
    let (label, words) = match kind {
        PartKind::Tier => (label, format!("{band}: {} credit", credits.concat())),
        PartKind::Gap => ("gap".to_owned(), format!("Gap: no credit is defined {}", lower_first(&band))),
        PartKind::Overlap => (
            "overlap".to_owned(),
            format!("Overlap: {} several tiers hold, with {}", lower_first(&band), credits.join(" and ")),
        ),
        PartKind::Met => ("target met".to_owned(), format!("{band}: the target is met, no credit")),
        PartKind::Outside => ("no tier".to_owned(), format!("{band}: no tier")),
    };
    let end = |cut: Cut| match cut {
        Cut::At(value, _) => Some(value.normalize()),
        Cut::Start | Cut::End => None,
    };
    ScalePart {
        kind,
        low: end(part.low),
        high: end(part.high),
        tiers: tiers.iter().map(|t| t.id.to_string()).collect(),
        label,
        band,
        words: capitalised(&words),
    }
}

impl ScalePart {
    /// Whether it holds a single value only.
    pub fn is_point(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }

    /// Its ends with as many decimals as either needs: 99.89 and 99.90.
    pub fn ends(&self) -> (Option<String>, Option<String>) {
        match (self.low, self.high) {
            (Some(low), Some(high)) => {
                let (low, high) = alike(low, high);
                (Some(low), Some(high))
            }
            (low, high) => (low.map(|n| n.to_string()), high.map(|n| n.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testkit::changed;

    fn scale(rows: &[(&str, &str, &str, &str)], more: &[&str]) -> TierScale {
        let mut lines = vec![
            "+metrics m".to_owned(),
            "metrics.m.name=Uptime".to_owned(),
            "metrics.m.kind=Availability".to_owned(),
            "metrics.m.operator=AtLeast".to_owned(),
            "metrics.m.target=99.9".to_owned(),
            "metrics.m.unit=%".to_owned(),
            "+credits.schedules s".to_owned(),
            "credits.schedules.s.metric=m".to_owned(),
        ];
        for (n, (from, to, bounds, credit)) in rows.iter().enumerate() {
            lines.push(format!("+credits.schedules.s.tiers t{n}"));
            for (field, value) in [("from", from), ("to", to), ("bounds", bounds), ("credit", credit)] {
                lines.push(format!("credits.schedules.s.tiers.t{n}.{field}={value}"));
            }
        }
        lines.extend(more.iter().map(|l| (*l).to_owned()));
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        tier_scale(&changed(&lines).agreement, "s").unwrap()
    }

    fn words(scale: &TierScale) -> Vec<&str> {
        scale.parts.iter().map(|p| p.words.as_str()).collect()
    }

    #[test]
    fn published_bands_show_their_holes() {
        let scale = scale(&[("99", "99.89", "Closed", "10"), ("97", "98.99", "Closed", "25")], &[]);
        assert_eq!(
            words(&scale),
            [
                "Gap: no credit is defined between 0 % and 97 %",
                "Between 97.00 % and 98.99 %: 25 % credit",
                "Gap: no credit is defined between 98.99 % and 99.00 %",
                "Between 99.00 % and 99.89 %: 10 % credit",
                "Gap: no credit is defined between 99.89 % and 99.90 %",
                "Between 99.9 % and 100.0 %: the target is met, no credit",
            ]
        );
        assert_eq!(scale.parts[4].ends(), (Some("99.89".to_owned()), Some("99.90".to_owned())));
        assert_eq!(scale.target.as_ref().map(|(_, words)| words.as_str()), Some("≥ 99.9 %"));
        assert_eq!(scale.faults().count(), 3);
        assert!(scale.words().ends_with("no credit."));
    }

    #[test]
    fn a_shared_end_is_an_overlap_and_a_cap_is_said() {
        let scale = scale(
            &[("99", "99.9", "Closed", "10"), ("", "99", "Closed", "40")],
            &["credits.schedules.s.cap=25"],
        );
        let said = words(&scale);
        assert!(
            said.contains(&"Overlap: at exactly 99 % several tiers hold, with 40 %, capped at 25 % and 10 %"),
            "{said:?}"
        );
        assert!(said.iter().any(|w| w.contains("40 %, capped at 25 % credit")), "{said:?}");
        assert!(scale.parts.iter().any(|p| p.label == "40 %\ncap 25 %"));
        assert!(scale.parts.iter().any(|p| p.is_point() && p.kind == PartKind::Overlap));
        assert_eq!(scale.best_first, ["t0", "t1"]);
    }

    #[test]
    fn sound_tiers_have_no_faults() {
        let scale = scale(
            &[("", "95", "FromIncluded", "30"), ("95", "99.9", "FromIncluded", "10")],
            &["+credits.schedules.s.tiers blank"],
        );
        assert_eq!(scale.faults().count(), 0);
        assert_eq!(scale.best_first, ["t1", "t0", "blank"]);
    }
}
