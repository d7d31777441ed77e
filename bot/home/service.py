"""What stands on a member's Home tab, and what `/liaison` says about itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import access
from bot.access import Viewer
from bot.blocks import Block
from bot.home.sections import SECTIONS, Section
from bot.onboarding.journey.home import checklist
from storage import channels, people
from storage.database import Database, Reading


@dataclass(frozen=True, slots=True)
class Group:
    """A group's channel and who moderates it, for the Secretariat."""

    channel_id: str
    moderators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Home:
    viewer: Viewer
    checklist: Sequence[Block]
    sections: Sequence[Sequence[Block]]
    groups: Sequence[Group] | None  # None: not for this viewer


@dataclass(frozen=True, slots=True)
class About:
    """What Liaison says about itself. `secretariat` are the members to turn to, if this viewer may know them."""

    viewer: Viewer
    secretariat: tuple[str, ...]


class HomeService:
    def __init__(self, db: Database, sections: Sequence[Section] = SECTIONS) -> None:
        self._db = db
        self._sections = sections

    async def compose(self, member_id: str) -> Home:
        """Everything on a member's Home tab."""
        async with self._db.read() as tx:
            viewer = await access.viewer(tx, member_id)
            return Home(
                viewer=viewer,
                checklist=await checklist(tx, viewer),
                sections=[blocks for section in self._sections if (blocks := await section(tx, viewer))],
                groups=await _groups(tx) if viewer.is_secretariat else None,
            )

    async def draw_later(self, member_id: str, cause: str) -> None:
        """A member's Home could not be drawn: it will be. `cause` is an opaque id of what it was to be drawn for."""
        async with self._db.write() as tx:
            await tx.outbox.home(f"home:{member_id}:{cause or tx.now.isoformat()}", member_id)

    async def about(self, member_id: str) -> About:
        async with self._db.read() as tx:
            viewer = await access.visitor(tx, member_id)
            known = () if viewer.is_guest else await people.secretariat(tx)
            return About(viewer, tuple(member.id for member in known))


async def _groups(tx: Reading) -> list[Group]:
    groups = [c for c in await channels.everything(tx) if c.kind == "group" and not c.is_archived]
    return [Group(c.id, tuple(m.id for m in await channels.moderators_of(tx, c.id))) for c in groups]
