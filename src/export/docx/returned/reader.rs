//! The texts inside the controls of a Word file, and those around them.

use super::comments::{self, Comment};
use super::{ReturnError, tidy};
use crate::export::extract::package::{Package, PackageError, tree};
use crate::value::is_noncharacter;
use roxmltree::Node;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

const MAIN: &str = super::super::parts::MAIN;
/// The same in files that keep strictly to the standard.
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// Around a reference in the text of a line: its target, then what it shows.
const REF: char = '\u{e000}';
const SHOWS: char = '\u{e001}';
const END: char = '\u{e002}';
/// More authors of one text than these are not named.
const MOST_AUTHORS: usize = 12;
/// A longer name is cut, in characters.
const LONGEST_NAME: usize = 80;

/// The paragraphs of a place in the file.
#[derive(Debug, Default)]
pub struct Text {
    pub lines: Vec<Line>,
    /// Whether something in it was inserted or deleted with the changes tracked.
    pub tracked: bool,
    /// Who did, where the file says so.
    pub authors: Vec<String>,
    /// The ids of the comments on it.
    pub comments: Vec<String>,
}

/// A paragraph or cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// As shown, references between marks.
    raw: String,
    /// The heading of a clause.
    pub heading: bool,
    /// The heading of a section.
    pub title: bool,
    /// An item of a list, and how deep in it.
    pub level: Option<usize>,
    /// It goes on an item.
    pub indented: bool,
    pub in_table: bool,
    /// Of the text around the clauses: the clause before it.
    pub behind: Option<Arc<str>>,
}

/// A word, space or sign of a line, or a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// What it is compared by: a reference reads as the place it leads to, for its number is counted, not written.
    pub key: &'a str,
    pub shown: &'a str,
}

impl Line {
    pub fn shown(&self) -> String {
        self.words().iter().map(|word| word.shown).collect()
    }

    pub fn words(&self) -> Vec<Word<'_>> {
        let mut out = Vec::new();
        let mut rest = self.raw.as_str();
        while let Some((before, after)) = rest.split_once(REF) {
            out.extend(plain_words(before));
            let (reference, following) = after.split_once(END).unwrap_or((after, ""));
            let (key, shown) = reference.split_once(SHOWS).unwrap_or(("", reference));
            out.push(Word { key, shown });
            rest = following;
        }
        out.extend(plain_words(rest));
        out
    }

    /// Whether two lines say the same.
    pub fn is_like(&self, other: &Self) -> bool {
        self.raw == other.raw || self.compared() == other.compared()
    }

    pub fn compared(&self) -> String {
        self.words().iter().map(|word| word.key).collect()
    }
}

/// Words, spaces and signs: numbers and amounts are never cut in two.
fn plain_words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let mut end = first.len_utf8();
        while let Some(c) = rest.get(end..).and_then(|r| r.chars().next()).filter(|_| first.is_alphanumeric())
        {
            let joins = matches!(c, '.' | ',' | ':' | '/' | '-' | '\'' | '’' | '@' | '_')
                && rest.get(end + c.len_utf8()..).is_some_and(|r| r.starts_with(char::is_alphanumeric));
            if !(c.is_alphanumeric() || joins) {
                break;
            }
            end += c.len_utf8();
        }
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(Word { key: word, shown: word })
    })
}

impl Text {
    pub fn shown(&self) -> String {
        shown(&self.lines)
    }

    pub fn is_like(&self, other: &Self) -> bool {
        self.lines.len() == other.lines.len()
            && self.lines.iter().zip(&other.lines).all(|(a, b)| a.is_like(b))
    }

    fn changed_by(&mut self, node: Node<'_, '_>) {
        self.tracked = true;
        let author = node.attributes().find(|a| a.name() == "author").map(|a| a.value().trim());
        let Some(author) = author.filter(|author| !author.is_empty()) else { return };
        let name: String = author.chars().take(LONGEST_NAME).collect();
        if self.authors.len() < MOST_AUTHORS && !self.authors.contains(&name) {
            self.authors.push(name);
        }
    }
}

/// Lines below each other.
pub fn shown(lines: &[Line]) -> String {
    lines.iter().map(Line::shown).collect::<Vec<_>>().join("\n")
}

