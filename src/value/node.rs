//! Reflection over the saved data: every field is reached by its [`FieldPath`](super::FieldPath), described by a
//! [`FieldSpec`], and read and written as text. Forms, the command line, placeholders, checks over all texts and
//! undo names are all built on it, so a new field appears everywhere at once.

use super::{ValueError, printed};

/// One place in a draft: a single value, a record of fields, or a list of records.
pub trait Node {
    fn shape(&self) -> Shape;
    /// Nothing has been entered here.
    fn is_blank(&self) -> bool;
    /// The canonical text of a single value; empty for records and lists.
    fn text(&self) -> String {
        String::new()
    }
    /// The text of a single value that is a text, without copying it.
    fn as_str(&self) -> Option<&str> {
        None
    }
    /// A single value as it stands in the text of a contract; see [`printed`].
    fn printed(&self) -> String {
        String::new()
    }
    /// Whether the canonical text of a single value is this one.
    fn reads(&self, text: &str) -> bool {
        self.text() == text
    }
    /// Replaces a single value by what `text` says; the empty text clears an optional one.
    ///
    /// # Errors
    /// When the text is not such a value, or this is a record or a list.
    fn set_text(&mut self, _text: &str) -> Result<(), ValueError> {
        Err(ValueError::new("This is a group of fields, not a single value", "name one field inside it"))
    }
    /// The field of a record, or the item of a list with this id.
    fn child(&self, _name: &str) -> Option<&dyn Node> {
        None
    }
    fn child_mut(&mut self, _name: &str) -> Option<&mut dyn Node> {
        None
    }
    /// Shows every field of a record, in their order: quicker than asking for each by its name.
    fn each_field<'a>(&'a self, _show: &mut dyn FnMut(&'static FieldSpec, &'a dyn Node)) {}
    fn as_list(&self) -> Option<&dyn ListNode> {
        None
    }
    fn as_list_mut(&mut self) -> Option<&mut dyn ListNode> {
        None
    }
}

/// A list whose items carry ids.
pub trait ListNode {
    fn ids(&self) -> Vec<String>;
    fn len(&self) -> usize;
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The item at a position; the way to visit all of a long list.
    fn at(&self, index: usize) -> Option<&dyn Node>;
    fn item(&self, id: &str) -> Option<&dyn Node>;
    /// Adds a blank item with this id before position `at` (or at the end). False when the id is taken, empty or none.
    fn insert(&mut self, at: usize, id: &str) -> bool;
    /// Adds a copy of `id`, named `copy`, just behind it. False when `id` is absent or `copy` is taken.
    fn duplicate(&mut self, id: &str, copy: &str) -> bool;
    /// False when the id is absent.
    fn remove(&mut self, id: &str) -> bool;
    /// Moves an item to position `to` (clamped). False when nothing moved.
    fn move_to(&mut self, id: &str, to: usize) -> bool;
    fn spec(&self) -> &'static RecordSpec;
}

#[derive(Clone, Copy, Debug)]
pub enum Shape {
    Leaf(LeafKind),
    Record(&'static RecordSpec),
    /// A list of such records.
    List(&'static RecordSpec),
}

/// What a single value is; decides how a form edits it and what `set` accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeafKind {
    /// One line.
    Text,
    /// Paragraphs.
    Prose,
    /// A list of short texts, one a line.
    Lines,
    Id,
    /// The id of an item of another list ([`FieldSpec::refers`]).
    Ref,
    /// Several such ids, separated by commas.
    Refs,
    Whole,
    Number,
    Percent,
    Money,
    Currency,
    Duration,
    Date,
    /// A date, or a rule that names one day of every year.
    DayOff,
    Time,
    Weekdays,
    Zone,
    YesNo,
    Choice(&'static [Variant]),
}

impl LeafKind {
    /// Whether what is typed is read as a value, so that it may be none: a number, an amount, a time, a place in time.
    pub fn is_read(self) -> bool {
        matches!(
            self,
            Self::Whole
                | Self::Number
                | Self::Percent
                | Self::Money
                | Self::Currency
                | Self::Duration
                | Self::Date
                | Self::DayOff
                | Self::Time
                | Self::Zone
        )
    }

    /// The kind in plain words, for messages and `paths`.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Prose => "long text",
            Self::Lines => "list of texts, one a line",
            Self::Id => "id (a-z, 0-9, hyphen)",
            Self::Ref => "id of an item",
            Self::Refs => "ids, separated by commas",
            Self::Whole => "whole number",
            Self::Number => "number, like 12.5",
            Self::Percent => "percentage, like 99.95",
            Self::Money => "amount, like 1250.00 EUR",
            Self::Currency => "currency code, like EUR",
            Self::Duration => "duration, like 30min, 4h, 5bd, 12mo",
            Self::Date => "date, like 2026-01-31",
            Self::DayOff => "day, like 2026-12-25, 25 December, Good Friday or first Monday of May",
            Self::Time => "time of day, like 09:00",
            Self::Weekdays => "weekdays, like Mon-Fri",
            Self::Zone => "time zone, like Europe/Berlin",
            Self::YesNo => "yes or no",
            Self::Choice(_) => "one of a list",
        }
    }
}

