"""People who may know, of those who are in a channel: to be mentioned there. Only who is listed, and agreed to be introduced."""

from collections.abc import Collection
from typing import Final

from bot.access import Viewer
from bot.directory.sight import Relation, seen
from bot.directory.words.folding import fold
from bot.nudges.form_views import Knower
from storage import channels, directory, people
from storage.database import Reading
from storage.directory import Profile

MOST: Final = 10  # checkboxes of a form
SHORTEST: Final = 4  # letters of a word that says what something is about

# What everybody in the channel may see of each other.
_THERE: Final = Relation(shares_group=True)


async def who_may_know(tx: Reading, viewer: Viewer, channel_id: str, text: str) -> list[Knower]:
    """Those in a channel whose profile has most in common with a text, at most `MOST`; without a text whoever says what they know.

    Nobody is named who is not in the channel, and nothing that not everybody in it may see: so nothing is told of other groups. The text
    is only compared, here and now.
    """
    words = _words(text)
    found = []
    for shown in await _in_channel(tx, viewer, channel_id):
        score = len(words & _words(_says(shown)))
        if shown.fields or score:
            found.append((-score, shown.name, shown))
    found.sort(key=lambda one: one[:2])
    # Of a question, those who have something to do with it, if there are any.
    best = [one for one in found if one[0]] or found
    return [
        Knower(shown.member_id, shown.name, _about(shown, viewer.words.language))
        for _score, _name, shown in best[:MOST]
    ]


async def may_be_mentioned(
    tx: Reading, viewer: Viewer, channel_id: str, member_ids: Collection[str]
) -> list[str]:
    """Those of some people who may be mentioned in a channel, by the same rule as of now."""
    return sorted({shown.member_id for shown in await _in_channel(tx, viewer, channel_id, member_ids)})


async def _in_channel(
    tx: Reading, viewer: Viewer, channel_id: str, only: Collection[str] | None = None
) -> list[Profile]:
    here = await channels.member_ids(tx, channel_id) - {viewer.id}
    profiles = await directory.by_members(tx, sorted(here if only is None else here & set(only)))
    known = await people.by_ids(tx, profiles)
    return [
        seen(profile, _THERE)
        for member_id, profile in profiles.items()
        if profile.published_at is not None
        and profile.may_introduce
        and (member := known.get(member_id)) is not None
        and member.is_person
    ]


def _says(profile: Profile) -> str:
    terms = [*profile.fields, *([profile.organisation] if profile.organisation else ())]
    names = [name for term in terms for name in (term.name, *term.labels.values())]
    return " ".join([*names, profile.offers, profile.role])


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(text) if len(word) >= SHORTEST)


def _about(profile: Profile, language: str) -> str:
    return ", ".join(term.said(language) for term in profile.fields) or profile.role
