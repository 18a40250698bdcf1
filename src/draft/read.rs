//! Bytes to draft, with errors that name line, column, field and the way out.

use super::migrate::{MIGRATIONS, Migration, migrate};
use super::outline::{by_brackets, line_column};
use super::scan::{Excess, Scan};
use super::{Draft, SCHEMA, file_size, ron_options, salvage};
use crate::value::{Exceeded, Limit, MOST_IN_FILE, MOST_NESTED, Node, Record};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Longest word of a file that a message repeats, in characters.
const LONGEST_WORD: usize = 60;

/// Longest message of the parser that is passed on, in characters.
const LONGEST_MESSAGE: usize = 400;

/// A place in a file and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// Dotted names of the enclosing fields, as far as they could be told.
    pub field: String,
    pub message: String,
    /// The line with a caret below the column.
    pub excerpt: String,
}

/// Why a file is not a draft.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("The file has {} MiB; drafts have at most 8 MiB. Open the right file, or split the agreement.", .0.div_ceil(1024 * 1024))]
    TooLarge(usize),
    #[error(
        "Byte {at} (line {line}) is not UTF-8 text. The file is damaged or is not a Clausewright draft; open an earlier copy."
    )]
    NotText { at: usize, line: usize },
    #[error("The file is empty. Open an earlier copy, or make a new draft.")]
    Empty,
    #[error(
        "The file was saved by a newer Clausewright (schema {found}; this one reads up to {SCHEMA}). Update Clausewright to edit it."
    )]
    Newer { found: u32 },
    #[error(
        "The file names schema {found}, which never existed. Correct the first field, or open an earlier copy."
    )]
    UnknownSchema { found: u32 },
    #[error("Line {}, column {}{}: {}\n{}", .0.line, .0.column, in_field(&.0.field), .0.message, .0.excerpt)]
    Located(Box<Problem>),
    #[error("{what}{}: {hint}", at_path(.path))]
    Limit { path: String, what: String, hint: String },
}

impl ReadError {
    fn exceeded(path: &str, exceeded: Exceeded) -> Self {
        Self::Limit { path: path.to_owned(), what: exceeded.what(), hint: exceeded.hint().to_owned() }
    }
}

fn at_path(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!(", at {path}") }
}

fn in_field(field: &str) -> String {
    if field.is_empty() { String::new() } else { format!(", in {field}") }
}

#[derive(Deserialize)]
struct Probe {
    schema: u32,
}

/// Reads a draft of this schema or an older one. A byte-order mark is tolerated, unknown fields are not: saving would
/// lose them.
///
/// # Errors
/// Everything that makes the bytes not a draft of a known schema.
pub fn from_ron(bytes: &[u8]) -> Result<Draft, ReadError> {
    strictly(bytes, SCHEMA, MIGRATIONS).map(|(draft, _)| draft)
}

/// The draft, and the schema it was saved in. `own` and `table` are this program's schema and migrations.
pub(super) fn strictly(bytes: &[u8], own: u32, table: &[Migration]) -> Result<(Draft, u32), ReadError> {
    let text = text_of(bytes)?;
    let Probe { schema: found } = read_located(text)?;
    let draft = if found == own {
        read_located(text)?
    } else if found > own {
        return Err(ReadError::Newer { found });
    } else {
        older(text, found, own, table)?
    };
    check_lists(&draft, "")?;
    let clauses = draft.extra_clauses.len() + draft.clauses.len();
    Limit::Clauses.check(clauses).map_err(|e| ReadError::exceeded("clauses", e))?;
    // What cannot be saved again is not opened: written out in full a file can be larger than it was.
    Limit::File.check(file_size(&draft)).map_err(|e| ReadError::exceeded("", e))?;
    Ok((draft, found))
}

/// Brings an older file up to date; nothing in it may be left over.
fn older(text: &str, found: u32, own: u32, table: &[Migration]) -> Result<Draft, ReadError> {
    let unknown = ReadError::UnknownSchema { found };
    let Some(mut outline) = by_brackets(text, Draft::SPEC) else { return Err(unknown) };
    if !migrate(&mut outline.tree, found, own, table) {
        return Err(unknown);
    }
    let slip =
        outline.slips.first().map(|slip| (line_column(text, slip.at), slip.what.clone(), String::new()));
    let (mut draft, loss) = salvage::complete(text, &outline.tree);
    let loss = loss.map(|loss| ((loss.line, 1), loss.what, loss.path.to_string()));
    if let Some(((line, column), what, field)) = slip.or(loss) {
        return Err(located(text, line, column, what, &field));
    }
    draft.schema = SCHEMA;
    Ok(draft)
}

fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() > MOST_IN_FILE {
        return Err(ReadError::TooLarge(bytes.len()));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let at = e.valid_up_to();
        let before = bytes.get(..at).unwrap_or_default();
        ReadError::NotText { at, line: 1 + before.iter().filter(|b| **b == b'\n').count() }
    })?;
    if text.trim().is_empty() { Err(ReadError::Empty) } else { Ok(text) }
}

