"""The vocabulary of organisations and fields, as the Secretariat tidies it: what may be one and the same is made one by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import structlog

from bot import access
from bot.access import Viewer
from bot.directory.profile.errors import NotOnTheList
from bot.directory.search.knowledge import known_terms
from bot.directory.vocabulary import merges, terms
from bot.directory.vocabulary.errors import CuratedStays, SameTwice
from bot.directory.vocabulary.merges import Outcome
from bot.directory.vocabulary.rules import PAGE, UNDO_FOR
from bot.errors import FieldErrors
from storage import merging, pairs, vocabulary
from storage.database import Database, Reading
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
            viewer = await access.of_secretariat(tx, member_id)
            return await merges.merge(tx, viewer, keep_id, gone_id)

    async def merge_chosen(self, member_id: str, kind: Kind, entered: Mapping[str, object]) -> Outcome:
        """As `merge`, for what was chosen in the form. Raises FieldErrors, NotForYou, Gone."""
        chosen = {name: _number(entered.get(name)) for name in (KEEP, GONE)}
        async with self._db.write() as tx:
            viewer = await access.of_secretariat(tx, member_id)
            known = await pairs.named(tx, kind, chosen.values())
            wrong = [name for name, id_ in chosen.items() if id_ not in known]
            if wrong:
                raise FieldErrors({name: NotOnTheList() for name in wrong})
            if chosen[KEEP] == chosen[GONE]:
                raise FieldErrors({KEEP: SameTwice()})
            try:
                return await merges.merge(tx, viewer, chosen[KEEP], chosen[GONE])
            except CuratedStays as refusal:
                raise FieldErrors({GONE: refusal}) from refusal

    async def keep_apart(self, member_id: str, one_id: int, other_id: int) -> Outcome:
        """Remembers that two terms are two: nobody is asked about them again. Raises NotForYou, Gone."""
        async with self._db.write() as tx:
            viewer = await access.of_secretariat(tx, member_id)
            known = await merging.lock(tx, {one_id, other_id})
            if len(known) < 2:
                return await merges.already(tx, viewer, one_id, other_id)
            await pairs.note(tx, one_id, other_id, "same", are_two=True)
            log.info("terms are two", member=member_id)
            shown = await merges.as_seen(tx, viewer, known.values())
            return Outcome("apart", shown[one_id], shown[other_id].name)

    async def undo(self, member_id: str, gone_id: int) -> Outcome:
        """Takes a merge back: names and profiles return, but for what was changed since. Raises NotForYou, Gone."""
        async with self._db.write() as tx:
            return await merges.undo(tx, await access.of_secretariat(tx, member_id), gone_id)

    async def choices(self, member_id: str, kind: Kind, typed: str) -> list[tuple[Term, int]]:
        """Terms of a kind that fit what was typed, with how many listed profiles name each; most first. Those that only profiles
        name which are not listed are not offered: their owners show them to nobody. Raises NotForYou."""
        async with self._db.read() as tx:
            known = await known_terms(tx, await access.of_secretariat(tx, member_id), kind)
            names = await vocabulary.names_of(tx, [term.id for term in known])
            wanted = terms.folded(typed)
            fitting = [term for term in known if any(f" {wanted}" in f" {name}" for name in names[term.id])]
            uses = await pairs.count_uses(tx, [term.id for term in fitting])
        fitting = [term for term in fitting if term.is_curated or term.id in uses]
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
    last = await merging.latest(tx, tx.now - UNDO_FOR)
    named = [*(term for pair in found for term in (pair.first, pair.second)), *([last.kept] if last else ())]
    if named:
        shown = await merges.as_seen(tx, viewer, named)
        found = [_as_seen(pair, shown) for pair in found]
        last = replace(last, kept=shown[last.kept.id]) if last else None
    return Waiting(viewer, found, total, page, last)


def _as_seen(pair: Pair, shown: Mapping[int, Term]) -> Pair:
    """The pair without names that are from profiles that are not listed."""
    first, second = shown[pair.first.id], shown[pair.second.id]
    names = (_names(first, pair.names[0]), _names(second, pair.names[1]))
    return replace(pair, first=first, second=second, names=names)


def _names(term: Term, written: Sequence[str]) -> tuple[str, ...]:
    if not term.is_own_name:
        return tuple(written)
    own = terms.folded(term.name)
    return (term.name, *(name for name in written if terms.folded(name) != own))


def _number(value: object) -> int:
    return (
        int(value)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10
        else 0
    )
