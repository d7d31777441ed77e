"""Documentation that can't rot: what the code has, the docs name."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel, SecretStr

from bot.settings import Settings
from bot.setup.file import (
    DATE_KEYS,
    ActivityTable,
    Ask,
    Group,
    Kind,
    Pathfinders,
    WorkspaceFile,
    WorkspaceTable,
    read,
)
from bot.setup.keys import lead_in_words
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
        ("## [pathfinders]", Ask),
        ("## [pathfinders]", Pathfinders),
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
    if heading == "## [pathfinders]":
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
