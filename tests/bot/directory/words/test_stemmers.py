"""Stemmers of our languages alone."""

import snowballstemmer

from bot.directory.words.stemmers import stemmers
from bot.i18n import LANGUAGES


def test_the_stemmers_are_those_of_the_whole_package() -> None:
    assert LANGUAGES == ("en", "fr", "es")
    for stem, language in zip(stemmers(), ("english", "french", "spanish"), strict=True):
        whole = snowballstemmer.stemmer(language)
        for word in ("workers", "travailleuses", "trabajadoras", "organisations", "supply"):
            assert stem(word) == whole.stemWord(word)
