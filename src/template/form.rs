//! A template with the drafts that come with it, and the library of the forms that are built in.

use super::Compiled;
use crate::draft::{Draft, ReadError, TemplateRef, from_ron, read_located};
use crate::value::{Date, Id};
use std::sync::{Arc, OnceLock};

/// A form of agreement: its template, the draft a new agreement starts with, and a complete example.
#[derive(Clone, Debug)]
pub struct Form {
    template: Compiled,
    start: Draft,
    example: Draft,
}

impl Form {
    /// Reads the three files of a form.
    ///
    /// # Errors
    /// Where one of them cannot be read, with line, column and field.
    pub fn read(template: &str, start: &str, example: &str) -> Result<Self, ReadError> {
        Ok(Self {
            template: Compiled::new(read_located(template)?),
            start: from_ron(start.as_bytes())?,
            example: from_ron(example.as_bytes())?,
        })
    }

    pub fn template(&self) -> &Compiled {
        &self.template
    }

    /// What a new draft starts with.
    pub fn start(&self) -> &Draft {
        &self.start
    }

    /// A complete, clean sample agreement.
    pub fn example(&self) -> &Draft {
        &self.example
    }

    /// A new draft with this id, made on that day.
    pub fn begin(&self, id: Id, created: Option<Date>) -> Draft {
        Draft {
            id,
            created,
            template: TemplateRef {
                id: self.template.id.clone(),
                version: self.template.version.parse().unwrap_or_default(),
            },
            ..self.start.clone()
        }
    }
}

/// Template, start and example of every built-in form, in the order of the gallery.
const BUNDLED: &[(&str, &str, &str)] = &[
    (
        include_str!("../../templates/cloud-hosting/template.ron"),
        include_str!("../../templates/cloud-hosting/start.ron"),
        include_str!("../../templates/cloud-hosting/example.ron"),
    ),
    (
        include_str!("../../templates/outsourced-staffing/template.ron"),
        include_str!("../../templates/outsourced-staffing/start.ron"),
        include_str!("../../templates/outsourced-staffing/example.ron"),
    ),
];

/// The built-in forms. Tests make sure that every one of them loads.
pub fn library() -> &'static [Arc<Form>] {
    static LIBRARY: OnceLock<Vec<Arc<Form>>> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let read = |(t, s, e): &(&str, &str, &str)| Form::read(t, s, e).ok().map(Arc::new);
        BUNDLED.iter().filter_map(read).collect()
    })
}

/// The built-in form with this id.
pub fn find(id: &str) -> Option<Arc<Form>> {
    library().iter().find(|f| f.template().id.as_str() == id).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_form_loads() {
        for (template, start, example) in BUNDLED {
            Form::read(template, start, example).unwrap_or_else(|e| panic!("{e}"));
        }
        assert_eq!(library().len(), BUNDLED.len());
    }
}
