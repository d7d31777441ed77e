"""The organisation and the fields that somebody chose or typed in the form: known terms, and new ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.access import Viewer
from bot.directory.profile.errors import NotOnTheList
from bot.directory.profile.form import FIELDS, ORGANISATION
from bot.directory.profile.rules import Choice, Draft
from bot.directory.search.knowledge import known_terms
from bot.directory.vocabulary import terms
from bot.errors import FieldErrors, Refusal
from storage.database import Transaction
from storage.vocabulary import Kind, Term


@dataclass(frozen=True, slots=True)
class Chosen:
    """The terms that were chosen. `own_names`: as in `storage.directory`."""

    organisation: Term | None
    fields: tuple[Term, ...]
    own_names: Mapping[str, str]


async def chosen_by(tx: Transaction, viewer: Viewer, draft: Draft) -> Chosen:
    """The terms behind what was chosen, new ones made. Raises FieldErrors."""
    wrong: dict[str, Refusal] = {}
    organisation: list[Term] = []
    fields: list[Term] = []
    own_names: dict[str, str] = {}
    try:
        only = [draft.organisation] if draft.organisation else []
        organisation = await _terms(tx, viewer, "organisation", only, own_names)
    except Refusal as refusal:
        wrong[ORGANISATION] = refusal
    try:
        fields = await _terms(tx, viewer, "field", draft.fields, own_names)
    except Refusal as refusal:
        wrong[FIELDS] = refusal
    if wrong:
        raise FieldErrors(wrong)
    return Chosen(organisation[0] if organisation else None, tuple(fields), own_names)


async def _terms(
    tx: Transaction, viewer: Viewer, kind: Kind, chosen: Sequence[Choice], own_names: dict[str, str]
) -> list[Term]:
    """The terms that were chosen, new ones made; notes in `own_names` what they are called otherwise than they are. Raises
    NotOnTheList, NoName."""
    turns = await terms.turns(tx, kind, [choice.name for choice in chosen if choice.term_id is None])
    in_turn = sorted(chosen, key=lambda c: turns[c.name] if c.term_id is None else terms.turn_of(c.term_id))
    taken = {choice: await _term(tx, kind, choice) for choice in in_turn}
    found = [taken[choice] for choice in chosen]
    picked = {term.id for term, choice in zip(found, chosen, strict=True) if choice.term_id is not None}
    spelt = {term.id: terms.tidy(choice.name) for choice, term in taken.items() if choice.term_id is None}
    if not picked and all(spelt[term.id] == term.name for term in found):
        return found
    known = {term.id: term for term in await known_terms(tx, viewer, kind)}
    # An id that was never offered to them must not tell them a name.
    if not picked <= known.keys():
        raise NotOnTheList
    # Nor does a name that they could not know: whoever types it otherwise gets what they typed.
    for term in found:
        name = known[term.id].name if term.id in known else spelt[term.id]
        if name != term.name and not term.is_curated:
            own_names[str(term.id)] = name
    return found


async def _term(tx: Transaction, kind: Kind, choice: Choice) -> Term:
    if choice.term_id is None:
        return await terms.resolve(tx, kind, choice.name)
    term = await terms.current(tx, choice.term_id)
    if term is None or term.kind != kind:
        raise NotOnTheList
    return term
