//! What a formula in words yields: a share, a percentage or a quantity, by the rules of dimensions.
//!
//! The reader knows sums, products, quotients and brackets, in signs or in words, over measurements named in words.
//! What it cannot read whole, it does not judge.

/// What a formula is, as far as its dimensions say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Yields {
    /// A number without unit, multiplied so many times by a hundred: 0 is a share of one, 1 a percentage.
    Share(i32),
    /// A time or a number of things.
    Quantity,
    /// A sum of things that cannot be added, such as minutes and per cent.
    Mixed,
}

/// What a formula in words yields; `None` where it is no formula, or one that cannot be read.
pub(super) fn yields(text: &str) -> Option<Yields> {
    let (body, percent) = body(text);
    let tokens = tokens(&body)?;
    if !tokens.iter().any(|t| matches!(t, Token::Plus | Token::Minus | Token::Times | Token::Over)) {
        return None;
    }
    let mut reader = Reader { tokens: &tokens, at: 0, depth: 0 };
    let value = reader.whole()?;
    if reader.at != tokens.len() {
        return None;
    }
    Some(match value {
        Value::Mixed => Yields::Mixed,
        Value::Plain | Value::Open => return None,
        Value::Of { power: 0, .. } if percent => Yields::Share(1),
        Value::Of { power: 0, hundreds } => Yields::Share(hundreds),
        Value::Of { .. } => Yields::Quantity,
    })
}

/// The formula without what stands around it, and whether the text says that the value is meant in per cent.
fn body(text: &str) -> (String, bool) {
    let lower = text.to_lowercase().replace(['\u{a0}', '\u{202f}'], " ");
    let ends = [";", "\n", ". ", ", where ", " where ", ", with ", "≥", ">=", "≤", "<=", ">", "<"];
    let end = ends.iter().filter_map(|e| lower.find(e)).min().unwrap_or(lower.len());
    let mut body = lower.get(..end).unwrap_or("").trim().trim_end_matches('.').to_owned();
    if let Some((_, right)) = body.split_once('=') {
        body = right.trim().to_owned();
    }
    let mut percent = false;
    for phrase in [
        "expressed as a percentage",
        "stated as a percentage",
        "as a percentage",
        "expressed in per cent",
        "expressed in percent",
        "in per cent",
        "in percent",
        "in %",
    ] {
        if body.contains(phrase) {
            percent = true;
            body = body.replace(phrase, " ");
        }
    }
    (body.trim().trim_end_matches(',').trim().to_owned(), percent)
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Plus,
    Minus,
    Times,
    Over,
    Open,
    Close,
    Comma,
    /// A number; whether it is a hundred, and whether it is one.
    Number(Literal),
    /// A measurement in words; whether it is named as a percentage or a rate.
    Words(Measure),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Literal {
    Hundred,
    One,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    Percentage,
    /// A rate or a share: of one or of a hundred, that cannot be seen.
    Rate,
    Thing,
}

/// Cuts the text at signs and at words that are signs. `None` where a bracket is of no known kind.
fn tokens(body: &str) -> Option<Vec<Token>> {
    let mut spaced = String::new();
    let chars: Vec<char> = body.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let (before, after) = (at.checked_sub(1).and_then(|b| chars.get(b)), chars.get(at + 1));
        let dash = matches!(c, '-' | '–');
        let hyphen = dash
            && before.is_some_and(|b| b.is_alphanumeric())
            && after.is_some_and(|a| a.is_alphanumeric())
            && {
                // "a-b" between single letters is a difference, "30-day" and "non-excluded" are words.
                let single =
                    |i: Option<usize>| i.and_then(|i| chars.get(i)).is_none_or(|c| !c.is_alphanumeric());
                !(single(at.checked_sub(2)) && single(at.checked_add(2)))
            };
        match c {
            '(' | '[' => spaced.push_str(" ( "),
            ')' | ']' => spaced.push_str(" ) "),
            '{' | '}' => return None,
            '−' => spaced.push_str(" - "),
            '-' | '–' if !hyphen => spaced.push_str(" - "),
            '*' | '×' | '·' => spaced.push_str(" * "),
            '/' | '÷' => spaced.push_str(" / "),
            '+' => spaced.push_str(" + "),
            ',' => spaced.push_str(" , "),
            '%' => spaced.push_str(" % "),
            other => spaced.push(*other),
        }
    }
    let spaced = spaced
        .replace(" divided by ", " / ")
        .replace(" multiplied by ", " * ")
        .replace(" times ", " * ")
        .replace(" minus ", " - ")
        .replace(" plus ", " + ")
        .replace(" x ", " * ");
    let mut found: Vec<Token> = Vec::new();
    for word in spaced.split_whitespace() {
        let token = match word {
            "(" => Token::Open,
            ")" => Token::Close,
            "," => Token::Comma,
            "+" => Token::Plus,
            "-" => Token::Minus,
            "*" => Token::Times,
            "/" => Token::Over,
            // A sign of per cent behind a hundred says the same once more.
            "%" if matches!(found.last(), Some(Token::Number(_) | Token::Close)) => continue,
            _ => match number(word).filter(|_| !matches!(found.last(), Some(Token::Words(_)))) {
                Some(literal) => Token::Number(literal),
                None => Token::Words(measure(word)),
            },
        };
        match (found.last_mut(), token) {
            (Some(Token::Words(known)), Token::Words(more)) => {
                if *known == Measure::Thing {
                    *known = more;
                }
            }
            // "30 day month": a number in front of words is part of their name.
            (Some(last @ Token::Number(_)), Token::Words(more)) => *last = Token::Words(more),
            (_, token) => found.push(token),
        }
    }
    // A comma inside a name or before nothing is no sign.
    Some(found)
}

