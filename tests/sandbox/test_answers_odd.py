"""What an app shouldn't answer: refused as by Slack, and never the end of the workspace."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from sandbox.blockkit import check_suggestions
from tests.sandbox.app import Recorder
from tests.sandbox.test_response_urls import BUTTON, answer, command_url

HALF = '{"text": "a\\ud800b", "response_type": "in_channel"}'
MENU = [{"type": "actions", "elements": [{"type": "external_select", "action_id": "who"}]}]


def option(number: int, words: str = "Peru") -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": words}, "value": str(number)}


@pytest.mark.parametrize(
    "offered",
    [
        {},
        {"options": None},
        {"options": "abc"},
        {"options": [option(number) for number in range(101)]},
        {"options": [option(1), option(1)]},
        {"options": [option(1, "x" * 76)]},
        {"option_groups": [{"label": {"type": "plain_text", "text": "Americas"}}]},
        {"option_groups": [1]},
    ],
)
async def test_wrong_suggestions_are_not_offered_and_the_person_is_told(
    ws: Workspace, app: Recorder, client: AsyncWebClient, offered: dict[str, Any]
) -> None:
    channel = ws.channel("announcements").id
    ts = (await client.chat_postMessage(channel=channel, text="Who", blocks=MENU))["ts"]
    app.say(200, offered)
    assert await ws.options("ana", "who", "p", surface=ws.message(channel, ts)) == []
    assert check_suggestions(offered)


async def test_a_hundred_suggestions_and_none_are_right(ws: Workspace, app: Recorder) -> None:
    assert check_suggestions({"options": [option(number) for number in range(100)]}) == []
    assert check_suggestions({"options": []}) == []


@pytest.mark.parametrize("thread", ["9.9", 5, {"a": 1}])
async def test_an_answer_to_a_thread_that_is_none_is_refused(
    ws: Workspace, app: Recorder, thread: Any
) -> None:
    url = await command_url(ws, app)
    refused = await answer(url, text="x", response_type="in_channel", thread_ts=thread)
    assert refused == (400, '{"ok": false, "error": "thread_not_found"}')
    assert ws.messages("announcements") == []


async def test_an_answer_may_name_a_thread(ws: Workspace, app: Recorder) -> None:
    parent = ws.say("announcements", "ana", "Who?")
    await ws.idle()
    url = await command_url(ws, app)
    assert (await answer(url, text="I", response_type="in_channel", thread_ts=parent))[0] == 200
    assert [reply.text for reply in ws.messages("announcements", parent)] == ["I"]


async def test_an_answer_has_40_000_characters_at_most(ws: Workspace, app: Recorder) -> None:
    url = await command_url(ws, app)
    assert (await answer(url, text="x" * 40_001))[0] == 400
    assert (await answer(url, text="x" * 40_000))[0] == 200


@pytest.mark.parametrize(
    "body", [b"", b"payload=", b"[]", b"null", b"\xff", b'{"text": NaN}', b"[" * 100_000]
)
async def test_what_is_no_answer_is_refused(ws: Workspace, app: Recorder, body: bytes) -> None:
    url = await command_url(ws, app)
    async with aiohttp.ClientSession() as session, session.post(url, data=body) as response:
        assert (response.status, await response.json()) == (400, {"ok": False, "error": "invalid_payload"})


async def test_half_a_surrogate_pair_is_replaced_wherever_an_app_says_it(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    url = await command_url(ws, app)
    async with aiohttp.ClientSession() as session, session.post(url, data=HALF) as response:
        assert response.status == 200
    app.say(200, HALF)
    await ws.command("ana", "announcements", "/calendar")
    blocks = '[{"type": "section", "text": {"type": "plain_text", "text": "a\\ud800b"}}]'
    channel = ws.channel("announcements").id
    await client.chat_postMessage(channel=channel, blocks=blocks, text="a\ufffdb")
    history = (await client.conversations_history(channel=channel))["messages"]
    assert [message["text"] for message in history] == ["a\ufffdb"] * 3
    assert history[0]["blocks"][0]["text"]["text"] == "a\ufffdb"
    await ws.idle()


async def test_the_message_acted_on_may_be_deleted_and_another_said(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    channel = ws.channel("announcements").id
    ts = (await client.chat_postMessage(channel=channel, text="Go?", blocks=BUTTON))["ts"]
    await ws.press("ana", ws.message(channel, ts), "go")
    (url,) = [got.data["response_url"] for got in app.got if "response_url" in got.data]
    await answer(url, delete_original=True, text="Gone", response_type="in_channel")
    assert [message.text for message in ws.messages(channel)] == ["Gone"]
