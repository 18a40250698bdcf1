//! Proofs across the rooms: what a drafter types is what every export says, whatever they type.
//!
//! The snapshots hold the text of each example, as Markdown and as read out of the tagged PDF. To accept a change:
//! `INSTA_UPDATE=always cargo test --release --test proofs golden`; the schema of the JSON is written anew likewise, by
//! `INSTA_UPDATE=always cargo test --release --test proofs json_schema`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod anything;
mod canonical;
mod clauses;
mod compared;
mod damage;
mod docx;
mod drafts;
mod expected;
mod fonts;
mod golden;
mod hostile;
mod html;
mod json_schema;
mod left_out;
mod markdown;
mod museum;
mod own_clauses;
mod pdf;
mod pdf_text;
mod random;
mod ruins;
mod settling;
mod values_lead;
