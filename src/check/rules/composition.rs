//! What a service rests on, against what it promises.

use super::{Cx, Report, Rule, Severity, at, named, sentence};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Dependency, MetricKind, Operator, Service, Topology};
use crate::check::phrases::any_of;
use crate::check::quantities::{numbers, sentences};
use crate::check::text::Question;
use crate::draft::Edit;
use crate::settlement::Exact;
use crate::settlement::chain::{self, Chain};
use crate::settlement::composition::{CompositionError, MOST_COPIES, Part};
use crate::value::{Duration, FieldPath, quoted};
use rust_decimal::Decimal;

/// All that those of the rules of this file read that need nothing but the agreement.
const READS: &[Read] = &[All("metrics"), All("priorities"), All("services")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "P10",
        title: "Promise better than what it rests on",
        severity: Severity::Error,
        detects: "The target of an availability is higher than the dependencies of its service can deliver together, \
                  or a response is promised sooner than one of them responds. Times that are too long only when they \
                  are added up give a warning. Failures are taken to be independent.",
        why: "Each miss of a supplier becomes a miss of the provider, with credits that nobody pays back.",
        example: "99.95 %, resting on 99.95 % × 99.99 %, which is 99.940005 %",
        mend: "99.9 %, or a second supplier that stands in for the first",
        reads: READS,
        run: promise,
        ..Rule::BLANK
    },
    Rule {
        code: "P14",
        title: "Copies that do not fit together",
        severity: Severity::Error,
        detects: "A redundant dependency does not say how many copies there are, more copies are needed than exist, or \
                  there are more than can be computed. One copy that is called redundant gives a warning.",
        why: "What the chain delivers cannot be computed, or is not what the word promises.",
        example: "3 of 2 copies must work",
        mend: "2 of 3 copies must work",
        reads: READS,
        run: copies,
        ..Rule::BLANK
    },
    Rule {
        code: "M33",
        title: "Serial and redundant confused",
        severity: Severity::Error,
        detects: "The availability that the parties have computed for the dependencies of a service is not the one \
                  that follows from their levels and topology; or a text multiplies the levels of parts of which one \
                  is enough.",
        why: "Two systems of 99.5 % of which one is enough give 99.9975 %, not 99.0 %: a published article has it wrong.",
        example: "2 zones: 99.5 × 99.5 = 99.0",
        mend: "1 − 0.005 × 0.005 = 99.9975 %",
        reads: READS,
        run: confused,
        ..Rule::BLANK
    },
];

fn field(service: &Service, dependency: &Dependency, field: &str) -> FieldPath {
    at(&["services", &service.id, "dependencies", &dependency.id, field])
}

fn promise(cx: &Cx<'_>, report: &mut Report) {
    for service in &cx.a.services {
        if let Some(chain) = chain::chain(service) {
            availability(cx, service, &chain, report);
        }
        response(cx, service, report);
    }
}

fn availability(cx: &Cx<'_>, service: &Service, chain: &Chain<'_>, report: &mut Report) {
    for metric in cx.a.metrics.iter().filter(|m| m.service.as_str() == service.id.as_str()) {
        let Some(target) = chain::promised(metric).filter(|t| *t <= Decimal::ONE_HUNDRED) else { continue };
        let exact = Exact::from(target);
        let beyond = exact > chain.available
            || exact == chain.available && metric.operator == Some(Operator::MoreThan);
        if !beyond {
            continue;
        }
        let most = chain::shown_down(&chain.available);
        let message = format!(
            "{} promises {} %, but {} can be at most {most} % available: {} (failures taken to be independent)",
            sentence(&named(&metric.name, "metric")),
            target.normalize(),
            named(&service.name, "the service"),
            product(chain),
        );
        let scale = target.normalize().scale().clamp(1, 6);
        let lower = down(&chain.available, scale);
        let hint = format!(
            "Promise {lower} % or less, agree better levels with the suppliers, or let a second one stand in"
        );
        let mut found = report.at(at(&["metrics", &metric.id, "target"]), message, hint);
        for link in chain.links.iter().flat_map(|l| &l.dependencies) {
            found = found.related(field(service, link, "availability"));
        }
    }
}

/// "“Power” 99.95 % × “Database” 99.99 %".
fn product(chain: &Chain<'_>) -> String {
    let mut links = chain.links.iter().map(|link| {
        let names: Vec<String> = link.dependencies.iter().map(|d| named(&d.name, "dependency")).collect();
        format!("{} {} %", names.join(" or "), chain::shown_down(&link.available))
    });
    let first: Vec<String> = links.by_ref().take(4).collect();
    let more = links.count();
    let rest = if more == 0 { String::new() } else { format!(" × {more} more") };
    format!("{}{rest}", first.join(" × "))
}

