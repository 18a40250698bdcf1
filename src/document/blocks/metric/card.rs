//! The full card of a metric: everything two people need to compute the same value.

use super::super::Context;
use super::super::at::{At, begun, stopped};
use super::super::prose;
use super::super::rows::Rows;
use super::summary::if_missed;
use super::{corner_cases, downtime, target};
use crate::agreement::{
    CreditMethod, Formula, Measurer, Metric, MetricKind, OutageLength, Scope, ShareBound, Statistic,
    WindowKind,
};
use crate::document::{Block, Inline};
use crate::settlement::allowed_misses;
use crate::settlement::method::Method;
use crate::value::capitalised;

pub(crate) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let metrics = &cx.draft.agreement.metrics;
    if metrics.is_empty() {
        return At::top(cx).required("metrics");
    }
    At::top(cx).items("metrics", metrics).flat_map(|(metric, at)| card(metric, &at)).collect()
}

/// The card of one metric of the agreement.
pub(crate) fn of_one(cx: &Context<'_>, metric: &Metric) -> Vec<Block> {
    let mut one = At::top(cx).items("metrics", std::slice::from_ref(metric));
    one.next().map_or_else(Vec::new, |(metric, at)| card(metric, &at))
}

fn card(metric: &Metric, at: &At<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(at.get("name"))];
    blocks.extend(at.paragraphs("purpose").into_iter().map(Block::Paragraph));
    let rows = Rows::new()
        .field(at, "Service", "service")
        .field(at, "Shows", "shows")
        .add(target_key(metric.kind), promise(metric, at));
    let rows = rows.add("Further levels", levels(metric, at));
    let rows = match metric.target {
        Some(_) => rows.field(at, "Objective", "objective"),
        None => rows,
    };
    let rows = computation(metric, at, rows);
    let rows = measurement(metric, at, rows)
        .add("Special cases", corner_cases::sentences(metric, at))
        .field(at, "Evidence", "evidence")
        .add("If missed", consequence(metric, at));
    blocks.extend(rows.blocks());
    blocks
}

fn target_key(kind: MetricKind) -> &'static str {
    match kind {
        MetricKind::Availability => "Target (availability)",
        MetricKind::Latency => "Target (latency)",
        MetricKind::TimeToEvent => "Target (time)",
        MetricKind::Ratio => "Target (ratio)",
        MetricKind::Throughput => "Target (throughput)",
        MetricKind::Loss => "Target (loss)",
        MetricKind::Qualitative => "Qualitative objective",
    }
}

/// "≥ 99.9 %", and the downtime that it allows.
fn promise(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let mut text = target::target(metric, at);
    let agreement = &at.cx.draft.agreement;
    if let Some(said) = metric.target.and_then(|level| downtime::statement(agreement, metric, level)) {
        text.extend(at.words("target", &format!("; {said}")));
    }
    if metric.stated_downtime.is_some() {
        text.extend(at.say("; stated as {stated_downtime}"));
        text.extend(if at.has("stated_month") { at.say(" in {stated_month}") } else { Vec::new() });
    }
    text
}

fn levels(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let mut levels = Vec::new();
    if metric.minimum.is_some() {
        let mut text = at.say("minimum ");
        text.extend(target::quantity(at, "minimum", metric.minimum, 0, at));
        let side = if metric.higher_is_better() { "below" } else { "above" };
        text.extend(at.say(&format!(", {side} which the [service] counts as failed")));
        levels.push(text);
    }
    if metric.stretch.is_some() {
        let mut text = at.say("stretch ");
        text.extend(target::quantity(at, "stretch", metric.stretch, 0, at));
        levels.push(text);
    }
    if metric.achieved.is_some() {
        let mut text = at.say("achieved in the last twelve months ");
        text.extend(target::quantity(at, "achieved", metric.achieved, 0, at));
        levels.push(text);
    }
    begun(prose::joined(levels, &[Inline::Text("; ".to_owned())]))
}

fn computation(metric: &Metric, at: &At<'_>, rows: Rows) -> Rows {
    let measured = metric.kind != MetricKind::Qualitative;
    let applies = |field: &str| measured || at.has(field);
    let mut rows = rows;
    if applies("formula") || applies("statistic") {
        rows = rows.add("Formula", formula(metric, at));
    }
    rows = rows.add("Population", population(metric, at));
    if applies("window") { rows.add("Window", window(metric, at)) } else { rows }
}

