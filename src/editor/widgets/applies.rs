//! An exclusion seen from its own side: the metrics to which it applies. Each metric says that itself, in the exclusions
//! that it names; a tick here is written there.

use super::context::Form;
use super::field::{Field, Kind, field_ui};
use super::refs::{Check, checks_ui, empty_list_ui};
use super::removal::nameless;
use crate::agreement::{Agreement, Exclusion, Metric};
use crate::draft::Edit;
use crate::editor::tokens::small;
use crate::editor::view::Action;
use crate::value::{FieldPath, Need, Record, RecordSpec};
use egui::{Id, Response, Ui};

/// Stands behind the path of an exclusion where its metrics are shown; the draft has nothing there.
const PLACE: &str = "applies_to";

/// At the end of the form of an exclusion.
pub fn of_exclusion_ui(ui: &mut Ui, form: &mut Form<'_>, record: &RecordSpec, item: &FieldPath) {
    if record.name != Exclusion::SPEC.name {
        return;
    }
    let field = Field {
        path: item.join(PLACE),
        label: words::LABEL,
        help: words::HELP,
        example: "",
        empty: "",
        need: Need::Optional,
        kind: Kind::AppliesTo,
        refers: Some("metrics"),
    };
    field_ui(ui, form, &field);
}

/// Where whoever ticks metrics of an exclusion stays when such a tick is taken back: there, not at the metric.
pub fn stays_at(focused: Option<&FieldPath>, changed: &FieldPath) -> Option<FieldPath> {
    let of_metric = matches!(changed.segments().collect::<Vec<_>>().as_slice(), ["metrics", _, "exclusions"]);
    focused
        .filter(|path| of_metric && path.last() == PLACE && path.as_str().starts_with("exclusions."))
        .cloned()
}

/// The metrics by name, of which those are ticked that name the exclusion, or name none and so have all.
pub(super) fn applies_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    let draft = form.draft;
    let a = &draft.agreement;
    let exclusion = exclusion_at(&field.path);
    if a.metrics.is_empty() {
        return empty_list_ui(ui, form, field);
    }
    let checks: Vec<Check> = a
        .metrics
        .iter()
        .map(|metric| {
            let others = without(a, metric, &exclusion);
            let on = has(metric, &exclusion);
            // To name none means all: the last one that is named cannot be taken off.
            let fixed = (on && others.is_empty()).then(|| words::last(a.exclusions.len()).to_owned());
            Check { label: name_of(a, metric), on, fixed }
        })
        .collect();
    let (response, toggled) = checks_ui(ui, id, field.label, &checks);
    if let Some(metric) = toggled.and_then(|index| a.metrics.get(index)) {
        let named = if has(metric, &exclusion) {
            without(a, metric, &exclusion)
        } else {
            with(a, metric, &exclusion)
        };
        let path = FieldPath::new("metrics").join(&metric.id).join("exclusions");
        form.view.told = None;
        form.actions.push(Action::edit(Edit::set(path, named.join(", ")), words::step(&name_of(a, metric))));
    }
    if let Some(why) = checks.iter().find_map(|check| check.fixed.as_ref()) {
        ui.label(small(ui, why.as_str()));
    }
    response.unwrap_or_else(|| ui.response())
}

/// The metrics of an exclusion in words, to be read only.
pub(super) fn named(form: &Form<'_>, path: &FieldPath) -> String {
    let a = &form.draft.agreement;
    let exclusion = exclusion_at(path);
    let names = a.metrics.iter().filter(|metric| has(metric, &exclusion)).map(|metric| name_of(a, metric));
    names.collect::<Vec<_>>().join(", ")
}

fn exclusion_at(path: &FieldPath) -> String {
    path.parent().map(|item| item.last().to_owned()).unwrap_or_default()
}

fn has(metric: &Metric, exclusion: &str) -> bool {
    metric.exclusions.is_empty() || metric.exclusions.contains(exclusion)
}

fn name_of(a: &Agreement, metric: &Metric) -> String {
    a.name_of(metric).unwrap_or_else(|| nameless(Metric::SPEC))
}

/// What the metric names besides this exclusion, in the order of the list. One that names none has all of them.
fn without(a: &Agreement, metric: &Metric, exclusion: &str) -> Vec<String> {
    let listed = a.exclusions.iter().map(|e| e.id.to_string());
    let mut named: Vec<String> = listed.filter(|id| id != exclusion && has(metric, id)).collect();
    // What is named and not there any more is not for this tick to tidy up.
    let gone = |id: &&str| *id != exclusion && !a.exclusions.iter().any(|e| e.id.as_str() == *id);
    named.extend(metric.exclusions.iter().filter(gone).map(str::to_owned));
    named
}

fn with(a: &Agreement, metric: &Metric, exclusion: &str) -> Vec<String> {
    let mut named = without(a, metric, exclusion);
    let before = a.exclusions.iter().take_while(|e| e.id.as_str() != exclusion);
    let at = before.filter(|e| named.iter().any(|id| id == e.id.as_str())).count();
    named.insert(at.min(named.len()), exclusion.to_owned());
    named
}

mod words {
    pub const LABEL: &str = "Applies to";
    pub const HELP: &str =
        "The metrics that it excuses. A tick is kept with the metric, among the exclusions that it names.";

    /// Why a tick cannot be taken away, of an agreement with so many exclusions.
    pub fn last(exclusions: usize) -> &'static str {
        match exclusions {
            1 => {
                "This is the only exclusion, and a metric that names none has all of them: it applies to every metric."
            }
            _ => {
                "Where it is the only one that a metric names, its tick stays: a metric that names none has all of them."
            }
        }
    }

    /// As the menu calls the step of undo.
    pub fn step(metric: &str) -> String {
        format!("Edit exclusions of {metric}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreement(named: &str) -> Agreement {
        let mut a = Agreement::default();
        for id in ["a", "b", "c"] {
            a.exclusions.push(Exclusion { id: id.parse().unwrap(), ..Exclusion::default() });
        }
        let mut metric = Metric { id: "up".parse().unwrap(), ..Metric::default() };
        metric.exclusions = crate::value::Leaf::parse(named).unwrap();
        a.metrics.push(metric);
        a
    }

    #[test]
    fn a_tick_keeps_what_else_the_metric_names_in_the_order_of_the_list() {
        let a = agreement("c, gone");
        assert_eq!(with(&a, &a.metrics[0], "b"), ["b", "c", "gone"]);
        assert_eq!(without(&a, &a.metrics[0], "c"), ["gone"]);
        let all = agreement("");
        assert!(has(&all.metrics[0], "b"), "a metric that names none has all");
        assert_eq!(without(&all, &all.metrics[0], "b"), ["a", "c"]);
    }

    #[test]
    fn only_the_undo_of_a_tick_stays_with_the_exclusion() {
        let (here, field) = (FieldPath::new("exclusions.a.applies_to"), FieldPath::new("exclusions.a.event"));
        let changed = FieldPath::new("metrics.up.exclusions");
        assert_eq!(stays_at(Some(&here), &changed), Some(here.clone()));
        assert_eq!(stays_at(Some(&field), &changed), None);
        assert_eq!(stays_at(Some(&here), &"metrics.up.name".into()), None);
        assert_eq!(stays_at(None, &changed), None);
    }
}
