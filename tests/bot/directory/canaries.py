"""A workspace with one person whose parts are canaries, people in every relation to them, and all that these are shown.

Who may see what is written down here anew, from the rules in words, and asks nothing of the directory's own code.
"""

import json
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from bot import access
from bot.directory.contact import introduction_views
from bot.directory.contact.introductions import IntroductionService
from bot.directory.exchange import exporting
from bot.directory.pages import filters, finding, person, results
from bot.directory.profile.profiles import ProfileService
from bot.directory.search.service import DirectoryService
from bot.directory.vocabulary.service import VocabularyService
from bot.errors import Refusal
from bot.groups import review_views, reviewing
from bot.home.service import HomeService
from bot.i18n import words
from bot.nudges import knowing
from storage import channels, people, requests, workspace
from storage.database import Database, Transaction
from storage.introductions import introductions
from storage.outbox import outbox
from storage.seen import seen as marks
from storage.vocabulary import Kind
from tests.bot.directory.conftest import write_profile
from tests.conftest import START

OWNER: Final = "UO"


@dataclass(frozen=True, slots=True)
class Canary:
    """What a part holds, what finds it if one may see it (the first of `texts` surely), and what else somebody may try."""

    values: dict[str, Any]
    texts: tuple[str, ...]


CANARIES: Final = {
    "role": Canary({"role": "Canarykeeper"}, ("canarykeeper", "canarykeepr", "canaryk", "canarykeeper adviser")),
    "organisation": Canary(
        {"organisation": "Quokka Institute", "sector": "academia"},
        ("quokka institute", "org:quokka", "org:quoka", "quoka", "quokk", "type:academia", "university"),
    ),
    "country": Canary({"country": "BT"}, ("bhutan", "country:BT", "bhoutan", "buthan", "region:asia", "pathfinder")),
    "works_in": Canary({"works_in": ["SR"]}, ("surinam", "country:SR", "suriname", "surinme", "region:americas")),
    "fields": Canary({"fields": ["Xylology"]}, ("xylology", "field:xylology", "field:xilology", "xilology", "xylol")),
    "languages": Canary({"languages": ["kk"]}, ("kazakh", "lang:kk", "speaks kazakh", "kazahk")),
    "offers": Canary({"offers": "Zephyrine ateliers"}, ("zephyrine", "zephirine", "zephyr", "zephyrine quokka")),
    "seeks": Canary({"seeks": "Quixotry comrades"}, ("quixotry", "quixotri", "quixo")),
    "website": Canary({"website": "https://okapi.example.org"}, ()),
}  # fmt: skip
GENERAL: Final = (
    "",
    "olive",
    "olive kestrel",
    "adviser",
    "bhutan cotton",
    "name:kestrel",
    "pathfinder countries",
)


@dataclass(frozen=True, slots=True)
class Looker:
    """Somebody in a relation to the owner: whether they may find them at all, and whether they share a group now."""

    member: dict[str, Any] | None = None  # None: nobody whom we know
    channels: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    finds: bool = True
    shares_group: bool = False
    is_secretariat: bool = False

    def sees(self, reach: int) -> bool:
        """Everyone's parts; those for the owner's groups; those for the Secretariat."""
        return self.finds and (reach == 0 or self.is_secretariat or (reach == 1 and self.shares_group))


