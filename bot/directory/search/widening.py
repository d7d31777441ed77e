"""The nearest search that finds somebody, where all that was asked for together finds nobody."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.directory.query.parts import Part, Query
from bot.directory.search import matching, weighing
from bot.directory.search.audience import Audience
from bot.directory.search.found import Widening
from bot.directory.search.matching import Levels
from bot.directory.search.searching import Answer
from bot.directory.words import regions

# What is left out sooner than what comes after it, and what is kept alone later. A country and a field are why people search.
_SPARED: Final = (
    ("word", "name", "language", "sector", "group"),
    ("organisation",),
    ("pathfinders", "region"),
    ("country",),
    ("field",),
)


async def widen(audience: Audience, answer: Answer) -> Widening | None:
    """The smallest change that finds somebody else: a country's region; all parts but one; one part alone. None if nothing does."""
    return (
        await _in_region(audience, answer)
        or await _without_one(audience, answer)
        or await _one(audience, answer)
    )


async def _in_region(audience: Audience, answer: Answer) -> Widening | None:
    query = answer.query
    for index, part in enumerate(query.parts):
        for key in regions.around(part.value) if part.kind == "country" else ():
            region = Part("region", key, f"region:{key}")
            seen = await audience.look(weighing.wanted(region).texts)
            levels = weighing.levels(region, replace(answer.evidence, seen={**answer.evidence.seen, **seen}))
            total = await _total(audience, [*answer.parts[:index], levels, *answer.parts[index + 1 :]])
            if total:
                wider = Query((*query.parts[:index], region, *query.parts[index + 1 :]))
                return Widening(wider.text, total, region=key)
    return None


async def _without_one(audience: Audience, answer: Answer) -> Widening | None:
    """Of as many people rather those without what was only taken for something else."""
    query, parts = answer.query, answer.parts
    for kinds in _SPARED:
        choices = [
            (await _total(audience, [*parts[:n], *parts[n + 1 :]]), part.typed in answer.corrected, -n)
            for n, part in enumerate(query.parts)
            if part.kind in kinds
        ]
        total, _, place = max(choices, default=(0, False, 0))
        if total:
            return Widening(query.without(-place).text, total, (query.parts[-place],))
    return None


async def _one(audience: Audience, answer: Answer) -> Widening | None:
    query, parts = answer.query, answer.parts
    if len(parts) < 2:
        return None
    for kinds in reversed(_SPARED):
        choices = [
            (await _total(audience, [parts[n]]), -n)
            for n, part in enumerate(query.parts)
            if part.kind in kinds
        ]
        total, place = max(choices, default=(0, 0))
        if total:
            left_out = tuple(part for n, part in enumerate(query.parts) if n != -place)
            return Widening(query.parts[-place].source, total, left_out)
    return None


async def _total(audience: Audience, parts: Sequence[Levels]) -> int:
    """How many people fit all parts; nobody, if the viewer is the only one: they are looking for somebody else."""
    found = matching.union(matching.scored(parts))
    if len(found) == 1 and found == await audience.own():
        return 0
    return len(found)
