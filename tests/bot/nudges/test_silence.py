"""A silent channel over the weeks: who is told, when, and for how long it is left alone."""

from datetime import date

import pytest

from bot.i18n import words
from bot.nudges import prompts, silence
from bot.nudges.acting import ActingService
from storage import channels, moderating, rhythms, workspace
from storage.database import Database
from tests.bot.nudges.world import GROUP, last, pass_time, reference, settle, told, work, write
from tests.conftest import MovableClock


async def test_a_silence_is_told_of_three_times_and_then_the_secretariat_hears(
    db: Database, clock: MovableClock
) -> None:
    service = await settle(db)
    await write(db, "UCAR")
    await pass_time(db, clock, service, days=27)
    assert [lane for lane, _ in await told(db)] == ["UADA", "UBEN"] * 3
    await pass_time(db, clock, service, days=20)
    (lane, text) = (await told(db))[-1]
    assert (len(await told(db)), lane) == (7, "USOF")
    assert "<@UADA> and <@UBEN> moderate it" in text


async def test_the_others_are_told_where_one_is_away_and_the_secretariat_where_all_are(
    db: Database, clock: MovableClock
) -> None:
    service = await settle(db)
    async with db.write() as tx:
        await moderating.save_away(tx, "UADA", date(2019, 4, 30))
    await write(db, "UCAR")
    await pass_time(db, clock, service, days=8)
    assert [lane for lane, _ in await told(db)] == ["UBEN"]
    async with db.write() as tx:
        await moderating.save_away(tx, "UBEN", date(2019, 4, 30))
    await pass_time(db, clock, service, days=8)
    assert [lane for lane, _ in await told(db)] == ["UBEN", "USOF"]


async def test_who_goes_away_before_their_nudge_is_sent_leaves_it_to_somebody_else(
    db: Database, clock: MovableClock
) -> None:
    service = await settle(db)
    await write(db, "UCAR")
    clock.move(days=7, hours=14)  # it is night
    await work(service)
    async with db.write() as tx:
        for member_id in ("UADA", "UBEN"):
            await moderating.save_away(tx, member_id, date(2019, 4, 30))
    await pass_time(db, clock, service, days=1)
    assert [lane for lane, _ in await told(db)] == ["USOF"]


async def test_fine_counts_a_silence_anew_and_it_is_told_of_again_after_as_long(
    db: Database, clock: MovableClock
) -> None:
    service, acting = await settle(db), ActingService(db)
    await write(db, "UCAR")
    await pass_time(db, clock, service, days=7, hours=1)
    done = await acting.fine("UADA", reference(await last(db, "UADA")))
    assert done.state == "fine"
    assert "taken care of it" in (await told(db, "update"))[-1][1]
    await pass_time(db, clock, service, days=6)
    assert len(await told(db)) == 2
    await pass_time(db, clock, service, days=2)
    assert len(await told(db)) == 4
    assert "quiet for 14 days" in await last(db, "UADA")


async def test_a_channel_that_rests_for_a_season_is_counted_from_its_end_and_one_that_is_finished_never(
    db: Database, clock: MovableClock
) -> None:
    service, acting = await settle(db), ActingService(db)
    await write(db, "UCAR")
    await pass_time(db, clock, service, days=7, hours=2)
    await acting.rest("UBEN", reference(await last(db, "UBEN")), "season", date(2019, 5, 1))
    assert [lane for lane, text in await told(db, "update") if "rests until Wed 1 May" in text] == [
        "UADA",
        "UBEN",
    ]
    await pass_time(db, clock, service, days=42)
    assert len(await told(db)) == 2
    await pass_time(db, clock, service, days=3)
    assert len(await told(db)) == 4  # on Wednesday 8 May
    await acting.rest("UBEN", reference(await last(db, "UBEN")), "finished", None)
    await write(db, "UCAR", "Once more?")
    await pass_time(db, clock, service, days=100)
    assert len(await told(db)) == 4


async def test_a_channel_with_a_rhythm_is_silent_sooner(db: Database, clock: MovableClock) -> None:
    service = await settle(db)
    for _ in range(32):
        clock.move(days=1)
        for member_id in ("UCAR", "UBEN"):
            clock.move(minutes=1)
            await write(db, member_id)
        await work(service)
    before = len(await told(db))
    async with db.read() as tx:
        channel, rhythm = await channels.get(tx, GROUP), await rhythms.of(tx, GROUP)
    assert channel is not None
    assert (channel.threshold_days, rhythm.usual_days) == (3, 1)
    await pass_time(db, clock, service, days=2, hours=20)
    assert len(await told(db)) == before
    await pass_time(db, clock, service, days=2)
    assert "quiet for 3 days" in await last(db, "UADA")
    assert "Usually somebody writes every day" in await last(db, "UADA")


async def test_where_nobody_has_ever_written_a_prompt_to_begin_with_is_offered(
    db: Database, clock: MovableClock
) -> None:
    service, acting = await settle(db), ActingService(db)
    async with db.write() as tx:
        await workspace.save(tx, languages=["fr"])
    await pass_time(db, clock, service, days=7, hours=1)
    text = await last(db, "UADA")
    assert "Personne n’a encore écrit dans <#C1>." in text
    about = reference(text)
    assert about.split("|")[1].startswith("start.")
    await acting.post_prompt("UADA", about)
    ((_lane, posted),) = await told(db, "post")
    assert any(str(prompt) in posted for prompt in prompts.of_kind("start", words("fr")).values())


@pytest.mark.parametrize(
    ("messages", "has_more", "expected"),
    [
        ([], False, None),
        ([{"ts": "1552900000.000100", "subtype": "channel_join", "user": "U1"}], False, None),
        ([{"ts": "1552900000.000100", "bot_id": "B1", "user": "UBOT"}], True, 1552900000.0001),
        ([{"ts": "1552900009.0", "bot_id": "B1"}, {"ts": "1552900000.5", "user": "U1"}], True, 1552900000.5),
    ],
)
def test_of_a_channel_in_which_nobody_wrote_it_is_known(
    messages: list[dict[str, str]], has_more: bool, expected: float | None
) -> None:
    found = silence.last_posted_at({"messages": messages, "has_more": has_more})
    assert (found.timestamp() if found else None) == expected
