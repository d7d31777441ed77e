"""Scheduled messages: posted at their moment, in order, or called off."""

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import Recorder, refusal

SECTION = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Soon*"}}]
HOUR, DAY = 3600, 24 * 3600


def at(ws: Workspace, seconds: float) -> int:
    """A moment so many seconds from now."""
    return int(ws.clock.now().timestamp() + seconds)


async def schedule(
    ws: Workspace, client: AsyncWebClient, seconds: float, text: str = "Later", **more: Any
) -> str:
    channel = more.pop("channel", ws.channel("announcements").id)
    answer = await client.chat_scheduleMessage(channel=channel, post_at=at(ws, seconds), text=text, **more)
    return str(answer["scheduled_message_id"])


async def test_the_answer_shows_the_message_as_it_will_be(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    answer = await client.chat_scheduleMessage(
        channel=channel, post_at=at(ws, HOUR), text="Later", blocks=SECTION
    )
    assert (answer["channel"], answer["post_at"]) == (channel, at(ws, HOUR))
    assert answer["scheduled_message_id"].startswith("Q")
    message = answer["message"]
    assert (message["type"], message["text"], message["bot_id"]) == ("delayed_message", "Later", ws.bot_id)
    assert "ts" not in message
    assert ws.posts() == []
    await ws.advance(timedelta(hours=2))
    assert ws.posts()[0].blocks == message["blocks"]


async def test_messages_are_posted_at_their_moments_in_one_long_move(
    ws: Workspace, client: AsyncWebClient, app: Recorder
) -> None:
    begin = at(ws, 0)
    for seconds, text in ((3 * HOUR, "third"), (HOUR, "first"), (2 * HOUR, "second"), (2 * DAY, "not yet")):
        await schedule(ws, client, seconds, text)
    await ws.advance(timedelta(days=1))
    assert [post.text for post in ws.posts()] == ["first", "second", "third"]
    assert [int(float(post.ts)) - begin for post in ws.posts()] == [HOUR, 2 * HOUR, 3 * HOUR]
    assert [event["text"] for event in app.events] == ["first", "second", "third"]
    assert app.events[0]["bot_id"] == ws.bot_id


async def test_of_the_same_moment_the_first_scheduled_comes_first(
    ws: Workspace, client: AsyncWebClient
) -> None:
    for text in ("one", "two", "three"):
        await schedule(ws, client, HOUR, text)
    ws.clock.move(timedelta(hours=5))
    await ws.idle()
    assert [post.text for post in ws.posts()] == ["one", "two", "three"]


async def test_a_clock_that_runs_posts_by_itself(ws: Workspace, client: AsyncWebClient) -> None:
    await schedule(ws, client, 60)
    ws.clock.pace = 100_000
    while not ws.posts():  # the clock needs no help from here
        await client.api_test()
    assert ws.posts()[0].text == "Later"


async def test_the_next_due_is_known_until_it_is_called_off(ws: Workspace, client: AsyncWebClient) -> None:
    first = await schedule(ws, client, HOUR)
    await schedule(ws, client, 2 * HOUR)
    assert await ws.next_due() == (ws.clock.now() + timedelta(hours=1), "scheduled message")
    channel = ws.channel("announcements").id
    await client.chat_deleteScheduledMessage(channel=channel, scheduled_message_id=first)
    assert await ws.next_due() == (ws.clock.now() + timedelta(hours=2), "scheduled message")
    await ws.advance(timedelta(hours=3))
    assert len(ws.posts()) == 1
    assert await ws.next_due() is None


async def test_replies_and_direct_messages_can_be_scheduled(ws: Workspace, client: AsyncWebClient) -> None:
    parent = ws.say("announcements", "ana", "A question")
    await schedule(ws, client, HOUR, "An answer", thread_ts=parent, reply_broadcast=True)
    await schedule(ws, client, HOUR, "Hello", channel=ws.member("ana").id)
    await ws.advance(timedelta(hours=1))
    [reply] = ws.messages("announcements", parent)
    assert (reply.text, reply.subtype) == ("An answer", "thread_broadcast")
    assert [message.text for message in ws.dm("ana")] == ["Hello"]


async def test_with_metadata_it_never_posts_as_in_slack(ws: Workspace, client: AsyncWebClient) -> None:
    metadata = {"event_type": "liaison", "event_payload": {"id": "7"}}
    await schedule(ws, client, HOUR, metadata=metadata)
    assert len((await client.chat_scheduledMessages_list())["scheduled_messages"]) == 1
    await ws.advance(timedelta(hours=2))
    assert ws.posts() == []
    assert (await client.chat_scheduledMessages_list())["scheduled_messages"] == []


async def test_what_can_no_longer_be_posted_is_dropped(ws: Workspace, client: AsyncWebClient) -> None:
    parent = ws.say("announcements", "ana", "A question")
    await schedule(ws, client, HOUR, thread_ts=parent)
    await schedule(ws, client, HOUR, channel=ws.channel("supply-chains").id)
    await schedule(ws, client, HOUR, channel=ws.member("ana").id)
    ws.delete("announcements", parent)
    ws.leave("supply-chains", ws.bot_user_id)
    ws.deactivate("ana")
    await ws.advance(timedelta(hours=2))
    assert ws.posts() == []


@pytest.mark.parametrize(
    ("seconds", "error"),
    [
        (0, "time_in_past"),
        (-HOUR, "time_in_past"),
        (120 * DAY + 60, "time_too_far"),
        (120 * DAY, None),
        (60, None),
    ],
)
async def test_moments_lie_within_120_days(
    ws: Workspace, client: AsyncWebClient, seconds: float, error: str | None
) -> None:
    call = client.chat_scheduleMessage(
        channel=ws.channel("announcements").id, post_at=at(ws, seconds), text="x"
    )
    if error:
        assert await refusal(call) == error
    else:
        assert (await call)["ok"]


async def test_what_cannot_be_posted_cannot_be_scheduled(ws: Workspace, client: AsyncWebClient) -> None:
    async def ask(**args: Any) -> str:
        given = {"channel": ws.channel("announcements").id, "post_at": at(ws, HOUR), "text": "x"} | args
        return await refusal(client.api_call("chat.scheduleMessage", json=given))

    assert await ask(post_at="tomorrow") == "invalid_time"
    assert await ask(post_at=at(ws, HOUR) + 0.5) == "invalid_time"
    assert await ask(post_at=None) == "invalid_arguments"
    assert await ask(post_at=at(ws, HOUR) * 1000) == "time_too_far"
    assert await ask(text="") == "no_text"
    assert await ask(text="x" * 40_001) == "msg_too_long"
    assert await ask(blocks=[{"type": "sectoin"}]) == "invalid_blocks"
    assert await ask(channel=ws.channel("secret").id) == "channel_not_found"
    assert await ask(channel=ws.channel("lounge").id) == "not_in_channel"
    ws.app.scopes.discard("chat:write")
    assert await ask() == "missing_scope"


async def test_a_channel_takes_thirty_within_five_minutes(ws: Workspace, client: AsyncWebClient) -> None:
    for number in range(30):
        await schedule(ws, client, HOUR + number * 10)
    channel = ws.channel("announcements").id
    late = client.chat_scheduleMessage(channel=channel, post_at=at(ws, HOUR + 299), text="x")
    assert await refusal(late) == "restricted_too_many"
    await schedule(ws, client, HOUR + 300)
    await schedule(ws, client, HOUR, channel=ws.channel("supply-chains").id)


async def test_what_is_scheduled_is_listed_by_channel_and_time(ws: Workspace, client: AsyncWebClient) -> None:
    late = await schedule(ws, client, 3 * HOUR, "late")
    early = await schedule(ws, client, HOUR, "early")
    other = await schedule(ws, client, 2 * HOUR, "other", channel=ws.channel("supply-chains").id)

    async def listed(**args: Any) -> list[str]:
        answer = await client.chat_scheduledMessages_list(**args)
        return [entry["id"] for entry in answer["scheduled_messages"]]

    assert await listed() == [early, other, late]
    channel = ws.channel("announcements").id
    assert await listed(channel=channel) == [early, late]
    assert await listed(oldest=str(at(ws, 2 * HOUR))) == [other, late]
    assert await listed(oldest=str(at(ws, HOUR)), latest=str(at(ws, 2 * HOUR))) == [early, other]
    pages = [page["scheduled_messages"] async for page in await client.chat_scheduledMessages_list(limit=2)]
    assert [len(page) for page in pages] == [2, 1]
    first = pages[0][0]
    assert first == {
        "id": early,
        "channel_id": channel,
        "post_at": at(ws, HOUR),
        "date_created": at(ws, 0),
        "text": "early",
    }
    secret = ws.channel("secret").id
    assert await refusal(client.chat_scheduledMessages_list(channel=secret)) == "invalid_channel"
    assert await refusal(client.chat_scheduledMessages_list(cursor="nonsense")) == "invalid_cursor"
    wrong = client.chat_scheduledMessages_list(oldest="20", latest="10")
    assert await refusal(wrong) == "invalid_arguments"


async def test_a_message_is_called_off_once_in_its_channel_and_in_time(
    ws: Workspace, client: AsyncWebClient
) -> None:
    message, soon = await schedule(ws, client, HOUR), await schedule(ws, client, 60)
    channel, other = ws.channel("announcements").id, ws.channel("supply-chains").id

    async def delete(channel: str, wanted: str) -> str:
        call = client.chat_deleteScheduledMessage(channel=channel, scheduled_message_id=wanted)
        return await refusal(call)

    assert await delete(other, message) == "invalid_scheduled_message_id"
    assert await delete(channel, "Q1") == "invalid_scheduled_message_id"
    assert await delete(channel, soon) == "invalid_scheduled_message_id"
    assert await delete("C1", message) == "channel_not_found"
    await client.chat_deleteScheduledMessage(channel=channel, scheduled_message_id=message)
    assert await delete(channel, message) == "invalid_scheduled_message_id"
    await ws.advance(timedelta(hours=2))
    assert len(ws.posts()) == 1


async def test_starting_over_forgets_what_was_scheduled(ws: Workspace, client: AsyncWebClient) -> None:
    await schedule(ws, client, HOUR)
    await ws.reset()
    await ws.advance(timedelta(days=1))
    assert ws.posts() == []
    assert (await client.chat_scheduledMessages_list())["scheduled_messages"] == []