/// The texts of a file.
#[derive(Debug, Default)]
pub struct Texts {
    /// By the tags of the controls around them.
    pub clauses: HashMap<String, Text>,
    pub around: Text,
    /// By their ids.
    pub comments: HashMap<String, Comment>,
    pub marks: Marks,
}

/// Bookmarks where something begins: a clause, by its tag, or what is none.
pub type Marks = HashMap<String, Option<String>>;

impl Texts {
    /// The texts by the controls around them.
    pub fn read(file: &[u8]) -> Result<Self, ReturnError> {
        Self::by(file, Reader::default())
    }

    /// The texts by the bookmarks before them, which programs keep that know nothing of controls: a clause reaches to where
    /// the next thing begins.
    pub fn by_marks(file: &[u8], marks: &Marks) -> Result<Self, ReturnError> {
        Self::by(file, Reader { marks: Some(marks), ..Reader::default() })
    }

    fn by(file: &[u8], mut reader: Reader<'_>) -> Result<Self, ReturnError> {
        let package = Package::read(file)?;
        let part = package.text("word/document.xml")?.ok_or(PackageError::NotWord)?;
        let parsed = tree(&part)?;
        let body = parsed.root_element().children().find(|node| is(*node, "body"));
        reader.blocks(body.ok_or(PackageError::Damaged)?, None);
        reader.close(None);
        let mut texts = reader.texts;
        if let Some(part) = package.text("word/comments.xml")? {
            texts.comments = comments::read(tree(&part)?.root_element());
        }
        Ok(texts)
    }
}

/// Whether a node is an element of a text, by its name.
pub(super) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.tag_name().name() == name && matches!(node.tag_name().namespace(), Some(MAIN | STRICT))
}

pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(*child, name))
}

fn name_of<'a>(bookmark: Node<'a, '_>) -> Option<&'a str> {
    bookmark.attributes().find(|a| a.name() == "name").map(|a| a.value())
}

fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name)?.attributes().find(|a| a.name() == "val").map(|a| a.value())
}

#[derive(Default)]
struct Reader<'m> {
    texts: Texts,
    /// What tells where clauses begin, if not the controls around them.
    marks: Option<&'m Marks>,
    /// The clause at hand, by the marks.
    at: Option<String>,
    /// The clause whose control has just begun: the next bookmark is its own.
    begun: Option<String>,
    /// The paragraph at hand, which goes on in the next one while the end of it is deleted.
    open: Line,
    is_open: bool,
    /// Fields around the text at hand: their instruction, and whether their result is being read.
    fields: Vec<(String, bool)>,
    /// Tables around it.
    tables: usize,
    /// The control that was left last.
    behind: Option<Arc<str>>,
}

