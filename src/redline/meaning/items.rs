//! Entries of lists: what came, what went, and whom more of them helps.

use super::metric::{Span, short, shown};
use super::money::{covered, protected};
use super::pair::{Asked, Half, Pair};
use super::{Favours, Said};
use crate::agreement::{Metric, MetricKind};
use crate::redline::ChangeKind;
use crate::settlement::Exact;
use crate::value::{LeafKind, listed};

pub(super) fn explain(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    match asked.change.kind {
        ChangeKind::Added | ChangeKind::Removed => item(pair, asked),
        ChangeKind::Changed if pair.kind(&asked.change.path)? == LeafKind::Lines => lines(pair, asked),
        ChangeKind::Changed if pair.kind(&asked.change.path)? == LeafKind::Refs => refs(pair, asked),
        _ => None,
    }
}

/// Lists of lines of which more helps one side.
const LINES: &[(&str, Favours)] = &[
    ("services.*.in_scope", Favours::Customer),
    ("services.*.out_of_scope", Favours::Provider),
    ("services.*.workload_limits", Favours::Provider),
    ("metrics.*.evidence", Favours::Customer),
    ("maintenance.freezes", Favours::Customer),
    ("priorities.*.pauses", Favours::Provider),
    ("credits.claim_contents", Favours::Provider),
    ("term.data_formats", Favours::Customer),
    ("security.measures", Favours::Customer),
    ("security.certificates", Favours::Customer),
    ("reporting.content", Favours::Customer),
];

fn lines(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    let read = |half: &Half<'_>| half.text(&asked.change.path).unwrap_or_default();
    let (old, new) = (read(&pair.old), read(&pair.new));
    let entries = |text: &str| -> Vec<String> {
        text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
    };
    let more = LINES.iter().find(|(at, _)| asked.is(at)).map(|(_, favours)| *favours);
    let more = more.or_else(|| match asked.path.as_slice() {
        ["indemnities", id, "losses"] => protected(&pair.new, id),
        ["indemnities", id, "carve_outs"] => protected(&pair.new, id).map(Favours::other),
        _ => None,
    });
    Some(sets(&entries(&old), &entries(&new), "now listed", "no longer listed", more))
}

/// Lists of ids of which more helps one side; an empty list means all.
const REFS: &[(&str, Favours)] =
    &[("credits.chronic.metrics", Favours::Customer), ("reporting.metrics", Favours::Customer)];

fn refs(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    let more = REFS.iter().find(|(at, _)| asked.is(at)).map(|(_, favours)| *favours);
    let list = match asked.path.last()? {
        &"groups" => "groups",
        _ => "metrics",
    };
    let read = |half: &Half<'_>| -> Vec<String> {
        let all = half.text(&asked.change.path).unwrap_or_default();
        let ids: Vec<String> =
            all.split(',').map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
        let ids = if ids.is_empty() {
            half.node(&list.into()).and_then(|n| n.as_list()).map(|l| l.ids()).unwrap_or_default()
        } else {
            ids
        };
        ids.iter().map(|id| half.of.label_of(list, id).unwrap_or_else(|| id.clone())).collect()
    };
    Some(sets(&read(&pair.old), &read(&pair.new), "now covered", "no longer covered", more))
}

fn sets(old: &[String], new: &[String], came: &str, went: &str, more: Option<Favours>) -> Said {
    let gained: Vec<String> = new.iter().filter(|e| !old.contains(e)).map(|e| short(e)).collect();
    let lost: Vec<String> = old.iter().filter(|e| !new.contains(e)).map(|e| short(e)).collect();
    let mut parts = Vec::new();
    if !gained.is_empty() {
        parts.push(format!("{came}: {}", few(&gained)));
    }
    if !lost.is_empty() {
        parts.push(format!("{went}: {}", few(&lost)));
    }
    let favours = match (gained.is_empty(), lost.is_empty()) {
        (true, true) => Some(Favours::Neither),
        (false, true) => more,
        (true, false) => more.map(Favours::other),
        (false, false) => None,
    };
    let text =
        if parts.is_empty() { "the same entries in another order".to_owned() } else { parts.join("; ") };
    Said { text, favours }
}

