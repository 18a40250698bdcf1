//! The fees on which credits are computed.

use super::calendar::{after, months_between};
use super::error::SettleError;
use super::statement::SettlementInput;
use crate::agreement::{Agreement, FeePeriod, Renewal, Service, TermKind};
use crate::settlement::{Exact, Period};
use crate::value::{Currency, Date, Money};

/// What amounts are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Money(Currency),
    /// No fee is known: amounts are per cent of one monthly fee, and become no money.
    Percent,
}

/// The fees of an agreement, month by month and for spans of days.
pub(super) struct Fees<'a> {
    agreement: &'a Agreement,
    pub(super) unit: Unit,
    /// Monthly fee of each service, where it is known.
    services: Vec<(&'a Service, Option<Exact>)>,
    /// Monthly fee of all services together; `None` where one is not known.
    all: Option<Exact>,
    /// Monthly fee of the services whose fee is known, together.
    known: Option<Exact>,
    /// The services whose fee is not known.
    open: Vec<String>,
    /// The period and the fees charged for it, where they are given.
    given: Option<(Period, Exact)>,
    pub(super) notes: Vec<String>,
}

impl<'a> Fees<'a> {
    /// The fees for a period, for which `share` of the given fee was charged.
    ///
    /// # Errors
    /// Where a given amount is in another currency than the agreement.
    pub(super) fn new(
        agreement: &'a Agreement,
        input: &SettlementInput,
        share: &Exact,
    ) -> Result<Self, SettleError> {
        let first_fee = agreement.services.iter().find_map(|s| s.fee);
        let currency = agreement.currency.or_else(|| input.fee.or(first_fee).map(Money::currency));
        for (what, money) in [
            ("The fee of the period", input.fee),
            ("The sum of earlier fees", input.history.charges),
            ("The sum of earlier credits", input.history.credits),
            ("The sum of earlier bonuses", input.history.bonuses),
            ("The credit carried forward", input.history.carried),
        ] {
            if let (Some(money), Some(currency)) = (money, currency)
                && money.currency() != currency
            {
                let (given, currency) = (money.currency().to_string(), currency.to_string());
                return Err(SettleError::Currency { what: what.to_owned(), given, currency });
            }
        }
        let mut fees = Self {
            agreement,
            unit: currency.map_or(Unit::Percent, Unit::Money),
            services: Vec::new(),
            all: None,
            known: None,
            open: Vec::new(),
            given: None,
            notes: Vec::new(),
        };
        fees.agreed();
        if let Some(fee) = input.fee {
            fees.charged(&input.period, &(&Exact::from(fee.amount()) * share));
        } else if fees.services.iter().all(|(_, fee)| fee.is_none()) {
            fees.unknown();
        }
        Ok(fees)
    }

    /// The fees as the agreement states them.
    fn agreed(&mut self) {
        for service in &self.agreement.services {
            let monthly = self.monthly_of(service);
            self.services.push((service, monthly));
        }
        let known: Vec<Exact> = self.services.iter().filter_map(|(_, fee)| fee.clone()).collect();
        self.known = (!known.is_empty()).then(|| known.into_iter().sum());
        // What is paid once and cannot be spread is no fee of a period.
        let recurring = |s: &Service| s.fee.is_none() || s.fee_period != FeePeriod::OneOff;
        let open = self.services.iter().filter(|(s, fee)| fee.is_none() && recurring(s));
        self.open = open.map(|(s, _)| name(s)).collect();
        self.all = self.known.clone().filter(|_| self.open.is_empty());
    }

    fn monthly_of(&mut self, service: &Service) -> Option<Exact> {
        let fee = service.fee?;
        if self.unit != Unit::Money(fee.currency()) {
            self.notes.push(format!(
                "The fee of {} is {}, which is not the currency of this agreement, so it is not used",
                name(service),
                fee.long()
            ));
            return None;
        }
        let fee_amount = Exact::from(fee.amount());
        let months = match service.fee_period {
            FeePeriod::Month => Exact::from(1_u32),
            FeePeriod::Quarter => Exact::from(3_u32),
            FeePeriod::Year => Exact::from(12_u32),
            FeePeriod::OneOff => {
                let months = term_months(self.agreement).filter(|m| !m.is_zero());
                let note = match &months {
                    Some(months) => format!(
                        "The fee of {} is paid once; it is spread evenly over the {} months of the term",
                        name(service),
                        super::said::number(months)
                    ),
                    None => format!(
                        "The fee of {} is paid once and the term has no fixed length, so no month has a share of it",
                        name(service)
                    ),
                };
                self.notes.push(note);
                months?
            }
        };
        fee_amount.over(&months)
    }

