//! Groups of a big record: folded to one line each with what is set in them, unfolded where one works. What is required
//! and missing is never folded away, and what does not matter for the kind of thing is left out until it is asked for.

use super::context::Form;
use super::group::some_or_more_ui;
use super::icons::{Icon, paint};
use super::one_line::one_line;
use super::small::row_button_ui;
use super::steady::apart_ui;
use super::tiers::schedule_ui;
use crate::agreement::{CreditMethod, MetricKind, Statistic, WindowKind};
use crate::draft::Edit;
use crate::editor::tokens::{SPACE_S, TYPE_SMALL, palette, semibold, small};
use crate::editor::view::Action;
use crate::settlement::agreed_steps;
use crate::value::{
    Duration, FieldPath, FieldSpec, Leaf, LeafKind, Money, Need, Node, RecordSpec, Refs, Shape, capitalised,
};
use egui::accesskit::Role;
use egui::{FontId, Rect, Ui, Vec2, pos2, vec2};

/// Records with more fields than this frighten.
const MANY: usize = 16;
/// Groups that are unfolded from the beginning, besides the first.
const OPEN: [&str; 2] = ["Target", "Targets"];
/// Shorter records whose groups fold as well: there are many of them, or they hold long texts.
const FOLDED: [&str; 4] = ["CreditSchedule", "Priority", "Support", "Indemnity"];

/// Whether the groups of a record fold, or some of its fields wait until they matter.
pub fn folds(record: &RecordSpec) -> bool {
    let grouped = record.fields.iter().any(|f| !f.group.is_empty());
    FOLDED.contains(&record.name) || (grouped && record.fields.len() > MANY)
}

/// The form of a record whose groups fold.
pub fn folding_fields_ui(ui: &mut Ui, form: &mut Form<'_>, record: &'static RecordSpec, path: &FieldPath) {
    let mut fields = record.fields;
    let mut first = true;
    let mut left_out = 0;
    let all = form.view.open.contains(&all_key(path));
    while let Some(group) = fields.first().map(|f| f.group) {
        let end = fields.iter().position(|f| f.group != group).unwrap_or(fields.len());
        let (here, rest) = fields.split_at(end);
        fields = rest;
        let shown: Vec<&'static FieldSpec> =
            here.iter().filter(|spec| all || matters(form, record, path, spec)).collect();
        left_out += here.iter().filter(|s| !is_id(s)).count() - shown.iter().filter(|s| !is_id(s)).count();
        if group.is_empty() {
            some_or_more_ui(ui, form, &shown, path);
        } else if !shown.is_empty() {
            group_ui(ui, form, path, group, &shown, first || OPEN.contains(&group));
            first = false;
        }
    }
    if record.name == "CreditSchedule" {
        schedule_ui(ui, form, path);
        other_methods_ui(ui, form, record, path);
    }
    all_ui(ui, form, path, all, left_out);
}

fn is_id(spec: &FieldSpec) -> bool {
    matches!(spec.shape(), Shape::Leaf(LeafKind::Id))
}

/// Which groups were folded or unfolded against what is usual is kept beside the unfolded items.
fn group_key(path: &FieldPath, group: &str) -> String {
    format!("{path} / {group}")
}

fn all_key(path: &FieldPath) -> String {
    format!("{path} / all fields")
}

fn group_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    path: &FieldPath,
    group: &'static str,
    shown: &[&'static FieldSpec],
    usually_open: bool,
) {
    let key = group_key(path, group);
    let within = |place: &FieldPath| shown.iter().any(|f| place.is_within(&path.join(f.name)));
    let mut open = form.view.open.contains(&key) != usually_open;
    if !open && form.view.jump.as_ref().is_some_and(|j| within(&j.path)) {
        toggle(form, &key);
        open = true;
    }
    let summary = if open { String::new() } else { summary(form, path, shown) };
    ui.add_space(SPACE_S / 2.0);
    let id = form.id(path).with(group);
    let response = row_button_ui(ui, id, HEIGHT, false, Role::DisclosureTriangle, group, |ui, rect| {
        paint_group(ui, rect, open, group, &summary);
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_expanded(open);
        if !summary.is_empty() {
            node.set_description(summary.as_str());
        }
    });
    if response.clicked() {
        toggle(form, &key);
    }
    if open {
        some_or_more_ui(ui, form, shown, path);
        return;
    }
    let missing: Vec<&'static FieldSpec> =
        shown.iter().copied().filter(|spec| is_missing(form, path, spec)).collect();
    some_or_more_ui(ui, form, &missing, path);
}

