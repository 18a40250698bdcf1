//! Credits of one metric: what the same month costs before and after.

use super::delta::points;
use super::metric::{shown, with_unit};
use super::pair::{Asked, Half, Pair};
use super::{Favours, Said};
use crate::agreement::{Bounds, CreditMethod, CreditSchedule, Metric, Tier, WindowKind};
use crate::settlement::whatif::{Miss, settled};
use crate::settlement::{Exact, TierFound, tier_of};
use crate::value::{LeafKind, Money, NO_BREAK_SPACE, Number, printed};
use rust_decimal::Decimal;

pub(super) fn explain(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    let ["credits", "schedules", id, rest @ ..] = asked.path.as_slice() else { return None };
    let find = |half: &Half<'_>| half.of.credits.schedules.iter().position(|s| s.id.as_str() == *id);
    let (old, new) = (find(&pair.old), find(&pair.new));
    let old = old.and_then(|at| pair.old.of.credits.schedules.get(at));
    let new = new.and_then(|at| pair.new.of.credits.schedules.get(at));
    match (old, new, rest) {
        (Some(old), Some(new), ["tiers", tier, ..]) => tier_change(pair, asked, old, new, tier),
        (Some(old), Some(new), [_]) => priced(pair, old, new, &all_misses(pair, old, new)),
        (None, Some(new), []) => whole(&pair.new, new, Favours::Customer),
        (Some(old), None, []) => whole(&pair.old, old, Favours::Provider),
        _ => None,
    }
}

/// A schedule that came or went, with the most it can cost.
fn whole(half: &Half<'_>, schedule: &CreditSchedule, favours: Favours) -> Option<Said> {
    let metric = half.of.metric(&schedule.metric)?;
    let most = half.exposure().schedule(&schedule.id)?.in_window.known()?.clone();
    let name = metric.name.trim();
    let of = if name.is_empty() { schedule.metric.as_str() } else { name };
    let percent = with_unit(&most, "%");
    let text = match favours {
        Favours::Customer => format!("a miss of “{of}” costs up to {percent} of the base"),
        _ => format!("a miss of “{of}” costs nothing any more, before up to {percent} of the base"),
    };
    Some(Said::new(text, favours))
}

fn tier_change(
    pair: &Pair<'_>,
    asked: &Asked<'_>,
    old: &CreditSchedule,
    new: &CreditSchedule,
    id: &str,
) -> Option<Said> {
    let of = |schedule: &CreditSchedule| schedule.tiers.iter().find(|t| t.id.as_str() == id).cloned();
    let (before, after) = (of(old), of(new));
    if asked.path.last() == Some(&"name") {
        return Some(Said::new("only what the row is called", Favours::Neither));
    }
    let metric = pair.new.metric(&new.metric).or_else(|| pair.old.metric(&old.metric))?;
    let inside: Vec<Miss> =
        before.iter().chain(&after).flat_map(|t| values_in(t, metric)).map(Miss::Value).collect();
    let found = priced(pair, old, new, &inside);
    let removed = before.as_ref().filter(|_| after.is_none());
    let added = after.as_ref().filter(|_| before.is_none());
    let Some(tier) = removed.or(added) else { return found };
    // A row that came or went says first what it paid.
    let paid = tier.credit.map(|c| printed(LeafKind::Percent, &c.to_string()));
    let verb = if removed.is_some() { "paid" } else { "pays" };
    let head = format!(
        "{} {verb} {}",
        band(tier, metric),
        paid.unwrap_or_else(|| "nothing that is stated".to_owned())
    );
    Some(match found {
        Some(said) => Said { text: format!("{head}; {}", said.text), favours: said.favours },
        None => Said::open(head),
    })
}

/// "from 99 % to below 99.9 %".
fn band(tier: &Tier, metric: &Metric) -> String {
    let (from, to) = match tier.bounds {
        Bounds::FromIncluded => ("≥", "<"),
        Bounds::ToIncluded => (">", "≤"),
        Bounds::Closed => ("≥", "≤"),
        Bounds::Open => (">", "<"),
    };
    let end = |sign: &str, n: Option<Number>| {
        n.map(|n| format!("{sign}{NO_BREAK_SPACE}{}", shown(n, &metric.unit)))
    };
    match (end(from, tier.from), end(to, tier.to)) {
        (Some(low), Some(high)) => format!("{low} and {high}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "every value".to_owned(),
    }
}

/// Values that lie in a tier: its ends and its middle.
fn values_in(tier: &Tier, metric: &Metric) -> Vec<Exact> {
    let one = Decimal::ONE;
    let (from, to) = (tier.from.map(Number::get), tier.to.map(Number::get));
    let inner = match (from, to) {
        (Some(low), Some(high)) => {
            Exact::from(low.checked_add(high).unwrap_or(low)).over(&Exact::from(2_u32))
        }
        (Some(low), None) => low.checked_add(one).map(Exact::from),
        (None, Some(high)) => high.checked_sub(one).map(Exact::from),
        (None, None) => metric.target.map(|t| Exact::from(t.get())),
    };
    let ends = [from, to].into_iter().flatten().map(Exact::from);
    let possible = |v: &Exact| !metric.is_percentage() || (!v.is_negative() && *v <= Exact::one_hundred());
    ends.chain(inner).filter(possible).collect()
}

/// Misses that show what a schedule does, from the mildest on.
fn all_misses(pair: &Pair<'_>, old: &CreditSchedule, new: &CreditSchedule) -> Vec<Miss> {
    let Some(metric) = pair.new.metric(&new.metric).or_else(|| pair.old.metric(&old.metric)) else {
        return Vec::new();
    };
    let mut values: Vec<Exact> = Vec::new();
    for tier in old.tiers.iter().chain(&new.tiers) {
        values.extend(values_in(tier, metric));
    }
    if let Some(target) = metric.target.map(Number::get) {
        let step = new.step.or(old.step).map_or(Decimal::ONE, Number::get);
        for steps in [Decimal::new(5, 1), Decimal::ONE, Decimal::new(25, 1)] {
            let way = step.checked_mul(steps).unwrap_or(step);
            let value =
                if metric.higher_is_better() { target.checked_sub(way) } else { target.checked_add(way) };
            values.extend(value.map(Exact::from));
        }
    }
    let percent = metric.is_percentage();
    values.retain(|v| !percent || (!v.is_negative() && *v <= Exact::one_hundred()));
    let mut misses: Vec<Miss> = values.into_iter().map(Miss::Value).collect();
    let has = |method| [old.method, new.method].contains(&method);
    if has(CreditMethod::LostTime) || has(CreditMethod::Proportional) {
        misses.push(Miss::Down(60));
        misses.push(Miss::Down(600));
    }
    if has(CreditMethod::PerMiss) {
        misses.push(Miss::Misses(2));
    }
    if has(CreditMethod::PerUnitLate) {
        misses.push(Miss::Late);
    }
    misses
}

/// What one miss costs under one agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Price {
    money: Option<Money>,
    percent: Option<Exact>,
}

