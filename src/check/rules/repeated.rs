//! One value in two places.

use super::{Cx, Report, Rule, Severity, at, list, named, with_unit};
use crate::agreement::{Metric, MetricKind, Role, TermKind};
use crate::check::dates::{dates, months};
use crate::check::phrases::any_of;
use crate::check::quantities::{numbers, percentages, sentences};
use crate::check::text::TextAt;
use crate::draft::Edit;
use crate::value::{Date, LeafKind, Money, Shape, quoted};
use rust_decimal::Decimal;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "N06",
        title: "One value in two places that differ",
        severity: Severity::Warning,
        detects: "The overview or the description of a service names an availability, a term, a first day or an amount \
                  that is nowhere among the fields; a bonus begins at another level than the stretch level of its \
                  metric; or the last day does not follow from first day and length of the term.",
        why: "The reader of the first page and the reader of the tables have two agreements.",
        example: "Overview: 99.5 % available; metric: at least 99.9 %",
        mend: "99.9 % in both",
        run: differ,
        ..Rule::BLANK
    },
    Rule {
        code: "S03",
        title: "Signature under another name",
        severity: Severity::Warning,
        detects: "A signature block names somebody else than the signatory of the party.",
        why: "Either the block or the authority to sign is out of date.",
        example: "Signatory: Jane Doe; signature: John Doe",
        mend: "Jane Doe in both",
        run: signatory,
        ..Rule::BLANK
    },
];

/// Texts that sum up what the fields say.
fn sums_up(text: &TextAt) -> bool {
    let path = text.path.as_str();
    path == "overview" || path == "title" || text.record.name == "Service" && text.spec.name == "description"
}

fn differ(cx: &Cx<'_>, report: &mut Report) {
    for text in cx.texts().filter(|t| sums_up(t) && t.text.bytes().any(|b| b.is_ascii_digit())) {
        for (offset, sentence) in sentences(&text.text) {
            let found = availability(cx, sentence)
                .or_else(|| length(cx, sentence))
                .or_else(|| first_day(cx, sentence))
                .or_else(|| amount(cx, sentence));
            if let Some(Differs { message, range, meant, field }) = found {
                let raised = report
                    .at(text.path.clone(), message, "Write the same value in both places")
                    .related(field.as_str());
                if let Some(meant) = meant {
                    let mut new = text.text.clone();
                    new.replace_range(offset + range.start..offset + range.end, &meant);
                    raised.fix(format!("Write {meant}"), vec![Edit::set(text.path.clone(), new)]);
                }
                break;
            }
        }
    }
    stretch(cx, report);
    last_day(cx, report);
}

struct Differs {
    message: String,
    /// In the sentence.
    range: std::ops::Range<usize>,
    /// What stands in the field, where only one can be meant.
    meant: Option<String>,
    field: String,
}

fn availability(cx: &Cx<'_>, sentence: &str) -> Option<Differs> {
    if !any_of(sentence, &["availab", "uptime"]) {
        return None;
    }
    let metrics: Vec<&Metric> =
        cx.a.metrics.iter().filter(|m| m.kind == MetricKind::Availability && m.is_percentage()).collect();
    let first = metrics.first()?;
    let of_metrics =
        cx.a.metrics
            .iter()
            .flat_map(|m| [m.target, m.minimum, m.stretch, m.achieved])
            .flatten()
            .map(|n| n.get());
    let of_bonuses = cx.a.bonuses.iter().filter_map(|b| Some(b.threshold?.get()));
    let of_credits =
        cx.a.credits
            .schedules
            .iter()
            .flat_map(|s| &s.tiers)
            .flat_map(|t| [t.from, t.to])
            .flatten()
            .map(|n| n.get());
    let of_parts =
        cx.a.services.iter().flat_map(|s| {
            s.dependencies.iter().filter_map(|d| d.availability).chain(s.chain).map(|p| p.get())
        });
    let known: Vec<Decimal> = of_metrics.chain(of_bonuses).chain(of_credits).chain(of_parts).collect();
    let open = percentages(sentence).into_iter().find(|p| {
        p.value >= Decimal::from(90) && p.value < Decimal::ONE_HUNDRED && !known.contains(&p.value)
    })?;
    let names: Vec<String> = metrics
        .iter()
        .filter_map(|m| {
            Some(format!("{} has {}", named(&m.name, "the metric"), with_unit(m.target?.get(), "%")))
        })
        .take(3)
        .collect();
    if names.is_empty() {
        return None;
    }
    let meant = match metrics.as_slice() {
        [one] => one.target.map(|t| t.to_string()),
        _ => None,
    };
    let message = format!("{} % available is promised here, but {}", open.value.normalize(), list(&names));
    Some(Differs { message, range: open.at, meant, field: format!("metrics.{}.target", first.id) })
}

