//! What an agreement loses with a clause that the drafter left out.

use super::{Cx, Report, Rule, Severity};
use crate::check::bare::is_bare;
use crate::template::{Clause, Generated, Section};
use crate::value::{FieldPath, quoted};

pub(super) const RULES: &[Rule] = &[Rule {
    code: "D19",
    title: "Clause left out that others rest on",
    severity: Severity::Warning,
    detects: "A clause of the form is left out, and with it something that was entered and is printed nowhere else in full, \
              or that another clause speaks of as \"described above\".",
    why: "Forms lean on their own clauses: credits need a base, levels need to be measured, and a contract needs a place to \
          sign.",
    example: "The clause \"Base, caps and payment\" is left out, but credits are agreed",
    mend: "Put the clause back, or say the same in a clause of your own",
    run: left_out,
    ..Rule::BLANK
}];

/// Words by which a clause speaks of what stands before it.
const ABOVE: &[&str] =
    &["named above", "listed above", "described above", "stated above", "list above", "table above"];

fn left_out(cx: &Cx<'_>, report: &mut Report) {
    for (section, clause) in cx.template.left_out(cx.draft) {
        // A clause that may be left out is written so that the rest stands without it.
        if clause.optional.is_some() {
            continue;
        }
        let losses: Vec<String> =
            clause.blocks.iter().filter(|b| matters(cx, **b)).map(|b| b.loss().to_owned()).collect();
        let pointing = if clause.blocks.is_empty() { Vec::new() } else { pointing(cx, section, clause) };
        if losses.is_empty() && pointing.is_empty() {
            continue;
        }
        let key = section.clause_key(clause);
        let mut message = format!("{} is left out", quoted(section.name_of(clause, cx.draft)));
        if !losses.is_empty() {
            message.push_str(&format!(", and with it {}", super::list(&losses)));
        }
        if !pointing.is_empty() {
            let names: Vec<String> = pointing.iter().map(|(_, name)| quoted(name)).collect();
            let verb = if names.len() == 1 { "speaks" } else { "speak" };
            message.push_str(&format!("; {} still {verb} of what stood there", super::list(&names)));
        }
        let path = FieldPath::new("choices").join(&key).join("include");
        let mut found = report
            .at(path, message, "Put it back, or say the same in a clause of your own")
            .place(&section.title, section.name_of(clause, cx.draft))
            .fix("Put the clause back", clause.decided(cx.draft, &key, true))
            .even_if_left_out();
        for (path, _) in pointing {
            found = found.related(path);
        }
    }
}

/// Whether something is lost with a block: something binding that was entered.
fn matters(cx: &Cx<'_>, block: Generated) -> bool {
    if block.loss().is_empty() || block == Generated::Signatures {
        return block == Generated::Signatures;
    }
    let filled = |path: &FieldPath| cx.draft.node(path).is_some_and(|node| !is_bare(node, &[]));
    block.prints().iter().any(|pattern| match pattern.split_once(".*.") {
        None => filled(&FieldPath::new(*pattern)),
        Some((list, field)) => {
            let list = FieldPath::new(list);
            let ids = cx.draft.node(&list).and_then(|n| n.as_list()).map(|l| l.ids()).unwrap_or_default();
            ids.iter().any(|id| filled(&list.join(id).join(field)))
        }
    })
}

/// The clauses behind this one that speak of what it says, with their names. Behind the next table or list that is made
/// from answers, "above" means that one.
fn pointing(cx: &Cx<'_>, section: &Section, clause: &Clause) -> Vec<(FieldPath, String)> {
    let behind = section.clauses.iter().skip_while(|c| c.id != clause.id).skip(1);
    let behind = behind.take_while(|c| c.blocks.is_empty());
    let texts: Vec<_> = cx.gathered().form_texts().collect();
    let named = behind.filter_map(|other| {
        let path = FieldPath::new("clauses").join(&section.clause_key(other));
        let (_, text) = texts.iter().find(|(c, _)| c.path == path)?;
        let points = ABOVE.iter().any(|words| text.text.contains(words));
        points.then(|| (path, section.name_of(other, cx.draft).to_owned()))
    });
    named.collect()
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("D19", &["+choices governance-governance", "choices.governance-governance.include=no"]),
    ("D19", &["+choices term-term", "choices.term-term.include=no", "choices.term-term.title=Term"]),
];

