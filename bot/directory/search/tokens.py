"""What a profile is found by: tokens, each with the zone of the profile it stands in and the reach of that part. Pure.

A word is its own token. What isn't a word begins with a sign, so that they never meet: codes of countries, languages and
kinds of organisations, ids of terms, stems, and the first two or three letters of words.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from bot.directory.sight import reach_of
from bot.directory.words import countries, languages
from bot.directory.words.folding import fold_for_finding, stems
from storage.directory import Profile
from storage.vocabulary import Term

INDEX_VERSION: Final = 2  # of what this file makes: raised, all profiles are indexed anew

# Zones of words.
NAME, ORGANISATION, FIELD, COUNTRY, LANGUAGE, ROLE, OFFERS, SEEKS = "n", "o", "f", "c", "l", "r", "t", "k"
# Zones of what isn't a word.
LISTED, BASED, WORKS, OF_FIELD, OF_ORGANISATION, SPEAKS, SECTOR = "*", "B", "W", "F", "O", "L", "S"
STEM, BEGINNING = "~", "^"  # after the zone of the words

EVERYBODY: Final = "*"
# Nobody is looked for by them when they are spelt wrongly: `bot.directory.query.reading.guess` knows their names better.
NOT_SPELT: Final = frozenset({COUNTRY, LANGUAGE})
SPELT: Final = frozenset({NAME, ORGANISATION, FIELD, ROLE, OFFERS, SEEKS})
SHORTEST_RANGE = 4  # letters from which a beginning is looked up as a range of words
_ZONES: Final = {"organisation": (OF_ORGANISATION, ORGANISATION), "fields": (OF_FIELD, FIELD)}
STEMMED = frozenset({ORGANISATION, FIELD, ROLE, OFFERS, SEEKS})


class Token(NamedTuple):
    text: str
    zone: str
    reach: int


def country(code: str) -> str:
    return f"@{code}"


def field(term_id: int | str) -> str:
    return f"#{term_id}"


def organisation(term_id: int | str) -> str:
    return f"%{term_id}"


def language(code: str) -> str:
    return f":{code}"


def sector(key: str) -> str:
    return f"={key}"


def term_code(term: Term) -> str:
    return organisation(term.id) if term.kind == "organisation" else field(term.id)


def own_name(token: str) -> str:
    """For who calls the organisation or field of a token by a name of their own (`storage.directory`, `own_names`)."""
    return f"!{token}"


def stem(text: str) -> str:
    return f"~{text}"


def beginning(text: str) -> str:
    return f"^{text}"


def warm_up() -> None:
    """Reads what all profiles need: names of countries and languages, a fifth of a second, once a process. Call it in a thread."""
    _country_names("NP")
    languages.also_called("ne")
    stems("warmed")


def is_word(token: str) -> bool:
    return token[:1].isalnum()


def of(profile: Profile, names: Mapping[int, tuple[str, ...]]) -> frozenset[Token]:
    """The tokens of a listed profile. `names` are all folded names of its terms, by id."""
    found = {Token(EVERYBODY, LISTED, 0)}

    def words(zone: str, part: str, texts: Iterable[str]) -> None:
        at = int(reach_of(profile, part))
        for text in texts:
            found.update(_of_text(zone, at, text))

    def code(zone: str, part: str, token: str) -> None:
        found.add(Token(token, zone, int(reach_of(profile, part))))

    words(NAME, "name", [profile.name])
    words(ROLE, "role", [profile.role])
    words(OFFERS, "offers", [profile.offers])
    words(SEEKS, "seeks", [profile.seeks])
    for term, part in _terms(profile):
        coded, worded = _ZONES[part]
        for token in _codes_of(term):
            code(coded, part, token)
        words(worded, part, _called(term, names))
    if profile.sector:
        code(SECTOR, "organisation", sector(profile.sector))
    if profile.country:
        code(BASED, "country", country(profile.country))
        words(COUNTRY, "country", [_country_names(profile.country)])
    for worked_in in profile.works_in:
        code(WORKS, "works_in", country(worked_in))
        words(COUNTRY, "works_in", [_country_names(worked_in)])
    for spoken in profile.languages:
        code(SPEAKS, "languages", language(spoken))
        words(LANGUAGE, "languages", [" ".join(languages.also_called(spoken))])
    return frozenset(found)


def _terms(profile: Profile) -> Iterable[tuple[Term, str]]:
    """The profile's terms, each with the part that it stands in."""
    if profile.organisation:
        yield profile.organisation, "organisation"
    for term in profile.fields:
        yield term, "fields"


def _codes_of(term: Term) -> Iterable[str]:
    """What stands for a term, and for its being called by a name of the profile's own."""
    token = term_code(term)
    return (token, own_name(token)) if term.is_own_name else (token,)


def _called(term: Term, names: Mapping[int, tuple[str, ...]]) -> list[str]:
    return [term.name, *term.labels.values(), *names.get(term.id, ())]


@lru_cache(maxsize=1024)
def _country_names(code: str) -> str:
    return " ".join(countries.also_called(code))


@lru_cache(maxsize=8192)
def _of_text(zone: str, reach: int, text: str) -> tuple[Token, ...]:
    """The tokens of a text. Many profiles have the same texts, and far more the same words."""
    found: set[Token] = set()
    for word in fold_for_finding(text):
        found.update(_of_word(zone, reach, word))
    return tuple(found)


@lru_cache(maxsize=16384)
def _of_word(zone: str, reach: int, word: str) -> tuple[Token, ...]:
    begun, beginning_zone = [word[:length] for length in (2, 3) if len(word) > length], zone + BEGINNING
    roots, stem_zone = (stems(word) if zone in STEMMED else ()), zone + STEM
    return (
        Token(word, zone, reach),
        *(Token(beginning(text), beginning_zone, reach) for text in begun),
        *(Token(stem(text), stem_zone, reach) for text in roots),
    )