/// Reads any of our RON files and locates what is wrong in it.
///
/// # Errors
/// [`ReadError::Located`], or [`ReadError::Limit`] when brackets nest too deep.
pub fn read_located<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    if let Some((offset, excess)) = Scan::new(text).excess() {
        let (line, column) = line_column(text, offset);
        let message = match excess {
            Excess::Depth => format!("brackets nest deeper than {MOST_NESTED}; a draft never does"),
            Excess::Items => {
                let most = Limit::Items.most();
                format!(
                    "this list goes on and on; the most is {most} entries. Open an earlier copy, or split the list"
                )
            }
            Excess::Brackets => {
                "there are more entries than a file of 8 MiB holds; split the agreement".to_owned()
            }
        };
        return Err(located(text, line, column, message, ""));
    }
    ron_options().from_str(text).map_err(|spanned| {
        let at = spanned.span.start;
        let (message, missing) = explain(&spanned.code);
        located(text, at.line, at.col, message, &missing)
    })
}

fn located(text: &str, line: usize, column: usize, message: String, extra_field: &str) -> ReadError {
    let source = text.lines().nth(line.saturating_sub(1)).unwrap_or("");
    let offset = offset_of(text, line, column);
    let mut field = Scan::new(text).fields_at(offset).join(".");
    if !extra_field.is_empty() && !field.ends_with(extra_field) {
        field = if field.is_empty() { extra_field.to_owned() } else { format!("{field}.{extra_field}") };
    }
    let skip = column.saturating_sub(60);
    let shown: String = source.chars().skip(skip).take(100).collect();
    let caret = " ".repeat(column.saturating_sub(1).saturating_sub(skip));
    let excerpt = format!("  {shown}\n  {caret}^");
    ReadError::Located(Box::new(Problem { line, column, field, message, excerpt }))
}

/// The parser's complaint in words that say how to mend it, and the field it is about, if named.
fn explain(error: &ron::Error) -> (String, String) {
    use ron::Error as E;
    match error {
        E::NoSuchStructField { expected, found, .. } => {
            let near = nearest(found, expected);
            let hint = near.map_or_else(
                || format!("the fields here are {}", expected.join(", ")),
                |n| format!("did you mean “{n}”?"),
            );
            (format!("there is no field “{}” here; {hint}", clipped(found, LONGEST_WORD)), String::new())
        }
        E::NoSuchEnumVariant { expected, found, .. } => (
            format!(
                "“{}” is not one of the choices; use one of {}",
                clipped(found, LONGEST_WORD),
                expected.join(", ")
            ),
            String::new(),
        ),
        E::DuplicateStructField { field, .. } => {
            (format!("the field “{field}” stands here twice; remove one"), (*field).to_owned())
        }
        E::MissingStructField { field, .. } => {
            (format!("the field “{field}” is missing; add it"), (*field).to_owned())
        }
        E::Eof | E::ExpectedStringEnd => {
            ("the file ends too early: a closing bracket or quote is missing".to_owned(), String::new())
        }
        E::ExpectedComma => ("a comma is missing before this place".to_owned(), String::new()),
        E::TrailingCharacters => {
            ("there is text after the end of the draft; remove it".to_owned(), String::new())
        }
        other => (clipped(&other.to_string(), LONGEST_MESSAGE), String::new()),
    }
}

/// A text with no more than so many characters.
fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

/// The known name that is closest to a misspelt one. Whole paragraphs are no misspelt name.
pub(super) fn nearest<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
    if found.chars().nth(LONGEST_WORD).is_some() {
        return None;
    }
    let score = |k: &str| similar::TextDiff::from_chars(found, k).ratio();
    let best = known.iter().copied().max_by(|a, b| score(a).total_cmp(&score(b)))?;
    (score(best) > 0.6).then_some(best)
}

fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or("");
    start + rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
}