/// A time that is promised, where it stands, and whose it is.
type Promised = (FieldPath, Duration, String);

fn response(cx: &Cx<'_>, service: &Service, report: &mut Report) {
    let slow: Vec<(&Dependency, Duration)> =
        service.dependencies.iter().filter_map(|d| Some((d, d.response?))).collect();
    let Some((slowest, longest)) = slow.iter().copied().max_by_key(|(_, time)| time.bounds().0) else {
        return;
    };
    let sum = slow.iter().fold(0_u64, |sum, (_, time)| sum.saturating_add(time.bounds().0));
    for (path, time, whose) in soonest(cx, service) {
        let latest = time.bounds().1;
        let hint = "Promise a longer time, or agree a shorter one with the supplier";
        let name = named(&slowest.name, "what it rests on");
        if longest.compare(time).map_or(longest.bounds().0 > latest, |order| order.is_gt()) {
            let message = format!(
                "{whose} is promised within {}, but {name} responds within {}",
                time.long(),
                longest.long()
            );
            report.at(path, message, hint).related(field(service, slowest, "response"));
        } else if slow.len() > 1 && sum > latest {
            let words: Vec<String> = slow.iter().map(|(_, time)| time.long()).collect();
            let message = format!(
                "{whose} is promised within {}, but what {} rests on responds within {}, one after the other",
                time.long(),
                named(&service.name, "the service"),
                words.join(" + ")
            );
            let mut found = report.at(path, message, hint).severity(Severity::Warning);
            for (dependency, _) in &slow {
                found = found.related(field(service, dependency, "response"));
            }
        }
    }
}

/// The shortest response that is promised for a service: of the priorities, and of metrics that are times.
fn soonest(cx: &Cx<'_>, service: &Service) -> Vec<Promised> {
    let priority = cx.a.priorities.iter().filter_map(|p| Some((p, p.response.or(p.restore)?)));
    let fastest = priority.min_by_key(|(_, time)| time.bounds().1).map(|(p, time)| {
        let (name, word) = if p.response.is_some() { ("response", "response") } else { ("restore", "end") };
        let whose = format!("The {word} of {}", named(&p.name, "priority"));
        (at(&["priorities", &p.id, name]), time, whose)
    });
    let own = cx.a.metrics.iter().filter(|m| {
        m.service.as_str() == service.id.as_str()
            && m.kind == MetricKind::TimeToEvent
            && m.operator.is_some_and(|o| !o.higher_is_better())
    });
    let timed = own.filter_map(|m| {
        let time = format!("{}{}", m.target?, m.unit.trim()).parse().ok()?;
        Some((at(&["metrics", &m.id, "target"]), time, sentence(&named(&m.name, "metric"))))
    });
    fastest.into_iter().chain(timed).collect()
}

fn copies(cx: &Cx<'_>, report: &mut Report) {
    for service in &cx.a.services {
        for dependency in service.dependencies.iter().filter(|d| d.topology != Topology::Serial) {
            let name = sentence(&named(&dependency.name, "dependency"));
            let path = |name: &str| field(service, dependency, name);
            let k_of_n = dependency.topology == Topology::KOfN;
            let (Some(copies), needed) = (dependency.copies, dependency.needed) else {
                let message = format!("{name} is redundant, but nothing says how many copies there are");
                report.absent(path("copies"), message, "Enter the number of copies, such as 2");
                continue;
            };
            if k_of_n && needed.is_none() {
                let message = format!("Nothing says how many of the {copies} copies of {name} must work");
                report.absent(path("needed"), message, "Enter how many are needed");
                continue;
            }
            let needed = needed.filter(|_| k_of_n).unwrap_or(1);
            match Part::copies(Decimal::ONE_HUNDRED, needed, copies) {
                Err(CompositionError::TooMany(_)) => {
                    let message =
                        format!("{name} has {copies} copies; no more than {MOST_COPIES} are computed");
                    report.at(path("copies"), message, "Enter the copies that stand in for each other");
                }
                Err(error) => {
                    let (message, hint) = match error {
                        CompositionError::NoParts => (format!("{name} has no copies"), "Enter at least 2"),
                        _ => (
                            format!(
                                "{needed} of {copies} copies of {} cannot work",
                                named(&dependency.name, "it")
                            ),
                            "Let at least 1 and at most all of the copies be needed",
                        ),
                    };
                    let wrong = if k_of_n { "needed" } else { "copies" };
                    report.at(path(wrong), message, hint).related(path("copies"));
                }
                Ok(_) if copies == 1 => {
                    let message = format!("{name} is called redundant, but there is only one copy");
                    let serial = vec![Edit::set(path("topology"), "Serial")];
                    report
                        .at(path("copies"), message, "Enter the number of copies, or call it serial")
                        .severity(Severity::Warning)
                        .fix("Call it serial", serial);
                }
                Ok(_) => {}
            }
        }
    }
}

