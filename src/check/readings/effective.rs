//! What an availability is worth after all the time that is excused.
//!
//! Let T be the length of the window and a the target. Excused time N leaves downtime only, B leaves downtime and total
//! time, D leaves total time only. The downtime that may count is (1 − a)(T − B − D), and N and B do not count, so that
//! the service may be up for as little as (T − N − B − (1 − a)(T − B − D)) / T.

use super::{Look, is_share_of_time, time};
use crate::agreement::{ExclusionEffect, Maintenance, Metric, WindowKind};
use crate::check::downtime::{window_seconds, window_words};
use crate::check::words::{count, named};
use crate::settlement::Exact;
use crate::value::{Duration, FieldPath, listed};

/// Time that is excused, in seconds, by its effect on the formula; and how many excuses have no limit.
#[derive(Default)]
struct Excused {
    downtime: u64,
    both: u64,
    total: u64,
    unlimited: usize,
}

impl Excused {
    fn add(&mut self, cap: Option<Duration>, effect: Option<ExclusionEffect>, times: u64) {
        match cap.and_then(longest) {
            Some(seconds) => self.add_seconds(seconds.saturating_mul(times), effect),
            None => self.unlimited += 1,
        }
    }

    fn add_seconds(&mut self, seconds: u64, effect: Option<ExclusionEffect>) {
        let sum = match effect.unwrap_or(ExclusionEffect::Both) {
            ExclusionEffect::Numerator => &mut self.downtime,
            ExclusionEffect::Denominator => &mut self.total,
            ExclusionEffect::Both => &mut self.both,
        };
        *sum = sum.saturating_add(seconds);
    }

    /// Planned work by its limits for a month and for a year: one window can take all that a year allows.
    fn add_planned(&mut self, agreed: &Maintenance, effect: Option<ExclusionEffect>, months: u64) {
        let monthly = agreed.cap.and_then(longest).map(|seconds| seconds.saturating_mul(months));
        let yearly = agreed.year_cap.and_then(longest);
        match [monthly, yearly].into_iter().flatten().min() {
            Some(most) => self.add_seconds(most, effect),
            None => self.unlimited += 1,
        }
    }

    fn seconds(&self) -> u64 {
        self.downtime.saturating_add(self.both).saturating_add(self.total)
    }
}

/// The longest that a cap can be on the clock.
fn longest(cap: Duration) -> Option<u64> {
    cap.seconds().or_else(|| cap.months().map(|months| months * 31 * 86_400))
}

/// Everything that is excused in one window of a metric.
fn excused(look: &Look<'_>, metric: &Metric) -> Excused {
    let mut all = Excused::default();
    let maintenance = &look.a.maintenance;
    // The caps of maintenance are for a month.
    let months = match metric.window {
        Some(WindowKind::Quarter) => 3,
        Some(WindowKind::Year) => 12,
        _ => 1,
    };
    let effect = maintenance.effect.or(metric.exclusion_effect);
    if maintenance.is_limited() || !maintenance.windows.is_empty() || maintenance.notice.is_some() {
        all.add_planned(maintenance, effect, months);
    }
    if maintenance.emergency_cap.is_some() || !maintenance.emergency.trim().is_empty() {
        all.add(maintenance.emergency_cap, effect, months);
    }
    let ids: Vec<&str> = metric.exclusions.iter().collect();
    for exclusion in &look.a.exclusions {
        if ids.is_empty() || ids.contains(&exclusion.id.as_str()) {
            all.add(exclusion.cap, exclusion.effect.or(metric.exclusion_effect), 1);
        }
    }
    all
}

/// The least share of a window of `seconds`, in per cent, in which the service works although `target` is met.
fn least(target: &Exact, excused: &Excused, seconds: u32) -> Option<Exact> {
    let whole = Exact::from(seconds);
    let of = |seconds: u64| i64::try_from(seconds).map(Exact::from).ok();
    let (downtime, both, total) = (of(excused.downtime)?, of(excused.both)?, of(excused.total)?);
    let owed = &(&whole - &both) - &total;
    let owed = owed.max(Exact::zero());
    let missed = &(&Exact::one_hundred() - target).percent() * &owed;
    let up = &(&(&whole - &downtime) - &both) - &missed;
    Some(&up.max(Exact::zero()).over(&whole)? * &Exact::one_hundred())
}

/// What a metric's target is worth, and by how much it is excused: "99.345 %" of "a 30-day month".
struct Worth {
    share: String,
    of: String,
    excused: Excused,
}

fn worth(look: &Look<'_>, metric: &Metric) -> Option<Worth> {
    let target = metric.target.filter(|_| is_share_of_time(metric))?.get();
    let excused = excused(look, metric);
    let (seconds, of) = match time::real(look, metric) {
        None if !time::is_always(look, metric) => return None,
        Some(real) if !real.always => (real.seconds, format!("in {} ({})", real.name, real.length)),
        _ => (window_seconds(metric)?, window_words(metric).to_owned()),
    };
    let least = least(&Exact::from(target), &excused, seconds)?;
    // "At least" is never rounded up.
    let thousandths = (&least * &Exact::from(1_000_u32)).floor().over(&Exact::from(1_000_u32))?;
    Some(Worth { share: format!("{thousandths} %"), of, excused })
}

