//! What they wrote is taken over: the draft prints it then, and what they left alone stays what it was.

use super::tests::{edited, form};
use super::*;
use crate::document::{assemble, canonical_text};
use crate::draft::Draft;
use crate::template::{Form, library};

struct Case {
    form: &'static Form,
    draft: Draft,
    document: Document,
}

impl Case {
    fn of(form: &'static Form) -> Self {
        let draft = form.example().clone();
        let document = assemble(&draft, form);
        Self { form, draft, document }
    }

    fn sides(&self) -> Sides<'_> {
        Sides { draft: &self.draft, form: self.form, document: &self.document }
    }

    fn returned(&self, edit: impl Fn(&str) -> String) -> Returned {
        returned(&edited(&self.document, edit), &self.document).unwrap()
    }

    /// The draft with a proposal taken over, and how it prints.
    fn taken(&self, proposal: &Proposal) -> (Draft, Document) {
        let mut draft = self.draft.clone();
        for edit in proposal.edits(&self.draft) {
            edit.apply_strict(&mut draft).unwrap();
        }
        assert!(proposal.is_taken(&draft), "{:?}", proposal.edits(&draft));
        let document = assemble(&draft, self.form);
        (draft, document)
    }

    fn changed<'r>(&self, found: &'r Returned) -> (&'r ReturnedClause, Proposal) {
        let changed: Vec<_> = found.clauses.iter().filter(|c| c.fate != Fate::Unchanged).collect();
        let [clause] = changed[..] else { panic!("{changed:?}") };
        (clause, clause.proposal(&self.sides()))
    }
}

fn text_of_clause<'d>(draft: &'d Draft, clause: &ReturnedClause) -> &'d str {
    draft.written(clause.path.last()).map_or("", |written| written.text.as_str())
}

#[test]
fn words_are_taken_over_with_their_placeholders_and_lists() {
    let case = Case::of(form());
    let found =
        case.returned(|body| body.replace("“in writing” includes e-mail;", "“in writing” excludes e-mail,"));
    let (clause, proposal) = case.changed(&found);
    let (draft, document) = case.taken(&proposal);
    let text = text_of_clause(&draft, clause);
    let item = "\n3. “in writing” excludes e-mail, where a signature is required, {{ref:general.signing}} applies;\n4. amounts are in {{currency}};";
    assert!(text.contains(item), "{text}");
    assert!(proposal.left.is_empty() && proposal.sets.is_empty() && proposal.title.is_none());
    assert!(canonical_text(&document).contains("“in writing” excludes e-mail, where"));
}

#[test]
fn every_clause_of_every_form_can_be_taken_over_word_by_word() {
    for form in library() {
        let case = Case::of(form);
        let (mut tried, mut kept) = (0, 0);
        // A word of ours in many clauses becomes one of theirs.
        let found =
            case.returned(|body| body.replace(" shall ", " will gladly ").replace(" is ", " is indeed "));
        for clause in found.clauses.iter().filter(|c| c.fate == Fate::Changed).step_by(4) {
            let proposal = clause.proposal(&case.sides());
            let Some(text) = &proposal.text else {
                assert!(
                    !proposal.left.is_empty() || !proposal.sets.is_empty(),
                    "{}: {:?}",
                    clause.path,
                    clause.text
                );
                continue;
            };
            tried += 1;
            let (draft, document) = case.taken(&proposal);
            let again = returned(&edited(&document, str::to_owned), &document).unwrap();
            let now = again.clauses.iter().find(|c| c.path == clause.path).unwrap();
            if proposal.left.is_empty() {
                assert_eq!(now.text.ours, clause.text.theirs, "{}\n{text}", clause.path);
            }
            // The same values stand in it, as values.
            let values =
                |clause: &ReturnedClause| clause.values.iter().map(|v| v.path.clone()).collect::<Vec<_>>();
            assert_eq!(values(now), values(clause), "{}\n{text}", clause.path);
            kept += values(now).len();
            assert_eq!(
                draft.clauses.len() + draft.extra_clauses.len(),
                case.draft.clauses.len()
                    + case.draft.extra_clauses.len()
                    + usize::from(
                        case.draft.written(clause.path.last()).is_none()
                            && clause.path.as_str().starts_with("clauses")
                    )
            );
        }
        assert!(tried > 4 && kept > 2, "{}: {tried} {kept}", form.template().id);
    }
}

