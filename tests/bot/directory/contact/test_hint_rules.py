"""When somebody is reminded of an empty profile, as tables of cases. 18 March 2019 is a Monday."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.directory.contact import hint_rules as rules

UTC_ZONE = ZoneInfo("UTC")
MONDAY = datetime(2019, 3, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("came", "now", "due"),
    [
        # A month later, on Wednesday 17 April at noon.
        (MONDAY, MONDAY, datetime(2019, 4, 17, 12, tzinfo=UTC)),
        # Who came long ago is due now.
        (MONDAY - timedelta(days=90), MONDAY, MONDAY),
        # A month after a Thursday is a Saturday.
        (MONDAY + timedelta(days=3), MONDAY, datetime(2019, 4, 22, 9, tzinfo=UTC)),
    ],
)
def test_the_first_hint_comes_a_month_after_the_person(came: datetime, now: datetime, due: datetime) -> None:
    assert rules.first_due(came, now, UTC_ZONE) == due


def test_the_next_comes_a_month_after_the_last_and_the_third_is_the_last() -> None:
    assert rules.next_due(MONDAY, 1, UTC_ZONE) == MONDAY + timedelta(days=30)
    assert rules.next_due(MONDAY, 2, UTC_ZONE) == MONDAY + timedelta(days=30)
    assert rules.next_due(MONDAY, 3, UTC_ZONE) is None


@pytest.mark.parametrize(
    ("zone", "was_spoken_to", "moment"),
    [
        ("UTC", False, MONDAY),
        # Seven in the morning in Lima, a quarter to six in the evening in Kathmandu, nine at night in Tokyo.
        ("America/Lima", False, datetime(2019, 3, 18, 14, tzinfo=UTC)),
        ("Asia/Kathmandu", False, MONDAY),
        ("Asia/Tokyo", False, datetime(2019, 3, 19, 0, tzinfo=UTC)),
        ("UTC", True, datetime(2019, 3, 19, 9, tzinfo=UTC)),
        ("Asia/Tokyo", True, datetime(2019, 3, 19, 0, tzinfo=UTC)),
    ],
)
def test_a_hint_waits_for_the_persons_hours_and_for_a_day_without_other_messages(
    zone: str, was_spoken_to: bool, moment: datetime
) -> None:
    assert rules.good_moment(MONDAY, ZoneInfo(zone), was_spoken_to=was_spoken_to) == moment
