"""Reads content lines of iCalendar (RFC 5545, 3.1) into components, as programs really write them. Pure, and linear in the file's length.

What is written in another way than it should be is understood if it can be: lines that end in LF alone, letters folded in the middle, a
BOM, an old encoding. What would cost more than a calendar of this size can is refused before it is read.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from bot.calendar.ical.errors import NotACalendar, TooMuch

MOST_LINES: Final = 200_000
MOST_EVENTS: Final = 2_000
MOST_ZONES: Final = 100
DEEPEST: Final = 4  # a calendar, an event, an alarm: nothing that is meant goes deeper
LONGEST_NAME: Final = 200  # characters of a parameter's value
LONGEST_LINE: Final = 50_000  # octets, unfolded: what is beyond is cut off

_LINE: Final = re.compile(
    r"([A-Za-z0-9-]{1,60})((?:;[A-Za-z0-9-]{1,60}=(?:\"[^\"]*\"|[^\";:,]*)(?:,(?:\"[^\"]*\"|[^\";:,]*))*)*):(.*)",
    re.DOTALL,
)
_PARAMETER: Final = re.compile(r";([A-Za-z0-9-]+)=(\"[^\"]*\"|[^;]*)")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_PARTS: Final = re.compile(r"((?:\\.|[^\\,])*)(?:,|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Property:
    """A content line: `value` is escaped still. `line`: of the file, from 1."""

    name: str
    parameters: dict[str, str]
    value: str
    line: int

    @property
    def text(self) -> str:
        """The value as TEXT (3.3.11)."""
        return unescaped(self.value)

    @property
    def texts(self) -> list[str]:
        """The value as several TEXTs, parted by commas."""
        found = (unescaped(match[1]) for match in _PARTS.finditer(self.value))
        return [text for text in found if text.strip()]


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END."""

    name: str
    line: int
    properties: list[Property] = field(default_factory=list)
    components: list["Component"] = field(default_factory=list)

    def first(self, *names: str) -> Property | None:
        """The first property of one of these names, with something in it: the names in order."""
        for name in names:
            for found in self.properties:
                if found.name == name and found.value.strip():
                    return found
        return None

    def all(self, name: str) -> list[Property]:
        return [found for found in self.properties if found.name == name]

    def text(self, name: str) -> str:
        """The first such property as a text; empty if there is none."""
        found = self.first(name)
        return found.text.strip() if found else ""


def unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)


def calendars(content: bytes) -> list[Component]:
    """The VCALENDARs of a file. Raises NotACalendar, TooMuch."""
    plain = _normalised(content)
    if b"BEGIN:VCALENDAR" not in plain[:100_000].upper():
        raise NotACalendar
    if plain.count(b"\n") > MOST_LINES:
        raise TooMuch("lines", MOST_LINES)
    if _begins(plain, b"VEVENT") > MOST_EVENTS:
        raise TooMuch("events", MOST_EVENTS)
    if _begins(plain, b"VTIMEZONE") > MOST_ZONES:
        raise TooMuch("zones", MOST_ZONES)
    root = Component("", 0)
    open_: list[Component] = [root]
    for number, line in _lines(plain):
        _take(open_, number, line)
    if len(open_) > 1:
        raise NotACalendar(is_cut_off=True)
    found = [component for component in root.components if component.name == "VCALENDAR"]
    if not found:
        raise NotACalendar
    return found


def _normalised(content: bytes) -> bytes:
    """UTF-8 without a BOM, with lines that end in LF. Folds are undone in octets, for some programs fold in the middle of a letter."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = content.decode("utf-16", errors="replace").encode()
    content = content.removeprefix(codecs.BOM_UTF8)
    if b"\0" in content:
        raise NotACalendar
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _begins(plain: bytes, name: bytes) -> int:
    return len(re.findall(rb"(?im)^BEGIN:" + name + rb"\b", plain))


def _lines(plain: bytes) -> Iterator[tuple[int, str]]:
    """Each content line, unfolded, with the line of the file that it begins on."""
    parts: list[bytes] = []
    first = 1
    for number, line in enumerate(plain.split(b"\n"), 1):
        if line[:1] in (b" ", b"\t") and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield first, _decoded(b"".join(parts))
        first, parts = number, [line] if line.strip() else []
    if parts:
        yield first, _decoded(b"".join(parts))


def _decoded(line: bytes) -> str:
    if len(line) > LONGEST_LINE:
        return line[:LONGEST_LINE].decode(errors="ignore")
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _take(open_: list[Component], number: int, line: str) -> None:
    """One line more. What is no content line is passed over: some programs don't fold their texts."""
    found = _LINE.fullmatch(line)
    if found is None:
        return
    name, value = found[1].upper(), found[3]
    if name == "BEGIN":
        if len(open_) > DEEPEST:
            raise TooMuch("levels", DEEPEST)
        component = Component(value.strip().upper()[:40], number)
        open_[-1].components.append(component)
        open_.append(component)
    elif name == "END":
        if len(open_) == 1 or open_[-1].name != value.strip().upper()[:40]:
            raise NotACalendar(is_cut_off=True)
        open_.pop()
    elif len(open_) > 1:
        parameters = {m[1].upper(): m[2].strip('"')[:LONGEST_NAME] for m in _PARAMETER.finditer(found[2])}
        open_[-1].properties.append(Property(name, parameters, value, number))
