"""The envelope, and the events of messages and people, field for field as Slack sends them."""

import base64
import json

from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.conftest import START
from tests.sandbox.app import Recorder
from tests.sandbox.told import SECONDS, everything, told


async def test_the_envelope_says_for_whom_an_event_is_and_where_it_happened(
    ws: Workspace, app: Recorder
) -> None:
    ws.say("announcements", "ana", "Hello")
    await ws.idle()
    envelope = app.got[0].data
    context = envelope.pop("event_context")
    del envelope["event"]
    assert envelope.pop("token") == ws.app.verification_token
    assert envelope.pop("event_id").startswith("Ev")
    assert envelope == {
        "team_id": ws.team_id,
        "context_team_id": ws.team_id,
        "context_enterprise_id": None,
        "api_app_id": ws.app_id,
        "type": "event_callback",
        "event_time": SECONDS,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": ws.team_id,
                "user_id": ws.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }
    said = json.loads(base64.urlsafe_b64decode(context.removeprefix("4-") + "=="))
    where = {"tid": ws.team_id, "aid": ws.app_id, "cid": ws.channel("announcements").id}
    assert said == {"et": "message"} | where


async def test_a_message(ws: Workspace, app: Recorder) -> None:
    ts = ws.say("announcements", "ana", "Hello")
    event = await told(ws, app, "message")
    assert len(event.pop("client_msg_id")) == 36
    event.pop("blocks", None)
    assert event == {
        "type": "message",
        "user": ws.member("ana").id,
        "ts": ts,
        "text": "Hello",
        "team": ws.team_id,
        "channel": ws.channel("announcements").id,
        "channel_type": "channel",
    }


async def test_a_reply_names_its_parent(ws: Workspace, app: Recorder) -> None:
    parent = ws.add_message("announcements", "ana", "Who?", at=START)
    ws.say("announcements", "ana", "I", thread=parent)
    event = await told(ws, app, "message")
    assert (event["thread_ts"], event["parent_user_id"]) == (parent, ws.member("ana").id)


async def test_a_direct_message_and_a_private_channel_have_their_own_types(
    ws: Workspace, app: Recorder
) -> None:
    ws.say(ws.bot_user_id, "ana", "direct")
    ws.say("supply-chains", "ana", "private")
    await ws.idle()
    assert {event["text"]: event["channel_type"] for event in app.events} == {
        "direct": "im",
        "private": "group",
    }


async def test_an_edit(ws: Workspace, app: Recorder) -> None:
    ts = ws.add_message("announcements", "ana", "Hallo", at=START)
    ws.edit("announcements", ts, "Hello")
    event = await told(ws, app, "message_changed")
    now, before = event.pop("message"), event.pop("previous_message")
    assert (now["ts"], now["text"], before["text"]) == (ts, "Hello", "Hallo")
    assert now["edited"]["user"] == ws.member("ana").id
    assert "edited" not in before
    assert event.pop("ts") > ts
    assert event == {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": ws.channel("announcements").id,
        "channel_type": "channel",
    }


async def test_a_deletion(ws: Workspace, app: Recorder) -> None:
    ts = ws.add_message("announcements", "ana", "Hallo", at=START)
    ws.delete("announcements", ts)
    event = await told(ws, app, "message_deleted")
    assert event["deleted_ts"] == ts
    assert event["previous_message"]["text"] == "Hallo"
    assert event["hidden"] is True
    assert "message" not in event


async def test_a_deleted_parent_becomes_a_tombstone(ws: Workspace, app: Recorder) -> None:
    ts = ws.add_message("announcements", "ana", "Who?", at=START)
    ws.add_message("announcements", "ana", "I", at=START, thread=ts)
    ws.delete("announcements", ts)
    event = await told(ws, app, "message_changed")
    assert event["message"]["subtype"] == "tombstone"
    assert event["previous_message"]["text"] == "Who?"


async def test_a_mention(ws: Workspace, app: Recorder) -> None:
    ws.app.scopes |= {"app_mentions:read"}
    ws.say("announcements", "ana", f"<@{ws.bot_user_id}> help")
    event = await told(ws, app, "app_mention")
    assert event["text"] == f"<@{ws.bot_user_id}> help"
    assert event["channel"] == ws.channel("announcements").id
    assert "channel_type" not in event


