"""Searches whose words find somebody each, or nobody, until they are read as they were meant together."""

import pytest

from bot.directory.search.found import Found
from bot.directory.search.service import DirectoryService
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish, in_turn, term_id


@pytest.fixture
async def partner(join: Join, publish: Publish, db: Database) -> None:
    async with db.write() as tx:
        await term_id(
            tx,
            "field",
            "Domestic work",
            labels={"en": "Domestic workers", "fr": "Travail domestique"},
            is_curated=True,
        )
        await term_id(
            tx, "field", "Gender equality", labels={"en": "Gender", "es": "Género"}, is_curated=True
        )
    await join("UV", "Viewer", channels_=("C1",))
    await publish("U1", "Amal Saleh", country="NP", fields=["Domestic work"], channels_=("C1",))
    await publish(
        "U2", "Worku Bekele", role="Domestic flights", organisation="ILO", sector="workers", country="ET"
    )
    await publish(
        "U3", "Hope Diaz", country="PE", offers="Género y trabajo", organisation="OIT", channels_=("C2",)
    )
    await publish("U4", "Bo Li", country="NP", offers="Preparing meals", organisation="Fair Threads")


async def ask(service: DirectoryService, text: str) -> tuple[list[str], Found]:
    found = await service.search("UV", text)
    return sorted(hit.profile.member_id for hit in found.hits), found


@in_turn(
    "text,people,corrected",
    [
        ("dommestic workers", ["U1"], {"dommestic": "domestic"}),
        ("travail domestque nepal", ["U1"], {"domestque": "domestique"}),
        ("organisation international du travail pérou", ["U3"], {}),
        ("federal republc of nepal fair threads", ["U4"], {"republc": "republic"}),
        ("fairthreads", ["U4"], {"fairthreads": "fair threads"}),
        ("who worsk in peru for us", ["U3"], {"worsk": "works"}),
        ("gender", ["U3"], {}),
    ],
)
async def test_what_was_mistyped_is_read_again_with_what_stands_beside_it(
    service: DirectoryService, partner: None, text: str, people: list[str], corrected: dict[str, str]
) -> None:
    found, answer = await ask(service, text)
    assert found == people
    assert dict(answer.corrected) == corrected
    again, _ = await ask(service, answer.query.text)
    assert again == people


@in_turn(
    "text,people,left_out",
    [
        ("what is the ILO preparing in Peru?", ["U3"], ("preparing",)),
        ("preparing peru", [], ()),  # no sentence
        ("what does Worku do in Peru?", [], ()),  # who is named is meant
        ("who is preparing some flights?", [], ()),  # nothing that is known would remain
    ],
)
async def test_a_sentence_is_answered_without_the_words_that_keep_everybody_out(
    service: DirectoryService, partner: None, text: str, people: list[str], left_out: tuple[str, ...]
) -> None:
    found, answer = await ask(service, text)
    assert (found, answer.unknown) == (people, left_out)
    assert bool(answer.widening) != bool(people)


@in_turn(
    "text,people",
    [
        ("<@U4>", ["U4"]),
        ("<@U4|bo> peru", []),
        ("<@UV>", []),  # not listed: nobody is found, and not everybody
        ("<@UX>", []),
        ("<#C1|some-name>", ["U1"]),
        ("<#C2|hope>", ["U3"]),  # a group of others: only what it is called
    ],
)
async def test_people_and_groups_that_are_mentioned_are_meant(
    service: DirectoryService, partner: None, text: str, people: list[str]
) -> None:
    assert (await ask(service, text))[0] == people
