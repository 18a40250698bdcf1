//! Indemnities and the insurance behind them.

use super::{Cx, Report, Rule, Severity, at, list};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Indemnity, IndemnityDirection};
use crate::check::phrases::any_of;
use crate::check::rule::Scope;
use crate::draft::Profile;
use crate::value::{FieldPath, quoted};

/// All that the rules of this file read.
const READS: &[Read] = &[All("indemnities"), All("insurance"), All("liability")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "L01",
        title: "Indemnity without scope or cap",
        severity: Severity::Error,
        detects: "An indemnity has no trigger or no cap, or covers any and all claims.",
        why: "An open indemnity outweighs everything else in the agreement.",
        example: "Indemnifies against any and all claims",
        mend: "Third-party claims that the services infringe intellectual property rights in the EU, up to EUR 2,000,000",
        reads: READS,
        run: scope,
        ..Rule::BLANK
    },
    Rule {
        code: "L02",
        title: "Indemnity without insurance",
        severity: Severity::Warning,
        detects: "No insurance stands behind an indemnity. Where the customer alone indemnifies it is a hint.",
        why: "A promise to pay is worth the balance sheet behind it.",
        example: "Indemnity up to EUR 2,000,000, no policy",
        mend: "Professional indemnity insurance of EUR 2,000,000, certificate each January",
        scope: Scope::Except(&[Profile::Corporate]),
        reads: READS,
        run: uninsured,
        ..Rule::BLANK
    },
    Rule {
        code: "L03",
        title: "Insurance lower than the promise",
        severity: Severity::Warning,
        detects: "The cover behind an indemnity is lower than its cap, or no cover reaches the liability cap.",
        why: "The difference is uninsured.",
        example: "Cap EUR 5,000,000, policy EUR 1,000,000",
        mend: "Cap and policy EUR 5,000,000",
        reads: READS,
        run: underinsured,
        ..Rule::BLANK
    },
    Rule {
        code: "L04",
        title: "Conduct of claims not settled",
        severity: Severity::Warning,
        detects: "An indemnity does not say how soon the other party is told of a claim, or who leads the defence.",
        why: "Whoever pays must be able to defend; whoever is sued must know who does.",
        example: "(nothing)",
        mend: "Notice within 10 business days; the indemnifying party leads the defence and settles only with consent",
        reads: READS,
        run: conduct,
        ..Rule::BLANK
    },
    Rule {
        code: "L05",
        title: "Insurance ends with the term",
        severity: Severity::Hint,
        detects: "Nothing says how long an insurance is kept after the term.",
        why: "Claims arrive months after the work was done; most policies cover only what is reported while they run.",
        example: "Insured during the term",
        mend: "And for 24 months after it",
        scope: Scope::Except(&[Profile::Corporate]),
        reads: READS,
        run: survival,
        ..Rule::BLANK
    },
    Rule {
        code: "L06",
        title: "One-sided indemnity",
        severity: Severity::Hint,
        detects: "Only one of the parties indemnifies the other.",
        why: "That may be right, but it should be a decision.",
        example: "Only the customer indemnifies",
        mend: "Each party for its own fault",
        reads: READS,
        run: one_sided,
        ..Rule::BLANK
    },
];

fn field(indemnity: &Indemnity, field: &str) -> FieldPath {
    at(&["indemnities", &indemnity.id, field])
}

/// What is promised, in a few words.
fn what(indemnity: &Indemnity) -> String {
    match indemnity.trigger.trim() {
        "" => "the indemnity".to_owned(),
        trigger => quoted(trigger),
    }
}

fn scope(cx: &Cx<'_>, report: &mut Report) {
    for indemnity in &cx.a.indemnities {
        if indemnity.trigger.trim().is_empty() {
            let hint = "Describe the claim that triggers it, narrowly";
            report.absent(field(indemnity, "trigger"), "Nothing says what triggers the indemnity", hint);
        } else if any_of(
            &indemnity.trigger,
            &["any and all", "all claims of any kind", "any claim whatsoever"],
        ) {
            let message = format!("{} has no limits", what(indemnity));
            report.at(field(indemnity, "trigger"), message, "Name the kinds of claims that are meant");
        }
        if indemnity.cap.is_none() {
            let message = format!("Nothing limits what is paid for {}", what(indemnity));
            report.absent(field(indemnity, "cap"), message, "Enter the most that is paid");
        }
    }
}