    /// Fees that were charged take the place of the agreed ones. Several services share them as they share the agreed
    /// fees.
    fn charged(&mut self, period: &Period, fee: &Exact) {
        let months = months_between(period.first, period.last);
        let Some(monthly) = fee.over(&months) else { return };
        self.notes.clear();
        let total: Option<Vec<Exact>> = self.services.iter().map(|(_, f)| f.clone()).collect();
        let total = total.map(|fees| fees.into_iter().sum::<Exact>()).filter(|t| !t.is_zero());
        let credited = |service: &Service| {
            let of_service = |m: &crate::agreement::Metric| m.service.as_str() == service.id.as_str();
            let mut metrics = self.agreement.metrics.iter().filter(|m| of_service(m));
            metrics.any(|m| self.agreement.schedules_of(&m.id).next().is_some())
        };
        let mut bearing = self.services.iter().filter(|(s, _)| credited(s)).map(|(s, _)| s.id.clone());
        let only = bearing.next().filter(|_| bearing.next().is_none());
        let alone = self.services.len() == 1;
        for (service, agreed) in &mut self.services {
            *agreed = match (&total, &agreed) {
                _ if alone => Some(monthly.clone()),
                (Some(total), Some(agreed)) => (&monthly * agreed).over(total),
                _ if only.as_ref() == Some(&service.id) => Some(monthly.clone()),
                _ => None,
            };
        }
        match (&total, only) {
            (Some(_), _) if self.services.len() > 1 => {
                self.notes.push("The services share the given fee as they share the agreed fees".to_owned());
            }
            (None, Some(_)) if self.services.len() > 1 => self
                .notes
                .push("The given fee is taken as that of the one service whose metrics carry credits".to_owned()),
            (None, None) if self.services.len() > 1 => self.notes.push(
                "The given fee is that of all services together; enter the fee of each to know the share of one"
                    .to_owned(),
            ),
            _ => {}
        }
        self.known = Some(monthly.clone());
        self.all = Some(monthly);
        self.open.clear();
        self.given = Some((period.clone(), fee.clone()));
    }

    /// No fee at all: credits are counted in per cent of the one fee there is.
    fn unknown(&mut self) {
        use crate::agreement::CreditBase::AllServicesMonth;
        let one_fee = self.services.len() <= 1 || self.agreement.credits.base == Some(AllServicesMonth);
        self.unit = Unit::Percent;
        self.notes.push("No fee is known: credits are given in per cent, amounts are not known".to_owned());
        if one_fee {
            self.all = Some(Exact::one_hundred());
            self.known = self.all.clone();
            self.open.clear();
        }
        if let [(_, fee)] = self.services.as_mut_slice() {
            *fee = Some(Exact::one_hundred());
        }
    }

    /// The monthly fee of a service; of the only one where the metric names none.
    pub(super) fn monthly(&self, service: &str) -> Option<Exact> {
        match self.services.as_slice() {
            [] => self.all.clone(),
            [(_, fee)] if service.is_empty() => fee.clone(),
            services => services.iter().find(|(s, _)| s.id.as_str() == service)?.1.clone(),
        }
    }

    pub(super) fn all_monthly(&self) -> Option<Exact> {
        self.all.clone()
    }

    /// The monthly fees that are known: all services cost at least so much a month.
    pub(super) fn known_monthly(&self) -> Option<Exact> {
        self.known.clone()
    }

    /// The services whose fee is not known, in words: "“Hosting” and “Backup”".
    pub(super) fn open(&self) -> String {
        crate::value::listed(&self.open)
    }

    /// As [`Fees::between`], of the services whose fee is known: the fees are at least so high.
    pub(super) fn at_least(&self, first: Date, last: Date) -> Option<Exact> {
        let (from, to) = self.in_term(first, last);
        self.between(first, last).or_else(|| Some(&self.known.clone()? * &months_between(from, to)))
    }

    /// The fees of all services for the days from `first` to `last` that lie in the term; `None` where one is not known.
    pub(super) fn between(&self, first: Date, last: Date) -> Option<Exact> {
        if let Some((period, fee)) = &self.given
            && (period.first, period.last) == (first, last)
        {
            return Some(fee.clone());
        }
        let (from, to) = self.in_term(first, last);
        Some(&self.all.clone()? * &months_between(from, to))
    }

    /// The part of these days that lies in the term; all of them where none does.
    fn in_term(&self, first: Date, last: Date) -> (Date, Date) {
        let term = &self.agreement.term;
        let from = term.effective.map_or(first, |e| e.max(first));
        let ends = term.renewal == Renewal::None;
        let to = last_day(self.agreement).filter(|_| ends).map_or(last, |end| end.min(last));
        if from <= to { (from, to) } else { (first, last) }
    }
}

/// "“Hosting”".
fn name(service: &Service) -> String {
    let name = service.name.trim();
    format!("“{}”", if name.is_empty() { service.id.as_str() } else { name })
}

/// The last day of the initial term, where it has one.
fn last_day(agreement: &Agreement) -> Option<Date> {
    let term = &agreement.term;
    match term.kind {
        TermKind::Until => term.until,
        TermKind::Months => after(term.effective?, term.length?, None)?.minus_days(1),
        TermKind::OpenEnded => None,
    }
}

fn term_months(agreement: &Agreement) -> Option<Exact> {
    let term = &agreement.term;
    let stated = term.length.filter(|_| term.kind == TermKind::Months).and_then(|l| l.months());
    let counted = || Some(months_between(term.effective?, last_day(agreement)?));
    stated.and_then(|m| i64::try_from(m).ok()).map(Exact::from).or_else(counted)
}
