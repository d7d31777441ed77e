"""People keep their own profiles: listed only if they say so, and unlisted at once."""

import asyncio
from typing import Any

import pytest

from bot.directory.profile import listing
from bot.directory.profile.errors import NothingToShow, NotOnTheList
from bot.directory.profile.own import OwnProfile
from bot.directory.profile.profiles import ProfileService
from bot.directory.search.knowledge import known_terms
from bot.directory.search.service import DirectoryService
from bot.directory.vocabulary import terms
from bot.directory.vocabulary.terms import NoName
from bot.errors import FieldErrors, ForMembers, NotForYou
from storage import directory, onboarding
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish, term_id, write_profile
from tests.conftest import MovableClock

JUDGE: dict[str, Any] = {"role": "Judge", "introductions": ["yes"]}
LISTED: dict[str, Any] = JUDGE | {"listed": ["yes"]}


@pytest.fixture
def own_profiles(db: Database) -> ProfileService:
    return ProfileService(db)


@pytest.fixture
async def ana(join: Join) -> str:
    return await join("U1", "Ana", photo="https://example.org/ana.png")


async def _finds(service: DirectoryService, text: str, viewer: str = "UV") -> list[str]:
    return [hit.profile.member_id for hit in (await service.search(viewer, text)).hits]


async def _term(db: Database, kind: Any, name: str, **values: Any) -> str:
    async with db.write() as tx:
        return f"id:{await term_id(tx, kind, name, **values)}"


async def test_a_profile_is_kept_whole_and_comes_back(
    own_profiles: ProfileService, ana: str, db: Database
) -> None:
    mining = await _term(db, "field", "Mining", is_curated=True)
    entered = JUDGE | {
        "organisation": "new:Labour  Court",
        "sector": "government",
        "country": "KE",
        "works_in": ["UG", "TZ"],
        "fields": ["new:Cocoa", mining],
        "languages": ["sw", "en"],
        "offers": "Training",
        "seeks": "Data",
        "website": "www.example.org",
    }
    assert (await own_profiles.own(ana)).is_new
    await own_profiles.save(ana, entered, "k")
    own = await own_profiles.own(ana)
    profile = own.profile
    assert profile.organisation is not None
    assert (profile.role, profile.organisation.name, profile.sector) == (
        "Judge",
        "Labour Court",
        "government",
    )
    assert (profile.country, profile.works_in, profile.languages) == ("KE", ("UG", "TZ"), ("sw", "en"))
    assert [term.name for term in profile.fields] == ["Cocoa", "Mining"]
    assert (profile.offers, profile.seeks, profile.website) == ("Training", "Data", "https://www.example.org")
    assert (profile.name, profile.photo) == ("Ana", "https://example.org/ana.png")
    assert profile.may_introduce
    assert not own.is_new
    assert not own.is_listed


async def test_nobody_is_listed_before_they_say_so_and_unlisting_is_at_once(
    own_profiles: ProfileService, service: DirectoryService, ana: str, join: Join
) -> None:
    await join("UV")
    for change, found in (
        (own_profiles.save(ana, JUDGE, "k1"), []),
        (own_profiles.save(ana, LISTED, "k2"), [ana]),
        (own_profiles.save(ana, JUDGE, "k3"), []),
        (own_profiles.set_listed(ana, True), [ana]),
        (own_profiles.set_listed(ana, True), [ana]),
        (own_profiles.set_listed(ana, False), []),
        (own_profiles.set_listed(ana, False), []),
    ):
        assert (await change).is_listed == bool(found)
        assert await _finds(service, "judge") == found


async def test_a_repeated_submission_changes_nothing(own_profiles: ProfileService, ana: str) -> None:
    await own_profiles.save(ana, LISTED, "V1:h1")
    await own_profiles.save(ana, {"role": "Adviser"}, "V2:h2")
    again = await own_profiles.save(ana, LISTED, "V1:h1")
    assert (again.profile.role, again.is_listed) == ("Adviser", False)
    await own_profiles.save_reach(ana, {"reach_role": "groups"}, "V1:h1")
    await own_profiles.save_reach(ana, {"reach_role": "everyone"}, "V2:h2")
    assert (await own_profiles.save_reach(ana, {"reach_role": "groups"}, "V1:h1")).profile.reach == {}


async def test_a_refused_form_changes_nothing_and_can_be_sent_again(
    own_profiles: ProfileService, ana: str, db: Database
) -> None:
    await own_profiles.save(ana, LISTED, "V1:h1")
    wrong = {"organisation": "new:???", "fields": ["new:Cocoa", "new:!"], "role": "Minister"}
    with pytest.raises(FieldErrors) as error:
        await own_profiles.save(ana, wrong, "V1:h2")
    assert {k: type(v) for k, v in error.value.fields.items()} == {"organisation": NoName, "fields": NoName}
    assert (await own_profiles.own(ana)).profile.role == "Judge"
    async with db.read() as tx:
        assert await known_terms(tx, (await own_profiles.own(ana)).viewer, "field") == []
    assert (await own_profiles.save(ana, {"role": "Minister"}, "V1:h2")).profile.role == "Minister"


