import pytest

from bot.calendar.recurrence import Rule
from bot.calendar.recurrence_words import describe
from bot.calendar.when import When
from bot.i18n import LANGUAGES, words

FIRST = When.parse("2019-03-26")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=WEEKLY", "every Tuesday"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "every Tuesday and Thursday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday from Monday to Friday"),
        ("FREQ=WEEKLY;INTERVAL=2", "every second Tuesday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "every 2 weeks on Tuesday and Thursday"),
        ("FREQ=MONTHLY", "every month, on day 26"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15,-1", "every month, on days 1, 15 and the last"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=1", "every month, on the last day, once"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO;COUNT=4", "every 3 months, on the first Monday, 4 times"),
        ("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20191231", "every month, on the last Friday, until Tue 31 Dec 2019"),
        ("FREQ=MONTHLY;BYDAY=3MO,1MO", "every month, on the first Monday and on the third Monday"),
        ("FREQ=YEARLY", "every year on 26 March"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=4;BYDAY=3WE", "every 2 years in April, on the third Wednesday"),
        ("FREQ=YEARLY;BYMONTH=2,3", "every year in February and March, on day 26"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "every month, on the last working day (Monday to Friday)",
        ),
        ("FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1", "every month, on the first Saturday or Sunday"),
        (
            "FREQ=YEARLY;BYMONTH=9;BYDAY=TU,WE,TH;BYSETPOS=3,-2",
            "every year in September, on the third Tuesday, Wednesday or Thursday and on the second to last Tuesday, Wednesday or Thursday",
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=10",
            "every month, on working day (Monday to Friday) number 10",
        ),
        ("FREQ=MONTHLY;BYDAY=-3FR", "every month, on Friday number 3 from the end"),
        ("FREQ=WEEKLY;COUNT=3;RDATE=20190330", "every Tuesday, 3 times, and on 1 more date"),
        ("FREQ=DAILY;COUNT=1;RDATE=20190330,20190402", "on 3 dates"),
    ],
)
def test_a_rule_is_said_in_words(rule: str, said: str) -> None:
    assert describe(Rule.parse(rule), FIRST, words("en")) == said
    for language in LANGUAGES:
        assert describe(Rule.parse(rule), FIRST, words(language))


def test_weekdays_and_months_are_in_the_readers_language() -> None:
    said = describe(Rule.parse("FREQ=YEARLY;BYMONTH=4;BYDAY=3WE"), FIRST, words("fr"))
    assert "avril" in said
    assert "mercredi" in said


def test_a_day_that_its_month_does_not_have_is_said_all_the_same() -> None:
    first = When.parse("2019-03-31")
    assert describe(Rule("yearly", months=(4,)), first, words("en")) == "every year in April, on day 31"
