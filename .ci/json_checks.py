"""Holds JSON exports against the schema that the program ships."""

import copy
import json
import os
import re

import jsonschema

import text_checks as text
from tally import run

_SCHEMA = json.loads(run(os.environ["PROGRAM"], "export", "--json-schema").stdout)
jsonschema.Draft7Validator.check_schema(_SCHEMA)
_VALIDATOR = jsonschema.Draft7Validator(_SCHEMA)


def problems_of(value):
    return [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in _VALIDATOR.iter_errors(value)]


def problems(path):
    return problems_of(json.loads(path.read_text("utf-8")))


def _strings(node):
    """What is printed of a part of the document, in its order."""
    if isinstance(node, list):
        for item in node:
            yield from _strings(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            match key:
                case "Text":
                    yield value
                case "Value" | "TermRef" | "TermDef" | "CrossRef":
                    yield value["text"]
                case "Missing":
                    yield f"[{value['label']}]"
                case "align" | "anchor" | "annex" | "id" | "ordered" | "path" | "weight":
                    pass
                case _:
                    yield from _strings(value)
    elif isinstance(node, str) and node not in ("PageBreak", "Break"):
        yield node


def words(path):
    """The words of all sections without spaces, as the other formats print them below the title page."""
    return text.squeezed(list(_strings(json.loads(path.read_text("utf-8"))["sections"])))


# What plain text sets between a key and its value, between cells, before items, and where something is to be written.
_BETWEEN = re.compile(r"[:|-]*\.*[:|-]*")


def untold(path, told):
    """Of all that the document says from its title page on, the first that is missing in `told`, or has words before it
    that it does not say; empty when there is none."""
    found = json.loads(path.read_text("utf-8"))
    meta = found["meta"]
    front = [meta[name] for name in ("form", "title", "reference", "version", "status", "parties", "facts", "overview")]
    at = 0
    for piece in _strings([front, found["sections"]]):
        piece = text.squeezed([piece])
        start = told.find(piece, at)
        if start < 0 or not _BETWEEN.fullmatch(told, at, start):
            return f"{piece!r} behind {told[max(0, at - 60) : at]!r}, where it says {told[at : at + 60]!r}"
        at = start + len(piece)
    return "" if _BETWEEN.fullmatch(told, at) else f"nothing says {told[at : at + 60]!r}"


def damaged(path):
    """Copies of a good file, each with one thing that must be noticed, and what it is."""
    good = json.loads(path.read_text("utf-8"))

    def changed(what, change):
        again = copy.deepcopy(good)
        change(again)
        return what, again

    metric = lambda value: value["agreement"]["metrics"][0]
    return [
        changed("another version", lambda v: v.update(clausewright_document=1)),
        changed("a target that a reader would round", lambda v: metric(v).update(target=99.9)),
        changed("an unknown kind", lambda v: metric(v).update(kind="Uptime")),
        changed("an unknown field", lambda v: v["agreement"].update(price="1.00 EUR")),
        changed("an amount without a currency", lambda v: v["agreement"]["services"][0].update(fee="100.00")),
        changed("no title page", lambda v: v.pop("meta")),
        changed("an unknown block", lambda v: v["sections"][0]["clauses"][0]["blocks"].append({"Picture": []})),
    ]
