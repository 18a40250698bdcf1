//! Which clauses of the form a draft goes without, and what sections and clauses are called in it.

use super::{Clause, Generated, Section, Template};
use crate::agreement::{Level, Owner};
use crate::draft::{Choice, Draft, Edit};
use crate::value::FieldPath;

/// Where the decisions about the form's clauses are kept in a draft.
const CHOICES: &str = "choices";

impl Clause {
    /// Whether the drafter wants the clause, or the form does where the drafter says nothing. Whether its condition
    /// holds is another matter.
    pub fn is_wanted(&self, choice: Option<&Choice>) -> bool {
        choice.and_then(|c| c.include).unwrap_or(self.starts_included())
    }

    /// Whether the form has the clause and the drafter left it out.
    pub fn is_left_out(&self, choice: Option<&Choice>) -> bool {
        self.starts_included() && !self.is_wanted(choice)
    }

    /// The edits that put the clause with this key in or leave it out. Nothing stays behind where that is what the form
    /// does by itself; a reason for leaving it out goes when it comes back.
    pub fn decided(&self, draft: &Draft, key: &str, wanted: bool) -> Vec<Edit> {
        let path = FieldPath::new(CHOICES).join(key);
        let include = match (wanted == self.starts_included(), wanted) {
            (true, _) => "",
            (false, true) => "yes",
            (false, false) => "no",
        };
        let Some(choice) = draft.choice(key) else {
            let insert = Edit::Insert { list: CHOICES.into(), at: usize::MAX, id: key.to_owned() };
            return vec![insert, Edit::set(path.join("include"), include)];
        };
        let bare = choice.alternative.is_empty() && choice.title.trim().is_empty();
        if include.is_empty() && bare && (wanted || choice.reason.trim().is_empty()) {
            return vec![Edit::Remove { list: CHOICES.into(), id: key.to_owned() }];
        }
        let mut edits = vec![Edit::set(path.join("include"), include)];
        if wanted && !choice.reason.is_empty() {
            edits.push(Edit::set(path.join("reason"), ""));
        }
        edits
    }

    /// Its heading in a draft; empty where it has none.
    pub fn named<'a>(&'a self, choice: Option<&'a Choice>) -> &'a str {
        let own = choice.map_or("", |c| c.title.trim());
        if own.is_empty() { self.title.trim() } else { own }
    }
}

impl Section {
    /// Its title in a draft as the drafter knows it: the drafter's own, else the form's, whatever is left out.
    pub fn named<'a>(&'a self, draft: &'a Draft) -> &'a str {
        self.own_title(draft).unwrap_or(&self.title)
    }

    /// The title that the drafter gave it.
    pub(super) fn own_title<'a>(&self, draft: &'a Draft) -> Option<&'a str> {
        let heading = draft.headings.iter().find(|heading| heading.id == self.id)?;
        Some(heading.title.trim()).filter(|title| !title.is_empty())
    }

    /// What a clause of this section is called when one speaks of it: by its heading, or else as the section.
    pub fn name_of<'a>(&'a self, clause: &'a Clause, draft: &'a Draft) -> &'a str {
        let named = clause.named(draft.choice(&self.clause_key(clause)));
        if named.is_empty() { self.named(draft) } else { named }
    }

    /// Whether the drafter left all of its clauses out.
    pub fn is_left_out(&self, draft: &Draft) -> bool {
        let wanted = |clause: &Clause| clause.is_wanted(draft.choice(&self.clause_key(clause)));
        self.clauses.iter().any(Clause::starts_included) && !self.clauses.iter().any(wanted)
    }
}

impl Template {
    /// The clauses of the form that the drafter left out, in their order.
    pub fn left_out<'a>(&'a self, draft: &Draft) -> Vec<(&'a Section, &'a Clause)> {
        if draft.choices.iter().all(|choice| choice.include != Some(false)) {
            return Vec::new();
        }
        let clauses = self.sections.iter().flat_map(|s| s.clauses.iter().map(move |c| (s, c)));
        clauses.filter(|(s, c)| c.is_left_out(draft.choice(&s.clause_key(c)))).collect()
    }
}

