"""The fields that an activity is about."""

from storage import vocabulary
from storage.database import Reading
from storage.details import Details
from storage.vocabulary import Term


async def fields_of(tx: Reading, known: Details) -> dict[int, Term]:
    """Its terms by id, as the activity calls them."""
    terms = await vocabulary.by_ids(tx, known.fields)
    return {term_id: term.named_by(known.own_names.get(term_id)) for term_id, term in terms.items()}
