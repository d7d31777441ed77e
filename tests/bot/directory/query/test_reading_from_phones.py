"""What phones, keyboards and Slack put into a search besides what somebody means."""

import pytest

from bot.directory.query import reading
from bot.directory.query.parts import Lexicon

LEXICON = Lexicon(organisations={"ilo": 7}, fields={"child labour": 3, "cocoa": 5})


def meant(typed: str) -> list[str]:
    return [f"{part.kind}:{part.value}" for part in reading.read(typed, LEXICON).parts]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("🇳🇵", ["country:NP"]),
        ("cocoa 🇬🇭🇨🇮", ["field:5", "country:GH", "country:CI"]),
        (":flag-np: cocoa", ["country:NP", "field:5"]),
        ("cocoa :pray::skin-tone-3: :+1:", ["field:5"]),
        ("which country:nepal:", ["country:NP"]),
        ("angela.fischer@ilo.org", ["word:angela", "word:fischer"]),
        ("<mailto:a.fischer@x.co.uk|a.fischer@x.co.uk>", ["word:fischer"]),
        ("www.ilo.org/africa", ["organisation:7"]),
        ("Child Labour Nepal ", ["field:3", "country:NP"]),
        ("Int’l ILO", ["word:intl", "organisation:7"]),
    ],
)
def test_flags_emoji_and_addresses_are_read_as_what_they_stand_for(typed: str, parts: list[str]) -> None:
    assert meant(typed) == parts


@pytest.mark.parametrize(
    ("typed", "parts", "ignored"),
    [
        ("not ILO", [], ("not ILO",)),
        ("cocoa, Sauf l'ILO", ["field:5"], ("Sauf ILO",)),
        ("cocoa but not in Ghana", ["field:5"], ("not Ghana",)),
        ("cocoa not country:GH", ["field:5"], ("not country:GH",)),
        ("not for profit", ["sector:ngo"], ()),
        ("learn not labour", ["word:learn", "word:labour"], ()),
        (
            "cocoa farms without child labour",
            ["field:5", "word:farms", "field:3"],
            (),
        ),  # what they lack is meant
    ],
)
def test_who_is_not_wanted_is_not_looked_for_and_that_is_told(
    typed: str, parts: list[str], ignored: tuple[str, ...]
) -> None:
    assert meant(typed) == parts
    assert reading.read(typed, LEXICON).ignored == ignored
