//! The texts inside the controls of a Word file, and those around them.

use super::ReturnError;
use crate::export::extract::package::{Package, PackageError, tree};
use roxmltree::Node;
use std::collections::HashMap;

const MAIN: &str = super::super::parts::MAIN;
/// The same in files that keep strictly to the standard.
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// The paragraphs of a place in the file.
#[derive(Debug, Default)]
pub struct Text {
    lines: Vec<Line>,
    /// Whether something in it was inserted or deleted with the changes tracked.
    pub tracked: bool,
}

#[derive(Debug, Default)]
struct Line {
    shown: String,
    /// As shown, but a reference reads as the place it leads to: its number is counted, not written.
    compared: String,
}

impl Text {
    pub fn shown(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.shown.as_str()).collect();
        lines.join("\n")
    }

    pub fn compared(&self) -> Vec<&str> {
        self.lines.iter().map(|line| line.compared.as_str()).collect()
    }
}

/// The texts of a file.
#[derive(Debug, Default)]
pub struct Texts {
    /// By the tags of the controls around them.
    pub clauses: HashMap<String, Text>,
    pub around: Text,
}

impl Texts {
    pub fn read(file: &[u8]) -> Result<Self, ReturnError> {
        let package = Package::read(file)?;
        let part = package.text("word/document.xml")?.ok_or(PackageError::NotWord)?;
        let parsed = tree(&part)?;
        let body = parsed.root_element().children().find(|node| is(*node, "body"));
        let mut reader = Reader::default();
        reader.blocks(body.ok_or(PackageError::Damaged)?, None);
        reader.close(None);
        Ok(reader.texts)
    }
}

/// Whether a node is an element of a text, by its name.
fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.tag_name().name() == name && matches!(node.tag_name().namespace(), Some(MAIN | STRICT))
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(*child, name))
}

fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name)?.attributes().find(|a| a.name() == "val").map(|a| a.value())
}

#[derive(Default)]
struct Reader {
    texts: Texts,
    /// The paragraph at hand, which goes on in the next one while the end of it is deleted.
    open: Line,
    is_open: bool,
    /// Fields around the text at hand: their instruction, and whether their result is being read.
    fields: Vec<(String, bool)>,
}

impl Reader {
    fn text(&mut self, tag: Option<&str>) -> &mut Text {
        match tag {
            None => &mut self.texts.around,
            Some(tag) => self.texts.clauses.entry(tag.to_owned()).or_default(),
        }
    }

    /// Ends the paragraph at hand; one without words is none.
    fn close(&mut self, tag: Option<&str>) {
        self.is_open = false;
        let line = std::mem::take(&mut self.open);
        let (shown, compared) = (tidy(&line.shown), tidy(&line.compared));
        if !shown.is_empty() {
            self.text(tag).lines.push(Line { shown, compared });
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
                "del" | "moveFrom" => self.text(tag).tracked = true,
                "ins" | "moveTo" => {
                    self.text(tag).tracked = true;
                    self.blocks(node, tag);
                }
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
        match properties.and_then(|p| value(p, "tag")).filter(|own| tag.is_none() && !own.is_empty()) {
            Some(own) => {
                if self.is_open {
                    self.close(tag);
                }
                self.text(Some(own));
                self.blocks(content, Some(own));
                if self.is_open {
                    self.close(Some(own));
                }
            }
            None => self.blocks(content, tag),
        }
    }

    fn row(&mut self, row: Node<'_, '_>, tag: Option<&str>) {
        let properties = child(row, "trPr");
        let marked = |name| properties.is_some_and(|p| child(p, name).is_some());
        if marked("del") || marked("ins") {
            self.text(tag).tracked = true;
        }
        if !marked("del") {
            self.blocks(row, tag);
        }
    }

    fn paragraph(&mut self, paragraph: Node<'_, '_>, tag: Option<&str>) {
        let mark = child(paragraph, "pPr").and_then(|p| child(p, "rPr"));
        let marked = |name| mark.is_some_and(|m| child(m, name).is_some());
        if ["ins", "del", "moveTo", "moveFrom"].into_iter().any(marked) {
            self.text(tag).tracked = true;
        }
        self.is_open = true;
        self.runs(paragraph, tag);
        if !marked("del") && !marked("moveFrom") {
            self.close(tag);
        }
    }

    fn runs(&mut self, around: Node<'_, '_>, tag: Option<&str>) {
        for node in around.children().filter(|node| node.is_element()) {
            match node.tag_name().name() {
                "r" => self.run(node),
                "del" | "moveFrom" => self.text(tag).tracked = true,
                "ins" | "moveTo" => {
                    self.text(tag).tracked = true;
                    self.runs(node, tag);
                }
                "fldSimple" => {
                    let code = node.attributes().find(|a| a.name() == "instr").map_or("", |a| a.value());
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
                "pPr" | "rPr" => {}
                _ => self.runs(node, tag),
            }
        }
    }

    fn run(&mut self, run: Node<'_, '_>) {
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
                            if let Some((_, result)) = self.fields.last_mut() {
                                *result = true;
                            }
                        }
                        _ => self.end_field(),
                    }
                }
                _ => {}
            }
        }
    }

    fn end_field(&mut self) {
        if let Some((code, _)) = self.fields.pop()
            && let Some(target) = target(&code)
        {
            self.open.compared.push_str(target);
        }
    }

    fn say(&mut self, text: &str) {
        self.open.shown.push_str(text);
        if !self.fields.iter().any(|(code, result)| *result && target(code).is_some()) {
            self.open.compared.push_str(text);
        }
    }
}

/// The bookmark that a reference leads to.
fn target(code: &str) -> Option<&str> {
    let mut words = code.split_whitespace();
    (words.next()?.eq_ignore_ascii_case("REF")).then(|| words.next()).flatten()
}

/// One space between words, however they are set apart, and no marks of hyphenation.
fn tidy(text: &str) -> String {
    text.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
