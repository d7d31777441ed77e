"""Inviting many: each once, whatever is pressed or killed in between."""

import asyncio

import pytest

from bot.errors import FieldErrors, NotForYou
from bot.groups import errors
from bot.groups.entries import of_text
from bot.groups.finding import Addresses
from bot.groups.inviting import InvitationService
from bot.groups.progress_views import progress
from bot.groups.requesting import seats
from bot.i18n import words
from storage import bringing, invitations
from storage.database import Database
from tests.bot.calendar.world import join
from tests.bot.groups.world import (
    ADA,
    BENOIT,
    CARMEN,
    GUS,
    MIGRATION,
    SOFIA,
    SUPPLY,
    ask,
    come_in,
    go_through,
    invited,
    inviting,
    request,
    rows,
    said,
    settled,
    slack_answers,
)


async def looked(
    db: Database, typed: str, key: str = "1", channel_id: str = MIGRATION
) -> tuple[InvitationService, int]:
    """A list of people whom we know, whose maker reads what would happen. Returns its number."""
    service = inviting(db)
    await service.start(SOFIA, channel_id, typed, [], key)
    while await service.read_next():
        pass
    return service, int(key)


async def test_a_list_says_who_is_in_who_is_unknown_and_what_can_not_be_read(db: Database) -> None:
    await settled(db)
    typed = f"<@{CARMEN}> <@{BENOIT}> @carmen, U0NOBODY9\n@Nobody At All\n???\n<@{CARMEN}>"
    _service, list_id = await looked(db, typed)
    states = [(row.member_id or row.typed, row.state) for row in await rows(db, list_id)]
    assert sorted(states) == sorted(
        [
            (CARMEN, "found"),
            (BENOIT, "inside"),
            ("U0NOBODY9", "unfit"),
            ("@Nobody At All", "unfit"),
            ("???", "unreadable"),
        ]
    )
    assert await invited(db) == []


async def test_only_the_secretariat_invites(db: Database) -> None:
    await settled(db)
    service = inviting(db)
    for member_id in (ADA, BENOIT, GUS):
        with pytest.raises(NotForYou):
            await service.start(member_id, MIGRATION, f"<@{CARMEN}>", [], "1")
    with pytest.raises(FieldErrors):
        await service.start(SOFIA, MIGRATION, " \n", [], "1")
    with pytest.raises(FieldErrors):
        await service.start(SOFIA, "C404", f"<@{CARMEN}>", [], "1")
    _service, list_id = await looked(db, f"<@{CARMEN}>")
    with pytest.raises(NotForYou):
        await service.go(ADA, list_id)


async def test_a_list_in_which_nobody_can_be_read_stays_in_the_form(db: Database) -> None:
    await settled(db)
    with pytest.raises(FieldErrors):
        await inviting(db).start(SOFIA, MIGRATION, "nobody at all", [], "1")
    started = await inviting(db).start(SOFIA, MIGRATION, f"<@{CARMEN}>, <@{ADA}>, nobody", [], "2")
    assert started.n == 2


async def test_the_group_is_meant_in_whose_channel_one_is(db: Database) -> None:
    await settled(db)
    service = inviting(db)
    for typed, here, chosen in (
        ("", SUPPLY, SUPPLY),
        ("migration", SUPPLY, MIGRATION),
        ("", "C404", None),
        ("", "", None),
    ):
        assert (await service.blank(SOFIA, typed, here)).chosen == chosen


async def test_whom_slack_refused_is_not_counted_as_invited(db: Database) -> None:
    await settled(db)
    service, list_id = await looked(db, f"<@{CARMEN}>, <@{GUS}>, U0NOBODY9")
    await service.go(SOFIA, list_id)
    await service.advance_next()
    async with db.write() as tx:
        for row in await invitations.rows_of(tx, list_id):
            if row.state == "sent":
                refused = row.member_id == GUS
                await bringing.settle(
                    tx, row.id, "refused" if refused else "done", "cant_invite" if refused else ""
                )
        await invitations.move(tx, list_id, "going", "done")
    async with db.read() as tx:
        text, blocks = progress(await service.count(list_id), words("en"), await seats(tx))
    assert "is done: 1 of 2." in text
    assert f"*Not invited* (1): <@{GUS}>\n" in str(blocks).replace("\\n", "\n")


