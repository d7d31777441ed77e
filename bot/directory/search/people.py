"""Profiles as a viewer sees them: what every answer of the directory is made of."""

from collections.abc import Sequence

from bot.directory.query.parts import Part
from bot.directory.search import marks
from bot.directory.search.audience import Audience
from bot.directory.search.found import Hit
from bot.directory.search.weighing import Evidence
from bot.directory.sight import Relation, seen
from storage import circles, directory
from storage.database import Reading
from storage.directory import Profile


async def findable(tx: Reading, audience: Audience, member_id: str) -> Profile | None:
    """Somebody's whole profile, if the viewer may find them; their own also while it isn't published."""
    profile = await directory.get(tx, member_id)
    if profile is None or member_id == audience.viewer.id:
        return profile
    if profile.published_at is None or profile.number is None:
        return None
    return profile if profile.number in await audience.findable() else None


async def hits(
    tx: Reading,
    audience: Audience,
    profiles: Sequence[Profile],
) -> list[Hit]:
    """The profiles as the viewer sees them."""
    shared = await circles.in_channels(tx, [p.member_id for p in profiles], audience.own_groups)
    groups = [shared.get(profile.member_id, frozenset()) for profile in profiles]
    return [Hit(_shown(audience, *pair), pair[1]) for pair in zip(profiles, groups, strict=True)]


async def found(
    tx: Reading, audience: Audience, numbers: Sequence[int], parts: Sequence[Part], evidence: Evidence
) -> list[Hit]:
    """Those with these numbers as the viewer sees them, in this order, with why they were found by these parts."""
    listed = await circles.listed(tx, numbers, audience.own_groups)
    shown = [_shown(audience, profile, groups) for profile, groups in listed]
    marked = marks.Marker(parts, evidence).of(shown)
    return [
        Hit(profile, groups, words, marks.wholes(profile, parts, evidence))
        for profile, (_, groups), words in zip(shown, listed, marked, strict=True)
    ]


def _shown(audience: Audience, profile: Profile, groups: frozenset[str]) -> Profile:
    viewer = audience.viewer
    return seen(profile, Relation(profile.member_id == viewer.id, viewer.is_secretariat, bool(groups)))
