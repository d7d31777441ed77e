"""Derives tests/sandbox/web_api_2020.json from Slack's OpenAPI description of its Web API.

    python -m scripts.derive_web_api PATH/TO/slack_web_openapi_v2.json

The description is of https://github.com/slackapi/slack-api-specs (2020, MIT); only the facts that
tests/sandbox/test_openapi.py needs are kept, of the methods that the sandbox has.
"""

import json
import sys
from pathlib import Path
from typing import Any

from sandbox.api.methods import METHODS

TARGET = Path(__file__).parents[1] / "tests" / "sandbox" / "web_api_2020.json"
SOURCE = "Facts from Slack's OpenAPI description of its Web API, 1.7.0: https://github.com/slackapi/slack-api-specs"
LICENCE = "MIT, Copyright (c) 2018 Slack Technologies, Inc."
KEPT = {"$ref", "additionalProperties", "enum", "items", "pattern", "properties", "required", "type"}
# Objects of which the comparison needs nothing but that they are there.
OPAQUE = {"objs_comment", "objs_external_org_migrations", "objs_file", "objs_icon", "objs_primary_owner"}

Json = dict[str, Any]


def derive(description: Json) -> Json:
    """The facts as JSON."""
    methods = {
        name: facts(*next(iter(found.items())))
        for name in sorted(METHODS)
        if (found := description["paths"].get(f"/{name}"))
    }
    definitions: Json = {}
    wanted = references(methods)
    while wanted:
        name = wanted.pop()
        definition = {} if name in OPAQUE else pruned(description["definitions"][name])
        definitions[name] = definition
        wanted |= references(definition) - definitions.keys()
    return {
        "source": SOURCE,
        "licence": LICENCE,
        "methods": methods,
        "definitions": dict(sorted(definitions.items())),
    }


def facts(verb: str, method: Json) -> Json:
    """What there is to know of one method."""
    arguments = [each for each in method["parameters"] if each["name"] != "token"]
    failure = method["responses"]["default"]["schema"].get("properties", {})
    return {
        "verb": verb,
        "arguments": sorted(each["name"] for each in arguments),
        "required": sorted(each["name"] for each in arguments if each.get("required")),
        "scopes": sorted(scope for each in method["security"] for scope in each["slackAuth"]),
        "success": pruned(method["responses"]["200"]["schema"]),
        "failure": sorted(failure),
        "errors": sorted(failure.get("error", {}).get("enum", ())),
    }


def pruned(schema: Any, *, names: bool = False) -> Any:
    """A schema without titles and descriptions; `names` are the names of properties, which all stay."""
    if isinstance(schema, list):
        return [pruned(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if names or key in KEPT}
    return {key: pruned(value, names=key == "properties" and not names) for key, value in kept.items()}


def references(schema: Any) -> set[str]:
    """The names of the definitions that a schema refers to."""
    if isinstance(schema, dict):
        own = {schema["$ref"].rpartition("/")[2]} if isinstance(schema.get("$ref"), str) else set()
        return own.union(*map(references, schema.values()))
    return set().union(*map(references, schema)) if isinstance(schema, list) else set()


def written(derived: Json) -> str:
    """The facts as a file: a method or definition a line."""
    parts = [f"{json.dumps(key)}: {json.dumps(derived[key])}" for key in ("source", "licence")]
    for key in ("methods", "definitions"):
        rows = (f"{json.dumps(name)}: {compact(row)}" for name, row in derived[key].items())
        parts.append(f'"{key}": {{\n' + ",\n".join(rows) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def compact(row: Json) -> str:
    """JSON without spaces."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    TARGET.write_text(
        written(derive(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))), encoding="utf-8"
    )
