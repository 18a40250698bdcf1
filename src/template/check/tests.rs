use super::*;
use crate::template::testing::{changed, start, template};

/// The faults of the small template with a piece of it replaced.
fn faults(from: &str, to: &str) -> String {
    let found = check(&changed(from, to), &start());
    found.iter().map(|f| format!("{f}\n")).collect()
}

#[test]
fn the_small_template_is_sound() {
    assert_eq!(check(&template(), &start()), []);
}

#[test]
fn each_fault_is_found_with_its_place() {
    for (from, to, want) in [
        // Names.
        ("id: \"law\"", "id: \"intro\"", "section parties, clause intro: another section or clause"),
        ("id: \"law\"", "id: \"\"", "section parties, clause : the clause has no id"),
        (
            "id: \"definitions\",\n            title: \"Definitions\"",
            "id: \"parties-law\",\n            title: \"X\"",
            "section parties-law: another section or clause has the same id",
        ),
        ("id: \"details\"", "id: \"further-provisions\"", "cannot be the id of a section"),
        ("title: \"Parties\"", "title: \" \"", "section parties: title is empty"),
        ("pitfalls: \"Brands.\"", "pitfalls: \"\"", "section parties: guidance.pitfalls is empty"),
        ("version: \"1\"", "version: \"\"", "the template’s version is empty"),
        ("text: \"The customer may audit.\"", "text: \"\"", "neither text nor blocks"),
        ("label: \"In few words\"", "label: \"\"", "the alternative “short” needs a label"),
        // First questions.
        ("id: \"who\"", "id: \"\"", "interview, step : its id is empty or taken"),
        ("purpose: \"Both sides.\"", "purpose: \"\"", "interview, step who: it needs a title and a purpose"),
        ("[(fields: [\"governing_law\"])]", "[]", "interview, step who: it asks for nothing"),
        (
            "[(fields: [\"governing_law\"])]",
            "[(fields: [\"governing_lore\"])]",
            "“governing_lore” is no single field",
        ),
        ("[(fields: [\"governing_law\"])]", "[(fields: [\"term\"])]", "“term” is no single field"),
        (
            "[(fields: [\"governing_law\"])]",
            "[(fields: [\"answers.pay\"])]",
            "“answers.pay.value” is no single field",
        ),
        (
            "[(fields: [\"governing_law\"])]",
            "[(fields: [\"governing_law\"]), (fields: [\"governing_law\"])]",
            "“governing_law” is asked for a second time",
        ),
        (
            "[(fields: [\"governing_law\"])]",
            "[(fields: [\"created\"])]",
            "“created” is asked for, but no section",
        ),
        // Texts.
        (
            "{{governing_law}}",
            "{{governing_lore}}",
            "section parties, clause law: {{governing_lore}}: there is no field",
        ),
        ("{{governing_law}}", "{{governing law}}", "line 1 of its text: “governing law” is not a path"),
        ("{{governing_law}}", "{{governing_law", "never closed"),
        (
            "{{services.hosting.description}}",
            "{{services.none.description}}",
            "“services” has no item “none”",
        ),
        ("{{customer.short_name}}", "{{customer.shoe_size}}", "there is no field “customer.shoe_size”"),
        ("{{answers.payment}}", "{{answers.pay}}", "the template asks no question “pay”"),
        ("{{governing_law}}", "{{governing_law | count}}", "nothing to count"),
        ("The customer may audit.", "# Audit", "a heading has no place"),
        ("The customer may audit.", "One\\n\\n    code", "line 3 of its text: a code block has no place"),
        ("The customer may audit.", "> quote", "a block quotation has no place"),
        ("The customer may audit.", "See [this](that).", "a link has no place"),
        ("The customer may audit.", "Some <b>markup</b>.", "HTML has no place"),
        ("The customer may audit.", "Some `code`.", "code has no place"),
        ("The customer may audit.", "2. two", "does not begin with 1"),
        ("The customer may audit.", "- a\\n  - b\\n    - c\\n      - d", "at most three levels"),
        // References.
        ("{{ref:credits}}", "{{ref:debits}}", "there is no section “debits”"),
        ("{{ref:credits.claims}}", "{{ref:credits.claim}}", "section “credits” has no clause “claim”"),
        ("{{ref:credits.claims}}", "{{ref:term.praise}}", "the drafter may leave that clause out"),
        ("{{ref:credits.claims}}", "{{ref:term.dedicated}}", "only under a condition"),
        ("{{ref:credits}}", "{{ref:levels}}", "that section is printed only under a condition"),
        // Questions.
        ("{{answers.payment}}", "soon", "question payment: no text and no condition uses the answer"),
        ("questions: [\"lead\"]", "questions: []", "question lead: no section asks it"),
        (
            "questions: [\"lead\"]",
            "questions: [\"lead\", \"hosts\"]",
            "the question “hosts” is asked a second time",
        ),
        ("questions: [\"lead\"]", "questions: [\"lead\", \"who\"]", "has no question “who”"),
        ("default: \"30d\"", "default: \"soon\"", "question payment: the default is no answer"),
        ("help: \"One of the parties.\"", "help: \"\"", "question lead: it needs a label and a help"),
        ("(\"own\", \"Dedicated hosts\")", "(\"shared\", \"Dedicated hosts\")", "stands there twice"),
        // Conditions.
        ("Has(\"policies\")", "Has(\"policy\")", "section levels: condition: there is no field “policy”"),
        ("Has(\"policies\")", "Is(\"version\")", "not a yes/no field"),
        ("Equals(\"answers.hosts\", \"own\")", "Equals(\"answers.hosts\", \"none\")", "one of shared, own"),
        ("Equals(\"answers.hosts\", \"own\")", "Equals(\"term.kind\", \"Forever\")", "is never “Forever”"),
        ("Equals(\"answers.hosts\", \"own\")", "Equals(\"term.length\", \"12 months\")", "saved as “12mo”"),
        ("AtLeast(\"policies\", \"1\")", "AtLeast(\"policies\", \"some\")", "cannot be at least “some”"),
        ("AtLeast(\"policies\", \"1\")", "AtLeast(\"title\", \"1\")", "cannot be counted"),
        (
            "Equals(\"answers.hosts\", \"own\")",
            "All([Equals(\"answers.hosts\", \"own\"), Equals(\"answers.hosts\", \"shared\")])",
            "section term, clause dedicated: it can never be printed",
        ),
        (
            "AtLeast(\"policies\", \"1\")",
            "Not(Has(\"policies\"))",
            "section levels, clause all: it can never be printed",
        ),
        ("AtLeast(\"policies\", \"1\")", "Any([])", "it can never be printed"),
        // The form.
        ("form: [\"policies\"]", "form: [\"police\"]", "the form shows “police”, which is no field"),
        ("form: [\"policies\"]", "form: [\"policies\", \"calendars\"]", "“calendars” a second time"),
        ("form: [\"definitions\"]", "form: []", "the block Definitions prints “definitions”"),
        (
            "\"governing_law\", \"overview\"",
            "\"overview\"",
            "{{governing_law}} prints “governing_law”, which no form shows",
        ),
    ] {
        let said = faults(from, to);
        assert!(said.contains(want), "{from} -> {to}: wanted {want}, got:\n{said}");
    }
}

#[test]
fn a_shared_condition_makes_a_reference_safe() {
    let from = "text: \"The customer may audit.\",\n                    optional: false,";
    let to = "text: \"See {{ref:term.dedicated}}.\", when: All([Equals(\"answers.hosts\", \"own\"), Has(\"title\")]),";
    assert_eq!(faults(from, to), "");
}

#[test]
fn conditions_that_can_hold_are_left_alone() {
    for to in [
        "Any([Equals(\"answers.hosts\", \"own\"), Not(Equals(\"answers.hosts\", \"own\"))])",
        "Not(All([Equals(\"answers.hosts\", \"own\"), Has(\"policies\")]))",
        "All([Not(Equals(\"term.kind\", \"Until\")), Not(Equals(\"term.kind\", \"Months\"))])",
    ] {
        assert_eq!(faults("Not(Equals(\"answers.hosts\", \"own\"))", to), "", "{to}");
    }
}
