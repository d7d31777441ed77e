"""What a profile may hold. Pure: what was typed in, what is kept of it or why not out."""

import re
import unicodedata
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, TypeVar
from urllib.parse import urlsplit

LONGEST_LINE: Final = 100  # characters of a role or an organisation
LONGEST_FIELD: Final = 60  # characters of one field of expertise
LONGEST_SENTENCE: Final = 200  # characters of what one offers or looks for, and of a website's address
MOST_FIELDS: Final = 10
MOST_LANGUAGES: Final = 20
MOST_COUNTRIES: Final = 30

# They turn the direction of the text around them: what follows a name would be read backwards.
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

KNOWN, NEW = "id:", "new:"  # how the value of a choice begins: a term that is known, or a name that was typed
LONGEST_VALUE: Final = (
    150  # characters (https://docs.slack.dev/reference/block-kit/composition-objects/option-object)
)


@dataclass(frozen=True, slots=True)
class Choice:
    """An organisation or a field as it was chosen: a known term by its id, or the name of one that may be new."""

    term_id: int | None = None
    name: str = ""

    @classmethod
    def of(cls, value: str) -> "Choice | None":
        """Reads what one of our options carries; None for anything else."""
        if value.startswith(NEW) and (name := one_line(value.removeprefix(NEW))):
            return cls(name=name)
        number = value.removeprefix(KNOWN)
        # Nine digits: what a column of the database holds.
        if value.startswith(KNOWN) and number.isascii() and number.isdigit() and len(number) <= 9:
            return cls(term_id=int(number))
        return None


WhoMaySee = Literal["everyone", "groups", "parts"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody entered about themselves, tidied and found to be in order. `who`: "parts" leaves it as it is set part by part."""

    role: str = ""
    organisation: Choice | None = None
    sector: str | None = None
    country: str | None = None
    works_in: tuple[str, ...] = ()
    fields: tuple[Choice, ...] = ()
    languages: tuple[str, ...] = ()
    offers: str = ""
    seeks: str = ""
    website: str = ""
    who: WhoMaySee = field(default="parts")
    is_listed: bool = False
    may_introduce: bool = False

    @property
    def is_empty(self) -> bool:
        lines = self.role or self.offers or self.seeks or self.website
        chosen = self.organisation or self.sector or self.country
        return not (lines or chosen or self.works_in or self.fields or self.languages)


# Nobody sees them: at the ends of a text they are nothing, and a text of nothing else is none. The last are blank letters.
_UNSEEN = "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u115f\u1160\u2800\u3164\uffa0"


def one_line(text: str) -> str:
    """The text in one line: single spaces, no control characters, nothing that turns the direction of what follows."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text if c not in _DIRECTIONS)
    return " ".join("".join(kept).split()).strip(f" {_UNSEEN}")


T = TypeVar("T", bound=Hashable)


def once(items: Iterable[T]) -> tuple[T, ...]:
    """The items in their order, each once."""
    return tuple(dict.fromkeys(items))


_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WITH_PORT = re.compile(r"[^/:@]+\.[^/:@]+:\d+(/|$)")  # example.org:8080, which begins like a scheme
_NOT_IN_ADDRESSES = frozenset("<>\"'`|\\^{}")


def website(typed: str) -> str | None:
    """The address of a website, with https:// in front if it had nothing there; None if it can't be one.

    Only http and https, a host with a name and a domain in it, no user and no password: they can make an address look like another.
    """
    text = one_line(typed)
    if not text:
        return ""
    if not _SCHEME.match(text) or _WITH_PORT.match(text):
        text = f"https://{text.lstrip('/')}"
    if " " in text or not _NOT_IN_ADDRESSES.isdisjoint(text):
        return None
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return None
    labels = host.rstrip(".").split(".")
    is_fine = parts.scheme.lower() in ("http", "https") and "@" not in parts.netloc
    is_host = len(labels) > 1 and all(labels) and len(labels[-1]) > 1 and not labels[-1].isdigit()
    return text if is_fine and is_host else None
