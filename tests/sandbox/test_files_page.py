"""Files on the page: attached, dropped and pasted, shown, downloaded and deleted."""

from typing import Any

import aiohttp
from playwright.async_api import expect
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.app import until
from tests.sandbox.page_files import HAND_OVER, attach, paper, png, send, tray, workspace_fixture

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
workspace = workspace_fixture()


async def test_a_picture_and_a_paper_are_attached_and_sent_together(
    ws: Workspace, open_page: OpenPage
) -> None:
    page = await open_page(ws.page_url, as_=ws.member("ana").id)
    await attach(page, paper("Plan.png", png(500, 250)), paper("Haushalt Ü.xlsx", b"x" * 4567))
    await expect(tray(page).get_by_text("4.6 kB")).to_be_visible()
    await send(page, "As promised")
    await expect(tray(page)).to_be_hidden()
    message = page.get_by_role("article").filter(has_text="As promised")
    image = message.get_by_role("img", name="Plan.png")
    await expect(image).to_be_visible()
    assert await image.evaluate(
        "async image => (await image.decode(), [image.naturalWidth, image.width])"
    ) == [500, 360]
    await expect(message.get_by_role("group", name="File Haushalt Ü.xlsx")).to_contain_text(
        "Excel Spreadsheet, 4.6 kB"
    )
    [said] = ws.messages("announcements")
    assert [ws.file(each).name for each in said.files] == ["Plan.png", "Haushalt Ü.xlsx"]


async def test_files_alone_make_a_message_and_appear_in_the_other_tab(
    ws: Workspace, open_page: OpenPage
) -> None:
    ws.join("announcements", "ben")
    ana = await open_page(ws.page_url, as_=ws.member("ana").id)
    ben = await open_page(ws.page_url, as_=ws.member("ben").id)
    await ben.get_by_role("link", name="announcements").click()
    await attach(ana, paper("minutes.txt", b"one\ntwo"))
    await send(ana)
    card = ben.get_by_role("group", name="File minutes.txt")
    await expect(card).to_contain_text("one\ntwo")
    await expect(card.get_by_role("button", name="Delete file")).to_have_count(0)
    async with ben.expect_download() as downloading:
        await card.get_by_role("link", name="Download minutes.txt").click()
    download = await downloading.value
    assert download.suggested_filename == "minutes.txt"


async def test_what_was_attached_by_mistake_is_taken_away_again(ws: Workspace, open_page: OpenPage) -> None:
    page = await open_page(ws.page_url, as_=ws.member("ana").id)
    await attach(page, paper("right.txt"), paper("wrong.txt"))
    await tray(page).get_by_role("button", name="Remove wrong.txt").click()
    await expect(tray(page).get_by_role("listitem")).to_have_count(1)
    await until(lambda: [file.deleted for file in ws.core.state.files.by_id.values()] == [False, True])
    await send(page)
    await expect(page.get_by_role("group", name="File right.txt")).to_be_visible()
    assert len(ws.messages("announcements")[0].files) == 1


async def test_an_attachment_waits_until_one_comes_back(ws: Workspace, open_page: OpenPage) -> None:
    page = await open_page(ws.page_url, as_=ws.member("ana").id)
    await attach(page, paper("later.txt"))
    await expect(tray(page)).to_contain_text("later.txt")
    await page.get_by_role("link", name="supply-chains").click()
    await expect(tray(page)).to_be_hidden()
    await page.get_by_role("link", name="announcements").click()
    await expect(tray(page)).to_contain_text("later.txt")


async def test_files_are_dropped_onto_a_thread_and_pasted_into_a_channel(
    ws: Workspace, open_page: OpenPage
) -> None:
    parent = ws.say("announcements", "ana", "The papers, please")
    page = await open_page(ws.page_url, as_=ws.member("ana").id)
    await page.goto(f"{ws.page_url}?as={ws.member('ana').id}#{ws.channel('announcements').id}/t{parent}")
    thread = page.get_by_role("complementary", name="Thread")
    await thread.get_by_role("textbox").wait_for()
    await thread.get_by_role("log").evaluate(HAND_OVER, ["dragover", "dropped.txt", "x"])
    await expect(thread).to_have_class("dropping")
    await thread.get_by_role("log").evaluate(HAND_OVER, ["drop", "dropped.txt", "x"])
    await expect(thread.get_by_role("list", name="Attached files")).to_contain_text("dropped.txt")
    await thread.get_by_role("button", name="Send").click()
    await expect(thread.get_by_role("group", name="File dropped.txt")).to_be_visible()
    field = page.get_by_role("textbox", name="Message #announcements")
    await field.evaluate(HAND_OVER, ["paste", "pasted.txt", "x"])
    await expect(page.get_by_role("main").get_by_role("list", name="Attached files")).to_contain_text(
        "pasted"
    )
    assert [ws.file(each).name for each in ws.messages("announcements", parent)[0].files] == ["dropped.txt"]


