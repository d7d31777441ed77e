"""A workspace whose app opens any form on `/all`, and keeps what comes of it: for the browser tests of elements."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest_asyncio
from playwright.async_api import Locator, Page
from slack_bolt.async_app import AsyncApp

from sandbox import Workspace, create_workspace
from tests.browser import OpenPage
from tests.sandbox.page_app import plain, served
from tests.sandbox.page_world import say

START = datetime(2019, 3, 18, 7, 55, tzinfo=UTC)

Json = dict[str, Any]


class Forms(SimpleNamespace):
    """The workspace; `view` is what `/all` opens, `answer` what a submission is answered."""

    ws: Workspace
    app: AsyncApp
    amina: Any
    bruno: Any
    view: Json
    answer: Json
    values: list[Json]
    actions: list[Json]
    closed: list[Json]
    options: list[Json]


def forms_fixture() -> Any:
    """A fixture `forms`: made anew for each test of a module of browser tests."""

    @pytest_asyncio.fixture(loop_scope="module", name="forms")
    async def forms() -> AsyncIterator[Forms]:
        people: Json = {}

        def world(ws: Workspace) -> None:
            people["amina"] = ws.add_member("amina", real_name="Amina Diallo", tz="Africa/Nairobi")
            people["bruno"] = ws.add_member("bruno", real_name="Bruno Keller")
            people["ines"] = ws.add_member("ines", real_name="Inês Duarte")
            ws.add_channel("announcements", general=True, members=[*people.values(), ws.bot_user_id])
            ws.add_channel("library", members=[people["amina"]])
            ws.add_channel("lounge", members=[people["bruno"]])
            ws.add_channel("secret", private=True, members=[people["bruno"]])
            ws.add_command("/all")
            ws.add_shortcut("everywhere", "Everywhere", description="From anywhere")
            ws.add_shortcut("of-this", "Of this message", of_message=True)

        async with create_workspace(now=START, world=world) as ws, served(ws) as app:
            forms = Forms(
                ws=ws, app=app, view={}, answer={}, values=[], actions=[], closed=[], options=[], **people
            )
            listen(forms)
            yield forms

    return forms


def listen(forms: Forms) -> None:
    """What the app answers."""
    app = forms.app

    @app.command("/all")
    async def open_all(ack: Any, body: Json, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=forms.view)
        await ack()

    @app.view("all")
    async def keep(ack: Any, view: Json) -> None:
        forms.values.append({block: next(iter(v.values())) for block, v in view["state"]["values"].items()})
        await ack(**forms.answer)

    @app.view_closed("all")
    async def closed(ack: Any, body: Json) -> None:
        forms.closed.append(body)
        await ack()

    @app.action("any")
    async def acted(ack: Any, action: Json, body: Json) -> None:
        state = body["state"] if "state" in body else body["view"]["state"]
        forms.actions.append(action | {"state": state["values"]})
        await ack()

    @app.action("push")
    async def push(ack: Any, body: Json, client: Any) -> None:
        await client.views_push(
            trigger_id=body["trigger_id"], view=form(title="Second", notify_on_close=True)
        )
        await ack()

    @app.options("many")
    async def options(ack: Any, payload: Json) -> None:
        forms.options.append(payload)
        cotton, cocoa = ({"text": plain(name), "value": name.lower()} for name in ("Cotton", "Cocoa"))
        groups = [
            {"label": plain("Fields"), "options": [cotton]},
            {"label": plain("Trees"), "options": [cocoa]},
        ]
        await ack(option_groups=groups)


def form(*blocks: Json, title: str = "Everything", **more: Any) -> Json:
    """A modal of these blocks."""
    shown: Json = {"type": "modal", "callback_id": "all", "title": plain(title), "blocks": list(blocks)}
    return shown | ({"submit": plain("Send")} if blocks else {}) | more


def field(label: str, element: Json, **more: Any) -> Json:
    """An input block that goes by its label."""
    block: Json = {
        "type": "input",
        "block_id": label,
        "label": plain(label),
        "element": {"action_id": "v"} | element,
    }
    return block | more


async def opened(
    forms: Forms, open_page: OpenPage, view: Json, as_: str | None = None, **size: int
) -> tuple[Page, Locator]:
    """The page, and the form on it that `/all` opens."""
    forms.view = view
    page = await open_page(forms.ws.page_url, as_ or forms.amina.id, **size)
    await say(page, "/all")
    dialog = page.get_by_role("dialog", name=view["title"]["text"])
    await dialog.wait_for()
    return page, dialog
