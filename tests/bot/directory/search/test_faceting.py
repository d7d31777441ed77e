"""What a search can be narrowed to."""

from bot.directory.search.service import DirectoryService
from tests.bot.directory.conftest import Join, Publish


async def test_facets_count_whom_each_choice_leaves(
    service: DirectoryService, publish: Publish, join: Join
) -> None:
    await join("UV", channels_=("C1",))
    await publish("U1", country="KE", works_in=["PE", "KE"], fields=["Cocoa"], channels_=("C1", "C2"))
    await publish("U2", country="PE", fields=["Cocoa", "Cotton"], languages=["fr"], sector="workers")
    await publish("U3", country="PE", fields=["Cotton"], reach={"country": 2, "fields": 1})
    facets = await service.facets("UV", "cocoa")
    assert facets.total == 2
    assert facets.countries == [("PE", 2), ("KE", 1)]
    assert [(term.name, n) for term, n in facets.fields] == [("Cocoa", 2), ("Cotton", 1)]
    assert (facets.languages, facets.sectors) == ([("fr", 1)], [("workers", 1)])
    assert facets.groups == [("C1", "Group C1", 1)]
    everybody = await service.facets("UV", "")
    assert (everybody.total, everybody.countries) == (3, [("PE", 2), ("KE", 1)])
