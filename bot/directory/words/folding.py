"""Text as it is searched: without accents, case and punctuation, in ASCII words, whatever the database."""

import re
from functools import lru_cache

from anyascii import anyascii

from bot.directory.words.stemmers import stemmers

_APOSTROPHE = re.compile(r"(?<=[a-z0-9])'(?=[a-z0-9])")
_WORD = re.compile(r"[a-z0-9]+")
_OTHER_SCRIPTS = re.compile(r"[\u0370-\u1dff\u1f00-\u1fff\u2c00-\u2dff\u3040-\ud7ff]+")
_PICTURES = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+")
_SIGNS = re.compile(r"['`\"^]")


def _plain(text: str) -> str:
    """The text in ASCII and small letters. The signs by which other alphabets' letters are told apart are left out, since
    they would part words: Вьетнам is vetnam. Emoji are no words, though they have names."""
    if not text.isascii():
        text = _PICTURES.sub(" ", text)
        text = _OTHER_SCRIPTS.sub(lambda found: _SIGNS.sub("", anyascii(found[0])), text)
    return anyascii(text).casefold()


def fold(text: str) -> list[str]:
    """The words of a text: “Łódź, Côte d’Ivoire” gives lodz, cote, d, ivoire."""
    return _WORD.findall(_plain(text))


def fold_for_finding(text: str) -> list[str]:
    """The words under which a text is found: as `fold`, and joined where an apostrophe parts them (“obrien”)."""
    plain = _plain(text)
    joined = [word for word in _WORD.findall(_APOSTROPHE.sub("", plain)) if word]
    return list(dict.fromkeys(_WORD.findall(plain) + joined))


_BRITISH = {
    "labor": "labour",
    "neighbor": "neighbour",
    "behavior": "behaviour",
    "color": "colour",
    "center": "centre",
    "centers": "centres",
    "program": "programme",
    "programs": "programmes",
    "defense": "defence",
    "counseling": "counselling",
}
_SINGULAR = {
    "children": "child",
    "women": "woman",
    "men": "man",
    "people": "person",
    "wives": "wife",
    "lives": "life",
}
_AMERICAN = {british: american for american, british in _BRITISH.items()}
_IZE = re.compile(r"(?<=[a-z]{3})iz(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)")
_ISE = re.compile(r"(?<=[a-z]{3})is(?=(?:ation|ations|ational)$)")


@lru_cache(maxsize=8192)
def other_spelling(word: str) -> str:
    """A folded word as it is written on the other side of the Atlantic: labour for labor; "" for most words."""
    british = _BRITISH.get(word) or _IZE.sub("is", word)
    other = british if british != word else _AMERICAN.get(word) or _ISE.sub("iz", word)
    return "" if other == word else other


@lru_cache(maxsize=16384)
def stems(word: str) -> frozenset[str]:
    """The stems of a folded word, in all our languages, since nobody says in which one it is; of both ways to write it.

    “workers” gives worker (en, fr) and workers (es), “labor” also that of labour. Short words and numbers are their own stems.
    """
    if len(word) < 4 or word.isdigit():
        return frozenset((word,))
    ways = {word, other_spelling(word) or word, _SINGULAR.get(word, word)}
    return frozenset(stem(way) for way in ways for stem in stemmers())
