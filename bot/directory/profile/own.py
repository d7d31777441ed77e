"""A person's own profile: as it is, as others see it, and what is missing in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.access import Viewer
from bot.directory.sight import BLANK, PARTS, Relation, reach_of, seen
from storage import directory
from storage.database import Reading
from storage.directory import Profile, Reach

# What a profile is better with, the most useful first. A website is nobody's duty.
WORTH: Final = (
    "organisation",
    "fields",
    "country",
    "role",
    "languages",
    "works_in",
    "offers",
    "seeks",
    "sector",
    "photo",
)


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """A member's own profile, whole. `now` is when they look. `is_new`: they have none yet, and this one is empty."""

    viewer: Viewer
    profile: Profile
    now: datetime
    is_new: bool = False

    @property
    def is_listed(self) -> bool:
        return self.profile.published_at is not None

    @property
    def is_draft(self) -> bool:
        """Whether the Secretariat has filled it in, and its owner has not yet said yes."""
        return self.profile.drafted_at is not None and not self.is_listed

    @property
    def version(self) -> str:
        """Which draft of the Secretariat's it is: nobody publishes another one than they saw. Empty if it is none."""
        return self.profile.drafted_at.isoformat() if self.profile.drafted_at else ""

    @property
    def is_empty(self) -> bool:
        return is_empty(self.profile)

    @property
    def missing(self) -> tuple[str, ...]:
        """What the profile would be better with, the most useful first."""
        return tuple(part for part in WORTH if not getattr(self.profile, part))

    @property
    def eyes(self) -> tuple[Reach, ...]:
        """Those who see it differently: everyone, and who sees more."""
        used = {reach_of(self.profile, part) for part in PARTS if getattr(self.profile, part)}
        return tuple(reach for reach in Reach if reach == Reach.EVERYONE or reach in used)

    @property
    def first_eyes(self) -> Reach:
        """Through whose eyes to look first: the most people who see something of it."""
        return next((reach for reach in self.eyes if not is_empty(self.seen_by(reach))), Reach.EVERYONE)

    def seen_by(self, reach: Reach) -> Profile:
        """The profile as somebody sees it whom a reach takes in."""
        relation = Relation(is_secretariat=reach == Reach.SECRETARIAT, shares_group=reach >= Reach.GROUPS)
        return seen(self.profile, relation)


def is_empty(profile: Profile) -> bool:
    """Whether nothing is in the profile but what Slack knows."""
    return not profile.sector and all(getattr(profile, part) == BLANK[part] for part in PARTS)


def one_reach(reach: Mapping[str, int]) -> Reach | None:
    """The reach that all parts have, or None if they differ."""
    used = {Reach(reach.get(part, Reach.EVERYONE)) for part in PARTS}
    return used.pop() if len(used) == 1 else None


async def load(tx: Reading, viewer: Viewer) -> OwnProfile:
    """The viewer's own profile; an empty one if they have none."""
    known = await directory.get(tx, viewer.id)
    member = viewer.member
    empty = Profile(viewer.id, member.name, member.timezone, member.photo)
    return OwnProfile(viewer, known or empty, tx.now, known is None)
