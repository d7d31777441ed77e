"""What a profile may hold, and how a search is read. Pure: text in, decisions out."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_LINE = 100  # characters of a role or an organisation
LONGEST_FIELD = 60  # characters of one field of expertise
MOST_FIELDS = 10
MOST_LANGUAGES = 20
PAGE = 10  # people on a page
LONGEST_SEARCH = 200  # characters; with the page it travels in a button, which holds 2,000
MOST_WORDS = 10

# They turn the direction of the text around them: what follows a name would be read backwards.
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


# A comma in the scripts of Arabic and Chinese too.
_BETWEEN_FIELDS = re.compile("[,;،、]")

_AROUND_WORDS = "\"'“”„«»‘’,;،、"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody entered about themselves, tidied and found to be in order."""

    role: str = ""
    organisation: str = ""
    country: str | None = None
    fields: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    is_listed: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.role or self.organisation or self.country or self.fields or self.languages)


def one_line(text: str) -> str:
    """The text in one line: single spaces, no control characters, nothing that turns the direction of what follows."""
    kept = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text if c not in _DIRECTIONS)
    return " ".join("".join(kept).split())


def split_fields(text: str) -> tuple[str, ...]:
    """Fields of expertise, parted by commas, semicolons or new lines; each once, whatever its case."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        for part in map(one_line, _BETWEEN_FIELDS.split(line)):
            if part:
                found.setdefault(part.casefold(), part)
    return tuple(found.values())


def once(items: Iterable[str]) -> tuple[str, ...]:
    """The items in their order, each once."""
    return tuple(dict.fromkeys(items))


def typed_words(text: str) -> tuple[str, ...]:
    """The words of a search, as typed, but for quotes and commas around them.

    Slack writes `&`, `<` and `>` in a command's text as entities.
    """
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    parts = one_line(text)[:LONGEST_SEARCH].split()
    return once(part.strip(_AROUND_WORDS) or part for part in parts)[:MOST_WORDS]


def page_within(page: int, total: int) -> int:
    """The page asked for, counted from 0, or the last one there is."""
    return max(0, min(page, (total - 1) // PAGE))
