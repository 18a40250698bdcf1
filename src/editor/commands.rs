//! Everything a user can do to the program or the whole draft, as one closed list. Menu, toolbar, palette, shortcut
//! sheet and tests all read it.

use egui::os::OperatingSystem;
use egui::{Event, Key, KeyboardShortcut, Modifiers};

/// Where a command stands in the menu and on the shortcut sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    File,
    Edit,
    View,
    Go,
    Help,
}

impl Group {
    pub const ALL: [Self; 5] = [Self::File, Self::Edit, Self::View, Self::Go, Self::Help];

    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Go => "Go",
            Self::Help => "Help",
        }
    }
}

/// What a command needs before it can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    OpenDraft,
    /// One that can be changed and saved here.
    WritableDraft,
    /// One that may be saved under another name.
    CopyableDraft,
    UndoStep,
    RedoStep,
    SeveralDrafts,
    /// One that was exported before.
    Exported,
    /// An export is being made.
    RunningExport,
    /// A clause that the keyboard is in, or that was gone to last.
    Clause,
    /// The same in a draft that can be changed.
    WritableClause,
    /// A clause of the form that the drafter wrote anew, in a draft that can be changed.
    OwnWords,
    /// A clause of the form that is not left out, in a draft that can be changed.
    WantedClause,
    /// One that is left out.
    LeftOutClause,
    /// A section with a clause that is not left out, in a draft that can be changed.
    WantedSection,
    /// A section with a clause that is left out.
    LeftOutSection,
    /// A clause of the form that does not say what the form says.
    OtherWords,
    /// A form that asks for definitions.
    Definitions,
    /// A comparison that is on screen.
    Comparison,
    /// One of two drafts.
    TwoDrafts,
    /// A change of it that was gone to, in a draft that can be changed.
    WritableChange,
    /// A change of a returned Word file that was gone to and that can be taken over, in a draft that can be changed.
    TheirChange,
    /// A change of a returned Word file that was gone to.
    AnyOfTheirs,
    /// Undecided changes of a returned Word file that can be taken over, in a draft that can be changed.
    OpenChanges,
    /// Places of a returned Word file about which nothing is decided.
    OpenPlaces,
    /// A problem that the keyboard is at, or that was gone to last.
    Problem,
    /// The same in a draft that can be changed.
    WritableProblem,
    /// One that a fix is known for.
    FixableProblem,
}

macro_rules! commands {
    ($($Name:ident { $group:ident, $needs:ident, $name:literal, $tip:literal },)+) => {
        /// Something the user can do, in the order of the menus.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command {
            $($Name,)+
        }

        impl Command {
            pub const ALL: &'static [Self] = &[$(Self::$Name,)+];

            /// As in menus and in the palette; `…` says that it asks for more.
            pub fn name(self) -> &'static str {
                match self { $(Self::$Name => $name,)+ }
            }

            /// What it does, in a sentence.
            pub fn tip(self) -> &'static str {
                match self { $(Self::$Name => $tip,)+ }
            }

            pub fn group(self) -> Group {
                match self { $(Self::$Name => Group::$group,)+ }
            }

            pub fn needs(self) -> Needs {
                match self { $(Self::$Name => Needs::$needs,)+ }
            }
        }
    };
}

