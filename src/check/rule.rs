//! A rule and its page in the manual.

use super::collect::Report;
use super::context::Cx;
use super::finding::Severity;
use super::text::TextAt;
use crate::agreement::changes::Read;
use crate::template::Profile;

/// One rule. Its texts are its page in the manual: see [`super::explain`].
#[derive(Clone, Copy)]
pub struct Rule {
    /// Never reused for anything else.
    pub code: &'static str,
    /// The problem in a few words.
    pub title: &'static str,
    /// How grave a finding is; single findings may be milder.
    pub severity: Severity,
    /// When exactly it speaks up.
    pub detects: &'static str,
    /// What goes wrong if nothing is done.
    pub why: &'static str,
    /// A wording or an entry that it finds.
    pub example: &'static str,
    /// How it reads when mended.
    pub mend: &'static str,
    /// To which forms of agreement it applies.
    pub scope: Scope,
    /// Speaks up only when the draft is checked for release.
    pub release_only: bool,
    /// The parts of the agreement from which everything that `run` finds follows: it runs again only when one of them
    /// changed. None for a rule that looks at more than the agreement, or at all of it.
    pub(super) reads: &'static [Read],
    pub(super) run: fn(&Cx<'_>, &mut Report),
    /// What it finds in a text by itself, whatever else the draft says: looked for only where the text changed.
    pub(super) in_text: Option<InText>,
}

/// Looks at one text.
pub(super) type InText = fn(&TextAt, &mut Report);

/// To which forms of agreement a rule applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    All,
    Except(&'static [Profile]),
    Only(&'static [Profile]),
}

impl Scope {
    pub fn holds(self, profile: Profile) -> bool {
        match self {
            Self::All => true,
            Self::Except(list) => !list.contains(&profile),
            Self::Only(list) => list.contains(&profile),
        }
    }
}

impl Rule {
    /// What most rules share: every form of agreement, at every time. Each rule gives the rest.
    pub(super) const BLANK: Self = Self {
        code: "",
        title: "",
        severity: Severity::Error,
        detects: "",
        why: "",
        example: "",
        mend: "",
        scope: Scope::All,
        release_only: false,
        reads: &[],
        run: |_, _| {},
        in_text: None,
    };

    pub fn applies(&self, profile: Profile, release: bool) -> bool {
        self.scope.holds(profile) && (release || !self.release_only)
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rule({})", self.code)
    }
}
