//! The standards, guidelines and published forms whose texts say what an agreement needs.

/// Who asks for a part. The order is that of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standard {
    Iso19086,
    CSig,
    Iso20000,
    Itil,
    FitSm,
    MetricCard,
    Dora,
    UkModel,
    OpenForms,
}

impl Standard {
    pub const ALL: [Self; 9] = [
        Self::Iso19086,
        Self::CSig,
        Self::Iso20000,
        Self::Itil,
        Self::FitSm,
        Self::MetricCard,
        Self::Dora,
        Self::UkModel,
        Self::OpenForms,
    ];

    /// As reports and programs name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Iso19086 => "iso-19086-3",
            Self::CSig => "c-sig",
            Self::Iso20000 => "iso-20000-1",
            Self::Itil => "itil",
            Self::FitSm => "fitsm-4",
            Self::MetricCard => "metric-card",
            Self::Dora => "dora-30",
            Self::UkModel => "uk-model",
            Self::OpenForms => "open-forms",
        }
    }

    /// Short enough for the head of a column.
    pub fn short(self) -> &'static str {
        match self {
            Self::Iso19086 => "19086-3",
            Self::CSig => "C-SIG",
            Self::Iso20000 => "20000-1",
            Self::Itil => "ITIL",
            Self::FitSm => "FitSM",
            Self::MetricCard => "Card",
            Self::Dora => "DORA",
            Self::UkModel => "UK",
            Self::OpenForms => "Forms",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Iso19086 => "ISO/IEC 19086-3",
            Self::CSig => "EU C-SIG",
            Self::Iso20000 => "ISO/IEC 20000-1",
            Self::Itil => "ITIL",
            Self::FitSm => "FitSM-4",
            Self::MetricCard => "Metric card",
            Self::Dora => "DORA article 30",
            Self::UkModel => "UK model contracts",
            Self::OpenForms => "Common Paper, Bonterms",
        }
    }

    /// What it is, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::Iso19086 => {
                "The core conformance requirements for service level agreements of cloud services."
            }
            Self::CSig => {
                "The guidelines of the European Commission's industry group on service level agreements of cloud services."
            }
            Self::Iso20000 => {
                "The requirements on a service management system; 8.3.3 is about service levels."
            }
            Self::Itil => "What the practice of service level management lists as content of an agreement.",
            Self::FitSm => "The sample agreement of the light-weight standard for service management.",
            Self::MetricCard => {
                "The card of a metric as public buyers use it; it asks for what makes a number computable."
            }
            Self::Dora => {
                "What the law of the European Union demands in contracts of financial entities on information technology."
            }
            Self::UkModel => {
                "The model services contract and the call-off schedules of the United Kingdom's government."
            }
            Self::OpenForms => {
                "The service level forms that two open collections of standard contracts publish."
            }
        }
    }
}