async def test_another_bots_mention_counts_and_ones_own_does_not(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    ws.app.scopes |= {"app_mentions:read"}
    other = ws.add_member("other", real_name="Other", is_bot=True)
    ws.join("announcements", other)
    ws.say("announcements", other, f"<@{ws.bot_user_id}>")
    await client.chat_postMessage(channel=ws.channel("announcements").id, text=f"<@{ws.bot_user_id}>")
    assert (await told(ws, app, "app_mention"))["bot_id"] == other.bot_id


async def test_a_person_changes_and_is_deactivated(ws: Workspace, app: Recorder) -> None:
    ws.change_member("ana", title="Minister")
    event = await told(ws, app, "user_change")
    assert event["user"]["profile"]["title"] == "Minister"
    assert event["cache_ts"] == SECONDS
    app.got.clear()
    ws.deactivate("ana")
    assert (await told(ws, app, "user_change"))["user"]["deleted"] is True


async def test_without_the_scope_for_addresses_people_come_without_one(ws: Workspace, app: Recorder) -> None:
    ws.app.scopes -= {"users:read.email"}
    ws.change_member("ana", title="Minister")
    assert "email" not in (await told(ws, app, "user_change"))["user"]["profile"]


async def test_reactions(ws: Workspace, app: Recorder) -> None:
    ts = ws.add_message("announcements", "ana", "Hallo", at=START)
    ws.react("announcements", ts, "ben", "wave")
    ws.react("announcements", ts, "ben", "wave")
    common = {
        "user": ws.member("ben").id,
        "reaction": "wave",
        "item": {"type": "message", "channel": ws.channel("announcements").id, "ts": ts},
        "item_user": ws.member("ana").id,
    }
    assert await told(ws, app, "reaction_added") == {"type": "reaction_added"} | common
    ws.react("announcements", ts, "ben", "wave", add=False)
    assert await told(ws, app, "reaction_removed") == {"type": "reaction_removed"} | common


async def test_pins(ws: Workspace, app: Recorder, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    ts = ws.add_message("announcements", "ana", "Hallo", at=START)
    await client.pins_add(channel=channel, timestamp=ts)
    added = await told(ws, app, "pin_added")
    assert (added["channel_id"], added["item"]["message"]["ts"], added["pin_count"]) == (channel, ts, 1)
    assert added["item_user"] == ws.member("ana").id
    assert added["pinned_info"] == {"channel": channel, "pinned_by": ws.bot_user_id, "pinned_ts": SECONDS}
    await client.pins_remove(channel=channel, timestamp=ts)
    removed = await told(ws, app, "pin_removed")
    assert (removed["has_pins"], removed["pin_count"]) == (False, 0)


async def test_home_and_messages_are_opened(ws: Workspace, app: Recorder, client: AsyncWebClient) -> None:
    ana = ws.member("ana")
    await ws.open_home(ana)
    event = await told(ws, app, "app_home_opened")
    channel = event.pop("channel")
    assert channel.startswith("D")
    assert event == {"type": "app_home_opened", "user": ana.id, "tab": "home"}
    app.got.clear()
    await client.views_publish(user_id=ana.id, view={"type": "home", "blocks": [{"type": "divider"}]})
    await ws.open_home(ana)
    view = (await told(ws, app, "app_home_opened"))["view"]
    assert (view["type"], view["state"]) == ("home", {"values": {}})
    app.got.clear()
    ws.home_opened(ana, tab="messages")
    event = await told(ws, app, "app_home_opened")
    assert (event["tab"], "view" in event) == ("messages", False)


async def test_an_uninstalled_app_is_told_and_hears_no_more(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    ws.uninstall_app()
    ws.say("announcements", "ana", "Has it gone?")
    events = await everything(ws, app)
    revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [ws.bot_user_id]}}
    assert sorted(events, key=lambda event: str(event["type"])) == [{"type": "app_uninstalled"}, revoked]