commands! {
    New { File, Nothing, "New…", "Choose a form of agreement and begin a draft." },
    NewFromThis { File, OpenDraft, "New from this draft (another customer)", "Begin a draft with the same terms and without the customer’s data." },
    Open { File, Nothing, "Open…", "Open a saved draft." },
    OpenByPath { File, Nothing, "Open by path…", "Open a draft by typing where its file is." },
    Save { File, WritableDraft, "Save", "Save the draft to its file." },
    SaveAs { File, CopyableDraft, "Save as…", "Save the draft under another name." },
    SaveByPath { File, CopyableDraft, "Save by path…", "Save the draft by typing where its file shall be." },
    SaveAll { File, OpenDraft, "Save all", "Save every open draft that has changes." },
    History { File, OpenDraft, "Earlier saves", "What earlier saves said, what has changed since, and the way back." },
    Compare { File, OpenDraft, "Compare", "What this draft changed against another text, what that means, and the way back." },
    CompareReturned { File, OpenDraft, "Compare with a returned Word file…", "What the other side changed in a Word file exported from this draft, clause by clause, to take over or not." },
    SaveComparison { File, Comparison, "Save the comparison…", "Write the comparison as PDF, as Word file with tracked changes, or in another format; of a returned file the list of its changes." },
    Review { File, OpenDraft, "Review agreement", "Whether it can be sent, what is open, and every answer in order." },
    Export { File, OpenDraft, "Export…", "Make a PDF or another file to send to the other party." },
    ExportAgain { File, Exported, "Export again", "Write the export of this draft anew, to the same file and in the same way." },
    CancelExport { File, RunningExport, "Cancel the export", "Stop the export that is being made; no file is written." },
    CloseDraft { File, OpenDraft, "Close draft", "Close the draft in front." },
    Quit { File, Nothing, "Quit", "Close all drafts and leave." },
    Undo { Edit, UndoStep, "Undo", "Take the last step back." },
    Redo { Edit, RedoStep, "Redo", "Do again what was taken back." },
    Find { Edit, OpenDraft, "Find in the draft…", "Search every field and clause of the draft." },
    Replace { Edit, WritableDraft, "Replace in the draft…", "Replace words in every field and clause, after a look at each." },
    FindNext { Edit, OpenDraft, "Next hit", "Go to the next place where that stands." },
    FindPrevious { Edit, OpenDraft, "Previous hit", "Go to the place before where that stands." },
    FindInPages { Edit, OpenDraft, "Find in pages…", "Search the text of the pages as printed." },
    AddClause { Edit, WritableDraft, "Add a clause to this section", "Write a clause that the form does not have." },
    InsertClauseBefore { Edit, WritableClause, "Insert clause before", "Write a clause that stands before the one at hand." },
    InsertClauseAfter { Edit, WritableClause, "Insert clause after", "Write a clause that stands after the one at hand." },
    LeaveOutClause { Edit, WantedClause, "Leave out (remove) clause", "Take the clause at hand out of this agreement; it stays in the form, to be put back." },
    PutBackClause { Edit, LeftOutClause, "Put clause back", "Print the clause at hand again, which was left out." },
    ChangeHeading { Edit, WantedClause, "Change heading of clause", "Give the clause at hand another heading than the form's." },
    LeaveOutSection { Edit, WantedSection, "Leave out (remove) section", "Take all clauses of the section on screen out of this agreement." },
    PutBackSection { Edit, LeftOutSection, "Put section back", "Print the clauses of the section on screen again that were left out." },
    ChangeTitle { Edit, WritableDraft, "Change title of section", "Give the section on screen another title than the form's." },
    RestoreClause { Edit, OwnWords, "Restore template wording", "Give the clause at hand the form's text again; Undo brings yours back." },
    CompareClause { Edit, OtherWords, "Compare with template", "Show what the clause at hand has and the form's text does not, and the other way round." },
    TakeBackChange { Edit, WritableChange, "Take back the change", "Make the change of the comparison that was gone to what it was on the other side." },
    TakeOver { Edit, TheirChange, "Take over their change", "Have the draft say what the returned Word file says at the change that was gone to." },
    LeaveTheirs { Edit, AnyOfTheirs, "Leave their change", "Keep the draft as it is at the change of the returned Word file, or decide again." },
    TakeOverAll { Edit, OpenChanges, "Take over all undecided changes", "Have the draft say what the returned Word file says wherever nothing is decided and it can be, in one step." },
    LeaveAllTheirs { Edit, OpenPlaces, "Leave all undecided changes", "Keep the draft as it is wherever nothing is decided about the returned Word file." },
    AddItem { Edit, WritableDraft, "Add an item below this one", "Add an item to the list that the keyboard is in." },
    DuplicateItem { Edit, WritableDraft, "Duplicate item", "Copy the item of the list that the keyboard is in." },
    MoveItemUp { Edit, WritableDraft, "Move item up", "Move the item one place up in its list." },
    MoveItemDown { Edit, WritableDraft, "Move item down", "Move the item one place down in its list." },
    DeleteItem { Edit, WritableDraft, "Delete item", "Take away the item that the keyboard is in; Undo brings it back." },
    DeleteChosen { Edit, WritableDraft, "Remove the chosen items", "Take away the items of a list that were chosen with Ctrl or Shift and a click, or with Shift and the arrows; Undo brings them back." },
    DeleteAll { Edit, WritableDraft, "Remove all items of this list", "Take away every item of the list that the keyboard is in; Undo brings them back." },
    ToggleOutline { View, OpenDraft, "Show or hide outline", "The list of sections at the left." },
    TogglePages { View, OpenDraft, "Show or hide pages", "The pages as they will print, at the right." },
    ToggleProblems { View, OpenDraft, "Show or hide problems", "The list of problems at the bottom." },
    ToggleGuidance { View, OpenDraft, "Show or hide guidance", "Advice on the section, above its form." },
    ToggleTexts { View, OpenDraft, "Show all texts of lists, or fold them", "Read definitions, duties and the like in full without opening each, or their first lines." },
    WidenField { View, OpenDraft, "Widen the text, or back", "Give the long text that has the keyboard the room of the whole form." },
    LargerPane { View, OpenDraft, "Enlarge this pane", "Give the pane that has the keyboard more room." },
    SmallerPane { View, OpenDraft, "Make this pane smaller", "Take room from the pane that has the keyboard." },
    CompareFields { View, TwoDrafts, "Changes field by field", "The comparison as a list of fields, with what each change means." },
    CompareInline { View, Comparison, "Changes in the text", "The comparison as one text: struck what went, underlined what came." },
    CompareSides { View, Comparison, "Both texts side by side", "The comparison as two texts that stay level." },
    PagesLarger { View, OpenDraft, "Larger pages", "Enlarge the pages." },
    PagesSmaller { View, OpenDraft, "Smaller pages", "Make the pages smaller." },
    PagesFit { View, OpenDraft, "Fit pages to width", "Make the pages as wide as their panel." },
    PagesWhole { View, OpenDraft, "Fit whole page", "Make the pages so small that a whole one is seen." },
    TogglePageProblems { View, OpenDraft, "Show or hide problems on pages", "Icons beside the lines of the pages; never printed." },
    GoToPage { Go, OpenDraft, "Go to page…", "Type the number of a page." },
    ShowOnPages { Go, OpenDraft, "Show field on the pages", "Turn to where the field at hand is printed, in an annex too; again for its next place." },
    ZoomIn { View, Nothing, "Larger text", "Enlarge the whole window's text and controls." },
    ZoomOut { View, Nothing, "Smaller text", "Make the whole window's text and controls smaller." },
    ZoomReset { View, Nothing, "Normal text size", "Back to 100 %." },
    ThemeLight { View, Nothing, "Light theme", "Dark text on a light window." },
    ThemeDark { View, Nothing, "Dark theme", "Light text on a dark window." },
    ThemeSystem { View, Nothing, "Theme of the system", "Light or dark as the system says." },
    ReduceMotion { View, Nothing, "Reduce motion", "Scroll to places at once instead of smoothly, or smoothly again." },
    Palette { Go, Nothing, "Find a command, section or field…", "Type a few letters of what you look for." },
    NextProblem { Go, OpenDraft, "Next problem", "Go to the field of the next problem." },
    PreviousProblem { Go, OpenDraft, "Previous problem", "Go to the field of the problem before." },
    CopySection { Edit, OpenDraft, "Copy section as Markdown", "Put the text of this section on the clipboard, as the Markdown export has it." },
    CopyClause { Edit, Clause, "Copy clause as Markdown", "Put the text of the clause at hand on the clipboard, as the Markdown export has it." },
    CopyPage { Edit, OpenDraft, "Copy page as text", "Put the text of the page in view on the clipboard." },
    FixProblem { Edit, FixableProblem, "Fix the problem", "Mend the problem of this field, or the one that was gone to last." },
    FixKind { Edit, FixableProblem, "Fix all problems of this kind", "Mend all that the same rule finds, in one step." },
    AcceptProblem { Edit, WritableProblem, "Accept the problem…", "Leave the problem as it is, for a reason that is kept in the draft." },
    ChooseProblems { Edit, OpenDraft, "Choose all problems of the list", "What is fixed or accepted then is all of them, in one step." },
    ExplainProblem { Help, Problem, "Explain the problem", "What the rule finds, why it matters, and how it reads when mended." },
    NextChange { Go, Comparison, "Next change", "Go to the next change of the comparison." },
    PreviousChange { Go, Comparison, "Previous change", "Go to the change of the comparison before." },
    TermsUsed { Go, Definitions, "Where terms are used", "Every defined term with the clauses that use it, and terms that are not defined." },
    Coverage { Go, OpenDraft, "Coverage by standard", "Which parts standards ask for, and whether the draft has them." },
    Interview { Go, WritableDraft, "First questions", "Who, what, which level, from when: the questions a new draft begins with." },
    NextSection { Go, OpenDraft, "Next section", "Show the form of the next section." },
    PreviousSection { Go, OpenDraft, "Previous section", "Show the form of the section before." },
    NextPane { Go, OpenDraft, "Next pane", "Move the keyboard to outline, form, pages, problems in turn." },
    PreviousPane { Go, OpenDraft, "Previous pane", "Move the keyboard to problems, pages, form, outline in turn." },
    NextDraft { Go, SeveralDrafts, "Next draft", "Show the next open draft." },
    PreviousDraft { Go, SeveralDrafts, "Previous draft", "Show the open draft before." },
    MoveDraftLeft { Go, SeveralDrafts, "Move tab left", "Exchange the tab in front with the one before." },
    MoveDraftRight { Go, SeveralDrafts, "Move tab right", "Exchange the tab in front with the next one." },
    Start { Go, Nothing, "Start screen", "Forms of agreement and recent drafts." },
    Shortcuts { Help, Nothing, "Keyboard shortcuts", "Every shortcut on one sheet." },
    About { Help, Nothing, "About Clausewright", "Version and licence." },
}

