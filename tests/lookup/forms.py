"""The forms of the Reconciliation Service API 0.2, in our own words: what questions and answers must look like.

Written from the specification of the W3C community group (https://reconciliation-api.github.io/specs/0.2/), as JSON
schemas, which the answers of the dashboard, the questions of our client and the recorded replies are held to.
"""

from typing import Any

Form = dict[str, Any]
TEXT: Form = {"type": "string"}


def thing(properties: Form, *required: str, more: bool = True) -> Form:
    """An object with these properties."""
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": more}


def every(item: Form) -> Form:
    """A list of such items."""
    return {"type": "array", "items": item}


def keyed(item: Form) -> Form:
    """An object under whose keys, whatever they are, stand such items."""
    return {"type": "object", "additionalProperties": item}


NAMED = thing({"id": TEXT, "name": TEXT, "description": TEXT}, "id", "name")
KIND: Form = {"oneOf": [thing({"id": TEXT, "name": TEXT}, "id"), TEXT]}
PLACE = thing({"service_url": TEXT, "service_path": TEXT})
SUGGESTER = thing({**PLACE["properties"], "flyout_service_url": TEXT, "flyout_service_path": TEXT})
TEMPLATE = thing(
    {
        "url": {"type": "string", "pattern": r"\{\{id\}\}"},
        "width": {"type": "integer"},
        "height": {"type": "integer"},
    },
    "url",
)
SETTING = thing(
    {"type": {"enum": ["number", "text", "checkbox", "select"]}, "label": TEXT, "name": TEXT}, "type", "label", "name"
)
MANIFEST = thing(
    {
        "versions": {**every(TEXT), "contains": {"const": "0.2"}},
        "name": TEXT,
        "identifierSpace": TEXT,
        "schemaSpace": TEXT,
        "documentation": TEXT,
        "serviceVersion": TEXT,
        "logo": TEXT,
        "defaultTypes": {**every(KIND), "uniqueItems": True},
        "view": TEMPLATE,
        "feature_view": TEMPLATE,
        "preview": {**TEMPLATE, "required": ["url", "width", "height"]},
        "suggest": thing({"entity": SUGGESTER, "property": SUGGESTER, "type": SUGGESTER}),
        "extend": thing({"propose_properties": PLACE, "property_settings": every(SETTING)}),
    },
    "versions",
    "name",
    "identifierSpace",
    "schemaSpace",
)

VALUE: Form = {"oneOf": [TEXT, {"type": "number"}, {"type": "boolean"}, thing({"id": TEXT, "name": TEXT}, "id")]}
ASKED = thing({"pid": TEXT, "v": {"oneOf": [VALUE, every(VALUE)]}}, "pid", "v")
QUERY = thing(
    {
        "query": TEXT,
        "type": {"oneOf": [TEXT, every(TEXT)]},
        "limit": {"type": "number"},
        "properties": every(ASKED),
        "type_strict": {"enum": ["any", "should", "all"]},
    },
    more=False,
)
QUERIES = keyed({**QUERY, "anyOf": [{"required": ["query"]}, {"required": ["properties"]}]})

FEATURE = thing({"id": TEXT, "value": {"type": ["boolean", "number"]}})
CANDIDATE = thing(
    {
        **NAMED["properties"],
        "score": {"type": "number"},
        "match": {"type": "boolean"},
        "type": every(KIND),
        "features": every(FEATURE),
    },
    "id",
    "name",
    "score",
)
RESULTS = keyed(thing({"result": every(CANDIDATE)}, "result"))
SUGGESTED = thing({"result": every({**NAMED, "properties": {**NAMED["properties"], "notable": every(KIND)}})}, "result")

PROPOSED = thing({"type": TEXT, "limit": {"type": "number"}, "properties": every(NAMED)}, "properties")
EXTEND = thing({"ids": every(TEXT), "properties": every(thing({"id": TEXT, "settings": thing({})}, "id"))}, "ids")
EXTEND["required"].append("properties")
DATE: Form = {"type": "string", "pattern": r"^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$"}
GIVEN: Form = {
    "oneOf": [
        thing({}, more=False),
        thing(NAMED["properties"], "id", "name", more=False),
        thing({"str": TEXT}, "str", more=False),
        thing({"float": {"type": "number"}}, "float", more=False),
        thing({"int": {"type": "integer"}}, "int", more=False),
        thing({"date": DATE}, "date", more=False),
    ]
}
EXTENSION = thing(
    {
        "meta": every(thing({"id": TEXT, "name": TEXT, "type": thing({"id": TEXT}, "id")}, "id", "name")),
        "rows": keyed(keyed(every(GIVEN))),
    },
    "rows",
    "meta",
)
FORMS: dict[str, Form] = {
    "manifest": MANIFEST,
    "queries": QUERIES,
    "results": RESULTS,
    "suggested": SUGGESTED,
    "proposed": PROPOSED,
    "extend": EXTEND,
    "extension": EXTENSION,
}