_GUEST = {"is_guest": True}
LOOKERS: Final = {
    "UIN": Looker({}, ("G1",), shares_group=True),
    "UOUT": Looker({}, ("G2",)),
    "ULEFT": Looker({}, left=("G1",)),
    "UARCHIVED": Looker({}, ("GOLD",)),
    "UUNSEEN": Looker({}, ("GUNSEEN",)),
    "USEC": Looker({"is_secretariat": True}, is_secretariat=True),
    "UGUEST": Looker(_GUEST, ("G1",), shares_group=True),
    "UMULTI": Looker(_GUEST, ("C4", "G2")),
    "UALONE": Looker(_GUEST, ("G2",), finds=False),
    "UGONE": Looker(_GUEST, left=("C4", "G1"), finds=False),
    "UHALL": Looker(_GUEST, ("CHALL",), finds=False),
    "UBLIND": Looker(_GUEST, ("GOLD", "GUNSEEN"), finds=False),
    "UEXTERNAL": Looker({"is_external": True}, ("G1",), finds=False),
    "UDEACTIVATED": Looker({"is_deactivated": True}, ("G1",), finds=False),
    "UUNKNOWN": Looker(None, finds=False),
}
_CHANNELS: Final[dict[str, dict[str, Any]]] = {
    "G1": {"kind": "group"},
    "G2": {"kind": "group"},
    "GOLD": {"kind": "group", "is_archived": True},
    "GUNSEEN": {"kind": "group", "bot_is_member": False},
    "C4": {"kind": "other"},
    "CHALL": {"kind": "announcements"},
}


async def build(db: Database) -> None:
    """Everybody, and three others who are listed: near the canaries, so that corrections and widenings have where to go."""
    async with db.write() as tx:
        await workspace.save(tx, languages=["en", "fr", "es"], pathfinders=["BT", "NP"])
        for channel_id, values in _CHANNELS.items():
            await channels.save(
                tx, channel_id, **{"title": f"Group {channel_id}", "bot_is_member": True} | values
            )
        await _join(tx, OWNER, {"name": "Olive Kestrel"}, ("G1", "GOLD", "GUNSEEN", "C4", "CHALL"))
        for member_id, looker in LOOKERS.items():
            if looker.member is not None:
                await _join(tx, member_id, looker.member, looker.channels, looker.left)
        near: dict[str, dict[str, Any]] = {
            "UD1": {"role": "Canarykeeping", "country": "IN", "fields": ["Xylography"], "languages": ["ky"]},
            "UD2": {
                "role": "Adviser",
                "organisation": "Quorum Institute",
                "sector": "ngo",
                "works_in": ["GY"],
            },
            "UD3": {"role": "Cotton buyer", "country": "NP", "offers": "Zephyrs", "seeks": "Quixotic ideas"},
        }
        for number, (member_id, values) in enumerate(near.items()):
            await _join(tx, member_id, {"name": f"Decoy {number}"}, ("G1", "G2", "C4", "CHALL"))
            await write_profile(tx, member_id, published_at=tx.now, **values)


async def _join(
    tx: Transaction,
    member_id: str,
    values: dict[str, Any],
    inside: Iterable[str] = (),
    left: Iterable[str] = (),
) -> None:
    await people.save(tx, member_id, **{"name": member_id, "synced_at": START, "locale": "en"} | values)
    for channel_id in inside:
        await channels.save_membership(tx, channel_id, member_id, changed_at=START)
    for channel_id in left:
        await channels.save_membership(tx, channel_id, member_id, changed_at=START, left_at=START)


BLANK: Final[dict[str, Any]] = {
    "role": "", "organisation_id": None, "sector": None, "country": None, "works_in": [], "fields": [],
    "languages": [], "offers": "", "seeks": "", "website": "",
}  # fmt: skip


async def set_owner(db: Database, reaches: dict[str, int], **values: Any) -> None:
    """The owner's profile: published, with these canaries, each with its reach, and nothing else; `values` on top."""
    chosen = dict(BLANK)
    for part in reaches:
        chosen |= CANARIES[part].values
    if "organisation" in reaches:
        chosen.pop("organisation_id")
    async with db.write() as tx:
        published = {"published_at": tx.now}
        await write_profile(tx, OWNER, **published | chosen | {"reach": dict(reaches)} | values)


