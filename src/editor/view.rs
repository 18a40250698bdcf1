//! What the window remembers of one open draft: where the user is, never what the draft says.

use super::panels::clauses::Kept;
use super::panels::compare::{Compared, Comparing};
use super::panels::coverage::Looking;
use super::panels::earlier::Earlier;
use super::panels::finder::{FindWish, Sought};
use super::panels::interview::{End, Interviewing};
use super::panels::outline::Progress;
use super::panels::problems::Listed;
use super::panels::recovered::Wish;
use super::panels::review::Reviewing;
use super::panels::terms::Terms;
use super::widgets::{Chosen, Rooms, Several};
use crate::check::{
    Excuse, Finding, PartCoverage, Slope, TierScale, excuses, points_scale, pool_scale, readings, slope,
    tier_scale,
};
use crate::draft::{Draft, Edit, EditError};
use crate::session::reply::Reply;
use crate::store::history::Good;
use crate::value::capitalised;
use crate::value::{Date, FieldPath};
use rustc_hash::FxHashMap;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

/// Seconds for which a field that something pointed at stays highlighted.
pub const HIGHLIGHT: f64 = 1.6;

/// Where the user is in a draft.
#[derive(Default)]
pub struct View {
    /// The id of the section on screen.
    pub section: String,
    /// A place that the form shall show, focus and highlight as soon as it is drawn.
    pub jump: Option<Jump>,
    /// A place to be highlighted until then (seconds of egui's clock).
    pub highlight: Option<(FieldPath, f64)>,
    /// The field that has the keyboard, or had it last.
    pub focused: Option<FieldPath>,
    /// Items of lists, and groups, that are unfolded.
    pub open: HashSet<String>,
    /// Fields that were left at least once; only their problems are shown below them.
    pub left: HashSet<FieldPath>,
    /// Show the problems of every field: an export was tried.
    pub show_all: bool,
    /// Fields that are asked as questions are drawn: what will be said below one of them has room already.
    pub keeps_room: bool,
    /// The room that was taken for what is said on the sheet on screen.
    pub rooms: Rooms,
    /// What was typed into the focused field, as typed.
    pub typing: Option<Typing>,
    /// What was done to the last entry besides taking it.
    pub told: Option<Told>,
    /// That the file is nearly full was said.
    pub told_full: bool,
    /// The finding that was gone to last.
    pub problem: Option<AtProblem>,
    /// The list of problems of this revision.
    pub listed: Listed,
    /// The place that was gone to last, by whatever way.
    pub at: Option<FieldPath>,
    /// The place the pages shall scroll to.
    pub reveal: Option<FieldPath>,
    /// What find and replace looks for, while it is shown.
    pub sought: Option<Sought>,
    /// How far the sections are, and the revision for which that was counted.
    pub progress: Option<(u64, Vec<Progress>)>,
    /// The table of coverage, as the user looks at it.
    pub looking: Looking,
    /// The first questions, while they stand in place of the form.
    pub interview: Option<Interviewing>,
    /// The review, as the user looks at it.
    pub review: Reviewing,
    /// Earlier saves, as the user looks at them.
    pub earlier: Earlier,
    /// The comparison with another text, as the user looks at it.
    pub comparing: Comparing,
    /// What the draft covers, and the revision for which that was found.
    pub coverage: Option<(u64, Vec<PartCoverage>)>,
    /// For a draft out of a damaged file: its newest save that is whole.
    pub good: Option<FindGood>,
    /// What the entries on screen mean in the agreement.
    pub meanings: Meanings,
    /// What the cards of clauses show of this revision.
    pub clauses: Kept,
    /// The table of defined terms, as the user looks at it.
    pub terms: Terms,
    /// The day of the open calendar that the keyboard is at.
    pub month: Option<chrono::NaiveDate>,
    /// The long text that has the room of the whole form.
    pub widened: Option<FieldPath>,
    /// The items of a list that are chosen together.
    pub chosen: Option<Chosen>,
    /// The dates that are being added at once.
    pub several: Option<Several>,
    /// Kinds of items whose texts are shown in full; kept in the settings.
    pub full_texts: Vec<String>,
}

/// A finding, and where it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtProblem {
    /// Among all findings.
    pub index: usize,
    /// In the list of those that are shown, as the user has it in order.
    pub position: usize,
    pub code: &'static str,
    pub path: FieldPath,
    /// The list as it was: what is filled in may mend several at once, and the walk goes on behind it.
    pub listed: Vec<(&'static str, FieldPath)>,
    /// What was being typed there when it was gone to.
    pub typed: Option<String>,
}

