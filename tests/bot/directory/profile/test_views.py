"""The form of one's profile, the profile as others see it, and who sees what: valid for Slack, and literal whatever was typed."""

import json
from typing import Any

import pytest

from bot.directory.profile import choices, overview, reach, views
from bot.directory.profile.own import WORTH, OwnProfile
from bot.directory.sight import PARTS
from bot.directory.words import countries
from sandbox.blockkit import check_message, check_view
from storage.directory import Profile, Reach
from storage.vocabulary import Term
from tests.bot.directory.looks import ANA, BARE, COURT, EVIL, HOSTILE, viewer
from tests.conftest import START

LOCALES = ("en-GB", "fr-FR", "es-ES")
DRAFT = ANA._replace(published_at=None, drafted_at=START)
SPLIT = ANA._replace(reach={"role": 2, "offers": 1})


def _own(profile: Profile, locale: str = "en-GB") -> OwnProfile:
    return OwnProfile(viewer(locale, id=profile.member_id), profile, START)


def _inputs(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def _action_ids(view: dict[str, Any]) -> list[str]:
    return [e["action_id"] for b in view["blocks"] if b["type"] == "actions" for e in b["elements"]]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("profile", [ANA, HOSTILE, BARE, DRAFT, SPLIT, ANA._replace(published_at=None)])
def test_every_view_is_what_slack_takes(profile: Profile, locale: str) -> None:
    own = _own(profile, locale)
    assert check_view(views.edit(own, metadata="{}")) == []
    assert check_view(reach.form(own, metadata="{}")) == []
    for eyes in Reach:
        assert check_view(overview.overview(own, eyes, metadata="{}")) == []
    assert check_message(views.profile_help(own.viewer.words, unknown=EVIL, meant="/profile edit")) == []


def test_the_form_has_its_fields_in_order_each_with_the_action_id_of_its_block() -> None:
    inputs = _inputs(views.edit(_own(ANA)))
    assert list(inputs) == [
        *("role", "organisation", "sector", "country", "works_in", "fields", "languages", "offers", "seeks"),
        *("website", "listed", "reach", "introductions"),
    ]
    assert all(block["element"]["action_id"] == f"profile.{id_}" for id_, block in inputs.items())


def test_the_form_shows_what_was_said_before_as_it_was_typed() -> None:
    inputs = _inputs(views.edit(_own(ANA._replace(role="R&D <lead>"), "fr-FR")))
    elements = {block_id: block["element"] for block_id, block in inputs.items()}
    assert elements["role"]["initial_value"] == "R&D <lead>"
    assert elements["organisation"]["initial_option"] == {
        "text": {"type": "plain_text", "text": "Tribunal du travail", "emoji": True},
        "value": "id:1",
    }
    assert elements["sector"]["initial_option"]["value"] == "government"
    assert elements["country"]["initial_option"]["value"] == "KE"
    assert [o["value"] for o in elements["works_in"]["initial_options"]] == ["TZ", "UG"]
    assert [o["text"]["text"] for o in elements["fields"]["initial_options"]] == ["mines", "cacao"]
    assert [o["value"] for o in elements["languages"]["initial_options"]] == ["en", "sw"]
    assert elements["offers"]["initial_value"] == "Training for inspectors"
    assert elements["website"]["initial_value"] == "https://example.org/court?a=1&b=2"


def test_somebody_new_is_not_listed_and_may_be_introduced() -> None:
    own = OwnProfile(viewer(), Profile("UV", "Viewer", "UTC"), START, is_new=True)
    inputs = _inputs(views.edit(own))
    assert "initial_options" not in inputs["listed"]["element"]
    assert "initial_options" in inputs["introductions"]["element"]
    assert inputs["reach"]["element"]["initial_option"]["value"] == "everyone"


def test_a_draft_of_the_secretariat_is_ticked_by_its_owner_alone() -> None:
    assert "initial_options" not in _inputs(views.edit(_own(DRAFT)))["listed"]["element"]


@pytest.mark.parametrize(
    ("by_part", "offered", "chosen"),
    [
        ({}, ["everyone", "groups"], "everyone"),
        (dict.fromkeys(PARTS, 1), ["everyone", "groups"], "groups"),
        ({"role": 1}, ["everyone", "groups", "parts"], "parts"),
        (dict.fromkeys(PARTS, 2), ["everyone", "groups", "parts"], "parts"),
    ],
)
def test_one_switch_is_enough_unless_the_parts_differ(
    by_part: dict[str, int], offered: list[str], chosen: str
) -> None:
    element = _inputs(views.edit(_own(ANA._replace(reach=by_part))))["reach"]["element"]
    assert [option["value"] for option in element["options"]] == offered
    assert element["initial_option"]["value"] == chosen


def test_how_to_remove_something_is_said_only_where_there_is_something() -> None:
    full, empty = _inputs(views.edit(_own(ANA))), _inputs(views.edit(_own(BARE)))
    for block_id in ("organisation", "country"):
        assert "Leave empty" in full[block_id]["hint"]["text"]
        assert "Leave empty" not in empty[block_id].get("hint", {}).get("text", "")


def test_who_sees_what_asks_for_every_part_that_has_a_reach() -> None:
    inputs = _inputs(reach.form(_own(SPLIT)))
    chosen = {block_id: b["element"]["initial_option"]["value"] for block_id, b in inputs.items()}
    assert list(chosen) == [f"reach_{part}" for part in PARTS]
    assert (chosen["reach_role"], chosen["reach_offers"]) == ("secretariat", "groups")
    assert set(chosen.values()) == {"everyone", "groups", "secretariat"}


@pytest.mark.parametrize(
    ("eyes", "role", "offers"),
    [(Reach.EVERYONE, False, False), (Reach.GROUPS, False, True), (Reach.SECRETARIAT, True, True)],
)
def test_one_looks_at_oneself_with_the_eyes_of_others(eyes: Reach, role: bool, offers: bool) -> None:
    view = overview.overview(_own(SPLIT), eyes)
    shown = json.dumps(view)
    assert ("Judge" in shown, "Training for inspectors" in shown) == (role, offers)
    (menu,) = (b["accessory"] for b in view["blocks"] if "accessory" in b)
    assert menu["action_id"] == overview.EYES
    assert overview.eyes_of(menu["initial_option"]["value"]) == eyes


def test_a_profile_for_one_s_groups_is_first_shown_as_they_see_it_and_not_as_an_empty_one() -> None:
    own = _own(ANA._replace(reach=dict.fromkeys(PARTS, int(Reach.GROUPS))))
    assert "Judge" in json.dumps(overview.overview(own))
    as_everyone = json.dumps(overview.overview(own, Reach.EVERYONE))
    assert "Judge" not in as_everyone
    assert "They see only your name" in as_everyone
    for profile in (ANA, SPLIT, BARE):
        assert "They see only your name" not in json.dumps(overview.overview(_own(profile)))


def test_there_is_no_choice_of_eyes_where_all_see_the_same() -> None:
    narrowed_where_nothing_stands = BARE._replace(reach={"role": 2})
    for profile in (ANA, narrowed_where_nothing_stands):
        assert overview.EYES not in json.dumps(overview.overview(_own(profile)))


def test_everything_that_others_see_is_shown_and_nothing_of_it_can_be_pressed() -> None:
    shown = json.dumps(overview.overview(_own(ANA)), ensure_ascii=False)
    for text in ("Judge", "Labour Court", "Kenya", "Tanzania", "Mining", "Swahili", "Training", "Data on"):
        assert text in shown
    assert "https://example.org/court?a=1&b=2" in shown
    assert "introductions.ask" not in shown


@pytest.mark.parametrize(
    ("profile", "said", "buttons"),
    [
        (ANA, "You are in the directory", [views.EDIT, overview.WHO_SEES, overview.UNLIST]),
        (
            ANA._replace(published_at=None),
            "You are not listed",
            [overview.LIST, views.EDIT, overview.WHO_SEES],
        ),
        (DRAFT, "The Secretariat has prepared this", [overview.LIST, views.EDIT, overview.WHO_SEES]),
        (BARE._replace(published_at=None), "You are not listed", [views.EDIT, overview.WHO_SEES]),
    ],
)
def test_how_it_stands_and_what_can_be_done(profile: Profile, said: str, buttons: list[str]) -> None:
    view = overview.overview(_own(profile))
    assert said in view["blocks"][0]["text"]["text"]
    assert _action_ids(view) == buttons


def test_each_missing_thing_is_named_with_what_it_is_good_for() -> None:
    assert _own(ANA).missing == ()
    assert _own(BARE).missing == WORTH
    assert _own(ANA._replace(languages=(), photo="")).missing == ("languages", "photo")
    shown = json.dumps(overview.overview(_own(ANA._replace(languages=()))))
    assert "Add languages, so that" in shown
    assert shown.count("so that") == 1
    assert "so that" not in json.dumps(overview.overview(_own(ANA)))


def test_all_choices_are_options_that_slack_takes() -> None:
    for locale in LOCALES:
        asked_by = viewer(locale)
        everything = list(countries.entries(asked_by.words.language))
        for typed in ("", "a", "côte", "?"):
            offered = choices.entries(asked_by, everything, typed).options(may_be_empty=True)["options"]
            assert 0 < len(offered) <= 100
            assert all(0 < len(option["text"]["text"]) <= 75 for option in offered)
            assert offered[-1]["value"] == "none"


ILO = Term(
    7, "organisation", "International Labour Organization", {"fr": "Organisation internationale du Travail"}
)
NAMES = {7: ("international labour organization", "ilo", "bit"), 1: ("labour court",)}


def _offered(typed: str, locale: str = "en-GB", *, may_be_empty: bool = True) -> list[tuple[str, str]]:
    found = choices.of_terms(viewer(locale), [ILO, COURT], NAMES, typed)
    options = found.options(may_be_empty=may_be_empty)["options"]
    return [(option["text"]["text"], option["value"]) for option in options]


def test_a_known_organisation_is_found_by_any_of_its_names_and_shown_in_ones_own_language() -> None:
    leave = ("Leave empty", "none")
    assert _offered("I.L.O.") == [("International Labour Organization", "id:7"), leave]
    assert _offered("bit", "fr-FR")[0] == ("Organisation internationale du Travail", "id:7")
    assert _offered("labour") == [
        ("Labour Court", "id:1"),
        ("International Labour Organization", "id:7"),
        ("Add “labour”", "new:labour"),
        leave,
    ]


@pytest.mark.parametrize(
    ("typed", "organisation"), [("Labuor Court", "id:1"), ("labor cour", "id:1"), ("OIT", "id:7")]
)
def test_an_organisation_is_offered_for_its_acronym_or_with_a_slip_of_the_finger(
    typed: str, organisation: str
) -> None:
    assert [value for _, value in _offered(typed)] == [organisation, f"new:{typed}", "none"]


@pytest.mark.parametrize(
    ("typed", "found"), [("Senagal", "SN"), ("cote divoir", "CI"), ("Zimbawbe", "ZW"), ("xqzw", None)]
)
def test_a_country_is_offered_in_spite_of_a_slip(typed: str, found: str | None) -> None:
    offered = choices.entries(viewer(), countries.entries("en"), typed).found
    assert (offered[0][1] if offered else None) == found


@pytest.mark.parametrize("typed", ["", "  ", "?!", "LABOUR  court"])
def test_only_what_has_a_new_name_is_offered_to_be_added(typed: str) -> None:
    assert not any(value.startswith("new:") for _, value in _offered(typed))


def test_a_new_name_is_offered_as_it_was_typed_and_a_long_one_stays_whole_in_its_value() -> None:
    assert ("Add “Ministère <b> du Travail”", "new:Ministère <b> du Travail") in _offered(
        "  Ministère <b> du  Travail "
    )
    ((text, value),) = _offered("x" * 100, may_be_empty=False)
    assert len(text) == 75
    assert text.endswith("x…”")
    assert value == "new:" + "x" * 100
    ((_, value),) = _offered("x" * 500, may_be_empty=False)
    assert len(value) == 150
