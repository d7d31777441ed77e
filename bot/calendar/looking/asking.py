"""What somebody means by the words after `/calendar`: a page, and what to narrow it by; or a word that is not known. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Final

from bot.calendar.looking import phrases
from bot.calendar.looking.place import MINE, MOST_PARTS, Part, Place
from bot.directory.query import group_titles, lexicon
from bot.directory.words import country_names
from bot.directory.words.folding import fold

LONGEST_PHRASE: Final = 7  # words: “democratic republic of the congo”
NEAR: Final = 0.75  # how like a known word a mistyped one is: difflib's measure


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that is not understood, as it was typed, and the command that was probably meant."""

    word: str
    meant: str | None = None


def read(typed: str, groups: Mapping[str, str], *, commands: Collection[str] = ()) -> Place | Unknown:
    """Reads the words. `groups` are those that the reader may know of: what each is called, by its channel; a word for another
    is a word like any that is not known. `commands` are first words that mean something else, for those who mistype them."""
    page, tokens = _tokens(typed)
    if not tokens:
        return Place(page)
    meanings = _of_groups(groups) | _known()
    parts: list[Part] = []
    while tokens:
        taken, part = _first(tokens, meanings, groups)
        if not taken:
            return Unknown(tokens[0].typed, _meant(typed, tokens[0], meanings, commands))
        tokens = tokens[taken:]
        if part is not None and part not in parts:
            parts.append(part)
    return Place(page, tuple(parts[:MOST_PARTS]))


@dataclass(frozen=True, slots=True)
class _Token:
    """A folded word, and what was typed for it."""

    folded: str
    typed: str


def _tokens(typed: str) -> tuple[int, list[_Token]]:
    """The page that was asked for, and the words besides. What folds to nothing is kept as it is: it is not known."""
    page, tokens = 1, []
    for word in typed.split():
        if word.isascii() and word.isdigit() and len(word) < 6:
            page = int(word)
        else:
            tokens += [_Token(folded, word) for folded in fold(word) or [word]]
    return page, tokens


def _first(
    tokens: list[_Token], meanings: Mapping[str, Part], groups: Mapping[str, str]
) -> tuple[int, Part | None]:
    """How many words the longest phrase that they begin with has, and what it means, if anything. Zero, if it is not known."""
    for length in range(min(LONGEST_PHRASE, len(tokens)), 0, -1):
        phrase = " ".join(token.folded for token in tokens[:length])
        if part := meanings.get(phrase):
            return length, part
    word = tokens[0]
    if word.folded in phrases.SMALL or word.folded in phrases.PAGE:
        return 1, None
    what, value = lexicon.known().capitals.get(word.typed.strip(",."), ("word", ""))
    if what == "country":
        return 1, Part("country", value)
    # A part of a group's name, its initials, or its name with a slip.
    for length in range(min(LONGEST_PHRASE, len(tokens)), 0, -1):
        phrase = " ".join(token.folded for token in tokens[:length])
        if len(phrase) > 2 and (group := group_titles.one_of(phrase, _by_title(groups))):
            return length, Part("group", group)
    return 0, None


@cache
def _known() -> dict[str, Part]:
    """What means the same to everybody."""
    found = {
        name: Part("country", code)
        for name, code in (country_names.foreign() | country_names.names()).items()
        if name not in country_names.NOT_A_COUNTRY
    }
    found |= {word: Part("kind", kind) for kind, words in phrases.KINDS.items() for word in words}
    return found | dict.fromkeys(phrases.MINE, MINE)


def _by_title(groups: Mapping[str, str]) -> dict[str, str]:
    return {" ".join(fold(title)): channel_id for channel_id, title in groups.items() if fold(title)}


def _of_groups(groups: Mapping[str, str]) -> dict[str, Part]:
    called = group_titles.called(_by_title(groups))
    return {name: Part("group", channel_id) for name, channel_id in called.items()}


def _meant(typed: str, word: _Token, known: Iterable[str], commands: Collection[str]) -> str | None:
    """The command with the word in the place of which something else was typed."""
    # The first letter is seldom wrong, and short words are like too many others.
    alike = {name for name in (*known, *commands, *phrases.PAGE) if name[0] == word.folded[0]}
    near = get_close_matches(word.folded, sorted(alike), n=1, cutoff=NEAR)
    if not near:
        return None
    if near[0] in phrases.PAGE:
        return "/calendar 2"
    if near[0] in phrases.HELP:
        return "/calendar help"
    words = [near[0] if each == word.typed else each for each in typed.split()]
    return "/calendar " + " ".join(words if near[0] not in commands else [near[0], *words[1:]])
