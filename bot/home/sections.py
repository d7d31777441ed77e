"""The features' parts of Home, in their order on the page: a line a feature.

A part is given the transaction and the viewer, and returns its blocks: none if it has nothing to say to them. It only reads.
"""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.access import Viewer
from bot.blocks import Block
from bot.calendar.home import next_up
from bot.directory.exchange.views import home as export
from bot.directory.pages.home import listed
from bot.directory.vocabulary.home import to_tidy
from bot.groups.home import joinable
from storage.database import Reading

Section = Callable[[Reading, Viewer], Awaitable[list[Block]]]

SECTIONS: Final[tuple[Section, ...]] = (next_up, joinable, listed, to_tidy, export)
