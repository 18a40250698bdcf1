//! A draft: an agreement in the making, with everything its author decided about the text.

use super::profile::Profile;
use crate::agreement::Agreement;
use crate::value::{Date, FieldPath, Id, Need, Node, Prose, Ref, Text, record};

/// The schema that this program writes.
pub const SCHEMA: u32 = 1;

record! {
    /// The form of agreement a draft was made from.
    pub struct TemplateRef ("template") {
        /// The template's id.
        id: Id => "Template";
        /// The template's version when the draft was made.
        version: Text => "Template version";
    }
}

record! {
    /// A decision about a clause of the template: leave it out, put it in, take one of its alternatives, or give it
    /// another heading.
    pub struct Choice ("clause choice") {
        /// The clause of the template, as section, hyphen, clause.
        id: Id => "Clause";
        /// Yes puts a clause in, no leaves it out; unset follows the template.
        include: Option<bool> => "Included";
        /// The alternative that is used; empty is the clause's own text.
        alternative: Ref => "Alternative";
        /// The heading it has here; empty keeps the template's.
        title: Text => "Heading";
        /// For those who draft and review; never printed.
        reason: Text => "Why it is left out", example = "The customer has no devices";
    }
}

record! {
    /// Another title for a section of the template.
    pub struct Heading ("section title") {
        /// The section of the template.
        id: Id => "Section";
        /// The title it has here; empty keeps the template's.
        title: Text => "Title";
    }
}

record! {
    /// A clause text written in place of the template's.
    pub struct ClauseText ("clause text") {
        /// The clause of the template, as section, hyphen, clause.
        id: Id => "Clause";
        /// The text; placeholders and references work as in the template.
        text: Prose => "Text", need = Need::Required;
    }
}

record! {
    /// A clause that the template does not have.
    pub struct ExtraClause ("extra clause") {
        /// Names the clause in references.
        id: Id => "Id";
        /// The section it belongs to.
        section: Ref => "Section", need = Need::Required, refers = "sections";
        /// The form's clause that it stands before; empty is the end of the section.
        before: Ref => "Stands before", refers = "clauses";
        /// Its heading.
        title: Text => "Heading", need = Need::Recommended;
        /// Its text. Type {{ for values of the agreement and for references to other clauses.
        text: Prose => "Text", need = Need::Required;
    }
}

record! {
    /// A finding that the author accepts, with the reason.
    pub struct Waiver ("waiver") {
        /// Names the waiver in paths.
        id: Id => "Id";
        /// The rule's code, for example C06.
        code: Text => "Rule", need = Need::Required;
        /// The place of the finding; empty waives the rule everywhere.
        path: Text => "Place";
        /// Why it is acceptable.
        reason: Prose => "Reason", need = Need::Required;
        /// Who decided.
        by: Text => "Decided by";
    }
}

record! {
    /// A part of a complete agreement that this one does without.
    pub struct NotApplicable ("part that does not apply") {
        /// The part, as the coverage of standards names it, for example maintenance.
        id: Id => "Part";
        /// Why it does not apply, or where else it is agreed; without a reason the entry does not count.
        reason: Prose => "Reason", need = Need::Required;
        /// Who decided.
        by: Text => "Decided by";
    }
}

record! {
    /// A section that is meant as the form of agreement proposes it: somebody looked at it and said so.
    pub struct KeptSection ("section kept as proposed") {
        /// The section of the form.
        id: Id => "Section";
    }
}

record! {
    /// A remark for the people who draft; never exported.
    pub struct Note ("note") {
        /// Names the note in paths.
        id: Id => "Id";
        /// The field or clause it is about.
        path: Text => "Place";
        /// The remark.
        text: Prose => "Note";
    }
}

