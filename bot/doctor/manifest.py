"""Reads the app's manifest, which is YAML of the plainest kind: no parser for all of YAML is needed for it.

Understood are mappings and lists in block style, strings (bare or in double quotes), true and false, and comments on their own lines.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PATH = Path(__file__).parents[2] / "manifest.yaml"

Line = tuple[int, str]


class _Lines:
    """The lines with their indentation, one by one."""

    def __init__(self, text: str) -> None:
        self._lines: Iterator[Line] = (
            (len(line) - len(line.lstrip()), line.strip())
            for line in text.splitlines()
            if line.strip() and not line.strip().startswith("#")
        )
        self.current = next(self._lines, None)

    def move(self) -> None:
        self.current = next(self._lines, None)

    def replace(self, line: Line) -> None:
        self.current = line


def read(text: str) -> Any:
    """The value of a manifest. Raises ValueError for what is beyond the plainest YAML."""
    lines = _Lines(text)
    value = _block(lines, 0)
    if lines.current is not None:
        raise ValueError(f"{lines.current[1]!r} stands too far out or in")
    return value


def scopes(path: Path = PATH) -> frozenset[str]:
    """The scopes that the bot's token needs. Raises OSError if the manifest is not there."""
    manifest = read(path.read_text(encoding="utf-8"))
    return frozenset(manifest["oauth_config"]["scopes"]["bot"])


def _block(lines: _Lines, indent: int) -> Any:
    """A mapping or a list whose lines have this indentation."""
    if lines.current is not None and lines.current[1].startswith("- "):
        return list(_items(lines, indent))
    return dict(_pairs(lines, indent))


def _items(lines: _Lines, indent: int) -> Iterator[Any]:
    while lines.current is not None and lines.current[0] == indent and lines.current[1].startswith("- "):
        rest = lines.current[1][2:].strip()
        if _is_pair(rest):
            # "- key: value" begins a mapping, whose other lines stand under the key.
            lines.replace((indent + 2, rest))
            yield _block(lines, indent + 2)
        else:
            lines.move()
            yield _scalar(rest)


def _pairs(lines: _Lines, indent: int) -> Iterator[tuple[str, Any]]:
    while lines.current is not None and lines.current[0] == indent:
        line = lines.current[1]
        if not _is_pair(line):
            raise ValueError(f"{line!r} is no key with a value")
        key, _, rest = line.partition(":")
        lines.move()
        if rest.strip():
            yield key, _scalar(rest.strip())
        elif lines.current is not None and lines.current[0] > indent:
            yield key, _block(lines, lines.current[0])
        else:
            yield key, None


def _is_pair(text: str) -> bool:
    """A colon ends a key only before a space or the line's end: `chat:write` is a string."""
    return not text.startswith('"') and (": " in text or text.endswith(":"))


def _scalar(text: str) -> Any:
    if text in ("true", "false") or text.startswith('"'):
        return json.loads(text)
    if text[0] in "'[{&*!|>%@`" or " #" in text or ": " in text:
        raise ValueError(f"{text!r} needs double quotes")
    return text