fn toggle(form: &mut Form<'_>, key: &str) {
    if !form.view.open.remove(key) {
        form.view.open.insert(key.to_owned());
    }
}

/// Required and not there, or being filled in just now.
fn is_missing(form: &Form<'_>, path: &FieldPath, spec: &FieldSpec) -> bool {
    let here = path.join(spec.name);
    let blank = form.draft.node(&here).is_none_or(Node::is_blank);
    (spec.need == Need::Required && blank) || form.view.focused.as_ref() == Some(&here)
}

const HEIGHT: f32 = 30.0;

fn paint_group(ui: &Ui, rect: Rect, open: bool, group: &str, summary: &str) {
    let p = palette(ui);
    let painter = ui.painter();
    let mark = Rect::from_center_size(rect.left_center() + vec2(12.0, 0.0), Vec2::splat(13.0));
    paint(painter, mark, if open { Icon::Down } else { Icon::Right }, p.accent);
    let title = painter.layout_no_wrap(group.to_owned(), semibold(15.0), p.accent);
    let left = rect.left() + 26.0;
    let after = left + title.size().x + 14.0;
    painter.galley(pos2(left, rect.center().y - title.size().y / 2.0), title, p.accent);
    let room = rect.right() - SPACE_S - after;
    if room > 40.0 && !summary.is_empty() {
        let font = FontId::proportional(TYPE_SMALL);
        let galley = one_line(painter, summary, font, p.ink_soft, room);
        painter.galley(pos2(after, rect.center().y - galley.size().y / 2.0), galley, p.ink_soft);
    }
}

/// What is set in a group, in one line.
fn summary(form: &Form<'_>, path: &FieldPath, shown: &[&'static FieldSpec]) -> String {
    let mut said = Vec::new();
    for spec in shown {
        let here = path.join(spec.name);
        let Some(node) = form.draft.node(&here).filter(|n| !n.is_blank()) else { continue };
        let text = node.text();
        said.push(match spec.shape() {
            Shape::Leaf(LeafKind::Choice(variants)) => {
                let label = variants.iter().find(|v| v.name == text).map_or(text.as_str(), |v| v.label);
                capitalised(label.split(" (").next().unwrap_or(label))
            }
            Shape::Leaf(LeafKind::YesNo) => format!("{}: {text}", spec.label),
            Shape::Leaf(LeafKind::Duration) => {
                let long = <Duration as Leaf>::parse(&text).map_or(text, Duration::long);
                format!("{}: {long}", spec.label)
            }
            Shape::Leaf(LeafKind::Number | LeafKind::Percent | LeafKind::Whole) => {
                format!("{}: {text}", spec.label)
            }
            Shape::Leaf(LeafKind::Money) => {
                let long = <Money as Leaf>::parse(&text).map_or(text, Money::long);
                format!("{}: {long}", spec.label)
            }
            Shape::Leaf(LeafKind::Lines) => {
                format!("{}: {}", spec.label, text.lines().filter(|line| !line.trim().is_empty()).count())
            }
            Shape::Leaf(LeafKind::Ref | LeafKind::Refs) => {
                let list = spec.refers.unwrap_or_default();
                let named =
                    |id: &str| form.draft.agreement.label_of(list, id).unwrap_or_else(|| id.to_owned());
                let refs = <Refs as Leaf>::parse(&text).unwrap_or_default();
                format!("{}: {}", spec.label, refs.iter().map(named).collect::<Vec<_>>().join(", "))
            }
            Shape::Leaf(_) => text.lines().next().unwrap_or_default().to_owned(),
            Shape::Record(_) => spec.label.to_owned(),
            Shape::List(_) => {
                let count = node.as_list().map_or(0, |l| l.ids().len());
                let working =
                    (here.as_str() == "credits.order").then(|| agreed_steps(&form.draft.agreement).len());
                words::counted(spec.label, count, working)
            }
        });
    }
    if said.is_empty() { words::NOTHING.to_owned() } else { said.join("  ·  ") }
}

/// At the end: what was left out, and the way to it.
fn all_ui(ui: &mut Ui, form: &mut Form<'_>, path: &FieldPath, all: bool, left_out: usize) {
    if !all && left_out == 0 {
        return;
    }
    ui.add_space(SPACE_S);
    let words = if all { words::FEWER.to_owned() } else { words::more(left_out) };
    if ui.button(words).clicked() {
        toggle(form, &all_key(path));
    }
}

