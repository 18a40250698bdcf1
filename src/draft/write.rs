//! Draft to bytes, canonically: same draft, same bytes, one field a line.

use super::Draft;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;

/// One set of options for both directions; the recursion limit is far above what the model can nest.
pub(crate) fn ron_options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(512)
}

/// The file's text.
///
/// # Errors
/// Only if the serialiser fails, which no value of the model makes it do.
pub fn to_ron(draft: &Draft) -> Result<String, ron::Error> {
    let pretty = PrettyConfig::new()
        .new_line("\n")
        .indentor("    ")
        .struct_names(false)
        .separate_tuple_members(false)
        .enumerate_arrays(false)
        .escape_strings(true);
    let mut text = ron_options().to_string_pretty(draft, pretty)?;
    text.push('\n');
    Ok(text)
}