#[test]
fn a_value_that_was_changed_is_set_where_its_field_can_hold_it() {
    let case = Case::of(form());
    let found = case.returned(|body| body.replacen(">Quillmere Cloud Limited<", ">Quillmere Cloud PLC<", 2));
    let (clause, proposal) = case.changed(&found);
    assert_eq!(proposal.sets.len(), 1, "{proposal:?}");
    assert_eq!(proposal.sets[0].path.as_str(), "parties.provider.legal_name");
    assert_eq!(proposal.sets[0].after, "Quillmere Cloud PLC");
    assert_eq!(proposal.text, None, "the words around it are as they were");
    let (draft, document) = case.taken(&proposal);
    assert!(text_of_clause(&draft, clause).is_empty());
    assert!(canonical_text(&document).contains("Quillmere Cloud PLC"));
    let [front] = &found.places[..] else { panic!("{:?}", found.places) };
    assert_eq!(front.place, Place::Front);
    assert_eq!(front.proposal(&case.sides()).sets, proposal.sets);
    assert!(front.proposal(&case.sides()).left.is_empty());
}

#[test]
fn a_number_in_a_table_is_set_by_its_field_and_other_words_there_are_left() {
    let case = Case::of(form());
    let target = case.draft.agreement.metrics[0].target.as_ref().unwrap().to_string();
    let found = case.returned(|body| {
        let at = body.find(&format!(">{target}\u{a0}%<")).unwrap();
        format!("{}>99.5\u{a0}%<{}", &body[..at], &body[at + target.len() + 5..])
    });
    let (_, proposal) = case.changed(&found);
    assert!(proposal.text.is_none(), "{proposal:?}");
    let [set] = &proposal.sets[..] else { panic!("{proposal:?}") };
    assert_eq!((set.canonical.as_str(), proposal.left.len()), ("99.5", 0), "{proposal:?}");

    let found = case.returned(|body| {
        body.replacen(">Definition<", ">What it means<", 1).replacen(">Meaning<", ">What it means<", 1)
    });
    let (clause, proposal) = case.changed(&found);
    assert!(proposal.is_empty() && proposal.left.len() == 1, "{proposal:?}");
    assert_eq!(proposal.left[0].theirs, "What it means");
    assert_eq!(proposal.left[0].path, clause.path);
}

#[test]
fn headings_struck_clauses_and_new_ones_are_taken_over() {
    let case = Case::of(form());
    let renamed = case.returned(|body| body.replacen(">Parties<", ">Who agrees<", 1));
    let (clause, proposal) = case.changed(&renamed);
    assert_eq!((proposal.title.as_deref(), proposal.text.as_deref()), (Some("Who agrees"), None));
    let (draft, _) = case.taken(&proposal);
    assert_eq!(draft.choice(clause.path.last()).unwrap().title.as_str(), "Who agrees");

    let section = case.document.sections[1].title.clone();
    let found = case.returned(|body| {
        let at = body.rfind(&format!(">{section}</w:t>")).unwrap();
        format!("{}>Other words</w:t>{}", &body[..at], &body[at + section.len() + 7..])
    });
    let [place] = &found.places[..] else { panic!("{:?}", found.places) };
    let proposal = place.proposal(&case.sides());
    let (_, document) = case.taken(&proposal);
    assert_eq!(document.sections[1].title, "Other words");

    let gone = case.returned(|body| {
        let start = body.find("<w:sdt><w:sdtPr><w:tag").unwrap();
        let end = start + body[start..].find("</w:sdt>").unwrap() + "</w:sdt>".len();
        let theirs = "<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t>Theirs</w:t></w:r></w:p>\
             <w:p><w:r><w:t>1. A clause of {{theirs}}.</w:t></w:r></w:p>";
        let next = end + body[end..].find("</w:sdt>").unwrap() + "</w:sdt>".len();
        format!("{}{}{theirs}{}", &body[..start], &body[end..next], &body[next..])
    });
    let (clause, proposal) = case.changed(&gone);
    assert!(proposal.leaves_out);
    let (_, document) = case.taken(&proposal);
    assert!(!document.sections.iter().flat_map(|s| &s.clauses).any(|c| c.path == clause.path));
    let [place] = &gone.places[..] else { panic!("{:?}", gone.places) };
    let proposal = place.proposal(&case.sides());
    let (_, document) = case.taken(&proposal);
    let own = &document.sections[0].clauses[2];
    assert_eq!(own.title.as_deref(), Some("Theirs"));
    assert!(canonical_text(&document).contains("1. A clause of {{theirs}}."));
}

