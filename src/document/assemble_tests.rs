//! Whole documents from the small form.

use super::{Block, Document, Inline, TextProblemKind, assemble, canonical_text, plain, walk};
use crate::draft::{Choice, ClauseText, Draft, Edit, ExtraClause};
use crate::template::testing::{form, start};
use proptest::prelude::*;

fn made(draft: &Draft) -> Document {
    assemble(draft, &form())
}

fn set(draft: &mut Draft, path: &str, text: &str) {
    Edit::set(path, text).apply_strict(draft).unwrap_or_else(|e| panic!("{path}: {e}"));
}

fn extra(id: &str, section: &str, text: &str) -> ExtraClause {
    ExtraClause {
        id: id.parse().unwrap(),
        section: section.parse().unwrap(),
        title: format!("Extra {id}").parse().unwrap(),
        text: text.parse().unwrap(),
        ..ExtraClause::default()
    }
}

fn outline(document: &Document) -> String {
    let clause =
        |c: &super::Clause| format!("{} {} #{}", c.number, c.title.as_deref().unwrap_or("-"), c.anchor);
    let section = |s: &super::Section| {
        let clauses: Vec<String> = s.clauses.iter().map(|c| clause(c)).collect();
        format!("{} {}: {}\n", s.number, s.title, clauses.join(", "))
    };
    document.sections.iter().map(section).collect()
}

#[test]
fn every_built_in_example_is_assembled_without_a_problem() {
    for form in crate::template::library() {
        for draft in [form.start(), form.example()] {
            let document = assemble(draft, form);
            assert_eq!(document.problems, [], "{}", form.template().id);
            assert!(document.sections.len() > 3);
            assert!(!canonical_text(&document).contains("{{"));
        }
    }
}

#[test]
fn sections_and_clauses_are_chosen_and_numbered() {
    let mut draft = start();
    assert_eq!(
        outline(&made(&draft)),
        "1 Parties:  - #parties-intro, 1.1 Law #parties-law\n\
         2 Definitions: 2.1 Terms #definitions-terms\n\
         3 Term: 3.1 Start #term-start, 3.2 Shared hosts #term-shared, 3.3 Praise #term-praise\n\
         4 Credits: 4.1 Claims #credits-claims\n\
         Annex A Details: A.1 List #details-list\n"
            .replace("#term-", "#clause-term-")
    );
    set(&mut draft, "answers.hosts.value", "own");
    let decide =
        |id: &str, include| Choice { id: id.parse().unwrap(), include: Some(include), ..Choice::default() };
    draft.choices =
        vec![decide("term-audit", true), decide("term-praise", false), decide("parties-law", false)];
    draft.extra_clauses = vec![extra("visits", "term", "Visits.")];
    let shown = outline(&made(&draft));
    assert!(!shown.contains("1.1 Law"), "any clause can be left out: {shown}");
    assert!(shown.contains("2.2 Dedicated hosts #clause-term-dedicated, 2.3 Audit #clause-term-audit, 2.4 Extra visits #visits\n"), "{shown}");
}

#[test]
fn the_text_reads_as_written() {
    let text = canonical_text(&made(&start()));
    for line in [
        "Agreement on hosting\n0.1\nDraft\nProvider\nNorthwind GmbH\n",
        "\n“Northwind”\n",
        "\nthe “Customer”\n",
        "\nEffective from\n1 January 2026\nInitial term\n36 months, until 31 December 2028\nGoverning law\nGermany\n",
        "\nNorthwind hosts.\nFor the customer.\n",
        "\nBetween Northwind GmbH and Customer; Northwind leads. See section 4 and clause 4.1. Clause 1.1 names the law.\n",
        "\n1.1 Law\nThe law of Germany applies to Services.\n",
        "\nFrom 1 January 2026 for 36 months, until 31 December 2028; paid within [time for payment].\n",
        "\n(a)\nfirst:\n(i)\ninner\n(A)\ninnermost\n(b)\nsecond Hosting and Backup (2)\na bullet for Servers run. All day.\n",
        "\nAt most 30 % of the monthly fee of the affected service.\n",
        "\nAnnex A Details\nA.1 List\nAs Annex A says.\n",
    ] {
        assert!(text.contains(line), "wanted {line}in\n{text}");
    }
    assert_eq!(made(&start()).problems, []);
}

#[test]
fn values_know_their_fields() {
    let document = made(&start());
    let mut seen = Vec::new();
    walk(&document, |place, inline| {
        if let Inline::Value { text, .. } = inline {
            seen.push(format!("{}={text}", place.path));
        }
    });
    for value in [
        "parties.north.legal_name=Northwind GmbH",
        "answers.lead.value=Northwind",
        "term.length=36\u{a0}months",
        "term.length=31\u{a0}December 2028",
        "services=Hosting and Backup",
        "services.hosting.description=Servers run.",
    ] {
        assert!(seen.iter().any(|s| s == value), "wanted {value} in {seen:#?}");
    }
}

