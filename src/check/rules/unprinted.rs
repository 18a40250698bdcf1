//! What was entered but stands nowhere in the text.

use super::{Cx, Report, Rule, Severity};
use crate::agreement::queries::label_of;
use crate::check::bare::is_bare;
use crate::check::gathered::Gathered;
use crate::document::Block;
use crate::draft::Edit;
use crate::value::{FieldPath, LeafKind, ListNode, Node, Shape, id_of, quoted};

pub(super) const RULES: &[Rule] = &[Rule {
    code: "U08",
    title: "Entered but not printed",
    severity: Severity::Warning,
    detects: "A part, an item or a clause text was filled in, and the document as it stands prints nothing of it: its \
              section is left out, the form has no place for it, or the clause was taken out. Single fields that another \
              entry makes idle are a hint.",
    why: "Both parties believe it is agreed, and it is in no contract.",
    example: "Continuity: recovery in 8 hours; the section on continuity is left out",
    mend: "Put the section in, or clear the entries",
    run: unprinted,
    ..Rule::BLANK
}];

/// Parts of which something is printed in other words, or which decide without being printed.
const SILENT_PARTS: &[&str] =
    &["answers", "currency", "language", "kind", "status", "version", "title", "reference"];

fn unprinted(cx: &Cx<'_>, report: &mut Report) {
    if cx.document.sections.is_empty() || cx.template.sections.is_empty() {
        return;
    }
    let printed = cx.gathered();
    let Shape::Record(spec) = cx.a.shape() else { return };
    for field in spec.fields.iter().filter(|f| !SILENT_PARTS.contains(&f.name)) {
        let Some(node) = cx.a.child(field.name) else { continue };
        let entered = match node.shape() {
            Shape::Leaf(_) => !node.is_blank(),
            Shape::Record(_) => !is_bare(node, &[]),
            Shape::List(_) => !node.is_blank() && !only_bare(node),
        };
        // An entry that only names its party prints that party and lines to write on, nothing of its own.
        if !entered || (field.name == "signatures" && signed(cx)) {
            continue;
        }
        if !printed.is_printed(field.name) {
            // That its clause was left out is told where that was decided.
            if cx.left_out.is_lost(&FieldPath::new(field.name)) {
                continue;
            }
            let hint = "Put the section in that shows it, or clear the entries";
            let message = format!("Nothing of “{}” is printed in this agreement", field.label);
            report.at(field.name, message, hint).even_if_left_out();
            continue;
        }
        items(cx, node, &FieldPath::new(field.name), report);
    }
    clauses(cx, printed, report);
}

/// Whether the document has a place to sign.
fn signed(cx: &Cx<'_>) -> bool {
    let clauses = cx.document.sections.iter().flat_map(|s| &s.clauses);
    clauses.flat_map(|c| &c.blocks).any(|block| matches!(block, Block::Signatures(_)))
}

fn only_bare(node: &dyn Node) -> bool {
    node.as_list()
        .is_some_and(|list| (0..list.len()).filter_map(|i| list.at(i)).all(|item| is_bare(item, &[])))
}

/// Items of which nothing is printed although others of their list are.
fn items(cx: &Cx<'_>, node: &dyn Node, path: &FieldPath, report: &mut Report) {
    let printed = cx.gathered();
    if let Some(list) = node.as_list() {
        // Hours around the clock and holidays of several calendars are printed in other words.
        if matches!(list.spec().name, "Hours" | "Holiday") {
            return;
        }
        for item in (0..list.len()).filter_map(|i| list.at(i)).filter(|item| !is_bare(*item, &[])) {
            let below = path.join(&id_of(item));
            if printed.is_printed(below.as_str()) {
                items(cx, item, &below, report);
            } else if !cx.left_out.is_lost(&below) && !stands_with_another(printed, list, item, path) {
                let noun = list.spec().noun;
                let name = label_of(item).map_or_else(String::new, |name| format!(" {}", quoted(&name)));
                let message = format!("The {noun}{name} is printed nowhere");
                report.at(below, message, "Put in the clause that shows it, or remove it");
            }
        }
    } else if matches!(node.shape(), Shape::Record(_)) {
        node.each_field(&mut |field, child| {
            if !matches!(field.shape(), Shape::Leaf(_)) {
                items(cx, child, &path.join(field.name), report);
            }
        });
        idle(node, path, printed, report);
    }
}

/// Whether this is a contact that is printed in one row with another of the same party: the same person for a further
/// purpose.
fn stands_with_another(printed: &Gathered, list: &dyn ListNode, item: &dyn Node, path: &FieldPath) -> bool {
    let said = |item: &dyn Node| {
        let mut said = Vec::new();
        item.each_field(&mut |field, child| {
            if !matches!(field.name, "id" | "purpose") {
                said.push((field.name, child.text()));
            }
        });
        said
    };
    let same = |other: &dyn Node| {
        id_of(other) != id_of(item)
            && printed.is_printed(path.join(&id_of(other)).as_str())
            && said(other) == said(item)
    };
    list.spec().name == "Contact" && (0..list.len()).filter_map(|i| list.at(i)).any(same)
}