fn number(word: &str) -> Option<Literal> {
    let digits =
        word.chars().all(|c| c.is_ascii_digit() || c == '.') && word.contains(|c: char| c.is_ascii_digit());
    digits.then_some(match word {
        "100" | "100.0" | "100.00" => Literal::Hundred,
        "1" | "1.0" => Literal::One,
        _ => Literal::Other,
    })
}

fn measure(word: &str) -> Measure {
    match word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%') {
        "%" | "percent" | "percentage" | "percentages" => Measure::Percentage,
        "rate" | "rates" | "ratio" | "ratios" | "share" | "shares" | "fraction" | "mean" | "average" => {
            Measure::Rate
        }
        _ => Measure::Thing,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value {
    /// So many measurements multiplied, less so many divided by, with so many factors of a hundred.
    Of {
        power: i32,
        hundreds: i32,
    },
    /// A number other than one and a hundred.
    Plain,
    /// Cannot be known.
    Open,
    Mixed,
}

struct Reader<'t> {
    tokens: &'t [Token],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    /// A sum; behind a comma, a factor or a divisor applies to all that stands before it.
    fn whole(&mut self) -> Option<Value> {
        let mut value = self.sum()?;
        while self.peek() == Some(&Token::Comma) {
            self.at += 1;
            match self.peek() {
                Some(Token::Times | Token::Over) => value = self.factors(value)?,
                _ => return None,
            }
        }
        Some(value)
    }

    fn sum(&mut self) -> Option<Value> {
        let first = self.factor()?;
        let mut value = self.factors(first)?;
        while matches!(self.peek(), Some(Token::Plus | Token::Minus)) {
            self.at += 1;
            let next = self.factor()?;
            let next = self.factors(next)?;
            value = added(value, next);
        }
        Some(value)
    }

    fn factors(&mut self, mut value: Value) -> Option<Value> {
        loop {
            let over = match self.peek() {
                Some(Token::Times) => false,
                Some(Token::Over) => true,
                _ => return Some(value),
            };
            self.at += 1;
            let next = self.factor()?;
            value = if over { quotient(value, next) } else { product(value, next) };
        }
    }

    fn factor(&mut self) -> Option<Value> {
        const DEEPEST: usize = 16;
        let token = self.peek()?.clone();
        self.at += 1;
        match token {
            Token::Number(Literal::Hundred) | Token::Words(Measure::Percentage) => {
                Some(Value::Of { power: 0, hundreds: 1 })
            }
            Token::Number(Literal::One) => Some(Value::Of { power: 0, hundreds: 0 }),
            Token::Number(Literal::Other) => Some(Value::Plain),
            Token::Words(Measure::Thing) => Some(Value::Of { power: 1, hundreds: 0 }),
            Token::Words(Measure::Rate) => Some(Value::Open),
            Token::Open if self.depth < DEEPEST => {
                self.depth += 1;
                let inner = self.whole()?;
                self.depth -= 1;
                let closed = self.peek() == Some(&Token::Close);
                self.at += 1;
                closed.then_some(inner)
            }
            _ => None,
        }
    }
}