#[cfg(test)]
mod tests {
    use crate::check::{Checks, Environment, Finding, check, coverage};
    use crate::document::{Document, assemble};
    use crate::draft::{Draft, Edit};
    use crate::template::{Form, find};

    fn without(form: &Form, keys: &[&str]) -> (Draft, Document, Vec<Finding>) {
        let mut draft = form.example().clone();
        for key in keys {
            let (_, clause) = form.template().clause(key).unwrap();
            for edit in clause.decided(&draft, key, false) {
                edit.apply_strict(&mut draft).unwrap();
            }
        }
        let document = assemble(&draft, form);
        let environment = Environment { printable: &|_| true, checks: Checks::default() };
        let found = check(&draft, form.template(), &document, &environment);
        (draft, document, found)
    }

    fn told(found: &[Finding]) -> Vec<&str> {
        found.iter().filter(|f| f.code == "D19").map(|f| f.message.as_str()).collect()
    }

    #[test]
    fn what_goes_with_a_clause_is_said_in_plain_words() {
        let form = find("managed-it-support").unwrap();
        let (_, _, found) = without(&form, &["signatures-signature-blocks"]);
        assert_eq!(told(&found), ["“Signatures” is left out, and with it the place to sign"]);
        let (_, _, found) = without(&form, &["support-support-rules"]);
        assert_eq!(
            told(&found),
            [
                "“Reporting and handling of Incidents” is left out, and with it how support is reached, and what counts as \
              a response; “What counts as a Response” still speaks of what stood there"
            ]
        );
        let (_, _, found) = without(&form, &["worked-examples-examples", "services-supported-standards"]);
        assert!(told(&found).is_empty(), "{found:?}");
    }

    #[test]
    fn one_cause_is_told_once() {
        let form = find("managed-it-support").unwrap();
        let (_, _, found) = without(&form, &["responsibilities-customer-duties"]);
        assert_eq!(told(&found).len(), 1);
        assert!(!found.iter().any(|f| f.code == "U08"), "{found:?}");
    }

    #[test]
    fn what_is_printed_nowhere_is_not_asked_for_and_does_not_count() {
        let form = find("managed-it-support").unwrap();
        let environment = Environment { printable: &|_| true, checks: Checks::default() };
        let asked = |draft: &Draft, document: &Document| {
            let found = check(draft, form.template(), document, &environment);
            found.iter().any(|f| f.path.as_str() == "maintenance.notice")
        };
        let mut whole = form.example().clone();
        whole.agreement.maintenance.notice = None;
        assert!(asked(&whole, &assemble(&whole, &form)));
        // The cap is still printed by another clause; without that nothing of the part is.
        let (mut less, _, _) =
            without(&form, &["maintenance-maintenance-terms", "service-levels-maintenance-note"]);
        less.agreement.maintenance.notice = None;
        assert!(!asked(&less, &assemble(&less, &form)));
        let (draft, document, _) = without(&form, &["exclusions-excluded-events"]);
        let parts = coverage(&draft, form.template(), &document);
        let lacks = parts.iter().flat_map(|part| &part.lacks);
        assert!(lacks.into_iter().any(|spot| spot.name.contains("its clause is left out")));
    }

    #[test]
    fn a_term_that_only_a_left_out_clause_used_names_it() {
        let form = find("managed-it-support").unwrap();
        let mut draft = form.example().clone();
        for edit in [
            Edit::Insert { list: "definitions".into(), at: 0, id: "spare".into() },
            Edit::set("definitions.spare.term", "Spare Device"),
            Edit::set("definitions.spare.meaning", "A device in the cupboard."),
            Edit::Insert { list: "clauses".into(), at: 0, id: "services-supported-standards".into() },
            Edit::set("clauses.services-supported-standards.text", "The Provider keeps a Spare Device."),
        ] {
            edit.apply_strict(&mut draft).unwrap();
        }
        let (_, clause) = form.template().clause("services-supported-standards").unwrap();
        for edit in clause.decided(&draft, "services-supported-standards", false) {
            edit.apply_strict(&mut draft).unwrap();
        }
        let environment = Environment { printable: &|_| true, checks: Checks::default() };
        let found = check(&draft, form.template(), &assemble(&draft, &form), &environment);
        let unused = found.iter().find(|f| f.code == "D02").unwrap();
        assert_eq!(
            unused.message,
            "“Spare Device” is defined, but was used only in “Supported standards”, which is left out"
        );
    }
}
