//! A statement as a ledger for people: every step with its numbers, so that two of them can check it by hand.

use super::exact_value;
use crate::agreement::{Agreement, SettlementStep};
use crate::settlement::{Chronic, Entry, Exact, MetricLine, Outcome, Statement};

/// Lines are broken before this column.
const WIDTH: usize = 100;
/// Where the working begins, behind the name of the step.
const WORKING: usize = 26;

/// The ledger of a settlement. Notes say what was assumed; nothing that was assumed goes without one.
pub fn to_text(agreement: &Agreement, statement: &Statement) -> String {
    let mut page = Page::default();
    let period = &statement.period;
    page.line(
        0,
        &format!("Settlement of {}, {} to {}", period.name, period.first.long(), period.last.long()),
    );
    let about = [
        agreement.title.trim(),
        &prefixed("reference ", agreement.reference.trim()),
        &prefixed("version ", agreement.version.trim()),
    ];
    let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
    page.line(0, &about.join(", "));
    for line in &statement.metrics {
        page.gap();
        metric(&mut page, agreement, line);
    }
    page.gap();
    page.line(0, "Together");
    entries(&mut page, &statement.working);
    totals(&mut page, statement);
    if !statement.chronic.is_empty() {
        page.gap();
        page.line(0, "Repeated failure");
        statement.chronic.iter().for_each(|failure| chronic(&mut page, failure));
    }
    if !statement.notes.is_empty() {
        page.gap();
        page.line(0, "Assumed");
        statement.notes.iter().for_each(|note| page.item(note));
    }
    page.0
}

/// "5 %", "about 3.0189 %".
fn percentage(percent: &Exact) -> String {
    const LONGEST: u32 = 4;
    let shown = percent.rounded(LONGEST);
    if shown == *percent { format!("{percent} %") } else { format!("about {} %", percent.shown(LONGEST)) }
}

fn prefixed(prefix: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{prefix}{text}") }
}

fn metric(page: &mut Page, agreement: &Agreement, line: &MetricLine) {
    page.line(0, &format!("{} ({}), {}", line.name, line.metric, line.window));
    entries(page, &line.working);
    page.pair("result", &result(agreement, line));
    let percent =
        line.credit_percent.as_ref().filter(|p| !p.is_zero()).map(|p| format!("{}, ", percentage(p)));
    let tier = line.tier.as_ref().map(|tier| format!(" (tier {tier})")).unwrap_or_default();
    match &line.credit {
        Some(credit) => {
            page.pair("credit", &format!("{}{}{tier}", percent.unwrap_or_default(), credit.long()))
        }
        None => page.pair("credit", &format!("{}the amount is not known{tier}", percent.unwrap_or_default())),
    }
    for (name, amount) in [("bonus", &line.bonus), ("earned back", &line.earned_back)] {
        if let Some(amount) = amount.as_ref().filter(|a| !a.amount().is_zero()) {
            page.pair(name, &amount.long());
        }
    }
    if !line.caps.is_empty() {
        let caps: Vec<&str> = line.caps.iter().map(|c| c.label()).collect();
        page.pair("limited by", &caps.join(", "));
    }
    line.notes.iter().for_each(|note| page.pair("note", note));
}

/// "99.877 % (exactly 3719/37200 …), target at least 99.9 %: missed".
fn result(agreement: &Agreement, line: &MetricLine) -> String {
    let unit = agreement.metric(&line.metric).map_or("", |m| m.unit.trim());
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    let value = match &line.outcome {
        Outcome::Value(_) => {
            let shown = line.shown.as_deref().unwrap_or_default();
            match exact_value(line) {
                Some(exact) if Ok(exact) != shown.parse().as_ref() => {
                    format!("{shown}{unit} (exactly {exact})")
                }
                _ => format!("{shown}{unit}"),
            }
        }
        Outcome::NoEvents => "no events".to_owned(),
        Outcome::NoData(why) => format!("no data: {why}"),
        Outcome::NotEvaluated(why) => format!("not evaluated: {why}"),
    };
    let target = agreement.metric(&line.metric).and_then(|m| {
        let operator = m.operator?.sign();
        Some(format!(", target {operator} {}{unit}", m.target?))
    });
    let verdict = match line.met {
        Some(true) => ": met",
        Some(false) => ": missed",
        None => ": neither met nor missed",
    };
    format!("{value}{}{verdict}", target.unwrap_or_default())
}

