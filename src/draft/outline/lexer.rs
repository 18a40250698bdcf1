//! The words of a draft's text.

/// One word, with the byte offset where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    Open(char),
    Close(char),
    Colon,
    Comma,
    /// A name, a number, `true`: anything between blanks and marks.
    Word(&'a str),
    /// A string with its quotes; `whole` unless its closing quote is missing.
    Text {
        raw: &'a str,
        whole: bool,
    },
}

/// Walks over the words. Never fails: what is no word of the language comes as [`Token::Word`].
#[derive(Clone)]
pub struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The text from an offset to where the lexer stands.
    pub fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or("")
    }

    /// Where the lexer stands.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Goes to the end of the line it stands in.
    pub fn skip_line(&mut self) {
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
    }

    /// The next word without taking it.
    pub fn peek(&self) -> Option<(usize, Token<'a>)> {
        self.clone().next()
    }

    /// Whether the next word stands behind a line break.
    pub fn at_line_end(&self) -> bool {
        let blank: &str = self.rest().split(|c: char| !c.is_whitespace()).next().unwrap_or("");
        blank.contains('\n') || blank.len() == self.rest().len()
    }

    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") || trimmed.starts_with("#!") {
                self.skip_line();
            } else if trimmed.starts_with("/*") {
                self.at += block_comment(trimmed);
            } else {
                return;
            }
        }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let start = self.at;
        self.at += length;
        self.since(start)
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = (usize, Token<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_blanks();
        let (at, rest) = (self.at, self.rest());
        let first = rest.chars().next()?;
        let token = match first {
            '(' | '[' | '{' => Token::Open(first),
            ')' | ']' | '}' => Token::Close(first),
            ':' => Token::Colon,
            ',' => Token::Comma,
            '"' => {
                let (length, whole) = string_length(rest);
                return Some((at, Token::Text { raw: self.take(length), whole }));
            }
            _ => {
                if let Some((length, whole)) = raw_string_length(rest) {
                    return Some((at, Token::Text { raw: self.take(length), whole }));
                }
                let mark = |c: char| c.is_whitespace() || "()[]{}:,\"".contains(c);
                let length = rest.find(mark).unwrap_or(rest.len()).max(first.len_utf8());
                return Some((at, Token::Word(self.take(length))));
            }
        };
        self.at += first.len_utf8();
        Some((at, token))
    }
}

/// The length of a comment with its end; comments nest.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut last) = (0usize, b' ');
    for (at, byte) in text.bytes().enumerate() {
        let pair = (last, byte);
        last = byte;
        match pair {
            (b'/', b'*') => depth += 1,
            (b'*', b'/') => depth -= 1,
            _ => continue,
        }
        last = b' ';
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

/// The length of the string at the start, and whether it has its end. Where the rest of the line has no closing quote
/// and the next line looks like an entry of its own, the string ends with the line.
fn string_length(text: &str) -> (usize, bool) {
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '"' => return (at + 1, true),
            '\n' if text.get(at + 1..).is_some_and(begins_an_entry) => return (cut(text, at), false),
            _ => {}
        }
    }
    (cut(text, text.len()), false)
}

/// Without the comma that ends the entry.
fn cut(text: &str, end: usize) -> usize {
    let line = text.get(..end).unwrap_or(text).trim_end();
    line.strip_suffix(',').unwrap_or(line).len().max(1)
}

fn begins_an_entry(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '\r']);
    let name = line.trim_start_matches(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let named = !line.starts_with(':') && name.starts_with(':');
    let line = line.split('\n').next().unwrap_or("").trim_end();
    named || matches!(line, "(" | ")" | ")," | "]" | "],")
}

fn raw_string_length(text: &str) -> Option<(usize, bool)> {
    let after = text.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let inside = after.get(hashes..)?.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - inside.len();
    Some(inside.find(&end).map_or((text.len(), false), |at| (start + at + end.len(), true)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Lexer::new(text)
            .map(|(_, token)| match token {
                Token::Open(c) | Token::Close(c) => c.to_string(),
                Token::Colon => ":".to_owned(),
                Token::Comma => ",".to_owned(),
                Token::Word(w) => w.to_owned(),
                Token::Text { raw, whole } => format!("{raw}{}", if whole { "" } else { "…" }),
            })
            .collect()
    }

    #[test]
    fn words_marks_strings_and_comments_are_told_apart() {
        assert_eq!(
            words("#![enable(x)]\n(a: \"b\\\"c\", /* x /* y */ */ d: [-1.5, r#\"e\"f\"#]) // end"),
            ["(", "a", ":", "\"b\\\"c\"", ",", "d", ":", "[", "-1.5", ",", "r#\"e\"f\"#", "]", ")"]
        );
        assert_eq!(words("a:\"over\ntwo lines\",b"), ["a", ":", "\"over\ntwo lines\"", ",", "b"]);
    }

    #[test]
    fn a_string_without_its_end_ends_with_the_line() {
        assert_eq!(
            words("(a: \"one,\n    b: \"two\",\n)"),
            ["(", "a", ":", "\"one…", ",", "b", ":", "\"two\"", ",", ")"]
        );
        assert_eq!(words("\""), ["\"…"]);
        assert_eq!(words("\"a\\"), ["\"a\\…"]);
        assert_eq!(words("r#\"a"), ["r#\"a…"]);
        assert_eq!(words("/* a"), [""; 0]);
    }
}
