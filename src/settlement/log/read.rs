//! Reading a log whole: either every line is understood, or every problem is named.

use super::line::{Fields, Reader};
use super::problem::{Note, Problem};
use super::repeats;
use super::table::{Column, Columns, Place, Table};
use super::{Log, Row, RowKind};
use crate::agreement::Agreement;
use crate::settlement::method::Method;
use crate::value::{Id, grouped, quoted};

/// Most problems that are named one by one.
pub(super) const MOST_PROBLEMS: usize = 200;
/// Most notes of one kind that are named one by one.
const MOST_NOTES: usize = 20;

/// Reads an incident log in the form `metric,kind,start,end,affected,note` against an agreement. `file` is its name in
/// messages.
///
/// # Errors
/// Every problem with line and column, at most 200 and how many more there are. A log with a problem is not used in
/// part: a line left out would change what is paid.
pub fn read_log(file: &str, bytes: &[u8], agreement: &Agreement) -> Result<(Log, Vec<Note>), Vec<Problem>> {
    let table = Table::new(file, bytes).map_err(|(problems, more)| limited(problems, more))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(table.separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(table.text.as_bytes());
    let mut header = csv::StringRecord::new();
    if !next(&mut reader, &mut header) {
        let place = Place { line: 1, column: 1 };
        let hint = "begin with the line metric,kind,start,end,affected,note; a log with this line alone says that nothing happened";
        return Err(vec![table.problem(place, "The log is empty", hint)]);
    }
    let mut last = header.position().map_or(0, csv::Position::byte);
    let mut ahead = Ahead::new(&table);
    let mut line = ahead.line(last);
    let columns = table.columns(&header, line)?;
    let mut found = Found::new(&table, &columns);
    let lines = Reader::new(agreement);
    let mut rows: Vec<Vec<Row>> = vec![Vec::new(); agreement.metrics.len()];
    let mut all = Vec::new();
    let mut record = csv::StringRecord::new();
    while next(&mut reader, &mut record) {
        last = record.position().map_or(0, csv::Position::byte);
        line = ahead.line(last);
        if record.iter().all(|f| f.trim().is_empty()) {
            found.blank += 1;
            continue;
        }
        if !found.fits(&record, line) {
            continue;
        }
        let get = |column| columns.get(&record, column);
        let fields = Fields {
            line,
            metric: get(Column::Metric),
            kind: get(Column::Kind),
            start: get(Column::Start),
            end: get(Column::End),
            affected: get(Column::Affected),
            note: get(Column::Note),
        };
        match lines.read(&fields) {
            Ok(read) => {
                if read.cut {
                    found.cut(line);
                }
                match read.metric.and_then(|index| rows.get_mut(index)) {
                    Some(rows) => rows.push(read.row),
                    None => all.push(read.row),
                }
            }
            Err(faults) => {
                for (column, what, hint) in faults {
                    found.fault((last, line), column, what, &hint);
                }
                if found.more > 0 {
                    lines.be_brief();
                }
            }
        }
    }
    if table.is_unclosed(last) {
        let place = table.place(last, line, 0);
        let hint = "close it; a quotation mark inside a quoted text is written twice";
        found.problems.insert(0, table.problem(place, "A quotation mark in this line is never closed", hint));
    }
    let Found { problems, more, .. } = &found;
    if !problems.is_empty() {
        return Err(limited(problems.clone(), *more));
    }
    let ids = agreement.metrics.iter().map(|m| Some(m.id.clone())).chain([None]);
    let mut sorted = Vec::new();
    let mut notes = found.notes();
    for (id, mut rows) in ids.zip(rows.into_iter().chain([all])) {
        rows.sort_by_key(|row| (row.span, row.line));
        notes.extend(told(&table, agreement, id.as_ref(), &mut rows));
        sorted.push((id, rows));
    }
    notes.sort_by_key(|n| n.line);
    Ok((Log::sorted(sorted), notes))
}

/// Reads the next record; a text that is UTF-8 has no other errors.
fn next(reader: &mut csv::Reader<&[u8]>, record: &mut csv::StringRecord) -> bool {
    reader.read_record(record).unwrap_or(false)
}

fn limited(mut problems: Vec<Problem>, mut more: usize) -> Vec<Problem> {
    problems.sort_by_key(|p| (p.line, p.column));
    if problems.len() > MOST_PROBLEMS {
        more += problems.len() - MOST_PROBLEMS;
        problems.truncate(MOST_PROBLEMS);
    }
    if let Some(last) = problems.last().filter(|_| more > 0).cloned() {
        let what = format!("There are {} more problems from here on", grouped(&more.to_string()));
        problems.push(Problem { what, hint: "mend these first and run it again".to_owned(), ..last });
    }
    problems
}

/// The first few names, quoted, and how many more there are.
pub(super) fn some_of<'a>(names: impl Iterator<Item = &'a str>, more: usize) -> String {
    let mut names = names;
    let mut shown: Vec<String> = names.by_ref().take(MOST_NOTES).map(quoted).collect();
    let more = more + names.count();
    if more > 0 {
        shown.push(format!("and {} more", grouped(&more.to_string())));
    }
    shown.join(", ")
}

/// Counts lines while records go by.
struct Ahead<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl<'a> Ahead<'a> {
    fn new(table: &Table<'a>) -> Self {
        Self { text: table.text, at: 0, line: 1 + table.skipped }
    }

