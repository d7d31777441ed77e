"""Who may be introduced to whom, how often, and what two people are told of each other."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.directory.contact.introduction_errors import (
    CannotIntroduce,
    EnoughForToday,
    InTouchAlready,
    NoIntroduction,
    NotYours,
)
from bot.directory.contact.introductions import IntroductionService
from bot.errors import FieldErrors, ForMembers
from storage import channels, directory, introductions, people
from storage.database import Database
from storage.directory import Reach
from storage.outbox import outbox
from tests.bot.directory.listing import known, published
from tests.conftest import START, MovableClock

Ask = Callable[..., Awaitable[Any]]


@pytest.fixture
def service(db: Database) -> IntroductionService:
    return IntroductionService(db)


@pytest.fixture
async def two(db: Database) -> None:
    """Ada, who asks, in Geneva, and Ben, who is listed."""
    await known(db, "ADA", "Ada", timezone="Europe/Zurich")
    await known(db, "BEN", "Ben")
    await published(db, "BEN", "Ministry of Labour", role="Inspector")


async def messages(db: Database) -> list[dict[str, Any]]:
    """Those that are planned, as they would be sent now."""
    async with db.read() as tx:
        rows = await tx.execute(
            select(outbox.c.payload).where(outbox.c.kind == "group").order_by(outbox.c.id)
        )
        planned = list(rows.scalars())
    service, found = IntroductionService(db), []
    for payload in planned:
        text, blocks = await service.message(payload["about"])
        found.append({"users": payload["users"], "text": text, "blocks": blocks})
    return found


async def somebody(db: Database, number: int) -> str:
    return await published(db, await known(db, f"P{number}"), role="Judge")


async def refusal(asked: Awaitable[object]) -> type[NoIntroduction]:
    with pytest.raises(NoIntroduction) as raised:
        await asked
    return raised.type


@pytest.mark.usefixtures("two")
async def test_both_get_one_message_however_often_the_form_arrives(
    db: Database, service: IntroductionService
) -> None:
    first = await service.introduce("ADA", "BEN", "We both train inspectors", "V1")
    again = await service.introduce("ADA", "BEN", "We both train inspectors", "V1")
    (message,) = await messages(db)
    assert message["users"] == ["ADA", "BEN"]
    assert (first.left, again.left) == (2, 2)


@pytest.mark.usefixtures("two")
async def test_the_same_two_are_not_introduced_again_within_thirty_days_whoever_asks(
    db: Database, service: IntroductionService, clock: MovableClock
) -> None:
    await published(db, "ADA", role="Adviser")
    await service.introduce("ADA", "BEN", "", "V1")
    for one, other in (("ADA", "BEN"), ("BEN", "ADA")):
        assert await refusal(service.offer(one, other)) is InTouchAlready
        assert await refusal(service.introduce(one, other, "", "V2")) is InTouchAlready
    clock.move(days=30)
    await service.introduce("BEN", "ADA", "", "V3")
    assert len(await messages(db)) == 2


@pytest.mark.usefixtures("two")
async def test_what_the_other_has_changed_since_can_not_be_told_from_asking_again(
    db: Database, service: IntroductionService
) -> None:
    await service.introduce("ADA", "BEN", "", "V1")
    await published(db, "BEN", published_at=None, may_introduce=False)
    assert await refusal(service.offer("ADA", "BEN")) is InTouchAlready


async def test_a_fourth_introduction_waits_for_the_next_day_where_the_asker_is(
    db: Database, service: IntroductionService, clock: MovableClock
) -> None:
    await known(db, "ADA", timezone="America/Lima")  # where it is 02:55
    for number in range(3):
        assert (await service.offer("ADA", await somebody(db, number))).left == 3 - number
        await service.introduce("ADA", f"P{number}", "", f"V{number}")
    fourth = await somebody(db, 4)
    with pytest.raises(EnoughForToday) as raised:
        await service.introduce("ADA", fourth, "", "V4")
    assert raised.value.again_on.isoformat() == "2019-03-19"
    clock.move_to(datetime(2019, 3, 19, 4, 59, tzinfo=UTC))
    assert await refusal(service.offer("ADA", fourth)) is EnoughForToday
    clock.move_to(datetime(2019, 3, 19, 5, 0, tzinfo=UTC))
    assert (await service.introduce("ADA", fourth, "", "V4")).left == 2


async def test_forms_submitted_at_the_same_moment_do_not_get_past_the_days_limit(
    db: Database, service: IntroductionService
) -> None:
    await known(db, "ADA")
    others = [await somebody(db, number) for number in range(6)]
    asked = [service.introduce("ADA", other, "", f"V{other}") for other in others]
    results = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(result, EnoughForToday) for result in results) == 3
    assert len(await messages(db)) == 3


@pytest.mark.usefixtures("two")
async def test_two_who_ask_for_each_other_at_the_same_moment_get_one_message(
    db: Database, service: IntroductionService
) -> None:
    await published(db, "ADA", role="Adviser")
    asked = [service.introduce("ADA", "BEN", "", "V1"), service.introduce("BEN", "ADA", "", "V2")]
    results = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(result).__name__ for result in results if isinstance(result, Exception)] == [
        "InTouchAlready"
    ]
    assert len(await messages(db)) == 1


@pytest.mark.usefixtures("two")
async def test_whoever_can_not_be_introduced_sounds_the_same_whatever_the_reason(
    db: Database, service: IntroductionService
) -> None:
    await published(db, "ADA", role="Adviser")
    await published(db, await known(db, "UNLISTED"), published_at=None)
    await published(db, await known(db, "NOT_NOW"), may_introduce=False)
    for name in ("is_bot", "is_deactivated", "is_external"):
        await published(db, await known(db, name, **dict[str, Any]({name: True})))
    await known(db, "WITHOUT_PROFILE")
    others = [
        "UNLISTED",
        "NOT_NOW",
        "is_bot",
        "is_deactivated",
        "is_external",
        "WITHOUT_PROFILE",
        "NOBODY",
        "ADA",
        "",
    ]
    for other in others:
        assert await refusal(service.offer("ADA", other)) is CannotIntroduce
        assert await refusal(service.introduce("ADA", other, "", f"V{other}")) is CannotIntroduce
    assert await messages(db) == []


async def test_a_guest_is_introduced_only_to_those_whose_channels_they_share(
    db: Database, service: IntroductionService
) -> None:
    await known(db, "GUEST", is_guest=True, groups=["C1"])
    await published(db, await known(db, "NEAR", groups=["C1"]))
    await published(db, await known(db, "FAR", groups=["C2"]))
    assert await refusal(service.offer("GUEST", "FAR")) is CannotIntroduce
    await service.introduce("GUEST", "NEAR", "", "V1")
    async with db.write() as tx:
        await channels.save_membership(tx, "C1", "GUEST", changed_at=START, left_at=START)
    await published(db, await known(db, "NEAR_TOO", groups=["C1"]))
    assert await refusal(service.offer("GUEST", "NEAR_TOO")) is CannotIntroduce


@pytest.mark.usefixtures("two")
async def test_people_of_another_workspace_and_those_who_have_left_ask_for_nothing(
    db: Database, service: IntroductionService
) -> None:
    await known(db, "EXTERNAL", is_external=True)
    with pytest.raises(ForMembers):
        await service.introduce("EXTERNAL", "BEN", "", "V1")
    await known(db, "GONE", is_deactivated=True)
    assert await refusal(service.introduce("GONE", "BEN", "", "V2")) is CannotIntroduce
    assert await refusal(service.introduce("UNKNOWN", "BEN", "", "V3")) is CannotIntroduce


@pytest.mark.usefixtures("two")
async def test_a_reason_that_is_too_long_is_told_beside_its_field_and_costs_nothing(
    db: Database, service: IntroductionService
) -> None:
    with pytest.raises(FieldErrors) as raised:
        await service.introduce("ADA", "BEN", "y" * 301, "V1")
    assert list(raised.value.fields) == ["why"]
    assert (await service.introduce("ADA", "BEN", "y" * 300, "V1")).left == 2


@pytest.mark.usefixtures("two")
async def test_what_was_typed_is_text_and_nothing_else(db: Database, service: IntroductionService) -> None:
    await service.introduce("ADA", "BEN", "<!channel> *hello* <https://evil|bank>", "V1")
    (message,) = await messages(db)
    quotes = [block for block in message["blocks"] if "quote" in json.dumps(block)]
    text = {"type": "text", "text": "<!channel> *hello* <https://evil|bank>"}
    assert quotes == [{"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [text]}]}]
    assert "<!channel>" not in message["text"]


@pytest.mark.parametrize(
    ("reach", "shares_group", "is_told"),
    [
        (Reach.EVERYONE, False, True),
        (Reach.GROUPS, False, False),
        (Reach.GROUPS, True, True),
        (Reach.SECRETARIAT, True, False),
    ],
)
@pytest.mark.parametrize("asker_is_secretariat", [False, True])
async def test_each_is_told_of_the_other_what_they_may_see_and_no_more(
    db: Database,
    service: IntroductionService,
    reach: Reach,
    shares_group: bool,
    is_told: bool,
    asker_is_secretariat: bool,
) -> None:
    groups = ["C1"] if shares_group else []
    for member_id in ("ADA", "BEN"):
        is_secretariat = member_id == "ADA" and asker_is_secretariat
        await known(db, member_id, groups=groups, is_secretariat=is_secretariat)
        await published(
            db,
            member_id,
            f"Canary organisation of {member_id}",
            role=f"Canary role of {member_id}",
            sector="workers",
            reach={"role": reach, "organisation": reach},
            offers="Canary offer",
        )
    offer = await service.offer("ADA", "BEN")
    assert bool(offer.other.role) is is_told
    await service.introduce("ADA", "BEN", "", "V1")
    said = json.dumps(await messages(db))
    for canary in ("role of ADA", "role of BEN", "organisation of ADA", "organisation of BEN"):
        assert (canary in said) is is_told
    assert ("Workers" in said) is is_told
    assert "Canary offer" not in said


@pytest.mark.usefixtures("two")
async def test_a_draft_of_ones_own_is_not_told_to_the_other(
    db: Database, service: IntroductionService
) -> None:
    await published(db, "ADA", role="Canary", published_at=None, drafted_at=START)
    await service.introduce("ADA", "BEN", "", "V1")
    assert "Canary" not in json.dumps(await messages(db))
    assert "Inspector" in json.dumps(await messages(db))


@pytest.mark.usefixtures("two")
async def test_the_one_who_was_introduced_ends_it_at_once_and_nobody_else_can(
    db: Database, service: IntroductionService
) -> None:
    with pytest.raises(NotYours):
        await service.stop("ADA", "BEN")
    await service.stop("BEN", "BEN")
    async with db.read() as tx:
        profile = await directory.get(tx, "BEN")
    assert profile is not None
    assert (profile.may_introduce, profile.role) == (False, "Inspector")
    assert await refusal(service.offer("ADA", "BEN")) is CannotIntroduce
    await service.allow("BEN")
    assert (await service.offer("ADA", "BEN")).left == 3


@pytest.mark.usefixtures("two")
async def test_introductions_of_long_ago_are_forgotten(
    db: Database, service: IntroductionService, clock: MovableClock
) -> None:
    await service.introduce("ADA", "BEN", "", "V1")
    clock.move(days=31)
    async with db.write() as tx:
        await people.save(tx, "BEN")
        await introductions.forget(tx, tx.now)
        assert await introductions.last_between(tx, "ADA", "BEN") is None
