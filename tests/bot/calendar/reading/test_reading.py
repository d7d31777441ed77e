"""What holds of every sentence, whatever was typed."""

from datetime import date, time
from time import perf_counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.calendar.reading.place_names import places
from bot.calendar.reading.sentence import Sentence, read
from bot.i18n import LANGUAGES
from tests.bot.calendar.reading.test_sentences import GROUPS, TODAY, ZURICH, table

WORDS = sorted({word for language in LANGUAGES for typed, _ in table(language) for word in typed.split()})
SIGNS = [
    *"0123456789/-.:,<>#|&@()'’ ",
    "31",
    "2019",
    "99",
    "mid-",
    "W53",
    "Q5",
    "UTC+",
    "–",
    "\x1f",
    "\x00",
    "\ud800",
    "²",
    "٣",
    "İ",
    "ﬁ",
]
typed_text = (
    st.text(max_size=80)
    | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
    | st.lists(st.sampled_from(WORDS + SIGNS), max_size=30).map("".join)
)


def reads(text: str, language: str = "en", today: date = TODAY) -> Sentence:
    return read(text, today=today, timezone=ZURICH, language=language, groups=GROUPS)


@settings(deadline=None, max_examples=150)
@given(typed_text, st.sampled_from(LANGUAGES), st.dates(date(1970, 1, 1), date(2150, 12, 31)))
@example("29 february", "en", date(2096, 3, 1))
@example("every 31 at 24:00", "en", TODAY)
@example("<https://x|<#C1|>", "en", TODAY)
def test_whatever_is_typed_is_read(text: str, language: str, today: date) -> None:
    sentence = reads(text, language, today)
    when = sentence.when
    if when is not None:
        assert when.begins is None or when.finishes is None or when.begins <= when.finishes
        assert (when.starts_on is None) == (when.precision == "tbc")
        assert when.starts_at is None or when.precision == "day"
    assert sentence.title == " ".join(sentence.title.split())
    assert "\x1f" not in sentence.title


@given(st.text(alphabet="bcfgkpvxz ", max_size=60).map(lambda text: " ".join(text.split())))
@settings(deadline=None, max_examples=50)
def test_what_is_not_understood_is_the_title(text: str) -> None:
    assert reads(text).title == text


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 2000,
        "a" * 4000,
        "1/" * 2000,
        "to " * 1500,
        "3 april " * 500,
        "(" * 4000,
        "9-" * 2000,
        "le 1 au " * 500,
        "every " * 700,
        "new york " * 400,
    ],
)
def test_no_sentence_takes_long(text: str) -> None:
    reads(text)
    fastest = min(_seconds(text) for _ in range(3))
    assert fastest < 0.1  # hundreds of times slower if something in it were not linear


def _seconds(text: str) -> float:
    start = perf_counter()
    reads(text)
    return perf_counter() - start


def test_what_is_too_long_to_be_read_is_kept() -> None:
    tail = "word " * 200
    assert reads(f"Meeting 3 April {tail}").title == " ".join(f"Meeting {tail}".split())


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        (date(2019, 3, 18), "20 February", date(2019, 2, 20)),  # 26 days ago
        (date(2019, 3, 18), "17 February", date(2020, 2, 17)),  # 29 days ago
        (date(2020, 1, 4), "28 December", date(2019, 12, 28)),
        (date(2019, 12, 4), "3 January", date(2020, 1, 3)),
        (date(2019, 3, 18), "29 February", date(2020, 2, 29)),
        (date(2019, 3, 18), "28 December - 3 January", date(2019, 12, 28)),
    ],
)
def test_a_day_without_a_year_is_the_next_or_one_that_has_just_been(
    today: date, text: str, day: date
) -> None:
    when = reads(text, today=today).when
    assert when is not None
    assert when.starts_on == day


@pytest.mark.parametrize(
    "text",
    ["31 February", "31/04", "29 February 2019", "2019-02-30", "45 May", "30 Feb - 2 March", "2019-W60"],
)
def test_a_day_that_does_not_exist_is_said_so_and_not_bent(text: str) -> None:
    sentence = reads(f"Meeting {text}")
    assert (sentence.problem, sentence.when, sentence.title) == ("no_such_day", None, "Meeting")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("call 25:00 on 3 April", "no_such_hour"),
        ("call 3 April 14:75", "no_such_hour"),
        ("call 3 April 16:00-15:00", "end_before_start"),
        ("every Monday from 3 June until 1 May", "never_occurs"),
        ("call 10 March 2019 2:30 New York", "skipped_hour"),
        ("call 3 November 2019 1:30 New York", "repeated_hour"),
        ("call 10 March 2019 2:30 Geneva", None),
        ("party 3 April 22:00-02:00", None),
    ],
)
def test_what_does_not_go_together_is_said(text: str, problem: str | None) -> None:
    assert reads(text).problem == problem


def test_an_evening_goes_past_midnight() -> None:
    when = reads("party 3 April 22:00-02:00").when
    assert when is not None
    assert (when.ends_on, when.ends_at) == (date(2019, 4, 4), time(2))


def test_a_date_that_is_said_to_be_uncertain_is_tentative() -> None:
    sentence = reads("Workshop mid-May in Abidjan (dates TBC)")
    assert sentence.is_tentative
    assert sentence.title == "Workshop"
    assert not reads("Workshop TBC").is_tentative


@pytest.mark.parametrize(
    ("text", "channel_id"),
    [
        ("<#C9|anything> call", "C9"),
        ("#migration call", "C3"),
        ("migration call", None),
        ("Réunion du ceag", "C2"),
        ("GCGs call", None),
    ],
)
def test_a_group_is_known_by_its_names(text: str, channel_id: str | None) -> None:
    assert reads(text).channel_id == channel_id


def test_links_and_what_slack_escapes_are_read() -> None:
    sentence = reads("Q&amp;A with <@U1|ana> <https://ilo.org/a?b=1&amp;c=2|here> 3 April")
    assert (sentence.link, sentence.title) == ("https://ilo.org/a?b=1&c=2", "Q&A with @ana")


def test_every_town_has_a_zone_that_exists() -> None:
    for place in {p for language in LANGUAGES for p in places(language).values()}:
        if place.timezone:
            assert reads(f"Meeting 3 April, {place.name}").when is not None
