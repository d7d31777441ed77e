"""Requests that wait: for a Secretariat, for a decision, for who has the address, and for the morning."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.errors import FieldErrors, NotForYou
from bot.groups import matching, person_views
from bot.i18n import words
from storage import due, people, requests, workspace
from storage.database import Database
from tests.bot.groups.world import (
    ADA,
    BENOIT,
    CARMEN,
    MIGRATION,
    SECRETARIAT,
    SOFIA,
    SUPPLY,
    ask,
    invited,
    request,
    said,
    settled,
)
from tests.conftest import MovableClock


async def test_what_was_declined_by_night_is_told_in_the_morning_with_all_else(
    db: Database, clock: MovableClock
) -> None:
    service = await settled(db)
    first, _second = await ask(service), await ask(service, CARMEN, SUPPLY)
    clock.move(days=3)  # three in the morning in Lima
    before = len(await said(db))
    await service.decline(SOFIA, first, "later", "")

    async def told() -> list[str]:
        while await service.tell_next():
            pass
        return [text for kind, lane, text in (await said(db))[before:] if (kind, lane) == ("direct", CARMEN)]

    assert await told() == []
    clock.move_to(datetime(2019, 3, 21, 14, 0, tzinfo=UTC))
    assert await service.next_due() is not None
    (both,) = await told()
    assert "Migration Action Group" in both
    assert "Supply-Chains Action Group" in both
    clock.move(days=30)
    assert len(await told()) == 1


async def test_the_secretariat_is_reminded_once_of_all_that_lies(db: Database, clock: MovableClock) -> None:
    service = await settled(db)
    await ask(service)
    await ask(service, BENOIT, SUPPLY)
    clock.move(days=2)
    assert not await service.remind_next()
    clock.move(days=2)
    posts = len(await said(db))
    assert await service.remind_next()
    assert not await service.remind_next()
    assert len(await said(db)) == posts + 1


async def test_each_of_the_secretariat_decides_where_it_has_no_channel(db: Database) -> None:
    service = await settled(db, secretariat_channel_id=None)
    reference = await ask(service)
    assert [lane for kind, lane, _text in await said(db)] == [SOFIA, CARMEN]
    await service.approve(SOFIA, reference)
    assert [(kind, lane) for kind, lane, _text in await said(db)][-2:] == [
        ("update", SOFIA),
        ("update", CARMEN),
    ] or (await invited(db))


async def test_what_came_by_email_waits_for_who_has_the_address(db: Database) -> None:
    service = await settled(db)
    fields = {"group": MIGRATION, "name": "New One", "email": "New@Example.org", "organisation": "ILO"}
    with pytest.raises(NotForYou):
        await service.enter(ADA, fields)
    with pytest.raises(FieldErrors):
        await service.enter(SOFIA, fields | {"email": "new@example"})
    case, _hidden = await service.enter(SOFIA, fields)
    reference = f"{case.request.id}:0"
    with pytest.raises(FieldErrors):
        await service.enter(SOFIA, fields)
    await service.approve(SOFIA, reference)
    assert (await request(db, reference)).state == "awaited"
    users: list[dict[str, Any]] = [
        {"id": CARMEN, "profile": {"email": "new@example.ORG"}},
        {"id": "B1", "is_bot": True},
    ]
    for _ in range(2):
        async with db.write() as tx:
            await matching.match(tx, users)
    assert await invited(db) == [(MIGRATION, CARMEN)]
    found = await request(db, reference)
    assert (found.state, found.member_id, found.email) == ("approved", CARMEN, None)


async def test_somebody_from_outside_who_is_declined_is_never_due_to_be_told(db: Database) -> None:
    service = await settled(db)
    case, _hidden = await service.enter(
        SOFIA, {"group": MIGRATION, "name": "New", "email": "new@example.org"}
    )
    await service.decline(SOFIA, f"{case.request.id}:0", "full", "")
    assert await service.next_due() is None


async def test_an_address_that_nobody_comes_with_is_forgotten(db: Database, clock: MovableClock) -> None:
    service = await settled(db)
    case, _hidden = await service.enter(
        SOFIA, {"group": MIGRATION, "name": "New", "email": "new@example.org"}
    )
    await service.approve(SOFIA, f"{case.request.id}:0")
    for days, left in ((179, 1), (2, 0)):
        clock.move(days=days)
        async with db.write() as tx:
            await requests.forget(tx, tx.now - timedelta(days=396), tx.now - timedelta(days=180))
            assert len(await requests.all_open(tx)) == left


async def test_where_there_is_no_secretariat_yet_a_request_is_kept_and_shown_as_soon_as_there_is(
    db: Database, clock: MovableClock
) -> None:
    service = await settled(db, secretariat_channel_id=None)
    async with db.write() as tx:
        await people.save(tx, SOFIA, is_secretariat=False)
    case = await service.ask(CARMEN, MIGRATION, {"why": "We work on it."})
    assert case.is_unseen
    clock.move(days=4)
    while await service.follow_next() or await service.remind_next() or await service.tell_next():
        pass
    told = await said(db)
    assert {lane for _kind, lane, _text in told} == {CARMEN}
    assert "Nobody is there yet" in person_views.mine(replace(case, words=words("en")))[0]
    # To who is named, and then in the channel that is set; in each place once.
    for values in ({"is_secretariat": True}, {}):
        async with db.write() as tx:
            await people.save(tx, SOFIA, **values)
            if not values:
                await workspace.save(tx, secretariat_channel_id=SECRETARIAT)
        async with db.read() as tx:
            assert "follow_request" in await due.for_sweeps(tx, 0)
        while await service.follow_next() or await service.remind_next():
            pass
    asked = [(kind, lane) for kind, lane, _text in (await said(db))[len(told) :]]
    assert asked.count(("direct", SOFIA)) == 1
    assert asked.count(("post", SECRETARIAT)) == 1
    assert ("update", CARMEN) in asked
    async with db.read() as tx:
        assert "follow_request" not in await due.for_sweeps(tx, 0)
    next_due = await service.next_due()
    assert next_due is not None
    assert next_due > clock.now()
    await service.approve(SOFIA, "1:0")
    assert await invited(db) == [(MIGRATION, CARMEN)]