#[test]
fn items_and_paragraphs_that_were_added_stand_where_they_were_added() {
    let case = Case::of(form());
    let item = "<w:p><w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"4\"/></w:numPr></w:pPr>\
         <w:r><w:t>a third party of theirs.</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:r><w:t>And a paragraph.</w:t></w:r></w:p>";
    let last = "whether they include tax is stated beside them.</w:t></w:r></w:p>";
    let found = case.returned(|body| body.replace(last, &format!("{last}{item}")));
    let (clause, proposal) = case.changed(&found);
    let (draft, _) = case.taken(&proposal);
    let text = text_of_clause(&draft, clause);
    assert!(text.contains("\n4. amounts are in {{currency}}; whether"), "{text}");
    assert!(text.ends_with("\n5. a third party of theirs.\n\nAnd a paragraph."), "{text}");

    let split = "</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"4\"/></w:numPr></w:pPr>\
         <w:r><w:t xml:space=\"preserve\">";
    let found = case.returned(|body| {
        body.replace(
            "if it is stated in minutes or hours, and ",
            &format!("if it is stated in minutes or hours;{split}"),
        )
    });
    let (clause, proposal) = case.changed(&found);
    let (draft, _) = case.taken(&proposal);
    let text = text_of_clause(&draft, clause);
    assert!(text.contains("in minutes or hours;\n3. on the following day if"), "{text}");
}

#[test]
fn authors_and_comments_are_read_with_the_clause() {
    let case = Case::of(form());
    let part = "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:comment w:id=\"0\" w:author=\"Their Lawyer\" w:date=\"2026-11-20T10:00:00Z\"><w:p><w:r><w:t>Why so </w:t></w:r>\
         <w:r><w:t>long?</w:t></w:r></w:p></w:comment></w:comments>";
    let body = |body: &str| {
        let changed = "<w:commentRangeStart w:id=\"0\"/><w:ins w:id=\"9001\" w:author=\"Their Lawyer\"><w:r><w:t>was</w:t></w:r></w:ins>\
             <w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r><w:r><w:t xml:space=\"preserve\"> made between:</w:t>";
        body.replace(
            "<w:t xml:space=\"preserve\"> is made between:</w:t>",
            &format!("<w:t> </w:t></w:r>{changed}"),
        )
    };
    let file = super::tests::with_part(&case.document, body, ("word/comments.xml", part));
    let found = returned(&file, &case.document).unwrap();
    let (clause, _) = case.changed(&found);
    assert_eq!(clause.text.authors, ["Their Lawyer"]);
    let [comment] = &clause.text.comments[..] else { panic!("{:?}", clause.text) };
    assert_eq!((comment.author.as_str(), comment.text.as_str()), ("Their Lawyer", "Why so long?"));
    assert_eq!(comment.date.as_deref(), Some("2026-11-20"));
    assert!(clause.text.theirs.contains("Agreement was made between:"));
}

#[test]
fn a_paragraph_of_a_longer_text_changes_only_that_paragraph() {
    let case = Case::of(form());
    let found =
        case.returned(|body| body.replacen("It promises measured levels", "It vows measured levels", 1));
    let [place] = &found.places[..] else { panic!("{:?}", found.places) };
    let proposal = place.proposal(&case.sides());
    let [set] = &proposal.sets[..] else { panic!("{proposal:?}") };
    let (draft, document) = case.taken(&proposal);
    let (before, now) = (case.draft.agreement.overview.to_string(), draft.agreement.overview.to_string());
    assert_eq!(now, before.replace("It promises", "It vows"), "{set:?}");
    assert!(proposal.left.is_empty());
    assert!(canonical_text(&document).contains("It vows measured levels"));
}
