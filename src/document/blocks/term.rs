//! From when, for how long, and what happens at the end.

use super::Context;
use super::at::{At, stopped};
use super::rows::Rows;
use crate::agreement::{Renewal, Term, TermKind};
use crate::document::{Block, Inline};
use crate::value::{LeafKind, printed};

pub(super) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let term = &cx.draft.agreement.term;
    let at = At::new(cx, "term", term);
    let rows = Rows::new()
        .field(&at, "Effective date", "effective")
        .add("Duration", duration(term, &at))
        .add("Renewal", renewal(term, &at))
        .add("Notice", notice(term, &at))
        .say(
            &at,
            "Breach",
            "cure_period",
            "A party may terminate for a material breach that the other party has not cured within {cure_period} of \
             notice in writing.",
        )
        .say(
            &at,
            "Ramp-up",
            "ramp_up",
            "In the first {ramp_up} levels are measured and reported, but no [service credit] falls due.",
        )
        .say(
            &at,
            "Exit assistance",
            "exit_help",
            "The Provider shall help to move the [services] away for {exit_help} after the end of this [agreement].",
        )
        .field(&at, "Price of exit help", "exit_price")
        .add("Return of data", data_return(&at))
        .add("Deletion", deletion(term, &at));
    rows.blocks()
}

fn duration(term: &Term, at: &At<'_>) -> Vec<Inline> {
    match term.kind {
        TermKind::Months => {
            let mut text = at.say("{!length} from the effective date");
            if let Some(last) = term.last_day().map(|last| printed(LeafKind::Date, &last.to_string())) {
                text.extend([Inline::Text(", until the end of ".into()), at.worded("length", last)]);
            }
            text
        }
        TermKind::Until => at.say("Until the end of {!until}"),
        TermKind::OpenEnded => vec![at.worded("kind", "Open-ended")],
    }
}

fn renewal(term: &Term, at: &At<'_>) -> Vec<Inline> {
    if term.kind == TermKind::OpenEnded {
        return Vec::new();
    }
    match term.renewal {
        Renewal::None => vec![at.worded("renewal", "None: it ends when the term is over, without notice.")],
        Renewal::Automatic => {
            let mut text = vec![at.worded("renewal", "Automatic")];
            text.extend(at.say(", by {!renewal_length} at a time, unless a party gives notice in time."));
            text
        }
        Renewal::ByAgreement => vec![at.worded("renewal", "Only by agreement of both parties in writing.")],
    }
}

fn notice(term: &Term, at: &At<'_>) -> Vec<Inline> {
    match (term.kind, term.renewal) {
        (TermKind::OpenEnded, _) => at.say("Either party may terminate at any time with notice of {notice}."),
        (_, Renewal::Automatic) => {
            at.say("Notice must arrive at least {notice} before the end of the initial term or of a renewal.")
        }
        _ => at.say("{notice}"),
    }
}

fn data_return(at: &At<'_>) -> Vec<Inline> {
    let mut text = at.say(
        "The Customer may fetch its data for {data_return} after the end of this [agreement], in these formats:",
    );
    text.push(Inline::Break);
    text.extend(at.get("data_formats"));
    text
}

fn deletion(term: &Term, at: &At<'_>) -> Vec<Inline> {
    if !at.has("deletion") {
        return at.yes_no(
            "deletion_certificate",
            "The Provider shall certify in writing that it has deleted the data that remains.",
            "The Provider gives no certificate of deletion.",
        );
    }
    let mut text = at.say("The Provider shall delete what remains within {deletion} thereafter");
    match term.deletion_certificate {
        Some(true) => {
            text.extend([
                Inline::Text(" and ".into()),
                at.worded("deletion_certificate", "certify the deletion in writing"),
            ]);
        }
        Some(false) => text
            .extend([Inline::Text(", ".into()), at.worded("deletion_certificate", "without a certificate")]),
        None => {}
    }
    stopped(text)
}