fn totals(page: &mut Page, statement: &Statement) {
    let percent = statement.credit_percent.as_ref().filter(|p| !p.is_zero());
    let percent =
        percent.map(|p| format!(" ({} of the fees of the period)", percentage(p))).unwrap_or_default();
    let open = statement.metrics.iter().filter(|line| line.credit.is_none()).count();
    let open = match open {
        0 => String::new(),
        1 => "; without the one line whose amount is not known".to_owned(),
        _ => format!("; without the {open} lines whose amount is not known"),
    };
    match &statement.credit_total {
        Some(total) => page.pair("credit total", &format!("{}{percent}{open}", total.long())),
        None => page.pair("credit total", &format!("the amount is not known{percent}")),
    }
    let optional = [
        ("carried in", &statement.carried_in),
        ("carried forward", &statement.carried_forward),
        ("too small, lapsed", &statement.lapsed),
        ("bonus total", &statement.bonus_total),
        ("earned back", &statement.earned_back_total),
    ];
    for (name, amount) in optional {
        if let Some(amount) = amount.as_ref().filter(|a| !a.amount().is_zero()) {
            page.pair(name, &amount.long());
        }
    }
    if !statement.caps.is_empty() {
        let caps: Vec<&str> = statement.caps.iter().map(|c| c.label()).collect();
        page.pair("limited by", &caps.join(", "));
    }
    match statement.claim_by {
        Some(day) => page.pair("to be claimed by", &format!("{}: {}", day.long(), statement.claim)),
        None => page.pair("to be claimed by", &statement.claim),
    }
}

fn chronic(page: &mut Page, failure: &Chronic) {
    let mut text = format!(
        "{}: {} of the last {} windows missed, {} in a row",
        failure.name, failure.missed, failure.of, failure.in_a_row
    );
    if failure.triggers.is_empty() {
        text.push_str("; no right to terminate arises from this");
    } else {
        text.push_str(&format!("; right to terminate: {}", failure.triggers.join("; ")));
        if let Some(day) = failure.exercise_until {
            text.push_str(&format!(", to be used by {}", day.long()));
        }
        if let Some(notice) = failure.notice {
            text.push_str(&format!(", with notice of {}", notice.long()));
        }
    }
    page.item(&text);
}

/// A step is named once for all its lines.
fn entries(page: &mut Page, entries: &[Entry]) {
    let mut last: Option<SettlementStep> = None;
    for entry in entries {
        let name = if last == Some(entry.step) { "" } else { entry.step.label() };
        last = Some(entry.step);
        let text = match (entry.working.is_empty(), entry.result.is_empty()) {
            (false, false) => format!("{} = {}", entry.working, entry.result),
            (false, true) => entry.working.clone(),
            _ => entry.result.clone(),
        };
        page.pair(name, &text);
    }
}

#[derive(Default)]
struct Page(String);

impl Page {
    fn gap(&mut self) {
        self.0.push('\n');
    }

    fn line(&mut self, indent: usize, text: &str) {
        if !text.is_empty() {
            self.wrapped(&" ".repeat(indent), indent, text);
        }
    }

    fn item(&mut self, text: &str) {
        self.wrapped("  - ", 4, text);
    }

    /// A name and what belongs to it; a long name has a line of its own.
    fn pair(&mut self, name: &str, text: &str) {
        let lead = format!("  {name:<width$}", width = WORKING - 2);
        if name.chars().count() > WORKING - 4 {
            self.0.push_str(lead.trim_end());
            self.0.push('\n');
            self.wrapped(&" ".repeat(WORKING), WORKING, text);
        } else {
            self.wrapped(&lead, WORKING, text);
        }
    }

    /// `text` behind `lead`, further lines at column `hang`. Control characters, line ends among them, become spaces.
    fn wrapped(&mut self, lead: &str, hang: usize, text: &str) {
        let mut line = lead.to_owned();
        let mut room = WIDTH.saturating_sub(hang);
        let mut first = true;
        for word in text.split(|c: char| c == ' ' || c.is_control()).filter(|w| !w.is_empty()) {
            let length = word.chars().count() + usize::from(!first);
            if length > room && !first {
                self.0.push_str(line.trim_end());
                self.0.push('\n');
                line = " ".repeat(hang);
                room = WIDTH.saturating_sub(hang);
                first = true;
            }
            if !first {
                line.push(' ');
            }
            line.push_str(word);
            room = room.saturating_sub(length);
            first = false;
        }
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }
}
