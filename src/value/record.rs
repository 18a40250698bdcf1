//! `record!` and `choice!`: data types that describe themselves.

/// Declares a record of the saved data. The doc comment of a field is its help text in the form; the label follows
/// `=>`, then any of `need`, `example`, `refers`, `group`.
///
/// ```text
/// record! {
///     /// Who signs.
///     pub struct Signatory ("signatory") {
///         /// Given name and family name.
///         name: Text => "Name", need = Need::Required, example = "Jane Doe";
///     }
/// }
/// ```
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        pub struct $Name:ident ($noun:literal) {
            $(
                $(#[doc = $help:literal])+
                $field:ident : $ty:ty => $label:literal $(, $key:ident = $value:expr)* ;
            )*
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $Name {
            $(
                $(#[doc = $help])+
                #[serde(skip_serializing_if = "crate::value::Node::is_blank")]
                pub $field: $ty,
            )*
        }

        impl $crate::value::Record for $Name {
            const SPEC: &'static $crate::value::RecordSpec = &$crate::value::RecordSpec {
                name: stringify!($Name),
                noun: $noun,
                help: concat!($($doc),+),
                fields: &[$(
                    $crate::value::FieldSpec {
                        $($key: record!(@value $key $value),)*
                        ..$crate::value::FieldSpec::new(
                            stringify!($field),
                            $label,
                            concat!($($help),+),
                            <$ty as $crate::value::Described>::shape,
                        )
                    },
                )*],
            };

            fn differences(&self, other: &Self) -> Vec<&'static str> {
                let mut names = Vec::new();
                $(if self.$field != other.$field {
                    names.push(stringify!($field));
                })*
                names
            }

            fn take_over(&mut self, field: &str, other: &Self) {
                $(if field == stringify!($field) {
                    self.$field.clone_from(&other.$field);
                })*
            }
        }

        impl $crate::value::Described for $Name {
            fn shape() -> $crate::value::Shape {
                $crate::value::Shape::Record(<Self as $crate::value::Record>::SPEC)
            }
        }

        impl $crate::value::Node for $Name {
            fn shape(&self) -> $crate::value::Shape {
                $crate::value::Shape::Record(<Self as $crate::value::Record>::SPEC)
            }
            fn is_blank(&self) -> bool {
                *self == Self::default()
            }
            fn child(&self, name: &str) -> Option<&dyn $crate::value::Node> {
                $(if name == stringify!($field) {
                    return Some(&self.$field);
                })*
                None
            }
            fn each_field<'a>(
                &'a self,
                show: &mut dyn FnMut(&'static $crate::value::FieldSpec, &'a dyn $crate::value::Node),
            ) {
                let mut specs = <Self as $crate::value::Record>::SPEC.fields.iter();
                $(if let Some(spec) = specs.next() {
                    show(spec, &self.$field);
                })*
            }
            fn child_mut(&mut self, name: &str) -> Option<&mut dyn $crate::value::Node> {
                $(if name == stringify!($field) {
                    return Some(&mut self.$field);
                })*
                None
            }
        }
    };
    (@value refers $value:expr) => { Some($value) };
    (@value $key:ident $value:expr) => { $value };
}

/// Declares a closed list of values; the first is the default. Each has the label that is shown and printed.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])+
        pub enum $Name:ident {
            $( $(#[doc = $vdoc:literal])* $Variant:ident => $label:literal, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $Name {
            #[default]
            $( $(#[doc = $vdoc])* $Variant, )+
        }
        choice!(@impl $Name $($Variant => $label,)+);
    };
    (@impl $Name:ident $($Variant:ident => $label:literal,)+) => {
        impl $Name {
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The value in words, as shown and printed.
            pub fn label(self) -> &'static str {
                match self { $(Self::$Variant => $label,)+ }
            }
        }

        impl $crate::value::Leaf for $Name {
            const KIND: $crate::value::LeafKind = $crate::value::LeafKind::Choice(&[
                $($crate::value::Variant { name: stringify!($Variant), label: $label },)+
            ]);
            fn text(&self) -> String {
                match self { $(Self::$Variant => stringify!($Variant),)+ }.to_owned()
            }
            fn printed(&self) -> String {
                self.label().to_owned()
            }
            fn parse(text: &str) -> Result<Self, $crate::value::ValueError> {
                let wanted = $crate::value::fold_choice(text);
                $(if wanted == $crate::value::fold_choice(stringify!($Variant))
                    || wanted == $crate::value::fold_choice($label) {
                    return Ok(Self::$Variant);
                })+
                Err($crate::value::ValueError::new(
                    format!("{} is not one of the choices", $crate::value::quoted(text)),
                    concat!("use one of", $(" ", stringify!($Variant)),+),
                ))
            }
        }
    };
}

pub(crate) use {choice, record};

/// Folds the spellings of a choice together: case, spaces, hyphens and underscores do not count.
pub fn fold_choice(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
