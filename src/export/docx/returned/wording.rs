//! What the other side wrote, as a text of the draft: values and references that they left alone stay what they are.

use super::laid::Laid;
use super::reader::{Line, shown};
use crate::document::Sourced;
use crate::template::{Listed, Passage, Span, source_of};
use crate::value::FieldPath;
use std::collections::HashMap;
use std::ops::Range;

/// A number before a text is no longer than this, in bytes.
const LONGEST_LABEL: usize = 12;

/// A text of the draft in their words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    /// What stands in the draft then.
    pub text: String,
    /// How it prints, a line a paragraph.
    pub prints: String,
}

/// The paragraphs of a text as they were sent.
pub struct Sent<'a> {
    passages: &'a [Sourced],
    /// Where each atom stands in the lines: its paragraph, its number there, its bytes.
    atoms: Vec<(usize, usize, Range<usize>)>,
    /// How many lines they print.
    pub lines: usize,
}

impl<'a> Sent<'a> {
    /// Finds the paragraphs of a text at the beginning of the lines that were sent; `None` if these are others.
    pub fn find(passages: &'a [Sourced], sent: &[Line]) -> Option<Self> {
        let mut found = Self { passages, atoms: Vec::new(), lines: 0 };
        let mut text = String::new();
        for (at, sourced) in passages.iter().enumerate() {
            let mut own = String::new();
            let mut atoms = Vec::new();
            for (number, atom) in sourced.atoms.iter().enumerate() {
                let from = own.len();
                push_tidy(&mut own, &atom.shown);
                atoms.push((number, from..own.len()));
            }
            own.truncate(own.trim_end().len());
            if own.is_empty() {
                continue;
            }
            let mut label = String::new();
            for (nth, line) in own.split('\n').enumerate() {
                // A number that the word processor would count otherwise is written out before the text.
                let there = sent.get(found.lines)?.shown();
                let before = there.strip_suffix(line)?;
                if before.len() > LONGEST_LABEL || (nth > 0 && !before.is_empty()) {
                    return None;
                }
                label.push_str(before);
                found.lines += 1;
            }
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&label);
            let begin = text.len();
            text.push_str(&own);
            found.atoms.extend(atoms.into_iter().map(|(number, range)| {
                let (start, end) = (range.start.min(own.len()), range.end.min(own.len()));
                (at, number, begin + start..begin + end)
            }));
        }
        Some(found)
    }

    fn atom(&self, of: &(usize, usize, Range<usize>)) -> Option<&'a crate::document::Atom> {
        self.passages.get(of.0)?.atoms.get(of.1)
    }

    /// Their words as a text of the draft. Values in `set` stay placeholders where they stand in their new form, for
    /// the fields will hold that.
    pub fn in_their_words(&self, ours: &[Line], theirs: &[Line], set: &HashMap<FieldPath, String>) -> Worded {
        let laid = Laid::of(ours.get(..self.lines).unwrap_or_default(), theirs);
        let fixed = self.fixed(&laid, set);
        let styles = self.styles(&laid);
        let mut passages: Vec<Passage> = Vec::new();
        let mut prints: Vec<String> = Vec::new();
        let mut fixed = fixed.into_iter().peekable();
        let mut used = vec![false; self.passages.len()];
        let (mut at, mut begin) = (0, 0);
        for line in theirs {
            let end = begin + line.shown().len();
            let range = begin..end;
            begin = end + 1;
            // A value of several paragraphs may reach into this one, or beyond it.
            if at >= end {
                continue;
            }
            at = at.max(range.start);
            let mut pieces = Pieces::default();
            let mut printed = String::new();
            while at < end {
                if let Some((place, span, shown, style)) = fixed.next_if(|(place, ..)| place.start <= at) {
                    if place.start == at {
                        pieces.push(span, style);
                        printed.push_str(&shown);
                        at = place.end;
                    }
                    continue;
                }
                let stop = fixed.peek().map_or(end, |(place, ..)| place.start.min(end));
                let style = styles.get(at).copied().unwrap_or_default();
                let same =
                    styles.get(at..stop).unwrap_or_default().iter().take_while(|s| **s == style).count();
                let to = laid.theirs.ceil_char_boundary((at + same.max(1)).min(stop));
                let words = laid.theirs.get(at..to).unwrap_or_default();
                pieces.push(Span::Text(words.to_owned()), style);
                printed.push_str(words);
                at = to;
            }
            let (lists, begins) = self.shape(&laid, range, line, passages.last(), &mut used);
            passages.push(Passage { lists, begins, spans: pieces.spans() });
            prints.push(printed);
        }
        Worded { text: source_of(&passages), prints: prints.join("\n") }
    }

    /// The placeholders that stay, by where they stand in theirs.
    fn fixed(
        &self,
        laid: &Laid,
        set: &HashMap<FieldPath, String>,
    ) -> Vec<(Range<usize>, Span, String, Style)> {
        let mut out = Vec::new();
        for of in &self.atoms {
            let Some(atom) = self.atom(of).filter(|atom| !is_text(&atom.span) && !of.2.is_empty()) else {
                continue;
            };
            let style = (atom.strong, atom.emphasis);
            if let Some(range) = laid.kept(&of.2).or_else(|| self.in_pieces(laid, &of.2)) {
                out.push((range, atom.span.clone(), tidy_lines(&atom.shown), style));
                continue;
            }
            let wanted = atom.path.as_ref().and_then(|path| set.get(path));
            let instead = laid.instead(&of.2);
            if let Some((wanted, range)) = wanted.zip(instead)
                && laid.theirs.get(range.clone()).is_some_and(|text| text.trim() == wanted)
            {
                let text = laid.theirs.get(range.clone()).unwrap_or_default();
                let start = range.start + (text.len() - text.trim_start().len());
                out.push((start..start + wanted.len(), atom.span.clone(), wanted.clone(), style));
            }
        }
        out.sort_by_key(|(range, ..)| range.start);
        out
    }

    /// A reference is cut off from the words around it where its number is another one by now.
    fn in_pieces(&self, laid: &Laid, ours: &Range<usize>) -> Option<Range<usize>> {
        let mut at = ours.start;
        let mut found: Option<Range<usize>> = None;
        while at < ours.end {
            let (own, other) = laid.same.iter().find(|(own, _)| own.start <= at && at < own.end)?;
            let start = other.start + (at - own.start);
            let end = if own.end <= ours.end { other.end } else { other.start + (ours.end - own.start) };
            found = Some(match found {
                Some(found) if found.end == start => found.start..end,
                Some(_) => return None,
                None => start..end,
            });
            at = own.end.min(ours.end).max(at + 1);
        }
        found
    }

    /// How each byte of theirs is emphasised: as ours is where it stands in both; what was put in, as what is around
    /// it.
    fn styles(&self, laid: &Laid) -> Vec<Style> {
        let mut known: Vec<Option<Style>> = vec![None; laid.theirs.len()];
        for of in &self.atoms {
            let Some(atom) = self.atom(of) else { continue };
            for (own, other) in &laid.same {
                let (start, end) = (own.start.max(of.2.start), own.end.min(of.2.end));
                for at in start..end {
                    if let Some(known) = known.get_mut(other.start + (at - own.start)) {
                        *known = Some((atom.strong, atom.emphasis));
                    }
                }
            }
        }
        let mut out = Vec::with_capacity(known.len());
        let mut at = 0;
        while at < known.len() {
            let unknown = known.iter().skip(at).take_while(|style| style.is_none()).count();
            let before = at.checked_sub(1).and_then(|b| known.get(b).copied().flatten()).unwrap_or_default();
            let after = known.get(at + unknown).copied().flatten().unwrap_or_default();
            let style = if before == after { before } else { Style::default() };
            out.extend(std::iter::repeat_n(style, unknown));
            at += unknown;
            if let Some(Some(style)) = known.get(at) {
                out.push(*style);
                at += 1;
            }
        }
        out
    }

    /// In which lists a line of theirs stands: those of the paragraph of ours that most of it comes from; else what the
    /// word processor says.
    fn shape(
        &self,
        laid: &Laid,
        range: Range<usize>,
        line: &Line,
        before: Option<&Passage>,
        used: &mut [bool],
    ) -> (Vec<Listed>, usize) {
        let mut shares: HashMap<usize, usize> = HashMap::new();
        for (own, other) in &laid.same {
            let (start, end) = (other.start.max(range.start), other.end.min(range.end));
            if start < end {
                let from = own.start + (start - other.start);
                for (passage, _, atom) in &self.atoms {
                    let both = atom.end.min(from + (end - start)).saturating_sub(atom.start.max(from));
                    *shares.entry(*passage).or_default() += both;
                }
            }
        }
        let best = shares.into_iter().max_by_key(|(passage, share)| (*share, usize::MAX - passage));
        let best = best.filter(|(_, share)| *share * 3 >= range.len()).map(|(passage, _)| passage);
        if let Some((at, first)) = best.and_then(|at| Some((at, !std::mem::replace(used.get_mut(at)?, true))))
            && first
            && let Some(sourced) = self.passages.get(at)
        {
            return (sourced.passage.lists.clone(), sourced.passage.begins);
        }
        let around = before.map(|before| before.lists.clone()).unwrap_or_default();
        match line.level {
            Some(_) if !around.is_empty() => (around, 1),
            Some(_) => (vec![Listed { ordered: false, list: usize::MAX }], 1),
            None if line.indented => (around, 0),
            None => (Vec::new(), 0),
        }
    }

    /// What the text prints as, for comparing it with [`Worded::prints`].
    pub fn prints(passages: &[Sourced]) -> String {
        let mut lines = Vec::new();
        for sourced in passages {
            let mut own = String::new();
            sourced.atoms.iter().for_each(|atom| push_tidy(&mut own, &atom.shown));
            own.truncate(own.trim_end().len());
            if !own.is_empty() {
                lines.push(own);
            }
        }
        lines.join("\n")
    }
}

