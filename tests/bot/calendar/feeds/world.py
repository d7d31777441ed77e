"""Activities as feeds have them, and a small workspace whose people read them."""

from typing import Any

from sqlalchemy import update

from storage.calendar import activities
from storage.database import Database
from storage.published import Entry
from tests.bot.calendar.world import activity


def entry(title: str = "Workshop", date: str = "2019-03-28", **values: Any) -> Entry:
    """`uid`, `sequence`, `status` and `on` besides what `activity` takes; `summary`, `organiser`, `language`."""
    more = {name: values.pop(name, None) for name in ("summary", "organiser", "language")}
    given = {name: values.pop(name) for name in ("uid", "sequence", "on", "id") if name in values}
    return Entry(activity(title, date, **values)._replace(**given), is_public=True, **more)


async def publish(db: Database, *titles: str, **values: Any) -> None:
    """Marks activities as public, or changes them otherwise, as planning does."""
    change = {"is_public": True} | values
    async with db.write() as tx:
        statement = update(activities).where(activities.c.title.in_(titles)).values(**change)
        await tx.execute(statement.values(sequence=activities.c.sequence + 1, updated_at=tx.now))
