//! What stands on the first page: version, status, precedence.

use super::{Cx, Report, Rule, Severity};
use crate::agreement::Status;
use crate::draft::Edit;
use crate::value::quoted;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "D07",
        title: "Order of precedence not stated",
        severity: Severity::Warning,
        detects: "A parent agreement is named, but nothing says which document prevails where both rule on a matter.",
        why: "Two documents with two liability caps cannot both be right.",
        example: "Under the Master services agreement, precedence: (empty)",
        mend: "This agreement prevails for service levels only",
        run: precedence,
        ..Rule::BLANK
    },
    Rule {
        code: "D08",
        title: "No version",
        severity: Severity::Warning,
        detects: "The agreement has no version.",
        why: "The version in force at the time of an incident decides the claim.",
        example: "Version: (empty)",
        mend: "Version: 1.0",
        run: version,
        ..Rule::BLANK
    },
    Rule {
        code: "G01",
        title: "Released, but not marked as final",
        severity: Severity::Error,
        detects: "The draft is checked for release and its status is still draft or in review.",
        why: "A signed document that calls itself a draft invites the argument that it never came into force.",
        example: "Status: In review",
        mend: "Status: Final",
        release_only: true,
        run: not_final,
        ..Rule::BLANK
    },
    Rule {
        code: "G02",
        title: "Remarks of the drafters are left",
        severity: Severity::Hint,
        detects: "The draft is checked for release and still carries notes. They are not printed.",
        why: "An open remark is often an open question.",
        example: "Note on the credits: \"ask finance\"",
        mend: "Settle it and remove the note",
        release_only: true,
        run: notes,
        ..Rule::BLANK
    },
];

fn precedence(cx: &Cx<'_>, report: &mut Report) {
    let parent = &cx.a.parent;
    if cx.a.has_parent() && parent.precedence.is_none() {
        let message = format!("Nothing says whether {} or this agreement prevails", quoted(&parent.title));
        report
            .absent(
                "parent.precedence",
                message,
                "Choose which document prevails where both rule on a matter",
            )
            .fix(
                "This agreement prevails for service levels",
                vec![Edit::set("parent.precedence", "ThisForServiceLevels")],
            );
    }
}

fn version(cx: &Cx<'_>, report: &mut Report) {
    if cx.a.version.trim().is_empty() {
        report
            .absent("version", "The agreement has no version", "Give it a version, such as 1.0")
            .fix("Call it version 1.0", vec![Edit::set("version", "1.0")]);
    }
}

fn not_final(cx: &Cx<'_>, report: &mut Report) {
    if cx.a.status != Status::Final {
        let message = format!("The status is still “{}”", cx.a.status.label());
        report
            .at("status", message, "Set it to final when both parties have agreed the text")
            .fix("Mark it as final", vec![Edit::set("status", "Final")]);
    }
}

fn notes(cx: &Cx<'_>, report: &mut Report) {
    for note in cx.draft.notes.iter().filter(|n| !n.text.trim().is_empty()) {
        let message = format!("A remark is left: {}", quoted(note.text.trim()));
        let edit = Edit::Remove { list: "notes".into(), id: note.id.to_string() };
        report
            .at(crate::value::FieldPath::new("notes").join(&note.id), message, "Settle it and remove it")
            .fix("Remove the remark", vec![edit]);
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("D07", &["parent.precedence="]),
    ("D08", &["version="]),
    ("G01", &["status=InReview"]),
    ("G02", &["+notes ask", "notes.ask.text=Ask finance"]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn without_a_parent_there_is_nothing_to_prevail() {
        let none = ["parent.title=", "parent.reference=", "parent.date=", "parent.precedence="];
        assert!(!codes(&none).contains(&"D07"));
        assert!(!codes(&["status=Draft"]).contains(&"G01"));
    }
}
