//! Money and percentages.

use super::{Cx, Report, Rule, Severity};
use crate::check::rule::Scope;
use crate::draft::{Edit, Profile};
use crate::settlement::Exact;
use crate::value::{Leaf, LeafKind, Money, Node, Percent, Shape, quoted};
use rust_decimal::Decimal;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "N01",
        title: "Currency missing or mixed",
        severity: Severity::Error,
        detects: "The agreement names no currency, or an amount is in another one.",
        why: "Credits are a share of fees; two currencies without a rate give two results.",
        example: "Currency EUR, fee 4800.00 USD",
        mend: "Fee 4800.00 EUR",
        run: currency,
        ..Rule::BLANK
    },
    Rule {
        code: "N02",
        title: "Value out of range",
        severity: Severity::Error,
        detects: "A percentage lies outside 0 to 100, a credit exceeds its base, or a percentile is not between 0 and 100.",
        why: "Such a value cannot be reached, or pays more than there is.",
        example: "Target: at least 999 %",
        mend: "Target: at least 99.9 %",
        run: range,
        ..Rule::BLANK
    },
    Rule {
        code: "N04",
        title: "Tax not stated",
        severity: Severity::Hint,
        detects: "A fee does not say whether tax is included.",
        why: "A credit of 10 % differs by the tax on the fee.",
        example: "Fee 4800.00 EUR",
        mend: "Fee 4800.00 EUR, net of tax",
        scope: Scope::Except(&[Profile::Corporate]),
        run: tax,
        ..Rule::BLANK
    },
    Rule {
        code: "N08",
        title: "Share of the fees that may be an amount",
        severity: Severity::Warning,
        detects: "The cap of liability is more than 200 % of a year’s fees.",
        why: "250,000 typed as a percentage is 250 %: where the fees are high, that is far more than the amount that was meant.",
        example: "250 % of a year’s fees, where EUR 250,000.00 was meant",
        mend: "EUR 250,000.00 a year; or 250 %, accepted with the reason",
        run: many_times,
        ..Rule::BLANK
    },
];

/// Up to here a share of a year's fees is a usual cap: 100, 150 and 200 % are often agreed.
const USUAL: Decimal = Decimal::from_parts(200, 0, 0, false, 0);

fn many_times(cx: &Cx<'_>, report: &mut Report) {
    let liability = &cx.a.liability;
    let Some(share) = liability.cap_percent.filter(|share| share.get() > USUAL) else { return };
    let currency = cx.a.currency;
    let money = |amount: Decimal| Money::new(amount, currency?);
    let year = cx.exposure().month_fees.as_ref().map(|m| m * &Exact::from(12_u32));
    let worth = year.zip(currency).and_then(|(year, currency)| {
        money((&Exact::from(share.get()).percent() * &year).rounded(currency.minor_digits()).decimal()?)
    });
    let message = match worth {
        Some(worth) => format!("{share} % of a year’s fees is {}", worth.long()),
        None => format!("A party can owe {share} % of a year’s fees, more than twice of what is paid in it"),
    };
    // Where an amount was meant it was one of thousands: nobody caps liability at 250 of any currency.
    let amount = share.get().checked_mul(Decimal::ONE_THOUSAND).map(|amount| amount.normalize());
    let meant = amount.and_then(money).filter(|_| liability.cap.is_none());
    let hint = match meant {
        Some(meant) => format!(
            "If you meant {}, enter it as the amount a year; if you mean {share} %, accept it",
            meant.long()
        ),
        None => format!("Lower the share, or accept it if you mean {share} %"),
    };
    let found = report.at("liability.cap_percent", message, hint);
    if let Some(meant) = meant {
        let edits =
            vec![Edit::set("liability.cap", meant.to_string()), Edit::set("liability.cap_percent", "")];
        found.related("liability.cap").fix(format!("Cap it at {} a year", meant.long()), edits);
    }
}

fn currency(cx: &Cx<'_>, report: &mut Report) {
    let Some(currency) = cx.a.currency else {
        let found = report.absent(
            "currency",
            "The agreement names no currency",
            "Choose the currency of all fees and amounts",
        );
        let mut used = cx.values().filter_map(|place| {
            let money = matches!(place.node.shape(), Shape::Leaf(LeafKind::Money));
            <Money as Leaf>::parse(&place.node.text()).ok().filter(|_| money).map(Money::currency)
        });
        if let Some(first) = used.next()
            && used.all(|other| other == first)
        {
            found.fix(format!("All amounts are in {first}"), vec![Edit::set("currency", first.code())]);
        }
        return;
    };
    for place in cx.values() {
        if matches!(place.node.shape(), Shape::Leaf(LeafKind::Money))
            && let Ok(money) = <Money as Leaf>::parse(&place.node.text())
            && money.currency() != currency
        {
            let message = format!(
                "“{}” is {}, but the currency of the agreement is {currency}",
                place.spec.label,
                money.long()
            );
            report
                .at(
                    place.path,
                    message,
                    format!("Enter the amount in {currency}, or change the currency of the agreement"),
                )
                .related("currency");
        }
    }
}

/// Percentages that may exceed a hundred.
fn may_exceed(record: &str, field: &str, owner: &dyn Node) -> bool {
    match (record, field) {
        ("Liability", "cap_percent") => true,
        ("CreditSchedule", "rate") => {
            matches!(owner.child("method").map(Node::text).as_deref(), Some("LostTime"))
        }
        _ => false,
    }
}