#[test]
fn terms_lead_to_their_definition_only_where_it_is_printed() {
    let refs = |document: &Document| {
        let mut found = Vec::new();
        walk(document, |place, inline| {
            if let (Inline::TermRef { anchor, text, .. }, false) =
                (inline, place.path.is_within(&"definitions".into()))
            {
                found.push(format!("{text}#{anchor}"));
            }
        });
        found
    };
    assert_eq!(refs(&made(&start())), ["Services#term-service"]);
    let mut draft = start();
    draft.agreement.definitions.clear();
    assert!(refs(&made(&draft)).is_empty());
}

#[test]
fn the_drafter_s_own_texts_work_like_the_template_s() {
    let mut draft = start();
    let text = "Now *{{customer.legal_name}}*, {{ref:credits.claims}}, {{ref:term.visits}}.\n\n1. one";
    draft.clauses = vec![ClauseText { id: "parties-law".parse().unwrap(), text: text.parse().unwrap() }];
    draft.extra_clauses = vec![extra("visits", "term", "Visits by {{provider.short_name}}.")];
    let document = made(&draft);
    assert_eq!(document.problems, []);
    let text = canonical_text(&document);
    assert!(text.contains("1.1 Law\nNow Contoso AG, clause 4.1, clause 3.4.\n(a)\none\n"), "{text}");
    assert!(text.contains("3.4 Extra visits\nVisits by Northwind.\n"), "{text}");
}

#[test]
fn an_alternative_takes_the_place_of_the_text() {
    let mut draft = start();
    let choice = |alternative: &str| Choice {
        id: "term-start".parse().unwrap(),
        alternative: alternative.parse().unwrap(),
        ..Choice::default()
    };
    draft.choices = vec![choice("short")];
    assert!(canonical_text(&made(&draft)).contains("3.1 Start\nFrom 1 January 2026.\n3.2"));
    draft.choices = vec![choice("gone")];
    let document = made(&draft);
    assert!(canonical_text(&document).contains("3.1 Start\nFrom 1 January 2026 for 36 months"));
    assert_eq!(document.problems[0].kind, TextProblemKind::UnknownAlternative("gone".into()));
    assert_eq!(document.problems[0].path.as_str(), "choices.term-start.alternative");
}

#[test]
fn what_leads_nowhere_stands_literally_and_is_listed() {
    let mut draft = start();
    let text = "{{customer.nam}} {{ref:no.where}} {{ref:term.audit}} {{open\n\n# Heading {{version}}\n\n<b> & `c` [l](m)";
    draft.extra_clauses = vec![extra("a", "parties", text), extra("b", "nowhere", "Lost and found.")];
    draft.clauses = vec![ClauseText { id: "no-clause".parse().unwrap(), text: "x".parse().unwrap() }];
    let document = made(&draft);
    let text = canonical_text(&document);
    assert!(text.contains("{{customer.nam}} {{ref:no.where}} [reference to “Audit”, which is left out] {{open\n# Heading 0.1\n<b> & `c` [l](m)\n"), "{text}");
    assert!(text.contains("\n5 Further provisions\n5.1 Extra b\nLost and found.\n"), "{text}");
    let told: Vec<String> = document.problems.iter().map(|p| format!("{} {}", p.path, p.kind)).collect();
    for (path, said) in [
        ("extra_clauses.a.text", "no field “customer.nam”"),
        ("extra_clauses.a.text", "no such section or clause"),
        ("extra_clauses.a.text", "left out"),
        ("extra_clauses.a.text", "never closed"),
        ("extra_clauses.a.text", "a heading has no place"),
        ("extra_clauses.b.section", "no section “nowhere”"),
        ("clauses.no-clause", "no clause “no-clause”"),
    ] {
        assert!(told.iter().any(|t| t.starts_with(path) && t.contains(said)), "{path} {said}: {told:#?}");
    }
    assert_eq!(told.len(), 7, "{told:#?}");
}

#[test]
fn an_extra_clause_shows_even_where_its_section_does_not_apply() {
    let mut draft = start();
    draft.extra_clauses = vec![extra("own", "levels", "Still here.")];
    assert!(outline(&made(&draft)).contains("5 Levels: 5.1 Extra own #own\n"));
}

#[test]
fn anchors_are_unique_whatever_the_ids() {
    let mut draft = start();
    draft.extra_clauses = ["credits", "credits-claims", "term-service", "parties"]
        .iter()
        .map(|id| extra(id, "credits", "x"))
        .collect();
    let document = made(&draft);
    let mut anchors: Vec<&str> = document.sections.iter().map(|s| s.anchor.as_str()).collect();
    anchors.extend(document.sections.iter().flat_map(|s| s.clauses.iter().map(|c| c.anchor.as_str())));
    anchors.push("term-service");
    let mut unique = anchors.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), anchors.len(), "{anchors:?}");
}

