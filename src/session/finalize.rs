//! From a draft to the final text: what its status and version have to say then.

use crate::agreement::Status;
use crate::draft::{Draft, Edit};

/// The change that makes a text final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finalized {
    /// The version it has then.
    pub version: String,
    /// Whether that is another one than now.
    pub renumbered: bool,
    pub edits: Vec<Edit>,
}

/// What makes a draft final; `None` where its status says so already. A version before 1 becomes 1.0, any other stays.
pub fn finalized(draft: &Draft) -> Option<Finalized> {
    let agreement = &draft.agreement;
    if agreement.status == Status::Final {
        return None;
    }
    let now = agreement.version.trim();
    let number = now.trim_start_matches(['v', 'V']);
    let unfinished = number.is_empty() || number == "0" || number.starts_with("0.");
    let mut edits = vec![Edit::set("status", "Final")];
    if unfinished {
        edits.push(Edit::set("version", FIRST));
    }
    let version = if unfinished { FIRST } else { now };
    Some(Finalized { version: version.to_owned(), renumbered: unfinished, edits })
}

/// The first version that is meant.
const FIRST: &str = "1.0";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_before_the_first_becomes_the_first_and_any_other_stays() {
        let mut draft = crate::template::find("cloud-hosting").unwrap().example().clone();
        let mut after = |version: &str, status: &str| {
            Edit::set("version", version).apply(&mut draft).unwrap();
            Edit::set("status", status).apply(&mut draft).unwrap();
            finalized(&draft).map(|f| (f.version, f.renumbered, f.edits.len()))
        };
        assert_eq!(after("0.1", "Draft"), Some(("1.0".into(), true, 2)));
        assert_eq!(after("", "Draft"), Some(("1.0".into(), true, 2)));
        assert_eq!(after("v0.9", "InReview"), Some(("1.0".into(), true, 2)));
        assert_eq!(after("2.3", "InReview"), Some(("2.3".into(), false, 1)));
        assert_eq!(after("0.1", "Final"), None);
    }
}
