//! Fees, caps, bonuses, indemnities and cover, in money wherever a fee is known.

use super::delta::{number, points};
use super::pair::{Asked, Half, Pair};
use super::scales::by_hand;
use super::{Favours, Said};
use crate::agreement::{FeePeriod, IndemnityDirection, Metric, Role, Service};
use crate::settlement::exposure::Total;
use crate::settlement::{Exact, Most, claim_by};
use crate::value::{Currency, LeafKind, Money, Node, Shape, printed};
use std::cmp::Ordering;

pub(super) fn explain(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    match asked.path.as_slice() {
        ["currency"] => Some(currency(pair)),
        ["services", id, "fee" | "fee_period"] => fee(pair, id),
        ["credits", "period_cap" | "period_cap_months"] => {
            most(pair, "a period", Favours::Customer, |e| &e.in_period)
        }
        ["credits", "year_cap" | "year_cap_months"] => {
            most(pair, "twelve months", Favours::Customer, |e| &e.in_year)
        }
        ["credits", "base" | "pool"] | ["credits", "points_table", ..] => {
            most(pair, "a period", Favours::Customer, |e| &e.in_period)
        }
        ["credits", "claim_anchor"] => claim(pair),
        ["credits", "chronic", "critical_level"] => {
            level(pair, asked, "below which one window is enough to leave", None)
        }
        ["credits", "earn_back", "level"] => {
            level(pair, asked, "to be reached before a credit is earned back", None)
        }
        ["bonuses", id, "threshold"] => level(pair, asked, "before a bonus is due", Some(id)),
        ["indemnities", id, field] => indemnity(pair, asked, id, field),
        ["insurance", id, field] => insurance(pair, asked, id, field),
        _ => None,
    }
}

/// An exact amount, rounded to the minor unit as an invoice would.
fn amount(value: &Exact, currency: Option<Currency>) -> Option<String> {
    let currency = currency?;
    let rounded = value.rounded(currency.minor_digits());
    let size = if rounded.is_negative() { -&rounded } else { rounded };
    Some(printed(LeafKind::Money, &Money::new(size.decimal()?, currency)?.to_string()))
}

fn fee(pair: &Pair<'_>, id: &str) -> Option<Said> {
    let (old, new) = (pair.old.of.service(id)?, pair.new.of.service(id)?);
    let (before, now) = match (old.fee, new.fee) {
        (Some(before), Some(now)) => (before, now),
        (None, Some(_)) => return Some(Said::open("before, no fee was stated; credits are a share of it")),
        (Some(_), None) => return Some(Said::open("without a fee nobody knows what a credit is worth")),
        (None, None) => return Some(Said::new("no fee is stated", Favours::Neither)),
    };
    if before.currency() != now.currency() {
        return Some(Said::open("in another currency, so that the amounts cannot be compared"));
    }
    let monthly = |s: &Service, money: Money| {
        let months = match s.fee_period {
            FeePeriod::Month => 1_u32,
            FeePeriod::Quarter => 3,
            FeePeriod::Year => 12,
            FeePeriod::OneOff => return None,
        };
        Exact::from(money.amount()).over(&Exact::from(months))
    };
    let (Some(before), Some(after)) = (monthly(old, before), monthly(new, now)) else {
        let once = |s: &Service| s.fee_period == FeePeriod::OneOff;
        if !(once(old) && once(new)) {
            return Some(Said::open("a fee that is paid once cannot be compared with one that recurs"));
        }
        let by = &Exact::from(now.amount()) - &Exact::from(before.amount());
        let more = if by.is_negative() { "less" } else { "more" };
        let favours = if by.is_negative() { Favours::Customer } else { Favours::Provider };
        return Some(Said::new(format!("{} {more}, once", amount(&by, Some(now.currency()))?), favours));
    };
    let by = &after - &before;
    let year = &by * &Exact::from(12_u32);
    if by.is_zero() {
        return Some(Said::new("as much in a year as before", Favours::Neither));
    }
    let (more, favours) = match by.is_negative() {
        true => ("less", Favours::Customer),
        false => ("more", Favours::Provider),
    };
    let said = |value: &Exact| amount(value, Some(now.currency()));
    Some(Said::new(format!("{} {more} a month, {} a year", said(&by)?, said(&year)?), favours))
}

fn currency(pair: &Pair<'_>) -> Said {
    let Some(currency) = pair.new.of.currency else {
        return Said::open("no currency is stated any more");
    };
    let mut others = 0_u64;
    count_others(pair.new.of, currency, &mut others);
    match others {
        0 => Said::open("all amounts are in it"),
        1 => Said::open("one amount is still in another currency"),
        n => Said::open(format!("{n} amounts are still in another currency")),
    }
}

fn count_others(node: &dyn Node, currency: Currency, found: &mut u64) {
    match node.shape() {
        Shape::Leaf(LeafKind::Money) => {
            *found += u64::from(node.text().parse::<Money>().is_ok_and(|m| m.currency() != currency));
        }
        Shape::Leaf(_) => {}
        Shape::Record(_) => node.each_field(&mut |_, child| count_others(child, currency, found)),
        Shape::List(_) => {
            let Some(list) = node.as_list() else { return };
            (0..list.len()).filter_map(|at| list.at(at)).for_each(|item| count_others(item, currency, found));
        }
    }
}

