//! Which section of the form shows what.

use crate::check::Finding;
pub use crate::template::section_of as of;
use crate::template::{Section, Template};

/// The sections of a form, in the order of the outline.
pub fn shown(template: &Template) -> Vec<&Section> {
    template.sections.iter().collect()
}

/// The sections with the numbers and letters that they have in the outline.
pub fn numbered(template: &Template) -> impl Iterator<Item = (String, &Section)> {
    let (mut numbered, mut annexes) = (0u32, 0u8);
    shown(template).into_iter().map(move |section| {
        let number = if section.annex {
            annexes = annexes.saturating_add(1);
            char::from(b'A'.saturating_add(annexes - 1).min(b'Z')).to_string()
        } else {
            numbered += 1;
            numbered.to_string()
        };
        (number, section)
    })
}

/// Whether a finding belongs to a section: as the check says, or by its path.
pub fn shows(section: &Section, finding: &Finding) -> bool {
    finding.section == section.title
}
