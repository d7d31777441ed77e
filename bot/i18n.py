"""The words of Liaison in a person's language: gettext catalogues, one a language, read from their .po files when they are first needed.

Values put into a message are escaped for Slack, so that what people typed stays literal. What is markup already
(a mention, a date) is passed as `Markup`.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from bot import catalogues, cldr
from bot.catalogues import Catalogue
from bot.cldr import FOLDER, LANGUAGES

__all__ = ["LANGUAGES"]

# Of Spanish: what begins with the sound of y, but for that of “hierro” and “ion”; and with that of o. Behind quotes and asterisks too.
_SOUNDS_LIKE_Y: Final = re.compile(r"[^\w<&]*(?:h?[ií](?![aeouáéóú])|y\b)", re.IGNORECASE)
_SOUNDS_LIKE_O: Final = re.compile(r"[^\w<&]*h?[oó]", re.IGNORECASE)
_CONTRACTED: Final = {"Le ": "au", "Les ": "aux"}  # French
_TENTH: Final = Decimal("0.1")


class Markup(str):
    """Text that is Slack mrkdwn on purpose, not something that somebody typed."""

    __slots__ = ()


def escape(text: str) -> str:
    """Escapes the three characters that Slack gives meaning to (https://docs.slack.dev/messaging/formatting-message-text)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mention(member_id: str) -> Markup:
    return Markup(f"<@{member_id}>")


def channel_link(channel_id: str) -> Markup:
    return Markup(f"<#{channel_id}>")


def link(url: str, label: str) -> Markup:
    """A link with a label; characters that would end it early are taken out."""
    address = url.replace("|", "%7C").replace(">", "%3E").replace("<", "%3C")
    return Markup(f"<{address}|{escape(label)}>")


@cache
def _catalogue(language: str) -> Catalogue:
    return catalogues.read(FOLDER / language / "LC_MESSAGES" / "liaison.po")


@lru_cache(maxsize=4096)
def _written(language: str, skeleton: str, day: date) -> Markup:
    """The same days are written again and again: those that are ahead."""
    spoken = cldr.locale(language)
    weekday, month = spoken.short_weekdays[day.weekday()], day.month - 1
    # https://unicode.org/reports/tr35/tr35-dates.html#Date_Field_Symbol_Table
    fields = {"E": weekday, "EEE": weekday, "d": day.day, "MMM": spoken.short_months[month]}
    fields |= {"MMMM": spoken.months[month], "y": day.year}
    return Markup(_first(spoken.dates[skeleton] % fields, language, day))


def _first(written: str, language: str, day: date) -> str:
    """French writes the first of a month “1er avril”, and only the first; CLDR has no pattern for that."""
    return re.sub(r"\b1\b", "1er", written, count=1) if language == "fr" and day.day == 1 else written


class Words:
    """Says things in one language: ``_("Hello {name}", name=name)``, ``_.many("{n} day", "{n} days", n)``."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self.locale = cldr.locale(self.language)
        self._catalogue = _catalogue(self.language)
        self._said: dict[str, Markup] = {}  # a view asks for thirty

    def __call__(self, message: str, **values: object) -> Markup:
        if (said := self._said.get(message)) is None:
            said = self._said[message] = Markup(self._catalogue.say(message))
        return _fill(said, values) if values else said

    def many(self, one: str, many: str, n: int, **values: object) -> Markup:
        """The form that fits the number `n`, which the message may use as {n}."""
        return _fill(self._catalogue.count(one, many, n), {"n": n} | values)

    def listing(self, items: Iterable[str]) -> Markup:
        """“a, b and c”. Items are markup already."""
        parts = list(items)
        return _joined(parts, self._before(parts, self("and"), _SOUNDS_LIKE_Y, "e"))

    def either(self, items: Iterable[str]) -> Markup:
        """“a, b or c”. Items are markup already."""
        parts = list(items)
        return _joined(parts, self._before(parts, self("or"), _SOUNDS_LIKE_O, "u"))

    def _before(self, parts: Sequence[str], word: Markup, sounds_alike: re.Pattern[str], instead: str) -> str:
        """“Francia e Italia”, “uno u otro”: Spanish has other words where the next one begins with the same sound."""
        is_alike = self.language == "es" and len(parts) > 1 and sounds_alike.match(parts[-1])
        return instead if is_alike else word

    def day(self, day: date, *, year: bool = False) -> Markup:
        """“Wed 20 Mar”, with the year if asked."""
        return _written(self.language, "yMMMEd" if year else "MMMEd", day)

    def day_and_month(self, day: date) -> Markup:
        """“20 March”, of any year."""
        return _written(self.language, "MMMMd", day)

    def month(self, day: date) -> Markup:
        """“March 2019”."""
        return _written(self.language, "yMMMM", day)

    def name_of_month(self, day: date) -> Markup:
        """“March”."""
        return Markup(self.locale.months[day.month - 1])

    def hour(self, moment: time | datetime) -> Markup:
        """“14:00”."""
        return Markup(f"{moment:%H:%M}")

    def country(self, code: str) -> Markup:
        """A country's name (ISO 3166-1 alpha-2), or the code if it has none."""
        return Markup(self.locale.territories.get(code, code))

    def city(self, zone_name: str) -> str:
        """The city that a time zone (an IANA name) goes by, as plain text: “Dakar”, “Nueva York”."""
        return self.locale.cities.get(zone_name) or zone_name.rpartition("/")[2].replace("_", " ")

    def decimal(self, number: float) -> Markup:
        """A number with one decimal: “4.2”, « 4,2 »."""
        tenths = Decimal(str(number)).quantize(_TENTH)
        return Markup(str(tenths).replace(".", self.locale.decimal))

    def language_in_text(self, code: str) -> Markup:
        """A language's name as it stands within a sentence: French and Spanish do not capitalise it."""
        return Markup(self.locale.languages.get(code, code))

    def spoken_language(self, code: str) -> Markup:
        name = self.locale.languages.get(code, code)
        return Markup(name[:1].upper() + name[1:])


def _joined(parts: Sequence[str], word: str) -> Markup:
    if len(parts) < 2:
        return Markup("".join(parts))
    return Markup(", ".join(parts[:-1]) + f" {word} " + parts[-1])


def _fill(text: str, values: dict[str, object]) -> Markup:
    if not values:
        return Markup(text)
    for name, value in values.items():
        # French shortens “avril” to “avr.”: at the end of a sentence one full stop is enough.
        if str(value).endswith("."):
            text = text.replace(f"{{{name}}}.", f"{{{name}}}")
    written = {k: v if isinstance(v, Markup) else escape(str(v)) for k, v in values.items()}
    for article, contracted in _CONTRACTED.items():
        # “à Le Caire” is “au Caire”. Of places only: people whose names begin so keep them.
        if " à {place}" in text and written["place"].startswith(article):
            text = text.replace(" à {place}", f" {contracted} {{place}}")
            written["place"] = written["place"].removeprefix(article)
    return Markup(text.format(**written))


@cache
def words(language: str) -> Words:
    """The words of a language that Liaison speaks, or else English."""
    return Words(language)


def language_of(locale: str, offered: Iterable[str]) -> str:
    """The language for a Slack locale such as ``fr-FR``: one that the workspace offers, or its first."""
    wanted = locale.split("-", maxsplit=1)[0].lower()
    choices = list(offered) or ["en"]
    return wanted if wanted in choices and wanted in LANGUAGES else choices[0]


def zone(name: str) -> ZoneInfo:
    """A time zone by its IANA name; UTC if it is unknown (Slack's list and ours need not agree)."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")
