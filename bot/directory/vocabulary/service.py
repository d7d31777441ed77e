"""The vocabulary of organisations and fields, as the Secretariat tidies it: what may be one and the same is made one by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import structlog

from bot import access
from bot.access import Viewer
from bot.directory.profile.errors import NotOnTheList
from bot.directory.search import index
from bot.directory.vocabulary import terms
from bot.directory.vocabulary.errors import CuratedStays, SameTwice
from bot.directory.vocabulary.rules import PAGE, UNDO_FOR
from bot.errors import FieldErrors, Gone
from storage import merging, pairs, vocabulary
from storage.database import Database, Reading, Transaction
from storage.merging import Merge
from storage.pairs import Pair
from storage.vocabulary import Kind, Term

log = structlog.get_logger(__name__)

MOST_CHOICES: Final = 100  # options of a select (https://docs.slack.dev/reference/block-kit/block-elements)

KEEP, GONE = "keep", "gone"  # block ids of the form


@dataclass(frozen=True, slots=True)
class Waiting:
    """One page of what waits for the Secretariat's word. `last` is the last merge, while it can be taken back."""

    viewer: Viewer
    pairs: Sequence[Pair]
    total: int
    page: int
    last: Merge | None

    @property
    def has_more(self) -> bool:
        return self.total > (self.page + 1) * PAGE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done. `already`: somebody had done it before. `kept` is the term that stays, `name` what the other was called."""

    what: Literal["merged", "apart", "undone"]
    kept: Term
    name: str
    people: int = 0  # whose profiles name the kept term now
    already: bool = False


class VocabularyService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def waiting(self, member_id: str, page: int = 0) -> Waiting:
        """Pairs that may be one and the same. Raises NotForYou for all but the Secretariat."""
        async with self._db.read() as tx:
            return await waiting(tx, await access.of_secretariat(tx, member_id), page)

    async def is_secretariat(self, member_id: str) -> bool:
        async with self._db.read() as tx:
            return (await access.visitor(tx, member_id)).is_secretariat

    async def merge(self, member_id: str, keep_id: int, gone_id: int) -> Outcome:
        """Makes two terms one, which keeps the name of the first. Raises NotForYou, Gone, CuratedStays."""
        async with self._db.write() as tx:
            await access.of_secretariat(tx, member_id)
            return await _merge(tx, member_id, keep_id, gone_id)

    async def merge_chosen(self, member_id: str, kind: Kind, entered: Mapping[str, object]) -> Outcome:
        """As `merge`, for what was chosen in the form. Raises FieldErrors, NotForYou, Gone."""
        chosen = {name: _number(entered.get(name)) for name in (KEEP, GONE)}
        async with self._db.write() as tx:
            await access.of_secretariat(tx, member_id)
            known = await vocabulary.by_ids(tx, list(chosen.values()))
            wrong = [name for name, id_ in chosen.items() if id_ not in known or known[id_].kind != kind]
            if wrong:
                raise FieldErrors({name: NotOnTheList() for name in wrong})
            if chosen[KEEP] == chosen[GONE]:
                raise FieldErrors({KEEP: SameTwice()})
            try:
                return await _merge(tx, member_id, chosen[KEEP], chosen[GONE])
            except CuratedStays as refusal:
                raise FieldErrors({GONE: refusal}) from refusal

    async def keep_apart(self, member_id: str, one_id: int, other_id: int) -> Outcome:
        """Remembers that two terms are two: nobody is asked about them again. Raises NotForYou, Gone."""
        async with self._db.write() as tx:
            await access.of_secretariat(tx, member_id)
            known = await merging.lock(tx, {one_id, other_id})
            if len(known) < 2:
                return await _already(tx, one_id, other_id)
            await pairs.note(tx, one_id, other_id, "same", are_two=True)
            log.info("terms are two", member=member_id)
            return Outcome("apart", known[one_id], known[other_id].name)

    async def undo(self, member_id: str, gone_id: int) -> Outcome:
        """Takes a merge back: names and profiles return, but for what was changed since. Raises NotForYou, Gone."""
        async with self._db.write() as tx:
            await access.of_secretariat(tx, member_id)
            merge = await merging.became(tx, gone_id)
            is_recent = merge is not None and merge.merged_at >= tx.now - UNDO_FOR
            found = await merging.part(tx, gone_id) if is_recent else None
            if found is None:
                raise Gone
            term, kept, concerned = found
            await index.refresh_many(tx, concerned)
            log.info("terms parted", member=member_id, people=len(concerned))
            return Outcome("undone", kept, term.name)

    async def choices(self, member_id: str, kind: Kind, typed: str) -> list[tuple[Term, int]]:
        """Terms of a kind that fit what was typed, with how many profiles name each; most first. Raises NotForYou."""
        async with self._db.read() as tx:
            await access.of_secretariat(tx, member_id)
            known = await vocabulary.every(tx, kind)
            names = await vocabulary.names_of(tx, [term.id for term in known])
            wanted = terms.folded(typed)
            fitting = [term for term in known if any(f" {wanted}" in f" {name}" for name in names[term.id])]
            uses = await pairs.count_uses(tx, [term.id for term in fitting])
        ranked = sorted(fitting, key=lambda term: (-uses.get(term.id, 0), term.name.casefold(), term.id))
        return [(term, uses.get(term.id, 0)) for term in ranked[:MOST_CHOICES]]

    async def compare_next(self) -> bool:
        """Compares one term with all others that nobody has compared yet. Says whether there was one."""
        async with self._db.read() as tx:
            term = await pairs.uncompared(tx)
        if term is None:
            return False
        async with self._db.write() as tx:
            if (await merging.lock(tx, [term.id])).get(term.id):
                await terms.note_pairs(tx, term)
        return True


async def waiting(tx: Reading, viewer: Viewer, page: int) -> Waiting:
    """As the service's, for a viewer who is known to be of the Secretariat."""
    total = await pairs.count_pairs(tx)
    page = max(0, min(page, (total - 1) // PAGE))
    found = await pairs.pairs(tx, limit=PAGE, offset=page * PAGE)
    return Waiting(viewer, found, total, page, await merging.latest(tx, tx.now - UNDO_FOR))


async def _merge(tx: Transaction, member_id: str, keep_id: int, gone_id: int) -> Outcome:
    known = await merging.lock(tx, {keep_id, gone_id})
    if len(known) < 2:
        return await _already(tx, keep_id, gone_id)
    keep, gone = known[keep_id], known[gone_id]
    if keep.kind != gone.kind:
        raise Gone
    if gone.is_curated:
        raise CuratedStays(gone.name)
    members = await merging.merge(tx, keep_id, gone_id, by=member_id)
    await index.refresh_many(tx, members)
    log.info("terms merged", member=member_id, people=len(members))
    return Outcome("merged", keep, gone.name, len(members))


async def _already(tx: Transaction, one_id: int, other_id: int) -> Outcome:
    """What somebody else has done with two terms, of which one at least is no more. Raises Gone if it is something else."""
    one, other = await terms.current(tx, one_id), await terms.current(tx, other_id)
    if one is None or other is None or one.id != other.id:
        raise Gone
    gone = await merging.became(tx, one_id if one.id != one_id else other_id)
    return Outcome("merged", one, gone.name if gone else one.name, already=True)


def _number(value: object) -> int:
    return (
        int(value)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10
        else 0
    )