fn range(cx: &Cx<'_>, report: &mut Report) {
    for place in cx.values() {
        let percent = matches!(place.node.shape(), Shape::Leaf(LeafKind::Percent));
        if percent
            && !may_exceed(place.record.name, place.spec.name, place.owner)
            && let Ok(value) = <Percent as Leaf>::parse(&place.node.text())
            && value > Percent::HUNDRED
        {
            let message = format!("“{}” is {value} %, more than there is", place.spec.label);
            report.at(place.path, message, "Enter a percentage from 0 to 100");
        }
    }
    numbers_of_fees(cx, report);
    for metric in &cx.a.metrics {
        let at = |field: &str| super::at(&["metrics", &metric.id, field]);
        let levels = [("target", metric.target), ("minimum", metric.minimum), ("stretch", metric.stretch)];
        for (field, value) in levels {
            let Some(value) = value.map(|v| v.get()) else { continue };
            if metric.is_percentage() && !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&value) {
                let message = format!("{value} % cannot be reached");
                report.at(at(field), message, "Enter a percentage from 0 to 100");
            } else if value < Decimal::ZERO && is_never_negative(metric.kind) {
                let shown = crate::check::words::with_unit(value, &metric.unit);
                report.at(
                    at(field),
                    format!("{shown} is less than nothing"),
                    "Enter a number from 0 upwards",
                );
            }
        }
        if let Some(p) = metric.percentile.map(|p| p.get())
            && (p <= Decimal::ZERO || p >= Decimal::ONE_HUNDRED)
        {
            let message = format!("There is no percentile {p}");
            report.at(at("percentile"), message, "Enter a number between 0 and 100, such as 95");
        }
    }
}

/// Caps in monthly fees: more than nothing, and no more than are paid in the same time.
fn numbers_of_fees(cx: &Cx<'_>, report: &mut Report) {
    let credits = &cx.a.credits;
    let months = if credits.period_cap_months.is_some() { cx.exposure().months } else { 1 };
    for (field, fees, months) in [
        ("credits.period_cap_months", credits.period_cap_months, months),
        ("credits.year_cap_months", credits.year_cap_months, 12),
    ] {
        let Some(fees) = fees.map(|n| n.get()) else { continue };
        if fees <= Decimal::ZERO {
            let message = format!("A cap of {fees} monthly fees lets no credit through");
            report.at(field, message, "Enter a number above 0, such as 1");
        } else if fees > Decimal::from(months) {
            let paid =
                crate::check::words::count(usize::try_from(months).unwrap_or(usize::MAX), "monthly fee");
            let message = format!("A cap of {fees} monthly fees is more than the {paid} of the same time");
            report.at(field, message, format!("Enter a number up to {months}"));
        }
    }
}

fn is_never_negative(kind: crate::agreement::MetricKind) -> bool {
    use crate::agreement::MetricKind::{Latency, Loss, Throughput, TimeToEvent};
    matches!(kind, Latency | TimeToEvent | Throughput | Loss)
}

fn tax(cx: &Cx<'_>, report: &mut Report) {
    for service in cx.a.services.iter().filter(|s| s.tax.is_none()) {
        let Some(fee) = service.fee else { continue };
        let of = super::named(&service.name, "service");
        let message = format!("The fee of {of}, {}, does not say whether tax is included", fee.long());
        report
            .absent(
                super::at(&["services", &service.id, "tax"]),
                message,
                format!("Choose net or gross for {}", quoted(&fee.long())),
            )
            .fix(
                "Say that it is net of tax",
                vec![Edit::set(super::at(&["services", &service.id, "tax"]), "Net")],
            );
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("N01", &["currency="]),
    ("N01", &["services.hosting.fee=4800.00 USD"]),
    ("N02", &["credits.period_cap=135"]),
    ("N02", &["credits.year_cap_months=13"]),
    ("N02", &["credits.period_cap_months=1.5"]),
    ("N02", &["credits.period_cap_months=0"]),
    ("N02", &["metrics.uptime.target=999"]),
    ("N02", &["metrics.latency.target=-1"]),
    ("N02", &["metrics.latency.percentile=100"]),
    ("N04", &["services.hosting.tax="]),
    ("N08", &["liability.cap=", "liability.cap_percent=250"]),
    ("N08", &["liability.cap_percent=1000", "services.hosting.fee="]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn a_share_that_may_be_an_amount_asks_back_with_both_readings() {
        let found = |changes: &[&str]| run(&changed(changes)).into_iter().find(|f| f.code == "N08");
        for usual in ["100", "150", "200"] {
            assert_eq!(
                found(&["liability.cap=", &format!("liability.cap_percent={usual}")]),
                None,
                "{usual}"
            );
        }
        // 12 months of EUR 4,800.00 are EUR 57,600.00.
        let asked = found(&["liability.cap=", "liability.cap_percent=250"]).unwrap();
        assert_eq!(asked.message, "250 % of a year’s fees is EUR 144,000.00");
        let hint = "If you meant EUR 250,000.00, enter it as the amount a year; if you mean 250 %, accept it";
        assert_eq!(asked.hint, hint);
        assert_eq!(asked.fix.unwrap().title, "Cap it at EUR 250,000.00 a year");
        // Beside an amount there is nothing to take its place.
        let both = found(&["liability.cap=1000000.00 EUR", "liability.cap_percent=250"]).unwrap();
        assert_eq!(both.fix, None);
    }

    #[test]
    fn what_may_exceed_a_hundred_may() {
        assert!(!codes(&["liability.cap_percent=200"]).contains(&"N02"));
        assert!(!codes(&["metrics.latency.target=1200"]).contains(&"N02"));
    }
}
