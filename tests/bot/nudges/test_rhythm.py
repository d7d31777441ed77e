"""What is learned of a channel from the days on which people write."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.nudges.rhythm import Learned, due, learn

TODAY = date(2019, 3, 18)  # a Monday
ZURICH = ZoneInfo("Europe/Zurich")


def days(length: int, wrote: Callable[[date], bool], until: date = TODAY) -> list[date]:
    each = (until - timedelta(days=n) for n in range(length))
    return [day for day in each if wrote(day)]


@pytest.mark.parametrize(
    ("wrote", "usual", "threshold"),
    [
        (bool, 1, 3),
        (lambda day: day.weekday() in {0, 3}, 4, 12),
        (lambda day: day.weekday() == 0, 7, 21),
        (lambda day: day.toordinal() % 20 == 0, 20, 21),
    ],
    ids=["every day", "twice a week", "on Mondays", "rarely"],
)
def test_a_silence_is_too_long_at_three_times_what_is_usual_within_bounds(
    wrote: Callable[[date], bool], usual: int, threshold: int
) -> None:
    learned = learn(days(179, wrote), TODAY)
    assert (learned.usual_days, learned.threshold) == (usual, threshold)


@pytest.mark.parametrize("length", [0, 1, 6, 18])
def test_of_a_few_days_nothing_is_learned(length: int) -> None:
    assert learn(days(length, bool), TODAY) == Learned()


def test_weekends_on_which_nobody_writes_do_not_count() -> None:
    learned = learn(days(60, lambda day: day.weekday() < 5), TODAY)
    assert (learned.usual_days, learned.weekdays) == (1, (0, 1, 2, 3, 4))
    friday = datetime(2019, 3, 15, 9, tzinfo=UTC)
    assert due(friday, 3, ZURICH, learned.weekdays) == datetime(2019, 3, 20, 9, tzinfo=UTC)
    assert due(friday, 3, ZURICH) == datetime(2019, 3, 18, 9, tzinfo=UTC)


def test_somebody_who_writes_on_a_sunday_now_and_then_makes_it_no_working_day() -> None:
    written = days(120, lambda day: day.weekday() < 5 or day == date(2019, 1, 6))
    assert learn(written, TODAY).weekdays == (0, 1, 2, 3, 4)


def test_a_pause_of_last_year_is_expected_again_and_does_not_count() -> None:
    away = (date(2018, 3, 20), date(2018, 4, 8))
    written = days(395, lambda day: day.weekday() < 5 and not away[0] <= day <= away[1])
    learned = learn(written, TODAY)
    # From the Monday on which somebody wrote last, to the Monday on which somebody wrote again.
    assert learned.pauses == ((date(2019, 3, 20), date(2019, 4, 8)),)
    monday = datetime(2019, 3, 18, 9, tzinfo=UTC)
    assert due(monday, 3, ZURICH, learned.weekdays, learned.pauses) == datetime(2019, 4, 10, 9, tzinfo=UTC)


@pytest.mark.parametrize("length", [5, 60])
def test_a_weekend_and_a_long_death_are_no_pauses(length: int) -> None:
    first = date(2018, 4, 1)
    written = days(395, lambda day: not first <= day < first + timedelta(days=length))
    assert learn(written, TODAY).pauses == ()


def test_the_29th_of_february_has_a_next_year() -> None:
    written = days(395, lambda day: not date(2024, 2, 29) < day < date(2024, 3, 20), date(2025, 3, 1))
    assert learn(written, date(2025, 3, 1)).pauses == ((date(2025, 3, 1), date(2025, 3, 19)),)


def test_nothing_is_put_off_for_ever() -> None:
    since = datetime(2019, 3, 18, tzinfo=UTC)
    assert due(since, 3, ZURICH, off=[(date.min, date.max)]) == since + timedelta(days=400)