/// Single entries that another one makes idle: the length of a rolling window of a calendar month.
fn idle(node: &dyn Node, path: &FieldPath, printed: &Gathered, report: &mut Report) {
    let Shape::Record(spec) = node.shape() else { return };
    const IDLE: &[(&str, &[&str])] = &[
        (
            "Metric",
            &[
                "window_length",
                "window_step",
                "percentile",
                "minimum_count",
                "clock_start",
                "clock_stop",
                "minimum_outage",
            ],
        ),
        ("CreditSchedule", &["rate", "amount", "step", "step_time"]),
        ("Bonus", &["share"]),
        ("Term", &["length", "until", "renewal_length"]),
    ];
    let Some((_, fields)) = IDLE.iter().find(|(record, _)| *record == spec.name) else { return };
    for field in spec.fields.iter().filter(|f| fields.contains(&f.name)) {
        let entered = node.child(field.name).is_some_and(|n| !n.is_blank());
        let below = path.join(field.name);
        if entered
            && matches!(field.shape(), Shape::Leaf(kind) if kind != LeafKind::Id)
            && !printed.is_printed(below.as_str())
        {
            let of = label_of(node).map_or_else(String::new, |name| format!(" of {}", quoted(&name)));
            let message = format!("“{}”{of} has no effect here and is not printed", field.label);
            report
                .at(below.clone(), message, "Clear it, or choose what it belongs to")
                .severity(Severity::Hint)
                .fix("Clear it", vec![Edit::set(below, "")]);
        }
    }
}

/// Texts written for clauses that are left out.
fn clauses(cx: &Cx<'_>, printed: &Gathered, report: &mut Report) {
    for own in cx.draft.clauses.iter().filter(|c| !c.text.trim().is_empty()) {
        let path = FieldPath::new("clauses").join(&own.id);
        if printed.is_printed(path.as_str()) {
            continue;
        }
        if let Some((section, clause)) = cx.template.clause(&own.id) {
            let title = section.name_of(clause, cx.draft);
            let message = format!("A text was written for {}, but that clause is left out", quoted(title));
            let remove = Edit::Remove { list: "clauses".into(), id: own.id.to_string() };
            report
                .at(path, message, "Put the clause in, or remove the text")
                .severity(Severity::Hint)
                .place(&section.title, section.name_of(clause, cx.draft))
                .fix("Remove the text", vec![remove])
                .even_if_left_out();
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("U08", &["+choices assurance-assurance", "choices.assurance-assurance.include=no"]),
    ("U08", &["metrics.uptime.window_length=30d"]),
    ("U08", &["credits.schedules.uptime.rate=2"]),
];

#[cfg(test)]
mod tests {
    use crate::check::{Checks, Environment, check};
    use crate::document::assemble;
    use crate::draft::Edit;

    /// A clause of a form that may be left out.
    #[test]
    fn a_text_for_a_clause_that_is_left_out_is_told() {
        let mut told = 0;
        for form in crate::template::library() {
            let environment = Environment { printable: &|_| true, checks: Checks::default() };
            for section in &form.template().sections {
                for clause in section.clauses.iter().filter(|c| c.optional.is_some()) {
                    let key = section.clause_key(clause);
                    let mut draft = form.example().clone();
                    for edit in [
                        Edit::Insert { list: "clauses".into(), at: 0, id: key.clone() },
                        Edit::set(format!("clauses.{key}.text").as_str(), "Words of our own."),
                        Edit::Insert { list: "choices".into(), at: 0, id: key.clone() },
                        Edit::set(format!("choices.{key}.include").as_str(), "no"),
                    ] {
                        // A choice that exists stays and is set.
                        let _taken = edit.apply(&mut draft).is_err();
                    }
                    let found = check(&draft, form.template(), &assemble(&draft, form), &environment);
                    let path = format!("clauses.{key}");
                    assert!(found.iter().any(|f| f.code == "U08" && f.path.as_str() == path), "{path}");
                    told += 1;
                }
            }
        }
        assert!(told > 3, "{told}");
    }

    #[test]
    fn one_person_for_several_purposes_is_printed() {
        use crate::check::testkit::{change, clean, run};
        let mut draft = clean();
        let mut told = |changes: &[&str]| {
            changes.iter().for_each(|line| change(&mut draft, line));
            let found = run(&draft).into_iter().filter(|f| f.code == "U08");
            found.map(|f| format!("{}: {}", f.path, f.message)).collect::<Vec<_>>()
        };
        for purpose in ["Operations", "Claims"] {
            for party in ["provider", "customer"] {
                let id = format!("more-{}", purpose.to_lowercase());
                let at = format!("parties.{party}.contacts.{id}");
                told(&[
                    &format!("+parties.{party}.contacts {id}"),
                    &format!("{at}.purpose={purpose}"),
                    &format!("{at}.name=Dr. Reto Kunz"),
                    &format!("{at}.email=kunz@example.org"),
                ]);
            }
        }
        assert_eq!(told(&[]), Vec::<String>::new());
    }

    #[test]
    fn a_part_without_a_place_in_the_form_is_told() {
        let form = crate::template::library()
            .iter()
            .find(|f| f.template().id.as_str() == "outsourced-staffing")
            .unwrap();
        let mut draft = form.example().clone();
        Edit::set("maintenance.cap", "4h").apply_strict(&mut draft).unwrap();
        let environment = Environment { printable: &|_| true, checks: Checks::default() };
        let found = check(&draft, form.template(), &assemble(&draft, form), &environment);
        assert!(found.iter().any(|f| f.code == "U08" && f.path.as_str() == "maintenance"), "{found:#?}");
    }

    #[test]
    fn a_signature_that_only_names_its_party_is_printed_where_one_can_sign() {
        let form = crate::template::find("cloud-hosting").unwrap();
        let mut draft = form.example().clone();
        for signature in &mut draft.agreement.signatures {
            let (id, party) = (signature.id.clone(), signature.party.clone());
            *signature = crate::agreement::Signature { id, party, ..Default::default() };
        }
        assert!(!draft.agreement.signatures.is_empty());
        let environment = Environment { printable: &|_| true, checks: Checks::default() };
        let found = check(&draft, form.template(), &assemble(&draft, &form), &environment);
        let told = found.iter().find(|f| f.code == "U08" && f.path.as_str().starts_with("signatures"));
        assert!(told.is_none(), "{told:?}");
    }
}
