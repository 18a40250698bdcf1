//! The words in which every output tells what became of something.

use super::fields::{ChangeKind, FieldChange};
use super::meaning::Favours;
use super::tree::*;
use super::whole::Counts;

/// "agreed.ron: Hosting of the shop, reference Q-1, version 1.0, final"
pub(super) fn side(side: &Side) -> String {
    let version = match side.version.trim() {
        "" => String::new(),
        version => format!("version {version}"),
    };
    let reference = match side.reference.trim() {
        "" => String::new(),
        reference => format!("reference {reference}"),
    };
    let status = side.status.to_lowercase();
    let all = [side.title.trim(), &reference, &version, &status];
    let said: Vec<&str> = all.into_iter().filter(|part| !part.is_empty()).collect();
    if said.is_empty() { side.name.clone() } else { format!("{}: {}", side.name, said.join(", ")) }
}

/// "12 fields differ. In the text, 3 clauses changed, 1 was added and 2 were moved."
pub(super) fn summary(redline: &Redline) -> String {
    let fields = match redline.fields.len() {
        0 => "No field differs.".to_owned(),
        1 => "1 field differs.".to_owned(),
        many => format!("{many} fields differ."),
    };
    let Counts { changed, added, removed, moved, split, merged } = redline.text.counts();
    let kinds = [
        (changed, "changed"),
        (added, "added"),
        (removed, "removed"),
        (moved, "moved"),
        (split, "split off"),
        (merged, "merged into others"),
    ];
    let told: Vec<String> =
        kinds.iter().filter(|(count, _)| *count > 0).map(|(count, kind)| format!("{count} {kind}")).collect();
    let text = match (told.split_last(), redline.text.is_same()) {
        (_, true) => "No word of the text differs.".to_owned(),
        (None, false) => "In the text, only the order or titles of sections differ.".to_owned(),
        (Some((last, [])), false) => format!("In the text, clauses: {last}."),
        (Some((last, rest)), false) => format!("In the text, clauses: {} and {last}.", rest.join(", ")),
    };
    format!("{fields} {text}")
}

/// What became of a clause, section or part; nothing for what is the same.
pub(super) fn standing(standing: &Standing, parts: &[Part]) -> Option<String> {
    let behind = |word: &str, place: &str| match place {
        "" => word.to_owned(),
        place => format!("{word} {place}"),
    };
    let from = |place: &str| {
        if place.is_empty() { "moved here".to_owned() } else { format!("moved here from {place}") }
    };
    let own = match standing {
        Standing::Same => None,
        Standing::Changed => Some("changed".to_owned()),
        Standing::Added => Some("added".to_owned()),
        Standing::Removed => Some("removed".to_owned()),
        Standing::MovedHere { from: place } => Some(from(place)),
        Standing::MovedAway { to } if to.is_empty() => Some("moved elsewhere".to_owned()),
        Standing::MovedAway { to } => Some(behind("moved to", to)),
        Standing::SplitOff { from } => Some(behind("split off from", from)),
        Standing::MergedInto { to } => Some(behind("merged into", to)),
        Standing::Split => Some("split into paragraphs".to_owned()),
        Standing::Merged => Some("paragraphs merged".to_owned()),
    };
    let parts = parts.iter().map(|part| match part {
        Part::SplitInto { to } => format!("a part of it is now {to}"),
        Part::Absorbs { from } => format!("it takes in what was {from}"),
    });
    let all: Vec<String> = own.into_iter().chain(parts).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// "5.3", and what it was where nothing else tells: "5.3 (was 5.2)".
pub(super) fn number(old: &Option<Heading>, new: &Option<Heading>, standing: &Standing) -> String {
    let of = |heading: &Option<Heading>| {
        heading.as_ref().map(|heading| heading.number.clone()).unwrap_or_default()
    };
    let (before, after) = (of(old), of(new));
    match (before.as_str(), after.as_str()) {
        ("", _) => after,
        (_, "") => before,
        (before, after) if before == after || matches!(standing, Standing::MovedHere { .. }) => {
            after.to_owned()
        }
        (before, after) => format!("{after} (was {before})"),
    }
}

/// What an item that came or went holds: its first particulars, and how many more there are. The text has them all.
pub(super) fn particulars(contents: &str) -> String {
    const SHOWN: usize = 6;
    let lines: Vec<&str> = contents.lines().filter(|line| !line.trim().is_empty()).collect();
    match lines.len().saturating_sub(SHOWN) {
        0 | 1 => lines.join("\n"),
        more => {
            format!("{}\n… and {more} more particulars", lines.get(..SHOWN).unwrap_or_default().join("\n"))
        }
    }
}

/// What a change of a field means, and whom it helps: "23 days less to claim (better for the provider)".
pub(super) fn meaning(change: &FieldChange) -> Option<String> {
    let helped = change.favours.filter(|favours| change.meaning.is_some() || *favours != Favours::Neither);
    let helped = helped.map(Favours::words);
    match (&change.meaning, helped) {
        (Some(meaning), Some(helped)) => Some(format!("{meaning} ({helped})")),
        (Some(meaning), None) => Some(meaning.clone()),
        (None, helped) => helped.map(str::to_owned),
    }
}

/// A change of a field in one line, without its place: "99.9 → 99.5".
pub(super) fn values(change: &FieldChange) -> String {
    let shown = |text: &str| match text.trim() {
        "" => "nothing".to_owned(),
        text => text.replace('\n', "; "),
    };
    match change.kind {
        ChangeKind::Changed => format!("{} → {}", shown(&change.before), shown(&change.after)),
        ChangeKind::Moved => format!("moved, {} → {}", shown(&change.before), shown(&change.after)),
        ChangeKind::Added => "added".to_owned(),
        ChangeKind::Removed => "removed".to_owned(),
    }
}
