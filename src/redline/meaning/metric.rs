//! Metrics: what another target, window or way of counting lets pass.

use super::delta::{counted, minutes, number};
use super::pair::{Asked, Half, Pair};
use super::{Favours, Said};
use crate::agreement::{Agreement, Metric, MetricKind, Statistic, WindowKind};
use crate::settlement::windows::hours_of;
use crate::settlement::{Exact, measured_extent};
use crate::value::{Number, grouped, listed};
use rust_decimal::Decimal;

pub(super) fn explain(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    let ["metrics", id, field] = asked.path.as_slice() else { return None };
    let both = Both { old: pair.old.metric(id)?, new: pair.new.metric(id)?, pair };
    match *field {
        "target" => both.target(),
        "operator" => both.operator(),
        "unit" => Some(Said::open("the same numbers now count something else")),
        "window" | "window_length" => both.window(),
        "hours" => both.hours(),
        "percentile" => both.percentile(),
        "exclusions" => both.exclusions(),
        "priorities" => both.priorities(),
        "minimum" | "stretch" | "achieved" => both.level(field),
        _ => None,
    }
}

/// One metric in both agreements.
struct Both<'p, 'a> {
    old: &'a Metric,
    new: &'a Metric,
    pair: &'p Pair<'a>,
}

impl Both<'_, '_> {
    /// Whom it helps that the target is larger; `None` where old and new read it in different directions.
    fn larger(&self) -> Option<Favours> {
        match (self.old.higher_is_better(), self.new.higher_is_better()) {
            (true, true) => Some(Favours::Customer),
            (false, false) => Some(Favours::Provider),
            _ => None,
        }
    }

    fn target(&self) -> Option<Said> {
        let (old, new) = match (self.old.target, self.new.target) {
            (Some(old), Some(new)) => (old, new),
            (None, Some(_)) => return Some(Said::new("nothing was promised before", Favours::Customer)),
            (Some(_), None) => return Some(Said::new("nothing is promised any more", Favours::Provider)),
            (None, None) => return None,
        };
        let favours = if new > old { self.larger() } else { self.larger().map(Favours::other) };
        let text = self.target_in_time(old, new).or_else(|| self.target_in_cases(old, new));
        let text = text.unwrap_or_else(|| {
            let by = with_unit(&difference(old, new), &self.new.unit);
            format!("{by} {} than before", if new > old { "more" } else { "less" })
        });
        Some(Said { text, favours })
    }

    /// Availability, as time that may be lost.
    fn target_in_time(&self, old: Number, new: Number) -> Option<String> {
        let timed =
            |m: &Metric| m.kind == MetricKind::Availability && m.is_percentage() && m.higher_is_better();
        if !(timed(self.old) && timed(self.new)) {
            return None;
        }
        let span = Span::of(self.pair.new.of, self.new);
        let lost = &difference(old, new).percent() * &span.seconds;
        let more = if new < old { "more" } else { "less" };
        Some(format!("{} {more} downtime allowed {}", minutes(&lost), span.words))
    }

    /// A share of cases, as cases that may miss.
    fn target_in_cases(&self, old: Number, new: Number) -> Option<String> {
        if !(self.old.is_percentage() && self.new.is_percentage()) {
            return None;
        }
        let stricter = (new > old) == self.new.higher_is_better();
        let word = if stricter { "fewer" } else { "more" };
        if let Some(cases) = self.new.expected_count.filter(|_| self.new.higher_is_better()) {
            let misses = |target: Number| crate::settlement::allowed_misses(target.get(), cases);
            let (before, now) = (misses(old)?, misses(new)?);
            let all = counted(u64::from(cases), "case");
            return Some(format!("of {all} in a window {now} may miss, before {before}"));
        }
        let many = &difference(old, new) * &Exact::from(10_u32);
        Some(format!("of 1,000 cases {} {word} may miss", number(&many)))
    }

    fn operator(&self) -> Option<Said> {
        let (old, new) = (self.old.operator?, self.new.operator?);
        if old.higher_is_better() != new.higher_is_better() {
            let better = if new.higher_is_better() { "larger" } else { "smaller" };
            return Some(Said::open(format!("{better} values are the better ones now")));
        }
        let at = self.new.target.map_or_else(
            || "exactly the target".to_owned(),
            |target| format!("exactly {}", with_unit(&Exact::from(target.get()), &self.new.unit)),
        );
        let strict = |sign: &str| matches!(sign, ">" | "<");
        Some(match (strict(old.sign()), strict(new.sign())) {
            (false, true) => Said::new(format!("{at} misses the target now"), Favours::Customer),
            _ => Said::new(format!("{at} meets the target now"), Favours::Provider),
        })
    }

