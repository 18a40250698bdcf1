//! Defined terms that fit the word being typed.

use super::shortened;
use crate::agreement::Definition;

/// A term that can take the place of what was typed of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermOffer {
    /// Where what it replaces begins, in bytes of the text.
    pub from: usize,
    /// The term, or one of its forms.
    pub term: String,
    /// What it means, on one line.
    pub meaning: String,
}

/// Longest list: nobody reads on.
const MOST: usize = 8;
/// Letters of a word in small letters before anything is offered for it.
const LEAST: usize = 3;
/// Words before the one being typed that may belong to a term.
const WORDS_BEFORE: usize = 3;

/// The terms that fit the word which ends at `cursor` (in bytes), or several words up to there; the closest first. A
/// capital offers at once, small letters only after some of them.
pub fn terms(definitions: &[Definition], text: &str, cursor: usize) -> Vec<TermOffer> {
    let (Some(before), Some(after)) = (text.get(..cursor), text.get(cursor..)) else { return Vec::new() };
    if after.starts_with(is_letter) {
        return Vec::new();
    }
    let starts = starts(before);
    let Some(word) = starts.first().and_then(|at| before.get(*at..)) else { return Vec::new() };
    let enough = word.starts_with(char::is_uppercase) || word.chars().count() >= LEAST;
    let mut found: Vec<((usize, bool, usize), TermOffer)> = Vec::new();
    for definition in definitions {
        let forms = std::iter::once(definition.term.as_str()).chain(definition.forms.iter());
        for form in forms.map(str::trim).filter(|form| !form.is_empty()) {
            let Some((from, words, inside)) = fit(before, &starts, form) else { continue };
            if words == 0 && !enough {
                continue;
            }
            let offer = TermOffer { from, term: form.to_owned(), meaning: shortened(&definition.meaning) };
            found.push(((WORDS_BEFORE - words, inside, form.len()), offer));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.term.cmp(&b.1.term)));
    found.dedup_by(|a, b| a.1.term == b.1.term);
    found.into_iter().take(MOST).map(|(_, offer)| offer).collect()
}

/// Where the last words begin, the last one first; empty if no word ends here.
fn starts(before: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut rest = before;
    loop {
        let word =
            rest.len() - rest.chars().rev().take_while(|c| is_letter(*c)).map(char::len_utf8).sum::<usize>();
        if word == rest.len() {
            return starts;
        }
        starts.push(word);
        rest = rest.get(..word).unwrap_or("");
        match rest.strip_suffix(' ') {
            Some(more) if starts.len() <= WORDS_BEFORE => rest = more,
            _ => return starts,
        }
    }
}

/// Where what was typed of a form begins, how many words before the last belong to it, and whether it is only the
/// beginning of a later word of the form. What stands there in full already is not offered.
fn fit(before: &str, starts: &[usize], form: &str) -> Option<(usize, usize, bool)> {
    let lower = form.to_lowercase();
    for (words, at) in starts.iter().enumerate().rev() {
        let typed = before.get(*at..)?;
        if typed == form {
            return None;
        }
        if lower.starts_with(&typed.to_lowercase()) {
            return Some((*at, words, false));
        }
    }
    let at = *starts.first()?;
    let typed = before.get(at..)?.to_lowercase();
    lower.split(' ').skip(1).any(|word| word.starts_with(&typed)).then_some((at, 0, true))
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '’' | '\'' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Leaf;

    fn definitions() -> Vec<Definition> {
        let make = |term: &str, forms: &str| Definition {
            term: term.parse().unwrap(),
            forms: Leaf::parse(forms).unwrap(),
            meaning: "What\nit means".parse().unwrap(),
            ..Definition::default()
        };
        vec![make("Service", "Services"), make("Service Credit", "Service Credits"), make("Downtime", "")]
    }

    fn offered(text: &str) -> Vec<String> {
        terms(&definitions(), text, text.len())
            .into_iter()
            .map(|o| format!("{}@{}", o.term, o.from))
            .collect()
    }

    #[test]
    fn a_capital_offers_at_once_and_small_letters_after_three() {
        assert_eq!(offered("The S"), ["Service@4", "Services@4", "Service Credit@4", "Service Credits@4"]);
        assert_eq!(offered("the do"), [""; 0]);
        assert_eq!(offered("the dow"), ["Downtime@4"]);
        assert_eq!(offered("the Service "), [""; 0]);
        assert_eq!(offered(""), [""; 0]);
        assert_eq!(terms(&definitions(), "the Serv", 8)[0].meaning, "What it means");
    }

    #[test]
    fn several_words_fit_one_term_and_come_first() {
        assert_eq!(offered("a service cr"), ["Service Credit@2", "Service Credits@2"]);
        assert_eq!(offered("all of the Service Cre")[0], "Service Credit@11");
        assert_eq!(offered("any credi"), ["Service Credit@4", "Service Credits@4"]);
    }

    #[test]
    fn what_stands_there_in_full_or_goes_on_is_not_offered() {
        assert_eq!(offered("a Service Credit"), ["Service Credits@2"]);
        assert_eq!(terms(&definitions(), "Downtimes", 4), []);
        assert_eq!(terms(&definitions(), "é", 1), []);
    }
}
