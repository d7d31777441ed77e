"""Replies in threads that began before the time that is recorded: a history tells of them only where the thread began."""

from collections.abc import Sequence
from datetime import timedelta

from slack_sdk.web.async_client import AsyncWebClient

from bot.activity.catching_up import CatchingUpService
from bot.lockout import Lockout
from storage import channels, pulse, readings
from storage.database import Database
from tests.conftest import START, MovableClock
from tests.slack import MovableTime, small_workspace


async def test_replies_in_old_threads_are_caught_up_with_at_start_and_once_a_week(
    db: Database, clock: MovableClock
) -> None:
    async with small_workspace(now=START - timedelta(days=60), rate_limits=False) as ws:
        channel_id, client = ws.channel("migration").id, AsyncWebClient(ws.bot_token, base_url=ws.url)
        service = CatchingUpService(db, client, MovableTime(), Lockout(), [])
        async with db.write() as tx:
            await channels.save(tx, channel_id, kind="group", bot_is_member=True)

        async def later(*, days: int) -> None:
            await ws.advance(timedelta(days=days))
            clock.move(days=days)

        async def caught_up() -> Sequence[str]:
            async with db.write() as tx:
                await readings.ask(tx, channel_id)
            while await service.read_next():
                pass
            async with db.read() as tx:
                since = clock.now() - timedelta(days=34)
                return [post.ts for post in await pulse.posts_since(tx, channel_id, since)]

        old = ws.say("migration", "ada", "A thread of two months ago")
        await ws.advance(timedelta(days=60))
        first = ws.say("migration", "benoit", "A late reply", thread=old)
        await later(days=1)
        assert await caught_up() == [first]
        # Every night would be much to read: an old thread waits for a start, or for the week's reading.
        second = ws.say("migration", "benoit", "Another one", thread=old)
        await later(days=1)
        assert await caught_up() == [first]
        async with db.write() as tx:
            await readings.ask_deep(tx)
        assert await caught_up() == [first, second]
        # By then it is older than what is looked through: but replies in it are known.
        await later(days=31)
        third = ws.say("migration", "sofia", "A third", thread=old)
        await later(days=1)
        assert await caught_up() == [first, second, third]
        ws.delete("migration", second)
        await later(days=8)
        assert await caught_up() == [third]
