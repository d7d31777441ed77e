"""Languages by their ISO 639-1 codes, with Babel's names."""

from functools import cache

from bot.directory.names import Entry
from bot.i18n import LANGUAGES, words

_WITHDRAWN = frozenset({"sh"})


@cache
def codes() -> frozenset[str]:
    return frozenset(code for code in map(str, words("en").locale.languages) if len(code) == 2) - _WITHDRAWN


def name(code: str, language: str) -> str:
    """The name of the language `code` in another, capitalised, as plain text; the code if it has none."""
    return str(words(language).spoken_language(code))


def also_called(code: str) -> list[str]:
    """The names that a language is found by."""
    return [name(code, language) for language in LANGUAGES]


@cache
def entries(language: str) -> tuple[Entry, ...]:
    """All languages, to choose from in a language."""
    return tuple(
        Entry.of(code, name(code, language), [name(code, other) for other in LANGUAGES if other != language])
        for code in sorted(codes())
    )
