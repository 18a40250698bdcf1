//! Indemnity, liability and insurance.

use crate::value::{Duration, Id, Lines, Money, Need, Percent, Prose, Ref, Text, choice, record};

choice! {
    /// Who holds whom harmless.
    pub enum IndemnityDirection {
        ProviderToCustomer => "The provider indemnifies the customer",
        CustomerToProvider => "The customer indemnifies the provider",
        Mutual => "Each party indemnifies the other",
    }
}

choice! {
    /// What a cap is the most of.
    pub enum CapPer {
        Claim => "for each claim",
        Year => "in each contract year",
        Total => "in all, for the whole term",
    }
}

record! {
    /// A promise to hold the other party harmless.
    pub struct Indemnity ("indemnity") {
        /// Names the indemnity in paths; never printed.
        id: Id => "Id";
        /// Who indemnifies whom.
        direction: IndemnityDirection => "Direction", need = Need::Required, group = "What is covered";
        /// The claim that triggers it, narrowly described.
        trigger: Prose => "Trigger", need = Need::Required, example = "Third-party claims that the services infringe intellectual property rights in the EU", group = "What is covered";
        /// Losses that are covered, one a line.
        losses: Lines => "Covered losses", need = Need::Recommended, example = "Damages awarded by a final judgment", group = "What is covered";
        /// What is not covered, one a line.
        carve_outs: Lines => "Not covered", need = Need::Recommended, example = "Use against the provider's written instructions", group = "What is covered";
        /// Most that is paid.
        cap: Option<Money> => "Cap", need = Need::Required, example = "2000000.00 EUR", group = "How much";
        /// Whether the cap counts for a claim, for a year or once.
        cap_per: Option<CapPer> => "Cap counts", group = "How much";
        /// The insurance that stands behind it.
        insurance: Ref => "Backed by", need = Need::Recommended, refers = "insurance", group = "How much";
        /// How soon the other party must be told of a claim.
        notice: Option<Duration> => "Notice of a claim", need = Need::Recommended, example = "10bd", group = "How a claim is handled";
        /// Who leads the defence, who may settle, duty to mitigate.
        conduct: Prose => "Conduct of claims", need = Need::Recommended, example = "The indemnifying party leads the defence and settles only with consent", group = "How a claim is handled";
    }
}

record! {
    /// The limits of liability under this agreement.
    pub struct Liability ("liability") {
        /// Most that a party owes in a contract year.
        cap: Option<Money> => "Cap a year", need = Need::Recommended, example = "1000000.00 EUR";
        /// Or as a share of the fees of that year; the higher counts.
        cap_percent: Option<Percent> => "Or % of the year's fees", example = "150";
        /// What the cap does not limit, one a line.
        unlimited: Lines => "Not limited", need = Need::Recommended, example = "Loss caused on purpose";
        /// Losses that are not owed at all, one a line.
        excluded: Lines => "Excluded losses", example = "Loss of profit";
    }
}

record! {
    /// A cover that a party keeps.
    pub struct Insurance ("insurance") {
        /// Names the cover where it is referred to.
        id: Id => "Id";
        /// Who keeps the cover.
        party: Ref => "Held by", need = Need::Required, refers = "parties";
        /// What it covers.
        kind: Text => "Kind", need = Need::Required, example = "Professional indemnity";
        /// Least cover for one claim.
        minimum: Option<Money> => "Minimum cover a claim", need = Need::Required, example = "2000000.00 EUR";
        /// Least cover in a year.
        aggregate: Option<Money> => "Minimum cover a year", example = "4000000.00 EUR";
        /// What shows that the cover exists.
        evidence: Text => "Evidence", need = Need::Recommended, example = "Certificate each January";
        /// How long it is kept after the term; claims come late.
        survives: Option<Duration> => "Survives the term by", need = Need::Recommended, example = "24mo";
    }
}
