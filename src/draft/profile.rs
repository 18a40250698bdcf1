//! The kind of business an agreement is for.

use crate::value::choice;

choice! {
    /// The kind of business, which decides which rules apply.
    pub enum Profile {
        Cloud => "cloud",
        ManagedService => "managed service",
        Network => "network",
        PublicSector => "public sector",
        Staffing => "staffing",
        Corporate => "corporate",
    }
}
