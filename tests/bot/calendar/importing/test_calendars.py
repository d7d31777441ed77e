"""What calendar files say, as programs write them."""

import time

import pytest

from bot.errors import Refusal
from bot.i18n import words
from tests.bot.calendar.importing.world import dates, file, ics, one, read, why


def test_googles_file_is_read_with_its_zones_series_and_places() -> None:
    contents = read(file("google.ics"))
    workshop, day, calls = contents.found
    assert workshop.title == "Atelier régional; Afrique de l’Ouest"
    assert dates(workshop) == "2019-04-03 09:00 2019-04-03 16:30 Africa/Dakar"
    assert [workshop.said[name] for name in ("venue", "place", "country")] == ["Hôtel Savana", "Dakar", "SN"]
    assert workshop.said["link"] == "https://meet.google.com/abc-defg-hij"
    assert workshop.said["organiser"] == "Bureau de Dakar"
    assert (day.said["kind"], day.said["status"], day.fields) == ("campaign", "tentative", ("Child labour",))
    assert dates(day) == "2019-06-12 2019-06-12 Europe/Zurich"
    assert calls.said["rrule"] == "FREQ=WEEKLY;BYDAY=WE;UNTIL=20190618"
    assert [(on.isoformat(), each.status) for on, each in sorted(calls.exceptions.items())] == [
        ("2019-04-10", None),
        ("2019-05-01", "cancelled"),
    ]
    assert (calls.sequence, [skipped.problem.what for skipped in contents.skipped]) == (3, ["private"])


def test_a_description_comes_without_html_and_without_what_is_needed_to_join_a_call() -> None:
    google, outlook = read(file("google.ics")).found[0], read(file("outlook.ics")).found[0]
    assert google.said["summary"] == (
        "Journée d’échange régionale sur le travail des enfants.\nOuverture\nDébat & conclusions"
    )
    assert outlook.said["summary"] == "Quarterly review of the work plan."


def test_outlooks_file_is_read_with_windows_zones_and_one_of_its_own() -> None:
    contents = read(file("outlook.ics"))
    review, conference, calls = contents.found
    assert dates(review) == "2019-04-09 10:00 2019-04-09 11:30 America/New_York"
    assert review.said["organiser"] == "O'Neil, Pat"
    assert dates(conference) == "2019-05-14 2019-05-15 Europe/Zurich"
    assert (conference.said["place"], conference.said["venue"]) == (None, "TBC")
    assert dates(calls) == "2019-04-02 09:30 2019-04-02 10:15 Europe/Berlin"
    assert calls.said["rrule"] == "FREQ=MONTHLY;BYDAY=1TU;COUNT=6"
    assert [skipped.problem.what for skipped in contents.skipped] == ["private", "bad_zone"]


def test_apples_file_is_read_with_folds_in_quotes_and_times_past_midnight() -> None:
    launch, week, calls = read(file("apple.ics")).found
    assert dates(launch) == "2019-04-25 16:00 2019-04-25 18:00 America/Lima"
    assert (launch.said["place"], launch.said["country"]) == ("Lima", "PE")
    assert dates(week) == "2019-05-20 2019-05-24 Europe/Zurich"
    assert dates(calls) == "2019-04-08 23:00 2019-04-09 00:30 America/Lima"
    assert [on.isoformat() for on in calls.exceptions] == ["2019-04-10"]
    assert calls.said["rrule"] == "FREQ=DAILY;COUNT=5;RDATE=20190420"
    assert [(note.what, note.value) for note in calls.notes] == [("more_dates", "1")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("DTSTART:20190403T120000Z\nDURATION:PT1H30M", "2019-04-03 14:00 2019-04-03 15:30 Europe/Zurich"),
        ("DTSTART:20190403T120000\nDTEND:20190403T130000", "2019-04-03 12:00 2019-04-03 13:00 Europe/Zurich"),
        ("DTSTART;VALUE=DATE:20190403", "2019-04-03 2019-04-03 Europe/Zurich"),
        ("DTSTART;VALUE=DATE:20190403\nDTEND;VALUE=DATE:20190403", "2019-04-03 2019-04-03 Europe/Zurich"),
        ("DTSTART;VALUE=DATE:20190403\nDURATION:P2D", "2019-04-03 2019-04-04 Europe/Zurich"),
        ("DTSTART;TZID=Asia/Tokyo:20190403T090000\nDTEND:20190403T010000Z", "2019-04-03 09:00 2019-04-03 10:00 Asia/Tokyo"),
        ("DTSTART;TZID=GMT+01:00:20190403T090000", "2019-04-03 09:00 2019-04-03 Etc/GMT-1"),
        # Days keep the hour through a clock change, hours do not.
        ("DTSTART;TZID=Europe/Paris:20190330T120000\nDURATION:P1D", "2019-03-30 12:00 2019-03-31 12:00 Europe/Paris"),
        ("DTSTART;TZID=Europe/Paris:20190330T120000\nDURATION:PT24H", "2019-03-30 12:00 2019-03-31 13:00 Europe/Paris"),
        # In UTC this is the second 02:30 of that night; on the clock of Zurich it would be the first.
        ("DTSTART:20191027T013000Z", "2019-10-27 01:30 2019-10-27 UTC"),
    ],
)  # fmt: skip
def test_a_date_is_understood_in_every_form(lines: str, expected: str) -> None:
    assert dates(one(lines)) == expected


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("SUMMARY:", "no_title"),
        ("DTSTART:", "no_date"),
        ("DTSTART:20190231T090000Z", "bad_date"),
        ("DTSTART:tomorrow", "bad_date"),
        ("DTSTART:16010101T000000Z", "out_of_reach"),
        ("DTSTART;TZID=Mars/Olympus:20190403T090000", "bad_zone"),
        ("DTEND:20190402T120000Z", "ends_early"),
        ("DURATION:-PT1H", "bad_duration"),
        ("DTEND:20290402T120000Z", "too_long"),
        ("RRULE:FREQ=SECONDLY", "too_often"),
        ("RRULE:FREQ=HOURLY;INTERVAL=2", "too_often"),
        ("RRULE:FREQ=YEARLY;BYYEARDAY=100", "rule"),
        ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "never"),
        ("RRULE:FREQ=DAILY;UNTIL=20190101", "never"),
        ("RRULE:FREQ=DAILY\nEXDATE:" + ",".join(["20190404T120000Z"] * 600), "many_exceptions"),
        ("CLASS:CONFIDENTIAL", "private"),
    ],
)  # fmt: skip
def test_what_can_not_be_taken_has_its_reason(lines: str, reason: str) -> None:
    assert why(ics(lines)) == [reason]
    assert read(ics(lines)).skipped[0].problem.say(words("en"))