async def test_whoever_stays_listed_keeps_their_place_among_the_newest(
    own_profiles: ProfileService, ana: str, clock: MovableClock
) -> None:
    first = await own_profiles.save(ana, LISTED, "k1")
    clock.move(days=3)
    assert (await own_profiles.save(ana, LISTED, "k2")).profile.published_at == first.profile.published_at
    assert (await own_profiles.set_listed(ana, True)).profile.published_at == first.profile.published_at


async def test_an_organisation_goes_by_one_name_however_it_is_written(
    own_profiles: ProfileService, ana: str, publish: Publish
) -> None:
    await publish("U2", organisation="Ministère du Travail")
    own = await own_profiles.save(ana, {"organisation": "new:MINISTERE  du travail"}, "k")
    assert own.profile.organisation is not None
    assert own.profile.organisation.name == "Ministère du Travail"


async def test_a_term_that_somebody_may_not_know_cannot_be_chosen_by_its_number(
    own_profiles: ProfileService, ana: str, publish: Publish, db: Database
) -> None:
    await publish(
        "U2", organisation="Canary Union", fields=["Canary field"], reach={"organisation": 2, "fields": 2}
    )
    organisation = await _term(db, "organisation", "Canary Union")
    field = await _term(db, "field", "Canary field")
    for entered in ({"organisation": organisation}, {"organisation": field}, {"organisation": "id:99999999"}):
        with pytest.raises(FieldErrors) as error:
            await own_profiles.save(ana, entered, "k")
        assert {k: type(v) for k, v in error.value.fields.items()} == {"organisation": NotOnTheList}
    with pytest.raises(FieldErrors):
        await own_profiles.save(ana, {"fields": [field]}, "k")


async def test_only_terms_that_somebody_may_know_are_offered_and_their_own(
    own_profiles: ProfileService, ana: str, publish: Publish, db: Database
) -> None:
    await publish("U2", organisation="Court of Kenya", fields=["Court law"])
    await publish(
        "U3", organisation="Court Canary", fields=["Court canary"], reach={"organisation": 1, "fields": 2}
    )
    await publish("U4", organisation="Court of Nobody", fields=["Court nobody"], published_at=None)
    await _term(db, "field", "Court fees", is_curated=True)
    await own_profiles.save(ana, {"organisation": "new:Court of Ana", "fields": ["new:Court ana"]}, "k")

    async def offered(asked: str) -> list[str]:
        ask = own_profiles.organisations if asked == "organisations" else own_profiles.fields
        return [text for text, _ in (await ask(ana, "court")).found]

    assert await offered("organisations") == ["Court of Ana", "Court of Kenya"]
    assert await offered("fields") == ["Court ana", "Court fees", "Court law"]


async def test_what_only_an_unlisted_profile_names_is_offered_to_nobody_else_at_once(
    own_profiles: ProfileService, ana: str, join: Join
) -> None:
    await join("UV")
    await own_profiles.save(ana, LISTED | {"organisation": "new:Rural Court"}, "k")
    assert (await own_profiles.organisations("UV", "court")).found != ()
    await own_profiles.set_listed(ana, False)
    assert (await own_profiles.organisations("UV", "court")).found == ()
    await own_profiles.set_listed(ana, True)
    await own_profiles.save_reach(ana, {"reach_organisation": "secretariat"}, "k")
    assert (await own_profiles.organisations("UV", "court")).found == ()


async def test_countries_and_languages_are_offered_in_ones_own_language(
    own_profiles: ProfileService, join: Join
) -> None:
    await join("U1", locale="fr-FR")
    assert (await own_profiles.countries("U1", "ivory")).found == (("Côte d’Ivoire", "CI"),)
    assert (await own_profiles.languages("U1", "espa")).found[0] == ("Espagnol", "es")


async def test_who_sees_what_is_one_switch_or_part_by_part(
    own_profiles: ProfileService, service: DirectoryService, ana: str, join: Join
) -> None:
    await join("U1", channels_=["C1"])
    await join("UV", channels_=["C1"])
    await join("UX", channels_=["C2"])

    async def finders() -> list[str]:
        return [viewer for viewer in ("UV", "UX") if await _finds(service, "judge", viewer)]

    await own_profiles.save(ana, LISTED, "k1")
    assert await finders() == ["UV", "UX"]
    await own_profiles.save(ana, LISTED | {"reach": "groups"}, "k2")
    assert await finders() == ["UV"]
    assert (await own_profiles.own(ana)).profile.reach["website"] == 1
    saved = await own_profiles.save_reach(
        ana, {"reach_role": "secretariat", "reach_website": "everyone"}, "k3"
    )
    assert await finders() == []
    assert saved.profile.reach["role"] == 2
    assert "website" not in saved.profile.reach
    kept = await own_profiles.save(ana, LISTED | {"reach": "parts"}, "k4")
    assert kept.profile.reach == saved.profile.reach
    assert (await own_profiles.save(ana, LISTED | {"reach": "everyone"}, "k5")).profile.reach == {}
    assert await finders() == ["UV", "UX"]


