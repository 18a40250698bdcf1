//! A Word file that came back: what the other side changed in it, clause by clause.

use super::operand::{Operand, file_name, with_text};
use crate::cli::{Outcome, Streams};
use crate::document::assemble;
use crate::draft::from_ron;
use crate::export::docx::returned::{Comment, Fate, Returned, ReturnedClause, Sent, returned};
use crate::export::extract;
use crate::redline::{Run, words};
use crate::store::{RealFs, load_up_to};
use anyhow::Context;
use serde::Serialize;
use std::fmt::Write;
use std::path::Path;

/// Version of the shape of the JSON; grows when a reader would have to change.
const SHAPE: u32 = 1;

/// Whether a file is called as Word files are.
pub fn is_word(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx"))
}

/// What came back in a Word file, and whether the draft that it is laid beside is still the one that was sent.
pub struct Reply {
    name: String,
    returned: Returned,
    still_sent: bool,
}

impl Reply {
    /// Reads a Word file that was exported from `old`, or from an earlier state of it.
    pub fn read(old: &Operand, path: &Path, form: Option<&Path>) -> anyhow::Result<Self> {
        let shown = || path.display().to_string();
        let file = load_up_to(&RealFs, path, extract::MOST_IN_PDF as u64)?;
        let inside = extract::from_word(&file.bytes).with_context(shown)?;
        let draft = from_ron(&inside).with_context(|| format!("the draft inside {}", shown()))?;
        if draft.id != old.draft.id {
            anyhow::bail!(
                "{} was made from another draft than {}: from “{}” ({}). Name the draft that it was made from",
                shown(),
                old.name,
                draft.agreement.title,
                draft.id
            );
        }
        let still_sent = draft == old.draft;
        let sent = with_text(file_name(path), draft, None, form)?;
        let document = assemble(&sent.draft, &sent.form);
        let returned = returned(&file.bytes, &document).with_context(shown)?;
        Ok(Self { name: sent.name, returned, still_sent })
    }

    pub fn outcome(&self) -> Outcome {
        if self.returned.is_unchanged() { Outcome::Fine } else { Outcome::Findings }
    }

    /// Says on the second stream what stands between the reply and the draft as it is now.
    pub fn warn(&self, old: &str, streams: &mut Streams<'_>) -> anyhow::Result<()> {
        if !self.still_sent {
            writeln!(
                streams.err,
                "clausewright: {old} was changed since {} was made from it; this tells what the other side changed in \
                 what was sent",
                self.name
            )?;
        }
        Ok(())
    }

    fn changed(&self) -> impl Iterator<Item = &ReturnedClause> {
        self.returned.clauses.iter().filter(|clause| clause.fate != Fate::Unchanged)
    }

    /// Those that were changed or remarked on.
    fn told(&self) -> impl Iterator<Item = &ReturnedClause> {
        let told = |c: &&ReturnedClause| c.fate != Fate::Unchanged || !c.text.comments.is_empty();
        self.returned.clauses.iter().filter(told)
    }

    fn comments(&self) -> usize {
        let of_clauses = self.returned.clauses.iter().map(|clause| clause.text.comments.len());
        of_clauses.sum::<usize>() + self.returned.around.comments.len()
    }

