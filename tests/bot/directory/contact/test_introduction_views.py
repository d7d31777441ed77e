"""The form of an introduction, the message it makes, and the hint: what Slack takes, in each language, whoever it is about."""

import json
from datetime import date

import pytest

from bot.directory.contact import hint_views
from bot.directory.contact import introduction_views as views
from bot.directory.contact.introduction_errors import (
    CannotIntroduce,
    EnoughForToday,
    InTouchAlready,
    NotYours,
)
from bot.i18n import LANGUAGES, words
from sandbox.blockkit import check_message, check_view
from storage.directory import Profile
from tests.bot.directory.looks import ANA, BARE, EVIL, HOSTILE, viewer
from tests.conftest import START

EN = words("en")


def introduction(
    other: Profile = ANA, asker: Profile | None = BARE, why: str = "", theirs: str = "en", mine: str = "en"
) -> views.Introduction:
    return views.Introduction(words(theirs), words(mine), other.member_id, "UV", other, asker, why)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profile", [ANA, HOSTILE, BARE], ids=["Ana", "hostile", "bare"])
@pytest.mark.parametrize("why", ["", (EVIL * 9)[:300]], ids=["no reason", "hostile reason"])
def test_slack_takes_all_of_it_whoever_it_is_about(language: str, profile: Profile, why: str) -> None:
    somebody = viewer(f"{language}-XX")
    _ = words(language)
    refusals = [
        CannotIntroduce(),
        EnoughForToday(date(2019, 3, 19)),
        InTouchAlready("U1", date(2019, 3, 1)),
        NotYours(),
    ]
    for view in (
        views.form(views.Offer(somebody, profile, START, 3, is_listed=not why)),
        views.made(views.Made(somebody, "U1", 0)),
        *(views.refused(refusal, _) for refusal in refusals),
    ):
        check_view(view)
    for mine in LANGUAGES:
        made = introduction(profile, profile._replace(member_id="UV"), why, language, mine)
        text, blocks = views.message(made)
        check_message({"text": text, "blocks": blocks})
        assert "<!channel>" not in json.dumps([b for b in blocks if b["type"] != "rich_text"])
    for text, blocks in (views.stopped(_), views.allowed(_), hint_views.refused(_)):
        check_message({"text": text, "blocks": blocks})
    for number in (1, 2, 3):
        text, blocks = hint_views.hint(_, number)
        check_message({"text": text, "blocks": blocks})


def test_one_language_is_said_once_and_two_are_said_both() -> None:
    for theirs in LANGUAGES:
        for mine in LANGUAGES:
            text, blocks = views.message(introduction(theirs=theirs, mine=mine))
            said = [block["text"]["text"] for block in blocks if block["type"] == "section"]
            assert said[0] == text
            assert len(said) == len(set(said)) <= (1 if theirs == mine else 2)


def test_of_whom_nothing_is_shown_nothing_is_said_but_the_name() -> None:
    _text, blocks = views.message(introduction(BARE, None))
    assert [block["type"] for block in blocks] == ["section", "context", "actions"]


def test_each_is_told_with_role_and_organisation_and_nothing_else() -> None:
    _text, blocks = views.message(introduction(ANA, BARE._replace(member_id="UV", role="Adviser")))
    bullets = next(block for block in blocks if block["type"] == "rich_text")["elements"][0]["elements"]
    said = [
        "".join(element.get("text") or f"@{element['user_id']}" for element in bullet["elements"])
        for bullet in bullets
    ]
    assert said == ["@U1: Judge, Labour Court  ·  Government", "@UV: Adviser"]


def test_a_refusal_says_when_again_or_where_the_conversation_is() -> None:
    assert "You can ask again tomorrow, Tue 19 Mar" in EnoughForToday(date(2019, 3, 19)).say(EN)
    view = views.refused(InTouchAlready("U1", date(2019, 3, 1)), EN)
    assert "https://slack.com/app_redirect?channel=U1" in json.dumps(view)


def test_the_last_hint_says_that_it_is_the_last() -> None:
    said = [hint_views.hint(EN, number)[1][-1]["elements"][0]["text"] for number in (1, 2, 3)]
    assert said == [
        "I ask once a month, and 2 more times at most.",
        "I ask once a month, and 1 more time at most.",
        "This was the last time that I ask.",
    ]
