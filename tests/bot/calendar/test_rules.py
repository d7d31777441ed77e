from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import hours
from bot.calendar import rules
from bot.calendar.when import When
from storage.calendar import Activity
from storage.workspace import DEFAULT_LEADS
from tests.bot.calendar.test_when import ZONES
from tests.bot.calendar.world import activity

GENEVA = ZoneInfo("Europe/Zurich")
WEEK, DAY, HOUR = 10080, 1440, 60


def geneva(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=GENEVA).astimezone(UTC)


SIDE_EVENT = activity(date="2019-07-17", starts="13:15", ends="14:30", timezone="America/New_York")
FORUM = activity(date="2019-07-09", end_date="2019-07-18", timezone="America/New_York")
TUNIS = activity(date="2019-03-28")
TERMS = activity(date="2019-03-04", end_date="2019-03-08", kind="deadline")
CALL = activity(date="2019-03-28", kind="deadline", starts="17:00")
REPORT = activity(date="2019-07-17", kind="report")


@pytest.mark.parametrize(
    ("what", "lead", "due"),
    [
        (TUNIS, WEEK, "2019-03-21T09:00"),
        (TUNIS, DAY, "2019-03-27T09:00"),
        (TUNIS, HOUR, None),  # all day
        (TUNIS, 0, "2019-03-28T09:00"),
        (SIDE_EVENT, WEEK, "2019-07-10T09:00"),
        (SIDE_EVENT, DAY, "2019-07-16T09:00"),
        (SIDE_EVENT, HOUR, "2019-07-17T18:15"),
        (SIDE_EVENT, 0, "2019-07-17T19:15"),
        (SIDE_EVENT, 2000, "2019-07-15T09:00"),  # more than a day: rather early
        (TERMS, DAY, "2019-03-03T09:00"),
        # Over the night of 31 March, when Geneva's clocks go forward, the morning stays at nine.
        (activity(date="2019-04-01"), DAY, "2019-03-31T09:00"),
        (activity(date="2019-04-03"), WEEK, "2019-03-27T09:00"),
        (activity(date="TBC"), WEEK, None),
        (activity(date="2019-05"), WEEK, None),
        (activity(date="2019-Q2"), DAY, None),
        (activity(date="2019"), 0, None),
        (activity(status="cancelled"), DAY, None),
        (activity(status="tentative"), DAY, "2019-03-27T09:00"),
    ],
)
def test_a_lead_is_due_in_the_morning_or_to_the_minute(what: Activity, lead: int, due: str | None) -> None:
    assert rules.due_at(what, lead, GENEVA) == (None if due is None else geneva(due))


def test_a_day_ahead_is_ahead_even_from_the_other_side_of_the_date_line() -> None:
    island = activity(date="2019-05-20", timezone="Pacific/Kiritimati")
    assert island.begins is not None
    due = rules.due_at(island, DAY, ZoneInfo("Pacific/Honolulu"))
    assert due is not None
    assert due < island.begins


@pytest.mark.parametrize(
    ("what", "lead", "now", "too_late"),
    [
        (SIDE_EVENT, HOUR, "2019-07-17T19:14", False),
        (SIDE_EVENT, HOUR, "2019-07-17T19:15", True),  # it begins
        (SIDE_EVENT, DAY, "2019-07-17T20:00", False),  # under way
        (SIDE_EVENT, DAY, "2019-07-17T20:30", True),  # over
        (SIDE_EVENT, WEEK, "2019-07-12T09:00", False),
        (SIDE_EVENT, WEEK, "2019-07-12T09:01", True),  # two days late
        (TUNIS, DAY, "2019-03-28T12:00", False),
        (TUNIS, DAY, "2019-03-28T12:01", True),  # after noon of its day
        (TERMS, DAY, "2019-03-04T12:01", True),  # of its first day, if it has several
        (CALL, DAY, "2019-03-28T16:59", False),
        (CALL, DAY, "2019-03-28T17:00", True),  # a deadline is over at its hour
        (FORUM, DAY, "2019-07-09T17:00", False),  # noon in New York is 18:00 in Geneva
        (FORUM, DAY, "2019-07-09T18:30", True),
        (REPORT, 0, "2019-07-19T09:00", False),  # what is out stays worth reading
        (REPORT, 0, "2019-07-19T09:01", True),
        (TUNIS, 0, "2019-03-29T00:00", True),
    ],
)
def test_what_is_absurdly_late_is_not_said(what: Activity, lead: int, now: str, too_late: bool) -> None:
    due = rules.due_at(what, lead, GENEVA)
    assert due is not None
    following = rules.next_lead_due_at(what, lead, [WEEK, DAY, HOUR], GENEVA)
    assert rules.is_too_late(what, lead, due, geneva(now), following) is too_late


