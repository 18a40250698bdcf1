//! What stands before the sections in every export that can be read.

use crate::document::{Inline, Meta, plain};

pub(super) const OVERVIEW: &str = "Overview";
pub(super) const CONTENTS: &str = "Contents";

/// Whether so many sections are listed before the first of them: a list of one line tells nobody where anything is.
pub(super) fn has_contents(sections: usize) -> bool {
    sections > 1
}

/// "Reference Q-1 · Version 1.0 · Final"
pub(super) fn marks(meta: &Meta) -> Vec<Inline> {
    let named = |name: &str, mark: Vec<Inline>| [text(name), mark].concat();
    let marks = [
        (!plain(&meta.reference).trim().is_empty()).then(|| named("Reference ", meta.reference.clone())),
        (!meta.version.trim().is_empty()).then(|| named("Version ", text(&meta.version))),
        (!meta.status.trim().is_empty()).then(|| text(&meta.status)),
    ];
    marks.into_iter().flatten().collect::<Vec<_>>().join(&text(" \u{b7} ")[..])
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}