impl Price {
    fn of(pair: &Pair<'_>, half: &Half<'_>, schedule: &CreditSchedule, miss: &Miss) -> Option<Self> {
        let metric = half.of.metric(&schedule.metric)?;
        let settled = pair.month().and_then(|month| settled(half.of, metric, month, miss));
        if let Some(line) = settled {
            return Some(Self { money: line.credit, percent: line.credit_percent });
        }
        // Without a term nothing can be settled, but the table can be read.
        let Miss::Value(value) = miss else { return None };
        let percent = match tier_of(&schedule.tiers, value) {
            TierFound::One(tier) => Exact::from(tier.credit?.get()),
            TierFound::None => Exact::zero(),
            TierFound::Several(_) => return None,
        };
        (schedule.method == CreditMethod::Tiers).then_some(Self { money: None, percent: Some(percent) })
    }

    /// How much more the other costs: in money where both are known, else in points of the base.
    fn more(&self, other: &Self) -> Option<(Exact, String)> {
        if let (Some(old), Some(new)) = (self.money, other.money)
            && old.currency() == new.currency()
        {
            let by = &Exact::from(new.amount()) - &Exact::from(old.amount());
            let size = Money::new(by.decimal()?.abs(), old.currency())?;
            return Some((by, printed(LeafKind::Money, &size.to_string())));
        }
        let (old, new) = self.percent.as_ref().zip(other.percent.as_ref())?;
        let by = new - old;
        let said = points(&by);
        Some((by, format!("{said} of the base")))
    }
}

/// The miss whose price changes most, and by how much.
fn priced(pair: &Pair<'_>, old: &CreditSchedule, new: &CreditSchedule, misses: &[Miss]) -> Option<Said> {
    let metric = pair.new.metric(&new.metric)?;
    let mut largest: Option<(Exact, String, &Miss)> = None;
    let (mut dearer, mut cheaper) = (false, false);
    for miss in misses {
        let before = Price::of(pair, &pair.old, old, miss);
        let after = Price::of(pair, &pair.new, new, miss);
        let Some((by, said)) = before.zip(after).and_then(|(before, after)| before.more(&after)) else {
            continue;
        };
        dearer |= !by.is_negative() && !by.is_zero();
        cheaper |= by.is_negative();
        let size = |e: &Exact| if e.is_negative() { -e } else { e.clone() };
        if largest.as_ref().is_none_or(|(most, ..)| size(&by) > size(most)) {
            largest = Some((by, said, miss));
        }
    }
    let (by, said, miss) = largest?;
    if by.is_zero() {
        return Some(Said::new("a miss costs as much as before", Favours::Neither));
    }
    let more = if by.is_negative() { "less" } else { "more" };
    let text = format!("{} costs {said} {more}", occasion(metric, miss));
    let favours = match (dearer, cheaper) {
        (true, false) => Some(Favours::Customer),
        (false, true) => Some(Favours::Provider),
        _ => None,
    };
    Some(Said { text, favours })
}

/// "a month at 99 %".
fn occasion(metric: &Metric, miss: &Miss) -> String {
    let window = match metric.window {
        Some(WindowKind::Quarter) => "a quarter",
        Some(WindowKind::Year) => "a year",
        Some(WindowKind::Week) => "a week",
        Some(WindowKind::Day) => "a day",
        Some(WindowKind::Rolling) => "a window",
        Some(WindowKind::Month) | None => "a month",
    };
    match miss {
        Miss::Value(value) => format!("{window} at {}", with_unit(value, &metric.unit)),
        Miss::Down(60) => format!("{window} with an hour of downtime"),
        Miss::Down(minutes) => format!("{window} with {minutes}{NO_BREAK_SPACE}minutes of downtime"),
        Miss::Misses(count) => format!("{window} with {count}{NO_BREAK_SPACE}misses"),
        Miss::Late => "a delivery late by two and a half units".to_owned(),
    }
}
