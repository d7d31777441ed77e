"""When a silence is one, and what is too late."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.launches import rules

ZURICH, LIMA, MANILA, SUVA = map(ZoneInfo, ("Europe/Zurich", "America/Lima", "Asia/Manila", "Pacific/Fiji"))
NOON = datetime(2019, 3, 19, 11, tzinfo=UTC)  # in Zurich
END = NOON + timedelta(hours=12)


@pytest.mark.parametrize(
    ("since", "zones", "due"),
    [
        (NOON, [ZURICH], NOON + timedelta(minutes=45)),
        # At 18:00 it is evening in Zurich, and nobody is warned.
        (NOON + timedelta(hours=5, minutes=30), [ZURICH], None),
        # In Lima the day begins at 15:00 of Zurich: minutes of sleep do not count.
        (NOON, [LIMA], NOON + timedelta(hours=3, minutes=45)),
        (NOON, [LIMA, LIMA, ZURICH], NOON + timedelta(minutes=45)),
        # One of five is not enough to make it a day.
        (NOON, [LIMA, LIMA, LIMA, LIMA, ZURICH], NOON + timedelta(hours=3, minutes=45)),
        # At 12:00 of Zurich it is 06:00 in Lima and 19:00 in Manila: a third of them is awake, and that is enough.
        (NOON, [LIMA, MANILA, ZURICH], NOON + timedelta(minutes=45)),
        # At 10:30 Manila has half an hour left: the silence counts anew once it is morning in Lima.
        (NOON - timedelta(hours=1, minutes=30), [LIMA, MANILA], NOON + timedelta(hours=3, minutes=45)),
        (NOON, [SUVA], NOON + timedelta(hours=10, minutes=45)),
        (END - timedelta(minutes=10), [LIMA], None),
        (NOON, [], None),
    ],
)
def test_a_silence_counts_while_enough_of_those_invited_are_awake(
    since: datetime, zones: list[ZoneInfo], due: datetime | None
) -> None:
    assert rules.quiet_due(since, zones, END) == due


def test_people_are_not_invited_hours_after_their_hour_without_asking() -> None:
    assert not rules.wave_is_late(NOON + timedelta(hours=2), NOON, END)
    assert rules.wave_is_late(NOON + timedelta(hours=2, minutes=1), NOON, END)
    assert rules.wave_is_late(NOON + timedelta(minutes=30), NOON, NOON + timedelta(minutes=30))