/// The formula, its statistic in it or behind it, its words below it.
fn formula(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let measured = metric.kind != MetricKind::Qualitative;
    let stated = metric.formula == Some(Formula::Stated);
    let mut text = Vec::new();
    if stated {
        text.extend(at.must("formula_text"));
    } else if let Some(whole) = with_statistic(metric, at) {
        text.extend(whole);
    } else if measured || at.has("formula") {
        text.extend(at.begin("formula"));
    }
    if with_statistic(metric, at).is_none() && (measured || at.has("statistic")) {
        text.extend(statistic(metric, at));
    }
    if !stated && at.has("formula_text") {
        text.push(Inline::Break);
        text.extend(at.get("formula_text"));
    }
    text
}

/// "The 95th percentile of all measurements", where the formula is nothing but its statistic.
fn with_statistic(metric: &Metric, at: &At<'_>) -> Option<Vec<Inline>> {
    let mut text = vec![at.worded("formula", "The ")];
    match (metric.formula?, metric.statistic?) {
        (Formula::Percentile, Statistic::Percentile) => {
            text.extend(percentile(metric, at));
            text.push(at.worded("formula", " of all measurements"));
            text.extend(least_count(at));
        }
        (Formula::Extreme, Statistic::Maximum) => {
            text.push(at.worded("statistic", "largest"));
            text.push(at.worded("formula", " of all measurements"));
        }
        (Formula::Extreme, Statistic::Minimum) => {
            text.push(at.worded("statistic", "smallest"));
            text.push(at.worded("formula", " of all measurements"));
        }
        _ => return None,
    }
    Some(text)
}

fn statistic(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    if metric.statistic == Some(Statistic::Ratio) {
        return at.words("statistic", "; one ratio for the whole [measurement period]");
    }
    let mut text = at.say("; statistic: ");
    if metric.statistic == Some(Statistic::Percentile) {
        text.extend(percentile(metric, at));
        text.extend(least_count(at));
    } else {
        text.extend(at.get("statistic").into_iter().map(small));
    }
    text
}

fn percentile(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    match metric.percentile {
        Some(p) => vec![at.worded("percentile", format!("{} percentile", target::ordinal(p)))],
        None => at.must("percentile"),
    }
}

fn least_count(at: &At<'_>) -> Vec<Inline> {
    if at.has("minimum_count") {
        at.say(", computed only from {minimum_count} measurements or more")
    } else {
        Vec::new()
    }
}

/// What is counted, over what it is taken together, and how many cases there are about.
fn population(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let parts = [at.get("population"), scope(metric, at), expected(metric, at)];
    let parts: Vec<_> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    begun(prose::joined(parts, &[Inline::Text("; ".to_owned())]))
}

/// "about 40 in a window, of which at most 2 may fall short".
fn expected(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let Some(cases) = metric.expected_count else { return Vec::new() };
    let mut text = at.say("about {expected_count} cases in a window");
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
    let Some(scope) = metric.scope else {
        return if metric.kind == MetricKind::Qualitative { Vec::new() } else { at.get("scope") };
    };
    let words = match scope {
        Scope::Instance => "evaluated for each instance",
        Scope::Site => "evaluated for each site",
        Scope::User => "evaluated for each user",
        Scope::Group => "evaluated for each [group]",
        Scope::Customer => "evaluated for the Customer as a whole",
        Scope::Estate => "evaluated for the Provider’s whole estate",
    };
    at.words("scope", words)
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
    let hours =
        if at.has("hours") { "; hours measured: {hours}" } else { "; measured in the [service hours]" };
    text.extend(at.say(hours));
    text
}

fn measurement(metric: &Metric, at: &At<'_>, rows: Rows) -> Rows {
    let mut rows = rows.add("Failure", failure(metric, at));
    if metric.kind == MetricKind::TimeToEvent {
        rows = rows
            .field(at, "Clock starts with", "clock_start")
            .field(at, "Clock stops with", "clock_stop")
            .add("Time allowed", allowed(metric, at))
            .field(at, "Priorities", "priorities");
    }
    rows.add("Measured", measured(metric, at)).field(at, "Raw data", "customer_access")
}

/// "Response time of the priority; 4 business hours for any other case".
fn allowed(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let clock = metric.clock.map(|clock| {
        let mut text = vec![at.worded("clock", clock.label())];
        text.push(Inline::Text(" of the priority".to_owned()));
        text
    });
    let limit = match (metric.limit, metric.clock) {
        (Some(_), Some(_)) => at.say("{limit} for any other case"),
        (Some(_), None) => at.say("{limit}"),
        (None, _) => Vec::new(),
    };
    let parts: Vec<_> = clock.into_iter().chain([limit]).filter(|p| !p.is_empty()).collect();
    let mut text = begun_words(prose::joined(parts, &[Inline::Text("; ".to_owned())]));
    text.extend(beyond(metric, at));
    text
}