impl Reader<'_> {
    fn text(&mut self, tag: Option<&str>) -> &mut Text {
        match tag.or(self.at.as_deref()) {
            None => &mut self.texts.around,
            Some(tag) => self.texts.clauses.entry(tag.to_owned()).or_default(),
        }
    }

    /// Notes what begins at a bookmark.
    fn bookmark(&mut self, bookmark: Node<'_, '_>, tag: Option<&str>) {
        let Some(name) = name_of(bookmark) else { return };
        match self.begun.take() {
            Some(begun) => drop(self.texts.marks.insert(name.to_owned(), Some(begun))),
            None if tag.is_none() => drop(self.texts.marks.insert(name.to_owned(), None)),
            None => {}
        }
    }

    /// Goes on to what begins in a paragraph.
    fn arrive(&mut self, paragraph: Node<'_, '_>) {
        let Some(marks) = self.marks else { return };
        let mut bookmarks = paragraph.descendants().filter(|inner| is(*inner, "bookmarkStart"));
        if let Some(begins) = bookmarks.find_map(|bookmark| marks.get(name_of(bookmark)?)) {
            if self.is_open {
                self.close(None);
            }
            if let Some(left) = std::mem::replace(&mut self.at, begins.clone()) {
                self.behind = Some(left.into());
            }
            // A clause that is there may be empty.
            self.text(None);
        }
    }

    /// Ends the paragraph at hand; one without words is none.
    fn close(&mut self, tag: Option<&str>) {
        self.is_open = false;
        let mut line = std::mem::take(&mut self.open);
        line.raw = tidy(&line.raw);
        // A reference may run on into the next paragraph.
        match line.raw.matches(REF).count().cmp(&line.raw.matches(END).count()) {
            Ordering::Greater => line.raw.push(END),
            Ordering::Less => line.raw = line.raw.replace(END, ""),
            Ordering::Equal => {}
        }
        line.in_table = self.tables > 0;
        line.behind = self.behind.clone().filter(|_| tag.is_none() && self.at.is_none());
        if !line.raw.is_empty() {
            self.text(tag).lines.push(line);
        }
    }

    fn blocks(&mut self, around: Node<'_, '_>, tag: Option<&str>) {
        for node in around.children().filter(|node| node.is_element()) {
            match node.tag_name().name() {
                "p" if is(node, "p") => self.paragraph(node, tag),
                "tr" if is(node, "tr") => self.row(node, tag),
                "sdt" if is(node, "sdt") => self.control(node, tag),
                // Their content stands somewhere else, or nowhere.
                "sectPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr" | "sdtPr" => {}
                "del" | "moveFrom" => self.text(tag).changed_by(node),
                "ins" | "moveTo" => {
                    self.text(tag).changed_by(node);
                    self.blocks(node, tag);
                }
                "tbl" => {
                    self.tables += 1;
                    self.blocks(node, tag);
                    self.tables -= 1;
                }
                "commentRangeStart" => self.comment(node, tag),
                _ => self.blocks(node, tag),
            }
        }
    }

    fn control(&mut self, control: Node<'_, '_>, tag: Option<&str>) {
        let properties = child(control, "sdtPr");
        let Some(content) = child(control, "sdtContent") else { return };
        if properties.is_some_and(|p| child(p, "docPartObj").is_some()) {
            // The contents: made from the headings.
            return;
        }
        // What Word shows in an empty control is not its text.
        if properties.is_some_and(|p| child(p, "showingPlcHdr").is_some()) {
            return;
        }
        let own = properties.and_then(|p| value(p, "tag"));
        match own.filter(|own| tag.is_none() && self.marks.is_none() && !own.is_empty()) {
            Some(own) => {
                if self.is_open {
                    self.close(tag);
                }
                self.text(Some(own));
                self.begun = Some(own.to_owned());
                self.blocks(content, Some(own));
                self.begun = None;
                if self.is_open {
                    self.close(Some(own));
                }
                self.behind = Some(own.into());
            }
            None => self.blocks(content, tag),
        }
    }

    fn row(&mut self, row: Node<'_, '_>, tag: Option<&str>) {
        let properties = child(row, "trPr");
        let marked = |name| properties.and_then(|p| child(p, name));
        for mark in [marked("del"), marked("ins")].into_iter().flatten() {
            self.text(tag).changed_by(mark);
        }
        if marked("del").is_none() {
            self.blocks(row, tag);
        }
    }

    fn paragraph(&mut self, paragraph: Node<'_, '_>, tag: Option<&str>) {
        self.arrive(paragraph);
        let properties = child(paragraph, "pPr");
        let mark = properties.and_then(|p| child(p, "rPr"));
        let marked = |name| mark.and_then(|m| child(m, name));
        for mark in ["ins", "del", "moveTo", "moveFrom"].into_iter().filter_map(marked) {
            self.text(tag).changed_by(mark);
        }
        if !self.is_open {
            self.begin(properties);
        }
        self.is_open = true;
        self.runs(paragraph, tag);
        if marked("del").is_none() && marked("moveFrom").is_none() {
            self.close(tag);
        }
    }

    /// What kind of paragraph begins.
    fn begin(&mut self, properties: Option<Node<'_, '_>>) {
        let style = properties.and_then(|p| value(p, "pStyle")).unwrap_or_default();
        self.open.heading = style == "Heading2";
        self.open.title = matches!(style, "Heading1" | "AnnexHeading");
        self.open.indented = matches!(style, "ListContinue" | "ListParagraph");
        let number = properties.and_then(|p| child(p, "numPr"));
        let counts = |n: &Node<'_, '_>| value(*n, "numId").is_none_or(|list| list != "0");
        let level = |n: Node<'_, '_>| value(n, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
        let in_list = !self.open.heading && !self.open.title && style != "ClauseText";
        self.open.level = number.filter(counts).filter(|_| in_list).map(level);
    }

    fn runs(&mut self, around: Node<'_, '_>, tag: Option<&str>) {
        for node in around.children().filter(|node| node.is_element()) {
            match node.tag_name().name() {
                "r" => self.run(node, tag),
                "del" | "moveFrom" => self.text(tag).changed_by(node),
                "ins" | "moveTo" => {
                    self.text(tag).changed_by(node);
                    self.runs(node, tag);
                }
                "fldSimple" => {
                    let code = node.attributes().find(|a| a.name() == "instr").map_or("", |a| a.value());
                    self.begin_result(code);
                    self.fields.push((code.to_owned(), true));
                    self.runs(node, tag);
                    self.end_field();
                }
                "sdt" => {
                    let empty = child(node, "sdtPr").is_some_and(|p| child(p, "showingPlcHdr").is_some());
                    if let Some(content) = child(node, "sdtContent").filter(|_| !empty) {
                        self.runs(content, tag);
                    }
                }
                "commentRangeStart" => self.comment(node, tag),
                "pPr" | "rPr" => {}
                "bookmarkStart" => self.bookmark(node, tag),
                _ => self.runs(node, tag),
            }
        }
    }

    /// Whoever comments on a passage has the comment in the text where the passage begins.
    fn comment(&mut self, node: Node<'_, '_>, tag: Option<&str>) {
        let Some(id) = node.attributes().find(|a| a.name() == "id").map(|a| a.value().to_owned()) else {
            return;
        };
        let known = &mut self.text(tag).comments;
        if known.len() < comments::MOST && !known.contains(&id) {
            known.push(id);
        }
    }

    fn run(&mut self, run: Node<'_, '_>, tag: Option<&str>) {
        for piece in run.children().filter(|node| node.is_element()) {
            match piece.tag_name().name() {
                "t" => {
                    for text in piece.children().filter_map(|node| node.text()) {
                        self.say(text);
                    }
                }
                "tab" | "br" | "cr" | "ptab" => self.say(" "),
                "noBreakHyphen" => self.say("\u{2011}"),
                "sym" => self.say("\u{fffd}"),
                "commentReference" => self.comment(piece, tag),
                "instrText" => {
                    if let (Some((code, false)), Some(text)) = (self.fields.last_mut(), piece.text()) {
                        code.push_str(text);
                    }
                }
                "fldChar" => {
                    let kind = piece.attributes().find(|a| a.name() == "fldCharType").map(|a| a.value());
                    match kind {
                        Some("begin") => self.fields.push((String::new(), false)),
                        Some("separate") => {
                            let code = self.fields.last_mut().map(|(code, result)| {
                                *result = true;
                                code.clone()
                            });
                            self.begin_result(&code.unwrap_or_default());
                        }
                        _ => self.end_field(),
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether the text at hand is the result of a reference.
    fn in_reference(&self) -> bool {
        self.fields.iter().any(|(code, result)| *result && target(code).is_some())
    }

    fn begin_result(&mut self, code: &str) {
        let outer = self.fields.len().saturating_sub(1);
        let nested = self.fields.iter().take(outer).any(|(code, result)| *result && target(code).is_some());
        if let Some(target) = target(code).filter(|_| !nested) {
            self.open.raw.push(REF);
            self.open.raw.extend(target.chars().filter(|c| !is_mark(*c)));
            self.open.raw.push(SHOWS);
        }
    }

    fn end_field(&mut self) {
        if let Some((code, true)) = self.fields.pop()
            && target(&code).is_some()
            && !self.in_reference()
        {
            self.open.raw.push(END);
        }
    }

    fn say(&mut self, text: &str) {
        let safe = |c: char| {
            let control = c.is_control() && !c.is_whitespace();
            if is_mark(c) || control || is_noncharacter(c) { '\u{fffd}' } else { c }
        };
        self.open.raw.extend(text.chars().map(safe));
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, REF | SHOWS | END)
}

/// The bookmark that a reference leads to.
fn target(code: &str) -> Option<&str> {
    let mut words = code.split_whitespace();
    (words.next()?.eq_ignore_ascii_case("REF")).then(|| words.next()).flatten()
}
