"""A workspace file loaded into a workspace: what Slack has, what the tables get, what the report says."""

from datetime import UTC, datetime

from bot.directory.vocabulary.terms import resolve
from bot.onboarding.steps import of_workspace
from bot.setup.report import Report
from bot.setup.service import SetupService
from sandbox.workspace import Workspace
from storage import calendar, channels, people, reminders, vocabulary, workspace
from storage.database import Database
from storage.workspace import DEFAULT_LEADS
from tests.bot.setup.world import FILE
from tests.conftest import MovableClock


async def test_a_file_is_loaded_whole(setup: SetupService, db: Database, ws: Workspace) -> None:
    report = await setup.load(FILE)
    assert report.ok
    assert report.warnings == []
    ada, ben = ws.member("ada").id, ws.member("ben").id
    async with db.read() as tx:
        facts = await workspace.get(tx)
        assert (facts.name, facts.timezone, facts.languages) == ("Alliance", "Europe/Zurich", ("en", "fr"))
        assert facts.announcements_channel_id == ws.channel("announcements").id
        assert facts.secretariat_channel_id == ws.channel("secretariat").id
        assert facts.guide_url == "https://guide.example.org"
        assert facts.leads == DEFAULT_LEADS
        assert facts.round_up_due_at == datetime(2019, 3, 18, 8, tzinfo=UTC)
        kinds = {channel.name: channel.kind for channel in await channels.everything(tx)}
        migration = await channels.get(tx, ws.channel("migration").id)
        moderators = await channels.moderators_of(tx, ws.channel("migration").id)
        secretariat = await people.secretariat(tx)
        activities = {activity.title: activity for activity in await calendar.everything(tx)}
    assert kinds == {"announcements": "announcements", "secretariat": "secretariat", "migration": "group", "ceag": "group"}  # fmt: skip
    assert migration is not None
    assert migration.title == "Migration Action Group"
    assert migration.bot_is_member
    assert migration.nudge_due_at is not None
    assert {member.id for member in moderators} == {ada, ben}
    assert [(member.id, member.timezone) for member in secretariat] == [(ada, "Africa/Abidjan")]
    assert activities["Second meeting"].channel_id == ws.channel("ceag").id
    assert activities["Workshop"].channel_id is None


async def test_the_report_says_what_was_changed_and_a_second_run_that_nothing_was(
    setup: SetupService,
) -> None:
    first = str(await setup.load(FILE))
    for line in (
        "time zone: set to Europe/Zurich",
        "announcements: set to #announcements",
        "Secretariat: added ada@example.org",
        "#migration: is now the group “Migration Action Group”",
        "#migration: moderators: added ada@example.org, ben@example.org",
        "activity added: Workshop",
        "Understood, and kept in the file for a later version: [figures].",
    ):
        assert line in first
    second = await setup.load(FILE)
    assert second.changes == []
    assert "Nothing changed" in str(second)
    assert "As it was: 2 groups, 2 activities, 59 fields." in str(second)


async def test_what_is_different_is_told_with_before_and_after(
    setup: SetupService, db: Database, ws: Workspace
) -> None:
    await setup.load(FILE)
    changed = (
        FILE.replace("Europe/Zurich", "Africa/Abidjan")
        .replace('secretariat = ["ada@example.org"]', 'secretariat = ["ben@example.org"]\nquiet_days = 14')
        .replace(
            'moderators = ["ada@example.org", "ben@example.org"]',
            'moderators = ["ben@example.org"]\nholidays = ["03-20/03-22"]',
        )
        .replace('guide = "https://guide.example.org"\n', "")
        .replace("2019-04-03", "2019-04-04")
        .replace("[figures]", '[leads]\nevent = ["2d"]\n[figures]')
    )
    report = await setup.load(changed)
    assert report.changes == [
        "time zone: changed from Europe/Zurich to Africa/Abidjan",
        "guide: removed (was https://guide.example.org)",
        "days of quiet before a nudge: changed from 7 to 14",
        "leads of event: changed from 7d, 1d, 1h to 2d",
        "Secretariat: added ben@example.org; removed " + ws.member("ada").id,
        "#migration: holidays: set to 03-20/03-22",
        "#migration: moderators: removed " + ws.member("ada").id,
        "activity changed: Workshop",
        "activity changed: Second meeting",
    ]
    async with db.read() as tx:
        (workshop, _) = await calendar.everything(tx)
        planned = await reminders.of_activity(tx, workshop.id)
        channel = await channels.get(tx, ws.channel("migration").id)
    assert [reminder.lead for reminder in planned] == [2880]
    assert channel is not None
    # Fourteen days, and three of holidays.
    assert channel.nudge_due_at == datetime(2019, 4, 4, 7, 55, tzinfo=UTC)


