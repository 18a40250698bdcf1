//! Which items of a list were moved: as few as explain the new order.

use std::collections::HashSet;

/// `old` holds, in the new order, where each kept item stood before. Returns the old places of the items that moved:
/// those outside a longest run that kept its order.
pub(super) fn moved(old: &[usize]) -> HashSet<usize> {
    if old.is_sorted() {
        return HashSet::new();
    }
    // The shortest last element of a run of each length, and what each element follows in its run.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(old.len());
    let at = |index: usize| old.get(index).copied().unwrap_or_default();
    for (index, place) in old.iter().enumerate() {
        let length = tails.partition_point(|tail| at(*tail) < *place);
        before.push(length.checked_sub(1).and_then(|shorter| tails.get(shorter).copied()));
        match tails.get_mut(length) {
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut displaced: HashSet<usize> = old.iter().copied().collect();
    let mut next = tails.last().copied();
    while let Some(index) = next {
        displaced.remove(&at(index));
        next = before.get(index).copied().flatten();
    }
    displaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_item_that_jumps_is_the_only_one_that_moved() {
        assert_eq!(moved(&[0, 1, 2, 3]), HashSet::new());
        assert_eq!(moved(&[3, 0, 1, 2]), HashSet::from([3]));
        assert_eq!(moved(&[1, 2, 3, 0]), HashSet::from([0]));
        assert_eq!(moved(&[0, 4, 5, 9]), HashSet::new(), "items that went leave gaps");
        assert_eq!(moved(&[1, 0]).len(), 1);
        assert_eq!(moved(&[3, 2, 1, 0]).len(), 3);
        assert_eq!(moved(&[]), HashSet::new());
    }
}
