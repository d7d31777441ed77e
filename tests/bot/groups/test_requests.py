"""Requests to join: who may ask and decide, and what becomes of them."""

import asyncio

import pytest

from bot.errors import FieldErrors, NotForYou
from bot.groups import errors, list_views
from bot.groups.service import GroupService
from sandbox import blockkit
from storage import people, requests
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


REFUSALS = (
    ("cant_invite", "deactivated"),
    ("user_is_ultra_restricted", "single channel"),
    ("restricted_action", "settings"),
    ("not_in_channel", "/invite @Liaison"),
    ("channel_not_found", "/invite @Liaison"),
    ("is_archived", "Unarchive it"),
    ("user_is_bot", "bot"),
    ("something_new", "by hand"),
)


async def test_what_slack_refuses_is_said_in_words_and_can_be_tried_again(db: Database) -> None:
    service = await settled(db)
    reference = await ask(service)
    for tries, (error, words_) in enumerate(REFUSALS, 1):
        await service.approve(SOFIA, reference)
        await slack_answers(db, "refused", error)
        while await inviting(db).advance_next():
            pass
        shown = [text for kind, lane, text in await said(db) if lane == SECRETARIAT][-1]
        assert words_ in shown
        assert error in shown
        assert "Try again" in shown
        assert (await request(db, reference)).state == "refused"
        assert len(await invited(db)) == tries
    mine = [text for kind, lane, text in await said(db) if lane == CARMEN][-1]
    assert "Slack no me ha dejado incorporarle" in mine
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


async def test_the_form_remembers_the_organisation_that_was_given_last(db: Database) -> None:
    service = await settled(db)
    assert (await service.asking(CARMEN)).organisation == ""
    await ask(service)
    assert (await service.asking(CARMEN)).organisation == "IDEA"
    assert (await service.asking(BENOIT)).organisation == ""
