//! What the parties agree: plain typed data. Every part describes itself through [`crate::value::Record`].

pub mod assurance;
pub mod changes;
pub mod governance;
pub mod levels;
pub mod metric;
pub mod money_terms;
pub mod party;
pub mod queries;
pub mod relief;
pub mod risk;
pub mod service;
pub mod support;
pub mod term;
pub mod week;
pub mod wording;

use crate::value::{Currency, Id, Need, Prose, Text, choice, record};

pub use assurance::{Continuity, DataRole, PatchLevel, Security};
pub use governance::{Cadence, Escalation, EscalationStep, Reporting, Review};
pub use levels::{Comparator, Group, Level, Policy};
pub use metric::{
    CaseWindow, Clock, Consequence, ExclusionEffect, Formula, Measurer, Metric, MetricKind, MissingData,
    MonthLength, Operator, OutageLength, PartialPeriod, Scope, ShareBound, Statistic, Viewpoint, WindowKind,
    ZeroEvents,
};
pub use money_terms::{
    Bonus, BonusShare, BonusSpan, BonusStart, Bounds, ChronicFailure, ClaimAnchor, CreditBase, CreditMethod,
    CreditNature, CreditSchedule, Credits, EarnBack, OrderedStep, Payout, PointBand, SettlementStep,
    SmallCredits, StepRounding, Tier,
};
pub use party::{Contact, ContactPurpose, ParentAgreement, Party, PartyKind, Precedence, Role, Signature};
pub use relief::{Exclusion, Maintenance, MaintenanceWindow};
pub use risk::{CapPer, Indemnity, IndemnityDirection, Insurance, Liability};
pub use service::{
    Calendar, Dependency, DependencyKind, FeePeriod, Holiday, Hours, Service, TaxBasis, Topology,
};
pub use support::{MatrixCell, Priority, PrioritySetter, ResolutionEvent, Support};
pub use term::{Renewal, Term, TermKind};
pub use week::{Opening, Week};
pub use wording::{Definition, Origin, Owner, Responsibility};

choice! {
    /// How the agreement is cut: one service for many, one customer with many services, or several levels.
    pub enum AgreementKind {
        ServiceBased => "Service-based",
        CustomerBased => "Customer-based",
        MultiLevel => "Multi-level",
    }
}

choice! {
    /// How far the text has come.
    pub enum Status {
        Draft => "Draft",
        InReview => "In review",
        Final => "Final",
    }
}

choice! {
    /// On which day a time limit in days ends whose last day is no business day.
    pub enum TimeLimits {
        NextBusinessDay => "ends on the next business day",
        SameDay => "ends on that day all the same",
        PreviousBusinessDay => "ends on the last business day before it",
    }
}

record! {
    /// The answer to a question that only this template asks.
    pub struct Answer ("answer") {
        /// The question's id in the template.
        id: Id => "Question";
        /// The answer, in the canonical text of the question's type.
        value: Prose => "Answer";
    }
}

record! {
    /// Everything the parties agree.
    pub struct Agreement ("agreement") {
        /// As it stands on the title page.
        title: Text => "Title", need = Need::Required, example = "Service level agreement for managed hosting", group = "Document";
        /// The number under which both parties file it.
        reference: Text => "Reference", need = Need::Recommended, example = "SLA-2026-001", group = "Document";
        /// Version of the text; the version at the time of an incident decides a claim.
        version: Text => "Version", need = Need::Required, example = "1.0", group = "Document";
        /// How far the text has come; printed on the title page.
        status: Status => "Status", group = "Document";
        /// How the agreement is cut.
        kind: AgreementKind => "Kind", group = "Document";
        /// The language the agreement is written in, as a tag: en, en-GB, de.
        language: Text => "Language", need = Need::Required, example = "en", group = "Document";
        /// The currency of all fees and amounts.
        currency: Option<Currency> => "Currency", need = Need::Required, example = "EUR", group = "Law and money";
        /// The law that applies.
        governing_law: Text => "Governing law", need = Need::Required, example = "Ireland", group = "Law and money";
        /// The courts that decide.
        jurisdiction: Text => "Place of jurisdiction", need = Need::Recommended, example = "Dublin", group = "Law and money";
        /// Who the parties are, what level of service is promised and for how long, in a few sentences.
        overview: Prose => "Overview", need = Need::Recommended, group = "Overview";
        /// Who agrees.
        parties: Vec<Party> => "Parties", need = Need::Required;
        /// The agreement above this one.
        parent: ParentAgreement => "Parent agreement";
        /// From when and for how long.
        term: Term => "Term and exit", need = Need::Required;
        /// What is delivered.
        services: Vec<Service> => "Services", need = Need::Required;
        /// Hours in which services are owed and clocks run.
        calendars: Vec<Calendar> => "Calendars", need = Need::Required;
        /// When a period stated in days ends whose last day is no business day; empty leaves it to the law.
        time_limits: Option<TimeLimits> => "A period in days that would end on a day without business";
        /// What capitalised terms mean.
        definitions: Vec<Definition> => "Definitions", need = Need::Required;
        /// Who does what.
        responsibilities: Vec<Responsibility> => "Responsibilities", need = Need::Required;
        /// What is measured and promised.
        metrics: Vec<Metric> => "Metrics", need = Need::Required;
        /// Classes of incidents and their times.
        priorities: Vec<Priority> => "Priorities";
        /// Rules of incident handling.
        support: Support => "Support rules";
        /// Planned and emergency work.
        maintenance: Maintenance => "Maintenance", need = Need::Recommended;
        /// Events for which the provider is not held to the target.
        exclusions: Vec<Exclusion> => "Exclusions", need = Need::Required;
        /// What a miss costs.
        credits: Credits => "Service credits", need = Need::Required;
        /// What better performance earns.
        bonuses: Vec<Bonus> => "Bonuses";
        /// Promises to hold the other party harmless.
        indemnities: Vec<Indemnity> => "Indemnities";
        /// Limits of liability.
        liability: Liability => "Liability";
        /// Cover that stands behind the promises.
        insurance: Vec<Insurance> => "Insurance";
        /// Departments or customer groups with their own level.
        groups: Vec<Group> => "Groups";
        /// Requirements on three levels.
        policies: Vec<Policy> => "Policies";
        /// Recovery and backup.
        continuity: Continuity => "Continuity", need = Need::Recommended;
        /// Security, personal data, audit.
        security: Security => "Security and data", need = Need::Recommended;
        /// The service report.
        reporting: Reporting => "Reporting", need = Need::Required;
        /// Meetings, improvement, change.
        review: Review => "Review and change", need = Need::Required;
        /// Who is called in when, and how disputes end.
        escalation: Escalation => "Escalation and disputes", need = Need::Required;
        /// Answers to the template's own questions.
        answers: Vec<Answer> => "Template questions";
        /// Who signs, where and when.
        signatures: Vec<Signature> => "Signatures", need = Need::Required;
    }
}