    /// As text: what was taken out in `[-…-]`, what was put in in `{+…+}`.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        let count = self.changed().count();
        let clauses = if count == 1 { "1 clause".to_owned() } else { format!("{count} clauses") };
        let comments = match self.comments() {
            0 => String::new(),
            1 => " 1 comment".to_owned(),
            n => format!(" {n} comments"),
        };
        let _ = match (self.returned.is_unchanged(), comments.is_empty()) {
            (true, true) => writeln!(out, "{} came back as it was sent.", self.name),
            (true, false) => writeln!(out, "{} came back as it was sent, with{comments}.", self.name),
            (false, true) => writeln!(out, "{} came back with changes in {clauses}.", self.name),
            (false, false) => {
                writeln!(out, "{} came back with changes in {clauses} and{comments}.", self.name)
            }
        };
        for clause in self.told() {
            let title = clause.title.as_deref().unwrap_or_default();
            let named = [clause.number.as_str(), title, &format!("({}.{})", clause.section, clause.clause)];
            let named = named.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            let _ = writeln!(out, "\n{named}: {}", fate(clause));
            let lost =
                clause.values.iter().filter(|value| value.at.is_none() && !value.text.trim().is_empty());
            if clause.fate == Fate::Changed {
                for value in lost {
                    let _ = writeln!(out, "  changes the value {} (“{}”)", value.path, value.text);
                }
            }
            if clause.fate != Fate::Unchanged {
                marked(&clause.text, &mut out);
            }
            remarks(&clause.text, &mut out);
        }
        if !self.returned.around.changed && !self.returned.around.comments.is_empty() {
            let _ = writeln!(out, "\nAround the clauses:");
            remarks(&self.returned.around, &mut out);
        }
        if self.returned.around.changed {
            let _ = writeln!(out, "\nAround the clauses (title page, headings, text between clauses):");
            marked(&self.returned.around, &mut out);
            remarks(&self.returned.around, &mut out);
        }
        out
    }

    /// As JSON, with every clause that was changed or remarked on.
    pub fn to_json(&self) -> anyhow::Result<String> {
        #[derive(Serialize)]
        struct Text<'a> {
            sent: &'a str,
            returned: &'a str,
            tracked: bool,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            authors: &'a [String],
            #[serde(skip_serializing_if = "Vec::is_empty")]
            comments: Vec<Remark<'a>>,
        }
        #[derive(Serialize)]
        struct Remark<'a> {
            author: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            date: Option<&'a str>,
            text: &'a str,
        }
        #[derive(Serialize)]
        struct Value<'a> {
            path: &'a str,
            text: &'a str,
            kept: bool,
        }
        #[derive(Serialize)]
        struct Clause<'a> {
            section: &'a str,
            clause: &'a str,
            number: &'a str,
            title: Option<&'a str>,
            fate: &'static str,
            text: Text<'a>,
            values: Vec<Value<'a>>,
        }
        #[derive(Serialize)]
        struct File<'a> {
            clausewright_reply: u32,
            file: &'a str,
            draft_unchanged_since: bool,
            clauses: Vec<Clause<'a>>,
            around: Option<Text<'a>>,
        }
        fn remark(comment: &Comment) -> Remark<'_> {
            Remark { author: &comment.author, date: comment.date.as_deref(), text: &comment.text }
        }
        fn text(sent: &Sent) -> Text<'_> {
            Text {
                sent: &sent.ours,
                returned: &sent.theirs,
                tracked: sent.tracked,
                authors: &sent.authors,
                comments: sent.comments.iter().map(remark).collect(),
            }
        }
        let clauses = self.told().map(|clause| Clause {
            section: &clause.section,
            clause: &clause.clause,
            number: &clause.number,
            title: clause.title.as_deref(),
            fate: match clause.fate {
                Fate::Deleted => "deleted",
                Fate::Changed => "changed",
                Fate::Unchanged => "unchanged",
            },
            text: text(&clause.text),
            values: clause
                .values
                .iter()
                .map(|v| Value { path: v.path.as_str(), text: &v.text, kept: v.at.is_some() })
                .collect(),
        });
        let around = &self.returned.around;
        let file = File {
            clausewright_reply: SHAPE,
            file: &self.name,
            draft_unchanged_since: self.still_sent,
            clauses: clauses.collect(),
            around: (around.changed || !around.comments.is_empty()).then(|| text(around)),
        };
        Ok(serde_json::to_string_pretty(&file).context("the reply could not be written as JSON")? + "\n")
    }
}

fn fate(clause: &ReturnedClause) -> String {
    let by = clause.text.authors.join(", ");
    match (clause.fate, clause.text.tracked) {
        (Fate::Unchanged, _) => "as it was sent".to_owned(),
        (Fate::Deleted, _) if by.is_empty() => "taken out".to_owned(),
        (Fate::Deleted, _) => format!("taken out, with tracked changes by {by}"),
        (_, true) if by.is_empty() => "changed, with tracked changes".to_owned(),
        (_, true) => format!("changed, with tracked changes by {by}"),
        _ => "changed".to_owned(),
    }
}

/// What was remarked in the margin.
fn remarks(text: &Sent, out: &mut String) {
    for comment in &text.comments {
        let by = if comment.author.is_empty() { "nobody named" } else { &comment.author };
        let on = comment.date.as_ref().map(|day| format!(", {day}")).unwrap_or_default();
        let _ = writeln!(out, "  comment by {by}{on}: {}", comment.text.replace('\n', " "));
    }
}

/// The lines of a text that differ, with their changes.
fn marked(text: &Sent, out: &mut String) {
    let mut lines = vec![(String::new(), false)];
    for piece in words(&text.ours, &text.theirs) {
        let (begin, end) = match piece.run {
            Run::Same => ("", ""),
            Run::Removed => ("[-", "-]"),
            Run::Added => ("{+", "+}"),
        };
        for (at, part) in piece.text.split('\n').enumerate() {
            if at > 0 {
                lines.push((String::new(), false));
            }
            if let Some((line, changed)) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.extend([begin, part, end]);
                *changed |= piece.run != Run::Same;
            }
        }
    }
    for (line, _) in lines.iter().filter(|(_, changed)| *changed) {
        let _ = writeln!(out, "  {line}");
    }
}
