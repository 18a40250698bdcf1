//! What the user chose about the program itself, never about an agreement.

use super::folders::Folders;
use super::fs::Fs;
use super::kept::{load_kept, read_to_change, save_kept};
use super::path_text;
use super::save::SaveError;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

const FILE: &str = "settings.ron";

/// Fields a file does not have take their default, and fields it has beyond these are ignored, so that
/// versions of the program can take turns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub theme: Theme,
    /// Size of the interface in per cent, 50 to 300.
    pub interface_zoom: u16,
    /// Size of the page preview in per cent, 25 to 400; `None` fits the page to its pane.
    pub page_zoom: Option<u16>,
    /// Whether a page that is fitted is seen as a whole, not only in its width.
    pub page_whole: bool,
    /// Whether problems are shown beside the lines of the pages.
    pub page_problems: bool,
    pub panes: PaneSizes,
    /// The sizes of the panes in windows of other widths.
    pub pane_sets: Vec<PaneSet>,
    /// Nothing moves by itself: no smooth scrolling.
    pub reduced_motion: bool,
    /// `None` until a window was closed once.
    pub window: Option<WindowSize>,
    /// Where the last draft was opened or saved; the start of file dialogs.
    #[serde(with = "path_text::optional")]
    pub draft_folder: Option<PathBuf>,
    pub export: ExportChoices,
    pub comparison: ComparisonChoices,
    pub problem_groups: ProblemGroups,
    /// What was chosen in the palette, the latest first; at most [`USED_LIMIT`].
    pub used: Vec<String>,
    /// Kinds of items, such as `Definition`, whose texts are shown in full in their lists.
    pub full_texts: Vec<String>,
    /// The provider of the last draft that was begun here, offered again.
    pub provider: KnownParty,
}

/// What new drafts take over of a party.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KnownParty {
    pub legal_name: String,
    pub short_name: String,
    pub registration: String,
    pub address: String,
    pub signatory: String,
    pub signatory_title: String,
}

impl KnownParty {
    /// Names of a party's fields, with what is known.
    pub fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("legal_name", &self.legal_name),
            ("short_name", &self.short_name),
            ("registration", &self.registration),
            ("address", &self.address),
            ("signatory", &self.signatory),
            ("signatory_title", &self.signatory_title),
        ]
    }
}

/// The most choices in the palette that are remembered.
pub const USED_LIMIT: usize = 20;

/// What the list of problems is grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProblemGroups {
    #[default]
    Section,
    /// By rule.
    Kind,
    Severity,
    None,
}

impl ProblemGroups {
    pub const ALL: [Self; 4] = [Self::Section, Self::Kind, Self::Severity, Self::None];
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    #[default]
    Light,
    Dark,
    System,
}

/// Sizes in points; shown or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaneSizes {
    /// Width, 120 to 4000.
    pub outline: u16,
    /// Width, 120 to 4000.
    pub pages: u16,
    /// Height, 60 to 4000.
    pub problems: u16,
    pub show_outline: bool,
    pub show_pages: bool,
    pub show_problems: bool,
}

/// The sizes of the panes, in points, in windows of one class of widths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaneSet {
    /// 0 for the narrowest windows.
    pub class: u8,
    pub outline: u16,
    pub pages: u16,
    pub problems: u16,
}

/// Points, 320 to 16000 wide and 240 to 16000 high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowSize {
    pub width: u16,
    pub height: u16,
    pub maximized: bool,
}

/// The choices of the last export, offered again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportChoices {
    /// A format by the ending of its files, such as `pdf`.
    pub format: String,
    /// Formats that were made at the same time.
    pub also: Vec<String>,
    /// Whether a PDF or Word file carries the draft it was made from.
    pub with_source: bool,
    /// Where it was written.
    #[serde(with = "path_text::optional")]
    pub folder: Option<PathBuf>,
    /// How single drafts were exported last, the latest first; at most [`EXPORTS_LIMIT`].
    pub drafts: Vec<DraftExport>,
}

/// How a comparison was saved last, offered again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparisonChoices {
    /// A format by the ending of its files, such as `docx`; empty before the first.
    pub format: String,
    /// Who is named beside each tracked change.
    pub author: String,
}

/// The most drafts whose last export is remembered.
pub const EXPORTS_LIMIT: usize = 50;

/// How a draft was exported last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftExport {
    /// The id of the draft.
    pub draft: String,
    /// As [`ExportChoices::format`].
    pub format: String,
    /// As [`ExportChoices::also`].
    #[serde(default)]
    pub also: Vec<String>,
    pub with_source: bool,
    /// Marked as a draft on every page.
    pub marked: bool,
    /// The file.
    #[serde(with = "path_text")]
    pub path: PathBuf,
}

