"""What may be the same activity, and what is at the same time."""

import pytest

from bot.calendar.planning.likeness import at_the_same_time, concerns_the_same, means_the_same, similar
from bot.calendar.when import When
from tests.bot.calendar.world import activity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GCG meeting", "Meeting of the GCG"),
        ("Global Coordinating Group meeting", "Global Co-ordinating Group Meeting"),
        ("Workshop on supply chains", "Supply chains workshop"),
        ("Réunion du Groupe", "reunion du groupe"),
        ("GCG meeting", "GCG meeting, Geneva"),
    ],
)
def test_titles_that_are_alike_may_mean_the_same(one: str, other: str) -> None:
    assert means_the_same(one, other)
    assert means_the_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Report 2018", "Report 2019"),
        ("Workshop: Tunisia", "Workshop: Nepal"),
        ("Workshop", "Strategic planning workshop: Tunisia"),
        ("Annual report", "Annual meeting"),
    ],
)
def test_other_titles_mean_other_things(one: str, other: str) -> None:
    assert not means_the_same(one, other)


def test_the_same_title_months_later_is_another_meeting() -> None:
    when = When.parse("2019-04-03")
    others = [
        activity("GCG meeting", "2019-04-08"),
        activity("GCG meeting", "2019-06-03"),
        activity("GCG meeting", "TBC"),
        activity("GCG meeting", "2019-Q2"),
    ]
    found = similar("gcg meeting", when, others)
    assert [a.precision for a in found] == ["day", "tbc", "quarter"]
    assert len(similar("GCG meeting", When.parse("TBC"), others)) == 4


def test_what_overlaps_is_at_the_same_time_and_what_follows_is_not() -> None:
    first = When.parse("2019-04-03", starts="12:00", ends="13:00")
    before = activity("Before", "2019-04-03", starts="11:00", ends="12:00", timezone="UTC")
    within = activity("Within", "2019-04-03", starts="12:30", ends="12:45", timezone="UTC")._replace(id=2)
    all_day = activity("All day", "2019-04-02", end_date="2019-04-04", timezone="UTC")._replace(id=3)
    found = at_the_same_time([first], [before, within, all_day])
    assert [a.title for a in found] == ["All day", "Within"]


def test_a_whole_day_is_the_day_of_that_name_in_any_zone() -> None:
    evening = When.parse("2019-04-02", starts="15:00", timezone="America/Lima")
    next_day = activity("The next day", "2019-04-03")
    same_day = activity("The same day", "2019-04-02", timezone="Pacific/Fiji")._replace(id=2)
    assert [a.title for a in at_the_same_time([evening], [next_day, same_day])] == ["The same day"]


def test_the_same_people_are_those_of_a_group_and_everyone() -> None:
    assert concerns_the_same("C2", "C2")
    assert concerns_the_same(None, "C2")
    assert not concerns_the_same("C3", "C2")