impl Command {
    /// What else people call it, for those who look for it.
    pub fn other_words(self) -> &'static str {
        match self {
            Self::NewFromThis => "copy duplicate clone reuse again template same terms next customer",
            _ => "",
        }
    }

    /// Whether it does something to the item of a list that the keyboard is at.
    pub fn is_about_item(self) -> bool {
        use Command as C;
        matches!(self, C::AddItem | C::DuplicateItem | C::MoveItemUp | C::MoveItemDown | C::DeleteItem)
    }

    /// As [`Command::name`], with the item that it would be done to: "Remove metric “Availability”".
    pub fn name_for(self, item: Option<&str>) -> String {
        match (self, item) {
            (Self::AddItem, Some(item)) => format!("Add below {item}"),
            (Self::DuplicateItem, Some(item)) => format!("Duplicate {item}"),
            (Self::MoveItemUp, Some(item)) => format!("Move {item} up"),
            (Self::MoveItemDown, Some(item)) => format!("Move {item} down"),
            (Self::DeleteItem, Some(item)) => format!("Remove {item}"),
            _ => self.name().to_owned(),
        }
    }

    /// The keys that do it on this system; the first is shown in menus.
    pub fn shortcuts(self, os: OperatingSystem) -> Vec<KeyboardShortcut> {
        let mac = os == OperatingSystem::Mac;
        let key = KeyboardShortcut::new;
        let none = Modifiers::NONE;
        let command = Modifiers::COMMAND;
        let shifted = Modifiers::COMMAND.plus(Modifiers::SHIFT);
        match self {
            Self::New => vec![key(command, Key::N)],
            Self::Open => vec![key(command, Key::O)],
            Self::OpenByPath => vec![key(shifted, Key::O)],
            Self::Save => vec![key(command, Key::S)],
            Self::SaveAs => vec![key(shifted, Key::S)],
            Self::History => vec![key(shifted, Key::H)],
            Self::Compare => vec![key(shifted, Key::D)],
            Self::NextChange => vec![key(none, Key::F4)],
            Self::PreviousChange => vec![key(Modifiers::SHIFT, Key::F4)],
            Self::Review => vec![key(command, Key::R)],
            Self::Export => vec![key(command, Key::E)],
            Self::ExportAgain => vec![key(shifted, Key::E)],
            Self::CloseDraft => vec![key(command, Key::W)],
            Self::Quit => vec![key(command, Key::Q)],
            Self::WidenField => vec![key(command, Key::Enter)],
            Self::Undo => vec![key(command, Key::Z)],
            Self::Redo if mac => vec![key(shifted, Key::Z)],
            Self::Redo => vec![key(command, Key::Y), key(shifted, Key::Z)],
            Self::ZoomIn => vec![key(command, Key::Plus), key(command, Key::Equals)],
            Self::ZoomOut => vec![key(command, Key::Minus)],
            Self::ZoomReset => vec![key(command, Key::Num0)],
            Self::PagesLarger => vec![key(none, Key::F9)],
            Self::PagesSmaller => vec![key(Modifiers::SHIFT, Key::F9)],
            Self::FindInPages => vec![key(command, Key::F)],
            Self::GoToPage if mac => vec![key(command.plus(Modifiers::ALT), Key::G)],
            Self::GoToPage => vec![key(command, Key::G)],
            Self::Palette => vec![key(shifted, Key::P)],
            Self::NextProblem => vec![key(none, Key::F8)],
            Self::PreviousProblem => vec![key(Modifiers::SHIFT, Key::F8)],
            Self::Find => vec![key(shifted, Key::F)],
            // Cmd+H hides the window there.
            Self::Replace if mac => vec![key(command.plus(Modifiers::ALT), Key::F)],
            Self::Replace => vec![key(command, Key::H)],
            Self::FindNext if mac => vec![key(command, Key::G), key(none, Key::F3)],
            Self::FindNext => vec![key(none, Key::F3)],
            Self::FindPrevious if mac => vec![key(shifted, Key::G), key(Modifiers::SHIFT, Key::F3)],
            Self::FindPrevious => vec![key(Modifiers::SHIFT, Key::F3)],
            Self::FixProblem => vec![key(command, Key::Period)],
            Self::ExplainProblem => vec![key(Modifiers::SHIFT, Key::F1)],
            Self::Coverage => vec![key(none, Key::F7)],
            Self::NextSection => vec![key(command, Key::PageDown)],
            Self::PreviousSection => vec![key(command, Key::PageUp)],
            Self::NextPane => vec![key(none, Key::F6)],
            Self::PreviousPane => vec![key(Modifiers::SHIFT, Key::F6)],
            Self::NextDraft => vec![key(Modifiers::CTRL, Key::Tab)],
            Self::PreviousDraft => vec![key(Modifiers::CTRL.plus(Modifiers::SHIFT), Key::Tab)],
            Self::MoveDraftLeft => vec![key(shifted, Key::PageUp)],
            Self::MoveDraftRight => vec![key(shifted, Key::PageDown)],
            Self::Shortcuts => vec![key(none, Key::F1)],
            Self::SaveByPath
            | Self::SaveAll
            | Self::NewFromThis
            | Self::AddClause
            | Self::InsertClauseBefore
            | Self::InsertClauseAfter
            | Self::LeaveOutClause
            | Self::PutBackClause
            | Self::ChangeHeading
            | Self::LeaveOutSection
            | Self::PutBackSection
            | Self::ChangeTitle
            | Self::RestoreClause
            | Self::CompareClause
            | Self::TakeBackChange
            | Self::SaveComparison
            | Self::CompareReturned
            | Self::TakeOver
            | Self::LeaveTheirs
            | Self::TakeOverAll
            | Self::LeaveAllTheirs
            | Self::CompareFields
            | Self::CompareInline
            | Self::CompareSides
            | Self::TermsUsed
            | Self::Interview
            | Self::FixKind
            | Self::CancelExport
            | Self::CopySection
            | Self::CopyClause
            | Self::AcceptProblem
            | Self::ChooseProblems
            | Self::AddItem
            | Self::DuplicateItem
            | Self::MoveItemUp
            | Self::MoveItemDown
            | Self::DeleteItem
            | Self::DeleteChosen
            | Self::DeleteAll
            | Self::ToggleOutline
            | Self::TogglePages
            | Self::ToggleProblems
            | Self::ToggleGuidance
            | Self::ToggleTexts
            | Self::PagesFit
            | Self::LargerPane
            | Self::SmallerPane
            | Self::ReduceMotion
            | Self::PagesWhole
            | Self::TogglePageProblems
            | Self::CopyPage
            | Self::ShowOnPages
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::ThemeSystem
            | Self::Start
            | Self::About => Vec::new(),
        }
    }

    /// The shortcut in words, as this system writes it; empty without one.
    pub fn shortcut_text(self, ctx: &egui::Context) -> String {
        self.shortcuts(ctx.os()).first().map(|s| ctx.format_shortcut(s)).unwrap_or_default()
    }
}

