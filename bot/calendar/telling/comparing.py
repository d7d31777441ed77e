"""What has happened to an activity since people last knew of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from bot.calendar.planning.facts import OF_OCCURRENCE, as_json, facts
from bot.calendar.telling import rules
from bot.calendar.telling.news import News
from storage import dates, details
from storage.database import Reading
from storage.details import Details

BACK: Final = timedelta(days=400)  # how long ago an occurrence may be over of which anything is told


async def news_of(tx: Reading, known: Details, on: date | None, before: Mapping[str, Any]) -> News | None:
    """What is to be told of an activity, or of its occurrence with the day `on`; None if a change was undone, or there is no such date."""
    activity, now = known.activity, facts(known)
    if on is not None:
        found = await dates.of_activity(tx, activity.id, after=tx.now - BACK)
        activity_on = next((each for each in found if each.on == on), None)
        if activity_on is None:
            return None
        activity = activity_on
        now |= {name: getattr(activity, name) for name in OF_OCCURRENCE}
    as_people_know = {name: as_json(value) for name, value in now.items()}
    what = rules.what_happened(before, as_people_know)
    if what is None:
        return None
    return News(known, activity, on, what, before, rules.changed(before, as_people_know))


async def told(tx: Reading, activity_id: int) -> Details | None:
    """An activity of which people are told. None if it is not approved, or not there."""
    known = await details.get(tx, activity_id)
    return known if known is not None and known.stage == "approved" else None
