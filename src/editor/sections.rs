//! Which section of the form shows what.

use crate::check::Finding;
pub use crate::template::section_of as of;
use crate::template::{Section, Template};

/// The sections of a form, in the order of the outline.
pub fn shown(template: &Template) -> Vec<&Section> {
    template.sections.iter().collect()
}

/// Whether a finding belongs to a section: as the check says, or by its path.
pub fn shows(section: &Section, finding: &Finding) -> bool {
    finding.section == section.title
}
