//! Continuity, security, personal data, audit.

use super::Context;
use super::at::{At, begun, stopped};
use super::grid::Grid;
use super::rows::Rows;
use crate::agreement::{DataRole, Security};
use crate::document::{Block, Inline};

pub(super) fn continuity(cx: &Context<'_>) -> Vec<Block> {
    let at = At::new(cx, "continuity", &cx.draft.agreement.continuity);
    let rows = Rows::new()
        .say(
            &at,
            "Recovery point (RPO)",
            "rpo",
            "At most the data of the last {rpo} before the failure may be lost.",
        )
        .say(
            &at,
            "Recovery time (RTO)",
            "rto",
            "The [service] shall work again within {rto} after a disaster.",
        )
        .add("Backup", begun(at.every("backup_interval")))
        .say(&at, "Backups kept", "retention", "For {retention}")
        .field(&at, "Backup location", "location")
        .add("Restore test", begun(at.every("test_interval")))
        .field(&at, "Continuity plan", "plan");
    rows.blocks()
}

pub(super) fn security(cx: &Context<'_>) -> Vec<Block> {
    let security = &cx.draft.agreement.security;
    let at = At::new(cx, "security", security);
    let rows = Rows::new()
        .field(&at, "Measures", "measures")
        .say(
            &at,
            "Security incidents",
            "incident_notice",
            "The Provider shall tell the Customer of a [security incident] within {incident_notice} of detecting it.",
        )
        .field(&at, "Certificates", "certificates")
        .add("Personal data", personal_data(security, &at))
        .field(&at, "Data processing", "processing_agreement")
        .field(&at, "Data locations", "data_locations")
        .field(&at, "Subcontractors", "subcontractors")
        .field(&at, "Audit", "audit");
    let mut blocks = rows.blocks();
    blocks.extend(patching(security, &at));
    blocks
}

fn patching(security: &Security, at: &At<'_>) -> Vec<Block> {
    let mut grid = Grid::new()
        .caption(vec![Inline::Text("Closing of weaknesses, counted from the fix being available".into())])
        .column("Severity", 5)
        .column("Closed within", 3)
        .numbers("Share in time", 2);
    for (_, level) in at.items("patching", &security.patching) {
        let cells = vec![level.get("severity"), level.get("within"), level.get("share")];
        grid.row(level.path.clone(), cells);
    }
    grid.blocks()
}

fn personal_data(security: &Security, at: &At<'_>) -> Vec<Inline> {
    match security.personal_data {
        None => at.get("personal_data"),
        Some(false) => at.words("personal_data", "The Provider does not handle [personal data]."),
        Some(true) => {
            let mut text = at.words("personal_data", "The Provider handles [personal data]");
            let role = match security.data_role {
                None => "",
                Some(DataRole::Processor) => " as a processor on behalf of the Customer",
                Some(DataRole::Controller) => " as a controller of its own",
                Some(DataRole::JointController) => " as a joint controller with the Customer",
            };
            text.extend(at.words("data_role", role));
            stopped(text)
        }
    }
}
