"""The way in: only what Slack signed gets through, and what is malformed is refused: never a 500, never a traceback."""

import asyncio
import json
import shutil
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from bot.wiring import assemble
from tests.handlers.conftest import FORM, Door
from tests.slack import settings_for, small_workspace

COMMAND = {"command": "/calendar", "text": "help", "user_id": "U1", "channel_id": "C1", "team_id": "T1"}


async def test_a_signed_command_is_answered(door: Door) -> None:
    status, body = await door.form(COMMAND)
    assert status == 200
    assert json.loads(body)["response_type"] == "ephemeral"


async def test_unsigned_forged_changed_and_stale_requests_get_401(door: Door) -> None:
    raw = urlencode(COMMAND).encode()
    old, ahead = str(int(time.time()) - 301), str(int(time.time()) + 301)
    attempts: list[dict[str, str]] = [
        {},
        door.signed(raw, secret="another"),
        door.signed(raw + b"&admin=1"),
        door.signed(raw, stamp=old),
        door.signed(raw, stamp=ahead),
        door.signed(raw) | {"x-slack-signature": "v0=é"},
        door.signed(raw) | {"x-slack-signature": ""},
        {"x-slack-signature": door.signed(raw)["x-slack-signature"]},
    ]
    for headers in attempts:
        assert await door.send(raw, FORM, headers) == (401, "")


@pytest.mark.parametrize("stamp", ["abc", "-1", "1e9", "9" * 40, "١٢٣", " 1", "NaN"])
async def test_an_absurd_timestamp_gets_401(door: Door, stamp: str) -> None:
    raw = b"{}"
    headers = door.signed(raw, stamp="1") | {"x-slack-request-timestamp": stamp.encode().decode("latin-1")}
    assert (await door.send(raw, "application/json", headers))[0] == 401


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"null",
        b"[1,2]",
        b'"text"',
        b"[" * 100_000,
        b"\xff\xfe",
        {"event": None},
        {"type": "event_callback", "event": None, "event_id": "Ev1"},
        {"type": "event_callback", "event": {"type": 5}, "event_id": "Ev1"},
        {"type": "event_callback", "event": {"type": "message"}},
        {"type": "event_callback", "event": {"type": "member_joined_channel"}, "event_id": "Ev1"},
        {"type": "block_actions", "user": {"id": "U1"}, "actions": []},
        {"type": "block_actions", "user": {"id": "U1"}, "actions": ["x"]},
        {"type": "block_actions", "user": "U1", "actions": [{"action_id": "a"}]},
        {"type": "view_submission", "user": {"id": "U1"}, "view": None},
        {"type": "something_new"},
        {"type": ["event_callback"]},
    ],
)
async def test_what_slack_never_sends_is_refused_as_malformed(door: Door, body: Any) -> None:
    assert await door.json(body) == (400, "")


@pytest.mark.parametrize(
    "raw", [b"payload=", b"payload=%7B", b"payload=[]", b"a=b", b"payload=%ff", b"%zz", b"a=" + b"x&" * 500]
)
async def test_a_malformed_form_is_refused(door: Door, raw: bytes) -> None:
    assert await door.form(raw) == (400, "")


async def test_a_body_beyond_all_measure_is_refused(door: Door) -> None:
    assert (await door.form(b"text=" + b"x" * 1_000_001))[0] == 413


async def test_slacks_challenge_is_answered(door: Door) -> None:
    assert await door.json({"type": "url_verification", "challenge": "abc", "token": "x"}) == (200, "abc")


async def test_slacks_ssl_check_is_answered(door: Door) -> None:
    assert await door.form({"ssl_check": "1", "token": "x"}) == (200, "")


async def test_that_slack_withholds_events_is_acknowledged(door: Door) -> None:
    told = {"type": "app_rate_limited", "token": "x", "team_id": "T1", "minute_rate_limited": 1552895700}
    assert await door.json(told) == (200, "")


async def test_what_nobody_listens_to_is_acknowledged(door: Door) -> None:
    event = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "emoji_changed"}}
    assert (await door.json(event))[0] == 200
    action = {"type": "block_actions", "user": {"id": "U1"}, "actions": [{"action_id": "long.gone"}]}
    assert (await door.form({"payload": json.dumps(action)}))[0] == 200