/// Takes the pressed shortcuts out of the events, before any widget sees them.
///
/// `allow` says which commands may be done now; keys of others are left alone.
pub fn take_pressed(
    events: &mut Vec<Event>,
    os: OperatingSystem,
    allow: impl Fn(Command) -> bool,
) -> Vec<Command> {
    if events.iter().any(|e| matches!(e, Event::Ime(_))) {
        return Vec::new();
    }
    let mut pressed = Vec::new();
    events.retain(|event| {
        let Event::Key { key, modifiers, pressed: true, .. } = event else { return true };
        let found = Command::ALL.iter().copied().find(|c| {
            c.shortcuts(os).iter().any(|s| s.logical_key == *key && fits(*modifiers, s)) && allow(*c)
        });
        pressed.extend(found);
        found.is_none()
    });
    pressed
}

/// Whether a command may be done while a dialog is open: only what concerns the window.
pub fn works_in_dialogs(command: Command) -> bool {
    matches!(command, Command::ZoomIn | Command::ZoomOut | Command::ZoomReset)
}

/// Exactly these modifiers; a plus needs Shift on some keyboards.
fn fits(held: Modifiers, shortcut: &KeyboardShortcut) -> bool {
    match shortcut.logical_key {
        Key::Plus | Key::Equals => held.matches_logically(shortcut.modifiers),
        _ => held.matches_exact(shortcut.modifiers),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    const SYSTEMS: [OperatingSystem; 3] =
        [OperatingSystem::Nix, OperatingSystem::Windows, OperatingSystem::Mac];

    /// The keys that are really held down for a shortcut.
    fn held(shortcut: &KeyboardShortcut, os: OperatingSystem) -> (bool, bool, bool, bool, Key) {
        let m = shortcut.modifiers;
        let mac = os == OperatingSystem::Mac;
        let ctrl = m.ctrl || (m.command && !mac);
        (ctrl, m.mac_cmd || (m.command && mac), m.alt, m.shift, shortcut.logical_key)
    }

    #[test]
    fn no_two_shortcuts_clash_on_any_system() {
        for os in SYSTEMS {
            let mut taken: BTreeMap<String, Command> = BTreeMap::new();
            for command in Command::ALL {
                for shortcut in command.shortcuts(os) {
                    let keys = format!("{:?}", held(&shortcut, os));
                    if let Some(other) = taken.insert(keys, *command) {
                        panic!("{os:?}: {command:?} and {other:?} share a shortcut");
                    }
                }
            }
        }
    }

    #[test]
    fn no_shortcut_takes_a_key_that_text_fields_need() {
        let function = |key: Key| key >= Key::F1 && key <= Key::F35;
        for os in SYSTEMS {
            for command in Command::ALL {
                for s in command.shortcuts(os) {
                    assert!(
                        function(s.logical_key) || !s.conflicts_with_text_editing(),
                        "{command:?} takes {:?}",
                        s.logical_key
                    );
                    let clipboard = [Key::A, Key::C, Key::V, Key::X].contains(&s.logical_key);
                    assert!(!clipboard || s.modifiers != Modifiers::COMMAND, "{command:?}");
                }
            }
        }
    }

    #[test]
    fn no_shortcut_takes_a_key_of_lists_or_menus_or_of_a_system() {
        use crate::editor::widgets::{DELETE, DUPLICATE, MOVE_DOWN, MOVE_UP};
        for os in SYSTEMS {
            let mac = os == OperatingSystem::Mac;
            let lists = [DELETE, DUPLICATE, MOVE_DOWN, MOVE_UP].map(|s| held(&s, os));
            for command in Command::ALL {
                for shortcut in command.shortcuts(os) {
                    let keys @ (ctrl, cmd, alt, shift, key) = held(&shortcut, os);
                    assert!(!lists.contains(&keys), "{command:?} takes a key of lists");
                    let menu = Group::ALL.iter().any(|g| Key::from_name(&g.name()[..1]) == Some(key));
                    assert!(mac || !alt || ctrl || !menu, "{command:?} takes Alt and the letter of a menu");
                    // Ctrl and a letter moves the cursor there; Cmd+H and Cmd+M belong to the window.
                    let letter = key >= Key::A && key <= Key::Z;
                    assert!(!mac || !ctrl || !letter, "{command:?} takes a key of text fields");
                    assert!(!mac || !cmd || alt || shift || ![Key::H, Key::M].contains(&key), "{command:?}");
                    assert_ne!((alt, key), (true, Key::F4), "{command:?} closes windows");
                    assert_ne!((alt, key), (true, Key::Tab), "{command:?} changes windows");
                }
            }
        }
    }

    #[test]
    fn every_command_says_what_it_does() {
        for command in Command::ALL {
            assert!(command.tip().ends_with('.'), "{command:?}");
            assert!(command.name().len() <= 40, "{command:?}");
        }
        let mut names: Vec<_> = Command::ALL.iter().map(|c| c.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Command::ALL.len());
    }

    fn press(modifiers: Modifiers, key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    #[test]
    fn a_pressed_shortcut_is_taken_and_the_rest_left() {
        let ctrl = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
        let ctrl_shift = Modifiers { shift: true, ..ctrl };
        let mut events =
            vec![press(ctrl_shift, Key::S), press(ctrl, Key::S), press(ctrl, Key::V), press(ctrl, Key::Z)];
        let pressed = take_pressed(&mut events, OperatingSystem::Nix, |c| c != Command::Undo);
        assert_eq!(pressed, [Command::SaveAs, Command::Save]);
        assert_eq!(events, [press(ctrl, Key::V), press(ctrl, Key::Z)]);
        let plus_with_shift = &mut vec![press(ctrl_shift, Key::Plus)];
        assert_eq!(take_pressed(plus_with_shift, OperatingSystem::Nix, |_| true), [Command::ZoomIn]);
    }

    #[test]
    fn keys_of_an_input_method_are_left_alone() {
        let ctrl = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
        let mut events = vec![Event::Ime(egui::ImeEvent::Commit("é".to_owned())), press(ctrl, Key::Z)];
        assert_eq!(take_pressed(&mut events, OperatingSystem::Nix, |_| true), []);
        assert_eq!(events.len(), 2);
    }
}
