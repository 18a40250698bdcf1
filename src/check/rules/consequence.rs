//! Whether what follows a miss is one thing: what the metric says and what the credits say.

use super::{Cx, Report, Rule, Severity, at, lost, named, sentence};
use crate::agreement::Consequence;
use crate::draft::Edit;
use crate::template::Section;

pub(super) const RULES: &[Rule] = &[Rule {
    code: "C15",
    title: "Target without consequence, or consequence without target",
    severity: Severity::Error,
    detects: "A metric promises a credit that no schedule defines, or leads to something else although a schedule pays \
                  for it: the text says two things. It is a warning where a metric does not say what follows a miss, or a \
                  schedule is for a metric that does not exist.",
    why: "If nothing happens, it is a wish and not a service level; a credit without an amount is a dispute.",
    example: "P1 in 30 min (no consequence)",
    mend: "A miss leads to a credit of 2 % and a root cause within 5 days",
    run: consequence,
    ..Rule::BLANK
}];

/// Metrics promise a credit although the whole section with the credits is left out: one finding for all of them.
fn without_section(cx: &Cx<'_>, report: &mut Report) {
    let promising: Vec<_> =
        cx.a.metrics.iter().filter(|m| m.consequence == Some(Consequence::Credit)).collect();
    let Some((first, others)) = promising.split_first() else { return };
    let at_metric = |id: &str| at(&["metrics", id, "consequence"]);
    let more = match others.len() {
        0 => String::new(),
        n => format!(" and of {n} more"),
    };
    let message = format!(
        "A miss of {}{more} leads to a credit, but the section with the credits is left out",
        named(&first.name, "metric")
    );
    let now = cx.a.consequence_without_credits().label();
    let edits = promising.iter().map(|m| Edit::set(at_metric(&m.id), now)).collect();
    let mut found = report
        .at(at_metric(&first.id), message, "Put the section back, or choose another consequence")
        .fix(format!("Let every such miss lead to: {now}"), edits);
    for other in others {
        found = found.related(at_metric(&other.id));
    }
}

fn consequence(cx: &Cx<'_>, report: &mut Report) {
    let has_credits = |s: &&Section| s.form.iter().any(|path| path == "credits");
    let mut sections = cx.template.sections.iter().filter(has_credits).peekable();
    let left_out = sections.peek().is_some() && sections.all(|s| s.is_left_out(cx.draft));
    if left_out {
        without_section(cx, report);
    }
    for metric in &cx.a.metrics {
        let path = at(&["metrics", &metric.id, "consequence"]);
        let name = named(&metric.name, "metric");
        match metric.consequence {
            None => {
                let hint =
                    "Choose a credit, an escalation, an improvement plan, or say that it is reported only";
                let message = format!("Nothing says what follows when {name} is missed");
                let found = report.absent(path.clone(), message, hint).severity(Severity::Warning);
                if cx.a.schedules_of(&metric.id).next().is_some() {
                    found.fix("Let a miss lead to a credit", vec![Edit::set(path, "Credit")]);
                }
            }
            Some(Consequence::Credit) if !left_out && cx.a.schedules_of(&metric.id).next().is_none() => {
                let message = format!("A miss of {name} leads to a credit, but no schedule says how much");
                let now = cx.a.consequence_without_credits().label();
                report
                    .at(path.clone(), message, "Add its credits, or choose another consequence")
                    .related("credits.schedules")
                    .fix(format!("Let a miss lead to: {now}"), vec![Edit::set(path, now)]);
            }
            Some(_) => {}
        }
    }
    for schedule in &cx.a.credits.schedules {
        let path = at(&["credits", "schedules", &schedule.id, "metric"]);
        let Some(metric) = cx.a.metric(&schedule.metric) else {
            let message = match schedule.metric.is_empty() {
                true => "A credit schedule names no metric".to_owned(),
                false => format!("A credit schedule is for {}", lost(cx, "metrics", &[&schedule.metric])),
            };
            let id = schedule.id.to_string();
            report
                .at(path, message, "Choose its metric, or remove the schedule")
                .severity(Severity::Warning)
                .fix("Remove the schedule", vec![Edit::Remove { list: "credits.schedules".into(), id }]);
            continue;
        };
        if let Some(other) = metric.consequence.filter(|c| !left_out && *c != Consequence::Credit) {
            let message = format!(
                "{} has credits, but a miss of it leads to: {}",
                sentence(&named(&metric.name, "metric")),
                other.label()
            );
            let consequence = at(&["metrics", &metric.id, "consequence"]);
            report
                .at(path, message, "Let the miss lead to a credit, or remove the schedule")
                .related(consequence.clone())
                .fix("Let a miss lead to a credit", vec![Edit::set(consequence, "Credit")]);
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("C15", &["metrics.uptime.consequence="]),
    ("C15", &["-credits.schedules latency"]),
    ("C15", &["credits.schedules.latency.metric=gone"]),
    ("C15", &["credits.schedules.latency.metric="]),
    ("C15", &["metrics.latency.consequence=Escalation"]),
];

#[cfg(test)]
mod tests {
    use crate::check::Severity;
    use crate::check::testkit::{changed, run};
    use crate::draft::Edit;

    #[test]
    fn a_credit_without_an_amount_is_an_error_with_a_way_out() {
        for (change, path, now) in [
            ("-credits.schedules latency", "metrics.latency.consequence", "ImprovementPlan"),
            ("metrics.latency.consequence=Escalation", "metrics.latency.consequence", "Credit"),
        ] {
            let mut draft = changed(&[change]);
            let found: Vec<_> = run(&draft).into_iter().filter(|f| f.severity == Severity::Error).collect();
            let [one] = found.as_slice() else { panic!("{change}: {found:?}") };
            assert_eq!(one.code, "C15", "one cause, one finding");
            one.fix.as_ref().unwrap().edits.iter().for_each(|e| assert_eq!(e.apply(&mut draft), Ok(true)));
            assert_eq!(draft.text(&path.into()), now);
            assert!(!run(&draft).iter().any(|f| f.code == "C15"));
        }
    }

    #[test]
    fn a_section_that_is_left_out_takes_its_amounts_along() {
        let form = crate::template::find("cloud-hosting").unwrap();
        let mut draft = form.example().clone();
        let section = form.template().sections.iter().find(|s| s.id.as_str() == "credits").unwrap();
        for clause in &section.clauses {
            for edit in clause.decided(&draft, &section.clause_key(clause), false) {
                edit.apply_strict(&mut draft).unwrap();
            }
        }
        let found = |draft: &crate::draft::Draft| -> Vec<crate::check::Finding> {
            let environment =
                crate::check::Environment { printable: &|_| true, checks: crate::check::Checks::default() };
            let document = crate::document::assemble(draft, &form);
            let all = crate::check::check(draft, form.template(), &document, &environment);
            all.into_iter().filter(|f| f.code == "C15").collect()
        };
        let promises = found(&draft);
        let [one] = promises.as_slice() else { panic!("{promises:?}") };
        assert!(one.message.ends_with("but the section with the credits is left out"), "{}", one.message);
        for edit in one.fix.iter().flat_map(|fix| &fix.edits) {
            assert_eq!(Edit::apply(edit, &mut draft), Ok(true));
        }
        assert!(found(&draft).is_empty());
    }
}