/// What the fields of other methods still say: it counts no more, and comes back with its method.
fn other_methods_ui(ui: &mut Ui, form: &mut Form<'_>, record: &'static RecordSpec, path: &FieldPath) {
    let said = |field: &str| form.draft.text(&path.join(field));
    let kept: Vec<&'static FieldSpec> = record
        .fields
        .iter()
        .filter(|spec| !applies(&said, record.name, spec.name))
        .filter(|spec| form.draft.node(&path.join(spec.name)).is_some_and(|n| !n.is_blank()))
        .collect();
    let told = if kept.is_empty() { String::new() } else { summary(form, path, &kept) };
    apart_ui(ui, !kept.is_empty(), |ui| {
        ui.add_space(SPACE_S);
        ui.horizontal_wrapped(|ui| {
            ui.label(small(ui, words::kept(&told)));
            if form.read_only || !ui.button(words::CLEAR).clicked() {
                return;
            }
            let edits = kept.iter().flat_map(|spec| cleared(form, &path.join(spec.name))).collect();
            let (name, said) = (words::CLEAR_STEP.to_owned(), words::CLEARED.to_owned());
            form.actions.push(Action::EditAndSay { edits, name, said });
        });
    });
}

/// The edits that leave nothing in a field, or in a list.
fn cleared(form: &Form<'_>, path: &FieldPath) -> Vec<Edit> {
    let Some(list) = form.draft.node(path).and_then(|node| node.as_list()) else {
        return vec![Edit::set(path.clone(), "")];
    };
    list.ids().into_iter().map(|id| Edit::Remove { list: path.clone(), id }).collect()
}

/// Whether a field says something about a thing of this kind. What is filled in, has a problem or is gone to always does.
fn matters(form: &Form<'_>, record: &RecordSpec, path: &FieldPath, spec: &FieldSpec) -> bool {
    let here = path.join(spec.name);
    let filled = form.draft.node(&here).is_some_and(|n| !n.is_blank());
    // What the method of a credit does not use does not count, whatever it says.
    let used = (filled && record.name != "CreditSchedule")
        || form.draft.pending_at(&here).is_some()
        || form.view.jump.as_ref().is_some_and(|j| j.path.is_within(&here))
        || form.view.focused.as_ref().is_some_and(|f| f.is_within(&here));
    let told = || record.name != "CreditSchedule" && form.findings.iter().any(|f| f.path.is_within(&here));
    used || applies(&|field| form.draft.text(&path.join(field)), record.name, spec.name) || told()
}

/// As [`matters`], by what else the record says.
fn applies(said: &dyn Fn(&str) -> String, record: &str, field: &str) -> bool {
    match record {
        "Metric" => of_metric(said, field),
        "CreditSchedule" => of_schedule(said, field),
        _ => true,
    }
}

fn of_metric(said: &dyn Fn(&str) -> String, field: &str) -> bool {
    let kind = <MetricKind as Leaf>::parse(&said("kind")).unwrap_or_default();
    let is_set = |field: &str| !said(field).is_empty();
    let qualitative = kind == MetricKind::Qualitative;
    match field {
        "objective" | "evidence" => qualitative,
        "formula_text" => said("formula") == "Stated",
        "percentile" | "minimum_count" => said("statistic") == Leaf::text(&Statistic::Percentile),
        "window_length" | "window_step" => said("window") == Leaf::text(&WindowKind::Rolling),
        "clock_start" | "clock_stop" | "clock" | "limit" | "case_window" | "priorities" => {
            kind == MetricKind::TimeToEvent
        }
        "stated_downtime" | "minimum_outage" | "outage_length" | "failed_share" => {
            kind == MetricKind::Availability
        }
        "stated_month" => is_set("stated_downtime"),
        "short_outages_add_up" => is_set("minimum_outage"),
        "failed_bound" => is_set("failed_share"),
        "minimum" | "stretch" | "achieved" | "decimals" | "sampling" => !qualitative,
        _ => true,
    }
}

fn of_schedule(said: &dyn Fn(&str) -> String, field: &str) -> bool {
    use CreditMethod as M;
    let method = <M as Leaf>::parse(&said("method")).unwrap_or_default();
    match field {
        "tiers" => method == M::Tiers,
        "rate" => matches!(method, M::Linear | M::LostTime | M::PerMiss | M::PerUnitLate | M::Points),
        "amount" => matches!(method, M::Linear | M::PerMiss | M::PerUnitLate | M::Points),
        "step" | "counted_from" => method == M::Linear,
        "step_time" => method == M::PerUnitLate,
        "step_rounding" => matches!(method, M::Linear | M::PerUnitLate),
        "beyond_target" => method == M::LostTime,
        "points" => method == M::Points,
        "weight" => method == M::Pool,
        _ => true,
    }
}

