"""While Slack refuses the token, whoever asks Slack of their own accord waits, and goes on when it works again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select

from bot.blocks import section
from bot.lockout import FIRST_WAIT, Lockout
from bot.roster.comparison import TRY_AGAIN, ComparisonService
from bot.roster.service import RosterService
from bot.troubles.service import TroubleService
from sandbox.workspace import Workspace
from scheduler.delivery import Delivery, Pacing
from storage import channels, people
from storage import workspace as workspaces
from storage.database import Database
from storage.outbox import outbox
from tests.conftest import MovableClock
from tests.slack import MovableTime, client_of, small_workspace


@dataclass
class Asking:
    """All that asks Slack by itself, with all of it due."""

    ws: Workspace
    db: Database
    clock: MovableClock
    real: MovableTime
    delivery: Delivery
    roster: RosterService
    comparison: ComparisonService

    async def sweep(self) -> int:
        """Looks for what is due, many times over. Returns how many calls Slack got."""
        before = len(self.ws.calls)
        for _ in range(5):
            for run in (
                self.comparison.compare_next,
                self.comparison.compare_next_channel,
                self.roster.look_up_next,
            ):
                try:
                    while await run():
                        pass
                except SlackApiError:
                    continue
        return len(self.ws.calls) - before

    async def deliver(self) -> int:
        before = len(self.ws.calls)
        await self.delivery.work()
        return len(self.ws.calls) - before


@pytest.fixture
async def asking(db: Database, clock: MovableClock) -> AsyncIterator[Asking]:
    real, lockout = MovableTime(), Lockout()
    async with small_workspace(real=real) as ws, client_of(ws) as client:
        yield await _all_due(Asking(ws, db, clock, real, *_built(db, client, real, lockout)))


def _built(
    db: Database, client: AsyncWebClient, real: MovableTime, lockout: Lockout
) -> tuple[Delivery, RosterService, ComparisonService]:
    delivery = Delivery(db, client, real, TroubleService(), lease=15.0, pacing=Pacing(0, 0), lockout=lockout)
    return (
        delivery,
        RosterService(db, client, real, lockout),
        ComparisonService(db, client, real, lockout),
    )


async def _all_due(asking: Asking) -> Asking:
    ws = asking.ws
    async with asking.db.write() as tx:
        await workspaces.save(tx, sync_due_at=tx.now)
        await channels.save(tx, ws.channel("ceag").id, name="ceag", sync_due_at=tx.now, bot_is_member=True)
        await people.save(tx, ws.member("ada").id)
        await tx.outbox.post("one", ws.channel("migration").id, "one", [section("one")])
    ws.faults.add("*", kind="error", error="invalid_auth", times=1000)
    return asking


async def test_what_the_outbox_was_refused_for_the_sweeps_do_not_ask_again(asking: Asking) -> None:
    assert await asking.deliver() == 1
    assert await asking.sweep() == 0


async def test_what_a_sweep_was_refused_for_the_outbox_does_not_ask_again(asking: Asking) -> None:
    assert await asking.sweep() == 1
    assert await asking.deliver() == 0


async def test_one_call_asks_now_and_then_for_all_and_when_it_passes_all_goes_on(asking: Asking) -> None:
    await asking.deliver()
    calls = []
    for _ in range(3):
        asking.real.move(2 * FIRST_WAIT)
        asking.clock.move(seconds=TRY_AGAIN.total_seconds())
        calls.append(await asking.sweep() + await asking.deliver())
    assert calls == [1, 1, 0]
    asking.ws.faults.clear()
    asking.real.move(8 * FIRST_WAIT)
    asking.clock.move(seconds=TRY_AGAIN.total_seconds())
    await asking.sweep()
    await asking.deliver()
    async with asking.db.read() as tx:
        assert (await workspaces.get(tx)).synced_at is not None
        assert asking.ws.member("ada").id in await channels.member_ids(tx, asking.ws.channel("ceag").id)
        assert await people.unsynced(tx, 10) == []
        assert (await tx.execute(select(outbox.c.state).where(outbox.c.key == "one"))).scalar() == "sent"


async def test_somebody_unknown_to_slack_says_nothing_against_the_token(asking: Asking) -> None:
    await asking.deliver()
    asking.ws.faults.clear()
    asking.ws.faults.add("users.info", kind="error", error="user_not_found")
    asking.real.move(2 * FIRST_WAIT)
    assert await asking.roster.look_up_next()
    assert await asking.deliver() >= 1
