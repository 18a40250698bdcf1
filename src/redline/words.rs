//! Two texts, word by word.

use super::diff::{Op, diff};
use super::tokens::{Lexicon, Token, tokens};
use serde::Serialize;
use std::ops::Range;

/// A part of two texts laid over each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub run: Run,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Run {
    /// In both texts.
    Same,
    /// Only in the old one.
    Removed,
    /// Only in the new one.
    Added,
}

/// How the new text comes from the old one. Numbers with their units, amounts and dates are never cut in two. The pieces
/// that are not `Added` make the old text, those that are not `Removed` the new one.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let lexicon = Lexicon::default();
    let of = |text| tokens(text, &lexicon, &[], false);
    let text = |span: Span| {
        let (run, range, side) = match span {
            Span::Same { new: range, .. } => (Run::Same, range, new),
            Span::Removed(range) => (Run::Removed, range, old),
            Span::Added(range) => (Run::Added, range, new),
        };
        Piece { run, text: side.get(range).unwrap_or("").to_owned() }
    };
    spans((old, &of(old)), (new, &of(new)), |a, b| a == b).into_iter().map(text).collect()
}

/// A part of two texts by its bytes in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Span {
    Same { old: Range<usize>, new: Range<usize> },
    Removed(Range<usize>),
    Added(Range<usize>),
}

