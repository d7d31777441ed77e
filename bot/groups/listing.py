"""The groups as somebody may know of them, a page at a time."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.access import Viewer
from bot.activity.rules import may_show
from bot.calendar.upcoming import upcoming_of_each
from bot.directory.words.folding import fold
from bot.i18n import Markup, zone
from storage import groups, pulse, requests
from storage.channels import Channel
from storage.database import Reading
from storage.requests import Request

# Over how many days it is told how alive a group is.
ALIVE: Final = timedelta(days=28)
_LINK: Final = re.compile(r"<#([A-Z0-9]+)(?:\|[^>]*)?>")
SHORT: Final = 3  # letters of a word that is not guessed
IN_PAGE: Final = 8  # groups; each takes three of a message's 50 blocks at most


@dataclass(frozen=True, slots=True)
class Group:
    """A group to somebody. `coming`: lines of what is next there, and `active` how many people were active lately, for who is in it;
    `active` None: that is nobody's to know, or not theirs. `request`: their own, if it is open."""

    channel: Channel
    is_in: bool
    moderators: Sequence[str] = ()
    coming: Sequence[Markup] = ()
    active: int | None = None
    request: Request | None = None

    @property
    def title(self) -> str:
        return self.channel.title or f"#{self.channel.name}"


@dataclass(frozen=True, slots=True)
class Page:
    """`number` is counted from 1. `wanted`: the words that the groups were narrowed to; empty: all of them."""

    viewer: Viewer
    now: datetime
    groups: Sequence[Group]
    number: int = 1
    pages: int = 1
    total: int = 0
    wanted: str = ""
    waiting: int = 0  # requests that wait for the Secretariat, if the viewer is of it


async def known_to(tx: Reading, viewer: Viewer) -> list[Channel]:
    """All groups that somebody may know of: first those that they are in."""
    if not viewer.member.is_person:
        return []
    found = [
        channel
        for channel in await groups.present(tx)
        if viewer.may_know_of(channel.id, is_listed=channel.is_listed)
    ]
    return sorted(found, key=lambda channel: channel.id not in viewer.channels)


def is_open_to(viewer: Viewer, channel: Channel) -> bool:
    """Whether somebody can join a group by themselves: its channel is public, and they are no guest."""
    return channel.is_public and not viewer.is_guest


def narrowed(found: Sequence[Channel], wanted: str) -> list[Channel]:
    """Those in whose name, channel or purpose all these words stand, or words that begin so."""
    words = fold(wanted)
    return [channel for channel in found if all(_says(channel, word) for word in words)]


def meant(found: Sequence[Channel], wanted: str) -> list[Channel]:
    """Those that somebody means by a channel's link, its name or id, or a group's name; else those that have these words."""
    linked = _LINK.search(wanted)
    bare = (linked[1] if linked else wanted).strip().removeprefix("#").casefold()
    exact = [c for c in found if bare in (c.id.casefold(), c.name.casefold(), c.title.casefold())]
    return exact or (narrowed(found, wanted) if fold(wanted) else [])


def _says(channel: Channel, word: str) -> bool:
    said = fold(f"{channel.title} {channel.name} {channel.purpose}")
    return any(each.startswith(word) for each in said)


def own_words(found: Sequence[Group]) -> list[str]:
    """The words by which one of these groups can be told from the others."""
    said = Counter(word for group in found for word in {*group.title.lower().split()} if len(word) > SHORT)
    return [word for word, n in said.items() if n == 1]


async def page(tx: Reading, viewer: Viewer, number: int = 1, wanted: str = "") -> Page:
    found = narrowed(await known_to(tx, viewer), wanted)
    pages = max(1, -(-len(found) // IN_PAGE))
    number = min(max(1, number), pages)
    shown = found[(number - 1) * IN_PAGE : number * IN_PAGE]
    # Whom a guest may not look up in the directory is not named to them here either.
    named = {} if viewer.is_guest else await groups.named_moderators(tx, [channel.id for channel in shown])
    coming = await upcoming_of_each(tx, viewer, [c.id for c in shown if c.id in viewer.channels], limit=2)
    mine = {request.channel_id: request for request in await requests.open_of(tx, viewer.id)}
    listed = [
        Group(
            channel,
            is_in=channel.id in viewer.channels,
            moderators=named.get(channel.id, ()),
            coming=coming.get(channel.id, ()),
            active=await _active(tx, viewer, channel.id) if channel.id in viewer.channels else None,
            request=mine.get(channel.id),
        )
        for channel in shown
    ]
    waiting = 0
    if viewer.is_secretariat:
        waiting = sum(request.state in ("waiting", "refused") for request in await requests.all_open(tx))
    return Page(viewer, tx.now, listed, number, pages, len(found), wanted, waiting)


async def _active(tx: Reading, viewer: Viewer, channel_id: str) -> int | None:
    """How many people were active in a channel in the last four weeks, if the viewer may know."""
    today = tx.now.astimezone(zone(viewer.workspace.timezone)).date()
    active = len(await pulse.active_people(tx, channel_id, today - ALIVE, today))
    return active if may_show(active, is_moderator=viewer.is_moderator_of(channel_id)) else None
