"""What columns are called."""

import pytest

from bot.directory.exchange.column_names import COLUMNS, WRITTEN
from bot.directory.exchange.columns import read_heading
from bot.directory.words.folding import fold
from bot.i18n import LANGUAGES


def test_no_name_means_two_columns() -> None:
    found: dict[str, str] = {}
    for column in COLUMNS:
        for name in column.names:
            assert found.setdefault("".join(fold(name)), column.key) == column.key, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_export_writes_an_import_understands(language: str) -> None:
    heading = read_heading([column.heading(language) for column in WRITTEN])
    assert heading.problems == ()
    assert heading.left_out == ()
    assert set(heading.at) == {column.key for column in WRITTEN if column.is_read}


def test_columns_may_stand_in_any_order_and_be_called_as_people_call_them() -> None:
    heading = read_heading(["PAYS", "Adresse e-mail", "fonction ", "Nom"])
    assert heading.at == {"country": 0, "email": 1, "role": 2}


@pytest.mark.parametrize(
    "name",
    [
        "Countries of work",
        "Pays d’intervention",
        "PAYS D'INTERVENTION",
        "Zone d’intervention",
        "Intervient dans",
        "Países de trabajo",
        "Paises en los que trabaja",
    ],
)
def test_the_countries_that_somebody_works_on_have_many_names(name: str) -> None:
    assert read_heading(["E-mail", name]).at == {"email": 0, "works_in": 1}


def test_two_columns_that_mean_the_same_are_told() -> None:
    [problem] = read_heading(["E-mail", "Role", "Cargo"]).problems
    assert problem == "the columns “Role” and “Cargo” mean the same: keep one"


def test_a_table_that_says_about_nobody_is_told() -> None:
    [problem] = read_heading(["Name", "Role"]).problems
    assert problem == "there is no column “E-mail” and none “Slack ID”: nobody knows who the rows are about"


def test_a_column_that_nobody_knows_is_left_out_and_said() -> None:
    heading = read_heading(["E-mail", "Phone", "Organisatoin", ""])
    assert heading.left_out == (
        "the column “Phone” is left out: there is none of that name",
        "the column “Organisatoin” is left out; did you mean “Organisation”?",
    )


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("E-mails", "email"),
        ("Courriel :", "email"),
        ("Adresse électronique / E-mail", "email"),
        ("\u200bE-mail\u00a0", "email"),
        ("Job Title | Fonction", "role"),
        ("Language(s)", "languages"),
        ("Country (based in)", "country"),
        ("Country (of work)", "works_in"),
        ("Field of expertise", "fields"),
        ("Nom de l’organisation", "organisation"),
        ("TYPES D'ORGANISATION", "sector"),
        ("Organisation / Role", None),
    ],
)
def test_a_column_is_known_in_the_plural_with_brackets_and_in_two_languages(
    name: str, key: str | None
) -> None:
    assert [*read_heading(["Slack ID", name]).at][1:] == ([key] if key else [])