record! {
    /// A state of the draft that was given a name, for example when it was sent.
    pub struct Milestone ("milestone") {
        /// Names the milestone in paths.
        id: Id => "Id";
        /// What happened.
        name: Text => "Name", example = "Sent to the customer for review";
        /// When.
        date: Option<Date> => "Date";
        /// The version of the text at that time.
        version: Text => "Version", example = "0.9";
    }
}

record! {
    /// Text typed into an exact field that is not a value yet; kept so that nothing typed is lost.
    pub struct PendingInput ("pending input") {
        /// Names the entry in paths.
        id: Id => "Id";
        /// The field.
        path: Text => "Field";
        /// What was typed.
        text: Prose => "Typed";
    }
}

record! {
    /// An agreement in the making.
    pub struct Draft ("draft") {
        /// Version of the file format.
        schema: u32 => "Schema";
        /// Identifies the draft for as long as it lives; exports derive their document id from it.
        id: Id => "Draft id";
        /// The day the draft was made.
        created: Option<Date> => "Created";
        /// The form of agreement it follows.
        template: TemplateRef => "Template";
        /// The kind of business, which decides which rules apply; empty follows the form of agreement.
        profile: Option<Profile> => "Rules for";
        /// What the parties agree.
        agreement: Agreement => "Agreement";
        /// Decisions about the template's clauses.
        choices: Vec<Choice> => "Clause choices";
        /// Other titles for the template's sections.
        headings: Vec<Heading> => "Section titles";
        /// Clause texts written in place of the template's.
        clauses: Vec<ClauseText> => "Clause texts";
        /// Clauses the template does not have.
        extra_clauses: Vec<ExtraClause> => "Extra clauses";
        /// Typed text that is not a value yet.
        pending: Vec<PendingInput> => "Pending input";
        /// Accepted findings.
        waivers: Vec<Waiver> => "Waivers";
        /// Parts of a complete agreement that do not apply here.
        not_applicable: Vec<NotApplicable> => "Parts that do not apply";
        /// Sections that are meant as the form proposes them.
        kept: Vec<KeptSection> => "Sections kept as proposed";
        /// Remarks for the drafters.
        notes: Vec<Note> => "Notes";
        /// States of the text that were given a name; printed as the history of changes.
        milestones: Vec<Milestone> => "Versions and what changed";
    }
}

impl Draft {
    /// The node at a path. Paths into the agreement leave out the leading `agreement`.
    pub fn node(&self, path: &FieldPath) -> Option<&dyn Node> {
        let mut segments = path.segments().peekable();
        let mut node: &dyn Node = self;
        if let Some(first) = segments.peek()
            && self.agreement.child(first).is_some()
        {
            node = &self.agreement;
        }
        for segment in segments {
            node = node.child(segment)?;
        }
        Some(node)
    }

    /// As [`Draft::node`], to write. Only the session and tests of a pure room change an open draft.
    pub fn node_mut(&mut self, path: &FieldPath) -> Option<&mut dyn Node> {
        let mut segments = path.segments().peekable();
        let in_agreement = segments.peek().is_some_and(|first| self.agreement.child(first).is_some());
        let mut node: &mut dyn Node = if in_agreement { &mut self.agreement } else { self };
        for segment in segments {
            node = node.child_mut(segment)?;
        }
        Some(node)
    }

    /// The canonical text of a field; empty where there is none.
    pub fn text(&self, path: &FieldPath) -> String {
        self.node(path).map(Node::text).unwrap_or_default()
    }

    /// The decision about a clause of the template. `key` is the section's id, a hyphen and the clause's.
    pub fn choice(&self, key: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.id.as_str() == key)
    }

    /// The clause text that is written in place of the template's.
    pub fn written(&self, key: &str) -> Option<&ClauseText> {
        self.clauses.iter().find(|written| written.id.as_str() == key)
    }

    /// What was typed into a field that is not a value yet.
    pub fn pending_at(&self, path: &FieldPath) -> Option<&str> {
        self.pending.iter().find(|p| p.path.as_str() == path.as_str()).map(|p| p.text.as_str())
    }
}
