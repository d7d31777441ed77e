"""What is entered into the form of a launch."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.errors import FieldErrors
from bot.launches import entered, errors
from bot.launches.entered import Basis
from storage.launch_posts import Prompt

NOW = datetime(2019, 3, 18, 8, tzinfo=UTC)
AT_16 = datetime(2019, 3, 19, 15, tzinfo=UTC)  # in Zurich


def basis(**given: Any) -> Basis:
    usual: dict[str, Any] = {"timezone": "Europe/Zurich", "now": NOW, "choices": {"start.0": "Who are you?"}}
    return Basis(**usual | {"begun": None, "known": {}} | given)


def read(on: Basis | None = None, **given: object) -> entered.Entered:
    return entered.read({"day": "2019-03-19", "hour": "14:00", "ends": "18:00"} | given, on or basis())


def refused(on: Basis | None = None, **given: Any) -> dict[str, type[Exception]]:
    with pytest.raises(FieldErrors) as raised:
        read(on, **given)
    return {name: type(each) for name, each in raised.value.fields.items()}


def test_hours_are_those_of_the_zone_and_posts_are_in_their_order() -> None:
    found = read(at1="16:00", text1="  Later  ", at2="14:00", pick2="start.0", rehearsal=["yes"])
    assert found.wave_at == datetime(2019, 3, 19, 13, tzinfo=UTC)
    assert [text for _at, text in found.prompts] == ["Who are you?", "Later"]
    assert found.is_rehearsal


def test_an_hour_before_the_invitations_is_of_the_next_day_where_the_day_goes_on_past_midnight() -> None:
    # Who plans in Manila invites Geneva in the afternoon, at 21:00, and ends at one.
    found = read(basis(timezone="Asia/Manila"), hour="21:00", ends="01:00", at1="00:30", text1="Hello")
    assert found.wave_at == datetime(2019, 3, 19, 13, tzinfo=UTC)
    assert found.ends_at == datetime(2019, 3, 19, 17, tzinfo=UTC)
    assert found.prompts[0][0] == datetime(2019, 3, 19, 16, 30, tzinfo=UTC)
    # An hour that clocks skip is the one after it.
    spring = read(day="2019-03-30", hour="22:00", ends="04:00", at1="02:30", text1="Hello")
    assert spring.prompts[0][0] == datetime(2019, 3, 31, 1, 30, tzinfo=UTC)
    assert spring.ends_at == datetime(2019, 3, 31, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "block", "refusal"),
    [
        ({"day": "2019-03-17"}, "hour", errors.HourPast),
        ({"day": "2021-03-17"}, "day", errors.TooFar),
        ({"day": "9999-12-31"}, "day", errors.TooFar),
        ({"ends": "14:00"}, "ends", errors.BeforeWave),
        ({"ends": "13:00"}, "ends", errors.BeforeWave),
        ({"at1": "13:59", "text1": "Hello"}, "at1", errors.BeforeWave),
        ({"at1": "18:01", "text1": "Hello"}, "at1", errors.AfterEnd),
        ({"text1": "Hello"}, "at1", errors.HourNeeded),
        ({"at1": "15:00"}, "text1", errors.TextNeeded),
        ({"at1": "15:00", "pick1": "forged"}, "text1", errors.TextNeeded),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    given: dict[str, Any], block: str, refusal: type[Exception]
) -> None:
    assert refused(**given) == {block: refusal}


def test_a_post_whose_words_are_taken_out_is_left_out() -> None:
    known = {1: Prompt(7, 1, AT_16, "What is open?", "waiting", None)}
    assert read(basis(known=known), at1="16:00", text1=" ").prompts == ()


def test_what_was_posted_while_the_form_was_open_is_not_posted_again() -> None:
    known = {1: Prompt(7, 1, AT_16, "What is open?", "posted", AT_16)}
    begun = basis(known=known, begun=datetime(2019, 3, 19, 13, tzinfo=UTC), now=AT_16)
    assert read(begun, at1="16:00", text1="What is open?").prompts == ()
    assert refused(begun, at1="17:00", text1="What is open?") == {"at1": errors.DoneMeanwhile}


def test_of_a_day_that_is_on_the_end_is_ahead() -> None:
    begun = datetime(2019, 3, 19, 13, tzinfo=UTC)
    assert refused(basis(begun=begun, now=AT_16), ends="15:00") == {"ends": errors.HourPast}
    # The day after, somebody goes on with what was paused over its end.
    after = basis(begun=begun, now=datetime(2019, 3, 20, 9, tzinfo=UTC))
    assert read(after, ends="12:00").ends_at == datetime(2019, 3, 20, 11, tzinfo=UTC)