async def shown(
    db: Database,
    looker: str,
    texts: Iterable[str],
    *,
    owner: str = OWNER,
    typed: Sequence[str] = ("", "quokka", "xyl"),
) -> dict[str, str]:
    """All that somebody is shown by every surface, by what was asked: also by `typed` in the form, and of the `owner`'s profile."""
    service, home = DirectoryService(db), HomeService(db)
    seen: dict[str, str] = {}
    for text in texts:
        seen[f"search {text}"] = await _told(_searched(service, looker, text))
    seen["facets"] = await _told(_faceted(service, looker))
    for other in (owner, "UD1"):
        seen[f"like {other}"] = await _told(_like(service, looker, other))
    seen["person"] = await _told(_person(service, looker, owner))
    seen["typeahead"] = await _told(_typeahead(ProfileService(db), looker, typed))
    seen["home"] = await _told(home.compose(looker))
    seen["introduction"] = await _told(_introduction(db, looker, owner))
    seen["merging"] = await _told(_merging(VocabularyService(db), looker, typed))
    seen["to be mentioned"] = await _told(_knowers(db, looker))
    return seen


async def exported(db: Database) -> str:
    """All that the Secretariat's export holds."""
    async with db.read() as tx:
        return repr([rows async for rows in exporting.rows(tx, "en")])


async def _told(answer: Awaitable[Any]) -> str:
    try:
        return repr(await answer)
    except Refusal as refusal:
        return f"refused: {type(refusal).__name__}"


async def _searched(service: DirectoryService, looker: str, text: str) -> Any:
    found = await service.search(looker, text)
    return found, results.title(found), json.dumps(results.results(found))


async def _like(service: DirectoryService, looker: str, other: str) -> Any:
    found = await service.like(looker, other)
    return found, json.dumps(finding.like(found, other))


async def _faceted(service: DirectoryService, looker: str) -> Any:
    every = [await service.facets(looker, text) for text in ("", "bhutan")]
    return every, [json.dumps(filters.filters(facets, "{}")) for facets in every]


async def _person(service: DirectoryService, looker: str, owner: str) -> Any:
    found = await service.person(looker, owner)
    return found and (found, json.dumps(person.person(found.hit, found.now, found.viewer)))


async def _typeahead(profiles: ProfileService, looker: str, typed: Sequence[str]) -> Any:
    return [
        (await profiles.organisations(looker, text), await profiles.fields(looker, text)) for text in typed
    ]


async def _merging(names: VocabularyService, looker: str, typed: Sequence[str]) -> Any:
    """For the Secretariat: what may be the same, and the menus of what can be made one."""
    kinds: Final[tuple[Kind, ...]] = get_args(Kind)
    return await names.waiting(looker), [
        await names.choices(looker, kind, text) for kind in kinds for text in typed
    ]


async def _knowers(db: Database, looker: str) -> Any:
    """Whom somebody could mention in the group, if they moderated it: by all that the canaries say."""
    async with db.read() as tx:
        viewer = await access.person(tx, looker)
        text = " ".join(text for canary in CANARIES.values() for text in canary.texts)
        return "G1" in viewer.channels and await knowing.who_may_know(tx, viewer, "G1", text)


async def posted(db: Database) -> str:
    """What stands of the owner's profile where many read it: in the Secretariat's channel, under a request to join."""
    async with db.read() as tx:
        request = requests.row_of(
            [1, "G2", OWNER, None, "", None, "", "", START, "waiting", 0, [], START, None, "", "", ""]
        )
        case = await reviewing.case_for(tx, request, words("en"), ZoneInfo("UTC"))
    return json.dumps(review_views.review(case)) + json.dumps(review_views.review_modal(case))


async def _introduction(db: Database, looker: str, owner: str) -> Any:
    """The form, and the group message; both are taken back."""
    service = IntroductionService(db)
    offer = await service.offer(looker, owner)
    await service.introduce(looker, owner, "Why not", "V1")
    sent = await service.message({"from": looker, "to": owner, "why": "Why not"})
    async with db.write() as tx:
        planned = [row.payload for row in await tx.execute(select(outbox.c.payload))]
        await tx.execute(delete(outbox))
        await tx.execute(delete(introductions))
        await tx.execute(delete(marks))
    return offer, json.dumps(introduction_views.form(offer)), planned, sent
