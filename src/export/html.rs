//! The agreement as one self-contained web page: no scripts, nothing to load, readable by screen readers, printable.
//!
//! Our own writer, because the document is a tree already: [`escape`] is the one way a text enters the page. Anchors
//! equal those of the Markdown.

mod escape;
mod inline;
#[cfg(test)]
mod read_back;
#[cfg(test)]
mod tests;

use super::front::{CONTENTS, OVERVIEW, has_contents, marks};
use super::language::language;
use super::links::{anchors, has_heading};
use crate::document::{
    Align, Block, Clause, Document, Inline, KeyValue, List, PartyLine, Section, SignatureBlock, Table, plain,
};
use escape::{direction, escape};
use inline::Inlines;
use std::fmt::Write;

/// No script runs and nothing is loaded, whatever a text might smuggle in.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const STYLE: &str = include_str!("../../assets/html/agreement.css");

/// The page of a document; `mark` stands at its head, and on every printed page, while it is a draft. Same document,
/// same text.
pub fn export(document: &Document, mark: Option<&str>) -> String {
    let mut page = Page { out: String::new(), inlines: Inlines::new(anchors(document)) };
    page.head(document);
    page.front(document, mark);
    page.out.push_str("</main>\n</body>\n</html>\n");
    page.out
}

struct Page {
    out: String,
    inlines: Inlines,
}

impl Page {
    fn line(&mut self, html: &str) {
        self.out.push_str(html);
        self.out.push('\n');
    }

    fn head(&mut self, document: &Document) {
        let meta = &document.meta;
        let (language, region) = language(&meta.language);
        let tag = region.map_or_else(|| language.clone(), |region| format!("{language}-{region}"));
        let title = [&meta.title_text, &meta.form].into_iter().find(|t| !t.trim().is_empty());
        let title = title.map_or("Agreement", |t| t.as_str());
        let reference = match meta.reference_text.trim() {
            "" => String::new(),
            reference => format!(" ({reference})"),
        };
        self.line("<!DOCTYPE html>");
        self.line(&format!("<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">"));
        self.line(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">"));
        self.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        self.line("<meta name=\"generator\" content=\"Clausewright\">");
        self.line(&format!("<title>{}</title>", escape(&format!("{title}{reference}"))));
        self.out.push_str("<style>");
        self.out.push_str(STYLE);
        self.line("</style>\n</head>\n<body>");
    }

    fn front(&mut self, document: &Document, mark: Option<&str>) {
        let meta = &document.meta;
        self.line("<header>");
        if let Some(mark) = mark {
            self.line(&format!("<p class=\"draft\">{}</p>", escape(mark)));
        }
        self.words("p", "form", &meta.form);
        // A page has one main heading, whatever the draft holds so far.
        let untitled = [Inline::Missing { path: "title".into(), label: "Title".into() }];
        let titled = !plain(&meta.title).trim().is_empty();
        self.element("h1", "", if titled { &meta.title } else { &untitled });
        self.element("p", "marks", &marks(meta));
        self.line("</header>\n<main>");
        meta.parties.iter().for_each(|party| self.party(party));
        self.pairs(&meta.facts);
        if !meta.overview.is_empty() {
            self.line(&format!("<section>\n<h2>{OVERVIEW}</h2>"));
            self.blocks(&meta.overview, 3);
            self.line("</section>");
        }
        self.contents(&document.sections);
        document.sections.iter().for_each(|section| self.section(section));
    }

    fn party(&mut self, party: &PartyLine) {
        self.line("<div class=\"party\">");
        self.words("p", "role", &party.role);
        self.element("p", "name", &party.name);
        party.details.iter().for_each(|line| self.element("p", "", line));
        self.element("p", "short", &party.short_name);
        self.line("</div>");
    }

    fn contents(&mut self, sections: &[Section]) {
        if !has_contents(sections.len()) {
            return;
        }
        self.line(&format!("<nav aria-label=\"{CONTENTS}\">\n<h2>{CONTENTS}</h2>\n<ol class=\"contents\">"));
        for section in sections {
            let (anchor, title) = (escape(&section.anchor), escape(&heading(section)));
            self.line(&format!("<li><a href=\"#{anchor}\">{title}</a></li>"));
        }
        self.line("</ol>\n</nav>");
    }

    fn section(&mut self, section: &Section) {
        let class = if section.annex { " class=\"annex\"" } else { "" };
        let id = self.inlines.id(&section.anchor);
        self.line(&format!("<section{id}{class}>"));
        self.words("h2", "", &heading(section));
        section.clauses.iter().for_each(|clause| self.clause(clause));
        self.line("</section>");
    }

    fn clause(&mut self, clause: &Clause) {
        if !has_heading(clause) {
            return self.blocks(&clause.blocks, 3);
        }
        let title = format!("{} {}", clause.number, clause.title.as_deref().unwrap_or(""));
        let id = self.inlines.id(&clause.anchor);
        let (title, direction) = (escape(title.trim()), direction(&title));
        self.line(&format!("<h3{id}{direction}>{title}</h3>"));
        self.blocks(&clause.blocks, 4);
    }

    /// `level`: of a heading met here.
    fn blocks(&mut self, blocks: &[Block], level: u8) {
        for block in blocks {
            match block {
                Block::Paragraph(inlines) => self.element("p", "", inlines),
                Block::Heading(inlines) => self.element(&format!("h{level}"), "", inlines),
                Block::List(list) => self.list(list, level),
                Block::Table(table) => self.table(table),
                Block::KeyValues(pairs) => self.pairs(pairs),
                Block::Signatures(blocks) => self.signatures(blocks),
                Block::PageBreak => self.line("<hr>"),
            }
        }
    }

    /// Items keep their computed labels, "(a)", as references cite them.
    fn list(&mut self, list: &List, level: u8) {
        if list.items.is_empty() {
            return;
        }
        let labelled = list.items.iter().any(|item| !item.label.is_empty());
        let tag = if list.ordered { "ol" } else { "ul" };
        self.line(&format!("<{tag}{}>", if labelled { " class=\"labelled\"" } else { "" }));
        for item in &list.items {
            self.out.push_str("<li>");
            if labelled {
                let _ = write!(self.out, "<span>{}</span> <div class=\"item\">", escape(&item.label));
            }
            match item.blocks.as_slice() {
                [Block::Paragraph(inlines)] => self.inside("div", inlines),
                blocks => {
                    self.out.push('\n');
                    self.blocks(blocks, level);
                }
            }
            self.line(if labelled { "</div></li>" } else { "</li>" });
        }
        self.line(&format!("</{tag}>"));
    }

    fn table(&mut self, table: &Table) {
        self.line("<table>");
        self.element("caption", "", &table.caption);
        self.out.push_str("<thead><tr>");
        for column in &table.columns {
            // A heading without words would be announced as an empty one.
            let tag = if plain(&column.title).trim().is_empty() { "td" } else { "th scope=\"col\"" };
            self.cell(tag, column.align, &column.title);
        }
        self.line("</tr></thead>\n<tbody>");
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (at, (column, cell)) in table.columns.iter().zip(&row.cells).enumerate() {
                let names = at == 0 && table.columns.len() > 1 && !plain(cell).trim().is_empty();
                self.cell(if names { "th scope=\"row\"" } else { "td" }, column.align, cell);
            }
            self.line("</tr>");
        }
        self.line("</tbody>\n</table>");
    }

