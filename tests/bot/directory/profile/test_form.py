"""What was entered into the profile's form becomes a draft, or an error beside each field that is wrong."""

from typing import Any

import pytest

from bot.directory.profile import reach
from bot.directory.profile.errors import (
    FieldTooLong,
    NameTooLong,
    NoAddress,
    NothingToShow,
    NotOnTheList,
    TooLong,
    TooMany,
)
from bot.directory.profile.form import draft_of
from bot.directory.profile.rules import Choice, Draft
from bot.directory.words import countries, languages
from bot.errors import FieldErrors
from bot.i18n import words

WHOLE: dict[str, Any] = {
    "role": " Labour  inspector ",
    "organisation": "id:7",
    "sector": "government",
    "country": "KE",
    "works_in": ["TZ", "UG", "TZ"],
    "fields": ["id:3", "new:Cocoa  farms", "id:3"],
    "languages": ["en", "sw", "en"],
    "offers": "Training\nfor inspectors",
    "seeks": "Data",
    "website": "www.example.org",
    "reach": "groups",
    "listed": ["yes"],
    "introductions": ["yes"],
}


def test_what_was_entered_becomes_a_tidy_draft() -> None:
    assert draft_of(WHOLE) == Draft(
        role="Labour inspector",
        organisation=Choice(term_id=7),
        sector="government",
        country="KE",
        works_in=("TZ", "UG"),
        fields=(Choice(term_id=3), Choice(name="Cocoa farms")),
        languages=("en", "sw"),
        offers="Training for inspectors",
        seeks="Data",
        website="https://www.example.org",
        who="groups",
        is_listed=True,
        may_introduce=True,
    )


@pytest.mark.parametrize(
    "entered",
    [
        {},
        dict.fromkeys(WHOLE),
        {"organisation": "none", "sector": "none", "country": "none", "works_in": [], "listed": []},
        {"role": "\u200b", "offers": "\u3164 \u2800", "seeks": "\ufeff\n"},  # of which nobody sees anything
    ],
)
def test_an_empty_form_is_an_empty_draft_that_nobody_sees(entered: dict[str, Any]) -> None:
    draft = draft_of(entered)
    assert draft == Draft()
    assert draft.is_empty
    assert not draft.is_listed


def test_a_word_that_was_typed_is_kept_though_a_menu_has_it_for_nothing() -> None:
    draft = draft_of({"role": "None", "offers": "none", "country": "none"})
    assert (draft.role, draft.offers, draft.country) == ("None", "none", None)


@pytest.mark.parametrize("part", [p for p in WHOLE if p not in ("reach", "listed", "introductions")])
def test_any_one_part_is_enough_to_be_listed(part: str) -> None:
    assert draft_of({part: WHOLE[part], "listed": ["yes"]}).is_listed


@pytest.mark.parametrize(
    ("entered", "block_id", "refusal"),
    [
        ({"role": "x" * 101}, "role", TooLong),
        ({"organisation": "new:" + "x" * 101}, "organisation", NameTooLong),
        ({"organisation": "ILO"}, "organisation", NotOnTheList),
        ({"sector": "mafia"}, "sector", NotOnTheList),
        ({"country": "QQ"}, "country", NotOnTheList),
        ({"works_in": ["KE", "QQ"]}, "works_in", NotOnTheList),
        ({"works_in": sorted(countries.codes())[:31]}, "works_in", TooMany),
        ({"fields": [f"new:{c}" for c in "abcdefghijk"]}, "fields", TooMany),
        ({"fields": ["new:ok", "new:" + "y" * 61]}, "fields", FieldTooLong),
        ({"fields": ["id:x"]}, "fields", NotOnTheList),
        ({"languages": ["xx"]}, "languages", NotOnTheList),
        ({"languages": sorted(languages.codes())[:21]}, "languages", TooMany),
        ({"offers": "x" * 201}, "offers", TooLong),
        ({"seeks": "x" * 201}, "seeks", TooLong),
        ({"website": "none of your business"}, "website", NoAddress),
        ({"website": "x" * 201}, "website", TooLong),
        ({"website": "example.org/" + "x" * 186}, "website", TooLong),  # with https:// in front
        ({"reach": "nobody"}, "reach", NotOnTheList),
        ({"listed": ["yes"]}, "listed", NothingToShow),
    ],
)
def test_each_mistake_is_told_beside_its_field(
    entered: dict[str, Any], block_id: str, refusal: type[Exception]
) -> None:
    with pytest.raises(FieldErrors) as error:
        draft_of(entered)
    assert {k: type(v) for k, v in error.value.fields.items()} == {block_id: refusal}
    assert error.value.say(words("en"))


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(FieldErrors) as error:
        draft_of({"role": "x" * 101, "fields": ["new:" + "y" * 61], "country": "<!channel>"})
    assert set(error.value.fields) == {"role", "fields", "country"}
    assert "“yyyyyyyyyyyyyyyyyyyy…” is too long" in error.value.fields["fields"].say(words("en"))


def test_who_sees_what_is_read_part_by_part() -> None:
    entered = {"reach_role": "groups", "reach_website": "secretariat", "reach_offers": "everyone", "x": "y"}
    assert reach.chosen(entered) == {"role": 1, "website": 2, "offers": 0}


@pytest.mark.parametrize("value", ["2", "nobody", ["groups"]])
def test_what_is_no_reach_is_told_beside_its_part(value: Any) -> None:
    with pytest.raises(FieldErrors) as error:
        reach.chosen({"reach_role": value, "reach_offers": "groups"})
    assert set(error.value.fields) == {"reach_role"}
