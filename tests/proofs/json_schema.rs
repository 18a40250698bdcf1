//! The schema of the JSON in the assets is that of the types, and the exports keep to it.

use clausewright::agreement::Agreement;
use clausewright::document::assemble;
use clausewright::draft::TemplateRef;
use clausewright::export::json::{SHAPE, export};
use clausewright::template::library;
use clausewright::value::{Described, LeafKind, RecordSpec, Shape};
use serde_json::{Map, Value, json};

const AT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/json/agreement.schema.json");

/// The schema as the types say it: the agreement from its own description, the document by hand.
fn made() -> Value {
    let mut records = Map::new();
    let agreement = of_shape(&<Agreement as Described>::shape(), &mut records);
    let form = of_shape(&<TemplateRef as Described>::shape(), &mut records);
    let mut all = document_shapes();
    all.append(&mut records);
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "An agreement as Clausewright exports it",
        "description": format!("What was agreed as data, and the document that says it. Exact values are strings. \
            This is version {SHAPE} of the shape; the version grows when a reader would have to change."),
        "type": "object",
        "additionalProperties": false,
        "required": ["clausewright_document", "draft_mark", "form", "agreement", "meta", "sections"],
        "properties": {
            "clausewright_document": { "const": SHAPE, "description": "The version of this shape." },
            "draft_mark": {
                "type": ["string", "null"],
                "description": "Set while the agreement is not ready to be signed, such as DRAFT · 3 open problems.",
            },
            "form": form,
            "agreement": agreement,
            "meta": { "$ref": "#/definitions/Meta" },
            "sections": list_of("Section", "Numbered sections first, annexes after them."),
        },
        "definitions": all,
    })
}

fn of_shape(shape: &Shape, records: &mut Map<String, Value>) -> Value {
    match shape {
        Shape::Leaf(kind) => of_leaf(*kind),
        Shape::Record(spec) => of_record(spec, records),
        Shape::List(spec) => json!({ "type": "array", "items": of_record(spec, records) }),
    }
}

fn of_record(spec: &'static RecordSpec, records: &mut Map<String, Value>) -> Value {
    let place = json!({ "$ref": format!("#/definitions/{}", spec.name) });
    if records.contains_key(spec.name) {
        return place;
    }
    records.insert(spec.name.to_owned(), Value::Null);
    let mut properties = Map::new();
    for field in spec.fields {
        let mut shape = of_shape(&field.shape(), records);
        let help = format!("{}: {}", field.label, field.help());
        match shape.as_object_mut() {
            Some(map) if !map.contains_key("$ref") => {
                let more = map.get("description").and_then(Value::as_str).map(|d| format!(" {d}"));
                map.insert("description".to_owned(), (help + &more.unwrap_or_default()).into());
            }
            _ => shape = json!({ "description": help, "allOf": [shape] }),
        }
        properties.insert(field.name.to_owned(), shape);
    }
    let record = json!({
        "description": spec.help.trim(),
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    });
    records.insert(spec.name.to_owned(), record);
    place
}

fn text(pattern: &str, what: &str) -> Value {
    json!({ "type": "string", "pattern": pattern, "description": what })
}

