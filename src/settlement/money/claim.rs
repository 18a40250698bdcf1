//! By when a credit must be claimed.

use super::calendar::{end_of_month, ends, holidays_in_words};
use super::statement::SettlementInput;
use crate::agreement::{Agreement, Calendar, ClaimAnchor, Metric, TimeLimits};
use crate::settlement::{Measured, Period};
use crate::value::{Date, Duration, Id, Unit};

/// Last day to claim the credits of the period, and how it was counted or why there is none. Where windows differ the
/// earliest day counts.
pub(super) fn claim(
    agreement: &Agreement,
    input: &SettlementInput,
    windows: &[(&Measured, &Metric)],
) -> (Option<Date>, String) {
    let credits = &agreement.credits;
    if credits.claim_needed == Some(false) {
        return (None, "Credits are granted without a claim".to_owned());
    }
    let first_end = windows.iter().map(|(m, _)| m.window.last).min();
    let end = first_end.unwrap_or(input.period.last);
    let cycle = credits.claim_cycles.and_then(|n| {
        let incident = end_of_month(first_incident(windows).unwrap_or(end));
        let last = incident.plus_months(n).map(end_of_month)?;
        Some((last, format!("the end of billing cycle {n} after that of the incident, {}", incident.long())))
    });
    let within = credits.claim_within.map(|time| Counted { agreement, input, end, windows }.deadline(time));
    match (within, cycle) {
        (Some(Ok((day, how))), Some((other, said))) => match day <= other {
            true => (Some(day), how),
            false => (Some(other), sentence(&said)),
        },
        (Some(Ok((day, how))), None) => (Some(day), how),
        (_, Some((day, said))) => (Some(day), sentence(&said)),
        (Some(Err(why)), None) => (None, why),
        (None, None) => (None, "Nothing says by when a credit must be claimed".to_owned()),
    }
}

/// By when the credits of a period must be claimed, as an example without incidents: claims that count from the end of an
/// incident, for one that ended on the last day of the period; those that count from the invoice, for an invoice of the
/// day after. The last day and how it was counted, or why there is none.
pub fn claim_by(agreement: &Agreement, period: &Period) -> (Option<Date>, String) {
    let within = agreement.credits.claim_within;
    if agreement.credits.claim_anchor == Some(ClaimAnchor::IncidentEnd)
        && let Some(time) = within
    {
        let how = format!("{} from the end of an incident on {}", time.long(), period.last.long());
        let day = ends(agreement, period.last, time, business_calendar(agreement));
        return (day, format!("{how}{}", day.map_or_else(String::new, |d| counting(agreement, time, d))));
    }
    let invoice_date = period.last.plus_days(1);
    let input = SettlementInput { invoice_date, ..SettlementInput::new(period.clone(), Vec::new()) };
    claim(agreement, &input, &[])
}

fn sentence(said: &str) -> String {
    format!("Until {said}")
}

/// The day on which the first failure that is known began, in the zone of its metric.
fn first_incident(windows: &[(&Measured, &Metric)]) -> Option<Date> {
    let begun = windows.iter().filter_map(|(m, metric)| Some((m.incidents.first()?.start, *metric)));
    let (at, metric) = begun.min_by_key(|(at, _)| *at)?;
    day_of(at.0, metric)
}

fn day_of(seconds: i64, metric: &Metric) -> Option<Date> {
    let at = chrono::DateTime::from_timestamp(seconds, 0)?;
    let day = match metric.zone {
        Some(zone) => at.with_timezone(&zone.tz()).date_naive(),
        None => at.date_naive(),
    };
    Date::new(day)
}

struct Counted<'a> {
    agreement: &'a Agreement,
    input: &'a SettlementInput,
    end: Date,
    windows: &'a [(&'a Measured, &'a Metric)],
}

