//! The fees that credits are a share of, brought to months.

use crate::agreement::{Agreement, CreditBase, FeePeriod, Metric, Service};
use crate::settlement::exact::Exact;
use crate::value::Money;

/// Recurring fees by service. One-off fees carry no credits.
pub(super) struct Fees<'a> {
    agreement: &'a Agreement,
    /// All services together for a month; unknown where one fee is missing.
    month: Option<Exact>,
}

impl<'a> Fees<'a> {
    pub(super) fn of(agreement: &'a Agreement) -> Self {
        let all: Option<Vec<Exact>> = agreement.services.iter().map(|s| monthly(agreement, s)).collect();
        let month = all.filter(|a| !a.is_empty()).map(|a| a.into_iter().sum::<Exact>());
        Self { agreement, month: month.filter(|m| !m.is_zero()) }
    }

    /// All recurring fees of some months.
    pub(super) fn of_months(&self, months: u32) -> Option<Exact> {
        self.month.as_ref().map(|m| m * &Exact::from(months))
    }

    /// The amount that percentages of a metric's credits refer to. Sites and shares count in full: at worst all are
    /// affected.
    pub(super) fn base(&self, base: Option<CreditBase>, metric: &Metric) -> Option<Exact> {
        let service = || self.agreement.service(&metric.service).and_then(|s| monthly(self.agreement, s));
        match base? {
            CreditBase::ServiceMonth | CreditBase::SiteMonth | CreditBase::AffectedShare => service(),
            CreditBase::AllServicesMonth => self.month.clone(),
            CreditBase::Window => service().map(|m| &m * &Exact::from(super::most::window_months(metric))),
        }
    }

    /// What part of all fees of some months the base of a metric's credits is. Known without fees where the base is the
    /// only service, or all of them.
    pub(super) fn share_of_base(
        &self,
        base: Option<CreditBase>,
        metric: &Metric,
        months: u32,
    ) -> Option<Exact> {
        let whole = self.of_months(months);
        if let (Some(part), Some(whole)) = (self.base(base, metric), whole) {
            return part.over(&whole);
        }
        let window = if base? == CreditBase::Window { super::most::window_months(metric) } else { 1 };
        let alone = base? == CreditBase::AllServicesMonth || self.agreement.services.len() <= 1;
        alone.then(|| Exact::from(window).over(&Exact::from(months))).flatten()
    }
}

/// A fee in another currency than the agreement counts in is no number of that currency: it is unknown.
fn monthly(agreement: &Agreement, service: &Service) -> Option<Exact> {
    let months = match service.fee_period {
        FeePeriod::Month => 1_u32,
        FeePeriod::Quarter => 3,
        FeePeriod::Year => 12,
        FeePeriod::OneOff => return Some(Exact::zero()),
    };
    let first = || agreement.services.iter().find_map(|s| s.fee).map(Money::currency);
    let counted = agreement.currency.or_else(first);
    let fee = service.fee.filter(|fee| counted.is_none_or(|currency| currency == fee.currency()))?;
    Exact::from(fee.amount()).over(&Exact::from(months))
}