fn few(names: &[String]) -> String {
    const SHOWN: usize = 4;
    match names.len().saturating_sub(SHOWN) {
        0 => listed(names),
        rest => {
            format!("{} and {rest} more", names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", "))
        }
    }
}

/// Items whose coming helps one side, and what it means that they come and go.
const ITEMS: &[(&str, Favours, &str, &str)] = &[
    (
        "exclusions.*",
        Favours::Provider,
        "the provider is not held to its targets in this event",
        "the provider answers for this event from now on",
    ),
    (
        "bonuses.*",
        Favours::Provider,
        "the customer may have to pay a bonus",
        "no bonus can fall due here any more",
    ),
    (
        "services.*.dependencies.*",
        Favours::Provider,
        "the service rests on one thing more",
        "the service no longer rests on it",
    ),
    (
        "security.patching.*",
        Favours::Customer,
        "a time is promised for such weaknesses",
        "no time is promised for such weaknesses any more",
    ),
    (
        "escalation.steps.*",
        Favours::Customer,
        "one more person is called in",
        "nobody is called in at this point any more",
    ),
    (
        "priorities.*",
        Favours::Customer,
        "times are promised for such cases",
        "no times are promised for such cases any more",
    ),
];

fn item(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    let added = asked.change.kind == ChangeKind::Added;
    let half = if added { &pair.new } else { &pair.old };
    let turned = |favours: Favours| if added { favours } else { favours.other() };
    if let Some((_, favours, came, went)) = ITEMS.iter().find(|(at, ..)| asked.is(at)) {
        if *favours == Favours::Provider && asked.path.first() == Some(&"services") {
            return Some(Said::open(if added { *came } else { *went }));
        }
        return Some(Said::new(if added { *came } else { *went }, turned(*favours)));
    }
    match asked.path.as_slice() {
        ["metrics", id] => {
            let promise = promise(half, half.metric(id)?);
            let text = match (added, promise) {
                (true, Some(promise)) => format!("a further promise: {promise}"),
                (false, Some(promise)) => format!("no longer promised: {promise}"),
                (true, None) => "nothing is promised with it yet".to_owned(),
                (false, None) => "nothing was promised with it".to_owned(),
            };
            Some(Said::new(text, turned(Favours::Customer)))
        }
        ["indemnities", id] => {
            let favours = protected(half, id).map(turned);
            let direction = half.of.indemnities.iter().find(|i| i.id.as_str() == *id)?.direction.label();
            let text = if added { direction.to_owned() } else { format!("no longer: {direction}") };
            Some(Said { text, favours })
        }
        ["insurance", id] => {
            let text = if added {
                "a cover that stands behind the promises"
            } else {
                "this cover need not be kept any more"
            };
            Some(Said { text: text.to_owned(), favours: covered(half, id).map(turned) })
        }
        ["services", _] => {
            Some(Said::open(if added { "a further service is owed" } else { "no longer owed" }))
        }
        _ => None,
    }
}

/// "availability ≥ 99.9 %, 43 min 12 s of downtime in a 30-day month".
fn promise(half: &Half<'_>, metric: &Metric) -> Option<String> {
    let (operator, target) = (metric.operator?, metric.target?);
    let mut said = format!("{} {}", operator.sign(), shown(target, &metric.unit));
    let timed =
        metric.kind == MetricKind::Availability && metric.is_percentage() && metric.higher_is_better();
    if timed {
        let span = Span::of(half.of, metric);
        let lost = &(&Exact::one_hundred() - &Exact::from(target.get())).percent() * &span.seconds;
        said.push_str(&format!(", {} of downtime {}", super::delta::minutes(&lost), span.words));
    }
    let costs = half.of.schedules_of(&metric.id).next().is_some();
    said.push_str(if costs { ", with credits" } else { ", without credits" });
    Some(said)
}
