//! The outline as brackets tell it. Brackets that do not match are set right with what is known of the fields.

use super::lexer::{Lexer, Token};
use super::{Field, MAX_VALUES, Tree, Value};
use crate::value::{FieldSpec, RecordSpec, Shape};

/// The deepest nesting that is followed; what lies deeper is left out.
const MAX_DEPTH: usize = 24;
/// The most slips that are reported; all are mended.
const MAX_SLIPS: usize = 200;

/// A place where the brackets do not match, and what was made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Byte offset.
    pub at: usize,
    pub what: String,
}

/// What a text came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    pub tree: Tree,
    /// Empty if every bracket matched.
    pub slips: Vec<Slip>,
    /// Where the text ends before its brackets do; among the slips too.
    pub cut: Option<Slip>,
}

/// A record or a list that is not closed yet.
struct Frame {
    at: usize,
    /// The field it is the value of.
    name: Option<(String, usize)>,
    spec: Option<&'static RecordSpec>,
    kind: Kind,
}

enum Kind {
    Record(Vec<Field>),
    List(Vec<Tree>),
}

impl Frame {
    fn is_list(&self) -> bool {
        matches!(self.kind, Kind::List(_))
    }

    fn has(&self, name: &str) -> bool {
        matches!(&self.kind, Kind::Record(fields) if fields.iter().any(|f| f.name == name))
    }

    /// A record that knows this field and does not have it yet.
    fn awaits(&self, name: &str) -> bool {
        !self.is_list() && self.spec.is_some_and(|s| s.field(name).is_some()) && !self.has(name)
    }
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    open: Vec<Frame>,
    slips: Vec<Slip>,
    cut: Option<Slip>,
    values: usize,
    /// The record at the top, once its last bracket was read.
    done: Option<Tree>,
}

/// Reads a text whose record at the top has the fields of `spec`; `None` if it holds no record.
pub fn by_brackets(text: &str, spec: &'static RecordSpec) -> Option<Outline> {
    let mut lexer = Lexer::new(text);
    let start = loop {
        match lexer.next()? {
            (at, Token::Open('(')) => break at,
            _ => continue,
        }
    };
    let mut parser = Parser { lexer, open: Vec::new(), slips: Vec::new(), cut: None, values: 0, done: None };
    parser.push(start, None, Some(spec), Kind::Record(Vec::new()));
    parser.run();
    parser.done.map(|tree| Outline { tree, slips: parser.slips, cut: parser.cut })
}