impl ExportChoices {
    /// How a draft was exported last.
    pub fn of_draft(&self, draft: &str) -> Option<&DraftExport> {
        self.drafts.iter().find(|e| e.draft == draft)
    }

    /// Remembers how a draft was exported.
    pub fn remember(&mut self, export: DraftExport) {
        self.drafts.retain(|e| e.draft != export.draft);
        self.drafts.insert(0, export);
        self.drafts.truncate(EXPORTS_LIMIT);
    }

    /// Forgets how a draft was exported: what is saved under another name must not replace the export of the first.
    pub fn forget(&mut self, draft: &str) {
        self.drafts.retain(|e| e.draft != draft);
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            interface_zoom: 100,
            page_zoom: None,
            page_whole: false,
            page_problems: true,
            panes: PaneSizes::default(),
            pane_sets: Vec::new(),
            reduced_motion: false,
            window: None,
            draft_folder: None,
            export: ExportChoices::default(),
            comparison: ComparisonChoices::default(),
            problem_groups: ProblemGroups::default(),
            used: Vec::new(),
            full_texts: Vec::new(),
            provider: KnownParty::default(),
        }
    }
}

impl Default for PaneSizes {
    fn default() -> Self {
        Self {
            outline: 284,
            pages: 480,
            problems: 160,
            show_outline: true,
            show_pages: true,
            show_problems: true,
        }
    }
}

impl Default for ExportChoices {
    fn default() -> Self {
        Self {
            format: "pdf".to_owned(),
            also: Vec::new(),
            // What goes to the other side must not tell more than was meant.
            with_source: false,
            folder: None,
            drafts: Vec::new(),
        }
    }
}

impl Settings {
    /// Whether the window takes all the room there is: form and pages side by side need it, until somebody made it
    /// smaller.
    pub fn begins_maximized(&self) -> bool {
        self.window.is_none_or(|window| window.maximized)
    }

    /// Notes the sizes of the panes for windows of a class.
    pub fn keep_pane_sizes(&mut self, class: u8) {
        let PaneSizes { outline, pages, problems, .. } = self.panes;
        let now = PaneSet { class, outline, pages, problems };
        match self.pane_sets.iter_mut().find(|set| set.class == class) {
            Some(set) => *set = now,
            None => self.pane_sets.push(now),
        }
    }

    /// Takes up the sizes that were noted for windows of a class; without them all stays as it is.
    pub fn take_pane_sizes(&mut self, class: u8) {
        if let Some(set) = self.pane_sets.iter().find(|set| set.class == class) {
            let PaneSet { outline, pages, problems, .. } = *set;
            self.panes = PaneSizes { outline, pages, problems, ..self.panes }.within_range();
        }
    }

    /// With every number moved into its range.
    #[must_use]
    fn within_range(mut self) -> Self {
        self.interface_zoom = self.interface_zoom.clamp(50, 300);
        self.page_zoom = self.page_zoom.map(|zoom| zoom.clamp(25, 400));
        self.panes = self.panes.within_range();
        self.pane_sets.truncate(8);
        self.used.truncate(USED_LIMIT);
        self.export.drafts.truncate(EXPORTS_LIMIT);
        self.window = self.window.map(|window| WindowSize {
            width: window.width.clamp(320, 16_000),
            height: window.height.clamp(240, 16_000),
            ..window
        });
        self
    }
}

impl PaneSizes {
    fn within_range(self) -> Self {
        Self {
            outline: self.outline.clamp(120, 4000),
            pages: self.pages.clamp(120, 4000),
            problems: self.problems.clamp(60, 4000),
            ..self
        }
    }
}

/// The settings, and a message for the user if their file was damaged or unreadable and the defaults stand
/// in. A damaged file is renamed to `settings.ron.damaged`.
pub fn load_settings(fs: &dyn Fs, folders: &Folders) -> (Settings, Option<String>) {
    let (settings, message) = load_kept::<Settings>(fs, &file(folders));
    (settings.within_range(), message)
}

/// Saves the settings over those of any other window. A file that cannot be read at the moment is left alone: what was
/// loaded in its place are the defaults.
pub fn save_settings(fs: &dyn Fs, folders: &Folders, settings: &Settings) -> Result<(), SaveError> {
    read_to_change::<Settings>(fs, &file(folders))?;
    save_kept(fs, &file(folders), &settings.clone().within_range())
}

