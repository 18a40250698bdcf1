//! What the form, the menus and the dialogs asked for is done here, after the frame is drawn.

use super::App;
use super::items::ToItem;
use super::panes::Pane;
use super::words;
use crate::check;
use crate::draft::Edit;
use crate::editor::commands::Command;
use crate::editor::dialogs::{AsideDialog, Dialog, Outcome, ShortcutsDialog};
use crate::editor::files::Then;
use crate::editor::panels::clauses::{self, Side};
use crate::editor::panels::compare::{Mode, With};
use crate::editor::view::{Action, Jump};
use crate::editor::widgets::Wish;
use crate::editor::{sections, tokens, widgets};
use crate::session::Session;
use crate::store::Theme;
use crate::value::FieldPath;
use egui::{Context, ViewportCommand};

impl App {
    pub(super) fn perform(&mut self, ctx: &Context) {
        for action in std::mem::take(&mut self.actions) {
            match action {
                Action::Edit { .. }
                | Action::EditAndSay { .. }
                | Action::Fix { .. }
                | Action::FixAll(_)
                | Action::FixSeveral(_)
                | Action::Waive { .. }
                | Action::WaiveSeveral(_)
                | Action::SetAside(_)
                | Action::TakeBack { .. }
                | Action::TakeOver { .. }
                    if self.why_not(false).is_some() =>
                {
                    let reason = self.why_not(false).unwrap_or_default();
                    self.toasts.say(ctx, reason);
                }
                Action::Remedy(remedy) => self.remedy(ctx, &remedy),
                Action::Edit { edits, name, key } => self.edit(ctx, &edits, &name, key.as_deref()),
                Action::EditAndSay { edits, name, said } => self.edit_and_say(ctx, &edits, &name, said),
                Action::Recover(wish) => self.take_wish(ctx, wish),
                Action::CloseStep => {
                    if let Some(session) = self.workspace.active_mut() {
                        session.close_step();
                    }
                }
                Action::GoTo(path) => self.go_to(ctx, &path),
                Action::GoToProblem(index) => self.go_to_problem(ctx, index),
                Action::Run(command) => {
                    if self.can(command) {
                        self.run(ctx, command);
                    }
                }
                Action::RestoreEarlier { draft, when } => self.restore_earlier(ctx, &draft, &when),
                Action::OpenEarlier { draft, when } => self.open_earlier(ctx, &draft, &when),
                Action::CompareEarlier { draft, when } => self.compare_with(With::Earlier { draft, when }),
                Action::ChooseToCompare => self.choose_to_compare(ctx),
                Action::TakeBack { compared, which, clause } => {
                    self.take_back(ctx, &compared, &which, clause.as_deref());
                }
                Action::ChooseReturned => self.choose_returned(ctx),
                Action::TakeOver { reply, item } => self.take_over(ctx, &reply, item),
                Action::LeaveTheirs { item, leave } => self.leave_theirs(ctx, item, leave),
                Action::OpenAlone(path) => self.open_alone(ctx, &path),
                Action::BeginFrom(path) => self.begin_from_file(ctx, &path),
                Action::ShowSection(id) => self.show_section_here(ctx, id, true),
                Action::BrowseSection(id) => {
                    let front = self.panes.front;
                    self.show_section_here(ctx, id, false);
                    self.panes.front = front;
                }
                Action::EnterSection(id) if self.is_compared() => self.show_changes_of(ctx, id, true, true),
                Action::EnterSection(id) => self.enter_section(id),
                Action::Explain(code) => self.explain(&code),
                Action::SetAside(part) => self.ask_aside(part),
                Action::Fix { finding } => self.fix(ctx, finding),
                Action::Find(wish) => self.find_wish(ctx, wish),
                Action::FixAll(code) => self.fix_all(ctx, code),
                Action::FixSeveral(findings) => self.fix_several(ctx, &findings),
                Action::WaiveSeveral(findings) => self.waive_several(&findings),
                Action::Waive { finding } => self.waive(ctx, finding),
                Action::ShowTexts(record, all) => self.show_texts(record, all),
            }
        }
    }

