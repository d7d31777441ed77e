"""What countries are called: folded names, former ones, those of other languages, and demonyms, each leading to one code."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Final

from bot import cldr
from bot.directory.words import countries
from bot.directory.words.country_aliases import ALIASES
from bot.directory.words.demonyms import DEMONYMS, plurals
from bot.directory.words.folding import fold
from bot.directory.words.foreign import in_latin
from bot.i18n import LANGUAGES

# Not names of countries to us, though lists have them: ordinary words, regions, and abbreviations that are words in small letters.
NOT_A_COUNTRY: Final = frozenset(
    {"america", "amerique", "reunion", "la reunion", "car", "rca", "eau", "eua", "rok", "ksa"}
    | {"island", "franca", "gana", "turki", "misri", "misir", "saudia", "somali", "servie", "guba"}
)
# Those abbreviations are known in capitals.
IN_CAPITALS: Final = {"CAR": "CF", "RCA": "CF", "EAU": "AE", "EUA": "US", "ROK": "KR", "KSA": "SA"}


def ways(name: str, *, with_bracketed: bool = True) -> Iterator[str]:
    """The folded ways of writing a country's name: with what is in brackets and without; with and, st and their like."""
    name = _VOWEL_MARKS.sub("", name)
    plain, _, bracketed = name.partition("(")
    for text in (name, plain, bracketed) if with_bracketed else (name, plain):
        words = fold(text)
        for drop in (("sar", "china"), ("china",), ("chine",)):
            if words[-len(drop) :] == list(drop) and len(words) > len(drop):
                yield " ".join(words[: -len(drop)])
        if words:
            yield " ".join(words)
            swapped = [_SAINTS.get(word, (word,)) for word in words]
            yield from (" ".join(way) for way in product(*swapped))
        if "&" in text:
            for word in ("and", "et", "y", "e", "und"):
                yield " ".join(fold(text.replace("&", f" {word} ")))


_VOWEL_MARKS = re.compile("[\u064b-\u0652]")  # of Arabic: dictionaries write them, people don't
_SAINTS = {"saint": ("saint", "st"), "sainte": ("sainte", "ste"), "st": ("st", "saint"), "san": ("san", "st")}


@cache
def names() -> dict[str, str]:
    """In English, French and Spanish: by folded name, the code. A name that two countries have is the first one's here:
    what is written above, then CLDR's, then what the list of choices also knows, then demonyms."""
    found: dict[str, str] = {}
    for code, text in ALIASES.items():
        found |= {name: code for name in text.split("|") if name}
    known = sorted(countries.codes())
    for language in LANGUAGES:
        territories = cldr.locale(language).territories
        for code in known:
            for way in ways(territories.get(code, "")):
                found.setdefault(way, code)
    for code in known:
        for name in countries.other_names(code):
            found.setdefault(" ".join(fold(name)), code)
    for code, text in DEMONYMS.items():
        for word in text.split():
            for way in plurals(word):
                found.setdefault(way, code)
    return {name: code for name, code in found.items() if name}


@cache
def foreign() -> dict[str, str]:
    """In other languages of our alphabet: by folded name, the code."""
    return {name: code for name, code in in_latin().items() if name not in NOT_A_COUNTRY}
