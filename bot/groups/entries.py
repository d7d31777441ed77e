"""Who is to be invited, out of what somebody typed or a table: Slack ids, mentions, e-mail addresses and @names. Pure.

Source of the shapes: https://docs.slack.dev/messaging/formatting-message-text. An address is taken for one that has something on both
sides of the @ and a full stop in its domain; whether anybody has it only Slack can tell.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

MOST: Final = 1000  # people in one list
LONGEST_TYPED: Final = 80  # characters of what can't be read that are repeated

_MENTION = re.compile(r"<@([UW][A-Z0-9]{1,20})(?:\|[^>]*)?>")
_MAILTO = re.compile(r"<mailto:([^|>\s]+)(?:\|[^>]*)?>", re.IGNORECASE)
_ID = re.compile(r"(?<![\w@.])[UW](?=[A-Z0-9]*[0-9])[A-Z0-9]{2,20}(?![\w@.])")
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", re.UNICODE)
_NAME = re.compile(r"(?<![\w.])@([^\s@,;<>|][^@,;<>|\t]*)")
_PART = re.compile(r"[^,;<>|\t]+")
_WORD = re.compile(r"[^\W_]|\?")
# As people mistype it: @@name, @ name, mailto: without its brackets, and the signs of a keyboard for Chinese or Japanese.
_SIGNS = str.maketrans("＠；，、", "@;,,")
_MENDED = (
    (re.compile(r"@{2,}"), "@"),
    (re.compile(r"(^|[,;|\t])\s*@\s+(?=\w)"), r"\1@"),
    (re.compile(r"(?<!<)\bmailto:", re.IGNORECASE), ""),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One of those who are named: by Slack's id, by an address in small letters, or by a name; or what can't be read."""

    member_id: str = ""
    email: str = ""
    name: str = ""
    unreadable: str = ""


def of_text(text: str) -> list[Entry]:
    """Everybody whom a text names, each once, in its order."""
    return _once(entry for line in text.splitlines() for entry in _of_line(line))


def of_rows(rows: Iterable[list[str]]) -> list[Entry]:
    """Everybody whom the rows of a table name, one a row: by the first cell that has an id or an address.

    The first row is the names of columns if nobody stands in it.
    """
    found = []
    for number, cells in enumerate(rows):
        named = [
            entry for cell in cells for entry in _of_line(cell) if not entry.unreadable and not entry.name
        ]
        if named:
            found.append(named[0])
        elif number:
            found.append(Entry(unreadable=_short(" ".join(cell for cell in cells if cell.strip()))))
    return _once(found)


def group_and_people(text: str) -> tuple[str, str]:
    """What was typed after `/groups invite`: the words of a group, and from the first person on the people."""
    starts = [
        match.start()
        for pattern in (_MENTION, _MAILTO, _EMAIL, _ID, _NAME)
        if (match := pattern.search(text))
    ]
    first = min(starts, default=len(text))
    return text[:first].strip(" ,;@"), text[first:].strip()


def cut(text: str, most: int) -> tuple[str, str]:
    """What of a text there is room for, and the rest: cut between two people."""
    if len(text) <= most:
        return text, ""
    end = max(text.rfind(sign, 0, most) for sign in ",;\n") + 1 or max(text.rfind(" ", 0, most), 0)
    return text[:end].rstrip(" ,;\n"), text[end:].strip()


def is_email(text: str) -> bool:
    return _EMAIL.fullmatch(text.strip()) is not None


def email_of(text: str) -> str:
    """An address as it is compared."""
    return text.strip().strip(".").casefold()


def _of_line(line: str) -> Iterator[Entry]:
    """Who stands in a line. What is beside one person is taken for their name; beside several, and alone, it can't be read.

    A mention has its name in itself: what a comma or semicolon parts from it is somebody else.
    """
    line = line.translate(_SIGNS)
    for pattern, mended in _MENDED:
        line = pattern.sub(mended, line)
    found, rest = [], line
    for pattern, key in ((_MENTION, "member_id"), (_MAILTO, "email"), (_EMAIL, "email"), (_ID, "member_id")):
        for match in pattern.finditer(rest):
            value = match[1] if match.re.groups else match[0]
            found.append((match.start(), Entry(**{key: email_of(value) if key == "email" else value})))
        rest = pattern.sub(_covered, rest)
    found += [(match.start(), Entry(name=" ".join(match[1].split()))) for match in _NAME.finditer(rest)]
    rest = _NAME.sub(_covered, rest)
    if len(found) != 1 or (mention := _MENTION.search(line)):
        parts = list(_PART.finditer(rest))
        if len(found) == 1 and mention:
            parts = [part for part in parts if not _touches(mention, part, line)]
        found += [
            (part.start(), Entry(unreadable=_short(part[0]))) for part in parts if _WORD.search(part[0])
        ]
    yield from (entry for _place, entry in sorted(found, key=lambda each: each[0]))


def _touches(mention: re.Match[str], part: re.Match[str], line: str) -> bool:
    """Whether nothing parts them: "<@U0123ABCD> (Ada)"."""
    between = (
        line[mention.end() : part.start()]
        if part.start() >= mention.end()
        else line[part.end() : mention.start()]
    )
    return not between.strip()


def _covered(match: re.Match[str]) -> str:
    """What has been read stands in nobody's way, and parts what is on its two sides."""
    return ";" * len(match[0])


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST_TYPED]


def _once(entries: Iterable[Entry]) -> list[Entry]:
    return list(dict.fromkeys(entries))
