//! Finds the defined terms in a text.

use super::Inline;
use super::blocks::term_anchor;
use crate::agreement::{Agreement, Definition};
use crate::value::FieldPath;
use std::collections::HashMap;
use std::ops::Range;

/// Recognises the terms of an agreement: longest match, whole words, as written with their capitals, in all listed
/// forms. Building and searching are linear in the text.
#[derive(Default)]
pub struct Terms {
    /// By the first word of a form; the longest form first.
    forms: HashMap<String, Vec<Form>>,
}

struct Form {
    text: String,
    /// Bytes before the first word, for a term that begins with a sign.
    lead: usize,
    /// Empty for a name that is no term, whatever words it is made of.
    definition: String,
}

impl Terms {
    pub fn new(definitions: &[Definition]) -> Self {
        let mut out = Self::default();
        for definition in definitions {
            out.add(&definition.term, &definition.id);
            definition.forms.iter().for_each(|form| out.add(form, &definition.id));
        }
        out.sorted()
    }

    /// The terms of an agreement. Words within the name of a party ("Larkmoor Services Limited") are no terms.
    pub fn of(agreement: &Agreement) -> Self {
        let mut out = Self::new(&agreement.definitions);
        if !out.forms.is_empty() {
            for party in &agreement.parties {
                out.add(&party.legal_name, "");
                out.add(&party.short_name, "");
            }
        }
        out.sorted()
    }

    fn add(&mut self, form: &str, definition: &str) {
        let text = form.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(word) = words(&text).next() else { return };
        let first = text.get(word.clone()).unwrap_or("").to_owned();
        let form = Form { text, lead: word.start, definition: definition.to_owned() };
        self.forms.entry(first).or_default().push(form);
    }

    /// The longest form first; of equal ones the term before the name.
    fn sorted(mut self) -> Self {
        for same in self.forms.values_mut() {
            same.sort_by_key(|f| (std::cmp::Reverse(f.text.len()), f.definition.is_empty()));
        }
        self
    }

    /// Where terms stand in the text, with the ids of their definitions.
    pub fn find<'t>(&'t self, text: &str) -> Vec<(Range<usize>, &'t str)> {
        let mut found = Vec::new();
        if self.forms.is_empty() {
            return found;
        }
        let mut done = 0;
        for word in words(text) {
            if word.start < done {
                continue;
            }
            let Some(forms) = text.get(word.clone()).and_then(|w| self.forms.get(w)) else { continue };
            let hit = forms.iter().find_map(|form| {
                let start = word.start.checked_sub(form.lead).filter(|s| *s >= done)?;
                let end = start + form.text.len();
                let same = text.get(start..end).is_some_and(|t| t == form.text);
                let rest = text.get(end..).unwrap_or("");
                let ends = !form.text.ends_with(is_word) || !rest.starts_with(is_word);
                let whole = same && ends;
                whole.then_some((start..end, form.definition.as_str()))
            });
            if let Some((range, definition)) = hit {
                done = range.end;
                if !definition.is_empty() {
                    found.push((range, definition));
                }
            }
        }
        found
    }

    /// The text with links to the definitions. Without a path the rest is our own text, else a value of that field.
    pub fn mark(&self, text: &str, path: Option<&FieldPath>) -> Vec<Inline> {
        let mut out = Vec::new();
        let plain = |piece: &str| match path {
            Some(path) => Inline::Value { path: path.clone(), text: piece.to_owned() },
            None => Inline::Text(piece.to_owned()),
        };
        let mut done = 0;
        for (range, definition) in self.find(text) {
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

fn is_word(c: char) -> bool {
    // Combining marks belong to the letter before them.
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// The runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let start = loop {
            let (at, c) = chars.next()?;
            if is_word(c) {
                break at;
            }
        };
        let mut end = text.len();
        while let Some((at, c)) = chars.peek() {
            if !is_word(*c) {
                end = *at;
                break;
            }
            chars.next();
        }
        Some(start..end)
    })
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
