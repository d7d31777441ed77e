"""A simulated stretch of the workspace's life: what Liaison told people keeps its promises, and the checks see what doesn't."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from sandbox.simulate import read
from sandbox.simulation.checks import failures
from sandbox.simulation.report import report
from sandbox.simulation.running import Options, Story, simulate
from sandbox.simulation.watching import Told

SMALL = Options(seed="spring", days=11, people=32)


@pytest.fixture(scope="module")
def story() -> Story:
    return asyncio.run(simulate(SMALL))


def only(story: Story, *told: Told) -> dict[str, int]:
    """How much would break which promise, had only this been told."""
    watch = replace(story.watch, told=list(told))
    return {name: len(found) for name, found in failures(replace(story, watch=watch)).items() if found}


def a_nudge(story: Story) -> Told:
    return next(told for told in story.watch.told if told.kind == "nudge")


def test_eleven_days_keep_every_promise(story: Story) -> None:
    text, is_kept = report(story)
    assert is_kept, text
    assert {told.kind for told in story.watch.told} >= {"nudge", "welcome", "newcomers", "request", "post"}
    assert "has had no answer for" in text


def test_a_second_nudge_on_a_day_one_at_night_and_a_third_welcome_are_seen(story: Story) -> None:
    nudge = a_nudge(story)
    soon, night = timedelta(minutes=20), timedelta(hours=14)
    broken = only(story, nudge, replace(nudge, at=nudge.at + soon), replace(nudge, at=nudge.at + night))
    assert broken["No more than one message with nudges a day to anybody"] >= 1
    assert broken["Nudges come in working hours"] >= 1
    welcome = replace(nudge, kind="welcome", reasons=())
    thrice = [replace(welcome, at=welcome.at + timedelta(days=n)) for n in range(3)]
    assert only(story, *thrice)["No more than two messages about the first weeks in a week"] == 1


def test_a_silence_that_nobody_is_told_of_is_seen(story: Story) -> None:
    cast = story.scene.cast
    strict = replace(cast, groups={id_: replace(group, quiet_days=1) for id_, group in cast.groups.items()})
    stricter = replace(story, scene=replace(story.scene, cast=strict))
    assert "No group is silent past its threshold unnoticed" in only(stricter)


def test_what_a_nudge_is_about_must_be_readable(story: Story) -> None:
    assert only(story, replace(a_nudge(story), reasons=()))["Each nudge says what it is about"] == 1


def test_a_number_that_makes_no_sense_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read(["--days", "0"])
    assert "a number from 1 to 300" in capsys.readouterr().err


@pytest.mark.faults
async def test_half_a_year_of_two_hundred_people_keeps_every_promise(empty_url: str) -> None:
    text, is_kept = report(await simulate(Options(database_url=empty_url)))
    assert is_kept, text
