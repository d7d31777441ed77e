"""What is left of a name when all that doesn't matter for being the same is taken away. Pure."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from anyascii import anyascii

from bot.directory.words import countries
from bot.directory.words.bodies import BODIES
from bot.directory.words.demonyms import DEMONYMS, plurals
from bot.directory.words.name_words import LEGAL, ONE_WAY, SHORT_COUNTRIES, SMALL

_Z: Final = re.compile(r"(?<=[a-z]{2})iz(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)")
_DOTTED: Final = re.compile(r"(?<=\b[a-z])\.\s?(?=[a-z](?:\.|$))")
_GENITIVE: Final = re.compile(r"'s\b")
_WORD: Final = re.compile(r"[a-z0-9]+")
_ASIDE: Final = re.compile(r"^(.{2,}?)\s*[(\[]([^()\[\]]+)[)\]]\s*$")
_DASHED: Final = re.compile(r"^(.{2,}?)\s+[-–—:|/]\s+(.{2,}?)$")
_PARTS: Final = re.compile(r"[\[(]|\s[-–—:|/]\s")
_DIGIT: Final = re.compile(r"\d")
_LETTERS: Final = re.compile(r"[^\W\d_]")
LONGEST_ACRONYM: Final = 10
NONE: Final = frozenset[str]()
_KEPT_WHOLE: Final = frozenset({"un", "us", "uk", "eu", "onu"})
MOST_INITIALS: Final = 64


@dataclass(frozen=True, slots=True)
class Shape:
    """A name, taken apart.

    `raw` are the folded words. `words` are those without small words, legal forms and plurals, spelled in one way; a
    country is its code in capitals, in any language. `key` is those sorted, `letters` those run together. `acronym`
    is what the name is if it is nothing but one, `aside` one that it gives of itself: “International Labour Organization
    (ILO)”. `body` is the number of the well-known body whose name it is.
    """

    raw: tuple[str, ...]
    words: tuple[str, ...]
    key: str
    letters: str
    acronym: str
    aside: str
    countries: frozenset[str]
    numbers: frozenset[str]
    body: int | None


@lru_cache(maxsize=20_000)
def shape_of(name: str) -> Shape:
    """The shape of a name as somebody wrote it."""
    main, aside = _parted(name)
    raw = _split(main)
    words = _worded(raw)
    letters, key = "".join(words), " ".join(sorted(words))
    return Shape(
        raw=raw,
        words=words,
        key=key,
        letters=letters,
        acronym=_acronym(main, "".join(raw)),
        aside=aside,
        countries=NONE if key.islower() else frozenset(word for word in words if word.isupper()),
        numbers=frozenset(filter(_DIGIT.search, words)) if _DIGIT.search(letters) else NONE,
        body=_body(raw, words),
    )


def _split(text: str) -> tuple[str, ...]:
    """The folded words: “I.L.O.” is one, “children's” is “children”, “l'eau” is two."""
    plain = _DOTTED.sub("", anyascii(text.replace("’", "'")).casefold())
    return tuple(_WORD.findall(_GENITIVE.sub("", plain)))


def _parted(name: str) -> tuple[str, str]:
    """A name without the acronym that it gives of itself, and that acronym, folded."""
    for pattern in (_ASIDE, _DASHED) if _PARTS.search(name) else ():
        found = pattern.match(name)
        if not found:
            continue
        for main, other in (found.groups(), found.groups()[::-1]):
            short = "".join(_split(other))
            if not _acronym(other, short):
                continue
            if short in initials_of(_split(main)) or _is_of_body(short, main) or _stands_for(short, main):
                return main, short
    first, _, rest = name.partition(" ")
    start, _, last = name.rpartition(" ")
    for main, other in ((start, last), (rest, first)):
        if not other.isupper():
            continue
        short = "".join(_split(other))
        if _acronym(other, short) and (short in initials_of(_split(main)) or _is_of_body(short, main)):
            return main, short
    return name, ""


def _is_of_body(short: str, main: str) -> bool:
    body, raw = _acronyms().get(short), _split(main)
    return body is not None and _body(raw, _worded(raw)) == body


def _stands_for(short: str, main: str) -> bool:
    """Whether a word in brackets shortens what is before it in a way of its own: three letters or more, in their order."""
    words = _split(main)
    letters = iter("".join(words))
    begins = any(word[0] == short[0] for word in words)
    return len(short) > 2 and len(words) > 1 and begins and all(letter in letters for letter in short)


def _body(raw: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    """The well-known body whose name it is, or whose acronyms it is in several languages: “ITUC-CSI”."""
    found = _bodies().get(" ".join(sorted(words))) if words else None
    if found is not None:
        return found
    run_together = _acronyms().get("".join(raw))
    if run_together is not None or not raw or raw[0] not in _acronyms():
        return run_together
    each = {_acronyms().get(word) for word in raw}
    return each.pop() if len(each) == 1 else None


def _worded(raw: tuple[str, ...]) -> tuple[str, ...]:
    if raw[:1] == ("un",) and len(raw) > 1:
        raw = ("united", "nations", *raw[1:])
    words = [_one_way(word) for word in _with_countries(raw) if word not in SMALL]
    while len(words) > 1 and words[-1] in LEGAL:
        words.pop()
    return tuple(words)


@lru_cache(maxsize=50_000)
def _one_way(word: str) -> str:
    """A word in one spelling, and in the singular."""
    if word.isupper() or word.isdigit():
        return word
    word = _Z.sub("is", ONE_WAY.get(word, word))
    if len(word) > 4 and word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return ONE_WAY.get(word, word)


def _with_countries(words: tuple[str, ...]) -> list[str]:
    """The words with each country's name replaced by its code, in capitals: the longest name first."""
    known, found, at = _countries(), list[str](), 0
    begin = _first_words()
    if begin.keys().isdisjoint(words):
        return list(words)
    while at < len(words):
        for size in range(min(begin.get(words[at], 0), len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            code = known.get(phrase) or (SHORT_COUNTRIES.get(phrase) if len(words) > 1 else None)
            if code:
                found.append(code)
                at += size
                break
        else:
            found.append(words[at])
            at += 1
    return found


@cache
def _countries() -> dict[str, str]:
    """Countries by their folded names and those of their people, without codes and acronyms, which may be another body's."""
    found: dict[str, str] = {}
    for code in sorted(countries.codes()):
        for name in countries.also_called(code):
            words = _split(name)
            if len("".join(words)) > 3:
                found.setdefault(" ".join(words), code)
                found.setdefault(" ".join(word for word in words if word not in SMALL), code)
    for code, people in DEMONYMS.items():
        for word in people.split():
            found |= {form: code for form in (word, *plurals(word)) if form not in found}
    return found


@cache
def _first_words() -> dict[str, int]:
    """How many words a country's name has at most that begins with a word."""
    found = dict.fromkeys(SHORT_COUNTRIES, 1)
    for name in _countries():
        words = name.split()
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return found


def _acronym(written: str, letters: str) -> str:
    """The letters, if the name is nothing but an acronym: I.L.O., ILO, ilo, MoL; not Act or Oxfam."""
    if not 2 <= len(letters) <= LONGEST_ACRONYM or _DIGIT.search(letters):
        return ""
    parts = written.split()
    if len(parts) > 1 and not all(len(part.strip(".")) == 1 for part in parts):
        return ""
    capitals = sum(c.isupper() for c in _LETTERS.findall(written))
    return letters if capitals >= 2 or (capitals == 0 and 3 <= len(letters) <= 6) else ""


@lru_cache(maxsize=20_000)
def initials_of(raw: tuple[str, ...]) -> frozenset[str]:
    """What words may be shortened to: their first letters, with or without those of the small ones. Of three words or more.

    Two are enough where a small one stands between them: Ministry of Labour, MoL.
    """
    big = [word for word in raw if word not in SMALL and not word.isdigit()]
    if len(big) < 2 or len(raw) < 3:
        return frozenset()
    written = {""}
    for word in raw:
        # "UN Development Programme" is UNDP, "Ministry of Labour and Social Affairs" MoLSA.
        pieces = (word, word[0]) if word in _KEPT_WHOLE else (word[0], "") if word in SMALL else (word[0],)
        written = {start + piece for start in written for piece in pieces}
        if len(written) > MOST_INITIALS:
            return frozenset({"".join(word[0] for word in raw), "".join(word[0] for word in big)})
    return frozenset(each for each in written if len(each) > 2)


@cache
def _bodies() -> dict[str, int]:
    """Well-known bodies by the sorted words of each of their names."""
    return {" ".join(sorted(_worded(_split(name)))): n for n, names in enumerate(BODIES) for name in names}


@cache
def _acronyms() -> dict[str, int]:
    """Well-known bodies by each of their names, run together."""
    return {"".join(_split(name)): n for n, names in enumerate(BODIES) for name in names}
