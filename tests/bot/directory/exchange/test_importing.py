"""The Secretariat's table becomes drafts: whole or not at all, again and again, and never over what somebody decided."""

import pytest
from sqlalchemy import select

from sandbox.workspace import Workspace
from storage import directory, drafts, pairs, people
from storage.database import Database
from storage.directory import Profile
from storage.people import members
from storage.vocabulary import terms
from tests.bot.directory.conftest import write_profile
from tests.bot.directory.exchange.conftest import Importing

TABLE = """\
E-mail;Fonction;Organisation;Pays;Countries worked on;Fields;Idiomas;Phone
ada@example.org;Adviser;ILO;Switzerland;Nepal, Ghana;Child labour, Migration;English, français;1
benoit@example.org;Chargé d’études;I.L.O.;France;;Migration;fr;2
"""


async def profile(db: Database, ws: Workspace, name: str) -> Profile | None:
    async with db.read() as tx:
        return await directory.get(tx, ws.member(name).id)


async def test_rows_become_drafts_that_nobody_else_sees(
    bring_in: Importing, db: Database, ws: Workspace
) -> None:
    report = await bring_in(TABLE)
    assert str(report) == (
        "Imported:\n"
        "  - 2 new drafts: each owner is asked once, by a direct message in their hours\n"
        "  - 2 new organisations\n"
        "  - 2 new fields\n"
        "Please note:\n"
        "  - the column “Phone” is left out: there is none of that name"
    )
    ada = await profile(db, ws, "ada")
    assert ada is not None
    assert (ada.role, ada.organisation and ada.organisation.name, ada.country) == ("Adviser", "ILO", "CH")
    assert ada.works_in == ("NP", "GH")
    assert [term.name for term in ada.fields] == ["Child labour", "Migration"]
    assert ada.languages == ("en", "fr")
    assert ada.published_at is None
    assert ada.drafted_at is not None
    assert ada.number is None
    # Which of the names may mean the same is looked at afterwards, by and by.
    async with db.read() as tx:
        assert await pairs.uncompared(tx) is not None
        assert await pairs.count_pairs(tx) == 0


async def test_addresses_are_not_kept(bring_in: Importing, db: Database) -> None:
    await bring_in(TABLE)
    async with db.read() as tx:
        for table in (members, directory.profiles, drafts.drafts):
            assert "example.org" not in str((await tx.execute(select(table))).all())


async def test_importing_again_changes_nothing(bring_in: Importing, db: Database, ws: Workspace) -> None:
    await bring_in(TABLE)
    before = await profile(db, ws, "ada")
    report = await bring_in(TABLE)
    assert (report.new, report.changed, report.unchanged, report.new_terms) == (
        0,
        0,
        2,
        {"organisation": 0, "field": 0},
    )
    assert str(report).startswith("Imported:\n  - 2 drafts as before\nPlease note:")
    assert await profile(db, ws, "ada") == before


async def test_what_changed_in_the_table_changes_in_the_draft(
    bring_in: Importing, db: Database, ws: Workspace
) -> None:
    await bring_in(TABLE)
    report = await bring_in(TABLE.replace("Child labour, ", ""))
    assert (report.changed, report.unchanged) == (1, 1)
    ada = await profile(db, ws, "ada")
    assert ada is not None
    assert [term.name for term in ada.fields] == ["Migration"]


async def test_what_the_table_has_no_column_for_stays_and_an_empty_cell_empties(
    bring_in: Importing, db: Database, ws: Workspace
) -> None:
    await bring_in(TABLE)
    before = await profile(db, ws, "ada")
    report = await bring_in(
        "E-mail;Fonction;Pays\nada@example.org;Inspector;\nbenoit@example.org;Inspector;France\n"
    )
    assert (report.changed, report.unchanged) == (2, 0)
    after = await profile(db, ws, "ada")
    assert before is not None
    assert after is not None
    assert (after.role, after.country) == ("Inspector", None)
    for part in ("organisation", "fields", "works_in", "languages"):
        assert getattr(after, part) == getattr(before, part) != (), part
    report = await bring_in("E-mail;Fields;Organisation;Role\nada@example.org;;;Inspector\n")
    assert report.changed == 1
    emptied = await profile(db, ws, "ada")
    assert emptied is not None
    assert (emptied.organisation, emptied.fields, emptied.works_in) == (None, (), ("NP", "GH"))
    assert (await bring_in("E-mail;Role\nada@example.org;Inspector\n")).unchanged == 1


async def test_a_draft_has_the_names_of_its_row_unless_everybody_knows_them_otherwise(
    bring_in: Importing, db: Database, ws: Workspace
) -> None:
    async with db.write() as tx:
        for member_id, name, published_at in (("UH", "Canary Mission", None), ("UL", "Labour Court", tx.now)):
            await people.save(tx, member_id)
            await write_profile(tx, member_id, organisation=name, fields=[name], published_at=published_at)
    table = "E-mail,Organisation,Fields\nada@example.org,canary mission,Canary mission; labour court\n"
    await bring_in(table)
    ada = await profile(db, ws, "ada")
    assert ada is not None
    assert ada.organisation is not None
    names = [ada.organisation.name, *(term.name for term in ada.fields)]
    assert names == ["canary mission", "Canary mission", "Labour Court"]
    assert (await bring_in(table)).unchanged == 1


