"""What a VEVENT says in words, as plain text of our lengths: without HTML, without what a meeting's invitation has below it. Pure."""

import html
import re
from dataclasses import dataclass
from typing import Final

from bot.calendar.ical.reading import Component
from bot.calendar.importing.problems import Problem
from bot.calendar.planning import form
from bot.calendar.reading.kinds import WORDS
from bot.calendar.reading.places import is_open
from bot.calendar.when import TO_BE_CONFIRMED
from bot.directory.exchange.values import country_named
from bot.directory.profile.rules import LONGEST_FIELD, one_line, website
from bot.directory.words.folding import fold

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_BREAK: Final = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z!][^<>]*>")
_HIDDEN: Final = ("style", "script", "head")
_LONGEST: Final = 8000  # characters of a description that are looked at
# Below such a line programs write how to join a call, with its passwords.
_BELOW: Final = re.compile(r"^[ \t]*(?:_{20,}|-::~|\*{20,}|~={5,}).*", re.MULTILINE | re.DOTALL)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]{3,900}")
_CALLS: Final = ("URL", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "CONFERENCE")
_KINDS: Final = {word: kind for kind, words in WORDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Category:
    """`kind`: what it is, if a category says so; `fields`: the other categories."""

    kind: str | None
    fields: tuple[str, ...]


def clean(text: str) -> str:
    return _CONTROL.sub("", text)


def title_of(event: Component) -> str:
    return one_line(clean(event.text("SUMMARY")))


def summary_of(event: Component) -> str:
    """The description as plain text; empty if there is none."""
    found = event.first("DESCRIPTION", "X-ALT-DESC")
    text = plain(found.text[:_LONGEST]) if found else ""
    lines = (one_line(line) for line in _BELOW.sub("", text).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def plain(text: str) -> str:
    """A text without its HTML, if it has any."""
    if _TAG.search(text):
        for name in _HIDDEN:
            text = _without(text, name)
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return clean(text)


def _without(text: str, name: str) -> str:
    """The text without such elements: by looking for their ends once each, for a pattern could be made to look forever."""
    lower = text.lower()
    while (start := lower.find(f"<{name}")) >= 0 and (end := lower.find(f"</{name}>", start)) >= 0:
        end += len(name) + 3
        text, lower = text[:start] + text[end:], lower[:start] + lower[end:]
    return text


def cut(text: str, limit: int, what: str, notes: list[Problem]) -> str:
    """The text within our limit; if something had to go, it is noted."""
    if len(text) <= limit:
        return text
    notes.append(Problem("cut", what))
    return text[: limit - 1].rstrip() + "…"


def place_of(event: Component) -> dict[str, str | None]:
    """Place, venue and country, from LOCATION: “Palais des Nations, Room XI, Geneva, Switzerland”. Nothing where it says nothing."""
    text = one_line(clean(event.text("LOCATION")))
    if not text or (_ADDRESS.fullmatch(text) is not None):
        return {"place": None, "venue": None}
    if is_open(text):
        return {"place": None, "venue": TO_BE_CONFIRMED}
    before, _comma, last = text.rpartition(",")
    code = country_of(last) if before else None
    where = before.strip() if code else text
    found: dict[str, str | None] = {"place": None, "venue": None}
    venue, comma, town = where.rpartition(",")
    if comma and code:
        found |= {"venue": venue.strip()[: form.LONGEST_PLACE], "place": town.strip()[: form.LONGEST_PLACE]}
    else:
        found["place"] = where[: form.LONGEST_PLACE]
    return found | ({"country": code} if code else {})


def country_of(text: str) -> str | None:
    return country_named(text) if len(text.strip()) > 2 else None


def link_of(event: Component) -> str | None:
    """The event's address in the web: its own, else where the call is, else a place that is an address."""
    for name in _CALLS:
        found = event.first(name)
        if found and (address := _web(found.value)):
            return address
    location = _ADDRESS.fullmatch(one_line(event.text("LOCATION")))
    return _web(location[0]) if location else None


def _web(text: str) -> str | None:
    text = one_line(clean(text))
    if not text.lower().startswith(("http://", "https://")) or len(text) > form.LONGEST_LINK:
        return None
    return website(text) or None


def organiser_of(event: Component) -> str | None:
    """The organiser's name. An e-mail address is not kept."""
    found = event.first("ORGANIZER")
    name = one_line(clean(found.parameters.get("CN", ""))) if found else ""
    return name[: form.LONGEST_NAME] if name and "@" not in name else None


def categories_of(event: Component) -> Category:
    """What kind it is, and what it is about."""
    names = [one_line(clean(name)) for found in event.all("CATEGORIES")[:10] for name in found.texts[:20]]
    folded = {name: "".join(fold(name)) for name in names}
    kinds = [_KINDS[key] for key in folded.values() if key in _KINDS]
    fields = [
        name for name, key in folded.items() if key and key not in _KINDS and len(name) <= LONGEST_FIELD
    ]
    return Category(kinds[0] if kinds else None, tuple(dict.fromkeys(fields))[: form.MOST_FIELDS])
