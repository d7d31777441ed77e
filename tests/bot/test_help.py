"""What every command says to a word that it does not know."""

from datetime import date

import pytest

from bot.help import unknown_word
from bot.i18n import words


@pytest.mark.parametrize(
    ("typed", "meant", "said"),
    [
        ("pgae", "/calendar 2", "I don't know “pgae”. Did you mean `/calendar 2`?"),
        ("hlep", "/liaison help", "I don't know “hlep”. Here is the help."),
        ("foo", None, "I don't know “foo”. Here is the help."),
        ("", "/partners", "Did you mean `/partners`?"),
        ("", "/liaison help", ""),
        ("", None, ""),
        ("<!channel>`x`", None, "I don't know “&lt;!channel&gt;'x'”. Here is the help."),
        ("x" * 60, None, f"I don't know “{'x' * 49}…”. Here is the help."),
    ],
)
def test_the_word_is_named_with_what_was_probably_meant(typed: str, meant: str | None, said: str) -> None:
    assert unknown_word(words("en"), typed, meant) == said


def test_it_is_said_in_the_persons_language() -> None:
    assert unknown_word(words("fr"), "hlep") == "Je ne connais pas «\u00a0hlep\u00a0». Voici l’aide."


def test_a_sentence_ends_in_one_full_stop_also_after_a_word_that_is_shortened() -> None:
    _ = words("fr")
    april = _.day(date(2019, 4, 1))
    assert april.endswith(".")
    assert _("until {day}.", day=april) == f"until {april}"
    assert _("until {day}, at noon.", day=april) == f"until {april}, at noon."
    assert _("until {day}.", day=_.day(date(2019, 5, 1))).endswith("mai.")
