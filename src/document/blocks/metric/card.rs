//! The full card of a metric: everything two people need to compute the same value.

use super::super::Context;
use super::super::at::{At, begun, stopped};
use super::super::rows::Rows;
use super::summary::if_missed;
use super::{corner_cases, downtime, target};
use crate::agreement::{Formula, Measurer, Metric, MetricKind, Scope, Statistic, WindowKind};
use crate::document::{Block, Inline};
use crate::settlement::allowed_misses;

pub(crate) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let metrics = &cx.draft.agreement.metrics;
    if metrics.is_empty() {
        return At::top(cx).required("metrics");
    }
    At::top(cx).items("metrics", metrics).flat_map(|(metric, at)| card(metric, &at)).collect()
}

fn card(metric: &Metric, at: &At<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(at.get("name"))];
    blocks.extend(at.paragraphs("purpose").into_iter().map(Block::Paragraph));
    let groups = [
        ("Promise", promise(metric, at)),
        ("Computation", computation(metric, at)),
        ("Measurement", measurement(metric, at)),
        ("Special cases", corner_cases::rows(metric, at)),
        ("Consequence", consequence(metric, at)),
    ];
    for (title, rows) in groups {
        if !rows.is_empty() {
            blocks.push(Block::Paragraph(vec![Inline::Emphasis(vec![Inline::Text(title.to_owned())])]));
            blocks.extend(rows.blocks());
        }
    }
    blocks
}

fn promise(metric: &Metric, at: &At<'_>) -> Rows {
    let agreement = &at.cx.draft.agreement;
    let mut rows = Rows::new()
        .field(at, "Service", "service")
        .field(at, "Kind", "kind")
        .add("Target", target::target(metric, at));
    if metric.target.is_some() {
        rows = rows.field(at, "Objective", "objective");
    }
    if let Some(text) = metric.target.and_then(|level| downtime::statement(agreement, metric, level)) {
        rows = rows.add("Allowed downtime", vec![at.worded("target", text)]);
    }
    if let Some(minimum) = metric.minimum {
        let mut text = target::quantity(at, "minimum", Some(minimum), 0, at);
        let side = if metric.higher_is_better() { "below" } else { "above" };
        text.push(Inline::Text(format!("; {side} it the service counts as failed")));
        rows = rows.add("Minimum level", text);
    }
    if metric.stretch.is_some() {
        rows = rows.add("Stretch level", target::quantity(at, "stretch", metric.stretch, 0, at));
    }
    rows.field(at, "Owner", "owner")
}

fn computation(metric: &Metric, at: &At<'_>) -> Rows {
    let measured = metric.kind != MetricKind::Qualitative;
    let mut rows = Rows::new();
    if measured || at.has("formula") {
        rows = rows.add("Formula", formula(metric, at));
    }
    if measured || at.has("statistic") {
        rows = rows.add("Statistic", statistic(metric, at));
    }
    rows = rows.field(at, "Population", "population").add("Expected cases", expected(metric, at));
    if measured || at.has("scope") {
        rows = rows.add("Evaluated", scope(metric, at));
    }
    if measured || at.has("window") {
        rows = rows.add("Window", window(metric, at));
    }
    rows.add("Measured in", hours(at))
}

fn formula(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    match metric.formula {
        Some(Formula::Stated) => at.must("formula_text"),
        _ if at.has("formula_text") => {
            let mut text = at.begin("formula");
            text.push(Inline::Break);
            text.extend(at.get("formula_text"));
            text
        }
        _ => at.begin("formula"),
    }
}

fn statistic(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    if metric.statistic != Some(Statistic::Percentile) {
        return at.begin("statistic");
    }
    let mut text = match metric.percentile {
        Some(p) => vec![at.worded("percentile", format!("{} percentile", target::ordinal(p)))],
        None => at.must("percentile"),
    };
    if at.has("minimum_count") {
        text.extend(at.say(", computed only from {minimum_count} measurements or more"));
    }
    text
}

/// "About 40 in a window; at 95 % at most 2 of 40 may fall short".
fn expected(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let Some(cases) = metric.expected_count else { return Vec::new() };
    let mut text = at.say("About {expected_count} in a window");
    let ratio = metric.is_percentage() && metric.higher_is_better() && !downtime::applies(metric);
    let misses = metric.target.filter(|_| ratio).and_then(|t| allowed_misses(t.get(), cases));
    if let Some(misses) = misses {
        text.extend(at.say(", of which at most "));
        text.push(at.worded("target", crate::value::grouped(&misses.to_string())));
        text.extend(at.say(" may fall short"));
    }
    text
}

fn scope(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let Some(scope) = metric.scope else { return at.get("scope") };
    let words = match scope {
        Scope::Instance => "For each instance",
        Scope::Site => "For each site",
        Scope::User => "For each user",
        Scope::Group => "For each group",
        Scope::Customer => "For the Customer as a whole",
        Scope::Estate => "For the Provider’s whole estate",
    };
    vec![at.worded("scope", words)]
}

fn window(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let mut text = at.begin("window");
    if metric.window == Some(WindowKind::Rolling) {
        text.extend(at.say(" of {!window_length}"));
        if at.has("window_step") {
            text.extend(at.say(", moved by {window_step} at a time"));
        }
    }
    if at.has("zone") {
        text.extend(at.say(", in the time zone {zone}"));
    }
    text
}

fn hours(at: &At<'_>) -> Vec<Inline> {
    if at.has("hours") { at.get("hours") } else { at.say("The [service hours] of the service") }
}

fn measurement(metric: &Metric, at: &At<'_>) -> Rows {
    let mut rows = Rows::new().field(at, "Failure", "failure");
    if metric.kind == MetricKind::Availability {
        rows = rows.add("Short outages", short_outages(metric, at));
    }
    if metric.kind == MetricKind::TimeToEvent {
        rows = rows
            .field(at, "Clock starts with", "clock_start")
            .field(at, "Clock stops with", "clock_stop")
            .field(at, "Priorities", "priorities");
    }
    rows = rows
        .field(at, "Measurement point", "measurement_point")
        .add("Sampling", begun(at.every("sampling")))
        .field(at, "Data source", "source");
    if let Some(measurer) = metric.measured_by {
        let words = match measurer {
            Measurer::Provider => "The Provider",
            Measurer::Customer => "The Customer",
            Measurer::ThirdParty => "A third party",
        };
        rows = rows.add("Measured by", vec![at.worded("measured_by", words)]);
    }
    rows.field(at, "Customer’s access to raw data", "customer_access")
}

fn short_outages(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    if !at.has("minimum_outage") {
        return Vec::new();
    }
    let mut text = at.say("Outages shorter than {minimum_outage} do not count");
    if let Some(adds_up) = metric.short_outages_add_up {
        let words =
            if adds_up { ", but add up until they do" } else { ", even where several add up to more" };
        text.push(at.worded("short_outages_add_up", words));
    }
    stopped(text)
}

fn consequence(metric: &Metric, at: &At<'_>) -> Rows {
    Rows::new()
        .add("If missed", if_missed(metric, at))
        .field(at, "Report line", "report_line")
        .field(at, "Evidence", "evidence")
}
