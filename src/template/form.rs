//! A template with the drafts that come with it.

use super::{Compiled, Fault, FormError, Template, check, read_template};
use crate::agreement::Answer;
use crate::draft::{Draft, KeptSection, TemplateRef, from_ron};
use crate::value::{Date, Id};

/// A form of agreement: its template, the draft a new agreement starts with, and a complete example.
#[derive(Clone, Debug)]
pub struct Form {
    template: Compiled,
    start: Draft,
    example: Draft,
}

impl Form {
    /// Reads the three files of a form and checks the template whole.
    ///
    /// # Errors
    /// Where one of them cannot be read, with line, column and field; and everything that is wrong in the template.
    pub fn read(template: &[u8], start: &[u8], example: &[u8]) -> Result<Self, FormError> {
        let form = Self::read_unchecked(template, start, example)?;
        let faults = form.faults();
        if faults.is_empty() {
            return Ok(form);
        }
        Err(FormError::Faults { id: form.template.id.to_string(), faults })
    }

    /// As [`Form::read`] for files whose meaning was checked before: the built-in ones are, by the tests.
    pub(super) fn read_unchecked(template: &[u8], start: &[u8], example: &[u8]) -> Result<Self, FormError> {
        let mut form = Self {
            template: Compiled::new(read_template(template)?),
            start: from_ron(start).map_err(FormError::Start)?,
            example: from_ron(example).map_err(FormError::Example)?,
        };
        // A finished agreement was read by those who made it.
        let mut meant: Vec<_> = form.as_proposed(&form.example).iter().map(|s| s.id.clone()).collect();
        let section = |b: &super::Binding| form.section_of_binding(b).is_some_and(|s| meant.contains(&s.id));
        let open = form.open_bindings(&form.example).into_iter().filter(|b| !section(b));
        let apart: Vec<_> = open.map(|b| b.id.clone()).collect();
        meant.extend(apart);
        form.example.kept.extend(meant.into_iter().map(|id| KeptSection { id }));
        Ok(form)
    }

    /// Everything wrong in the template and in its fit with the drafts.
    fn faults(&self) -> Vec<Fault> {
        let mut faults = check::check(&self.template, &self.start);
        let mut add = |place: &str, message: String| {
            faults.push(Fault { place: place.to_owned(), line: None, message });
        };
        for (place, draft) in [("start draft", &self.start), ("example", &self.example)] {
            if draft.template.id != self.template.id {
                add(place, format!("it is made from “{}”; name this template", draft.template.id));
            }
            for answer in &draft.agreement.answers {
                match self.template.questions.iter().find(|q| q.id == answer.id) {
                    None => {
                        add(place, format!("it answers “{}”, which the template does not ask", answer.id))
                    }
                    Some(question) => {
                        if let Err(error) = question.check(&answer.value) {
                            add(place, format!("the answer to “{}” is none. {error}", answer.id));
                        }
                    }
                }
            }
        }
        for question in self.template.questions.iter().filter(|q| q.required) {
            if self.example.agreement.answer(&question.id).is_none_or(|a| a.trim().is_empty()) {
                add("example", format!("it leaves the question “{}” open; answer it", question.id));
            }
        }
        faults
    }

    /// A template with the draft that it is to be filled in from, for its text alone.
    ///
    /// # Errors
    /// Everything that is wrong in the template.
    pub fn of_template(template: Template, start: Draft) -> Result<Self, FormError> {
        let form = Self { template: Compiled::new(template), example: start.clone(), start };
        let faults = check::check(&form.template, &form.start);
        match faults.is_empty() {
            true => Ok(form),
            false => Err(FormError::Faults { id: form.template.id.to_string(), faults }),
        }
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

    /// A new draft with this id, made on that day. Every question of the template has an answer, the default one or
    /// an empty one.
    pub fn begin(&self, id: Id, created: Option<Date>) -> Draft {
        let mut draft = Draft {
            id,
            created,
            template: TemplateRef {
                id: self.template.id.clone(),
                version: self.template.version.parse().unwrap_or_default(),
            },
            ..self.start.clone()
        };
        for question in &self.template.questions {
            if draft.agreement.answer(&question.id).is_none() {
                let value = question.default.parse().unwrap_or_default();
                draft.agreement.answers.push(Answer { id: question.id.clone(), value });
            }
        }
        draft
    }
}