    pub(super) fn edit(&mut self, ctx: &Context, edits: &[Edit], name: &str, key: Option<&str>) {
        let index = self.workspace.active_index();
        let Some(session) = self.workspace.active_mut() else { return };
        let steps = session.steps();
        let result = session.apply(edits, name, key);
        let view = self.views.get_mut(index);
        match result {
            Ok(changed) => {
                if let Some(view) = view {
                    // Whoever takes back what was there before the questions, and goes on, begins there.
                    if let Some(interview) = view.interview.as_mut().filter(|_| changed) {
                        interview.mark = interview.mark.min(steps);
                    }
                    view.written(session.draft());
                    let full = session.fullness();
                    if let Some(how) = full.as_ref().filter(|_| !view.told_full) {
                        self.toasts.say(ctx, words::nearly_full(&how.to_string()));
                    }
                    view.told_full = full.is_some();
                }
                if changed {
                    self.note_drafts();
                    self.changed = Some(ctx.input(|i| i.time));
                    ctx.request_repaint();
                }
            }
            Err(error) => {
                let words = match view {
                    Some(view) => view.refuse(&error),
                    None => error.to_string(),
                };
                self.toasts.say(ctx, words);
                ctx.request_repaint();
            }
        }
    }

    /// Makes changes and says so, with the way back beside it.
    pub(super) fn edit_and_say(&mut self, ctx: &Context, edits: &[Edit], name: &str, said: String) {
        let before = self.session().map(Session::revision);
        self.edit(ctx, edits, name, None);
        let Some(session) = self.session().filter(|s| Some(s.revision()) != before) else { return };
        let state = (session.id(), session.revision());
        self.toasts.offer_undo(ctx, said, state);
    }

    /// Asks why a part does not apply.
    fn ask_aside(&mut self, part: &str) {
        let Some(session) = self.workspace.active() else { return };
        let mark = session.draft().not_applicable.iter().find(|m| m.id.as_str() == part);
        let reason = mark.map(|m| m.reason.to_string()).unwrap_or_default();
        self.ask(Dialog::SetAside(AsideDialog { part: part.to_owned(), reason, marked: mark.is_some() }));
    }

    /// Marks a part as not applicable for a reason, or takes that back.
    fn mark_part(&mut self, ctx: &Context, part: &str, reason: Option<&str>) {
        let Some(session) = self.workspace.active() else { return };
        let edits = match reason {
            Some(reason) => check::set_aside(session.draft(), part, reason),
            None => check::apply_again(session.draft(), part),
        };
        let name = words::part_step(check::part_name(part).unwrap_or(part), reason.is_some());
        self.edit(ctx, &edits, &name, None);
        if let Some(view) = self.view() {
            view.looking.focus = Some(part.to_owned());
        }
    }

    /// Shows the table of coverage, or the form again.
    fn toggle_coverage(&mut self) {
        if let Some(view) = self.view() {
            view.earlier.shown = false;
            view.review.shown = false;
            view.comparing.shown = false;
            view.looking.shown ^= true;
            view.looking.fresh = view.looking.shown;
        }
    }

    /// Shows the review, or the form again.
    fn toggle_review(&mut self) {
        if let Some(view) = self.view() {
            view.earlier.shown = false;
            view.looking.shown = false;
            view.comparing.shown = false;
            view.review.toggle();
        }
    }

    /// Shows a place of the draft, wherever its field is.
    pub fn go_to(&mut self, ctx: &Context, path: &FieldPath) {
        let Some(session) = self.workspace.active() else { return };
        let path = match path.segments().collect::<Vec<_>>().as_slice() {
            ["answers", id] => FieldPath::new(format!("answers.{id}.value")),
            [crate::template::KEPT, section] => {
                self.show_section((*section).to_owned());
                return;
            }
            ["not_applicable", ..] => {
                self.on_start = false;
                if let Some(view) = self.view() {
                    view.uncover();
                    view.looking.shown = true;
                }
                return;
            }
            _ => path.clone(),
        };
        let own = |id: &str| {
            let clause = session.draft().extra_clauses.iter().find(|c| c.id.as_str() == id);
            clause.map(|c| c.section.to_string())
        };
        let section = sections::of(session.template(), &own, &path).map(|s| s.id.to_string());
        let Some(section) = section else {
            if !path.is_root() {
                let place = clauses::words_of(session.draft(), &path);
                self.toasts.say(ctx, words::no_field(&place));
            }
            return;
        };
        self.on_start = false;
        self.panes.front = Pane::Form;
        if let Some(view) = self.view() {
            view.uncover();
            view.section = section;
            view.go_to(&path, true);
        }
        ctx.request_repaint();
    }

