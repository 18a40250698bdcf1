//! The objects of a PDF, read from bytes that may be anything: no recursion deeper than a limit, no more memory than a
//! limit, no step back.

use super::Fuel;

/// How deep arrays and dictionaries nest.
const DEEPEST: usize = 32;
/// How many values one object is made of.
const MOST_VALUES: usize = 100_000;

/// What is of use here; other numbers than whole ones are `Other`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object {
    Other,
    Whole(usize),
    Text(Vec<u8>),
    Name(Vec<u8>),
    List(Vec<Object>),
    Dict(Dict),
    /// The number of another object.
    Ref(u32),
}

/// Keys and values in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dict(Vec<(Vec<u8>, Object)>);

impl Dict {
    pub fn get(&self, key: &str) -> Option<&Object> {
        self.0.iter().find(|(k, _)| k == key.as_bytes()).map(|(_, value)| value)
    }
}

impl Object {
    pub fn is_name(&self, name: &str) -> bool {
        matches!(self, Self::Name(n) if n == name.as_bytes())
    }
}

/// Reads objects one after the other.
pub(super) struct Reader<'a> {
    data: &'a [u8],
    pub at: usize,
    values: usize,
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !is_delimiter(byte)
}

impl<'a> Reader<'a> {
    pub fn new(data: &'a [u8], at: usize) -> Self {
        Self { data, at, values: 0 }
    }