#[test]
fn the_file_is_dated_by_the_day_the_draft_was_made() {
    let form = crate::template::find("cloud-hosting").unwrap();
    let mut draft = form.example().clone();
    let dated = |draft: &Draft| assemble(draft, &form).meta.date;
    assert_eq!(dated(&draft).as_deref(), Some("2026-01-05"));
    draft.created = None;
    assert_eq!(
        dated(&draft).as_deref(),
        Some("2026-02-01"),
        "the effective date, where nothing else is known"
    );
}

#[test]
fn an_empty_draft_is_all_marks_and_no_panic() {
    let document = made(&Draft::default());
    let text = canonical_text(&document);
    for mark in [
        "[Title]",
        "[Effective date]",
        "[Governing law]",
        "[Legal name (Provider)]",
        "[services.hosting.description]",
    ] {
        assert!(text.contains(mark), "wanted {mark} in {text}");
    }
    assert_eq!(document.problems.len(), 1, "{:?}", document.problems);
}

const HOSTILE: &[&str] = &[
    "{{customer.legal_name}}",
    "{{ref:credits}}",
    "**bold**",
    "# h",
    "- item",
    "1. one",
    "[l](https://e.example)",
    "<b>x</b>",
    "`code`",
    "a_b_c",
    "\\*",
    "&amp;",
    "> q",
    "\u{e000}\u{e010}\u{e001}",
    "#set text(red)",
    "$x$",
    "@ref",
    "{",
    "}}",
    "%s",
    "Service",
    "\u{202e}rtl",
    "日本語",
    "a\u{a0}b",
    "e\u{301}",
];

#[test]
fn a_value_is_never_parsed() {
    for path in [
        "parties.contoso.short_name",
        "services.hosting.description",
        "governing_law",
        "overview",
        "title",
        "parties.north.legal_name",
    ] {
        for hostile in HOSTILE {
            let mut draft = start();
            set(&mut draft, path, hostile);
            let document = made(&draft);
            let text = canonical_text(&document);
            let want: Vec<&str> = hostile.split_whitespace().collect();
            assert!(text.contains(&want.join(" ")), "{path} = {hostile}:\n{text}");
            assert_eq!(document.problems, []);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_value_s_text_stands_verbatim_in_the_document(value in "[^\\p{C}\\s]{1,12}( [^\\p{C}\\s]{1,12}){0,3}") {
        let mut draft = start();
        set(&mut draft, "services.hosting.description", &value);
        let document = made(&draft);
        let mut found = false;
        for section in &document.sections {
            for clause in &section.clauses {
                for block in &clause.blocks {
                    if let Block::List(list) = block {
                        for inner in list.items.iter().flat_map(|i| &i.blocks) {
                            found |= matches!(inner, Block::Paragraph(p) if plain(p) == format!("a bullet for {value}"));
                        }
                    }
                }
            }
        }
        prop_assert!(found, "{value:?}");
    }
}

#[test]
fn own_clauses_stand_between_those_of_the_form_and_numbers_follow() {
    let mut draft = start();
    let before = |id: &str, key: &str| ExtraClause {
        before: key.parse().unwrap(),
        ..extra(id, "term", "See {{ref:term.shared}} and {{ref:term.own}}.")
    };
    // One bears the name of the form's clause that it stands before; references lead to the form's all the same.
    draft.extra_clauses =
        vec![before("shared", "term-shared"), before("own", "term-start"), extra("end", "term", "x")];
    let document = made(&draft);
    let term = document.sections.iter().find(|s| s.id == "term").unwrap();
    let titles: Vec<(&str, &str)> =
        term.clauses.iter().map(|c| (c.number.as_str(), c.title.as_deref().unwrap())).collect();
    assert_eq!(
        titles,
        [
            ("3.1", "Extra own"),
            ("3.2", "Start"),
            ("3.3", "Extra shared"),
            ("3.4", "Shared hosts"),
            ("3.5", "Praise"),
            ("3.6", "Extra end")
        ]
    );
    assert!(super::text_of(&term.clauses[0].blocks).contains("clause 3.4 and clause 3.1"));
    assert_eq!(document.problems, []);
    // In a section that does not apply they stand in their order all the same.
    draft.extra_clauses.iter_mut().for_each(|c| c.before = "term-gone".parse().unwrap());
    let titles: Vec<String> =
        made(&draft).sections[2].clauses.iter().skip(3).filter_map(|c| c.title.clone()).collect();
    assert_eq!(titles, ["Extra shared", "Extra own", "Extra end"]);
}
