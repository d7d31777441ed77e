"""What the file names and Slack has not: what is said of it, and what is loaded all the same."""

from bot.setup.service import SetupService
from sandbox.workspace import Workspace
from storage import calendar, channels, workspace
from storage.database import Database
from tests.bot.setup.world import FILE


async def test_names_that_can_not_be_found_are_said_together_and_nothing_is_changed(
    setup: SetupService, db: Database, ws: Workspace
) -> None:
    gone, polls = ws.member("gone").id, ws.member("polls").id
    wrong = (
        FILE.replace('"announcements"\nsecr', '"anouncements"\nsecr')
        .replace('secretariat = ["ada@example.org"]', 'secretariat = ["nobody@example.org", "U0NOBODY"]')
        .replace('"ben@example.org"]', f'"{gone}", "{polls}"]')
    )
    report = await setup.load(wrong)
    assert not report.ok
    assert report.exit_code == 1
    assert report.problems == [
        (
            "line 6, workspace.announcements: there is no channel #anouncements, "
            'or Liaison is not in it and it is private; did you mean "announcements"?'
        ),
        "line 8, workspace.secretariat[1]: nobody in this workspace has the e-mail address nobody@example.org",
        "line 8, workspace.secretariat[2]: nobody in this workspace has the member id U0NOBODY",
        f"line 14, groups[1].moderators[2]: {gone} is deactivated in Slack",
        f"line 14, groups[1].moderators[3]: {polls} is a bot",
    ]
    assert str(report).startswith("Nothing was changed.")
    async with db.read() as tx:
        assert (await workspace.get(tx)).name == ""


async def test_a_group_that_liaison_can_not_see_is_left_out_with_its_activities_and_said_how_to_mend(
    setup: SetupService, db: Database, ws: Workspace
) -> None:
    hidden = FILE.replace('"ceag"', '"unseen"')
    report = await setup.load(hidden)
    assert report.ok
    assert "write /invite @Liaison in the channel" in report.warnings[0]
    assert "#unseen" in report.warnings[0]
    assert "1 activity was left out" in report.warnings[1]
    async with db.read() as tx:
        assert [activity.title for activity in await calendar.everything(tx)] == ["Workshop"]
    ws.invite("unseen", ws.bot_user_id)
    await ws.idle()
    again = await setup.load(hidden)
    assert again.warnings == []
    assert "activity added: Second meeting" in again.changes


async def test_a_public_group_without_liaison_is_loaded_and_said_how_to_mend(setup: SetupService) -> None:
    report = await setup.load(FILE.replace('"ceag"', '"open"'))
    assert report.warnings == [
        "line 17, groups[2].channel: Liaison is not in #open: write /invite @Liaison in the channel, then run setup again"
    ]
    assert "activity added: Second meeting" in report.changes


async def test_a_group_that_liaison_was_taken_out_of_stays_a_group(
    setup: SetupService, db: Database, ws: Workspace
) -> None:
    await setup.load(FILE)
    ws.leave("ceag", ws.bot_user_id)
    await ws.idle()
    report = await setup.load(FILE)
    assert "Liaison is not in #ceag" in report.warnings[0]
    async with db.read() as tx:
        channel = await channels.get(tx, ws.channel("ceag").id)
    assert channel is not None
    assert (channel.kind, channel.bot_is_member) == ("group", False)


async def test_a_channel_that_was_renamed_while_liaison_was_away_is_found_under_its_new_name(
    setup: SetupService, db: Database, ws: Workspace
) -> None:
    await setup.load(FILE)
    ws.rename("ceag", "engagement")
    report = await setup.load(FILE)
    assert report.warnings == [
        "line 17, groups[2].channel: #ceag is called #engagement now: change it here, too"
    ]
    async with db.read() as tx:
        channel = await channels.get(tx, ws.channel("engagement").id)
    assert channel is not None
    assert (channel.kind, channel.name) == ("group", "engagement")


async def test_a_group_stays_one_while_another_name_in_the_file_leads_nowhere(
    setup: SetupService, db: Database, ws: Workspace
) -> None:
    await setup.load(FILE)
    ws.rename("ceag", "engagement")
    async with db.write() as tx:
        await channels.save(tx, ws.channel("engagement").id, name="engagement")  # Slack has told us
    report = await setup.load(FILE)
    assert "there is no channel #ceag" in report.warnings[0]
    assert "#engagement stays a group until all groups of the file are found" in report.warnings
    async with db.read() as reading:
        channel = await channels.get(reading, ws.channel("engagement").id)
    assert channel is not None
    assert channel.kind == "group"


async def test_channels_may_be_given_by_id(setup: SetupService, db: Database, ws: Workspace) -> None:
    report = await setup.load(FILE.replace('"migration"', f'"{ws.channel("migration").id}"'))
    assert report.ok
    async with db.read() as tx:
        channel = await channels.get(tx, ws.channel("migration").id)
    assert channel is not None
    assert (channel.kind, channel.name) == ("group", "migration")


async def test_one_channel_by_id_and_by_name_is_not_two_groups(setup: SetupService, ws: Workspace) -> None:
    report = await setup.load(
        FILE.replace('"ceag"\nname', f'"{ws.channel("migration").id}"\nname').replace('group = "ceag"\n', "")
    )
    assert report.problems == ["line 17, groups[2].channel: #migration is named above already"]
