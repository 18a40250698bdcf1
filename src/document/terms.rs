//! Finds the defined terms in a text.

use super::Inline;
use super::blocks::term_anchor;
use crate::agreement::{Agreement, Definition};
use crate::value::FieldPath;
use std::ops::Range;

/// Recognises the terms of an agreement: longest match, whole words, as written with their capitals, in all listed
/// forms. Building and searching are linear in the text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// By their first words; the longest of those with the same one first.
    forms: Vec<Form>,
    /// The bytes with which first words begin: most words of a text begin with another one.
    initials: Initials,
}

#[derive(Debug, PartialEq, Eq)]
struct Form {
    text: String,
    /// Bytes of the text where the first word stands; behind a sign with which the term begins.
    first: Range<usize>,
    /// Empty for a name that is no term, whatever words it is made of.
    definition: String,
}

impl Form {
    fn of(form: &str, definition: &str) -> Option<Self> {
        let text = form.split_whitespace().collect::<Vec<_>>().join(" ");
        let start = text.find(is_word)?;
        let first = start..start + text.get(start..).map_or(0, run_of_letters);
        Some(Self { text, first, definition: definition.to_owned() })
    }

    fn first_word(&self) -> &str {
        self.text.get(self.first.clone()).unwrap_or("")
    }
}

fn forms(definitions: &[Definition]) -> Vec<Form> {
    let mut forms = Vec::new();
    for definition in definitions {
        let all = std::iter::once(definition.term.as_str()).chain(definition.forms.iter());
        forms.extend(all.filter_map(|form| Form::of(form, &definition.id)));
    }
    forms
}

impl Terms {
    pub fn new(definitions: &[Definition]) -> Self {
        Self::sorted(forms(definitions))
    }

    /// The terms of an agreement. Words within the name of a party ("Larkmoor Services Limited") are no terms.
    pub fn of(agreement: &Agreement) -> Self {
        let mut forms = forms(&agreement.definitions);
        let names = agreement.parties.iter().flat_map(|p| [&p.legal_name, &p.short_name]);
        let names: Vec<Form> = names
            .filter_map(|name| Form::of(name, ""))
            .filter(|name| could_hold(&name.text, &forms))
            .collect();
        forms.extend(names);
        Self::sorted(forms)
    }

    /// Of those with one first word the longest form first; of equal ones the term before the name.
    fn sorted(mut forms: Vec<Form>) -> Self {
        let order = |f: &Form| (std::cmp::Reverse(f.text.len()), f.definition.is_empty());
        forms.sort_by(|a, b| a.first_word().cmp(b.first_word()).then_with(|| order(a).cmp(&order(b))));
        let mut initials = Initials::default();
        forms.iter().filter_map(|f| f.first_word().bytes().next()).for_each(|byte| initials.add(byte));
        Self { forms, initials }
    }

    /// The forms that begin with this word.
    fn beginning_with<'t>(&'t self, word: &str) -> impl Iterator<Item = &'t Form> + use<'t> {
        let from = self.forms.partition_point(|f| f.first_word() < word);
        let to = from + self.forms.get(from..).map_or(0, |f| f.partition_point(|f| f.first_word() == word));
        self.forms.get(from..to).unwrap_or_default().iter()
    }

    /// Where a word begins as some form does, at `from` or behind it.
    fn next_start(&self, text: &str, from: usize) -> Option<usize> {
        let bytes = text.as_bytes().get(from..)?;
        let mut as_forms_do =
            (from..).zip(bytes).filter(|(_, byte)| self.initials.has(**byte)).map(|(at, _)| at);
        as_forms_do.find(|at| begins_word(text, *at))
    }

    /// Where terms stand in the text, with the ids of their definitions.
    pub fn find<'t>(&'t self, text: &str) -> Vec<(Range<usize>, &'t str)> {
        let mut found = Vec::new();
        if self.forms.is_empty() {
            return found;
        }
        let (mut at, mut done) = (0, 0);
        while let Some(start) = self.next_start(text, at) {
            let end = start + text.get(start..).map_or(0, run_of_letters);
            at = end;
            let mut forms = self.beginning_with(text.get(start..end).unwrap_or(""));
            let hit = forms.find_map(|form| {
                let start = start.checked_sub(form.first.start).filter(|s| *s >= done)?;
                let end = start + form.text.len();
                let same = text.get(start..end).is_some_and(|t| t == form.text);
                let rest = text.get(end..).unwrap_or("");
                let ends = !form.text.ends_with(is_word) || !rest.starts_with(is_word);
                let whole = same && ends;
                whole.then_some((start..end, form.definition.as_str()))
            });
            if let Some((range, definition)) = hit {
                done = range.end;
                at = at.max(done);
                if !definition.is_empty() {
                    found.push((range, definition));
                }
            }
        }
        found
    }

    /// The text with links to the definitions. Without a path the rest is our own text, else a value of that field.
    pub fn mark(&self, text: &str, path: Option<&FieldPath>) -> Vec<Inline> {
        let found = self.find(text);
        let mut out = Vec::with_capacity(2 * found.len() + 1);
        let plain = |piece: &str| match path {
            Some(path) => Inline::Value { path: path.clone(), text: piece.to_owned() },
            None => Inline::Text(piece.to_owned()),
        };
        let mut done = 0;
        for (range, definition) in found {
            let before = text.get(done..range.start).unwrap_or("");
            if !before.is_empty() {
                out.push(plain(before));
            }
            out.push(Inline::TermRef {
                anchor: term_anchor(definition),
                text: text.get(range.clone()).unwrap_or("").to_owned(),
                path: path.cloned(),
            });
            done = range.end;
        }
        let rest = text.get(done..).unwrap_or("");
        if !rest.is_empty() {
            out.push(plain(rest));
        }
        out
    }
}

