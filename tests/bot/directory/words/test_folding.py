"""Words as they are searched."""

import pytest

from bot.directory.words.folding import fold, fold_for_finding, stems


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź, Côte d’Ivoire", ["lodz", "cote", "d", "ivoire"]),
        ("ÅSTRÖM Straße", ["astrom", "strasse"]),
        ("Вьетнам", ["vetnam"]),
        ("الأردن", ["lrdn"]),
        ("北京", ["beijing"]),
        ("Syndicat 😀 ⚖️ 👩‍🌾 Népal", ["syndicat", "nepal"]),
        ("", []),
        ("%_'\"", []),
    ],
)
def test_a_text_is_folded_to_plain_words(text: str, folded: list[str]) -> None:
    assert fold(text) == folded


def test_a_name_is_found_with_its_apostrophe_and_without() -> None:
    assert set(fold_for_finding("O’Brien")) == {"o", "brien", "obrien"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("workers", "worker"),
        ("recruiting", "recruited"),
        ("travailleuses", "travailleuse"),
        ("pescadores", "pescador"),
        ("migrantes", "migrante"),
        ("labor", "labour"),
        ("organization", "organisation"),
        ("industries", "industry"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stems(one) & stems(other)


@pytest.mark.parametrize("word", ["ilo", "2025", "fao"])
def test_short_words_and_numbers_are_their_own_stems(word: str) -> None:
    assert stems(word) == {word}
