"""The alliance's calendar in small: a workspace in Geneva, its open channel, two groups, and activities as drafts."""

from typing import Any

from sqlalchemy import select

from bot.calendar.draft import ActivityDraft
from bot.calendar.loading import load_activities
from bot.calendar.service import CalendarService
from bot.calendar.when import When
from storage import calendar, channels, people, reminders, workspace
from storage.calendar import Activity
from storage.database import Database
from storage.outbox import outbox
from storage.reminders import Reminder
from tests.conftest import START

EVERYONE, MIGRATION, SUPPLY = "C1", "C2", "C3"
ZURICH = "Europe/Zurich"


def draft(title: str = "Workshop", date: str = "2019-03-28", **values: Any) -> ActivityDraft:
    """An activity; `end_date`, `starts`, `ends` and `timezone` say more about its date."""
    dates = {name: values.pop(name) for name in ("end_date", "starts", "ends", "timezone") if name in values}
    fields: dict[str, Any] = {
        "kind": "event",
        "channel_id": None,
        "country": None,
        "place": None,
        "venue": None,
        "link": None,
        "status": "confirmed",
    }
    return ActivityDraft(
        title=title, when=When.parse(date, **{"timezone": ZURICH} | dates), **fields | values
    )


def activity(title: str = "Workshop", date: str = "2019-03-28", **values: Any) -> Activity:
    """The same as it comes from the database."""
    given = draft(title, date, **values)
    when = given.when
    return Activity(
        1, "uid", 0, given.status, given.kind, title, given.channel_id, given.country, given.place, given.venue,
        given.link, when.precision, when.starts_on, when.ends_on, when.starts_at, when.ends_at, when.timezone,
        when.begins, when.finishes, START,
    )  # fmt: skip


async def settle(db: Database, *drafts: ActivityDraft, **values: Any) -> None:
    """A workspace with its channels and these activities."""
    async with db.write() as tx:
        for channel_id, name, kind in (
            (EVERYONE, "announcements", "announcements"),
            (MIGRATION, "migration", "group"),
            (SUPPLY, "supply-chains", "group"),
        ):
            title = "" if kind == "announcements" else f"{name.title()} Action Group"
            await channels.save(tx, channel_id, name=name, kind=kind, title=title, bot_is_member=True)
        defaults = {"timezone": ZURICH, "announcements_channel_id": EVERYONE, "languages": ["en", "fr", "es"]}
        await workspace.save(tx, **defaults | values)
    await load(db, *drafts)


async def load(db: Database, *drafts: ActivityDraft) -> list[tuple[str, str]]:
    async with db.write() as tx:
        return await load_activities(tx, drafts)


async def join(db: Database, member_id: str, *channel_ids: str, **values: Any) -> None:
    async with db.write() as tx:
        await people.save(tx, member_id, **{"timezone": ZURICH, "synced_at": tx.now} | values)
        for channel_id in channel_ids:
            await channels.save_membership(tx, channel_id, member_id, changed_at=tx.now, joined_at=tx.now)


async def change_channel(db: Database, channel_id: str, **values: Any) -> None:
    async with db.write() as tx:
        await channels.save(tx, channel_id, **values)


async def sweep(service: CalendarService) -> int:
    """Announces until there is nothing more. Returns how often there was something."""
    times = 0
    while await service.announce_next():
        times += 1
    return times


async def posts(db: Database) -> list[tuple[str, str]]:
    """What was posted: channel and all its text, in order."""
    async with db.read() as tx:
        statement = select(outbox.c.payload).where(outbox.c.kind == "post").order_by(outbox.c.id)
        rows = (await tx.execute(statement)).scalars().all()
    return [(payload["channel"], says(payload["text"], payload["blocks"])) for payload in rows]


def says(text: str, blocks: list[dict[str, Any]]) -> str:
    """All the words of a message but for what its menus offer."""
    found = [text]
    for block in blocks:
        parts = [block.get("text"), *block.get("elements", [])]
        found += [
            part["text"]["text"] if isinstance(part.get("text"), dict) else part["text"]
            for part in parts
            if part and "text" in part
        ]
    return "\n".join(found)


async def planned(db: Database) -> list[Reminder]:
    """Every reminder, in the order in which they are due."""
    async with db.read() as tx:
        planned = [r for a in await calendar.everything(tx) for r in await reminders.of_activity(tx, a.id)]
    return sorted(planned, key=lambda r: (r.due_at, r.activity_id))


async def states(db: Database) -> dict[int, str]:
    """What became of the reminders, by lead, where there is one activity."""
    return {reminder.lead: reminder.state for reminder in await planned(db)}
