//! Policies on three levels: a narrower one may only be stricter.

use super::{Cx, Report, Rule, Severity, at, lost, named, with_unit};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Comparator, Level, Policy};
use crate::draft::Edit;
use crate::value::{FieldPath, Leaf};
use rustc_hash::FxHashMap;

/// All that the rules of this file read.
const READS: &[Read] = &[All("groups"), All("policies"), All("services")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "P13",
        title: "Override not marked",
        severity: Severity::Warning,
        detects: "A policy of a group or a service is about the same matter as one of a wider level, and does not say that it \
                  takes its place.",
        why: "The reader finds two values and cannot tell whether that is meant.",
        example: "Corporate: 12 characters; finance: 16 characters, no remark",
        mend: "Finance: 16 characters, overrides the corporate policy",
        reads: READS,
        run: unmarked,
        ..Rule::BLANK
    },
    Rule {
        code: "V01",
        title: "Override less strict",
        severity: Severity::Error,
        detects: "A policy takes the place of one of a wider level and asks for less, or for something that cannot be compared \
                  with it. Value, unit and comparison are compared exactly.",
        why: "What everyone must do could be undone by any department.",
        example: "Corporate: at least 12 characters; finance: at least 8",
        mend: "Finance: at least 16 characters",
        reads: READS,
        run: weaker,
        ..Rule::BLANK
    },
    Rule {
        code: "V02",
        title: "Override of something that is not there",
        severity: Severity::Error,
        detects: "A policy names one that it takes the place of, and that one does not exist, is itself, or is not of a wider \
                  level.",
        why: "It overrides nothing, and the policy that was meant still binds.",
        example: "Overrides: pasword",
        mend: "Overrides: password",
        reads: READS,
        run: target,
        ..Rule::BLANK
    },
    Rule {
        code: "V03",
        title: "Policy for nobody",
        severity: Severity::Error,
        detects: "A policy on group level names no group of this agreement, or one on service level no service.",
        why: "Nobody knows whom it binds.",
        example: "Level: group; group: (empty)",
        mend: "Level: group; group: Finance",
        reads: READS,
        run: addressee,
        ..Rule::BLANK
    },
    Rule {
        code: "V04",
        title: "Two policies on one matter",
        severity: Severity::Error,
        detects: "Two policies of the same level and for the same group or service set different values for one quantity.",
        why: "Both bind, and they cannot both be kept as meant.",
        example: "Password: at least 12 characters; password: at least 10 characters",
        mend: "One of the two",
        reads: READS,
        run: conflict,
        ..Rule::BLANK
    },
];

fn field(policy: &Policy, field: &str) -> FieldPath {
    at(&["policies", &policy.id, field])
}

fn same_matter(a: &Policy, b: &Policy) -> bool {
    !a.topic.trim().is_empty()
        && a.topic.trim().eq_ignore_ascii_case(b.topic.trim())
        && a.quantity.trim().eq_ignore_ascii_case(b.quantity.trim())
}

fn by_id<'a>(cx: &Cx<'a>, id: &str) -> Option<&'a Policy> {
    cx.a.policies.iter().find(|p| p.id.as_str() == id)
}

/// "at least 12 characters".
fn demand(policy: &Policy) -> Option<String> {
    let (comparator, value) = (policy.comparator?, policy.value?);
    Some(format!("{} {}", comparator.label(), with_unit(value.get(), &policy.unit)))
}

/// Whether the narrower demand is at least as strict; `None` where the two cannot be compared.
fn as_strict(wide: &Policy, narrow: &Policy) -> Option<bool> {
    if !wide.unit.trim().eq_ignore_ascii_case(narrow.unit.trim()) {
        return None;
    }
    let (w, n) = (wide.value?, narrow.value?);
    match (wide.comparator?, narrow.comparator?) {
        (Comparator::AtLeast, Comparator::AtLeast | Comparator::Exactly) => Some(n >= w),
        (Comparator::AtMost, Comparator::AtMost | Comparator::Exactly) => Some(n <= w),
        (Comparator::Exactly, Comparator::Exactly) => Some(n == w),
        // A bound in one direction says nothing about the other.
        _ => None,
    }
}

/// The wider policy whose place a policy takes: the one it names, else the one on the same matter.
fn replaced<'a>(cx: &Cx<'a>, policy: &Policy, matters: &Matters<'a>) -> Option<&'a Policy> {
    match policy.overrides.is_empty() {
        false => by_id(cx, &policy.overrides).filter(|wide| wide.level < policy.level),
        true => matters.wider(policy),
    }
}

