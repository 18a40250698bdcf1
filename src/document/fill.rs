//! A text of a clause filled in as it would print, without assembling the document anew.

use super::number::{Target, Targets, named};
use super::render::Renderer;
use super::{Block, Document, Terms, plain};
use crate::draft::Draft;
use crate::template::{Facts, Template, parse};
use crate::value::FieldPath;

/// What a clause text would say in this draft, in lines. `document` is the draft's own: references are read from it.
/// `written`: the text is the drafter's, so that what leads nowhere stands as it was typed.
pub fn filled_in(
    draft: &Draft,
    template: &Template,
    document: &Document,
    text: &str,
    written: bool,
) -> String {
    let mut renderer = Renderer {
        facts: Facts::new(draft, template),
        terms: &Terms::default(),
        numbering: &Printed { document, template },
        place: FieldPath::root(),
        written,
        problems: &mut Vec::new(),
    };
    text_of(&renderer.blocks(&parse(text)))
}

/// Paragraphs and lists in lines; tables and cards, which are made from fields, are passed over.
pub fn text_of(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    blocks.iter().for_each(|block| lines_of(block, &mut lines));
    lines.join("\n")
}

fn lines_of(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Paragraph(inlines) => lines.push(plain(inlines)),
        Block::List(list) => {
            for item in &list.items {
                let mut inner = Vec::new();
                item.blocks.iter().for_each(|b| lines_of(b, &mut inner));
                let label = if item.label.is_empty() { "–" } else { item.label.as_str() };
                lines.push(format!("{label} {}", inner.join(" ")));
            }
        }
        _ => {}
    }
}

/// Where references lead in a document that is numbered already.
pub(super) struct Printed<'a> {
    pub document: &'a Document,
    pub template: &'a Template,
}

impl Targets for Printed<'_> {
    fn target(&self, section: &str, clause: Option<&str>) -> Target<'_> {
        let left_out = || named(self.template, section, clause).map_or(Target::Unknown, Target::LeftOut);
        self.found(section, clause).unwrap_or_else(left_out)
    }
}

impl Printed<'_> {
    fn found(&self, section: &str, clause: Option<&str>) -> Option<Target<'_>> {
        let section = self.document.sections.iter().find(|s| s.id == section)?;
        let clause = match clause {
            Some(id) => {
                // The form's rather than one of the drafter's own that bears the same name.
                let same = section.clauses.iter().filter(|c| c.id == id);
                Some(same.min_by_key(|c| c.path.segments().next() != Some("clauses"))?)
            }
            None => None,
        };
        let named = match clause.filter(|c| !c.number.is_empty()) {
            Some(clause) => format!("clause {}", clause.number),
            None if section.annex => section.number.clone(),
            None => format!("section {}", section.number),
        };
        Some(Target::Found(named, clause.map_or(&section.anchor, |c| &c.anchor)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::assemble;
    use crate::template::library;

    #[test]
    fn a_text_that_is_filled_in_reads_as_it_prints() {
        let mut compared = 0;
        for form in library() {
            let draft = form.example();
            let document = assemble(draft, form);
            for clause in document.sections.iter().flat_map(|s| &s.clauses) {
                let Some(key) = clause.path.as_str().strip_prefix("clauses.") else { continue };
                let chosen = draft.choices.iter().find(|c| c.id.as_str() == key);
                let (_, own) = form.template().clause(key).unwrap();
                let text = own
                    .alternatives
                    .iter()
                    .find(|a| chosen.is_some_and(|c| c.alternative.as_str() == a.id.as_str()))
                    .map_or(&own.text, |a| &a.text);
                let text = crate::template::text_in(text, &Facts::new(draft, form.template()));
                let filled = filled_in(draft, form.template(), &document, &text, false);
                let printed = text_of(&clause.blocks);
                assert!(printed.starts_with(&filled), "{key}:\n{filled}\n{printed}");
                compared += usize::from(!filled.is_empty());
            }
        }
        assert!(compared > 150, "only {compared} texts were compared");
    }

    #[test]
    fn what_leads_nowhere_stands_as_the_drafter_typed_it() {
        let form = &*crate::template::find("cloud-hosting").unwrap();
        let document = assemble(form.example(), form);
        let filled =
            |text: &str, written| filled_in(form.example(), form.template(), &document, text, written);
        assert_eq!(filled("See {{ref:nowhere}}.", true), "See {{ref:nowhere}}.");
        assert_eq!(filled("See {{ref:nowhere}}.", false), "See [reference to nowhere].");
        assert_eq!(filled("{{ref:credits}} holds.", true), "Section 9 holds.");
        assert_eq!(filled("By {{customer.short_name}}:\n\n1. a\n2. b", true), "By Tarnwick:\n(a) a\n(b) b");
    }
}
