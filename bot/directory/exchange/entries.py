"""A row of a table, read as somebody's profile: what it says, or what is wrong with it, all at once. Pure."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.directory.exchange import cells, values
from bot.directory.exchange.columns import WHO, Heading
from bot.directory.exchange.rows import is_empty
from bot.directory.exchange.values import BadCell
from bot.directory.profile import rules


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
            "email": cells.email,
            "slack_id": cells.slack_id,
            "role": lambda cell: cells.line(cell, rules.LONGEST_LINE),
            "organisation": cells.organisation,
            "sector": values.sector,
            "country": values.country,
            "works_in": lambda cell: cells.at_most(
                values.country_list(cell), rules.MOST_COUNTRIES, "countries"
            ),
            "fields": lambda cell: cells.fields(cell, known_fields),
            "languages": lambda cell: cells.at_most(
                values.language_list(cell), rules.MOST_LANGUAGES, "languages"
            ),
            "offers": lambda cell: cells.line(cell, rules.LONGEST_SENTENCE),
            "seeks": lambda cell: cells.line(cell, rules.LONGEST_SENTENCE),
            "website": cells.website,
        }

    def read(self, line: int, row: Sequence[str]) -> Entry | list[Problem]:
        """The row as an entry, or all that is wrong with it."""
        found: dict[str, Any] = {}
        problems: list[Problem] = []
        for key, place in self._heading.at.items():
            cell = row[place] if place < len(row) else ""
            try:
                found[key] = self._read[key](cells.said(cell))
            except BadCell as bad:
                problems.append(Problem(line, self._heading.called[key], str(bad)))
        if not is_empty(row[self._heading.width :]):
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
