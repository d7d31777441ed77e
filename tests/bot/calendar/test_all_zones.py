"""All zones there are, around each of their clock changes in five years: what repeats every day takes place once a day, and is
reminded of once a lead, at the hour that the clocks of the place show. Pure."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.calendar import planned_reminders
from bot.calendar.recurrence import Rule, occurrences
from bot.calendar.when import When
from storage.workspace import DEFAULT_LEADS, Workspace
from tests.bot.calendar.world import EVERYONE, activity

FROM, UNTIL = datetime(2019, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
STEP = timedelta(days=14)  # no zone changes its clocks back sooner
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
AROUND = timedelta(days=1)


def changes_of(zone: ZoneInfo) -> Iterator[datetime]:
    """The instants at which the clocks of a zone are changed."""
    moment, offset = FROM, FROM.astimezone(zone).utcoffset()
    while moment < UNTIL:
        following = moment + STEP
        later = following.astimezone(zone).utcoffset()
        if later != offset:
            early, late = moment, following
            while late - early > MINUTE:
                middle = early + (late - early) // 2
                is_before = middle.astimezone(zone).utcoffset() == offset
                early, late = (middle, late) if is_before else (early, middle)
            yield late.replace(second=0, microsecond=0)
        moment, offset = following, later


@cache
def zones() -> dict[tuple[object, ...], tuple[str, list[datetime]]]:
    """Each way in which clocks are changed once: most names of zones are other names of the same."""
    found: dict[tuple[object, ...], tuple[str, list[datetime]]] = {}
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        changes = list(changes_of(zone))
        offsets = tuple(moment.astimezone(zone).utcoffset() for moment in [FROM, *changes])
        found[tuple(changes), offsets] = name, changes
    return found


def expected(day: date, hour: time, zone: ZoneInfo, change: datetime) -> datetime:
    """When a clock of the place shows that hour: the first time of two; if it never does, the hour after."""
    shown = datetime.combine(day, hour)
    offsets = [(change + side).astimezone(zone).utcoffset() for side in (-MINUTE, timedelta(0))]
    instants = [(shown - offset).replace(tzinfo=UTC) for offset in offsets if offset is not None]
    real = [moment for moment in instants if moment.astimezone(zone).replace(tzinfo=None) == shown]
    return min(real) if real else instants[0]


def hours_around(change: datetime, zone: ZoneInfo) -> set[time]:
    """Hours of the day that are skipped or repeated by the change, and those on its edges."""
    before = (change - MINUTE).astimezone(zone).replace(tzinfo=None) + MINUTE
    after = change.astimezone(zone).replace(tzinfo=None)
    first, last = sorted((before, after))
    middle = first + (last - first) // 2
    return {at.time().replace(second=0) for at in (first - MINUTE, first, middle, last - MINUTE, last)} | {
        time(0)
    }


def test_what_repeats_daily_takes_place_and_is_reminded_of_once_a_day_at_its_hour_in_all_zones() -> None:
    checked = 0
    for name, changes in zones().values():
        zone = ZoneInfo(name)
        workspace = _workspace(name)
        for change in changes:
            today = change.astimezone(zone).date()
            for hour in hours_around(change, zone):
                first = When.parse(today - AROUND, starts=hour, timezone=name)
                found = list(occurrences(first, Rule("daily"), today - AROUND, today + AROUND))
                begins = [when.begins for _on, when in found]
                assert begins == [expected(on, hour, zone, change) for on, _when in found], (name, hour)
                assert len(found) == len(set(begins)) == 2 * AROUND.days + 1
                for when in (when for _on, when in found):
                    _check_reminders(when, workspace, zone)
                checked += len(found)
    assert checked > 6_000


def _check_reminders(when: When, workspace: Workspace, here: ZoneInfo) -> None:
    """As if the workspace were in that zone, too: its morning is changed by the same clocks."""
    dates = {name: value for name, value in asdict(when).items() if name != "timezone"}
    each = activity()._replace(**dates, timezone=when.timezone, begins=when.begins, finishes=when.finishes)
    planned = list(planned_reminders.reminders_of(each, workspace, here))
    assert [reminder.lead for reminder in planned] == DEFAULT_LEADS["event"]
    assert when.begins is not None
    assert when.starts_on is not None
    for reminder in planned:
        assert reminder.occurrence == when.begins
        local = reminder.due_at.astimezone(here)
        if reminder.lead == 60:
            assert reminder.due_at == when.begins - HOUR
        else:
            assert (local.hour, local.minute) == (9, 0)
            assert local.date() == when.starts_on - timedelta(minutes=reminder.lead)


@cache
def _workspace(zone: str) -> Workspace:
    values = dict.fromkeys(Workspace.__dataclass_fields__)
    return Workspace(**values | {"timezone": zone, "announcements_channel_id": EVERYONE})  # type: ignore[arg-type]