fn confused(cx: &Cx<'_>, report: &mut Report) {
    for service in &cx.a.services {
        let Some(stated) = service.chain else { continue };
        let Some(chain) = chain::chain(service) else { continue };
        let stated = stated.get();
        // As it would be printed with the decimals that are stated, rounded or cut.
        let digits = stated.normalize().scale().max(1);
        let reads = |value: &Exact| {
            value.rounded(digits) == Exact::from(stated) || down(value, digits) == Exact::from(stated)
        };
        let bound_holds = !chain.open.is_empty() && Exact::from(stated) <= chain.available;
        if reads(&chain.available) || bound_holds {
            continue;
        }
        let exact = chain::shown_down(&chain.available);
        let redundant = chain.links.iter().any(chain::Link::is_redundant);
        let why = if redundant && chain.all_needed().is_some_and(|v| reads(&v)) {
            "which multiplies parts of which not all are needed"
        } else if !redundant && chain.all_redundant().is_some_and(|v| reads(&v)) {
            "as if its parts stood in for each other, though all are needed"
        } else {
            "which does not follow from their levels"
        };
        let message = format!(
            "The dependencies of {} are said to deliver {stated} %, {why}; they deliver {exact} %",
            named(&service.name, "the service")
        );
        let path = at(&["services", &service.id, "chain"]);
        report
            .at(path.clone(), message, "Correct the figure, or the topology of the dependencies")
            .related(at(&["services", &service.id, "dependencies"]))
            .fix(format!("Write {exact} %"), vec![Edit::set(path, exact)]);
    }
    products(cx, report);
}

/// Cut after so many decimals.
fn down(value: &Exact, digits: u32) -> Exact {
    let scale = Exact::from(10_u32.pow(digits.min(9)));
    (value * &scale).floor().over(&scale).unwrap_or_else(Exact::zero)
}

const ONE_IS_ENOUGH: &[&str] = &[
    "redundan",
    "parallel",
    "zones",
    "copies",
    "replica",
    "failover",
    "fail-over",
    "stand in",
    "stands in",
    "one is enough",
    "either of",
    "two sites",
    "mirrored",
    "active-active",
];

/// Products of levels in a sentence about parts of which one is enough.
fn products(cx: &Cx<'_>, report: &mut Report) {
    for text in cx.texts().filter(|t| t.has(Question::Equation, |text| text.contains('='))) {
        for (_, one) in sentences(&text.text).filter(|(_, s)| s.contains('=') && any_of(s, ONE_IS_ENOUGH)) {
            let Some((shown, levels)) = product_in(one) else { continue };
            let part = Part::Redundant(levels.into_iter().map(Part::One).collect());
            let Ok(right) = part.availability() else { continue };
            let message = format!("{} multiplies the levels of parts of which one is enough", quoted(&shown));
            let hint = format!("If one is enough, they deliver {} %", chain::shown_down(&right));
            report.at(text.path.clone(), message, hint);
        }
    }
}

/// "99.5 x 99.5 = 99.0", and the levels in per cent; only if the result is the product.
fn product_in(text: &str) -> Option<(String, Vec<Decimal>)> {
    let found = numbers(text);
    let sign = |range: std::ops::Range<usize>| {
        let between = text.get(range).unwrap_or("?").replace(['%', ' ', '\u{a0}'], "");
        match between.as_str() {
            "x" | "X" | "×" | "*" | "·" => Some(true),
            "=" | "≈" => Some(false),
            _ => None,
        }
    };
    for (n, first) in found.iter().enumerate() {
        let mut levels = vec![first.value];
        for pair in found.get(n..)?.windows(2) {
            let [left, right] = pair else { break };
            match sign(left.at.end..right.at.start) {
                Some(true) => levels.push(right.value),
                Some(false) if levels.len() > 1 => {
                    let percent = in_percent(&levels)?;
                    let product = Part::Serial(percent.iter().copied().map(Part::One).collect());
                    let said = in_percent(&[right.value])?.first().copied()?;
                    let cut = if right.value <= Decimal::ONE { 2 } else { 0 };
                    let digits = right.value.scale().saturating_sub(cut);
                    let near = product.availability().ok()?.rounded(digits) == Exact::from(said);
                    let shown = text.get(first.at.start..right.at.end)?.to_owned();
                    return near.then_some((shown, percent));
                }
                _ => break,
            }
        }
    }
    None
}

