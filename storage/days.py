"""Days and weeks as the workspace's zone has them, in microseconds since the epoch (`storage.stamps`)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage import workspace as workspaces
from storage.database import Reading
from storage.stamps import instant, since_epoch

DAY = timedelta(days=1)


async def our_zone(tx: Reading) -> ZoneInfo:
    """The workspace's zone; UTC if it is unknown here."""
    name = (await workspaces.get(tx)).timezone
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


async def our_day(tx: Reading) -> date:
    """Today, where the workspace is."""
    return tx.now.astimezone(await our_zone(tx)).date()


def start_of(day: date, zone: ZoneInfo) -> int:
    """When a day begins there."""
    return since_epoch(datetime.combine(day, time(), zone).astimezone(UTC))


def day_of(moment: int, zone: ZoneInfo) -> date:
    return instant(moment).astimezone(zone).date()


def monday_of(day: date) -> date:
    return day - day.weekday() * DAY


def spans(since: date, until: date, zone: ZoneInfo) -> list[tuple[str, int, int]]:
    """The days from `since` to `until`, both included: what they are called (ISO 8601), when they begin and when they are over."""
    days = [since + number * DAY for number in range((until - since).days + 1)]
    return [(day.isoformat(), start_of(day, zone), start_of(day + DAY, zone)) for day in days]