/// Strong, and emphasised.
type Style = (bool, bool);

/// A paragraph as it is put together.
#[derive(Default)]
struct Pieces(Vec<(Span, Style)>);

impl Pieces {
    fn push(&mut self, span: Span, style: Style) {
        match (self.0.last_mut(), &span) {
            (Some((Span::Text(before), of)), Span::Text(text)) if *of == style => before.push_str(text),
            _ => self.0.push((span, style)),
        }
    }

    fn spans(self) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        let mut run: Vec<Span> = Vec::new();
        let mut of = Style::default();
        for (span, style) in self.0 {
            if style != of {
                out.extend(styled(std::mem::take(&mut run), of));
                of = style;
            }
            run.push(span);
        }
        out.extend(styled(run, of));
        out
    }
}

fn styled(run: Vec<Span>, (strong, emphasis): Style) -> Vec<Span> {
    match (strong, emphasis) {
        _ if run.is_empty() => run,
        (false, false) => run,
        (true, false) => vec![Span::Strong(run)],
        (false, true) => vec![Span::Emphasis(run)],
        (true, true) => vec![Span::Strong(vec![Span::Emphasis(run)])],
    }
}

fn is_text(span: &Span) -> bool {
    matches!(span, Span::Text(_))
}

/// Appends text with one space between words, lines kept.
fn push_tidy(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\u{ad}' => {}
            '\n' => {
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
            }
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
}

fn tidy_lines(text: &str) -> String {
    let mut out = String::new();
    push_tidy(&mut out, text);
    out.truncate(out.trim_end().len());
    out
}

/// Lines as a text of the draft, where nothing was before.
pub fn anew(lines: &[Line]) -> Worded {
    let passage = |line: &Line| {
        let lists = line.level.map(|_| Listed { ordered: false, list: 0 }).into_iter().collect::<Vec<_>>();
        let begins = lists.len();
        Passage { lists, begins, spans: vec![Span::Text(line.shown())] }
    };
    let passages: Vec<Passage> = lines.iter().map(passage).collect();
    Worded { text: source_of(&passages), prints: shown(lines) }
}
