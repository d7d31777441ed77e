"""The directory as a table: what the Secretariat sees of those who are published, and never a draft or a profile taken back."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

from bot.directory.exchange.column_names import WRITTEN
from bot.directory.exchange.values import joined
from bot.directory.sight import Relation, seen
from bot.directory.words import countries, languages, sectors
from bot.directory.words.folding import fold
from bot.i18n import words
from storage import directory, listed
from storage.database import Reading
from storage.directory import Profile

AT_A_TIME: Final = 500  # profiles read and written in one go
_SECRETARIAT: Final = Relation(is_secretariat=True)


def heading(language: str) -> list[str]:
    return [column.heading(language) for column in WRITTEN]


async def count(tx: Reading) -> int:
    """How many profiles an export has."""
    return len(await listed.names(tx))


async def rows(tx: Reading, language: str) -> AsyncIterator[list[list[str]]]:
    """The rows, by name, some at a time, with names of things in a language."""
    groups = await listed.groups(tx)
    people = sorted(await listed.names(tx), key=lambda person: (fold(person[1]), person[0]))
    for start in range(0, len(people), AT_A_TIME):
        ids = [member_id for member_id, _name in people[start : start + AT_A_TIME]]
        found = await directory.by_members(tx, ids)
        inside = await listed.inside(tx, ids)
        yield [
            row(
                found[id_],
                [groups[channel] for channel in inside.get(id_, ()) if channel in groups],
                language,
            )
            for id_ in ids
            # Whoever has taken theirs back since we began is in no file that isn't finished.
            if id_ in found and found[id_].published_at is not None
        ]


def row(profile: Profile, groups: Sequence[str], language: str) -> list[str]:
    """One person's row, as the Secretariat sees them."""
    shown = seen(profile, _SECRETARIAT)
    cells = {
        "name": shown.name,
        "slack_id": shown.member_id,
        "role": shown.role,
        "organisation": shown.organisation.said(language) if shown.organisation else "",
        "sector": str(sectors.name(shown.sector, words(language))) if shown.sector else "",
        "country": countries.name(shown.country, language) if shown.country else "",
        "works_in": joined([countries.name(code, language) for code in shown.works_in]),
        "fields": joined([term.said(language) for term in shown.fields]),
        "languages": joined([languages.name(code, language) for code in shown.languages]),
        "offers": shown.offers,
        "seeks": shown.seeks,
        "website": shown.website,
        "groups": joined(sorted(groups, key=fold)),
        "since": shown.published_at.date().isoformat() if shown.published_at else "",
    }
    return [cells[column.key] for column in WRITTEN]
