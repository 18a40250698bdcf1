//! The text of a Word file of ours as a word processor shows it. For tests here and across the rooms, which is why it
//! knows no types of ours. Strict: what the writer does not know came from a text, and every style, number and bookmark
//! that is named must be there. Numbers are counted from the definitions in the file, never taken from the document.

use std::collections::{BTreeMap, HashMap, HashSet};

/// One element, with what is in it.
#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    pub text: String,
}

impl Node {
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|c| c.name == name)
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    fn value(&self, child: &str) -> Option<&str> {
        self.child(child)?.attribute("w:val")
    }

    pub fn all<'a>(&'a self, name: &str, out: &mut Vec<&'a Node>) {
        if self.name == name {
            out.push(self);
        }
        self.children.iter().for_each(|child| child.all(name, out));
    }

    pub fn every(&self, name: &str) -> Vec<&Node> {
        let mut out = Vec::new();
        self.all(name, &mut out);
        out
    }
}

/// A part of ours as a tree. Panics on what no part of ours holds: comments, document types, other entities.
pub fn parse(xml: &str) -> Node {
    let mut rest = xml
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")
        .expect("declaration");
    let mut open = vec![Node::default()];
    while let Some((text, after)) = rest.split_once('<') {
        open.last_mut().expect("open").text.push_str(&unescaped(text));
        let (tag, after) = after.split_once('>').unwrap_or_else(|| panic!("a tag does not end: {after}"));
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let done = open.pop().expect("open");
            assert_eq!(done.name, name, "closed by another");
            open.last_mut().expect("open").children.push(done);
            continue;
        }
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == ':'), "a text became the tag {tag}");
        let node = Node { name: name.to_owned(), attributes: attributes_of(attributes), ..Node::default() };
        if empty {
            open.last_mut().expect("open").children.push(node);
        } else {
            open.push(node);
        }
    }
    assert!(open.len() == 1 && rest.trim().is_empty(), "not closed, or followed by {rest}");
    open.remove(0).children.remove(0)
}

fn attributes_of(mut rest: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    while !rest.trim().is_empty() {
        let (name, after) = rest.split_once("=\"").unwrap_or_else(|| panic!("what is {rest}?"));
        let (value, after) = after.split_once('"').unwrap_or_else(|| panic!("{name} does not end"));
        found.push((name.trim().to_owned(), unescaped(value)));
        rest = after;
    }
    found
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (entity, after) = part.split_once(';').unwrap_or_else(|| panic!("a bare & before {part}"));
        out.push_str(match entity {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "#13" => "\r",
            other => panic!("a text became the entity {other}"),
        });
        out.push_str(after);
    }
    out
}

/// Which of the tracked changes are carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    Accepted,
    Rejected,
}

/// What is read, without white space; without the contents, which must list the sections where there are several (number and title
/// of each);
/// `part` gives a part of the file by its name.
pub fn read_back(part: &dyn Fn(&str) -> String, sections: &[String], take: Take) -> String {
    let document = parse(&part("word/document.xml"));
    let styles = parse(&part("word/styles.xml"));
    let numbering = parse(&part("word/numbering.xml"));
    let relations = parse(&part("word/_rels/document.xml.rels"));
    assert_resolved(&document, &styles, &numbering, &relations);
    let mut reader =
        Reader { take, counter: Counter::of(&numbering, &styles), out: String::new(), contents: Vec::new() };
    reader.blocks(document.child("w:body").expect("body"));
    let wanted: Vec<String> = sections.iter().map(|s| squeezed(s)).collect();
    // The overview is listed before the sections, where there is one.
    let first =
        reader.contents.first().is_some_and(|entry| entry == "Overview" && wanted.first() != Some(entry));
    let listed = reader.contents.split_off(usize::from(first));
    // One section may have had others beside it on the other side.
    if wanted.len() > 1 || !listed.is_empty() {
        assert_eq!(listed, wanted, "the contents");
    }
    reader.out
}

