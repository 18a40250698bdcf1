//! Base, caps, claim, payout and legal effect of service credits.

use super::super::Context;
use super::super::at::At;
use super::super::rows::Rows;
use crate::agreement::{CreditBase, Credits, Payout, SmallCredits};
use crate::document::{Block, Inline};

pub(crate) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let credits = &cx.draft.agreement.credits;
    let at = At::new(cx, "credits", credits);
    let rows = Rows::new()
        .add("Base", base(credits, &at))
        .add(
            "Cap for a period",
            cap(&at, ("period_cap", "{period_cap} of the [fees] of that period"), "period_cap_months", ""),
        )
        .add(
            "Cap for 12\u{a0}months",
            cap(
                &at,
                ("year_cap", "{year_cap} of the [fees] of any twelve months"),
                "year_cap_months",
                " for any twelve months",
            ),
        )
        .add("Order of the caps", caps(credits, &at))
        .say(
            &at,
            "Fees at risk",
            "pool",
            "{pool} of the [fees] of a period form the pool that misses draw on.",
        )
        .say(
            &at,
            "Smallest credit",
            "minimum",
            match credits.below_minimum {
                Some(SmallCredits::Lapse) => "A [service credit] below {minimum} is not paid.",
                _ => "A [service credit] below {minimum} is not paid but carried forward.",
            },
        )
        .add("Claim", claim(credits, &at))
        .field(&at, "A claim states", "claim_contents")
        .add("Payout", payout(credits, &at))
        .say(
            &at,
            "At the end",
            "payout_at_end",
            "[^service credits] still open at the end of this [agreement] are paid within {payout_at_end}.",
        )
        .say(&at, "Nature", "nature", "A [service credit] is {nature}.")
        .yes_no(
            &at,
            "Other remedies",
            "sole_remedy",
            "For the shortfall itself, [service credits] are the Customer’s only monetary remedy.",
            "The Customer keeps its other rights and remedies for the same failure.",
        )
        .yes_no(
            &at,
            "Liability cap",
            "counts_towards_liability",
            "[^service credits] use up the cap on liability.",
            "[^service credits] do not use up the cap on liability.",
        )
        .yes_no(
            &at,
            "Several metrics",
            "one_credit_per_incident",
            "One and the same [incident] is credited under one metric only, the one with the highest credit.",
            "One and the same [incident] may be credited under several metrics.",
        );
    rows.blocks()
}

/// Which of several caps comes first; nothing where one stands alone.
fn caps(credits: &Credits, at: &At<'_>) -> Vec<Inline> {
    let agreed = [
        ("of the metric", credits.schedules.iter().any(|s| s.cap.is_some())),
        ("of the period", credits.period_cap.is_some() || credits.period_cap_months.is_some()),
        ("of 12\u{a0}months", credits.year_cap.is_some() || credits.year_cap_months.is_some()),
    ];
    let there: Vec<&str> = agreed.iter().filter(|(_, there)| *there).map(|(name, _)| *name).collect();
    match there.as_slice() {
        [] | [_] => Vec::new(),
        [first, rest @ ..] => {
            let then: String = rest.iter().map(|name| format!(", then that {name}")).collect();
            at.words("period_cap", &format!("First that {first}{then}."))
        }
    }
}

/// A share of the fees, a number of monthly fees, or the lower of both; a mark where a required one is missing.
fn cap(at: &At<'_>, (share, of_fees): (&str, &str), months: &str, span: &str) -> Vec<Inline> {
    let by_share = || if at.has(share) { at.say(of_fees) } else { at.get(share) };
    if !at.has(months) {
        return by_share();
    }
    let mut text = Vec::new();
    if at.has(share) {
        text = by_share();
        text.extend(at.say(", and no more than "));
    }
    let count = at.get(months);
    let one = matches!(count.first(), Some(Inline::Value { text, .. }) if text == "1");
    text.extend(count);
    let fees = if one { " monthly [fee] of all [services]" } else { " monthly [fees] of all [services]" };
    text.extend(at.say(fees));
    text.extend(at.say(&format!("{span}, as the monthly [fee] is at the end of that time")));
    text
}

fn base(credits: &Credits, at: &At<'_>) -> Vec<Inline> {
    let Some(base) = credits.base else { return at.say("Percentages are of {base}.") };
    let of = match base {
        CreditBase::ServiceMonth => "the monthly [fee] of the affected [service]",
        CreditBase::SiteMonth => "the monthly [fee] of the affected site",
        CreditBase::AllServicesMonth => "the monthly [fees] of all [services]",
        CreditBase::Window => "the [fees] of the [service] for the window",
        CreditBase::AffectedShare => "the monthly [fee] of the [service], scaled to the affected share",
    };
    at.words("base", &format!("Percentages are of {of}."))
}

fn claim(credits: &Credits, at: &At<'_>) -> Vec<Inline> {
    match credits.claim_needed {
        None => at.get("claim_needed"),
        Some(false) => vec![at.worded("claim_needed", "Granted without a claim.")],
        Some(true) => {
            let mut text = vec![at.worded("claim_needed", "To be claimed by the Customer")];
            if at.has("claim_within") {
                text.extend(at.say(" within {claim_within}"));
                if at.has("claim_anchor") {
                    text.extend(at.say(" of {claim_anchor}"));
                }
            }
            if let Some(cycles) = credits.claim_cycles {
                let no_later = if at.has("claim_within") { ", and no later than" } else { " by" };
                text.push(Inline::Text(format!("{no_later} the end of the ")));
                text.push(at.worded("claim_cycles", ordinal(cycles)));
                text.extend(at.say(" calendar month after that of the [incident]"));
            }
            text.push(Inline::Text(".".to_owned()));
            text
        }
    }
}

/// "first", "second", "12th".
fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    match n {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        _ => format!("{n}{ending}"),
    }
}

fn payout(credits: &Credits, at: &At<'_>) -> Vec<Inline> {
    let Some(payout) = credits.payout else { return at.get("payout") };
    let words = match payout {
        Payout::NextInvoice => "Deducted from the next invoice.",
        Payout::NextInvoiceOrPaid => "Deducted from the next invoice; paid out where no invoice follows.",
        Payout::Paid => "Paid out.",
    };
    vec![at.worded("payout", words)]
}