impl AtProblem {
    /// The nearest one in a direction that was listed with it and still is.
    fn neighbour(&self, findings: &[Finding], shown: &[usize], forward: bool) -> Option<usize> {
        let key = |index: &usize| findings.get(*index).map(|f| ((f.code, &f.path), *index));
        let now: FxHashMap<(&str, &FieldPath), usize> = shown.iter().filter_map(key).collect();
        let place = |(code, path): &(&'static str, FieldPath)| now.get(&(*code, path)).copied();
        if forward {
            self.listed.iter().skip(self.position + 1).find_map(place)
        } else {
            self.listed.iter().take(self.position).rev().find_map(place)
        }
    }
}

/// The newest whole save of a damaged file, as it is being looked for and once it is found.
pub struct FindGood {
    pub found: Receiver<Option<Good>>,
    pub good: Option<Good>,
}

/// What entries mean, found out once a revision: frames are drawn far more often.
#[derive(Default)]
pub struct Meanings {
    revision: u64,
    lines: HashMap<FieldPath, Arc<[String]>>,
    excuses: HashMap<FieldPath, Arc<[Excuse]>>,
    scales: HashMap<FieldPath, Option<Arc<TierScale>>>,
    slopes: HashMap<FieldPath, Option<Arc<Slope>>>,
}

/// A place to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jump {
    pub path: FieldPath,
    /// Whether the keyboard goes there; scrolling does in any case.
    pub focus: bool,
    /// Only the keyboard moves: no more is scrolled than needed, and nothing highlighted.
    pub gentle: bool,
    /// To the row of an item, though the item is unfolded.
    pub row: bool,
    /// Frames in which nothing on screen stood for the place.
    pub tries: u8,
}

impl Jump {
    pub fn to(path: FieldPath) -> Self {
        Self { path, focus: true, gentle: false, row: false, tries: 0 }
    }

    /// Gives the keyboard to the row of an item that is on screen anyway.
    pub fn to_row(path: FieldPath) -> Self {
        Self { row: true, ..Self::gently(path) }
    }

    /// Gives the keyboard to a place that is on screen anyway.
    pub fn gently(path: FieldPath) -> Self {
        Self { gentle: true, ..Self::to(path) }
    }
}

/// A word about an entry, at its field until something else is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub path: FieldPath,
    pub what: String,
    pub hint: String,
    /// The entry was not taken.
    pub refused: bool,
}

/// The text of the focused field. The draft holds the canonical form, which would fight with the typing: "99.0"
/// must not become "99" before the next digit comes.
pub struct Typing {
    pub path: FieldPath,
    pub text: String,
    /// What the draft said after the last keystroke; `None` until that was done. Anything else since then came from
    /// elsewhere (undo, a fix) and wins.
    pub seen: Option<String>,
}

impl View {
    /// Whether lists of such records show their texts in full.
    pub fn shows_texts(&self, record: &str) -> bool {
        self.full_texts.iter().any(|shown| shown == record)
    }

    /// Folds or unfolds what stands at a place.
    pub fn set_open(&mut self, place: &FieldPath, open: bool) {
        if open {
            self.open.insert(place.to_string());
        } else {
            self.open.remove(place.as_str());
        }
    }

    /// Gives a long text the room of the whole form.
    pub fn widen(&mut self, path: &FieldPath) {
        self.widened = Some(path.clone());
        self.jump = Some(Jump::gently(path.clone()));
    }

    /// Shows the whole form again, with the keyboard in the text that had its room.
    pub fn narrow(&mut self) {
        if let Some(path) = self.widened.take() {
            self.jump = Some(Jump { gentle: false, ..Jump::to(path) });
        }
    }

    /// Forgets what was found out about another revision than this.
    pub fn begin_frame(&mut self, revision: u64) {
        if std::mem::replace(&mut self.meanings.revision, revision) != revision {
            self.meanings.lines.clear();
            self.meanings.excuses.clear();
            self.meanings.scales.clear();
            self.meanings.slopes.clear();
            self.clauses.clear();
            self.terms.clear();
        }
    }

    /// What the entry at a place means in the agreement, in lines.
    pub fn meaning_of(&mut self, draft: &Draft, path: &FieldPath, today: Option<Date>) -> Arc<[String]> {
        if let Some(lines) = self.meanings.lines.get(path) {
            return Arc::clone(lines);
        }
        let lines: Arc<[String]> = readings(draft, path, today).into();
        self.meanings.lines.insert(path.clone(), Arc::clone(&lines));
        lines
    }

