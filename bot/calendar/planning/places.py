"""Time zones by the places that people name, and by name to choose from. Pure."""

from functools import cache
from typing import Final
from zoneinfo import available_timezones

from bot import cldr
from bot.calendar.reading import place_names
from bot.calendar.reading.country_zones import zone_of_country
from bot.directory.words import countries
from bot.directory.words.names import Entry
from bot.i18n import words

_AREAS: Final = frozenset(
    [
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    ]
)


@cache
def known() -> frozenset[str]:
    """The names of all zones. Finding them takes a walk through the file system."""
    return frozenset(available_timezones())


@cache
def _zones() -> tuple[str, ...]:
    """The zones that go by a city, and UTC."""
    return (*sorted(name for name in known() if name.partition("/")[0] in _AREAS), "UTC")


def zone_of(place: str, country: str | None) -> str | None:
    """The zone (an IANA name) of a place as somebody wrote it, or else of a country (ISO 3166-1); None if nobody can tell."""
    for part in (place, *place.split(",")):
        found = place_names.places("en").get(place_names.key(part))
        if found is not None and found.timezone is not None:
            return found.timezone
    return zone_of_country(country) if country else None


@cache
def _of_country(country: str) -> tuple[str, ...]:
    return tuple(zone for zone in cldr.world().zones_of.get(country, ()) if zone in known())


@cache
def entries(language: str) -> tuple[Entry, ...]:
    """All zones, to choose from in a language: by their city, and by the countries that they are of."""
    spoken, countries_of = words(language), dict[str, list[str]]()
    for country in countries.codes():
        for zone in _of_country(country):
            countries_of.setdefault(zone, []).append(countries.name(country, language))
    found, former = [], frozenset(cldr.world().former_zones)
    for zone in _zones():
        if zone in former and zone != "UTC":
            continue
        theirs = countries_of.get(zone, [])
        shown = f"{spoken.city(zone)} ({', '.join(theirs)})" if theirs else spoken.city(zone)
        found.append(Entry.of(zone, shown[:75], [zone.replace("/", " "), *theirs]))
    return tuple(found)
