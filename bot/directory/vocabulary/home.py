"""The vocabulary's part of Home: for the Secretariat alone."""

from bot.access import Viewer
from bot.blocks import Block
from bot.directory.vocabulary.service import waiting
from bot.directory.vocabulary.views import at_home
from storage.database import Reading


async def to_tidy(tx: Reading, viewer: Viewer) -> list[Block]:
    """Names that may be one and the same, with the buttons that decide. Nothing for all others."""
    return at_home(await waiting(tx, viewer, 0)) if viewer.is_secretariat else []
