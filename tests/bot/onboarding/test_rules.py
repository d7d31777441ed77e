"""When somebody new is welcomed, reminded, and spoken of."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.onboarding import rules, steps
from bot.onboarding.greeting import rules as greeting
from bot.onboarding.journey import rules as journey
from bot.onboarding.journey.rules import Decision, Facts
from bot.onboarding.steps import Step
from bot.onboarding.week import rules as week
from bot.onboarding.week.rules import Newcomer

GENEVA, LIMA = ZoneInfo("Europe/Zurich"), ZoneInfo("America/Lima")
MONDAY = datetime(2019, 3, 18, 9, 0, tzinfo=UTC)  # 10:00 in Geneva, 04:00 in Lima


def days(number: float) -> timedelta:
    return timedelta(days=number)


@pytest.mark.parametrize(
    ("sent", "at"),
    [
        ([], 0),
        ([-3.0], 0),
        ([-5 / 1440], 5 / 1440),  # gathered with what comes within ten minutes
        ([-6.0, -2.0], 1.0),
        ([-6.0, -2.0, -1.0], 5.0),
    ],
)
def test_nobody_is_written_to_more_than_twice_a_week(sent: list[float], at: float) -> None:
    assert rules.write_at(MONDAY, [MONDAY + days(each) for each in sent], GENEVA) == MONDAY + days(at)


def test_what_waits_for_the_next_week_waits_for_the_persons_hours_too() -> None:
    sent = [MONDAY - days(6), MONDAY - days(1)]
    assert rules.write_at(MONDAY, sent, LIMA) == datetime(2019, 3, 19, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(("zone", "hour"), [(GENEVA, 9), (LIMA, 14)])
def test_who_is_brought_in_is_not_woken_by_the_welcome(zone: ZoneInfo, hour: int) -> None:
    assert rules.invited_due(MONDAY, zone) == MONDAY.replace(hour=hour)


def facts(**given: bool) -> Facts:
    known = {"is_first_open": True, "is_silent": True, "is_put_off": False} | given
    return Facts(MONDAY, known["is_first_open"], known["is_silent"], known["is_put_off"])


@pytest.mark.parametrize(
    ("after", "given", "reminder", "again"),
    [
        (3, {}, "first_step", 10),
        (3, {"is_first_open": False}, None, 10),
        (3, {"is_silent": False}, "first_step", 10),
        (10, {}, "silent", None),
        (10, {"is_silent": False}, None, None),
        (10, {"is_first_open": False}, "silent", None),
        (10, {"is_silent": False, "is_put_off": True}, "first_step", None),
        (17, {"is_put_off": True}, "silent", None),
        (22, {}, None, None),
    ],
)
def test_the_third_day_is_about_the_first_step_the_tenth_about_silence_and_then_it_is_over(
    after: int, given: dict[str, bool], reminder: journey.Reminder | None, again: int | None
) -> None:
    found = journey.decide(facts(**given), MONDAY + days(after), GENEVA)
    assert found == Decision(reminder, None if again is None else MONDAY + days(again))


def test_reminders_wait_for_the_persons_morning() -> None:
    assert journey.first_due(MONDAY, LIMA) == datetime(2019, 3, 21, 14, 0, tzinfo=UTC)


def test_reminders_of_a_third_and_tenth_day_at_the_weekend_wait_for_monday() -> None:
    wednesday, friday = MONDAY + days(2), MONDAY + days(4)
    assert journey.first_due(wednesday, GENEVA) == datetime(2019, 3, 25, 8, tzinfo=UTC)
    began = Facts(friday - days(1), is_first_open=True, is_silent=True, is_put_off=False)
    assert journey.decide(began, friday + days(3), GENEVA).again_at == datetime(2019, 4, 1, 7, tzinfo=UTC)


def test_not_now_puts_off_by_a_week_and_never_brings_anything_nearer() -> None:
    assert journey.put_off(None, MONDAY, GENEVA) == MONDAY + days(7)
    assert journey.put_off(MONDAY + days(9), MONDAY, GENEVA) == MONDAY + days(9)


def test_a_newcomer_not_greeted_is_told_of_twice_at_most_and_never_late() -> None:
    cases = [(0, 1), (1, 2), (2, 3), (0, 8)]
    told = [greeting.is_to_be_told(MONDAY, times, MONDAY + days(after)) for times, after in cases]
    assert told == [True, True, False, False]


def test_steps_are_only_those_that_are_for_somebody() -> None:
    def names(**given: bool) -> list[str]:
        return [step.name for step in steps.applying(steps.DEFAULT, "https://a.b/c", **given)]

    assert names(is_guest=False) == ["joined", "guide", "profile", "greeting", "question", "phone"]
    assert names(is_guest=True) == ["joined", "guide", "greeting", "question", "phone"]
    assert names(is_guest=False, is_new=False) == ["guide", "profile", "phone"]
    without = steps.applying(steps.DEFAULT, None, is_guest=False)
    first = steps.first_small(without)
    assert first is not None
    assert first.name == "profile"


def test_a_workspaces_own_step_is_said_in_its_words_or_in_english() -> None:
    step = Step("film", {"en": "Watch the film", "fr": "Regardez le film"}, "https://example.org/film")
    (kept,) = steps.of_workspace([step.as_data()])
    assert kept == step
    assert [kept.said(language) for language in ("en", "fr", "es")] == [
        "Watch the film",
        "Regardez le film",
        "Watch the film",
    ]
    assert kept.is_ticked


def newcomer(name: str, age: float, active: float | None = None, **given: object) -> Newcomer:
    values: dict[str, object] = {
        "done": {},
        "is_complete": False,
        "asks": False,
        "is_ungreeted": False,
        "wants_rest": False,
    }
    at = None if active is None else MONDAY - days(active)
    return Newcomer(name, MONDAY - days(age), at, **(values | given))  # type: ignore[arg-type]


def test_the_card_counts_the_week_and_names_three_with_the_most_pressing_first() -> None:
    found = week.week(
        [
            newcomer("silent", 12),
            newcomer("ready", 20, done={"profile": MONDAY}),
            newcomer("asks", 15, 14, asks=True),
            newcomer("fresh", 0.5),
            newcomer("unmet", 2, is_ungreeted=True),
            newcomer("eager", 5, 4, is_complete=True),
            newcomer("rests", 9, wants_rest=True),
        ],
        MONDAY,
    )
    assert (found.came, found.going, found.stuck) == (3, 1, 3)
    assert found.worth == [("asks", "unanswered"), ("unmet", "ungreeted"), ("ready", "ready")]
