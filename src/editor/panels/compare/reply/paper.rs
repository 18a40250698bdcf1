//! What came back in a Word file as a document to be saved: each change with both texts, what was decided, and remarks.

use super::state::{Decision, Replying};
use super::words;
use crate::document::{
    Block, Clause, Document, Inline, KeyValue, List, ListItem, Mark, Meta, Section, plain,
};
use crate::redline::{Piece, Run};
use crate::session::reply::{Item, Reply};
use crate::value::FieldPath;
use std::sync::Arc;

/// How changed words are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    /// Struck out and underlined; what came stands apart from what went by itself.
    Marks,
    /// The same with a space between.
    MarksApart,
    /// As `[-removed-]` and `{+added+}`, where there is only text.
    Brackets,
}

/// The list of what came back, with what was decided so far.
pub fn document(replying: &Replying, signs: Signs) -> Option<Document> {
    let reply = replying.reply()?;
    let clauses = reply
        .items
        .iter()
        .enumerate()
        .map(|(at, item)| Arc::new(clause(at, item, replying.standing(at).decision, signs)));
    let path = FieldPath::new("comparison.reply");
    let section = Section {
        id: "reply".to_owned(),
        number: String::new(),
        title: words::LIST.to_owned(),
        anchor: "changes-that-came-back".to_owned(),
        annex: false,
        path,
        clauses: clauses.collect(),
    };
    let sections = if reply.items.is_empty() { Vec::new() } else { vec![section] };
    Some(Document { meta: meta(reply, replying, signs), sections, problems: Vec::new() })
}

fn meta(reply: &Reply, replying: &Replying, signs: Signs) -> Meta {
    let agreement = &reply.sent.agreement;
    let title = words::paper_title(&reply.file);
    let open = replying.count(Decision::Open);
    let mut facts = vec![pair(words::AGREEMENT, text(agreement.title.as_str()))];
    if !agreement.version.is_empty() {
        facts.push(pair(words::VERSION_SENT, text(agreement.version.as_str())));
    }
    let summary = words::summary(&reply.file, reply.changed(), reply.comments(), open);
    facts.push(pair(words::IN_SHORT, text(&summary)));
    if let Some(note) = words::base(reply.base) {
        facts.push(pair(words::COMPARED_WITH, text(note)));
    }
    facts.push(pair(words::HOW_TO_READ, legend(signs)));
    Meta {
        id: format!("{}-reply", reply.sent.id),
        title: text(&title),
        title_text: title,
        form: words::PAPER_FORM.to_owned(),
        reference: text(agreement.reference.as_str()),
        reference_text: agreement.reference.to_string(),
        language: agreement.language.to_string(),
        date: reply.sent.created.map(|day| day.to_string()),
        facts,
        ..Meta::default()
    }
}

fn legend(signs: Signs) -> Vec<Inline> {
    let (removed, added) = words::LEGEND_PARTS;
    let mut out = marked(Mark::Deleted, removed.0, signs);
    out.push(Inline::Text(removed.1.to_owned()));
    out.extend(marked(Mark::Inserted, added.0, signs));
    out.push(Inline::Text(added.1.to_owned()));
    out
}

