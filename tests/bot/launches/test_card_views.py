"""What those who follow a launch read while it is on and after it, in the channel's first minutes and in a rehearsal."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.access import Viewer
from bot.groups.form_views import Seats
from bot.i18n import LANGUAGES
from bot.launches import card_views, plan_views
from bot.launches.facts import Facts
from sandbox.blockkit import check_message
from storage.launches import Launch
from storage.people import Member
from storage.workspace import Workspace

TEN = datetime(2019, 3, 18, 9, tzinfo=UTC)
VIEWER = Viewer(Member("U1", locale="en", timezone="Europe/Zurich"), Workspace(languages=LANGUAGES))


def facts(*, came: tuple[str, ...] = (), ungreeted: tuple[str, ...] = (), **of_launch: Any) -> Facts:
    """A launch with five on its list, 44 minutes after it began."""
    unset: dict[str, Any] = dict.fromkeys(Launch.__dataclass_fields__)
    known = {"id": 1, "channel_id": "C1", "state": "running", "wave": "done", "list_id": 7, "ticked": ()}
    hours = {
        "wave_at": TEN,
        "began_at": TEN,
        "ends_at": TEN + timedelta(hours=8),
        "timezone": "Europe/Zurich",
    }
    launch = Launch(**unset | known | hours | {"is_rehearsal": False} | of_launch)
    nothing: dict[str, Any] = dict.fromkeys(Facts.__dataclass_fields__, ())
    return Facts(
        **nothing
        | {
            "launch": launch,
            "now": TEN + timedelta(minutes=44),
            "counts": {"found": 5},
            "gone": 0,
            "is_there": True,
            "guide": "",
            "seats": Seats(None, 5, 0),
            "outside": frozenset(),
            "came": [(member_id, TEN) for member_id in came],
            "ungreeted": ungreeted,
        }
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_rehearsal_nobody_reads_that_people_were_invited_or_have_come(language: str) -> None:
    viewer = replace(VIEWER, member=replace(VIEWER.member, locale=language))
    running, planned = facts(is_rehearsal=True), facts(is_rehearsal=True, state="planned", began_at=None)
    for text, blocks in (card_views.card(viewer, running), card_views.summary(viewer, running)):
        assert check_message(blocks, text=text) == []
    assert check_message(plan_views.plan(viewer, planned)[1]) == []
    if language == "en":
        card, summary = str(card_views.card(viewer, running)), str(card_views.summary(viewer, running))
        assert "5 people would be invited" in card
        assert "come" not in card + summary
        assert "No post yet" not in card
        assert "The rehearsal of the launch of <#C1> is over." in summary
        assert "The list of people is kept for it." in summary
        assert "Nobody is invited, and nothing is posted" in str(plan_views.plan(viewer, planned))


def test_where_nobody_or_everybody_is_counted_it_is_said_in_words() -> None:
    assert "Nobody has come yet" in str(card_views.card(VIEWER, facts()))
    assert "All of them have been greeted" in str(card_views.card(VIEWER, facts(came=("U7", "U8"))))
    assert "1 is not greeted yet: <@U8>" in str(
        card_views.card(VIEWER, facts(came=("U7", "U8"), ungreeted=("U8",)))
    )