    fn window(&self) -> Option<Said> {
        let (old, new) = (self.old.window?, self.new.window?);
        let (before, now) = (Span::of(self.pair.old.of, self.old), Span::of(self.pair.new.of, self.new));
        let timed = self.new.kind == MetricKind::Availability && self.new.is_percentage();
        let target = self.new.target.filter(|_| timed && self.new.higher_is_better());
        if let Some(target) = target
            && before.per_window
            && now.per_window
        {
            let missing = (&Exact::one_hundred() - &Exact::from(target.get())).percent();
            let (then, today) = (&missing * &before.seconds, &missing * &now.seconds);
            let favours = match today.cmp(&then) {
                std::cmp::Ordering::Greater => Favours::Provider,
                std::cmp::Ordering::Less => Favours::Customer,
                std::cmp::Ordering::Equal => Favours::Neither,
            };
            let text = format!(
                "{} may be lost in one go without a miss, before {}",
                minutes(&today),
                minutes(&then)
            );
            return Some(Said::new(text, favours));
        }
        (old != new).then(|| Said::open(format!("judged by the {}, before by the {}", word(new), word(old))))
    }

    fn hours(&self) -> Option<Said> {
        let week = |half: &Half<'_>, metric: &Metric| {
            hours_of(half.of, metric).map_or(WEEK_MINUTES, |calendar| calendar.week().minutes())
        };
        let (old, new) = (week(&self.pair.old, self.old), week(&self.pair.new, self.new));
        let text = format!("measured in {} a week, before in {}", hours(new), hours(old));
        Some(super::more_is(text, u64::from(old), u64::from(new), Favours::Customer))
    }

    fn percentile(&self) -> Option<Said> {
        let (old, new) = (self.old.percentile?, self.new.percentile?);
        if self.new.statistic.is_some_and(|s| s != Statistic::Percentile) {
            return Some(Said::new("this metric takes no percentile", Favours::Neither));
        }
        let beyond = |p: Number| number(&(&Exact::one_hundred() - &Exact::from(p.get())));
        let text = format!("{} of 100 measurements may be worse, before {}", beyond(new), beyond(old));
        let stricter = (new > old) != self.new.higher_is_better();
        Some(Said::new(text, if stricter { Favours::Customer } else { Favours::Provider }))
    }

    /// An empty list means all of the agreement.
    fn exclusions(&self) -> Option<Said> {
        let that = |agreement: &Agreement, metric: &Metric| -> Vec<String> {
            let all = agreement.exclusions.iter();
            let ids = all.filter(|e| metric.exclusions.is_empty() || metric.exclusions.contains(&e.id));
            ids.map(|e| e.id.to_string()).collect()
        };
        let old = that(self.pair.old.of, self.old);
        let new = that(self.pair.new.of, self.new);
        Some(self.sets("excused", "exclusions", &old, &new, Favours::Provider))
    }

    fn priorities(&self) -> Option<Said> {
        let that = |agreement: &Agreement, metric: &Metric| -> Vec<String> {
            agreement.priorities_of(metric).map(|p| p.id.to_string()).collect()
        };
        let old = that(self.pair.old.of, self.old);
        let new = that(self.pair.new.of, self.new);
        Some(self.sets("measured", "priorities", &old, &new, Favours::Customer))
    }

    fn sets(&self, verb: &str, list: &str, old: &[String], new: &[String], more: Favours) -> Said {
        let name = |half: &Half<'_>, id: &String| half.of.label_of(list, id).unwrap_or_else(|| id.clone());
        let came: Vec<String> =
            new.iter().filter(|id| !old.contains(id)).map(|id| short(&name(&self.pair.new, id))).collect();
        let went: Vec<String> =
            old.iter().filter(|id| !new.contains(id)).map(|id| short(&name(&self.pair.old, id))).collect();
        let favours = match (came.is_empty(), went.is_empty()) {
            (true, true) => Some(Favours::Neither),
            (false, true) => Some(more),
            (true, false) => Some(more.other()),
            (false, false) => None,
        };
        let mut parts = Vec::new();
        if !came.is_empty() {
            parts.push(format!("now {verb} too: {}", listed(&came)));
        }
        if !went.is_empty() {
            parts.push(format!("no longer {verb}: {}", listed(&went)));
        }
        let text = if parts.is_empty() { format!("the same {list} as before") } else { parts.join("; ") };
        Said { text, favours }
    }

    fn level(&self, field: &str) -> Option<Said> {
        let of = |m: &Metric| match field {
            "minimum" => m.minimum,
            "stretch" => m.stretch,
            _ => m.achieved,
        };
        let what = match field {
            "minimum" => "the level below which the service counts as failed",
            "stretch" => "the level beyond the target",
            _ => "what the record shows; the promise stays",
        };
        let (old, new) = (of(self.old), of(self.new));
        let favours = match field {
            "minimum" => old.zip(new).and_then(|(old, new)| {
                if new > old { self.larger() } else { self.larger().map(Favours::other) }
            }),
            "stretch" => None,
            _ => Some(Favours::Neither),
        };
        let text = match (old, new) {
            (Some(old), Some(new)) => {
                let by = with_unit(&difference(old, new), &self.new.unit);
                format!("{by} {} for {what}", if new > old { "more" } else { "less" })
            }
            (None, Some(_)) => format!("now stated: {what}"),
            _ => format!("no longer stated: {what}"),
        };
        Some(Said { text, favours })
    }
}

