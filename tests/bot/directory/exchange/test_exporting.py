"""What the Secretariat takes with it: all that they may see, nothing that they may not, and in a form that comes back the same."""

from pathlib import Path

import pytest

from bot.directory.exchange import exporting
from bot.directory.exchange.importing import ImportService
from bot.directory.exchange.making import DIRECTORY, Maker, whole
from bot.directory.exchange.tables import read_table
from bot.documents import NotAllowed
from bot.i18n import LANGUAGES
from sandbox.workspace import Workspace
from storage import channels, directory, people, workspace
from storage.database import Database
from storage.directory import Profile
from tests.bot.directory.conftest import in_turn, write_profile
from tests.bot.directory.exchange.conftest import Counted
from tests.conftest import START
from tests.slack import MovableTime, client_of

NASTY = {
    "role": "=HYPERLINK(1)",
    "organisation": "-Union; “A”, B",
    "sector": "workers",
    "country": "CI",
    "works_in": ["NP", "CD"],
    "fields": ["Agriculture, forestry", "@work"],
    "languages": ["fr", "es"],
    "offers": "'=1+1",
    "seeks": '"quotes", semicolons; + signs',
    "website": "https://example.org/?a=1,2",
    "reach": {"country": 2, "offers": 1},
}


async def export(db: Database, format_: str, language: str, folder: Path) -> Path:
    path = folder / f"directory.{format_}"
    async with db.read() as tx:
        path.write_bytes(await whole(tx, format_, language))
    return path


async def everyone(db: Database, ws: Workspace) -> None:
    """Three of the workspace: Ada is listed, Benoît took himself off the list, and Carmen has a draft."""
    async with db.write() as tx:
        await workspace.save(tx, languages=["en", "fr", "es"])
        for name in ("ada", "benoit", "carmen", "sofia"):
            await people.save(
                tx,
                ws.member(name).id,
                name=ws.member(name).real_name,
                synced_at=START,
                is_secretariat=name == "sofia",
            )
        await channels.save(tx, "C1", kind="group", title="Migration Action Group", bot_is_member=True)
        await channels.save_membership(tx, "C1", ws.member("ada").id, changed_at=START)
        await write_profile(tx, ws.member("ada").id, published_at=START, **NASTY)
        await write_profile(tx, ws.member("benoit").id, role="Taken back")
        await write_profile(tx, ws.member("carmen").id, role="Draft", drafted_at=START)


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
async def test_an_export_has_who_is_listed_whole_and_nobody_else(
    db: Database, ws: Workspace, tmp_path: Path, format_: str
) -> None:
    await everyone(db, ws)
    table = read_table(await export(db, format_, "en", tmp_path))
    [(_line, cells)] = table.rows
    row = dict(zip(table.heading, cells, strict=True))
    assert row == {
        "Name": "Ada Example",
        "Slack ID": ws.member("ada").id,
        "Role": "=HYPERLINK(1)",
        "Organisation": "-Union; “A”, B",
        "Kind of organisation": "Workers' organisation",
        "Country": "Côte d’Ivoire",
        "Countries worked on": "Nepal; Congo - Kinshasa",
        "Fields of expertise": "Agriculture, forestry; @work",
        "Languages": "French; Spanish",
        "Offers": "'=1+1",
        "Looks for": '"quotes", semicolons; + signs',
        "Website": "https://example.org/?a=1,2",
        "Action Groups": "Migration Action Group",
        "Listed since": "2019-03-18",
    }


async def test_no_cell_of_a_csv_file_begins_like_a_formula(
    db: Database, ws: Workspace, tmp_path: Path
) -> None:
    await everyone(db, ws)
    text = (await export(db, "csv", "en", tmp_path)).read_text(encoding="utf-8-sig")
    assert ",'=HYPERLINK(1)," in text
    assert ",=" not in text


async def test_no_cell_of_a_spreadsheet_is_a_formula(db: Database, ws: Workspace, tmp_path: Path) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    await everyone(db, ws)
    book = load_workbook(await export(db, "xlsx", "en", tmp_path))
    assert book.active is not None
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    assert [cell.value for cell in book.active["C"]] == ["Role", "=HYPERLINK(1)"]


@in_turn("language,format_", [(language, format_) for format_ in ("csv", "xlsx") for language in LANGUAGES])
async def test_what_was_exported_comes_back_the_same(
    db: Database, ws: Workspace, tmp_path: Path, format_: str, language: str
) -> None:
    await everyone(db, ws)
    path = await export(db, format_, language, tmp_path)
    before = await _ada(db, ws)
    async with db.write() as tx:
        await tx.execute(directory.profile_fields.delete())
        await tx.execute(directory.profiles.delete())
    async with client_of(ws) as client:
        report = await ImportService(db, client, MovableTime(), Counted()).load(path)
    assert list(report.problems) == []
    after = await _ada(db, ws)
    for part in ("role", "organisation", "sector", "country", "works_in", "fields", "languages"):
        assert getattr(after, part) == getattr(before, part), part
    for part in ("offers", "seeks", "website"):
        assert getattr(after, part) == getattr(before, part), part


async def _ada(db: Database, ws: Workspace) -> Profile:
    async with db.read() as tx:
        found = await directory.get(tx, ws.member("ada").id)
        assert found is not None
        return found


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_file_for_the_secretariat_is_in_their_language(
    db: Database, ws: Workspace, language: str
) -> None:
    await everyone(db, ws)
    wanted = {"what": DIRECTORY, "format": "csv", "language": language}
    document = await Maker(db).make(ws.member("sofia").id, wanted)
    heading = {"en": "Name", "fr": "Nom", "es": "Nombre"}[language]
    assert document.content.decode("utf-8-sig").startswith(f"{heading},")
    assert (document.stem, document.suffix) == ("directory-2019-03-18", ".csv")


async def test_nobody_else_gets_the_file(db: Database, ws: Workspace) -> None:
    await everyone(db, ws)
    wanted = {"what": DIRECTORY, "format": "csv", "language": "en"}
    for member_id in (ws.member("ada").id, "U404"):
        with pytest.raises(NotAllowed):
            await Maker(db).make(member_id, wanted)


async def test_who_leaves_the_secretariat_while_it_is_made_gets_no_file(
    db: Database, ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await everyone(db, ws)
    sofia = ws.member("sofia").id

    async def whole_and_then_gone(*arguments: object) -> bytes:
        async with db.write() as tx:
            await people.save(tx, sofia, is_secretariat=False)
        return b"everything"

    monkeypatch.setattr("bot.directory.exchange.making.whole", whole_and_then_gone)
    with pytest.raises(NotAllowed):
        await Maker(db).make(sofia, {"what": DIRECTORY, "format": "csv", "language": "en"})


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)  # SQLite reads as of one moment
async def test_whoever_takes_theirs_back_while_the_file_is_made_is_not_in_it(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_A_TIME", 1)
    async with db.write() as tx:
        for id_ in ("U1", "U2"):
            await people.save(tx, id_, name=id_, synced_at=START)
            await write_profile(tx, id_, role="Judge", published_at=START)
    async with db.read() as reading:
        rows = exporting.rows(reading, "en")
        assert len(await anext(rows)) == 1
        async with db.write() as tx:
            await write_profile(tx, "U2", published_at=None)
        assert [row async for some in rows for row in some] == []
