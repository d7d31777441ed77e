"""People who have something in common with somebody: fields above all, then countries, the organisation or its kind, languages."""

from collections.abc import Iterator
from typing import Final

from pyroaring import BitMap

from bot.directory.query.parts import Part, Query
from bot.directory.search import matching, people, tokens
from bot.directory.search.audience import Audience, Seen
from bot.directory.search.matching import Levels
from bot.directory.search.searching import Answer
from bot.directory.search.weighing import Evidence
from storage.database import Reading
from storage.directory import Profile

FIELD, BASED, WORKS, ORGANISATION, SECTOR, LANGUAGE = 100, 60, 50, 30, 12, 5
_KIN: Final = frozenset({"field", "country", "organisation"})
_MOST: Final = 8  # of a kind: who works on sixty countries is like everybody


async def like(tx: Reading, audience: Audience, other_id: str) -> Answer:
    """Those who share a field, a country or the organisation with somebody, as far as the viewer sees both; nobody if they may not
    find them.

    A shared kind of organisation or language brings somebody forward, and finds nobody alone.
    """
    profile = await people.findable(tx, audience, other_id)
    if profile is None:
        return Answer(Query(), (), (), Evidence({}))
    shown = (await people.hits(tx, audience, [profile]))[0].profile
    seen = await audience.look({token for _, token, _ in _wanted(shown)})
    themselves = await audience.own() | BitMap([] if profile.number is None else [profile.number])
    kin = [_levels(seen, token, weight) for part, token, weight in _wanted(shown) if part.kind in _KIN]
    other = [_levels(seen, token, weight) for part, token, weight in _wanted(shown) if part.kind not in _KIN]
    among = matching.union(matching.fitting(levels) for levels in kin) - themselves
    reasons = tuple(part for part, _, _ in _wanted(shown))
    return Answer(Query(), (), matching.gathered([*kin, *other], among), Evidence(seen), reasons)


def _wanted(shown: Profile) -> Iterator[tuple[Part, str, int]]:
    for term in shown.fields[:_MOST]:
        yield Part("field", str(term.id), term.name), tokens.field(term.id), FIELD
    places = dict.fromkeys(shown.works_in[:_MOST], WORKS) | ({shown.country: BASED} if shown.country else {})
    for code, weight in places.items():
        yield Part("country", code, code), tokens.country(code), weight
    if shown.organisation:
        term = shown.organisation
        yield Part("organisation", str(term.id), term.name), tokens.organisation(term.id), ORGANISATION
    if shown.sector and shown.sector != "other":  # which is nothing in common
        yield Part("sector", shown.sector, shown.sector), tokens.sector(shown.sector), SECTOR
    for code in shown.languages[:_MOST]:
        yield Part("language", code, code), tokens.language(code), LANGUAGE


def _levels(seen: Seen, token: str, weight: int) -> Levels:
    """Where somebody works counts as much as where they are based: both are one token, in two zones."""
    return {weight: matching.union(seen.get(token, {}).values())}