    /// Shows the texts of lists of such records in full, or their first lines.
    fn show_texts(&mut self, record: &str, all: bool) {
        let shown = &mut self.settings.full_texts;
        shown.retain(|other| other != record);
        if all {
            shown.push(record.to_owned());
        }
    }

    /// Shows all texts of all lists, or their first lines if all are shown.
    fn toggle_texts(&mut self) {
        let all = widgets::TELLING_RECORDS.iter().all(|r| self.settings.full_texts.iter().any(|s| s == r));
        for record in widgets::TELLING_RECORDS {
            self.show_texts(record, !all);
        }
    }

    /// Shows a section where the user is: in the comparison, in the review, or in the form.
    fn show_section_here(&mut self, ctx: &Context, id: String, tells: bool) {
        if self.is_compared() {
            self.show_changes_of(ctx, id, false, tells);
            return;
        }
        match self.view().filter(|v| v.review.shown) {
            Some(view) => {
                view.review.show_section(&id);
                view.section = id;
            }
            None => self.show_section(id),
        }
    }

    pub(super) fn show_section(&mut self, id: String) {
        self.on_start = false;
        self.panes.front = Pane::Form;
        if let Some(view) = self.view() {
            view.reveal = Some(FieldPath::new("sections").join(&id));
            view.section = id;
            view.jump = None;
            view.uncover();
        }
    }

