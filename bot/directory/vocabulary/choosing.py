"""From what somebody chose or typed in a menu of organisations or fields to the terms behind it: known ones, and new ones."""

from collections.abc import Collection, Sequence

from bot.access import Viewer
from bot.directory.profile.errors import NotOnTheList
from bot.directory.profile.rules import Choice
from bot.directory.search.knowledge import known_terms
from bot.directory.vocabulary import terms
from storage.database import Transaction
from storage.vocabulary import Kind, Term


async def chosen(
    tx: Transaction,
    viewer: Viewer,
    kind: Kind,
    choices: Sequence[Choice],
    *,
    also: Collection[int] = frozenset(),
) -> tuple[list[Term], dict[int, str]]:
    """The terms that were chosen, new ones made; and by id what some of them are called otherwise than they are: nobody learns a
    name that they could not know. `also`: ids that the viewer sees where they chose. Raises NotOnTheList, NoName."""
    turns = await terms.turns(tx, kind, [choice.name for choice in choices if choice.term_id is None])
    in_turn = sorted(choices, key=lambda c: turns[c.name] if c.term_id is None else terms.turn_of(c.term_id))
    taken = {choice: await _term(tx, kind, choice) for choice in in_turn}
    found = [taken[choice] for choice in choices]
    picked = {term.id for term, choice in zip(found, choices, strict=True) if choice.term_id is not None}
    picked -= set(also)
    spelt = {term.id: terms.tidy(choice.name) for choice, term in taken.items() if choice.term_id is None}
    unlike = [term for term in found if spelt.get(term.id, term.name) != term.name and term.id not in also]
    if not picked and not unlike:
        return found, {}
    known = {term.id: term for term in await known_terms(tx, viewer, kind)}
    # An id that was never offered to them must not tell them a name.
    if not picked <= known.keys():
        raise NotOnTheList
    # Nor does a name that they could not know: whoever types it otherwise gets what they typed.
    own_names = {}
    for term in found:
        if term.id not in also and not term.is_curated:
            name = known[term.id].name if term.id in known else spelt[term.id]
            if name != term.name:
                own_names[term.id] = name
    return found, own_names


async def _term(tx: Transaction, kind: Kind, choice: Choice) -> Term:
    if choice.term_id is None:
        return await terms.resolve(tx, kind, choice.name)
    term = await terms.current(tx, choice.term_id)
    if term is None or term.kind != kind:
        raise NotOnTheList
    return term
