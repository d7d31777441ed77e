"""Two terms made one by somebody of the Secretariat, and two again, under the names that the Secretariat sees."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import structlog

from bot.access import Viewer
from bot.directory.search import moving
from bot.directory.search.audience import audience_of
from bot.directory.search.knowledge import as_known, name_tokens
from bot.directory.vocabulary import terms
from bot.directory.vocabulary.errors import CuratedStays
from bot.directory.vocabulary.rules import UNDO_FOR
from bot.errors import Gone
from storage import merging, pairs, vocabulary
from storage.database import Reading, Transaction
from storage.vocabulary import Kind, Term

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done. `already`: somebody had done it before. `kept` is the term that stays, `name` what the other was called."""

    what: Literal["merged", "apart", "undone"]
    kept: Term
    name: str
    people: int = 0  # whose listed profiles name the kept term now
    already: bool = False


async def merge(tx: Transaction, viewer: Viewer, keep_id: int, gone_id: int) -> Outcome:
    """Makes two terms one. Raises Gone, CuratedStays."""
    known = await merging.lock(tx, {keep_id, gone_id})
    if len(known) < 2:
        return await already(tx, viewer, keep_id, gone_id)
    if known[keep_id].kind != known[gone_id].kind:
        raise Gone
    shown = await as_seen(tx, viewer, known.values())
    keep, gone = shown[keep_id], shown[gone_id]
    if gone.is_curated:
        raise CuratedStays(gone.name)
    for term in shown.values():
        await _take_name(tx, term)
    await merging.merge(tx, keep, gone, by=viewer.id)
    await moving.join(tx, gone, keep)
    people = (await pairs.count_uses(tx, [keep_id])).get(keep_id, 0)
    log.info("terms merged", member=viewer.id, people=people)
    return Outcome("merged", keep, gone.name, people)


async def undo(tx: Transaction, viewer: Viewer, gone_id: int) -> Outcome:
    """Takes a merge back that is not too long ago. Raises Gone."""
    merged = await merging.became(tx, gone_id)
    is_recent = merged is not None and merged.merged_at >= tx.now - UNDO_FOR
    found = await merging.part(tx, gone_id) if is_recent else None
    if found is None:
        raise Gone
    term, kept = found
    await moving.part(tx, term, kept)
    log.info("terms parted", member=viewer.id)
    return Outcome("undone", (await as_seen(tx, viewer, [kept]))[kept.id], term.name)


async def already(tx: Transaction, viewer: Viewer, one_id: int, other_id: int) -> Outcome:
    """What somebody else has done with two terms, of which one at least is no more. Raises Gone if it is something else."""
    one, other = await terms.current(tx, one_id), await terms.current(tx, other_id)
    if one is None or other is None or one.id != other.id:
        raise Gone
    gone = await merging.became(tx, one_id if one.id != one_id else other_id)
    one = (await as_seen(tx, viewer, [one]))[one.id]
    return Outcome("merged", one, gone.name if gone else one.name, already=True)


async def as_seen(tx: Reading, viewer: Viewer, known: Iterable[Term]) -> Mapping[int, Term]:
    """Terms by the names that somebody of the Secretariat sees in listed profiles (`bot.directory.search.knowledge`)."""
    by_id = {term.id: term for term in known}
    seen = await (await audience_of(tx, viewer)).look(name_tokens(by_id.values()))
    return await as_known(tx, seen, by_id)


async def _take_name(tx: Transaction, term: Term) -> None:
    """What the Secretariat has read is the term's own name from then on."""
    if term.is_own_name:
        kind: Kind = "organisation" if term.kind == "organisation" else "field"
        await vocabulary.change(tx, term.id, name=term.name)
        await vocabulary.call_only(tx, kind, [(term.id, terms.folded(term.name), term.name)])
