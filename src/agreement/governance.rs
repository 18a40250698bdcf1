//! Reporting, review, escalation, disputes.

use crate::value::{Duration, Id, Lines, Need, Percent, Prose, Ref, Refs, Text, choice, record};

choice! {
    /// How often something happens.
    pub enum Cadence {
        Weekly => "weekly",
        Monthly => "monthly",
        Quarterly => "quarterly",
        HalfYearly => "every six months",
        Yearly => "yearly",
    }
}

record! {
    /// The service report.
    pub struct Reporting ("reporting") {
        /// How often a report is due.
        cadence: Option<Cadence> => "How often", need = Need::Required;
        /// How soon after the end of the period.
        due: Option<Duration> => "Due within", need = Need::Required, example = "10bd";
        /// Who gets it.
        recipient: Text => "Recipient", need = Need::Required, example = "Head of IT of the customer";
        /// In which form.
        format: Text => "Format", need = Need::Required, example = "PDF, with the data as CSV";
        /// What it contains, one item a line.
        content: Lines => "Content", need = Need::Recommended, example = "Each metric with its exact value, target and window";
        /// Metrics it covers; empty means all.
        metrics: Refs => "Metrics", refers = "metrics";
        /// What follows when a report is late or missing.
        late: Prose => "Late or missing report", need = Need::Recommended, example = "A metric without a report counts as missed";
        /// How long data and reports are kept.
        retention: Option<Duration> => "Kept for", example = "24mo";
    }
}

record! {
    /// Review, improvement and change.
    pub struct Review ("review") {
        /// How often the parties meet.
        cadence: Option<Cadence> => "Meeting", need = Need::Required;
        /// Who takes part.
        participants: Text => "Participants", example = "Service delivery manager, head of IT";
        /// What is discussed, one item a line.
        agenda: Lines => "Agenda", example = "Levels of the period";
        /// How soon an improvement plan follows a miss.
        improvement_plan: Option<Duration> => "Improvement plan within", need = Need::Recommended, example = "10bd";
        /// How the agreement is changed.
        change_control: Prose => "Change control", need = Need::Recommended, example = "Changes bind only when both parties have agreed in writing";
        /// How often the levels themselves are looked at.
        level_review: Option<Cadence> => "Levels reviewed";
    }
}

record! {
    /// One step of the escalation.
    pub struct EscalationStep ("escalation step") {
        /// Names the step in paths; never printed.
        id: Id => "Id";
        /// What leads to this step.
        trigger: Text => "Trigger", need = Need::Required, example = "Half of the restore time has passed";
        /// Counted from the report; steps follow each other in time.
        after: Option<Duration> => "After", need = Need::Required, example = "2h";
        /// Share of the target time, where steps follow the target instead of a fixed time.
        share_of_target: Option<Percent> => "Or % of the target time", example = "50";
        /// Whom the provider calls in.
        provider_contact: Text => "Provider", need = Need::Required, example = "Head of operations";
        /// Whom the customer calls in.
        customer_contact: Text => "Customer", need = Need::Recommended, example = "Head of IT";
        /// The priority it applies to; empty means all.
        priority: Ref => "Priority", refers = "priorities";
    }
}

record! {
    /// Escalation and disputes.
    pub struct Escalation ("escalation") {
        /// The steps, in order of time.
        steps: Vec<EscalationStep> => "Steps", need = Need::Required;
        /// How disagreement about data or priority is settled first.
        data_dispute: Prose => "Dispute about measured values", need = Need::Recommended, example = "Joint check of both records within 5 business days";
        /// Then who decides.
        expert: Text => "Expert", example = "An independent expert whom both parties choose";
        /// How long the parties negotiate before going to court.
        negotiation: Option<Duration> => "Negotiation", example = "30d";
    }
}
