"""Holds OpenSLO files against the schema of that project, against what its specification adds in words, and against
the agreement they were made from."""

import copy
import json
from pathlib import Path

import jsonschema
import yaml
from referencing import Registry, Resource

SCHEMAS = Path(__file__).parent.parent / "tests" / "data" / "openslo"
PARTS = {"Service": "service-spec", "SLI": "sli-spec", "SLO": "slo-spec"}


def _load():
    schemas = {path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")}
    # The specification has this budgeting method; the schema lags behind it.
    schemas["slo-spec"]["properties"]["spec"]["properties"]["budgetingMethod"]["enum"].append("RatioTimeslices")
    named = [(schema["$id"], Resource.from_contents(schema)) for schema in schemas.values() if "$id" in schema]
    return schemas, Registry().with_resources(named)


_SCHEMAS, _REGISTRY = _load()


def _validator(name):
    return jsonschema.Draft7Validator(_SCHEMAS[name], registry=_REGISTRY)


def documents(path):
    """The documents of a file; dates and numbers only where the writer meant them."""
    return [document for document in yaml.safe_load_all(path.read_text("utf-8")) if document is not None]


def problems_of(found):
    """Everything that is wrong with a list of documents."""
    problems = []
    for document in found:
        label = f"{document.get('kind')} {document.get('metadata', {}).get('name')}"
        if document.get("kind") not in PARTS:
            problems.append(f"{label}: a kind we do not write")
            continue
        for schema in ("general", PARTS[document["kind"]], "specification"):
            for error in _validator(schema).iter_errors(document):
                problems.append(f"{label}: {'/'.join(map(str, error.path))}: {error.message[:200]}")
    names = {kind: [d["metadata"].get("name") for d in found if d.get("kind") == kind] for kind in PARTS}
    for kind, own in names.items():
        if len(own) != len(set(own)):
            problems.append(f"{kind}: a name stands twice: {own}")
    for slo in (d for d in found if d.get("kind") == "SLO"):
        spec = slo["spec"]
        if spec.get("service") not in names["Service"]:
            problems.append(f"SLO {slo['metadata'].get('name')}: no service {spec.get('service')}")
        if spec.get("indicatorRef") not in names["SLI"]:
            problems.append(f"SLO {slo['metadata'].get('name')}: no indicator {spec.get('indicatorRef')}")
    if sorted(names["SLI"]) != sorted(names["SLO"]):
        problems.append("an indicator without objective, or the other way round")
    return problems


def damaged(found):
    """Copies of good documents, each with one thing that must be noticed, and what it is."""

    def changed(what, kind, change):
        again = copy.deepcopy(found)
        change(next(d for d in again if d["kind"] == kind))
        return what, again

    def spec(key, value):
        return lambda d: d["spec"].__setitem__(key, value)

    def objective(key, value):
        return lambda d: d["spec"]["objectives"][0].__setitem__(key, value)

    def window(key, value):
        return lambda d: d["spec"]["timeWindow"][0].__setitem__(key, value)

    def name(value):
        return lambda d: d["metadata"].__setitem__("name", value)

    return [
        changed("a target of 100 %", "SLO", objective("target", 1)),
        changed("a target as a text", "SLO", objective("target", "0.999")),
        changed("an unknown budgeting method", "SLO", spec("budgetingMethod", "Sometimes")),
        changed("an unknown service", "SLO", spec("service", "nowhere")),
        changed("a long description", "SLO", spec("description", "x" * 1051)),
        changed("a length without a unit", "SLO", window("duration", "1")),
        changed("a calendar without a zone", "SLO", window("calendar", {"startTime": "2026-01-01 00:00:00"})),
        changed("a day without a time", "SLO", window("calendar", {"startTime": "2026-01-01", "timeZone": "Europe/Berlin"})),
        changed("a rolling window with a calendar", "SLO", window("isRolling", True)),
        changed("a second indicator", "SLO", spec("indicator", {"metadata": {"name": "other"}})),
        changed("slices without a length", "SLO", lambda d: d["spec"].update(budgetingMethod="Timeslices", objectives=[{"target": 0.9}])),
        changed("a limit without a comparison", "SLO", objective("value", 3)),
        changed("a name with capitals", "SLI", name("Uptime")),
        changed("a long name", "SLI", name("x" * 64)),
        changed("an indicator without a measure", "SLI", lambda d: d["spec"].clear()),
        changed("a long display name", "Service", lambda d: d["metadata"].__setitem__("displayName", "x" * 64)),
        changed("a bad key of an annotation", "Service", lambda d: d["metadata"]["annotations"].__setitem__("a b", "c")),
        changed("another version", "Service", lambda d: d.__setitem__("apiVersion", "openslo/v2")),
        ("a document twice", found + found[:1]),
    ]
