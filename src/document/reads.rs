//! From which parts of the agreement each generated block is made.
//!
//! Every block also reads how the agreement writes its terms, see [`is_about_definitions`] and [`is_about_names`].

use super::pieces::Of;
use crate::agreement::changes::Change;
use crate::agreement::changes::Read::{self, All, But};
use crate::agreement::{Metric, Service};
use crate::settlement::examples;
use crate::template::Generated;

/// The metrics, but for what only their cards print.
const METRICS: Read = But("metrics", Metric::IN_WORDS);
/// The services, but for what only their own description prints.
const SERVICES: Read = But("services", Service::IN_WORDS);

/// What the blocks of a kind are made from; `None` where it is more than the agreement.
pub(super) fn reads(kind: Generated) -> Option<&'static [Read]> {
    Some(match kind {
        Generated::Parties | Generated::Contacts => &[All("parties")],
        Generated::ParentAgreement => &[All("parent")],
        Generated::Term => &[All("term")],
        Generated::Services => &[All("services"), All("calendars"), All("groups")],
        Generated::Calendars => &[All("calendars")],
        Generated::Dependencies => &[SERVICES, METRICS],
        Generated::Definitions => &[All("definitions")],
        Generated::TimeLimits => &[All("time_limits")],
        Generated::Responsibilities(_) => &[All("responsibilities"), All("parties")],
        Generated::MetricSummary => &[METRICS, SERVICES, All("calendars")],
        Generated::MetricCards => &[
            All("metrics"),
            SERVICES,
            All("calendars"),
            All("priorities"),
            All("exclusions"),
            All("credits"),
            All("term"),
        ],
        Generated::Priorities => &[All("priorities"), All("calendars"), METRICS],
        Generated::Support => &[All("support"), All("priorities"), METRICS],
        Generated::Maintenance => &[All("maintenance")],
        Generated::Exclusions => &[All("exclusions"), All("responsibilities"), METRICS],
        Generated::CreditTables => &[All("credits"), METRICS, SERVICES, All("calendars"), All("term")],
        Generated::CreditTerms | Generated::EarnBack => &[All("credits")],
        Generated::ChronicFailure => &[All("credits"), METRICS],
        Generated::WorkedExamples => examples::READS,
        Generated::Bonuses => &[All("bonuses"), METRICS],
        Generated::Indemnities => &[All("indemnities"), All("insurance")],
        Generated::Liability => &[All("liability")],
        Generated::Insurance => &[All("insurance"), All("parties")],
        Generated::Groups => &[All("groups")],
        Generated::Policies(_) | Generated::EffectivePolicies => &[All("policies"), All("groups"), SERVICES],
        Generated::Continuity => &[All("continuity")],
        Generated::Security => &[All("security")],
        Generated::Reporting => &[All("reporting"), METRICS],
        Generated::Review => &[All("review")],
        Generated::Escalation => &[All("escalation"), All("priorities")],
        // The states of a draft are none of the agreement.
        Generated::ChangeHistory => return None,
        Generated::Signatures => &[All("signatures"), All("parties")],
    })
}

/// Whether what is made from this is the same after these changes, as long as terms are written as before.
pub(super) fn holds(of: Of, changes: &[Change]) -> bool {
    let (kind, own) = match of {
        Of::Text => return false,
        Of::Kind(kind) => (kind, None),
        Of::Card(metric) => (Generated::MetricCards, Some(metric)),
    };
    let about_another = |change: &Change| {
        change.part == "metrics" && change.spot.zip(own).is_some_and(|(spot, own)| spot.item != own)
    };
    let touched = |change: &Change, reads: &[Read]| {
        !about_another(change) && reads.iter().any(|read| read.is_touched_by(change))
    };
    reads(kind).is_some_and(|reads| !changes.iter().any(|change| touched(change, reads)))
}

/// Whether a change bears on how terms are written.
pub(super) fn is_about_definitions(change: &Change) -> bool {
    But("definitions", &["meaning", "origin"]).is_touched_by(change)
}

