"""Who may add, who proposes, who decides: and that the first who decides has decided."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.calendar.planning.errors import AlreadyDecided, ChangedMeanwhile, ForYourGroups
from bot.calendar.planning.form import Context
from bot.errors import FieldErrors, ForMembers, NotForYou
from bot.i18n import words
from storage import channels
from storage.database import Database
from storage.noticing import notices
from storage.reminders import reminders
from tests.bot.calendar.planning.world import (
    ADA,
    BENOIT,
    GUS,
    SECRETARIAT,
    SOFIA,
    alliance,
    entered,
    known,
    refused,
    said,
    save_member,
    submit,
    titles_ahead,
)
from tests.bot.calendar.world import MIGRATION, SUPPLY, join
from tests.conftest import MovableClock


async def test_what_the_secretariat_adds_is_in_the_calendar_at_once(db: Database) -> None:
    planning = await alliance(db)
    saved = await submit(planning, SOFIA, entered())
    assert saved.outcome == "added"
    assert await titles_ahead(db) == ["Seminar"]
    assert await said(db) == []
    async with db.read() as tx:
        assert (await tx.execute(select(reminders))).first() is not None
        assert (await tx.execute(select(notices.c.before))).scalar_one() == {"stage": None}


async def test_a_groups_moderator_adds_for_the_group_at_once_and_proposes_for_everyone(db: Database) -> None:
    planning = await alliance(db)
    assert (await submit(planning, ADA, entered(whom=MIGRATION))).outcome == "added"
    assert (await submit(planning, ADA, entered("Another"), key="V2")).outcome == "proposed"


async def test_what_a_partner_proposes_is_seen_by_nobody_but_them_and_who_decides(db: Database) -> None:
    planning = await alliance(db)
    saved = await submit(planning, BENOIT, entered(whom=MIGRATION))
    assert saved.outcome == "proposed"
    assert await titles_ahead(db) == []
    shown = {(kind, lane) for kind, lane, _ in await said(db)}
    assert shown == {("post", SECRETARIAT), ("direct", ADA), ("direct", BENOIT)}
    async with db.read() as tx:
        assert (await tx.execute(select(reminders))).first() is None
        assert (await tx.execute(select(notices))).first() is None
    activity_id = saved.activity.id if saved.activity else 0
    assert (await planning.history(ADA, activity_id)).lines
    await join(db, "U9")
    for nosy in ("U9", GUS):
        with pytest.raises(NotForYou):
            await planning.history(nosy, activity_id)


async def test_an_approved_proposal_is_in_the_calendar_and_everybody_reads_who_decided(db: Database) -> None:
    planning = await alliance(db)
    saved = await submit(planning, BENOIT, entered(whom=MIGRATION))
    assert saved.activity is not None
    await planning.approve(ADA, saved.activity.id, version=saved.activity.sequence)
    assert await titles_ahead(db) == ["Seminar"]
    heard = (await said(db))[3:]
    assert {(kind, lane) for kind, lane, _ in heard} == {
        ("update", SECRETARIAT), ("update", ADA), ("update", BENOIT), ("direct", BENOIT)
    }  # fmt: skip
    assert all(f"<@{ADA}>" in text for _, _, text in heard)
    async with db.read() as tx:
        assert (await tx.execute(select(reminders))).first() is not None
        assert (await tx.execute(select(notices))).first() is not None


async def test_a_declined_proposal_tells_its_proposer_why_and_is_never_in_the_calendar(db: Database) -> None:
    planning = await alliance(db)
    saved = await submit(planning, BENOIT, entered())
    assert saved.activity is not None
    with pytest.raises(FieldErrors):
        await planning.decline(SOFIA, saved.activity.id, "  ")
    await planning.decline(SOFIA, saved.activity.id, "It is <not> ours.")
    assert await titles_ahead(db) == []
    (told,) = [text for kind, lane, text in await said(db) if (kind, lane) == ("direct", BENOIT)][1:]
    assert "> It is &lt;not&gt; ours." in told
    assert (await known(db, saved.activity.id)).stage == "declined"


async def test_who_decides_second_is_told_who_was_first(db: Database) -> None:
    planning = await alliance(db)
    saved = await submit(planning, BENOIT, entered(whom=MIGRATION))
    assert saved.activity is not None
    id_ = saved.activity.id
    done = await asyncio.gather(
        planning.approve(ADA, id_), planning.decline(SOFIA, id_, "No."), return_exceptions=True
    )
    (late,) = [each for each in done if isinstance(each, AlreadyDecided)]
    stage = (await known(db, id_)).stage
    first = ADA if stage == "approved" else SOFIA
    assert f"<@{first}> was first" in late.say(words("en"))
    assert stage in late.say(words("en"))
    with pytest.raises(AlreadyDecided):
        await planning.withdraw(BENOIT, id_)


async def test_only_who_decides_decides_and_only_on_what_they_saw(db: Database) -> None:
    planning = await alliance(db)
    await join(db, "U5", SUPPLY)
    saved = await submit(planning, BENOIT, entered(whom=MIGRATION))
    assert saved.activity is not None
    id_, version = saved.activity.id, saved.activity.sequence
    for other in (BENOIT, "U5", GUS):
        with pytest.raises(NotForYou):
            await planning.approve(other, id_)
    await submit(planning, BENOIT, entered("Other", whom=MIGRATION), context=Context(id=id_, version=version))
    with pytest.raises(ChangedMeanwhile):
        await planning.approve(ADA, id_, version=version)
    kinds = [(kind, lane) for kind, lane, text in await said(db) if "Other" in text]
    assert kinds == [("update", SECRETARIAT), ("update", ADA), ("update", BENOIT)]
    await planning.approve(ADA, id_, version=version + 1)


async def test_a_moderator_who_left_the_group_is_not_asked_and_decides_no_more(db: Database) -> None:
    planning = await alliance(db)
    async with db.write() as tx:
        await channels.save_membership(tx, MIGRATION, ADA, changed_at=tx.now, left_at=tx.now)
    saved = await submit(planning, BENOIT, entered(whom=MIGRATION))
    assert saved.activity is not None
    assert ADA not in {lane for _, lane, _ in await said(db)}
    with pytest.raises(NotForYou):
        await planning.approve(ADA, saved.activity.id)


async def test_a_proposal_that_moves_to_another_calendar_leaves_its_first_reviewers_nothing(
    db: Database,
) -> None:
    planning = await alliance(db)
    await join(db, BENOIT, SUPPLY)
    saved = await submit(planning, BENOIT, entered(whom=MIGRATION))
    assert saved.activity is not None
    await submit(planning, BENOIT, entered("Secret", whom=SUPPLY), context=Context(id=saved.activity.id))
    (to_ada,) = [text for kind, lane, text in await said(db) if (kind, lane) == ("update", ADA)]
    assert "Secret" not in to_ada
    with pytest.raises(NotForYou):
        await planning.approve(ADA, saved.activity.id)


async def test_ones_own_proposal_can_be_withdrawn_by_nobody_else(db: Database) -> None:
    planning = await alliance(db)
    saved = await submit(planning, BENOIT, entered())
    assert saved.activity is not None
    with pytest.raises(NotForYou):
        await planning.withdraw(ADA, saved.activity.id)
    assert (await planning.withdraw(BENOIT, saved.activity.id)).outcome == "withdrawn"
    with pytest.raises(AlreadyDecided):
        await planning.approve(SOFIA, saved.activity.id)
    # Nobody tells them what they did themselves.
    assert [kind for kind, lane, _ in await said(db) if lane == BENOIT] == ["direct", "update"]


async def test_guests_propose_only_for_groups_that_they_are_in(db: Database) -> None:
    planning = await alliance(db)
    with pytest.raises(ForYourGroups):
        await planning.blank(GUS)
    await join(db, GUS, MIGRATION)
    form = await planning.blank(GUS)
    assert (list(form.groups), form.for_all) == ([MIGRATION], False)
    assert set(await refused(planning, GUS)) == {"whom"}
    assert (await submit(planning, GUS, entered(whom=MIGRATION))).outcome == "proposed"


async def test_nobody_proposes_for_a_group_that_they_are_not_in(db: Database) -> None:
    planning = await alliance(db)
    assert set(await refused(planning, BENOIT, whom=SUPPLY)) == {"whom"}
    assert set(await refused(planning, BENOIT, whom=SECRETARIAT)) == {"whom"}
    await save_member(db, "U8", is_external=True)
    with pytest.raises(ForMembers):
        await planning.blank("U8")


async def test_what_reviewers_see_is_said_in_their_own_language(db: Database) -> None:
    planning = await alliance(db)
    await save_member(db, ADA, locale="es-ES", timezone="Asia/Tokyo")
    saved = await submit(planning, BENOIT, entered(whom=MIGRATION, starts="15:00", place="Geneva"))
    assert saved.activity is not None
    (to_ada,) = [text for _, lane, text in await said(db) if lane == ADA]
    assert "22:00" in to_ada  # in Tokyo
    assert "15:00" in to_ada  # in Geneva


async def test_who_sleeps_hears_of_a_proposal_and_of_what_became_of_it_when_they_wake(
    db: Database, clock: MovableClock
) -> None:
    planning = await alliance(db)
    await save_member(db, ADA, timezone="America/Lima")  # 02:55 there, when it is 08:55 in Geneva
    saved = await submit(planning, BENOIT, entered(whom=MIGRATION))
    assert saved.activity is not None
    assert {lane for _kind, lane, _text in await said(db)} == {SECRETARIAT, BENOIT}
    assert not await planning.wake_next()
    due = await planning.next_due()
    assert due == datetime(2019, 3, 18, 13, tzinfo=UTC)
    clock.move_to(due)
    assert await planning.wake_next()
    assert not await planning.wake_next()
    assert [(kind, lane) for kind, lane, _text in await said(db)][-1] == ("direct", ADA)
    before = len(await said(db))
    clock.move_to(datetime(2019, 3, 18, 20, tzinfo=UTC))  # 21:00 in Geneva, where Benoît is
    await planning.approve(ADA, saved.activity.id)
    told = [(kind, lane) for kind, lane, _text in (await said(db))[before:]]
    assert ("direct", BENOIT) not in told
    clock.move_to(datetime(2019, 3, 19, 7, tzinfo=UTC))
    assert await planning.wake_next()
    assert [(kind, lane) for kind, lane, _text in await said(db)][-1] == ("direct", BENOIT)
    assert await planning.next_due() is None