/// Whether a term could begin within this name: at one of its words or, if the term begins with a sign, perhaps at its
/// end. Other names change nothing.
fn could_hold(name: &str, terms: &[Form]) -> bool {
    let mut words = name.split(|c| !is_word(c)).filter(|word| !word.is_empty());
    terms.iter().any(|term| term.first.start > 0)
        || words.any(|word| terms.iter().any(|term| term.first_word() == word))
}

/// A set of bytes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Initials([u64; 4]);

impl Initials {
    fn add(&mut self, byte: u8) {
        if let Some(part) = self.0.get_mut(usize::from(byte / 64)) {
            *part |= 1 << (byte % 64);
        }
    }

    fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte / 64)).is_some_and(|part| part >> (byte % 64) & 1 == 1)
    }
}

fn is_word(c: char) -> bool {
    // Combining marks belong to the letter before them.
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Whether a run of letters and digits begins here.
fn begins_word(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(is_word))
        && !text.get(..at).is_some_and(|before| before.ends_with(is_word))
}

/// Bytes at the beginning that are letters and digits.
fn run_of_letters(text: &str) -> usize {
    text.find(|c| !is_word(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Leaf;

    fn terms(list: &[(&str, &str, &str)]) -> Terms {
        let definitions: Vec<Definition> = list
            .iter()
            .map(|(id, term, forms)| Definition {
                id: id.parse().unwrap(),
                term: term.parse().unwrap(),
                forms: Leaf::parse(forms).unwrap(),
                ..Definition::default()
            })
            .collect();
        Terms::new(&definitions)
    }

    fn found(terms: &Terms, text: &str) -> Vec<String> {
        terms.find(text).into_iter().map(|(range, id)| format!("{}={id}", &text[range])).collect()
    }

    #[test]
    fn the_longest_whole_word_match_wins() {
        let terms =
            terms(&[("service", "Service", "Services"), ("credit", "Service Credit", "Service Credits")]);
        assert_eq!(
            found(&terms, "A Service Credit for the Services; Service-Services, Serviced, service."),
            ["Service Credit=credit", "Services=service", "Service=service", "Services=service"]
        );
        assert_eq!(found(&terms, "Service Creditor"), ["Service=service"]);
        assert_eq!(
            found(&terms, "the Service’s end; Service Credits"),
            ["Service=service", "Service Credits=credit"]
        );
    }

    #[test]
    fn word_ends_are_those_of_any_script() {
        let terms =
            terms(&[("s", "Störung", ""), ("c", "Cafe", ""), ("n", ".NET Runtime", ""), ("q", "C++", "")]);
        assert_eq!(found(&terms, "eine Störung, Störungen"), ["Störung=s"]);
        assert_eq!(found(&terms, "Cafe\u{301} Caféteria Cafe"), ["Cafe=c"]);
        assert_eq!(found(&terms, "the .NET Runtime and C++."), [".NET Runtime=n", "C++=q"]);
        assert_eq!(found(&terms, ""), [""; 0]);
    }

    #[test]
    fn a_party_s_name_is_no_term() {
        let mut agreement = crate::template::testing::start().agreement;
        let found = |agreement: &Agreement, text| found(&Terms::of(agreement), text);
        agreement.parties[0].legal_name = "Larkmoor Services Limited".parse().unwrap();
        assert_eq!(found(&agreement, "Larkmoor Services Limited, Services"), ["Services=service"]);
        agreement.parties[0].legal_name = "Services".parse().unwrap();
        assert_eq!(
            found(&agreement, "the Services"),
            ["Services=service"],
            "a term that is also a name is a term"
        );
    }

    #[test]
    fn marking_loses_no_text() {
        let terms = terms(&[("s", "Service", "")]);
        let path = FieldPath::new("overview");
        let inlines = terms.mark("The Service, a Service", Some(&path));
        assert_eq!(crate::document::plain(&inlines), "The Service, a Service");
        assert_eq!(inlines.len(), 4);
        assert!(inlines.iter().all(|i| match i {
            Inline::Value { path: p, .. } => *p == path,
            Inline::TermRef { path: p, anchor, .. } => p.as_ref() == Some(&path) && anchor == "term-s",
            _ => false,
        }));
    }
}
