"""Tables of activities, in three languages and as other calendars export them."""

import time

import pytest

from bot.errors import Refusal
from bot.i18n import words
from tests.bot.calendar.importing.world import dates, read, why


def table(*rows: str, heading: str = "Title,Starts,Start time,Ends") -> str:
    return "\n".join((heading, *rows)) + "\n"


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("Kind,Title,Starts,Place,Country,Status", "Campaign,Week,2019-05-20,Lima,Peru,tentative"),
        ("Genre;Titre;Début;Lieu;Pays;Statut", "campagne;Week;20/05/2019;Lima;Pérou;provisoire"),
        (
            "Clase\tTítulo\tComienza\tLugar\tPaís\tEstado",
            "Campaña\tWeek\t20 de mayo de 2019\tLima\tPE\tprovisional",
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_three_languages(heading: str, row: str, encoding: str) -> None:
    (found,) = read(table(row, heading=heading).encode(encoding), "plan.csv").found
    assert [found.said[name] for name in ("kind", "title", "status", "place", "country")] == [
        "campaign", "Week", "tentative", "Lima", "PE",
    ]  # fmt: skip
    assert dates(found) == "2019-05-20 2019-05-20 America/Lima"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("A,2019-04-03,14:30,", "2019-04-03 14:30 2019-04-03 Europe/Zurich"),
        ("A,2019-04-03 14:30:00,,2019-04-03 16:00", "2019-04-03 14:30 2019-04-03 16:00 Europe/Zurich"),
        ("A,3/4/2019,2:30 PM,4/4/2019", "2019-03-04 14:30 2019-04-04 Europe/Zurich"),
        ("A,3/4/2019,14h30,25/4/2019", "2019-04-03 14:30 2019-04-25 Europe/Zurich"),
        ("A,03.04.2019,,", "2019-04-03 2019-04-03 Europe/Zurich"),
        ("A,2019-Q2,,", "2019-04-01 2019-06-30 Europe/Zurich"),
        ("A,mid 2019-05,,", "2019-05-11 2019-05-20 Europe/Zurich"),
        ("A,première semaine de mai 2019,,", "2019-04-29 2019-05-05 Europe/Zurich"),
        ("A,TBC,,", "Europe/Zurich"),
    ],
)
def test_a_date_is_read_as_the_whole_table_writes_it(row: str, expected: str) -> None:
    assert dates(read(table(row), "plan.csv").found[0]) == expected


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",2019-04-03,,", "no_title"),
        ("A,,,", "no_date"),
        ("A,2019-02-31,,", "bad_date"),
        ("A,soon,,", "bad_date"),
        ("A,2019-04-03,25:00,", "bad_time"),
        ("A,2019-04-03,,2019-04-01", "ends_early"),
        ("A,2019-Q2,14:00,", "needs_day"),
        ("A,2019-04-03,,,,,more", "cells"),
        ("A" * 201 + ",2019-04-03,,", "title_too_long"),
    ],
)
def test_a_row_that_can_not_be_taken_has_its_reason(row: str, reason: str) -> None:
    assert why(table(row), "plan.csv") == [reason]


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("Kind", "Party", "bad_kind"),
        ("Status", "perhaps", "bad_status"),
        ("Country", "Atlantis", "bad_country"),
        ("Language", "Klingonisch", "bad_language"),
        ("Link", "not an address", "bad_link"),
        ("Time zone", "Mars/Olympus", "bad_zone"),
        ("Repeats", "FREQ=SECONDLY", "too_often"),
        ("Repeats", "every week", "bad_rule"),
        ("Private", "TRUE", "private"),
    ],
)
def test_a_cell_that_says_nothing_has_its_reason(column: str, cell: str, reason: str) -> None:
    assert why(table(f"A,2019-04-03,{cell}", heading=f"Title,Starts,{column}"), "plan.csv") == [reason]


def test_googles_table_is_read_with_months_first() -> None:
    heading = "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location,Private"
    rows = (
        "Call,4/3/2019,2:30 PM,4/3/2019,3:30 PM,False,,Dakar,False",
        "Day,4/4/2019,,4/5/2019,,True,,,False",
    )
    contents = read(table(*rows, heading=heading), "plan.csv")
    assert [dates(found) for found in contents.found] == [
        "2019-04-03 14:30 2019-04-03 15:30 Africa/Dakar",
        "2019-04-04 2019-04-05 Europe/Zurich",
    ]
    assert [note.what for note in contents.notes] == ["read_as"]


def test_rows_of_the_same_title_are_told_apart_by_their_dates() -> None:
    contents = read(table("Call,2019-04-03,,", "Call,2019-04-10,,", "Call,2019-04-10,,"), "plan.csv")
    assert len({found.uid for found in contents.found}) == 2
    assert [skipped.problem.what for skipped in contents.skipped] == ["twice"]


def test_two_thousand_dates_in_words_take_no_more_than_a_second() -> None:
    rows = [f"A,the second week of April {n} at 14:00 in Geneva until June near Paris,," for n in range(2000)]
    began = time.process_time()
    assert set(why(table(*rows), "plan.csv")) >= {"many_words"}
    assert time.process_time() - began < 1.5


@pytest.mark.parametrize(
    "content", ["", "a,b\n1,2\n", "Title,Place\nA,B\n", 'Title,Starts\n"A,2019-01-01\n', "Title,Starts\n" + "A,TBC\n" * 2001]
)  # fmt: skip
def test_what_is_no_table_of_activities_is_refused_with_a_sentence(content: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(content, "plan.csv")
    assert refused.value.say(words("en"))
