from datetime import UTC, datetime, timedelta

from bot.calendar.ratings.rules import LONGEST, is_worth_asking, may_be_rated, tidied

OVER = datetime(2019, 3, 28, 16, tzinfo=UTC)
DAY = timedelta(days=1)


def test_how_it_was_is_said_from_its_end_for_thirty_days() -> None:
    assert not may_be_rated(OVER, OVER - timedelta(minutes=1))
    assert may_be_rated(OVER, OVER)
    assert may_be_rated(OVER, OVER + 30 * DAY)
    assert not may_be_rated(OVER, OVER + 30 * DAY + timedelta(minutes=1))


def test_a_question_that_is_a_week_late_is_not_asked() -> None:
    assert is_worth_asking(OVER, OVER + DAY, OVER + 8 * DAY)
    assert not is_worth_asking(OVER, OVER + DAY, OVER + 9 * DAY)
    assert not is_worth_asking(OVER + 30 * DAY, OVER + DAY, OVER + 2 * DAY)  # moved meanwhile


def test_a_line_is_one_line() -> None:
    assert tidied("  Good \n food ") == "Good food"
    assert tidied(" \n ") is None
    assert len(tidied("x" * 999) or "") == LONGEST
