//! Continuity, security and data.

use crate::value::{Duration, Id, Lines, Need, Percent, Prose, Text, choice, record};

record! {
    /// Continuity and backup.
    pub struct Continuity ("continuity") {
        /// Most data that may be lost, counted back from the failure.
        rpo: Option<Duration> => "Recovery point (RPO)", need = Need::Required, example = "24h";
        /// Longest time until the service works again after a disaster.
        rto: Option<Duration> => "Recovery time (RTO)", need = Need::Required, example = "8h";
        /// How often a backup is made; not longer than the recovery point.
        backup_interval: Option<Duration> => "Backup every", need = Need::Recommended, example = "24h";
        /// How long backups are kept.
        retention: Option<Duration> => "Backups kept for", need = Need::Recommended, example = "30d";
        /// Where backups are kept.
        location: Text => "Backup location", example = "Second data centre, more than 50 km away";
        /// How often a restore is tried.
        test_interval: Option<Duration> => "Restore tested every", need = Need::Recommended, example = "3mo";
        /// What else the continuity plan provides.
        plan: Prose => "Continuity plan";
    }
}

record! {
    /// How soon weaknesses of one severity are mended.
    pub struct PatchLevel ("patch level") {
        /// Names the entry in paths; never printed.
        id: Id => "Id";
        /// Severity as the industry rates it.
        severity: Text => "Severity", need = Need::Required, example = "Critical (CVSS 9.0 or more)";
        /// Time from the fix being available.
        within: Option<Duration> => "Mended within", need = Need::Required, example = "7d";
        /// Share that must be in time.
        share: Option<Percent> => "Share (%)", example = "95";
    }
}

choice! {
    /// The provider's role for personal data.
    pub enum DataRole {
        Processor => "processor on the customer’s behalf",
        Controller => "controller",
        JointController => "joint controller",
    }
}

record! {
    /// Security, personal data and audit.
    pub struct Security ("security") {
        /// How soon after detection the customer is told of a security incident.
        incident_notice: Option<Duration> => "Incident notice within", need = Need::Required, example = "24h", group = "Security";
        /// How soon weaknesses are mended.
        patching: Vec<PatchLevel> => "Patch levels", need = Need::Recommended, group = "Security";
        /// Measures that are promised, one a line.
        measures: Lines => "Measures", example = "Two-factor sign-in for administrators", group = "Security";
        /// Certificates kept up, one a line.
        certificates: Lines => "Certificates", need = Need::Recommended, example = "ISO/IEC 27001", group = "Security";
        /// Whether personal data is handled.
        personal_data: Option<bool> => "Personal data is handled", need = Need::Recommended, group = "Personal data";
        /// The provider's role for it.
        data_role: Option<DataRole> => "Provider acts as", group = "Personal data";
        /// The data-processing agreement that applies.
        processing_agreement: Text => "Data-processing agreement", example = "DPA of 2026-01-10", group = "Personal data";
        /// Countries or places where data lies, one a line.
        data_locations: Lines => "Data locations", need = Need::Recommended, example = "Ireland", group = "Personal data";
        /// Rule for subcontractors.
        subcontractors: Prose => "Subcontractors", need = Need::Recommended, example = "Listed in the parent agreement; changes announced 30 days ahead with a right to object", group = "Personal data";
        /// The customer's right to audit.
        audit: Prose => "Audit right", need = Need::Recommended, example = "Once a year on 30 days' notice, and after each serious incident", group = "Audit";
    }
}