@pytest.mark.parametrize("decided", ["published", "taken back"])
async def test_who_has_a_profile_of_their_own_keeps_it(
    bring_in: Importing, db: Database, ws: Workspace, decided: str
) -> None:
    await bring_in(TABLE)
    async with db.write() as tx:
        await directory.save(
            tx,
            ws.member("ada").id,
            role="My own words",
            drafted_at=None,
            published_at=tx.now if decided == "published" else None,
        )
    before = await profile(db, ws, "ada")
    report = await bring_in(TABLE.replace("Adviser", "Boss"))
    assert (report.kept, report.unchanged) == (1, 1)
    assert "1 person keeps what they have decided about themselves" in str(report)
    assert await profile(db, ws, "ada") == before


BAD = """\
E-mail,Role,Country
ada@example.org,Adviser,Atlantis
benoit@example.org,Adviser,France
nobody@example.org,Adviser,France

benoit@example.org,Again,France
not an address,x,Fraance
"""


async def test_every_bad_row_is_told_at_once_and_nothing_is_imported(
    bring_in: Importing, db: Database, ws: Workspace
) -> None:
    report = await bring_in(BAD)
    assert report.exit_code == 1
    assert str(report) == (
        "Nothing was imported. To mend first:\n"
        "  - line 2, column “Country”: there is no country “Atlantis”\n"
        "  - line 4: nobody in this workspace has the e-mail address nobody@example.org\n"
        "  - line 6: this person is in line 3 already\n"
        "  - line 7, column “E-mail”: “not an address” is not an e-mail address\n"
        "  - line 7, column “Country”: there is no country “Fraance”; did you mean “France”?\n"
        "Or leave these rows out with --skip-bad."
    )
    assert await profile(db, ws, "benoit") is None


async def test_bad_rows_can_be_left_out(bring_in: Importing, db: Database, ws: Workspace) -> None:
    report = await bring_in(BAD, skip_bad=True)
    assert report.exit_code == 0
    assert report.new == 1
    assert "4 rows were left out:" in str(report)
    assert await profile(db, ws, "benoit") is not None
    assert await profile(db, ws, "ada") is None


async def test_an_import_of_nobody_says_so(bring_in: Importing) -> None:
    report = await bring_in("E-mail,Country\nada@example.org,Atlantis\n", skip_bad=True)
    assert str(report).startswith("Imported:\n  - nobody\n1 row was left out:")


async def test_a_dry_run_says_what_would_happen_and_writes_nothing(
    bring_in: Importing, db: Database, ws: Workspace
) -> None:
    report = await bring_in(TABLE, dry_run=True)
    assert str(report).startswith("Nothing was written. This would happen:\n  - 2 new drafts")
    async with db.read() as tx:
        for table in (directory.profiles, directory.profile_fields, drafts.drafts, terms, members):
            assert (await tx.execute(select(table))).all() == []


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("gone@example.org", "the e-mail address gone@example.org is of an account that is deactivated"),
        ("U99999999", "nobody in this workspace has the Slack ID U99999999"),
        ("bot", "the Slack ID {id} is a bot's"),
    ],
)
async def test_whoever_can_have_no_profile_is_told(
    bring_in: Importing, ws: Workspace, who: str, why: str
) -> None:
    ws.add_member("gone", real_name="Gone", deleted=True, email="gone@example.org")
    if who == "bot":
        who, why = ws.bot_user_id, why.format(id=ws.bot_user_id)
    report = await bring_in(f"{'E-mail' if '@' in who else 'Slack ID'},Role\n{who},x\n")
    assert report.problems == [f"line 2: {why}"]


async def test_people_are_found_by_their_slack_id_or_their_address_in_any_case(
    bring_in: Importing, ws: Workspace
) -> None:
    ada, benoit = ws.member("ada").id, ws.member("benoit").id
    report = await bring_in(
        f"Slack ID,E-mail,Role\n{ada},,x\n,BENOIT@Example.org,x\n{benoit},ada@example.org,x\n"
    )
    assert report.problems == ["line 4: the Slack ID and the e-mail address are two people's"]


async def test_slack_is_asked_for_everybody_once_however_many_rows_there_are(
    bring_in: Importing, ws: Workspace
) -> None:
    await bring_in(TABLE)
    methods = [call.method for call in ws.calls]
    assert methods.count("users.list") == 1
    assert "users.lookupByEmail" not in methods
    assert bring_in.progress.done["Reading"] == 2
    assert bring_in.progress.done["Writing"] == 2


async def test_a_file_that_cannot_be_used_is_told_before_slack_is_asked(
    bring_in: Importing, ws: Workspace
) -> None:
    report = await bring_in("Name,Role\nAda,Adviser\n")
    assert str(report) == (
        "Nothing was imported. To mend first:\n"
        "  - line 1: there is no column “E-mail” and none “Slack ID”: nobody knows who the rows are about"
    )
    assert ws.calls == [] or "users.list" not in {call.method for call in ws.calls}


async def test_a_refusal_of_slacks_imports_nothing(bring_in: Importing, ws: Workspace, db: Database) -> None:
    ws.app.scopes.discard("users:read")
    report = await bring_in(TABLE)
    assert report.exit_code == 1
    assert "Slack refused the list of people: missing_scope" in str(report)
    assert await profile(db, ws, "ada") is None


async def test_addresses_that_slack_does_not_tell_are_not_said_to_be_nobodys(
    bring_in: Importing, ws: Workspace
) -> None:
    ws.app.scopes.discard("users:read.email")
    report = await bring_in(TABLE)
    assert report.problems == [
        "Slack tells no e-mail addresses: Liaison lacks the permission users:read.email"
    ]
    assert (await bring_in(f"Slack ID;Role\n{ws.member('ada').id};x\n")).is_done
