"""What the doctor says of a workspace in which this or that is missing."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.doctor import manifest
from bot.doctor.checks import examine
from bot.doctor.command import report
from bot.doctor.finding import Finding
from bot.settings import Settings
from bot.setup.service import SetupService
from sandbox.workspace import Workspace
from storage import channels, migrate, requests, workers
from storage.database import Database
from storage.outbox import outbox
from tests.conftest import MovableClock
from tests.slack import MovableTime, client_of, settings_for, small_workspace

FILE = """
[workspace]
name = "Alliance"
timezone = "Europe/Zurich"
announcements = "announcements"
secretariat_channel = "secretariat"
secretariat = ["{ada}"]
guide = "https://guide.example.org"
[[groups]]
channel = "migration"
name = "Migration Action Group"
moderators = ["{ada}"]
"""


@pytest.fixture
async def ws() -> AsyncIterator[Workspace]:
    async with small_workspace() as running:
        running.app.scopes = set(manifest.scopes())
        yield running


@pytest.fixture
def settings(ws: Workspace, db: Database) -> Settings:
    return settings_for(ws, db.url.render_as_string(hide_password=False))


@pytest.fixture
async def real(ws: Workspace, db: Database) -> AsyncIterator[MovableTime]:
    """A workspace in which all is well, and a worker at work."""
    real = MovableTime()
    async with db.write() as tx:
        await tx.execute(
            text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)")
        )
        await tx.execute(text("DELETE FROM alembic_version"))
        await tx.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": migrate.HEAD})
        await workers.beat(tx, "w1", real.time() - 100, real.time() - 5, {})
    async with client_of(ws) as client:
        loaded = await SetupService(db, client, real).load(FILE.format(ada=ws.member("ada").id))
        assert loaded.ok
    yield real
    async with db.write() as tx:
        await tx.execute(text("DROP TABLE IF EXISTS alembic_version"))


async def _findings(settings: Settings, ws: Workspace, db: Database, real: MovableTime) -> list[Finding]:
    async with client_of(ws) as client:
        client.token = settings.slack_bot_token.get_secret_value()
        return await examine(settings, client, db, real)


def _said(findings: list[Finding], level: str) -> list[str]:
    return [f"{finding.what}: {finding.mend}" for finding in findings if finding.level == level]


async def test_a_healthy_workspace_has_nothing_to_mend(
    settings: Settings, ws: Workspace, db: Database, real: MovableTime
) -> None:
    findings = await _findings(settings, ws, db, real)
    assert {finding.level for finding in findings} == {"ok"}
    assert "ok       Liaison is in 3 of the 3 channels that it serves" in [
        str(finding) for finding in findings
    ]


async def test_a_token_that_slack_does_not_take_is_said_and_never_shown(
    settings: Settings, ws: Workspace, db: Database, real: MovableTime
) -> None:
    wrong = settings.model_copy(update={"slack_bot_token": SecretStr("xoxb-wrong-secret")})
    findings = await _findings(wrong, ws, db, real)
    assert _said(findings, "problem")[0].startswith("Slack does not accept SLACK_BOT_TOKEN (invalid_auth)")
    assert "xoxb-wrong-secret" not in "".join(map(str, findings))


async def test_without_settings_it_names_them_and_asks_slack_nothing(
    ws: Workspace, db: Database, real: MovableTime
) -> None:
    empty = Settings(slack_bot_token=SecretStr(""))
    ws.calls.clear()
    findings = await _findings(empty, ws, db, real)
    assert _said(findings, "problem")[0].startswith("SLACK_BOT_TOKEN is not set")
    assert list(ws.calls) == []


async def test_missing_and_needless_scopes_are_named(
    settings: Settings, ws: Workspace, db: Database, real: MovableTime
) -> None:
    ws.app.scopes -= {"im:write", "users:read.email"}
    ws.app.scopes |= {"chat:write.public"}
    findings = await _findings(settings, ws, db, real)
    assert _said(findings, "problem")[0].startswith("the token lacks the scopes im:write, users:read.email")
    assert _said(findings, "warning")[0].startswith("the token has the scope chat:write.public, which")


async def test_a_channel_without_liaison_is_said_with_how_to_mend_it(
    settings: Settings, ws: Workspace, db: Database, real: MovableTime
) -> None:
    ws.leave("migration", ws.bot_user_id)
    ws.archive("secretariat")
    assert sorted(_said(await _findings(settings, ws, db, real), "problem")) == [
        "#migration is gone, or is private and Liaison is not in it: write `/invite @Liaison` in the channel",
        "#secretariat is archived: unarchive it in Slack, or take it out of the workspace file and run setup again",
    ]


async def test_what_the_workspace_file_leaves_open_is_said(
    settings: Settings, ws: Workspace, db: Database, real: MovableTime
) -> None:
    bare = '[workspace]\nname = "A"\ntimezone = "UTC"\n[[groups]]\nchannel = "ceag"\nname = "G"\n'
    async with client_of(ws) as client:
        await SetupService(db, client, real).load(bare)
    findings = await _findings(settings, ws, db, real)
    assert _said(findings, "problem")[0].startswith("nobody is in the Secretariat")
    async with db.write() as tx:
        group = ws.channel("ceag").id
        for email in ("a@example.org", "b@example.org"):
            await requests.add(tx, channel_id=group, email=email)
    findings = await _findings(settings, ws, db, real)
    assert "2 requests to join a group wait, and nobody can decide" in _said(findings, "problem")[1]
    said = _said(findings, "warning")
    for what in (
        "the User Guide",
        "#ceag has no moderators",
        "no channel for announcements",
        "no channel for the Secr",
    ):
        assert any(line.startswith(what) for line in said), what


async def test_moderators_who_are_not_in_their_channel_are_said(
    settings: Settings, ws: Workspace, db: Database, clock: MovableClock, real: MovableTime
) -> None:
    migration, ada = ws.channel("migration").id, ws.member("ada").id
    async with db.write() as tx:
        await channels.save(tx, migration, first_seen_at=clock.now())
    assert _said(await _findings(settings, ws, db, real), "warning") == [
        "1 of the 1 moderators of #migration is not in it: invite them into the channel"
    ]
    async with db.write() as tx:
        await channels.save_membership(tx, migration, ada, changed_at=clock.now())
    assert _said(await _findings(settings, ws, db, real), "warning") == []


async def test_before_setup_it_says_what_to_run(
    settings: Settings, ws: Workspace, db: Database, real: MovableTime
) -> None:
    async with db.write() as tx:
        await tx.execute(text("DELETE FROM workspace"))
    assert any(
        "no workspace file has been loaded: run `python -m bot setup FILE`" in line
        for line in _said(await _findings(settings, ws, db, real), "problem")
    )


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("DROP TABLE alembic_version", "the database has no tables yet: run `python -m bot migrate`"),
        ("UPDATE alembic_version SET version_num = '0000'", "the database's schema is at 0000"),
    ],
)
async def test_a_schema_of_another_version_is_said(
    statement: str, expected: str, settings: Settings, ws: Workspace, db: Database, real: MovableTime
) -> None:
    async with db.write() as tx:
        await tx.execute(text(statement))
    assert _said(await _findings(settings, ws, db, real), "problem")[0].startswith(expected)


async def test_a_database_that_is_not_there_is_said(
    settings: Settings, ws: Workspace, clock: MovableClock, real: MovableTime
) -> None:
    for url in ("postgresql://u:very-secret@127.0.0.1:1/d", "sqlite:////nowhere/at/all.db"):
        gone = Database(url, clock.now)
        findings = await _findings(settings, ws, gone, real)
        await gone.close()
        (said,) = _said(findings, "problem")
        assert said.startswith("the database can't be reached (")
        assert "very-secret" not in said


async def test_a_silent_worker_is_a_problem_and_none_at_all_a_warning(
    settings: Settings, ws: Workspace, db: Database, real: MovableTime
) -> None:
    real.move(300)
    assert _said(await _findings(settings, ws, db, real), "problem")[0].startswith(
        "the last worker was heard 5 minutes ago"
    )
    async with db.write() as tx:
        await tx.execute(text("DELETE FROM workers"))
    assert "no worker has run in the last day" in _said(await _findings(settings, ws, db, real), "warning")[0]


async def test_an_outbox_that_is_stuck_and_rows_that_are_uncertain_are_said(
    settings: Settings, ws: Workspace, db: Database, clock: MovableClock, real: MovableTime
) -> None:
    async with db.write() as tx:
        await tx.outbox.post("one", "C1", "Hello", [])
        await tx.outbox.post("two", "C1", "Hello", [])
        await tx.execute(
            outbox.update()
            .where(outbox.c.key == "two")
            .values(state="uncertain", error="channel_not_found", settled_at=tx.now)
        )
    assert _said(await _findings(settings, ws, db, real), "problem") == []
    clock.move(hours=2)
    findings = await _findings(settings, ws, db, real)
    assert _said(findings, "problem")[0].startswith("the outbox is stuck: 1 wait, the oldest for 2 hours")
    assert (
        "of 1 in the outbox nobody knows whether they arrived (last: channel_not_found)"
        in _said(findings, "warning")[0]
    )


async def test_the_app_token_is_tried_in_socket_mode(
    settings: Settings, ws: Workspace, db: Database, real: MovableTime
) -> None:
    socket = settings.model_copy(update={"slack_app_token": SecretStr(ws.app_token)})
    assert "Slack accepts the app token for Socket Mode" in [
        f.what for f in await _findings(socket, ws, db, real)
    ]
    wrong = settings.model_copy(update={"slack_app_token": SecretStr("xapp-wrong-secret")})
    findings = await _findings(wrong, ws, db, real)
    assert _said(findings, "problem")[0].startswith("Slack does not accept SLACK_APP_TOKEN (invalid_auth)")
    assert "xapp-wrong-secret" not in "".join(map(str, findings))


async def test_slack_out_of_reach_is_said(
    settings: Settings, ws: Workspace, db: Database, real: MovableTime
) -> None:
    async with client_of(ws) as client:
        client.base_url = "http://127.0.0.1:1/api/"
        findings = await examine(settings, client, db, real)
    assert _said(findings, "problem")[0].startswith("Slack can't be reached (ClientConnectorError)")


async def test_the_command_prints_a_line_a_finding_and_fails_if_there_is_a_problem(
    settings: Settings, ws: Workspace, real: MovableTime, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await report(settings) == 1  # the worker's heartbeat is of another century
    printed = capsys.readouterr().out
    assert "ok       Slack accepts the bot token\n" in printed
    assert printed.endswith("\n1 problem.\n")
    assert ws.bot_token not in printed
    assert await report(settings.model_copy(update={"database_url": "mysql://h"})) == 1
    assert "DATABASE_URL is no address of a database" in capsys.readouterr().out
