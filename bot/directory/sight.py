"""The one rule of who sees which part of a profile: for cards, search, counts, choices and exports."""

from dataclasses import dataclass
from typing import Any, Final

from storage.directory import Profile, Reach

# The parts that have a reach of their own, in the order of the form, and what each is when it is not shown.
BLANK: Final[dict[str, Any]] = {
    "role": "",
    "organisation": None,
    "country": None,
    "works_in": (),
    "fields": (),
    "languages": (),
    "offers": "",
    "seeks": "",
    "website": "",
}
PARTS: Final = tuple(BLANK)
# What goes with a part: the kind of organisation is known when the organisation is.
_WITH = {"organisation": "sector"}


@dataclass(frozen=True, slots=True)
class Relation:
    """How somebody who looks stands to the owner of a profile."""

    is_self: bool = False
    is_secretariat: bool = False
    shares_group: bool = False

    @property
    def reach(self) -> Reach:
        """The widest reach that this relation is within."""
        if self.is_self or self.is_secretariat:
            return Reach.SECRETARIAT
        return Reach.GROUPS if self.shares_group else Reach.EVERYONE


def reach_of(profile: Profile, part: str) -> Reach:
    """Who may see a part of a profile."""
    return Reach(profile.reach.get(part, Reach.EVERYONE))


def seen(profile: Profile, relation: Relation) -> Profile:
    """The profile as somebody sees it: what is not for them is blank, as if it had never been filled in."""
    hidden = [part for part in PARTS if part in profile.reach and reach_of(profile, part) > relation.reach]
    blank = {part: BLANK[part] for part in hidden}
    blank |= {_WITH[part]: None for part in hidden if part in _WITH}
    if not (relation.is_self or relation.is_secretariat):
        blank |= {"reach": {}, "drafted_at": None, "number": None}
    return profile._replace(**blank)
