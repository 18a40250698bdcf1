//! Exports: asked for, made in the background, made again, opened.

use super::{App, words};
use crate::check::Summary;
use crate::editor::dialogs::{Ask, Blocker, Dialog, ExportDialog};
use crate::editor::files::{ExportOrder, ExportOutcome, Exporter, Material, Purpose, Way, export_name};
use crate::editor::panels::problems::Class;
use crate::export::{Format, Formats, openslo};
use crate::session::{Session, finalized};
use crate::store::DraftExport;
use crate::value::capitalised;
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The order that makes an export once more.
fn order_of(last: &DraftExport) -> ExportOrder {
    ExportOrder {
        format: Format::of_ending(&last.format).unwrap_or(Format::Pdf),
        also: last.also.iter().filter_map(|ending| Format::of_ending(ending)).collect(),
        with_source: last.with_source,
        draft: last.marked,
        finalize: false,
    }
}

fn endings(formats: Formats) -> Vec<String> {
    formats.iter().map(|format| format.ending().to_owned()).collect()
}

/// Seconds after which an export that is not finished is shown to be running.
const SLOW: f64 = 0.5;

impl App {
    pub(super) fn ask_export(&mut self) {
        let Some(session) = self.session() else { return };
        let findings = &session.derived().findings;
        let last = self.last_export();
        let choices = &self.settings.export;
        let (format, also, with_source) = match last {
            // Whoever took the draft out once since means it, though nothing may have come of that export.
            Some(last) => (last.format.as_str(), &last.also, last.with_source && choices.with_source),
            None => (choices.format.as_str(), &choices.also, choices.with_source),
        };
        let in_the_way = |f: &&crate::check::Finding| matches!(Class::of(f), Class::Error | Class::ToFill);
        let blockers = findings.iter().filter(in_the_way).map(|f| Blocker {
            class: Class::of(f),
            message: f.message.clone(),
            place: f.place.clone(),
        });
        let finalized = finalized(session.draft()).filter(|_| session.read_only().is_none());
        let left_out = session.template().left_out(session.draft()).len();
        let proposed = session.form().as_proposed(session.draft()).len();
        let dialog = ExportDialog::new(
            Format::of_ending(format).unwrap_or(Format::Pdf),
            with_source,
            Summary::of(findings.iter()),
            blockers.collect(),
            last.and_then(|last| Some((Format::of_ending(&last.format)?, last.path.clone()))),
        );
        let agreement = &session.draft().agreement;
        let unsaid = openslo::left_out(agreement).len();
        let dialog = dialog
            .ready(finalized, proposed, left_out)
            .several(also.iter().filter_map(|ending| Format::of_ending(ending)).collect())
            .monitored(agreement.metrics.len() - unsaid, agreement.metrics.len());
        self.ask(Dialog::Export(Box::new(dialog)));
        if let Some(view) = self.view() {
            view.show_all = true;
        }
    }

    /// How the draft in front was exported last.
    pub(super) fn last_export(&self) -> Option<&DraftExport> {
        self.settings.export.of_draft(self.session()?.draft().id.as_str())
    }

    /// Where the dialog for the place of an export begins.
    pub(super) fn export_folder(&self) -> Option<PathBuf> {
        let own = self.last_export().and_then(|last| last.path.parent()).map(Path::to_owned);
        own.or_else(|| self.settings.export.folder.clone())
    }

    /// The name to offer for an export of a draft: that of its last one, else what the agreement is called.
    pub(super) fn export_name(&self, session: &Session, order: ExportOrder) -> String {
        let last = self.settings.export.of_draft(session.draft().id.as_str());
        if let Some(last) = last.filter(|last| last.marked == order.draft)
            && let Some(stem) = last.path.file_stem()
        {
            return format!("{}.{}", stem.to_string_lossy(), order.format.ending());
        }
        let agreement = &session.draft().agreement;
        let title =
            if agreement.title.trim().is_empty() { session.title() } else { agreement.title.to_string() };
        let language = agreement.language.trim();
        let made = finalized(session.draft()).filter(|_| order.finalize);
        let version = made.map_or_else(|| agreement.version.to_string(), |made| made.version);
        let other = !language.is_empty() && language != session.template().language.trim();
        export_name(
            &agreement.reference,
            &title,
            &version,
            other.then_some(language),
            order.draft,
            order.format,
        )
    }

    pub(super) fn choose_export(&mut self, ctx: &Context, order: ExportOrder) {
        let Some(session) = self.workspace.active() else { return };
        let name = self.export_name(session, order);
        self.settings.export.format = order.format.ending().to_owned();
        self.settings.export.also = endings(order.also);
        self.settings.export.with_source = order.with_source;
        self.choose(ctx, Purpose::Export(order), name, false);
    }

