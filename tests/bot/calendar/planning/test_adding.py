"""What becomes of a form that is sent: twice, changed and sent again, beside similar activities, at the time of others, with mistakes."""

import asyncio

import pytest

from storage.database import Database
from tests.bot.calendar.planning.world import (
    BENOIT,
    SECRETARIAT,
    SOFIA,
    alliance,
    entered,
    refused,
    said,
    submit,
    titles_ahead,
)
from tests.bot.calendar.world import MIGRATION, SUPPLY, draft


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
