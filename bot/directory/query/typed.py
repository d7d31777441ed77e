"""Cuts what somebody typed into words, quoted phrases and filters (`country:NP`). Knows no meanings. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.directory.words.folding import fold, other_spelling
from bot.directory.words.name_words import ABBREVIATED

MOST_CHARACTERS: Final = 200
_MOST_READ = 4000  # of a text that nobody typed

# The keys of filters, in our languages, folded: the first of each is the one that we write.
KEYS: Final[dict[str, str]] = {
    key: kind
    for kind, keys in {
        "country": "country countries pays pais paises",
        "region": "region regions regiones",
        "field": "field fields topic topics domaine domaines theme campo campos tema area areas",
        "org": "org organisation organization organizacion",
        "lang": "lang language languages langue langues idioma idiomas lengua",
        "group": "group groupe grupo",
        "type": "type tipo sector secteur",
        "name": "name nom nombre",
    }.items()
    for key in keys.split()
}

_SHORTEST_MISTYPED, _LONG_KEY = 4, 8  # letters of a key that may have one wrong, and two
_BEGUN: Final = {first: [key for key in KEYS if key.startswith(first)] for first in {key[0] for key in KEYS}}


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed and folded. `joint` is what parts it from the word before: " ", "-", "'", or "," for what no phrase
    goes across. `other` is how it may be written too: the letters of U.S.A. apart, “u s a”; labour for labor, international for intl."""

    raw: str
    folded: str
    joint: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What stood in quotation marks."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """`key:value`. `kind` is one of the values of KEYS; `typed` is the key as it was typed, folded; `mistyped` what was typed for it,
    with what parts it from the value, if it was that key only nearly."""

    kind: str
    typed: str
    value: str
    mistyped: str = ""


Item = Word | Quoted | Filter

_WORD = r"[^\s!-/:-@\[-`{-~\u00a1-\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u303f\uff00-\uff0f]"
_LETTER = r"[a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
_OPEN, _CLOSE = '"“„‟«″', '"”“‟»″'
_SCAN: Final = re.compile(
    rf"""
      (?P<key>(?<!{_WORD}){_LETTER}{{2,20}})\s?:\s?
          (?: [{_OPEN}](?P<inside>[^{_OPEN}{_CLOSE}]*)[{_CLOSE}]? | (?P<bare>[^\s,;{_OPEN}{_CLOSE}]*) )
    | [{_OPEN}](?P<quoted>[^{_OPEN}{_CLOSE}]*)[{_CLOSE}]
    | (?<!{_WORD})['‘](?P<single>[^'‘’{_OPEN}{_CLOSE}]+)['’](?!{_WORD})
    | (?P<initials>(?<![\w.])(?:{_LETTER}{{1,2}}\.){{2,}}(?:{_LETTER}{{1,2}}(?!{_WORD}))?)
    | (?P<name>(?<!{_WORD})[nmo]['’]{_LETTER}{{2,}}(?!{_WORD}))
    | (?P<word>{_WORD}+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_MENTION = re.compile(r"<(?:[^<>|]*\|([^<>]*)|[@#!][^<>]*)>")
# As a picture and as Slack's code for it.
_FLAG = re.compile(r"([\U0001f1e6-\U0001f1ff])([\U0001f1e6-\U0001f1ff])|(?<!\w):flag-([a-z]{2}):")
_EMOJI = re.compile(r"(?<![\w:]):[a-z0-9_+-]+(?:::[a-z0-9_-]+)?:(?!\w)")
_ADDRESS = re.compile(r"([\w.+-]+)@[\w-]+(?:\.[\w-]+)+")  # of an e-mail: who it is stands before the @
_SITE = re.compile(
    r"(?<=\w)\.(?:org|com|int|net|edu|gov)\b(?:[/.]\S*)?", re.IGNORECASE
)  # what follows a site's name
_CONTRACTED = re.compile(r"\b(int|nat|gov|dep)['’](l|t)\b", re.IGNORECASE)  # international, …
_UNSEEN = re.compile(r"[\u00ad\u064b-\u0652\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS = frozenset(',;/|?![]{}<>=\n•·…"“”„‟«»″')


def clean(text: str) -> str:
    """The text without what can't be seen, nor Slack's own signs: an entity, `<@U1|maria>`, an emoji. A flag is its country."""
    text = _spelt_out(text[:_MOST_READ])
    text = _ENTITY.sub(" ", _MENTION.sub(lambda found: f" {found[1] or ''} ", text.replace("\n", " , ")))
    return unicodedata.normalize("NFC", _NOT_TEXT.sub(" ", _UNSEEN.sub("", text))).strip()


def _spelt_out(text: str) -> str:
    """The text with words in the place of signs; most texts have none of these."""
    if ":" in text or not text.isascii():
        text = _EMOJI.sub(" ", _FLAG.sub(_country_of, text))
    if "'" in text or "’" in text:
        text = _CONTRACTED.sub(r"\1\2", text)
    return _SITE.sub(" ", _ADDRESS.sub(r"\1", text)) if "." in text else text


def _country_of(flag: re.Match[str]) -> str:
    code = flag[3] or "".join(chr(ord(letter) - 0x1F1E6 + ord("a")) for letter in (flag[1], flag[2]))
    return f" country:{code} "


def cut(text: str) -> tuple[str, str]:
    """The first 200 characters, to the end of a word, and the rest."""
    if len(text) <= MOST_CHARACTERS:
        return text, ""
    at = text.rfind(" ", 0, MOST_CHARACTERS + 1)
    at = at if at > 0 else MOST_CHARACTERS
    return text[:at], text[at:].strip()


def scan(text: str) -> list[Item]:
    """The words, quoted phrases and filters of a text that is clean, in their order."""
    items: list[Item] = []
    joint = ""
    position = 0
    while found := _SCAN.match(text, position):
        position = found.end()
        if found["key"] is not None and (kind := KEYS.get(key := " ".join(fold(found["key"])))):
            items.append(Filter(kind, key, _value(found)))
            joint = ""
        elif found["key"] is not None and _is_close(found) and (near := nearest_key(found["key"])):
            items.append(Filter(KEYS[near], near, _value(found), mistyped=f"{found['key']}:"))
            joint = ""
        elif found["key"] is not None:  # an unknown key: two plain words
            position = found.end("key")
            items += _words(found["key"], joint)
            joint = " "
        elif (inside := found["quoted"] or found["single"]) is not None:
            if words := tuple(plain_words(inside)):
                items.append(Quoted(words))
            joint = ""
        elif found["other"] is not None:
            joint = _joined(joint, found["other"])
        else:
            items += _words(found[0], joint, initials=found["initials"] is not None)
            joint = ""
    return items


def unknown_keys(text: str) -> tuple[str, ...]:
    """What stands in a clean text as keys do, close to a value, and is nearly none of them: not in web addresses."""
    found = (each for each in _SCAN.finditer(text) if each["key"] is not None and _is_close(each))
    keys = (" ".join(fold(each["key"])) for each in found)
    return tuple(dict.fromkeys(key for key in keys if key and key not in KEYS and not nearest_key(key)))


def nearest_key(typed: str) -> str:
    """The key that was nearly typed: one letter is wrong, in long ones two, and not the first. Empty if it may be two kinds'."""
    word = "".join(fold(typed))
    if len(word) < _SHORTEST_MISTYPED:
        return ""
    most = 1 if len(word) < _LONG_KEY else 2
    near = process.extract(word, _BEGUN.get(word[:1], ()), scorer=OSA.distance, score_cutoff=most, limit=None)
    best = min((distance for _, distance, _ in near), default=0)
    keys = [key for key, distance, _ in near if distance == best]
    return keys[0] if len({KEYS[key] for key in keys}) == 1 else ""


def _is_close(found: re.Match[str]) -> bool:
    """Whether a value follows right after the key and its colon, which is more than how a sentence begins, and no web address."""
    rest = found[0][len(found["key"]) :]
    return (
        len(rest) > 1
        and not rest[1].isspace()
        and rest[0] == ":"
        and not rest.startswith("://")
        and bool(_value(found))
    )


def _value(found: re.Match[str]) -> str:
    value = found["inside"] if found["inside"] is not None else found["bare"].strip("?!.)('’‘")
    return " ".join(value.split())


def plain_words(text: str) -> Iterator[Word]:
    """The words within quotation marks, where nothing else has a meaning."""
    joint = ""
    for found in re.finditer(rf"({_WORD}+)|(.)", text, re.DOTALL):
        if found[1] is None:
            joint = " " if joint or found[2] not in "-'’" else found[2]
        else:
            yield from _words(found[1], joint)
            joint = ""


def _joined(before: str, sign: str) -> str:
    """What parts two words, after one sign more."""
    if before == "," or sign in _BREAKS:
        return ","
    return sign if not before and sign in "-'’" else " "


def _words(raw: str, joint: str, *, initials: bool = False) -> Iterator[Word]:
    folded = fold(raw)
    if initials or (len(folded) == 2 and raw[1:2] in ("'", "’")):
        yield Word(raw, "".join(folded), joint or " ", " ".join(folded) if initials else "")
    elif len(folded) == 1:
        yield Word(raw, folded[0], joint or " ", _other(folded[0]))
    else:
        for word in folded:
            yield Word(word, word, joint or " ", _other(word))
            joint = " "


def _other(word: str) -> str:
    return other_spelling(word) or ABBREVIATED.get(word, "")