    /// What the effective level below a target is made of.
    pub fn excuses_of(&mut self, draft: &Draft, path: &FieldPath, today: Option<Date>) -> Arc<[Excuse]> {
        let found = || excuses(draft, path, today).into();
        Arc::clone(self.meanings.excuses.entry(path.clone()).or_insert_with(found))
    }

    /// The scale of a list of tiers, of the table of points, or of the shares of a pool where a weight in it stands.
    pub fn scale_of(&mut self, draft: &Draft, place: &FieldPath) -> Option<Arc<TierScale>> {
        if let Some(scale) = self.meanings.scales.get(place) {
            return scale.clone();
        }
        let a = &draft.agreement;
        let scale = match place.last() {
            "points_table" => points_scale(a),
            "weight" => pool_scale(a),
            _ => place.parent().and_then(|schedule| tier_scale(a, schedule.last())),
        };
        let scale = scale.map(Arc::new);
        self.meanings.scales.insert(place.clone(), scale.clone());
        scale
    }

    /// The slope of a credit schedule that goes by the shortfall.
    pub fn slope_of(&mut self, draft: &Draft, schedule: &FieldPath) -> Option<Arc<Slope>> {
        if let Some(slope) = self.meanings.slopes.get(schedule) {
            return slope.clone();
        }
        let slope = slope(&draft.agreement, schedule.last()).map(Arc::new);
        self.meanings.slopes.insert(schedule.clone(), slope.clone());
        slope
    }

    /// What a field shows: the typing if it is being edited, else what the draft says.
    pub fn text_of(&mut self, draft: &Draft, path: &FieldPath) -> String {
        let now = stored(draft, path);
        if let Some(typing) = self.typing.as_ref().filter(|t| t.path == *path) {
            if typing.seen.as_ref().is_none_or(|seen| *seen == now) {
                return typing.text.clone();
            }
            self.typing = None;
        }
        now
    }

    pub fn typed(&mut self, path: &FieldPath, text: &str) {
        self.typing = Some(Typing { path: path.clone(), text: text.to_owned(), seen: None });
    }

    /// What was typed has been written to the draft.
    pub fn written(&mut self, draft: &Draft) {
        if let Some(typing) = &mut self.typing {
            typing.seen.get_or_insert_with(|| stored(draft, &typing.path));
        }
    }

    /// An edit was refused: its field says so and shows what the draft says. Returns the words for a note.
    pub fn refuse(&mut self, error: &EditError) -> String {
        self.typing = None;
        let (path, what, hint) = match error {
            EditError::TooMuch { path, exceeded } => (path, exceeded.what(), exceeded.hint().to_owned()),
            EditError::Value { path, source } => (path, source.what.clone(), source.hint.clone()),
            other => return other.to_string(),
        };
        let note = words::not_taken(&what, &hint);
        let what = words::refused(&what);
        self.told =
            Some(Told { path: path.clone(), what, hint: words::safe(&capitalised(&hint)), refused: true });
        note
    }

    /// Asks for a place to be shown; its folded ancestors open.
    pub fn go_to(&mut self, path: &FieldPath, focus: bool) {
        let mut at = Some(path.clone());
        while let Some(here) = at {
            self.open.insert(here.to_string());
            at = here.parent().filter(|p| !p.is_root());
        }
        self.jump = Some(Jump { focus, ..Jump::to(path.clone()) });
        self.reveal = Some(path.clone());
        self.at = Some(path.clone());
    }

    /// Asks for the row of an item to be shown, folded or not; what is around it opens.
    pub fn go_to_row(&mut self, item: &FieldPath) {
        let was_open = self.open.contains(item.as_str());
        self.go_to(item, true);
        if !was_open {
            self.open.remove(item.as_str());
        }
        self.jump = Some(Jump { gentle: false, ..Jump::to_row(item.clone()) });
    }

    /// Where the finding that was gone to last stands now, if it is still there.
    pub fn current_problem(&self, findings: &[Finding]) -> Option<usize> {
        let AtProblem { index, code, path, .. } = self.problem.as_ref()?;
        let same = |f: &Finding| f.code == *code && f.path == *path;
        let there = findings.get(*index).is_some_and(same).then_some(*index);
        there.or_else(|| findings.iter().position(same))
    }

