"""Uploads as Slack has them: an address for the bytes, and the call that makes files of them."""

import asyncio
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import Recorder, refusal

SECTION = [{"type": "section", "text": {"type": "mrkdwn", "text": "*The report*"}}]


async def begin(client: AsyncWebClient, content: bytes, name: str = "notes.txt") -> tuple[str, str]:
    """The address and the id of a new upload."""
    begun = await client.files_getUploadURLExternal(filename=name, length=len(content))
    return begun["upload_url"], begun["file_id"]


async def send(url: str, content: object) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.post(url, data=content) as response:
        return response.status, await response.text()


async def test_the_async_sdk_uploads_a_file_with_a_comment(
    ws: Workspace, client: AsyncWebClient, app: Recorder
) -> None:
    channel = ws.channel("announcements").id
    uploaded = await client.files_upload_v2(
        channel=channel,
        filename="Bericht Ä.csv",
        content="a,b\n1,2\n",
        title="Report",
        initial_comment="Here",
    )
    assert uploaded["file"]["title"] == "Report"
    await ws.idle()
    [message] = (await client.conversations_history(channel=channel))["messages"]
    assert (message["text"], message["user"], message["bot_id"]) == ("Here", ws.bot_user_id, ws.bot_id)
    assert "subtype" not in message
    [file] = message["files"]
    assert (file["name"], file["mimetype"], file["size"]) == ("Bericht Ä.csv", "text/csv", 8)
    assert ws.content(file["id"]) == b"a,b\n1,2\n"


