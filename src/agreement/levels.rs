//! Multi-level agreements: policies for everyone, for a group, for a service.

use crate::value::{Id, Need, Number, Prose, Ref, Text, choice, record};

choice! {
    /// To whom a policy applies.
    pub enum Level {
        Corporate => "Corporate",
        Group => "Group",
        Service => "Service",
    }
}

choice! {
    /// How a requirement is compared; the stricter of two is decided by it.
    pub enum Comparator {
        AtLeast => "at least",
        AtMost => "at most",
        Exactly => "exactly",
    }
}

record! {
    /// A department or customer group with its own level.
    pub struct Group ("group") {
        /// Names the group where it is referred to.
        id: Id => "Id";
        /// What everyone calls it.
        name: Text => "Name", need = Need::Required, example = "Finance";
        /// Who belongs to it.
        members: Text => "Members", need = Need::Recommended, example = "Accounting, controlling and treasury";
        /// Why it has a level of its own.
        reason: Prose => "Why its own level", example = "Payment data and closing dates";
        /// Who speaks for it.
        contact: Text => "Contact", example = "Head of finance";
    }
}

record! {
    /// A requirement on one level. A group or service may override a corporate one only by something at least as strict.
    pub struct Policy ("policy") {
        /// Names the policy in paths and overrides.
        id: Id => "Id";
        /// What it is about; policies on one topic meet.
        topic: Text => "Topic", need = Need::Required, example = "Password length";
        /// To whom it applies.
        level: Level => "Level", need = Need::Required;
        /// The group, for a policy on group level.
        group: Ref => "Group", refers = "groups";
        /// The service, for a policy on service level.
        service: Ref => "Service", refers = "services";
        /// What is counted or measured.
        quantity: Text => "Quantity", example = "length of a password";
        /// How the value binds.
        comparator: Option<Comparator> => "Comparison";
        /// The number.
        value: Option<Number> => "Value", example = "12";
        /// Unit of the number.
        unit: Text => "Unit", example = "characters";
        /// The policy in a sentence.
        statement: Prose => "Statement", need = Need::Required;
        /// The policy of a wider level that this one replaces.
        overrides: Ref => "Overrides", refers = "policies";
    }
}
