"""Organisations and fields, as they are offered and chosen in the form."""

import asyncio

import pytest

from bot.directory.profile.errors import NotOnTheList
from bot.directory.profile.profiles import ProfileService
from bot.directory.vocabulary import terms
from bot.errors import FieldErrors
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish
from tests.bot.directory.profile.conftest import JUDGE, LISTED, term_value


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
    organisation = await term_value(db, "organisation", "Canary Union")
    field = await term_value(db, "field", "Canary field")
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
    await term_value(db, "field", "Court fees", is_curated=True)
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
