"""chat.update: what isn't given stays, what is given empty goes; and what remains of what was deleted."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import Recorder, refusal
from tests.sandbox.web_api_world import ALL_SCOPES

METADATA = {"event_type": "seen", "event_payload": {"id": "1"}}
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Hello*"}}]


@pytest.fixture
async def place(ws: Workspace, client: AsyncWebClient) -> dict[str, Any]:
    """A message with all that a message may have."""
    posted = await client.chat_postMessage(
        channel=ws.channel("announcements").id,
        text="Hello",
        blocks=BLOCKS,
        attachments=[{"text": "More"}],
        metadata=METADATA,
    )
    return {"channel": posted["channel"], "ts": posted["ts"]}


async def test_what_an_update_does_not_name_stays(client: AsyncWebClient, place: dict[str, Any]) -> None:
    message: dict[str, Any] = (await client.chat_update(**place, text="Bye"))["message"]
    assert message["blocks"][0]["text"]["text"] == "*Hello*"
    assert message["attachments"][0]["text"] == "More"
    assert message["metadata"] == METADATA


async def test_an_update_with_something_empty_takes_it_away(
    client: AsyncWebClient, place: dict[str, Any]
) -> None:
    changed = await client.chat_update(**place, text="Bye", blocks=[], attachments=[], metadata={})
    assert changed["message"].keys().isdisjoint({"blocks", "attachments", "metadata"})


async def test_a_message_is_not_emptied(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    posted = await client.api_call("chat.postMessage", json={"channel": channel, "blocks": BLOCKS})
    ts = posted["ts"]
    emptied = client.api_call("chat.update", json={"channel": channel, "ts": ts, "blocks": []})
    assert await refusal(emptied) == "no_text"
    assert ws.message(channel, ts).blocks


async def test_nothing_is_changed_in_an_archived_channel(
    ws: Workspace, client: AsyncWebClient, place: dict[str, Any]
) -> None:
    ws.archive("announcements")
    assert await refusal(client.chat_update(**place, text="x")) == "is_inactive"
    assert await refusal(client.chat_delete(**place)) == "cant_delete_message"


async def test_a_tombstone_is_of_slackbot(
    ws: Workspace, client: AsyncWebClient, place: dict[str, Any]
) -> None:
    ws.say("announcements", "ana", "Yes", place["ts"])
    await client.chat_delete(**place)
    parent = (await client.conversations_replies(**place))["messages"][0]
    assert (parent["user"], parent["text"]) == ("USLACKBOT", "This message was deleted.")
    assert "bot_id" not in parent


async def test_what_is_said_in_a_channel_is_not_read_through_its_reactions(
    ws: Workspace, client: AsyncWebClient
) -> None:
    ws.app.scopes = set(ALL_SCOPES)
    ts = ws.say("lounge", "ben", "Among us")
    call = client.reactions_get(channel=ws.channel("lounge").id, timestamp=ts)
    assert await refusal(call) == "not_in_channel"


async def test_whom_to_remove_must_be_said(ws: Workspace, client: AsyncWebClient) -> None:
    call = client.api_call("conversations.kick", json={"channel": ws.channel("supply-chains").id})
    assert await refusal(call) == "no_user"


async def test_without_the_scope_there_are_no_commands(ws: Workspace, app: Recorder) -> None:
    ws.app.scopes.discard("commands")
    assert (await ws.command("ana", "announcements", "/calendar")).error == "invalid_command"
    assert app.got == []
