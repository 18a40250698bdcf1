//! Parsed text written down again, so that it parses to the same.

use super::markup::{Markup, MarkupBlock, Span};
use super::parse::parse;
use std::fmt::Write;

/// A paragraph of a text, with the lists around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The outermost first.
    pub lists: Vec<Listed>,
    /// How many of them, from the innermost, begin an item with this paragraph.
    pub begins: usize,
    pub spans: Vec<Span>,
}

/// A list that a paragraph stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    pub ordered: bool,
    /// Tells lists of one kind apart that follow each other.
    pub list: usize,
}

impl Markup {
    /// The paragraphs of the text, in its order; items that say nothing are passed over.
    pub fn passages(&self) -> Vec<Passage> {
        let mut reader = Reader::default();
        reader.blocks(&self.blocks, 0);
        reader.out
    }
}

#[derive(Default)]
struct Reader {
    lists: Vec<Listed>,
    /// How many lists were met.
    met: usize,
    out: Vec<Passage>,
}

impl Reader {
    fn blocks(&mut self, blocks: &[MarkupBlock], mut begins: usize) {
        for block in blocks {
            let before = self.out.len();
            match block {
                MarkupBlock::Paragraph(spans) => {
                    self.out.push(Passage { lists: self.lists.clone(), begins, spans: spans.clone() });
                }
                MarkupBlock::List { ordered, items } => {
                    self.met += 1;
                    self.lists.push(Listed { ordered: *ordered, list: self.met });
                    for item in items {
                        let first = self.out.len() == before;
                        self.blocks(item, if first { begins + 1 } else { 1 });
                    }
                    self.lists.pop();
                }
            }
            if self.out.len() > before {
                begins = 0;
            }
        }
    }
}

/// A text that parses to these paragraphs. Emphasis that cannot be written where it stands is left out; words never are.
/// Only an opening brace right before a placeholder cannot be told from those of the placeholder.
pub fn source_of(passages: &[Passage]) -> String {
    let styled = written(passages);
    if same_words(&parse(&styled).passages(), passages) {
        return styled;
    }
    let plain: Vec<Passage> =
        passages.iter().map(|p| Passage { spans: leaves(&p.spans), ..p.clone() }).collect();
    written(&plain)
}

/// Whether two runs of paragraphs say the same in the same lists, whatever is emphasised.
fn same_words(some: &[Passage], others: &[Passage]) -> bool {
    some.len() == others.len()
        && some.iter().zip(others).all(|(a, b)| {
            let kinds = |p: &Passage| p.lists.iter().map(|l| l.ordered).collect::<Vec<_>>();
            kinds(a) == kinds(b) && a.begins == b.begins && leaves(&a.spans) == leaves(&b.spans)
        })
}

/// The spans without emphasis, texts joined.
fn leaves(spans: &[Span]) -> Vec<Span> {
    let mut out = Vec::new();
    leaves_into(trimmed(spans), &mut out);
    out
}

/// Without breaks at the ends, which print nothing.
fn trimmed(spans: &[Span]) -> &[Span] {
    match spans {
        [Span::Break, rest @ ..] | [rest @ .., Span::Break] => trimmed(rest),
        _ => spans,
    }
}

fn leaves_into(spans: &[Span], out: &mut Vec<Span>) {
    for span in spans {
        match span {
            Span::Text(text) => super::protect::push_text(out, text),
            Span::Strong(inner) | Span::Emphasis(inner) => leaves_into(inner, out),
            Span::Place(_) | Span::Break => out.push(span.clone()),
        }
    }
}

/// A list that is being written.
struct Open {
    listed: Listed,
    /// Whether it is marked in the other way than usual, to be told from the list before it.
    other: bool,
    count: usize,
    /// Columns that its marker takes.
    width: usize,
}

fn written(passages: &[Passage]) -> String {
    let mut out = String::new();
    let mut open: Vec<Open> = Vec::new();
    for passage in passages {
        let outer = passage.lists.len().saturating_sub(passage.begins);
        let is_item = passage.begins > 0;
        if !out.is_empty() {
            let goes_on = is_item && open.first().map(|o| o.listed) == passage.lists.first().copied();
            out.push_str(if goes_on { "\n" } else { "\n\n" });
        }
        let mut indent = String::new();
        let mut marks = String::new();
        for (level, listed) in passage.lists.iter().enumerate() {
            let known = open.get(level).is_some_and(|o| o.listed == *listed);
            if !known {
                let before = open.get(level).filter(|o| o.listed.ordered == listed.ordered);
                let other = before.is_some_and(|o| !o.other);
                open.truncate(level);
                open.push(Open { listed: *listed, other, count: 0, width: 0 });
            }
            let Some(list) = open.get_mut(level) else { continue };
            if level < outer {
                indent.extend(std::iter::repeat_n(' ', list.width));
                continue;
            }
            list.count += 1;
            let mark = match (listed.ordered, list.other) {
                (true, false) => format!("{}. ", list.count),
                (true, true) => format!("{}) ", list.count),
                (false, false) => "- ".to_owned(),
                (false, true) => "* ".to_owned(),
            };
            list.width = mark.len();
            marks.push_str(&mark);
        }
        open.truncate(passage.lists.len());
        let hang: usize = open.iter().map(|o| o.width).sum();
        let mut text = String::new();
        spans_into(trimmed(&passage.spans), None, &mut text);
        let text = line_starts(text.trim(), hang);
        let _ = write!(out, "{indent}{marks}{text}");
        out.truncate(out.trim_end_matches(' ').len());
    }
    out
}