fn of_leaf(kind: LeafKind) -> Value {
    match kind {
        LeafKind::Text | LeafKind::Prose => json!({ "type": "string" }),
        LeafKind::Lines => json!({ "type": "array", "items": { "type": "string" } }),
        LeafKind::Id => text("^[a-z0-9-]*$", "Unique in its list."),
        LeafKind::Ref => text("^[a-z0-9-]*$", "The id of an item of another list."),
        LeafKind::Refs => {
            json!({ "type": "array", "items": { "type": "string", "pattern": "^[a-z0-9-]+$" } })
        }
        LeafKind::Whole => json!({ "type": "integer", "minimum": 0 }),
        LeafKind::Number => text(r"^-?\d+(\.\d+)?$", "An exact number."),
        LeafKind::Percent => text(r"^-?\d+(\.\d+)?$", "An exact percentage, without its sign."),
        LeafKind::Money => text(r"^-?\d+(\.\d+)? [A-Z]{3}$", "An exact amount with its currency."),
        LeafKind::Currency => text("^[A-Z]{3}$", "A currency by its code of ISO 4217."),
        LeafKind::Duration => text(
            r"^\d+(s|min|h|bh|d|bd|wk|mo|y)$",
            "A whole number of seconds, minutes, hours, business hours, days, business days, weeks, months or years.",
        ),
        LeafKind::Date => text(r"^\d{4}-\d{2}-\d{2}$", "A day."),
        LeafKind::DayOff => json!({
            "type": "string",
            "description": "A day, such as 2026-12-25, or one of every year: 25 December, Good Friday, first Monday of May.",
        }),
        LeafKind::Time => text(r"^\d{2}:\d{2}$", "A time of day; 24:00 is the end of the day."),
        LeafKind::Weekdays => {
            json!({ "type": "string", "description": "Days of the week, such as Mon-Fri." })
        }
        LeafKind::Zone => json!({ "type": "string", "description": "A zone of the IANA database." }),
        LeafKind::YesNo => json!({ "type": "boolean" }),
        LeafKind::Choice(variants) => {
            let said: Vec<String> = variants.iter().map(|v| format!("{}: {}", v.name, v.label)).collect();
            let names: Vec<&str> = variants.iter().map(|v| v.name).collect();
            json!({ "enum": names, "description": said.join("; ") + "." })
        }
    }
}

fn list_of(name: &str, what: &str) -> Value {
    json!({ "type": "array", "description": what, "items": { "$ref": format!("#/definitions/{name}") } })
}

