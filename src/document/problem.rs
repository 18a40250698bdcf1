//! What could not be made sense of in a text: shown literally, and listed for the checks.

use crate::template::{MarkupFault, UnknownFact};
use crate::value::FieldPath;

/// Something in the text of a clause, or in a decision about a clause, that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextProblem {
    /// Where it is mended: the edited text, the extra clause, the choice; for a text of the template the clause.
    pub path: FieldPath,
    /// The words in question as they stand in the source, for example `{{customer.nam}}`; may be empty.
    pub excerpt: String,
    pub kind: TextProblemKind,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextProblemKind {
    #[error(transparent)]
    UnknownFact(#[from] UnknownFact),
    #[error("the agreement has no such section or clause")]
    UnknownReference,
    #[error("it leads to a section or clause that is left out")]
    LeftOutReference,
    #[error(transparent)]
    Markup(#[from] MarkupFault),
    #[error("the template has no section “{0}”; the clause stands under “Further provisions”")]
    UnknownSection(String),
    #[error("the template has no clause “{0}”; this text is not printed")]
    UnknownClause(String),
    #[error("the clause has no alternative “{0}”; its own text is printed")]
    UnknownAlternative(String),
}
