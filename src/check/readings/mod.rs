//! What an entry means in this agreement, in words, for the line below its field: time for a percentage, money for a
//! share of the fee, a day for a time limit. Everything is computed exactly; only what is shown is rounded, and then
//! says so.

mod cases;
mod dates;
mod effective;
mod money;
mod time;

pub use effective::Excuse;

use super::words::with_unit;
use crate::agreement::{Agreement, BonusStart, Metric, MetricKind};
use crate::draft::Draft;
use crate::settlement::Period;
use crate::value::{Date, FieldPath, LeafKind, Shape};

/// What all readings look at.
struct Look<'a> {
    a: &'a Agreement,
    /// The day that examples start from: today, or the first day of an agreement that begins later.
    day: Option<Date>,
}

/// What the value at a path means, a line each; none where the entry is as clear as it stands. Some fields speak up while
/// they are empty too: an absent cap is a statement. `today` is where examples start from.
pub fn readings(draft: &Draft, path: &FieldPath, today: Option<Date>) -> Vec<String> {
    let look = Look::of(draft, today);
    let segments: Vec<&str> = path.segments().collect();
    let lines = match segments.as_slice() {
        ["metrics", id, level @ ("target" | "minimum" | "stretch")] => look.of_level(id, level),
        ["credits", "schedules", id, "tiers", tier, end @ ("from" | "to")] => look.of_tier_end(id, tier, end),
        ["bonuses", id, "threshold"] => look.of_threshold(id),
        ["services", _, "dependencies", _, "availability"] => {
            let share = draft.text(path).parse().ok();
            share.and_then(time::in_thirty_days).into_iter().collect()
        }
        ["credits", "schedules", id, field] => money::of_schedule(&look, id, field, None),
        ["credits", "schedules", id, "tiers", tier, "credit"] => {
            money::of_schedule(&look, id, "credit", Some(tier))
        }
        ["credits", "claim_within" | "claim_cycles"] => dates::claim(&look),
        ["credits", field] => money::of_all(&look, field),
        ["bonuses", id, "start"] => look.of_start(id),
        ["bonuses", id, field] => money::of_bonus(&look, id, field),
        ["liability", "cap_percent"] => money::of_liability(&look),
        ["maintenance", "cap" | "year_cap" | "emergency_cap"] | ["exclusions", _, "cap"] => {
            effective::of_caps(&look, path)
        }
        ["exclusions", id, "applies_to"] => effective::of_exclusion(&look, id),
        ["priorities", id, "compliance"] => cases::of_priority(&look, id),
        ["security", "patching", _, "share"] => {
            draft.text(path).parse().map(|share| cases::of_share(share, None)).unwrap_or_default()
        }
        ["priorities", id, _] => dates::of_priority(&look, id, path, draft),
        ["reporting", "due"] => dates::report(&look),
        _ => dates::business(&look, path, draft),
    };
    lines.into_iter().map(|line| line.replace(crate::value::NO_BREAK_SPACE, " ")).collect()
}

/// What the effective level below a target is made of: every reason that excuses downtime, with where it stands. Empty
/// below every other field.
pub fn excuses(draft: &Draft, path: &FieldPath, today: Option<Date>) -> Vec<Excuse> {
    effective::of(&Look::of(draft, today), path)
}

impl<'a> Look<'a> {
    fn of(draft: &'a Draft, today: Option<Date>) -> Self {
        let a = &draft.agreement;
        Self { a, day: today.max(a.term.effective) }
    }

    /// The month of examples.
    fn month(&self) -> Option<Period> {
        self.day.and_then(Period::month)
    }

    fn of_level(&self, id: &str, level: &str) -> Vec<String> {
        let Some(metric) = self.a.metric(id) else { return Vec::new() };
        let value = match level {
            "target" => metric.target,
            "minimum" => metric.minimum,
            _ => metric.stretch,
        };
        let Some(value) = value else { return Vec::new() };
        let mut lines = time::of_level(self, metric, value.get());
        if level == "target" {
            lines.extend(effective::of_target(self, metric));
        }
        lines.extend(cases::of_level(metric, value.get()));
        lines
    }

    fn of_tier_end(&self, schedule: &str, tier: &str, end: &str) -> Vec<String> {
        let found = self.a.credits.schedules.iter().find(|s| s.id.as_str() == schedule);
        let tier = found.and_then(|s| s.tiers.iter().find(|t| t.id.as_str() == tier));
        let value = tier.and_then(|t| if end == "from" { t.from } else { t.to });
        let metric = found.and_then(|s| self.a.metric(&s.metric));
        let both = metric.zip(value);
        both.map_or_else(Vec::new, |(metric, value)| time::of_level(self, metric, value.get()))
    }

    /// What becomes of a value at exactly the level of a bonus.
    fn of_start(&self, bonus: &str) -> Vec<String> {
        let bonus = self.a.bonuses.iter().find(|b| b.id.as_str() == bonus);
        let line = bonus.and_then(|bonus| {
            let metric = self.a.metric(&bonus.metric)?;
            let level = with_unit(bonus.threshold?.get(), &metric.unit);
            let earns = if bonus.start == Some(BonusStart::Beyond) {
                "earns no bonus yet"
            } else {
                "earns the bonus"
            };
            Some(format!("Due at a value {} {level}; exactly {level} {earns}", bonus.operator(metric).sign()))
        });
        line.into_iter().collect()
    }

    fn of_threshold(&self, bonus: &str) -> Vec<String> {
        let bonus = self.a.bonuses.iter().find(|b| b.id.as_str() == bonus);
        let metric = bonus.and_then(|b| self.a.metric(&b.metric));
        let both = metric.zip(bonus.and_then(|b| b.threshold));
        both.map_or_else(Vec::new, |(metric, value)| time::of_level(self, metric, value.get()))
    }
}

/// Whether the values of a metric are shares of time.
fn is_share_of_time(metric: &Metric) -> bool {
    metric.kind == MetricKind::Availability && metric.is_percentage()
}

/// "March 2026".
fn month_words(month: &Period) -> String {
    month.first.get().format("%B %Y").to_string()
}

/// The duration that stands at a path.
fn duration_at(draft: &Draft, path: &FieldPath) -> Option<crate::value::Duration> {
    let node = draft.node(path)?;
    matches!(node.shape(), Shape::Leaf(LeafKind::Duration)).then(|| node.text().parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
