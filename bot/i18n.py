"""The words of Liaison in a person's language: gettext catalogues, one a language, read from their .po files once.

Values put into a message are escaped for Slack, so that what people typed stays literal. What is markup already
(a mention, a date) is passed as `Markup`.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import DateTimePattern, match_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES: Final = ("en", "fr", "es")
CATALOGUES: Final = Path(__file__).parent / "locale"


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
def _translations(language: str) -> NullTranslations:
    path = CATALOGUES / language / "LC_MESSAGES" / "liaison.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def _pattern(locale: Locale, skeleton: str) -> DateTimePattern:
    """A way of writing dates. Babel compares a skeleton with all that there are, at every call: once a language is enough."""
    known = locale.datetime_skeletons
    found: DateTimePattern = known[skeleton if skeleton in known else match_skeleton(skeleton, known)]
    return found


@lru_cache(maxsize=4096)
def _written(locale: Locale, skeleton: str, day: date) -> Markup:
    """The same days are written again and again: those that are ahead."""
    return Markup(_first(_pattern(locale, skeleton).apply(day, locale), locale, day))


# Babel puts its tables together anew at every look.
@lru_cache(maxsize=64)
def _name_of_month(locale: Locale, month: int) -> Markup:
    return Markup(locale.months["stand-alone"]["wide"][month])


@lru_cache(maxsize=2048)
def _city(locale: Locale, zone_name: str) -> str:
    named: str | None = locale.time_zones.get(zone_name, {}).get("city")
    return named or zone_name.rpartition("/")[2].replace("_", " ")


def _first(written: str, locale: Locale, day: date) -> str:
    """French writes the first of a month “1er avril”, and only the first; CLDR has no pattern for that."""
    return re.sub(r"\b1\b", "1er", written, count=1) if locale.language == "fr" and day.day == 1 else written


class Words:
    """Says things in one language: ``_("Hello {name}", name=name)``, ``_.many("{n} day", "{n} days", n)``."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self.locale = Locale(self.language, "GB" if self.language == "en" else None)
        self._translations = _translations(self.language)
        self._said: dict[
            str, Markup
        ] = {}  # what `gettext` found: it looks in several places, and a view asks thirty times

    def __call__(self, message: str, **values: object) -> Markup:
        if (said := self._said.get(message)) is None:
            said = self._said[message] = Markup(self._translations.gettext(message))
        return _fill(said, values) if values else said

    def many(self, one: str, many: str, n: int, **values: object) -> Markup:
        """The form that fits the number `n`, which the message may use as {n}."""
        return _fill(self._translations.ngettext(one, many, n), {"n": n} | values)

    def listing(self, items: Iterable[str]) -> Markup:
        """“a, b and c”. Items are markup already."""
        parts = list(items)
        if len(parts) < 2:
            return Markup("".join(parts))
        return Markup(", ".join(parts[:-1]) + " " + self("and") + " " + parts[-1])

    def day(self, day: date, *, year: bool = False) -> Markup:
        """“Wed 20 Mar”, with the year if asked."""
        return _written(self.locale, "yMMMEd" if year else "MMMEd", day)

    def day_and_month(self, day: date) -> Markup:
        """“20 March”, of any year."""
        return _written(self.locale, "MMMMd", day)

    def month(self, day: date) -> Markup:
        """“March 2019”."""
        return _written(self.locale, "yMMMM", day)

    def name_of_month(self, day: date) -> Markup:
        """“March”."""
        return _name_of_month(self.locale, day.month)

    def hour(self, moment: time | datetime) -> Markup:
        """“14:00”."""
        return Markup(f"{moment:%H:%M}")

    def country(self, code: str) -> Markup:
        """A country's name (ISO 3166-1 alpha-2), or the code if it has none."""
        return Markup(self.locale.territories.get(code, code))

    def city(self, zone_name: str) -> str:
        """The city that a time zone (an IANA name) goes by, as plain text: “Dakar”, “Nueva York”."""
        return _city(self.locale, zone_name)

    def language_in_text(self, code: str) -> Markup:
        """A language's name as it stands within a sentence: French and Spanish do not capitalise it."""
        return Markup(self.locale.languages.get(code, code))

    def spoken_language(self, code: str) -> Markup:
        name = self.locale.languages.get(code, code)
        return Markup(name[:1].upper() + name[1:])


def _fill(text: str, values: dict[str, object]) -> Markup:
    if not values:
        return Markup(text)
    for name, value in values.items():
        # French shortens “avril” to “avr.”: at the end of a sentence one full stop is enough.
        if str(value).endswith("."):
            text = text.replace(f"{{{name}}}.", f"{{{name}}}")
    return Markup(
        text.format(**{k: v if isinstance(v, Markup) else escape(str(v)) for k, v in values.items()})
    )


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
