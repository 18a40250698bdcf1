//! What is delivered, when, and what it rests on.

use crate::value::{
    DayOff, Duration, Id, Lines, Money, Need, Percent, Prose, Ref, Refs, Text, TimeOfDay, Weekdays, Zone,
    choice, record,
};

choice! {
    /// For what the fee is due.
    pub enum FeePeriod {
        Month => "a month",
        Quarter => "a quarter",
        Year => "a year",
        OneOff => "once",
    }
}

choice! {
    /// Whether an amount includes tax.
    pub enum TaxBasis {
        Net => "net of tax",
        Gross => "including tax",
    }
}

choice! {
    /// Who stands behind a dependency.
    pub enum DependencyKind {
        Internal => "Own department",
        Ola => "Operational level agreement",
        UnderpinningContract => "Underpinning contract with a supplier",
    }
}

choice! {
    /// How a dependency enters the chain.
    pub enum Topology {
        Serial => "Serial: the service fails when it fails",
        Redundant => "Redundant: any one of its copies is enough",
        KOfN => "Some of several: k of n must work",
    }
}

record! {
    /// What a service rests on, and the level promised for that.
    pub struct Dependency ("dependency") {
        /// Names the dependency in paths; never printed.
        id: Id => "Id";
        /// What the service needs to work.
        name: Text => "Name", need = Need::Required, example = "Data-centre power and cooling";
        /// Who delivers it.
        supplier: Text => "Supplier", need = Need::Required, example = "Colocation Berlin AG";
        /// The kind of promise behind it.
        kind: DependencyKind => "Kind";
        /// Availability promised for one copy; without it the chain cannot be computed.
        availability: Option<Percent> => "Promised availability (%)", need = Need::Recommended, example = "99.99";
        /// Response time promised by the supplier.
        response: Option<Duration> => "Promised response", example = "15min";
        /// How its failure acts on the service.
        topology: Topology => "Topology";
        /// Number of copies; for redundant and k-of-n.
        copies: Option<u32> => "Copies (n)", example = "2";
        /// How many copies must work; for k-of-n.
        needed: Option<u32> => "Needed (k)", example = "1";
        /// Dependencies of a service with the same entry here stand in for each other: one of them is enough.
        backup_group: Text => "Backup group", example = "Internet carriers";
    }
}

record! {
    /// A service in the scope of the agreement.
    pub struct Service ("service") {
        /// Names the service in paths and metrics.
        id: Id => "Id";
        /// What everyone calls it.
        name: Text => "Name", need = Need::Required, example = "Managed web hosting", group = "What";
        /// What the customer gets, in a few sentences.
        description: Prose => "Description", need = Need::Required, group = "What";
        /// What is included, one item a line.
        in_scope: Lines => "In scope", need = Need::Required, example = "Operating system updates", group = "What";
        /// What is not included, one item a line: disputes are about what is not covered.
        out_of_scope: Lines => "Out of scope", need = Need::Recommended, example = "Development of the customer's application", group = "What";
        /// When the service is owed; a calendar of this agreement.
        hours: Ref => "Service hours", need = Need::Required, refers = "calendars", group = "When and where";
        /// Who uses it, and how many.
        users: Text => "Users", example = "All employees, about 400", group = "When and where";
        /// Places where it is delivered or where its data lies, one a line.
        locations: Lines => "Locations", need = Need::Recommended, example = "Data centre Berlin 1", group = "When and where";
        /// Volumes up to which the levels hold, one a line.
        workload_limits: Lines => "Workload limits", need = Need::Recommended, example = "500 requests a second", group = "When and where";
        /// Groups that use the service; empty means all.
        groups: Refs => "Groups", refers = "groups", group = "When and where";
        /// The recurring price: service credits are a share of it.
        fee: Option<Money> => "Fee", need = Need::Recommended, example = "4800.00 EUR", group = "Fee";
        /// What the fee is paid for.
        fee_period: FeePeriod => "Fee is due for", group = "Fee";
        /// Whether tax is included in the fee.
        tax: Option<TaxBasis> => "Tax", need = Need::Recommended, group = "Fee";
        /// What the service rests on.
        dependencies: Vec<Dependency> => "Dependencies", group = "Dependencies";
        /// What the parties have computed that the dependencies deliver together; compared with the exact value.
        chain: Option<Percent> => "Chain as computed by the parties (%)", example = "99.94", group = "Dependencies";
    }
}

impl Service {
    /// Fields in words that only the service's own description prints: no number follows from them.
    pub const IN_WORDS: &[&str] =
        &["description", "in_scope", "out_of_scope", "users", "locations", "workload_limits"];
}

record! {
    /// Opening hours of one or several weekdays.
    pub struct Hours ("opening hours") {
        /// Names the entry in paths; never printed.
        id: Id => "Id";
        /// The days these hours apply to.
        days: Weekdays => "Days", need = Need::Required, example = "Mon-Fri";
        /// Start of the hours.
        from: TimeOfDay => "From", need = Need::Required, example = "08:00";
        /// End of the hours; 24:00 is the end of the day.
        to: TimeOfDay => "To", need = Need::Required, example = "18:00";
    }
}

record! {
    /// A day on which a calendar is closed: once, or every year by a rule.
    pub struct Holiday ("holiday") {
        /// Names the holiday in paths; never printed.
        id: Id => "Id";
        /// 2026-12-25 for one year; 25 December, Good Friday or first Monday of May for every year.
        date: Option<DayOff> => "Date", need = Need::Required;
        /// What it is called.
        name: Text => "Name", example = "New Year's Day";
    }
}

record! {
    /// Hours in which a service is owed or a clock runs.
    pub struct Calendar ("calendar") {
        /// Names the calendar where it is used.
        id: Id => "Id";
        /// What the text calls it.
        name: Text => "Name", need = Need::Required, example = "Business hours";
        /// The zone in which the hours are meant; daylight saving follows it.
        zone: Option<Zone> => "Time zone", need = Need::Required, example = "Europe/Berlin";
        /// Weekly hours; Mon-Sun 00:00 to 24:00 is around the clock.
        hours: Vec<Hours> => "Weekly hours", need = Need::Required;
        /// Whose public holidays apply, in words.
        holiday_region: Text => "Public holidays of", example = "Dublin, Ireland";
        /// Days on which the calendar is closed.
        holidays: Vec<Holiday> => "Holidays";
    }
}

impl Calendar {
    /// Open at every minute of every day.
    pub fn is_around_the_clock(&self) -> bool {
        self.holidays.is_empty()
            && (0..7).all(|day| {
                self.hours
                    .iter()
                    .any(|h| h.days.contains(day) && h.from.minutes() == 0 && h.to.minutes() == 1440)
            })
    }
}
