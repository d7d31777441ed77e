"""Reactions, pins, and what the Web API says of people: what a bot may look at and mark."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import Recorder, refusal, until
from tests.sandbox.web_api_world import ALL_SCOPES


@pytest.fixture(autouse=True)
def scopes(ws: Workspace) -> None:
    ws.app.scopes = set(ALL_SCOPES)


async def test_the_bot_reacts_and_takes_it_back(ws: Workspace, client: AsyncWebClient, app: Recorder) -> None:
    ts = ws.say("announcements", "ana", "x")
    place: dict[str, Any] = {"channel": ws.channel("announcements").id, "timestamp": ts}
    await client.reactions_add(name="eyes", **place)
    assert await refusal(client.reactions_add(name="eyes", **place)) == "already_reacted"
    got = await client.reactions_get(**place)
    assert got["message"]["reactions"] == [{"name": "eyes", "users": [ws.bot_user_id], "count": 1}]
    assert got["message"]["permalink"].endswith(f"/p{place['timestamp'].replace('.', '')}")
    await client.reactions_remove(name="eyes", **place)
    assert "reactions" not in (await client.reactions_get(**place))["message"]
    await ws.idle()
    assert [event["type"] for event in app.events] == ["message", "reaction_added", "reaction_removed"]


async def test_one_reacts_with_23_emoji_and_no_more(ws: Workspace, client: AsyncWebClient) -> None:
    ts = ws.say("announcements", "ana", "x")
    place: dict[str, Any] = {"channel": ws.channel("announcements").id, "timestamp": ts}
    for number in range(23):
        await client.reactions_add(name=f"emoji{number}", **place)
    assert await refusal(client.reactions_add(name="eyes", **place)) == "too_many_reactions"


async def test_a_pin_comes_and_goes_with_its_events(
    ws: Workspace, client: AsyncWebClient, app: Recorder
) -> None:
    channel = ws.channel("announcements").id
    ts = ws.say(channel, "ana", "Read this")
    await client.pins_add(channel=channel, timestamp=ts)
    (item,) = (await client.pins_list(channel=channel))["items"]
    assert (item["message"]["pinned_to"], item["created_by"]) == ([channel], ws.bot_user_id)
    assert (await client.conversations_history(channel=channel))["pin_count"] == 1
    await client.pins_remove(channel=channel, timestamp=ts)
    assert await refusal(client.pins_remove(channel=channel, timestamp=ts)) == "no_pin"
    await ws.idle()
    assert [event["type"] for event in app.events[1:]] == ["pin_added", "pin_removed"]


async def test_whoever_has_the_page_open_is_present(ws: Workspace, client: AsyncWebClient) -> None:
    ana = ws.member("ana").id
    assert (await client.users_getPresence(user=ana))["presence"] == "away"
    assert (await client.users_getPresence(user=ws.bot_user_id))["presence"] == "active"
    address = f"{ws.page_url}page/ws"
    async with aiohttp.ClientSession() as session, session.ws_connect(address, params={"as": ana}):
        await until(lambda: ws.core.presence.active(ana))
        assert (await client.users_getPresence(user=ana))["presence"] == "active"


async def test_a_profile_has_the_address_only_with_its_scope(ws: Workspace, client: AsyncWebClient) -> None:
    ben = ws.member("ben").id
    profile = (await client.users_profile_get(user=ben))["profile"]
    assert (profile["title"], profile["email"]) == ("Organiser", "ben@union.example")
    ws.app.scopes.discard("users:read.email")
    assert "email" not in (await client.users_profile_get(user=ben))["profile"]


async def test_a_reply_to_all_shows_the_thread_that_it_is_from(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    parent = ws.say(channel, "ana", "A question")
    await client.chat_postMessage(channel=channel, text="To all", thread_ts=parent, reply_broadcast=True)
    newest, first = (await client.conversations_history(channel=channel))["messages"]
    assert (newest["thread_ts"], newest["root"]["text"]) == (parent, "A question")
    assert (first["reply_count"], first["reply_users"], first["latest_reply"]) == (
        1,
        [ws.bot_user_id],
        newest["ts"],
    )
    thread = (await client.conversations_replies(channel=channel, ts=parent))["messages"]
    assert [message["text"] for message in thread] == ["A question", "To all"]


async def test_attachments_are_numbered_and_have_a_fallback(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    attachments = [{"text": "One"}, {"fallback": "Two", "image_url": "https://example.org/two.png"}]
    posted = await client.chat_postMessage(channel=channel, text="x", attachments=attachments)
    assert [(each["id"], each["fallback"]) for each in posted["message"]["attachments"]] == [
        (1, "One"),
        (2, "Two"),
    ]


async def test_limits_are_cut_or_refused(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    ws.say(channel, "ana", "x")
    for limit in (0, 999, 5_000):
        assert len((await client.conversations_history(channel=channel, limit=limit))["messages"]) == 1
    assert await refusal(client.conversations_list(limit=5_000)) == "invalid_limit"
    assert await refusal(client.conversations_members(channel=channel, limit=-1)) == "invalid_limit"


async def test_forward_pages_from_oldest_miss_nothing_and_repeat_nothing(
    ws: Workspace, client: AsyncWebClient
) -> None:
    channel = ws.channel("announcements").id
    stamps = [ws.say(channel, "ana", str(number)) for number in range(7)]
    texts, cursor = [], ""
    while True:
        page = await client.conversations_history(channel=channel, limit=3, oldest=stamps[0], cursor=cursor)
        texts.append([message["text"] for message in page["messages"]])
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    assert texts == [["3", "2", "1"], ["6", "5", "4"]]
