//! The bytes of a log as a table: encoding, separator, header, and the place of every field.

use super::problem::Problem;
use super::read::{MOST_PROBLEMS, some_of};

/// The columns that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Metric,
    Kind,
    Start,
    End,
    Affected,
    Note,
}

impl Column {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Metric, "metric"),
        (Self::Kind, "kind"),
        (Self::Start, "start"),
        (Self::End, "end"),
        (Self::Affected, "affected"),
        (Self::Note, "note"),
    ];

    /// Without these no line can be understood.
    const NEEDED: [Self; 4] = [Self::Metric, Self::Kind, Self::Start, Self::End];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(c, _)| *c == self).map_or("", |(_, name)| name)
    }

    fn named(text: &str) -> Option<Self> {
        let plain = text.trim().to_lowercase();
        Self::ALL.iter().find(|(_, name)| *name == plain).map(|(column, _)| *column)
    }
}

/// Columns that are there twice are named one by one up to so many.
const MOST_TWICE: usize = 20;

/// Where a field stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub line: u32,
    pub column: u32,
}

/// The text of a log from its header on.
pub(super) struct Table<'a> {
    pub file: &'a str,
    pub text: &'a str,
    /// Lines before the text.
    pub skipped: u32,
    pub separator: u8,
}

impl<'a> Table<'a> {
    /// Removes a byte order mark and a line `sep=;`, and finds out the separator.
    ///
    /// # Errors
    /// The first places that are not UTF-8, and how many more there are.
    pub fn new(file: &'a str, bytes: &'a [u8]) -> Result<Self, (Vec<Problem>, usize)> {
        let problem = |line, column, what: String, hint: &str| Problem {
            file: file.to_owned(),
            line,
            column,
            what,
            hint: hint.to_owned(),
        };
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            let what = "The file is written in UTF-16".to_owned();
            return Err((vec![problem(1, 1, what, "save it as “CSV UTF-8”")], 0));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let Ok(text) = std::str::from_utf8(bytes) else {
            let (mut found, mut more) = (Vec::new(), 0);
            let mut place = Place { line: 1, column: 1 };
            for chunk in bytes.utf8_chunks() {
                if found.len() == MOST_PROBLEMS {
                    more += usize::from(!chunk.invalid().is_empty());
                    continue;
                }
                place = place.after(chunk.valid());
                if let Some(byte) = chunk.invalid().first() {
                    let what = format!("The byte 0x{byte:02X} is not UTF-8");
                    found.push(problem(place.line, place.column, what, "save the file as “CSV UTF-8”"));
                    place.column += 1;
                }
            }
            return Err((found, more));
        };
        let first = text.lines().next().unwrap_or("");
        let (text, skipped) = match first.trim().to_lowercase().strip_prefix("sep=") {
            Some(_) => (text.get(first.len()..).map_or("", |rest| rest.trim_start_matches(['\r', '\n'])), 1),
            None => (text, 0),
        };
        let header = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
        let known = |separator: char| {
            header.split(separator).filter(|f| Column::named(f.trim().trim_matches('"')).is_some()).count()
        };
        let separator = [',', ';', '\t', '|'].into_iter().rev().max_by_key(|s| known(*s)).unwrap_or(',');
        Ok(Self { file, text, skipped, separator: u8::try_from(separator).unwrap_or(b',') })
    }

    /// The place of field `index` of the record that the reader of the table places at byte `from` and that begins on
    /// `line`: behind the empty lines before it, at the start of the line.
    pub fn place(&self, from: u64, line: u32, index: usize) -> Place {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        let record = self.text.get(from..).unwrap_or("").trim_start_matches(['\r', '\n']);
        let mut place = Place { line, column: 1 };
        let mut fields = Fields::new(self.separator);
        let mut count = 0;
        for c in record.chars() {
            if count == index {
                break;
            }
            place = place.step(c);
            if fields.ends_field(c) {
                count += 1;
            }
        }
        place
    }