/// Below the target of a metric.
pub(super) fn of_target(look: &Look<'_>, metric: &Metric) -> Option<String> {
    let Worth { share, of, excused } = worth(look, metric)?;
    let open = count(excused.unlimited, "reason");
    let hours = time::hours(u32::try_from(excused.seconds()).unwrap_or(u32::MAX));
    let target = metric.target?;
    let promise = format!("The promise is {target} %, apart from excused time");
    match (excused.seconds(), excused.unlimited) {
        (0, 0) => None,
        (0, _) => Some(format!("{promise}, which has no limit yet for {open} below")),
        (_, 0) => Some(format!(
            "{promise}. If all {hours} of it were used up {of}, {share} would be left; the limits are set below"
        )),
        _ => Some(format!(
            "{promise}. If {hours} of it were used up {of}, {share} would be left, or less, as {open} below {} no limit yet",
            if excused.unlimited == 1 { "has" } else { "have" }
        )),
    }
}

/// Below a cap of excused time: what it leaves of the targets it acts on.
pub(super) fn of_caps(look: &Look<'_>, path: &FieldPath) -> Vec<String> {
    let exclusion = path.as_str().strip_prefix("exclusions.").and_then(|rest| rest.split('.').next());
    let acts_on = |m: &&Metric| {
        exclusion.is_none_or(|id| m.exclusions.is_empty() || m.exclusions.iter().any(|e| e == id))
    };
    let line = |metric: &Metric| {
        let worth = worth(look, metric).filter(|w| w.excused.seconds() > 0)?;
        let name = named(&metric.name, "metric");
        let but = if worth.excused.unlimited > 0 { ", before what has no limit" } else { "" };
        let target = metric.target?;
        Some(format!(
            "{target} % of {name} stays promised; with all excused time used up, {} would be left {}{but}",
            worth.share, worth.of
        ))
    };
    look.a.metrics.iter().filter(acts_on).filter_map(line).take(MOST).collect()
}

/// Below the metrics of an exclusion: whom it excuses.
pub(super) fn of_exclusion(look: &Look<'_>, id: &str) -> Vec<String> {
    let Some(exclusion) = look.a.exclusions.iter().find(|e| e.id.as_str() == id) else { return Vec::new() };
    let (excused, others) = look.a.excused_by(&exclusion.id);
    let list = |metrics: &[&Metric]| {
        listed(&metrics.iter().map(|m| named(&m.name, "metric")).collect::<Vec<String>>())
    };
    let line = match (excused.len(), others.len()) {
        (..2, 0) => return Vec::new(),
        (_, 0) => {
            "Applies to every metric; a metric that names its own exclusions leaves out the others".to_owned()
        }
        (0, _) => "Applies to no metric: each names other exclusions".to_owned(),
        (some, rest) if some > rest => format!("Not for {}: other exclusions are named there", list(&others)),
        _ => format!("Only for {}: the other metrics name their own exclusions", list(&excused)),
    };
    vec![line]
}

/// Most metrics that are named below one cap.
const MOST: usize = 2;

/// Something that excuses downtime of a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excuse {
    /// What it is, and how much it can take: "Planned maintenance, 8 h".
    pub words: String,
    /// Where its limit stands.
    pub path: FieldPath,
}

/// What is taken off below the target at `path`: every reason with its limit, in the order of the form.
pub(super) fn of(look: &Look<'_>, path: &FieldPath) -> Vec<Excuse> {
    let segments: Vec<&str> = path.segments().collect();
    let ["metrics", id, "target"] = segments.as_slice() else { return Vec::new() };
    let shown = |metric: &&Metric| of_target(look, metric).is_some();
    let Some(metric) = look.a.metric(id).filter(shown) else { return Vec::new() };
    let maintenance = &look.a.maintenance;
    let mut out = Vec::new();
    let mut add = |what: &str, cap: Option<Duration>, path: FieldPath| {
        let words = words(what, cap);
        out.push(Excuse { words, path });
    };
    if maintenance.is_limited() || !maintenance.windows.is_empty() || maintenance.notice.is_some() {
        let (cap, field) = match (maintenance.cap, maintenance.year_cap) {
            (None, Some(year)) => (Some(year), "maintenance.year_cap"),
            (cap, _) => (cap, "maintenance.cap"),
        };
        add("Planned maintenance", cap, field.into());
    }
    if maintenance.emergency_cap.is_some() || !maintenance.emergency.trim().is_empty() {
        add("Emergency maintenance", maintenance.emergency_cap, "maintenance.emergency_cap".into());
    }
    let ids: Vec<&str> = metric.exclusions.iter().collect();
    for exclusion in &look.a.exclusions {
        if ids.is_empty() || ids.contains(&exclusion.id.as_str()) {
            let event = exclusion.event.lines().next().unwrap_or_default();
            add(event, exclusion.cap, FieldPath::new("exclusions").join(&exclusion.id).join("cap"));
        }
    }
    out
}

/// Longest name of a reason, in characters: longer than anybody writes on one line.
const LONGEST: usize = 300;

fn words(what: &str, cap: Option<Duration>) -> String {
    let mut name: String = what.trim().chars().take(LONGEST).collect();
    if name.len() < what.trim().len() {
        name = format!("{}…", name.trim_end());
    }
    let limit = cap
        .map_or_else(|| "no limit".to_owned(), |cap| cap.long().replace(crate::value::NO_BREAK_SPACE, " "));
    format!("{name}, {limit}")
}
