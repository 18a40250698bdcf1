//! Defined terms and duties.

use crate::value::{Duration, Id, Lines, Need, Prose, Ref, Text, choice, record};

choice! {
    /// Where a definition comes from.
    pub enum Origin {
        Own => "Written for this agreement",
        Template => "From the template",
        Imported => "Imported from the parent agreement",
    }
}

record! {
    /// A defined term.
    pub struct Definition ("definition") {
        /// Names the term in paths and links.
        id: Id => "Id";
        /// As it is written in the text, with its capitals.
        term: Text => "Term", need = Need::Required, example = "Service Credit";
        /// Plural and other forms, one a line; they are linked too.
        forms: Lines => "Other forms", example = "Service Credits";
        /// What it means, without using the term itself.
        meaning: Prose => "Meaning", need = Need::Required, example = "A reduction of the fee that falls due when a target is missed.";
        /// Where it comes from.
        origin: Origin => "Origin";
    }
}

choice! {
    /// Whose duty it is.
    pub enum Owner {
        Provider => "Provider",
        Customer => "Customer",
        Both => "Both parties",
    }
}

record! {
    /// A duty of one party, or of both.
    pub struct Responsibility ("responsibility") {
        /// Names the duty in paths and in the conditions that rest on it.
        id: Id => "Id";
        /// A duty with a single owner is kept; a shared one is nobody's.
        owner: Owner => "Owner", need = Need::Required;
        /// What is to be done, as a sentence that begins with a verb.
        duty: Prose => "Duty", need = Need::Required, example = "Answer questions about an open incident";
        /// By when, or how often.
        due: Option<Duration> => "Within", example = "4bh";
        /// What the time runs from, or when the duty is due if not within a time.
        due_note: Text => "Counted from, or when", example = "from the question";
        /// What shows that it was done.
        evidence: Text => "Evidence", example = "Reply in the ticket";
        /// For a duty of both parties: the one that answers for it.
        lead: Ref => "Led by", refers = "parties";
    }
}