impl Generated {
    /// The fields that are printed by this block, and by no other but those that name them too. `*` stands for the items
    /// of a list.
    pub fn prints(self) -> &'static [&'static str] {
        match self {
            Self::Parties => &["parties"],
            Self::Contacts => &["parties.*.contacts"],
            Self::ParentAgreement => &["parent"],
            Self::Term => &["term"],
            Self::Services => &["services"],
            Self::Calendars => &["calendars"],
            Self::Dependencies => &["services.*.dependencies"],
            Self::Definitions => &["definitions"],
            Self::TimeLimits => &["time_limits"],
            Self::Responsibilities(_) => &["responsibilities"],
            Self::MetricSummary | Self::MetricCards => &["metrics"],
            Self::Priorities => &["priorities"],
            Self::Support => &["support"],
            Self::Maintenance => &["maintenance"],
            Self::Exclusions => &["exclusions"],
            Self::CreditTables => &["credits.schedules"],
            Self::CreditTerms => &["credits"],
            Self::ChronicFailure => &["credits.chronic"],
            Self::EarnBack => &["credits.earn_back"],
            Self::Bonuses => &["bonuses"],
            Self::Indemnities => &["indemnities"],
            Self::Liability => &["liability"],
            Self::Insurance => &["insurance"],
            Self::Groups => &["groups"],
            Self::Policies(_) | Self::EffectivePolicies => &["policies"],
            Self::Continuity => &["continuity"],
            Self::Security => &["security"],
            Self::Reporting => &["reporting"],
            Self::Review => &["review"],
            Self::Escalation => &["escalation"],
            Self::Signatures => &["signatures"],
            Self::WorkedExamples | Self::ChangeHistory => &[],
        }
    }

    /// What an agreement lacks without this block, as it stands in a sentence; empty where nothing binding is lost.
    pub fn loss(self) -> &'static str {
        match self {
            Self::Parties => "the particulars of the parties",
            Self::Contacts => "whom to contact for what",
            Self::ParentAgreement => "the agreement that this one belongs to",
            Self::Term => "when the agreement begins and ends, and by what notice",
            Self::Services => "what the services are, and what is not part of them",
            Self::Calendars => "the hours in which services and clocks run",
            Self::Dependencies => "the suppliers that the services rest on",
            Self::Definitions => "what the defined terms mean",
            Self::TimeLimits => "how days are counted",
            Self::Responsibilities(Owner::Provider) => "the duties of the provider",
            Self::Responsibilities(Owner::Customer) => "the duties of the customer",
            Self::Responsibilities(Owner::Both) => "the duties of both parties",
            Self::MetricSummary => "the table of targets",
            Self::MetricCards => "how each level is measured and computed",
            Self::Priorities => "the priorities and their target times",
            Self::Support => "how support is reached, and what counts as a response",
            Self::Maintenance => "when planned work may be done, and how much of it is excused",
            Self::Exclusions => "the events for which the provider is not held to a target",
            Self::CreditTables => "which credit is due for which miss",
            Self::CreditTerms => "what credits are a share of, their caps and how they are paid",
            Self::ChronicFailure => "when repeated misses end the agreement",
            Self::EarnBack => "how a credit is earned back",
            Self::Bonuses => "which bonus is earned for what",
            Self::Indemnities => "who bears which claims of third parties",
            Self::Liability => "the limits of liability",
            Self::Insurance => "the insurance that each party keeps",
            Self::Groups => "the groups that have levels of their own",
            Self::Policies(Level::Corporate) => "the policies that bind everyone",
            Self::Policies(Level::Group) => "the policies of the groups",
            Self::Policies(Level::Service) => "the policies of the services",
            Self::EffectivePolicies => "which policies bind each group",
            Self::Continuity => "how fast services come back, and how much data may be lost",
            Self::Security => "how data and systems are protected",
            Self::Reporting => "what is reported, when and to whom",
            Self::Review => "how often the parties meet, and how the agreement is changed",
            Self::Escalation => "the steps of escalation",
            Self::Signatures => "the place to sign",
            Self::WorkedExamples | Self::ChangeHistory => "",
        }
    }
}
