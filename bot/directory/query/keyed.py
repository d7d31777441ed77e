"""Reads one filter, `key:value`, as a part of a search. Pure."""

from collections.abc import Mapping

from bot.directory.query import group_titles
from bot.directory.query.guessing import guess
from bot.directory.query.lexicon import PATHFINDERS, Words, known
from bot.directory.query.parts import Lexicon, Part, PartKind, filtered
from bot.directory.query.phrases import spellings
from bot.directory.query.stopwords import is_stop
from bot.directory.query.typed import Filter, plain_words
from bot.directory.words import countries, languages
from bot.directory.words.folding import fold


def read_filter(item: Filter, lexicon: Lexicon) -> Part | None:
    """The part that a filter asks for; None if its value says nothing that is known."""
    source = filtered(item.typed, item.value)
    words = fold(item.value)
    if not words:
        return None
    name = " ".join(words)
    match item.kind:
        case "country" | "region":
            return _place(item, name, source)
        case "lang":
            value = name if name in languages.codes() else known().languages.get(name)
            return _part("language", value, source) or _guessed(words, "language", source)
        case "type":
            return _part("sector", known().sectors.get(name), source) or _guessed(words, "sector", source)
        case "group":
            return _part("group", _group(item.value, lexicon.groups), source)
        case "name":
            return Part("name", name, source)
        case "org":
            return _term("organisation", words, {**lexicon.bodies, **lexicon.organisations}, source)
        case _:
            return _term("field", words, lexicon.fields, source)


def _part(kind: PartKind, value: str | None, source: str) -> Part | None:
    return Part(kind, value, source) if value else None


def _place(item: Filter, name: str, source: str) -> Part | None:
    """A country, or a region: whichever key was given, the value says which."""
    words = known()
    code = _country(item.value, name, words)
    region = words.regions.get(name)
    if region and (item.kind == "region" or not code):
        return Part("region", region, source)
    if code:
        return Part("country", code, source)
    if name in PATHFINDERS:
        return Part("pathfinders", "", source)
    return _guessed(name.split(), "country", source) or _guessed(name.split(), "region", source)


def _country(value: str, name: str, words: Words) -> str | None:
    by_code = countries.by_code().get(name.upper())
    if by_code or name in words.countries:
        return by_code or words.countries[name]
    if not value.isascii() and name in words.scripts:
        return words.scripts[name]
    kind, code = words.squeezed.get(name.replace(" ", ""), ("word", ""))
    return code if kind == "country" else None


def _guessed(words: list[str], kind: PartKind, source: str) -> Part | None:
    """What was meant in spite of a typing error, if only one thing of the kind is as near."""
    near = [(part.value, distance) for part, distance in guess(words) if part.kind == kind]
    if not near or sum(distance == near[0][1] for _, distance in near) > 1:
        return None
    return Part(kind, near[0][0], source)


def _group(value: str, groups: Mapping[str, str]) -> str | None:
    return value if value in groups.values() else group_titles.one_of(value, groups)


def _term(kind: PartKind, words: list[str], terms: Mapping[str, int], source: str) -> Part | None:
    for name in (*spellings(tuple(plain_words(" ".join(words)))), "".join(words)):
        if name in terms:
            return Part(kind, str(terms[name]), source)
    value = " ".join([word for word in words if not is_stop(word)] or words)
    return None if value.isdigit() else Part(kind, value, source)  # a number would be taken for a term's id
