"""The activities of a table (CSV): one a row, in any order of columns, with any common delimiter and encoding. Pure."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from bot.calendar.ical.errors import TooMuch
from bot.calendar.ical.reading import MOST_EVENTS, MOST_LINES
from bot.calendar.importing import cell_dates, cells, repeats, texts
from bot.calendar.importing.cell_dates import Order, Read
from bot.calendar.importing.columns import Heading, known, read_heading
from bot.calendar.importing.errors import NotATable
from bot.calendar.importing.found import Contents, Found, Skipped
from bot.calendar.importing.problems import Bad, Problem
from bot.calendar.planning import form, places
from bot.calendar.reading.sentence import Sentence
from bot.calendar.when import When
from bot.directory.exchange.delimited import decoded
from bot.directory.exchange.formulas import restored
from bot.directory.exchange.rows import UnreadableFile

MOST_FIELDS: Final = 200  # different ones in a file: each that is new is compared with all
MOST_WORDED: Final = 300  # different dates in words
_DELIMITERS: Final = (",", ";", "\t")

Row = tuple[int, list[str]]  # the line that it begins on, and its cells


def read_table(content: bytes, here: str, read: Read) -> Contents:
    """All that is in a table. `here`: the zone of what names none; `read` reads dates in words. Raises NotATable, TooMuch."""
    try:
        text = decoded(content)
    except UnreadableFile:
        raise NotATable from None
    if "\0" in text:
        raise NotATable
    if text.count("\n") > MOST_LINES:
        raise TooMuch("lines", MOST_LINES)
    delimiter = max(_DELIMITERS, key=lambda each: _names(text, each))
    rows = _rows(text, delimiter)
    _line, first = next(rows, (0, []))
    heading = read_heading(first)
    if "title" not in heading.at or "starts" not in heading.at:
        raise NotATable(is_table=bool(heading.at))
    listed: list[Row] = []
    for row in rows:
        listed.append(row)
        if len(listed) > MOST_EVENTS:
            raise TooMuch("events", MOST_EVENTS)
    return _Reading(heading, here, read, listed).contents()


def _names(text: str, delimiter: str) -> int:
    first = text.lstrip("\r\n").partition("\n")[0][:10_000]
    try:
        return known(next(csv.reader(io.StringIO(first), delimiter=delimiter), []))
    except csv.Error:
        return 0


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, [restored(cell) for cell in row]
            line = reader.line_num + 1
    except csv.Error:
        raise NotATable(line=line) from None


class _Reading:
    def __init__(self, heading: Heading, here: str, read: Read, rows: Sequence[Row]) -> None:
        self._heading = heading
        self._here = here
        self._words = read
        self._worded: dict[str, Sentence] = {}
        self._rows = rows
        self._order: Order | None = cell_dates.order_of(
            (self._cell(row, name) for _, row in rows for name in ("starts", "ends")),
            (self._cell(row, name) for _, row in rows for name in ("starts_at", "ends_at", "starts")),
        )
        self._fields: set[str] = set()

    def _read(self, text: str) -> Sentence:
        """A date in words, each read once: that takes a millisecond or two, so a table may not have too many."""
        if text not in self._worded:
            if len(self._worded) >= MOST_WORDED:
                raise Bad("many_words")
            self._worded[text] = self._words(text)
        return self._worded[text]

    def contents(self) -> Contents:
        read: list[Found] = []
        skipped: list[Skipped] = []
        for line, row in self._rows:
            try:
                read.append(self._one(line, row))
            except Bad as bad:
                secret = bad.problem.what == "private"
                skipped.append(Skipped(line, "" if secret else self._cell(row, "title"), bad.problem))
        times = Counter(each.uid for each in read)
        found: dict[str, Found] = {}
        for each in read:
            one = _by_its_date(each) if times[each.uid] > 1 and "uid" not in self._heading.at else each
            if found.setdefault(one.uid, one) is not one:
                skipped.append(Skipped(each.line, each.title, Problem("twice")))
        notes = list(self._heading.unknown)
        if self._order is not None:
            notes.append(Problem("read_as", "31/12/2019" if self._order == "day" else "12/31/2019"))
        return Contents(tuple(found.values()), tuple(skipped), tuple(notes))

    def _cell(self, row: Sequence[str], key: str) -> str:
        place = self._heading.at.get(key)
        return texts.clean(row[place]).strip() if place is not None and place < len(row) else ""

    def _one(self, line: int, row: Sequence[str]) -> Found:
        if any(cell.strip() for cell in row[self._heading.width :]):
            raise Bad("cells")
        if cells.is_yes(self._cell(row, "private")):
            raise Bad("private")
        title = cells.line(self._cell(row, "title"), 100_000)
        if not title:
            raise Bad("no_title")
        if len(title) > form.LONGEST_TITLE:
            raise Bad("title_too_long")
        said = {"title": title, **self._values(row)}
        when = self._when(row, said)
        rule = self._cell(row, "repeats")
        if rule:
            if when.precision != "day" or "=" not in rule:
                raise Bad("bad_rule", rule)
            kept, when = repeats.rule_from(rule, when)
            said["rrule"] = str(kept)
        elif "repeats" in self._heading.at:
            said["rrule"] = None
        said |= {name: getattr(when, name) for name in When.__dataclass_fields__}
        fields = cells.fields(self._cell(row, "fields"))
        self._fields |= set(fields)
        if len(self._fields) > MOST_FIELDS:
            raise Bad("many_fields")
        group = " ".join(self._cell(row, "group").split())
        return Found(line, self._uid(row, said, group), said, fields=fields, group=group, learns_fields=True)

    def _values(self, row: Sequence[str]) -> dict[str, Any]:
        """Of what there is no column the table says nothing."""
        has = self._heading.at

        def cell(key: str) -> str:
            return self._cell(row, key)

        said: dict[str, Any] = {}
        if "kind" in has:
            said["kind"] = cells.kind(cell("kind"))
        if "status" in has:
            said["status"] = cells.status(cell("status"))
        if has.keys() & {"place", "venue"}:
            said["place"], said["venue"] = cells.where(cell("place"), cell("venue"))
        if "country" in has:
            said["country"] = cells.country(cell("country"))
        if "link" in has:
            said["link"] = cells.link(cell("link"))
        if "organiser" in has:
            said["organiser"] = cells.line(cell("organiser"), form.LONGEST_NAME)
        if "language" in has:
            said["language"] = cells.language(cell("language"))
        if "summary" in has:
            said["summary"] = cells.paragraph(texts.plain(cell("summary")))
        return said

    def _when(self, row: Sequence[str], said: dict[str, Any]) -> When:
        place, country = said.get("place") or "", said.get("country")
        zone = cells.zone(self._cell(row, "zone")) or places.zone_of(place, country) or self._here
        whole = cells.is_yes(self._cell(row, "all_day"))
        hours = ("", "") if whole else (self._cell(row, "starts_at"), self._cell(row, "ends_at"))
        return cell_dates.when_of(
            self._cell(row, "starts"), self._cell(row, "ends"), hours, zone, self._order, self._read
        )

    def _uid(self, row: Sequence[str], said: dict[str, Any], group: str) -> str:
        """The UID that is given, else one made of kind, title and group: so that a new date changes the activity that was there."""
        given = self._cell(row, "uid")
        if given and len(given) <= 255:
            return given
        parts = given or "\x1f".join(
            ("table", said.get("kind", "event"), " ".join(said["title"].casefold().split()), group.casefold())
        )
        return hashlib.sha256(parts.encode()).hexdigest()[:32]


def _by_its_date(found: Found) -> Found:
    """Where several rows are called the same, such as those of a weekly call, the date tells them apart."""
    parts = f"{found.uid}\x1f{found.said['starts_on']}\x1f{found.said['starts_at']}"
    return replace(found, uid=hashlib.sha256(parts.encode()).hexdigest()[:32])
