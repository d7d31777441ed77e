"""Feeds: who gets what by which address, at once after every change, on both databases."""

import json
from contextlib import suppress
from typing import Any

import pytest
import vobject
from sqlalchemy import select

from bot.calendar.feeds import secrets
from bot.calendar.feeds.service import FeedService
from bot.calendar.feeds.subscribing import SubscriptionService
from bot.calendar.recurrence import Rule
from bot.errors import ForMembers, NotForYou
from storage import calendar, channels, planning, versions, vocabulary
from storage.calendar import Activity
from storage.database import Database
from tests.bot.calendar.feeds.world import publish
from tests.bot.calendar.world import MIGRATION, SUPPLY, draft, join, settle
from tests.conftest import MovableClock

WORLD = (
    draft("Assembly"),
    draft("Migration meeting", channel_id=MIGRATION),
    draft("Supply meeting", channel_id=SUPPLY),
    draft("Some day", "TBC"),
)


@pytest.fixture
def service(db: Database) -> FeedService:
    return FeedService(db)


@pytest.fixture
def subscriptions(db: Database) -> SubscriptionService:
    return SubscriptionService(db, "https://liaison.example.org")


async def secret_of(subscriptions: SubscriptionService, member_id: str) -> str:
    address = (await subscriptions.renew(member_id)).address
    assert address is not None
    return address.removeprefix("https://liaison.example.org/calendar/").removesuffix(".ics")


async def titles(service: FeedService, secret: str) -> set[str] | None:
    found = await service.personal(secret)
    return None if found is None else summaries(found.body)


def summaries(body: bytes) -> set[str]:
    lines = body.decode().split("\r\n")
    return {each.removeprefix("SUMMARY:") for each in lines if each.startswith("SUMMARY:")}


async def change(db: Database, called: str, /, **values: Any) -> Activity:
    async with db.write() as tx:
        (found,) = [each for each in await calendar.everything(tx) if each.title == called]
        return (await calendar.change(tx, {found.id: values}))[found.id]


async def test_a_feed_has_exactly_what_its_member_may_see(
    db: Database, service: FeedService, subscriptions: SubscriptionService
) -> None:
    await settle(db, *WORLD)
    await join(db, "U1", MIGRATION)
    await join(db, "U2", is_guest=True)
    await join(db, "U3", is_secretariat=True)
    for member_id, expected in (
        ("U1", {"Assembly", "Migration meeting"}),
        ("U2", {"Assembly"}),
        ("U3", {"Assembly", "Migration meeting", "Supply meeting"}),
    ):
        assert await titles(service, await secret_of(subscriptions, member_id)) == expected


async def test_leaving_a_group_and_being_deactivated_take_effect_at_once(
    db: Database, service: FeedService, subscriptions: SubscriptionService
) -> None:
    await settle(db, *WORLD)
    await join(db, "U1", MIGRATION, SUPPLY)
    secret = await secret_of(subscriptions, "U1")
    assert await titles(service, secret) == {"Assembly", "Migration meeting", "Supply meeting"}
    async with db.write() as tx:
        await channels.save_membership(tx, SUPPLY, "U1", changed_at=tx.now, left_at=tx.now)
    assert await titles(service, secret) == {"Assembly", "Migration meeting"}
    async with db.write() as tx:
        await channels.save(tx, MIGRATION, bot_is_member=False)  # nobody tells us of that channel any more
    assert await titles(service, secret) == {"Assembly"}
    await join(db, "U1", is_deactivated=True)
    assert await titles(service, secret) is None


async def test_a_new_address_ends_the_old_one_and_an_ended_one_is_none(
    db: Database, service: FeedService, subscriptions: SubscriptionService
) -> None:
    await settle(db, *WORLD)
    await join(db, "U1")
    first = await secret_of(subscriptions, "U1")
    second = await secret_of(subscriptions, "U1")
    assert await titles(service, first) is None
    assert await titles(service, second) == {"Assembly"}
    kept = await subscriptions.subscribe("U1")
    assert (kept.address, kept.since) == (None, db.now())
    await subscriptions.unsubscribe("U1")
    assert await titles(service, second) is None
    assert (await subscriptions.subscribe("U1")).address is not None


async def test_only_a_digest_of_the_address_is_kept(db: Database, subscriptions: SubscriptionService) -> None:
    await settle(db)
    await join(db, "U1")
    secret = await secret_of(subscriptions, "U1")
    async with db.read() as tx:
        rows = (await tx.execute(versions.versions.metadata.tables["feeds"].select())).all()
    assert secret not in str(rows)
    assert secrets.digest(secret) in str(rows)
    assert secrets.is_one(secret)


async def test_strangers_bots_and_the_deactivated_get_no_address(
    db: Database, subscriptions: SubscriptionService
) -> None:
    await settle(db)
    await join(db, "U1", is_deactivated=True)
    await join(db, "U2", is_external=True)
    with pytest.raises(NotForYou):
        await subscriptions.subscribe("U1")
    with pytest.raises(ForMembers):
        await subscriptions.subscribe("U2")


async def test_without_a_public_url_there_is_no_address(db: Database) -> None:
    await settle(db)
    await join(db, "U1")
    found = await SubscriptionService(db, "").subscribe("U1")
    assert (found.is_possible, found.address) == (False, None)


