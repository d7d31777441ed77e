import random
import time
from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rruleset, rrulestr

from bot.calendar.recurrence import NeverOccursError, Rule, first_of, occurrences
from bot.calendar.when import When

TUESDAY = date(2019, 3, 26)


def days(rule: str, start: str = "2019-03-26", until: str = "2020-03-25") -> list[str]:
    found = occurrences(
        When.parse(start), Rule.parse(rule), date.fromisoformat(start), date.fromisoformat(until)
    )
    return [f"{on:%d %b}" for on, _when in found]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY;INTERVAL=100", ["26 Mar", "04 Jul", "12 Oct", "20 Jan"]),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=5", ["26 Mar", "27 Mar", "28 Mar", "29 Mar", "01 Apr"]),
        ("FREQ=WEEKLY;COUNT=3", ["26 Mar", "02 Apr", "09 Apr"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20190411", ["26 Mar", "28 Mar", "09 Apr", "11 Apr"]),
        ("FREQ=MONTHLY;BYDAY=4TU;COUNT=3", ["26 Mar", "23 Apr", "28 May"]),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1;COUNT=3", ["26 Mar", "30 Apr", "28 May"]),
        ("FREQ=MONTHLY;BYDAY=3MO,1MO;COUNT=3", ["01 Apr", "15 Apr", "06 May"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", ["31 Mar", "31 May", "31 Jul"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", ["31 Mar", "30 Apr", "31 May"]),
        ("FREQ=MONTHLY;BYMONTH=6,9", ["26 Jun", "26 Sep"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["29 Feb"]),
        ("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", ["27 Oct"]),
        ("FREQ=YEARLY;BYDAY=1MO", ["06 Jan"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", ["29 Mar", "30 Apr", "31 May"]),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=SA,SU;BYSETPOS=1;COUNT=3", ["01 Jun", "01 Sep", "01 Dec"]),
        ("FREQ=YEARLY;BYMONTH=9;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,10", ["02 Sep", "13 Sep"]),
        ("FREQ=WEEKLY;COUNT=2;RDATE=20190330,20190402,20190301", ["26 Mar", "30 Mar", "02 Apr"]),
        ("FREQ=DAILY;COUNT=1;RDATE=20190330,20190402", ["26 Mar", "30 Mar", "02 Apr"]),
    ],
)
def test_a_rule_has_these_days(rule: str, expected: list[str]) -> None:
    assert days(rule) == expected


def test_any_rule_has_the_days_that_dateutil_finds_whatever_part_of_them_is_asked_for() -> None:
    luck, seen = random.Random(87), 0
    for _ in range(400):
        rule = _some_rule(luck)
        start = date(2012, 1, 1) + timedelta(days=luck.randrange(3000))
        first = start + timedelta(days=luck.randrange(-200, 2500))
        last = first + timedelta(days=luck.randrange(600))
        theirs = _theirs(rule, start).between(_midnight(first), _midnight(last), inc=True)
        ours = [on for on, _when in occurrences(When.parse(start), rule, first, last)]
        assert ours == [moment.date() for moment in theirs], (rule, start, first, last)
        assert Rule.parse(str(rule)) == rule
        seen += len(ours)
    assert seen > 5000


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
        "FREQ=MONTHLY;BYMONTH=3,9;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=-2,2",
        "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-2",
        "FREQ=MONTHLY;BYDAY=-2FR,-1FR",
        "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
        # Of a year, BYSETPOS counts through all of its months.
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
        "FREQ=YEARLY;BYDAY=SA,SU;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=3,9;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=3,9;BYDAY=MO;BYSETPOS=1,2",
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYDAY=SA,SU;BYSETPOS=9",
    ],
)
def test_a_position_among_several_weekdays_is_where_dateutil_finds_it(text: str) -> None:
    start, last = date(2019, 1, 1), date(2031, 12, 31)
    rule = Rule.parse(text)
    theirs = rrulestr(text, dtstart=_midnight(start)).between(_midnight(start), _midnight(last), inc=True)
    ours = [on for on, _when in occurrences(When.parse(start), rule, start, last)]
    assert ours == [moment.date() for moment in theirs]
    assert Rule.parse(str(rule)) == rule


def _theirs(rule: Rule, start: date) -> rruleset:
    text, _, dates = str(rule).partition(";RDATE=")
    found = rruleset()
    found.rrule(rrulestr(text, dtstart=_midnight(start)))
    for day in filter(None, dates.split(",")):
        found.rdate(datetime.strptime(day, "%Y%m%d"))  # noqa: DTZ007 - as dateutil takes it
    return found


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - as dateutil takes it


def _some_rule(luck: random.Random) -> Rule:
    frequency = luck.choice(("daily", "weekly", "monthly", "yearly"))
    fields: dict[str, object] = {"interval": luck.choice((1, 1, 1, 2, 3, 4, 12, 17))}
    if frequency == "weekly" and luck.random() < 0.7:
        fields["weekdays"] = tuple(luck.sample(range(7), luck.randint(1, 4)))
        fields["week_start"] = luck.choice((0, 6, 2))
    if frequency == "yearly" and luck.random() < 0.8:
        fields["months"] = (*luck.sample(range(1, 13), luck.randint(1, 3)), 1)
    if frequency == "monthly" or "months" in fields:
        choice = luck.random()
        if choice < 0.4:
            fields["nth"] = tuple(
                (luck.choice((1, 2, 3, 4, 5, -1)), luck.randrange(7))
                for _ in range(luck.choice((1, 1, 2, 3)))
            )
        elif choice < 0.6:
            fields["weekdays"] = days = tuple(luck.sample(range(7), luck.randint(2, 6)))
            fields["positions"] = tuple(luck.choice((1, 2, 5, -1, -3)) for _ in range(luck.choice((1, 1, 2))))
            if frequency == "yearly":
                fields["months"] = (len(days),)
        elif choice < 0.8:
            fields["month_days"] = tuple(luck.sample((*range(1, 32), -1), luck.randint(1, 4)))
    fields["dates"] = _some_days(luck) if luck.random() < 0.2 else ()
    match luck.randrange(3):
        case 0:
            fields["count"] = luck.randint(1, 60)
        case 1:
            fields["until"] = date(2015, 1, 1) + timedelta(days=luck.randrange(4000))
    return Rule(frequency, **fields)  # type: ignore[arg-type]


def _some_days(luck: random.Random) -> tuple[date, ...]:
    return tuple(date(2012, 1, 1) + timedelta(days=luck.randrange(5000)) for _ in range(luck.randint(1, 9)))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("RRULE:freq=weekly;interval=1;byday=tu;wkst=su", "FREQ=WEEKLY;BYDAY=TU"),
        ("FREQ=DAILY;BYDAY=SA,SU", "FREQ=WEEKLY;BYDAY=SA,SU"),
        ("FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=TU,SU", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU"),
        ("FREQ=MONTHLY;BYDAY=+2WE", "FREQ=MONTHLY;BYDAY=2WE"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1,3", "FREQ=MONTHLY;BYDAY=1MO,3MO"),
        ("FREQ=MONTHLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=-1", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=YEARLY;BYMONTHDAY=15", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("FREQ=YEARLY;BYDAY=-1FR", "FREQ=YEARLY;BYMONTH=12;BYDAY=-1FR"),
        ("FREQ=DAILY;UNTIL=99991231T235959Z", "FREQ=DAILY"),
        ("FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
        ("FREQ=YEARLY;BYDAY=SA,SU;BYSETPOS=1", "FREQ=YEARLY;BYMONTH=1;BYDAY=SA,SU;BYSETPOS=1"),
    ],
)
def test_a_rule_in_other_words_is_kept_in_ours(text: str, kept: str) -> None:
    assert str(Rule.parse(text)) == kept
    assert str(Rule.parse(kept)) == kept


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not a rule"),
        ("every week", "not a rule"),
        ("FREQ=WEEKLY;FREQ=DAILY", "not a rule"),
        ("FREQ=FORTNIGHTLY", "how often"),
        ("INTERVAL=2", "how often"),
        ("FREQ=SECONDLY", "more often than daily"),
        ("FREQ=MINUTELY;INTERVAL=1440", "more often than daily"),
        ("FREQ=DAILY;BYHOUR=9,17", "BYHOUR"),
        ("FREQ=YEARLY;BYYEARDAY=100", "BYYEARDAY"),
        ("FREQ=DAILY;INTERVAL=0", "1 to 1000"),
        ("FREQ=DAILY;INTERVAL=999999", "1 to 1000"),
        ("FREQ=DAILY;INTERVAL=" + "9" * 400, "not a number"),
        ("FREQ=DAILY;INTERVAL=٣", "not a number"),
        ("FREQ=DAILY;COUNT=100000", "1 to 5000"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20190401", "not both"),
        ("FREQ=DAILY;UNTIL=20190231", "not a date"),
        ("FREQ=WEEKLY;BYDAY=XX", "not a weekday"),
        ("FREQ=WEEKLY;BYDAY=1MO", "more than this calendar can keep"),
        ("FREQ=YEARLY;BYDAY=1MO,TU", "counted together"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "together with weekdays"),
        ("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "BYSETPOS"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=0", "BYSETPOS"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS"),
        ("FREQ=YEARLY;BYMONTH=3,9;BYDAY=MO,TU;BYSETPOS=9", "BYSETPOS"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=11", "not so many"),
        ("FREQ=DAILY;RDATE=20190231", "not a list of days"),
        ("FREQ=DAILY;RDATE=" + ",".join(f"2019{n // 28 + 1:02}{n % 28 + 1:02}" for n in range(251)), "250"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "days are 1 to 31"),
        ("FREQ=MONTHLY;BYDAY=9MO", "first to the fifth"),
        ("FREQ=YEARLY;BYMONTH=13", "months are 1 to 12"),
        ("FREQ=DAILY;" + "X=1;" * 200, "longer than"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as refused:
        Rule.parse(text)
    assert str(refused.value).endswith(".")


def test_a_31_february_is_told_from_other_mistakes() -> None:
    with pytest.raises(NeverOccursError):
        Rule.parse("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,31")


@pytest.mark.parametrize(
    ("start", "rule", "first"),
    [
        ("2019-04-03", "FREQ=WEEKLY;BYDAY=MO", "2019-04-08"),
        ("2019-04-01", "FREQ=WEEKLY;BYDAY=MO", "2019-04-01"),
        ("2019-04-03", "FREQ=DAILY;UNTIL=20190401", None),
        ("2019-02-03", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", None),
        ("2019-04-03", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20190405", None),
        ("1902-02-28", "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", None),
    ],
)
def test_the_first_date_by_a_rule_or_that_it_never_occurs(start: str, rule: str, first: str | None) -> None:
    found = first_of(When.parse(start), Rule.parse(rule))
    assert (found and f"{found.starts_on}") == first


def test_a_rule_needs_a_day_to_begin_with() -> None:
    with pytest.raises(ValueError, match="needs a day"):
        first_of(When.parse("2019-Q2"), Rule("weekly"))


def test_no_rule_takes_long_however_far_one_looks() -> None:
    """What dateutil takes a second for, and SECONDLY a quarter of a minute."""
    began = time.perf_counter()
    old = When.parse("1900-02-01")
    for text in ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", "FREQ=DAILY;COUNT=5000", "FREQ=DAILY"):
        rule = Rule.parse(text)
        first_of(old, rule)
        list(occurrences(old, rule, date(2019, 1, 1), date(2020, 2, 4)))
    assert time.perf_counter() - began < 0.5


def test_each_occurrence_lasts_as_long_and_has_its_own_hours() -> None:
    first = When.parse(
        "2019-03-29", end_date="2019-03-31", starts="22:00", ends="02:30", timezone="Europe/Zurich"
    )
    _, (on, second) = occurrences(first, Rule("weekly"), date(2019, 3, 1), date(2019, 4, 10))
    assert on == second.starts_on == date(2019, 4, 5)
    assert second.ends_on == date(2019, 4, 7)
    assert (first.begins, second.begins) == (_utc("2019-03-29T21:00"), _utc("2019-04-05T20:00"))


@pytest.mark.parametrize(
    ("until", "zone", "starts", "last"),
    [
        ("20190701T035959Z", "America/New_York", "18:00", "2019-06-30"),
        ("20190701T035959Z", "America/New_York", None, "2019-06-30"),
        ("20190630T120000Z", "Europe/Zurich", "14:00", "2019-06-30"),
        ("20190630T115959Z", "Europe/Zurich", "14:00", "2019-06-29"),
        ("20190630T130000", "Europe/Zurich", "14:00", "2019-06-29"),
        ("20190630", "Pacific/Apia", "14:00", "2019-06-30"),
    ],
)
def test_until_is_the_last_day_on_which_it_may_begin(
    until: str, zone: str, starts: str | None, last: str
) -> None:
    first = When.parse("2019-03-26", starts=starts, timezone=zone)
    rule = Rule.parse(f"FREQ=DAILY;UNTIL={until}", first)
    assert rule.until == date.fromisoformat(last)
    assert Rule.parse(rule.for_ical(first), first) == rule


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")
