//! A clause text as it prints, with what each of its words is made from.

use super::fill::Printed;
use super::render::Renderer;
use super::{Document, Inline, Terms, plain};
use crate::draft::Draft;
use crate::template::{Compiled, Facts, Passage, Span, Template, parse, text_in};
use crate::value::FieldPath;
use std::borrow::Cow;

/// A paragraph of a clause text as it prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sourced {
    /// Where it stands, and what it is parsed from.
    pub passage: Passage,
    pub atoms: Vec<Atom>,
}

/// A stretch of a paragraph that is made from one piece of its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// As it prints; several paragraphs of one value stand in lines.
    pub shown: String,
    /// A text, a placeholder or a break.
    pub span: Span,
    pub strong: bool,
    pub emphasis: bool,
    /// The field whose value it prints.
    pub path: Option<FieldPath>,
}

/// The text that a clause of the document is made from, and whether the drafter wrote it. `path` is the clause's own.
pub fn clause_source<'a>(
    draft: &'a Draft,
    template: &'a Compiled,
    path: &FieldPath,
) -> Option<(Cow<'a, str>, bool)> {
    let key = path.last();
    if path.segments().next() == Some("extra_clauses") {
        let own = draft.extra_clauses.iter().find(|clause| clause.id.as_str() == key)?;
        return Some((Cow::Borrowed(own.text.as_str()), true));
    }
    if let Some(own) = draft.written(key) {
        return Some((Cow::Borrowed(own.text.as_str()), true));
    }
    let (_, clause) = template.clause(key)?;
    let wanted = draft.choice(key).map_or("", |choice| choice.alternative.as_str());
    let other = clause.alternatives.iter().find(|a| a.id.as_str() == wanted);
    let text = other.map_or(&clause.text, |other| &other.text);
    Some((text_in(text, &Facts::new(draft, template)), false))
}

/// The paragraphs of a clause text as they print in this draft. `document` is the draft's own: references are read from
/// it. `written`: the text is the drafter's.
pub fn sourced(
    draft: &Draft,
    template: &Template,
    document: &Document,
    text: &str,
    written: bool,
) -> Vec<Sourced> {
    let mut renderer = Renderer {
        facts: Facts::new(draft, template),
        terms: &Terms::default(),
        numbering: &Printed { document, template },
        place: FieldPath::root(),
        written,
        problems: &mut Vec::new(),
    };
    let passages = parse(text).passages().into_iter();
    passages
        .map(|passage| {
            let atoms = match passage.spans.as_slice() {
                [span @ Span::Place(place)] => match renderer.paragraphs_of(place) {
                    Some(paragraphs) => vec![of_paragraphs(span, &paragraphs)],
                    None => atoms(&mut renderer, &passage.spans),
                },
                spans => atoms(&mut renderer, spans),
            };
            Sourced { passage, atoms }
        })
        .collect()
}

fn of_paragraphs(span: &Span, paragraphs: &[super::Block]) -> Atom {
    let inlines = paragraphs.iter().filter_map(|block| match block {
        super::Block::Paragraph(inlines) => Some(inlines),
        _ => None,
    });
    let lines: Vec<String> = inlines.clone().map(|inlines| plain(inlines).replace('\n', " ")).collect();
    let path = inlines.flatten().find_map(path_of);
    Atom { shown: lines.join("\n"), span: span.clone(), strong: false, emphasis: false, path }
}

fn atoms(renderer: &mut Renderer<'_>, spans: &[Span]) -> Vec<Atom> {
    let mut out = Vec::new();
    atoms_into(renderer, spans, (false, false), &mut out);
    out
}

fn atoms_into(
    renderer: &mut Renderer<'_>,
    spans: &[Span],
    (strong, emphasis): (bool, bool),
    out: &mut Vec<Atom>,
) {
    let mut before: Vec<Inline> = Vec::new();
    for span in spans {
        let from = before.len();
        renderer.span(span, &mut before);
        match span {
            Span::Strong(inner) => atoms_into(renderer, inner, (true, emphasis), out),
            Span::Emphasis(inner) => atoms_into(renderer, inner, (strong, true), out),
            Span::Text(_) | Span::Place(_) | Span::Break => {
                let made = before.get(from..).unwrap_or_default();
                let shown = plain(made).replace('\n', " ");
                let path = made.iter().find_map(path_of);
                out.push(Atom { shown, span: span.clone(), strong, emphasis, path });
            }
        }
    }
}

fn path_of(inline: &Inline) -> Option<FieldPath> {
    match inline {
        Inline::Value { path, .. } => Some(path.clone()),
        Inline::TermRef { path, .. } | Inline::TermDef { path, .. } => path.clone(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{assemble, filled_in};
    use crate::template::library;

    #[test]
    fn the_atoms_of_every_clause_are_its_words() {
        let mut compared = 0;
        for form in library() {
            let draft = form.example();
            let document = assemble(draft, form);
            for clause in document.sections.iter().flat_map(|s| &s.clauses) {
                let (text, written) = clause_source(draft, form.template(), &clause.path).unwrap();
                let found = sourced(draft, form.template(), &document, &text, written);
                let words = |text: &str| text.split_whitespace().collect::<String>();
                let shown: String = found.iter().flat_map(|s| &s.atoms).map(|a| words(&a.shown)).collect();
                let filled = filled_in(draft, form.template(), &document, &text, written);
                let labels = |line: &str| {
                    let first = line.split(' ').next().unwrap_or_default();
                    let label = first == "–" || (first.starts_with('(') && first.ends_with(')'));
                    words(if label { line.strip_prefix(first).unwrap_or_default() } else { line })
                };
                // Items within items stand in one line there.
                if found.iter().all(|s| s.passage.lists.len() < 2) {
                    assert_eq!(shown, filled.lines().map(labels).collect::<String>(), "{}", clause.path);
                    compared += 1;
                }
            }
        }
        assert!(compared > 150, "only {compared} texts were compared");
    }
}
