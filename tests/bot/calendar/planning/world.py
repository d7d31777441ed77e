"""Those who plan: Sofia of the Secretariat, Ada who moderates Migration, Benoît a partner in it who reads French, Gus a guest."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from bot.calendar.planning.form import Context
from bot.calendar.planning.saved import Saved
from bot.calendar.planning.service import PlanningService
from bot.errors import FieldErrors
from bot.i18n import words
from storage import calendar, channels, details, people
from storage.database import Database
from storage.details import Details
from storage.outbox import outbox
from tests.bot.calendar.world import MIGRATION, join, says, settle

SOFIA, ADA, BENOIT, GUS = "U1", "U2", "U3", "U4"
SECRETARIAT = "C9"


async def alliance(db: Database, *drafts: Any) -> PlanningService:
    """A workspace with a Secretariat's channel, and these people in it."""
    await settle(db, *drafts, secretariat_channel_id=SECRETARIAT)
    async with db.write() as tx:
        await channels.save(tx, SECRETARIAT, name="secretariat", kind="secretariat", bot_is_member=True)
    await join(db, SOFIA, name="Sofia", is_secretariat=True)
    await join(db, ADA, MIGRATION, name="Ada")
    await join(db, BENOIT, MIGRATION, name="Benoît", locale="fr-FR")
    await join(db, GUS, name="Gus", is_guest=True)
    async with db.write() as tx:
        await channels.set_moderators(tx, MIGRATION, frozenset({ADA}))
    return PlanningService(db)


def entered(title: str = "Seminar", **fields: Any) -> dict[str, Any]:
    return {"kind": "event", "title": title, "day": "2019-05-06", "whom": "everyone"} | fields


async def submit(
    planning: PlanningService,
    member_id: str,
    fields: Mapping[str, Any],
    *,
    key: str = "V1:1",
    context: Context = Context(),  # noqa: B008 - frozen
) -> Saved:
    return await planning.submit(member_id, fields, state_of(fields), context, key=key)


def state_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The same as Slack has it in `state`: here all texts."""
    return {"values": {name: {f"calendar.{name}": {"value": value}} for name, value in fields.items()}}


async def refused(
    planning: PlanningService, member_id: str, language: str = "en", **fields: Any
) -> dict[str, str]:
    """What stands beside the fields when a form is refused."""
    try:
        await submit(planning, member_id, entered(**fields))
    except FieldErrors as errors:
        return {block_id: refusal.say(words(language)) for block_id, refusal in errors.fields.items()}
    return {}


async def known(db: Database, activity_id: int) -> Details:
    async with db.read() as tx:
        found = await details.get(tx, activity_id)
    assert found is not None
    return found


async def titles_ahead(db: Database) -> list[str]:
    async with db.read() as tx:
        return [a.title for a in await calendar.ahead(tx)]


async def said(db: Database) -> list[tuple[str, str, str]]:
    """All that was said: post, direct or update; to whom; and all its words; in order."""
    async with db.read() as tx:
        rows = await tx.execute(select(outbox.c.kind, outbox.c.lane, outbox.c.payload).order_by(outbox.c.id))
        return [(row.kind, row.lane, says(row.payload["text"], row.payload["blocks"])) for row in rows]


async def save_member(db: Database, member_id: str, **values: Any) -> None:
    async with db.write() as tx:
        await people.save(tx, member_id, **values)
