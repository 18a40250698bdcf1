//! `clausewright settle FILE --period 2026-07 [--incidents LOG.csv] [--measured METRIC=VALUE ...] [--fee AMOUNT]`

use super::files::open;
use super::{Outcome, Streams};
use crate::agreement::Agreement;
use crate::settlement::log::{Log, read_log};
use crate::settlement::measure::Stated;
use crate::settlement::{self, Exact, History, Period, SettleError, Sources, gather, report};
use crate::store::{RealFs, load_up_to};
use crate::value::{Date, Id, Money};
use anyhow::{Context, bail};
use std::path::PathBuf;

/// The largest incident log that is read, in bytes: several million lines.
const LOG_LIMIT: u64 = 512 * 1024 * 1024;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 every metric was settled, 1 some value or amount is not known, 2 could not run.\n\n\
    The log is a CSV file with the columns metric,kind,start,end,affected,note; see `clausewright settle --log-guide`.\n\
    Windows before the period that the log covers count for repeated misses and chronic failure."
)]
pub struct Args {
    /// The draft.
    #[arg(required_unless_present = "log_guide")]
    file: Option<PathBuf>,
    /// What is settled: 2026-07, 2026-Q3, 2026, 2026-W28, 2026-07-14 or 2026-07-14..2026-08-13
    #[arg(long, required_unless_present = "log_guide")]
    period: Option<String>,
    /// The incident log.
    #[arg(long, value_name = "LOG.csv")]
    incidents: Option<PathBuf>,
    /// A value measured elsewhere, in the unit of the target; METRIC=none where nothing happened.
    #[arg(long, value_name = "METRIC=VALUE")]
    measured: Vec<String>,
    /// The fees charged for the period, in place of the agreed ones, for example "4800.00 EUR"
    #[arg(long, value_name = "AMOUNT")]
    fee: Option<String>,
    /// Fees of the eleven months before, for the cap of any twelve months.
    #[arg(long, value_name = "AMOUNT")]
    earlier_fees: Option<String>,
    /// Credits given for the eleven months before.
    #[arg(long, value_name = "AMOUNT")]
    earlier_credits: Option<String>,
    /// Bonuses given for the eleven months before.
    #[arg(long, value_name = "AMOUNT")]
    earlier_bonuses: Option<String>,
    /// Credits too small to be paid so far.
    #[arg(long, value_name = "AMOUNT")]
    carried: Option<String>,
    /// When the report of the period was handed over, for claims that count from it.
    #[arg(long, value_name = "DATE")]
    report_date: Option<String>,
    /// The date of the invoice, for claims that count from it.
    #[arg(long, value_name = "DATE")]
    invoice_date: Option<String>,
    /// How to print the statement.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Explain how an incident log is written, and stop.
    #[arg(long)]
    log_guide: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
}

pub fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    if args.log_guide {
        streams.out.write_all(settlement::log::GUIDE.as_bytes())?;
        return Ok(Outcome::Fine);
    }
    let (Some(file), Some(period)) = (&args.file, &args.period) else {
        bail!("settle needs a draft and --period");
    };
    let agreement = open(file)?.draft.agreement;
    let period: Period = period.parse().context("--period")?;
    let log = log(args, &agreement, streams)?;
    let stated =
        args.measured.iter().map(|text| stated(text, &agreement)).collect::<anyhow::Result<Vec<_>>>()?;
    if log.is_none() && stated.is_empty() {
        bail!(
            "there is nothing to settle: give an incident log with --incidents, or values with --measured, \
             for example --measured {}=99.95",
            agreement.metrics.first().map_or("availability", |m| m.id.as_str())
        );
    }
    let sources = Sources { log: log.as_ref(), stated: &stated };
    let mut input = gather(&agreement, period, sources);
    input.fee = money("--fee", args.fee.as_deref())?;
    input.report_date = date("--report-date", args.report_date.as_deref())?;
    input.invoice_date = date("--invoice-date", args.invoice_date.as_deref())?;
    input.history = History {
        charges: money("--earlier-fees", args.earlier_fees.as_deref())?,
        credits: money("--earlier-credits", args.earlier_credits.as_deref())?,
        bonuses: money("--earlier-bonuses", args.earlier_bonuses.as_deref())?,
        carried: money("--carried", args.carried.as_deref())?,
        ..input.history
    };
    let statement = settlement::settle(&agreement, &input)?;
    let text = match args.format {
        Format::Text => report::to_text(&agreement, &statement),
        Format::Json => report::to_json(&statement),
        Format::Csv => report::to_csv(&statement),
    };
    streams.out.write_all(text.as_bytes())?;
    Ok(if statement.is_complete() { Outcome::Fine } else { Outcome::Findings })
}

/// The log, its problems and notes on standard error. One bad line keeps the whole log from being used: half a log
/// would settle half a month.
fn log(args: &Args, agreement: &Agreement, streams: &mut Streams<'_>) -> anyhow::Result<Option<Log>> {
    let Some(path) = &args.incidents else { return Ok(None) };
    let loaded = load_up_to(&RealFs, path, LOG_LIMIT)?;
    let name = path.display().to_string();
    match read_log(&name, &loaded.bytes, agreement) {
        Ok((log, notes)) => {
            for note in notes {
                writeln!(streams.err, "{note}")?;
            }
            Ok(Some(log))
        }
        Err(problems) => {
            for problem in &problems {
                writeln!(streams.err, "{problem}")?;
            }
            let count = if problems.len() == 1 {
                "one problem".to_owned()
            } else {
                format!("{} problems", problems.len())
            };
            bail!("nothing was settled: {name} has {count}; mend the log and run again");
        }
    }
}

fn stated(text: &str, agreement: &Agreement) -> anyhow::Result<(Id, Stated)> {
    let Some((metric, value)) = text.split_once('=') else {
        bail!("“{text}” is not a value of a metric; write METRIC=VALUE, for example availability=99.95");
    };
    let known = || agreement.metrics.iter().map(|m| m.id.to_string()).collect::<Vec<_>>().join(", ");
    let metric = agreement
        .metric(metric.trim())
        .with_context(|| format!("there is no metric “{}”; there are {}", metric.trim(), known()))?;
    let value = match value.trim() {
        "none" => Stated::NoEvents,
        number => {
            let plain = number.strip_suffix(metric.unit.trim()).unwrap_or(number);
            let value: Exact = plain.parse().with_context(|| format!("--measured {text}"))?;
            if metric.is_percentage() && (value.is_negative() || value > Exact::one_hundred()) {
                let metric = metric.name.to_string();
                return Err(SettleError::Level { metric, value: value.to_string() }.into());
            }
            Stated::Value(value)
        }
    };
    Ok((metric.id.clone(), value))
}

fn money(flag: &str, text: Option<&str>) -> anyhow::Result<Option<Money>> {
    text.map(|text| text.parse().with_context(|| flag.to_owned())).transpose()
}

fn date(flag: &str, text: Option<&str>) -> anyhow::Result<Option<Date>> {
    text.map(|text| text.parse().with_context(|| flag.to_owned())).transpose()
}
