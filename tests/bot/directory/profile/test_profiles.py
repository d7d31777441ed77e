"""People keep their own profiles: whole, once, and nobody else does."""

from typing import Any

import pytest

from bot.directory.profile.profiles import ProfileService
from bot.directory.search.knowledge import known_terms
from bot.directory.vocabulary.terms import NoName
from bot.errors import FieldErrors, ForMembers, NotForYou
from storage import directory
from storage.database import Database
from tests.bot.directory.conftest import Join
from tests.bot.directory.profile.conftest import JUDGE, LISTED, term_value


async def test_a_profile_is_kept_whole_and_comes_back(
    own_profiles: ProfileService, ana: str, db: Database
) -> None:
    mining = await term_value(db, "field", "Mining", is_curated=True)
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


async def test_a_repeated_submission_changes_nothing(own_profiles: ProfileService, ana: str) -> None:
    await own_profiles.save(ana, LISTED, "V1:h1")
    await own_profiles.save(ana, {"role": "Adviser"}, "V2:h2")
    again = await own_profiles.save(ana, LISTED, "V1:h1")
    assert (again.profile.role, again.is_listed) == ("Adviser", False)
    # The answer came too late, they changed a word in the form that is still open, and sent it again.
    assert (await own_profiles.save(ana, {"role": "Notary"}, "V2:h2")).profile.role == "Notary"
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