fn clause(at: usize, item: &Item, decision: Decision, signs: Signs) -> Clause {
    let mut state = format!("{} · {}", words::deed(item), words::decision(decision));
    if let Some(by) = words::by(item.text.tracked, &item.text.authors) {
        state = format!("{state} · {by}");
    }
    let mut blocks = vec![Block::Paragraph(vec![Inline::Marked { mark: Mark::Note, inner: text(&state) }])];
    blocks.extend(paragraphs(&item.pieces, signs).into_iter().map(Block::Paragraph));
    if !item.fields.is_empty() {
        blocks.push(Block::Paragraph(text(words::ALSO_SETS)));
        blocks.push(list(item.fields.iter().map(|field| text(&words::set(field)))));
    }
    if !item.proposal.left.is_empty() {
        let partly = !item.proposal.is_empty();
        let one = |left| {
            let (ours, theirs) = words::left(left);
            let mut words = marked(Mark::Deleted, &ours, signs);
            words.push(Inline::Text(" → ".to_owned()));
            words.extend(marked(Mark::Inserted, &theirs, signs));
            words
        };
        blocks.push(Block::Paragraph(text(words::left_title(partly))));
        blocks.push(list(item.proposal.left.iter().map(one)));
    }
    for comment in &item.text.comments {
        let mut said = vec![Inline::Strong(text(&words::comment(comment))), Inline::Text(" ".to_owned())];
        said.extend(lines(&comment.text));
        blocks.push(Block::Paragraph(said));
    }
    Clause {
        id: format!("change-{}", at + 1),
        number: String::new(),
        title: Some(words::place(item)),
        anchor: format!("change-{}", at + 1),
        path: item.path.clone(),
        blocks,
    }
}

/// The texts of an item in one, a paragraph for each line of them; of those without a change only the ones beside a
/// change.
fn paragraphs(pieces: &[Piece], signs: Signs) -> Vec<Vec<Inline>> {
    let mut all: Vec<(bool, Vec<Inline>)> = vec![(false, Vec::new())];
    let mut before = Run::Same;
    for piece in pieces {
        if before == Run::Removed
            && piece.run == Run::Added
            && signs != Signs::Marks
            && let Some((_, last)) = all.last_mut()
        {
            last.extend(text(" "));
        }
        before = piece.run;
        for (at, line) in piece.text.split('\n').enumerate() {
            if at > 0 {
                all.push((false, Vec::new()));
            }
            let words = match piece.run {
                Run::Same => text(line),
                Run::Removed => marked(Mark::Deleted, line, signs),
                Run::Added => marked(Mark::Inserted, line, signs),
            };
            if let Some((changed, last)) = all.last_mut() {
                *changed |= piece.run != Run::Same && !line.trim().is_empty();
                last.extend(words);
            }
        }
    }
    all.retain(|(_, paragraph)| !plain(paragraph).trim().is_empty());
    let changed: Vec<bool> = all.iter().map(|(changed, _)| *changed).collect();
    let near = |at: usize| {
        let from = at.saturating_sub(BESIDE);
        changed.iter().skip(from).take(at + BESIDE + 1 - from).any(|changed| *changed)
    };
    let mut out: Vec<Vec<Inline>> = Vec::new();
    let mut cut = false;
    for (at, (_, paragraph)) in all.into_iter().enumerate() {
        if near(at) {
            out.push(paragraph);
        } else if !cut {
            out.push(text(words::CUT));
        }
        cut = !near(at);
    }
    out
}

/// Paragraphs before and behind one with a change that are kept.
const BESIDE: usize = 1;

fn marked(mark: Mark, words: &str, signs: Signs) -> Vec<Inline> {
    match (signs, mark) {
        _ if words.is_empty() => Vec::new(),
        (Signs::Marks | Signs::MarksApart, _) | (_, Mark::Note) => {
            vec![Inline::Marked { mark, inner: text(words) }]
        }
        (Signs::Brackets, Mark::Deleted) => text(&format!("[-{words}-]")),
        (Signs::Brackets, Mark::Inserted) => text(&format!("{{+{words}+}}")),
    }
}

fn list(items: impl Iterator<Item = Vec<Inline>>) -> Block {
    let item = |inlines| ListItem { label: String::new(), blocks: vec![Block::Paragraph(inlines)] };
    Block::List(List { ordered: false, items: items.map(item).collect() })
}

fn lines(words: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for (at, line) in words.lines().enumerate() {
        if at > 0 {
            out.push(Inline::Break);
        }
        out.extend(text(line));
    }
    out
}

fn text(words: &str) -> Vec<Inline> {
    if words.is_empty() { Vec::new() } else { vec![Inline::Text(words.to_owned())] }
}

fn pair(key: &str, value: Vec<Inline>) -> KeyValue {
    KeyValue { key: key.to_owned(), value }
}