fn file(folders: &Folders) -> PathBuf {
    folders.config().join(FILE)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{FakeFs, Fault, Operation};
    use super::*;
    use std::io::ErrorKind;
    use std::path::Path;

    const FILE: &str = "/home/config/settings.ron";

    fn folders() -> Folders {
        Folders::under(Path::new("/home"))
    }

    #[test]
    fn a_draft_under_another_name_begins_without_the_export_of_the_first() {
        let mut settings = chosen();
        assert!(settings.export.of_draft("abc").is_some());
        settings.export.forget("abc");
        assert!(settings.export.of_draft("abc").is_none());
    }

    fn chosen() -> Settings {
        Settings {
            theme: Theme::Dark,
            interface_zoom: 125,
            page_zoom: Some(90),
            pane_sets: vec![PaneSet { class: 2, outline: 200, pages: 700, problems: 90 }],
            reduced_motion: true,
            page_whole: true,
            page_problems: false,
            panes: PaneSizes { outline: 300, show_problems: false, ..PaneSizes::default() },
            window: Some(WindowSize { width: 1280, height: 800, maximized: true }),
            draft_folder: Some("/home/me/100% \"mine\"".into()),
            export: ExportChoices {
                format: "md".into(),
                also: vec!["pdf".into()],
                with_source: false,
                folder: None,
                drafts: vec![DraftExport {
                    draft: "abc".into(),
                    format: "pdf".into(),
                    also: vec!["html".into(), "yaml".into()],
                    with_source: true,
                    marked: true,
                    path: "/out/a \u{e4}.pdf".into(),
                }],
            },
            comparison: ComparisonChoices { format: "docx".into(), author: "A “B” C".into() },
            problem_groups: ProblemGroups::Kind,
            used: vec!["command Save".into()],
            full_texts: vec!["Definition".into()],
            provider: KnownParty {
                legal_name: "Northwind “Hosting” GmbH".into(), ..KnownParty::default()
            },
        }
    }

    #[test]
    fn settings_come_back_as_they_were() {
        let fs = FakeFs::new();
        assert_eq!(load_settings(&fs, &folders()), (Settings::default(), None));
        save_settings(&fs, &folders(), &chosen()).unwrap();
        assert_eq!(load_settings(&fs, &folders()), (chosen(), None));
    }

    #[test]
    fn of_each_draft_the_last_export_is_remembered() {
        let export = |draft: usize, format: &str| DraftExport {
            draft: draft.to_string(),
            format: format.into(),
            also: Vec::new(),
            with_source: true,
            marked: false,
            path: "/out/a.pdf".into(),
        };
        let mut choices = ExportChoices::default();
        (0..EXPORTS_LIMIT + 5).for_each(|n| choices.remember(export(n, "pdf")));
        choices.remember(export(20, "md"));
        assert_eq!(choices.drafts.len(), EXPORTS_LIMIT);
        assert_eq!(choices.of_draft("20").unwrap().format, "md");
        assert_eq!(choices.of_draft("0"), None);
    }

    #[test]
    fn an_older_file_and_a_newer_one_are_read() {
        let fs = FakeFs::new();
        fs.put(FILE, b"(theme: Dark, panes: (outline: 200), not_yet_invented: Some((a: [1])))");
        let (settings, message) = load_settings(&fs, &folders());
        assert_eq!(message, None);
        assert_eq!(
            (settings.theme, settings.panes.outline, settings.interface_zoom),
            (Theme::Dark, 200, 100)
        );
    }

    #[test]
    fn numbers_out_of_range_are_moved_into_it() {
        let fs = FakeFs::new();
        fs.put(FILE, b"(interface_zoom: 0, panes: (outline: 65535), window: Some((width: 1, height: 1, maximized: false)))");
        let (settings, _) = load_settings(&fs, &folders());
        assert_eq!((settings.interface_zoom, settings.panes.outline), (50, 4000));
        assert_eq!(settings.window, Some(WindowSize { width: 320, height: 240, maximized: false }));
    }

    #[test]
    fn a_file_that_cannot_be_read_now_is_not_overwritten() {
        let fs = FakeFs::new();
        save_settings(&fs, &folders(), &chosen()).unwrap();
        fs.fail(Fault::every(Operation::Read, ErrorKind::TimedOut));
        let (defaults, message) = load_settings(&fs, &folders());
        assert!(message.unwrap().contains("the network drive does not answer"));
        let error = save_settings(&fs, &folders(), &defaults).unwrap_err().to_string();
        assert!(error.contains("the network drive does not answer") && error.contains(FILE), "{error}");
        fs.heal();
        assert_eq!(load_settings(&fs, &folders()), (chosen(), None));
    }

    #[test]
    fn a_damaged_file_gives_the_defaults_and_a_message() {
        let fs = FakeFs::new();
        fs.put(FILE, b"(theme: Dar");
        let (settings, message) = load_settings(&fs, &folders());
        assert_eq!(settings, Settings::default());
        assert!(message.unwrap().contains("set aside as /home/config/settings.ron.damaged"));
        save_settings(&fs, &folders(), &chosen()).unwrap();
        assert_eq!(fs.files().len(), 2);
    }
}
