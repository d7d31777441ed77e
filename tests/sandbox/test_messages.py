"""Posting, changing and reading messages."""

from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import refusal

SECTION = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Hello*"}}]
METADATA = {"event_type": "liaison", "event_payload": {"id": "7f"}}


async def test_metadata_is_hidden_unless_asked_for(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    parent = (await client.chat_postMessage(channel=channel, text="One", metadata=METADATA))["ts"]
    await client.chat_postMessage(channel=channel, text="Two", metadata=METADATA, thread_ts=parent)
    for method in (client.conversations_history, client.conversations_replies):
        more = {"ts": parent} if method == client.conversations_replies else {}
        plain = await method(channel=channel, **more)
        full = await method(channel=channel, include_all_metadata=True, **more)
        assert all("metadata" not in message for message in plain["messages"])
        assert all(message["metadata"] == METADATA for message in full["messages"])


async def test_replies_are_in_the_thread_and_not_in_history(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    parent = ws.say(channel, "ana", "A question")
    await client.chat_postMessage(channel=channel, text="An answer", thread_ts=parent)
    history = (await client.conversations_history(channel=channel))["messages"]
    assert [message["text"] for message in history] == ["A question"]
    assert history[0]["reply_count"] == 1
    thread = (await client.conversations_replies(channel=channel, ts=parent))["messages"]
    assert [message["text"] for message in thread] == ["A question", "An answer"]
    assert thread[1]["parent_user_id"] == ws.member("ana").id
    assert await refusal(client.conversations_replies(channel=channel, ts="1.000001")) == "thread_not_found"


async def test_a_text_only_update_keeps_the_blocks(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    ts = (await client.chat_postMessage(channel=channel, text="Hello", blocks=SECTION))["ts"]
    await client.chat_update(channel=channel, ts=ts, text="Goodbye")
    message = ws.posts()[0]
    assert message.text == "Goodbye"
    assert message.blocks
    await client.chat_update(channel=channel, ts=ts, text="Goodbye", blocks=[])
    assert message.blocks is None


async def test_only_own_messages_can_be_changed(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    ts = ws.say(channel, "ana", "Mine")
    assert await refusal(client.chat_update(channel=channel, ts=ts, text="x")) == "cant_update_message"
    assert await refusal(client.chat_delete(channel=channel, ts=ts)) == "cant_delete_message"
    assert await refusal(client.chat_update(channel=channel, ts="1.000001", text="x")) == "message_not_found"
    own = (await client.chat_postMessage(channel=channel, text="Own"))["ts"]
    await client.chat_delete(channel=channel, ts=own)
    assert ws.posts() == []


async def test_what_cannot_be_posted_is_refused_in_slacks_words(
    ws: Workspace, client: AsyncWebClient
) -> None:
    channel = ws.channel("announcements").id
    post = client.chat_postMessage
    assert await refusal(client.api_call("chat.postMessage", json={"channel": channel})) == "no_text"
    assert await refusal(post(channel=channel, text="x" * 40_001)) == "msg_too_long"
    assert await refusal(post(channel="C1", text="x")) == "channel_not_found"
    assert await refusal(post(channel=channel, text="x", thread_ts="1552895700.999999")) == "thread_not_found"
    assert await refusal(post(channel=channel, text="x", thread_ts="0")) == "invalid_thread_ts"
    assert (
        await refusal(post(channel=channel, text="x", metadata={"event_type": "x"}))
        == "invalid_metadata_format"
    )
    assert await refusal(post(channel=channel, text="x", blocks="nonsense")) == "invalid_blocks_format"
    assert await refusal(post(channel=channel, text="x", blocks=[{"type": "sectoin"}])) == "invalid_blocks"
    assert await refusal(post(channel=channel, text="x", username="Secretariat")) == "missing_scope"


async def test_a_post_to_a_person_opens_the_conversation(ws: Workspace, client: AsyncWebClient) -> None:
    ana = ws.member("ana")
    posted = await client.chat_postMessage(channel=ana.id, text="Welcome")
    assert posted["channel"].startswith("D")
    assert [message.text for message in ws.dm(ana)] == ["Welcome"]
    bot = ws.add_member("calendarbot", real_name="Calendar", is_bot=True)
    assert await refusal(client.chat_postMessage(channel=bot.id, text="x")) == "cannot_dm_bot"
    ws.deactivate(ana)
    assert await refusal(client.chat_postMessage(channel=ana.id, text="x")) == "channel_not_found"
    assert await refusal(client.chat_postMessage(channel=posted["channel"], text="x")) == "is_archived"


async def test_history_pages_backwards_and_from_oldest_forwards(
    ws: Workspace, client: AsyncWebClient
) -> None:
    channel = ws.channel("announcements").id
    stamps = [ws.say(channel, "ana", str(number)) for number in range(5)]
    first = await client.conversations_history(channel=channel, limit=2)
    assert [message["text"] for message in first["messages"]] == ["4", "3"]
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=channel, limit=2, cursor=cursor)
    assert [message["text"] for message in second["messages"]] == ["2", "1"]
    forwards = await client.conversations_history(channel=channel, limit=2, oldest=stamps[1])
    assert [message["text"] for message in forwards["messages"]] == ["3", "2"]
    assert forwards["has_more"]
    oldest, latest = stamps[1], stamps[3]
    between = await client.conversations_history(channel=channel, oldest=oldest, latest=latest)
    assert [message["text"] for message in between["messages"]] == ["2"]
    inclusive = await client.conversations_history(
        channel=channel, inclusive=True, oldest=oldest, latest=latest
    )
    assert [message["text"] for message in inclusive["messages"]] == ["3", "2", "1"]


async def test_every_page_of_a_thread_begins_with_its_parent(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    parent = ws.say(channel, "ana", "parent")
    for number in range(5):
        ws.say(channel, "ana", str(number), parent)
    pages, cursor = [], ""
    while True:
        page = await client.conversations_replies(channel=channel, ts=parent, limit=3, cursor=cursor)
        pages.append([message["text"] for message in page["messages"]])
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    assert pages == [["parent", "0", "1"], ["parent", "2", "3"], ["parent", "4"]]


async def test_a_message_carries_the_workspaces_time(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    first = (await client.chat_postMessage(channel=channel, text="x"))["ts"]
    second = (await client.chat_postMessage(channel=channel, text="x"))["ts"]
    ws.clock.move(timedelta(hours=1))
    third = (await client.chat_postMessage(channel=channel, text="x"))["ts"]
    assert [first, second, third] == ["1552895700.000100", "1552895700.000200", "1552899300.000100"]


async def test_an_ephemeral_message_is_for_one_pair_of_eyes(ws: Workspace, client: AsyncWebClient) -> None:
    channel, ana = ws.channel("announcements").id, ws.member("ana")
    await client.chat_postEphemeral(channel=channel, user=ana.id, text="Only you")
    assert [message.text for message in ws.ephemerals(ana, channel)] == ["Only you"]
    assert ws.ephemerals("ben") == []
    assert ws.posts() == []
    assert (await client.conversations_history(channel=channel))["messages"] == []
    outside = client.chat_postEphemeral(
        channel=ws.channel("supply-chains").id, user=ws.member("ben").id, text="x"
    )
    assert await refusal(outside) == "user_not_in_channel"
    ws.reload(ana)
    assert ws.ephemerals(ana) == []


async def test_a_permalink_names_channel_message_and_thread(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    parent = ws.say(channel, "ana", "x")
    reply = ws.say(channel, "ana", "y", parent)
    link = (await client.chat_getPermalink(channel=channel, message_ts=reply))["permalink"]
    assert link == (
        f"https://alliance.slack.com/archives/{channel}/p{reply.replace('.', '')}?thread_ts={parent}&cid={channel}"
    )


async def test_a_deleted_parent_leaves_a_tombstone(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    parent = ws.say(channel, "ana", "x")
    ws.say(channel, "ben", "y", parent)
    ws.delete(channel, parent)
    history = (await client.conversations_history(channel=channel))["messages"]
    assert history[0]["subtype"] == "tombstone"


async def test_wrong_blocks_are_refused_with_the_place(ws: Workspace, client: AsyncWebClient) -> None:
    long = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=ws.channel("announcements").id, text="x", blocks=long)
    answer = caught.value.response
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {error}" for error in answer["errors"]]
    assert "[json-pointer:/blocks/0/text/text]" in answer["errors"][0]


async def test_blocks_that_are_too_much_together_are_refused(ws: Workspace, client: AsyncWebClient) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}] * 5
    post = client.chat_postMessage(channel=ws.channel("announcements").id, text="x", blocks=blocks)
    assert await refusal(post) == "msg_blocks_too_long"


async def test_a_reply_has_no_replies(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    reply = ws.say(channel, "ana", "y", ws.say(channel, "ana", "x"))
    post = client.chat_postMessage(channel=channel, text="x", thread_ts=reply)
    assert await refusal(post) == "cannot_reply_to_message"


async def test_a_reply_may_be_shown_in_the_channel_too(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    parent = ws.say(channel, "ana", "x")
    await client.chat_postMessage(channel=channel, text="y", thread_ts=parent, reply_broadcast=True)
    newest = (await client.conversations_history(channel=channel))["messages"][0]
    assert (newest["text"], newest["subtype"], newest["bot_id"]) == ("y", "thread_broadcast", ws.bot_id)


async def test_blocks_come_back_with_what_slack_adds(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    await client.chat_postMessage(channel=channel, text="x", blocks=SECTION)
    block = (await client.conversations_history(channel=channel))["messages"][0]["blocks"][0]
    assert block["text"] == {"type": "mrkdwn", "text": "*Hello*", "verbatim": False}
    assert block["block_id"]


async def test_other_bots_are_known_by_their_bot_id(ws: Workspace, client: AsyncWebClient) -> None:
    bot = ws.add_member("calendarbot", real_name="Calendar", is_bot=True)
    channel = ws.channel("announcements")
    ws.join(channel, bot)
    ts = ws.say(channel, bot, "A meeting")
    message = (await client.conversations_history(channel=channel.id))["messages"][0]
    assert message["bot_id"] == bot.bot_id != ws.bot_id
    assert message["bot_profile"]["name"] == "Calendar"
    assert await refusal(client.chat_update(channel=channel.id, ts=ts, text="x")) == "cant_update_message"
    assert ws.posts() == []
