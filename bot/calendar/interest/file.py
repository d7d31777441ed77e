"""The file of one activity for somebody's own calendar app: made when it is sent, of what they may see then."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot import access
from bot.blocks import section
from bot.calendar import wording
from bot.calendar.ical import writing
from bot.documents import Document, NotAllowed
from storage import channels, published
from storage.database import Database

FILE: Final = "activity"  # what a row of the outbox asks for


class FileMaker:
    """Makes the files that rows of the outbox ask for."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def make(self, member_id: str, wanted: Mapping[str, Any]) -> Document:
        """One activity, or one occurrence of it. Raises NotAllowed, also where there is none any more, or its day is not known."""
        day, activity_id = wanted.get("on"), wanted.get("id")
        if wanted.get("what") != FILE or not isinstance(activity_id, int):
            raise NotAllowed
        async with self._db.read() as tx:
            viewer = await access.viewer(tx, member_id)
            entry = await published.of_activity(tx, activity_id, date.fromisoformat(day) if day else None)
            if entry is None or not viewer.member.is_person:
                raise NotAllowed
            activity = entry.activity
            if not viewer.may_see_activity(activity.channel_id) or activity.precision != "day":
                raise NotAllowed
            (entry,) = await published.with_fields(tx, [entry])
            group = activity.channel_id
            title = (await channels.titles(tx, [group])).get(group, "") if group else ""
        _ = viewer.words
        return Document(
            f"{activity.starts_on}-{activity.id}",
            ".ics",
            activity.title,
            writing.calendar(activity.title, [writing.event(entry, _, title)]),
            [
                section(
                    _(
                        "*{title}*: open the file, and your calendar app takes it in.",
                        title=wording.title(activity),
                    )
                )
            ],
        )