/// What a case beyond the outer limit of its priority does to the metric.
fn beyond(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let agreement = &at.cx.draft.agreement;
    let limited = |clock| agreement.priorities_of(metric).any(|p| p.outer_limit_of(clock).is_some());
    if Method::of(metric) != Method::Within || !metric.clock.is_some_and(limited) {
        return Vec::new();
    }
    let tiers = agreement.schedules_of(&metric.id).any(|s| s.method == CreditMethod::Tiers);
    let credit = if tiers { ", with the lowest credit of its tiers at least" } else { "" };
    let text = format!(
        ". A window in which a case passes the outer limit of its priority counts as missed{credit}."
    );
    at.words("clock", &text)
}

fn failure(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let mut text = at.get("failure");
    if at.has("failed_share") {
        if !text.is_empty() {
            text = stopped(text);
            text.push(Inline::Text(" ".to_owned()));
        }
        text.extend(failed_share(metric, at));
    }
    if let Some(length) = metric.outage_length {
        if !text.is_empty() {
            text = stopped(text);
            text.push(Inline::Text(" ".to_owned()));
        }
        let words = match length {
            OutageLength::ToTheSecond => "Outages count to the second.",
            OutageLength::WholeMinutes => "Of an outage only whole minutes count.",
            OutageLength::StartedMinutes => "Each started minute of an outage counts as a whole one.",
        };
        text.push(at.worded("outage_length", words));
    }
    if metric.kind == MetricKind::Availability && at.has("minimum_outage") {
        if !text.is_empty() {
            text = stopped(text);
            text.push(Inline::Text(" ".to_owned()));
        }
        text.extend(at.say("Outages shorter than {minimum_outage} do not count"));
        if let Some(adds_up) = metric.short_outages_add_up {
            let words =
                if adds_up { ", but add up until they do" } else { ", even where several add up to more" };
            text.push(at.worded("short_outages_add_up", words));
        }
        text = stopped(text);
    }
    text
}

/// "An interval of 1 minute counts as down when more than 5 % of its requests fail."
fn failed_share(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let mut text = match at.has("sampling") {
        true => at.say("An interval of {sampling} counts as [downtime] when "),
        false => at.say("A measured interval counts as [downtime] when "),
    };
    let bound = metric.failed_bound.map(|bound| match bound {
        ShareBound::Above => ("more than ", ""),
        ShareBound::From => ("", " or more"),
    });
    let (before, after) = bound.unwrap_or_default();
    match metric.failed_bound {
        Some(_) => text.push(at.worded("failed_bound", before)),
        None => text.extend(at.say("{!failed_bound} ")),
    }
    text.extend(at.get("failed_share"));
    text.push(at.worded("failed_bound", after));
    text.extend(at.say(" of its requests fail."));
    text.retain(|inline| !matches!(inline, Inline::Value { text, .. } if text.is_empty()));
    text
}

/// "By the Provider, every 30 seconds; source: external probes; point: edge router".
fn measured(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let mut who = Vec::new();
    if let Some(measurer) = metric.measured_by {
        let words = match measurer {
            Measurer::Provider => "by the Provider",
            Measurer::Customer => "by the Customer",
            Measurer::ThirdParty => "by a third party",
        };
        who.push(vec![at.worded("measured_by", words)]);
    }
    who.extend(Some(at.every("sampling")).filter(|s| !s.is_empty()));
    let who = begun_words(prose::joined(who, &[Inline::Text(", ".to_owned())]));
    let mut parts = vec![who, at.say("source: {source}")];
    if at.has("measurement_point") {
        parts.push(at.say("point: {measurement_point}"));
    }
    parts.retain(|part| !part.is_empty());
    begun(prose::joined(parts, &[Inline::Text("; ".to_owned())]))
}

/// As [`begun`], for words of ours that lead to a field.
fn begun_words(mut inlines: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Value { text, .. } | Inline::Text(text)) = inlines.first_mut() {
        *text = capitalised(text);
    }
    inlines
}

/// "Service Credit; reported in line 1.2 Network; owner: service delivery manager".
fn consequence(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let line = at.has("report_line").then(|| at.say("reported in line {report_line}"));
    let owner = at.has("owner").then(|| at.say("owner: {owner}"));
    let parts: Vec<_> = [Some(if_missed(metric, at)), line, owner].into_iter().flatten().collect();
    prose::joined(parts, &[Inline::Text("; ".to_owned())])
}

/// Words of ours as they stand inside a sentence.
fn small(inline: Inline) -> Inline {
    match inline {
        Inline::Value { path, text } => {
            let mut chars = text.chars();
            let text = chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default();
            Inline::Value { path, text }
        }
        other => other,
    }
}