/// The worst case before and after.
fn most(
    pair: &Pair<'_>,
    time: &str,
    more: Favours,
    of: for<'e> fn(&'e crate::settlement::Exposure<'_>) -> &'e Total,
) -> Option<Said> {
    let (old, new) = (of(pair.old.exposure()), of(pair.new.exposure()));
    let said = |half: &Half<'_>, total: &Total| match (&total.amount, &total.percent) {
        (Most::Of(money), _) => amount(money, half.of.currency),
        (_, Most::Of(percent)) => Some(format!("{}\u{a0}% of the fees", number(percent))),
        (_, Most::NoLimit) => Some("any amount".to_owned()),
        _ => None,
    };
    let (before, now) = (said(&pair.old, old)?, said(&pair.new, new)?);
    let favours = match (&old.percent, &new.percent) {
        (Most::Of(a), Most::Of(b)) => Some(b.cmp(a)),
        (Most::NoLimit, Most::NoLimit) => Some(Ordering::Equal),
        (Most::Of(_), Most::NoLimit) => Some(Ordering::Greater),
        (Most::NoLimit, Most::Of(_)) => Some(Ordering::Less),
        _ => None,
    };
    let favours = favours.map(|order| match order {
        Ordering::Greater => more,
        Ordering::Less => more.other(),
        Ordering::Equal => Favours::Neither,
    });
    let text = match before == now {
        true => format!("the credits of {time} come to at most {now} as before"),
        false => format!("the credits of {time} come to at most {now}, before {before}"),
    };
    Some(Said { text, favours })
}

fn claim(pair: &Pair<'_>) -> Option<Said> {
    let month = pair.month()?;
    let (old, new) = (claim_by(pair.old.of, month).0?, claim_by(pair.new.of, month).0?);
    let day = |d| super::delta::Value::Date(d).words();
    let favours = match new.cmp(&old) {
        Ordering::Greater => Favours::Customer,
        Ordering::Less => Favours::Provider,
        Ordering::Equal => Favours::Neither,
    };
    let first = day(month.first);
    let text = match old == new {
        true => format!("a credit of the month from {first} on must be claimed by {} as before", day(new)),
        false => format!(
            "a credit of the month from {first} on must be claimed by {}, before by {}",
            day(new),
            day(old)
        ),
    };
    Some(Said::new(text, favours))
}

/// A level of metrics: a better one to be reached helps the customer, one that is easier to fall below too.
fn level(pair: &Pair<'_>, asked: &Asked<'_>, of: &str, bonus: Option<&str>) -> Option<Said> {
    let a = pair.new.of;
    let metrics: Vec<&Metric> = match bonus {
        Some(id) => {
            let bonus = a.bonuses.iter().find(|b| b.id.as_str() == id)?;
            a.metric(&bonus.metric).into_iter().collect()
        }
        None => a.metrics.iter().filter(|m| a.schedules_of(&m.id).next().is_some()).collect(),
    };
    let up = metrics.first().map(|m| m.higher_is_better());
    let up = up.filter(|up| metrics.iter().all(|m| m.higher_is_better() == *up));
    let unit = metrics.first().map_or("", |m| m.unit.trim());
    let path = &asked.change.path;
    let read = |half: &Half<'_>| half.text(path).and_then(|t| t.parse::<crate::value::Number>().ok());
    let (old, new) = match (read(&pair.old), read(&pair.new)) {
        (Some(old), Some(new)) => (old, new),
        (None, Some(_)) => return Some(Said::open(format!("now a level {of}"))),
        (Some(_), None) => return Some(Said::open(format!("no longer a level {of}"))),
        (None, None) => return None,
    };
    let by = &Exact::from(new.get()) - &Exact::from(old.get());
    let size = if unit == "%" { points(&by) } else { super::metric::with_unit(&by, unit) };
    let favours = up.map(|up| if (new > old) == up { Favours::Customer } else { Favours::Provider });
    let more = if new > old { "more" } else { "less" };
    Some(Said { text: format!("{size} {more} {of}"), favours })
}

/// Who gains from more of an indemnity: the one that is held harmless.
pub(super) fn protected(half: &Half<'_>, id: &str) -> Option<Favours> {
    let indemnity = half.of.indemnities.iter().find(|i| i.id.as_str() == id)?;
    match indemnity.direction {
        IndemnityDirection::ProviderToCustomer => Some(Favours::Customer),
        IndemnityDirection::CustomerToProvider => Some(Favours::Provider),
        IndemnityDirection::Mutual => None,
    }
}

fn indemnity(pair: &Pair<'_>, asked: &Asked<'_>, id: &str, field: &str) -> Option<Said> {
    let gains = protected(&pair.new, id);
    match field {
        "cap" => by_hand(pair, asked, "that can be paid under this indemnity", gains, true),
        "notice" => by_hand(pair, asked, "to report a claim", gains, true),
        _ => None,
    }
}

/// Who gains from more cover: the one that does not keep it.
pub(super) fn covered(half: &Half<'_>, id: &str) -> Option<Favours> {
    let cover = half.of.insurance.iter().find(|i| i.id.as_str() == id)?;
    let holder = half.of.parties.iter().find(|p| p.id.as_str() == cover.party.as_str())?;
    match holder.role {
        Role::Provider => Some(Favours::Customer),
        Role::Customer => Some(Favours::Provider),
        Role::Other => None,
    }
}

fn insurance(pair: &Pair<'_>, asked: &Asked<'_>, id: &str, field: &str) -> Option<Said> {
    let of = match field {
        "minimum" => "cover for one claim",
        "aggregate" => "cover for a year",
        "survives" => "of cover after the end",
        _ => return None,
    };
    by_hand(pair, asked, of, covered(&pair.new, id), false)
}