/// Policies by topic and quantity.
struct Matters<'a>(FxHashMap<(String, String), Vec<&'a Policy>>);

impl<'a> Matters<'a> {
    fn of(cx: &Cx<'a>) -> Self {
        let mut all: FxHashMap<_, Vec<&Policy>> = FxHashMap::default();
        for policy in cx.a.policies.iter().filter(|p| !p.topic.trim().is_empty()) {
            all.entry(Self::key(policy)).or_default().push(policy);
        }
        Self(all)
    }

    fn key(policy: &Policy) -> (String, String) {
        (policy.topic.trim().to_ascii_lowercase(), policy.quantity.trim().to_ascii_lowercase())
    }

    fn wider(&self, policy: &Policy) -> Option<&'a Policy> {
        let same = self.0.get(&Self::key(policy))?;
        let of_corporate =
            same.iter().copied().filter(|p| p.level == Level::Corporate && policy.level > Level::Corporate);
        of_corporate.into_iter().next()
    }
}

fn unmarked(cx: &Cx<'_>, report: &mut Report) {
    let matters = Matters::of(cx);
    for policy in cx.a.policies.iter().filter(|p| p.overrides.is_empty() && p.level != Level::Corporate) {
        let Some(wide) = matters.wider(policy) else { continue };
        let message = format!(
            "{} of {} meets a corporate policy on the same matter, and does not say that it takes its place",
            named(&policy.topic, "policy"),
            whom(cx, policy)
        );
        report
            .at(
                field(policy, "overrides"),
                message,
                "Mark it as an override, or give it another topic or quantity",
            )
            .related(at(&["policies", &wide.id]))
            .fix("Mark it as an override", vec![Edit::set(field(policy, "overrides"), wide.id.as_str())]);
    }
}

/// "finance", "the service “Hosting”".
fn whom(cx: &Cx<'_>, policy: &Policy) -> String {
    match policy.level {
        Level::Corporate => "everyone".to_owned(),
        Level::Group => named(&cx.a.label_of("groups", &policy.group).unwrap_or_default(), "group"),
        Level::Service => named(&cx.a.label_of("services", &policy.service).unwrap_or_default(), "service"),
    }
}

fn weaker(cx: &Cx<'_>, report: &mut Report) {
    let matters = Matters::of(cx);
    for policy in cx.a.policies.iter().filter(|p| p.level != Level::Corporate) {
        let Some(wide) = replaced(cx, policy, &matters) else { continue };
        let Some(asked) = demand(wide) else { continue };
        let whose = whom(cx, policy);
        let found = match (as_strict(wide, policy), demand(policy)) {
            (Some(true), _) => continue,
            (Some(false), Some(own)) => {
                let message =
                    format!("{whose} is held to {own}, less strict than {asked} on the wider level");
                report.at(
                    field(policy, "value"),
                    super::sentence(&message),
                    "Ask for at least as much as the wider level does",
                )
            }
            (None, Some(own)) => {
                let message = format!(
                    "{whose} is held to {own}, which cannot be compared with {asked} on the wider level"
                );
                report.at(
                    field(policy, "value"),
                    super::sentence(&message),
                    "Use the same comparison and the same unit",
                )
            }
            (_, None) => {
                let message = format!("{whose} has no value, although the wider level asks for {asked}");
                report.absent(
                    field(policy, "value"),
                    super::sentence(&message),
                    "Enter comparison, value and unit",
                )
            }
        };
        let (comparator, value) = (wide.comparator.map(|c| Leaf::text(&c)), wide.value);
        let same = vec![
            Edit::set(field(policy, "comparator"), comparator.unwrap_or_default()),
            Edit::set(field(policy, "value"), value.map(|v| v.to_string()).unwrap_or_default()),
            Edit::set(field(policy, "unit"), wide.unit.as_str()),
        ];
        found.related(field(wide, "value")).fix(format!("Ask for {asked} here too"), same);
    }
}

