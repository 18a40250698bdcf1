//! Just enough of a Rust lexer to tell code from comments and strings, with line numbers.

/// What a token is. Lifetimes and punctuation are [`Kind::Punct`]; `::` is one token, all else one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Ident,
    Number,
    /// A string, byte string or character, with its quotes.
    Literal,
    /// With its slashes.
    Comment,
    Punct,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub text: String,
    /// From 1.
    pub line: usize,
}

/// The tokens of a source text, comments included, in order.
pub fn lex(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { chars: text.chars().collect(), at: 0, line: 1, tokens: Vec::new() };
    while lexer.at < lexer.chars.len() {
        lexer.step();
    }
    lexer.tokens
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    line: usize,
    tokens: Vec<Token>,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    /// Emits the next `length` characters as one token.
    fn emit(&mut self, kind: Kind, length: usize) {
        let end = (self.at + length.max(1)).min(self.chars.len());
        let text: String = self.chars[self.at..end].iter().collect();
        let line = self.line;
        self.line += text.matches('\n').count();
        self.at = end;
        self.tokens.push(Token { kind, text, line });
    }

    fn step(&mut self) {
        let here = self.peek(0);
        if here.is_whitespace() {
            self.line += usize::from(here == '\n');
            self.at += 1;
        } else if here == '/' && self.peek(1) == '/' {
            let length = self.run(|c| c != '\n');
            self.emit(Kind::Comment, length);
        } else if here == '/' && self.peek(1) == '*' {
            let length = self.block_comment();
            self.emit(Kind::Comment, length);
        } else if let Some(length) = self.string() {
            self.emit(Kind::Literal, length);
        } else if here.is_alphabetic() || here == '_' {
            let raw = if here == 'r' && self.peek(1) == '#' { 2 } else { 0 };
            let length = raw + self.run_from(raw, is_word);
            self.emit(Kind::Ident, length);
        } else if here.is_ascii_digit() {
            let length = self.number();
            self.emit(Kind::Number, length);
        } else if here == ':' && self.peek(1) == ':' {
            self.emit(Kind::Punct, 2);
        } else {
            self.emit(Kind::Punct, 1);
        }
    }

    fn run(&self, wanted: impl Fn(char) -> bool) -> usize {
        self.run_from(0, wanted)
    }

    fn run_from(&self, start: usize, wanted: impl Fn(char) -> bool) -> usize {
        self.chars.iter().skip(self.at + start).take_while(|c| wanted(**c)).count()
    }

    fn block_comment(&self) -> usize {
        let mut depth = 0;
        let mut length = 0;
        while self.at + length < self.chars.len() {
            match (self.peek(length), self.peek(length + 1)) {
                ('/', '*') => (depth, length) = (depth + 1, length + 2),
                ('*', '/') => (depth, length) = (depth - 1, length + 2),
                _ => length += 1,
            }
            if depth == 0 {
                break;
            }
        }
        length
    }

    /// The length of a string or character that begins here, if one does.
    fn string(&self) -> Option<usize> {
        let prefix = match (self.peek(0), self.peek(1)) {
            ('b' | 'c', 'r') => 2,
            ('b' | 'c' | 'r', _) => 1,
            _ => 0,
        };
        let hashes = self.run_from(prefix, |c| c == '#');
        let raw = prefix > 0 && self.peek(prefix - 1) == 'r';
        match self.peek(prefix + hashes) {
            '"' if raw => Some(self.raw_string(prefix + hashes + 1, hashes)),
            '"' if hashes == 0 => Some(self.quoted(prefix + 1, '"')),
            '\'' if hashes == 0 && prefix == 0 => {
                let escaped = self.peek(1) == '\\';
                (escaped || self.peek(2) == '\'').then(|| self.quoted(1, '\''))
            }
            '\'' if hashes == 0 && self.peek(0) == 'b' && prefix == 1 => Some(self.quoted(2, '\'')),
            _ => None,
        }
    }

    fn quoted(&self, start: usize, quote: char) -> usize {
        let mut length = start;
        while self.at + length < self.chars.len() {
            match self.peek(length) {
                '\\' => length += 2,
                c if c == quote => return length + 1,
                _ => length += 1,
            }
        }
        length
    }

    fn raw_string(&self, start: usize, hashes: usize) -> usize {
        let mut length = start;
        while self.at + length < self.chars.len() {
            length += 1;
            if self.peek(length - 1) == '"' && self.run_from(length, |c| c == '#') >= hashes {
                return length + hashes;
            }
        }
        length
    }

    fn number(&self) -> usize {
        let field = self.tokens.last().is_some_and(|t| t.text == ".");
        let whole = self.run(is_word);
        let decimals = !field && self.peek(whole) == '.' && self.peek(whole + 1).is_ascii_digit();
        if decimals { whole + 1 + self.run_from(whole + 1, is_word) } else { whole }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, String)> {
        lex(text).into_iter().map(|t| (t.kind, t.text)).collect()
    }

    fn of(kind: Kind, text: &str) -> Vec<String> {
        kinds(text).into_iter().filter(|(k, _)| *k == kind).map(|(_, t)| t).collect()
    }

    #[test]
    fn strings_and_comments_are_not_code() {
        let text = "let a = \"f64 \\\" //\"; // f64\n/* f64 /* f64 */ f64 */ r#\"f64 \" f64\"# b'x' '\\'' 'x' b\"f64\"";
        assert_eq!(of(Kind::Ident, text), ["let", "a"]);
        assert_eq!(of(Kind::Comment, text), ["// f64", "/* f64 /* f64 */ f64 */"]);
        assert_eq!(of(Kind::Literal, text).len(), 6);
    }

    #[test]
    fn lifetimes_raw_names_and_numbers_are_told_apart() {
        assert_eq!(of(Kind::Ident, "fn f<'a>(r#type: &'a str) {}"), ["fn", "f", "a", "r#type", "a", "str"]);
        assert_eq!(
            of(Kind::Number, "x.0.1 + 1.5e3 + 0..10 + 2_f64"),
            ["0", "1", "1.5e3", "0", "10", "2_f64"]
        );
    }

    #[test]
    fn lines_are_counted_through_long_tokens() {
        let lines: Vec<usize> = lex("a\n\"x\ny\"\n/*\n*/ b").iter().map(|t| t.line).collect();
        assert_eq!(lines, [1, 2, 4, 5]);
    }
}