async def test_the_sync_sdk_uploads_several_files_in_one_message(ws: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG")
    client = WebClient(ws.bot_token, base_url=ws.url)
    uploads: list[dict[str, Any]] = [
        {"file": str(path), "alt_txt": "A picture"},
        {"file": io.BytesIO(b"\0\r\n--x\xff"), "filename": "raw.bin"},
        {"content": "plain", "filename": "notes.txt"},
    ]
    channel = ws.channel("supply-chains").id
    answer = await asyncio.to_thread(lambda: client.files_upload_v2(file_uploads=uploads, channel=channel))
    await ws.idle()
    [post] = ws.posts()
    assert [ws.file(each).name for each in post.files] == ["photo.png", "raw.bin", "notes.txt"]
    assert post.files == [file["id"] for file in answer["files"]]
    assert ws.content(post.files[1]) == b"\0\r\n--x\xff"
    assert answer["files"][0]["alt_txt"] == "A picture"


async def test_a_file_goes_into_a_thread_or_to_several_places(ws: Workspace, client: AsyncWebClient) -> None:
    channel, group = ws.channel("announcements"), ws.channel("supply-chains")
    parent = ws.say(channel, "ana", "The minutes, please")
    await client.files_upload_v2(channel=channel.id, thread_ts=parent, content="x", filename="minutes.txt")
    await ws.idle()
    assert ws.messages(channel, parent)[0].files
    both = [group.id, ws.member("ana").id]
    await client.files_upload_v2(channels=both, content="x", filename="agenda.txt")
    await ws.idle()
    assert len(ws.messages(group)) == 1
    assert len(ws.dm("ana")) == 1
    assert ws.messages(group)[0].files == ws.dm("ana")[0].files


async def test_a_file_that_is_shared_nowhere_stays_the_bots_own(
    ws: Workspace, client: AsyncWebClient
) -> None:
    uploaded = await client.files_upload_v2(content="x", filename="private.txt")
    await ws.idle()
    assert ws.posts() == []
    shown = (await client.files_info(file=uploaded["file"]["id"]))["file"]
    assert (shown["shares"], shown["channels"], shown["is_public"]) == ({}, [], False)


async def test_the_answer_comes_before_the_file_is_shared_as_in_slack(
    ws: Workspace, client: AsyncWebClient
) -> None:
    channel = ws.channel("announcements").id
    uploaded = (await client.files_upload_v2(channel=channel, content="x", filename="a.txt"))["file"]
    assert (uploaded["shares"], uploaded["channels"], uploaded["mimetype"]) == ({}, [], "")
    await ws.idle()
    shown = (await client.files_info(file=uploaded["id"]))["file"]
    assert shown["shares"]["public"][channel][0]["ts"] == ws.posts()[0].ts
    assert (shown["channels"], shown["mimetype"]) == ([channel], "text/plain")


async def test_blocks_introduce_a_file_unless_there_is_a_comment(
    ws: Workspace, client: AsyncWebClient
) -> None:
    channel = ws.channel("announcements").id
    for comment in (None, "Hello"):
        url, file_id = await begin(client, b"x")
        await send(url, b"x")
        await client.files_completeUploadExternal(
            files=[{"id": file_id}], channel_id=channel, initial_comment=comment, blocks=json.dumps(SECTION)
        )
        await ws.idle()
    first, second = ws.posts()
    assert first.blocks
    assert (second.text, second.blocks) == ("Hello", None)
    url, file_id = await begin(client, b"x")
    await send(url, b"x")
    complete = client.files_completeUploadExternal(
        files=[{"id": file_id}], channel_id=channel, blocks='[{"type": "sectoin"}]'
    )
    assert await refusal(complete) == "invalid_blocks"


async def test_bytes_may_come_raw_or_in_a_form(ws: Workspace, client: AsyncWebClient) -> None:
    content = b"a\r\n--boundary\r\n\r\nb"
    for form in (False, True):
        url, file_id = await begin(client, content)
        data: object = content
        if form:
            fields = data = aiohttp.FormData()
            fields.add_field("filename", content, filename="notes.txt")
        assert await send(url, data) == (200, f"OK - {len(content)}")
        await client.files_completeUploadExternal(files=[{"id": file_id}])
        assert ws.content(file_id) == content


@pytest.mark.parametrize("content", [b"", b"123", b"12345"])
async def test_other_bytes_than_announced_are_refused_and_may_be_sent_again(
    ws: Workspace, client: AsyncWebClient, content: bytes
) -> None:
    url, file_id = await begin(client, b"1234")
    assert (await send(url, content))[0] == 400
    assert await refusal(client.files_completeUploadExternal(files=[{"id": file_id}])) == "file_not_found"
    assert await send(url, b"1234") == (200, "OK - 4")
    await client.files_completeUploadExternal(files=[{"id": file_id}])
    assert ws.content(file_id) == b"1234"


async def test_an_address_takes_one_upload_within_an_hour(ws: Workspace, client: AsyncWebClient) -> None:
    url, _ = await begin(client, b"x")
    assert (await send(url, b"x"))[0] == 200
    assert (await send(url, b"x"))[0] == 404
    late, late_id = await begin(client, b"x")
    await ws.advance(timedelta(minutes=61))
    assert (await send(late, b"x"))[0] == 404
    assert (await send(ws.page_url + "upload/v1/NONSENSE", b"x"))[0] == 404
    assert await refusal(client.files_completeUploadExternal(files=[{"id": late_id}])) == "file_not_found"


async def test_what_arrived_and_was_never_completed_is_discarded(
    ws: Workspace, client: AsyncWebClient
) -> None:
    url, file_id = await begin(client, b"x")
    await send(url, b"x")
    await ws.advance(timedelta(minutes=61))
    await begin(client, b"x")
    assert not ws.core.files.contents.path(file_id).exists()
    assert await refusal(client.files_completeUploadExternal(files=[{"id": file_id}])) == "file_not_found"


async def test_two_uploads_at_once_do_not_mix(ws: Workspace, client: AsyncWebClient) -> None:
    contents = [bytes([number]) * 300_000 for number in range(4)]
    uploads = [await begin(client, content) for content in contents]
    answers = await asyncio.gather(
        *(send(url, content) for (url, _), content in zip(uploads, contents, strict=True))
    )
    assert {status for status, _ in answers} == {200}
    await client.files_completeUploadExternal(files=[{"id": file_id} for _, file_id in uploads])
    assert [ws.content(file_id) for _, file_id in uploads] == contents


async def test_an_upload_is_completed_once(client: AsyncWebClient) -> None:
    url, file_id = await begin(client, b"x")
    files: list[dict[str, str | None]] = [{"id": file_id}]
    assert await refusal(client.files_completeUploadExternal(files=files)) == "file_not_found"
    await send(url, b"x")
    await client.files_completeUploadExternal(files=files)
    assert await refusal(client.files_completeUploadExternal(files=files)) == "file_not_found"
    assert await refusal(client.files_completeUploadExternal(files=[])) == "invalid_arguments"
    assert await refusal(client.files_completeUploadExternal(files=[{"title": "x"}])) == "invalid_arguments"


async def test_what_cannot_be_uploaded_is_refused_by_name(client: AsyncWebClient) -> None:
    async def ask(**args: object) -> str:
        return await refusal(client.api_call("files.getUploadURLExternal", params=args))

    assert await ask(filename="a.txt", length=0) == "invalid_arguments"
    assert await ask(filename="a.txt", length="many") == "invalid_arguments"
    assert await ask(filename="a.txt") == "invalid_arguments"
    assert await ask(length=3) == "invalid_arguments"
    assert await ask(filename="a.iso", length=1024**3 + 1) == "file_upload_size_restricted"
    assert await ask(filename="a.png", length=3, alt_txt="x" * 1001) == "alt_txt_too_large"
    assert await ask(filename="a.py", length=3, snippet_type="klingon") == "unknown_snippet_type"
    assert await ask(filename="a.py", length=1024**2 + 1, snippet_type="python") == "snippet_too_large"


async def test_where_the_bot_may_not_post_it_shares_nothing(ws: Workspace, client: AsyncWebClient) -> None:
    async def share(**where: object) -> str:
        url, file_id = await begin(client, b"x")
        await send(url, b"x")
        return await refusal(client.files_completeUploadExternal(files=[{"id": file_id}], **where))  # type: ignore[arg-type]

    assert await share(channel_id=ws.channel("secret").id) == "channel_not_found"
    assert await share(channel_id=ws.channel("lounge").id) == "not_in_channel"
    assert await share(channel_id="#announcements") == "invalid_arguments"
    assert await share(channels=["C0NOWHERE00"]) == "channel_not_found"
    assert await share(channels=[f"C{number:09}" for number in range(101)]) == "channels_limit_exceeded"
    ws.archive("announcements")
    assert await share(channel_id=ws.channel("announcements").id) == "posting_to_channel_denied"
    await ws.idle()
    assert ws.posts() == []
    assert ws.core.state.files.by_id == {}


async def test_faults_befall_the_sending_of_the_bytes(ws: Workspace, client: AsyncWebClient) -> None:
    url, file_id = await begin(client, b"x")
    ws.faults.add("upload", "status", status=503)
    assert await send(url, b"x") == (503, "internal_error")
    ws.faults.add("upload", "drop")
    with pytest.raises(aiohttp.ClientError):
        await send(url, b"x")
    ws.faults.add("upload", "drop", "after")
    with pytest.raises(aiohttp.ClientError):
        await send(url, b"x")
    assert (await send(url, b"x"))[0] == 404
    await client.files_completeUploadExternal(files=[{"id": file_id}])
    assert ws.content(file_id) == b"x"


async def test_the_sending_of_the_bytes_is_in_the_log(ws: Workspace, client: AsyncWebClient) -> None:
    url, file_id = await begin(client, b"x")
    await send(url, b"xx")
    await send(url, b"x")
    calls = [(call.method, call.args, call.status, call.ok) for call in ws.calls[1:]]
    about = {"file": file_id}
    assert calls == [("upload", about, 400, False), ("upload", about, 200, True)]


async def test_a_lost_answer_does_not_lose_the_file(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    ws.faults.add("files.completeUploadExternal", "drop", "after", channel=channel)
    with pytest.raises(aiohttp.ClientError):
        await client.files_upload_v2(channel=channel, content="x", filename="a.txt")
    await ws.idle()
    assert len(ws.posts()) == 1


async def test_uploads_need_files_write(ws: Workspace, client: AsyncWebClient) -> None:
    ws.app.scopes.discard("files:write")
    assert await refusal(client.files_getUploadURLExternal(filename="a", length=1)) == "missing_scope"
    assert await refusal(client.files_completeUploadExternal(files=[{"id": "F1"}])) == "missing_scope"


async def test_nothing_of_the_files_is_left_behind(client: AsyncWebClient, ws: Workspace) -> None:
    folder = ws.core.files.contents.path("x").parent
    url, _ = await begin(client, b"x")
    await send(url, b"x")
    assert len(list(folder.iterdir())) == 1
    await ws.reset()
    assert not folder.exists()
