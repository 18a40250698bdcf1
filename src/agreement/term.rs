//! From when, for how long, and what happens at the end.

use crate::value::{Date, Duration, Lines, Need, Prose, choice, record};

choice! {
    /// How long the agreement runs.
    pub enum TermKind {
        Months => "For a number of months",
        Until => "Until a fixed date",
        OpenEnded => "Open-ended",
    }
}

choice! {
    /// What happens when a fixed term ends.
    pub enum Renewal {
        None => "Ends without notice",
        Automatic => "Renews automatically unless notice is given",
        ByAgreement => "Renews only by written agreement",
    }
}

record! {
    /// Term, renewal, termination and exit.
    pub struct Term ("term") {
        /// The first day on which the service levels bind.
        effective: Option<Date> => "Effective date", need = Need::Required, group = "Duration";
        /// Decides which of the next two fields counts.
        kind: TermKind => "Duration", need = Need::Required, group = "Duration";
        /// How long the agreement runs before it ends or is renewed; left empty where it has a fixed last day or no end.
        length: Option<Duration> => "Initial term", example = "36mo", group = "Duration";
        /// The day at whose end it is over; only for an agreement until a fixed date.
        until: Option<Date> => "Last day", group = "Duration";
        /// What happens when the initial term is over.
        renewal: Renewal => "Renewal", group = "Renewal and notice";
        /// How long each renewal lasts.
        renewal_length: Option<Duration> => "Renewal term", example = "12mo", group = "Renewal and notice";
        /// How long before the end, or before leaving an open-ended agreement, notice must arrive.
        notice: Option<Duration> => "Notice period", need = Need::Required, example = "3mo", group = "Renewal and notice";
        /// How long a party has to mend a material breach before the other may terminate.
        cure_period: Option<Duration> => "Time to cure a breach", need = Need::Recommended, example = "30d", group = "Renewal and notice";
        /// Months at the start in which levels are measured and reported but no credit falls due.
        ramp_up: Option<Duration> => "Ramp-up without credits", example = "2mo", group = "Renewal and notice";
        /// How long the provider helps to move the services away.
        exit_help: Option<Duration> => "Exit assistance", need = Need::Recommended, example = "90d", group = "Exit";
        /// What exit assistance costs.
        exit_price: Prose => "Price of exit assistance", need = Need::Recommended, example = "At the day rates of the price list", group = "Exit";
        /// How long the customer can fetch its data after the end.
        data_return: Option<Duration> => "Data available after the end", need = Need::Required, example = "30d", group = "Exit";
        /// Formats in which data is handed back, one a line.
        data_formats: Lines => "Data formats", need = Need::Required, example = "CSV export", group = "Exit";
        /// How long until the provider deletes what remains.
        deletion: Option<Duration> => "Deletion after return", need = Need::Recommended, example = "30d", group = "Exit";
        /// Whether the provider certifies deletion in writing.
        deletion_certificate: Option<bool> => "Deletion certificate", need = Need::Recommended, group = "Exit";
    }
}

impl Term {
    /// The last day of the initial term, if it has one: that before the day on which its length is complete.
    pub fn last_day(&self) -> Option<Date> {
        match self.kind {
            TermKind::Months => {
                let months = u32::try_from(self.length?.months()?).ok()?;
                self.effective?.plus_months(months)?.minus_days(1)
            }
            TermKind::Until => self.until,
            TermKind::OpenEnded => None,
        }
    }
}
