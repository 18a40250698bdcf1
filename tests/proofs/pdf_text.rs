//! The text that a page's drawing instructions show, piece by piece of marked content.

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, Name, Object, Stream};
use std::collections::HashMap;

/// What one piece of marked content shows.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// One space stands where a line ended.
    pub text: String,
    /// The heights of its first and last line, in quarters of a point.
    first_line: Option<i64>,
    pub last_line: Option<i64>,
}

impl Piece {
    /// Whether it goes on in a line, without white space between.
    pub fn begins_at(&self, line: Option<i64>) -> bool {
        self.first_line == line
    }
}

/// A transformation as PDF writes it, of which only the heights count.
type Matrix = [f64; 6];

fn product(inner: Matrix, outer: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = inner;
    let [p, q, r, s, t, u] = outer;
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

pub struct Reader {
    pub pieces: HashMap<i32, Piece>,
    /// What belongs to no piece.
    pub around: Piece,
    /// Open marks, innermost last: the number of the piece, and whether other text stands for what is shown.
    marks: Vec<(Option<i32>, bool)>,
    /// The transformation of the page, after those it returns to.
    saved: Vec<Matrix>,
    page: Matrix,
    line: i64,
}

impl Default for Reader {
    fn default() -> Self {
        let (pieces, around, marks, saved) = Default::default();
        Self { pieces, around, marks, saved, page: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], line: 0 }
    }
}

impl Reader {
    pub fn read(&mut self, content: &[u8], resources: &Dict<'_>) {
        let fonts = resources.get::<Dict<'_>>("Font").unwrap_or_default();
        let mut tables: HashMap<String, HashMap<u16, String>> = HashMap::new();
        let mut font = String::new();
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            let operands: Vec<Object<'_>> = instruction.operands().cloned().collect();
            match &**instruction.operator {
                b"BMC" | b"BDC" => self.open(&operands, resources),
                b"EMC" => {
                    self.marks.pop();
                }
                b"Tf" => {
                    let Some(Object::Name(name)) = operands.first() else { continue };
                    font = name.as_str().to_owned();
                    tables.entry(font.clone()).or_insert_with(|| code_table(&fonts, &font));
                }
                b"Tm" => {
                    let [.., height] = product(matrix(&operands), self.page);
                    self.line = (height * 4.0).round() as i64;
                }
                b"cm" => self.page = product(matrix(&operands), self.page),
                b"q" => self.saved.push(self.page),
                b"Q" => self.page = self.saved.pop().unwrap(),
                b"Tj" | b"TJ" => {
                    let text = operands.iter().map(|o| shown(o, &tables[&font])).collect::<String>();
                    self.show(&text);
                }
                b"Do" => self.form(&operands, resources),
                _ => {}
            }
        }
    }

    fn open(&mut self, operands: &[Object<'_>], resources: &Dict<'_>) {
        let (outer, replaced) = self.marks.last().copied().unwrap_or((None, false));
        let properties = match operands.get(1) {
            Some(Object::Dict(dict)) => dict.clone(),
            Some(Object::Name(name)) => {
                let named = resources.get::<Dict<'_>>("Properties").unwrap_or_default();
                named.get::<Dict<'_>>(name.as_str()).unwrap_or_default()
            }
            _ => Dict::empty(),
        };
        let artifact = matches!(operands.first(), Some(Object::Name(tag)) if tag.as_str() == "Artifact");
        let piece = if artifact { None } else { properties.get::<i32>("MCID").or(outer) };
        let actual = properties.get::<hayro_syntax::object::String<'_>>("ActualText");
        self.marks.push((piece, false));
        if let (Some(actual), false) = (&actual, replaced) {
            self.show(&text_string(actual.as_bytes()));
        }
        self.marks.pop();
        self.marks.push((piece, replaced || actual.is_some()));
    }

    fn show(&mut self, text: &str) {
        let (piece, replaced) = self.marks.last().copied().unwrap_or((None, false));
        if replaced || text.is_empty() {
            return;
        }
        let into = match piece {
            Some(id) => self.pieces.entry(id).or_default(),
            None => &mut self.around,
        };
        let line = Some(self.line);
        if into.last_line.is_some_and(|last| last != self.line) && !into.text.ends_with([' ', '\u{ad}', '-'])
        {
            into.text.push(' ');
        }
        into.first_line = into.first_line.or(line);
        into.last_line = line;
        into.text.push_str(text);
    }

    /// A group of instructions that stands in a stream of its own.
    fn form(&mut self, operands: &[Object<'_>], resources: &Dict<'_>) {
        let Some(Object::Name(name)) = operands.first() else { return };
        let objects = resources.get::<Dict<'_>>("XObject").unwrap_or_default();
        let Some(form) = objects.get::<Stream<'_>>(name.as_str()) else { return };
        if form.dict().get::<Name<'_>>("Subtype").is_some_and(|s| s.as_str() == "Form") {
            let own = form.dict().get::<Dict<'_>>("Resources");
            self.read(&form.decoded().unwrap(), own.as_ref().unwrap_or(resources));
        }
    }
}

fn matrix(operands: &[Object<'_>]) -> Matrix {
    std::array::from_fn(|at| match operands.get(at) {
        Some(Object::Number(number)) => number.as_f64(),
        _ => panic!("a transformation has six numbers"),
    })
}

fn shown(operand: &Object<'_>, table: &HashMap<u16, String>) -> String {
    match operand {
        Object::String(codes) => {
            let (pairs, _) = codes.as_bytes().as_chunks::<2>();
            pairs
                .iter()
                .map(|p| table.get(&u16::from_be_bytes(*p)).map_or("\u{fffd}", String::as_str))
                .collect()
        }
        Object::Array(parts) => parts.iter::<Object<'_>>().map(|part| shown(&part, table)).collect(),
        _ => String::new(),
    }
}

/// From codes to text, by the font's own table.
fn code_table(fonts: &Dict<'_>, name: &str) -> HashMap<u16, String> {
    let font = fonts.get::<Dict<'_>>(name).unwrap();
    let cmap = font.get::<Stream<'_>>("ToUnicode").unwrap().decoded().unwrap().into_owned();
    let cmap = String::from_utf8(cmap).unwrap();
    let mut table = HashMap::new();
    for (begin, end) in [("beginbfchar", "endbfchar"), ("beginbfrange", "endbfrange")] {
        for block in cmap.split(begin).skip(1).filter_map(|b| b.split(end).next()) {
            for line in block.lines().filter(|l| l.contains('<')) {
                let parts: Vec<&str> =
                    line.split(['<', '>']).map(str::trim).filter(|p| !p.is_empty()).collect();
                let code = |at: usize| u16::from_str_radix(parts[at], 16).unwrap();
                let (first, last) = (code(0), if parts.len() > 2 { code(1) } else { code(0) });
                let text = units(parts.last().unwrap());
                for step in 0..=last - first {
                    let mut text = text.clone();
                    *text.last_mut().unwrap() += step;
                    table.insert(first + step, String::from_utf16(&text).unwrap());
                }
            }
        }
    }
    table
}

fn units(hex: &str) -> Vec<u16> {
    let (quads, _) = hex.as_bytes().as_chunks::<4>();
    quads.iter().map(|q| u16::from_str_radix(std::str::from_utf8(q).unwrap(), 16).unwrap()).collect()
}

/// A text string of a PDF: UTF-16 behind its mark, else one byte a character.
fn text_string(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let (pairs, _) = wide.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().map(|p| u16::from_be_bytes(*p)).collect();
            String::from_utf16(&units).unwrap()
        }
        None => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}