async def _draft(db: Database, member_id: str, **values: Any) -> OwnProfile:
    async with db.write() as tx:
        await write_profile(tx, member_id, drafted_at=tx.now, **values)
    return await ProfileService(db).own(member_id)


async def test_a_draft_of_the_secretariat_is_listed_by_one_button_of_its_owner(
    own_profiles: ProfileService, service: DirectoryService, ana: str, join: Join, db: Database
) -> None:
    await join("UV")
    assert (await _draft(db, ana, role="Judge")).is_draft
    assert await _finds(service, "judge") == []
    async with db.write() as tx:
        await listing.publish(tx, ana)
    own = await own_profiles.own(ana)
    assert (own.is_listed, own.is_draft, own.profile.drafted_at) == (True, False, None)
    assert await _finds(service, "judge") == [ana]


async def test_whoever_has_saved_a_draft_has_made_it_their_own(
    own_profiles: ProfileService, ana: str, db: Database
) -> None:
    await _draft(db, ana, role="Judge")
    own = await own_profiles.save(ana, {"role": "Retired judge"}, "k")
    assert (own.is_draft, own.is_listed) == (False, False)


async def test_nobody_is_listed_with_nothing_to_show(
    own_profiles: ProfileService, ana: str, db: Database
) -> None:
    with pytest.raises(NothingToShow):
        await own_profiles.set_listed(ana, True)
    await _draft(db, ana)
    with pytest.raises(NothingToShow):
        await own_profiles.set_listed(ana, True)
    assert not (await own_profiles.own(ana)).is_listed


async def test_listing_oneself_is_a_first_step_done_for_good(
    own_profiles: ProfileService, ana: str, db: Database
) -> None:
    async def done() -> frozenset[str]:
        async with db.read() as tx:
            return await onboarding.done(tx, ana)

    await own_profiles.save(ana, JUDGE, "k1")
    assert await done() == set()
    await own_profiles.set_listed(ana, True)
    assert await done() == {"profile"}
    await own_profiles.set_listed(ana, False)
    assert await done() == {"profile"}


async def test_somebody_of_whom_slack_has_not_told_yet_can_make_a_profile(
    own_profiles: ProfileService, db: Database
) -> None:
    assert (await own_profiles.save("UNEW", LISTED, "k")).is_listed
    async with db.read() as tx:
        assert await directory.get(tx, "UNEW") is not None


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"is_bot": True}, NotForYou),
        ({"is_deactivated": True}, NotForYou),
        ({"is_external": True}, ForMembers),
    ],
)
async def test_bots_the_deactivated_and_people_of_other_workspaces_have_none(
    own_profiles: ProfileService, join: Join, values: dict[str, Any], refusal: type[Exception]
) -> None:
    await join("U1", **values)
    for ask in (
        own_profiles.own("U1"),
        own_profiles.save("U1", LISTED, "k"),
        own_profiles.set_listed("U1", True),
        own_profiles.save_reach("U1", {}, "k"),
        own_profiles.organisations("U1", "a"),
        own_profiles.countries("U1", "a"),
    ):
        with pytest.raises(refusal):
            await ask


async def test_two_who_bring_the_same_new_names_in_another_order_do_not_wait_for_each_other_for_ever(
    own_profiles: ProfileService, ana: str, db: Database
) -> None:
    async with db.write() as tx:
        cocoa = await terms.resolve(tx, "field", "Cocoa")
        entered = JUDGE | {"fields": ["new:Mining", "new:Cocoa"]}
        saving = asyncio.create_task(own_profiles.save(ana, entered, "k"))
        await asyncio.wait({saving}, timeout=0.2)  # it can't be done before we are
        mining = await terms.resolve(tx, "field", "Mining")
    assert (await saving).profile.fields == (mining, cocoa)


async def test_what_only_some_may_see_stays_so_if_the_form_is_saved_at_the_same_moment(
    own_profiles: ProfileService, ana: str, db: Database
) -> None:
    await own_profiles.save(ana, JUDGE, "first")
    async with db.write() as tx:
        await directory.save(tx, ana, reach={"role": 2})
        saving = asyncio.create_task(own_profiles.save(ana, JUDGE, "second"))
        await asyncio.wait({saving}, timeout=0.2)  # it can't be done before we are
    assert (await saving).profile.reach == {"role": 2}


async def test_a_draft_that_has_changed_since_it_was_looked_at_is_not_listed_unseen(
    own_profiles: ProfileService, ana: str, db: Database, clock: MovableClock
) -> None:
    await _draft(db, ana, role="Judge")
    seen = await own_profiles.own(ana)
    clock.move(hours=1)
    await _draft(db, ana, role="Baker")
    now = await own_profiles.set_listed(ana, True, version=seen.version)
    assert (now.is_listed, now.profile.role) == (False, "Baker")
    assert (await own_profiles.set_listed(ana, True, version=now.version)).is_listed
