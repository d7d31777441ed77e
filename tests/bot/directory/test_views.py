"""What people see of the directory: valid for Slack, and literal whatever was typed."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.access import Viewer
from bot.directory import countries, languages, results, views
from bot.directory.service import Found, OwnProfile
from bot.errors import Gone
from sandbox.blockkit import check_message, check_view
from storage.directory import Profile
from storage.people import Member
from storage.workspace import Workspace
from tests.conftest import START

EVIL = "<!channel> <@U9> *b* & <https://evil|bank> "
VIEWER = Viewer(
    Member("UV", "Viewer", timezone="Europe/Zurich", synced_at=START),
    Workspace(languages=("en", "fr", "es")),
)
ANA = Profile("U1", "Ana", "Africa/Nairobi", "Judge", "Court", "KE", ("Mining", "cocoa"), ("en", "sw"), START)
HOSTILE = Profile(
    "U2",
    EVIL * 9,
    "Nowhere/Land",
    (EVIL * 9)[:100],
    (EVIL * 9)[:100],
    "GS",
    tuple(f"{n}{EVIL}"[:60].ljust(60, "&") for n in range(10)),
    tuple(sorted(languages.codes()))[:20],
    START,
)
PEOPLE = [ANA, HOSTILE, Profile("U3", "", "UTC", published_at=START)]


def _viewer(locale: str) -> Viewer:
    return replace(VIEWER, member=replace(VIEWER.member, locale=locale))


def _found(total: int, page: int = 0, words: tuple[str, ...] = (), lost: tuple[str, ...] = ()) -> Found:
    people = [(PEOPLE * 10)[n] for n in range(min(10, total))]
    return Found(VIEWER, START, words, total, page, people, lost)


def _actions(blocks: list[dict[str, Any]]) -> dict[str, Any]:
    return {e["action_id"]: e for b in blocks if b["type"] == "actions" for e in b["elements"]}


@pytest.mark.parametrize("profile", PEOPLE)
@pytest.mark.parametrize("locale", ["en-US", "fr-FR", "es-ES"])
def test_form_and_confirmation_are_what_slack_takes(profile: Profile, locale: str) -> None:
    for own in (profile, replace(profile, published_at=None)):
        data = OwnProfile(_viewer(locale), own, START)
        assert check_view(views.form(data, metadata="{}")) == []
        assert check_view(views.saved(data)) == []


def test_the_form_shows_what_was_typed_before_as_it_was_typed() -> None:
    view = views.form(OwnProfile(VIEWER, replace(ANA, role="R&D <lead>"), START))
    elements = {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}
    assert elements["role"]["initial_value"] == "R&D <lead>"
    assert elements["country"]["initial_option"]["value"] == "KE"
    assert elements["fields"]["initial_value"] == "Mining, cocoa"
    assert [o["value"] for o in elements["languages"]["initial_options"]] == ["en", "sw"]
    assert [o["value"] for o in elements["listed"]["initial_options"]] == ["yes"]


def _inputs(locale: str, profile: Profile) -> dict[str, dict[str, Any]]:
    view = views.form(OwnProfile(_viewer(locale), profile, START))
    return {b["block_id"]: b for b in view["blocks"] if b["type"] == "input"}


def test_an_empty_form_gives_examples_in_the_persons_language() -> None:
    shown = {
        locale: [
            inputs[name]["element"]["placeholder"]["text"]
            for name in ("role", "organisation", "country", "fields", "languages")
        ]
        for locale in ("en-GB", "fr-FR", "es-ES")
        for inputs in [_inputs(locale, PEOPLE[2])]
    }
    assert shown["fr-FR"][2:4] == [
        "Tapez les premières lettres\u00a0: Sénégal…",
        "Par exemple\u00a0: travail des enfants, recrutement équitable",
    ]
    assert len({text for texts in shown.values() for text in texts}) == 15


def test_how_to_remove_a_country_is_said_only_where_there_is_one() -> None:
    assert "Leave empty" in _inputs("en-GB", ANA)["country"]["hint"]["text"]
    assert "hint" not in _inputs("en-GB", PEOPLE[2])["country"]


def test_the_box_is_not_ticked_for_somebody_who_never_published() -> None:
    view = views.form(OwnProfile(VIEWER, Profile("UV", "Viewer", "UTC"), START))
    (box,) = (b["element"] for b in view["blocks"] if b.get("block_id") == "listed")
    assert "initial_options" not in box


def test_all_choices_are_options_that_slack_takes() -> None:
    for language in ("en", "fr", "es"):
        entries = list(countries.entries(language))
        for start in range(0, len(entries), 99):
            offered = views.country_choices(entries[start : start + 99], VIEWER.words)["options"]
            assert len(offered) <= 100
            assert all(0 < len(option["text"]["text"]) <= 75 for option in offered)
            assert offered[-1]["value"] == "none"


def test_a_card_says_who_where_and_what_time_it_is_there() -> None:
    card = views.card(ANA, START, VIEWER)
    assert card["text"]["text"] == "*<@U1>*\n10:55 local time"
    assert [f["text"] for f in card["fields"]] == [
        "Judge, Court",
        "Kenya",
        "Knows about: Mining, cocoa",
        "Speaks: English, Swahili",
    ]
    assert card["accessory"]["url"] == "https://slack.com/app_redirect?channel=U1"


@pytest.mark.parametrize(
    ("locale", "spoken"),
    [("fr-FR", "Langues\u00a0: anglais, swahili"), ("es-ES", "Idiomas: inglés, suajili")],
)
def test_languages_are_not_capitalised_in_french_and_spanish(locale: str, spoken: str) -> None:
    assert views.card(ANA, START, _viewer(locale))["fields"][3]["text"] == spoken


def test_another_day_over_there_is_named() -> None:
    card = views.card(replace(ANA, timezone="Pacific/Kiritimati"), START.replace(hour=20), VIEWER)
    assert "10:55 local time, Tue 19 Mar" in card["text"]["text"]


def test_ones_own_card_is_edited_not_written_to() -> None:
    assert views.card(replace(ANA, member_id="UV"), START, VIEWER)["accessory"]["action_id"] == views.EDIT


def test_what_people_typed_stays_literal() -> None:
    card = views.card(HOSTILE, START, VIEWER)
    assert all(field["type"] == "plain_text" for field in card["fields"])
    shown = json.dumps(card["fields"])
    assert "<" not in shown
    assert "&lt;!channel&gt;" in shown


@pytest.mark.parametrize(
    "found",
    [
        _found(0),
        _found(1),
        _found(10),
        _found(35, 1),
        _found(35, 1, ("x" * 100, '"' * 99)),
        _found(1, 0, ("ana",)),
        _found(0, 0, ("ana",), ("ana",)),
        _found(0, 0, ("ana", "kenya"), ("ana",)),
        _found(0, 0, ("ana", "kenya")),
        _found(0, 0, ("<!here>&" * 20, "😀" * 39), ("<!here>&" * 20,)),
    ],
)
def test_every_answer_is_what_slack_takes(found: Found) -> None:
    assert check_message(results.results(found), text=results.title(found)) == []


def test_more_and_back_carry_the_words_and_the_page() -> None:
    buttons = _actions(results.results(_found(35, 1, ("labour", '"x"'))))
    assert results.place_of(buttons[results.NEXT]["value"]) == ('labour "x"', 2)
    assert results.place_of(buttons[results.BACK]["value"]) == ('labour "x"', 0)


@pytest.mark.parametrize("value", ["", "{}", "[]", "null", '{"q": "a", "p": "x"}', '{"q": "a", "p": null}'])
def test_a_button_that_is_not_ours_is_gone(value: str) -> None:
    with pytest.raises(Gone):
        results.place_of(value)


def test_the_word_that_found_nobody_is_said_literally_and_can_be_dropped() -> None:
    blocks = results.results(_found(0, 0, ("<!here>", "kenya"), ("<!here>",)))
    assert "“&lt;!here&gt;”" in blocks[0]["text"]["text"]
    drop = _actions(blocks)[results.WITHOUT]
    assert results.place_of(drop["value"]) == ("kenya", 0)
    assert drop["text"]["text"] == "Search without “&lt;!here&gt;”"


def test_help_is_what_slack_takes_and_tells_a_guest_of_their_reach() -> None:
    guest = replace(VIEWER, member=replace(VIEWER.member, is_guest=True))
    for viewer in (VIEWER, guest):
        assert check_message(views.partners_help(viewer)) == []
        assert check_message(views.profile_help(viewer, unknown="edti", meant="/profile edit")) == []
    assert "share a channel" in json.dumps(views.partners_help(guest))
    assert "share a channel" not in json.dumps(views.partners_help(VIEWER))