fn target(cx: &Cx<'_>, report: &mut Report) {
    for policy in cx.a.policies.iter().filter(|p| !p.overrides.is_empty()) {
        let path = field(policy, "overrides");
        let name = named(&policy.topic, "policy");
        let clear = vec![Edit::set(path.clone(), "")];
        let hint = "Choose a policy of a wider level, or clear the field";
        let message = match by_id(cx, &policy.overrides) {
            None => {
                format!("{} overrides {}", super::sentence(&name), lost(cx, "policies", &[&policy.overrides]))
            }
            Some(other) if std::ptr::eq(other, policy) => {
                format!("{} overrides itself", super::sentence(&name))
            }
            Some(other) if other.level >= policy.level => {
                format!(
                    "{} overrides {}, which is not of a wider level",
                    super::sentence(&name),
                    named(&other.topic, "policy")
                )
            }
            Some(_) => continue,
        };
        report.at(path, message, hint).fix("Clear the field", clear);
    }
}

fn addressee(cx: &Cx<'_>, report: &mut Report) {
    for policy in &cx.a.policies {
        let name = super::sentence(&named(&policy.topic, "policy"));
        let (name_of, list, id) = match policy.level {
            Level::Corporate => continue,
            Level::Group => ("group", "groups", policy.group.as_str()),
            Level::Service => ("service", "services", policy.service.as_str()),
        };
        let hint = format!("Choose its {name_of}, or another level");
        if id.is_empty() {
            report.absent(
                field(policy, name_of),
                format!("{name} is for a {name_of}, but for none in particular"),
                hint,
            );
        } else if cx.a.label_of(list, id).is_none() {
            let message = format!("{name} is for {}", lost(cx, list, &[id]));
            report.at(field(policy, name_of), message, hint);
        }
    }
}

fn conflict(cx: &Cx<'_>, report: &mut Report) {
    for same in Matters::of(cx).0.values() {
        for (n, later) in same.iter().enumerate() {
            let meets = |p: &&&Policy| {
                p.level == later.level
                    && p.group == later.group
                    && p.service == later.service
                    && same_matter(p, later)
                    && demand(p).is_some()
                    && demand(p) != demand(later)
            };
            let Some(first) = same.iter().take(n).find(meets) else { continue };
            let (Some(one), Some(other)) = (demand(first), demand(later)) else { continue };
            let message = format!(
                "{} asks for {other} here and for {one} elsewhere",
                super::sentence(&named(&later.topic, "policy"))
            );
            report
                .at(field(later, "value"), message, "Keep one of the two, or give them different quantities")
                .related(field(first, "value"));
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("P13", &["policies.password-finance.overrides="]),
    ("V01", &["policies.password-finance.value=8"]),
    ("V01", &["policies.password-finance.unit=digits"]),
    ("V01", &["policies.password-finance.comparator=AtMost"]),
    ("V01", &["policies.password-finance.value="]),
    ("V02", &["policies.password-finance.overrides=pasword"]),
    ("V02", &["policies.password.overrides=password-finance"]),
    ("V02", &["policies.password-finance.overrides=password-finance"]),
    ("V03", &["policies.password-finance.group="]),
    ("V03", &["policies.password-finance.group=sales"]),
    ("V03", &["policies.password-finance.level=Service"]),
    (
        "V04",
        &[
            "+policies again",
            "policies.again.topic=password",
            "policies.again.level=Corporate",
            "policies.again.quantity=length of a password",
            "policies.again.comparator=AtLeast",
            "policies.again.value=10",
            "policies.again.unit=characters",
            "policies.again.statement=Ten.",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn equal_or_stricter_is_fine_and_exactly_may_stand_for_a_bound() {
        assert!(!codes(&["policies.password-finance.value=12"]).contains(&"V01"));
        assert!(!codes(&["policies.password-finance.comparator=Exactly"]).contains(&"V01"));
        let most = ["policies.password.comparator=AtMost", "policies.password-finance.comparator=AtMost"];
        assert!(codes(&most).contains(&"V01"));
    }

    #[test]
    fn the_message_names_both_demands() {
        let found = run(&changed(&["policies.password-finance.value=8"]));
        let finding = found.iter().find(|f| f.code == "V01").unwrap();
        assert_eq!(
            finding.message,
            "“Finance” is held to at least 8 characters, less strict than at least 12 characters on the wider level"
        );
        assert_eq!(
            finding.fix.as_ref().map(|f| f.title.as_str()),
            Some("Ask for at least 12 characters here too")
        );
    }

    #[test]
    fn a_policy_in_words_only_has_nothing_to_compare() {
        let words = ["policies.password.value=", "policies.password.comparator="];
        assert!(!codes(&words).contains(&"V01"));
    }
}
