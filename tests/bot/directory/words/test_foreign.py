"""What countries are called in languages that Liaison does not speak."""

from bot.directory.words.foreign import IN_LATIN, IN_SCRIPTS, in_latin, in_scripts
from scripts.foreign_countries import LATIN, SCRIPTS, SHORTEST, table


def test_the_names_written_down_are_those_of_babel() -> None:
    again = "run `python -m scripts.foreign_countries`"
    assert IN_LATIN.read_text("ascii") == table(LATIN, SHORTEST), again
    assert IN_SCRIPTS.read_text("ascii") == table(SCRIPTS, 1), again


def test_each_name_leads_to_its_country() -> None:
    assert in_latin()["deutschland"] == in_latin()["germania"] == "DE"
    assert in_latin()["polska"] == "PL"  # as it calls itself
    assert in_scripts()["faguo"] == "FR"  # 法国
    assert in_scripts()["sakartvelo"] == "GE"  # საქართველო
    assert "mali" not in in_latin()  # short names are words
