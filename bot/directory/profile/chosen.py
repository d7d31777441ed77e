"""The organisation and the fields that somebody chose or typed in the form: known terms, and new ones."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.access import Viewer
from bot.directory.profile.form import FIELDS, ORGANISATION
from bot.directory.profile.rules import Draft
from bot.directory.vocabulary.choosing import chosen
from bot.errors import FieldErrors, Refusal
from storage.database import Transaction
from storage.vocabulary import Term


@dataclass(frozen=True, slots=True)
class Chosen:
    """The terms that were chosen. `own_names`: as in `storage.directory`."""

    organisation: Term | None
    fields: tuple[Term, ...]
    own_names: Mapping[str, str]


async def chosen_by(tx: Transaction, viewer: Viewer, draft: Draft) -> Chosen:
    """The terms behind what was chosen, new ones made. Raises FieldErrors."""
    wrong: dict[str, Refusal] = {}
    organisation, fields = list[Term](), list[Term]()
    own_names: dict[int, str] = {}
    try:
        only = [draft.organisation] if draft.organisation else []
        organisation, own_names = await chosen(tx, viewer, "organisation", only)
    except Refusal as refusal:
        wrong[ORGANISATION] = refusal
    try:
        fields, of_fields = await chosen(tx, viewer, "field", draft.fields)
        own_names |= of_fields
    except Refusal as refusal:
        wrong[FIELDS] = refusal
    if wrong:
        raise FieldErrors(wrong)
    names = {str(term_id): name for term_id, name in own_names.items()}
    return Chosen(organisation[0] if organisation else None, tuple(fields), names)
