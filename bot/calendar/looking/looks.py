"""Loads what somebody looks at in the calendar, in a transaction that is given. What they may not see is in no list, count or menu."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.access import Viewer
from bot.calendar import agenda
from bot.calendar.agenda import Agenda
from bot.calendar.looking import asking
from bot.calendar.looking.asking import Unknown
from bot.calendar.looking.facets import facets, widening
from bot.calendar.looking.place import MINE, Mine, Place
from bot.calendar.planning.saving import choosable
from storage import channels, interest, looking, planning
from storage.database import Reading
from storage.looking import Proposed
from storage.occasions import ONCE


async def look(tx: Reading, viewer: Viewer, place: Place) -> Agenda:
    """A page (the nearest there is) of what is ahead and fits, and what waits for a decision."""
    ahead, proposed = await looking.ahead(tx)
    seen = [activity for activity in ahead if viewer.may_see_activity(activity.channel_id)]
    waiting = may_open(viewer, proposed)
    shown = {each.channel_id for each in seen} | {each.activity.channel_id for each in waiting}
    shown |= {id_ for id_ in place.asks("group") if viewer.may_see_channel(id_)}
    groups = await _titles(tx, viewer, {id_ for id_ in shown if id_ is not None})
    place = _known(place, groups)
    mine = await _mine(tx, viewer) if MINE in place.parts else Mine()
    fitting = [each for each in seen if place.fits(each, mine)] if place.parts else seen
    found = agenda.arrange(fitting, groups, place.page, words=viewer.words, zone=viewer.zone, now=tx.now)
    return replace(
        found,
        place=place.turned(found.page),
        choices=facets(place, seen, mine),
        waiting=[each for each in waiting if place.fits(each.activity, mine)],
        widening=None if fitting else widening(place, seen, mine),
        reader_id=viewer.id,
    )


async def ask(tx: Reading, viewer: Viewer, typed: str, commands: Collection[str]) -> Agenda | Unknown:
    """The page that somebody asks for in words, or the word that is not understood."""
    groups = await choosable(tx, viewer) if typed.strip() else {}
    understood = asking.read(typed, groups, commands=commands)
    return understood if isinstance(understood, Unknown) else await look(tx, viewer, understood)


def may_open(viewer: Viewer, proposed: Sequence[Proposed]) -> list[Proposed]:
    """What a viewer has proposed, or may decide about."""
    return [each for each in proposed if viewer.may_see_plan(each.activity.channel_id, "proposed", each.by)]


async def _titles(tx: Reading, viewer: Viewer, channel_ids: Collection[str]) -> dict[str, str]:
    """What groups are called. Those that the viewer is in are known already; the Secretariat sees others, too."""
    groups = {place.id: place.called for place in viewer.places if place.id in channel_ids}
    if unknown := set(channel_ids) - groups.keys():
        groups |= await channels.titles(tx, unknown)
    return groups


def _known(place: Place, groups: Collection[str]) -> Place:
    """The place without groups of which the viewer may not know, or which there are not: as if they had not been asked for."""
    return replace(place, parts=tuple(p for p in place.parts if p.what != "group" or p.value in groups))


async def _mine(tx: Reading, viewer: Viewer) -> Mine:
    wanted = await interest.wanted_by(tx, viewer.id)
    return Mine(
        groups=viewer.channels,
        activities={(id_, None if on == ONCE else on) for id_, on in wanted},
        proposed=(await planning.by_member(tx, viewer.id)).keys(),
    )
