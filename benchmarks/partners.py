"""A directory of invented partners, as large as wanted: the same ones every time."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Table, insert

from bot.directory.words import countries, sectors
from bot.directory.words.folding import fold
from storage import workspace
from storage.channels import channels, memberships
from storage.database import Database
from storage.directory import profile_fields, profiles
from storage.people import members
from storage.vocabulary import term_names, terms

MOMENT = datetime(2019, 3, 18, tzinfo=UTC)
AT_ONCE = 5000  # rows in a transaction
GROUPS, ORGANISATIONS, FIELDS, WORDS, NAMES = 100, 3000, 400, 12_000, 20_000
PER_GROUP = 300
PARTNER, GUEST, SECRETARIAT = "UPARTNER", "UGUEST", "USECRETARIAT"
_SYLLABLES = sorted({"bu", *(a + b for a in "bdklmnprstv" for b in "aeio")})


@dataclass
class Partners:
    """Invented people, drawn from a few tables: words, names and organisations are as uneven as real ones are."""

    count: int
    luck: random.Random = field(default_factory=lambda: random.Random(182))

    def __post_init__(self) -> None:
        self.words = self._invented(WORDS, 2, 4)
        self.first = self._invented(2000, 2, 3)
        self.last = self._invented(NAMES, 3, 5)
        self.organisations = [
            f"{a.title()} {b.title()} {c}"
            for a, b, c in zip(*[iter(self._some(3 * ORGANISATIONS))] * 3, strict=True)
        ]
        self.fields = [f"{a} {b}" for a, b in zip(*[iter(self._some(2 * FIELDS))] * 2, strict=True)]
        self.codes = sorted(countries.codes())

    def _invented(self, count: int, shortest: int, longest: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < count:
            length = self.luck.randint(shortest, longest)
            found["".join(self.luck.choice(_SYLLABLES) for _ in range(length)) + self.luck.choice("nrst")] = (
                None
            )
        return list(found)

    def _some(self, count: int) -> list[str]:
        return [self.one(self.words) for _ in range(count)]

    def one(self, choices: Sequence[str]) -> str:
        """One of them: the first ones far oftener than the last."""
        return choices[int(len(choices) * self.luck.random() ** 3)]

    def people(self) -> Iterator[dict[str, Any]]:
        """Rows of `members` and `profiles` in one, with the ids of the fields."""
        for n in range(self.count):
            reach = {
                part: self.luck.choice((1, 1, 2))
                for part in ("country", "works_in", "fields", "offers")
                if self.luck.random() < 0.1
            }
            yield {
                "id": f"U{n:07}",
                "name": f"{self.one(self.first).title()} {self.one(self.last).title()}",
                "role": f"{self.one(self.words)} {self.one(self.words)}",
                "organisation_id": 1 + int(ORGANISATIONS * self.luck.random() ** 3),
                "sector": self.luck.choice(list(sectors.SECTORS)),
                "country": self.one(self.codes),
                "works_in": list({self.one(self.codes) for _ in range(self.luck.randint(0, 3))}),
                "languages": self.luck.sample(["en", "fr", "es", "ar", "pt", "ru"], self.luck.randint(1, 3)),
                "offers": " ".join(self._some(6)),
                "seeks": " ".join(self._some(4)),
                "reach": reach,
                "fields": list(
                    {
                        ORGANISATIONS + 1 + int(FIELDS * self.luck.random() ** 2)
                        for _ in range(self.luck.randint(1, 5))
                    }
                ),
            }


async def fill(db: Database, partners: Partners) -> None:
    """Writes them all, published and not indexed yet, and three who search."""
    async with db.write() as tx:
        await workspace.save(tx, name="Alliance 8.7", languages=["en", "fr", "es"], pathfinders=["NP", "PE"])
    await _write(db, terms, _terms(partners))
    await _write(db, term_names, _names(partners))
    who: list[dict[str, Any]] = [
        {"id": PARTNER},
        {"id": GUEST, "is_guest": True},
        {"id": SECRETARIAT, "is_secretariat": True},
    ]
    blank: dict[str, Any] = {
        "timezone": "Europe/Paris",
        "first_seen_at": MOMENT,
        "synced_at": MOMENT,
        "is_guest": False,
        "is_secretariat": False,
    }
    await _write(db, members, (blank | {"name": "", **row} for row in who))
    rows = iter(partners.people())
    while some := list(islice(rows, AT_ONCE)):
        await _write(db, members, (blank | {"id": row["id"], "name": row["name"]} for row in some))
        await _write(db, profiles, map(_profile, some))
        await _write(db, profile_fields, _choices(some))
    kinds = [(f"C{n}", "group") for n in range(GROUPS)] + [("COPEN", "other")]
    await _write(
        db, channels, ({"id": c, "kind": k, "title": f"Group {c}", "bot_is_member": True} for c, k in kinds)
    )
    await _write(db, memberships, _memberships(partners))


def _terms(partners: Partners) -> Iterator[dict[str, Any]]:
    named = [("organisation", n) for n in partners.organisations] + [("field", n) for n in partners.fields]
    for number, (kind, name) in enumerate(named, start=1):
        yield {"id": number, "kind": kind, "name": name, "labels": {}, "created_at": MOMENT}


def _names(partners: Partners) -> Iterator[dict[str, Any]]:
    taken: set[tuple[str, str]] = set()
    for term in _terms(partners):
        folded = " ".join(fold(term["name"]))
        if (term["kind"], folded) not in taken:
            taken.add((term["kind"], folded))
            yield {"kind": term["kind"], "folded": folded, "term_id": term["id"], "written": term["name"]}


def _profile(row: dict[str, Any]) -> dict[str, Any]:
    values = {name: value for name, value in row.items() if name not in ("id", "name", "fields")}
    return values | {"member_id": row["id"], "published_at": MOMENT, "updated_at": MOMENT, "indexed": {}}


def _choices(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        for position, term_id in enumerate(row["fields"]):
            yield {"member_id": row["id"], "term_id": term_id, "position": position}


def _memberships(partners: Partners) -> Iterator[dict[str, Any]]:
    luck: Callable[[], int] = lambda: partners.luck.randrange(partners.count)  # noqa: E731
    size = min(PER_GROUP, partners.count // 4)
    for n in range(GROUPS):
        for member in sorted({luck() for _ in range(size)}):
            yield {"channel_id": f"C{n}", "member_id": f"U{member:07}", "changed_at": MOMENT}
    for member in range(0, partners.count, max(partners.count // (4 * size), 1)):
        yield {"channel_id": "COPEN", "member_id": f"U{member:07}", "changed_at": MOMENT}
    for who, where in [(PARTNER, f"C{n}") for n in range(3)] + [(GUEST, "COPEN"), (GUEST, "C5")]:
        yield {"channel_id": where, "member_id": who, "changed_at": MOMENT}


async def _write(db: Database, table: Table, rows: "Iterator[dict[str, Any]]") -> None:
    rest = iter(rows)
    while some := list(islice(rest, AT_ONCE)):
        async with db.write() as tx:
            await tx.execute(insert(table), some)
