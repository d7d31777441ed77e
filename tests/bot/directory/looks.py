"""People and searches made by hand, for tests of what is seen of them."""

from dataclasses import replace
from typing import Any

from bot.access import Viewer
from bot.directory.query.parts import Part, Query
from bot.directory.search.found import Found, Hit
from storage.directory import Profile
from storage.people import Member
from storage.vocabulary import Term
from storage.workspace import Workspace
from tests.conftest import START

EVIL = "<!channel> <@U9> *b* & <https://evil|bank> "
COURT = Term(1, "organisation", "Labour Court", {"fr": "Tribunal du travail"})
MINING = Term(2, "field", "Mining", {"fr": "mines", "es": "minería"})
COCOA = Term(3, "field", "cocoa", {"fr": "cacao", "es": "cacao"})

VIEWER = Viewer(
    Member("UV", "Viewer", timezone="Europe/Zurich", synced_at=START),
    Workspace(languages=("en", "fr", "es")),
)
ANA = Profile(
    "U1",
    "Ana O’Brien",
    "Africa/Nairobi",
    photo="https://example.org/ana.png",
    role="Judge",
    organisation=COURT,
    sector="government",
    country="KE",
    works_in=("TZ", "UG"),
    fields=(MINING, COCOA),
    languages=("en", "sw"),
    offers="Training for inspectors",
    seeks="Data on cocoa farms",
    website="https://example.org/court?a=1&b=2",
    published_at=START,
)
HOSTILE = Profile(
    "U2",
    EVIL * 9,
    "Nowhere/Land",
    photo="https://example.org/" + "p" * 200,
    role=(EVIL * 9)[:100],
    organisation=Term(4, "organisation", (EVIL * 9)[:100]),
    sector="un",
    country="GS",
    works_in=("BA", "TT", "CI", "CD", "VC", "ST", "KN", "GB") * 3,
    fields=tuple(Term(10 + n, "field", f"{n}{EVIL}"[:60].ljust(60, "&")) for n in range(10)),
    languages=("en", "fr", "es", "pt", "ar", "zh", "ru", "sw", "de", "it") * 2,
    offers=EVIL * 20,
    seeks="&" * 1000,
    website="javascript:alert(1)",
    published_at=START,
)
BARE = Profile("U3", "", "UTC", may_introduce=False, published_at=START)


def viewer(locale: str = "en-GB", **values: Any) -> Viewer:
    return replace(VIEWER, member=replace(VIEWER.member, locale=locale, **values))


def found(total: int, page: int = 0, *parts: Part, locale: str = "en-GB", **values: Any) -> Found:
    people = [Hit(profile, frozenset({"C1", "C2"})) for profile in (ANA, HOSTILE, BARE)] * 10
    query = Query(parts, values.pop("ignored", ()))
    hits = values.pop("hits", people[: min(10, total)])
    return Found(viewer(locale), START, query, total, page, hits, **values)


def elements(blocks: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The elements of the actions and accessories, by action_id."""
    every = [e for block in blocks for e in (*block.get("elements", ()), block.get("accessory") or {})]
    return {element["action_id"]: element for element in every if "action_id" in element}


def lines(block: dict[str, Any]) -> list[str]:
    """A rich text as lines, what is bold in asterisks."""
    return "".join(_text(element) for element in block["elements"][0]["elements"]).split("\n")


def _text(element: dict[str, Any]) -> str:
    text: str = element.get("text") or f"#{element.get('channel_id')}"
    return f"*{text}*" if element.get("style", {}).get("bold") else text
