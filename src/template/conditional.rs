//! Parts of a clause text that are printed only where what they speak of is there:
//! `{{when:indemnities}}, and under the indemnities{{end}}`, or `{{unless:…}}` for the opposite. What follows the colon
//! is a path as in [`super::When::Has`]. The parts do not stand inside each other, and a drafter never sees the marks.

use super::{Facts, Markup, When, parse};
use std::borrow::Cow;
use std::sync::Arc;

/// More conditions than this in one text are a fault: each doubles the texts that are kept.
const MOST_CONDITIONS: usize = 6;

/// A text, or a part of it under a condition.
struct Part<'a> {
    /// The path that must hold something, or must not.
    condition: Option<(&'a str, bool)>,
    text: &'a str,
}

const OPEN: &str = "{{";
const CLOSE: &str = "}}";
const END: &str = "{{end}}";

/// The parts of the text; the last of them is the rest from where the marks cannot be read, with what is wrong.
fn parts(text: &str) -> (Vec<Part<'_>>, Option<String>) {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, wanted, path, inside)) = next(rest) {
        let Some((part, after)) = inside.split_once(END) else {
            out.push(Part { condition: None, text: rest });
            return (out, Some(format!("the part under the condition “{path}” has no {END}")));
        };
        out.push(Part { condition: None, text: before });
        out.push(Part { condition: Some((path, wanted)), text: part });
        rest = after;
    }
    out.push(Part { condition: None, text: rest });
    (out, None)
}

/// What stands before the next mark, what it asks for, and what follows it.
fn next(text: &str) -> Option<(&str, bool, &str, &str)> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find(OPEN)?;
        let (before, marked) = text.split_at_checked(at)?;
        let inner = marked.get(OPEN.len()..)?;
        for (word, wanted) in [("when:", true), ("unless:", false)] {
            if let Some((path, inside)) = inner.strip_prefix(word).and_then(|rest| rest.split_once(CLOSE)) {
                return Some((before, wanted, path.trim(), inside));
            }
        }
        from = at + OPEN.len();
    }
}

/// The text as this draft has it, without the marks.
pub fn text_in<'a>(text: &'a str, facts: &Facts<'_>) -> Cow<'a, str> {
    if next(text).is_none() {
        return Cow::Borrowed(text);
    }
    let kept = parts(text).0.into_iter().filter(|part| part.condition.is_none_or(|c| holds(c, facts)));
    Cow::Owned(kept.map(|part| part.text).collect())
}

fn holds((path, wanted): (&str, bool), facts: &Facts<'_>) -> bool {
    facts.find(path).is_ok_and(|fact| !fact.is_blank()) == wanted
}

/// A clause text parsed once for each way in which its conditions can be decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Varied {
    /// Paths in the order in which the text first asks for them.
    asked: Vec<String>,
    /// By the number whose n-th bit says whether the n-th path holds something.
    markups: Vec<Arc<Markup>>,
    /// The text without every part under a condition that must hold.
    least: Arc<Markup>,
    /// What is wrong with the marks.
    pub fault: Option<String>,
}

impl Varied {
    pub(super) fn new(text: &str) -> Self {
        let (parts, mut fault) = parts(text);
        let mut asked: Vec<String> = Vec::new();
        for (path, _) in parts.iter().filter_map(|p| p.condition) {
            if !asked.iter().any(|known| known == path) {
                asked.push(path.to_owned());
            }
        }
        if asked.len() > MOST_CONDITIONS {
            fault = Some(format!("it has more than {MOST_CONDITIONS} conditions; make two clauses of it"));
            asked.truncate(MOST_CONDITIONS);
        }
        let is_set = |number: usize, path: &str| {
            asked.iter().position(|known| known == path).is_some_and(|n| (number >> n) & 1 == 1)
        };
        let markups: Vec<Arc<Markup>> = (0..1_usize << asked.len())
            .map(|number| {
                let kept =
                    parts.iter().filter(|p| p.condition.is_none_or(|(path, w)| is_set(number, path) == w));
                Arc::new(parse(&kept.map(|p| p.text).collect::<String>()))
            })
            .collect();
        let least = markups.first().map(Arc::clone).unwrap_or_default();
        Self { asked, markups, least, fault }
    }

    /// The text for this draft.
    pub fn in_draft(&self, facts: &Facts<'_>) -> &Arc<Markup> {
        let bit = |(n, path): (usize, &String)| usize::from(holds((path, true), facts)) << n;
        let number = self.asked.iter().enumerate().map(bit).sum::<usize>();
        self.markups.get(number).unwrap_or(&self.least)
    }

    /// Every way the text can read, with what holds where it reads so.
    pub(super) fn readings(&self) -> impl Iterator<Item = (Vec<When>, &Markup)> {
        self.markups.iter().enumerate().map(|(number, markup)| {
            let set = self.asked.iter().enumerate().filter(move |(n, _)| number >> n & 1 == 1);
            (set.map(|(_, path)| When::Has(path.clone())).collect(), &**markup)
        })
    }

    /// What the text asks for.
    pub fn asked(&self) -> impl Iterator<Item = &str> {
        self.asked.iter().map(String::as_str)
    }

    /// Every way the text can read.
    pub fn all(&self) -> impl Iterator<Item = &Markup> {
        self.markups.iter().map(|markup| &**markup)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Edit;
    use crate::template::testing::{start, template};

    #[test]
    fn parts_stand_only_where_their_condition_holds() {
        let (mut draft, template) = (start(), template());
        let text =
            "A{{when:governing_law}} b{{end}}{{unless:governing_law}} c{{end}}, {{customer.short_name}}.";
        let varied = Varied::new(text);
        assert_eq!((varied.all().count(), varied.asked().count(), &varied.fault), (2, 1, &None));
        let read = |draft: &crate::draft::Draft| {
            let facts = Facts::new(draft, &template);
            assert_eq!(**varied.in_draft(&facts), parse(&text_in(text, &facts)));
            text_in(text, &facts).into_owned()
        };
        assert_eq!(read(&draft), "A b, {{customer.short_name}}.");
        Edit::set("governing_law", "").apply_strict(&mut draft).unwrap();
        assert_eq!(read(&draft), "A c, {{customer.short_name}}.");
    }

    #[test]
    fn a_mark_without_its_end_is_told() {
        assert!(Varied::new("A{{when:parties}} b").fault.unwrap().contains("parties"));
        let many: String = (0..7).map(|n| format!("{{{{when:a{n}}}}}b{{{{end}}}}")).collect();
        assert!(Varied::new(&many).fault.unwrap().contains("more than 6"));
        assert_eq!(Varied::new("Plain {{a.b}}.").all().count(), 1);
    }
}
