"""What stands in the cells of a table of activities: a kind, a status, a country, a link, whether it is so. Pure."""

from typing import Final

from bot.calendar.draft import KINDS, STATUSES
from bot.calendar.importing.problems import Bad
from bot.calendar.importing.zones import named
from bot.calendar.planning import form
from bot.calendar.reading.kinds import WORDS
from bot.calendar.reading.places import is_open
from bot.calendar.when import TO_BE_CONFIRMED
from bot.directory.exchange.values import country_named, language_named, names
from bot.directory.profile.rules import LONGEST_FIELD, one_line, website
from bot.directory.words.folding import fold

_KINDS: Final = {word: kind for kind, words in WORDS.items() for word in words.split()}
_STATUSES: Final = {
    "tentative": "tentative provisional provisoire incertain incertaine sousreserve aconfirmer tentativo tentativa provisorio provisoria"
    " pordefinir porconfirmar sinconfirmar notcertain tobeconfirmed unsure",
    "confirmed": "confirmed certain certaine confirme confirmee sur confirmado confirmada cierto seguro ok yes",
    "cancelled": "cancelled canceled annule annulee cancelado cancelada anulado anulada suspendido calledoff off",
}
_STATUS: Final = {word: status for status, words in _STATUSES.items() for word in words.split()}
_YES: Final = frozenset(
    [
        "true",
        "yes",
        "y",
        "x",
        "1",
        "oui",
        "vrai",
        "o",
        "si",
        "s",
        "verdadero",
        "private",
        "confidential",
        "prive",
        "privado",
    ]
)


def kind(cell: str) -> str:
    """One of KINDS; an event where the cell is empty."""
    words = fold(cell)
    if not words:
        return "event"
    if "limite" in words:
        return "deadline"
    found = next((_KINDS[word] for word in words if word in _KINDS), None)
    found = found or next((word for word in words if word in KINDS), None)
    if found is None:
        raise Bad("bad_kind", cell)
    return found


def status(cell: str) -> str:
    key = "".join(fold(cell))
    found = key if key in STATUSES else _STATUS.get(key) if key else "confirmed"
    if found is None:
        raise Bad("bad_status", cell)
    return found


def line(cell: str, limit: int) -> str | None:
    text = one_line(cell)
    if len(text) > limit:
        raise Bad("cell_too_long", text)
    return text or None


def paragraph(cell: str) -> str | None:
    text = "\n".join(one_line(each) for each in cell[:20_000].splitlines()).strip()
    if len(text) > form.LONGEST_SUMMARY:
        raise Bad("cell_too_long", text)
    return text or None


def country(cell: str) -> str | None:
    text = one_line(cell)
    code = country_named(text) if text else None
    if text and code is None:
        raise Bad("bad_country", text)
    return code


def language(cell: str) -> str | None:
    text = one_line(cell)
    code = language_named(text) if text else None
    if text and code is None:
        raise Bad("bad_language", text)
    return code


def link(cell: str) -> str | None:
    text = one_line(cell)
    found = website(text) if len(text) <= form.LONGEST_LINK else None
    if found is None:
        raise Bad("bad_link", text)
    return found or None


def zone(cell: str) -> str | None:
    text = one_line(cell)
    found = named(text) if text else None
    if text and found is None:
        raise Bad("bad_zone", text)
    return found


def fields(cell: str) -> tuple[str, ...]:
    found = [name for name in names(cell, frozenset()) if fold(name)]
    too_long = next((name for name in found if len(name) > LONGEST_FIELD), None)
    if too_long or len(found) > form.MOST_FIELDS:
        raise Bad("cell_too_long", too_long or cell)
    return tuple(found)


def where(place: str, venue: str) -> tuple[str | None, str | None]:
    """Place and venue. Whichever is to be confirmed, in whatever words, is a venue that is TBC (`planning.entered`)."""
    town, house = line(place, form.LONGEST_PLACE), line(venue, form.LONGEST_PLACE)
    if (house and is_open(house)) or (town and is_open(town) and not house):
        house = TO_BE_CONFIRMED
    return (None if town and is_open(town) else town), house


def is_yes(cell: str) -> bool:
    return "".join(fold(cell)) in _YES
