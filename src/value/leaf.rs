//! Leaves over native types, and the macro that makes a type a leaf saved as a string.

use super::{Leaf, LeafKind, ValueError, quoted};

/// Makes a type with `Display` and `FromStr<Err = ValueError>` a leaf that is saved as a string. Such a value is never
/// blank, unless it is a text (`as_str`, compared without copying) or says itself when it is (`blank = ...`).
macro_rules! text_leaf {
    ($Type:ty, $kind:expr) => {
        text_leaf!($Type, $kind, blank = |_: &$Type| false);
    };
    ($Type:ty, $kind:expr, as_str) => {
        text_leaf!(@leaf $Type, $kind, |v: &$Type| v.as_str().is_empty(), |v: &$Type, text: &str| v.as_str() == text);
    };
    ($Type:ty, $kind:expr, blank = $blank:expr) => {
        text_leaf!(@leaf $Type, $kind, $blank, |v: &$Type, text: &str| v.to_string() == text);
    };
    (@leaf $Type:ty, $kind:expr, $blank:expr, $same:expr) => {
        impl $crate::value::Leaf for $Type {
            const KIND: $crate::value::LeafKind = $kind;
            fn text(&self) -> String {
                self.to_string()
            }
            fn parse(text: &str) -> Result<Self, $crate::value::ValueError> {
                text.parse()
            }
            fn is_blank(&self) -> bool {
                $blank(self)
            }
            fn reads(&self, text: &str) -> bool {
                $same(self, text)
            }
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
