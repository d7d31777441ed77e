"""Brings a launch before those who follow it: one message a person before, one while it is on, one after, each rewritten in place."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot import access
from bot.access import Viewer
from bot.hours import is_night, next_in_person_hours
from bot.launches import views
from bot.launches.facts import Facts
from storage import channels, launches
from storage.database import Transaction
from storage.launches import Launch, Reader

Compose = Callable[[Viewer, Facts], views.Message]
_COMPOSE: Final[dict[str, Compose]] = {"plan": views.plan, "card": views.card, "summary": views.summary}


async def follow(tx: Transaction, launch: Launch) -> None:
    """The moderators of the channel follow it, from their waking hours on."""
    here = await channels.member_ids(tx, launch.channel_id)
    for member_id in sorted({m.id for m in await channels.moderators_of(tx, launch.channel_id)} & here):
        viewer = await access.viewer(tx, member_id)
        await launches.add_reader(tx, launch.id, member_id, _in_hours(tx, viewer))


async def tell_again(tx: Transaction, launch: Launch) -> None:
    """What comes next is due for all who follow it, unless it is night where they are."""
    for reader in await launches.readers_of(tx, launch.id):
        viewer = await access.viewer(tx, reader.member_id)
        await launches.change_reader(tx, launch.id, reader.member_id, tell_at=_on_the_day(tx, viewer))


async def draw(tx: Transaction, facts: Facts) -> None:
    """Writes to whom it is due, and anew to the others, if what they see has changed."""
    launch, digest = facts.launch, facts.digest()
    changed = digest != launch.shown
    if changed:
        launch = await launches.change(tx, launch.id, shown=digest, version=launch.version + 1)
    for reader in await launches.readers_of(tx, launch.id):
        viewer = await access.viewer(tx, reader.member_id)
        if not viewer.member.is_person or not viewer.may_moderate(launch.channel_id):
            await launches.change_reader(tx, launch.id, reader.member_id, tell_at=None)
        else:
            await _write(tx, facts, launch.version if changed else None, viewer, reader)


async def _write(tx: Transaction, facts: Facts, version: int | None, viewer: Viewer, reader: Reader) -> None:
    """`version`: of what is changed; None if nothing is."""
    launch = facts.launch
    # Once people are invited the plan says so, and is not touched again.
    has = {"plan": reader.has_plan and launch.began_at is None, "card": reader.has_card}
    is_due = reader.tell_at is not None and reader.tell_at <= tx.now
    due = _next_kind(launch) if is_due else None
    for kind in ("plan", "card"):
        if version is not None and has[kind] and kind != due:
            await _update(tx, facts, kind, viewer, version)
    if due is not None:
        await tx.outbox.direct(_key(launch, due, viewer), viewer.id, *_COMPOSE[due](viewer, facts))
        is_shown = {"plan": {"has_plan": True}, "card": {"has_card": True}, "summary": {}}[due]
        await launches.change_reader(tx, launch.id, viewer.id, tell_at=None, **is_shown)


async def close_plans(tx: Transaction, facts: Facts) -> None:
    """The plan has become a card: it has no buttons any more."""
    for reader in await launches.readers_of(tx, facts.launch.id):
        if reader.has_plan:
            await _update(tx, facts, "plan", await access.viewer(tx, reader.member_id), 0)


async def _update(tx: Transaction, facts: Facts, kind: str, viewer: Viewer, version: int) -> None:
    key = _key(facts.launch, kind, viewer)
    text, blocks = _COMPOSE[kind](viewer, facts)
    await tx.outbox.update(f"{key}:{version}", viewer.id, of=key, text=text, blocks=blocks)


def _next_kind(launch: Launch) -> str | None:
    """What somebody gets who is told now. Of what was called off nobody hears who has not heard of it."""
    match launch.state:
        case "planned":
            return "plan"
        case "running":
            return "card"
        case "over":
            return "summary"
        case _off:
            return None


def _key(launch: Launch, kind: str, viewer: Viewer) -> str:
    return f"launch:{launch.id}:{kind}:{viewer.id}"


def _in_hours(tx: Transaction, viewer: Viewer) -> datetime:
    return next_in_person_hours(tx.now, viewer.zone, weekdays=False)


def _on_the_day(tx: Transaction, viewer: Viewer) -> datetime:
    """The hours of that day were chosen: only who sleeps is told later."""
    return _in_hours(tx, viewer) if is_night(tx.now, viewer.zone) else tx.now
