//! How well a text answers what was typed: whole words and beginnings count most, letters in order least.

/// Letters of a text beyond this many are not compared.
const LONGEST: usize = 160;

/// Best scores of one word of the query, in what it was found.
const WHOLE: i32 = 120;
const BEGINNING: i32 = 100;
const WORD: i32 = 80;
const INSIDE: i32 = 55;
const LETTERS: i32 = 40;
const BESIDE: i32 = 22;

/// What was typed, as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<Vec<char>>,
    /// All of it, to tell that a text is exactly that.
    whole: Vec<char>,
}

impl Query {
    pub fn new(typed: &str) -> Self {
        let whole = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            words: whole.split(' ').filter(|w| !w.is_empty()).map(folded).collect(),
            whole: folded(&whole),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// A text that can be found, as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    letters: Vec<char>,
    /// What stands beside it: found, but less of an answer.
    beside: String,
}

impl Text {
    pub fn new(text: &str, beside: &str) -> Self {
        Self { letters: folded(text), beside: beside.to_lowercase() }
    }

    /// How well this answers the query: more is better; `None` if it does not.
    pub fn score(&self, query: &Query) -> Option<i32> {
        let mut sum = 0;
        for word in &query.words {
            sum += self.word(word).map(|(score, _)| score).or_else(|| self.found_beside(word))?;
        }
        let count = i32::try_from(query.words.len().max(1)).unwrap_or(i32::MAX);
        let length = i32::try_from(self.letters.len()).unwrap_or(i32::MAX).min(60);
        // A phrase in one piece is meant more than its words here and there.
        let phrase =
            if query.words.len() > 1 && find(&self.letters, &query.whole, 0).is_some() { 30 } else { 0 };
        let same = if self.letters == query.whole { 40 } else { 0 };
        Some(sum * 4 / count + phrase * 4 + same * 4 - length)
    }

    /// The letters (counted in characters) that answer the query, in order.
    pub fn marks(&self, query: &Query) -> Vec<usize> {
        let found = query.words.iter().filter_map(|word| self.word(word));
        let mut marks: Vec<usize> = found.flat_map(|(_, marks)| marks).collect();
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    fn found_beside(&self, word: &[char]) -> Option<i32> {
        let word: String = word.iter().collect();
        self.beside.contains(&word).then_some(BESIDE)
    }

    fn word(&self, word: &[char]) -> Option<(i32, Vec<usize>)> {
        let mut best: Option<(i32, usize)> = None;
        let mut from = 0;
        while let Some(at) = find(&self.letters, word, from) {
            let ends = self.is_end(at + word.len());
            let score = match (at, self.begins(at)) {
                (0, _) if ends => WHOLE,
                (0, _) => BEGINNING,
                (_, true) => WORD + if ends { 10 } else { 0 },
                (_, false) => INSIDE,
            };
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, at));
            }
            from = at + 1;
        }
        match best {
            Some((score, at)) => Some((score, (at..at + word.len()).collect())),
            None => self.in_order(word),
        }
    }

    fn begins(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|i| self.letters.get(i));
        before.is_none_or(|c| !c.is_alphanumeric())
    }

    fn is_end(&self, at: usize) -> bool {
        self.letters.get(at).is_none_or(|c| !c.is_alphanumeric())
    }

    /// Letters in order: each begins a word, or follows the one before, or is skipped to at a price.
    fn in_order(&self, word: &[char]) -> Option<(i32, Vec<usize>)> {
        let mut marks = Vec::with_capacity(word.len());
        let mut from = 0;
        let mut loose = 0;
        for (n, letter) in word.iter().enumerate() {
            let next = |i: usize| self.letters.get(i) == Some(letter);
            let rest = word.get(n..).unwrap_or_default();
            let follows = (n > 0 && next(from)).then_some(from);
            let starts = || {
                (from..self.letters.len())
                    .find(|i| next(*i) && self.begins(*i) && self.has_in_order(*i, rest))
            };
            let any = || (from..self.letters.len()).find(|i| next(*i));
            let at = match follows.or_else(starts) {
                Some(at) => at,
                None if n == 0 => return None,
                None => {
                    loose += 1;
                    any()?
                }
            };
            marks.push(at);
            from = at + 1;
        }
        // Hardly a letter where one would look for it: that is chance.
        if loose * 2 > word.len() {
            return None;
        }
        let loose = i32::try_from(loose).unwrap_or(i32::MAX);
        Some((LETTERS - 6 * loose, marks))
    }

    fn has_in_order(&self, from: usize, word: &[char]) -> bool {
        let mut letters = self.letters.iter().skip(from);
        word.iter().all(|wanted| letters.any(|c| c == wanted))
    }
}

fn find(text: &[char], word: &[char], from: usize) -> Option<usize> {
    if word.is_empty() {
        return None;
    }
    let rest = text.get(from..)?;
    rest.windows(word.len()).position(|piece| piece == word).map(|at| at + from)
}

/// Small letters, one for each character, so that positions stay.
fn folded(text: &str) -> Vec<char> {
    text.chars().take(LONGEST).map(|c| c.to_lowercase().next().unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(query: &str, texts: &[&str]) -> Vec<String> {
        let query = Query::new(query);
        let mut found: Vec<(i32, &str)> =
            texts.iter().filter_map(|t| Some((Text::new(t, "").score(&query)?, *t))).collect();
        found.sort_by_key(|(score, _)| -score);
        found.into_iter().map(|(_, t)| t.to_owned()).collect()
    }

    #[test]
    fn beginnings_come_before_middles_and_letters_in_order_come_last() {
        let all = ["Undo", "Show or hide pages", "Save as…", "Save", "Autosave", "Legal name"];
        assert_eq!(best("save", &all), ["Save", "Save as…", "Autosave"]);
        assert_eq!(best("hide", &all), ["Show or hide pages"]);
        assert_eq!(best("pages hide", &all), ["Show or hide pages"]);
        assert_eq!(best("svas", &all), ["Save as…"]);
        assert_eq!(best("shp", &all), ["Show or hide pages"]);
        assert_eq!(best("zzz", &all), [""; 0]);
        assert_eq!(best("aeae", &all), [""; 0], "chance is no answer");
        assert_eq!(best("undo", &["Counted from, or when"]), [""; 0]);
    }

    #[test]
    fn the_letters_that_answer_are_marked() {
        let marks = |text: &str, query: &str| Text::new(text, "").marks(&Query::new(query));
        assert_eq!(marks("Save as…", "save"), [0, 1, 2, 3]);
        assert_eq!(marks("Save as…", "sas"), [0, 1, 6]);
        assert_eq!(marks("Legal name", "na le"), [0, 1, 6, 7]);
        assert_eq!(marks("Überschrift", "über"), [0, 1, 2, 3]);
    }

    #[test]
    fn what_stands_beside_is_found_too() {
        let text = Text::new("Legal name", "Parties › Customer");
        assert!(text.score(&Query::new("customer legal")).is_some());
        assert!(text.score(&Query::new("provider legal")).is_none());
        let both = Text::new("Customer", "").score(&Query::new("customer"));
        assert!(both > text.score(&Query::new("customer")));
    }

    #[test]
    fn an_empty_query_is_answered_by_everything() {
        assert!(Query::new("  ").is_empty());
        assert!(Text::new("Save", "").score(&Query::new("")).is_some());
    }
}