/// Every style, list, bookmark and part that is named is there; every cell ends with a paragraph; ids are unique.
fn assert_resolved(document: &Node, styles: &Node, numbering: &Node, relations: &Node) {
    let known: HashSet<&str> =
        styles.every("w:style").iter().filter_map(|s| s.attribute("w:styleId")).collect();
    for kind in ["w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next"] {
        for used in document.every(kind).into_iter().chain(styles.every(kind)) {
            let style = used.attribute("w:val").expect("val");
            assert!(known.contains(style), "{kind} {style} is no style");
        }
    }
    let lists: HashSet<&str> =
        numbering.every("w:num").iter().filter_map(|n| n.attribute("w:numId")).collect();
    for used in document.every("w:numId").into_iter().chain(styles.every("w:numId")) {
        let list = used.attribute("w:val").expect("val");
        assert!(list == "0" || lists.contains(list), "there is no list {list}");
    }
    let starts = document.every("w:bookmarkStart");
    let names: HashSet<&str> = starts.iter().filter_map(|b| b.attribute("w:name")).collect();
    assert_eq!(names.len(), starts.len(), "a bookmark stands twice");
    assert!(names.iter().all(|name| name.chars().count() <= 40), "a name is too long: {names:?}");
    let ends: HashSet<&str> =
        document.every("w:bookmarkEnd").iter().filter_map(|b| b.attribute("w:id")).collect();
    assert_eq!(
        ends,
        starts.iter().filter_map(|b| b.attribute("w:id")).collect(),
        "bookmarks that do not end"
    );
    for link in document.every("w:hyperlink") {
        let target = link.attribute("w:anchor").expect("anchor");
        assert!(names.contains(target), "a link leads nowhere: {target}");
    }
    for field in document.every("w:instrText") {
        let words: Vec<&str> = field.text.split_whitespace().collect();
        if let ["REF" | "PAGEREF", target, ..] = words.as_slice() {
            assert!(names.contains(target), "a reference leads nowhere: {target}");
        }
    }
    let parts: HashSet<&str> =
        relations.every("Relationship").iter().filter_map(|r| r.attribute("Id")).collect();
    for kind in ["w:headerReference", "w:footerReference"] {
        for used in document.every(kind) {
            assert!(parts.contains(used.attribute("r:id").expect("id")), "{kind} leads nowhere");
        }
    }
    for cell in document.every("w:tc") {
        assert_eq!(
            cell.children.last().map(|last| last.name.as_str()),
            Some("w:p"),
            "a cell without a paragraph"
        );
    }
    for table in document.every("w:tbl") {
        let columns = table.child("w:tblGrid").expect("grid").children.len();
        for row in table.children.iter().filter(|c| c.name == "w:tr") {
            let span = |cell: &&Node| {
                let span = cell.child("w:tcPr").and_then(|p| p.value("w:gridSpan"));
                span.map_or(1, |span| span.parse::<usize>().expect("span"))
            };
            let cells: usize = row.children.iter().filter(|c| c.name == "w:tc").map(|c| span(&c)).sum();
            assert_eq!(cells, columns, "a row has another number of cells than the table");
        }
    }
    let mut ids: Vec<&str> = Vec::new();
    for kind in ["w:ins", "w:del", "w:moveTo", "w:moveFrom", "w:bookmarkStart"] {
        ids.extend(document.every(kind).iter().filter_map(|n| n.attribute("w:id")));
    }
    for control in document.every("w:sdtPr") {
        ids.extend(control.value("w:id"));
        if let Some(tag) = control.value("w:tag") {
            assert!((1..=64).contains(&tag.chars().count()), "the tag {tag}");
        }
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands twice");
}

struct Reader {
    take: Take,
    counter: Counter,
    out: String,
    contents: Vec<String>,
}

impl Reader {
    fn gone(&self, node: &Node) -> bool {
        let gone = match self.take {
            Take::Accepted => ["w:del", "w:moveFrom"],
            Take::Rejected => ["w:ins", "w:moveTo"],
        };
        gone.contains(&node.name.as_str())
    }

    /// Paragraphs whose end is gone go on in the next one.
    fn blocks(&mut self, around: &Node) {
        let mut open: Option<String> = None;
        for block in &around.children {
            match block.name.as_str() {
                "w:p" => {
                    let properties = block.child("w:pPr");
                    let mut text = String::new();
                    self.runs(block, &mut text);
                    let ends = properties
                        .and_then(|p| p.child("w:rPr"))
                        .is_none_or(|r| !r.children.iter().any(|c| self.gone(c)));
                    let whole = open.take().unwrap_or_default() + &text;
                    if !ends {
                        open = Some(whole);
                        continue;
                    }
                    self.paragraph(properties, &whole);
                }
                "w:tbl" => {
                    for row in block.children.iter().filter(|c| c.name == "w:tr") {
                        let gone =
                            row.child("w:trPr").is_some_and(|p| p.children.iter().any(|c| self.gone(c)));
                        let first = row.child("w:trPr").and_then(|p| p.children.first());
                        assert!(
                            !first.is_some_and(|c| ["w:ins", "w:del"].contains(&c.name.as_str())),
                            "a change stands alone among the properties of a row"
                        );
                        let cells = row.children.iter().filter(|c| c.name == "w:tc" && !gone);
                        cells.for_each(|cell| self.blocks(cell));
                    }
                }
                "w:sdt" => self.blocks(block.child("w:sdtContent").expect("content")),
                "w:sectPr" | "w:tcPr" | "w:moveFromRangeStart" | "w:moveFromRangeEnd" => {}
                "w:moveToRangeStart" | "w:moveToRangeEnd" => {}
                other => panic!("{other} among the blocks"),
            }
        }
        if let Some(open) = open {
            self.out.push_str(&squeezed(&open));
        }
    }

    fn paragraph(&mut self, properties: Option<&Node>, text: &str) {
        let style =
            properties.and_then(|p| p.value("w:pStyle")).expect("every paragraph has a style").to_owned();
        match style.as_str() {
            "TOC1" | "AnnexContents" => {
                self.contents.push(squeezed(text));
                return;
            }
            "ContentsHeading" => return,
            _ => {}
        }
        let number = self.counter.number(properties, &style);
        self.out.push_str(&squeezed(&number));
        self.out.push_str(&squeezed(text));
    }

    fn runs(&self, around: &Node, out: &mut String) {
        for node in &around.children {
            match node.name.as_str() {
                "w:r" => {
                    for piece in &node.children {
                        match piece.name.as_str() {
                            "w:t" | "w:delText" => out.push_str(&piece.text),
                            "w:tab" | "w:br" => out.push('\n'),
                            "w:rPr" | "w:softHyphen" | "w:fldChar" | "w:instrText" => {}
                            other => panic!("{other} in a run"),
                        }
                    }
                }
                "w:hyperlink" => self.runs(node, out),
                "w:ins" | "w:del" | "w:moveTo" | "w:moveFrom" if !self.gone(node) => self.runs(node, out),
                "w:ins" | "w:del" | "w:moveTo" | "w:moveFrom" | "w:pPr" | "w:bookmarkStart"
                | "w:bookmarkEnd" => {}
                other => panic!("{other} in a paragraph"),
            }
        }
    }
}

/// Counts numbered paragraphs as the definitions in the file say.
struct Counter {
    /// Of each list: its definition, and the levels that it begins anew.
    lists: HashMap<String, (String, HashSet<usize>)>,
    levels: HashMap<String, Vec<Level>>,
    counts: HashMap<String, BTreeMap<usize, u32>>,
    begun: HashSet<String>,
    /// List and level that a style brings with it.
    styles: HashMap<String, (String, usize)>,
}

struct Level {
    format: String,
    text: String,
}

impl Counter {
    fn of(numbering: &Node, styles: &Node) -> Self {
        let mut levels = HashMap::new();
        let mut linked = HashMap::new();
        for definition in numbering.every("w:abstractNum") {
            let id = definition.attribute("w:abstractNumId").expect("id").to_owned();
            let mut all = Vec::new();
            for level in definition.every("w:lvl") {
                if let Some(style) = level.value("w:pStyle") {
                    linked.insert(style.to_owned(), (id.clone(), all.len()));
                }
                let value = |name| level.value(name).expect("value").to_owned();
                all.push(Level { format: value("w:numFmt"), text: value("w:lvlText") });
            }
            levels.insert(id, all);
        }
        let mut lists = HashMap::new();
        for list in numbering.every("w:num") {
            let restarted = list.every("w:lvlOverride");
            let restarted =
                restarted.iter().map(|o| o.attribute("w:ilvl").expect("level").parse().expect("level"));
            let id = list.attribute("w:numId").expect("id").to_owned();
            lists.insert(
                id,
                (list.value("w:abstractNumId").expect("definition").to_owned(), restarted.collect()),
            );
        }
        let mut own = HashMap::new();
        for style in styles.every("w:style") {
            let number = style.child("w:pPr").and_then(|p| p.child("w:numPr"));
            if let Some(list) = number.and_then(|n| n.value("w:numId")).filter(|list| *list != "0") {
                let name = style.attribute("w:styleId").expect("id").to_owned();
                // Of a style, the level is the one that names it.
                let level = linked.get(&name).expect("a level names the style").1;
                own.insert(name, (list.to_owned(), level));
            }
        }
        Self { lists, levels, counts: HashMap::new(), begun: HashSet::new(), styles: own }
    }

    fn number(&mut self, properties: Option<&Node>, style: &str) -> String {
        let direct = properties.and_then(|p| p.child("w:numPr")).map(|n| {
            let level = n.value("w:ilvl").expect("level").parse().expect("level");
            (n.value("w:numId").expect("list").to_owned(), level)
        });
        let Some((list, level)) = direct.or_else(|| self.styles.get(style).cloned()) else {
            return String::new();
        };
        if list == "0" {
            return String::new();
        }
        let (definition, restarted) = &self.lists[&list];
        let counts = self.counts.entry(definition.clone()).or_default();
        if self.begun.insert(list.clone()) {
            counts.retain(|level, _| !restarted.contains(level));
        }
        *counts.entry(level).or_default() += 1;
        counts.retain(|at, _| *at <= level);
        let levels = &self.levels[definition];
        if levels[level].format == "bullet" {
            return String::new();
        }
        let mut out = levels[level].text.clone();
        for (at, shape) in levels.iter().enumerate().take(level + 1) {
            let count = counts.get(&at).copied().unwrap_or(1);
            out = out.replace(&format!("%{}", at + 1), &shown(count, &shape.format));
        }
        out
    }
}

fn shown(n: u32, format: &str) -> String {
    // As word processors do: AA, BB, CC behind Z.
    let letters = |first: u8| {
        let letter = char::from(first + u8::try_from((n - 1) % 26).expect("a letter"));
        letter.to_string().repeat(1 + (n as usize - 1) / 26)
    };
    match format {
        "decimal" => n.to_string(),
        "upperLetter" => letters(b'A'),
        "lowerLetter" => letters(b'a'),
        "lowerRoman" => {
            let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
            let tens = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"];
            let hundreds = ["", "c", "cc", "ccc"];
            let digit = |power: u32| (n / power % 10) as usize;
            format!("{}{}{}", hundreds[digit(100)], tens[digit(10)], ones[digit(1)])
        }
        other => panic!("the format {other}"),
    }
}

/// Text without white space and without the marks of hyphenation.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}

/// The parts of a ZIP file as ours are written: nothing between the entries.
pub fn unzipped(bytes: &[u8]) -> HashMap<String, String> {
    use std::io::Read;
    let mut parts = HashMap::new();
    let mut rest = bytes;
    while let Some(entry) = rest.strip_prefix(b"PK\x03\x04") {
        let number = |at: usize, length: usize| {
            entry[at..at + length].iter().rev().fold(0usize, |n, byte| n << 8 | usize::from(*byte))
        };
        assert_eq!((number(6, 2), number(8, 2)), (0, 0x21), "a time in the file");
        let (packed, size, name) = (number(14, 4), number(18, 4), number(22, 2));
        let from = 26 + name;
        let mut content = String::new();
        let mut decoder = flate2::read::DeflateDecoder::new(&entry[from..from + packed]);
        decoder.read_to_string(&mut content).expect("deflated text");
        assert_eq!(content.len(), size);
        let name = String::from_utf8(entry[26..from].to_vec()).expect("a name");
        assert!(parts.insert(name, content).is_none(), "a part stands twice");
        rest = &entry[from + packed..];
    }
    assert!(rest.starts_with(b"PK\x01\x02"), "the directory follows");
    parts
}
