//! A credit in proportion to the shortfall, as it can be drawn: where it begins, how it grows, where the cap stops it.

use super::words::with_unit;
use crate::agreement::{Agreement, CreditMethod, StepRounding};
use crate::settlement::Exact;
use crate::settlement::exposure::Exposure;
use rust_decimal::Decimal;

/// The credit of one metric over its value, from where it begins towards the worse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slope {
    /// Credit for a step, in per cent of the base.
    pub rate: Decimal,
    pub rounding: Option<StepRounding>,
    /// The cap of the metric in per cent, and after how many steps it is reached.
    pub cap: Option<(Decimal, Decimal)>,
    /// The values after no step, and where the cap is reached, in words: "99.9 %".
    pub begins: String,
    pub ends: Option<String>,
    /// The value after a number of whole steps, in words.
    pub marks: Vec<(u32, String)>,
    /// All of it as sentences.
    pub words: String,
}

/// So many steps are marked, at most.
const MARKS: u32 = 40;
/// So many steps are shown where nothing stops the credit.
pub const OPEN_STEPS: u32 = 6;

/// The slope of a schedule. `None` where it goes by something else, or a number is missing.
pub fn slope(a: &Agreement, schedule: &str) -> Option<Slope> {
    let schedule = a.credits.schedules.iter().find(|s| s.id.as_str() == schedule)?;
    let metric = a.metric(&schedule.metric)?;
    let rate = schedule.rate.filter(|r| r.get() > Decimal::ZERO)?.get();
    let start = schedule.counted_from.or(metric.target)?.get();
    let step = schedule.step.map_or(Decimal::ONE, |s| s.get());
    if schedule.method != CreditMethod::Linear || step <= Decimal::ZERO {
        return None;
    }
    let higher = metric.higher_is_better();
    let value = |steps: u32| {
        let way = step.checked_mul(Decimal::from(steps))?;
        let at = if higher { start.checked_sub(way)? } else { start.checked_add(way)? };
        Some(at.normalize())
    };
    let unit = metric.unit.as_str();
    let cap = schedule.cap.and_then(|cap| Some((cap.get(), cap.get().checked_div(rate)?)));
    let exposure = Exposure::of(a);
    let edge = exposure.schedule(schedule.id.as_str()).and_then(|s| s.cap_binds.clone());
    let edge = edge.and_then(|edge| Some((shown(&edge.value, unit)?, edge.included)));
    let last = cap.map_or(OPEN_STEPS, |(_, steps)| {
        let steps = steps.ceil().to_string().parse::<u32>().unwrap_or(MARKS);
        steps.saturating_add(1)
    });
    let marks = (0..=last.min(MARKS)).filter_map(|n| Some((n, value(n)?.to_string())));
    let words = words::slope(&words::About {
        begins: with_unit(start, unit),
        rate: rate.to_string(),
        step: with_unit(step, unit),
        higher,
        rounding: schedule.step_rounding,
        cap: schedule.cap.map(|cap| cap.to_string()),
        edge: edge.clone(),
    });
    Some(Slope {
        rate,
        rounding: schedule.step_rounding,
        cap,
        begins: with_unit(start, unit),
        ends: edge.map(|(words, _)| words),
        marks: marks.collect(),
        words,
    })
}

/// An exact value with its unit; rounded to six digits where it has no end.
fn shown(value: &Exact, unit: &str) -> Option<String> {
    match value.decimal() {
        Some(decimal) if decimal.normalize().scale() <= 6 => Some(with_unit(decimal.normalize(), unit)),
        _ => Some(format!("about {} {unit}", value.shown(4))),
    }
}

mod words {
    use super::StepRounding;

    pub struct About {
        pub begins: String,
        pub rate: String,
        pub step: String,
        pub higher: bool,
        pub rounding: Option<StepRounding>,
        pub cap: Option<String>,
        /// The value at which the cap begins to cut, and whether it does so there.
        pub edge: Option<(String, bool)>,
    }

    pub fn slope(a: &About) -> String {
        let worse = if a.higher { "below" } else { "above" };
        let parts = match a.rounding {
            Some(StepRounding::Whole) => ", whole steps only",
            Some(StepRounding::Started) => ", each started step counted",
            None => ", parts of a step in proportion",
        };
        let grows = format!("{} % for each {} {worse} {}{parts}.", a.rate, a.step, a.begins);
        match (&a.cap, &a.edge) {
            (Some(cap), Some((edge, true))) => format!("{grows} The cap of {cap} % cuts from {edge} on."),
            (Some(cap), Some((edge, false))) => format!("{grows} The cap of {cap} % cuts {worse} {edge}."),
            (Some(cap), None) => format!("{grows} The cap of {cap} % is never reached."),
            (None, _) => format!("{grows} No cap of this metric stops it."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testkit::changed;

    fn of(more: &[&str]) -> Option<Slope> {
        let mut lines = vec![
            "+metrics m",
            "metrics.m.name=Uptime",
            "metrics.m.kind=Availability",
            "metrics.m.operator=AtLeast",
            "metrics.m.target=99.9",
            "metrics.m.unit=%",
            "+credits.schedules s",
            "credits.schedules.s.metric=m",
            "credits.schedules.s.method=Linear",
            "credits.schedules.s.step=0.1",
        ];
        lines.extend(more);
        slope(&changed(&lines).agreement, "s")
    }

    #[test]
    fn a_slope_says_where_the_cap_stops_it() {
        let slope = of(&["credits.schedules.s.rate=2", "credits.schedules.s.cap=15"]).unwrap();
        assert_eq!(slope.cap, Some((Decimal::from(15), Decimal::new(75, 1))));
        assert_eq!(
            slope.words,
            "2 % for each 0.1 % below 99.9 %, parts of a step in proportion. The cap of 15 % cuts below 99.15 %."
        );
        assert_eq!(slope.marks.first(), Some(&(0, "99.9".to_owned())));
        assert_eq!(slope.marks.get(1), Some(&(1, "99.8".to_owned())));
    }

    #[test]
    fn whole_steps_are_cut_from_the_first_that_is_too_much() {
        let slope = of(&[
            "credits.schedules.s.rate=2",
            "credits.schedules.s.cap=15",
            "credits.schedules.s.step_rounding=Whole",
        ]);
        assert!(slope.unwrap().words.ends_with("The cap of 15 % cuts from 99.1 % on."));
    }

    #[test]
    fn without_a_rate_there_is_no_slope() {
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["credits.schedules.s.rate=2", "credits.schedules.s.method=PerMiss"]), None);
        assert!(of(&["credits.schedules.s.rate=2"]).unwrap().words.contains("No cap"));
    }
}
