"""The events of channels, field for field as Slack sends them, and who hears of which."""

from sandbox import Workspace
from tests.sandbox.app import Recorder
from tests.sandbox.told import SECONDS, everything, told


async def test_a_join_and_a_leave(ws: Workspace, app: Recorder) -> None:
    ws.invite("supply-chains", "ben", by="ana")
    common = {
        "user": ws.member("ben").id,
        "channel": ws.channel("supply-chains").id,
        "channel_type": "G",
        "team": ws.team_id,
    }
    inviter = {"inviter": ws.member("ana").id}
    joined = await told(ws, app, "member_joined_channel")
    assert joined == {"type": "member_joined_channel"} | common | inviter
    assert (await told(ws, app, "channel_join"))["inviter"] == inviter["inviter"]
    ws.leave("supply-chains", "ben")
    assert await told(ws, app, "member_left_channel") == {"type": "member_left_channel"} | common


async def test_the_app_is_removed(ws: Workspace, app: Recorder) -> None:
    ws.leave("announcements", ws.bot_user_id, by="ana")
    channel, ana = ws.channel("announcements").id, ws.member("ana").id
    assert await told(ws, app, "channel_left") == {
        "type": "channel_left",
        "channel": channel,
        "actor_id": ana,
    }


async def test_a_channel_is_made(ws: Workspace, app: Recorder) -> None:
    channel = ws.create_channel("new", "ana")
    ws.create_channel("hidden", "ana", private=True)
    assert await told(ws, app, "channel_created") == {
        "type": "channel_created",
        "channel": {
            "id": channel.id,
            "is_channel": True,
            "name": "new",
            "name_normalized": "new",
            "created": SECONDS,
            "creator": ws.member("ana").id,
            "is_shared": False,
            "is_org_shared": False,
            "context_team_id": ws.team_id,
        },
    }
    assert len(app.got) == 1


async def test_a_channel_is_renamed(ws: Workspace, app: Recorder) -> None:
    ws.rename("supply-chains", "supply", by="ana")
    channel = {"id": ws.channel("supply").id, "name": "supply", "name_normalized": "supply"}
    more = {"created": ws.channel("supply").created, "is_channel": False, "is_mpim": False}
    assert await told(ws, app, "group_rename") == {"type": "group_rename", "channel": channel | more}
    notice = await told(ws, app, "group_name")
    assert (notice["old_name"], notice["name"]) == ("supply-chains", "supply")


async def test_a_channel_is_archived_and_brought_back(ws: Workspace, app: Recorder) -> None:
    ws.archive("announcements", by="ana")
    common = {"channel": ws.channel("announcements").id, "user": ws.member("ana").id}
    archived = {"type": "channel_archive", "is_moved": 0} | common
    events = [event for event in await everything(ws, app) if event["type"] == "channel_archive"]
    assert events == [archived]
    ws.unarchive("announcements", by="ana")
    events = [event for event in await everything(ws, app) if event["type"] == "channel_unarchive"]
    assert events == [{"type": "channel_unarchive"} | common]


async def test_public_channels_are_the_whole_workspaces_and_private_ones_their_members(
    ws: Workspace, app: Recorder
) -> None:
    ws.rename("lounge", "salon")
    ws.archive("salon")
    ws.unarchive("salon")
    ws.rename("secret", "hush")
    ws.archive("hush")
    kinds = [event["type"] for event in await everything(ws, app)]
    assert sorted(kinds) == ["channel_archive", "channel_rename", "channel_unarchive"]
    app.got.clear()
    ws.app.scopes -= {"channels:read"}
    ws.rename("salon", "lounge")
    assert await everything(ws, app) == []
