"""Where nobody fits all that was asked for: what is kept of it, and for whom it is no help."""

import pytest

from bot.directory.search.found import Widening
from bot.directory.search.service import DirectoryService
from tests.bot.directory.conftest import Join, Publish


async def widened(service: DirectoryService, text: str, viewer: str = "UV") -> Widening | None:
    found = await service.search(viewer, text)
    assert found.total == 0
    return found.widening


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("niños pescadores Perú", "Perú"),
        ("niños lang:fr Perú field:cacao", "field:cacao"),
        ("niños lang:fr org:sindicato", "org:sindicato"),
        ("niños pescadores name:zoe", "niños"),
    ],
)
async def test_of_parts_that_find_nobody_together_the_one_people_search_for_is_kept(
    service: DirectoryService, publish: Publish, join: Join, text: str, kept: str
) -> None:
    await join("UV")
    for n in range(3):
        await publish(f"U{n}", role="Educación de niños")
    await publish("U3", role="Defensa de pescadores")
    await publish("U4", country="PE")
    await publish("U5", languages=["fr"])
    await publish("U6", organisation="Sindicato")
    await publish("U7", fields=["Cacao"])
    await publish("U8", "Zoe")
    wider = await widened(service, text)
    assert wider is not None
    assert wider.text == kept


async def test_to_find_only_oneself_is_to_find_nobody(
    service: DirectoryService, publish: Publish, join: Join
) -> None:
    await publish("UV", seeks="avocate", country="SN", fields=["Mines"])
    await publish("UO", country="SN")
    await join("UV2")
    for text in ("avocate Nigéria", "avocate mines Nigéria", "avocate name:zoe"):
        theirs = await widened(service, text, "UV2")
        mine = await widened(service, text)
        assert theirs is not None
        assert theirs.total == 1
        assert mine is None
    both = await widened(service, "country:NG name:zoe field:mines")
    assert both is None


async def test_others_are_counted_with_oneself_where_both_are_found(
    service: DirectoryService, publish: Publish, join: Join
) -> None:
    await publish("UV", role="Avocate", country="SN")
    await publish("UO", role="Avocate", country="SN")
    wider = await widened(service, "avocate Nigéria")
    assert wider is not None
    assert wider.total == 2
