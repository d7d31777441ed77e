"""When people are told of what they go to, where they are."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.calendar.interest import rules
from tests.bot.calendar.world import activity
from tests.conftest import START

LIMA, ZURICH, AUCKLAND = ZoneInfo("America/Lima"), ZoneInfo("Europe/Zurich"), ZoneInfo("Pacific/Auckland")
EARLY = datetime(2019, 1, 1, tzinfo=UTC)


def there(moment: datetime | None, zone: ZoneInfo) -> str | None:
    return None if moment is None else f"{moment.astimezone(zone):%a %d %b %H:%M}"


@pytest.mark.parametrize(
    ("zone", "dates", "expected"),
    [
        (ZURICH, {"starts": "14:00"}, "Wed 27 Mar 09:00"),
        (LIMA, {"starts": "14:00"}, "Wed 27 Mar 09:00"),
        # At 04:00 in Zurich it is still the day before in Lima, and the same day in Auckland.
        (LIMA, {"starts": "04:00"}, "Tue 26 Mar 09:00"),
        (AUCKLAND, {"starts": "14:00"}, "Thu 28 Mar 09:00"),
        # What takes the whole day is that day everywhere.
        (LIMA, {}, "Wed 27 Mar 09:00"),
        (AUCKLAND, {}, "Wed 27 Mar 09:00"),
        (LIMA, {"date": "2019-03"}, None),
        (LIMA, {"date": "TBC"}, None),
        (LIMA, {"status": "cancelled"}, None),
        # The clock goes forward in the night before 31 March.
        (ZURICH, {"date": "2019-04-01", "starts": "08:00"}, "Sun 31 Mar 09:00"),
        (ZURICH, {"date": "2019-10-28", "starts": "08:00"}, "Sun 27 Oct 09:00"),
    ],
)
def test_who_goes_is_reminded_at_nine_on_the_day_before_it_begins_for_them(
    zone: ZoneInfo, dates: dict[str, Any], expected: str | None
) -> None:
    assert there(rules.reminder_due(activity("A", **dates), zone, EARLY), zone) == expected


@pytest.mark.parametrize(
    ("answered", "starts", "expected"),
    [
        ("2019-03-27 08:59", "14:00", "Wed 27 Mar 09:00"),
        ("2019-03-27 10:00", "14:00", "Thu 28 Mar 09:00"),
        ("2019-03-27 22:00", "14:00", "Thu 28 Mar 09:00"),
        ("2019-03-27 22:00", "08:30", None),
        ("2019-03-28 03:00", "14:00", None),
        ("2019-03-28 15:00", "14:00", None),
    ],
)
def test_who_answers_late_is_reminded_only_if_it_begins_much_later(
    answered: str, starts: str, expected: str | None
) -> None:
    now = datetime.fromisoformat(answered).replace(tzinfo=ZURICH).astimezone(UTC)
    assert there(rules.reminder_due(activity("A", starts=starts), ZURICH, now), ZURICH) == expected


@pytest.mark.parametrize(
    ("zone", "dates", "expected"),
    [
        (ZURICH, {"starts": "14:00", "ends": "16:00"}, "Fri 29 Mar 10:00"),
        (ZURICH, {"end_date": "2019-03-30"}, "Sun 31 Mar 10:00"),
        (AUCKLAND, {"starts": "14:00", "ends": "16:00"}, "Sat 30 Mar 10:00"),
        (LIMA, {"starts": "14:00"}, "Fri 29 Mar 10:00"),
        (ZURICH, {"kind": "deadline"}, None),
        (ZURICH, {"kind": "campaign"}, None),
        (ZURICH, {"date": "2019-03"}, None),
    ],
)
def test_who_went_is_asked_how_it_was_on_the_day_after(
    zone: ZoneInfo, dates: dict[str, Any], expected: str | None
) -> None:
    assert there(rules.question_due(activity("A", **dates), zone, EARLY), zone) == expected


@pytest.mark.parametrize(
    ("now", "ahead", "is_off", "expected"),
    [
        ("2019-03-18 11:00", 100, False, "Mon 18 Mar 11:00"),
        ("2019-03-18 20:00", 100, False, "Tue 19 Mar 09:00"),
        ("2019-03-22 20:00", 200, False, "Mon 25 Mar 09:00"),
        ("2019-03-22 20:00", 30, False, "Sat 23 Mar 09:00"),
        ("2019-03-22 20:00", 30, True, "Sat 23 Mar 09:00"),
        ("2019-03-22 20:00", 24, True, "Fri 22 Mar 20:00"),
        ("2019-03-22 20:00", 20, False, "Sat 23 Mar 09:00"),
        ("2019-03-22 20:00", 12, False, "Fri 22 Mar 20:00"),
        ("2019-03-22 20:00", None, True, "Mon 25 Mar 09:00"),
    ],
)
def test_news_come_in_ones_hours_unless_they_would_come_too_late(
    now: str, ahead: float | None, is_off: bool, expected: str
) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=ZURICH).astimezone(UTC)
    begins = None if ahead is None else moment + timedelta(hours=ahead)
    past = START - timedelta(days=9)
    due = rules.news_due((begins, past, None), ZURICH, moment, is_off=is_off)
    assert there(due, ZURICH) == expected