/// The parts of two texts laid over each other; `alike` tells which white space between tokens counts as the same. What is
/// removed stands before what is added in its place.
pub(super) fn spans(
    old: (&str, &[Token<'_>]),
    new: (&str, &[Token<'_>]),
    alike: impl Fn(&str, &str) -> bool,
) -> Vec<Span> {
    let mut overlay = Overlay { old: old.0, new: new.0, old_at: 0, new_at: 0, out: Vec::new() };
    for op in diff(old.1, new.1) {
        match op {
            Op::Same { old: o, new: n } => {
                for (o, n) in o.zip(n) {
                    if let (Some(o), Some(n)) = (old.1.get(o), new.1.get(n)) {
                        overlay.same(&o.range, &n.range, &alike);
                    }
                }
            }
            Op::Change { old: o, new: n } => {
                let whole = |tokens: &[Token<'_>], range: Range<usize>| -> Option<Range<usize>> {
                    let (first, last) = (tokens.get(range.start)?, tokens.get(range.end.checked_sub(1)?)?);
                    (!range.is_empty()).then_some(first.range.start..last.range.end)
                };
                overlay.change(whole(old.1, o), whole(new.1, n), &alike);
            }
        }
    }
    overlay.same(&(old.0.len()..old.0.len()), &(new.0.len()..new.0.len()), &alike);
    settled(overlay.out)
}

struct Overlay<'a> {
    old: &'a str,
    new: &'a str,
    old_at: usize,
    new_at: usize,
    out: Vec<Span>,
}

impl Overlay<'_> {
    /// White space that is alike and then the same token.
    fn same(&mut self, old: &Range<usize>, new: &Range<usize>, alike: &impl Fn(&str, &str) -> bool) {
        if !self.blank(old.start, new.start, alike) {
            self.out.push(Span::Removed(self.old_at..old.start));
            self.out.push(Span::Added(self.new_at..new.start));
        }
        self.out.push(Span::Same { old: old.clone(), new: new.clone() });
        (self.old_at, self.new_at) = (old.end, new.end);
    }

    /// White space before a change stays out of it where it is alike.
    fn change(
        &mut self,
        old: Option<Range<usize>>,
        new: Option<Range<usize>>,
        alike: &impl Fn(&str, &str) -> bool,
    ) {
        if let (Some(old), Some(new)) = (&old, &new)
            && self.blank(old.start, new.start, alike)
        {
            (self.old_at, self.new_at) = (old.start, new.start);
        }
        if let Some(old) = old {
            self.out.push(Span::Removed(self.old_at..old.end));
            self.old_at = old.end;
        }
        if let Some(new) = new {
            self.out.push(Span::Added(self.new_at..new.end));
            self.new_at = new.end;
        }
    }

    /// Whether what stands between here and there is alike; then it is the same.
    fn blank(&mut self, old: usize, new: usize, alike: &impl Fn(&str, &str) -> bool) -> bool {
        let (old, new) = (self.old_at..old, self.new_at..new);
        let between = |text: &str, range: &Range<usize>| text.get(range.clone()).unwrap_or("").to_owned();
        if !alike(&between(self.old, &old), &between(self.new, &new)) {
            return false;
        }
        self.out.push(Span::Same { old, new });
        true
    }
}

/// Neighbours of one sort as one, and of what changes together first all that is removed.
fn settled(spans: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    let (mut removed, mut added): (Option<Range<usize>>, Option<Range<usize>>) = (None, None);
    let grow = |known: &mut Option<Range<usize>>, range: Range<usize>| match known {
        _ if range.is_empty() => {}
        Some(known) => known.end = range.end,
        None => *known = Some(range),
    };
    for span in spans {
        match span {
            Span::Removed(range) => grow(&mut removed, range),
            Span::Added(range) => grow(&mut added, range),
            Span::Same { old, new } => {
                if old.is_empty() && new.is_empty() {
                    continue;
                }
                out.extend(removed.take().map(Span::Removed));
                out.extend(added.take().map(Span::Added));
                match out.last_mut() {
                    Some(Span::Same { old: o, new: n }) => (o.end, n.end) = (old.end, new.end),
                    _ => out.push(Span::Same { old, new }),
                }
            }
        }
    }
    out.extend(removed.map(Span::Removed));
    out.extend(added.map(Span::Added));
    out
}
#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(old: &str, new: &str) -> String {
        let mark = |p: &Piece| match p.run {
            Run::Same => p.text.clone(),
            Run::Removed => format!("[-{}-]", p.text),
            Run::Added => format!("[+{}+]", p.text),
        };
        words(old, new).iter().map(mark).collect()
    }

    #[test]
    fn a_changed_word_is_marked_and_nothing_else() {
        assert_eq!(
            shown("The provider shall pay.", "The provider may pay."),
            "The provider [-shall-][+may+] pay."
        );
        assert_eq!(
            shown("at least 99.9 % in a month", "at least 99.95 % in a month"),
            "at least [-99.9 %-][+99.95 %+] in a month"
        );
        assert_eq!(
            shown("until 2026-01-31, then", "until 2026-03-31, then"),
            "until [-2026-01-31-][+2026-03-31+], then"
        );
        assert_eq!(shown("same", "same"), "same");
        assert_eq!(shown("", "new"), "[+new+]");
    }

    #[test]
    fn neighbouring_changes_are_one_and_a_new_text_is_whole() {
        assert_eq!(
            shown(
                "The fee is paid within ten days of receipt.",
                "The fee is paid after two weeks of receipt."
            ),
            "The fee is paid [-within ten days-][+after two weeks+] of receipt."
        );
        assert_eq!(
            shown("One two three four.", "Completely other words here!"),
            "[-One two three four.-][+Completely other words here!+]"
        );
    }

    #[test]
    fn values_that_stay_are_never_marked() {
        assert_eq!(
            shown(
                "Quillmere shall pay EUR 500 to Tarnwick.",
                "An amount of EUR 500 falls due within a week."
            ),
            "[-Quillmere shall pay-][+An amount of+] EUR 500 [-to Tarnwick-][+falls due within a week+]."
        );
        assert_eq!(
            shown("within 10 days, in writing", "after 10 days, or orally"),
            "[-within-][+after+] 10 days, [-in writing-][+or orally+]"
        );
        assert_eq!(shown("10 x", "y 10"), "[+y +]10[- x-]");
    }

    #[test]
    fn whole_sentences_come_and_go() {
        assert_eq!(
            shown("The one pays. The other eats.", "The other eats."),
            "[-The one pays. -]The other eats."
        );
        assert_eq!(shown("One pays.", "One pays. One eats."), "One pays.[+ One eats.+]");
    }

    #[test]
    fn white_space_is_marked_where_it_is_all_that_differs() {
        assert_eq!(shown("a b c", "a c"), "a[- b-] c");
        assert_eq!(shown("b c", "c"), "[-b -]c");
        assert_eq!(shown("a\nb", "a b"), "a[-\n-][+ +]b");
        assert_eq!(shown("a ", "a"), "a[- -]");
    }

    #[test]
    fn long_texts_are_compared_in_time() {
        let old: String = (0..60_000).map(|n| format!("{n} ")).collect();
        let new: String = (0..60_000).map(|n| format!("{} ", n * 7)).collect();
        assert_eq!(read(&words(&old, &new), Run::Added), old);
        let lines: String = (0..120_000).map(|n| format!("{}\n", n % 10)).collect();
        let other: String = (0..120_000).map(|n| format!("{}\n", n % 9)).collect();
        assert_eq!(read(&words(&lines, &other), Run::Removed), other);
    }

    fn read(pieces: &[Piece], without: Run) -> String {
        pieces.iter().filter(|p| p.run != without).map(|p| p.text.as_str()).collect()
    }

    proptest! {
        #[test]
        fn accepting_gives_the_new_text_and_rejecting_the_old(
            old in "[a-c .\n%0-9é]{0,60}", new in "[a-c .\n%0-9é]{0,60}"
        ) {
            let pieces = words(&old, &new);
            prop_assert_eq!(read(&pieces, Run::Added), old.clone());
            prop_assert_eq!(read(&pieces, Run::Removed), new.clone());
            prop_assert_eq!(old == new, pieces.iter().all(|p| p.run == Run::Same));
        }
    }
}
