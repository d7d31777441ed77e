"""Rows of a table as drafts: with the terms that their names lead to, and nothing said of what the table has no column for."""

from collections.abc import Collection, Iterable

from bot.directory.exchange.entries import Entry
from bot.directory.search.knowledge import known_to_all
from bot.directory.vocabulary import terms
from storage import naming
from storage.database import Transaction
from storage.drafts import Draft
from storage.vocabulary import Kind, Term


def columns(entry: Entry) -> tuple[str, ...]:
    """The columns of `profiles` that a table says something about: the same for all its rows."""
    organisation = () if entry.organisation is None else ("organisation_id",)
    return (*organisation, *entry.values, "own_names")


def is_said_in(before: Draft, draft: Draft) -> bool:
    """Whether a draft says already all that the table does."""
    is_same = {name: before.values[name] for name in draft.values} == draft.values
    return is_same and draft.fields in (None, before.fields)


class Drafting:
    """The terms that names lead to, each looked up once; `take` before `draft`."""

    def __init__(self, tx: Transaction) -> None:
        self.made: dict[Kind, int] = {"organisation": 0, "field": 0}
        self._tx = tx
        self._found: dict[tuple[Kind, str], Term] = {}
        self._known: frozenset[int] = frozenset()  # whose names the owners of all drafts may know

    async def take(self, kind: Kind, names: Collection[str]) -> None:
        """Thousands may be new: they are compared with each other afterwards, by and by."""
        written: dict[str, str] = {}
        for name in sorted(filter(None, names)):
            written.setdefault(terms.folded(terms.tidy(name)), terms.tidy(name))
        known = await naming.hold(self._tx, kind, written)
        new = {folded: name for folded, name in written.items() if folded not in known}
        known |= await naming.add(self._tx, kind, new)
        self.made[kind] += len(new)
        self._found |= {(kind, name): known[terms.folded(terms.tidy(name))] for name in names if name}
        self._known |= await known_to_all(self._tx, {term.id: term for term in known.values()}.values())

    def draft(self, member_id: str, entry: Entry, before: Draft | None) -> Draft:
        """A row as a draft, with the names of the table where another's would tell of a profile that is hidden."""
        values = dict(entry.values)
        own_names = dict((before.values["own_names"] if before else None) or {})
        if entry.organisation is not None:
            ids = self._ids("organisation", [entry.organisation], own_names)
            values["organisation_id"] = next(iter(ids), None)
        fields = None if entry.fields is None else self._ids("field", entry.fields, own_names)
        return Draft(member_id, values | {"own_names": own_names or None}, fields)

    def _ids(self, kind: Kind, names: Iterable[str], own_names: dict[str, str]) -> tuple[int, ...]:
        found = {name: self._found[kind, name] for name in names if name}
        for name, term in found.items():
            own_names.pop(str(term.id), None)
            if terms.tidy(name) != term.name and term.id not in self._known:
                own_names[str(term.id)] = terms.tidy(name)
        return tuple(dict.fromkeys(term.id for term in found.values()))
