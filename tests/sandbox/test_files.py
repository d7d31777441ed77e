"""Files of people: what the app hears of them, sees of them and may do with them."""

import struct
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from sandbox.files import File
from tests.sandbox.app import Recorder, refusal

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 1000, 500) + bytes(40)


def share(ws: Workspace, channel: str, member: str = "ana", name: str = "notes.txt") -> File:
    """A file that a member shares in a channel."""
    file = ws.upload(member, name, b"one\ntwo\n")
    ws.say(channel, member, "See this", files=[file])
    return file


async def get(url: str, token: str | None, **more: object) -> tuple[int, str, bytes]:
    """Status, Content-Type (or where to, of a redirection) and body."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        aiohttp.ClientSession() as session,
        session.get(url, headers=headers, allow_redirects=False, **more) as response,  # type: ignore[arg-type]
    ):
        about = response.headers.get("Location") or response.headers["Content-Type"]
        return response.status, about, await response.read()


async def test_a_shared_file_is_told_as_message_and_as_file(ws: Workspace, app: Recorder) -> None:
    channel, ana = ws.channel("announcements").id, ws.member("ana").id
    file = share(ws, "announcements")
    await ws.idle()
    by_type = {event["type"]: event for event in app.events}
    message = by_type["message"]
    assert (message["subtype"], message["text"], message["user"]) == ("file_share", "See this", ana)
    assert (message["upload"], message["display_as_bot"]) == (False, False)
    assert message["client_msg_id"]
    [shown] = message["files"]
    assert {"id": file.id, "name": "notes.txt", "user": ana, "is_public": True}.items() <= shown.items()
    shared = by_type["file_shared"]
    assert shared.pop("event_ts")
    assert shared == {
        "type": "file_shared",
        "file_id": file.id,
        "user_id": ana,
        "file": {"id": file.id},
        "channel_id": channel,
    }
    assert by_type["file_public"]["file_id"] == file.id


async def test_files_of_elsewhere_are_not_told(ws: Workspace, app: Recorder) -> None:
    share(ws, "secret", "ben")
    share(ws, "lounge", "ben")
    ws.upload("ana", "draft.txt", b"x")
    ws.app.scopes.discard("files:read")
    share(ws, "announcements")
    await ws.idle()
    assert [event["type"] for event in app.events] == ["message"]


async def test_a_bot_downloads_a_persons_file_with_its_token(ws: Workspace, client: AsyncWebClient) -> None:
    file = share(ws, "announcements", name="Übersicht.csv")
    shown = (await client.files_info(file=file.id))["file"]
    for address in (shown["url_private"], shown["url_private_download"]):
        assert await get(address, ws.bot_token) == (200, "text/csv; charset=utf-8", b"one\ntwo\n")


@pytest.mark.parametrize("token", [None, "xoxb-wrong", "app"])
async def test_without_a_good_token_there_is_only_the_login_page(
    ws: Workspace, client: AsyncWebClient, token: str | None
) -> None:
    file = share(ws, "announcements")
    url = (await client.files_info(file=file.id))["file"]["url_private"]
    status, where, _ = await get(url, ws.app_token if token == "app" else token)
    assert status == 302
    assert where.startswith(f"{ws.page_url}?redir=%2Ffiles-pri%2F")
    async with aiohttp.ClientSession() as session, session.get(url) as followed:
        assert (followed.status, followed.content_type) == (200, "text/html")


async def test_without_files_read_there_is_only_the_login_page(ws: Workspace, client: AsyncWebClient) -> None:
    file = share(ws, "announcements")
    url = (await client.files_info(file=file.id))["file"]["url_private"]
    ws.app.scopes.discard("files:read")
    assert (await get(url, ws.bot_token))[0] == 302
    assert await refusal(client.files_info(file=file.id)) == "missing_scope"
    assert await refusal(client.files_list()) == "missing_scope"


async def test_a_file_exists_where_the_bot_is(ws: Workspace, client: AsyncWebClient) -> None:
    hidden = [share(ws, "secret", "ben"), share(ws, "lounge", "ben"), ws.upload("ana", "own.txt", b"x")]
    seen = share(ws, "supply-chains")
    for file in hidden:
        assert await refusal(client.files_info(file=file.id)) == "file_not_found"
        assert await refusal(client.files_delete(file=file.id)) == "file_not_found"
        place = f"{ws.page_url}files-pri/{ws.team_id}-{file.id}/{file.name}"
        assert (await get(place, ws.bot_token))[0] == 302
    assert [file["id"] for file in (await client.files_list())["files"]] == [seen.id]
    ws.leave("supply-chains", ws.bot_user_id)
    assert await refusal(client.files_info(file=seen.id)) == "file_not_found"


async def test_of_its_shares_only_those_show_that_exist_for_the_bot(
    ws: Workspace, client: AsyncWebClient
) -> None:
    ws.join("secret", "ana")
    file = share(ws, "supply-chains")
    ws.say("secret", "ana", "Here too", files=[file])
    shown = (await client.files_info(file=file.id))["file"]
    group = ws.channel("supply-chains").id
    assert shown["groups"] == [group]
    assert list(shown["shares"]["private"]) == [group]
    assert shown["is_public"] is False


async def test_a_picture_has_thumbnails_of_its_measures(ws: Workspace, client: AsyncWebClient) -> None:
    file = ws.upload("ana", "Plan B.png", PNG, alt_text="A plan")
    ws.say("announcements", "ana", "", files=[file])
    shown = (await client.files_info(file=file.id))["file"]
    assert (shown["original_w"], shown["original_h"], shown["alt_txt"]) == (1000, 500, "A plan")
    assert (shown["thumb_360_w"], shown["thumb_360_h"]) == (360, 180)
    assert (shown["thumb_960_w"], shown["thumb_960_h"]) == (960, 480)
    assert "thumb_1024" not in shown
    assert shown["thumb_64"].endswith("/plan_b_64.png")
    assert await get(shown["thumb_360"], ws.bot_token) == (200, "image/png", PNG)
    assert (await get(shown["thumb_360"], None))[0] == 302


async def test_of_a_text_the_first_lines_show(ws: Workspace, client: AsyncWebClient) -> None:
    file = ws.upload("ana", "list.txt", b"\n".join(b"%d" % line for line in range(1, 9)))
    ws.say("announcements", "ana", "", files=[file])
    shown = (await client.files_info(file=file.id))["file"]
    assert (shown["mode"], shown["editable"], shown["pretty_type"]) == ("snippet", True, "Plain Text")
    assert (shown["preview"], shown["lines"], shown["lines_more"]) == ("1\n2\n3\n4\n5", 8, 3)


async def test_a_block_shows_a_picture_that_the_app_may_see(ws: Workspace, client: AsyncWebClient) -> None:
    picture = (await client.files_upload_v2(file=PNG, filename="map.png"))["file"]
    paper = (await client.files_upload_v2(content="x", filename="a.txt"))["file"]
    secret = ws.upload("ben", "secret.png", PNG)
    channel = ws.channel("announcements").id

    async def post(**slack_file: str) -> None:
        image = {"type": "image", "alt_text": "A map", "slack_file": slack_file}
        blocks: list[dict[str, Any]] = [{"type": "divider"}, {"type": "context", "elements": [image]}]
        await client.chat_postMessage(channel=channel, text="A map", blocks=blocks)

    await post(id=picture["id"])
    await post(url=picture["permalink"])
    for wrong in (paper["id"], secret.id, "F0NOTTHERE"):
        with pytest.raises(SlackApiError) as refused:
            await post(id=wrong)
        assert refused.value.response["errors"] == [
            "invalid slack file [json-pointer:/blocks/1/elements/0/slack_file]"
        ]
    view = {"type": "home", "blocks": [{"type": "image", "alt_text": "", "slack_file": {"id": secret.id}}]}
    refusal_of = client.views_publish(user_id=ws.member("ana").id, view=view)
    assert await refusal(refusal_of) == "invalid_arguments"


async def test_files_are_listed_by_where_who_what_and_when(ws: Workspace, client: AsyncWebClient) -> None:
    ws.join("announcements", "ben")
    first, second = share(ws, "announcements"), share(ws, "announcements", "ben", "plan.pdf")
    third = share(ws, "supply-chains", name="photo.png")
    await ws.advance(ws.clock.now().replace(hour=20))
    fourth = share(ws, "supply-chains", name="late.zip")

    async def listed(**args: object) -> list[str]:
        return [file["id"] for file in (await client.files_list(**args))["files"]]  # type: ignore[arg-type]

    assert await listed() == [fourth.id, third.id, second.id, first.id]
    assert await listed(channel=ws.channel("supply-chains").id) == [fourth.id, third.id]
    assert await listed(user=ws.member("ben").id) == [second.id]
    assert await listed(types="pdfs,images") == [third.id, second.id]
    assert await listed(types="snippets") == [first.id]
    assert await listed(ts_from=str(fourth.created)) == [fourth.id]
    assert await listed(count=3, page=2) == [first.id]
    paging = (await client.files_list(count=3))["paging"]
    assert paging == {"count": 3, "total": 4, "page": 1, "pages": 2}
    assert await refusal(client.files_list(types="songs")) == "unknown_type"
    assert await refusal(client.files_list(user="U1")) == "user_not_found"


async def test_a_bot_deletes_its_own_file_and_nobody_elses(
    ws: Workspace, client: AsyncWebClient, app: Recorder
) -> None:
    channel = ws.channel("announcements").id
    anas = share(ws, "announcements")
    assert await refusal(client.files_delete(file=anas.id)) == "cant_delete_file"
    own = (await client.files_upload_v2(channel=channel, content="x", filename="own.txt"))["file"]
    await ws.idle()
    app.got.clear()
    await client.files_delete(file=own["id"])
    await ws.idle()
    assert await refusal(client.files_delete(file=own["id"])) == "file_deleted"
    assert await refusal(client.files_info(file=own["id"])) == "file_deleted"
    assert (await get(own["url_private"], ws.bot_token))[0] == 302
    newest = (await client.conversations_history(channel=channel, limit=1))["messages"][0]
    assert newest["files"] == [{"id": own["id"], "mode": "tombstone"}]
    changed, deleted = sorted(app.events, key=lambda event: str(event["type"]), reverse=True)
    assert (changed["subtype"], changed["message"]["files"][0]["mode"]) == ("message_changed", "tombstone")
    assert changed["previous_message"]["files"][0]["name"] == "own.txt"
    assert (deleted["type"], deleted["file_id"], deleted["channel_ids"]) == (
        "file_deleted", own["id"], [channel],
    )  # fmt: skip


async def test_of_a_deletion_the_app_hears_only_where_it_is(
    ws: Workspace, client: AsyncWebClient, app: Recorder
) -> None:
    ws.join("secret", "ana")
    file = share(ws, "announcements")
    ws.say("secret", "ana", "Here too", files=[file])
    await ws.idle()
    app.got.clear()
    ws.delete_file(file)
    await ws.idle()
    heard = {event["type"]: event for event in app.events}
    assert len(app.events) == 2
    assert heard["file_deleted"]["channel_ids"] == [ws.channel("announcements").id]
    assert heard["message"]["channel"] == ws.channel("announcements").id


async def test_a_deleted_message_takes_its_file_out_of_the_channel(
    ws: Workspace, client: AsyncWebClient, app: Recorder
) -> None:
    file = ws.upload("ana", "notes.txt", b"x")
    ts = ws.say("announcements", "ana", "", files=[file])
    await ws.idle()
    app.got.clear()
    ws.delete("announcements", ts)
    await ws.idle()
    assert {event["type"] for event in app.events} == {"file_unshared", "message"}
    assert await refusal(client.files_info(file=file.id)) == "file_not_found"


async def test_nobody_shares_somebody_elses_upload(ws: Workspace) -> None:
    file = ws.upload("ben", "notes.txt", b"x")
    with pytest.raises(PermissionError):
        ws.say("announcements", "ana", "", files=[file])
    gone = ws.upload("ana", "notes.txt", b"x")
    ws.delete_file(gone)
    with pytest.raises(PermissionError):
        ws.say("announcements", "ana", "", files=[gone])


async def test_a_message_with_a_file_counts_as_unread_and_can_be_updated(
    ws: Workspace, client: AsyncWebClient
) -> None:
    channel = ws.channel("announcements").id
    await client.files_upload_v2(channel=channel, content="x", filename="a.txt", initial_comment="One")
    await ws.idle()
    ts = ws.posts()[0].ts
    await client.chat_update(channel=channel, ts=ts, text="Two")
    [message] = (await client.conversations_history(channel=channel))["messages"]
    assert (message["text"], message["files"][0]["name"]) == ("Two", "a.txt")
    link = (await client.chat_getPermalink(channel=channel, message_ts=ts))["permalink"]
    assert link.endswith(f"/archives/{channel}/p{ts.replace('.', '')}")