/// One value of a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// As saved and as typed on the command line.
    pub name: &'static str,
    /// As shown and printed.
    pub label: &'static str,
}

#[derive(Debug)]
pub struct RecordSpec {
    /// The Rust name, for example `Metric`.
    pub name: &'static str,
    /// One such thing in words: "metric".
    pub noun: &'static str,
    pub help: &'static str,
    pub fields: &'static [FieldSpec],
}

impl RecordSpec {
    pub fn field(&self, name: &str) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|f| f.name == name)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Without it the agreement is incomplete.
    Required,
    /// Good agreements have it.
    Recommended,
    Optional,
}

#[derive(Debug)]
pub struct FieldSpec {
    pub name: &'static str,
    pub label: &'static str,
    pub(crate) help: &'static str,
    /// A plausible entry, shown while the field is empty.
    pub example: &'static str,
    pub need: Need,
    /// The list whose ids a `Ref` or `Refs` field holds.
    pub refers: Option<&'static str>,
    /// Heading under which a long form shows the field.
    pub group: &'static str,
    pub(crate) shape: fn() -> Shape,
}

impl FieldSpec {
    pub const fn new(
        name: &'static str,
        label: &'static str,
        help: &'static str,
        shape: fn() -> Shape,
    ) -> Self {
        Self { name, label, help, example: "", need: Need::Optional, refers: None, group: "", shape }
    }

    /// What the field is for, in a sentence or two.
    pub fn help(&self) -> &'static str {
        self.help.trim()
    }

    pub fn shape(&self) -> Shape {
        (self.shape)()
    }
}

/// A type whose shape is known without a value.
pub trait Described {
    fn shape() -> Shape;
}

/// A single value that reads and writes itself as text.
pub trait Leaf: Clone + PartialEq {
    const KIND: LeafKind;
    fn text(&self) -> String;
    /// # Errors
    /// When the text is not such a value.
    fn parse(text: &str) -> Result<Self, ValueError>;
    /// Whether this counts as "nothing entered"; choices and numbers never do.
    fn is_blank(&self) -> bool {
        false
    }
    /// The text itself, where the value is one.
    fn as_str(&self) -> Option<&str> {
        None
    }
    /// As [`printed`] says it.
    fn printed(&self) -> String {
        printed(Self::KIND, &self.text())
    }
    /// Whether the canonical text is this one.
    fn reads(&self, text: &str) -> bool {
        self.text() == text
    }
}

/// A record of fields; see the `record!` macro.
pub trait Record: Node + Default + Clone + PartialEq {
    const SPEC: &'static RecordSpec;

    /// The names of the fields in which two records differ, in their order.
    fn differences(&self, other: &Self) -> Vec<&'static str>;

    /// Makes the field of this name what it is in the other record; nothing where there is none of that name.
    fn take_over(&mut self, field: &str, other: &Self);
}

impl<T: Leaf> Described for T {
    fn shape() -> Shape {
        Shape::Leaf(T::KIND)
    }
}

impl<T: Leaf> Described for Option<T> {
    fn shape() -> Shape {
        Shape::Leaf(T::KIND)
    }
}

impl<T: Record> Described for Vec<T> {
    fn shape() -> Shape {
        Shape::List(T::SPEC)
    }
}

