//! The text of a tagged PDF along its structure tree, as a screen reader meets it.

use super::pdf_text::{Piece, Reader};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, ObjRef, Object};
use std::collections::HashMap;

/// A heading, paragraph, cell or the like with its text.
#[derive(Debug)]
pub struct Element {
    pub role: String,
    pub text: String,
}

pub struct Printed {
    /// In the order of reading; without the lines of the contents and without bullets.
    pub elements: Vec<Element>,
    /// The lines of the contents.
    pub contents: Vec<Element>,
    /// Of each page what is outside the structure: running header, page number, mark of a draft.
    pub around: Vec<String>,
}

impl Printed {
    pub fn text(&self) -> String {
        self.elements.iter().map(|e| e.text.as_str()).collect()
    }
}

/// Elements that are part of the line they stand in.
const WITHIN_A_LINE: [&str; 6] = ["Span", "Link", "Strong", "Em", "Reference", "Quote"];
const BULLETS: [&str; 3] = ["•", "–", "·"];

pub fn read(bytes: &[u8]) -> Printed {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let mut pages = HashMap::new();
    let mut around = Vec::new();
    for page in pdf.pages().iter() {
        let resources = page.raw().get::<Dict<'_>>("Resources").unwrap_or_default();
        let mut reader = Reader::default();
        reader.read(page.page_stream().unwrap_or_default(), &resources);
        around.push(reader.around.text.clone());
        pages.insert(page.raw().obj_id().unwrap().obj_number, reader.pieces);
    }
    let xref = pdf.xref();
    let catalog: Dict<'_> = xref.get(xref.root_id()).unwrap();
    let root: Dict<'_> = catalog.get("StructTreeRoot").expect("a tagged PDF");
    let mut tree = Tree {
        pages,
        elements: Vec::new(),
        contents: Vec::new(),
        in_contents: false,
        joins: false,
        line: None,
    };
    tree.children(&root, "", None);
    let kept = |e: &Element| !(e.text.is_empty() || e.role == "Lbl" && BULLETS.contains(&e.text.trim()));
    tree.elements.retain(kept);
    tree.contents.retain(kept);
    Printed { elements: tree.elements, contents: tree.contents, around }
}

struct Tree {
    pages: HashMap<i32, HashMap<i32, Piece>>,
    elements: Vec<Element>,
    contents: Vec<Element>,
    in_contents: bool,
    /// Whether text goes on in the last element.
    joins: bool,
    /// The line on its page where the last text ended.
    line: Option<i64>,
}

impl Tree {
    fn children(&mut self, element: &Dict<'_>, role: &str, page: Option<i32>) {
        let page = element.get_ref("Pg").map(number).or(page);
        match element.get::<Object<'_>>("K") {
            Some(Object::Array(kids)) => self.all(&kids, role, page),
            Some(kid) => self.child(kid, role, page),
            None => {}
        }
    }

    fn all(&mut self, kids: &Array<'_>, role: &str, page: Option<i32>) {
        for kid in kids.iter::<Object<'_>>() {
            self.child(kid, role, page);
        }
    }

    fn child(&mut self, kid: Object<'_>, role: &str, page: Option<i32>) {
        match kid {
            Object::Number(id) => self.piece(id.as_i64() as i32, role, page),
            Object::Array(kids) => self.all(&kids, role, page),
            Object::Dict(dict) => match dict.get::<Name<'_>>("Type").as_ref().map(Name::as_str) {
                Some("MCR") => {
                    let page = dict.get_ref("Pg").map(number).or(page);
                    self.piece(dict.get::<i32>("MCID").unwrap(), role, page);
                }
                Some("OBJR") => {}
                _ => self.element(&dict, role, page),
            },
            _ => {}
        }
    }

    fn element(&mut self, element: &Dict<'_>, outer: &str, page: Option<i32>) {
        let role = element.get::<Name<'_>>("S").map(|n| n.as_str().to_owned()).unwrap_or_default();
        let number_of_heading = role == "Div" && outer.starts_with('H');
        if number_of_heading || WITHIN_A_LINE.contains(&role.as_str()) {
            return self.children(element, outer, page);
        }
        let was_contents = self.in_contents;
        self.in_contents |= role == "TOC";
        self.joins = false;
        self.children(element, &role, page);
        self.joins = false;
        self.in_contents = was_contents;
    }

    fn piece(&mut self, id: i32, role: &str, page: Option<i32>) {
        let Some(piece) = page.and_then(|p| self.pages.get(&p)).and_then(|p| p.get(&id)) else { return };
        let list = if self.in_contents { &mut self.contents } else { &mut self.elements };
        match list.last_mut() {
            Some(last) if self.joins => {
                if !piece.begins_at(self.line) {
                    last.text.push(' ');
                }
                last.text.push_str(&piece.text);
            }
            _ => list.push(Element { role: role.to_owned(), text: piece.text.clone() }),
        }
        self.joins = true;
        self.line = piece.last_line;
    }
}

fn number(reference: ObjRef) -> i32 {
    reference.obj_number
}
