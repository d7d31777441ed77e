"""Whom to tell, of what, and how often."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.nudges import rules
from bot.nudges.rules import Standing

NOW = datetime(2019, 3, 18, 9, tzinfo=UTC)  # a Monday
ZURICH = ZoneInfo("Europe/Zurich")
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("now", "last_sent", "due_at"),
    [
        ("2019-03-18T09:00", None, "2019-03-18T09:00"),
        ("2019-03-18T03:00", None, "2019-03-18T08:00"),
        ("2019-03-18T12:00", "2019-03-18T08:00", "2019-03-19T08:00"),
        ("2019-03-18T20:00", "2019-03-18T08:00", "2019-03-19T08:00"),
        ("2019-03-22T12:00", "2019-03-22T08:00", "2019-03-25T08:00"),
        ("2019-03-19T09:00", "2019-03-18T16:59", "2019-03-19T09:00"),
    ],
)
def test_a_moderator_is_told_once_a_day_in_their_hours_on_working_days(
    now: str, last_sent: str | None, due_at: str
) -> None:
    moments = [datetime.fromisoformat(f"{text}+00:00") if text else None for text in (now, last_sent, due_at)]
    assert moments[0] is not None
    assert rules.nudge_due(moments[0], ZURICH, moments[1]) == moments[2]


@pytest.mark.parametrize(
    ("moderators", "told"),
    [
        ([Standing("ada"), Standing("ben")], ["ada", "ben"]),
        ([Standing("ada", is_away=True), Standing("ben")], ["ben"]),
        ([Standing("ada", ignored=2), Standing("ben", ignored=3)], ["ada"]),
        ([Standing("ada", ignored=3), Standing("ben", is_away=True)], []),
        ([], []),
    ],
)
def test_who_is_away_or_did_nothing_three_times_is_not_told(
    moderators: list[Standing], told: list[str]
) -> None:
    assert rules.whom(moderators) == told


def test_a_nudge_is_ignored_until_a_button_is_pressed_or_a_word_is_written() -> None:
    sent = [NOW - timedelta(days=days) for days in (1, 8, 15)]
    assert rules.ignored(sent, None, [], ZURICH) == 3
    assert rules.ignored(sent, NOW - timedelta(days=7), [], ZURICH) == 1
    assert rules.ignored(sent, None, [TODAY - timedelta(days=8)], ZURICH) == 1
    assert rules.ignored(sent, NOW, [], ZURICH) == 0


def posts(**voices: int) -> list[tuple[date, str, int]]:
    """So many posts of each, one a day, the newest yesterday."""
    return [
        (TODAY - timedelta(days=n + 1), name, 1) for name, number in voices.items() for n in range(number)
    ]


@pytest.mark.parametrize(
    ("voices", "alone"), [({"ada": 6}, "ada"), ({"ada": 4}, None), ({"ada": 9, "ben": 1}, None), ({}, None)]
)
def test_one_voice_is_somebody_who_wrote_all_there_is_in_three_weeks(
    voices: dict[str, int], alone: str | None
) -> None:
    found = rules.one_voice(posts(**voices), TODAY, date(2019, 1, 1))
    assert (found and found[0]) == alone


def test_all_on_one_day_or_before_anything_is_known_is_no_one_voice() -> None:
    assert rules.one_voice([(TODAY, "ada", 9)], TODAY, date(2019, 1, 1)) is None
    assert rules.one_voice(posts(ada=6), TODAY, TODAY - timedelta(days=7)) is None


@pytest.mark.parametrize(
    ("begins", "announced", "last_post", "is_concern"),
    [
        (8, None, None, True),
        (8, None, 7, True),
        (8, None, 5, False),
        (8, 2, 3, False),  # it was announced two days ago: give them time
        (8, 4, 3, False),
        (8, 4, 5, True),
        (13, None, None, False),
        (0, None, None, False),
        (-1, None, None, False),
    ],
)
def test_what_is_near_is_a_concern_if_nobody_wrote_since_it_was_known_to_be(
    begins: int, announced: int | None, last_post: int | None, is_concern: bool
) -> None:
    def ago(days: int | None) -> datetime | None:
        return None if days is None else NOW - timedelta(days=days)

    found = rules.not_mentioned(NOW + timedelta(days=begins), ago(announced), ago(last_post), NOW)
    assert (found is not None) == is_concern


def test_fewer_is_once_a_week_and_then_once_in_four() -> None:
    assert [rules.fewer(days) for days in (None, 7, 28)] == [7, 28, 28]


def test_no_prompt_comes_twice_in_three_months() -> None:
    posted = {"quiet.1": NOW - timedelta(days=91), "quiet.2": NOW - timedelta(days=92)}
    assert [rules.is_unused(f"quiet.{n}", posted, NOW) for n in (0, 1, 2)] == [True, False, True]
