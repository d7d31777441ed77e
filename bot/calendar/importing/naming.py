"""The fields that a file names, as terms of the directory: looked up together, for all of its activities."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.calendar.importing.deciding import Decision
from bot.directory.search.knowledge import known_to_all
from bot.directory.vocabulary import terms
from storage import vocabulary
from storage.database import Transaction
from storage.vocabulary import Term


@dataclass(frozen=True, slots=True)
class Fields:
    """The terms by the names in the file: `learnt` also those that are new; `for_all` are the ids of those whose names all may know."""

    known: Mapping[str, Term]
    learnt: Mapping[str, Term]
    for_all: frozenset[int]

    def of(self, names: Iterable[str], *, learns: bool) -> dict[int, str | None]:
        """By id, with the file's own spelling where the directory's would tell of a profile that is hidden."""
        among = self.learnt if learns else self.known
        return {
            term.id: None if term.id in self.for_all or terms.tidy(name) == term.name else terms.tidy(name)
            for name in names
            if (term := among.get(name)) is not None and (learns or term.id in self.for_all)
        }


async def fields_of(tx: Transaction, decided: Sequence[Decision]) -> Fields:
    """All that these decisions name."""
    named = [(each.fields or (), each.found.learns_fields) for each in decided]
    names = {name for of_one, learns in named if not learns for name in of_one}
    to_learn = {name for of_one, learns in named if learns for name in of_one}
    turns, learnt = await terms.turns(tx, "field", to_learn), dict[str, Term]()
    for name in sorted(turns, key=turns.__getitem__):
        learnt[name] = await terms.resolve(tx, "field", name)
    folded = await vocabulary.named(tx, {terms.folded(name) for name in names})
    by_name = {key: term for key, term in folded if term.kind == "field"}
    known = {name: by_name[key] for name in names if (key := terms.folded(name)) in by_name}
    every = {term.id: term for term in (*learnt.values(), *known.values())}
    return Fields(known, learnt, await known_to_all(tx, every.values()) if every else frozenset())
