"""Finding somebody by a misspelt question, seeing why, and writing to them: in a real browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.serving import listen, serving
from bot.wiring import assemble
from sandbox import manifest
from sandbox.workspace import Workspace
from scheduler.delivery import Pacing
from storage.migrate import upgrade
from tests.bot.directory.conftest import write_profile
from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.scenarios.conftest import TOML
from tests.slack import settings_for, small_workspace

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()

PEOPLE: dict[str, dict[str, Any]] = {
    "carmen": {
        "role": "Coordinator",
        "organisation": "Cocoa Growers' Union",
        "sector": "workers",
        "country": "CI",
        "works_in": ["GH", "CI"],
        "fields": ["Child labour", "Cocoa"],
        "languages": ["fr", "es"],
        "offers": "Lessons from village committees",
    },
    "ada": {"role": "Judge", "country": "KE", "fields": ["Fair recruitment"], "languages": ["en"]},
}


@asynccontextmanager
async def listed(path: Path) -> AsyncIterator[Workspace]:
    """A small workspace with Liaison in it, and people who are listed. `path` is for the database."""
    async with small_workspace(rate_limits=False) as workspace:
        manifest.install(workspace)
        settings = settings_for(workspace, f"sqlite:///{path}")
        await upgrade(settings.database_url)
        async with assemble(settings, clock=workspace.clock, pacing=Pacing(0, 0)) as liaison:
            listener = listen("127.0.0.1", 0)
            async with serving(liaison.web, listener):
                workspace.connect(f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events")
                await liaison.services.roster.request_sync()
                await liaison.worker.work()
                names = {name: workspace.member(name).id for name in ("sofia", "ada", "benoit")}
                await liaison.setup.load(TOML.format(**names))
                await liaison.worker.work()
                async with liaison.db.write() as tx:
                    for name, profile in PEOPLE.items():
                        member_id = workspace.member(name).id
                        await write_profile(tx, member_id, **profile, published_at=tx.now)
                yield workspace
                await workspace.idle()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ws(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Workspace]:
    async with listed(tmp_path_factory.mktemp("directory") / "liaison.db") as workspace:
        yield workspace


@pytest.mark.parametrize("width", [390, 1280])
async def test_a_misspelt_french_question_finds_somebody_says_why_and_leads_to_them(
    ws: Workspace, open_page: OpenPage, width: int
) -> None:
    page = await open_page(ws.page_url, ws.member("benoit").id, width=width, height=900)
    field = page.get_by_role("textbox", name="Message #announcements")
    await field.fill("/partners travial des enfnts cote divoire")
    await field.press("Enter")
    answer = page.get_by_role("log", name="Messages in #announcements").get_by_role("article").last
    await expect(answer.get_by_text("Carmen Ejemplo")).to_be_visible()
    await expect(answer.locator("strong", has_text="Côte d’Ivoire").first).to_be_visible()
    await expect(answer.get_by_role("button", name="Côte d’Ivoire")).to_be_visible()

    await answer.get_by_role("link", name="Carmen Ejemplo").click()
    await expect(page.get_by_role("log", name="Messages in Carmen Ejemplo")).to_be_visible()
    line = page.get_by_role("textbox", name="Message Carmen Ejemplo")
    await line.fill("Bonjour Carmen, parlons du cacao.")
    await line.press("Enter")
    await expect(page.get_by_text("Bonjour Carmen, parlons du cacao.").last).to_be_visible()
