"""How often one may ask to be introduced, as tables of cases."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.directory.contact import introduction_rules as rules

NOON = datetime(2019, 3, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "began"),
    [
        ("UTC", NOON, datetime(2019, 3, 18, tzinfo=UTC)),
        ("Asia/Kathmandu", NOON, datetime(2019, 3, 17, 18, 15, tzinfo=UTC)),
        ("America/Lima", datetime(2019, 3, 18, 4, 59, tzinfo=UTC), datetime(2019, 3, 17, 5, tzinfo=UTC)),
        # On the day on which the clocks go forward, at two.
        ("Europe/Zurich", datetime(2019, 3, 31, 12, tzinfo=UTC), datetime(2019, 3, 30, 23, tzinfo=UTC)),
    ],
)
def test_a_day_begins_at_midnight_where_the_person_is(zone: str, now: datetime, began: datetime) -> None:
    assert rules.day_began(now, ZoneInfo(zone)) == began


@pytest.mark.parametrize(("asked", "left"), [(0, 3), (1, 2), (3, 0), (7, 0)])
def test_three_introductions_a_day_may_be_asked_for(asked: int, left: int) -> None:
    assert rules.left(asked) == left


@pytest.mark.parametrize(
    ("ago", "are_in_touch"),
    [
        (timedelta(0), True),
        (timedelta(days=29, hours=23), True),
        (timedelta(days=30), False),
        (None, False),
    ],
)
def test_two_people_are_in_touch_for_thirty_days(ago: timedelta | None, are_in_touch: bool) -> None:
    assert rules.are_in_touch(None if ago is None else NOON - ago, NOON) is are_in_touch


def test_a_reason_keeps_its_lines_and_loses_what_nobody_sees() -> None:
    assert rules.tidy("  We both  train\r\n\r\ninspectors\u202e \n") == "We both train\ninspectors"
    assert rules.tidy(" \n\t") == ""
