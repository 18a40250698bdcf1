//! The rules, a file a tight family. The texts of a rule are its page in the manual.

mod term;
mod waivers;

use super::rule::Rule;
use std::sync::LazyLock;

/// Family by family.
const FAMILIES: &[&[Rule]] = &[term::RULES, waivers::RULES];

/// What makes a rule speak up: its code, and changes to the clean sample agreement.
#[cfg(test)]
pub(super) type Fixture = (&'static str, &'static [&'static str]);

#[cfg(test)]
pub(super) const FIXTURES: &[&[Fixture]] = &[term::FIXTURES, waivers::FIXTURES];

/// All rules, in the order of their codes.
pub(super) fn all() -> &'static [Rule] {
    static ALL: LazyLock<Vec<Rule>> = LazyLock::new(|| {
        let mut all = FAMILIES.concat();
        all.sort_by_key(|rule| rule.code);
        all
    });
    &ALL
}