    /// Exports to a place that was chosen. A file that is there is replaced only if that was agreed, or if it is the
    /// last export of the same draft.
    pub(super) fn export_to(&mut self, ctx: &Context, order: ExportOrder, path: PathBuf, agreed: bool) {
        let last = self.last_export().map_or_else(Vec::new, |last| order_of(last).files(&last.path));
        let asked = |at: &PathBuf| (agreed && *at == path) || last.iter().any(|(_, own)| own == at);
        let files = order.files(&path).into_iter().map(|(_, at)| at);
        let there: Vec<PathBuf> =
            files.filter(|at| !asked(at) && self.deps.fs.metadata(at).is_ok()).collect();
        if !there.is_empty() {
            self.ask(Dialog::Ask(Ask::ReplaceExport { path, order, there }));
            return;
        }
        self.export(ctx, order, path);
    }

    /// Makes the last export of the draft in front anew.
    pub(super) fn export_again(&mut self, ctx: &Context) {
        let (Some(session), Some(last)) = (self.session(), self.last_export()) else { return };
        let order = order_of(last);
        let path = last.path.clone();
        if !order.draft && !Summary::of(session.derived().findings.iter()).is_clean() {
            self.ask_export();
            self.toasts.say(ctx, words::ERRORS_SINCE);
            return;
        }
        self.export(ctx, order, path);
    }

    pub(super) fn export(&mut self, ctx: &Context, order: ExportOrder, path: PathBuf) {
        if self.exporter.is_some() || self.is_saving_comparison() {
            self.toasts.say(ctx, words::EXPORT_RUNS);
            return;
        }
        if order.finalize {
            self.finalize(ctx);
        }
        let Some(session) = self.workspace.active() else { return };
        // A draft of which this version knows only a part must not travel on as if that were all.
        let whole = session.may_be_copied();
        let left_out = order.with_source && !whole;
        let order = ExportOrder { with_source: order.with_source && whole, ..order };
        let derived = session.derived();
        let errors = Summary::of(derived.findings.iter()).errors;
        let material =
            Material { draft: session.snapshot(), document: Arc::clone(&derived.document), errors };
        self.settings.export.folder = path.parent().map(Path::to_owned);
        match Exporter::start(ctx, Arc::clone(&self.deps.fs), order, material, path) {
            Ok(exporter) => {
                self.exporter = Some(exporter);
                if left_out {
                    self.toasts.say(ctx, words::WITHOUT_SOURCE);
                }
            }
            Err(error) => {
                self.tell(words::EXPORT_FAILED, words::no_thread(&error.to_string()));
            }
        }
    }

    /// Sets status and version to what a final text says, as one step of undo.
    fn finalize(&mut self, ctx: &Context) {
        let Some(made) = self.session().and_then(|s| finalized(s.draft())) else { return };
        let said = words::made_final(&made.version, made.renumbered);
        self.edit_and_say(ctx, &made.edits, words::FINALIZE, said);
    }

    pub(super) fn cancel_export(&mut self) {
        self.cancel_comparison();
        if let Some(exporter) = &self.exporter {
            exporter.cancel();
        }
    }

    /// What is said while an export takes longer than a moment.
    pub(super) fn export_progress(&self, ctx: &Context) -> Option<String> {
        let exporter = self.exporter.as_ref().filter(|e| !e.is_cancelled())?;
        let running = ctx.input(|i| i.time) - exporter.since;
        // Once a second is often enough to see that it goes on.
        let wait = if running < SLOW { SLOW - running } else { 1.0 };
        ctx.request_repaint_after_secs(wait as f32);
        let order = exporter.order;
        let more = order.also.without(order.format).iter().count();
        (running >= SLOW).then(|| words::exporting(order.format.label(), more, running as u64))
    }

    /// Takes in what an export and the opening of files have come to.
    pub(super) fn poll_export(&mut self, ctx: &Context) {
        while let Some(trouble) = self.launcher.poll() {
            self.toasts.say(ctx, words::not_opened(&trouble.path, &trouble.cause));
        }
        let Some(outcome) = self.exporter.as_ref().and_then(Exporter::poll) else { return };
        let Some(exporter) = self.exporter.take() else { return };
        match outcome {
            ExportOutcome::Done(made) => {
                let ExportOrder { format, also, with_source, draft: marked, .. } = exporter.order;
                self.settings.export.remember(DraftExport {
                    draft: exporter.draft,
                    format: format.ending().to_owned(),
                    also: endings(also),
                    with_source,
                    marked,
                    path: exporter.path.clone(),
                });
                self.keep_settings();
                let text = words::exported(&made.files, made.other_names, made.left_out);
                self.toasts.add(ctx, text, Some(exporter.path));
            }
            ExportOutcome::Cancelled => self.toasts.say(ctx, words::EXPORT_CANCELLED),
            ExportOutcome::Failed(problem) => self.tell(words::EXPORT_FAILED, capitalised(&problem)),
        }
    }

    /// Opens a file that was written, or shows it in its folder.
    pub(super) fn launch(&mut self, ctx: &Context, path: PathBuf, way: Way) {
        self.launcher.launch(ctx, path, way, self.deps.native_dialogs);
    }
}