    fn cell(&mut self, tag: &str, align: Align, inlines: &[Inline]) {
        let class = if align == Align::End { " class=\"end\"" } else { "" };
        let direction = direction(&plain(inlines));
        let _ = write!(self.out, "<{tag}{class}{direction}>");
        self.inlines.write(inlines, &mut self.out);
        let _ = write!(self.out, "</{}>", tag.split(' ').next().unwrap_or(tag));
    }

    fn pairs(&mut self, pairs: &[KeyValue]) {
        if pairs.is_empty() {
            return;
        }
        self.line("<dl>");
        for pair in pairs {
            let (key, direction) = (escape(&pair.key), direction(&plain(&pair.value)));
            let _ = write!(self.out, "<div><dt>{key}</dt><dd{direction}>");
            self.inlines.write(&pair.value, &mut self.out);
            self.line("</dd></div>");
        }
        self.line("</dl>");
    }

    fn signatures(&mut self, blocks: &[SignatureBlock]) {
        self.line("<div class=\"signatures\">");
        for block in blocks {
            self.line("<div class=\"signature\">");
            self.element("p", "", &block.heading);
            self.pairs(&block.lines);
            self.line("</div>");
        }
        self.line("</div>");
    }

    /// An element of inlines on a line of its own; nothing where they hold no words.
    fn element(&mut self, tag: &str, class: &str, inlines: &[Inline]) {
        let text = plain(inlines);
        if !text.trim().is_empty() {
            let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
            let _ = write!(self.out, "<{tag}{class}{}>", direction(&text));
            self.inlines.write(inlines, &mut self.out);
            self.line(&format!("</{tag}>"));
        }
    }

    /// Inlines inside an element that stands already; one of its own only where they need a direction.
    fn inside(&mut self, tag: &str, inlines: &[Inline]) {
        let direction = direction(&plain(inlines));
        if !direction.is_empty() {
            let _ = write!(self.out, "<{tag}{direction}>");
        }
        self.inlines.write(inlines, &mut self.out);
        if !direction.is_empty() {
            let _ = write!(self.out, "</{tag}>");
        }
    }

    fn words(&mut self, tag: &str, class: &str, text: &str) {
        self.element(tag, class, &[Inline::Text(text.to_owned())]);
    }
}

/// "7 Credits"; never empty, as a heading must not be.
fn heading(section: &Section) -> String {
    let heading = format!("{} {}", section.number, section.title);
    if heading.trim().is_empty() { section.id.clone() } else { heading.trim().to_owned() }
}