    /// The next finding of `shown` (indices of `findings`, as they are listed) in a direction; round the end. Where the
    /// last one was mended its follower has taken its place.
    pub fn next_problem(&self, findings: &[Finding], shown: &[usize], forward: bool) -> Option<usize> {
        let here = self.current_problem(findings).and_then(|now| shown.iter().position(|i| *i == now));
        if let (None, Some(was)) = (here, &self.problem) {
            let near = was.neighbour(findings, shown, forward);
            return near.or(if forward { shown.first() } else { shown.last() }.copied());
        }
        let next = match (forward, here) {
            (true, here) => here.map_or(0, |here| here + 1),
            (false, Some(here)) if here > 0 => here - 1,
            (false, _) => shown.len().checked_sub(1)?,
        };
        shown.get(next).or(shown.first()).copied()
    }

    /// Whether a table stands in place of the form and the pages.
    pub fn is_covered(&self) -> bool {
        self.looking.shown || self.earlier.shown || self.review.shown || self.comparing.shown
    }

    /// Shows the form again.
    pub fn uncover(&mut self) {
        self.looking.shown = false;
        self.earlier.shown = false;
        self.review.shown = false;
        self.comparing.shown = false;
        if let Some(interview) = &mut self.interview {
            interview.ended.get_or_insert(End::Elsewhere);
        }
    }

    pub fn is_highlighted(&self, path: &FieldPath, now: f64) -> bool {
        self.highlight.as_ref().is_some_and(|(p, until)| p == path && now < *until)
    }

    /// Whether the jump leads to `path`, the first place that is drawn at or below its target.
    pub fn is_target(&self, path: &FieldPath) -> bool {
        self.jump.as_ref().is_some_and(|j| path.is_within(&j.path))
    }
}

/// What the draft says at a path: the value, or what was typed and is no value.
pub fn stored(draft: &Draft, path: &FieldPath) -> String {
    draft.pending_at(path).map_or_else(|| draft.text(path), str::to_owned)
}

