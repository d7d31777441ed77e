"""Those who ask to join: Sofia of the Secretariat, Ada who moderates Migration, Benoît who reads French, Gus a guest; two groups."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select, update

from bot.groups.inviting import InvitationService
from bot.groups.requesting import RequestService
from bot.lockout import Lockout
from storage import channels, invitations, requests, workspace
from storage.database import Database
from storage.outbox import outbox
from storage.requests import Request
from tests.bot.calendar.planning.world import ADA, BENOIT, GUS, SECRETARIAT, SOFIA, alliance
from tests.bot.calendar.world import MIGRATION, SUPPLY, join, says
from tests.slack import MovableTime

__all__ = ["ADA", "BENOIT", "CARMEN", "GUS", "MIGRATION", "SECRETARIAT", "SOFIA", "SUPPLY", "said"]
CARMEN = "U5"


async def settled(db: Database, **values: Any) -> RequestService:
    """The alliance, with Carmen in no group. Slack is not asked for anything: nobody listens at that address."""
    await alliance(db)
    await join(db, CARMEN, name="Carmen", locale="es-ES", timezone="America/Lima")
    async with db.write() as tx:
        await workspace.save(tx, seats=500, **values)
    return RequestService(db, _nobody())


def inviting(db: Database) -> InvitationService:
    return InvitationService(db, _nobody(), MovableTime(), Lockout())


async def ask(service: RequestService, member_id: str = CARMEN, channel_id: str = MIGRATION) -> str:
    """Asks, and returns what the buttons of the request carry."""
    case = await service.ask(member_id, channel_id, {"why": "We work on it.", "organisation": "IDEA"})
    return f"{case.request.id}:{case.request.version}"


async def request(db: Database, reference: str) -> Request:
    async with db.read() as tx:
        found = await requests.get(tx, int(reference.partition(":")[0]))
    assert found is not None
    return found


async def trail(db: Database, reference: str) -> list[str]:
    async with db.read() as tx:
        return [step.what for step in await requests.trail(tx, int(reference.partition(":")[0]))]


async def invited(db: Database) -> list[tuple[str, str]]:
    """Who was put into the outbox to be invited where."""
    async with db.read() as tx:
        rows = await tx.execute(
            select(outbox.c.payload).where(outbox.c.kind == "invite").order_by(outbox.c.id)
        )
        return [(payload["channel"], payload["user"]) for payload in rows.scalars()]


async def slack_answers(db: Database, state: str = "sent", error: str | None = None) -> None:
    """What is on its way has come to its end."""
    async with db.write() as tx:
        mine = (outbox.c.kind == "invite") & (outbox.c.state == "pending")
        await tx.execute(update(outbox).where(mine).values(state=state, error=error))


async def rows(db: Database, list_id: int) -> list[invitations.Invitation]:
    async with db.read() as tx:
        return await invitations.rows_of(tx, list_id)


async def come_in(db: Database, member_id: str, channel_id: str) -> None:
    async with db.write() as tx:
        await channels.save_membership(tx, channel_id, member_id, changed_at=tx.now, joined_at=tx.now)


async def said(db: Database) -> list[tuple[str, str, str]]:
    """All that was said: post, direct or update; to whom; and all its words; in order."""
    async with db.read() as tx:
        columns = (outbox.c.kind, outbox.c.lane, outbox.c.payload)
        written = await tx.execute(select(*columns).where(outbox.c.kind != "invite").order_by(outbox.c.id))
        return [(row.kind, row.lane, says(row.payload["text"], row.payload["blocks"])) for row in written]


def _nobody() -> AsyncWebClient:
    return AsyncWebClient(base_url="http://127.0.0.1:9/", timeout=1, retry_handlers=[])


async def go_through(db: Database, service: InvitationService) -> None:
    for _ in range(50):
        while await service.advance_next():
            pass
        await slack_answers(db)
        if not await service.advance_next():
            return
