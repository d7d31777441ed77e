"""Slack waits three seconds for an answer to what a person does, also while it keeps us waiting for its own."""

import pytest
from sqlalchemy import text as sql

from handlers import answers, context
from tests.handlers.conftest import Door


async def test_a_command_is_acknowledged_before_slack_has_been_silent_to_each_way_of_answering(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "PATIENCE", 0.05)
    monkeypatch.setattr(context, "AT_LEAST", 0.01)
    monkeypatch.setattr(answers, "PATIENCE", 0.3)
    ada, migration = door.slack.member("ada").id, door.slack.channel("migration").id
    typed = {"command": "/profile", "user_id": ada, "channel_id": migration, "trigger_id": "1.2"}
    assert (await door.form(typed | {"text": "help"}))[0] == 200  # now it knows who it is
    for method in ("views.open", "chat.postEphemeral"):
        door.slack.faults.add(method, kind="hang")
    assert await door.form(typed) == (200, "")
    assert await _written(door) == []
    await door.liaison.services.lasting.finish()
    (told,) = await _written(door)
    assert "Please type it again: `/profile`" in told


async def _written(door: Door) -> list[str]:
    async with door.liaison.db.read() as tx:
        return [str(payload) for payload in (await tx.execute(sql("SELECT payload FROM outbox"))).scalars()]