async def test_who_presses_in_a_shared_channel_from_another_workspace_is_answered_kindly(door: Door) -> None:
    user = {"id": "U1", "team_id": "TELSEWHERE"}
    action = {"type": "block_actions", "user": user, "actions": [{"action_id": "calendar.open"}]}
    assert (await door.form({"payload": json.dumps(action)}))[0] == 200
    async with door.liaison.db.read() as tx:
        (payload,) = (await tx.execute(sql("SELECT payload FROM outbox"))).scalars()
    assert "only help the members of this workspace" in str(payload)


async def test_a_null_is_as_good_as_nothing(door: Door) -> None:
    press = {"action_id": "calendar.open", "value": None, "block_id": None, "action_ts": None}
    action = {
        "type": "block_actions",
        "user": {"id": "U1"},
        "actions": [press],
        "message": None,
        "response_url": None,
        "channel": None,
        "trigger_id": None,
        "view": {"id": "V1", "type": "home", "state": None, "private_metadata": None},
    }
    assert (await door.form({"payload": json.dumps(action)}))[0] == 200
    suggestion = {"type": "block_suggestion", "user": {"id": "U1"}, "action_id": "profile.country"}
    assert (await door.form({"payload": json.dumps(suggestion | {"value": None})}))[0] == 200


@pytest.mark.parametrize("text", ["\x00", "a\x00b"])
async def test_a_command_with_a_character_that_cannot_be_stored_is_told_so(door: Door, text: str) -> None:
    status, body = await door.form(COMMAND | {"command": "/partners", "text": text})
    assert status == 200
    assert "can't be stored" in json.loads(body)["text"]


async def test_an_event_that_could_not_be_stored_is_not_acknowledged(door: Door) -> None:
    async with door.liaison.db.write() as tx:
        for table in ("seen", "members"):
            await tx.execute(sql(f"DROP TABLE {table}"))
    event = {"type": "member_left_channel", "user": "U1", "channel": "C1", "event_ts": "1.0"}
    status, body = await door.json({"type": "event_callback", "event_id": "Ev1", "event": event})
    assert (status, body) == (500, "")
    status, body = await door.form(COMMAND | {"text": ""})
    assert status == 200
    assert "Nothing was changed" in json.loads(body)["text"]


KEYS = st.sampled_from(
    [
        "type",
        "event",
        "event_id",
        "user",
        "user_id",
        "id",
        "actions",
        "action_id",
        "view",
        "callback_id",
        "state",
        "values",
        "team",
        "team_id",
        "channel",
        "channel_id",
        "command",
        "text",
        "container",
        "authorizations",
        "enterprise",
        "ts",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)
TYPES = st.sampled_from(
    [
        "event_callback",
        "block_actions",
        "view_submission",
        "block_suggestion",
        "view_closed",
        "shortcut",
        "message_action",
    ]
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(type_=TYPES, rest=st.dictionaries(KEYS, JSON, max_size=6))
def test_no_signed_nonsense_makes_a_500(
    fuzzed: "tuple[asyncio.Runner, Door]", type_: str, rest: dict[str, Any]
) -> None:
    runner, door = fuzzed
    status, body = runner.run(door.json(rest | {"type": type_}))
    assert status in (200, 400)
    assert "Traceback" not in body


@pytest.fixture
def fuzzed(sqlite_template: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    """A door in an event loop of its own, since hypothesis calls synchronous functions."""
    shutil.copy(sqlite_template, tmp_path / "front.db")
    with asyncio.Runner() as runner:
        ws_context = small_workspace()
        ws = runner.run(ws_context.__aenter__())
        context = assemble(settings_for(ws, f"sqlite:///{tmp_path / 'front.db'}"), clock=ws.clock)
        liaison = runner.run(context.__aenter__())
        yield runner, Door(liaison, ws)
        runner.run(context.__aexit__(None, None, None))
        runner.run(ws_context.__aexit__(None, None, None))
