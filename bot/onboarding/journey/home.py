"""The checklist on Home."""

from bot import blocks as b
from bot.access import Viewer
from bot.blocks import Block
from bot.onboarding.journey import composing, views
from storage import journeys
from storage.database import Reading


async def checklist(tx: Reading, viewer: Viewer) -> list[Block]:
    """The first steps under a heading, until all are done or somebody has asked to hear no more of them."""
    journey = await journeys.get(tx, viewer.id)
    items = await composing.checklist(tx, viewer, journey)
    if items.is_complete or items.has_stopped:
        return []
    blocks = views.checklist(viewer.words, items)
    return [b.header(views.heading(viewer.words, items).replace("*", "")), *blocks[1:]] if blocks else []
