//! What is published about each agreement, read without any type of the program.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};

fn decimal<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

fn end<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
    decimal(from).map(Some)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    pub id: String,
    /// Who published it; in the file for its readers.
    #[serde(rename = "provider")]
    _provider: String,
    pub target: Option<Target>,
    #[serde(default)]
    pub tiers: Vec<Row>,
    #[serde(default)]
    pub points: Vec<Points>,
    /// What the catalogue says must be found, and where.
    pub expected: Vec<Expected>,
}

#[derive(Deserialize)]
pub struct Target {
    pub op: String,
    #[serde(deserialize_with = "decimal")]
    pub value: Decimal,
}

/// A row of a table of credits, with the signs exactly as published.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    #[serde(default, deserialize_with = "end")]
    pub gte: Option<Decimal>,
    #[serde(default, deserialize_with = "end")]
    pub gt: Option<Decimal>,
    #[serde(default, deserialize_with = "end")]
    pub lt: Option<Decimal>,
    #[serde(default, deserialize_with = "end")]
    pub lte: Option<Decimal>,
    #[serde(deserialize_with = "decimal")]
    pub credit: Decimal,
}

#[derive(Deserialize)]
pub struct Points {
    pub from: u32,
    pub to: Option<u32>,
    #[serde(deserialize_with = "decimal")]
    pub credit: Decimal,
}

#[derive(Deserialize)]
pub struct Expected {
    pub code: String,
    /// How the path of the finding begins.
    pub at: String,
}

pub fn all() -> Vec<Facts> {
    serde_json::from_str(include_str!("facts.json")).unwrap()
}

pub fn of(id: &str) -> Facts {
    all().into_iter().find(|f| f.id == id).unwrap_or_else(|| panic!("nothing is published as {id}"))
}
