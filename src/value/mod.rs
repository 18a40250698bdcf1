//! Exact values, and the reflection that every form, path and check uses.

mod path;

pub use path::FieldPath;
