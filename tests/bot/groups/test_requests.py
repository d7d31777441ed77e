"""Requests to join: who may ask and decide, and what becomes of them."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.errors import FieldErrors, NotForYou
from bot.groups import errors, list_views, matching
from bot.groups.service import GroupService
from bot.i18n import words
from sandbox import blockkit
from storage import channels, groups, people, requests
from storage.database import Database
from tests.bot.calendar.world import change_channel
from tests.bot.groups.world import (
    ADA,
    BENOIT,
    CARMEN,
    GUS,
    MIGRATION,
    SECRETARIAT,
    SOFIA,
    SUPPLY,
    ask,
    come_in,
    invited,
    inviting,
    request,
    said,
    settled,
    slack_answers,
    trail,
)
from tests.conftest import MovableClock


async def test_of_two_who_approve_at_once_one_does_and_the_other_reads_who(db: Database) -> None:
    service = await settled(db)
    reference = await ask(service)
    answers = await asyncio.gather(
        *(service.approve(SOFIA, reference) for _ in range(3)), return_exceptions=True
    )
    refused = [answer for answer in answers if isinstance(answer, errors.Decided)]
    assert len(refused) == 2
    assert refused[0].by == SOFIA
    assert await invited(db) == [(MIGRATION, CARMEN)]


async def test_only_the_secretariat_decides(db: Database) -> None:
    service = await settled(db)
    reference = await ask(service)
    for member_id in (ADA, BENOIT, CARMEN, GUS):
        with pytest.raises(NotForYou):
            await service.approve(member_id, reference)
        with pytest.raises(NotForYou):
            await service.decline(member_id, reference, "full", "")
        with pytest.raises(NotForYou):
            await service.one(member_id, 1)
    assert (await request(db, reference)).state == "waiting"


async def test_who_is_in_has_asked_or_may_not_know_of_the_group_can_not_ask(db: Database) -> None:
    service = await settled(db)
    with pytest.raises(errors.AlreadyIn):
        await ask(service, BENOIT)
    await ask(service)
    with pytest.raises(errors.AlreadyAsked):
        await ask(service)
    await change_channel(db, SUPPLY, is_listed=False)
    with pytest.raises(errors.NoSuchGroup):
        await ask(service, CARMEN, SUPPLY)
    with pytest.raises(errors.NoSuchGroup):
        await ask(service, CARMEN, "C404")
    await change_channel(db, SUPPLY, is_listed=True, is_archived=True)
    with pytest.raises(errors.NoSuchGroup):
        await ask(service, CARMEN, SUPPLY)


async def test_who_presses_twice_asks_once(db: Database) -> None:
    service = await settled(db)
    answers = await asyncio.gather(ask(service), ask(service), return_exceptions=True)
    assert sum(isinstance(answer, errors.AlreadyAsked) for answer in answers) == 1
    async with db.read() as tx:
        assert len(await requests.all_open(tx)) == 1


async def test_what_is_withdrawn_can_be_asked_again_and_the_trail_stays(db: Database) -> None:
    service = await settled(db)
    first = await ask(service)
    with pytest.raises(NotForYou):
        await service.withdraw(ADA, 1)
    await service.withdraw(CARMEN, 1)
    with pytest.raises(errors.Decided):
        await service.approve(SOFIA, first)
    again = await ask(service)
    await service.approve(SOFIA, again)
    with pytest.raises(errors.Decided):
        await service.withdraw(CARMEN, 2)
    assert await trail(db, first) == ["asked", "withdrawn"]
    assert await trail(db, again) == ["asked", "approved"]


async def test_nobody_is_approved_into_what_is_archived_or_out_of_reach(db: Database) -> None:
    service = await settled(db)
    reference = await ask(service)
    await change_channel(db, MIGRATION, is_archived=True)
    with pytest.raises(errors.IsArchived):
        await service.approve(SOFIA, reference)
    await change_channel(db, MIGRATION, is_archived=False, bot_is_member=False)
    with pytest.raises(errors.NotThere):
        await service.approve(SOFIA, reference)
    assert (await request(db, reference)).state == "waiting"
    await change_channel(db, MIGRATION, bot_is_member=True)
    await service.approve(SOFIA, reference)
    assert await invited(db) == [(MIGRATION, CARMEN)]


async def test_who_may_join_a_public_group_by_themselves_is_told_so_and_nobody_is_invited_there(
    db: Database,
) -> None:
    service = await settled(db)
    reference = await ask(service)
    await change_channel(db, MIGRATION, is_public=True)
    with pytest.raises(errors.IsPublic):
        await service.approve(SOFIA, reference)
    with pytest.raises(FieldErrors):
        await inviting(db).start(SOFIA, MIGRATION, BENOIT, [], "V1")
    assert (await request(db, reference)).state == "waiting"
    await service.withdraw(CARMEN, 1)
    with pytest.raises(errors.OpenToAll):
        await ask(service)
    with pytest.raises(errors.OpenToAll):
        await service.asking(CARMEN, MIGRATION)
    await ask(service, GUS)
    for member_id in (CARMEN, GUS):
        text, blocks = list_views.groups(await GroupService(db).page(member_id, wanted="migration"))
        assert list_views.ASK not in str(blocks)
        assert (f"<#{MIGRATION}>" in str(blocks)) == (member_id == CARMEN)
        assert blockkit.check_message(blocks, text=text) == []


@pytest.mark.parametrize(
    ("error", "words_"),
    [
        ("cant_invite", "deactivated"),
        ("user_is_ultra_restricted", "single channel"),
        ("restricted_action", "settings"),
        ("not_in_channel", "/invite @Liaison"),
        ("channel_not_found", "/invite @Liaison"),
        ("is_archived", "archived"),
        ("user_is_bot", "bot"),
        ("something_new", "by hand"),
    ],
)
async def test_what_slack_refuses_is_said_in_words(error: str, words_: str, db: Database) -> None:
    service = await settled(db)
    reference = await ask(service)
    await service.approve(SOFIA, reference)
    await slack_answers(db, "refused", error)
    while await inviting(db).advance_next():
        pass
    shown = [text for kind, lane, text in await said(db) if lane == SECRETARIAT][-1]
    assert words_ in shown
    assert error in shown
    assert (await request(db, reference)).state == "refused"
    # Declined after all.
    declined = await service.decline(SOFIA, reference, "", "Not possible.")
    assert declined.request.state == "declined"


async def test_a_decline_needs_a_reason(db: Database) -> None:
    service = await settled(db)
    reference = await ask(service)
    with pytest.raises(FieldErrors):
        await service.decline(SOFIA, reference, "nonsense", "  \n ")
    await service.decline(SOFIA, reference, "others", "")
    assert (await request(db, reference)).grounds == "others"


async def test_what_was_declined_by_night_is_told_in_the_morning_with_all_else(
    db: Database, clock: MovableClock
) -> None:
    service = await settled(db)
    first, _second = await ask(service), await ask(service, CARMEN, SUPPLY)
    clock.move(days=3)  # three in the morning in Lima
    before = len(await said(db))
    await service.decline(SOFIA, first, "later", "")

    async def told() -> list[str]:
        while await service.tell_next():
            pass
        return [text for kind, lane, text in (await said(db))[before:] if (kind, lane) == ("direct", CARMEN)]

    assert await told() == []
    clock.move_to(datetime(2019, 3, 21, 14, 0, tzinfo=UTC))
    assert await service.next_due() is not None
    (both,) = await told()
    assert "Migration Action Group" in both
    assert "Supply-Chains Action Group" in both
    clock.move(days=30)
    assert len(await told()) == 1


async def test_the_secretariat_is_reminded_once_of_all_that_lies(db: Database, clock: MovableClock) -> None:
    service = await settled(db)
    await ask(service)
    await ask(service, BENOIT, SUPPLY)
    clock.move(days=2)
    assert not await service.remind_next()
    clock.move(days=2)
    posts = len(await said(db))
    assert await service.remind_next()
    assert not await service.remind_next()
    assert len(await said(db)) == posts + 1


async def test_each_of_the_secretariat_decides_where_it_has_no_channel(db: Database) -> None:
    service = await settled(db, secretariat_channel_id=None)
    reference = await ask(service)
    assert [lane for kind, lane, _text in await said(db)] == [SOFIA, CARMEN]
    await service.approve(SOFIA, reference)
    assert [(kind, lane) for kind, lane, _text in await said(db)][-2:] == [
        ("update", SOFIA),
        ("update", CARMEN),
    ] or (await invited(db))


async def test_who_was_invited_by_hand_or_has_left_needs_no_decision(db: Database) -> None:
    service = await settled(db)
    first, second = await ask(service), await ask(service, BENOIT, SUPPLY)
    assert not await service.follow_next()
    await come_in(db, CARMEN, MIGRATION)
    async with db.write() as tx:
        await people.save(tx, BENOIT, is_deactivated=True)
    while await service.follow_next():
        pass
    assert (await request(db, first)).state == "joined"
    assert (await request(db, second)).state == "lapsed"


async def test_what_came_by_email_waits_for_who_has_the_address(db: Database) -> None:
    service = await settled(db)
    fields = {"group": MIGRATION, "name": "New One", "email": "New@Example.org", "organisation": "ILO"}
    with pytest.raises(NotForYou):
        await service.enter(ADA, fields)
    with pytest.raises(FieldErrors):
        await service.enter(SOFIA, fields | {"email": "new@example"})
    case = await service.enter(SOFIA, fields)
    reference = f"{case.request.id}:0"
    with pytest.raises(FieldErrors):
        await service.enter(SOFIA, fields)
    await service.approve(SOFIA, reference)
    assert (await request(db, reference)).state == "awaited"
    users: list[dict[str, Any]] = [
        {"id": CARMEN, "profile": {"email": "new@example.ORG"}},
        {"id": "B1", "is_bot": True},
    ]
    for _ in range(2):
        async with db.write() as tx:
            await matching.match(tx, users)
    assert await invited(db) == [(MIGRATION, CARMEN)]
    found = await request(db, reference)
    assert (found.state, found.member_id, found.email) == ("approved", CARMEN, None)


async def test_somebody_from_outside_who_is_declined_is_never_due_to_be_told(db: Database) -> None:
    service = await settled(db)
    case = await service.enter(SOFIA, {"group": MIGRATION, "name": "New", "email": "new@example.org"})
    await service.decline(SOFIA, f"{case.request.id}:0", "full", "")
    assert await service.next_due() is None


async def test_an_address_that_nobody_comes_with_is_forgotten(db: Database, clock: MovableClock) -> None:
    service = await settled(db)
    case = await service.enter(SOFIA, {"group": MIGRATION, "name": "New", "email": "new@example.org"})
    await service.approve(SOFIA, f"{case.request.id}:0")
    for days, left in ((179, 1), (2, 0)):
        clock.move(days=days)
        async with db.write() as tx:
            await requests.forget(tx, tx.now - timedelta(days=396), tx.now - timedelta(days=180))
            assert len(await requests.all_open(tx)) == left


async def test_a_moderator_is_named_only_where_they_agreed_and_are_still_there(db: Database) -> None:
    await settled(db)
    service = GroupService(db)
    assert f"<@{ADA}>" not in str(list_views.groups(await service.page(CARMEN)))
    await service.name(ADA, [MIGRATION, SUPPLY])
    assert f"<@{ADA}>" in str(list_views.groups(await service.page(CARMEN)))
    assert f"<@{ADA}>" not in str(list_views.groups(await service.page(GUS)))
    assert (await service.naming(BENOIT)).titles == {}
    async with db.write() as tx:
        assert await groups.named_in(tx, ADA) == {MIGRATION}
        await channels.save_membership(tx, MIGRATION, ADA, changed_at=tx.now, left_at=tx.now)
    assert f"<@{ADA}>" not in str(list_views.groups(await service.page(CARMEN)))


async def test_who_moderates_more_groups_than_a_form_asks_about_keeps_what_was_not_asked(
    db: Database,
) -> None:
    await settled(db)
    more = [f"CMORE{number}" for number in range(10)]
    async with db.write() as tx:
        for channel_id in more:
            await channels.save(tx, channel_id, name=channel_id.lower(), kind="group", bot_is_member=True)
            await channels.save_membership(tx, channel_id, ADA, changed_at=tx.now)
            await channels.set_moderators(tx, channel_id, frozenset({ADA}))
        await groups.name_in(tx, ADA, more, more)
    service = GroupService(db)
    asked = list((await service.naming(ADA)).titles)[:10]
    await service.name(ADA, [])
    async with db.read() as tx:
        assert await groups.named_in(tx, ADA) == set(more) - set(asked)


async def test_a_group_that_is_not_listed_exists_for_who_is_in_it_and_the_secretariat(db: Database) -> None:
    await settled(db)
    await change_channel(db, MIGRATION, is_listed=False, purpose="Secret purpose")
    service = GroupService(db)
    for member_id, sees in ((ADA, True), (BENOIT, True), (SOFIA, True), (CARMEN, False), (GUS, False)):
        page = await service.page(member_id)
        shown = str(list_views.groups(page))
        assert ("Migration" in shown) == sees
        assert blockkit.check_message(list_views.groups(page)[1]) == []
        assert ("Migration" in str((await service.page(member_id, wanted="migr")).groups)) == sees


async def test_pages_have_all_groups_once(db: Database) -> None:
    await settled(db)
    async with db.write() as tx:
        for n in range(20):
            await channels.save(
                tx, f"C1{n:02}", name=f"g{n}", kind="group", title=f"Group {n}", bot_is_member=True
            )
    service, titles = GroupService(db), []
    for number in (1, 2, 3):
        page = await service.page(CARMEN, number)
        titles += [group.title for group in page.groups]
    assert page.pages == 3
    assert len(titles) == len(set(titles)) == 22
    assert list_views.place_of(list_views.place(2, "mig")) == (2, "mig")
    assert words("en")