    fn rest(&self) -> &'a [u8] {
        self.data.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    pub fn take(&mut self, word: &[u8]) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// As [`Reader::take`], and the word ends there.
    fn take_word(&mut self, word: &[u8]) -> bool {
        let ends = !self.data.get(self.at + word.len()).copied().is_some_and(is_regular);
        ends && self.take(word)
    }

    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|b| !matches!(b, b'\n' | b'\r')) {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// Passes over a word, or one other byte.
    fn skip_word(&mut self) {
        let length = self.rest().iter().take_while(|b| is_regular(**b)).count();
        self.at += length.max(1);
    }

    pub fn whole(&mut self) -> Option<usize> {
        let digits: &[u8] = self.rest();
        let length = digits.iter().take_while(|b| b.is_ascii_digit()).count();
        if !(1..=12).contains(&length) {
            return None;
        }
        let number = digits.iter().take(length).fold(0usize, |n, d| n * 10 + usize::from(*d - b'0'));
        self.at += length;
        Some(number)
    }

    /// An object. What it costs is taken from the fuel.
    pub fn object(&mut self, fuel: &mut Fuel) -> Option<Object> {
        let from = self.at;
        self.values = 0;
        let object = if fuel.is_empty() { None } else { self.value(0) };
        fuel.burn(self.at - from);
        object
    }

    fn value(&mut self, depth: usize) -> Option<Object> {
        self.values += 1;
        if depth > DEEPEST || self.values > MOST_VALUES {
            return None;
        }
        self.skip_space();
        match self.peek()? {
            b'/' => self.name().map(Object::Name),
            b'(' => self.literal().map(Object::Text),
            b'<' if self.rest().starts_with(b"<<") => self.dict(depth).map(Object::Dict),
            b'<' => self.hexadecimal().map(Object::Text),
            b'[' => self.list(depth).map(Object::List),
            b'0'..=b'9' => Some(self.number_or_reference()),
            b'+' | b'-' | b'.' => {
                self.skip_word();
                Some(Object::Other)
            }
            _ => {
                let known = [&b"true"[..], b"false", b"null"];
                known.iter().any(|word| self.take_word(word)).then_some(Object::Other)
            }
        }
    }

    fn number_or_reference(&mut self) -> Object {
        let from = self.at;
        let Some(number) = self.whole().filter(|_| !self.peek().is_some_and(is_regular)) else {
            self.at = from;
            self.skip_word();
            return Object::Other;
        };
        let behind = self.at;
        self.skip_space();
        // A generation has at most five digits, so looking ahead costs little.
        if self.at - behind < 16 && self.whole().is_some() {
            self.skip_space();
            if self.take_word(b"R") {
                return u32::try_from(number).map_or(Object::Other, Object::Ref);
            }
        }
        self.at = behind;
        Object::Whole(number)
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|b| is_regular(*b)) {
            self.at += 1;
            let pair = if byte == b'#' { self.rest().first_chunk::<2>() } else { None };
            match pair.and_then(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)) {
                Some(escaped) => {
                    self.at += 2;
                    name.push(escaped);
                }
                None => name.push(byte),
            }
        }
        Some(name)
    }

    fn literal(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1usize;
        loop {
            let byte = self.next()?;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Some(text);
                    }
                }
                b'\\' => {
                    text.extend(self.escaped()?);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
    }

    fn escaped(&mut self) -> Option<Option<u8>> {
        Some(Some(match self.next()? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 0x08,
            b'f' => 0x0c,
            b'\n' => return Some(None),
            b'\r' => {
                self.take(b"\n");
                return Some(None);
            }
            first @ b'0'..=b'7' => {
                let mut code = u32::from(first - b'0');
                for _ in 0..2 {
                    let Some(next) = self.peek().filter(|b| (b'0'..=b'7').contains(b)) else { break };
                    code = code * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                u8::try_from(code & 0xff).unwrap_or_default()
            }
            other => other,
        }))
    }

    fn hexadecimal(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut text = Vec::new();
        let mut half = None;
        loop {
            let byte = self.next()?;
            match (digit(byte), half) {
                (Some(low), Some(high)) => {
                    text.push(high << 4 | low);
                    half = None;
                }
                (Some(high), None) => half = Some(high),
                (None, _) if byte == b'>' => {
                    text.extend(half.map(|high: u8| high << 4));
                    return Some(text);
                }
                (None, _) if is_space(byte) => {}
                (None, _) => return None,
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Vec<Object>> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.take(b"]") {
                return Some(items);
            }
            items.push(self.value(depth + 1)?);
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Dict> {
        self.at += 2;
        let mut entries = Vec::new();
        loop {
            self.skip_space();
            if self.take(b">>") {
                return Some(Dict(entries));
            }
            let key = (self.peek() == Some(b'/')).then(|| self.name()).flatten()?;
            entries.push((key, self.value(depth + 1)?));
        }
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Option<Object> {
        Reader::new(text, 0).object(&mut Fuel::new(text.len()))
    }

    #[test]
    fn each_kind_of_object_is_read() {
        let Some(Object::Dict(dict)) = read(
            b"% a comment\n<< /A#42 [1 0 R 12 -3.5 .5 true null] /S (a(b)\\)\\101\\n\\\r\nc) /H <4 1f> /N/x /D<</E 7>> >>",
        ) else {
            panic!();
        };
        let list =
            [Object::Ref(1), Object::Whole(12), Object::Other, Object::Other, Object::Other, Object::Other];
        assert_eq!(dict.get("AB"), Some(&Object::List(list.to_vec())));
        assert_eq!(dict.get("S"), Some(&Object::Text(b"a(b))A\nc".to_vec())));
        assert_eq!(dict.get("H"), Some(&Object::Text(vec![0x41, 0xf0])));
        assert!(dict.get("N").unwrap().is_name("x"));
        assert!(matches!(dict.get("D"), Some(Object::Dict(d)) if d.get("E") == Some(&Object::Whole(7))));
        assert_eq!(read(b"99999999999999999999"), Some(Object::Other));
        assert_eq!(read(b"5000000000 0 R"), Some(Object::Other));
    }

    #[test]
    fn what_has_no_end_is_no_object() {
        let deep = "[".repeat(1_000_000);
        let many = format!("[{}]", "0 ".repeat(MOST_VALUES + 1));
        for text in
            ["", "<<", "<</A", "<</A 1", "[1", "(a", "(\\", "<4", "<4z>", "<<1 2>>", "obj", &deep, &many]
        {
            assert_eq!(read(text.as_bytes()), None);
        }
    }

    #[test]
    fn without_fuel_nothing_is_read() {
        let mut fuel = Fuel::new(0);
        fuel.burn(usize::MAX);
        assert_eq!(Reader::new(b"1", 0).object(&mut fuel), None);
    }
}
