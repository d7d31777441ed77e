"""Changing channels and who is in them, by the Web API."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import Recorder, refusal
from tests.sandbox.web_api_world import ALL_SCOPES


@pytest.fixture(autouse=True)
def scopes(ws: Workspace) -> None:
    ws.app.scopes = set(ALL_SCOPES)


async def test_the_bot_creates_a_channel_and_is_in_it(
    ws: Workspace, client: AsyncWebClient, app: Recorder
) -> None:
    created = (await client.conversations_create(name="drafts"))["channel"]
    assert (created["name"], created["creator"], created["is_member"]) == ("drafts", ws.bot_user_id, True)
    closed = (await client.conversations_create(name="closed", is_private=True))["channel"]
    assert (closed["is_private"], closed["is_channel"], closed["is_group"]) == (True, True, False)
    await ws.idle()
    kinds = [event["type"] for event in app.events if event["type"] != "message"]
    assert kinds == ["channel_created", "member_joined_channel", "member_joined_channel"]
    ws.app.scopes.discard("groups:write")
    with pytest.raises(SlackApiError) as caught:
        await client.conversations_create(name="other", is_private=True)
    assert caught.value.response["needed"] == "groups:write"


async def test_only_what_the_bot_created_can_it_rename(ws: Workspace, client: AsyncWebClient) -> None:
    own = (await client.conversations_create(name="drafts"))["channel"]["id"]
    renamed = (await client.conversations_rename(channel=own, name="papers"))["channel"]
    assert (renamed["name"], renamed["previous_names"]) == ("papers", ["drafts"])
    theirs = ws.channel("supply-chains").id
    assert await refusal(client.conversations_rename(channel=theirs, name="mine")) == "not_authorized"
    assert await refusal(client.conversations_create(name="papers")) == "name_taken"


async def test_a_topic_is_set_and_said_in_the_channel(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("supply-chains")
    changed = (await client.conversations_setTopic(channel=channel.id, topic="Cotton"))["channel"]
    assert changed["topic"]["value"] == "Cotton"
    await client.conversations_setPurpose(channel=channel.id, purpose="To learn")
    assert channel.purpose == "To learn"
    assert [(m.subtype, m.extra) for m in channel.timeline] == [
        ("group_topic", {"topic": "Cotton"}),
        ("group_purpose", {"purpose": "To learn"}),
    ]
    lounge = ws.channel("lounge").id
    assert await refusal(client.conversations_setTopic(channel=lounge, topic="x")) == "not_in_channel"


async def test_somebody_is_removed_from_a_channel(
    ws: Workspace, client: AsyncWebClient, app: Recorder
) -> None:
    channel, ben = ws.channel("supply-chains"), ws.member("ben").id
    await client.conversations_invite(channel=channel.id, users=ben)
    assert (await client.conversations_kick(channel=channel.id, user=ben))["errors"] == {}
    assert ben not in channel.members
    await ws.idle()
    assert [event["type"] for event in app.events if event["type"] != "message"] == [
        "member_joined_channel",
        "member_left_channel",
    ]


async def test_the_last_one_cannot_leave_a_private_channel(client: AsyncWebClient) -> None:
    own = (await client.conversations_create(name="drafts", is_private=True))["channel"]["id"]
    assert await refusal(client.conversations_leave(channel=own)) == "last_member"


async def test_an_archived_channel_takes_no_more_changes(ws: Workspace, client: AsyncWebClient) -> None:
    channel, ben = ws.channel("supply-chains").id, ws.member("ben").id
    await client.conversations_archive(channel=channel)
    for call in (
        client.conversations_invite(channel=channel, users=ben),
        client.conversations_setTopic(channel=channel, topic="x"),
        client.conversations_leave(channel=channel),
        client.chat_postMessage(channel=channel, text="x"),
    ):
        assert await refusal(call) == "is_archived"
    assert (await client.conversations_info(channel=channel))["channel"]["is_archived"]
    listed = await client.conversations_list(types="private_channel", exclude_archived=True)
    assert listed["channels"] == []
    # Slack refuses unarchiving to bots; here the method isn't there.
    assert await refusal(client.conversations_unarchive(channel=channel)) == "unknown_method"


async def test_no_more_than_a_hundred_are_invited_at_once(ws: Workspace, client: AsyncWebClient) -> None:
    users = [f"U{number:010d}" for number in range(101)]
    invite = client.conversations_invite(channel=ws.channel("supply-chains").id, users=users)
    assert await refusal(invite) == "invalid_arguments"


async def test_every_refused_invitation_is_named_also_a_single_one(
    ws: Workspace, client: AsyncWebClient
) -> None:
    ana = ws.member("ana").id
    with pytest.raises(SlackApiError) as caught:
        await client.conversations_invite(channel=ws.channel("supply-chains").id, users=ana)
    assert caught.value.response["errors"] == [{"user": ana, "ok": False, "error": "already_in_channel"}]


@pytest.mark.parametrize("error", ["user_is_ultra_restricted", "restricted_action", "no_permission"])
async def test_refusals_of_a_workspaces_own_rules_are_had_by_faults(
    ws: Workspace, client: AsyncWebClient, error: str
) -> None:
    ws.faults.add("conversations.invite", "error", error=error)
    invite = client.conversations_invite(channel=ws.channel("supply-chains").id, users=ws.member("ben").id)
    assert await refusal(invite) == error
    assert ws.member("ben").id not in ws.channel("supply-chains").members


async def test_a_scope_for_one_thing_alone_is_enough(ws: Workspace, client: AsyncWebClient) -> None:
    ws.app.scopes = {"groups:write.invites"}
    channel, ben = ws.channel("supply-chains").id, ws.member("ben").id
    await client.conversations_invite(channel=channel, users=ben)
    with pytest.raises(SlackApiError) as caught:
        await client.conversations_kick(channel=channel, user=ben)
    assert (caught.value.response["error"], caught.value.response["needed"]) == (
        "missing_scope",
        "groups:write",
    )


async def test_bookmarks_are_added_changed_and_taken_away(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    added = (
        await client.bookmarks_add(channel_id=channel, title="Guide", type="link", link="https://example.org")
    )["bookmark"]
    await client.bookmarks_edit(
        channel_id=channel, bookmark_id=added["id"], title="The guide", emoji=":book:"
    )
    (listed,) = (await client.bookmarks_list(channel_id=channel))["bookmarks"]
    assert (listed["title"], listed["link"], listed["emoji"]) == (
        "The guide",
        "https://example.org",
        ":book:",
    )
    await client.bookmarks_remove(channel_id=channel, bookmark_id=added["id"])
    assert (await client.bookmarks_list(channel_id=channel))["bookmarks"] == []
