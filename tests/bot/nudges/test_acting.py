"""What moderators do about a nudge, and what comes of it."""

from datetime import date

import pytest

from bot.errors import FieldErrors, NotForYou
from bot.nudges.acting import ActingService
from bot.nudges.errors import PostedLately
from storage import directory, people, vocabulary, workspace
from storage.database import Database
from tests.bot.nudges.world import GROUP, last, pass_time, reference, settle, told, work, write
from tests.conftest import MovableClock


async def test_a_snooze_until_a_day_holds_for_all_that_may_come_up_there(
    db: Database, clock: MovableClock
) -> None:
    service, acting = await settle(db), ActingService(db)
    await write(db, "UCAR", "Who knows?")
    await pass_time(db, clock, service, days=1, hours=2)
    about = reference(await last(db, "UADA"))
    with pytest.raises(FieldErrors):
        await acting.snooze("UADA", about, date(2019, 3, 19))
    await acting.snooze("UADA", about, date(2019, 4, 1))
    before = len(await told(db))
    await pass_time(db, clock, service, days=12)
    assert len(await told(db)) == before
    await pass_time(db, clock, service, days=2)
    assert "has been quiet" in await last(db, "UADA")


async def test_who_wants_fewer_hears_of_a_channel_once_a_week_at_most(
    db: Database, clock: MovableClock
) -> None:
    service, acting = await settle(db), ActingService(db)
    await write(db, "UCAR", "Who knows?")
    await pass_time(db, clock, service, days=1, hours=2)
    _words, channel_id, days = await acting.fewer("UADA", reference(await last(db, "UADA")))
    assert (channel_id, days) == (GROUP, 7)
    for _ in range(6):
        clock.move(days=1)
        await write(db, "UCAR", "And who knows this?")
        await work(service)
    await pass_time(db, clock, service, hours=1)
    lanes = [lane for lane, _ in await told(db)]
    assert (lanes.count("UADA"), lanes.count("UBEN")) == (1, 3)  # Ben did nothing, three times
    await pass_time(db, clock, service, days=2)
    assert [lane for lane, _ in await told(db)].count("UADA") == 2


async def test_no_prompt_is_posted_twice_and_what_is_edited_pings_nobody_but_whom_one_chose(
    db: Database, clock: MovableClock
) -> None:
    service, acting = await settle(db), ActingService(db)
    async with db.write() as tx:
        law = await vocabulary.add(tx, "field", "Law", "law")
        await vocabulary.change(tx, law.id, labels={"fr": "Droit"})
        await people.save(tx, "UADA", locale="fr-FR")
        await workspace.save(tx, languages=["en", "fr"])
        for member_id in ("UCAR", "UBEN"):
            await directory.save(
                tx, member_id, fields=[law.id], published_at=tx.now, may_introduce=member_id == "UCAR"
            )
    await write(db, "UCAR")
    await pass_time(db, clock, service, days=7, hours=2)
    about = reference(await last(db, "UADA"))
    draft = await acting.draft("UADA", about)
    assert [(knower.member_id, knower.about) for knower in draft.knowers] == [("UCAR", "Droit")]
    await acting.post_edited(
        "UADA", about, "<!channel> *Hello* & you", draft.chosen, ["UCAR", "UBEN", "USOF"]
    )
    (post,) = await told(db, "post")
    assert post[1].startswith("&lt;!channel&gt; *Hello* &amp; you <@UCAR>\n")
    await pass_time(db, clock, service, days=8)
    again = reference(await last(db, "UADA"))
    assert draft.chosen not in [one.name for one in (await acting.draft("UADA", again)).suggestions]
    with pytest.raises(PostedLately):
        await acting.post_prompt("UADA", f"{again.partition('|')[0]}|{draft.chosen}")
    await acting.post_prompt("UADA", again)
    assert len(await told(db, "post")) == 2
    with pytest.raises(NotForYou):
        await acting.post_prompt("UCAR", again)
