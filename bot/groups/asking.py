"""Who may ask to join which group, and what is made of what they type, in a transaction that is given."""

from bot.access import Viewer
from bot.directory.profile.rules import one_line
from bot.errors import NotForYou
from bot.groups import errors, listing
from storage import channels, requests
from storage.database import Reading


async def askable(tx: Reading, viewer: Viewer) -> list[channels.Channel]:
    """The groups that somebody may ask to join now."""
    asked = {request.channel_id for request in await requests.open_of(tx, viewer.id)}
    known = await listing.known_to(tx, viewer)
    return [
        channel
        for channel in known
        if channel.id not in viewer.channels
        and channel.id not in asked
        and not listing.is_open_to(viewer, channel)
    ]


async def may_ask(tx: Reading, viewer: Viewer, channel_id: str) -> None:
    """Raises NotForYou, NoSuchGroup, AlreadyIn, OpenToAll, AlreadyAsked."""
    if not viewer.member.is_person:
        raise NotForYou
    channel = next((each for each in await listing.known_to(tx, viewer) if each.id == channel_id), None)
    if channel is None:
        raise errors.NoSuchGroup
    if channel_id in viewer.channels:
        raise errors.AlreadyIn(channel_id)
    if listing.is_open_to(viewer, channel):
        raise errors.OpenToAll(channel_id)
    if channel_id in {request.channel_id for request in await requests.open_of(tx, viewer.id)}:
        raise errors.AlreadyAsked


def line(typed: object) -> str:
    return one_line(str(typed or ""))


def paragraphs(typed: object) -> str:
    return "\n".join(one_line(line) for line in str(typed or "").splitlines()).strip()