/// What the form asks the program to do; done after the frame is drawn.
#[derive(Clone, Debug)]
pub enum Action {
    /// Edits as one step of undo with this name.
    Edit {
        edits: Vec<Edit>,
        name: String,
        key: Option<String>,
    },
    /// As [`Action::Edit`], with a note that says so and offers to undo it.
    EditAndSay {
        edits: Vec<Edit>,
        name: String,
        said: String,
    },
    /// Begin a new step of undo.
    CloseStep,
    /// Show a place, wherever it is.
    GoTo(FieldPath),
    /// Show the place of a finding.
    GoToProblem(usize),
    Run(super::commands::Command),
    /// What the bar above the form offers.
    Remedy(super::panels::notice::Remedy),
    /// Bring an earlier state back into the draft in front.
    RestoreEarlier {
        draft: Arc<Draft>,
        /// When it was saved, in words.
        when: String,
    },
    /// Open an earlier state as a draft of its own.
    OpenEarlier {
        draft: Arc<Draft>,
        when: String,
    },
    /// Compare the draft in front with an earlier state.
    CompareEarlier {
        draft: Arc<Draft>,
        when: String,
    },
    /// Ask for a file to compare with.
    ChooseToCompare,
    /// Take changes of a comparison back that go together.
    TakeBack {
        compared: Arc<Compared>,
        which: Vec<usize>,
        /// The clause that shows them, by its title.
        clause: Option<String>,
    },
    /// Ask for a Word file that came back.
    ChooseReturned,
    /// Have the draft say what a returned Word file says in one place.
    TakeOver {
        reply: Arc<Reply>,
        item: usize,
    },
    /// Leave what the draft says in one place, or open that again.
    LeaveTheirs {
        item: usize,
        leave: bool,
    },
    /// Open a file as a draft of its own, whatever is open.
    OpenAlone(PathBuf),
    /// Begin a draft with the terms of one on disk.
    BeginFrom(PathBuf),
    /// Something with a recovered draft.
    Recover(Wish),
    ShowSection(String),
    /// Show a section to somebody who walks through the outline.
    BrowseSection(String),
    /// Show a section and give the keyboard to its first field.
    EnterSection(String),
    Explain(String),
    /// Ask why this part of the agreement does not apply.
    SetAside(&'static str),
    Waive {
        finding: usize,
    },
    Fix {
        finding: usize,
    },
    /// Make the fixes of all findings of a rule.
    FixAll(&'static str),
    /// Make the fixes of these findings, as one step.
    FixSeveral(Vec<usize>),
    /// Ask for the reason to accept these findings.
    WaiveSeveral(Vec<usize>),
    /// Something with what was found.
    Find(FindWish),
    /// Show the texts of all lists of such records in full, or their first lines.
    ShowTexts(&'static str, bool),
}

impl Action {
    /// A single edit with a name for the menu.
    pub fn edit(edit: Edit, name: impl Into<String>) -> Self {
        Self::Edit { edits: vec![edit], name: name.into(), key: None }
    }
}

mod words {
    const SAFE: &str = "Nothing was changed, and what you copied is still on the clipboard";

    /// As a note.
    pub fn not_taken(what: &str, hint: &str) -> String {
        format!("Not taken. {what}: {hint}. {SAFE}.")
    }

    /// At the field.
    pub fn refused(what: &str) -> String {
        format!("This was not taken. {what}")
    }

    pub fn safe(hint: &str) -> String {
        format!("{hint}. {SAFE}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_stays_as_typed_until_something_else_changes_the_field() {
        let mut draft = Draft::default();
        let insert = Edit::Insert { list: "metrics".into(), at: 0, id: "uptime".into() };
        insert.apply(&mut draft).unwrap();
        let path = FieldPath::new("metrics.uptime.target");
        let mut view = View::default();
        view.typed(&path, "99.0");
        Edit::set("metrics.uptime.target", "99.0").apply(&mut draft).unwrap();
        assert_eq!(draft.text(&path), "99");
        assert_eq!(view.text_of(&draft, &path), "99.0");
        view.written(&draft);
        assert_eq!(view.text_of(&draft, &path), "99.0");
        assert_eq!(view.text_of(&draft, &path), "99.0");
        Edit::set("metrics.uptime.target", "98").apply(&mut draft).unwrap();
        assert_eq!(view.text_of(&draft, &path), "98");
    }

    #[test]
    fn the_next_problem_is_the_one_that_follows_even_where_the_last_was_mended() {
        let form = crate::template::find("cloud-hosting").unwrap();
        let session = crate::session::Session::new(form.start().clone(), form);
        let mut findings = session.derived().findings.to_vec();
        findings.truncate(4);
        let shown = [0, 1, 2, 3];
        let mut view = View::default();
        assert_eq!(view.next_problem(&findings, &shown, true), Some(0));
        let at = |index: usize, position: usize, findings: &[Finding]| {
            let Finding { code, path, .. } = findings[index].clone();
            let listed = findings.iter().map(|f| (f.code, f.path.clone())).collect();
            Some(AtProblem { index, position, code, path, listed, typed: None })
        };
        view.problem = at(1, 1, &findings);
        assert_eq!(view.next_problem(&findings, &shown, true), Some(2));
        assert_eq!(view.next_problem(&findings, &shown, false), Some(0));
        assert_eq!(view.next_problem(&findings, &[3, 1, 0, 2], true), Some(0), "as they are listed");
        let follower = findings[2].path.clone();
        findings.remove(1);
        let next = view.next_problem(&findings, &shown[..3], true).unwrap();
        assert_eq!(findings[next].path, follower);
        view.problem = at(2, 2, &findings);
        assert_eq!(view.next_problem(&findings, &shown[..3], true), Some(0));
        assert_eq!(view.next_problem(&[], &[], true), None);
        // What was filled in mended the one before as well: none of those that follow is passed over.
        view.problem = at(1, 1, &findings);
        findings.drain(..2);
        assert_eq!(view.next_problem(&findings, &shown[..1], true), Some(0));
        assert_eq!(view.next_problem(&findings, &shown[..1], false), Some(0), "round the end");
    }

    #[test]
    fn what_an_entry_means_is_found_out_anew_for_each_revision() {
        let form = crate::template::find("cloud-hosting").unwrap();
        let mut draft = form.example().clone();
        let (path, mut view) = (FieldPath::new("credits.period_cap"), View::default());
        view.begin_frame(1);
        let first = view.meaning_of(&draft, &path, None);
        assert_eq!(first.to_vec(), readings(&draft, &path, None));
        Edit::set(path.as_str(), "7").apply(&mut draft).unwrap();
        view.begin_frame(1);
        assert_eq!(view.meaning_of(&draft, &path, None), first);
        view.begin_frame(2);
        assert_eq!(view.meaning_of(&draft, &path, None).to_vec(), readings(&draft, &path, None));
        assert_ne!(view.meaning_of(&draft, &path, None), first);
    }

    #[test]
    fn going_somewhere_unfolds_what_is_around_it() {
        let mut view = View::default();
        view.go_to(&"parties.customer.contacts.desk.email".into(), true);
        assert!(
            view.open.contains("parties.customer") && view.open.contains("parties.customer.contacts.desk")
        );
        assert!(view.is_target(&"parties.customer.contacts.desk.email".into()));
        assert!(!view.is_target(&"parties.customer.contacts.desk".into()));
    }
}
