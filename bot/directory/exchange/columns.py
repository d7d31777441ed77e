"""The row with the names of the columns, understood: in any order, in any of the languages, as people write them. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from bot.blocks import clip
from bot.directory.exchange.column_names import BY_KEY, COLUMNS
from bot.directory.exchange.rows import MOST_COLUMNS
from bot.directory.profile.rules import one_line
from bot.directory.words.folding import fold

WHO: Final = ("email", "slack_id")  # one of them says whose row it is
LONGEST: Final = 100  # characters of a column's name


def _plain(name: str) -> str:
    return "".join(fold(name))


def _singular(name: str) -> str:
    """As `_plain`, whatever is in the plural: “Courriels”, “Job titles”."""
    return "".join(word.removesuffix("s") for word in fold(name))


_CALLED: Final = [(name, column.key) for column in COLUMNS for name in (column.key, *column.names)]
_BY_NAME: Final = {_plain(name): key for name, key in _CALLED}
_BY_SINGULAR: Final = {_singular(name): key for name, key in _CALLED}
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTS: Final = re.compile(r"[/|\n]|\s[-–—]\s")


def _key(cell: str) -> str | None:
    """The column that a cell names: whole, without what it adds in brackets, or in two languages, “Organisation / Organización”."""
    for name in (cell, _BRACKETS.sub(" ", cell)):
        key = _BY_NAME.get(_plain(name)) or _BY_SINGULAR.get(_singular(name))
        if key is not None:
            return key
    parts = _PARTS.split(cell)
    keys = {_key(part) for part in parts} - {None} if len(parts) > 1 else set()
    return keys.pop() if len(keys) == 1 else None


@dataclass(frozen=True, slots=True)
class Heading:
    """The first row of a table, understood. `at`: the place of each column that is read, counted from 0, and what it is called there."""

    at: dict[str, int] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()  # columns that nobody knows, each in a sentence
    width: int = 0  # how many columns there are


def known(cells: Sequence[str]) -> int:
    """How many columns the cells name."""
    return len({_key(cell) for cell in cells[:MOST_COLUMNS] if cell and len(cell) <= LONGEST} - {None})


def read_heading(cells: Sequence[str]) -> Heading:
    """Which column stands where, in any order and by any of its names."""
    found = Heading()
    problems: list[str] = []
    left_out: list[str] = []
    for place, cell in enumerate(cells):
        name = clip(one_line(cell), LONGEST)
        key = _key(cell) if len(cell) <= LONGEST else None
        if key is None:
            if name:
                left_out.append(f"the column “{name}” is left out{_probably(name)}")
        elif not BY_KEY[key].is_read:
            continue
        elif key in found.at:
            problems.append(f"the columns “{found.called[key]}” and “{name}” mean the same: keep one")
        else:
            found.at[key], found.called[key] = place, name
    if not any(key in found.at for key in WHO):
        problems.append(
            "there is no column “E-mail” and none “Slack ID”: nobody knows who the rows are about"
        )
    return Heading(found.at, found.called, tuple(problems), tuple(left_out), len(cells))


def _probably(name: str) -> str:
    near = get_close_matches(_plain(name), _BY_NAME, n=1, cutoff=0.75)
    return f"; did you mean “{BY_KEY[_BY_NAME[near[0]]].en[0]}”?" if near else ": there is none of that name"
