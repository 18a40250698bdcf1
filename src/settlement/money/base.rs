//! Percent of what: the fee on which a credit is computed.

use super::calendar::months_between;
use super::fees::Fees;
use super::said::{self, number};
use crate::agreement::{Agreement, CreditBase, Metric, SettlementStep};
use crate::settlement::{Entry, Exact, Measured};

/// The base of the credits of one metric in one window.
#[derive(Clone, Debug)]
pub(super) struct Base {
    /// `None` where no fee is known.
    pub(super) amount: Option<Exact>,
    /// "the monthly fee of the affected service".
    pub(super) words: String,
    /// The fee that falls on the window, as a multiple of the base: 3 where the base is a monthly fee and the window a
    /// quarter.
    pub(super) windows: Exact,
    /// How the base came about, where it is not simply a monthly fee.
    pub(super) working: Option<Entry>,
    pub(super) notes: Vec<String>,
}

pub(super) fn of(agreement: &Agreement, fees: &Fees<'_>, metric: &Metric, measured: &Measured) -> Base {
    let counted = counted_share(measured);
    let months = &months_between(measured.window.first, measured.window.last) * &counted;
    let monthly = fees.monthly(&metric.service);
    let mut notes = Vec::new();
    let mut working = None;
    let (amount, windows, words) = match agreement.credits.base {
        Some(base) => {
            let (amount, windows) = match base {
                CreditBase::ServiceMonth => (monthly.clone(), months.clone()),
                CreditBase::SiteMonth => {
                    (site(agreement, metric, monthly.clone(), &mut notes), months.clone())
                }
                CreditBase::AllServicesMonth => (fees.all_monthly(), months.clone()),
                CreditBase::Window => (monthly.as_ref().map(|m| m * &months), Exact::from(1_u32)),
                CreditBase::AffectedShare => {
                    (monthly.as_ref().map(|m| m * &measured.affected), months.clone())
                }
            };
            let scaled = match base {
                CreditBase::Window if months != Exact::from(1_u32) => {
                    Some(format!("{} months", number(&months)))
                }
                CreditBase::AffectedShare => {
                    Some(format!("{} % affected", number(&(&measured.affected * &Exact::one_hundred()))))
                }
                _ => None,
            };
            working = scaled.zip(monthly).zip(amount.as_ref()).map(|((by, monthly), amount)| Entry {
                step: SettlementStep::Tier,
                working: format!("base of {} a month × {by}", said::amount(&monthly, fees.unit)),
                result: said::amount(amount, fees.unit),
            });
            (amount, windows, base.label().to_owned())
        }
        None => {
            notes.push(
                "Nothing says of what the credits are a percentage, so no amount can be given".to_owned(),
            );
            (None, months, "a base that is not agreed".to_owned())
        }
    };
    Base { amount, words, windows, working, notes }
}

/// The part of the window that is evaluated; one where the whole is.
fn counted_share(measured: &Measured) -> Exact {
    let (counted, whole) = (measured.window.counted.length(), measured.window.whole.length());
    counted.over(&whole).unwrap_or_else(|| Exact::from(1_u32)).min(Exact::from(1_u32))
}

/// Sites have no fees of their own: each has an equal part of the service's.
fn site(
    agreement: &Agreement,
    metric: &Metric,
    monthly: Option<Exact>,
    notes: &mut Vec<String>,
) -> Option<Exact> {
    let monthly = monthly?;
    let sites = agreement.service(&metric.service).map_or(0, |s| s.locations.iter().count());
    match u32::try_from(sites) {
        Ok(sites) if sites > 1 => {
            notes.push(format!(
                "The fee of one site is taken as an equal part of the service's fee: one of {sites} locations"
            ));
            monthly.over(&Exact::from(sites))
        }
        Ok(0) => {
            notes.push("The service lists no locations, so the fee of one site is not known".to_owned());
            None
        }
        _ => Some(monthly),
    }
}
