"""Profiles are published by those whom they are about, and found by those who may."""

import pytest

from bot.directory.rules import PAGE
from bot.directory.search import refresh_search
from bot.directory.service import DirectoryService
from bot.errors import FieldErrors, NotForYou
from storage import channels, onboarding, people
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish
from tests.conftest import START, MovableClock


async def _found(service: DirectoryService, text: str, viewer: str = "UV") -> list[str]:
    return [person.member_id for person in (await service.search(viewer, text)).people]


@pytest.fixture
async def partner(join: Join) -> str:
    return await join("UV", "Viewer")


async def test_a_profile_is_kept_and_comes_back_in_the_form(service: DirectoryService, join: Join) -> None:
    await join("U1", "Ana")
    entered = {
        "role": " Labour  inspector",
        "organisation": "Ministry",
        "country": "KE",
        "fields": "Mining, cocoa",
        "languages": ["sw", "en"],
    }
    await service.save("U1", entered, "k")
    own = await service.own("U1")
    profile = own.profile
    assert (profile.role, profile.organisation, profile.country) == ("Labour inspector", "Ministry", "KE")
    assert (profile.fields, profile.languages) == (("Mining", "cocoa"), ("sw", "en"))
    assert not own.is_listed


async def test_nobody_is_listed_before_they_say_so(
    service: DirectoryService, join: Join, partner: str
) -> None:
    await join("U1", "Ana")
    await service.save("U1", {"role": "Adviser"}, "k1")
    assert await _found(service, "ana") == []
    assert await _found(service, "") == []
    await service.save("U1", {"role": "Adviser", "listed": ["yes"]}, "k2")
    assert await _found(service, "ana") == ["U1"]


async def test_unticking_unlists_at_once(service: DirectoryService, publish: Publish, partner: str) -> None:
    await publish("U1", "Ana")
    await service.save("U1", {"role": "Adviser", "listed": []}, "k2")
    assert await _found(service, "ana") == []
    assert (await service.search("UV", "")).total == 0


async def test_a_repeated_submission_changes_nothing(
    service: DirectoryService, join: Join, partner: str
) -> None:
    await join("U1", "Ana")
    await service.save("U1", {"role": "Adviser", "listed": ["yes"]}, "V1:h1")
    await service.save("U1", {"role": "Adviser", "listed": []}, "V2:h2")
    again = await service.save("U1", {"role": "Adviser", "listed": ["yes"]}, "V1:h1")
    assert not again.is_listed
    assert await _found(service, "ana") == []


async def test_a_refused_form_leaves_the_profile_as_it_was_and_can_be_sent_again(
    service: DirectoryService, publish: Publish
) -> None:
    await publish("U1", "Ana", role="Adviser")
    with pytest.raises(FieldErrors):
        await service.save("U1", {"role": "x" * 101}, "V1:h1")
    assert (await service.own("U1")).profile.role == "Adviser"
    await service.save("U1", {"role": "Judge"}, "V1:h1")
    assert (await service.own("U1")).profile.role == "Judge"


async def test_somebody_whom_slack_has_not_told_of_yet_can_publish(
    service: DirectoryService, partner: str
) -> None:
    await service.save("UNEW", {"role": "Judge", "listed": ["yes"]}, "k")
    assert await _found(service, "judge") == ["UNEW"]


async def test_publishing_is_a_first_step_done(service: DirectoryService, join: Join, db: Database) -> None:
    await join("U1")
    for key, listed, done in [("a", [], set()), ("b", ["yes"], {"profile"}), ("c", [], {"profile"})]:
        await service.save("U1", {"role": "Judge", "listed": listed}, key)
        async with db.read() as tx:
            assert await onboarding.done(tx, "U1") == done


@pytest.mark.parametrize(
    "text",
    [
        "dupont",
        "DUPONT elodie",
        "Élod",
        "ministere",
        "emploi",
        "inspectrice",
        "cacao",
        "mines cac",
        "cote d'ivoire",
        "Ivory Coast",
        "costa de marfil",
        "CI",
        "civ",
        "french",
        "francés",
        "elodie ivory french",
        "100%",
    ],
)
async def test_people_are_found_by_all_that_they_say_in_any_language(
    service: DirectoryService, publish: Publish, partner: str, text: str
) -> None:
    await publish(
        "U1",
        "Élodie Dupont",
        role="Inspectrice, 100% terrain",
        organisation="Ministère de l’Emploi",
        country="CI",
        fields="Mines, cacao",
        languages=["fr"],
    )
    await publish("U2", "Juan Pérez", organisation="Sindicato", country="PE", languages=["es"])
    assert await _found(service, text) == ["U1"]


@pytest.mark.parametrize("text", ["%", "_", "d_pont", "pont", "elodie kenya", "zzz", "' OR 1=1", "|"])
async def test_what_does_not_fit_finds_nobody(
    service: DirectoryService, publish: Publish, partner: str, text: str
) -> None:
    await publish("U1", "Élodie Dupont", organisation="Ministère", country="CI")
    assert await _found(service, text) == []


async def test_the_best_come_first(service: DirectoryService, publish: Publish, partner: str) -> None:
    await publish("U1", "Zoe Adam", role="Expert on labour")
    await publish("U2", "Yan Labourdonnais")
    await publish("U3", "Xia Li", organisation="Labour Office")
    await publish("U4", "Wim Bos", role="Labourer")
    await publish("U5", "Ada Labour")
    assert await _found(service, "labour") == ["U5", "U3", "U1", "U2", "U4"]


