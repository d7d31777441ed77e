"""Terms that become one, or two again, in the index: at once for whoever asks by the term, whatever their number.

What stands for a term is a few bitmaps, which are moved in the transaction that moves the profiles. The words that its people are found
by follow some people at a time (`index.reindex_next`): nobody is lost meanwhile, and whoever is unlisted is out at once, since what is
noted of the profiles is moved, too.
"""

from collections import defaultdict

from pyroaring import BitMap

from bot.directory.search import tokens
from storage import indexing, postings
from storage.database import Transaction
from storage.postings import Posting
from storage.vocabulary import Term


async def join(tx: Transaction, gone: Term, kept: Term) -> None:
    """After `merging.merge`: whoever was found by the gone term is found by the kept one. Their profiles must be locked."""
    await indexing.outdate(tx, [kept.id])
    old, new = tokens.term_code(gone), tokens.term_code(kept)
    await postings.lock(tx)
    rows = await postings.fetch(tx, {old, new})
    found: dict[tuple[str, int], BitMap] = defaultdict(BitMap)
    moved = BitMap()
    for row in rows:
        numbers = BitMap.deserialize(row.numbers)
        found[row.zone, row.reach] |= numbers
        if row.token == old:
            moved |= numbers
    await postings.save(tx, _rows(new, found))
    await postings.drop(tx, [(old, row.zone, row.reach) for row in rows if row.token == old])
    await indexing.note_moved(tx, moved, old, new)


async def part(tx: Transaction, back: Term, kept: Term) -> None:
    """After `merging.part`: whoever has the term that is back is found by it, and by the kept one only who has both. As `join`."""
    await indexing.outdate(tx, [kept.id, back.id])
    old, new = tokens.term_code(kept), tokens.term_code(back)
    theirs = BitMap(await indexing.numbers_with(tx, back.id))
    both = theirs & BitMap(await indexing.numbers_with(tx, kept.id))
    await postings.lock(tx)
    staying: dict[tuple[str, int], BitMap] = {}
    coming: dict[tuple[str, int], BitMap] = {}
    moved = BitMap()
    for row in await postings.fetch(tx, {old}):
        numbers = BitMap.deserialize(row.numbers)
        staying[row.zone, row.reach] = numbers - (theirs - both)
        coming[row.zone, row.reach] = numbers & theirs
        moved |= numbers & theirs
    await postings.save(tx, _rows(old, staying) + _rows(new, coming))
    await postings.drop(tx, [(old, zone, reach) for (zone, reach), numbers in staying.items() if not numbers])
    await indexing.note_moved(tx, moved - both, old, new)
    await indexing.note_moved(tx, moved & both, old, f"{old} {new}")


def _rows(token: str, found: dict[tuple[str, int], BitMap]) -> list[Posting]:
    return [
        Posting(token, zone, reach, numbers.serialize())
        for (zone, reach), numbers in found.items()
        if numbers
    ]
