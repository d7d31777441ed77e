"""What is wrong with a workspace file, in plain words and with the line."""

import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.setup.lines import Path, line_of

_WORDS = {
    "missing": "is missing",
    "string_type": "must be a text, in quotes",
    "string_too_short": "is empty",
    "string_too_long": "is longer than {max_length} characters",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "tuple_type": "must be a list, in [ ]",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "too_short": "is an empty list",
    "too_long": "has more than {max_length} entries",
    "literal_error": "must be {expected}",
    "value_error": "{error}",
}


class FileError(Exception):
    """The workspace file can't be used: what is wrong, a sentence each, in the order of the file. Nothing was changed."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the value at a path of the file."""

    path: Path
    what: str


def in_order(problems: Iterable[Problem], lines: dict[Path, int]) -> list[str]:
    """The problems in the order of the file: “line 42, activities[3].date: there is no 31 February”"""
    placed = sorted(((line_of(lines, p.path) or 0, p) for p in problems), key=lambda pair: pair[0])
    return [f"{f'line {line}, ' if line else ''}{written(p.path)}: {p.what}" for line, p in placed]


def written(path: Path) -> str:
    """``activities[3].date``; elements are counted from 1, as people do."""
    words = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.removeprefix(".")


def probably(word: str, known: Iterable[str]) -> str:
    """“; did you mean "date"?”, or nothing."""
    close = difflib.get_close_matches(word.lower(), list(known), 1, 0.6)
    return f'; did you mean "{close[0]}"?' if close else ""


def syntax(error: tomllib.TOMLDecodeError) -> str:
    """TOML that can't be read at all."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error), re.DOTALL)
    if found is None:
        return f"the file is not valid TOML: {error}"
    place = f"line {found[2]}, column {found[3]}" if found[2] else "at the end of the file"
    return f"{place}: this is not valid TOML: {found[1][:1].lower()}{found[1][1:]}"


def explain(error: ErrorDetails, model: type[BaseModel]) -> Problem:
    """A pydantic error as a sentence."""
    path = tuple(part for part in error["loc"] if part != "[key]")
    if error["type"] == "extra_forbidden":
        what = f"there is no such key{probably(str(path[-1]), _keys_beside(path, model))}"
    elif error["loc"][-1:] == ("[key]",):
        what = f"there is no such kind{probably(str(path[-1]), ('event', 'news', 'campaign', 'report', 'deadline'))}"
    else:
        context: dict[str, Any] = error.get("ctx", {})
        what = _WORDS.get(error["type"], error["msg"]).format(**context)
    return Problem(path, what)


def _keys_beside(path: Path, model: type[BaseModel]) -> list[str]:
    """The keys that the table has in which an unknown one stands."""
    for part in path[:-1]:
        if isinstance(part, str):
            inner = _model_in(model.model_fields[part].annotation)
            if inner is None:
                return []
            model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
