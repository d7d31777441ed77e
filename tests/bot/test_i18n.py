"""Words that change with what stands beside them."""

import pytest

from bot.i18n import words


@pytest.mark.parametrize(
    ("language", "last", "both"),
    [
        ("es", "Italia", "Francia e Italia"),
        ("es", "“hilado”", "Francia e “hilado”"),
        ("es", "hierro", "Francia y hierro"),
        ("es", "Yemen", "Francia y Yemen"),
        ("es", "<@U1>", "Francia y <@U1>"),
        ("fr", "Italie", "Francia et Italie"),
    ],
)
def test_and_before_its_own_sound_is_another_word_in_spanish(language: str, last: str, both: str) -> None:
    assert words(language).listing(["Francia", last]) == both


def test_or_before_its_own_sound_is_another_word_in_spanish() -> None:
    assert words("es").either(["uno", "otro"]) == "uno u otro"
    assert words("es").either(["otro", "Honduras"]) == "otro u Honduras"
    assert words("es").either(["otro", "uno"]) == "otro o uno"
    assert words("en").either(["one", "other"]) == "one or other"


def test_french_contracts_its_preposition_with_the_article_of_a_place() -> None:
    _ = words("fr")
    assert _("{time} in {place}", time="14:00", place="Le Caire") == "14:00 au Caire"
    assert _("{time} in {place}", time="14:00", place="Les Cayes") == "14:00 aux Cayes"
    assert _("{time} in {place}", time="14:00", place="Lomé") == "14:00 à Lomé"