impl Counted<'_> {
    fn deadline(&self, time: Duration) -> Result<(Date, String), String> {
        let (start, from) = match self.agreement.credits.claim_anchor {
            Some(ClaimAnchor::WindowEnd) => (self.end, "the end of the window"),
            None => (self.end, "the end of the window, as nothing else is agreed"),
            Some(ClaimAnchor::IncidentEnd) => (self.incident_end()?, "the end of the first incident"),
            Some(ClaimAnchor::ReportDate) => match self.input.report_date {
                Some(date) => (date, "the date of the report"),
                None => (self.report_due()?, "the day the report is due"),
            },
            Some(ClaimAnchor::InvoiceDate) => match self.input.invoice_date {
                Some(date) => (date, "the date of the invoice"),
                None => {
                    let why = format!("Within {} of the invoice, whose date is not known", time.long());
                    return Err(why);
                }
            },
        };
        let day = self.count(start, time)?;
        let counted = counting(self.agreement, time, day);
        Ok((day, format!("{} from {from}, {}{counted}", time.long(), start.long())))
    }

    fn count(&self, start: Date, time: Duration) -> Result<Date, String> {
        let calendar = business_calendar(self.agreement);
        ends(self.agreement, start, time, calendar).ok_or_else(|| {
            match time.unit.is_business() && calendar.is_none() {
                true => {
                    format!("Business days need a calendar with closed days to be counted: {}", time.long())
                }
                false => format!("{} from {} is beyond the calendar", time.long(), start.long()),
            }
        })
    }

    fn report_due(&self) -> Result<Date, String> {
        let due = self
            .agreement
            .reporting
            .due
            .ok_or("Claims count from the report, but nothing says when it is due")?;
        self.count(self.end, due)
    }

    fn incident_end(&self) -> Result<Date, String> {
        let ended = self.windows.iter().filter_map(|(m, metric)| Some((m.incidents.first()?.end, *metric)));
        let first = ended.min_by_key(|(at, _)| *at);
        let day = first.and_then(|(at, metric)| day_of(at.0, metric));
        day.ok_or_else(|| "Claims count from the end of the incident, which is not known".to_owned())
    }
}

/// ", counted by “Business hours”", and what could not be counted.
fn counting(agreement: &Agreement, time: Duration, day: Date) -> String {
    let moves = time.unit == Unit::Day && !matches!(agreement.time_limits, None | Some(TimeLimits::SameDay));
    let Some(calendar) = business_calendar(agreement).filter(|_| moves || time.unit.is_business()) else {
        return String::new();
    };
    let by = if time.unit.is_business() { ", counted by " } else { "; the last day is a business day of " };
    let without = match holidays_in_words(calendar, day) {
        true => " without the public holidays for which no date is listed",
        false => "",
    };
    format!("{by}“{}”{without}", calendar_name(calendar))
}

/// Whether a public holiday that is named only in words could move the last day to claim the credits of a month that
/// ends on `end`.
pub fn claim_may_move(agreement: &Agreement, end: Date) -> bool {
    let times = [agreement.credits.claim_within, agreement.reporting.due];
    let moves = !matches!(agreement.time_limits, None | Some(TimeLimits::SameDay));
    let counts = |t: &Duration| t.unit.is_business() || (moves && t.unit == Unit::Day);
    times.iter().flatten().any(counts)
        && business_calendar(agreement).is_some_and(|c| holidays_in_words(c, end))
}

fn calendar_name(calendar: &Calendar) -> String {
    let name = calendar.name.trim();
    let id: &Id = &calendar.id;
    if name.is_empty() { id.to_string() } else { name.to_owned() }
}

/// The calendar that says which days are business days: the first that is not open every day.
pub fn business_calendar(agreement: &Agreement) -> Option<&Calendar> {
    let has_closed_days = |c: &&Calendar| {
        let open = (0..7).filter(|day| c.hours.iter().any(|h| h.days.contains(*day))).count();
        (1..7).contains(&open)
    };
    agreement.calendars.iter().find(has_closed_days)
}