    /// Does a command that can be done.
    pub fn run(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::New | Command::Start => self.on_start = true,
            Command::NewFromThis => self.begin_from_active(),
            Command::Open => self.choose_open(ctx, false),
            Command::OpenByPath => self.choose_open(ctx, true),
            Command::Save => self.save(ctx, Then::Stay),
            Command::SaveAs => self.choose_save(ctx, Then::Stay, false),
            Command::SaveByPath => self.choose_save(ctx, Then::Stay, true),
            Command::SaveAll => self.save_all(ctx),
            Command::Review => self.toggle_review(),
            Command::Export => self.ask_export(),
            Command::CloseDraft => self.close_active(),
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::Undo => self.step(ctx, true),
            Command::Redo => self.step(ctx, false),
            Command::AddClause => self.add_clause(ctx),
            Command::InsertClauseBefore => self.insert_clause(ctx, Side::Before),
            Command::InsertClauseAfter => self.insert_clause(ctx, Side::After),
            Command::LeaveOutClause => self.decide_clause(ctx, false),
            Command::PutBackClause => self.decide_clause(ctx, true),
            Command::ChangeHeading => self.change_heading(ctx),
            Command::LeaveOutSection => self.decide_section(false),
            Command::PutBackSection => self.decide_section(true),
            Command::ChangeTitle => self.change_title(ctx),
            Command::RestoreClause => self.restore_clause(ctx),
            Command::CompareClause => self.compare_clause(ctx),
            Command::TermsUsed => self.show_terms(ctx),
            Command::AddItem => self.change_item(ctx, ToItem::Add),
            Command::DuplicateItem => self.change_item(ctx, ToItem::Change(Wish::Duplicate)),
            Command::MoveItemUp => self.change_item(ctx, ToItem::Change(Wish::MoveUp)),
            Command::MoveItemDown => self.change_item(ctx, ToItem::Change(Wish::MoveDown)),
            Command::DeleteItem => self.change_item(ctx, ToItem::Change(Wish::Delete)),
            Command::DeleteChosen => self.change_item(ctx, ToItem::Change(Wish::DeleteChosen)),
            Command::DeleteAll => self.change_item(ctx, ToItem::Change(Wish::DeleteAll)),
            Command::ToggleOutline => self.toggle_pane(Pane::Outline),
            Command::TogglePages => self.toggle_pane(Pane::Pages),
            Command::ToggleProblems => self.toggle_pane(Pane::Problems),
            Command::ToggleGuidance => self.guidance ^= true,
            Command::ToggleTexts => self.toggle_texts(),
            Command::PagesLarger => self.zoom_pages(true),
            Command::PagesSmaller => self.zoom_pages(false),
            Command::PagesFit => self.fit_pages(false),
            Command::PagesWhole => self.fit_pages(true),
            Command::GoToPage => self.ask_page(ctx),
            Command::FindInPages => self.find_in_pages(ctx),
            Command::CopyPage => self.copy_page(ctx),
            Command::ShowOnPages => self.show_on_pages(ctx),
            Command::TogglePageProblems => self.settings.page_problems ^= true,
            Command::ZoomIn => self.zoom_text(ctx, 10),
            Command::ZoomOut => self.zoom_text(ctx, -10),
            Command::ZoomReset => self.zoom_text(ctx, 0),
            Command::ThemeLight => self.choose_theme(ctx, Theme::Light),
            Command::ThemeDark => self.choose_theme(ctx, Theme::Dark),
            Command::ThemeSystem => self.choose_theme(ctx, Theme::System),
            Command::Palette => self.ask_palette(ctx),
            Command::NextProblem => self.step_problem(ctx, true),
            Command::PreviousProblem => self.step_problem(ctx, false),
            Command::ExportAgain => self.export_again(ctx),
            Command::CancelExport => self.cancel_export(),
            Command::CopySection => self.copy_section(ctx),
            Command::CopyClause => self.copy_clause(ctx),
            Command::Find => self.ask_find(false),
            Command::Replace => self.ask_find(true),
            Command::FindNext => self.step_hit(ctx, true),
            Command::FindPrevious => self.step_hit(ctx, false),
            Command::FixProblem => self.fix_here(ctx),
            Command::FixKind => self.fix_kind(ctx),
            Command::AcceptProblem => self.accept_here(ctx),
            Command::ChooseProblems => self.choose_problems(ctx),
            Command::ExplainProblem => self.explain_here(),
            Command::Coverage => self.toggle_coverage(),
            Command::History => self.toggle_history(),
            Command::Compare => self.toggle_comparison(),
            Command::CompareReturned => self.choose_returned(ctx),
            Command::TakeOver => self.take_over_here(ctx),
            Command::LeaveTheirs => self.leave_theirs_here(ctx),
            Command::TakeOverAll => self.take_over_all(ctx),
            Command::LeaveAllTheirs => self.leave_all_theirs(ctx),
            Command::SaveComparison => self.ask_comparison(),
            Command::CompareFields => self.look_at_changes(Mode::Fields),
            Command::CompareInline => self.look_at_changes(Mode::Inline),
            Command::CompareSides => self.look_at_changes(Mode::Sides),
            Command::NextChange => self.step_change(ctx, true),
            Command::PreviousChange => self.step_change(ctx, false),
            Command::TakeBackChange => self.take_back_here(ctx),
            Command::Interview => self.resume_interview(ctx),
            Command::NextSection => self.step_section(true),
            Command::PreviousSection => self.step_section(false),
            Command::NextPane => self.step_pane(true),
            Command::PreviousPane => self.step_pane(false),
            Command::WidenField => self.widen_field(ctx),
            Command::LargerPane => self.resize_pane(true),
            Command::SmallerPane => self.resize_pane(false),
            Command::ReduceMotion => self.reduce_motion(ctx),
            Command::NextDraft => self.step_draft(true),
            Command::PreviousDraft => self.step_draft(false),
            Command::Shortcuts => self.ask(Dialog::Shortcuts(ShortcutsDialog::default())),
            Command::MoveDraftLeft => self.move_draft(false),
            Command::MoveDraftRight => self.move_draft(true),
            Command::About => self.ask(Dialog::About),
        }
        ctx.request_repaint();
    }

    fn step(&mut self, ctx: &Context, back: bool) {
        let Some(session) = self.workspace.active_mut() else { return };
        let moment = if back { session.undo() } else { session.redo() };
        self.changed = None;
        let Some(moment) = moment else { return };
        if let Some(view) = self.view() {
            view.typing = None;
            // Whoever reviews sees what it came to among the answers.
            if view.review.shown {
                return;
            }
            // And whoever goes through a returned file, among the changes.
            if view.comparing.shown && view.comparing.is_reply() {
                return;
            }
            if view.interview.is_some() {
                self.go_to_question(&moment.path);
                return;
            }
        }
        // What changed everywhere leads nowhere in particular.
        if !moment.path.is_root() {
            let stays = self.view().and_then(|view| widgets::stays_at(view.focused.as_ref(), &moment.path));
            self.lead_to(ctx, stays.as_ref().unwrap_or(&moment.path));
        }
    }

    /// Changes the size of all text by so many per cent; 0 sets it back.
    fn zoom_text(&mut self, ctx: &Context, by: i16) {
        let now = i16::try_from(self.settings.interface_zoom).unwrap_or(100);
        let next = if by == 0 { 100 } else { (now + by).clamp(50, 300) };
        self.settings.interface_zoom = u16::try_from(next).unwrap_or(100);
        ctx.set_zoom_factor(f32::from(next) / 100.0);
        self.keep_settings();
    }

    /// Lets nothing move by itself, or again.
    fn reduce_motion(&mut self, ctx: &Context) {
        self.settings.reduced_motion ^= true;
        tokens::move_by_itself(ctx, !self.settings.reduced_motion);
        let reduced = self.settings.reduced_motion;
        self.toasts.say(ctx, if reduced { words::MOTION_OFF } else { words::MOTION_ON });
        self.keep_settings();
    }

    fn choose_theme(&mut self, ctx: &Context, theme: Theme) {
        self.settings.theme = theme;
        self.use_theme(ctx);
        self.keep_settings();
    }

    fn step_section(&mut self, forward: bool) {
        if self.turn_interview(forward) {
            return;
        }
        let Some(session) = self.session() else { return };
        let order: Vec<String> =
            sections::shown(session.template()).iter().map(|s| s.id.to_string()).collect();
        let Some(view) = self.view() else { return };
        let here = order.iter().position(|id| *id == view.section).unwrap_or(0);
        let next = if forward { here + 1 } else { here.wrapping_sub(1) };
        if let Some(id) = order.get(next) {
            self.enter_section(id.clone());
        }
    }

    /// Moves the tab in front by one place.
    fn move_draft(&mut self, right: bool) {
        let from = self.workspace.active_index();
        let to = if right { Some(from + 1) } else { from.checked_sub(1) };
        if let Some(to) = to {
            self.move_tab(from, to);
        }
    }

    /// Moves a tab, and all that belongs to it, to another place.
    pub(super) fn move_tab(&mut self, from: usize, to: usize) {
        if self.workspace.move_to(from, to) && from.max(to) < self.views.len() {
            let view = self.views.remove(from);
            self.views.insert(to, view);
        }
    }

    fn step_draft(&mut self, forward: bool) {
        let count = self.workspace.sessions().len();
        let here = self.workspace.active_index();
        let next = if forward { (here + 1) % count.max(1) } else { (here + count.max(1) - 1) % count.max(1) };
        self.workspace.activate(next);
        self.on_start = false;
    }

    /// Shows a section and gives the keyboard to its first field.
    pub(super) fn enter_section(&mut self, id: String) {
        let first = self.shown_in(&id).into_iter().next();
        self.show_section(id);
        if let Some(view) = self.view() {
            view.jump = first.map(Jump::gently);
        }
    }

    /// What the form of a section shows, in its order.
    pub(super) fn shown_in(&self, section: &str) -> Vec<FieldPath> {
        let Some(session) = self.workspace.active() else { return Vec::new() };
        let Some(section) = session.template().sections.iter().find(|s| s.id.as_str() == section) else {
            return Vec::new();
        };
        let answers = section.questions.iter().map(|q| FieldPath::new(format!("answers.{q}.value")));
        answers.chain(section.form.iter().map(|e| FieldPath::new(e.as_str()))).collect()
    }

    /// Does what a dialog came to.
    pub(super) fn answer(&mut self, ctx: &Context, dialog: Dialog, outcome: Outcome) {
        match outcome {
            Outcome::Close => self.cancel(&dialog),
            Outcome::Use(target) => self.use_target(ctx, target),
            Outcome::Path(purpose, path) => self.use_path(ctx, purpose, path, false),
            Outcome::Export(order) => self.choose_export(ctx, order),
            Outcome::SaveComparison { format, author } => self.choose_comparison_file(ctx, format, author),
            Outcome::ExportAgain => self.export_again(ctx),
            Outcome::ShowProblems => self.show_problems(ctx),
            Outcome::Recover(wish) => self.take_wish(ctx, wish),
            Outcome::Answer(answer) => self.heed(ctx, &dialog, answer),
            Outcome::SetAside { part, reason } => self.mark_part(ctx, &part, Some(&reason)),
            Outcome::ApplyAgain { part } => self.mark_part(ctx, &part, None),
            Outcome::Waive { places, reason } => self.accept(ctx, &places, &reason),
        }
        ctx.request_repaint();
    }
}
