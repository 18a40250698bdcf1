//! What several dialogs say; what only one of them says stands in its own `mod words`.

pub const CANCEL: &str = "Cancel";
pub const CLOSE: &str = "Close";
pub const REASON: &str = "Reason";
pub const REASON_FIRST: &str = "Write a reason first";
pub const OPEN_UNSAVED: &str = "Open as unsaved";
