//! A Word file of ours that came back, laid beside the open draft that it was made from.

use super::files::{FileError, parse_draft};
use crate::document::{assemble, clause_source};
use crate::draft::{Draft, Edit};
use crate::export::docx::returned::{
    AroundChange, Fate, Place, Proposal, ReturnError, Returned, ReturnedClause, Sent, Sides, returned,
};
use crate::export::extract::package::MOST_IN_WORD;
use crate::export::extract::{self, ExtractError};
use crate::redline::{FieldChange, Piece, explained, words};
use crate::store::{Fs, OpenError, load_up_to};
use crate::template::Form;
use crate::value::FieldPath;
use std::path::Path;
use std::sync::Arc;

/// Why a file cannot be laid beside a draft.
#[derive(Debug, thiserror::Error)]
pub enum ReplyError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error(
        "“{file}” was made from another draft, “{title}”. Open that draft and compare there. Neither the file nor this \
         draft was changed."
    )]
    OtherDraft { file: String, title: String },
    #[error("“{file}” cannot be compared: {source}. Neither the file nor this draft was changed.")]
    Text { file: String, source: ReturnError, holds_a_draft: bool },
    #[error(
        "“{file}” holds no draft, and its clauses are not those of this one. Open the draft that it was exported from and \
         compare there. Neither the file nor this draft was changed."
    )]
    NotThisDraft { file: String },
}

impl ReplyError {
    /// Whether there is a draft in the file, which can be opened by itself.
    pub fn holds_a_draft(&self) -> bool {
        match self {
            Self::OtherDraft { .. } => true,
            Self::Text { holds_a_draft, .. } => *holds_a_draft,
            Self::File(_) | Self::NotThisDraft { .. } => false,
        }
    }
}

/// With what the file was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// The draft inside it, which is as the open one was when the file was read.
    Sent,
    /// The draft inside it; the open one was changed since.
    SentEarlier,
    /// The open draft: the file holds none.
    Now,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    /// The name of the file.
    pub file: String,
    pub base: Base,
    /// What was sent.
    pub sent: Arc<Draft>,
    form: Arc<Form>,
    /// In the order of the agreement: clauses that were changed or remarked on, and changes around them.
    pub items: Vec<Item>,
}

/// A place where the other side changed or remarked something.
#[derive(Debug)]
pub struct Item {
    pub spot: Spot,
    /// Where its text is made.
    pub path: FieldPath,
    pub text: Sent,
    /// Both texts in one.
    pub pieces: Vec<Piece>,
    pub proposal: Proposal,
    /// What the fields that would be set mean.
    pub fields: Vec<FieldChange>,
    /// Numbers of the clauses that print the same values and that they left as they were.
    pub elsewhere: Vec<String>,
}

/// What an item is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    Clause {
        number: String,
        title: String,
        fate: Fate,
    },
    /// The title page or the overview.
    Front,
    /// The title of a section.
    Heading,
    /// Between clauses: the number of the one before.
    Behind(String),
    /// Remarks on the text around the clauses.
    Around,
}

impl Reply {
    /// Reads a file and lays it beside the draft that it was made from; `now` is the open one.
    ///
    /// # Errors
    /// When the file cannot be read, is no Word file of ours, or was made from another draft.
    pub fn read(fs: &dyn Fs, path: &Path, now: &Arc<Draft>, form: &Arc<Form>) -> Result<Self, ReplyError> {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let loaded =
            load_up_to(fs, path, MOST_IN_WORD as u64).map_err(|e| FileError::from(OpenError::from(e)))?;
        let (sent, its_form, base) = match extract::from_word(&loaded.bytes) {
            Ok(inside) => {
                let (draft, form) = parse_draft(&inside, path)?;
                if draft.id != now.id {
                    let title = draft.agreement.title.to_string();
                    return Err(ReplyError::OtherDraft { file, title });
                }
                let base = if draft == **now { Base::Sent } else { Base::SentEarlier };
                (Arc::new(draft), form, base)
            }
            Err(ExtractError::NoDraftInWord) => (Arc::clone(now), Arc::clone(form), Base::Now),
            Err(source) => {
                return Err(FileError::Exported { path: path.to_owned(), source }.into());
            }
        };
        let document = assemble(&sent, &its_form);
        let found = match returned(&loaded.bytes, &document) {
            Ok(found) => found,
            Err(ReturnError::OtherDraft { .. }) if base == Base::Now => {
                return Err(ReplyError::NotThisDraft { file });
            }
            Err(source) => return Err(ReplyError::Text { file, source, holds_a_draft: base != Base::Now }),
        };
        let sides = Sides { draft: &sent, form: &its_form, document: &document };
        let items = items(&found, &sides);
        Ok(Self { file, base, sent, form: its_form, items })
    }

