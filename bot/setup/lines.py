"""On which line of a TOML text a value stands: tomllib tells it for syntax errors only."""

import tomllib
from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]


def locate(text: str) -> dict[Path, int]:
    """The line (from 1) of every table and key, by path such as ``("activities", 3, "date")``. `text` must be valid TOML."""
    lines: dict[Path, int] = {}
    last: dict[Path, int] = {}  # the index of the newest element of every array of tables
    table: Path = ()
    for number, chunk in _statements(text):
        parsed = tomllib.loads(chunk)
        if chunk.lstrip().startswith("["):
            table = _enter(parsed, last)
            lines.setdefault(table, number)
        else:
            for key, value in parsed.items():
                _note(lines, (*table, key), value, number)
    return lines


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a path, or of the nearest thing around it. None if that is the file itself."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each header or key with its value, and the line that it begins on: what is on several lines is whole once it parses."""
    start, chunk = 1, ""
    for number, line in enumerate(text.split("\n"), 1):
        if not chunk:
            start = number
        chunk += line + "\n"
        try:
            tomllib.loads(chunk)
        except tomllib.TOMLDecodeError:
            continue
        yield start, chunk
        chunk = ""


def _enter(header: dict[str, Any], last: dict[Path, int]) -> Path:
    """The path of a table whose header was parsed alone. A `[[header]]` begins the next element."""
    path: Path = ()
    node: Any = header
    while node:
        key = next(iter(node))
        path, node = (*path, key), node[key]
        if isinstance(node, list):
            last[path] = last.get(path, -1) + 1
            node = node[0]
        if path in last:
            path = (*path, last[path])
    return path


def _note(lines: dict[Path, int], path: Path, value: Any, number: int) -> None:
    lines.setdefault(path, number)
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        _note(lines, (*path, key), item, number)
