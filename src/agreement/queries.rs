//! Small questions to an agreement.

use super::{
    Agreement, Calendar, Consequence, CreditSchedule, Metric, Party, Policy, Priority, Role, Service,
};
use crate::value::{FieldPath, Id, LeafKind, Node, Prose, Record, Shape, Zone};

impl Agreement {
    /// The first party with this role.
    pub fn party(&self, role: Role) -> Option<&Party> {
        self.parties.iter().find(|p| p.role == role)
    }
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|s| s.id.as_str() == id)
    }
    pub fn calendar(&self, id: &str) -> Option<&Calendar> {
        self.calendars.iter().find(|c| c.id.as_str() == id)
    }
    pub fn metric(&self, id: &str) -> Option<&Metric> {
        self.metrics.iter().find(|m| m.id.as_str() == id)
    }
    /// The priorities that a time metric covers: those it names, else all.
    pub fn priorities_of<'a>(&'a self, metric: &'a Metric) -> impl Iterator<Item = &'a Priority> {
        let covers = |p: &&Priority| metric.priorities.is_empty() || metric.priorities.contains(&p.id);
        self.priorities.iter().filter(covers)
    }
    /// The credit schedules of one metric.
    pub fn schedules_of<'a>(&'a self, metric: &'a str) -> impl Iterator<Item = &'a CreditSchedule> {
        self.credits.schedules.iter().filter(move |s| s.metric.as_str() == metric)
    }
    /// The metrics to which an exclusion applies, and the others, in their order. A metric that names no exclusions has
    /// all.
    pub fn excused_by(&self, exclusion: &Id) -> (Vec<&Metric>, Vec<&Metric>) {
        let applies = |m: &&Metric| m.exclusions.is_empty() || m.exclusions.contains(exclusion);
        self.metrics.iter().partition(applies)
    }
    /// What a miss of a metric that has no credits leads to: the improvement plan, where the agreement has one for every
    /// miss, else the report alone.
    pub fn consequence_without_credits(&self) -> Consequence {
        match self.review.improvement_plan {
            Some(_) => Consequence::ImprovementPlan,
            None => Consequence::ReportedOnly,
        }
    }
    pub fn answer(&self, question: &str) -> Option<&Prose> {
        self.answers.iter().find(|a| a.id.as_str() == question).map(|a| &a.value)
    }

    /// Every time zone that is named, and where.
    pub fn zones(&self) -> Vec<(FieldPath, Zone)> {
        let at = |list: &str, id: &str| FieldPath::new(list).join(id).join("zone");
        let calendars = self.calendars.iter().filter_map(|c| Some((at("calendars", &c.id), c.zone?)));
        let windows = self.maintenance.windows.iter();
        let windows = windows.filter_map(|w| Some((at("maintenance.windows", &w.id), w.zone?)));
        let metrics = self.metrics.iter().filter_map(|m| Some((at("metrics", &m.id), m.zone?)));
        calendars.chain(windows).chain(metrics).collect()
    }

    pub fn has_parent(&self) -> bool {
        !self.parent.title.is_empty()
    }

    /// What the ids in a `Ref` field name: label of an item of one of the agreement's lists.
    pub fn label_of(&self, list: &str, id: &str) -> Option<String> {
        let item = Node::child(self, list)?.child(id)?;
        Some(label_of(item).unwrap_or_else(|| id.to_owned()))
    }

    /// What a list calls one of its items: its own name, or that of the first thing it refers to, as a credit schedule
    /// goes by its metric.
    pub fn name_of(&self, item: &dyn Node) -> Option<String> {
        label_of(item).or_else(|| {
            let Shape::Record(spec) = item.shape() else { return None };
            spec.fields.iter().find_map(|field| {
                let list = field.refers.filter(|_| matches!(field.shape(), Shape::Leaf(LeafKind::Ref)))?;
                let id = item.child(field.name)?.text();
                let name = if id.is_empty() { None } else { self.label_of(list, &id) }?;
                Some(if spec.noun == CreditSchedule::SPEC.noun {
                    format!("Credits for {name}")
                } else {
                    name
                })
            })
        })
    }

    /// The policies that bind a group and, if named, one of its services: corporate ones unless overridden, then the
    /// group's, then the service's. An override replaces the policy it names and, where it names none, the policies of
    /// wider levels on the same topic and quantity.
    pub fn effective_policies(&self, group: Option<&str>, service: Option<&str>) -> Vec<&Policy> {
        use super::Level;
        let applies = |p: &&Policy| match p.level {
            Level::Corporate => true,
            Level::Group => group.is_some_and(|g| p.group.as_str() == g),
            Level::Service => service.is_some_and(|s| p.service.as_str() == s),
        };
        let bound: Vec<&Policy> = self.policies.iter().filter(applies).collect();
        bound.iter().copied().filter(|p| !bound.iter().any(|q| q.replaces(p))).collect()
    }
}

impl Policy {
    /// Whether this narrower policy takes the place of the wider `other`, where both apply.
    pub fn replaces(&self, other: &Policy) -> bool {
        let same_matter = || {
            !self.topic.trim().is_empty()
                && self.topic.trim().eq_ignore_ascii_case(other.topic.trim())
                && self.quantity.trim().eq_ignore_ascii_case(other.quantity.trim())
        };
        let named = || self.overrides.as_str() == other.id.as_str();
        self.level > other.level && if self.overrides.is_empty() { same_matter() } else { named() }
    }
}

/// What a list calls one of its items: the first text field that says something.
pub fn label_of(item: &dyn Node) -> Option<String> {
    const NAMING: [&str; 10] =
        ["name", "title", "legal_name", "term", "topic", "kind", "event", "duty", "trigger", "severity"];
    NAMING.iter().find_map(|field| {
        let node = item.child(field).filter(|n| !matches!(n.shape(), Shape::Leaf(LeafKind::Choice(_))))?;
        let text = node.text();
        let line = text.lines().next().unwrap_or("").trim();
        (!line.is_empty()).then(|| line.to_owned())
    })
}

/// What an item without a name is known by: the party's role, the contact's purpose.
pub fn role_of(item: &dyn Node) -> Option<String> {
    let node = ["role", "purpose"].iter().find_map(|field| item.child(field))?;
    let label = node.printed();
    (!label.is_empty()).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{CreditSchedule, MetricKind, Tier};

    #[test]
    fn an_item_goes_by_its_name_or_by_what_it_refers_to() {
        let mut agreement = Agreement::default();
        let mut metric =
            Metric { id: "uptime".parse().unwrap(), kind: MetricKind::Latency, ..Metric::default() };
        assert_eq!(agreement.name_of(&metric), None, "the kind is no name");
        metric.name = "Uptime of the shop".parse().unwrap();
        assert_eq!(agreement.name_of(&metric).as_deref(), Some("Uptime of the shop"));
        agreement.metrics.push(metric);
        let mut schedule = CreditSchedule::default();
        assert_eq!(agreement.name_of(&schedule), None);
        schedule.metric = "uptime".parse().unwrap();
        assert_eq!(agreement.name_of(&schedule).as_deref(), Some("Credits for Uptime of the shop"));
        assert_eq!(agreement.name_of(&Tier::default()), None);
        let party = Party { role: Role::Customer, ..Party::default() };
        assert_eq!((label_of(&party), role_of(&party)), (None, Some("Customer".to_owned())));
        assert_eq!(role_of(&Tier::default()), None);
    }
}
