//! Money for a share of the fee, and the most that credits can come to.

use super::Look;
use crate::agreement::{BonusShare, CreditMethod};
use crate::settlement::{Exact, Exposure, Most};
use crate::value::{Currency, Money, Percent};

/// Below the fields of a credit schedule or of one of its tiers.
pub(super) fn of_schedule(look: &Look<'_>, id: &str, field: &str, tier: Option<&str>) -> Vec<String> {
    if !matches!(field, "credit" | "cap" | "rate") {
        return Vec::new();
    }
    let exposure = Exposure::of(look.a);
    let Some(found) = exposure.schedule(id) else { return Vec::new() };
    let schedule = found.schedule;
    let of_base = |share: Percent| part(look, share, found.base.as_ref()?, base_words(look));
    let line = match field {
        "credit" => {
            let tier = schedule.tiers.iter().find(|t| Some(t.id.as_str()) == tier);
            tier.and_then(|t| t.credit).and_then(of_base)
        }
        "rate"
            if matches!(
                schedule.method,
                CreditMethod::Linear | CreditMethod::PerMiss | CreditMethod::PerUnitLate
            ) =>
        {
            schedule.rate.and_then(of_base)
        }
        "cap" => most_of(look, &found.in_period, found.base.as_ref(), exposure.months),
        _ => None,
    };
    line.into_iter().collect()
}

/// "= EUR 480.00 of EUR 4,800.00, the monthly fee of the affected service".
fn part(look: &Look<'_>, share: Percent, base: &Exact, of: &str) -> Option<String> {
    let amount = amount(look, &(&Exact::from(share.get()).percent() * base))?;
    Some(format!("= {amount} of {}, {of}", self::amount(look, base)?))
}

fn base_words(look: &Look<'_>) -> &'static str {
    look.a.credits.base.map_or("the base of credits", |base| base.label())
}

fn most_of(look: &Look<'_>, most: &Most, base: Option<&Exact>, months: u32) -> Option<String> {
    let span = span(months);
    match most {
        Most::Of(percent) => {
            let money = amount(look, &(&percent.percent() * base?))?;
            Some(format!("This metric costs at most {money} {span} ({} %)", shown(percent)))
        }
        Most::NoLimit => Some("Nothing limits the credits of this metric".to_owned()),
        Most::Unknown => None,
    }
}

/// Below the caps of all credits.
pub(super) fn of_all(look: &Look<'_>, field: &str) -> Vec<String> {
    const FIELDS: &[&str] = &["period_cap", "period_cap_months", "year_cap", "year_cap_months", "pool"];
    if !FIELDS.contains(&field) || look.a.credits.schedules.is_empty() {
        return Vec::new();
    }
    let exposure = Exposure::of(look.a);
    let months = exposure.months;
    let said = |most: &Most, span: &str| match most {
        Most::Of(most) => amount(look, most).map(|m| format!("All credits together cost at most {m} {span}")),
        Most::NoLimit => Some("Nothing limits the credits of all metrics together".to_owned()),
        Most::Unknown => None,
    };
    let mut lines = Vec::new();
    match field {
        "period_cap" | "period_cap_months" => {
            lines.extend(said(&exposure.in_period.amount, &span(months)));
            if let (Most::Of(all), Most::Of(capped)) = (&exposure.at_once.amount, &exposure.in_period.amount)
                && all > capped
            {
                lines.extend(amount(look, all).map(|all| format!("Without the cap it would be {all}")));
            }
        }
        "year_cap" | "year_cap_months" => lines.extend(said(&exposure.in_year.amount, "in twelve months")),
        _ => {
            let fees = exposure.month_fees.as_ref().map(|m| m * &Exact::from(months));
            let both = look.a.credits.pool.zip(fees);
            lines.extend(
                both.and_then(|(pool, fees)| part(look, pool, &fees, &format!("all fees {}", span(months)))),
            );
        }
    }
    lines
}

/// Below the rate and the cap of a bonus.
pub(super) fn of_bonus(look: &Look<'_>, id: &str, field: &str) -> Vec<String> {
    let Some(bonus) = look.a.bonuses.iter().find(|b| b.id.as_str() == id) else { return Vec::new() };
    let exposure = Exposure::of(look.a);
    let line = match field {
        "rate" => {
            let same =
                exposure.schedules.iter().find(|s| s.schedule.metric.as_str() == bonus.metric.as_str());
            let both = bonus.rate.zip(same.and_then(|s| s.base.as_ref()));
            let line = both.and_then(|(rate, base)| part(look, rate, base, base_words(look)));
            let each = bonus.takes_several() && bonus.share == Some(BonusShare::AllWindows);
            line.map(|line| if each { format!("{line}, for each of its windows") } else { line })
        }
        "cap" => bonus.cap.and_then(|cap| of_year(look, cap, &exposure)),
        _ => None,
    };
    line.into_iter().collect()
}

/// Below the cap of liability.
pub(super) fn of_liability(look: &Look<'_>) -> Vec<String> {
    let exposure = Exposure::of(look.a);
    look.a.liability.cap_percent.and_then(|cap| of_year(look, cap, &exposure)).into_iter().collect()
}

fn of_year(look: &Look<'_>, share: Percent, exposure: &Exposure<'_>) -> Option<String> {
    let year = exposure.month_fees.as_ref()? * &Exact::from(12_u32);
    part(look, share, &year, "all recurring fees of twelve months")
}

/// "in a month", "in 3 months".
fn span(months: u32) -> String {
    if months == 1 { "in a month".to_owned() } else { format!("in {months} months") }
}

/// At most three decimals, cut ones marked.
fn shown(percent: &Exact) -> String {
    let rounded = percent.rounded(3);
    if rounded == *percent { percent.to_string() } else { format!("about {rounded}") }
}

/// "EUR 1,250.00", halves of the minor unit rounded away from zero and marked.
fn amount(look: &Look<'_>, value: &Exact) -> Option<String> {
    let fee = || look.a.services.iter().find_map(|s| s.fee).map(Money::currency);
    let currency: Currency = look.a.currency.or_else(fee)?;
    let rounded = value.rounded(currency.minor_digits());
    let money = Money::new(rounded.decimal()?, currency)?.long();
    Some(if rounded == *value { money } else { format!("about {money}") })
}
