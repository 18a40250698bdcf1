//! A statement as CSV: one line a metric and window, for a spreadsheet.

use super::{amount, exact_value, outcome_name};
use crate::settlement::Statement;

/// Comma separated, with a header; amounts without currency, which has a column of its own.
pub fn to_csv(statement: &Statement) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    let header = [
        "metric",
        "window",
        "outcome",
        "value",
        "shown",
        "met",
        "tier",
        "credit_percent",
        "currency",
        "credit",
        "bonus",
        "earned_back",
        "caps",
    ];
    let currency = statement.currency.map_or("", |c| c.code());
    // Writing to memory does not fail.
    let mut write = |cells: &[String]| {
        let _ = out.write_record(cells);
    };
    write(&header.map(str::to_owned));
    for line in &statement.metrics {
        let or_empty = |text: Option<String>| text.unwrap_or_default();
        write(&[
            line.metric.to_string(),
            line.window.clone(),
            outcome_name(&line.outcome).to_owned(),
            or_empty(exact_value(line).map(ToString::to_string)),
            or_empty(line.shown.clone()),
            line.met.map_or("", |met| if met { "yes" } else { "no" }).to_owned(),
            or_empty(line.tier.as_ref().map(ToString::to_string)),
            or_empty(line.credit_percent.as_ref().map(ToString::to_string)),
            currency.to_owned(),
            or_empty(line.credit.as_ref().map(amount)),
            or_empty(line.bonus.as_ref().map(amount)),
            or_empty(line.earned_back.as_ref().map(amount)),
            line.caps.iter().map(|c| c.label()).collect::<Vec<_>>().join("; "),
        ]);
    }
    out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
