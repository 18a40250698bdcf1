//! Whether the agreement can be sent, and what says so.

use crate::check::{Finding, Severity, Summary};

/// What the findings come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Ready,
    /// Ready because its author accepted problems.
    WithWaivers,
    NotReady,
}

/// Findings that are told together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    Needed,
    Wrong,
    /// Sections as the form proposes them; no findings.
    Proposed,
    /// Proposals that cost money, limit a right or state a fact; no findings.
    Binding,
    Recommended,
    Warnings,
    Hints,
    Accepted,
    Aside,
}

impl Group {
    /// In the order of the review: what is wrong or dangerous before what is only empty.
    pub const ALL: [Self; 9] = [
        Self::Wrong,
        Self::Warnings,
        Self::Needed,
        Self::Binding,
        Self::Proposed,
        Self::Recommended,
        Self::Hints,
        Self::Accepted,
        Self::Aside,
    ];

    /// Where a finding belongs.
    pub fn of(finding: &Finding) -> Self {
        match (&finding.waived, finding.severity, finding.missing) {
            (Some(_), ..) => Self::Accepted,
            (None, Severity::Error, true) => Self::Needed,
            (None, Severity::Error, false) => Self::Wrong,
            (None, Severity::Warning, true) => Self::Recommended,
            (None, Severity::Warning, false) => Self::Warnings,
            (None, Severity::Hint, _) => Self::Hints,
        }
    }

    /// Names its heading among the rows.
    pub fn key(self) -> String {
        format!("group {self:?}")
    }
}

impl State {
    /// `accepted`: how many problems the author accepts.
    pub fn of(sum: Summary, accepted: usize) -> Self {
        match (sum.is_clean(), accepted) {
            (false, _) => Self::NotReady,
            (true, 0) => Self::Ready,
            (true, _) => Self::WithWaivers,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    #[test]
    fn the_verdict_follows_from_what_is_open() {
        let said = |errors, missing, accepted| {
            let sum = Summary { errors, missing, ..Summary::default() };
            words::verdict(State::of(sum, accepted), sum, accepted, 0)
        };
        assert_eq!(said(0, 0, 0), "Ready to send");
        assert_eq!(said(0, 0, 1), "Ready to send, with 1 accepted problem");
        assert_eq!(said(13, 12, 1), "Not ready to send: 12 still to fill in, 1 error");
        assert_eq!(said(1, 1, 0), "Not ready to send: 1 still to fill in");
        let unread = words::verdict(State::Ready, Summary::default(), 0, 12);
        assert_eq!(unread, "Complete, but not read to the end: 12 sections as the form proposes");
        let told = words::still_proposed(12);
        assert_eq!(told, "12 sections are still as the form proposes: look at them before you send.");
    }
}
