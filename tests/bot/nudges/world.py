"""A channel with moderators, in which people write or don't, and what they are told of it."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.activity.marking import marker
from bot.activity.recording import Recorder
from bot.nudges import silence
from bot.nudges.service import NudgeService
from storage import channels, people, workspace
from storage.database import Database
from storage.outbox import outbox

GROUP, OTHER = "C1", "C2"
EVERYONE = ("UADA", "UBEN", "UCAR", "USOF")


async def settle(db: Database, **values: Any) -> NudgeService:
    """Ada and Ben moderate #group, in which Carmen is too; Sofia is the Secretariat."""
    async with db.write() as tx:
        await workspace.save(
            tx,
            name="Alliance",
            timezone="Europe/Zurich",
            bot_user_id="UBOT",
            team_id="T1",
            team_url="https://alliance.slack.com/",
        )
        for member_id in EVERYONE:
            told = {"name": member_id, "timezone": "Europe/Zurich", "synced_at": tx.now}
            await people.save(tx, member_id, **told, is_secretariat=member_id == "USOF")
        for channel_id in (GROUP, OTHER):
            await channels.save(
                tx,
                channel_id,
                name=channel_id,
                kind="group",
                bot_is_member=True,
                first_seen_at=tx.now,
                **values,
            )
            for member_id in ("UADA", "UBEN", "UCAR"):
                await channels.save_membership(tx, channel_id, member_id, changed_at=tx.now)
            await channels.set_moderators(tx, channel_id, frozenset({"UADA", "UBEN"}))
        channel = await channels.get(tx, GROUP)
        assert channel is not None
        await silence.watch(tx, channel)
    return NudgeService(db)


async def write(db: Database, member_id: str, text: str = "Hello", **more: str) -> str:
    """Somebody writes in the group, now. Returns the ts."""
    ts = f"{db.now().timestamp():.6f}"
    recorder = Recorder(db, marker("secret"), (silence.follow,))
    event = {"type": "message", "channel": GROUP, "user": member_id, "ts": ts, "text": text, **more}
    await recorder.record(event)
    return ts


async def work(service: NudgeService) -> None:
    """All that is due now is done, in the order in which the sweeps feed each other."""
    for sweep in (service.look_next, service.plan_next, service.tell_next, service.nudge_next):
        while await sweep():
            pass


async def pass_time(db: Database, clock: Any, service: NudgeService, **delta: float) -> None:
    """Time passes, from one thing due to the next."""
    until: datetime = db.now() + timedelta(**delta)
    await work(service)
    while True:
        due = await service.next_due()
        if due is None or due > until:
            break
        clock.move_to(max(due, db.now()))
        await work(service)
    clock.move_to(until)
    await work(service)


async def told(db: Database, *kinds: str) -> list[tuple[str, str]]:
    """Who was written to, and what; `direct` unless other kinds are named."""
    async with db.read() as tx:
        rows: Sequence[Any] = (
            await tx.execute(
                select(outbox.c.lane, outbox.c.payload)
                .where(outbox.c.kind.in_(kinds or ("direct",)))
                .order_by(outbox.c.id)
            )
        ).all()
    return [(lane, f"{payload.get('text')}\n{payload.get('blocks')}") for lane, payload in rows]


def reference(message: str, nth: int = 0) -> str:
    """What the buttons of a nudge carry."""
    found: list[str] = re.findall(r"'value': '(\d+\|[^']*)'", message)
    return found[nth]


async def last(db: Database, member_id: str, kind: str = "direct") -> str:
    """What somebody was written last."""
    return [text for lane, text in await told(db, kind) if lane == member_id][-1]
