"""What an owner of a draft is shown, and what becomes of their decision."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.access import Viewer
from bot.directory.contact.hints import HintService
from bot.directory.exchange import asking_views as views
from bot.directory.exchange import views as offers
from bot.directory.exchange.asking import DraftService
from bot.directory.profile.own import OwnProfile
from bot.i18n import LANGUAGES, words
from sandbox.blockkit import check_message, check_view
from storage import directory, drafts, due, people
from storage.database import Database
from storage.directory import Profile
from storage.drafts import Draft
from storage.outbox import outbox
from storage.people import Member
from storage.vocabulary import Term
from storage.workspace import Workspace
from tests.bot.directory.conftest import Join
from tests.conftest import START, MovableClock

LONG = Profile(
    "U1",
    "N" * 80,
    "Europe/Zurich",
    photo="https://example.org/photo.png",
    role="&" * 100,
    organisation=Term(1, "organisation", "<" * 100),
    sector="un",
    country="CD",
    works_in=("CD",) * 30,
    fields=tuple(Term(n, "field", ">" * 60) for n in range(10)),
    languages=("fr",) * 20,
    offers="<" * 200,
    seeks="&" * 200,
    website="https://example.org/" + "w" * 180,
    drafted_at=START,
)


def own(language: str, profile: Profile = LONG) -> OwnProfile:
    viewer = Viewer(Member("U1", "Ada", locale=language), Workspace(languages=LANGUAGES))
    return OwnProfile(viewer, profile, START)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profile", [LONG, Profile("U1", "Ada", "UTC", role="x", drafted_at=START)])
def test_slack_takes_every_view_of_a_draft_and_of_the_export(language: str, profile: Profile) -> None:
    mine = own(language, profile)
    listed = replace(mine, profile=profile._replace(published_at=START, drafted_at=None))
    messages = [
        views.question(mine),
        views.question(mine, is_new_version=True),
        views.published(listed),
        views.deleted(mine),
        views.settled(listed),
        views.settled(mine),
    ]
    for text, blocks in messages:
        assert check_message(blocks, text=text) == []
    assert check_message(offers.offer(words(language)), text="x") == []
    assert check_view(offers.on_its_way_modal(words(language))) == []


@pytest.fixture
async def ada(db: Database, join: Join) -> str:
    """Ada has a draft, and would be asked now. It is Monday, ten o'clock, where she is."""
    await join("U1", "Ada", timezone="Europe/Zurich")
    async with db.write() as tx:
        values = {
            "role": "Adviser",
            "organisation_id": None,
            "sector": None,
            "country": "NP",
            "works_in": [],
            "languages": ["en"],
            "offers": "",
            "seeks": "",
            "website": "",
        }
        await drafts.save_many(tx, [Draft("U1", values, ())], tx.now, 1)
    return "U1"


async def _version(db: Database, member_id: str) -> str:
    async with db.read() as tx:
        found = await directory.get(tx, member_id)
    assert found is not None
    assert found.drafted_at is not None
    return found.drafted_at.isoformat()


async def test_two_workers_ask_once(db: Database, ada: str, clock: MovableClock) -> None:
    clock.move(hours=1)
    await asyncio.gather(*(DraftService(db).ask_next() for _ in range(4)))
    assert not await DraftService(db).ask_next()
    async with db.read() as tx:
        keys = (await tx.execute(select(outbox.c.key))).scalars().all()
    assert keys == ["draft:U1"]


async def test_two_presses_at_once_decide_once(db: Database, ada: str) -> None:
    service, version = DraftService(db), await _version(db, ada)
    found = await asyncio.gather(
        service.publish(ada, version), service.delete(ada), service.publish(ada, version)
    )
    assert sorted(decision.outcome == "settled" for decision in found) == [False, True, True]


async def test_who_deleted_the_draft_is_not_told_that_their_profile_is_empty(
    db: Database, ada: str, clock: MovableClock
) -> None:
    assert (await DraftService(db).delete(ada)).outcome == "deleted"
    hints = HintService(db)
    clock.move(days=60)
    while await hints.plan_next() or await hints.hint_next():
        pass
    assert await hints.next_due() is None


async def test_who_is_deactivated_meanwhile_is_not_asked(db: Database, ada: str, clock: MovableClock) -> None:
    clock.move(hours=1)
    async with db.write() as tx:
        assert "ask_about_draft" in await due.for_sweeps(tx, 0)
        await people.save(tx, ada, is_deactivated=True)
        # Nor does it keep the worker busy until they come back.
        assert "ask_about_draft" not in await due.for_sweeps(tx, 0)
    assert not await DraftService(db).ask_next()
    assert await DraftService(db).next_due() is None


async def test_at_the_weekend_nobody_is_asked(db: Database, ada: str, clock: MovableClock) -> None:
    clock.move_to(START + timedelta(days=5, hours=3))
    assert await DraftService(db).ask_next()
    assert not await DraftService(db).ask_next()
    due = await DraftService(db).next_due()
    assert due == (START + timedelta(days=7)).replace(hour=8, minute=0)


async def test_a_draft_that_an_import_is_changing_is_not_published_unseen(
    db: Database, join: Join, clock: MovableClock
) -> None:
    await join("U1", "Ada")
    seen = clock.now()
    async with db.write() as tx:
        await drafts.save_many(tx, [Draft("U1", {"role": "First"}, ())], tx.now, 1)
    clock.move(hours=1)
    async with db.write() as tx:
        await drafts.save_many(tx, [Draft("U1", {"role": "Second"}, ())], tx.now, 1)
        pressed = asyncio.create_task(DraftService(db).publish("U1", seen.isoformat()))
        await asyncio.wait({pressed}, timeout=0.2)  # it can't be done before we are
    assert (await pressed).outcome == "changed"
    async with db.read() as reading:
        found = await directory.get(reading, "U1")
    assert found is not None
    assert (found.role, found.published_at) == ("Second", None)
