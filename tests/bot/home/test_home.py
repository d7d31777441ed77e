"""Home and `/liaison`: what is there for whom."""

import json
from typing import Any

import pytest

from bot.access import Viewer
from bot.blocks import section
from bot.home import views
from bot.home.rules import meant
from bot.home.service import HomeService
from sandbox.blockkit import check_message, check_view
from storage import channels, onboarding, people, workspace
from storage.database import Database, Reading
from tests.bot.directory.conftest import write_profile
from tests.conftest import START


@pytest.fixture
async def home(db: Database) -> HomeService:
    async with db.write() as tx:
        await workspace.save(
            tx, name="Alliance & friends", languages=["en", "fr", "es"], guide_url="https://example.org/g"
        )
        await people.save(tx, "U1", name="Ana <b>", synced_at=START)
        await people.save(tx, "UG", name="Guest", synced_at=START, is_guest=True)
        await people.save(tx, "US", name="Sec", synced_at=START, is_secretariat=True)
    return HomeService(db)


def _action_ids(view: dict[str, Any]) -> list[str]:
    return [b["accessory"]["action_id"] for b in view["blocks"] if "accessory" in b]


def _texts(blocks: list[dict[str, Any]]) -> str:
    return json.dumps(blocks, ensure_ascii=False)


@pytest.mark.parametrize("member_id", ["U1", "UG", "US", "USTRANGER"])
async def test_home_and_help_are_what_slack_takes(home: HomeService, member_id: str) -> None:
    assert check_view(views.home(await home.compose(member_id))) == []
    about = views.about(await home.about(member_id), unknown="partnesr", meant="/partners")
    assert check_message(about) == []
    assert about[0]["text"]["text"] == "I don't know “partnesr”. Did you mean `/partners`?"


async def test_open_steps_have_a_button_and_done_ones_a_tick(home: HomeService, db: Database) -> None:
    view = views.home(await home.compose("U1"))
    assert "Fill in my profile" in _texts(view["blocks"])
    assert _action_ids(view)[:3] == ["onboarding.guide", "profile.edit", "onboarding.tick"]
    async with db.write() as tx:
        await onboarding.mark(tx, "U1", "profile")
        await onboarding.mark(tx, "U1", "profile")
    view = views.home(await home.compose("U1"))
    assert _action_ids(view)[:2] == ["onboarding.guide", "onboarding.tick"]
    assert _texts(view["blocks"]).count("Your first steps") == 1
    assert ":white_check_mark: ~Say who you are" in _texts(view["blocks"])


async def test_the_steps_go_away_once_all_are_done(home: HomeService, db: Database) -> None:
    async with db.write() as tx:
        for step in ("guide", "profile", "phone"):
            await onboarding.mark(tx, "U1", step)
    assert "Your first steps" not in _texts(views.home(await home.compose("U1"))["blocks"])


async def test_without_a_guide_there_is_no_step_for_it(home: HomeService, db: Database) -> None:
    async with db.write() as tx:
        await workspace.save(tx, guide_url=None)
    assert "onboarding.guide" not in _action_ids(views.home(await home.compose("U1")))


async def test_people_are_greeted_literally(home: HomeService) -> None:
    text = _texts(views.home(await home.compose("U1"))["blocks"])
    assert "Hello Ana &lt;b&gt;" in text
    assert "Alliance &amp; friends" in text


async def test_a_guest_reads_of_their_channels_only(home: HomeService, db: Database) -> None:
    async with db.write() as tx:
        await channels.save(tx, "C1", kind="group", bot_is_member=True)
        for member_id in ("U1", "UG"):
            await channels.save_membership(tx, "C1", member_id, changed_at=START)
        for member_id in ("U1", "US"):
            await write_profile(tx, member_id, role="Judge", published_at=tx.now)
    guest = _texts(views.home(await home.compose("UG"))["blocks"])
    assert "You can find 1 colleague." in guest
    assert "people in your channels" in guest
    # Whoever is listed does not count themselves.
    assert "You can find 1 colleague." in _texts(views.home(await home.compose("U1"))["blocks"])
    async with db.write() as tx:
        await write_profile(tx, "U1", published_at=None)
    guest = _texts(views.home(await home.compose("UG"))["blocks"])
    assert "Nobody else whom you could find" in guest
    assert "partners.find" not in guest


async def test_only_the_secretariat_sees_who_moderates(home: HomeService, db: Database) -> None:
    async with db.write() as tx:
        await channels.save(tx, "C1", name="a", kind="group")
        await channels.save(tx, "C2", name="b", kind="group")
        await channels.save(tx, "C3", name="c", kind="group", is_archived=True)
        await channels.set_moderators(tx, "C1", frozenset({"U1"}))
    note = "<#C1>: <@U1>\\n<#C2>: no moderators yet"
    assert note in _texts(views.home(await home.compose("US"))["blocks"])
    for member_id in ("U1", "UG"):
        assert "<#C1>" not in _texts(views.home(await home.compose(member_id))["blocks"])


async def test_a_feature_adds_its_section_and_home_stays_within_slacks_limit(
    home: HomeService, db: Database
) -> None:
    async def many(tx: Reading, viewer: Viewer) -> list[dict[str, Any]]:
        return [section(f"{viewer.id} {n}") for n in range(150)]

    async def silent(tx: Reading, viewer: Viewer) -> list[dict[str, Any]]:
        return []

    data = await HomeService(db, [silent, many]).compose("US")
    assert len(data.sections) == 1
    view = views.home(data)
    assert "US 0" in _texts(view["blocks"])
    assert check_view(view) == []


async def test_partners_are_told_whom_to_ask_and_guests_are_not_given_names(home: HomeService) -> None:
    assert "<@US>" in _texts(views.about(await home.about("U1")))
    guest = _texts(views.about(await home.about("UG")))
    assert "<@US>" not in guest
    assert "The Secretariat is glad to help." in guest


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("partner", "/partners"),
        ("/calender", "/calendar"),
        ("profil", "/profile"),
        ("hepl", "help"),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_a_word_that_is_nearly_known_is_recognised(typed: str, found: str | None) -> None:
    assert meant(typed, ("help", "/partners", "/profile", "/calendar")) == found
