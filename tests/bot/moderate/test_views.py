"""The pulse of a channel: what its moderator reads of one that is new, or in which nothing happens."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from bot.i18n import words
from bot.moderate import views
from bot.moderate.rules import known_from
from bot.moderate.service import Choice, Pulse, Settings
from bot.nudges.silence import Threshold
from sandbox.blockkit import check_message

MONDAY = date(2019, 3, 18)


def read(posts: Sequence[int], people: int, since: date | None) -> str:
    holds = Settings(words("en"), "C1", Threshold(7, "workspace"), None, None, None, None, None, None, None)
    _text, blocks = views.pulse(Pulse(holds, posts, people, None, 0, 0, [], None, [], False, since))
    assert check_message(blocks) == []
    return str(blocks)


def test_of_a_new_channel_in_which_nobody_has_written_no_zeros_are_shown() -> None:
    said = read([0], 0, MONDAY)
    assert "Nobody has written here yet." in said
    assert "I have been here since Mon 18 Mar" in said
    assert "nobody was active" not in said
    assert "question" not in said
    assert "Nobody has written in the last 12 weeks." in read([0] * 12, 0, None)
    assert "Posts this week" in read([3], 2, MONDAY)


@pytest.mark.parametrize(
    ("people", "began", "first"),
    [
        ([0, 0, 0, 0], MONDAY + timedelta(days=9), 1),
        ([0, 0, 2, 0], MONDAY + timedelta(days=21), 2),
        ([0, 1, 0, 0], MONDAY + timedelta(days=16), 1),
        ([0], MONDAY + timedelta(days=30), 0),
    ],
)
def test_the_weeks_of_a_new_channel_begin_where_anything_is_known(
    people: list[int], began: date, first: int
) -> None:
    weeks = [(MONDAY + timedelta(weeks=n), each) for n, each in enumerate(people)]
    assert known_from(weeks, began) == first


def test_of_more_channels_than_a_menu_holds_it_is_said_where_to_type() -> None:
    found = [(f"C{n}", f"Group {n}") for n in range(101)]
    for channels, is_said in ((found, True), (found[:100], False)):
        _text, blocks = views.choice(Choice(words("en"), channels))
        assert check_message(blocks) == []
        assert ("in the channel itself" in str(blocks)) is is_said
