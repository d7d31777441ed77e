"""Regions of the world: the five of the ILO, and smaller ones that people search by.

The five are a partition: the ILO's Arab States and its Europe and Central Asia (https://www.ilo.org/regions-and-countries), and
for the rest the United Nations' M49 (https://unstats.un.org/unsd/methodology/m49/). Keys are ours, and are typed: `region:africa`.
"""

from functools import cache
from typing import Final

from bot.i18n import Markup, Words


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NORTH_AFRICA = _codes("DZ EG EH LY MA SD TN")
_WEST_AFRICA = _codes("BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG")
_CENTRAL_AFRICA = _codes("AO CD CF CG CM GA GQ ST TD")
_EAST_AFRICA = _codes("BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW")
_SOUTHERN_AFRICA = _codes("BW LS NA SZ ZA")
_AFRICA = _NORTH_AFRICA | _WEST_AFRICA | _CENTRAL_AFRICA | _EAST_AFRICA | _SOUTHERN_AFRICA

_CARIBBEAN = _codes("AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI")
_CENTRAL_AMERICA = _codes("BZ CR GT HN MX NI PA SV")
_SOUTH_AMERICA = _codes("AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE")
_NORTH_AMERICA = _codes("BM CA GL PM US")

_ARAB_STATES = _codes("AE BH IQ JO KW LB OM PS QA SA SY YE")
_CENTRAL_ASIA = _codes("KG KZ TJ TM UZ")
_SOUTH_ASIA = _codes("AF BD BT IN IR LK MV NP PK")
_SOUTH_EAST_ASIA = _codes("BN ID KH LA MM MY PH SG TH TL VN")
_EAST_ASIA = _codes("CN HK JP KP KR MN MO TW")
_PACIFIC = _codes("AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS")
_CAUCASUS = _codes("AM AZ GE")
_NORTHERN_EUROPE = _codes("AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ")
_WESTERN_EUROPE = _codes("AT BE CH DE FR LI LU MC NL")
_EASTERN_EUROPE = _codes("BG BY CZ HU MD PL RO RU SK UA")
_SOUTHERN_EUROPE = _codes("AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK")
_EUROPE = _NORTHERN_EUROPE | _WESTERN_EUROPE | _EASTERN_EUROPE | _SOUTHERN_EUROPE
_EUROPEAN_UNION = _codes("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")

FIVE: Final[dict[str, frozenset[str]]] = {
    "africa": _AFRICA,
    "americas": _CARIBBEAN | _CENTRAL_AMERICA | _SOUTH_AMERICA | _NORTH_AMERICA,
    "arab-states": _ARAB_STATES,
    "asia-pacific": _SOUTH_ASIA | _SOUTH_EAST_ASIA | _EAST_ASIA | _PACIFIC,
    "europe-central-asia": _EUROPE | _CENTRAL_ASIA | _CAUCASUS | _codes("CY IL TR"),
}

# Neighbourhoods: a country is in at most one of these.
_NEAR: Final[dict[str, frozenset[str]]] = {
    "north-africa": _NORTH_AFRICA,
    "west-africa": _WEST_AFRICA,
    "central-africa": _CENTRAL_AFRICA,
    "east-africa": _EAST_AFRICA,
    "southern-africa": _SOUTHERN_AFRICA,
    "caribbean": _CARIBBEAN,
    "central-america": _CENTRAL_AMERICA,
    "south-america": _SOUTH_AMERICA,
    "central-asia": _CENTRAL_ASIA,
    "south-asia": _SOUTH_ASIA,
    "south-east-asia": _SOUTH_EAST_ASIA,
    "east-asia": _EAST_ASIA,
    "pacific": _PACIFIC,
    "eastern-europe": _EASTERN_EUROPE,
    "western-europe": _WESTERN_EUROPE,
    "northern-europe": _NORTHERN_EUROPE,
    "southern-europe": _SOUTHERN_EUROPE,
}

REGIONS: Final[dict[str, frozenset[str]]] = {
    **FIVE,
    **_NEAR,
    "north-america": _NORTH_AMERICA | _codes("MX"),
    "latin-america": _CENTRAL_AMERICA | _SOUTH_AMERICA | _codes("CU DO HT PR") - _codes("BV FK GS"),
    "latin-america-caribbean": _CENTRAL_AMERICA | _SOUTH_AMERICA | _CARIBBEAN,
    "sub-saharan-africa": (_AFRICA - _NORTH_AFRICA) | _codes("SD"),
    "sahel": _codes("BF ML MR NE SN TD"),
    "maghreb": _codes("DZ LY MA MR TN"),
    "middle-east": _ARAB_STATES | _codes("CY EG IL IR TR"),
    "middle-east-north-africa": _ARAB_STATES | _codes("DZ EG IL IR LY MA SD TN"),
    "gulf": _codes("AE BH KW OM QA SA"),
    "asia": _ARAB_STATES
    | _CENTRAL_ASIA
    | _SOUTH_ASIA
    | _SOUTH_EAST_ASIA
    | _EAST_ASIA
    | _CAUCASUS
    | _codes("CY IL TR"),
    "caucasus": _CAUCASUS,
    "europe": _EUROPE | _codes("CY"),
    "european-union": _EUROPEAN_UNION,
    "balkans": _codes("AL BA BG GR HR ME MK RO RS SI XK"),
    "nordic-countries": _codes("AX DK FI FO GL IS NO SE"),
}


@cache
def of(country: str) -> str | None:
    """Which of the ILO's five regions a country is in; None for an unknown code, and for where nobody lives (AQ)."""
    return next((key for key, codes in FIVE.items() if country in codes), None)


@cache
def around(country: str) -> tuple[str, ...]:
    """The regions that a country is in, the nearest first: its neighbourhood, then its region of the ILO."""
    return tuple(key for key, codes in (*_NEAR.items(), *FIVE.items()) if country in codes)


def name(key: str, _: Words) -> Markup:
    """What a region is called, in a person's language; the key if it is none of ours."""
    names = {
        "africa": _("Africa"),
        "americas": _("Americas"),
        "arab-states": _("Arab States"),
        "asia-pacific": _("Asia and the Pacific"),
        "europe-central-asia": _("Europe and Central Asia"),
        "north-africa": _("North Africa"),
        "west-africa": _("West Africa"),
        "central-africa": _("Central Africa"),
        "east-africa": _("East Africa"),
        "southern-africa": _("Southern Africa"),
        "caribbean": _("Caribbean"),
        "central-america": _("Central America and Mexico"),
        "south-america": _("South America"),
        "central-asia": _("Central Asia"),
        "south-asia": _("South Asia"),
        "south-east-asia": _("South-East Asia"),
        "east-asia": _("East Asia"),
        "pacific": _("Pacific"),
        "eastern-europe": _("Eastern Europe"),
        "western-europe": _("Western Europe"),
        "northern-europe": _("Northern Europe"),
        "southern-europe": _("Southern Europe"),
        "north-america": _("North America"),
        "latin-america": _("Latin America"),
        "latin-america-caribbean": _("Latin America and the Caribbean"),
        "sub-saharan-africa": _("Sub-Saharan Africa"),
        "sahel": _("Sahel"),
        "maghreb": _("Maghreb"),
        "middle-east": _("Middle East"),
        "middle-east-north-africa": _("Middle East and North Africa"),
        "gulf": _("Gulf States"),
        "asia": _("Asia"),
        "caucasus": _("Caucasus"),
        "europe": _("Europe"),
        "european-union": _("European Union"),
        "balkans": _("Balkans"),
        "nordic-countries": _("Nordic countries"),
    }
    return names.get(key, Markup(key))