fn length(cx: &Cx<'_>, sentence: &str) -> Option<Differs> {
    let term = cx.a.term.length.filter(|_| cx.a.term.kind == TermKind::Months)?;
    let right = term.months()?;
    if !any_of(sentence, &["runs for", "term of", "-month term", "for a term", "lasts"])
        || any_of(sentence, &["renew", "notice", "ramp"])
    {
        return None;
    }
    let (said, range) = months(sentence).into_iter().find(|(n, _)| u64::from(*n) != right)?;
    let message = format!("{said} months are named here, but the term is {}", term.long());
    Some(Differs { message, range, meant: Some(right.to_string()), field: "term.length".to_owned() })
}

fn first_day(cx: &Cx<'_>, sentence: &str) -> Option<Differs> {
    let effective = cx.a.term.effective?;
    let begins = any_of(sentence, &["runs from", "effective", "in force from", "begins on", "starts on"])
        || any_of(sentence, &["runs for"]) && any_of(sentence, &["from"]);
    if !begins {
        return None;
    }
    let known: Vec<Date> = cx.values().filter_map(|p| date_of(&p)).collect();
    let open = dates(sentence)
        .into_iter()
        .find(|w| w.date.and_then(Date::new).is_some_and(|d| !known.contains(&d)))?;
    let said = sentence.get(open.at.clone())?;
    let message =
        format!("{} is named here, but the agreement is effective from {}", quoted(said), effective.long());
    Some(Differs {
        message,
        range: open.at,
        meant: Some(effective.long()),
        field: "term.effective".to_owned(),
    })
}

fn date_of(place: &crate::check::fields::Place<'_, '_>) -> Option<Date> {
    matches!(place.spec.shape(), Shape::Leaf(LeafKind::Date))
        .then(|| place.node.text().parse().ok())
        .flatten()
}

/// An amount with the agreement's currency beside it.
fn amount(cx: &Cx<'_>, sentence: &str) -> Option<Differs> {
    let currency = cx.a.currency?.code();
    if !sentence.contains(currency)
        || !any_of(sentence, &["fee", "price", "a month", "per month", "monthly", "charge"])
    {
        return None;
    }
    let money = |p: crate::check::fields::Place<'_, '_>| {
        matches!(p.spec.shape(), Shape::Leaf(LeafKind::Money))
            .then(|| p.node.text().parse::<Money>().ok())
            .flatten()
    };
    let known: Vec<Decimal> = cx.values().filter_map(money).map(Money::amount).collect();
    if known.is_empty() {
        return None;
    }
    let sum: Decimal = cx.a.services.iter().filter_map(|s| s.fee).map(Money::amount).sum();
    let beside = |range: &std::ops::Range<usize>| {
        let before = sentence.get(..range.start).unwrap_or("").trim_end();
        let behind = sentence.get(range.end..).unwrap_or("").trim_start_matches([' ', '\u{a0}']);
        before.ends_with(currency) || behind.starts_with(currency)
    };
    let open = numbers(sentence).into_iter().find(|n| {
        beside(&n.at) && !known.contains(&n.value) && n.value != sum && n.value != sum * Decimal::from(12)
    })?;
    let said = sentence.get(open.at.clone())?;
    let service = cx.a.services.iter().find(|s| s.fee.is_some())?;
    let message = format!("{said} {currency} is named here, but no field of this agreement has that amount");
    Some(Differs { message, range: open.at, meant: None, field: format!("services.{}.fee", service.id) })
}

fn stretch(cx: &Cx<'_>, report: &mut Report) {
    for bonus in &cx.a.bonuses {
        let Some(metric) = cx.a.metric(&bonus.metric) else { continue };
        let (Some(from), Some(stretch)) = (bonus.threshold, metric.stretch) else { continue };
        // Two bonuses of one metric are steps; only the first can begin at the stretch level.
        let steps = cx.a.bonuses.iter().filter(|b| b.metric == bonus.metric).count() > 1;
        if from != stretch && !steps {
            let message = format!(
                "The bonus for {} begins at {}, its stretch level is {}",
                named(&metric.name, "metric"),
                with_unit(from.get(), &metric.unit),
                with_unit(stretch.get(), &metric.unit)
            );
            let path = at(&["metrics", &metric.id, "stretch"]);
            report
                .at(
                    at(&["bonuses", &bonus.id, "threshold"]),
                    message,
                    "Let the bonus begin at the stretch level",
                )
                .related(path.clone())
                .fix(
                    "Set the stretch level to where the bonus begins",
                    vec![Edit::set(path, from.to_string())],
                );
        }
    }
}

