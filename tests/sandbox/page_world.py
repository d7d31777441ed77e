"""A small workspace for the browser tests, with an app that answers, and what people do on the page."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest_asyncio
from playwright.async_api import Locator, Page

from sandbox import Workspace, create_workspace
from tests.sandbox.page_app import served

START = datetime(2019, 3, 18, 7, 55, tzinfo=UTC)


class Alliance(SimpleNamespace):
    """A workspace with a few people in it, and an app that answers."""

    ws: Workspace
    app: Any
    amina: Any
    bruno: Any
    open: Any
    migration: Any


def alliance_fixture() -> Any:
    """A fixture `alliance`: made anew for each test of a module of browser tests."""

    @pytest_asyncio.fixture(loop_scope="module", name="alliance")
    async def alliance() -> AsyncIterator[Alliance]:
        people: dict[str, Any] = {}

        def world(ws: Workspace) -> None:
            fill(ws, people)

        async with create_workspace(now=START, world=world) as ws, served(ws) as app:
            yield Alliance(ws=ws, app=app, **people)

    return alliance


def fill(ws: Workspace, people: dict[str, Any]) -> None:
    """Amina of the Secretariat and Bruno, an open channel with both, a private one with Amina alone."""
    people["amina"] = ws.add_member("amina", real_name="Amina Diallo", tz="Africa/Dakar", role="secretariat")
    people["bruno"] = ws.add_member("bruno", real_name="Bruno Keller", locale="de-CH", role="partner")
    people["open"] = ws.add_channel(
        "announcements", general=True, members=[people["amina"], people["bruno"], ws.bot_user_id]
    )
    people["migration"] = ws.add_channel("migration", private=True, members=[people["amina"], ws.bot_user_id])
    ws.add_command("/calendar", description="What is ahead", usage_hint="[help]")
    ws.add_command("/form", description="Your profile")


async def say(page: Page, text: str) -> None:
    field = page.get_by_role("textbox", name="Message", exact=False).first
    await field.fill(text)
    await field.press("Enter")


def log(page: Page) -> Locator:
    return page.get_by_role("log").first
