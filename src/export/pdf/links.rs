//! References inside the document.
//!
//! The style writes them as addresses of their own kind, because a real reference asks the typesetter where its target
//! lies: then every paragraph with one is set twice, first without and then with the answer. Here, where all pages are
//! set, each address becomes a place.

use crate::document::{Document, Inline, plain, walk};
use crate::export::typeset::JUMP_SCHEME;
use std::collections::HashMap;
use typst::foundations::Label;
use typst::introspection::{Introspector, Location, Tag};
use typst::layout::{Frame, FrameItem};
use typst::model::{Destination, Document as _, LinkMarker};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// The same pages with references that lead to their targets, and that say in words where.
pub(super) fn resolved(pages: &PagedDocument, document: &Document) -> PagedDocument {
    let links = Links { introspector: pages.introspector().as_ref(), words: words(document) };
    let mut all: Vec<_> = pages.pages().to_vec();
    all.iter_mut().for_each(|page| links.lead(&mut page.frame));
    PagedDocument::new(all.into_iter().collect(), pages.info().clone())
}

/// What a reader who hears the page is told of a target: number and heading, or the defined term.
fn words(document: &Document) -> HashMap<&str, String> {
    let mut words = HashMap::new();
    for section in &document.sections {
        words.insert(section.anchor.as_str(), format!("{} {}", section.number, section.title));
        for clause in &section.clauses {
            let title = clause.title.as_deref().unwrap_or_default();
            words.insert(clause.anchor.as_str(), format!("{} {title}", clause.number));
        }
    }
    walk(document, |_, inline| {
        if let Inline::TermDef { anchor, .. } = inline {
            words.insert(anchor, plain(std::slice::from_ref(inline)));
        }
    });
    words
}

struct Links<'a, I> {
    introspector: &'a I,
    words: HashMap<&'a str, String>,
}

impl<I: Introspector> Links<'_, I> {
    fn target(&self, address: &str) -> Option<Location> {
        let label = Label::new(PicoStr::intern(address.strip_prefix(JUMP_SCHEME)?))?;
        self.introspector.query_label(label).ok()?.location()
    }

    fn lead(&self, frame: &mut Frame) {
        // Most frames hold none, and stay shared with what the typesetter keeps.
        if !holds_links(frame) {
            return;
        }
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => self.lead(&mut group.frame),
                FrameItem::Link(destination, _) => {
                    if let Destination::Url(address) = destination
                        && let Some(target) = self.target(address.as_str())
                    {
                        *destination = Destination::Location(target);
                    }
                }
                FrameItem::Tag(Tag::Start(element, _)) => {
                    if let Some(marker) = element.to_packed_mut::<LinkMarker>()
                        && let Some(anchor) = marker.alt.as_deref().and_then(|a| a.strip_prefix(JUMP_SCHEME))
                        && let Some(said) = self.words.get(anchor)
                    {
                        // A reader of pages aloud needs some word, and so does the standard.
                        let said = said.trim();
                        marker.alt = Some(if said.is_empty() { anchor.into() } else { said.into() });
                    }
                }
                FrameItem::Tag(_) | FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => {}
            }
            true
        });
    }
}

fn holds_links(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => holds_links(&group.frame),
        FrameItem::Link(Destination::Url(address), _) => address.as_str().starts_with(JUMP_SCHEME),
        FrameItem::Tag(Tag::Start(element, _)) => element.is::<LinkMarker>(),
        FrameItem::Link(..)
        | FrameItem::Tag(_)
        | FrameItem::Text(_)
        | FrameItem::Shape(..)
        | FrameItem::Image(..) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::typeset::{Marks, Typesetter};

    fn destinations(frame: &Frame, found: &mut Vec<Destination>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => destinations(&group.frame, found),
                FrameItem::Link(destination, _) => found.push(destination.clone()),
                _ => {}
            }
        }
    }

    fn said(frame: &Frame, found: &mut Vec<String>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => said(&group.frame, found),
                FrameItem::Tag(Tag::Start(element, _)) => {
                    let alt = element.to_packed::<LinkMarker>().and_then(|marker| marker.alt.clone());
                    found.extend(alt.map(|alt| alt.to_string()));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn every_reference_leads_to_a_place_and_says_where() {
        let form = crate::template::find("cloud-hosting").unwrap();
        let document = crate::document::assemble(form.example(), &form);
        let set = Typesetter::new().typeset_with_draft(&document, &Marks::default(), None).unwrap();
        let pages = resolved(&set, &document);
        let (mut to, mut alt) = (Vec::new(), Vec::new());
        for page in pages.pages() {
            destinations(&page.frame, &mut to);
            said(&page.frame, &mut alt);
        }
        assert!(to.len() > 100, "{}", to.len());
        for destination in &to {
            let Destination::Location(location) = destination else { panic!("{destination:?}") };
            assert!(pages.introspector().position(*location).is_some());
        }
        assert!(alt.len() > 100 && alt.iter().all(|a| !a.is_empty() && !a.contains(JUMP_SCHEME)), "{alt:?}");
        let clauses = || document.sections.iter().flat_map(|s| &s.clauses);
        let told = |c: &crate::document::Clause| {
            c.title.as_ref().is_some_and(|title| alt.contains(&format!("{} {title}", c.number)))
        };
        assert!(clauses().any(|clause| told(clause)), "{alt:?}");
    }
}