    /// How many clauses they changed, struck out or wrote.
    pub fn changed(&self) -> usize {
        self.items.iter().filter(|item| item.is_change()).count()
    }

    pub fn comments(&self) -> usize {
        self.items.iter().map(|item| item.text.comments.len()).sum()
    }

    /// Whether the text of an item was changed here since it was sent.
    pub fn is_newer(&self, item: &Item, now: &Draft) -> bool {
        if !matches!(item.spot, Spot::Clause { .. }) || self.base == Base::Now {
            return false;
        }
        let template = self.form.template();
        let key = item.path.last();
        let title = |draft: &Draft| {
            let own =
                draft.extra_clauses.iter().find(|own| own.id.as_str() == key).map(|own| own.title.clone());
            own.or_else(|| draft.choice(key).map(|choice| choice.title.clone())).unwrap_or_default()
        };
        clause_source(&self.sent, template, &item.path) != clause_source(now, template, &item.path)
            || title(&self.sent) != title(now)
    }
}

impl Item {
    /// Whether the text differs, and is not only remarked on.
    pub fn is_change(&self) -> bool {
        !matches!(self.spot, Spot::Around | Spot::Clause { fate: Fate::Unchanged, .. })
    }

    /// Whether they wrote it between clauses.
    pub fn is_new(&self) -> bool {
        matches!(self.spot, Spot::Behind(_)) && self.text.ours.is_empty()
    }

    /// Names the item as long as the place and their words are the same.
    pub fn key(&self) -> String {
        format!("{}\n{}\n{}", self.path, self.text.ours, self.text.theirs)
    }
}

fn items(found: &Returned, sides: &Sides<'_>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut places: Vec<(&AroundChange, bool)> = found.places.iter().map(|place| (place, false)).collect();
    let mut take = |wanted: &dyn Fn(&Place) -> bool, items: &mut Vec<Item>| {
        for (place, taken) in places.iter_mut().filter(|(place, taken)| !taken && wanted(&place.place)) {
            items.push(around(place, found, sides));
            *taken = true;
        }
    };
    take(&|place| *place == Place::Front, &mut items);
    if !found.around.comments.is_empty() {
        let text = Sent { comments: found.around.comments.clone(), ..Sent::default() };
        items.push(Item::of(Spot::Around, FieldPath::new("title"), text, Proposal::default()));
    }
    let mut section = None;
    for clause in &found.clauses {
        if section != Some(&clause.section) {
            section = Some(&clause.section);
            take(&|place| *place == Place::Heading(clause.section.clone()), &mut items);
        }
        if clause.fate != Fate::Unchanged || !clause.text.comments.is_empty() {
            items.push(of_clause(clause, found, sides));
        }
        let behind = |place: &Place| match place {
            Place::Behind { section, clause: id, .. } => *section == clause.section && *id == clause.clause,
            _ => false,
        };
        take(&behind, &mut items);
    }
    take(&|_| true, &mut items);
    items
}

fn of_clause(clause: &ReturnedClause, found: &Returned, sides: &Sides<'_>) -> Item {
    let title = clause.title.clone().unwrap_or_default();
    let spot = Spot::Clause { number: clause.number.clone(), title, fate: clause.fate };
    let mut item = Item::of(spot, clause.path.clone(), clause.text.clone(), clause.proposal(sides));
    item.tell(found, sides);
    item
}

fn around(place: &AroundChange, found: &Returned, sides: &Sides<'_>) -> Item {
    let proposal = place.proposal(sides);
    let value = proposal
        .sets
        .first()
        .map(|set| set.path.clone())
        .or_else(|| proposal.left.first().map(|l| l.path.clone()));
    let (spot, path) = match &place.place {
        Place::Front => (Spot::Front, value.unwrap_or_else(|| FieldPath::new("title"))),
        Place::Heading(section) => (Spot::Heading, FieldPath::new("headings").join(section)),
        Place::Behind { section, number, .. } => {
            (Spot::Behind(number.clone()), FieldPath::new("sections").join(section))
        }
    };
    let around = &found.around;
    let text = Sent {
        ours: place.ours.clone(),
        theirs: place.theirs.clone(),
        changed: true,
        tracked: around.tracked,
        authors: around.authors.clone(),
        comments: Vec::new(),
    };
    let mut item = Item::of(spot, path, text, proposal);
    item.tell(found, sides);
    item
}

