"""Languages by their ISO 639-1 codes, with CLDR's names; and some that are widely spoken where partners work and have only a
code of three letters (ISO 639-3)."""

from functools import cache

from bot import cldr
from bot.directory.words.language_names import LANGUAGE_NAMES
from bot.directory.words.names import Entry
from bot.i18n import LANGUAGES, words

_WITHDRAWN = frozenset({"sh"})
_CODES_OF_THREE = "arn bem bho ceb ckb dyu kab kmb kri luo mai mfe mos quc sat srr tet tpi umb zgh"
LONGER = frozenset(_CODES_OF_THREE.split())


@cache
def codes() -> frozenset[str]:
    short = frozenset(code for code in cldr.locale("en").languages if len(code) == 2)
    return short - _WITHDRAWN | LONGER


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
        Entry.of(code, name(code, language), [*_others(code, language), *besides(code)])
        for code in sorted(codes())
    )


def _others(code: str, language: str) -> list[str]:
    return [name(code, other) for other in LANGUAGES if other != language]


def besides(code: str) -> list[str]:
    """What people call a language besides: Jula, Mooré, Farsi."""
    return [each for each in LANGUAGE_NAMES.get(code, "").split("|") if each]
