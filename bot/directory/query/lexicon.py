"""What words mean to everybody: countries, regions, kinds of organisations, languages. Built once a process. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.directory.query.parts import PartKind
from bot.directory.words import countries, country_names, foreign, languages
from bot.directory.words.folding import fold
from bot.directory.words.language_names import LANGUAGE_NAMES, NOT_A_LANGUAGE
from bot.directory.words.region_names import REGION_NAMES, SHORT
from bot.directory.words.sector_names import PLAIN, SECTOR_NAMES, SHOWN
from bot.i18n import LANGUAGES

Meaning = tuple[PartKind, str]

_PATHFINDERS = (
    "pathfinder|pathfinders|pathfinder country|pathfinder countries|pathfinder state|pathfinder states|pays pionnier"
    "|pays pionniers|pays pathfinder|pays pathfinders|pionniers|pays eclaireur|pays eclaireurs|pais pionero|paises pioneros"
    "|pais pathfinder|paises pathfinder|paises pathfinders|pioneros"
)
PATHFINDERS: Final = frozenset(_PATHFINDERS.split("|"))

# Codes that are words, titles or abbreviations of other things, even in capitals.
_WORDS_IN_CAPITALS = (
    "AD AI AM AN AS AT AU BE BY CC CE CO CV DE DM DO EN ES ET EU GM GP HR ID IN IO IS IT LA LE LI MA ME ML MP MR MS MY NA NE"
    " NI NO NU OM OR PA PM PR PS SA SE SI SM SO SU TE TO TV UN VA VU YA"
    " AND ANT ARE CAN CAF CHE COD COM GIN GUM IOT IRA MAC NIC NOR PAN PSE SUR TON"
)
_NO_CODES: Final = frozenset(_WORDS_IN_CAPITALS.split())


@dataclass(frozen=True, slots=True)
class Words:
    """Meanings of folded phrases.

    `sure` is read before the names of organisations, fields and groups, `unsure` after. `capitals` are for words typed in
    capitals, `scripts` for what was typed in another alphabet.
    """

    sure: Mapping[str, Meaning]
    unsure: Mapping[str, Meaning]
    capitals: Mapping[str, Meaning]
    scripts: Mapping[str, str]
    countries: Mapping[str, str]  # all names, for `country:`
    regions: Mapping[str, str]
    sectors: Mapping[str, str]
    languages: Mapping[str, str]
    squeezed: Mapping[str, Meaning]  # long names of several words, without their spaces
    near: Mapping[int, Sequence[str]]  # by letters typed: names of `squeezed` as long, one less, one more
    pieces: frozenset[str]  # the words of those names


def _table(names: Mapping[str, str]) -> dict[str, str]:
    return {name: value for value, text in names.items() for name in text.split("|") if name}


@cache
def known() -> Words:
    """All of it: some 10 ms for each language's names, once."""
    country, region, sector, language = (
        country_names.names(),
        _table(REGION_NAMES),
        _table(SECTOR_NAMES),
        _languages(),
    )
    sure: dict[str, Meaning] = dict.fromkeys(PLAIN, ("word", ""))
    sure |= dict.fromkeys(PATHFINDERS, ("pathfinders", ""))
    _add(sure, "region", {name: key for name, key in region.items() if name not in SHORT})
    _add(sure, "country", {n: code for n, code in country.items() if n not in country_names.NOT_A_COUNTRY})
    _add(sure, "sector", sector)
    _add(sure, "language", {name: code for name, code in language.items() if name not in NOT_A_LANGUAGE})
    unsure: dict[str, Meaning] = {}
    _add(unsure, "country", {n: c for n, c in country_names.foreign().items() if n not in sure})
    squeezed = _squeezed(sure)
    unsure = {name: meaning for name, meaning in squeezed.items() if name not in sure} | unsure
    capitals: dict[str, Meaning] = {"UN": ("sector", "un")}
    capitals |= {name.upper(): ("region", region[name]) for name in SHORT}
    _add(capitals, "country", country_names.IN_CAPITALS)
    _add(capitals, "country", {s: c for s, c in countries.by_code().items() if s not in _NO_CODES})
    return Words(
        sure=sure,
        unsure=unsure,
        capitals=capitals,
        scripts=foreign.in_scripts(),
        countries=country_names.foreign() | country,
        regions=region | {key.replace("-", " "): key for key in REGION_NAMES},
        sectors=_table(SHOWN) | sector | {key: key for key in SECTOR_NAMES},
        languages=language,
        squeezed=squeezed,
        near=_near(squeezed),
        pieces=frozenset(
            word
            for name in sure
            if " " in name
            for word in name.split()
            if len(word) > 2 or word in {"el", "st"}
        ),
    )


def _add(to: dict[str, Meaning], kind: PartKind, names: Mapping[str, str]) -> None:
    for name, value in names.items():
        to.setdefault(name, (kind, value))


def _languages() -> dict[str, str]:
    found = _table(LANGUAGE_NAMES)
    for language in LANGUAGES:
        for code in sorted(languages.codes()):
            found.setdefault(" ".join(fold(languages.name(code, language))), code)
    return found


def _squeezed(sure: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Names of several words, joined, as people type “srilanka”."""
    found: dict[str, Meaning] = {}
    for name, meaning in sure.items():
        joined = name.replace(" ", "")
        if meaning[0] in {"country", "region"} and joined != name and len(joined) >= 7:
            found.setdefault(joined, meaning)
    return found


def _near(names: Iterable[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for name in names:
        for letters in range(len(name) - 1, len(name) + 2):
            found.setdefault(letters, []).append(name)
    return found


def nearly(joined: str) -> Meaning | None:
    """The country or region whose name of several words is one typing error away from these letters, if there is just one."""
    words = known()
    names = words.near.get(len(joined), ())
    near = process.extract(joined, names, scorer=OSA.distance, score_cutoff=1, limit=None)
    fitting = {words.squeezed[name] for name, _, _ in near}
    return fitting.pop() if len(fitting) == 1 else None
