//! Continuity, security, personal data, audit.

use super::at::At;
use super::grid::Grid;
use super::rows::Rows;
use super::{Context, bulleted};
use crate::agreement::{DataRole, Security};
use crate::document::{Block, Inline};

pub(super) fn continuity(cx: &Context<'_>) -> Vec<Block> {
    let at = At::new(cx, "continuity", &cx.draft.agreement.continuity);
    let rows = Rows::new()
        .say(&at, "Recovery point (RPO)", "rpo", "Data of at most {rpo} before the failure may be lost.")
        .say(&at, "Recovery time (RTO)", "rto", "The service works again within {rto} after a disaster.")
        .say(&at, "Backup", "backup_interval", "Every {backup_interval}")
        .say(&at, "Backups kept", "retention", "For {retention}")
        .field(&at, "Backup location", "location")
        .say(&at, "Restore test", "test_interval", "Every {test_interval}")
        .field(&at, "Continuity plan", "plan");
    rows.blocks()
}

pub(super) fn security(cx: &Context<'_>) -> Vec<Block> {
    let security = &cx.draft.agreement.security;
    let at = At::new(cx, "security", security);
    let mut blocks = bulleted(&at, "The Provider keeps up these measures:", "measures");
    blocks.extend(patching(security, &at));
    let rows = Rows::new()
        .say(
            &at,
            "Security incidents",
            "incident_notice",
            "The Provider tells the Customer within {incident_notice} after it has detected the incident.",
        )
        .field(&at, "Certificates", "certificates")
        .add("Personal data", personal_data(security, &at))
        .field(&at, "Data-processing agreement", "processing_agreement")
        .field(&at, "Data locations", "data_locations")
        .field(&at, "Subcontractors", "subcontractors")
        .field(&at, "Audit", "audit");
    blocks.extend(rows.blocks());
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
        Some(false) => vec![at.worded("personal_data", "The Provider does not handle personal data.")],
        Some(true) => {
            let role = match security.data_role {
                None => return vec![at.worded("personal_data", "The Provider handles personal data.")],
                Some(DataRole::Processor) => "as a processor on behalf of the Customer.",
                Some(DataRole::Controller) => "as a controller of its own.",
                Some(DataRole::JointController) => "as a joint controller with the Customer.",
            };
            let handles = at.worded("personal_data", "The Provider handles personal data");
            vec![handles, Inline::Text(" ".to_owned()), at.worded("data_role", role)]
        }
    }
}
