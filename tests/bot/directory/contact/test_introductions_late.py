"""Between the asking and the sending of an introduction an hour may lie in which Slack is away: what has changed since counts."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import select

from bot.directory.contact.introductions import IntroductionService
from bot.documents import NotAllowed
from bot.troubles.service import TroubleService
from storage import channels, people
from storage.database import Database
from storage.deliveries import Letter, Outcome
from storage.outbox import outbox
from tests.bot.directory.conftest import in_turn
from tests.bot.directory.listing import known, published
from tests.conftest import START

ABOUT = {"from": "GUEST", "to": "BEN", "why": "We both train inspectors"}


@pytest.fixture
async def service(db: Database) -> IntroductionService:
    """A guest has asked to be introduced to Ben, who is in a channel with them."""
    await known(db, "GUEST", "Gus", is_guest=True, groups=["C1"])
    await published(db, await known(db, "BEN", "Ben", groups=["C1"]), role="Inspector", reach={"role": 1})
    service = IntroductionService(db)
    await service.introduce("GUEST", "BEN", ABOUT["why"], "V1")
    return service


async def _is(db: Database, member_id: str, **values: bool) -> None:
    async with db.write() as tx:
        await people.save(tx, member_id, **values)
    await published(db, "BEN")


async def _leaves(db: Database, member_id: str) -> None:
    async with db.write() as tx:
        await channels.save_membership(tx, "C1", member_id, changed_at=START, left_at=START)


CHANGES: dict[str, Callable[[Database], Awaitable[Any]]] = {
    "taken off the list": lambda db: published(db, "BEN", published_at=None),
    "no introductions": lambda db: IntroductionService(db).stop("BEN", "BEN"),
    "the other is gone": lambda db: _is(db, "BEN", is_deactivated=True),
    "the asker is gone": lambda db: _is(db, "GUEST", is_deactivated=True),
    "the asker is a stranger": lambda db: _is(db, "GUEST", is_external=True),
    "the guest left": lambda db: _leaves(db, "GUEST"),
    "the other left": lambda db: _leaves(db, "BEN"),
}


@in_turn("what", CHANGES)
async def test_nobody_is_introduced_who_would_not_be_by_now(
    db: Database, service: IntroductionService, what: str
) -> None:
    assert "Inspector" in str(await service.message(ABOUT))
    await CHANGES[what](db)
    with pytest.raises(NotAllowed):
        await service.message(ABOUT)


async def test_what_was_hidden_meanwhile_is_not_told_and_the_outbox_never_had_it(
    db: Database, service: IntroductionService
) -> None:
    async with db.read() as tx:
        assert "Inspector" not in str((await tx.execute(select(outbox.c.payload))).all())
    await published(db, "BEN", reach={"role": 2})
    text, blocks = await service.message(ABOUT)
    assert "<@BEN>" in text
    assert "Inspector" not in str(blocks)


@in_turn("error", ["no_longer_allowed", "users_not_found"])
async def test_whoever_asked_reads_that_nothing_came_of_it_and_it_counts_for_nothing(
    db: Database, service: IntroductionService, error: str
) -> None:
    lane = "BEN,GUEST"
    letter = Letter(
        1, "introduction:V1", lane, "group", {"users": lane.split(","), "about": ABOUT}, "r", "pending"
    )
    async with db.write() as tx:
        await TroubleService().tell(tx, letter, Outcome("refused", error=error))
    async with db.read() as tx:
        rows = (
            await tx.execute(select(outbox.c.lane, outbox.c.payload).where(outbox.c.kind == "direct"))
        ).all()
    assert [row.lane for row in rows] == ["GUEST"]
    assert "could not introduce you to <@BEN>" in rows[0].payload["text"]
    assert (await service.offer("GUEST", "BEN")).left == 3
