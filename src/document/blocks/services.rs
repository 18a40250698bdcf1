//! What is delivered: each service with its scope, hours, limits and fee.

use super::Context;
use super::at::At;
use super::rows::Rows;
use super::{calendars, terms};
use crate::agreement::{FeePeriod, Service, TaxBasis};
use crate::document::{Block, Inline};
use crate::value::FieldPath;

pub(super) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let services = &cx.draft.agreement.services;
    if services.is_empty() {
        return At::top(cx).required("services");
    }
    At::top(cx).items("services", services).flat_map(|(service, at)| one(service, &at)).collect()
}

fn one(service: &Service, at: &At<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(at.get("name"))];
    blocks.extend(at.paragraphs("description").into_iter().map(Block::Paragraph));
    let rows = Rows::new()
        .field(at, "Included", "in_scope")
        .field(at, "Not included", "out_of_scope")
        .add("Service hours", hours(service, at))
        .field(at, "Users", "users")
        .field(at, "Locations", "locations")
        .field(at, "Workload limits", "workload_limits")
        .field(at, &terms::title(at.cx, "groups"), "groups")
        .add(&terms::title(at.cx, "fee"), fee(service, at));
    blocks.extend(rows.blocks());
    blocks
}

/// "Business hours: Monday to Friday, 08:00–18:00".
fn hours(service: &Service, at: &At<'_>) -> Vec<Inline> {
    let mut text = at.get("hours");
    let calendar = at.cx.draft.agreement.calendar(&service.hours);
    // The hours are the calendar's, and are changed there.
    if let Some((calendar, summary)) = calendar.and_then(|c| Some((c, calendars::summary(c)?))) {
        let path = FieldPath::new("calendars").join(&calendar.id).join("hours");
        let summary = Inline::Value { path, text: summary };
        text.extend([Inline::Text(" (".into()), summary, Inline::Text(")".into())]);
    }
    text
}

fn fee(service: &Service, at: &At<'_>) -> Vec<Inline> {
    if !at.has("fee") {
        return Vec::new();
    }
    let none = |service: &Service| service.fee.is_some_and(|fee| fee.amount().is_zero());
    let services = &at.cx.draft.agreement.services;
    if none(service) && services.iter().any(|other| other.fee.is_some() && !none(other)) {
        return at.words("fee", "Included in the [fees] of the other [services]");
    }
    let period = match service.fee_period {
        FeePeriod::Month => "a month",
        FeePeriod::Quarter => "a quarter",
        FeePeriod::Year => "a year",
        FeePeriod::OneOff => "once",
    };
    let mut text = at.say("{fee} ");
    text.push(at.worded("fee_period", period));
    if let Some(tax) = service.tax {
        let words = match tax {
            TaxBasis::Net => "plus tax at the rate that applies",
            TaxBasis::Gross => "tax included",
        };
        text.extend([Inline::Text(", ".into()), at.worded("tax", words)]);
    }
    text
}
