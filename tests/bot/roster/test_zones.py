"""The zone that counts for a person: Slack's, or else the workspace's."""

from bot import access
from bot.roster.comparison import ComparisonService
from storage import channels, hints, people, workspace
from storage.database import Database


async def test_somebody_of_whom_slack_tells_no_zone_is_where_the_workspace_is(db: Database) -> None:
    async with db.write() as tx:
        await channels.save(tx, "C1", name="group")
        for member_id, told in (("NONE", ""), ("UTC", "UTC"), ("LIMA", "America/Lima")):
            zone = {"timezone": told} if told else {}
            await people.save(tx, member_id, synced_at=tx.now, is_secretariat=True, **zone)
        await channels.set_moderators(tx, "C1", frozenset(["NONE", "UTC", "LIMA"]))
    for ours in (None, "Asia/Tokyo", "Africa/Abidjan"):
        async with db.write() as tx:
            if ours:
                await workspace.save(tx, timezone=ours)
            expected = {"NONE": ours or "UTC", "UTC": "UTC", "LIMA": "America/Lima"}
            viewers = [await access.viewer(tx, member_id) for member_id in expected]
            assert {viewer.id: viewer.zone.key for viewer in viewers} == expected
            assert (await access.viewer(tx, "NOBODY")).zone.key == (ours or "UTC")
            for found in (
                (await people.everyone(tx)).values(),
                await people.secretariat(tx),
                await channels.moderators_of(tx, "C1"),
            ):
                assert {member.id: member.timezone for member in found} == expected
            assert {each.member_id: each.timezone for each in await hints.unplanned(tx, 9)} == expected


async def test_a_comparison_that_tells_no_zone_leaves_the_one_that_is_known(db: Database) -> None:
    ours = workspace.Workspace(timezone="Asia/Tokyo")
    async with db.write() as tx:
        await workspace.save(tx, timezone="Asia/Tokyo")
        await people.save(tx, "LIMA", timezone="America/Lima")
        known = await people.everyone(tx)
        rows = [
            ComparisonService._row(tx, {"id": id_}, ("T1", None), known.get(id_), ours)
            for id_ in ("LIMA", "NEW")
        ]
        await people.save_many(tx, rows, tx.now)
        await workspace.save(tx, timezone="Africa/Abidjan")
        assert {member.id: member.timezone for member in (await people.everyone(tx)).values()} == {
            "LIMA": "America/Lima",
            "NEW": "Africa/Abidjan",
        }
