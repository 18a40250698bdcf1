//! From the schema a file was written in to the one this program works with.
//!
//! Each change of the file format that old files do not simply fit adds one [`Migration`] to [`MIGRATIONS`], raises
//! [`SCHEMA`](super::SCHEMA), and adds a folder to the museum of old files under `tests/drafts`. A migration changes
//! the [`Tree`] of the file, never the types: those of an old version are gone.

use super::outline::Tree;

/// One step from a schema to the next.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// The schema it starts from; it leads to the one after.
    pub from: u32,
    /// Renames, moves and rewrites what changed. A tree that lacks the fields is left as it is: what is missing then
    /// is said when the tree is read.
    pub change: fn(&mut Tree),
}

/// Every migration there is, oldest first. Schema 1 is the first that was ever saved.
pub const MIGRATIONS: &[Migration] = &[];

/// Brings a tree from schema `found` to `wanted`; false if there is no way.
pub fn migrate(tree: &mut Tree, found: u32, wanted: u32, table: &[Migration]) -> bool {
    let step = |from: u32| table.iter().find(|m| m.from == from);
    if found >= wanted || !(found..wanted).all(|from| step(from).is_some()) {
        return false;
    }
    for migration in (found..wanted).filter_map(step) {
        (migration.change)(tree);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;
    use crate::draft::{SCHEMA, outline::by_brackets};
    use crate::value::Record;

    #[test]
    fn the_table_leads_from_every_old_schema_to_this_one() {
        let steps: Vec<u32> = MIGRATIONS.iter().map(|m| m.from).collect();
        assert_eq!(steps, (1..SCHEMA).collect::<Vec<_>>());
    }

    #[test]
    fn steps_are_made_in_order_and_none_is_skipped() {
        fn mark(tree: &mut Tree, name: &str) {
            let fields = tree.fields_mut().unwrap();
            fields[0].name.push_str(name);
        }
        let table = [
            Migration { from: 2, change: |t| mark(t, "c") },
            Migration { from: 1, change: |t| mark(t, "b") },
        ];
        let tree = || by_brackets("(a: 1)", Draft::SPEC).unwrap().tree;
        let name = |tree: &Tree| match &tree.value {
            crate::draft::outline::Value::Record(fields) => fields[0].name.clone(),
            _ => panic!(),
        };
        let mut whole = tree();
        assert!(migrate(&mut whole, 1, 3, &table));
        assert_eq!(name(&whole), "abc");
        for (found, wanted) in [(0, 3), (1, 4), (3, 3), (4, 3)] {
            let mut untouched = tree();
            assert!(!migrate(&mut untouched, found, wanted, &table), "{found} to {wanted}");
            assert_eq!(untouched, tree());
        }
    }
}