def test_a_week_ahead_is_not_said_once_the_next_lead_is_due() -> None:
    leads = [3 * DAY, 2 * DAY]
    following = rules.next_lead_due_at(TUNIS, 3 * DAY, leads, GENEVA)
    due = rules.due_at(TUNIS, 3 * DAY, GENEVA)
    assert due is not None
    assert following == geneva("2019-03-26T09:00")
    assert not rules.is_too_late(TUNIS, 3 * DAY, due, following - timedelta(minutes=1), following)
    assert rules.is_too_late(TUNIS, 3 * DAY, due, following, following)


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        ("2019-03-18T08:55", "2019-03-18T09:00"),
        ("2019-03-18T09:00", "2019-03-18T09:00"),
        ("2019-03-18T09:01", "2019-03-25T09:00"),
        ("2019-03-24T23:59", "2019-03-25T09:00"),
        ("2019-03-25T09:01", "2019-04-01T09:00"),  # clocks go forward in between
        ("2019-10-21T09:01", "2019-10-28T09:00"),  # and back
    ],
)
def test_the_round_up_stays_at_nine_on_monday(moment: str, first: str) -> None:
    assert rules.round_up_from(geneva(moment), GENEVA) == geneva(first)


@pytest.mark.parametrize(
    ("now", "worthwhile"),
    [
        ("2019-03-18T09:00", True),
        ("2019-03-20T23:59", True),
        ("2019-03-21T00:00", False),
        ("2019-03-24T12:00", False),
        ("2019-03-25T08:59", False),  # the next is only minutes away
    ],
)
def test_a_late_round_up_is_worthwhile_until_wednesday(now: str, worthwhile: bool) -> None:
    assert rules.is_round_up_worthwhile(geneva(now), GENEVA) is worthwhile


def test_every_kind_has_a_week_and_a_day_and_an_hour_except_what_is_told_when_it_is_out() -> None:
    assert set(DEFAULT_LEADS) == {"event", "news", "campaign", "report", "deadline"}
    assert all(DEFAULT_LEADS[kind] == [WEEK, DAY, HOUR] for kind in ("event", "campaign", "deadline"))
    assert DEFAULT_LEADS["report"] == [WEEK, DAY, 0]


@settings(deadline=None)
@given(
    day=st.dates(date(2018, 1, 1), date(2030, 12, 31)),
    starts=st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
    workspace=st.sampled_from(ZONES),
    lead=st.sampled_from([0, 1, 30, HOUR, 720, DAY, 2 * DAY, WEEK, 4 * WEEK]),
    kind=st.sampled_from(sorted(DEFAULT_LEADS)),
    late=st.timedeltas(timedelta(0), timedelta(days=4)),
)
def test_reminders_come_ahead_and_by_day_wherever_the_place_and_the_workspace(
    day: date, starts: time | None, zone: str, workspace: str, lead: int, kind: str, late: timedelta
) -> None:
    here = ZoneInfo(workspace)
    what = activity(
        date=f"{day}", starts=None if starts is None else f"{starts:%H:%M}", timezone=zone, kind=kind
    )
    due = rules.due_at(what, lead, here)
    if due is None:
        assert starts is None
        assert lead < DAY
        return
    assert what.begins is not None
    assert what.finishes is not None
    assert due < what.begins or lead == 0
    assert due <= what.finishes
    if lead >= DAY or starts is None:
        assert due.astimezone(here).time() == time(9)
        assert not hours.is_night(due, here)
    if what.finishes <= due + late and kind not in {"news", "report"}:
        assert rules.is_too_late(what, lead, due, due + late, None)
    if not late and lead:
        assert not rules.is_too_late(what, lead, due, due, None)


@settings(deadline=None)
@given(
    moment=st.datetimes(datetime(2018, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=st.sampled_from(ZONES),
)
def test_round_ups_are_a_week_of_days_apart(moment: datetime, zone: str) -> None:
    here = ZoneInfo(zone)
    first, last = rules.round_up_from(moment, here), rules.round_up_before(moment, here)
    assert last <= moment <= first
    days = (first.astimezone(here).date() - last.astimezone(here).date()).days
    assert days == (0 if first == last else 7)
    assert {first.astimezone(here).time(), last.astimezone(here).time()} == {time(9)}
    assert first.astimezone(here).weekday() == 0


def test_when_the_rules_meet_a_date_without_days_they_say_no() -> None:
    tbc = activity(date="TBC")
    assert When.parse("TBC").begins is None
    assert rules.is_too_late(tbc, DAY, geneva("2019-03-18T09:00"), geneva("2019-03-18T09:00"), None)
