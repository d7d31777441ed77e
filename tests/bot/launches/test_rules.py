"""When a silence is one, and what is too late."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.errors import FieldErrors
from bot.launches import entered, errors, rules

ZURICH, LIMA, SUVA = ZoneInfo("Europe/Zurich"), ZoneInfo("America/Lima"), ZoneInfo("Pacific/Fiji")
NOON = datetime(2019, 3, 19, 11, tzinfo=UTC)  # in Zurich
END = NOON + timedelta(hours=12)
NOW = datetime(2019, 3, 18, 8, tzinfo=UTC)


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


def read(**given: object) -> entered.Entered:
    fields = {"day": "2019-03-19", "hour": "14:00", "ends": "18:00"} | given
    return entered.read(fields, "Europe/Zurich", NOW, {"start.0": "Who are you?"})


def test_hours_are_those_of_the_zone_and_posts_are_in_their_order() -> None:
    found = read(at1="16:00", text1="  Later  ", at2="14:00", pick2="start.0", rehearsal=["yes"])
    assert found.wave_at == datetime(2019, 3, 19, 13, tzinfo=UTC)
    assert [text for _at, text in found.prompts] == ["Who are you?", "Later"]
    assert found.is_rehearsal


@pytest.mark.parametrize(
    ("given", "block", "refusal"),
    [
        ({"day": "2019-03-17"}, "hour", errors.HourPast),
        ({"day": "2021-03-17"}, "day", errors.TooFar),
        ({"ends": "14:00"}, "ends", errors.BeforeWave),
        ({"at1": "13:59", "text1": "Hello"}, "at1", errors.BeforeWave),
        ({"at1": "18:01", "text1": "Hello"}, "at1", errors.AfterEnd),
        ({"text1": "Hello"}, "at1", errors.HourNeeded),
        ({"at1": "15:00"}, "text1", errors.TextNeeded),
        ({"at1": "15:00", "pick1": "forged"}, "text1", errors.TextNeeded),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    given: dict[str, object], block: str, refusal: type[Exception]
) -> None:
    with pytest.raises(FieldErrors) as raised:
        read(**given)
    assert {name: type(each) for name, each in raised.value.fields.items()} == {block: refusal}
