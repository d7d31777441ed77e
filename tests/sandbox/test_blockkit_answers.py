"""What the Web API answers to blocks that Slack refuses: the error, and the lines with their places."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.blockkit_json import asking, home, modal, mrkdwn, section

WRONG = section(text=mrkdwn("x" * 3001))
LINE = "must be less than 3001 characters [json-pointer:{}/0/text/text]"


async def refused(call: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        await call
    answer: dict[str, Any] = caught.value.response.data
    return {name: answer.get(name) for name in ("ok", "error", "errors", "response_metadata")}


async def test_a_message_with_wrong_blocks_is_refused_with_their_places(
    ws: Workspace, client: AsyncWebClient
) -> None:
    channel = ws.channel("announcements").id
    ts = (await client.chat_postMessage(channel=channel, text="Right"))["ts"]
    expected = {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [LINE.format("/blocks")],
        "response_metadata": {"messages": [f"[ERROR] {LINE.format('/blocks')}"]},
    }
    ana = ws.member("ana").id
    for call in (
        client.chat_postMessage(channel=channel, text="x", blocks=[WRONG]),
        client.chat_postEphemeral(channel=channel, user=ana, text="x", blocks=[WRONG]),
        client.chat_update(channel=channel, ts=ts, text="x", blocks=[WRONG]),
    ):
        assert await refused(call) == expected
    assert [post.text for post in ws.posts()] == ["Right"]


async def test_blocks_of_attachments_are_refused_with_their_places(
    ws: Workspace, client: AsyncWebClient
) -> None:
    attachments = [{"color": "#36a64f", "blocks": [WRONG]}]
    call = client.chat_postMessage(channel=ws.channel("announcements").id, text="x", attachments=attachments)
    line = LINE.format("/attachments/0/blocks")
    assert await refused(call) == {
        "ok": False,
        "error": "invalid_attachments",
        "errors": [line],
        "response_metadata": {"messages": [f"[ERROR] {line}"]},
    }


async def test_a_view_with_wrong_blocks_is_refused_with_their_places(
    ws: Workspace, client: AsyncWebClient
) -> None:
    ana = ws.member("ana").id
    trigger = ws.core.triggers.new(ana)
    for call in (
        client.views_open(trigger_id=trigger, view=modal(WRONG)),
        client.views_publish(user_id=ana, view=home(WRONG)),
    ):
        answer = await refused(call)
        assert answer["error"] == "invalid_arguments"
        assert answer["response_metadata"] == {"messages": [f"[ERROR] {LINE.format('/view/blocks')}"]}
    assert ws.view("ana") is None
    await client.views_open(trigger_id=trigger, view=modal())  # a refused view doesn't use the trigger up


async def test_a_field_to_fill_in_may_stand_in_a_message(ws: Workspace, client: AsyncWebClient) -> None:
    blocks = [{**asking("email_text_input", action_id="mail"), "block_id": "b"}]
    answer = await client.chat_postMessage(channel=ws.channel("announcements").id, text="x", blocks=blocks)
    assert answer["message"]["blocks"][0]["type"] == "input"
