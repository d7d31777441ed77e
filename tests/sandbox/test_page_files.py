"""The page's files: plain modules that stand alone, small, and without ways to inject markup."""

import re
from pathlib import Path

import pytest

import sandbox

PAGE = Path(sandbox.__file__).parent / "page"
MODULES = sorted(PAGE.glob("*.js"))
names = [path.name for path in MODULES]


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_a_module_never_makes_markup_out_of_text(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    code = re.sub(r"//.*", "", source)
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc", code
    )


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_a_module_is_about_one_thing(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("// ")
    assert len(lines) <= 250


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_imports_name_what_the_other_module_exports(path: Path) -> None:
    for wanted, module in re.findall(
        r'^import \{([^}]+)\} from "\./([^"]+)";', path.read_text("utf-8"), re.MULTILINE
    ):
        other = (PAGE / module).read_text(encoding="utf-8")
        exported = set(
            re.findall(r"^export (?:async )?(?:function\*?|class|const) (\w+)", other, re.MULTILINE)
        )
        assert {name.strip() for name in wanted.split(",")} <= exported, module


def test_every_file_is_used() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in PAGE.iterdir())
    unused = [path.name for path in PAGE.iterdir() if path.name != "index.html" and path.name not in sources]
    assert unused == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in PAGE.iterdir():
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"""(?:src|href|from|import|url\()\s*[=(]?\s*["']?(?:https?:)?//""", source), (
            path.name
        )
