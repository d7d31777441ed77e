"""Mistyped words meet what they were meant to be, and short or distant ones meet nothing."""

import pytest

from bot.directory.words import spelling


def nearest(typed: str, *words: str) -> dict[str, int]:
    met = [word for word in words if spelling.looked_up(typed) & spelling.spellings(word)]
    return spelling.distances(typed, met)


@pytest.mark.parametrize(
    ("typed", "word", "mistakes"),
    [
        ("silvva", "silva", 1),
        ("sliva", "silva", 1),
        ("sila", "silva", 1),
        ("zilva", "silva", 1),
        ("recruitmnt", "recruitment", 1),
        ("recrutiment", "recruitment", 1),
        ("recruttmnet", "recruitment", 2),
        ("minstere", "ministere", 1),
        ("internasional", "international", 1),
        ("migratoin", "migration", 1),
        ("pescadroes", "pescadores", 1),
        ("cocao", "cacao", 1),
        ("coton", "cotton", 1),
        ("cottton", "cotton", 1),
    ],
)
def test_a_mistyped_word_is_near_what_it_was_meant_to_be(typed: str, word: str, mistakes: int) -> None:
    assert nearest(typed, word) == {word: mistakes}


@pytest.mark.parametrize(
    ("typed", "word"),
    [("ilo", "ito"), ("ann", "ana"), ("2019", "2018"), ("maria", "mario1x"), ("silva", "selvo")],
)
def test_short_words_numbers_and_distant_words_are_not_near(typed: str, word: str) -> None:
    assert nearest(typed, word) == {}


def test_a_word_is_not_its_own_neighbour() -> None:
    assert nearest("silva", "silva") == {}


def test_every_word_at_the_distance_that_is_forgiven_is_met() -> None:
    word = "recruitment"
    for place in range(len(word)):
        for typed in (
            word[:place] + word[place + 1 :],
            word[:place] + "q" + word[place:],
            word[:place] + "q" + word[place + 1 :],
            word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
        ):
            assert typed == word or nearest(typed, word), typed
