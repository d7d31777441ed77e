"""response_urls: five uses in thirty minutes, for all or for one, replacing and deleting."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import Recorder

BUTTON = [{"type": "actions", "elements": [
    {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}},
]}]  # fmt: skip


async def answer(url: str, **body: Any) -> tuple[int, str]:
    """Answer at a response_url."""
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as response:
        return response.status, await response.text()


async def command_url(ws: Workspace, app: Recorder) -> str:
    """The response_url of a command of Ana's."""
    await ws.command("ana", "announcements", "/calendar")
    return str(app.got[-1].data["response_url"])


async def test_an_answer_is_for_one_pair_of_eyes_or_for_the_channel(ws: Workspace, app: Recorder) -> None:
    url = await command_url(ws, app)
    assert await answer(url, text="For you") == (200, "ok")
    assert [message.text for message in ws.ephemerals("ana")] == ["For you"]
    await answer(url, text="For all", response_type="in_channel")
    assert [message.text for message in ws.messages("announcements")] == ["For all"]


async def test_a_response_url_takes_five_answers(ws: Workspace, app: Recorder) -> None:
    url = await command_url(ws, app)
    statuses = [(await answer(url, text=str(number)))[0] for number in range(6)]
    assert statuses == [200] * 5 + [404]


async def test_a_response_url_lives_thirty_minutes(ws: Workspace, app: Recorder) -> None:
    url = await command_url(ws, app)
    ws.clock.move(timedelta(minutes=30))
    assert (await answer(url, text="Just in time"))[0] == 200
    ws.clock.move(timedelta(seconds=1))
    status, body = await answer(url, text="Late")
    assert status == 404
    assert "expired_url" in body


async def test_a_wrong_answer_is_refused(ws: Workspace, app: Recorder) -> None:
    url = await command_url(ws, app)
    assert (await answer(url))[0] == 400
    assert (await answer(url, blocks=[{"type": "sectoin"}]))[0] == 400
    assert (await answer(url + "x", text="x"))[0] == 404


@pytest.mark.parametrize("ephemeral", [True, False])
async def test_the_message_acted_on_is_replaced_or_deleted(
    ws: Workspace, app: Recorder, client: AsyncWebClient, *, ephemeral: bool
) -> None:
    channel, ana = ws.channel("announcements").id, ws.member("ana").id

    def shown() -> list[Any]:
        return [m.text for m in (ws.ephemerals(ana) if ephemeral else ws.messages(channel))]

    if ephemeral:
        await client.chat_postEphemeral(channel=channel, user=ana, text="Choose", blocks=BUTTON)
    else:
        await client.chat_postMessage(channel=channel, text="Choose", blocks=BUTTON)
    message = ws.ephemerals(ana)[0] if ephemeral else ws.messages(channel)[0]
    app.got.clear()
    await ws.press("ana", message, "go")
    payload = app.got[-1].data
    assert payload["container"]["is_ephemeral"] is ephemeral
    assert ("message" in payload) is not ephemeral
    await answer(payload["response_url"], text="Chosen", replace_original=True)
    assert shown() == ["Chosen"]
    await answer(payload["response_url"], delete_original=True)
    assert shown() == []


async def pressed(ws: Workspace, app: Recorder, client: AsyncWebClient, **posted: Any) -> str:
    """The response_url of a button of Ana's, in a message of the app's."""
    channel = ws.channel("announcements").id
    ts = (await client.chat_postMessage(channel=channel, text="Choose", blocks=BUTTON, **posted))["ts"]
    await ws.idle()
    await ws.press("ana", ws.message(channel, ts), "go")
    return str(app.got[-1].data["response_url"])


async def test_an_answer_to_a_button_is_a_new_message_unless_it_replaces(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    url = await pressed(ws, app, client)
    await answer(url, text="For you", replace_original=False)
    assert [message.text for message in ws.messages("announcements")] == ["Choose"]
    assert [message.text for message in ws.ephemerals("ana")] == ["For you"]


async def test_an_answer_in_a_thread_stays_in_it(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    parent = ws.say("announcements", "ana", "Hello")
    url = await pressed(ws, app, client, thread_ts=parent)
    await answer(url, text="Here", response_type="in_channel")
    assert [message.text for message in ws.messages("announcements", parent)] == ["Choose", "Here"]


async def test_a_replacement_takes_the_blocks_away_and_is_told_as_a_change(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    url = await pressed(ws, app, client)
    await answer(url, text="Chosen", replace_original=True, attachments=[{"text": "More"}])
    await ws.idle()
    [message] = ws.messages("announcements")
    assert (message.text, message.blocks) == ("Chosen", None)
    assert app.events[-1]["subtype"] == "message_changed"
    assert app.events[-1]["message"]["attachments"] == [{"id": 1, "text": "More"}]
    assert app.events[-1]["previous_message"]["text"] == "Choose"


async def test_what_is_gone_cannot_be_replaced(ws: Workspace, app: Recorder, client: AsyncWebClient) -> None:
    url = await pressed(ws, app, client)
    ws.delete("announcements", ws.messages("announcements")[0].ts)
    for body in ({"text": "Late", "replace_original": True}, {"delete_original": True}):
        status, text = await answer(url, **body)
        assert status == 400
        assert "message_not_found" in text


async def test_an_answer_that_is_refused_does_not_count(ws: Workspace, app: Recorder) -> None:
    url = await command_url(ws, app)
    for _ in range(5):
        assert (await answer(url))[0] == 400
        assert (await answer(url, text="x", attachments="x"))[0] == 400
    assert (await answer(url, text="At last"))[0] == 200


async def test_nothing_is_said_in_an_archived_channel(ws: Workspace, app: Recorder) -> None:
    url = await command_url(ws, app)
    ws.archive("announcements")
    status, text = await answer(url, text="x", response_type="in_channel")
    assert status == 400
    assert "is_archived" in text
