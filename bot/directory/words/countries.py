"""Countries by their ISO 3166-1 alpha-2 codes, with CLDR's names in every language and what people also call them."""

from functools import cache

from bot import cldr
from bot.directory.words.country_aliases import ALIASES
from bot.directory.words.names import Entry
from bot.i18n import LANGUAGES

# Two-letter keys of CLDR's that are no country: unions, test locales, and reserved codes of parts of countries.
_NO_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)

# Names in use that CLDR does not give: abbreviations, former names, those of the United Nations.
_ALSO = {
    "AE": ("UAE", "EAU"),
    "BO": ("Plurinational State of Bolivia",),
    "CD": (
        "DRC",
        "RDC",
        "DR Congo",
        "RD Congo",
        "Democratic Republic of the Congo",
        "République démocratique du Congo",
        "Zaire",
    ),
    "CF": ("CAR", "RCA"),
    "CG": ("Republic of the Congo", "République du Congo", "República del Congo"),
    "CI": ("Ivory Coast", "Costa de Marfil"),
    "CV": ("Cabo Verde",),
    "CZ": ("Czech Republic", "République tchèque", "República Checa"),
    "GB": ("UK", "Great Britain", "Grande-Bretagne", "Gran Bretaña", "England", "Scotland", "Wales"),
    "IR": ("Islamic Republic of Iran",),
    "KP": ("DPRK", "RPDC"),
    "KR": ("Republic of Korea", "ROK"),
    "LA": ("Lao PDR", "Lao People's Democratic Republic"),
    "MD": ("Republic of Moldova",),
    "MK": ("FYROM", "Macedonia", "Macédoine"),
    "NL": ("Holland", "Hollande", "Holanda"),
    "PG": ("PNG",),
    "PS": ("Palestine", "State of Palestine", "Palestina"),
    "RU": ("Russian Federation", "Fédération de Russie", "Federación de Rusia"),
    "SA": ("KSA",),
    "SY": ("Syrian Arab Republic",),
    "SZ": ("Swaziland", "Suazilandia"),
    "TL": ("East Timor",),
    "TR": ("Turkey",),
    "TZ": ("United Republic of Tanzania",),
    "US": ("USA", "EE. UU.", "EEUU", "EUA", "United States of America", "America"),
    "VA": ("Holy See", "Saint-Siège", "Santa Sede"),
    "VE": ("Bolivarian Republic of Venezuela",),
    "VN": ("Viet Nam",),
}


@cache
def codes() -> frozenset[str]:
    """The codes of all countries and territories, and Kosovo's user-assigned XK."""
    return frozenset(cldr.locale("en").territories) - _NO_COUNTRIES


def name(code: str, language: str) -> str:
    """A country's name in a language, as plain text; the code if it has none."""
    return cldr.locale(language).territories.get(code, code)


def other_names(code: str) -> tuple[str, ...]:
    """Names in use that CLDR does not give, as they are written."""
    return _ALSO.get(code, ())


@cache
def by_code() -> dict[str, str]:
    """Alpha-2 by every code that a country has: alpha-2, alpha-3, and old ones; upper case."""
    found = {short: code for code in codes() for short in cldr.world().other_codes.get(code, ())}
    return found | {code: code for code in codes()}


def also_called(code: str) -> list[str]:
    """Everything that a country is found by: its names in every language, other names, codes."""
    names = [name(code, language) for language in LANGUAGES]
    return [*names, *_ALSO.get(code, ()), code, *cldr.world().other_codes.get(code, ())]


def _aliases(code: str) -> list[str]:
    return [alias for alias in ALIASES.get(code, "").split("|") if alias]


@cache
def entries(language: str) -> tuple[Entry, ...]:
    """All countries, to choose from in a language."""
    return tuple(
        Entry.of(
            code,
            name(code, language),
            [
                *(name(code, other) for other in LANGUAGES if other != language),
                *_ALSO.get(code, ()),
                *_aliases(code),
            ],
            cldr.world().other_codes.get(code, ()),
        )
        for code in sorted(codes())
    )