    /// Whether the quotation mark of a field of the record that begins at byte `from` is never closed.
    pub fn is_unclosed(&self, from: u64) -> bool {
        let record = usize::try_from(from).ok().and_then(|f| self.text.get(f..)).unwrap_or("");
        let mut fields = Fields::new(self.separator);
        for c in record.chars() {
            fields.ends_field(c);
        }
        fields.quoted
    }

    /// Which column each field of the header is.
    ///
    /// # Errors
    /// Columns that are missing or there twice.
    pub fn columns(&self, header: &csv::StringRecord, line: u32) -> Result<Columns, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut columns =
            Columns { at: Vec::new(), width: header.len(), strange: Vec::new(), more_strange: 0 };
        let begin = header.position().map_or(0, csv::Position::byte);
        for (index, name) in header.iter().enumerate() {
            match Column::named(name) {
                Some(column) if columns.index(column).is_some() => {
                    if problems.len() == MOST_TWICE {
                        continue;
                    }
                    let what = format!("The column {} is there twice", column.name());
                    problems.push(self.problem(
                        self.place(begin, line, index),
                        what,
                        "remove or rename one of them",
                    ));
                }
                Some(column) => columns.at.push((column, index)),
                None if columns.strange.len() < MOST_TWICE => columns.strange.push(name.trim().to_owned()),
                None => columns.more_strange += 1,
            }
        }
        let missing: Vec<&str> =
            Column::NEEDED.iter().filter(|c| columns.index(**c).is_none()).map(|c| c.name()).collect();
        if !missing.is_empty() {
            let what = match missing.as_slice() {
                [one] => format!("The column {one} is missing"),
                several => format!("The columns {} are missing", several.join(", ")),
            };
            let found = some_of(header.iter(), 0);
            let hint = format!("begin with the line metric,kind,start,end,affected,note; found: {found}");
            problems.push(self.problem(self.place(begin, line, 0), what, &hint));
        }
        if problems.is_empty() { Ok(columns) } else { Err(problems) }
    }

    pub fn problem(&self, place: Place, what: impl Into<String>, hint: &str) -> Problem {
        Problem {
            file: self.file.to_owned(),
            line: place.line,
            column: place.column,
            what: what.into(),
            hint: hint.to_owned(),
        }
    }
}

/// Where each column stands.
pub(super) struct Columns {
    at: Vec<(Column, usize)>,
    pub width: usize,
    /// Names of columns that are not read, and how many more there are.
    pub strange: Vec<String>,
    pub more_strange: usize,
}

impl Columns {
    pub fn index(&self, column: Column) -> Option<usize> {
        self.at.iter().find(|(c, _)| *c == column).map(|(_, index)| *index)
    }

    /// The field of a record without the spaces around it; empty where the column is missing.
    pub fn get<'r>(&self, record: &'r csv::StringRecord, column: Column) -> &'r str {
        self.index(column).and_then(|i| record.get(i)).unwrap_or("").trim()
    }
}

impl Place {
    fn step(self, c: char) -> Self {
        match c {
            '\n' => Self { line: self.line.saturating_add(1), column: 1 },
            '\u{feff}' | '\r' => self,
            _ => Self { column: self.column.saturating_add(1), ..self },
        }
    }

    fn after(self, text: &str) -> Self {
        match text.rfind('\n') {
            None => text.chars().fold(self, Self::step),
            Some(last) => {
                let lines = text.bytes().filter(|b| *b == b'\n').count();
                let line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
                let rest = text.get(last + 1..).unwrap_or("");
                rest.chars().fold(Self { line, column: 1 }, Self::step)
            }
        }
    }
}

/// Follows quotation marks the way the reader of the table does.
struct Fields {
    separator: char,
    quoted: bool,
    fresh: bool,
}

impl Fields {
    fn new(separator: u8) -> Self {
        Self { separator: char::from(separator), quoted: false, fresh: true }
    }

    fn ends_field(&mut self, c: char) -> bool {
        let ends = !self.quoted && c == self.separator;
        if c == '"' && (self.quoted || self.fresh) {
            self.quoted = !self.quoted;
        }
        // A doubled quotation mark closes and opens again.
        self.fresh = ends || (c == '"') || (!self.quoted && matches!(c, '\n' | '\r'));
        ends
    }
}
