"""The element `file_input` in modals: what it holds, what it refuses, and what the app may read by it."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import Recorder, refusal


def modal(**element: Any) -> dict[str, Any]:
    """A form that asks for files."""
    block = {
        "type": "input",
        "block_id": "papers",
        "label": {"type": "plain_text", "text": "Papers"},
        "element": {"type": "file_input", "action_id": "files"} | element,
    }
    return {
        "type": "modal",
        "callback_id": "papers",
        "title": {"type": "plain_text", "text": "Papers"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [block],
    }


async def opened(ws: Workspace, client: AsyncWebClient, app: Recorder, **element: Any) -> dict[str, Any]:
    """The form, open for Ana; returns it as the app got it back."""
    ws.add_command("/papers")
    await ws.command("ana", "announcements", "/papers")
    view = await client.views_open(trigger_id=app.got[-1].data["trigger_id"], view=modal(**element))
    return dict(view["view"])


async def test_submitted_files_come_whole_and_the_app_may_read_them(
    ws: Workspace, client: AsyncWebClient, app: Recorder
) -> None:
    await opened(ws, client, app, filetypes=["pdf", "docx"], max_files=2)
    files = [ws.upload("ana", name, b"%PDF") for name in ("Entwurf Ü.pdf", "notes.DOCX")]
    assert await refusal(client.files_info(file=files[0].id)) == "file_not_found"
    await ws.fill("ana", {"files": files})
    assert (await ws.submit("ana")).ok
    held = app.got[-1].data["view"]["state"]["values"]["papers"]["files"]
    assert held["type"] == "file_input"
    assert [file["name"] for file in held["files"]] == ["Entwurf Ü.pdf", "notes.DOCX"]
    first = held["files"][0]
    assert (first["user"], first["mimetype"], first["shares"]) == (
        ws.member("ana").id, "application/pdf", {},
    )  # fmt: skip
    headers = {"Authorization": f"Bearer {ws.bot_token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(first["url_private_download"]) as response,
    ):
        assert await response.read() == b"%PDF"
    assert (await client.files_info(file=first["id"]))["file"]["size"] == 4


async def test_it_holds_nothing_at_first_and_tells_its_limits(
    ws: Workspace, client: AsyncWebClient, app: Recorder
) -> None:
    view = await opened(ws, client, app)
    assert view["state"]["values"]["papers"]["files"] == {"type": "file_input", "files": []}
    element = view["blocks"][0]["element"]
    assert (element["max_files"], element["max_file_size_bytes"]) == (10, 10_000_000)
    updated = await client.views_update(view_id=view["id"], view=modal() | {"blocks": view["blocks"]})
    assert updated["view"]["blocks"] == view["blocks"]


@pytest.mark.parametrize(
    ("element", "names", "said"),
    [
        ({}, [], "required"),
        ({"filetypes": ["pdf"]}, ["photo.png"], "pdf"),
        ({"filetypes": ["jpg"]}, ["noending"], "jpg"),
        ({"max_files": 1}, ["a.txt", "b.txt"], "no more than 1"),
        ({"max_file_size_bytes": 1_000_000}, ["large.txt"], "at most 1 MB"),
    ],
)
async def test_files_that_the_form_does_not_take_are_refused_beside_the_field(
    ws: Workspace, client: AsyncWebClient, app: Recorder, element: dict[str, Any], names: list[str], said: str
) -> None:
    ws.member("ana").locale = "en-US"
    await opened(ws, client, app, **element)
    size = 1_000_001 if names == ["large.txt"] else 3
    await ws.fill("ana", {"files": [ws.upload("ana", name, b"x" * size) for name in names]})
    before = len(app.got)
    outcome = await ws.submit("ana")
    assert said in outcome.errors["papers"]
    assert len(app.got) == before
    assert all(not file.given_to for file in ws.core.state.files.by_id.values())


async def test_ends_of_names_count_whatever_their_case_and_spelling(
    ws: Workspace, client: AsyncWebClient, app: Recorder
) -> None:
    await opened(ws, client, app, filetypes=["JPG", ".tif"])
    await ws.fill("ana", {"files": [ws.upload("ana", name, b"x") for name in ("a.jpeg", "b.TIFF")]})
    assert (await ws.submit("ana")).ok


async def test_only_ones_own_files_count(ws: Workspace, client: AsyncWebClient, app: Recorder) -> None:
    await opened(ws, client, app)
    gone = ws.upload("ana", "gone.txt", b"x")
    ws.delete_file(gone)
    await ws.fill("ana", {"files": [ws.upload("ben", "bens.txt", b"x"), gone, "F0NOTTHERE", 7]})
    assert "papers" in (await ws.submit("ana")).errors


async def test_a_file_that_was_deleted_meanwhile_is_not_sent(
    ws: Workspace, client: AsyncWebClient, app: Recorder
) -> None:
    await opened(ws, client, app)
    file, gone = (ws.upload("ana", name, b"x") for name in ("kept.txt", "gone.txt"))
    await ws.fill("ana", {"files": [file, gone]})
    ws.delete_file(gone)
    assert (await ws.submit("ana")).ok
    held = app.got[-1].data["view"]["state"]["values"]["papers"]["files"]["files"]
    assert [each["name"] for each in held] == ["kept.txt"]


async def test_an_optional_field_may_stay_empty(ws: Workspace, client: AsyncWebClient, app: Recorder) -> None:
    ws.add_command("/papers")
    await ws.command("ana", "announcements", "/papers")
    view = modal()
    view["blocks"][0]["optional"] = True
    await client.views_open(trigger_id=app.got[-1].data["trigger_id"], view=view)
    assert (await ws.submit("ana")).ok
    assert app.got[-1].data["view"]["state"]["values"]["papers"]["files"]["files"] == []
