"""`/calendar subscribe` through Slack's door, and the address that it gives, fetched."""

import logging
import re
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.serving import listen, serving
from bot.settings import Settings
from bot.wiring import assemble
from sandbox import response_urls
from sandbox.workspace import Workspace
from scheduler.delivery import Pacing
from storage.outbox import outbox
from tests.bot.calendar.test_door import Place, know
from tests.bot.calendar.world import draft
from tests.handlers.fetching import fetch
from tests.slack import settings_for, small_workspace

ADDRESS = re.compile(r"https://l\.example(/calendar/[A-Za-z0-9_-]{43}\.ics)")


def settings(ws: Workspace, folder: Path, public_url: str = "https://l.example/") -> Settings:
    return settings_for(ws, f"sqlite:///{folder / 'liaison.db'}", public_url=public_url)


@pytest.fixture
async def place(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Place]:
    shutil.copy(sqlite_template, tmp_path / "liaison.db")
    async with (
        small_workspace(rate_limits=False) as ws,
        assemble(settings(ws, tmp_path), clock=ws.clock, pacing=Pacing(0, 0)) as liaison,
    ):
        listener = listen("127.0.0.1", 0)
        async with serving(liaison.web, listener):
            ws.connect(f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events")
            await know(liaison.db, ws)
            yield Place(ws, liaison)
            await ws.idle()


def address_in(text: str) -> str:
    found = ADDRESS.search(text)
    assert found is not None
    return found[1]


async def press(place: Place, action_id: str) -> str:
    """What the message says after a press on one of its buttons."""
    (message,) = place.ws.ephemerals("ada")
    await place.ws.press("ada", message, action_id)
    await place.ws.idle()
    (text,) = place.seen()
    return text


async def test_a_member_subscribes_renews_and_ends_their_address(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await place.fill(draft("Tunisia workshop"))
    web = place.liaison.web
    first = address_in(await place.ask("subscribe"))
    assert "SUMMARY:Tunisia workshop" in (await fetch(web, first)).text
    second = address_in(await press(place, "calendar.new_address"))
    assert [(await fetch(web, each)).status for each in (first, second)] == [404, 200]
    assert "no address any more" in await press(place, "calendar.unsubscribe")
    assert (await fetch(web, second)).status == 404
    third = address_in(await press(place, "calendar.new_address"))
    assert (await fetch(web, third)).status == 200
    async with place.liaison.db.read() as tx:
        kept = str((await tx.execute(outbox.select())).all())
    for each in (first, second, third):
        assert each[10:-4] not in caplog.text + kept


async def test_an_address_is_shown_once(place: Place) -> None:
    address_in(await place.ask("Subscribe"))
    again = await place.ask("abonner")
    assert ADDRESS.search(again) is None
    assert "I can't show it again" in again


async def test_when_slack_takes_no_answer_any_more_the_address_comes_in_a_modal(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    await place.ask("subscribe")
    (message,) = place.ws.ephemerals("ada")
    monkeypatch.setattr(response_urls, "LIFETIME", timedelta(seconds=-1))
    await place.ws.press("ada", message, "calendar.new_address")
    await place.ws.idle()
    modal = place.ws.view("ada")
    assert modal is not None
    assert (await fetch(place.liaison.web, address_in(str(modal)))).status == 200


async def test_without_a_public_url_a_member_is_told_what_is_missing(tmp_path: Path, place: Place) -> None:
    async with assemble(settings(place.ws, tmp_path, ""), clock=place.ws.clock) as liaison:
        listener = listen("127.0.0.1", 0)
        async with serving(liaison.web, listener):
            place.ws.connect(f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events")
            assert "PUBLIC_URL" in await place.ask("subscribe")
            await place.ws.idle()


@pytest.mark.parametrize("value", ["liaison.example.org", "ftp://a.b", "https://", "https://a.b/?x=1"])
def test_a_public_url_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="must be of the form"):
        Settings(public_url=value)
