import pytest

from bot.calendar.looking.asking import Unknown, read
from bot.calendar.looking.place import MINE, Part, Place

GROUPS = {
    "C2": "Migration Action Group",
    "C3": "Supply Chains Action Group",
    "C4": "Communications and Engagement Action Group",
}
EVENTS, REPORTS, DEADLINES = Part("kind", "event"), Part("kind", "report"), Part("kind", "deadline")
MIGRATION, SUPPLY, CEAG = Part("group", "C2"), Part("group", "C3"), Part("group", "C4")
NEPAL, IVORY_COAST = Part("country", "NP"), Part("country", "CI")


@pytest.mark.parametrize(
    ("typed", "page", "parts"),
    [
        ("", 1, ()),
        ("2", 2, ()),
        (" PAGE  2 ", 2, ()),
        ("página 3", 3, ()),
        ("all", 1, ()),
        ("mine", 1, (MINE,)),
        ("mes activités", 1, (MINE,)),
        ("events migration", 1, (EVENTS, MIGRATION)),
        ("the events of the Migration Action Group, page 2", 2, (EVENTS, MIGRATION)),
        ("nepal events reports", 1, (NEPAL, EVENTS, REPORTS)),
        ("événements au Népal", 1, (EVENTS, NEPAL)),
        ("eventos en Costa de Marfil", 1, (EVENTS, IVORY_COAST)),
        ("échéances Côte d’Ivoire", 1, (DEADLINES, IVORY_COAST)),
        ("plazos de migración", 1, (DEADLINES, MIGRATION)),
        ("NP", 1, (NEPAL,)),
        ("#supply-chains", 1, (SUPPLY,)),
        ("ceag 2", 2, (CEAG,)),
        ("migraton", 1, (MIGRATION,)),
        ("events events", 1, (EVENTS,)),
    ],
)
def test_words_in_any_language_say_what_to_narrow_by(typed: str, page: int, parts: tuple[Part, ...]) -> None:
    assert read(typed, GROUPS) == Place(page, parts)


@pytest.mark.parametrize(
    ("typed", "word", "meant"),
    [
        ("nepl", "nepl", "/calendar nepal"),
        ("Evnts nepal", "Evnts", "/calendar events nepal"),
        ("pgae", "pgae", "/calendar 2"),
        ("hepl me", "hepl", "/calendar help"),
        ("subscrbe now", "subscrbe", "/calendar subscribe now"),
        ("trade unions", "trade", None),
        ("²", "²", None),
        ("action", "action", None),  # of three groups
    ],
)
def test_a_word_that_is_not_known_is_named_with_what_was_probably_meant(
    typed: str, word: str, meant: str | None
) -> None:
    assert read(typed, GROUPS, commands={"help", "subscribe"}) == Unknown(word, meant)


def test_a_group_that_somebody_may_not_know_of_is_a_word_like_any_other() -> None:
    for typed in ("migration", "migration action group", "migraton", "mag"):
        assert read(typed, {}) == Unknown(typed.split()[0], None)