def test_of_what_is_private_not_even_the_title_is_told() -> None:
    assert read(ics("CLASS:PRIVATE\nSUMMARY:Dentist")).skipped[0].title == ""


def test_of_two_versions_in_one_file_the_newer_counts() -> None:
    contents = read(ics("SEQUENCE:2\nSUMMARY:New", "SEQUENCE:1\nSUMMARY:Old"))
    assert [found.title for found in contents.found] == ["New"]
    assert [(skipped.title, skipped.problem.what) for skipped in contents.skipped] == [("Old", "twice")]


def test_letters_that_were_folded_in_the_middle_are_whole_again() -> None:
    content = ics("SUMMARY:Réunion").encode().replace(b"R\xc3\xa9", b"R\xc3\r\n \xa9")
    assert read(content).found[0].title == "Réunion"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_understood(encoding: str) -> None:
    assert read(ics("SUMMARY:Réunion").encode(encoding)).found[0].title == "Réunion"


DEEP = b"BEGIN:VCALENDAR\n" * 50_000
HOSTILE = {
    "nested": DEEP,
    "events": b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 2001,
    "lines": b"BEGIN:VCALENDAR\n" + b"A:b\n" * 300_000,
    "large": b"BEGIN:VCALENDAR\n" + b"X" * 10_000_000,
    "cut off": b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n",
    "binary": b"BEGIN:VCALENDAR\n\0\0\0",
    "nothing": b"",
    "no calendar": b"%PDF-1.7 ...",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_in_under_a_second_with_a_sentence(what: str) -> None:
    began = time.process_time()
    with pytest.raises(Refusal) as refused:
        read(HOSTILE[what])
    assert time.process_time() - began < 1
    assert refused.value.say(words("en"))


SLOW = {
    "parameters": "A" + ";A=b" * 400_000,
    "quotes": "A" + ';A="' * 400_000,
    "commas": "A;A=" + "," * 2_000_000,
    "tags": "DESCRIPTION:" + "<style>" * 300_000,
    "folds": "SUMMARY:" + "\n a" * 150_000,
}


@pytest.mark.parametrize("what", SLOW)
def test_lines_that_are_made_to_be_slow_are_not(what: str) -> None:
    began = time.process_time()
    read(ics(SLOW[what]))
    assert time.process_time() - began < 1


def test_two_thousand_rules_and_zones_that_are_made_to_be_slow_are_read_in_a_second() -> None:
    zones = "".join(
        f"BEGIN:VTIMEZONE\nTZID:Z{n}\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0{n % 9}17\n"
        "RRULE:FREQ=YEARLY;BYMONTH=1,3,5,7,9,11;BYMONTHDAY=1,31\nEND:STANDARD\nEND:VTIMEZONE\n"
        for n in range(100)
    )
    rules = (
        "FREQ=DAILY;INTERVAL=999;COUNT=5000",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=MONTHLY;BYDAY=5MO",
    )
    events = [f"UID:{n}\nDTSTART;TZID=Z{n % 100}:20190403T000000\nRRULE:{rules[n % 3]}" for n in range(2000)]
    began = time.process_time()
    read(ics(*events, head=zones))
    assert time.process_time() - began < 2
