"""What a single cell says."""

import pytest

from bot.directory.exchange import cells
from bot.directory.exchange.rows import NO_VALUE
from bot.directory.exchange.values import BadCell


@pytest.mark.parametrize("cell", ["-", "—", " N/A ", "n.a.", "s/o", "\u200b"])
def test_what_people_write_for_nothing_is_nothing(cell: str) -> None:
    assert cells.line(cells.said(cell), 100) == ""


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#¿NOMBRE?", "#VALEUR!", NO_VALUE])
def test_a_formula_that_came_to_nothing_is_told_and_not_taken_for_text(cell: str) -> None:
    with pytest.raises(BadCell, match="its formula"):
        cells.said(cell)


def test_a_cell_without_an_end_is_told_before_it_is_looked_into() -> None:
    with pytest.raises(BadCell, match="900,000 characters are too many"):
        cells.said(" and " * 180_000)


def test_a_text_that_lost_letters_is_told() -> None:
    with pytest.raises(BadCell, match="a letter was lost in “Ad\ufffdle”"):
        cells.said("Ad\ufffdle")


@pytest.mark.parametrize(
    "cell",
    [
        "ADA@Example.org",
        "\u200bada@example.org\ufeff",
        "Ada Example <ada@example.org>",
        "MAILTO:ada@example.org",
        "ada@example.org;",
        "\u00a0ada@example.org ",
    ],
)
def test_an_address_is_found_in_what_people_paste(cell: str) -> None:
    assert cells.email(cell) == "ada@example.org"
