"""The part of Home about groups: which one may ask to join."""

from typing import Final

from bot.access import Viewer
from bot.blocks import Block
from bot.groups import list_views, listing
from storage import requests
from storage.database import Reading

SHOWN: Final = 3


async def joinable(tx: Reading, viewer: Viewer) -> list[Block]:
    """The groups that the viewer is not in and may know of, and those that they have asked to join."""
    asked = {request.channel_id for request in await requests.open_of(tx, viewer.id)}
    known = [channel for channel in await listing.known_to(tx, viewer) if channel.id not in viewer.channels]
    titles = {channel.id: channel.title or f"#{channel.name}" for channel in known}
    open_ = [title for channel_id, title in titles.items() if channel_id not in asked]
    waiting = [title for channel_id, title in titles.items() if channel_id in asked]
    return list_views.home(viewer.words, open_[:SHOWN], max(0, len(open_) - SHOWN), waiting)