impl Item {
    fn of(spot: Spot, path: FieldPath, text: Sent, proposal: Proposal) -> Self {
        let (ours, theirs) = match &spot {
            Spot::Clause { title, .. } => without(title, &text),
            _ => (text.ours.as_str(), text.theirs.as_str()),
        };
        let pieces = if text.changed { words(ours, theirs) } else { Vec::new() };
        Self { spot, path, text, pieces, proposal, fields: Vec::new(), elsewhere: Vec::new() }
    }

    /// Finds out what the fields mean that taking over would set, and where else they are printed.
    fn tell(&mut self, found: &Returned, sides: &Sides<'_>) {
        if self.proposal.sets.is_empty() {
            return;
        }
        let mut changed = sides.draft.clone();
        for set in &self.proposal.sets {
            let edit = Edit::Set { path: set.path.clone(), text: set.canonical.clone() };
            // The proposal holds only what the draft takes.
            drop(edit.apply_strict(&mut changed));
        }
        self.fields = explained(sides.draft, &changed, sides.form);
        let is_set = |path: &FieldPath| self.proposal.sets.iter().any(|set| set.path == *path);
        let left = |clause: &&ReturnedClause| {
            clause.path != self.path && clause.values.iter().any(|v| v.at.is_some() && is_set(&v.path))
        };
        let numbers = found.clauses.iter().filter(left).map(|clause| clause.number.clone());
        self.elsewhere = numbers.filter(|number| !number.is_empty()).collect();
    }
}

/// Both texts without the heading, where it stands above them anyway.
fn without<'t>(title: &str, text: &'t Sent) -> (&'t str, &'t str) {
    let body = |text: &'t str| text.split_once('\n').filter(|(head, _)| *head == title).map(|(_, body)| body);
    match (body(&text.ours), body(&text.theirs)) {
        (Some(ours), Some(theirs)) => (ours, theirs),
        (Some(ours), None) if text.theirs.is_empty() => (ours, ""),
        _ => (&text.ours, &text.theirs),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::docx::export;
    use crate::store::testing::FakeFs;
    use crate::template::find;

    fn read(file: &[u8], now: &Draft) -> Result<Reply, ReplyError> {
        let form = find("cloud-hosting").unwrap();
        let fs = FakeFs::new();
        fs.put("/d/back.docx", file);
        Reply::read(&fs, Path::new("/d/back.docx"), &Arc::new(now.clone()), &form)
    }

    fn word(draft: &Draft, with_source: bool) -> Vec<u8> {
        let form = find("cloud-hosting").unwrap();
        let source = crate::draft::to_ron(draft).unwrap();
        export(&assemble(draft, &form), None, with_source.then_some(source.as_bytes()))
    }

    #[test]
    fn a_file_is_laid_beside_what_was_sent_or_the_draft_of_now() {
        let form = find("cloud-hosting").unwrap();
        let sent = form.example().clone();
        let reply = read(&word(&sent, true), &sent).unwrap();
        assert_eq!((reply.base, reply.items.len(), reply.file.as_str()), (Base::Sent, 0, "back.docx"));
        let mut now = sent.clone();
        Edit::set("title", "Another title").apply(&mut now).unwrap();
        assert_eq!(read(&word(&sent, true), &now).unwrap().base, Base::SentEarlier);
        let reply = read(&word(&sent, false), &now).unwrap();
        assert_eq!(reply.base, Base::Now);
        assert!(matches!(reply.items.as_slice(), [Item { spot: Spot::Front, .. }]), "{:?}", reply.items);
    }

    #[test]
    fn strangers_and_ruins_are_refused_with_a_way_out() {
        let form = find("cloud-hosting").unwrap();
        let sent = form.example().clone();
        let other = find("outsourced-staffing").unwrap().example().clone();
        let mut cut = word(&sent, true);
        cut.truncate(cut.len() / 2);
        for (file, said) in [
            (word(&sent, true), "made from another draft, “"),
            (b"no Word file".to_vec(), "not a Word document"),
            (cut, "damaged"),
            (Vec::new(), "not a Word document"),
        ] {
            let error = read(&file, &other).unwrap_err().to_string();
            assert!(error.contains(said) && error.contains("changed"), "{error}");
        }
    }
}
