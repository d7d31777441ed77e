"""Statements that are given straight to the driver: the same rows and the same errors as SQLAlchemy's."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Select, bindparam, literal_column, select, text, union_all
from sqlalchemy.exc import DBAPIError

from storage import channels, people, viewers, workspace
from storage.channels import channels as table
from storage.database import Database
from storage.people import members
from storage.prepared import prepared
from storage.values import one_of

AT = datetime(2019, 3, 18, 7, 55, tzinfo=UTC)
_SOME = select(table.c.id, table.c.is_archived, table.c.first_seen_at, table.c.quiet_days).where(
    one_of(table.c.id, "ids"), table.c.kind == "group"
)


async def test_rows_are_what_sqlalchemy_would_hand_out(db: Database) -> None:
    async with db.write() as tx:
        await workspace.save(tx, languages=["en", "fr"])
        await people.save(tx, "U1", name="Łucja", synced_at=AT)
        for id_, kind in (("C1", "group"), ("C2", "other"), ("C3", "group")):
            await channels.save(tx, id_, kind=kind, first_seen_at=AT, is_archived=id_ == "C3")
        assert [tuple(row) for row in await tx.rows(_SOME, {"ids": ["C1"]})] == [("C1", False, AT, None)]
    async with db.read() as tx:
        assert [tuple(row) for row in await tx.rows(_SOME, {"ids": ["C1", "C2"]})] == [
            ("C1", False, AT, None)
        ]
        twice = [tuple(row) for row in (await tx.execute(_SOME, {"ids": ["C3"]})).all()]
        assert [tuple(row) for row in await tx.rows(_SOME, {"ids": ["C3"]})] == twice
        known = await viewers.get(tx, "U1")
        assert known.workspace.languages == ("en", "fr")
        assert known.member is not None
        assert (known.member.name, known.member.synced_at) == ("Łucja", AT)


async def test_what_goes_wrong_is_told_in_sqlalchemys_words_and_the_connection_serves_on(
    db: Database,
) -> None:
    missing: Select[Any] = select(literal_column("nothing_of_that_name")).select_from(members)
    async with db.read() as tx:
        with pytest.raises(DBAPIError):
            await tx.rows(missing, {})
        assert list(await tx.rows(_SOME, {"ids": ["C1"]})) == []
    async with db.write() as tx:
        await people.save(tx, "U1")
    async with db.read() as tx:
        assert (await tx.execute(text("SELECT 1"))).scalar() == 1
        assert len(await tx.rows(_MEMBERS, {"first": "U1", "second": "U2"})) == 1


_MEMBERS = union_all(
    select(members.c.id).where(members.c.id == bindparam("first")),
    select(members.c.id).where(members.c.id == bindparam("second")),
)


async def test_within_a_transaction_rows_are_of_that_transaction_and_errors_sqlalchemys(db: Database) -> None:
    missing: Select[Any] = select(literal_column("nothing_of_that_name")).select_from(members)

    async def fail() -> None:
        async with db.write() as tx:
            assert list(await tx.rows(_MEMBERS, {"first": "U1", "second": "U2"})) == []
            await people.save(tx, "U1")
            assert len(await tx.rows(_MEMBERS, {"first": "U1", "second": "U2"})) == 1
            await tx.rows(missing, {})

    with pytest.raises(DBAPIError):
        await fail()
    async with db.write() as tx:
        assert list(await tx.rows(_MEMBERS, {"first": "U1", "second": "U2"})) == []  # taken back
        await people.save(tx, "U2")
    async with db.read() as reading:
        assert len(await reading.rows(_MEMBERS, {"first": "U1", "second": "U2"})) == 1


async def test_whoever_stops_waiting_for_a_statement_leaves_a_pool_that_serves_on(db: Database) -> None:
    async def ask() -> int:
        async with db.read() as tx:
            return len(await tx.rows(_MEMBERS, {"first": "U1", "second": "U2"}))

    for _ in range(6):
        asking = asyncio.create_task(ask())
        await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
    assert await ask() == 0


def test_a_statement_whose_text_depends_on_its_values_is_refused(db: Database) -> None:
    with pytest.raises(ValueError, match="depend"):
        prepared(select(members.c.id).where(members.c.id.in_(["U1"])), db.engine.dialect)
