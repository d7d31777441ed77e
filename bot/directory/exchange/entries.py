"""A row of a table, read as somebody's profile: what it says, or what is wrong with it, all at once. Pure."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bot.directory.exchange import values
from bot.directory.exchange.columns import WHO, Heading
from bot.directory.exchange.values import BadCell
from bot.directory.profile import rules
from bot.directory.words.folding import fold

_SLACK_ID: Final = re.compile(r"[UW][A-Z0-9]{2,30}")
_EMAIL: Final = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
_MENTION: Final = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that is in order. `values` are columns of a profile; the organisation and the fields are names still.

    Of what the table has no column for it says nothing: it is not in `values`, or None. An empty cell is an empty value.
    """

    line: int
    email: str
    slack_id: str
    organisation: str | None
    fields: tuple[str, ...] | None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a line, in the column of that name; without a column, with the row."""

    line: int
    column: str
    what: str

    def __str__(self) -> str:
        where = f"line {self.line}, column “{self.column}”" if self.column else f"line {self.line}"
        return f"{where}: {self.what}"


class Reader:
    """Reads rows. `known_fields`: names of fields (as `values.plain`) that a comma does not part."""

    def __init__(self, heading: Heading, known_fields: Collection[str]) -> None:
        self._heading = heading
        self._read: Mapping[str, Callable[[str], Any]] = {
            "email": _email,
            "slack_id": _slack_id,
            "role": lambda cell: _line(cell, rules.LONGEST_LINE),
            "organisation": _organisation,
            "sector": values.sector,
            "country": values.country,
            "works_in": lambda cell: _at_most(values.country_list(cell), rules.MOST_COUNTRIES, "countries"),
            "fields": lambda cell: _fields(cell, known_fields),
            "languages": lambda cell: _at_most(values.language_list(cell), rules.MOST_LANGUAGES, "languages"),
            "offers": lambda cell: _line(cell, rules.LONGEST_SENTENCE),
            "seeks": lambda cell: _line(cell, rules.LONGEST_SENTENCE),
            "website": _website,
        }

    def read(self, line: int, cells: Sequence[str]) -> Entry | list[Problem]:
        """The row as an entry, or all that is wrong with it."""
        found: dict[str, Any] = {}
        problems: list[Problem] = []
        for key, place in self._heading.at.items():
            cell = cells[place] if place < len(cells) else ""
            try:
                found[key] = self._read[key](cell)
            except BadCell as bad:
                problems.append(Problem(line, self._heading.called[key], str(bad)))
        extra = [cell for cell in cells[self._heading.width :] if cell.strip()]
        if extra:
            problems.append(Problem(line, "", "it has more cells than the first row has names of columns"))
        problems += self._missing(line, found)
        if problems:
            return problems
        who = {key: found.pop(key, "") for key in WHO}
        organisation, fields = found.pop("organisation", None), found.pop("fields", None)
        stored = {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}
        return Entry(line, who["email"], who["slack_id"], organisation, fields, stored)

    def _missing(self, line: int, found: Mapping[str, Any]) -> Iterator[Problem]:
        is_read = found.keys() == self._heading.at.keys()  # all cells are in order
        if all(found.get(key) == "" for key in WHO if key in self._heading.at):
            yield Problem(
                line, "", "nobody knows who this is about: it has no e-mail address and no Slack ID"
            )
        elif is_read and not any(v for key, v in found.items() if key not in WHO):
            yield Problem(line, "", "it says nothing about this person")


def _line(cell: str, limit: int) -> str:
    text = rules.one_line(cell)
    if len(text) > limit:
        raise BadCell(f"at most {limit} characters, please: this has {len(text)}")
    return text


def _organisation(cell: str) -> str:
    text = _line(cell, rules.LONGEST_LINE)
    if text and not fold(text):
        raise BadCell(f"“{text}” has neither letters nor numbers: nobody could find it")
    return text


def _fields(cell: str, known: Collection[str]) -> tuple[str, ...]:
    found = values.names(cell, known)
    for name in found:
        if len(name) > rules.LONGEST_FIELD:
            raise BadCell(
                f"“{name[:20].rstrip()}…” is too long: at most {rules.LONGEST_FIELD} characters for a field, "
                "with semicolons in between"
            )
        if not fold(name):
            raise BadCell(f"“{name}” has neither letters nor numbers: nobody could find it")
    return _at_most(found, rules.MOST_FIELDS, "fields")


def _at_most(found: tuple[str, ...], limit: int, what: str) -> tuple[str, ...]:
    if len(found) > limit:
        raise BadCell(f"at most {limit} {what}, please: these are {len(found)}")
    return found


def _website(cell: str) -> str:
    text = rules.website(_line(cell, rules.LONGEST_SENTENCE))
    if text is None or len(text) > rules.LONGEST_SENTENCE:
        raise BadCell(f"“{rules.one_line(cell)}” is not the address of a website")
    return text


def _email(cell: str) -> str:
    text = rules.one_line(cell).removeprefix("mailto:")
    if text and not _EMAIL.fullmatch(text):
        raise BadCell(f"“{text}” is not an e-mail address")
    return text.casefold()


def _slack_id(cell: str) -> str:
    text = rules.one_line(cell)
    if found := _MENTION.fullmatch(text):
        text = found[1]
    if text and not _SLACK_ID.fullmatch(text.upper()):
        raise BadCell(
            f"“{text}” is not a Slack ID: it begins with U, and is in somebody's profile in Slack, under “Copy member ID”"
        )
    return text.upper()