    /// The line on which the record begins that the reader places at byte `from`, empty lines before it left out.
    fn line(&mut self, from: u64) -> u32 {
        let from = usize::try_from(from).unwrap_or(0).max(self.at);
        let bytes = self.text.as_bytes();
        let blank =
            bytes.get(from..).unwrap_or_default().iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let passed = bytes.get(self.at..from + blank).unwrap_or_default();
        let lines = passed.iter().filter(|b| **b == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.at = from + blank;
        self.line
    }
}

/// What comes to light while lines are read.
struct Found<'a> {
    table: &'a Table<'a>,
    columns: &'a Columns,
    problems: Vec<Problem>,
    more: usize,
    blank: u32,
    cut: u32,
    first_cut: Option<u32>,
}

impl<'a> Found<'a> {
    fn new(table: &'a Table<'a>, columns: &'a Columns) -> Self {
        Self { table, columns, problems: Vec::new(), more: 0, blank: 0, cut: 0, first_cut: None }
    }

    fn cut(&mut self, line: u32) {
        self.cut += 1;
        self.first_cut.get_or_insert(line);
    }

    fn push(&mut self, make: impl FnOnce() -> Problem) {
        if self.problems.len() < MOST_PROBLEMS { self.problems.push(make()) } else { self.more += 1 }
    }

    fn fault(&mut self, (record, line): (u64, u32), column: Column, what: String, hint: &str) {
        let (table, index) = (self.table, self.columns.index(column).unwrap_or(0));
        self.push(|| table.problem(table.place(record, line, index), what, hint));
    }

    /// Whether a record has the columns of the header; empty ones behind them do not count.
    fn fits(&mut self, record: &csv::StringRecord, line: u32) -> bool {
        let width = self.columns.width;
        let extra = record.iter().skip(width).any(|f| !f.trim().is_empty());
        if record.len() >= width && !extra {
            return true;
        }
        let (table, has) = (self.table, record.len());
        self.push(|| {
            let what = format!("The line has {has} columns, the first line has {width}");
            let hint = if extra {
                "put texts with a comma into quotation marks"
            } else {
                "write a comma for each empty column, and close every quotation mark"
            };
            table.problem(Place { line, column: 1 }, what, hint)
        });
        false
    }

    fn notes(&self) -> Vec<Note> {
        let note = |line, text: String| Note { file: self.table.file.to_owned(), line, text };
        let mut notes = Vec::new();
        if self.table.separator != b',' {
            let name = match self.table.separator {
                b'\t' => "tabs".to_owned(),
                other => format!("“{}”", char::from(other)),
            };
            notes.push(note(1, format!("Columns are separated by {name} here; the log was read that way.")));
        }
        if !self.columns.strange.is_empty() {
            let names = self.columns.strange.iter().map(String::as_str);
            let names = some_of(names, self.columns.more_strange);
            notes.push(note(1, format!("These columns are not read: {names}.")));
        }
        if self.blank > 0 {
            let text = match self.blank {
                1 => "One line without any text was passed over.".to_owned(),
                blank => format!("{blank} lines without any text were passed over."),
            };
            notes.push(note(1, text));
        }
        if let Some(first) = self.first_cut {
            let text = match self.cut {
                1 => "The line has parts of a second; they were cut off.".to_owned(),
                cut => format!("{cut} lines, this one first, have parts of a second; they were cut off."),
            };
            notes.push(note(first, text));
        }
        notes
    }
}

/// Mends what is documented as mended among the lines of one metric, and says so.
fn told(table: &Table<'_>, agreement: &Agreement, id: Option<&Id>, rows: &mut Vec<Row>) -> Vec<Note> {
    let note = |line, text: String| Note { file: table.file.to_owned(), line, text };
    let metric = id.and_then(|id| agreement.metric(id));
    let name = metric.map_or("all metrics".to_owned(), |m| m.id.to_string());
    let repeats = repeats::remove(rows);
    let mut notes = Vec::new();
    for (line, earlier) in repeats.copies.iter().take(MOST_NOTES) {
        let hint = "two cases that are alike need a number or note of their own";
        notes.push(note(
            *line,
            format!("The line repeats line {earlier} word for word and counts once; {hint}."),
        ));
    }
    if let Some((line, _)) = repeats.copies.get(MOST_NOTES) {
        let more = repeats.copies.len() - MOST_NOTES;
        let text = match more {
            1 => format!("One more line of {name} repeats another and counts once."),
            _ => format!("{more} more lines of {name} repeat others and count once."),
        };
        notes.push(note(*line, text));
    }
    let downtime = metric.is_some_and(|m| Method::of(m) == Method::Downtime);
    if let Some((first, second)) = repeats.first.filter(|_| downtime) {
        let count = repeats.overlaps;
        let text = match count {
            1 => format!(
                "The outages of {name} in lines {first} and {second} overlap; common time counts once."
            ),
            _ => format!(
                "{count} outages of {name} overlap others, first those of lines {first} and {second}; common time counts once."
            ),
        };
        notes.push(note(second, text));
    }
    let Some(metric) = metric else { return notes };
    if let Some(row) = rows.first().filter(|_| Method::of(metric) == Method::Words) {
        let text = format!("{name} is not computed from lines of a log; state its value instead.");
        notes.push(note(row.line, text));
    }
    let strange = |row: &&Row| match &row.kind {
        RowKind::Excluded(id) => !metric.exclusions.is_empty() && !metric.exclusions.contains(id),
        _ => false,
    };
    for row in rows.iter().filter(strange).take(MOST_NOTES) {
        let text =
            format!("{name} does not name this exclusion among those that excuse; it excuses nothing.");
        notes.push(note(row.line, text));
    }
    notes
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