impl<T: Leaf> Node for T {
    fn shape(&self) -> Shape {
        Shape::Leaf(T::KIND)
    }
    fn is_blank(&self) -> bool {
        Leaf::is_blank(self)
    }
    fn text(&self) -> String {
        Leaf::text(self)
    }
    fn as_str(&self) -> Option<&str> {
        Leaf::as_str(self)
    }
    fn printed(&self) -> String {
        Leaf::printed(self)
    }
    fn reads(&self, text: &str) -> bool {
        Leaf::reads(self, text)
    }
    fn set_text(&mut self, text: &str) -> Result<(), ValueError> {
        *self = T::parse(text)?;
        Ok(())
    }
}

impl<T: Leaf> Node for Option<T> {
    fn shape(&self) -> Shape {
        Shape::Leaf(T::KIND)
    }
    fn is_blank(&self) -> bool {
        self.as_ref().is_none_or(Leaf::is_blank)
    }
    fn text(&self) -> String {
        self.as_ref().map(Leaf::text).unwrap_or_default()
    }
    fn as_str(&self) -> Option<&str> {
        self.as_ref().and_then(Leaf::as_str)
    }
    fn printed(&self) -> String {
        self.as_ref().map(Leaf::printed).unwrap_or_default()
    }
    fn set_text(&mut self, text: &str) -> Result<(), ValueError> {
        *self = if text.trim().is_empty() { None } else { Some(T::parse(text)?) };
        Ok(())
    }
}

impl<T: Record> Node for Vec<T> {
    fn shape(&self) -> Shape {
        Shape::List(T::SPEC)
    }
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
    fn child(&self, name: &str) -> Option<&dyn Node> {
        self.item(name)
    }
    fn child_mut(&mut self, name: &str) -> Option<&mut dyn Node> {
        self.iter_mut().find(|r| has_id(*r, name)).map(|r| r as &mut dyn Node)
    }
    fn as_list(&self) -> Option<&dyn ListNode> {
        Some(self)
    }
    fn as_list_mut(&mut self) -> Option<&mut dyn ListNode> {
        Some(self)
    }
}

impl<T: Record> ListNode for Vec<T> {
    fn ids(&self) -> Vec<String> {
        self.iter().map(|r| id_of(r)).collect()
    }
    fn len(&self) -> usize {
        Vec::len(self)
    }
    fn at(&self, index: usize) -> Option<&dyn Node> {
        self.get(index).map(|r| r as &dyn Node)
    }
    fn item(&self, id: &str) -> Option<&dyn Node> {
        self.iter().find(|r| has_id(*r, id)).map(|r| r as &dyn Node)
    }
    fn insert(&mut self, at: usize, id: &str) -> bool {
        let mut record = T::default();
        if !set_id(&mut record, id) || self.item(&id_of(&record)).is_some() {
            return false;
        }
        Vec::insert(self, at.min(self.len()), record);
        true
    }
    fn duplicate(&mut self, id: &str, copy: &str) -> bool {
        let Some(at) = self.iter().position(|r| has_id(r, id)) else { return false };
        let Some(mut record) = self.get(at).cloned() else { return false };
        if !set_id(&mut record, copy) || self.item(&id_of(&record)).is_some() {
            return false;
        }
        Vec::insert(self, at + 1, record);
        true
    }
    fn remove(&mut self, id: &str) -> bool {
        let before = self.len();
        self.retain(|r| !has_id(r, id));
        self.len() != before
    }
    fn move_to(&mut self, id: &str, to: usize) -> bool {
        let Some(from) = self.iter().position(|r| has_id(r, id)) else { return false };
        let to = to.min(self.len() - 1);
        if from == to {
            return false;
        }
        let record = Vec::remove(self, from);
        Vec::insert(self, to, record);
        true
    }
    fn spec(&self) -> &'static RecordSpec {
        T::SPEC
    }
}

/// The id of an item of a list; empty for a record without one.
pub fn id_of(record: &dyn Node) -> String {
    record.child("id").map(Node::text).unwrap_or_default()
}

fn has_id(record: &dyn Node, id: &str) -> bool {
    match record.child("id") {
        Some(own) => own.reads(id),
        None => id.is_empty(),
    }
}

fn set_id(record: &mut dyn Node, id: &str) -> bool {
    !id.trim().is_empty() && record.child_mut("id").is_some_and(|field| field.set_text(id).is_ok())
}
