"""The people of `people.toml` in a database, and whom each search of `queries.toml` finds there."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.directory.search import index
from bot.directory.search.found import PAGE
from bot.directory.search.service import DirectoryService
from bot.directory.vocabulary.curating import curate
from bot.directory.vocabulary.default_fields import CURATED
from bot.directory.vocabulary.terms import folded
from storage import channels, directory, people, vocabulary, workspace
from storage.database import Database, Transaction
from storage.vocabulary import Kind, Term
from tests.conftest import START

HERE = Path(__file__).parent
VIEWER = "UVIEWER"  # a partner in these groups, who is not listed
GROUPS_OF_VIEWER = ("supply-chains", "migration", "ceag")
TITLES = {
    "supply-chains": "Supply Chains Action Group",
    "migration": "Migration Action Group",
    "rule-of-law": "Rule of Law and Governance Action Group",
    "conflicts-humanitarian": "Conflicts and Humanitarian Settings Action Group",
    "ceag": "Communications and Engagement Action Group",
}
PATHFINDERS = ["AL", "CL", "FJ", "MG", "MW", "MR", "MX", "MA", "NP", "NG", "PE", "LK", "TN", "UG", "VN"]
World = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody types, in which language, whether misspelt or without accents, and whom it must find, by their keys."""

    text: str
    language: str
    is_rough: bool
    finds: frozenset[str]


def searches() -> list[Search]:
    """All of `queries.toml`."""
    file = tomllib.loads((HERE / "queries.toml").read_text(encoding="utf-8"))
    return [
        Search(each["text"], language, each.get("rough", False), frozenset(each["finds"]))
        for language, every in file.items()
        for each in every
    ]


def known_people() -> World:
    """All of `people.toml`."""
    return tomllib.loads((HERE / "people.toml").read_text(encoding="utf-8"))


async def fill(db: Database) -> None:
    """Publishes everybody, in an empty database."""
    file = known_people()
    async with db.write() as tx:
        await workspace.save(tx, name="Alliance", languages=["en", "fr", "es"], pathfinders=PATHFINDERS)
        for name, title in TITLES.items():
            await channels.save(tx, _channel(name), name=name, title=title, kind="group", bot_is_member=True)
        await _join(tx, VIEWER, "Viewer", "en", GROUPS_OF_VIEWER)
        await curate(tx, CURATED)
        for name, others in file["organisations"].items():
            term = await _term(tx, "organisation", name)
            await vocabulary.call(tx, "organisation", term.id, [(folded(other), other) for other in others])
        for key, person in file["people"].items():
            await _publish(tx, _member(key), person)
        await index.refresh_many(tx, [_member(key) for key in file["people"]])


async def answers(db: Database, every: Sequence[Search]) -> list[list[str]]:
    """The keys of those found on the first page by each of the searches, best first."""
    service = DirectoryService(db)
    found = [await service.search(VIEWER, search.text) for search in every]
    assert all(len(one.hits) <= PAGE for one in found)
    return [[hit.profile.member_id[1:].lower() for hit in one.hits] for one in found]


def _member(key: str) -> str:
    return f"U{key.upper()}"


def _channel(name: str) -> str:
    return f"C{name.upper()}"


async def _term(tx: Transaction, kind: Kind, name: str) -> Term:
    return await vocabulary.add(tx, kind, name, folded(name))


async def _join(tx: Transaction, member_id: str, name: str, locale: str, groups: Sequence[str] = ()) -> None:
    await people.save(tx, member_id, name=name, locale=locale, synced_at=START)
    for group in groups:
        await channels.save_membership(tx, _channel(group), member_id, changed_at=START)


async def _publish(tx: Transaction, member_id: str, person: World) -> None:
    await _join(tx, member_id, person["name"], person["locale"], person.get("groups", ()))
    organisation = await _term(tx, "organisation", person["organisation"])
    fields = [(await _term(tx, "field", name)).id for name in person["fields"]]
    plain = ("role", "sector", "country", "works_in", "languages", "offers", "seeks")
    values = {key: person[key] for key in plain if key in person}
    await directory.save(
        tx, member_id, organisation_id=organisation.id, fields=fields, published_at=tx.now, **values
    )
