"""Documentation that can't rot: what the code has, the docs name."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel, SecretStr

from bot.__main__ import COMMANDS
from bot.doctor.manifest import scopes
from bot.metrics import Metrics
from bot.settings import Settings
from bot.setup.file import (
    DATE_KEYS,
    ActivityTable,
    Ask,
    FieldTable,
    Group,
    Kind,
    Pathfinders,
    StepTable,
    WorkspaceFile,
    WorkspaceTable,
    read,
)
from bot.setup.keys import lead_in_words
from bot.wiring import assemble
from handlers import all_listeners
from scheduler.schedule import sweeps
from scripts.house_rules import PRODUCT
from storage.database import Database
from storage.workers import beat
from storage.workspace import DEFAULT_LEADS

SETTINGS = Path("docs/settings.md").read_text(encoding="utf-8")
WORKSPACE_FILE = Path("docs/workspace-file.md").read_text(encoding="utf-8")


def test_every_setting_is_documented_with_its_meaning_and_default() -> None:
    documented = {
        row[0]: row[1:] for row in re.findall(r"^\| `([A-Z_]+)` \| (.+) \| (.+) \|$", SETTINGS, re.MULTILINE)
    }
    assert set(documented) == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        assert documented[name.upper()] == (field.description, f"`{default}`" if default != "" else "–")


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("## [workspace]", WorkspaceTable),
        ("## [[groups]]", Group),
        ("## [[activities]]", ActivityTable),
        ("## [[steps]]", StepTable),
        ("## [[fields]]", FieldTable),
        ("## [pathfinders]", Pathfinders),
        ("## [[asks]]", Ask),
    ],
)
def test_every_key_of_the_workspace_file_is_documented(heading: str, model: type[BaseModel]) -> None:
    section = WORKSPACE_FILE[WORKSPACE_FILE.index(heading) :].split("\n## ")[0]
    keys = {
        key
        for row in re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE)
        for key in re.findall(r"`(\w+)`", row)
    }
    fields = {field.alias or name for name, field in model.model_fields.items()}
    if heading == "## [[asks]]":
        assert fields <= keys
    else:
        assert keys == fields


def test_every_table_of_the_workspace_file_is_documented() -> None:
    headings = "\n".join(re.findall(r"^## .*$", WORKSPACE_FILE, re.MULTILINE))
    assert all(f"[{name}]" in headings for name in WorkspaceFile.model_fields)


def test_the_documented_leads_are_those_that_hold() -> None:
    section = WORKSPACE_FILE[WORKSPACE_FILE.index("## [leads]") :].split("\n## ")[0]
    rows = re.findall(r"^\| (`.+) \| `\[(.*)\]` \|$", section, re.MULTILINE)
    documented = {kind: leads for kinds, leads in rows for kind in re.findall(r"`(\w+)`", kinds)}
    assert documented == {
        kind: ", ".join(f'"{lead_in_words(lead)}"' for lead in leads) for kind, leads in DEFAULT_LEADS.items()
    }
    assert set(documented) == set(Kind.__args__)  # type: ignore[attr-defined]


def test_the_documented_example_is_a_valid_file() -> None:
    example = WORKSPACE_FILE.split("```toml\n")[1].split("```")[0]
    file = read(example)
    assert file.leads["event"] == (10080, 1440, 60)
    assert all(key in WORKSPACE_FILE for key in DATE_KEYS)


def _page(name: str) -> str:
    return Path("docs", name).read_text(encoding="utf-8")


def test_every_command_is_shown_to_members_with_an_example() -> None:
    page = _page("using.md")
    for command in all_listeners().commands:
        section = page[page.index(f"### `{command}`") :].split("\n### ")[0]
        assert re.search(rf"^    {command}", section, re.MULTILINE), f"no example of {command}"


def test_every_command_of_the_program_is_documented_for_operators() -> None:
    documented = set(re.findall(r"^    python -m bot (\w+)", _page("operating.md"), re.MULTILINE))
    assert documented >= set(COMMANDS)


async def test_every_sweep_is_documented_and_no_other(tmp_path: Path) -> None:
    async with assemble(Settings(database_url=f"sqlite:///{tmp_path}/liaison.db")) as liaison:
        names = [sweep.name for sweep in sweeps(liaison.services)]
    section = _page("architecture.md").split("## By the clock")[1].split("\n#")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == names


async def test_every_metric_is_documented_and_no_other(db: Database) -> None:
    async with db.write() as tx:
        await beat(tx, "a worker", 0.0, 0.0, {})
    shown = (await Metrics().render(db)).decode()
    documented = re.findall(r"^\| `(liaison_\w+)` \|", _page("operating.md"), re.MULTILINE)
    assert set(documented) == set(re.findall(r"^# TYPE (\w+) ", shown, re.MULTILINE))


def test_every_log_line_that_operators_are_told_of_is_written_somewhere() -> None:
    section = _page("operating.md").split("## Logs")[1].split("\n#")[0]
    rows = re.findall(r"^\| (`.+`) \|", section, re.MULTILINE)
    sources = [path.read_text(encoding="utf-8") for folder in PRODUCT for path in Path(folder).rglob("*.py")]
    for line in (line for row in rows for line in re.findall(r"`([^`]+)`", row)):
        assert any(f'"{line}"' in source for source in sources), f"nothing logs “{line}”"


def test_every_scope_is_documented_with_a_reason_and_no_other() -> None:
    section = _page("setting-up.md").split("### What it asks for, and why")[1].split("\n#")[0]
    rows = re.findall(r"^\| (`.+) \| (.+) \|$", section, re.MULTILINE)
    assert {scope for names, _why in rows for scope in re.findall(r"`([a-z:.]+)`", names)} == scopes()


def test_processes_are_started_by_commands_that_there_are() -> None:
    files = [Path("Procfile"), *Path("deploy").glob("*.service")]
    started = {
        word for path in files for word in re.findall(r"-m bot (\w+)", path.read_text(encoding="utf-8"))
    }
    assert started == {"run", "web", "worker", "migrate"}
    assert started <= set(COMMANDS)


def _anchors(page: str) -> set[str]:
    """The names that GitHub gives to headings: https://docs.github.com/en/get-started/writing-on-github."""
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    "path", [*Path().glob("*.md"), *Path("docs").rglob("*.md")], ids=lambda path: path.as_posix()
)
def test_links_lead_somewhere(path: Path) -> None:
    page = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)]+)\)", page):
        if not target.startswith("https://"):
            name, _, anchor = target.partition("#")
            file = path.parent / name if name else path
            assert file.exists(), f"{target} is not there"
            if anchor:
                assert anchor in _anchors(file.read_text(encoding="utf-8")), f"{target} is no heading"


def test_every_picture_is_shown_and_small() -> None:
    pages = [Path("README.md"), *Path("docs").rglob("*.md")]
    shown = {
        name
        for page in pages
        for name in re.findall(r"images/([\w-]+\.png)", page.read_text(encoding="utf-8"))
    }
    pictures = list(Path("docs/images").glob("*.png"))
    assert {picture.name for picture in pictures} == shown
    assert all(picture.stat().st_size < 150_000 for picture in pictures)
