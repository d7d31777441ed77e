"""Writes what countries are called in languages that Liaison does not speak: `python -m scripts.foreign_countries`.

The names are Babel's (CLDR, https://cldr.unicode.org), as `bot.directory.words.foreign` reads them. Written down, they spare every
process eleven locales: a megabyte each, of which the names are a fiftieth. tests/bot/directory/words/test_foreign.py tells when Babel has
others, or when they are folded otherwise.
"""

import sys

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from bot.directory.words import countries
from bot.directory.words.country_names import ways
from bot.directory.words.foreign import IN_LATIN, IN_SCRIPTS
from bot.i18n import LANGUAGES

# Read besides ours: those of the United Nations, and some that are near to many partners.
LATIN = ("pt", "de", "it", "nl", "tr", "id", "vi", "sw")
SCRIPTS = ("ar", "zh", "ru")
SHORTEST = 5  # letters of our alphabet: shorter names are words in our languages


def table(languages: tuple[str, ...], shortest: int) -> str:
    """A line for each country: its code, then its folded names in these languages with "|" between them.

    A name that two countries have is that of the first, language by language. At last comes what a country calls itself, in these
    languages' alphabets: those of ours if `shortest` is more than a letter.
    """
    code_of: dict[str, str] = {}
    known = sorted(countries.codes())
    named = [(Locale(language).territories.get(code, ""), code) for language in languages for code in known]
    own = [(name, code) for code in known for name in own_names(code) if is_latin(name) == (shortest > 1)]
    for name, code in (*named, *own):
        for way in ways(name, with_bracketed=False):
            if len(way) >= shortest:
                code_of.setdefault(way, code)
    names: dict[str, list[str]] = {}
    for name, code in code_of.items():
        names.setdefault(code, []).append(name)
    return "".join(f"{code} {'|'.join(sorted(names[code]))}\n" for code in sorted(names))


def own_names(code: str) -> list[str]:
    """What a country is called in each of its official languages that Babel knows, besides ours."""
    found = []
    for language in set(get_official_languages(code)) - set(LANGUAGES):
        try:
            found.append(Locale.parse(language).territories.get(code, ""))
        except (UnknownLocaleError, ValueError):
            continue
    return found


def is_latin(name: str) -> bool:
    """Whether a name is written in our alphabet."""
    return all(letter < "\u0370" or "\u1e00" <= letter < "\u1f00" for letter in name if letter.isalpha())


def main() -> int:
    IN_LATIN.write_text(table(LATIN, SHORTEST), encoding="ascii")
    IN_SCRIPTS.write_text(table(SCRIPTS, 1), encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
