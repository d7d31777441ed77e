"""What is kept of a person as Slack describes them."""

from typing import Any

import pytest

from bot.lockout import Lockout
from bot.roster.comparison import ComparisonService
from bot.roster.people import kept
from bot.roster.service import RosterService
from storage import people
from storage import workspace as workspaces
from storage.database import Database
from storage.workspace import Workspace
from tests.conftest import MovableClock

UPLOADED = "https://avatars.slack-edge.com/2019-03-18/1234_abcd_72.png"
DRAWN = "https://secure.gravatar.com/avatar/0cc175b9c0f1b6a831c399e269772661.jpg?s=72&d=https%3A%2F%2Fa.slack-edge.com%2Fava_0001-72.png"


@pytest.mark.parametrize(
    ("profile", "photo"),
    [
        ({"image_72": UPLOADED, "is_custom_image": True}, UPLOADED),
        ({"image_72": UPLOADED}, UPLOADED),
        ({"image_72": DRAWN}, ""),
        ({"image_72": UPLOADED, "is_custom_image": False}, ""),
        ({"image_72": "http://example.org/x.png"}, ""),
        ({"image_72": "javascript:alert(1)"}, ""),
        ({"image_72": "https://[::1"}, ""),
        ({"image_72": "https://example.org/" + "x" * 3000}, ""),
        ({"image_72": "https://example.org/a\x00b"}, "https://example.org/ab"),
        ({"image_72": None}, ""),
    ],
)
def test_a_photo_is_kept_if_somebody_uploaded_it(profile: dict[str, Any], photo: str) -> None:
    assert kept({"id": "U1", "profile": profile})["photo"] == photo


def test_an_event_without_pictures_or_name_leaves_them_as_they_are_known() -> None:
    assert "photo" not in kept({"id": "U1", "profile": {"display_name": "Ana"}})
    assert "name" not in kept({"id": "U1", "name": None, "profile": {"real_name": ""}})


def test_nothing_is_kept_of_address_title_or_status() -> None:
    profile = {"email": "canary@example.org", "title": "canary", "status_text": "canary", "phone": "canary"}
    assert "canary" not in str(kept({"id": "U1", "name": "ana", "profile": profile}))


async def test_people_with_and_without_a_photo_are_compared_in_one_go(
    db: Database, clock: MovableClock
) -> None:
    users: list[dict[str, Any]] = [
        {"id": "U1", "profile": {"image_72": UPLOADED}},
        {"id": "U2", "profile": {}},
        {"id": "U3"},
    ]
    async with db.write() as tx:
        rows = [ComparisonService._row(tx, user, ("T1", None), None, Workspace()) for user in users]
        await people.save_many(tx, rows, clock.now())
    async with db.read() as tx:
        assert {id_: m.photo for id_, m in (await people.everyone(tx)).items()} == {
            "U1": UPLOADED,
            "U2": "",
            "U3": "",
        }


async def test_nobody_is_made_somebody_else_by_what_is_not_told(db: Database, clock: MovableClock) -> None:
    ours = Workspace(team_id="T1")
    stranger = {"is_external": True, "is_guest": True, "is_bot": True, "is_deactivated": True, "name": "Ana"}
    client: Any = None  # nobody is asked here
    async with db.write() as tx:
        await workspaces.save(tx, team_id="T1")
        for id_ in ("U1", "U2"):
            await people.save(tx, id_, synced_at=tx.now, **stranger)
        known = await people.everyone(tx)
        row = ComparisonService._row(tx, {"id": "U1", "tz": "UTC"}, ("T1", None), known["U1"], ours)
        await people.save_many(tx, [row], clock.now())
    await RosterService(db, client, client, Lockout()).changed_person("Ev1", {"id": "U2", "tz": "UTC"})
    async with db.read() as tx:
        for member in (await people.everyone(tx)).values():
            assert {name: getattr(member, name) for name in stranger} == stranger
