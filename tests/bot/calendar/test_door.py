"""The calendar through Slack's door: the sandbox as Slack, signed requests, real answers."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.calendar.draft import ActivityDraft
from bot.serving import listen, serving
from bot.wiring import Liaison, assemble
from sandbox.workspace import Workspace
from scheduler.delivery import Pacing
from storage import onboarding, people
from storage.database import Database
from tests.bot.calendar.world import draft, load, says
from tests.slack import settings_for, small_workspace


@dataclass
class Place:
    ws: Workspace
    liaison: Liaison

    async def ask(self, text: str = "", member: str = "ada") -> str:
        """What a member reads when they type /calendar."""
        reply = await self.ws.command(member, "announcements", "/calendar", text)
        assert (reply.status, reply.timed_out, reply.response_type) == (200, False, "ephemeral")
        return says(reply.text or "", reply.blocks or [])

    async def fill(self, *drafts: ActivityDraft) -> None:
        await load(self.liaison.db, *drafts)

    def seen(self, member: str = "ada") -> list[str]:
        return [says(m.text, m.blocks or []) for m in self.ws.ephemerals(member)]

    async def button(self, member: str = "ada") -> Any:
        """A direct message with a button to the calendar."""
        async with self.liaison.db.write() as tx:
            element = {
                "type": "button",
                "action_id": "calendar.open",
                "text": {"type": "plain_text", "text": "Open"},
            }
            blocks = [{"type": "actions", "elements": [element]}]
            await tx.outbox.direct("hello", self.ws.member(member).id, "Hello", blocks)
        await self.liaison.worker.work()
        return self.ws.dm(member)[-1]


@pytest.fixture
async def place(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Place]:
    shutil.copy(sqlite_template, tmp_path / "liaison.db")
    async with small_workspace(rate_limits=False) as ws:
        settings = settings_for(ws, f"sqlite:///{tmp_path / 'liaison.db'}")
        async with assemble(settings, clock=ws.clock, pacing=Pacing(0, 0)) as liaison:
            listener = listen("127.0.0.1", 0)
            async with serving(liaison.web, listener):
                ws.connect(f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events")
                await know(liaison.db, ws)
                yield Place(ws, liaison)
                await ws.idle()


async def know(db: Database, ws: Workspace) -> None:
    """Who asks is known, with their language and zone."""
    async with db.write() as tx:
        for name, zone, locale in (
            ("ada", "Europe/Zurich", "en-GB"),
            ("carmen", "America/Lima", "es-ES"),
        ):
            values = {"timezone": zone, "locale": locale, "synced_at": tx.now}
            await people.save(tx, ws.member(name).id, **values)


def twenty() -> list[ActivityDraft]:
    return [draft(f"Meeting {n:02}", f"2019-04-{n + 1:02}") for n in range(20)]


async def test_calendar_shows_what_is_ahead_and_only_to_who_asked(place: Place) -> None:
    await place.fill(draft("Tunisia workshop"))
    assert "Tunisia workshop" in await place.ask()
    assert len(place.ws.ephemerals("ada")) == 1
    assert not place.ws.ephemerals("carmen")
    assert not place.ws.posts()


@pytest.mark.parametrize("text", ["2", "page 2", " PAGE  2 "])
async def test_a_page_can_be_asked_for(place: Place, text: str) -> None:
    await place.fill(*twenty())
    assert "Meeting 08" in await place.ask(text)


async def test_help_is_given_when_asked_and_when_a_word_is_unknown(place: Place) -> None:
    assert "/calendar 2" in await place.ask("help")
    assert "I don't know “hepl”. Here is the help." in await place.ask("hepl me")
    assert "I don't know “²”. Here is the help." in await place.ask("²")


async def test_more_and_earlier_turn_the_page_in_place(place: Place) -> None:
    await place.fill(*twenty())
    await place.ask()
    for action_id, title in (
        ("calendar.page", "Meeting 08"),
        ("calendar.page", "Meeting 16"),
        ("calendar.earlier", "Meeting 15"),
    ):
        (message,) = place.ws.ephemerals("ada")
        await place.ws.press("ada", message, action_id)
        await place.ws.idle()
        (text,) = place.seen()
        assert title in text


async def test_the_button_of_a_message_shows_the_calendar_beside_it(place: Place) -> None:
    await place.fill(draft("Tunisia workshop"))
    message = await place.button()
    await place.ws.press("ada", message, "calendar.open")
    await place.ws.idle()
    (text,) = place.seen()
    assert "Tunisia workshop" in text
    assert place.ws.dm("ada")[-1].text == "Hello"


async def test_the_button_on_home_opens_the_calendar_in_a_modal_with_pages(place: Place) -> None:
    await place.fill(*twenty())
    await place.ws.open_home("ada")
    await place.ws.idle()
    home = place.ws.home("ada")
    assert home is not None
    await place.ws.press("ada", home, "calendar.open", block_id="calendar")
    await place.ws.idle()
    modal = place.ws.view("ada")
    assert modal is not None
    assert "Meeting 07" in str(modal)
    await place.ws.press("ada", modal, "calendar.page")
    await place.ws.idle()
    assert "Meeting 15" in str(place.ws.view("ada"))


async def test_turning_a_page_of_a_modal_that_was_closed_meanwhile_is_no_trouble(place: Place) -> None:
    await place.fill(*twenty())
    home = await place.ws.open_home("ada")
    assert home is not None
    await place.ws.press("ada", home, "calendar.open", block_id="calendar")
    modal = place.ws.view("ada")
    assert modal is not None
    place.ws.faults.add("views.update", kind="error", error="not_found")
    await place.ws.press("ada", modal, "calendar.page")
    await place.liaison.worker.work()
    assert place.ws.dm("ada") == []
    assert place.seen() == []


async def test_opening_the_calendar_is_a_step_done(place: Place) -> None:
    message = await place.button()
    await place.ws.press("ada", message, "calendar.open")
    async with place.liaison.db.read() as tx:
        assert await onboarding.done(tx, place.ws.member("ada").id) == {"calendar"}
