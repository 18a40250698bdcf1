//! Leaves over native types, and the macro that makes a type a leaf saved as a string.

use super::{Leaf, LeafKind, ValueError, quoted};

/// Makes a type with `Display` and `FromStr<Err = ValueError>` a leaf that is saved as a string. Such a value is never
/// blank, unless it is a text (`as_str`, read without copying) or says itself when it is (`blank = ...`). One that a
/// contract prints in other words than it is saved says them (`printed = ...`).
macro_rules! text_leaf {
    ($Type:ty, $kind:expr) => {
        text_leaf!(@leaf $Type, $kind, {});
    };
    ($Type:ty, $kind:expr, as_str) => {
        text_leaf!(@leaf $Type, $kind, {
            fn is_blank(&self) -> bool {
                self.as_str().is_empty()
            }
            fn reads(&self, text: &str) -> bool {
                self.as_str() == text
            }
            fn as_str(&self) -> Option<&str> {
                Some(self.as_str())
            }
            fn printed(&self) -> String {
                self.as_str().to_owned()
            }
        });
    };
    ($Type:ty, $kind:expr, blank = $blank:expr) => {
        text_leaf!(@leaf $Type, $kind, {
            fn is_blank(&self) -> bool {
                $blank(self)
            }
        });
    };
    ($Type:ty, $kind:expr, printed = $printed:expr) => {
        text_leaf!(@leaf $Type, $kind, {
            fn printed(&self) -> String {
                $printed(self)
            }
        });
    };
    (@leaf $Type:ty, $kind:expr, { $($more:tt)* }) => {
        impl $crate::value::Leaf for $Type {
            const KIND: $crate::value::LeafKind = $kind;
            fn text(&self) -> String {
                self.to_string()
            }
            fn parse(text: &str) -> Result<Self, $crate::value::ValueError> {
                text.parse()
            }
            $($more)*
        }

        impl serde::Serialize for $Type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use text_leaf;

impl Leaf for bool {
    const KIND: LeafKind = LeafKind::YesNo;
    fn text(&self) -> String {
        if *self { "yes" } else { "no" }.to_owned()
    }
    fn parse(text: &str) -> Result<Self, ValueError> {
        match text.trim().to_lowercase().as_str() {
            "yes" | "true" | "y" | "on" => Ok(true),
            "no" | "false" | "n" | "off" => Ok(false),
            _ => Err(ValueError::new(format!("{} is neither yes nor no", quoted(text)), "write yes or no")),
        }
    }
}

impl Leaf for u32 {
    const KIND: LeafKind = LeafKind::Whole;
    fn text(&self) -> String {
        self.to_string()
    }
    fn parse(text: &str) -> Result<Self, ValueError> {
        text.trim().parse().map_err(|_| {
            ValueError::new(
                format!("{} is not a whole number", quoted(text)),
                "write digits only, from 0 to 4294967295",
            )
        })
    }
}
