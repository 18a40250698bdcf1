//! When a credit is lost, when it grows, and how much of a fee one failure takes.

use super::{Cx, Report, Rule, Severity, at, named};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{CreditBase, FeePeriod, Metric, Scope};
use crate::check::phrases::{any_of, find_word};
use crate::check::text::TextAt;
use crate::draft::Edit;
use crate::settlement::Exact;
use crate::value::{Node, quoted};

/// All that the rules of this file read.
const READS: &[Read] = &[All("credits"), All("groups"), All("metrics"), All("services")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "C22",
        title: "Repeated and critical failure not handled",
        severity: Severity::Warning,
        detects: "Credits are agreed, no schedule grows when misses repeat, and no level is so low that one window is enough \
                  to leave.",
        why: "A provider that fails each month pays the same small credit each month, and a month without service is a miss \
              like any other.",
        example: "5 %, every month anew",
        mend: "Doubled from the second miss in a row; below 95 % the customer may terminate at once",
        reads: READS,
        run: flat,
        ..Rule::BLANK
    },
    Rule {
        code: "C24",
        title: "Conditions that void the credit",
        severity: Severity::Warning,
        detects: "A credit depends on all invoices being paid, on logs of servers, on there being no dispute, or on \
                  somebody's discretion.",
        why: "The condition is met at the wrong moment: the customer disputes an invoice because the service failed.",
        example: "The customer must supply its server logs",
        mend: "The customer states day and time; the provider checks its own logs",
        in_text: Some(conditions),
        ..Rule::BLANK
    },
    Rule {
        code: "C26",
        title: "Credit not scaled to what failed",
        severity: Severity::Hint,
        detects: "A metric is taken for each of several sites, instances, users or groups, and its credit is a share of the \
                  whole fee.",
        why: "One dead site of forty earns a tenth of all fees, or the level is averaged to avoid that.",
        example: "One site down: 10 % of all fees",
        mend: "10 % of the fee of the affected site",
        reads: READS,
        run: unscaled,
        ..Rule::BLANK
    },
];

fn flat(cx: &Cx<'_>, report: &mut Report) {
    let credits = &cx.a.credits;
    // Without any rule on chronic failure another finding says more.
    if credits.schedules.is_empty() || credits.chronic.is_blank() {
        return;
    }
    let grows = credits.schedules.iter().any(|s| s.repeat_multiplier.is_some());
    if !grows && credits.chronic.critical_level.is_none() {
        let message = "A miss costs the same however often it repeats, and no level is critical";
        let hint = "Enter a level below which one window is enough to leave, or let credits grow with each miss in a row";
        report.absent("credits.chronic.critical_level", message, hint).related("credits.schedules");
    }
}

/// What makes a credit void, in words and in phrases that give it away, in small letters.
const BARS: &[(&str, &[&str])] = &[
    (
        "all invoices are paid",
        &[
            "fully paid",
            "paid in full",
            "paid up",
            "good standing",
            "no overdue",
            "not overdue",
            "not in arrears",
            "no arrears",
            "outstanding invoice",
            "outstanding payment",
            "all invoices",
        ],
    ),
    (
        "the customer has logs of servers",
        &["server log", "server logs", "request logs", "log files", "logs that", "system logs", "logs"],
    ),
    (
        "there is no dispute",
        &[
            "no dispute",
            "not in dispute",
            "dispute is open",
            "dispute is pending",
            "pending dispute",
            "any dispute",
            "payment dispute",
            "unless disputed",
            "undisputed",
        ],
    ),
    (
        "somebody so chooses",
        &[
            "discretion",
            "goodwill",
            "provider may decide",
            "provider decides",
            "if the provider agrees",
            "provider confirms",
        ],
    ),
];

fn conditions(at: &TextAt, report: &mut Report) {
    let own = matches!(at.record.name, "ClauseText" | "ExtraClause");
    let claim = at.record.name == "Credits";
    if !own && !claim {
        return;
    }
    if let Some((bar, phrase)) = barred(at, claim) {
        let message = format!("A credit is due only where {bar}: {}", quoted(phrase));
        let hint = "Ask only for what the customer knows, and let the provider check its own data";
        report.at(at.path.clone(), message, hint);
    }
}

/// The first bar in a text; in a clause only in a sentence about credits.
fn barred(at: &TextAt, claim: bool) -> Option<(&'static str, &'static str)> {
    let text = at.text.to_lowercase();
    text.split(['.', '\n', ';']).filter(|sentence| claim || sentence.contains("credit")).find_map(
        |sentence| {
            // What is asked of the provider is no bar.
            if any_of(
                sentence,
                &[
                    "provider checks",
                    "provider's own",
                    "provider’s own",
                    "not depend",
                    "even if",
                    "whether or not",
                ],
            ) {
                return None;
            }
            BARS.iter().find_map(|(bar, phrases)| Some((*bar, find_word(sentence, phrases)?)))
        },
    )
}