async def test_the_public_feeds_have_only_what_is_marked_as_public_and_never_a_groups(
    db: Database, service: FeedService
) -> None:
    await settle(db, *WORLD, draft("Internal"), draft("Proposed"))
    await publish(db, "Assembly", "Migration meeting", "Some day", "Proposed")
    await publish(db, "Proposed", stage="proposed")
    assert summaries((await service.public_ics()).body) == {"Assembly"}
    feed = json.loads((await service.public_json("fr")).body)
    assert [each["title"] for each in feed["activities"]] == ["Assembly", "Some day"]
    assert feed["language"] == "fr"
    assert {each.activity.title for each in (await service.public()).entries} == {"Assembly", "Some day"}


async def test_every_change_is_in_the_next_answer_though_the_clock_stands_still(
    db: Database, service: FeedService, subscriptions: SubscriptionService
) -> None:
    await settle(db, *WORLD)
    await join(db, "U1", MIGRATION)
    secret = await secret_of(subscriptions, "U1")
    for before, title in (("Assembly", "One"), ("One", "Two"), ("Two", "Three")):
        await change(db, before, title=title)
        assert title in (await titles(service, secret) or ())
    async with db.write() as tx:
        await channels.save(tx, MIGRATION, title="Migration and Mobility")
    found = await service.personal(secret)
    assert found is not None
    assert b"Migration and Mobility" in found.body


async def test_what_nobody_changed_is_not_made_again_and_keeps_its_tag(
    db: Database, service: FeedService, subscriptions: SubscriptionService
) -> None:
    await settle(db, *WORLD)
    await join(db, "U1", MIGRATION)
    await join(db, "U2", MIGRATION)
    first = await service.personal(await secret_of(subscriptions, "U1"))
    same = await service.personal(await secret_of(subscriptions, "U2"))
    assert first is same
    await change(db, "Supply meeting", title="Another")  # which neither may see
    secret = await secret_of(subscriptions, "U1")
    for process in (service, FeedService(db)):
        found = await process.personal(secret)
        assert found is not None
        assert first is not None
        assert found.tag == first.tag


async def test_what_was_cancelled_says_so_for_a_while(
    db: Database, service: FeedService, clock: MovableClock
) -> None:
    await settle(db, draft("Assembly", "2019-08-01"))
    await publish(db, "Assembly", status="cancelled")
    assert b"STATUS:CANCELLED" in (await service.public_ics()).body
    clock.move(days=59)
    assert b"STATUS:CANCELLED" in (await service.public_ics()).body
    clock.move(days=2)
    assert b"VEVENT" not in (await service.public_ics()).body


async def test_what_is_over_leaves_after_three_months(
    db: Database, service: FeedService, clock: MovableClock
) -> None:
    await settle(db, draft("Assembly", "2019-03-20"))
    await publish(db, "Assembly")
    clock.move(days=91)
    assert b"Assembly" in (await service.public_ics()).body
    clock.move(days=3)
    assert b"Assembly" not in (await service.public_ics()).body


async def test_a_transaction_that_is_rolled_back_raises_no_version(db: Database) -> None:
    async def version() -> int:
        async with db.read() as tx:
            return int((await tx.execute(select(versions.number(versions.CALENDAR)))).scalar_one())

    assert await version() == 0
    await settle(db, draft())
    before = await version()
    with suppress(RuntimeError):
        async with db.write() as tx:
            await tx.execute(calendar.activities.update().values(title="Other"))
            raise RuntimeError
    await join(db, "U1")
    assert await version() == before > 0


async def test_what_repeats_is_an_event_each_time_at_its_own_hour_through_a_clock_change(
    db: Database, service: FeedService
) -> None:
    weekly = draft("Call", "2019-03-25", starts="09:00", ends="10:00", rule=Rule.parse("FREQ=WEEKLY;COUNT=3"))
    await settle(db, weekly)
    await publish(db, "Call")
    events = vobject.readOne((await service.public_ics()).body.decode()).vevent_list
    assert [event.dtstart.value.hour for event in events] == [
        8,
        7,
        7,
    ]  # in UTC: Zurich's clocks change on 31 March
    assert [event.uid.value[-11:] for event in events] == ["-2019-03-25", "-2019-04-01", "-2019-04-08"]


async def test_feeds_name_fields_and_the_world_reads_none_that_is_from_a_profile(
    db: Database, service: FeedService, subscriptions: SubscriptionService
) -> None:
    await settle(db, draft("Assembly", is_public=True))
    await join(db, "U1")
    secret = await secret_of(subscriptions, "U1")
    assert await titles(service, secret) == {"Assembly"}
    async with db.write() as tx:
        (fishing,) = await vocabulary.create(tx, "field", [("Fishing", {"fr": "Pêche"})], is_curated=True)
        mine = await vocabulary.add(tx, "field", "Of a profile", "of a profile")
        quarry = await vocabulary.add(tx, "field", "Hidden", "hidden")
        await planning.set_fields(tx, {1: {fishing.id: None, mine.id: None, quarry.id: "Quarries"}})
    ours, worlds = await service.personal(secret), await service.public_ics("fr")
    assert ours is not None
    assert b"CATEGORIES:Event,Fishing,Of a profile,Quarries\r\n" in ours.body
    assert "Pêche,Quarries\r\n".encode() in worlds.body
    (shown,) = json.loads((await service.public_json("fr")).body)["activities"]
    assert shown["fields"] == ["Pêche", "Quarries"]