fn added(a: Value, b: Value) -> Value {
    match (a, b) {
        (Value::Mixed, _) | (_, Value::Mixed) => Value::Mixed,
        (Value::Plain, other) | (other, Value::Plain) => other,
        (Value::Open, Value::Of { power: 0, hundreds }) | (Value::Of { power: 0, hundreds }, Value::Open) => {
            Value::Of { power: 0, hundreds }
        }
        (Value::Open, _) | (_, Value::Open) => Value::Open,
        (a, b) if a == b => a,
        _ => Value::Mixed,
    }
}

fn product(a: Value, b: Value) -> Value {
    match (a, b) {
        (Value::Mixed, _) | (_, Value::Mixed) => Value::Mixed,
        (Value::Plain, other) | (other, Value::Plain) => other,
        (Value::Of { power, hundreds }, Value::Of { power: p, hundreds: h }) => {
            Value::Of { power: power + p, hundreds: hundreds + h }
        }
        _ => Value::Open,
    }
}

fn quotient(a: Value, b: Value) -> Value {
    match b {
        Value::Of { power, hundreds } => product(a, Value::Of { power: -power, hundreds: -hundreds }),
        other => product(a, other),
    }
}

#[cfg(test)]
mod tests {
    use super::Yields::{Mixed, Quantity, Share};
    use super::*;

    #[test]
    fn a_percentage_is_a_share_times_a_hundred() {
        for text in [
            "(A − B) / A × 100",
            "(A-B)/A x 100",
            "100 − 100 × downtime minutes / minutes of the month",
            "(total time − downtime) / total time * 100 %",
            "(total − downtime) divided by total, multiplied by 100",
            "minutes of a 30-day month − downtime, divided by the minutes of the month, × 100",
            "Uptime = hours up / hours of the month, expressed as a percentage",
            "(1 − outage minutes × affected visitors / all visitors / scheduled minutes) × 100; planned downtime is left out",
            "100 - error rate",
            "(A − B + C) / A × 100, where A is the total time",
        ] {
            assert_eq!(yields(text), Some(Share(1)), "{text}");
        }
    }

    #[test]
    fn a_missing_or_doubled_hundred_shows() {
        for text in
            ["(A-B)/A", "(A − B)/A ≥ 99.9", "hours up / hours in the month", "1 − downtime / total time"]
        {
            assert_eq!(yields(text), Some(Share(0)), "{text}");
        }
        assert_eq!(yields("100 × (A − B) / A × 100"), Some(Share(2)));
        assert_eq!(yields("100 × up / total, in %"), Some(Share(1)));
    }

    #[test]
    fn minutes_and_per_cent_do_not_add_up() {
        for text in
            ["100 % − downtime minutes", "100 − (A − B) / A", "1 − 100 × downtime / total", "100 - downtime"]
        {
            assert_eq!(yields(text), Some(Mixed), "{text}");
        }
        assert_eq!(yields("total minutes − downtime"), Some(Quantity));
    }

    #[test]
    fn what_is_no_formula_is_not_judged() {
        for text in [
            "",
            "mean of the success rates of all intervals × 100",
            "As measured by the monitoring, and reported each month",
            "the share of requests that succeed",
            "up / (down",
            "a / , b",
            "total − ",
        ] {
            assert_eq!(yields(text), None, "{text}");
        }
        assert_eq!(yields(&"(".repeat(5_000)), None);
    }
}
