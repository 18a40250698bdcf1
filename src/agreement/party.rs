//! Who agrees, and the agreement this one hangs under.

use crate::value::{Date, Id, Lines, Need, Prose, Ref, Text, choice, record};

choice! {
    /// What a party does under the agreement.
    pub enum Role {
        Provider => "Provider",
        Customer => "Customer",
        Other => "Other party",
    }
}

choice! {
    /// Whether a party is an organisation or a person.
    pub enum PartyKind {
        Organisation => "Organisation",
        Individual => "Individual",
    }
}

choice! {
    /// What a contact is for.
    pub enum ContactPurpose {
        Operations => "Operations",
        Incidents => "Incidents",
        Escalation => "Escalation",
        Claims => "Credit claims",
        Changes => "Contract changes",
        DataProtection => "Data protection",
        Security => "Security",
    }
}

record! {
    /// Someone to turn to, for one purpose.
    pub struct Contact ("contact") {
        /// Names the contact in paths; never printed.
        id: Id => "Id";
        /// Operations, escalation, claims and changes each need a contact. If one person serves them all, fill in one and
        /// press “Use for all contacts of this party”.
        purpose: ContactPurpose => "Purpose", need = Need::Required;
        /// A person or a desk that is staffed.
        name: Text => "Name", need = Need::Required, example = "Service desk";
        /// The function, so that the entry survives a change of staff.
        function: Text => "Function", example = "Service delivery manager";
        /// Where notices arrive and are read.
        email: Text => "E-mail", need = Need::Required, example = "service@provider.example";
        /// With country code.
        phone: Text => "Phone", example = "+44 117 496 0123";
    }
}

record! {
    /// A party to the agreement: the provider, the customer, or another that signs.
    pub struct Party ("party") {
        /// Names the party in paths; never printed.
        id: Id => "Id";
        /// Provider and customer exist once each; others may join, for example a guarantor.
        role: Role => "Role", need = Need::Required;
        /// An individual signs for themselves; an organisation through a signatory.
        kind: PartyKind => "Organisation or individual";
        /// As it stands in the commercial register or in the passport, with the legal form.
        legal_name: Text => "Legal name", need = Need::Required, example = "Northwind Hosting Ltd";
        /// What the text calls the party from then on.
        short_name: Text => "Short name", need = Need::Required, example = "Northwind";
        /// Register and number; for an individual, what identifies them.
        registration: Text => "Registration", need = Need::Required, example = "company number 01234567, Companies House; HRB 12345, Amtsgericht Berlin";
        /// Registered office, where notices can be served.
        address: Prose => "Address", need = Need::Required, example = "12 Harbour Street, Bristol BS1 4QA, United Kingdom";
        /// Who signs; for an individual this may stay empty.
        signatory: Text => "Signatory", need = Need::Recommended, example = "Jane Doe";
        /// The authority to sign: office or power of attorney.
        signatory_title: Text => "Title of the signatory", need = Need::Recommended, example = "Managing director";
        /// Whom to turn to for what.
        contacts: Vec<Contact> => "Contacts", need = Need::Recommended;
    }
}

choice! {
    /// Which text wins where two disagree.
    pub enum Precedence {
        ThisAgreement => "This agreement prevails",
        ThisForServiceLevels => "This agreement prevails for service levels only",
        Parent => "The parent agreement prevails",
    }
}

record! {
    /// The master agreement this one belongs to, if any.
    pub struct ParentAgreement ("parent agreement") {
        /// Leave empty when this agreement stands alone.
        title: Text => "Title", example = "Master services agreement";
        /// Number or file reference of the parent agreement.
        reference: Text => "Reference", example = "MSA-2025-014";
        /// The day it was signed.
        date: Option<Date> => "Date";
        /// Which document wins where both rule on the same matter.
        precedence: Option<Precedence> => "Order of precedence", need = Need::Recommended;
        /// Defined terms taken over from it; they are not reported as undefined here.
        imported_terms: Lines => "Imported terms", example = "Confidential Information";
    }
}

record! {
    /// A signature line, for one party.
    pub struct Signature ("signature") {
        /// Names the signature block in paths; never printed.
        id: Id => "Id";
        /// Whose signature this is.
        party: Ref => "Party", need = Need::Required, refers = "parties";
        /// Who signs; empty prints a line to write on.
        name: Text => "Name", example = "Jane Doe";
        /// Their office or authority.
        title: Text => "Title", example = "Managing director";
        /// Where it is signed.
        place: Text => "Place", example = "Berlin";
        /// When it is signed; empty prints a line to write on.
        date: Option<Date> => "Date";
    }
}