/// Levels above one half: as percentages, or as shares of one.
fn in_percent(levels: &[Decimal]) -> Option<Vec<Decimal>> {
    let half = Decimal::new(5, 1);
    let level = |v: &Decimal| match *v {
        v if v > Decimal::from(50) && v <= Decimal::ONE_HUNDRED => Some(v),
        v if v > half && v <= Decimal::ONE => Some(v * Decimal::ONE_HUNDRED),
        _ => None,
    };
    levels.iter().map(level).collect()
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("P10", &["services.hosting.dependencies.power.availability=99.85"]),
    ("P10", &["services.hosting.dependencies.power.response=30min"]),
    (
        "P10",
        &[
            "+services.hosting.dependencies network",
            "services.hosting.dependencies.network.name=Network",
            "services.hosting.dependencies.network.response=11min",
        ],
    ),
    (
        "P14",
        &[
            "services.hosting.dependencies.power.topology=KOfN",
            "services.hosting.dependencies.power.copies=2",
            "services.hosting.dependencies.power.needed=3",
        ],
    ),
    ("P14", &["services.hosting.dependencies.power.topology=Redundant"]),
    (
        "P14",
        &[
            "services.hosting.dependencies.power.topology=Redundant",
            "services.hosting.dependencies.power.copies=1",
        ],
    ),
    (
        "M33",
        &[
            "services.hosting.dependencies.power.topology=Redundant",
            "services.hosting.dependencies.power.copies=2",
            "services.hosting.dependencies.power.availability=99.5",
            "services.hosting.chain=99.0",
        ],
    ),
    ("M33", &["services.hosting.chain=99.8"]),
    ("M33", &["services.hosting.description=Two zones, one is enough: 99.5 x 99.5 = 99.0"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testkit::{changed, codes, run};

    fn message(changes: &[&str], code: &str) -> String {
        let found = run(&changed(changes));
        found.iter().find(|f| f.code == code).map(|f| f.message.clone()).unwrap_or_default()
    }

    const DATABASE: [&str; 3] = [
        "+services.hosting.dependencies database",
        "services.hosting.dependencies.database.name=Database",
        "services.hosting.dependencies.database.availability=99.99",
    ];

    #[test]
    fn the_promise_is_compared_exactly() {
        let with = |power: &str, target: &str| {
            let power = format!("services.hosting.dependencies.power.availability={power}");
            let target = format!("metrics.uptime.target={target}");
            let mut changes = DATABASE.to_vec();
            changes.extend([power.as_str(), target.as_str()]);
            message(&changes, "P10")
        };
        assert_eq!(
            with("99.95", "99.95"),
            "“Web availability” promises 99.95 %, but “Managed web hosting” can be at most 99.940005 % available: \
             “Power and cooling” 99.95 % × “Database” 99.99 % (failures taken to be independent)"
        );
        assert_eq!(with("99.95", "99.940005"), "", "exactly what is delivered can be promised");
        assert!(!with("99.95", "99.9400050001").is_empty());
    }

    #[test]
    fn a_stand_in_lifts_the_chain() {
        let mut changes = DATABASE.to_vec();
        changes.extend([
            "services.hosting.dependencies.power.availability=99",
            "services.hosting.dependencies.database.availability=99",
            "services.hosting.dependencies.power.backup_group=pair",
            "services.hosting.dependencies.database.backup_group=pair",
        ]);
        assert!(!codes(&changes).contains(&"P10"));
        changes.pop();
        assert!(codes(&changes).contains(&"P10"));
    }

    #[test]
    fn right_figures_and_other_products_are_left_alone() {
        let mut redundant = FIXTURES[6].1.to_vec();
        for fine in
            ["services.hosting.chain=99.9975", "services.hosting.chain=99.99", "services.hosting.chain=100"]
        {
            redundant.pop();
            redundant.push(fine);
            assert!(!codes(&redundant).contains(&"M33"), "{fine}");
        }
        for fine in ["99.5 x 99.5 = 99.0 % of both", "Two zones: 2 x 4 = 8 copies", "Redundant: 1 = 1"] {
            assert!(!codes(&[&format!("services.hosting.description={fine}")]).contains(&"M33"), "{fine}");
        }
        let shares = product_in("2 zones: .995 or 0.995 × 0.995 = 0.990");
        assert_eq!(shares.map(|(shown, _)| shown).as_deref(), Some("0.995 × 0.995 = 0.990"));
    }
}
