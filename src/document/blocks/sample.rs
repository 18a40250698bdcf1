//! A complete agreement for tests.
