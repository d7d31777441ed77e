"""What a search can be narrowed to, and how many people each choice leaves: of those whom, and by what, the viewer may know."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.directory.search import matching, tokens
from bot.directory.search.audience import Audience
from bot.directory.search.found import Facets
from bot.directory.search.knowledge import as_known
from bot.directory.search.searching import Answer
from storage import vocabulary
from storage.database import Reading
from storage.postings import Range

_ALL_CODES: Final = [
    Range(sign, chr(ord(sign) + 1)) for sign in "!#:=@"
]  # all tokens that begin with one of these


async def facets(tx: Reading, audience: Audience, answer: Answer) -> Facets:
    """The choices for those who fit an answer."""
    people = matching.union(answer.classes)
    seen = await audience.look((), _ALL_CODES)

    def counted(sign: str, zones: Iterable[str]) -> list[tuple[str, int]]:
        found = {
            text[1:]: len(people & matching.union(by_zone[zone] for zone in zones if zone in by_zone))
            for text, by_zone in seen.items()
            if text.startswith(sign)
        }
        return _ordered(found)

    fields = counted(tokens.field(""), [tokens.OF_FIELD])
    terms = await vocabulary.by_ids(tx, {int(id_) for id_, _ in fields})
    terms = await as_known(tx, seen, terms)
    groups = _ordered({id_: len(people & members) for id_, members in (await audience.members()).items()})
    return Facets(
        viewer=audience.viewer,
        query=answer.query,
        total=len(people),
        countries=counted(tokens.country(""), [tokens.BASED, tokens.WORKS]),
        fields=[(terms[int(id_)], count) for id_, count in fields if int(id_) in terms],
        languages=counted(tokens.language(""), [tokens.SPEAKS]),
        sectors=counted(tokens.sector(""), [tokens.SECTOR]),
        groups=[(id_, audience.groups[id_], count) for id_, count in groups],
    )


def _ordered(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Most people first, and without those that leave nobody."""
    return sorted(((key, n) for key, n in counts.items() if n), key=lambda pair: (-pair[1], pair[0]))