fn last_day(cx: &Cx<'_>, report: &mut Report) {
    let term = &cx.a.term;
    let (Some(first), Some(length), Some(until)) =
        (term.effective, term.length.and_then(|l| l.months()), term.until)
    else {
        return;
    };
    let Some(end) =
        u32::try_from(length).ok().and_then(|m| first.plus_months(m)).and_then(|d| d.minus_days(1))
    else {
        return;
    };
    if end != until {
        let (field, keep) = match term.kind {
            TermKind::Until => ("length", "the last day"),
            _ => ("until", "the length"),
        };
        let message = format!(
            "{} from {} end on {}, but the last day is {}",
            term.length.map_or_else(String::new, |l| l.long()),
            first.long(),
            end.long(),
            until.long()
        );
        let path = at(&["term", field]);
        report
            .at(path.clone(), message, format!("Keep {keep} and clear the other"))
            .related("term.effective")
            .fix(format!("Keep {keep} only"), vec![Edit::set(path, "")]);
    }
}

fn signatory(cx: &Cx<'_>, report: &mut Report) {
    for signature in cx.a.signatures.iter().filter(|s| !s.name.trim().is_empty()) {
        let Some(party) = cx.a.parties.iter().find(|p| p.id.as_str() == signature.party.as_str()) else {
            continue;
        };
        // A party may sign with two people; the one that is named as signatory is then one of them.
        let of_party = |s: &&crate::agreement::Signature| s.party == signature.party;
        let blocks = cx.a.signatures.iter().filter(of_party).count();
        if party.signatory.trim().is_empty() || party.signatory.trim() == signature.name.trim() || blocks > 1
        {
            continue;
        }
        let role =
            if party.role == Role::Other { "party".to_owned() } else { party.role.label().to_lowercase() };
        let message = format!(
            "{} signs for the {role}, but its signatory is {}",
            signature.name.trim(),
            party.signatory.trim()
        );
        let path = at(&["signatures", &signature.id, "name"]);
        report
            .at(path.clone(), message, "Correct one of the two")
            .related(at(&["parties", &party.id, "signatory"]))
            .fix(
                format!("Write {}", party.signatory.trim()),
                vec![Edit::set(path, party.signatory.as_str())],
            );
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    (
        "N06",
        &[
            "overview=Northwind hosts the shop, available for 99.5 % of the month without planned maintenance.",
        ],
    ),
    ("N06", &["overview=The agreement runs for 24 months."]),
    ("N06", &["overview=The agreement runs for 36 months from 1 April 2026."]),
    ("N06", &["services.hosting.description=Hosting for a fee of 4,900.00 EUR a month."]),
    ("N06", &["metrics.uptime.stretch=99.98"]),
    ("N06", &["term.until=2029-03-31"]),
    ("S03", &["signatures.provider.name=John Doe"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn the_same_values_in_words_are_fine() {
        for fine in [
            "The agreement runs for 36 months from 1 March 2026.",
            "Available for 99.9 % without planned maintenance; a bonus is paid from 99.97 % uptime on.",
            "The fee is 4,800 EUR a month, 57,600.00 EUR a year.",
            "Renewed for 12 months at a time.",
            "95 % of the incidents are answered in time, with support available by phone.",
        ] {
            assert!(!codes(&[&format!("overview={fine}")]).contains(&"N06"), "{fine}");
        }
        assert!(!codes(&["term.until=2029-02-28"]).contains(&"N06"));
    }

    #[test]
    fn the_value_of_the_field_is_written_where_only_one_can_be_meant() {
        let found = run(&changed(FIXTURES[0].1));
        let one = found.iter().find(|f| f.code == "N06").unwrap();
        assert_eq!(one.message, "99.5 % available is promised here, but “Web availability” has 99.9 %");
        assert_eq!(one.fix.as_ref().map(|f| f.title.as_str()), Some("Write 99.9"));
    }
}