/// Whether a change bears on the names of the parties, in which no terms are linked.
pub(super) fn is_about_names(change: &Change) -> bool {
    let names = |field| matches!(field, "legal_name" | "short_name");
    change.part == "parties" && change.spot.is_none_or(|spot| names(spot.field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::Agreement;
    use crate::agreement::changes::Spot;
    use crate::document::Terms;
    use crate::document::blocks::{Context, card, generate, tests::ALL};
    use crate::draft::Draft;
    use crate::template::library;
    use crate::value::{Node, Record, id_of};

    /// `of`, but with everything that a kind does not read as it is in `other`.
    fn with_only(kind: &[Read], of: &Agreement, other: &Agreement) -> Agreement {
        let mut out = other.clone();
        let words = But("definitions", &["meaning", "origin"]);
        for read in kind.iter().chain([&words]) {
            out.take_over(read.part(), of);
        }
        for part in Agreement::SPEC.fields {
            let reads = || kind.iter().chain([&words]).filter(|read| read.part() == part.name);
            let mut unread = reads().map(|read| if let But(_, fields) = read { *fields } else { &[] });
            let Some(first) = unread.next() else { continue };
            let fields = unread.fold(first.to_vec(), |all, more| {
                all.into_iter().filter(|field| more.contains(field)).collect()
            });
            let ids = Node::child(of, part.name).unwrap().as_list().map_or(Vec::new(), |list| list.ids());
            for (id, field) in ids.iter().flat_map(|id| fields.iter().map(move |field| (id, field))) {
                let item = out.child_mut(part.name).unwrap().child_mut(id).unwrap();
                let field = item.child_mut(field).unwrap();
                let _stays_if_it_is_no_text = field.set_text("Other words").is_err();
            }
        }
        out
    }

    /// Each kind is made from a draft in which everything is missing, or is another agreement's, but what it says it
    /// reads: the blocks are those of the whole draft.
    #[test]
    fn blocks_read_no_more_than_they_say() {
        let examples = library().iter().map(|form| form.example().agreement.clone());
        let others: Vec<Agreement> = examples.chain([Agreement::default()]).collect();
        let drafts = || library().iter().flat_map(|form| [form.start(), form.example()]);
        for (draft, other) in drafts().flat_map(|draft| others.iter().map(move |other| (draft, other))) {
            let terms = Terms::of(&draft.agreement);
            let mark = |text: &str| terms.mark(text, None);
            for kind in ALL {
                let Some(read) = reads(*kind) else { continue };
                let less = Draft { agreement: with_only(read, &draft.agreement, other), ..Draft::default() };
                let whole = generate(*kind, &Context { draft, mark: &mark, memo: None });
                let from_less = generate(*kind, &Context { draft: &less, mark: &mark, memo: None });
                assert!(whole == from_less, "{kind:?} of {}", draft.agreement.title);
            }
        }
    }

    /// The card of a metric says nothing about the other metrics.
    #[test]
    fn a_card_is_about_its_own_metric() {
        for form in library() {
            let draft = form.example();
            let terms = Terms::of(&draft.agreement);
            let mark = |text: &str| terms.mark(text, None);
            for metric in &draft.agreement.metrics {
                let mut less = draft.clone();
                less.agreement.metrics.retain(|m| id_of(m) == id_of(metric));
                let made = |draft: &Draft| card(&Context { draft, mark: &mark, memo: None }, metric);
                assert!(made(draft) == made(&less), "{}", metric.name);
            }
        }
    }

    #[test]
    fn what_reads_a_change_is_made_anew() {
        let change = |part, spot: Option<(usize, &'static str)>| {
            [Change { part, spot: spot.map(|(item, field)| Spot { item, field }) }]
        };
        let of = |kind| Of::Kind(kind);
        let purpose = change("metrics", Some((1, "purpose")));
        assert!(!holds(Of::Card(1), &purpose) && holds(Of::Card(0), &purpose));
        assert!(
            !holds(of(Generated::MetricCards), &purpose) && holds(of(Generated::WorkedExamples), &purpose)
        );
        let target = change("metrics", Some((1, "target")));
        assert!(!holds(of(Generated::WorkedExamples), &target) && holds(Of::Card(0), &target));
        let metrics = change("metrics", None);
        assert!(!holds(Of::Card(0), &metrics) && !holds(of(Generated::MetricSummary), &metrics));
        assert!(holds(of(Generated::Liability), &metrics) && holds(of(Generated::Liability), &[]));
        assert!(!holds(of(Generated::ChangeHistory), &[]), "the agreement does not say what it reads");
    }
}
