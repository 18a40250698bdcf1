//! Reading files that the strict reader refuses: saved by another version, or damaged.

mod fill;
mod literal;
mod loss;
#[cfg(test)]
mod tests;

pub use loss::Loss;

use super::migrate::{MIGRATIONS, Migration, migrate};
use super::outline::{Outline, Slip, Tree, by_brackets, by_lines};
use super::read::{self, ReadError};
use super::{Draft, SCHEMA};
use crate::value::{FieldPath, Limit, Record};
use fill::{Filled, Lines, fill};

/// How a file stands to this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As this program saves it.
    Sound,
    /// Saved by an older version, and brought up to date in memory without loss.
    Older { schema: u32 },
    /// Saved by a newer version: only what this one knows is there, so it must not be saved.
    Newer { schema: u32 },
    /// Only a part could be read; why the strict reader refused it.
    Damaged(ReadError),
}

/// A file that was read, as far as it could be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub draft: Draft,
    pub standing: Standing,
    /// What was not read as it stands, by line. Never empty for a damaged file.
    pub losses: Vec<Loss>,
}

/// Reads whatever can be read of a draft.
///
/// # Errors
/// When there is nothing to be had: no text, too long, or nothing that a draft would have.
pub fn read_any(bytes: &[u8]) -> Result<Reading, ReadError> {
    read_with(bytes, SCHEMA, MIGRATIONS)
}

/// As [`read_any`], for a program whose own schema and migrations are these.
fn read_with(bytes: &[u8], own: u32, table: &[Migration]) -> Result<Reading, ReadError> {
    let error = match read::strictly(bytes, own, table) {
        Ok((draft, schema)) => {
            let standing = if schema < own { Standing::Older { schema } } else { Standing::Sound };
            return Ok(Reading { draft, standing, losses: Vec::new() });
        }
        Err(error @ (ReadError::TooLarge(_) | ReadError::Empty)) => return Err(error),
        Err(error) => error,
    };
    let (text, mut losses) = legible(bytes);
    let brackets = by_brackets(&text, Draft::SPEC);
    // Lines do not miss what stood behind the last of them.
    let cut = brackets.as_ref().and_then(|outline| outline.cut.clone());
    losses.extend(cut.map(|slip| slipped(&text, slip, &mut Lines::default())));
    let outlines = [brackets, Some(Outline { tree: by_lines(&text), slips: Vec::new(), cut: None })];
    let mut best: Option<Attempt> = None;
    for outline in outlines.into_iter().flatten() {
        let attempt = Attempt::at(&text, outline, own, table);
        if best.as_ref().is_none_or(|b| attempt.filled.taken > b.filled.taken) {
            best = Some(attempt);
        }
    }
    let Some(Attempt { filled: Filled { mut draft, losses: more, .. }, schema }) =
        best.filter(|b| b.filled.taken >= LEAST)
    else {
        return Err(error);
    };
    draft.schema = SCHEMA;
    losses.extend(more);
    let room = Limit::Clauses.most().saturating_sub(draft.clauses.len());
    if let Some(over) = draft.extra_clauses.len().checked_sub(room).filter(|over| *over > 0) {
        draft.extra_clauses.truncate(room);
        let what = format!("there are more clauses than a draft holds; the last {over} are left out");
        losses.push(Loss { line: 1, path: "extra_clauses".into(), place: "Extra clauses".to_owned(), what });
    }
    let standing = if schema > own { Standing::Newer { schema } } else { Standing::Damaged(error) };
    if let (Standing::Damaged(error), true) = (&standing, losses.is_empty()) {
        losses.push(refused(error));
    }
    losses.sort();
    losses.dedup();
    Ok(Reading { draft, standing, losses })
}

/// The draft that an outline of known names makes, and the first place that could not be taken as it stands.
pub(super) fn complete(text: &str, tree: &Tree) -> (Draft, Option<Loss>) {
    let Filled { draft, losses, .. } = fill(text, tree, false);
    (draft, losses.into_iter().next())
}

/// With fewer values than this there is nothing worth showing.
const LEAST: usize = 3;

struct Attempt {
    filled: Filled,
    /// As the file says, or this program's own where it says nothing.
    schema: u32,
}

impl Attempt {
    fn at(text: &str, outline: Outline, own: u32, table: &[Migration]) -> Self {
        let Outline { mut tree, slips, .. } = outline;
        let said = tree.field("schema").and_then(Tree::literal).and_then(|s| s.parse().ok());
        let schema = said.unwrap_or(own);
        migrate(&mut tree, schema, own, table);
        let mut filled = fill(text, &tree, schema <= own);
        let mut lines = Lines::default();
        let slips = slips.into_iter().map(|slip| slipped(text, slip, &mut lines));
        filled.losses.splice(0..0, slips);
        Self { filled, schema }
    }
}

fn slipped(text: &str, slip: Slip, lines: &mut Lines) -> Loss {
    let line = lines.line_at(text, slip.at);
    Loss { line, path: FieldPath::root(), place: String::new(), what: slip.what }
}

/// The strict reader's complaint, where the tolerant one saw nothing.
fn refused(error: &ReadError) -> Loss {
    match error {
        ReadError::Located(problem) => Loss {
            line: problem.line,
            path: FieldPath::root(),
            place: problem.field.clone(),
            what: problem.message.clone(),
        },
        other => Loss { line: 1, path: FieldPath::root(), place: String::new(), what: other.to_string() },
    }
}

/// The bytes as text: without what is none, and without the zeros that a power cut leaves at the end.
fn legible(bytes: &[u8]) -> (String, Vec<Loss>) {
    let mut losses = Vec::new();
    let written = bytes.iter().rposition(|b| *b != 0).map_or(0, |last| last + 1);
    let kept = bytes.get(..written).unwrap_or(bytes);
    let lines_of = |part: &[u8]| part.iter().filter(|b| **b == b'\n').count();
    let lose = |line: usize, what: String| Loss { line, path: FieldPath::root(), place: String::new(), what };
    let mut text = String::with_capacity(kept.len());
    let mut line = 1;
    for chunk in kept.utf8_chunks() {
        text.push_str(chunk.valid());
        line += lines_of(chunk.valid().as_bytes());
        if !chunk.invalid().is_empty() {
            text.push('\u{fffd}');
            if losses.len() < 100 {
                losses.push(lose(line, "some bytes are no text; “�” stands in their place".to_owned()));
            }
        }
    }
    losses.dedup();
    if written < bytes.len() {
        let zeros = bytes.len() - written;
        let what = format!("the last {zeros} bytes are empty: this part never reached the disk");
        losses.push(lose(line, what));
    }
    (text, losses)
}