/// Every item of every list has an id of its own (paths, findings and undo rest on it), and no list has too many.
fn check_lists(node: &dyn Node, path: &str) -> Result<(), ReadError> {
    use crate::value::{LeafKind, Shape};
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    if let Some(list) = node.as_list() {
        Limit::of_list(path).check(list.len()).map_err(|e| ReadError::exceeded(path, e))?;
        let ids = list.ids();
        let mut seen = std::collections::BTreeSet::new();
        for (at, id) in ids.iter().enumerate() {
            let problem = if id.is_empty() {
                Some("An item without an id stands in the list")
            } else if !seen.insert(id) {
                Some("Two items of the list share an id")
            } else {
                None
            };
            if let Some(what) = problem {
                return Err(ReadError::Limit {
                    path: below(id),
                    what: what.to_owned(),
                    hint: "give each item of this list an id of its own, like “p1”".to_owned(),
                });
            }
            if let Some(item) = list.at(at) {
                check_lists(item, &below(id))?;
            }
        }
        return Ok(());
    }
    if let Shape::Record(spec) = node.shape() {
        for field in spec.fields {
            if matches!(field.shape(), Shape::Leaf(kind) if kind != LeafKind::Id) {
                continue;
            }
            if let Some(child) = node.child(field.name) {
                check_lists(child, &below(field.name))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::to_ron;
    use crate::value::FieldPath;

    fn sample() -> Draft {
        let mut draft = Draft { schema: SCHEMA, ..Draft::default() };
        for (path, id) in [("parties", "customer"), ("metrics", "availability"), ("calendars", "always")] {
            draft.node_mut(&path.into()).unwrap().as_list_mut().unwrap().insert(0, id);
        }
        for (path, text) in [
            ("title", "Hosting \"quoted\" \\ back\tslash"),
            ("parties.customer.legal_name", "Żółć & Söhne GmbH"),
            ("metrics.availability.target", "99.95"),
            ("metrics.availability.operator", "at least (≥)"),
            ("currency", "EUR"),
            ("overview", "One.\n\nTwo."),
        ] {
            draft.node_mut(&path.into()).unwrap().set_text(text).unwrap();
        }
        draft
    }

    #[test]
    fn a_draft_reads_back_and_its_bytes_are_canonical() {
        let text = to_ron(&sample()).unwrap();
        let back = from_ron(text.as_bytes()).unwrap();
        assert_eq!(back, sample());
        assert_eq!(to_ron(&back).unwrap(), text);
        assert!(text.starts_with("(\n    schema: 1,\n"), "{text}");
        assert!(text.contains("target: \"99.95\""), "{text}");
        assert!(!text.contains("governing_law"), "blank fields are not written: {text}");
        assert_eq!(from_ron(format!("\u{feff}{text}").as_bytes()).unwrap(), sample());
    }

    #[test]
    fn paths_reach_into_the_agreement_and_the_draft() {
        let draft = sample();
        assert_eq!(draft.text(&"metrics.availability.target".into()), "99.95");
        assert_eq!(draft.text(&"schema".into()), "1");
        assert!(draft.node(&"metrics.none.target".into()).is_none());
        assert!(draft.node(&FieldPath::root()).is_some());
    }

    #[test]
    fn a_wrong_value_is_located_with_field_and_way_out() {
        let text = to_ron(&sample()).unwrap().replace("\"99.95\"", "\"99,95\"");
        let ReadError::Located(problem) = from_ron(text.as_bytes()).unwrap_err() else { panic!() };
        assert_eq!(problem.field, "agreement.metrics.target");
        assert!(problem.message.contains("9995 or 99.95"), "{}", problem.message);
        assert!(problem.excerpt.contains("99,95") && problem.excerpt.ends_with('^'), "{}", problem.excerpt);
        assert_eq!(text.lines().nth(problem.line - 1).unwrap().trim(), "target: \"99,95\",");
    }

    #[test]
    fn a_misspelt_field_is_named_with_the_right_one() {
        let text = to_ron(&sample()).unwrap().replace("legal_name", "legal_nane");
        let err = from_ron(text.as_bytes()).unwrap_err().to_string();
        assert!(err.contains("did you mean “legal_name”"), "{err}");
    }

    #[test]
    fn bad_files_say_what_they_are() {
        let good = to_ron(&sample()).unwrap();
        for (bytes, want) in [
            (vec![b' '; MOST_IN_FILE + 1], "at most 8 MiB"),
            (b"".to_vec(), "empty"),
            (b"(schema: 1, title\xff".to_vec(), "not UTF-8"),
            (good.replace("schema: 1", "schema: 9").into_bytes(), "newer Clausewright"),
            (good.replace("schema: 1", "schema: 0").into_bytes(), "never existed"),
            (good.as_bytes()[..good.len() / 2].to_vec(), "Line "),
            (format!("(schema: 1, agreement: {}", "(".repeat(100_000)).into_bytes(), "nest deeper"),
            (good.replace("id: \"always\"", "id: \"\"").into_bytes(), "without an id"),
            (b"%PDF-1.7".to_vec(), "Line 1"),
        ] {
            let err = from_ron(&bytes).unwrap_err().to_string();
            assert!(err.contains(want), "wanted {want}: {err}");
        }
    }

    #[test]
    fn two_items_may_not_share_an_id() {
        let mut draft = sample();
        let party = draft.agreement.parties[0].clone();
        draft.agreement.parties.push(party);
        let err = from_ron(to_ron(&draft).unwrap().as_bytes()).unwrap_err().to_string();
        assert!(err.contains("parties.customer") && err.contains("share an id"), "{err}");
    }

    #[test]
    fn every_truncation_and_byte_flip_is_an_answer_not_a_panic() {
        let good = to_ron(&sample()).unwrap().into_bytes();
        for n in 0..good.len() {
            let _ = from_ron(&good[..n]).map(|d| d.schema);
            let mut flipped = good.clone();
            flipped[n] ^= 0x15;
            if let Ok(draft) = from_ron(&flipped) {
                assert_eq!(draft.schema, SCHEMA);
            }
        }
    }
}
