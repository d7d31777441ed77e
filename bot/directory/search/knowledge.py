"""Which organisations and fields a viewer may know of: for choices while typing."""

from bot.access import Viewer
from bot.directory.search import tokens
from bot.directory.search.audience import audience_of
from storage import directory, vocabulary
from storage.database import Reading
from storage.postings import Range
from storage.vocabulary import Kind, Term


async def known_terms(tx: Reading, viewer: Viewer, kind: Kind) -> list[Term]:
    """Terms of a kind that are curated, that stand in a part of a profile that the viewer may see, or in their own: by name."""
    token = tokens.organisation if kind == "organisation" else tokens.field
    audience = await audience_of(tx, viewer)
    seen = await audience.look((), [Range(token(""), token(":"))])  # ":" comes after "9"
    own = await directory.get(tx, viewer.id)
    ids = {int(text[1:]) for text in seen if text != tokens.EVERYBODY}
    if own is not None:
        ids |= {term.id for term in own.fields} | ({own.organisation.id} if own.organisation else set())
    found = await vocabulary.curated(tx, kind) | await vocabulary.by_ids(tx, ids)
    return sorted(
        (t for t in found.values() if t.kind == kind), key=lambda term: (term.name.casefold(), term.id)
    )
