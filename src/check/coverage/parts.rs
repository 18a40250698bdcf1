//! The parts a complete agreement has, who asks for each, and what of it a draft can hold.

use super::holds;
use super::standards::Standard::{
    self, CSig, Dora, FitSm, Iso19086, Iso20000, Itil, MetricCard, OpenForms, UkModel,
};
use crate::draft::Draft;

/// A part of a complete agreement.
#[derive(Debug)]
pub struct Part {
    /// Names the part where a draft says that it does not apply.
    pub id: &'static str,
    pub name: &'static str,
    /// In whose text it is asked for.
    pub asked_by: &'static [Standard],
    /// Where its data stands; `*` is any item. The closest of all parts' roots decides whose a field is.
    pub(super) roots: &'static [&'static str],
    pub(super) elements: &'static [Element],
}

/// Something that a complete part says.
#[derive(Debug)]
pub(super) struct Element {
    /// As it stands in "lacks the notice".
    pub(super) name: &'static str,
    pub(super) test: Test,
}

/// When an element is there.
#[derive(Debug)]
pub(super) enum Test {
    /// Something was entered at this path.
    Filled(&'static str),
    /// There are items, and each has something in this field.
    Each(&'static str, &'static str),
    /// At least one item has something in this field.
    Any(&'static str, &'static str),
    /// The data at this path, and perhaps elsewhere, says so.
    Holds(&'static str, fn(&Draft) -> bool),
}

use Test::{Any, Each, Filled, Holds};

const fn has(name: &'static str, test: Test) -> Element {
    Element { name, test }
}

/// All parts, in the order of a usual agreement.
pub(super) const PARTS: &[Part] = &[
    Part {
        id: "parties",
        name: "Parties, signatories, contacts",
        asked_by: &[Itil, FitSm, Dora, UkModel, OpenForms],
        roots: &["parties", "signatures"],
        elements: &[
            has("the provider", Holds("parties", holds::provider)),
            has("the customer", Holds("parties", holds::customer)),
            has("contacts of the parties", Any("parties", "contacts")),
            has("a signature block for each of the two", Holds("signatures", holds::signatures)),
        ],
    },
    Part {
        id: "definitions",
        name: "Definitions",
        asked_by: &[Iso19086, CSig, UkModel, OpenForms],
        roots: &["definitions"],
        elements: &[
            has("defined terms", Filled("definitions")),
            has("the meaning of each term", Each("definitions", "meaning")),
        ],
    },
    Part {
        id: "services",
        name: "Services, in and out of scope",
        asked_by: &[Iso19086, Itil, FitSm, Dora, UkModel, OpenForms],
        roots: &["services"],
        elements: &[
            has("a description of each service", Each("services", "description")),
            has("what is in scope", Each("services", "in_scope")),
            has("what is out of scope", Each("services", "out_of_scope")),
        ],
    },
    Part {
        id: "service-hours",
        name: "Service hours, exceptions",
        asked_by: &[Iso20000, Itil, FitSm, MetricCard],
        roots: &["services.*.hours", "calendars"],
        elements: &[
            has("the hours of each service", Each("services", "hours")),
            has("the opening hours of each calendar", Each("calendars", "hours")),
            has(
                "when they do not hold: holidays, maintenance or exclusions",
                Holds("calendars", holds::exceptions),
            ),
        ],
    },
    Part {
        id: "workload",
        name: "Workload limits",
        asked_by: &[Iso19086, CSig, Iso20000, Itil],
        roots: &["services.*.workload_limits"],
        elements: &[has(
            "the volumes up to which the levels of each service hold",
            Each("services", "workload_limits"),
        )],
    },
    Part {
        id: "dependencies",
        name: "Dependencies, suppliers, subcontractors",
        asked_by: &[Itil, FitSm, Dora],
        roots: &["services.*.dependencies", "security.subcontractors"],
        elements: &[
            has("what the services rest on", Any("services", "dependencies")),
            has("the rule for subcontractors", Filled("security.subcontractors")),
        ],
    },
    Part {
        id: "responsibilities",
        name: "Responsibilities",
        asked_by: &[Iso19086, CSig, Itil, FitSm, MetricCard],
        roots: &["responsibilities"],
        elements: &[
            has("duties of the provider", Holds("responsibilities", holds::duties_of_provider)),
            has("duties of the customer", Holds("responsibilities", holds::duties_of_customer)),
        ],
    },
    Part {
        id: "metrics",
        name: "Metrics and targets",
        asked_by: &[Iso19086, CSig, Iso20000, Itil, FitSm, MetricCard, Dora, UkModel, OpenForms],
        roots: &["metrics"],
        elements: &[
            has("metrics", Filled("metrics")),
            has("a target for each metric", Holds("metrics", holds::targets)),
            has("a metric for each service", Holds("metrics", holds::every_service_is_measured)),
        ],
    },
    Part {
        id: "measurement",
        name: "Measurement method, source, period",
        asked_by: &[Iso19086, Itil, MetricCard, UkModel, OpenForms],
        roots: &[
            "metrics.*.formula",
            "metrics.*.statistic",
            "metrics.*.window",
            "metrics.*.source",
            "metrics.*.measured_by",
            "metrics.*.measurement_point",
            "metrics.*.customer_access",
        ],
        elements: &[
            has("the formula of each metric", Holds("metrics", holds::formulas)),
            has("the data source of each metric", Each("metrics", "source")),
            has("the period of each metric", Holds("metrics", holds::windows)),
            has("who measures each metric", Each("metrics", "measured_by")),
        ],
    },
    Part {
        id: "support",
        name: "Support, incidents, priorities",
        asked_by: &[CSig, Itil, FitSm, OpenForms],
        roots: &["priorities", "support"],
        elements: &[
            has("priorities with their criteria", Each("priorities", "criteria")),
            has("the response time of each priority", Each("priorities", "response")),
            has("rules of incident handling", Filled("support")),
        ],
    },
    Part {
        id: "maintenance",
        name: "Maintenance",
        asked_by: &[Itil, MetricCard, OpenForms],
        roots: &["maintenance"],
        elements: &[
            has("maintenance windows", Filled("maintenance.windows")),
            has("the notice", Filled("maintenance.notice")),
            has("the most that is excused", Holds("maintenance.cap", holds::maintenance)),
        ],
    },
    Part {
        id: "exclusions",
        name: "Exclusions",
        asked_by: &[Iso19086, Iso20000, Itil, FitSm, MetricCard, OpenForms],
        roots: &["exclusions"],
        elements: &[
            has("the excluded events", Each("exclusions", "event")),
            has("the causation test of each", Each("exclusions", "causation")),
        ],
    },
    Part {
        id: "credits",
        name: "Credits and caps",
        asked_by: &[Iso19086, Itil, UkModel, OpenForms],
        roots: &["credits"],
        elements: &[
            has("what the percentages are taken of", Filled("credits.base")),
            has("credit schedules", Filled("credits.schedules")),
            has("a cap for a period or for twelve months", Holds("credits.period_cap", holds::caps)),
        ],
    },
    Part {
        id: "sole-remedy",
        name: "Sole remedy, relation to damages",
        asked_by: &[UkModel, OpenForms],
        roots: &["credits.sole_remedy", "credits.nature", "credits.counts_towards_liability"],
        elements: &[
            has("whether credits are the sole remedy", Filled("credits.sole_remedy")),
            has(
                "what credits are in law, or whether they use up the cap",
                Holds("credits.nature", holds::nature),
            ),
        ],
    },
    Part {
        id: "chronic-failure",
        name: "Chronic failure and termination",
        asked_by: &[Itil, UkModel, OpenForms],
        roots: &["credits.chronic"],
        elements: &[has("how many misses give the right to leave", Holds("credits.chronic", holds::chronic))],
    },
    Part {
        id: "security",
        name: "Security, incident notice",
        asked_by: &[Iso19086, CSig, Itil, FitSm, Dora],
        roots: &["security"],
        elements: &[
            has("the notice of security incidents", Filled("security.incident_notice")),
            has("measures or patch times", Holds("security.measures", holds::measures)),
        ],
    },
    Part {
        id: "personal-data",
        name: "Personal data, locations",
        asked_by: &[Iso19086, CSig, Dora],
        roots: &[
            "security.personal_data",
            "security.data_role",
            "security.processing_agreement",
            "security.data_locations",
            "services.*.locations",
        ],
        elements: &[
            has(
                "whether personal data is handled, and in which role",
                Holds("security.personal_data", holds::data_role),
            ),
            has("where data lies", Filled("security.data_locations")),
        ],
    },
    Part {
        id: "continuity",
        name: "Continuity, backup, RPO and RTO",
        asked_by: &[CSig, Itil, Dora],
        roots: &["continuity"],
        elements: &[
            has("the recovery point", Filled("continuity.rpo")),
            has("the recovery time", Filled("continuity.rto")),
            has("how often a backup is made", Filled("continuity.backup_interval")),
            has("how often a restore is tried", Filled("continuity.test_interval")),
        ],
    },
    Part {
        id: "reporting",
        name: "Reporting",
        asked_by: &[Iso19086, CSig, Iso20000, Itil, FitSm, MetricCard, Dora, UkModel],
        roots: &["reporting"],
        elements: &[
            has("how often a report is due", Filled("reporting.cadence")),
            has("by when", Filled("reporting.due")),
            has("to whom", Filled("reporting.recipient")),
            has("what it contains", Filled("reporting.content")),
        ],
    },
    Part {
        id: "review",
        name: "Review, improvement, change control",
        asked_by: &[Iso19086, Iso20000, Itil, FitSm, UkModel],
        roots: &["review"],
        elements: &[
            has("how often the parties meet", Filled("review.cadence")),
            has("the improvement plan", Filled("review.improvement_plan")),
            has("how the agreement is changed", Filled("review.change_control")),
        ],
    },
    Part {
        id: "escalation",
        name: "Escalation, disputes",
        asked_by: &[Itil, FitSm, UkModel],
        roots: &["escalation"],
        elements: &[
            has("steps of escalation", Filled("escalation.steps")),
            has("how disputes end", Holds("escalation.negotiation", holds::disputes)),
        ],
    },
    Part {
        id: "audit",
        name: "Audit, certificates",
        asked_by: &[CSig, Dora],
        roots: &["security.audit", "security.certificates"],
        elements: &[
            has("the right to audit", Filled("security.audit")),
            has("certificates", Filled("security.certificates")),
        ],
    },
    Part {
        id: "term",
        name: "Term, termination, exit, data return",
        asked_by: &[CSig, Itil, FitSm, Dora, UkModel, OpenForms],
        roots: &["term"],
        elements: &[
            has("from when the agreement runs", Filled("term.effective")),
            has("for how long", Holds("term.kind", holds::duration)),
            has("the notice period", Filled("term.notice")),
            has("help at the exit", Filled("term.exit_help")),
            has("the return of data", Filled("term.data_return")),
        ],
    },
    Part {
        id: "liability",
        name: "Indemnity, liability, insurance",
        asked_by: &[OpenForms],
        roots: &["indemnities", "liability", "insurance"],
        elements: &[
            has("limits of liability, here or in a parent agreement", Holds("liability", holds::liability)),
            has(
                "indemnity or insurance, here or in a parent agreement",
                Holds("indemnities", holds::indemnity),
            ),
        ],
    },
    Part {
        id: "history",
        name: "Change history, version",
        asked_by: &[Itil, FitSm],
        roots: &["version", "milestones"],
        elements: &[
            has("the version", Filled("version")),
            has("the history of versions", Filled("milestones")),
        ],
    },
];
