"""From nothing to the tables of `storage.tables` and back, on both databases."""

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from storage import (
    calendar,
    channels,
    concerns,
    directory,
    migrate,
    nudges,
    people,
    questions,
    rhythms,
    vocabulary,
    workspace,
)
from storage.database import Database, create_engine, normalise
from storage.tables import metadata

NOW = datetime(2019, 3, 18, 7, 55, tzinfo=UTC)


async def _state(url: str) -> tuple[str | None, str]:
    engine = create_engine(normalise(url))
    try:
        return await migrate.state(engine)
    finally:
        await engine.dispose()


def _differences(connection: Connection) -> list[object]:
    # Read back from SQLite, '' does not look like ''.
    options = {"compare_server_default": connection.dialect.name == "postgresql"}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def test_the_head_that_the_code_names_is_the_newest_script() -> None:
    scripts = ScriptDirectory(str(migrate.SCRIPTS))
    assert scripts.get_heads() == [migrate.HEAD]


async def test_from_nothing_it_makes_exactly_our_tables(empty_url: str) -> None:
    assert await _state(empty_url) == (None, migrate.HEAD)
    await migrate.upgrade(empty_url)
    assert await _state(empty_url) == (migrate.HEAD, migrate.HEAD)
    engine = create_engine(normalise(empty_url))
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
    await engine.dispose()


async def test_the_tables_can_be_taken_away_with_rows_in_them_and_made_again(empty_url: str) -> None:
    await migrate.upgrade(empty_url)
    await _fill(empty_url)
    await migrate.downgrade(empty_url, "base")
    engine = create_engine(normalise(empty_url))
    async with engine.connect() as connection:
        tables = await connection.run_sync(lambda c: inspect(c).get_table_names())
        assert set(tables) <= {"alembic_version", "sqlite_sequence"}
    await engine.dispose()
    await migrate.upgrade(empty_url)
    await _fill(empty_url)


async def test_who_is_in_which_channel_is_kept_on_the_way_back_and_up(empty_url: str) -> None:
    await migrate.upgrade(empty_url)
    await _fill(empty_url)
    await migrate.downgrade(empty_url, "0008")
    await migrate.upgrade(empty_url)
    db = Database(empty_url, lambda: NOW)
    async with db.read() as tx:
        assert await channels.member_ids(tx, "C1") == {"U1"}
    await db.close()


async def _fill(url: str) -> None:
    db = Database(url, lambda: NOW)
    async with db.write() as tx:
        await workspace.save(tx, name="Alliance")
        await people.save(tx, "U1", name="A member")
        await channels.save(tx, "C1", name="announcements")
        await channels.save_membership(tx, "C1", "U1", changed_at=NOW)
        await tx.execute(
            calendar.activities.insert().values(
                uid="1", kind="event", title="Workshop", precision="tbc", timezone="UTC", updated_at=NOW
            )
        )
        await tx.outbox.post("k", "C1", "Hello", [])
        await concerns.notice(tx, "C1", "silence", NOW.isoformat(), NOW)
        (concern,) = await concerns.open_in(tx, "C1")
        await nudges.plan(tx, concern.id, "U1", 1, NOW)
        await nudges.sent(tx, await nudges.due(tx, "U1"), "nudge:U1")
        await concerns.settle(tx, concern.id, "prompted", "U1")
        ilo = await vocabulary.add(tx, "organisation", "ILO", "ilo")
        law = await vocabulary.add(tx, "field", "Law", "law")
        await directory.save(
            tx, "U1", organisation_id=ilo.id, fields=[law.id], own_names={str(law.id): "LAW"}
        )
    async with db.read() as tx:
        member = await people.get(tx, "U1")
        assert member is not None
        assert not member.is_bot
    await db.close()


_OLD_PROFILE = text(
    "INSERT INTO profiles (member_id, role, organisation, country, fields, languages, published_at, updated_at, search) "
    "VALUES (:id, 'Judge', :organisation, 'NP', :fields, '[\"fr\"]', :at, :at, '')"
)