fn spans_into(spans: &[Span], around: Option<char>, out: &mut String) {
    for span in spans {
        match span {
            Span::Text(text) => escape_into(text, out),
            Span::Place(place) => {
                let _ = write!(out, "{place}");
            }
            Span::Break => out.push_str("\\\n"),
            Span::Strong(inner) => emphasised("**", inner, Some('*'), out),
            Span::Emphasis(inner) => {
                let mark = if around == Some('*') || matches!(inner.as_slice(), [Span::Strong(_)]) {
                    "_"
                } else {
                    "*"
                };
                emphasised(mark, inner, Some('*'), out);
            }
        }
    }
}

/// Spaces at the ends stand outside of the marks.
fn emphasised(mark: &str, inner: &[Span], around: Option<char>, out: &mut String) {
    let mut text = String::new();
    spans_into(inner, around, &mut text);
    let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
    match text.get(start..end).filter(|words| !words.is_empty()) {
        Some(words) => {
            let (before, after) =
                (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
            out.extend([before, mark, words, mark, after]);
        }
        None => out.push_str(&text),
    }
}

/// Text whose letters mean themselves, wherever in a line it stands.
fn escape_into(text: &str, out: &mut String) {
    let mut letters = text.chars().peekable();
    let mut before = None;
    while let Some(c) = letters.next() {
        let next = letters.peek().copied();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let escaped = match c {
            '\\' | '*' => true,
            '_' => !(word(before) && word(next)),
            // Two of them begin a placeholder.
            '{' => before == Some('{'),
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
        before = Some(c);
    }
}

/// Lines that would begin a list, heading, rule or the like say so no more; further lines are indented.
fn line_starts(text: &str, hang: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', hang));
        }
        let line = line.trim_start();
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let numbers =
            (1..=9).contains(&digits) && line.get(digits..).is_some_and(|r| r.starts_with(['.', ')']));
        if numbers {
            let (number, rest) = line.split_at(digits);
            out.extend([number, "\\", rest]);
        } else {
            if line.starts_with(['#', '-', '+', '>', '=', '~']) {
                out.push('\\');
            }
            out.push_str(line);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::library;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_reads_as_a_drafter_would_write_it() {
        for text in [
            "One {{a_b | long}} and *two* with **three**.\n\nFour.",
            "By item:\n\n1. first\n2. second\n   - inner\n   - more\n3. third",
            "- a\n\n  still a\n- b\n\nEnd.",
            "snake_case stays, 2 < 3 & [x].",
        ] {
            assert_eq!(source_of(&parse(text).passages()), text);
        }
        let said = |text: &str| {
            let spans = vec![Span::Text(text.to_owned())];
            source_of(&[Passage { spans, ..Passage::default() }])
        };
        assert_eq!(said("1. Not a list"), "1\\. Not a list");
        assert_eq!(said("a {{b}} *c*"), "a {\\{b}} \\*c\\*");
        assert_eq!(said("# - x"), "\\# - x");
    }

    #[test]
    fn every_text_of_the_forms_is_written_as_it_was_parsed() {
        let mut seen = 0;
        for form in library() {
            for section in &form.template().sections {
                for clause in &section.clauses {
                    let passages = parse(&clause.text).passages();
                    let again = parse(&source_of(&passages)).passages();
                    assert_eq!(again, passages, "{}", clause.text);
                    seen += passages.len();
                }
            }
        }
        assert!(seen > 200, "{seen}");
    }

    #[test]
    fn what_follows_an_item_that_says_nothing_begins_in_its_place() {
        for text in ["- *\n  {{a}}", "1. -\n   - a", "-\n- b\n\n  c", "- 1. *\n     d\n- e"] {
            let passages = parse(text).passages();
            let again = parse(&source_of(&passages)).passages();
            assert!(same_words(&again, &passages), "{text:?}: {passages:?}\n{again:?}");
        }
    }

    proptest! {
        #[test]
        fn no_word_is_lost(text in "(\\{\\{a\\}\\}|\\{\\{ |\\{-|[A-Za_*é(“#>+.,:;!&<\\[\\]`=~-]|[0-9]{1,2}[.)]| |  |\n|\n\n|\n- |\n1[.] |\\\\){0,30}") {
            let passages = parse(&text).passages();
            let again = parse(&source_of(&passages)).passages();
            prop_assert!(same_words(&again, &passages), "{:?}\n{:?}\n{}", passages, again, source_of(&passages));
        }
    }
}