async def test_a_picture_is_looked_at_in_large_and_closed_by_escape(
    ws: Workspace, open_page: OpenPage
) -> None:
    ws.say("announcements", "ana", "", files=[ws.upload("ana", "Map.png", png(800, 600), alt_text="A map")])
    page = await open_page(ws.page_url, as_=ws.member("ana").id)
    view = page.get_by_role("button", name="View A map")
    await view.press("Enter")
    dialog = page.get_by_role("dialog", name="Map.png")
    await expect(dialog.get_by_role("img", name="A map")).to_be_visible()
    await expect(dialog).to_contain_text("PNG")
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(view).to_be_focused()


async def test_a_picture_of_the_workspace_shows_in_a_block(ws: Workspace, open_page: OpenPage) -> None:
    client = AsyncWebClient(ws.bot_token, base_url=ws.url)
    channel = ws.channel("announcements").id
    shared = await client.files_upload_v2(channel=channel, file=png(30, 20), filename="map.png")
    await ws.idle()
    image = {"type": "image", "alt_text": "The map", "slack_file": {"id": shared["file"]["id"]}}
    await client.chat_postMessage(channel=channel, text="The map", blocks=[image])
    page = await open_page(ws.page_url, as_=ws.member("ana").id)
    shown = page.get_by_role("img", name="The map")
    await expect(shown).to_be_visible()
    await expect(shown).to_have_js_property("naturalWidth", 30)


async def test_ones_own_file_is_deleted_for_everyone(ws: Workspace, open_page: OpenPage) -> None:
    ws.say("announcements", "ana", "", files=[ws.upload("ana", "old.pdf", b"x")])
    page = await open_page(ws.page_url, as_=ws.member("ana").id)
    await page.get_by_role("button", name="Delete file old.pdf").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(page.get_by_text("This file was deleted.")).to_be_visible()
    await expect(page.get_by_role("group", name="File old.pdf")).to_have_count(0)


async def test_an_empty_file_and_a_command_with_files_are_refused_in_words(
    ws: Workspace, open_page: OpenPage
) -> None:
    page = await open_page(ws.page_url, as_=ws.member("ana").id)
    await attach(page, paper("nothing.txt", b""))
    await expect(page.get_by_text("nothing.txt is empty.")).to_be_visible()
    await expect(tray(page)).to_be_hidden()
    await attach(page, paper("some.txt"))
    await expect(tray(page)).to_contain_text("5 bytes")
    await send(page, "/calendar")
    await expect(page.get_by_text("/calendar takes no files.")).to_be_visible()
    await expect(tray(page)).to_contain_text("some.txt")


async def test_the_pages_addresses_give_only_what_exists_for_the_person(ws: Workspace) -> None:
    ws.join("lounge", "ana")
    page = ws.upload("ben", "page.html", b"<script>alert(1)</script>")
    ws.say("lounge", "ben", "", files=[page])
    secret = ws.upload("ben", "secret.png", png(2, 2))
    ws.say("secret", "ben", "", files=[secret])
    draft = ws.upload("ben", "draft.txt", b"x")

    async def get(file_id: str, as_: str) -> Any:
        url = f"{ws.page_url}page/files/{file_id}?as={as_}"
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return response.status, response.headers.get("Content-Disposition", "").split(";")[0]

    ana, ben = ws.member("ana").id, ws.member("ben").id
    assert await get(page.id, ana) == (200, "attachment")
    assert await get(secret.id, ben) == (200, "inline")
    for hidden in (secret.id, draft.id, "F0NOTTHERE"):
        assert (await get(hidden, ana))[0] == 404
    assert (await get(secret.id, "U0NOBODY"))[0] == 404
    ws.delete_file(page)
    assert (await get(page.id, ana))[0] == 404
