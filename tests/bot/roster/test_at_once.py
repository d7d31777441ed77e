"""A comparison and an event of the same people at once, on Postgres: one waits for the other, and never both."""

import asyncio

from sqlalchemy import text as sql

from bot.lockout import Lockout
from bot.onboarding import arrivals
from bot.roster.comparison import ComparisonService
from storage import arrivals as queue
from storage import channels, people
from storage import workspace as workspaces
from storage.database import Database
from tests.slack import MovableTime, client_of, small_workspace

WAITING = sql(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


async def test_who_comes_while_a_channel_is_compared_is_not_deadlocked(db: Database) -> None:
    if db.url.get_backend_name() == "sqlite":
        return  # where nobody else can write meanwhile
    async with small_workspace() as ws, client_of(ws) as client:
        group, sofia = ws.channel("migration"), ws.member("sofia").id
        *_, last = sorted(group.members.keys() - frozenset({sofia}))
        async with db.write() as tx:
            await workspaces.save(tx, synced_at=tx.now)
            known = {"kind": "group", "bot_is_member": True, "first_seen_at": tx.now}
            await channels.save(tx, group.id, **known, sync_due_at=tx.now)
            await people.save(tx, sofia, synced_at=tx.now)
            await channels.set_moderators(tx, group.id, frozenset({sofia}))
        comparison = ComparisonService(db, client, MovableTime(), Lockout())
        async with asyncio.timeout(10):
            async with db.write() as tx:
                await arrivals.hold(tx, last)
                comparing = asyncio.create_task(comparison.compare_next_channel())
                async with db.read() as reading:
                    while not (await reading.execute(WAITING)).first():
                        await asyncio.sleep(0.01)
                await queue.tell_moderator(tx, group.id, sofia, tx.now)
            assert await comparing
        async with db.read() as tx:
            assert await channels.member_ids(tx, group.id) == group.members.keys()
