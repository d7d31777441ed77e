"""Brings the curated fields of expertise to what the workspace file says, or to those that Liaison brings along.

A field is known again by any of its names: so a new spelling renames it, for everyone who has it in their profile.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.directory.search import index
from bot.directory.vocabulary.default_fields import CuratedField
from bot.directory.vocabulary.terms import folded, note_pairs, tidy
from storage import pairs, versions, vocabulary
from storage.database import Transaction
from storage.vocabulary import Term


@dataclass(slots=True)
class Curation:
    """What was different: names of fields. `taken`: a curated field, a name that it can't have, and whose name that is."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    same: int = 0
    taken: list[tuple[str, str, str]] = field(default_factory=list)


async def curate(tx: Transaction, wanted: Sequence[CuratedField]) -> Curation:
    """Makes exactly these fields the curated ones; no two of them may have a name in common (`terms.folded`).

    A field that is curated no more stays with those who have it. A name that leads to somebody's own field stays with that
    field: the two are for the Secretariat to merge. The index follows, in this transaction.
    """
    await versions.hold(tx.connection, versions.VOCABULARY)
    known = {term.id: term for term in await vocabulary.every(tx, "field")}
    names = await vocabulary.names_of(tx, known)
    return await _Curating(tx, known, {name: id_ for id_, its in names.items() for name in its}).run(wanted)


class _Curating:
    """One run. `owners`: the id of the term that each folded name leads to, kept in step."""

    def __init__(self, tx: Transaction, known: dict[int, Term], owners: dict[str, int]) -> None:
        self._tx = tx
        self._known = known
        self._owners = owners
        self._done = Curation()
        self._named: list[tuple[int, str, str]] = []  # names to be given: all at once, since there are many
        self._renamed: set[int] = set()  # ids of terms that go by other names now

    async def run(self, wanted: Sequence[CuratedField]) -> Curation:
        of_people = any(not term.is_curated for term in self._known.values())
        found = self._recognised(wanted)
        missing = [one for one in wanted if found.get(one.name) not in self._known]
        named = [(tidy(one.name), _labels(one)) for one in missing]
        new = await vocabulary.create(self._tx, "field", named, is_curated=True)
        self._known |= {term.id: term for term in new}
        found |= {one.name: term.id for one, term in zip(missing, new, strict=True)}
        claimed = frozenset(found.values())
        for one in wanted:
            term = self._known[found[one.name]]
            is_different = await self._describe(term, one)
            is_different |= self._call(term, one, claimed)
            if term in new:
                self._done.added.append(tidy(one.name))
            elif is_different:
                self._done.changed.append(tidy(one.name))
            else:
                self._done.same += 1
        await vocabulary.call_only(self._tx, "field", self._named)
        await self._drop([t for t in self._known.values() if t.is_curated and t.id not in claimed])
        if of_people:
            await self._compare(new)
        if members := await pairs.users(self._tx, self._renamed):
            await index.refresh_many(self._tx, members)
        return self._done

    def _recognised(self, wanted: Sequence[CuratedField]) -> dict[str, int]:
        """Which known term each field is: by its own name, or else by one of the others that is no other field's own."""
        owner = self._owners.get
        found = {one.name: id_ for one in wanted if (id_ := owner(folded(one.name)))}
        for one in wanted:
            if one.name not in found:
                taken = set(found.values())
                ids = (owner(folded(name)) for name in one.names)
                if free := next((id_ for id_ in ids if id_ and id_ not in taken), None):
                    found[one.name] = free
        return found

    async def _drop(self, terms: Sequence[Term]) -> None:
        for term in terms:
            await vocabulary.change(self._tx, term.id, is_curated=False)
            self._done.dropped.append(term.name)

    async def _compare(self, new: Sequence[Term]) -> None:
        """Notes for the Secretariat what people have written themselves and may be the same."""
        for term in (await vocabulary.by_ids(self._tx, [term.id for term in new])).values():
            await note_pairs(self._tx, term)

    async def _describe(self, term: Term, one: CuratedField) -> bool:
        """Name, labels, and that it is curated. Returns whether anything was different."""
        labels = _labels(one)
        if (term.name, dict(term.labels), term.is_curated) == (tidy(one.name), labels, True):
            return False
        await vocabulary.change(self._tx, term.id, name=tidy(one.name), labels=labels, is_curated=True)
        return True

    def _call(self, term: Term, one: CuratedField, claimed: frozenset[int]) -> bool:
        """Gives a field its names; those of another field of the file come from there. Returns whether any was new to it."""
        before = len(self._named)
        for name in one.names:
            key = folded(name)
            owner_id = self._owners.get(key)
            if owner_id == term.id:
                continue
            if owner_id is not None and owner_id not in claimed:
                self._done.taken.append((tidy(one.name), tidy(name), self._known[owner_id].name))
                continue
            self._named.append((term.id, key, tidy(name)))
            self._renamed |= {term.id} if owner_id is None else {term.id, owner_id}
            self._owners[key] = term.id
        return len(self._named) > before


def _labels(one: CuratedField) -> dict[str, str]:
    return {language: tidy(name) for language, name in one.labels.items()}
