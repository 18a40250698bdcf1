//! The parts that forms are built from. One helper, [`field_ui`], draws every field; reflection says which.

mod calendar;
mod choice;
mod clause;
mod clean;
mod complete;
mod context;
mod date;
mod details;
mod exact;
mod field;
mod focus;
mod group;
mod icons;
mod list;
mod long_list;
mod mark;
mod read_only;
mod reading;
mod refs;
mod row;
mod small;
mod spec;
pub mod spoken;
mod text;

pub use context::{Form, hand_over};
pub use field::{Field, Kind, field_ui};
pub use focus::{keep_focus_in_view, place_of, resume_focus};
pub use group::{card_ui, node_ui, some_fields_ui};
pub use icons::{Icon, icon_button_ui, icon_ui, paint};
pub use list::{has_room, room_ui};
pub use long_list::{keep_arrows, long_list_ui};
pub use mark::{icon_of, ink_of, problem_ui};
pub use row::{DELETE, DUPLICATE, MOVE_DOWN, MOVE_UP};
pub use small::{folding_ui, primary_button_ui, row_button_ui, row_sense_ui};
pub use spec::{Place, place};