async def test_profiles_keep_what_they_say_on_the_way_up_and_back_down(empty_url: str) -> None:
    await migrate.upgrade(empty_url)
    await migrate.downgrade(empty_url, "0002")
    engine = create_engine(normalise(empty_url))
    moment = NOW if engine.dialect.name == "postgresql" else "2019-03-18 07:55:00.000000"
    async with engine.begin() as connection:
        for member_id, organisation, fields in (
            ("U1", "Łódź Union", ["Child labour", "Mining"]),
            ("U2", " lodz union", ["child  LABOUR", "???"]),
            ("U3", "", []),
        ):
            await connection.execute(
                text("INSERT INTO members (id, name, first_seen_at) VALUES (:id, 'Ana', :at)"),
                {"id": member_id, "at": moment},
            )
            values = {
                "id": member_id,
                "organisation": organisation,
                "fields": json.dumps(fields),
                "at": moment,
            }
            await connection.execute(_OLD_PROFILE, values)
    await engine.dispose()

    await migrate.upgrade(empty_url)
    db = Database(empty_url, lambda: NOW)
    async with db.write() as tx:
        found = dict(sorted((await directory.by_members(tx, ["U1", "U2", "U3"])).items()))
        assert [p.organisation and p.organisation.name for p in found.values()] == ["Łódź Union"] * 2 + [None]
        assert [[f.name for f in p.fields] for p in found.values()] == [
            ["Child labour", "Mining"],
            ["Child labour", "???"],
            [],
        ]
        assert {(p.role, p.country, p.languages, p.published_at) for p in found.values()} == {
            ("Judge", "NP", ("fr",), NOW)
        }
        assert {row.index_version for row in await tx.execute(directory.profiles.select())} == {0}
        await directory.save(tx, "U2", reach={"role": 2})
    await db.close()

    await migrate.downgrade(empty_url, "0002")
    engine = create_engine(normalise(empty_url))
    async with engine.begin() as connection:
        rows = (await connection.execute(text("SELECT * FROM profiles ORDER BY member_id"))).all()
        assert [row.organisation for row in rows] == ["Łódź Union", "Łódź Union", ""]
        assert rows[0].search == " ana lodz union | judge child labour mining "
        # Who may see which part was not known then: what was not for everyone is for nobody.
        assert [row.published_at is None for row in rows] == [False, True, False]
    await engine.dispose()
    await migrate.upgrade(empty_url)


async def test_zones_that_slack_has_not_told_are_left_open_on_the_way_up_and_utc_on_the_way_down(
    empty_url: str,
) -> None:
    await migrate.upgrade(empty_url)
    await migrate.downgrade(empty_url, "0004")
    db = Database(empty_url, lambda: NOW)
    zones = text("SELECT timezone FROM members ORDER BY id")
    async with db.write() as tx:
        for member_id, zone in (("U1", "UTC"), ("U2", "America/Lima")):
            await people.save(tx, member_id, timezone=zone)
    for move, expected in ((migrate.upgrade(empty_url), ""), (migrate.downgrade(empty_url, "0004"), "UTC")):
        await move
        async with db.read() as tx:
            assert (await tx.execute(zones)).scalars().all() == [expected, "America/Lima"]
    await db.close()


async def test_a_second_upgrade_changes_nothing_and_loads_no_alembic(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrate.upgrade(empty_url)
    monkeypatch.setitem(sys.modules, "alembic", None)
    await migrate.upgrade(empty_url)


async def test_processes_that_start_together_migrate_once(empty_url: str) -> None:
    await asyncio.gather(*(migrate.upgrade(empty_url) for _ in range(4)))
    assert await _state(empty_url) == (migrate.HEAD, migrate.HEAD)


def test_a_folder_with_a_percent_sign_is_no_trouble(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(migrate, "SCRIPTS", tmp_path / "100%")
    config = migrate.alembic_config(None)  # type: ignore[arg-type]
    assert config.get_main_option("script_location") == str(tmp_path / "100%")


async def test_what_moderators_were_told_of_silences_is_carried_over_and_back(empty_url: str) -> None:
    await migrate.upgrade(empty_url)
    await _fill(empty_url)
    # What becomes of the one that was settled in `_fill`, on its way down and up again; and one that is still to be sent.
    await migrate.downgrade(empty_url, "0012")
    engine = create_engine(normalise(empty_url))
    moment = NOW if engine.dialect.name == "postgresql" else "2019-03-18 07:55:00.000000"
    async with engine.begin() as connection:
        (told,) = (await connection.execute(text("SELECT * FROM nudges"))).all()
        assert (told.channel_id, told.moderator_id, told.state, told.settled_by) == (
            "C1",
            "U1",
            "prompted",
            "U1",
        )
        await connection.execute(text("UPDATE channels SET kind = 'group'"))
        await connection.execute(text("INSERT INTO channels (id, kind) VALUES ('C2', 'group')"))
        await connection.execute(
            text(
                "INSERT INTO nudges (channel_id, silent_since, moderator_id, due_at) VALUES ('C2', :at, 'U1', :at)"
            ),
            {"at": moment},
        )
    await engine.dispose()

    await migrate.upgrade(empty_url)
    db = Database(empty_url, lambda: NOW)
    async with db.write() as tx:
        settled = await concerns.of_cause(tx, "C1", "silence", NOW.isoformat())
        assert settled is not None
        assert (settled.state, settled.settled_by, settled.due_at) == ("prompted", "U1", None)
        assert [nudge.message_key for nudge in await nudges.of_concern(tx, settled.id)] == ["nudge:U1"]
        (waiting,) = await concerns.open_in(tx, "C2")
        assert [nudge.concern_id for nudge in await nudges.due(tx, "U1")] == [waiting.id]
        assert await rhythms.first_look(tx) in {"C1", "C2"}
        await concerns.notice(tx, "C1", "unanswered", "1552895700.000000", NOW)
        await workspace.save(tx, team_url="https://alliance.slack.com/")
    # Before 0015 each question was a concern of its own.
    await migrate.downgrade(empty_url, "0014")
    await migrate.upgrade(empty_url)
    async with db.read() as tx:
        asked = await concerns.of_cause(tx, "C1", "unanswered", "1552895700.000000")
        assert asked is not None
        assert await questions.waiting(tx, asked.id) == {"1552895700.000000": NOW}
    await db.close()
