"""Brings a launch before those who follow it: one message a person before, one while it is on, one after, each rewritten in place.

What they must not miss, because it is rewritten where they have read already, is said in a word of its own: that the hour has changed,
that it is called off, that nobody could be invited.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot import access
from bot.access import Viewer
from bot.hours import is_night, next_in_person_hours
from bot.launches import card_views, consent, plan_views
from bot.launches.facts import Facts
from bot.launches.views import Message
from storage import channels, launch_readers, launches
from storage.database import Transaction
from storage.launch_readers import Reader
from storage.launches import Launch

Compose = Callable[[Viewer, Facts], Message]
_COMPOSE: Final[dict[str, Compose]] = {
    "plan": plan_views.plan,
    "card": card_views.card,
    "summary": card_views.summary,
    "news": plan_views.news,
}


def may_hear(viewer: Viewer, launch: Launch) -> bool:
    return viewer.member.is_person and viewer.may_moderate(launch.channel_id)


async def follow(tx: Transaction, launch: Launch) -> None:
    """The moderators of the channel, as they are now, follow it from their waking hours on."""
    here = await channels.member_ids(tx, launch.channel_id)
    known = {reader.member_id for reader in await launch_readers.of_launch(tx, launch.id)}
    named = {moderator.id for moderator in await channels.moderators_of(tx, launch.channel_id)}
    for member_id in sorted((named & here) - known):
        viewer = await access.viewer(tx, member_id)
        await launch_readers.add(tx, launch.id, member_id, _in_hours(tx, viewer))


async def tell_again(tx: Transaction, launch: Launch) -> None:
    """What comes next is due for all who follow it, unless it is night where they are."""
    for reader in await launch_readers.of_launch(tx, launch.id):
        viewer = await access.viewer(tx, reader.member_id)
        await launch_readers.change(tx, reader, tell_at=_on_the_day(tx, viewer))


async def news(tx: Transaction, launch: Launch, by: str | None) -> None:
    """All who know of it, but for who did it, are to hear what has changed. Of what is called off nobody else hears any more."""
    for reader in await launch_readers.of_launch(tx, launch.id):
        viewer = await access.viewer(tx, reader.member_id)
        if (reader.has_plan or reader.has_card) and reader.member_id != by:
            await launch_readers.change(tx, reader, tell_at=_on_the_day(tx, viewer))
        elif not launch.is_open:
            await launch_readers.change(tx, reader, tell_at=None)


async def draw(tx: Transaction, facts: Facts) -> None:
    """Writes to whom it is due, and anew to the others, if what they see has changed."""
    launch, digest = facts.launch, facts.digest()
    changed = digest != launch.shown
    if changed:
        launch = await launches.change(tx, launch.id, shown=digest, version=launch.version + 1)
        facts = replace(facts, launch=launch)
        await consent.show(tx, launch)
    for reader in await launch_readers.of_launch(tx, launch.id):
        viewer = await access.viewer(tx, reader.member_id)
        if may_hear(viewer, launch):
            await _write(tx, facts, viewer, reader, changed=changed)
        elif reader.tell_at is not None:
            await launch_readers.change(tx, reader, tell_at=None)


async def _write(tx: Transaction, facts: Facts, viewer: Viewer, reader: Reader, *, changed: bool) -> None:
    """`changed`: whether they are to see something else than they do."""
    launch = facts.launch
    # Once people are invited the plan says so, and is not touched again.
    has = {"plan": reader.has_plan and launch.began_at is None, "card": reader.has_card}
    is_due = reader.tell_at is not None and reader.tell_at <= tx.now
    due = _next_kind(launch, reader) if is_due else None
    for kind in ("plan", "card"):
        if changed and has[kind] and kind != due:
            await _update(tx, facts, kind, viewer, launch.version)
    if due is not None:
        key = _key(launch, due, viewer)
        key = f"{key}:{launch.version}" if due == "news" else key
        await tx.outbox.direct(key, viewer.id, *_COMPOSE[due](viewer, facts))
    if is_due:
        is_shown = {"plan": {"has_plan": True}, "card": {"has_card": True}}.get(due or "", {})
        await launch_readers.change(tx, reader, tell_at=None, **is_shown)


async def close_plans(tx: Transaction, facts: Facts) -> None:
    """The plan has become a card: it has no buttons any more."""
    for reader in await launch_readers.of_launch(tx, facts.launch.id):
        viewer = await access.viewer(tx, reader.member_id)
        if reader.has_plan and may_hear(viewer, facts.launch):
            await _update(tx, facts, "plan", viewer, 0)


async def _update(tx: Transaction, facts: Facts, kind: str, viewer: Viewer, version: int) -> None:
    key = _key(facts.launch, kind, viewer)
    text, blocks = _COMPOSE[kind](viewer, facts)
    await tx.outbox.update(f"{key}:{version}", viewer.id, of=key, text=text, blocks=blocks)


def _next_kind(launch: Launch, reader: Reader) -> str | None:
    """What somebody gets who is told now. Of what was called off nobody hears who has not heard of it."""
    match launch.state:
        case "planned":
            return "news" if reader.has_plan else "plan"
        case "running":
            return None if reader.has_card else "card"
        case "over":
            return "summary"
        case _off:
            return "news" if reader.has_plan or reader.has_card else None


def _key(launch: Launch, kind: str, viewer: Viewer) -> str:
    return f"launch:{launch.id}:{kind}:{viewer.id}"


def _in_hours(tx: Transaction, viewer: Viewer) -> datetime:
    return next_in_person_hours(tx.now, viewer.zone, weekdays=False)


def _on_the_day(tx: Transaction, viewer: Viewer) -> datetime:
    """The hours of that day were chosen: only who sleeps is told later."""
    return _in_hours(tx, viewer) if is_night(tx.now, viewer.zone) else tx.now
