//! Small agreements and values for the tests of this room.

use super::statement::{SettlementInput, Statement};
use crate::agreement::{
    Agreement, Bounds, CreditBase, CreditMethod, CreditSchedule, Formula, Metric, Operator, Service, Tier,
    WindowKind,
};
use crate::settlement::{Exact, Measured, Moment, Outcome, Period, Span, Window};
use crate::value::Date;

/// The first and last day of "2026-07", "2026-Q3" or "2026".
pub(crate) fn days(name: &str) -> (Date, Date) {
    let (year, rest) = name.split_once('-').unwrap_or((name, ""));
    let (month, length) = match rest.strip_prefix('Q') {
        Some(quarter) => (quarter.parse::<u32>().unwrap() * 3 - 2, 3),
        None if rest.is_empty() => (1, 12),
        None => (rest.parse().unwrap(), 1),
    };
    let first: Date = format!("{year}-{month:02}-01").parse().unwrap();
    (first, first.plus_months(length).unwrap().minus_days(1).unwrap())
}

pub(crate) fn period(name: &str) -> Period {
    let (first, last) = days(name);
    Period { name: name.to_owned(), first, last }
}

pub(crate) fn input(name: &str, measured: Vec<Measured>) -> SettlementInput {
    SettlementInput::new(period(name), measured)
}

/// A value of a metric in a month, quarter or year in UTC; met from 99.9 on.
pub(crate) fn month(metric: &str, name: &str, value: &str) -> Measured {
    let (first, last) = days(name);
    let at = |date: Date| Moment(date.get().and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp());
    let whole = Span { start: at(first), end: at(last.plus_days(1).unwrap()) };
    let value: Exact = value.parse().unwrap();
    let owed = whole.length();
    Measured {
        metric: metric.parse().unwrap(),
        window: Window { name: name.to_owned(), first, last, whole, counted: whole },
        met: Some(value >= "99.9".parse().unwrap()),
        lost: &(&Exact::one_hundred() - &value).percent() * &owed,
        outcome: Outcome::Value(value),
        owed,
        misses: 0,
        delays: Vec::new(),
        beyond: Vec::new(),
        incidents: Vec::new(),
        affected: Exact::from(1_u32),
        working: Vec::new(),
    }
}

pub(crate) fn missed(mut measured: Measured) -> Measured {
    measured.met = Some(false);
    measured
}

/// Tiers as (from, to, credit); an empty end is open.
pub(crate) fn tiers(list: &[(&str, &str, &str)]) -> Vec<Tier> {
    let tier = |(n, (from, to, credit)): (usize, &(&str, &str, &str))| Tier {
        id: format!("t{}", n + 1).parse().unwrap(),
        from: from.parse().ok(),
        to: to.parse().ok(),
        bounds: Bounds::FromIncluded,
        credit: credit.parse().ok(),
        ..Tier::default()
    };
    list.iter().enumerate().map(tier).collect()
}

/// One service for EUR 1,000 a month, one metric "m" of at least 99.9 % a month, 10 % below 99.9 % and 25 % below 99 %
/// of the monthly fee.
pub(crate) fn agreement() -> Agreement {
    let mut agreement = Agreement { currency: "EUR".parse().ok(), ..Agreement::default() };
    agreement.term.effective = "2026-01-01".parse().ok();
    agreement.services.push(service("s", "1000.00 EUR"));
    agreement.metrics.push(metric("m", "s"));
    agreement.credits.base = Some(CreditBase::ServiceMonth);
    agreement.credits.schedules.push(CreditSchedule {
        tiers: tiers(&[("99", "99.9", "10"), ("", "99", "25")]),
        ..schedule("m", CreditMethod::Tiers)
    });
    agreement
}

pub(crate) fn service(id: &str, fee: &str) -> Service {
    Service {
        id: id.parse().unwrap(),
        name: format!("Service {id}").parse().unwrap(),
        fee: fee.parse().ok(),
        ..Service::default()
    }
}

pub(crate) fn metric(id: &str, service: &str) -> Metric {
    Metric {
        id: id.parse().unwrap(),
        name: format!("Metric {id}").parse().unwrap(),
        service: service.parse().unwrap(),
        operator: Some(Operator::AtLeast),
        target: "99.9".parse().ok(),
        unit: "%".parse().unwrap(),
        formula: Some(Formula::DowntimeMinutes),
        window: Some(WindowKind::Month),
        decimals: Some(2),
        ..Metric::default()
    }
}

pub(crate) fn schedule(metric: &str, method: CreditMethod) -> CreditSchedule {
    CreditSchedule {
        id: metric.parse().unwrap(),
        metric: metric.parse().unwrap(),
        method,
        ..CreditSchedule::default()
    }
}

pub(crate) fn settled(agreement: &Agreement, input: &SettlementInput) -> Statement {
    super::settle(agreement, input).unwrap_or_else(|e| panic!("{e}"))
}

/// "10.00 EUR", or "not known".
pub(crate) fn said(money: Option<crate::value::Money>) -> String {
    money.map_or_else(|| "not known".to_owned(), |m| m.to_string())
}