mod words {
    pub const NOTHING: &str = "Nothing set yet";
    pub const CLEAR: &str = "Remove them";
    pub const CLEAR_STEP: &str = "Remove what other methods said";
    pub const CLEARED: &str = "Removed what other methods of credit said.";

    /// How many entries a list has, and how many of them change anything here and are printed.
    pub fn counted(label: &str, count: usize, working: Option<usize>) -> String {
        match working.filter(|working| *working < count) {
            Some(working) => format!("{label}: {count}, of which {working} apply here"),
            None => format!("{label}: {count}"),
        }
    }

    /// `said`: the fields of the other methods and what they say.
    pub fn kept(said: &str) -> String {
        format!("Kept from another method, not printed and not counted: {said}")
    }
    pub const FEWER: &str = "Show only what matters here";

    pub fn more(count: usize) -> String {
        match count {
            1 => "Show all fields (1 more, which hardly matters here)".to_owned(),
            n => format!("Show all fields ({n} more, which hardly matter here)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{CreditSchedule, Metric};
    use crate::value::Record;

    fn shown(record: &'static RecordSpec, set: &[(&str, &str)]) -> Vec<&'static str> {
        let said = |field: &str| {
            let found = set.iter().find(|(name, _)| *name == field);
            found.map(|(_, text)| (*text).to_owned()).unwrap_or_default()
        };
        let names = record.fields.iter().map(|f| f.name);
        names.filter(|name| applies(&said, record.name, name)).collect()
    }

    #[test]
    fn steps_that_change_nothing_here_are_told_apart() {
        let label = "Order of operations";
        assert_eq!(words::counted(label, 15, Some(11)), "Order of operations: 15, of which 11 apply here");
        assert_eq!(words::counted(label, 11, Some(11)), "Order of operations: 11");
        assert_eq!(words::counted("Tiers", 3, None), "Tiers: 3");
    }

    #[test]
    fn a_metric_asks_what_its_kind_needs() {
        let up = shown(Metric::SPEC, &[("kind", "Availability"), ("window", "Month")]);
        assert!(
            up.contains(&"minimum_outage") && !up.contains(&"clock_start") && !up.contains(&"percentile")
        );
        let timed = shown(Metric::SPEC, &[("kind", "TimeToEvent"), ("statistic", "Percentile")]);
        assert!(timed.contains(&"clock_start") && timed.contains(&"percentile"));
        assert!(!timed.contains(&"outage_length"));
        let rolling = shown(Metric::SPEC, &[("window", "Rolling")]);
        assert!(rolling.contains(&"window_step"));
    }

    #[test]
    fn a_schedule_asks_what_its_method_needs() {
        let tiers = shown(CreditSchedule::SPEC, &[("method", "Tiers")]);
        assert_eq!(tiers, ["id", "metric", "method", "tiers", "repeat_multiplier", "cap"]);
        let pool = shown(CreditSchedule::SPEC, &[("method", "Pool")]);
        assert!(pool.contains(&"weight") && !pool.contains(&"tiers"));
    }

    #[test]
    fn records_of_long_texts_fold() {
        use crate::agreement::{Indemnity, Liability, Priority, Support};
        for record in [Priority::SPEC, Support::SPEC, Indemnity::SPEC, Metric::SPEC, CreditSchedule::SPEC] {
            assert!(folds(record), "{}", record.name);
        }
        assert!(!folds(Liability::SPEC));
        for record in [Priority::SPEC, Support::SPEC, Indemnity::SPEC] {
            let grouped = record.fields.iter().filter(|f| !is_id(f)).all(|f| !f.group.is_empty());
            assert!(grouped, "{}: no field stands outside a group", record.name);
        }
    }

    #[test]
    fn required_fields_always_apply() {
        for kind in ["Availability", "Latency", "TimeToEvent", "Qualitative", "Loss"] {
            let shown = shown(Metric::SPEC, &[("kind", kind)]);
            let mut required = Metric::SPEC.fields.iter().filter(|f| f.need == Need::Required);
            assert!(required.all(|f| shown.contains(&f.name)), "{kind}");
        }
    }
}
