"""Slack's own description of its Web API (2020), as far as the sandbox has the methods, and how an answer differs."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]
DESCRIPTION: Json = json.loads((Path(__file__).parent / "web_api_2020.json").read_text(encoding="utf-8"))
METHODS: dict[str, Json] = DESCRIPTION["methods"]
DEFINITIONS: dict[str, Json] = DESCRIPTION["definitions"]
TYPES: dict[str, type | tuple[type, ...]] = {
    "array": list, "boolean": bool, "integer": int, "null": type(None), "number": (int, float), "object": dict, "string": str,
}  # fmt: skip


def differences(schema: Json, value: Any, where: str) -> Iterator[str]:
    """What of a value is not as described: `place: what`. Places within a definition begin with its name."""
    if reference := schema.get("$ref"):
        name = reference.rpartition("/")[2]
        yield from differences(DEFINITIONS[name], value, name)
    elif isinstance(schema.get("items"), list) and schema.get("type") != "array":
        # This is how the description says "one of these".
        candidates = [list(differences(each, value, where)) for each in schema["items"]]
        yield from min(candidates, key=len)
    elif not is_of(schema.get("type"), value):
        yield f"{where}: is {type(value).__name__}"
    elif isinstance(value, dict):
        yield from of_object(schema, value, where)
    elif isinstance(value, list) and (items := schema.get("items")):
        union = {"items": items} if isinstance(items, list) else items
        for each in value:
            yield from differences(union, each, f"{where}[]")
    else:
        if value not in schema.get("enum", [value]):
            yield f"{where}: not one of the values"
        if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
            yield f"{where}: does not look so"


def of_object(schema: Json, value: Json, where: str) -> Iterator[str]:
    """What of an object is not as described."""
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{where}: lacks {name}"
    for name, held in value.items():
        if name in properties:
            yield from differences(properties[name], held, f"{where}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{where}: has {name}"


def is_of(kind: str | list[str] | None, value: Any) -> bool:
    """Whether a value is of a JSON type, or of one of several."""
    kinds = [kind] if isinstance(kind, str) else kind or []
    if isinstance(value, bool):
        return not kinds or "boolean" in kinds
    return not kinds or any(isinstance(value, TYPES[each]) for each in kinds)
