"""The directory: finding people."""

import asyncio

from bot import access
from bot.access import Viewer
from bot.directory.search import (
    faceting,
    index,
    kinship,
    matching,
    mentions,
    people,
    searching,
    tokens,
    widening,
)
from bot.directory.search.audience import Audience, audience_of
from bot.directory.search.found import PAGE, Facets, Found, Person
from bot.directory.search.knowledge import known_terms
from bot.directory.search.searching import Answer
from bot.directory.search.tokens import INDEX_VERSION
from storage import indexing
from storage.database import Database, Reading
from storage.vocabulary import Kind, Term

__all__ = ["DirectoryService", "audience_of", "count_findable", "known_terms"]

# Profiles that a sweep indexes in one transaction, and seconds that it may last: others write to the database, too.
FIRST_TURN, MOST_A_TURN, LONGEST_TURN = 100, 400, 1.0
MOST_TEXT = 1000  # characters that are read of a search; Slack takes more from a command


class DirectoryService:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._turn = FIRST_TURN

    async def reader(self, member_id: str) -> Viewer:
        """Who asks, for answers that only need their language and whether they are a guest."""
        async with self._db.read() as tx:
            return await access.viewer(tx, member_id)

    async def reindex_next(self) -> bool:
        """Brings some profiles into the index that another version of Liaison indexed. False if there were none."""
        async with self._db.read() as reading:
            if not await indexing.is_outdated(reading, INDEX_VERSION):
                return False
        await asyncio.to_thread(tokens.warm_up)
        time = asyncio.get_running_loop().time
        async with self._db.write() as tx:
            began = time()
            found = await index.reindex_next(tx, self._turn)
        took = time() - began
        if took > LONGEST_TURN:
            self._turn = max(self._turn // 2, 1)
        elif took < LONGEST_TURN / 3:
            self._turn = min(self._turn * 2, MOST_A_TURN)
        return found

    async def search(self, member_id: str, text: str, page: int = 0) -> Found:
        """One page of the people whom a member may find by `text`; without any, the newest. A page that isn't there: the last.

        Raises NotForYou for bots and the deactivated, ForMembers for people of other workspaces.
        """
        async with self._db.read() as tx:
            audience = await _audience(tx, member_id)
            answer = await _answer(tx, audience, text)
            return await _found(tx, audience, answer, page, text.strip()[:MOST_TEXT])

    async def facets(self, member_id: str, text: str) -> Facets:
        """What a search can be narrowed to, with how many people each choice leaves. Raises as `search`."""
        async with self._db.read() as tx:
            audience = await _audience(tx, member_id)
            answer = await _answer(tx, audience, text)
            return await faceting.facets(tx, audience, answer)

    async def person(self, member_id: str, other_id: str) -> Person | None:
        """Somebody's full profile, as a member may see it; None if they may not find them. Raises as `search`."""
        async with self._db.read() as tx:
            audience = await _audience(tx, member_id)
            profile = await people.findable(tx, audience, other_id)
            if profile is None:
                return None
            return Person(audience.viewer, tx.now, (await people.hits(tx, audience, [profile]))[0])

    async def known_terms(self, tx: Reading, viewer: Viewer, kind: Kind) -> list[Term]:
        """Terms to choose from while typing (`bot.directory.search.knowledge`)."""
        return await known_terms(tx, viewer, kind)

    async def like(self, member_id: str, other_id: str, page: int = 0) -> Found:
        """People who have something in common with somebody, by what the member may see of them. Raises as `search`."""
        async with self._db.read() as tx:
            audience = await _audience(tx, member_id)
            return await _found(tx, audience, await kinship.like(tx, audience, other_id), page)


async def count_findable(tx: Reading, viewer: Viewer) -> int:
    """How many people a viewer could find; themselves too, if they are listed."""
    return len(await (await audience_of(tx, viewer)).findable())


async def _audience(tx: Reading, member_id: str) -> Audience:
    return await audience_of(tx, await access.person(tx, member_id))


async def _answer(tx: Reading, audience: Audience, text: str) -> Answer:
    return await searching.answer(tx, audience, await mentions.as_filters(tx, audience, text[:MOST_TEXT]))


async def _found(tx: Reading, audience: Audience, answer: Answer, page: int, text: str = "") -> Found:
    total = answer.total
    page = min(max(page, 0), max(total - 1, 0) // PAGE)
    numbers = matching.page(answer.classes, page * PAGE, PAGE)
    hits = await people.found(tx, audience, numbers, answer.reasons, answer.evidence)
    groups = {id_ for hit in hits for id_ in hit.groups} | {
        p.value for p in answer.query.parts if p.kind == "group"
    }
    return Found(
        viewer=audience.viewer,
        now=tx.now,
        query=answer.query,
        total=total,
        page=page,
        hits=hits,
        unknown=answer.unknown,
        widening=None if total else await widening.widen(audience, answer),
        terms=answer.terms,
        groups={id_: audience.groups[id_] for id_ in sorted(groups) if id_ in audience.groups},
        corrected=answer.corrected,
        text=text,
    )