pub(super) const WEEK_MINUTES: u32 = 7 * 24 * 60;

/// The time to which a share of lost time refers.
pub(super) struct Span {
    pub seconds: Exact,
    /// "in a 30-day month".
    pub words: String,
    /// Whether it is a whole window, and not a part of one.
    per_window: bool,
}

impl Span {
    pub fn of(agreement: &Agreement, metric: &Metric) -> Self {
        if let Some(extent) = measured_extent(agreement, metric) {
            let example = if extent.example { ", for example" } else { "" };
            return Self {
                seconds: Exact::from(extent.seconds),
                words: format!("in {}{example}", extent.words),
                per_window: false,
            };
        }
        let day = |days: u32| &Exact::from(days) * &Exact::from(86_400_u32);
        let of =
            |days: u32, words: &str| Self { seconds: day(days), words: words.to_owned(), per_window: true };
        match metric.window {
            Some(WindowKind::Quarter) => of(90, "in a 90-day quarter"),
            Some(WindowKind::Year) => of(365, "in a 365-day year"),
            Some(WindowKind::Week) => of(7, "in a week"),
            Some(WindowKind::Day) => of(1, "in a day"),
            Some(WindowKind::Rolling) => match metric.window_length.and_then(|l| Some((l, l.seconds()?))) {
                Some((length, seconds)) => Self {
                    seconds: Exact::from(Decimal::from(seconds)),
                    words: format!("in any {}", length.long()),
                    per_window: true,
                },
                None => of(30, "in any 30 days"),
            },
            Some(WindowKind::Month) | None => of(30, "in a 30-day month"),
        }
    }
}

/// "month", "rolling period".
fn word(window: WindowKind) -> &'static str {
    let label = window.label();
    label.strip_prefix("calendar ").unwrap_or(label)
}

/// "50 hours", "37 h 30 min" of open minutes.
pub(super) fn hours(all: u32) -> String {
    match (all / 60, all % 60) {
        (whole, 0) => counted(u64::from(whole), "hour"),
        _ => minutes_of_hours(all),
    }
}

fn minutes_of_hours(all: u32) -> String {
    format!("{} {}", counted(u64::from(all / 60), "hour"), counted(u64::from(all % 60), "minute"))
}

/// How far two numbers lie apart, without a sign.
fn difference(old: Number, new: Number) -> Exact {
    let by = &Exact::from(new.get()) - &Exact::from(old.get());
    if by.is_negative() { -&by } else { by }
}

/// "0.4 percentage points", "200 ms".
pub(super) fn with_unit(value: &Exact, unit: &str) -> String {
    match unit.trim() {
        "" => number(value),
        unit => format!("{}\u{a0}{unit}", number(value)),
    }
}

/// A name that may be a sentence.
pub(super) fn short(name: &str) -> String {
    const LONGEST: usize = 60;
    if name.chars().count() <= LONGEST {
        return format!("“{name}”");
    }
    let head: String = name.chars().take(LONGEST - 1).collect();
    format!("“{}…”", head.trim_end())
}

/// A number of the agreement with its unit, digits grouped.
pub(super) fn shown(number: Number, unit: &str) -> String {
    let number = grouped(&number.to_string());
    if unit.trim().is_empty() { number } else { format!("{number}\u{a0}{}", unit.trim()) }
}