fn unscaled(cx: &Cx<'_>, report: &mut Report) {
    let whole = matches!(
        cx.a.credits.base,
        Some(CreditBase::ServiceMonth | CreditBase::AllServicesMonth | CreditBase::Window)
    );
    if !whole {
        return;
    }
    let of_parts: Vec<&Metric> =
        cx.a.credits
            .schedules
            .iter()
            .filter_map(|s| cx.a.metric(&s.metric))
            .filter(|m| has_parts(cx, m))
            .collect();
    let Some(first) = of_parts.first() else { return };
    let names: Vec<String> = of_parts.iter().map(|m| named(&m.name, "metric")).collect();
    let of = first.scope.map_or("each part", Scope::label);
    let message = format!(
        "{} {} taken for {of}, but a credit is a share of {}",
        super::list(&names),
        if names.len() == 1 { "is" } else { "are" },
        cx.a.credits.base.map_or("the whole fee", CreditBase::label)
    );
    let mut found = report
        .at(
            "credits.base",
            message,
            "Let credits be a share of the fee of the affected site, or of the affected share",
        )
        .fix(
            "Scale it to the affected share",
            vec![Edit::set("credits.base", crate::value::Leaf::text(&CreditBase::AffectedShare))],
        );
    for metric in of_parts {
        found = found.related(at(&["metrics", &metric.id, "scope"]));
    }
}

/// Whether the value of a metric is taken for each of several parts of its service.
fn has_parts(cx: &Cx<'_>, metric: &Metric) -> bool {
    let sites = || {
        cx.a.service(&metric.service)
            .map_or(0, |s| s.locations.iter().filter(|l| !l.trim().is_empty()).count())
    };
    match metric.scope {
        Some(Scope::User | Scope::Instance) => true,
        Some(Scope::Site) => sites() > 1,
        Some(Scope::Group) => cx.a.groups.len() > 1,
        Some(Scope::Customer | Scope::Estate) | None => false,
    }
}

/// Part of the rule about penalties: fixed amounts out of proportion to the fee.
pub(super) fn fixed_sums(cx: &Cx<'_>, report: &mut Report) {
    for schedule in cx.a.credits.schedules.iter().filter(|s| s.rate.is_none()) {
        let Some(amount) = schedule.amount else { continue };
        let service = cx.a.metric(&schedule.metric).and_then(|m| cx.a.service(&m.service));
        let Some((service, fee)) = service.and_then(|s| Some((s, s.fee?))) else { continue };
        let months = match service.fee_period {
            FeePeriod::Month => 1_u32,
            FeePeriod::Quarter => 3,
            FeePeriod::Year => 12,
            FeePeriod::OneOff => continue,
        };
        let monthly = Exact::from(fee.amount()).over(&Exact::from(months));
        let more = monthly.is_some_and(|fee| Exact::from(amount.amount()) > fee);
        if more && fee.currency() == amount.currency() {
            let message = format!(
                "A single credit of {} is more than {} costs in a month",
                amount.long(),
                named(&service.name, "the service")
            );
            report
                .at(
                    at(&["credits", "schedules", &schedule.id, "amount"]),
                    message,
                    "Let the credit be a share of the fee, or say what loss it estimates",
                )
                .related(at(&["services", &service.id, "fee"]));
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("C14", &["credits.schedules.latency.method=PerMiss", "credits.schedules.latency.amount=10000.00 EUR"]),
    ("C22", &["credits.chronic.critical_level="]),
    ("C24", &["credits.claim_contents=Day and time of the failure\nServer logs that show it"]),
    (
        "C24",
        &[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=No Service Credit is granted while a payment dispute is open.",
        ],
    ),
    (
        "C24",
        &[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=Credits need an account that is fully paid.",
        ],
    ),
    ("C26", &["services.hosting.locations=Data centre Berlin 1\nData centre Berlin 2"]),
    ("C26", &["metrics.latency.scope=User"]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn what_the_customer_knows_may_be_asked() {
        let fine = "credits.claim_contents=Day and time of the failure as the customer saw it";
        assert!(!codes(&[fine]).contains(&"C24"));
        let elsewhere = [
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=Server logs are kept for 30 days. Invoices are paid in full.",
        ];
        assert!(!codes(&elsewhere).contains(&"C24"));
    }

    #[test]
    fn a_multiplier_handles_repetition_too() {
        let grows = ["credits.chronic.critical_level=", "credits.schedules.uptime.repeat_multiplier=2"];
        assert!(!codes(&grows).contains(&"C22"));
    }

    #[test]
    fn one_site_and_a_base_by_site_need_no_scaling() {
        let two = "services.hosting.locations=Berlin 1\nBerlin 2";
        assert!(!codes(&[two, "credits.base=SiteMonth"]).contains(&"C26"));
        assert!(
            !codes(&[two, "metrics.uptime.scope=Customer", "metrics.latency.scope=Estate"]).contains(&"C26")
        );
    }
}