async def test_a_form_that_is_sent_twice_makes_one_list_unless_it_says_something_else(db: Database) -> None:
    await settled(db)
    service = inviting(db)
    for _ in range(2):
        await service.start(SOFIA, MIGRATION, f"<@{CARMEN}>", [], "same")
    with pytest.raises(LookupError):
        await service.count(2)
    await service.start(SOFIA, MIGRATION, f"<@{CARMEN}>, <@{ADA}>", [], "same")
    await service.count(2)


async def test_each_is_invited_once_however_many_lists_name_them_and_however_often_it_is_pressed(
    db: Database,
) -> None:
    requesting = await settled(db)
    many = [f"U0{n:03}X" for n in range(25)]
    for member_id in many:
        await join(db, member_id, name=member_id)
    typed = "\n".join(many)
    service, first = await looked(db, typed, "1")
    _service, second = await looked(db, typed + f"\n<@{CARMEN}>", "2")
    reference = await ask(requesting)
    await requesting.approve(SOFIA, reference)
    pressed = await asyncio.gather(
        *(service.go(SOFIA, list_id) for list_id in (first, second, first)), return_exceptions=True
    )
    assert sum(isinstance(each, errors.BeingDone) for each in pressed) == 1
    await go_through(db, service)
    found = await invited(db)
    assert len(found) == len(set(found)) == 26
    assert (await request(db, reference)).state == "joined"
    counts = [await service.count(list_id) for list_id in (first, second)]
    assert [count.about.state for count in counts] == ["done", "done"]
    assert sum(len(count.of("done")) for count in counts) == 25
    assert "25" in [text for kind, lane, text in await said(db) if lane == SOFIA][-1]


async def test_a_list_that_is_stopped_invites_nobody_more(db: Database) -> None:
    await settled(db)
    many = [f"U0{n:03}X" for n in range(25)]
    for member_id in many:
        await join(db, member_id, name=member_id)
    service, list_id = await looked(db, "\n".join(many))
    await service.go(SOFIA, list_id)
    await come_in(db, many[0], MIGRATION)  # by another way
    assert await service.advance_next()
    await service.drop(SOFIA, list_id)
    await go_through(db, service)
    assert len(await invited(db)) == 9
    with pytest.raises(errors.BeingDone):
        await service.go(SOFIA, list_id)


async def test_a_group_is_named_by_its_name_its_channel_or_its_id_and_must_be_one(db: Database) -> None:
    await settled(db)
    service = inviting(db)
    for name in ("#supply-chains", "Supply-Chains Action Group", SUPPLY, "supply"):
        await service.load(name, of_text(f"<@{CARMEN}>"), Addresses(), dry_run=True)
    for name in ("action group", "nothing", "??"):
        with pytest.raises(errors.NoSuchGroup):
            await service.load(name, of_text(f"<@{CARMEN}>"), Addresses(), dry_run=True)


async def test_whom_slack_refused_can_be_tried_again(db: Database) -> None:
    await settled(db)
    service, list_id = await looked(db, f"<@{CARMEN}>, <@{GUS}>")
    await service.go(SOFIA, list_id)
    await service.advance_next()
    await slack_answers(db, "refused", "is_archived")
    while await service.advance_next():
        pass
    shown = (await said(db))[-1][2]
    assert "Unarchive it in Slack" in shown
    assert "Try again" in shown
    with pytest.raises(NotForYou):
        await service.try_again(ADA, list_id)
    await service.try_again(SOFIA, list_id)
    with pytest.raises(errors.BeingDone):
        await service.try_again(SOFIA, list_id)
    await go_through(db, service)
    assert [(row.state, row.error) for row in await rows(db, list_id)] == [("done", "")] * 2
    assert len(await invited(db)) == 4
    assert "2 of 2" in (await said(db))[-1][2]


async def test_a_name_alone_is_read_where_it_is_somebodys(db: Database) -> None:
    await settled(db)
    service = inviting(db)
    (benoit,) = await service.named(SOFIA, "benoit", [])
    assert benoit.name == "benoit"
    assert [e.unreadable for e in await service.named(SOFIA, f"<@{CARMEN}>, somebody else", [])] == [
        "",
        "somebody else",
    ]