async def test_without_words_the_newest_come_first(
    service: DirectoryService, publish: Publish, partner: str, clock: MovableClock
) -> None:
    for n in range(3):
        await publish(f"U{n}")
        clock.move(hours=1)
    await service.save("U0", {"role": "Judge", "listed": ["yes"]}, "again")
    assert await _found(service, "") == ["U2", "U1", "U0"]


async def test_ten_people_a_page_each_once(service: DirectoryService, publish: Publish, partner: str) -> None:
    for n in range(2 * PAGE + 3):
        await publish(f"U{n:02}", f"Ana {n:02}")
    pages = [await service.search("UV", "ana", page) for page in range(4)]
    assert [len(page.people) for page in pages] == [10, 10, 3, 3]
    assert [page.has_more for page in pages] == [True, True, False, False]
    assert [p.member_id for page in pages[:3] for p in page.people] == [f"U{n:02}" for n in range(23)]


async def test_the_word_that_found_nobody_is_named(
    service: DirectoryService, publish: Publish, partner: str
) -> None:
    await publish("U1", "Ana", country="KE")
    await publish("U2", "Bea", country="PE")
    assert (await service.search("UV", "ana Qwx %")).lost == ("Qwx", "%")
    assert (await service.search("UV", "ana peru")).lost == ()


async def test_a_new_name_is_found_and_the_old_one_no_longer(
    service: DirectoryService, publish: Publish, partner: str, db: Database
) -> None:
    await publish("U1", "Ana Silva")
    async with db.write() as tx:
        await people.save(tx, "U1", name="Ana Souza")
        await refresh_search(tx, "U1")
        await refresh_search(tx, "UV")
    assert await _found(service, "souza") == ["U1"]
    assert await _found(service, "silva") == []


ALL = {"UPARTNER", "UMOD", "USEC", "UGUEST", "UOTHER"}


@pytest.mark.parametrize(
    ("viewer", "values", "finds"),
    [
        ("UV", {}, ALL),
        ("UV", {"is_secretariat": True}, ALL),
        ("UV", {"is_guest": True, "channels_": ("C1",)}, {"UPARTNER", "UGUEST"}),
        ("UV", {"is_guest": True, "channels_": ("C1", "C2")}, {"UPARTNER", "UGUEST", "UMOD"}),
        ("UV", {"is_guest": True}, set()),
        ("UV", {"synced_at": None, "channels_": ("C1",)}, {"UPARTNER", "UGUEST"}),
        ("USTRANGER", {}, set()),
        ("UGUEST", {}, {"UPARTNER", "UGUEST"}),
    ],
)
async def test_who_finds_whom(
    service: DirectoryService,
    join: Join,
    publish: Publish,
    viewer: str,
    values: dict[str, object],
    finds: set[str],
) -> None:
    await publish("UPARTNER", channels_=("C1",))
    await publish("UMOD", channels_=("C2",))
    await publish("USEC", is_secretariat=True)
    await publish("UGUEST", is_guest=True, channels_=("C1",))
    await publish("UOTHER", is_guest=True, channels_=("C3",))
    await join("USILENT", "Silent", channels_=("C1",))
    if values or viewer == "UV":
        await join("UV", "Viewer", **values)
    for text in ("", "adviser"):
        found = await service.search(viewer, text)
        assert {person.member_id for person in found.people} == finds
        assert found.total == len(finds)


@pytest.mark.parametrize("change", ["deactivated", "bot"])
async def test_deactivated_people_and_bots_are_never_found(
    service: DirectoryService, publish: Publish, partner: str, db: Database, change: str
) -> None:
    await publish("U1", "Ana")
    async with db.write() as tx:
        await people.save(tx, "U1", **{f"is_{change}": True})
    assert (await service.search(partner, "ana")).total == 0
    with pytest.raises(NotForYou):
        await service.search("U1", "")
    with pytest.raises(NotForYou):
        await service.own("U1")


@pytest.mark.parametrize("what", ["the guest left", "the other left", "archived", "Liaison left"])
async def test_a_channel_that_is_no_longer_shared_shows_nobody(
    service: DirectoryService, join: Join, publish: Publish, db: Database, what: str
) -> None:
    await publish("U1", "Ana", channels_=("C1",))
    await join("UG", "Guest", is_guest=True, channels_=("C1",))
    assert await _found(service, "ana", "UG") == ["U1"]
    async with db.write() as tx:
        if what == "archived":
            await channels.save(tx, "C1", is_archived=True)
        elif what == "Liaison left":
            await channels.save(tx, "C1", bot_is_member=False)
        else:
            leaver = "UG" if what == "the guest left" else "U1"
            await channels.save_membership(tx, "C1", leaver, changed_at=START, left_at=START)
    found = await service.search("UG", "ana")
    assert (found.total, found.lost) == (0, ("ana",))


async def test_a_guest_cannot_tell_a_hidden_person_from_nobody(
    service: DirectoryService, join: Join, publish: Publish
) -> None:
    await publish("U1", "Ana", country="KE")
    await publish("U2", "Bea", channels_=("C1",), country="PE")
    await join("UG", "Guest", is_guest=True, channels_=("C1",))
    hidden, nobody = await service.search("UG", "ana peru"), await service.search("UG", "zzz peru")
    assert (hidden.total, hidden.people, hidden.lost) == (0, (), ("ana",))
    assert (nobody.total, nobody.people, nobody.lost) == (0, (), ("zzz",))


async def test_choices_come_in_the_persons_language(service: DirectoryService, join: Join) -> None:
    await join("U1", locale="fr-FR")
    _, found = await service.countries("U1", "kin")
    assert found[0].shown == "Congo-Kinshasa"
    assert [e.shown for e in await service.languages("U1", "anglais")] == ["Anglais"]
