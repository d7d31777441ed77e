"""Addresses in a list: of whom nobody here has, of whom Slack tells nothing, and of more than a message has room for."""

import asyncio

import pytest
from sqlalchemy import select

from bot.documents import NotAllowed
from bot.errors import NotForYou
from bot.groups import matching
from bot.groups.address_file import AddressMaker
from bot.groups.entries import of_text
from bot.groups.finding import Addresses
from bot.groups.form_views import Seats
from bot.groups.inviting import READ_AGAIN
from bot.groups.progress_views import Counted, progress
from bot.i18n import words
from sandbox import blockkit
from storage import bringing, invitations, requests
from storage.database import Database
from storage.invitations import Invitation, List
from storage.outbox import outbox
from tests.bot.calendar.world import join, says
from tests.bot.groups.world import (
    ADA,
    CARMEN,
    MIGRATION,
    SOFIA,
    ask,
    go_through,
    invited,
    inviting,
    request,
    settled,
)
from tests.conftest import MovableClock

REASONS = (
    "cant_invite",
    "user_is_ultra_restricted",
    "restricted_action",
    "is_archived",
    "is_bot",
    "unknown",
    "hidden",
    "new",
)
SEATS = Seats(12, 400, 30)
KNOWN = Addresses({"known@example.org": CARMEN})


async def test_an_address_that_nobody_has_is_waited_for_and_then_forgotten(db: Database) -> None:
    await settled(db)
    service = inviting(db)
    typed = "new@example.org, known@example.org, other@example.org"
    counted = await service.load("migration", of_text(typed), KNOWN, dry_run=True)
    assert counted.addresses == ["new@example.org", "other@example.org"]
    assert await invited(db) == []
    again = [await service.load("migration", of_text(typed), KNOWN, dry_run=False) for _ in "12"]
    assert [len(each.of("pending")) for each in again] == [2, 0]
    await go_through(db, service)
    assert await invited(db) == [(MIGRATION, CARMEN)]
    await join(db, "U9", name="New")
    async with db.write() as tx:
        await matching.match(tx, [{"id": "U9", "profile": {"email": "NEW@example.org"}}])
    await go_through(db, service)
    assert (MIGRATION, "U9") in await invited(db)
    async with db.read() as tx:
        assert await bringing.pending(tx) == {"other@example.org"}


async def test_where_slack_shows_no_addresses_nobody_is_said_to_be_missing(db: Database) -> None:
    await settled(db)
    hidden = Addresses(are_hidden=True)
    counted = await inviting(db).load(
        "migration", of_text(f"a@example.org, <@{CARMEN}>"), hidden, dry_run=True
    )
    assert counted.addresses == []
    assert [row.state for row in counted.rows] == ["unfit", "found"]
    text, blocks = progress(counted, words("en"), SEATS)
    assert "`users:read.email` is missing" in says(text, blocks)
    assert "a@example.org" in says(text, blocks)
    assert "Look again" in says(text, blocks)
    # They may be of people who are here, whose addresses are not kept.
    counted = await inviting(db).load("migration", of_text("a@example.org"), hidden, dry_run=False)
    assert [(row.state, row.email, row.typed) for row in counted.rows] == [("unfit", None, "")]


async def test_the_addresses_of_a_long_list_come_as_a_file_to_who_may_have_them(db: Database) -> None:
    await settled(db)
    service, maker = inviting(db), AddressMaker(db)
    many = [f"person{n}@example.org" for n in range(300)]
    await service.load("migration", of_text("\n".join(many)), Addresses(), dry_run=False)
    wanted = {"what": "addresses", "id": 1}
    for member_id in (ADA, CARMEN):
        with pytest.raises(NotForYou):
            await service.addresses(member_id, 1)
        with pytest.raises(NotAllowed):
            await maker.make(member_id, wanted)
    for _ in range(2):
        await service.addresses(SOFIA, 1)
    async with db.read() as tx:
        files = (await tx.execute(select(outbox.c.payload).where(outbox.c.kind == "file"))).scalars().all()
    assert [file["make"] for file in files] == [wanted]
    document = await maker.make(SOFIA, wanted)
    assert [line.strip(",") for line in document.content.decode().split()] == many


def test_slack_takes_the_message_about_a_thousand_people_of_all_kinds() -> None:
    states = ["found", "inside", "absent", "unreadable", *[f"unfit:{e}" for e in REASONS]]
    rows_ = [
        Invitation(
            n,
            1,
            None,
            MIGRATION,
            f"U0{n:09}" if state in ("found", "inside") else None,
            "&<" * 40 if state != "absent" else "",
            f"{'x' * 150}{n}@{'example' * 8}.org" if state == "absent" else None,
            state.partition(":")[0],
            state.partition(":")[2],
            None,
        )
        for n, state in enumerate(states * 90)
    ]
    for language in ("en", "fr", "es"):
        for state in ("looked", "going", "done", "dropped"):
            text, blocks = progress(
                Counted(List(1, MIGRATION, SOFIA, state, 0), rows_), words(language), SEATS
            )
            assert blockkit.check_message(blocks) == []
            # Slack's own limit for all of a message's blocks together, which it tells nobody, is somewhat higher.
            assert len(says(text, blocks)) < 10_500
            assert ("groups.addresses" in str(blocks)) == (state != "going")


async def test_whoever_brings_somebody_in_waits_for_requests_in_one_order(db: Database) -> None:
    requesting = await settled(db)
    await ask(requesting)
    entered = await requesting.enter(SOFIA, {"group": MIGRATION, "name": "C", "email": "known@example.org"})
    async with db.write() as tx:
        await requests.lock(tx, 1)
        # It waits for the first, and does not hold the second meanwhile: else we two would wait for each other.
        coming = asyncio.ensure_future(_come(db))
        await asyncio.wait([coming], timeout=0.1)
        await requests.lock(tx, entered.case.request.id)
    await coming
    assert (await request(db, "2:0")).state == "lapsed"


async def _come(db: Database) -> None:
    async with db.write() as tx:
        await matching.match(tx, [{"id": CARMEN, "profile": {"email": "known@example.org"}}])


async def test_a_list_over_which_a_worker_died_is_read_by_the_next(db: Database, clock: MovableClock) -> None:
    await settled(db)
    service = inviting(db)
    await service.start(SOFIA, MIGRATION, f"<@{CARMEN}>", [], "1")
    async with db.write() as tx:
        assert await invitations.claim_reading(tx, tx.now + READ_AGAIN) is not None
    assert not await service.read_next()
    clock.move(minutes=5)
    assert await service.read_next()
    assert (await service.count(1)).about.state == "looked"