fn object(what: &str, properties: Value) -> Value {
    let optional = |shape: &Value| shape.get("optional").is_some();
    let mut properties = properties;
    let fields = properties.as_object_mut().unwrap();
    let required: Vec<String> = fields.iter().filter(|(_, s)| !optional(s)).map(|(k, _)| k.clone()).collect();
    for shape in fields.values_mut() {
        shape.as_object_mut().unwrap().remove("optional");
    }
    json!({
        "description": what,
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

/// One of several, each an object with the one key that names it, or that name alone.
fn one_of(what: &str, variants: &[(&str, Option<Value>)]) -> Value {
    let shapes: Vec<Value> = variants
        .iter()
        .map(|(name, inner)| match inner {
            Some(inner) => json!({
                "type": "object",
                "additionalProperties": false,
                "required": [name],
                "properties": { *name: inner },
            }),
            None => json!({ "const": name }),
        })
        .collect();
    json!({ "description": what, "oneOf": shapes })
}

fn document_shapes() -> Map<String, Value> {
    let words = |what: &str| json!({ "type": "string", "description": what });
    let inlines = |what: &str| list_of("Inline", what);
    let blocks = |what: &str| list_of("Block", what);
    let path = "The field of the agreement that it shows, as `clausewright paths` lists it.";
    let shown = |what: &str, name: &str| {
        object(what, json!({ "path": words(path), name: words("As it is printed.") }))
    };
    let term = |what: &str| {
        object(
            what,
            json!({
                "anchor": words("Of the definition."),
                "text": words("As it is printed."),
                "path": { "type": "string", "description": path, "optional": true },
            }),
        )
    };
    let shapes = json!({
        "Meta": object("What stands on the title page, in the running header and in the file's properties.", json!({
            "id": words("The draft; stable over its versions."),
            "title": inlines("The title."),
            "title_text": words("The title as plain text."),
            "form": words("The name of the form of agreement."),
            "reference": inlines("The reference."),
            "reference_text": words("The reference as plain text."),
            "version": words("The version of the text."),
            "status": words("Draft, In review or Final."),
            "language": words("BCP 47 tag of the language of the text."),
            "date": { "type": ["string", "null"], "description": "The day that dates the file." },
            "facts": list_of("KeyValue", "Rows of the title page below the parties."),
            "parties": list_of("PartyLine", "The parties as the title page names them."),
            "overview": blocks("The short presentation of parties, level of service and duration."),
        })),
        "PartyLine": object("A party on the title page.", json!({
            "role": words("Provider, Customer, ..."),
            "name": inlines("The legal name."),
            "details": { "type": "array", "items": inlines("Registration or address."), "description": "Lines below the name." },
            "short_name": inlines("What the text calls the party."),
        })),
        "Section": object("A section or an annex.", json!({
            "id": words("Stable name."),
            "number": words("7, or Annex A."),
            "title": words("The heading."),
            "anchor": words("Unique in the document; the same in web page and Markdown."),
            "annex": { "type": "boolean", "description": "Begins on a new page." },
            "path": words("The section of the form that fills it."),
            "clauses": list_of("Clause", "In their order."),
        })),
        "Clause": object("A clause.", json!({
            "id": words("Stable name."),
            "number": words("7.2; empty for an introduction."),
            "title": { "type": ["string", "null"], "description": "The heading." },
            "anchor": words("Unique in the document."),
            "path": words(path),
            "blocks": blocks("What it says."),
        })),
        "Block": one_of("A paragraph, or what stands in the place of one.", &[
            ("Paragraph", Some(inlines("Running text."))),
            ("Heading", Some(inlines("A heading inside a clause."))),
            ("List", Some(json!({ "$ref": "#/definitions/List" }))),
            ("Table", Some(json!({ "$ref": "#/definitions/Table" }))),
            ("KeyValues", Some(list_of("KeyValue", "Rows of names and values."))),
            ("Signatures", Some(list_of("SignatureBlock", "Where the parties sign."))),
            ("PageBreak", None),
        ]),
        "List": object("A list.", json!({
            "ordered": { "type": "boolean", "description": "Whether its items are numbered." },
            "items": list_of("ListItem", "In their order."),
        })),
        "ListItem": object("An item of a list.", json!({
            "label": words("(a) in an ordered list, else empty."),
            "blocks": blocks("What it says."),
        })),
        "Table": object("A table.", json!({
            "caption": inlines("What it shows."),
            "columns": list_of("Column", "From left to right."),
            "rows": list_of("Row", "From top to bottom, without the heading."),
        })),
        "Column": object("A column of a table.", json!({
            "title": inlines("Its heading."),
            "align": { "enum": ["Start", "End"], "description": "End for numbers." },
            "weight": { "type": "integer", "minimum": 1, "description": "Share of the width, relative to the others." },
        })),
        "Row": object("A row of a table.", json!({
            "path": { "type": ["string", "null"], "description": path },
            "cells": { "type": "array", "items": inlines("A cell."), "description": "One cell a column." },
        })),
        "KeyValue": object("A name and its value.", json!({
            "key": words("The name."),
            "value": inlines("The value; empty is a line to write on."),
        })),
        "SignatureBlock": object("Where one party signs.", json!({
            "heading": inlines("On whose behalf."),
            "lines": list_of("KeyValue", "Name, title, place, date."),
        })),
        "Inline": one_of("A piece of running text.", &[
            ("Text", Some(words("Plain text."))),
            ("Strong", Some(inlines("Strong text."))),
            ("Emphasis", Some(inlines("Emphasised text."))),
            ("Value", Some(shown("A value of the agreement.", "text"))),
            ("TermRef", Some(term("A defined term."))),
            ("CrossRef", Some(object("A reference to a section or clause.", json!({
                "anchor": words("Of the section or clause."),
                "text": words("As it is printed."),
            })))),
            ("Missing", Some(shown("A value that is not there yet.", "label"))),
            ("TermDef", Some(term("The place where a term is defined."))),
            ("Break", None),
            ("Marked", Some(object("What differs from an earlier text; only where changes are shown.", json!({
                "mark": { "enum": ["Inserted", "Deleted", "Note"] },
                "inner": inlines("The text."),
            })))),
        ]),
    });
    shapes.as_object().unwrap().clone()
}

#[test]
fn the_schema_in_the_assets_is_that_of_the_types() {
    let mut text = serde_json::to_string_pretty(&made()).unwrap();
    text.push('\n');
    if std::env::var_os("INSTA_UPDATE").is_some_and(|v| v == "always") {
        std::fs::write(AT, &text).unwrap();
    }
    let kept = std::fs::read_to_string(AT).unwrap();
    assert!(
        kept == text,
        "the shape has changed: raise SHAPE if a reader would have to change, then run this test with INSTA_UPDATE=always"
    );
}

/// What of a value the schema does not allow, by the few words of JSON Schema that it uses.
fn violations(value: &Value, shape: &Value, root: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(place) = shape["$ref"].as_str() {
        let name = place.strip_prefix("#/definitions/").unwrap();
        violations(value, &root["definitions"][name], root, at, found);
        return;
    }
    if let Some(parts) = shape["allOf"].as_array() {
        parts.iter().for_each(|part| violations(value, part, root, at, found));
    }
    if let Some(parts) = shape["oneOf"].as_array() {
        let held = |part: &&Value| {
            let mut own = Vec::new();
            violations(value, part, root, at, &mut own);
            own.is_empty()
        };
        if parts.iter().filter(held).count() != 1 {
            found.push(format!("{at}: none of the variants"));
        }
        return;
    }
    if let Some(names) = shape["enum"].as_array() {
        if !names.contains(value) {
            found.push(format!("{at}: {value}"));
        }
        return;
    }
    if let Some(only) = shape.get("const") {
        if only != value {
            found.push(format!("{at}: {value}"));
        }
        return;
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    match &shape["type"] {
        Value::Null => {}
        Value::Array(kinds) if kinds.iter().any(|k| k == kind) => {}
        Value::String(wanted) if wanted == kind => {}
        wanted => found.push(format!("{at}: {kind} instead of {wanted}")),
    }
    if let Value::Array(items) = value {
        for (n, item) in items.iter().enumerate() {
            violations(item, &shape["items"], root, &format!("{at}/{n}"), found);
        }
    }
    if let (Value::Object(fields), Some(known)) = (value, shape["properties"].as_object()) {
        for (name, field) in fields {
            match known.get(name) {
                Some(shape) => violations(field, shape, root, &format!("{at}/{name}"), found),
                None => found.push(format!("{at}: {name} is unknown")),
            }
        }
        for name in shape["required"].as_array().into_iter().flatten() {
            if !fields.contains_key(name.as_str().unwrap()) {
                found.push(format!("{at}: {name} is missing"));
            }
        }
    }
}

#[test]
fn every_example_has_the_documented_shape_and_says_what_was_agreed() {
    let schema = made();
    for form in library() {
        for draft in [form.example(), form.start()] {
            let text = export(draft, &assemble(draft, form), Some("DRAFT")).unwrap();
            let value: Value = serde_json::from_str(&text).unwrap();
            let mut found = Vec::new();
            violations(&value, &schema, &schema, "", &mut found);
            assert!(found.is_empty(), "{found:#?}");
            assert_eq!(
                (&value["clausewright_document"], &value["draft_mark"]),
                (&json!(SHAPE), &json!("DRAFT"))
            );
            assert_eq!(value["form"]["id"], draft.template.id.as_str());
            let metrics = value["agreement"]["metrics"].as_array().map_or(0, Vec::len);
            assert_eq!(metrics, draft.agreement.metrics.len());
        }
    }
}

#[test]
fn what_was_agreed_comes_back_whole() {
    for form in library() {
        let text = export(form.example(), &assemble(form.example(), form), None).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        let again: Agreement = serde_json::from_value(value["agreement"].clone()).unwrap();
        assert!(again == form.example().agreement, "{}", form.template().id);
    }
}

#[test]
fn the_shape_notices_what_does_not_belong() {
    let schema = made();
    let form = &library()[0];
    let text = export(form.example(), &assemble(form.example(), form), None).unwrap();
    let good: Value = serde_json::from_str(&text).unwrap();
    let damaged = |change: fn(&mut Value)| {
        let mut value = good.clone();
        change(&mut value);
        let mut found = Vec::new();
        violations(&value, &schema, &schema, "", &mut found);
        assert!(!found.is_empty());
    };
    damaged(|v| v["clausewright_document"] = json!(1));
    damaged(|v| v["agreement"]["metrics"][0]["target"] = json!(99.9));
    damaged(|v| v["agreement"]["metrics"][0]["kind"] = json!("Uptime"));
    damaged(|v| v["agreement"]["price"] = json!("1.00 EUR"));
    damaged(|v| v["sections"][0]["clauses"][0]["blocks"][0] = json!({ "Picture": [] }));
    damaged(|v| {
        v.as_object_mut().unwrap().remove("meta");
    });
}
