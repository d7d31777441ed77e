"""What the Secretariat's card says of those who are new. Pure: facts and `now` in, a decision out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

Reason = Literal["unanswered", "ungreeted", "ready", "silent", "eager"]

WEEK: Final = timedelta(days=7)
# Whoever came within this time is spoken of.
NEW_FOR: Final = timedelta(days=28)
# Whoever has neither written nor reacted after so long is stuck.
STUCK_AFTER: Final = timedelta(days=7)
NAMED: Final = 3
# A question is unanswered after so long, and a newcomer ungreeted.
WAITED: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody in their first weeks. `done`: their steps, and when; `asks`: a question of theirs waits for an answer; `is_ungreeted`:
    they are in a group, and nobody there has greeted them."""

    member_id: str
    began_at: datetime
    active_at: datetime | None
    done: Mapping[str, datetime]
    is_complete: bool
    asks: bool
    is_ungreeted: bool
    wants_rest: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Who came in the last week, first wrote or reacted in it, or is stuck; and whom to write to, and why."""

    came: int
    going: int
    stuck: int
    worth: Sequence[tuple[str, Reason]]


def week(newcomers: Sequence[Newcomer], now: datetime) -> Week:
    """The card of the week before `now`."""
    since = now - WEEK
    found = [(reason, each) for each in newcomers if (reason := why(each, now)) is not None]
    order: Sequence[Reason] = ("unanswered", "ungreeted", "ready", "silent", "eager")
    found.sort(key=lambda pair: (order.index(pair[0]), pair[1].began_at, pair[1].member_id))
    return Week(
        came=sum(each.began_at > since for each in newcomers),
        going=sum(each.active_at is not None and each.active_at > since for each in newcomers),
        stuck=sum(is_stuck(each, now) for each in newcomers),
        worth=[(each.member_id, reason) for reason, each in found[:NAMED]],
    )


def is_stuck(newcomer: Newcomer, now: datetime) -> bool:
    return newcomer.active_at is None and now - newcomer.began_at >= STUCK_AFTER


def why(newcomer: Newcomer, now: datetime) -> Reason | None:
    """Why a personal word to somebody would be worth it. None: there is no reason, or they want to be left alone."""
    if newcomer.asks:
        return "unanswered"
    if newcomer.wants_rest:
        return None
    if newcomer.is_ungreeted and now - newcomer.began_at >= WAITED:
        return "ungreeted"
    if is_stuck(newcomer, now):
        return "ready" if "profile" in newcomer.done else "silent"
    return "eager" if newcomer.is_complete and now - newcomer.began_at <= 2 * WEEK else None
