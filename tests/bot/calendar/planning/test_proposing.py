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
from tests.bot.calendar.world import MIGRATION, SUPPLY, draft, join
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


async def test_a_form_that_is_sent_twice_adds_once(db: Database) -> None:
    planning = await alliance(db)
    done = await asyncio.gather(*(submit(planning, SOFIA, entered()) for _ in range(2)))
    assert [each.outcome for each in done] == ["added", "added"]
    assert await titles_ahead(db) == ["Seminar"]


@pytest.mark.parametrize("who", [SOFIA, BENOIT])
async def test_a_form_that_is_changed_and_sent_again_after_a_late_answer_changes_what_it_added(
    db: Database, who: str
) -> None:
    planning = await alliance(db)
    await submit(planning, who, entered())
    again = await submit(planning, who, entered("Seminar on mining"))
    assert again.outcome == "changed"
    assert again.activity is not None
    assert again.activity.title == "Seminar on mining"
    late = await submit(planning, who, entered())  # nobody knows any more what they mean
    assert late.activity is not None
    assert (late.activity.id, late.activity.title) == (again.activity.id, "Seminar on mining")


async def test_similar_ones_are_shown_before_a_duplicate_is_added(db: Database) -> None:
    planning = await alliance(db, draft("Seminar on mining", "2019-05-07"))
    typed = entered("Mining seminar", place="Lima")
    saved = await submit(planning, BENOIT, typed)
    assert saved.outcome == "similar"
    assert saved.form is not None
    assert "Seminar on mining" in saved.form.note
    assert saved.form.given["place"] == {"initial_value": "Lima"}
    assert await titles_ahead(db) == ["Seminar on mining"]
    assert (await submit(planning, BENOIT, typed, context=saved.form.context)).outcome == "proposed"


@pytest.mark.parametrize("place", ["TBC", "À confirmer", "por confirmar "])
async def test_a_place_to_be_confirmed_is_so_in_every_language(db: Database, place: str) -> None:
    planning = await alliance(db)
    saved = await submit(planning, SOFIA, entered(place=place))
    assert saved.activity is not None
    assert (saved.activity.place, saved.activity.venue) == (None, "TBC")


async def test_similar_ones_and_clashes_say_nothing_of_groups_that_one_is_not_in(db: Database) -> None:
    planning = await alliance(db, draft("Seminar", "2019-05-06", channel_id=SUPPLY))
    saved = await submit(planning, BENOIT, entered(starts="10:00", ends="11:00"))
    assert saved.outcome == "proposed"
    assert saved.shown is not None
    assert saved.shown.clashes == ()
    posts = {lane: text for kind, lane, text in await said(db) if kind in ("post", "direct")}
    assert "At the same time" in posts[SECRETARIAT]
    assert "At the same time" not in posts[BENOIT]


async def test_an_adding_that_clashes_says_so_and_is_added(db: Database) -> None:
    planning = await alliance(
        db,
        draft("Plenary", "2019-05-06", starts="10:00", ends="12:00"),
        draft("Elsewhere", "2019-05-06", channel_id=SUPPLY),
        draft("A report", "2019-05-06", kind="report"),
    )
    saved = await submit(
        planning, SOFIA, entered(whom=MIGRATION, starts="11:00", ends="13:00", place="Geneva")
    )
    assert saved.outcome == "added"
    assert saved.shown is not None
    assert [a.title for a in saved.shown.clashes] == ["Plenary"]


async def test_what_repeats_clashes_on_a_later_date_too(db: Database) -> None:
    planning = await alliance(db, draft("Plenary", "2019-05-20"))
    saved = await submit(planning, SOFIA, entered(repeats="weekly"))
    assert saved.shown is not None
    assert [a.title for a in saved.shown.clashes] == ["Plenary"]


async def test_errors_are_told_in_the_persons_language_with_nothing_saved(db: Database) -> None:
    planning = await alliance(db)
    wrong = await refused(planning, BENOIT, title=" ", when="31 February", link="not a link", day="")
    assert set(wrong) == {"title", "when", "link"}
    assert set(await refused(planning, BENOIT, title="x" * 201, summary="y" * 1001)) == {"title", "summary"}
    assert await said(db) == []


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