fn uninsured(cx: &Cx<'_>, report: &mut Report) {
    for indemnity in cx.a.indemnities.iter().filter(|i| i.insurance.is_empty()) {
        let message = format!("No insurance stands behind {}", what(indemnity));
        let hint = match cx.a.insurance.is_empty() {
            true => "Add an insurance and choose it here",
            false => "Choose the insurance that covers it",
        };
        let found = report.absent(field(indemnity, "insurance"), message, hint).related("insurance");
        if indemnity.direction == IndemnityDirection::CustomerToProvider {
            found.severity(Severity::Hint);
        }
    }
}

fn underinsured(cx: &Cx<'_>, report: &mut Report) {
    for indemnity in &cx.a.indemnities {
        let policy = cx.a.insurance.iter().find(|i| i.id.as_str() == indemnity.insurance.as_str());
        let Some((policy, cover)) = policy.and_then(|p| Some((p, p.minimum?))) else { continue };
        let Some(cap) = indemnity.cap.filter(|c| c.currency() == cover.currency()) else { continue };
        if cover.amount() < cap.amount() {
            let message = format!(
                "{} is capped at {}, but its insurance covers only {}",
                what(indemnity),
                cap.long(),
                cover.long()
            );
            report
                .at(at(&["insurance", &policy.id, "minimum"]), message, "Raise the cover, or lower the cap")
                .related(field(indemnity, "cap"));
        }
    }
    let Some(cap) = cx.a.liability.cap else { return };
    let covers = cx.a.insurance.iter().filter_map(|i| i.minimum).filter(|m| m.currency() == cap.currency());
    if let Some(best) = covers.max_by_key(|m| m.amount()).filter(|m| m.amount() < cap.amount()) {
        let message = format!(
            "Liability is capped at {}, but the highest insurance covers only {}",
            cap.long(),
            best.long()
        );
        report.at("liability.cap", message, "Raise the cover, or lower the cap").related("insurance");
    }
}

fn conduct(cx: &Cx<'_>, report: &mut Report) {
    for indemnity in &cx.a.indemnities {
        let mut open = Vec::new();
        if indemnity.notice.is_none() {
            open.push(("notice", "how soon the other party is told of a claim"));
        }
        if indemnity.conduct.trim().is_empty() {
            open.push(("conduct", "who leads the defence"));
        }
        let Some((first, _)) = open.first() else { continue };
        let words: Vec<&str> = open.iter().map(|(_, word)| *word).collect();
        let message = format!("Nothing says {} under {}", list(&words), what(indemnity));
        let mut found = report.absent(
            field(indemnity, first),
            message,
            "Settle notice, defence, settlement and mitigation",
        );
        for (other, _) in open.iter().skip(1) {
            found = found.related(field(indemnity, other));
        }
    }
}

fn survival(cx: &Cx<'_>, report: &mut Report) {
    for insurance in cx.a.insurance.iter().filter(|i| i.survives.is_none()) {
        let kind = super::named(&insurance.kind, "insurance");
        let message = format!("Nothing says how long {kind} is kept after the term");
        report.absent(at(&["insurance", &insurance.id, "survives"]), message, "Enter a time, such as 24mo");
    }
}

fn one_sided(cx: &Cx<'_>, report: &mut Report) {
    use IndemnityDirection::{CustomerToProvider, Mutual, ProviderToCustomer};
    let all = &cx.a.indemnities;
    let some = |d: IndemnityDirection| all.iter().any(|i| i.direction == d);
    let who = match (some(ProviderToCustomer), some(CustomerToProvider), some(Mutual)) {
        (true, false, false) => "provider",
        (false, true, false) => "customer",
        _ => return,
    };
    if let Some(first) = all.first() {
        let message = format!("Only the {who} indemnifies the other party");
        report.at(field(first, "direction"), message, "Make it mutual, or accept it as a decision");
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("L01", &["indemnities.ip.trigger="]),
    ("L01", &["indemnities.ip.cap="]),
    ("L01", &["indemnities.ip.trigger=Any and all claims by third parties"]),
    ("L02", &["indemnities.ip.insurance="]),
    ("L02", &["-insurance professional", "indemnities.ip.insurance="]),
    ("L03", &["indemnities.ip.cap=5000000.00 EUR"]),
    ("L03", &["liability.cap=9000000.00 EUR"]),
    ("L04", &["indemnities.ip.notice="]),
    ("L04", &["indemnities.ip.conduct="]),
    ("L05", &["insurance.professional.survives="]),
    ("L06", &["indemnities.ip.direction=CustomerToProvider"]),
];
