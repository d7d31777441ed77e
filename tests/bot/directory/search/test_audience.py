"""What is for a group is seen by those who are in it, in whichever way it is asked who that is."""

import pytest

from bot.directory.search import audience
from bot.directory.search.service import DirectoryService
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish


@pytest.mark.parametrize("few", [0, 1, 128])
async def test_however_many_hide_something_a_viewer_finds_it_of_those_in_their_groups(
    db: Database, join: Join, publish: Publish, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(audience, "_FEW", few)
    hidden = {"role": "Judge", "seeks": "Coroners", "reach": {"role": 1, "seeks": 2}}
    await join("U1", "Viewer", channels_=("C1",))
    await publish("U2", "Ana Near", channels_=("C1",), **hidden)
    await publish("U3", "Ben Far", channels_=("C2",), **hidden)
    await publish("U4", "Cy Gone", channels_=("C1",), is_deactivated=True, **hidden)
    service = DirectoryService(db)
    seen = [
        [hit.profile.member_id for hit in (await service.search("U1", text)).hits]
        for text in ("judge", "judge ana", "judges", "coroners", "ben", "")
    ]
    assert seen == [["U2"], ["U2"], ["U2"], [], ["U3"], ["U3", "U2"]]
