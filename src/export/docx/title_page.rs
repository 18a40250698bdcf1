//! What stands before the contents: form, title, reference and status, the parties, and the facts of the agreement.

use super::blocks::is_blank;
use super::inline::Letters;
use super::paragraph::Look;
use super::tables::{changes_of, whole_change};
use super::writer::Writer;
use crate::document::Inline;
use crate::document::marked::{Change, Fragment, MarkedDocument, MarkedParty, Side};

impl Writer<'_> {
    /// The lines run as the words of the form do, whatever the parties are called.
    pub fn title_page(&mut self, document: &MarkedDocument) {
        let form = &document.form;
        self.words_in("FormName", form, form);
        self.words_in("Title", &titled(&document.title), form);
        self.words_in("TitleMarks", &marks(document), form);
        document.parties.iter().for_each(|party| self.party(party, form));
        if !document.facts.is_empty() {
            let change = changes_of(document.facts.iter().map(|fact| fact.change));
            self.paragraph(&Look::of("FactsStart").changed(change), &[], &[]);
            self.pairs(None, &document.facts);
        }
    }

    fn words_in(&mut self, style: &'static str, text: &[Fragment], form: &[Fragment]) {
        if !is_blank(text) {
            let look = Look::of(style).changed(whole_change(text));
            self.paragraph_of(&look, &[], form, |writer| writer.fragments(text));
        }
    }

    /// "Provider", and beside it the name with its particulars below.
    fn party(&mut self, party: &MarkedParty, form: &[Fragment]) {
        let words = [party.role.as_slice(), party.name.as_slice()].concat();
        let change = whole_change(&words);
        let look = Look::of("PartyName").keeping(true).changed(change);
        self.paragraph_of(&look, &[], form, |writer| {
            writer.styled("PartyRole", &party.role);
            writer.words(change, "\t");
            writer.fragments(&party.name);
        });
        party.details.iter().for_each(|detail| self.words_in("PartyDetail", detail, form));
        self.words_in("PartyShortName", &party.short_name, form);
    }

    /// Words in letters of a style.
    pub fn styled(&mut self, style: &'static str, text: &[Fragment]) {
        for fragment in text {
            let words = crate::document::plain(&fragment.inlines);
            self.run(fragment.change, &words, Letters { style: Some(style), ..Letters::default() });
        }
    }
}

/// Whether a text says something on a side.
fn says(text: &[Fragment], side: Side) -> bool {
    text.iter().any(|fragment| fragment.change.stands(side) && !is_blank(std::slice::from_ref(fragment)))
}

/// The fate of what stands wherever `stands` tells so.
fn change_of(stands: impl Fn(Side) -> bool) -> Option<Change> {
    Change::between(stands(Side::Old), stands(Side::New))
}

/// A title, with the mark of a missing one where there is none.
fn titled(title: &[Fragment]) -> Vec<Fragment> {
    let missing = change_of(|side| !says(title, side)).map(|change| Fragment {
        change,
        inlines: vec![Inline::Missing { path: "title".into(), label: "Title".into() }],
    });
    title.iter().cloned().chain(missing).collect()
}

/// "Reference Q-1 · Version 1.0 · Final"
fn marks(document: &MarkedDocument) -> Vec<Fragment> {
    let parts =
        [("Reference ", &document.reference), ("Version ", &document.version), ("", &document.status)];
    let mut out: Vec<Fragment> = Vec::new();
    for (at, (name, mark)) in parts.into_iter().enumerate() {
        let earlier = parts.get(..at).unwrap_or_default();
        let follows = |side| says(mark, side) && earlier.iter().any(|(_, earlier)| says(earlier, side));
        if let Some(change) = change_of(follows) {
            out.extend(Fragment::text(change, " \u{b7} "));
        }
        if let Some(change) = change_of(|side| says(mark, side)) {
            out.extend(Fragment::text(change, name));
            out.extend(mark.iter().cloned());
        }
    }
    out
}
