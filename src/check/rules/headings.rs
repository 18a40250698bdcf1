//! References in plain words to a chapter, section or annex that this agreement does not have.

use super::{Cx, Report};
use crate::check::text::Question;
use crate::value::quoted;
use rustc_hash::FxHashSet;

const PARTS: &[&str] =
    &["chapter", "section", "clause", "annex", "appendix", "exhibit", "article", "schedule"];

/// Part of the rule about references that lead nowhere.
pub(super) fn named(cx: &Cx<'_>, report: &mut Report) {
    let mut headings: Option<FxHashSet<String>> = None;
    for at in cx.texts().filter(|t| t.record.name != "Answer") {
        if !at.has(Question::Heading, |text| !references(text).is_empty()) {
            continue;
        }
        let known = headings.get_or_insert_with(|| headings_of(cx));
        for reference in references(&at.text).into_iter().filter(|r| !r.is_known(known)) {
            let message = format!(
                "{} leads nowhere: no heading of this agreement reads so",
                quoted(&format!("{} {}", reference.part, reference.title))
            );
            let hint =
                "Refer to a clause that is printed, by {{ref:section.clause}}, or name the other document";
            report.at(at.path.clone(), message, hint);
        }
    }
}

fn headings_of(cx: &Cx<'_>) -> FxHashSet<String> {
    let own = cx.draft.extra_clauses.iter().map(|c| c.title.trim().to_lowercase());
    let form = cx.template.sections.iter().flat_map(|s| {
        std::iter::once(s.title.to_lowercase()).chain(s.clauses.iter().map(|c| c.title.to_lowercase()))
    });
    own.chain(form).filter(|h| !h.is_empty()).collect()
}

#[derive(Debug, PartialEq, Eq)]
struct Reference<'t> {
    part: &'t str,
    title: String,
}

impl Reference<'_> {
    /// Whether a heading begins it: more words of the sentence may follow.
    fn is_known(&self, headings: &FxHashSet<String>) -> bool {
        let lower = self.title.to_lowercase();
        let mut end = lower.len();
        loop {
            let Some(part) = lower.get(..end) else { return false };
            if headings.contains(part.trim_end()) {
                return true;
            }
            match part.rfind(' ') {
                Some(at) => end = at,
                None => return false,
            }
        }
    }
}

/// All references by name: the word for a part of a document, then a title in quotation marks or with a capital.
fn references(text: &str) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    let lower = text.to_ascii_lowercase();
    for part in PARTS {
        for (at, _) in lower.match_indices(part) {
            let before = text.get(..at).unwrap_or("");
            let Some(rest) = text.get(at + part.len()..) else { continue };
            let inside = before.chars().next_back().is_some_and(char::is_alphanumeric);
            let Some(rest) = rest.strip_prefix([' ', '\u{a0}']).filter(|_| !inside) else { continue };
            let word = text.get(at..at + part.len()).unwrap_or(part);
            if let Some((title, after)) = in_quotes(rest) {
                if !elsewhere(after) {
                    found.push(Reference { part: word, title: title.trim().to_owned() });
                }
            } else if *part != "schedule" && !opens_sentence(before, word) {
                found.extend(plain_title(rest).map(|title| Reference { part: word, title }));
            }
        }
    }
    found
}

fn in_quotes(rest: &str) -> Option<(&str, &str)> {
    let closing = match rest.chars().next()? {
        '“' => '”',
        '"' => '"',
        '‘' => '’',
        '«' => '»',
        _ => return None,
    };
    let inner = rest.get(rest.chars().next()?.len_utf8()..)?;
    let end = inner.find(closing)?;
    let title = inner.get(..end)?;
    let letters = title.chars().filter(|c| c.is_alphabetic()).count() > 1;
    letters.then_some((title, inner.get(end + closing.len_utf8()..)?))
}

/// "Schedule Managers report …" is no reference; a capital may also only open the sentence.
fn opens_sentence(before: &str, word: &str) -> bool {
    let before = before.trim_end();
    word.starts_with(|c: char| c.is_uppercase())
        && (before.is_empty() || before.ends_with(['.', '!', '?', '\n', ':']))
}

/// The words of a title without quotation marks, as far as the sentence goes on; at most six.
fn plain_title(rest: &str) -> Option<String> {
    let end = rest.find([',', '.', ';', ':', '(', ')', '\n', '"', '“', '”', '{', '/']).unwrap_or(rest.len());
    let clause = rest.get(..end)?;
    let mut words = clause.split_whitespace();
    let first = words.next()?;
    let mut letters = first.chars();
    let capital = letters.next()?.is_uppercase() && letters.next().is_some_and(char::is_lowercase);
    if !capital || elsewhere_within(clause) {
        return None;
    }
    let title: Vec<&str> = std::iter::once(first).chain(words).take(6).collect();
    let says =
        ["says", "is", "are", "applies", "apply", "shall", "will", "sets", "states", "stands", "and", "or"];
    let stop = title.iter().position(|w| says.contains(w)).unwrap_or(title.len());
    Some(title.get(..stop)?.join(" "))
}

/// What follows names another document.
fn elsewhere(after: &str) -> bool {
    let after = after.trim_start();
    ["of the ", "of its ", "of our ", "of that ", "in the ", "to the "].iter().any(|of| after.starts_with(of))
}

fn elsewhere_within(clause: &str) -> bool {
    [" of the ", " of its ", " of our ", " of that ", " to the "].iter().any(|of| clause.contains(of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testkit::codes;

    fn titles(text: &str) -> Vec<String> {
        references(text).into_iter().map(|r| r.title).collect()
    }

    #[test]
    fn references_by_name_are_found() {
        assert_eq!(titles("see chapter Calculation of availability"), ["Calculation of availability"]);
        assert_eq!(titles("the cap in clause Limitation of liability."), ["Limitation of liability"]);
        assert_eq!(titles("as Section “Change Control” says"), ["Change Control"]);
        assert_eq!(titles("only as clause Change Control says"), ["Change Control"]);
    }

    #[test]
    fn numbers_other_documents_and_plain_words_are_none() {
        for text in [
            "see clause 7.2",
            "as Annex A says",
            "clause {{ref:credits.claims}}",
            "the section managers meet",
            "Section Managers meet each month",
            "clause Liability of the master agreement",
            "section “Damages” of the Civil Code",
            "subsection Names",
        ] {
            assert_eq!(titles(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn headings_of_the_form_are_known() {
        let own = [
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Limits of credits",
        ];
        let with = |text: &str| codes(&[own[0], own[1], own[2], &format!("extra_clauses.own.text={text}")]);
        assert!(!with("See section Limits of credits for more.").contains(&"D04"));
        assert!(with("See section Limits of liability for more.").contains(&"D04"));
    }
}
