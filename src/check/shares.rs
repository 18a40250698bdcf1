//! What credits by points and shares of a pool come to, as scales that can be drawn.

use super::rules::points;
use super::scale::{PartKind, ScalePart, TierScale};
use crate::agreement::{Agreement, CreditMethod};
use rust_decimal::Decimal;

/// The table of points from no points on. `None` where no band begins.
pub fn points_scale(a: &Agreement) -> Option<TierScale> {
    let spans = points::spans(a);
    let first = spans.first()?.1;
    // Each band ends where the number of points behind it would begin.
    let mut cuts: Vec<u64> = vec![0];
    cuts.extend(spans.iter().map(|(_, from, _)| u64::from(*from)));
    cuts.extend(spans.iter().filter_map(|(_, _, to)| to.map(|to| u64::from(to) + 1)));
    cuts.sort_unstable();
    cuts.dedup();
    let ends = cuts.iter().skip(1).copied().map(Some).chain([None]);
    let mut parts: Vec<ScalePart> = Vec::new();
    for (low, high) in cuts.iter().copied().zip(ends) {
        let holds =
            |from: u32, to: Option<u32>| u64::from(from) <= low && to.is_none_or(|to| u64::from(to) >= low);
        let bands: Vec<_> = spans.iter().filter(|(_, from, to)| holds(*from, *to)).collect();
        let credits: Vec<String> = bands
            .iter()
            .map(|(band, ..)| band.credit.map_or_else(|| "? %".to_owned(), |credit| format!("{credit} %")))
            .collect();
        let range = words::range(low, high);
        let (kind, label, said) = match bands.len() {
            0 if low < u64::from(first) => (PartKind::Met, "no credit".to_owned(), words::free(&range)),
            0 => (PartKind::Gap, "gap".to_owned(), words::gap(&range)),
            1 => (PartKind::Tier, credits.concat(), words::band(&range, &credits.concat())),
            _ => (PartKind::Overlap, "overlap".to_owned(), words::overlap(&range, &credits.join(" and "))),
        };
        parts.push(ScalePart {
            kind,
            low: Some(Decimal::from(low)),
            high: high.map(Decimal::from),
            tiers: bands.iter().map(|(band, ..)| band.id.to_string()).collect(),
            label,
            band: words::band_of_finding(low, high),
            words: said,
        });
    }
    Some(scale("points", parts))
}

/// The shares of the pool, schedule by schedule, up to the whole of it. `None` where none has a share.
pub fn pool_scale(a: &Agreement) -> Option<TierScale> {
    let mut parts: Vec<ScalePart> = Vec::new();
    let mut end = Decimal::ZERO;
    for schedule in a.credits.schedules.iter().filter(|s| s.method == CreditMethod::Pool) {
        let Some(weight) = schedule.weight.filter(|w| !w.get().is_zero()) else { continue };
        let name = a.metric(&schedule.metric).map(|m| m.name.to_string()).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| words::NAMELESS.to_owned());
        let low = end;
        end = end.checked_add(weight.get())?;
        parts.push(ScalePart {
            kind: PartKind::Tier,
            low: Some(low),
            high: Some(end.normalize()),
            tiers: vec![schedule.id.to_string()],
            label: format!("{weight} %\n{name}"),
            band: name.clone(),
            words: words::share(&name, &weight.to_string()),
        });
    }
    if parts.is_empty() {
        return None;
    }
    let open = Decimal::ONE_HUNDRED.checked_sub(end).unwrap_or_default().normalize();
    if open > Decimal::ZERO {
        parts.push(ScalePart {
            kind: PartKind::Outside,
            low: Some(end.normalize()),
            high: Some(Decimal::ONE_HUNDRED),
            tiers: Vec::new(),
            label: format!("{open} %\n{}", words::LEFT),
            band: String::new(),
            words: words::open(&open.to_string()),
        });
    }
    Some(scale("%", parts))
}

fn scale(unit: &str, parts: Vec<ScalePart>) -> TierScale {
    TierScale { unit: unit.to_owned(), percentage: false, parts, target: None, best_first: Vec::new() }
}

mod words {
    pub const LEFT: &str = "left";
    pub const NAMELESS: &str = "A metric without a name";

    fn points(count: u64) -> String {
        if count == 1 { "1 point".to_owned() } else { format!("{count} points") }
    }
    /// "10 to 14 points", "20 points and more"; `high` is the first number beyond.
    pub fn range(low: u64, high: Option<u64>) -> String {
        match high {
            Some(high) if high == low + 1 => points(low),
            Some(high) => format!("{low} to {} points", high - 1),
            None => format!("{} and more", points(low)),
        }
    }
    /// How the finding about this part begins.
    pub fn band_of_finding(low: u64, high: Option<u64>) -> String {
        format!("No credit is defined for {}", range(low, high))
    }
    pub fn free(range: &str) -> String {
        format!("{range}: no credit")
    }
    pub fn gap(range: &str) -> String {
        format!("Gap: no credit is defined for {range}")
    }
    pub fn band(range: &str, credit: &str) -> String {
        format!("{range}: {credit} credit")
    }
    pub fn overlap(range: &str, credits: &str) -> String {
        format!("Overlap: several bands hold for {range}, with {credits}")
    }
    pub fn share(name: &str, weight: &str) -> String {
        format!("{name}: {weight} % of the pool")
    }
    pub fn open(share: &str) -> String {
        format!("{share} % of the pool belong to no metric yet")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testkit::changed;

    fn said(scale: &TierScale) -> Vec<&str> {
        scale.parts.iter().map(|p| p.words.as_str()).collect()
    }

    #[test]
    fn the_table_of_points_shows_its_holes() {
        let mut lines = Vec::new();
        for (id, from, to, credit) in [("a", "10", "14", "5"), ("b", "16", "20", "10"), ("c", "20", "", "25")]
        {
            lines.push(format!("+credits.points_table {id}"));
            for (field, value) in [("from", from), ("to", to), ("credit", credit)] {
                lines.push(format!("credits.points_table.{id}.{field}={value}"));
            }
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let scale = points_scale(&changed(&lines).agreement).unwrap();
        assert_eq!(
            said(&scale),
            [
                "0 to 9 points: no credit",
                "10 to 14 points: 5 % credit",
                "Gap: no credit is defined for 15 points",
                "16 to 19 points: 10 % credit",
                "Overlap: several bands hold for 20 points, with 10 % and 25 %",
                "21 points and more: 25 % credit",
            ]
        );
        assert_eq!(scale.faults().count(), 2);
        assert_eq!(points_scale(&changed(&[]).agreement), None);
    }

    #[test]
    fn the_pool_is_shared_out_and_what_is_left_is_said() {
        let lines = [
            "+metrics m",
            "metrics.m.name=Uptime",
            "+credits.schedules s",
            "credits.schedules.s.metric=m",
            "credits.schedules.s.method=Pool",
            "credits.schedules.s.weight=62.5",
        ];
        let scale = pool_scale(&changed(&lines).agreement).unwrap();
        assert_eq!(
            said(&scale),
            ["Uptime: 62.5 % of the pool", "37.5 % of the pool belong to no metric yet"]
        );
    }
}
