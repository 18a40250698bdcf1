//! Several changes of a returned Word file, taken over in one step.

use super::reply::{Item, Reply};
use crate::draft::{Draft, Edit};
use crate::value::FieldPath;
use std::collections::HashMap;

/// What taking over all undecided changes comes to.
#[derive(Debug, Default)]
pub struct Taking {
    pub edits: Vec<Edit>,
    /// How many changes the draft says after the edits.
    pub taken: usize,
    /// How many of those say something besides that is to be changed in the form.
    pub partly: usize,
    /// How many changes nothing in the draft can be made to say by itself.
    pub cannot: usize,
    /// How many would replace words that were changed here since the file was sent.
    pub newer: usize,
    /// How many give a value another one than an earlier change gives it.
    pub against: usize,
}

impl Taking {
    /// `open`: the places that nothing was decided about. What somebody should look at before it is replaced stays
    /// undecided.
    pub fn of<'i>(reply: &Reply, open: impl IntoIterator<Item = &'i Item>, now: &Draft) -> Self {
        let (mut taking, mut draft) = (Self::default(), now.clone());
        let mut given: HashMap<FieldPath, String> = HashMap::new();
        for item in open.into_iter().filter(|item| item.is_change()) {
            let proposal = &item.proposal;
            let differs = proposal
                .sets
                .iter()
                .any(|set| given.get(&set.path).is_some_and(|canonical| *canonical != set.canonical));
            if proposal.is_empty() {
                taking.cannot += 1;
                continue;
            }
            if reply.is_newer(item, now) {
                taking.newer += 1;
                continue;
            }
            if differs {
                taking.against += 1;
                continue;
            }
            let edits = proposal.edits(&draft);
            let mut next = draft.clone();
            if edits.is_empty() || !edits.iter().all(|edit| edit.apply_strict(&mut next).is_ok()) {
                taking.cannot += 1;
                continue;
            }
            draft = next;
            given.extend(proposal.sets.iter().map(|set| (set.path.clone(), set.canonical.clone())));
            taking.edits.extend(edits);
            taking.taken += 1;
            taking.partly += usize::from(!proposal.left.is_empty());
        }
        taking
    }

    /// Whether a change could be one of those: the draft can be made to say it.
    pub fn can_be(item: &Item) -> bool {
        item.is_change() && !item.proposal.is_empty()
    }
}
