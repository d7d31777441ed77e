"""What newcomers do, and who greets them: noticed in messages and reactions, in the transaction that records these.

It stands in the way of every message, so it asks two questions for a whole batch, and does no more where no newcomer is concerned.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.activity.happening import Happening
from bot.onboarding import steps
from storage import channels, greetings, journeys, onboarding
from storage.database import Transaction

# So long after they came somebody counts as new: their steps are noticed.
NEW_FOR: Final = timedelta(days=90)
# A greeting may be told before the joining that it greets, and that may have been missed for a while; what is older greets nobody.
BEFORE: Final = timedelta(days=2)


async def follow(tx: Transaction, happenings: Sequence[Happening]) -> None:
    """Ticks the steps of newcomers, and notes who was greeted (`bot.activity.happening.Follower`)."""
    await _tick(tx, happenings)
    await _greet(tx, happenings)


async def _tick(tx: Transaction, happenings: Sequence[Happening]) -> None:
    theirs = await journeys.new_among(tx, {each.member_id for each in happenings}, tx.now - NEW_FOR)
    if not theirs:
        return
    new = [each for each in happenings if each.member_id in theirs]
    groups = {
        channel.id
        for channel in await channels.by_ids(tx, {e.channel_id for e in new})
        if channel.kind == "group"
    }
    done: set[tuple[str, str]] = set()
    first: dict[str, datetime] = {}
    for each in new:
        first[each.member_id] = min(first.get(each.member_id, each.at), each.at)
        if each.channel_id in groups:
            done |= {(each.member_id, step) for step in _steps(each)}
    for member_id, at in sorted(first.items()):
        known = theirs[member_id]
        if known is None or at < known:
            await journeys.note_active(tx, member_id, at)
        for step in sorted(step for who, step in done if who == member_id):
            await onboarding.mark(tx, member_id, step)


def _steps(happening: Happening) -> frozenset[str]:
    """The steps that a message in a group is. A reaction is a sign of life, and no step."""
    if happening.kind != "post":
        return frozenset()
    answers = not happening.is_top and happening.to_member_id not in (None, happening.member_id)
    return frozenset({steps.GREETING} | ({steps.QUESTION} if happening.is_question or answers else set()))


async def _greet(tx: Transaction, happenings: Sequence[Happening]) -> None:
    """Somebody is greeted by who answers them, reacts to what they wrote, or names them; not by themselves."""
    waiting = await greetings.open_in(tx, {each.channel_id for each in happenings})
    if not waiting:
        return
    moments: dict[tuple[str, str], datetime] = {}
    for each in happenings:
        named = each.mentions | ({each.to_member_id} if each.to_member_id else set())
        for member_id in named - {each.member_id}:
            newcomer = (each.channel_id, member_id)
            if newcomer in waiting and each.at >= waiting[newcomer] - BEFORE:
                moments[newcomer] = min(moments.get(newcomer, each.at), each.at)
    await greetings.greeted(tx, moments)