impl Parser<'_> {
    fn slip(&mut self, at: usize, what: impl Into<String>) {
        if self.slips.len() < MAX_SLIPS {
            self.slips.push(Slip { at, what: what.into() });
        }
    }

    fn push(
        &mut self,
        at: usize,
        name: Option<(String, usize)>,
        spec: Option<&'static RecordSpec>,
        kind: Kind,
    ) {
        self.open.push(Frame { at, name, spec, kind });
    }

    fn add(&mut self, name: Option<(String, usize)>, tree: Tree) {
        self.values += 1;
        match (self.open.last_mut().map(|f| &mut f.kind), name) {
            (Some(Kind::Record(fields)), Some((name, at))) => fields.push(Field { name, at, tree }),
            (Some(Kind::List(items)), _) => items.push(tree),
            (Some(Kind::Record(_)), None) | (None, _) => {}
        }
    }

    fn close(&mut self) {
        let Some(Frame { at, name, kind, .. }) = self.open.pop() else { return };
        let value = match kind {
            Kind::Record(fields) => Value::Record(fields),
            Kind::List(items) => Value::List(items),
        };
        let tree = Tree { at, value };
        if self.open.is_empty() {
            self.done = Some(tree);
        } else {
            self.add(name, tree);
        }
    }

    fn run(&mut self) {
        while !self.open.is_empty() {
            let next = if self.values < MAX_VALUES { self.lexer.next() } else { None };
            let Some((at, token)) = next else {
                let count = self.open.len();
                let brackets = if count == 1 { "bracket is" } else { "brackets are" };
                let at = self.lexer.offset();
                let what = format!(
                    "the file ends too early: {count} closing {brackets} missing, and whatever stood behind"
                );
                self.slip(at, what.clone());
                self.cut = Some(Slip { at, what });
                while !self.open.is_empty() {
                    self.close();
                }
                return;
            };
            let in_list = self.open.last().is_some_and(Frame::is_list);
            match token {
                Token::Comma => {}
                Token::Close(c) => self.closing(at, c),
                Token::Word(word) if matches!(self.lexer.peek(), Some((_, Token::Colon))) => {
                    self.lexer.next();
                    self.field(at, word);
                }
                Token::Word(word) if word != "Some" && self.opens_next() => {
                    // The name of a type before its bracket says nothing.
                }
                Token::Word("Some") if self.opens_next() => {}
                Token::Open('(') if in_list => self.item(at),
                Token::Open('(') if self.open.len() > 1 && self.parent_is_list() => {
                    self.slip(at, "the closing bracket of the entry before is missing");
                    self.close();
                    self.item(at);
                }
                Token::Open(_) => {
                    self.slip(at, "this bracket belongs to no field; what it encloses is left out");
                    self.skip_group();
                }
                Token::Word(word) if in_list => self.literal(None, at, word),
                Token::Text { raw, .. } if in_list => self.literal(None, at, raw),
                Token::Word(_) | Token::Text { .. } => {
                    self.slip(at, "a name with a colon is missing here; the line is left out");
                    self.lexer.skip_line();
                }
                Token::Colon => self.slip(at, "the name before the colon is missing"),
            }
        }
        if let Some((at, _)) = self.lexer.peek() {
            self.slip(at, "there is text after the end of the draft; it is left out");
        }
    }

    fn opens_next(&self) -> bool {
        matches!(self.lexer.peek(), Some((_, Token::Open('('))))
    }

    fn parent_is_list(&self) -> bool {
        self.open.iter().rev().nth(1).is_some_and(Frame::is_list)
    }

    fn item(&mut self, at: usize) {
        let spec = self.open.last().and_then(|f| f.spec);
        self.descend(at, None, spec, Kind::Record(Vec::new()));
    }

    fn descend(
        &mut self,
        at: usize,
        name: Option<(String, usize)>,
        spec: Option<&'static RecordSpec>,
        kind: Kind,
    ) {
        if self.open.len() >= MAX_DEPTH {
            self.slip(at, "brackets nest deeper than a draft ever does; what they enclose is left out");
            self.skip_group();
        } else {
            self.push(at, name, spec, kind);
        }
    }

    /// A bracket closes the innermost thing of its kind; what is open inside was not closed.
    fn closing(&mut self, at: usize, c: char) {
        let wants_list = c == ']';
        let Some(depth) = self.open.iter().rev().position(|f| f.is_list() == wants_list) else {
            self.slip(at, format!("the bracket {c} closes nothing"));
            return;
        };
        if c == '}' || (depth > 0 && depth + 1 == self.open.len() && self.more_fields_follow()) {
            self.slip(at, format!("the bracket {c} closes nothing"));
            return;
        }
        for _ in 0..depth {
            self.slip(at, format!("a closing bracket is missing before {c}"));
            self.close();
        }
        if self.open.len() == 1 && self.more_fields_follow() {
            self.slip(at, "this bracket would end the draft, but more follows");
            return;
        }
        self.close();
    }

    /// Whether a field of the record at the top stands next.
    fn more_fields_follow(&self) -> bool {
        let mut ahead = self.lexer.clone();
        let mut next = ahead.next();
        while let Some((_, Token::Comma)) = next {
            next = ahead.next();
        }
        let Some((_, Token::Word(name))) = next else { return false };
        matches!(ahead.next(), Some((_, Token::Colon))) && self.open.first().is_some_and(|f| f.awaits(name))
    }

    fn field(&mut self, at: usize, name: &str) {
        let known_here = self.open.last().is_some_and(|f| f.awaits(name));
        if !known_here {
            let above = self.open.iter().rev().position(|f| f.awaits(name));
            if let Some(depth) = above.filter(|d| *d > 0) {
                self.slip(at, format!("a closing bracket is missing before “{name}”"));
                for _ in 0..depth {
                    self.close();
                }
            }
        }
        if self.open.last().is_some_and(Frame::is_list) {
            self.slip(at, format!("the bracket that opens the entry with “{name}” is missing"));
            self.item(at);
        }
        self.value(at, name);
    }

    fn value(&mut self, name_at: usize, name: &str) {
        let spec: Option<&'static FieldSpec> =
            self.open.last().and_then(|f| f.spec).and_then(|s| s.field(name));
        let inner = match spec.map(FieldSpec::shape) {
            Some(Shape::Record(spec) | Shape::List(spec)) => Some(spec),
            Some(Shape::Leaf(_)) | None => None,
        };
        let named = Some((name.to_owned(), name_at));
        if matches!(self.lexer.peek(), Some((_, Token::Word(_)))) {
            // `Some(5)` or `Name(...)`: the name says nothing; a word without brackets is the value.
            let mut ahead = self.lexer.clone();
            ahead.next();
            if matches!(ahead.peek(), Some((_, Token::Open('(')))) && !self.lexer.at_line_end() {
                let some = matches!(self.lexer.next(), Some((_, Token::Word("Some"))));
                if some && inner.is_none() {
                    self.lexer.next();
                    self.value_inside_some(name_at, name);
                    return;
                }
            }
        }
        let missing = |parser: &mut Self| {
            parser.slip(name_at, format!("the value of “{name}” is missing"));
        };
        match self.lexer.peek() {
            Some((at, Token::Open('('))) => {
                self.lexer.next();
                if matches!(spec.map(FieldSpec::shape), Some(Shape::List(_))) {
                    self.slip(at, format!("the bracket [ of “{name}” is missing"));
                    self.push(at, named, inner, Kind::List(Vec::new()));
                    self.item(at);
                } else {
                    self.descend(at, named, inner, Kind::Record(Vec::new()));
                }
            }
            Some((at, Token::Open('['))) => {
                self.lexer.next();
                self.descend(at, named, inner, Kind::List(Vec::new()));
            }
            Some((at, Token::Word(_) | Token::Text { .. })) => {
                let mut ahead = self.lexer.clone();
                ahead.next();
                if matches!(ahead.peek(), Some((_, Token::Colon))) {
                    return missing(self);
                }
                if let Some((_, Token::Word(text) | Token::Text { raw: text, .. })) = self.lexer.next() {
                    self.literal(named, at, text);
                }
            }
            Some((at, Token::Open(_))) => {
                self.lexer.next();
                self.slip(
                    at,
                    format!("“{name}” has a map for its value, which no field has; it is left out"),
                );
                self.skip_group();
            }
            Some((_, Token::Comma | Token::Close(_) | Token::Colon)) | None => missing(self),
        }
    }

    fn value_inside_some(&mut self, name_at: usize, name: &str) {
        if let Some((at, Token::Word(text) | Token::Text { raw: text, .. })) = self.lexer.peek() {
            self.lexer.next();
            self.literal(Some((name.to_owned(), name_at)), at, text);
        }
        match self.lexer.peek() {
            Some((_, Token::Close(')'))) => drop(self.lexer.next()),
            _ => self.slip(name_at, format!("the bracket behind the value of “{name}” is missing")),
        }
    }

    /// Takes a literal; where more follows on its line without a comma, all of it is the literal.
    fn literal(&mut self, name: Option<(String, usize)>, at: usize, text: &str) {
        let ends = |p: &Self| {
            p.lexer.at_line_end()
                || matches!(p.lexer.peek(), None | Some((_, Token::Comma | Token::Close(_))))
        };
        let mut text = text.to_owned();
        if !ends(self) {
            self.lexer.skip_line();
            let line = self.lexer.since(at).trim_end();
            text = line.strip_suffix(',').unwrap_or(line).to_owned();
            self.slip(at, "a comma or a quote is missing in this line");
        }
        self.add(name, Tree { at, value: Value::Literal(text) });
    }

    /// Leaves out everything up to the bracket that matches the one just taken.
    fn skip_group(&mut self) {
        let mut depth = 1usize;
        for (_, token) in self.lexer.by_ref() {
            match token {
                Token::Open(_) => depth += 1,
                Token::Close(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }
}
