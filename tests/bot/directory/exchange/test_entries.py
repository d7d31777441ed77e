"""A row: what it says, or everything that is wrong with it, with line, column and reason."""

import pytest

from bot.directory.exchange.columns import read_heading
from bot.directory.exchange.entries import Entry, Reader

COLUMNS = [
    "E-mail",
    "Slack ID",
    "Fonction",
    "Organización",
    "Kind",
    "Country",
    "Works on",
    "Fields",
    "Langues",
]
COLUMNS += ["Offers", "Busca", "Website"]


def read(**cells: str) -> Entry | list[str]:
    heading = read_heading(COLUMNS)
    row = [""] * len(COLUMNS)
    for key, cell in ({"email": "ada@example.org"} | cells).items():
        row[heading.at[key]] = cell
    found = Reader(heading, ()).read(7, row)
    return found if isinstance(found, Entry) else [str(problem) for problem in found]


def test_a_row_is_read_as_a_profile() -> None:
    entry = read(
        email=" Ada@Example.ORG ",
        role=" labour\ninspector ",
        organisation="ILO",
        sector="ONU",
        country="Suisse",
        works_in="Nepal; India",
        fields="Child labour, Migration",
        languages="English, français",
        offers="Training",
        seeks="Data",
        website="www.ilo.org",
    )
    assert entry == Entry(
        7,
        "ada@example.org",
        "",
        "ILO",
        ("Child labour", "Migration"),
        {
            "role": "labour inspector",
            "sector": "un",
            "country": "CH",
            "works_in": ["NP", "IN"],
            "languages": ["en", "fr"],
            "offers": "Training",
            "seeks": "Data",
            "website": "https://www.ilo.org",
        },
    )


def test_a_slack_id_may_be_a_mention() -> None:
    for cell in ("U0123ABC", "u0123abc", "<@U0123ABC>", "<@U0123ABC|ada>"):
        entry = read(email="", slack_id=cell, role="x")
        assert isinstance(entry, Entry)
        assert entry.slack_id == "U0123ABC"


@pytest.mark.parametrize(
    ("key", "cell", "problem"),
    [
        ("email", "ada at example", "column “E-mail”: “ada at example” is not an e-mail address"),
        ("slack_id", "ada", "column “Slack ID”: “ada” is not a Slack ID: it begins with U, "),
        ("role", "x" * 101, "column “Fonction”: at most 100 characters, please: this has 101"),
        ("organisation", "???", "column “Organización”: “???” has neither letters nor numbers"),
        ("sector", "Circus", "column “Kind”: “Circus” is no kind of organisation"),
        ("country", "Atlantis", "column “Country”: there is no country “Atlantis”"),
        ("works_in", "Nepal, Xyzland", "column “Works on”: there is no country “Xyzland”"),
        ("fields", ";".join("abcdefghijk"), "column “Fields”: at most 10 fields, please: these are 11"),
        ("fields", "y" * 61, "column “Fields”: “yyyyyyyyyyyyyyyyyyyy…” is too long: at most 60 characters"),
        ("languages", "Klingonisch", "column “Langues”: there is no language “Klingonisch”"),
        ("offers", "o" * 201, "column “Offers”: at most 200 characters, please: this has 201"),
        ("seeks", "s" * 201, "column “Busca”: at most 200 characters, please: this has 201"),
        (
            "website",
            "javascript:alert(1)",
            "column “Website”: “javascript:alert(1)” is not the address of a website",
        ),
    ],
)
def test_what_is_wrong_is_told_with_line_column_and_reason(key: str, cell: str, problem: str) -> None:
    found = read(**{"role": "fine", key: cell})
    assert isinstance(found, list)
    assert [line for line in found if line.startswith(f"line 7, {problem}")], found


def test_everything_that_is_wrong_in_a_row_is_told_at_once() -> None:
    found = read(email="no", country="Atlantis", languages="Klingonisch")
    assert isinstance(found, list)
    assert len(found) == 3


def test_a_row_about_nobody_and_one_that_says_nothing_are_told() -> None:
    assert read(email="", role="x") == [
        "line 7: nobody knows who this is about: it has no e-mail address and no Slack ID"
    ]
    assert read() == ["line 7: it says nothing about this person"]


def test_a_cell_beyond_the_columns_is_told() -> None:
    heading = read_heading(["E-mail", "Role"])
    found = Reader(heading, ()).read(3, ["a@b.org", "x", "", "stray"])
    assert [str(p) for p in found] == [  # type: ignore[union-attr]
        "line 3: it has more cells than the first row has names of columns"
    ]
    assert isinstance(Reader(heading, ()).read(3, ["a@b.org", "x", "", " "]), Entry)