async def test_new_leads_hold_for_activities_that_the_file_no_longer_names(
    setup: SetupService, db: Database
) -> None:
    await setup.load(FILE)
    head, _, _ = FILE.partition("[[activities]]")
    await setup.load(head + '[leads]\nevent = ["3d"]\n')
    async with db.read() as tx:
        (workshop, _) = await calendar.everything(tx)
        assert [reminder.lead for reminder in await reminders.of_activity(tx, workshop.id)] == [4320]


async def test_a_dry_run_tells_the_same_and_changes_nothing(setup: SetupService, db: Database) -> None:
    tried = await setup.load(FILE, dry_run=True)
    assert "This would be changed" in str(tried)
    async with db.read() as tx:
        assert (await workspace.get(tx)).name == ""
        assert await channels.everything(tx) == []
    assert (await setup.load(FILE)).changes == tried.changes


async def test_a_group_taken_out_of_the_file_is_a_channel_like_any_other(
    setup: SetupService, db: Database, ws: Workspace
) -> None:
    await setup.load(FILE)
    before, _, rest = FILE.partition('[[groups]]\nchannel = "migration"')
    report = await setup.load(before + rest[rest.index("[[groups]]") :])
    assert "#migration: is no longer a group" in report.changes
    async with db.read() as tx:
        channel = await channels.get(tx, ws.channel("migration").id)
        assert channel is not None
        assert (channel.kind, channel.nudge_due_at) == ("other", None)
        assert await channels.moderators_of(tx, channel.id) == []


async def test_a_missing_scope_is_named(setup: SetupService, ws: Workspace) -> None:
    ws.app.scopes.discard("users:read.email")
    report = await setup.load(FILE)
    assert report.problems[0].startswith(
        "Slack answers missing_scope: the token needs the scope users:read.email"
    )


async def test_a_file_that_is_wrong_in_itself_never_gets_to_slack(setup: SetupService, ws: Workspace) -> None:
    report: Report = await setup.load("[workspace]\n")
    assert len(report.problems) == 2
    assert list(ws.calls) == []


async def test_the_same_file_days_later_moves_nothing(setup: SetupService, clock: MovableClock) -> None:
    await setup.load(FILE)
    clock.move(days=3)
    assert (await setup.load(FILE)).changes == []


async def test_the_files_fields_and_pathfinders_are_loaded_and_told(
    setup: SetupService, db: Database
) -> None:
    await setup.load(FILE)
    fields = '\n[[fields]]\nname = "Fisheries"\nfr = "Pêche"\nalso = ["fishers"]\n[pathfinders]\ncountries = ["NP", "MG"]\n'
    report = await setup.load(FILE + fields)
    assert report.changes[0] == "pathfinder countries: set to NP, MG"
    assert "field changed: Fisheries" in report.changes
    assert "field no longer in the file: Child labour" in report.changes
    assert report.kept_for_later == ["figures"]
    async with db.read() as tx:
        assert (await workspace.get(tx)).pathfinders == ("NP", "MG")
        curated = [term.said("fr") for term in await vocabulary.every(tx, "field") if term.is_curated]
    assert curated == ["Pêche"]
    assert (await setup.load(FILE + fields)).changes == []


async def test_a_file_without_fields_brings_liaisons_own_and_says_how_many(setup: SetupService) -> None:
    report = await setup.load(FILE)
    assert report.changes[-1] == (
        "fields added: Child labour, Forced labour, Debt bondage, Trafficking in persons and 55 more"
    )
    assert "field no longer in the file: Cocoa" in (await setup.load("fields = []\n" + FILE)).changes


async def test_a_name_that_people_wrote_themselves_is_left_to_the_secretariat(
    setup: SetupService, db: Database
) -> None:
    async with db.write() as tx:
        for name in ("Fishing", "Fishers"):
            await resolve(tx, "field", name)
    (warning,) = (await setup.load(FILE)).warnings
    assert warning.startswith("field “Fishing”: “fishers” is a name of “Fishers”, which people have written")


async def test_first_steps_are_kept_and_a_change_of_them_is_reported(
    setup: SetupService, db: Database
) -> None:
    await setup.load(FILE)
    report = await setup.load(
        f'{FILE}\n[[steps]]\nstep = "guide"\n[[steps]]\nstep = "film"\ntext = "Watch it"\n'
    )
    assert "first steps: set to guide, film (“Watch it”)" in str(report)
    async with db.read() as tx:
        assert [step.name for step in of_workspace((await workspace.get(tx)).steps)] == ["guide", "film"]
    assert "first steps" in str(await setup.load(FILE))
    async with db.read() as tx:
        assert (await workspace.get(tx)).steps is None
