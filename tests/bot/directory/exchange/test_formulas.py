"""Nothing that somebody typed is run by a spreadsheet, and it comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.directory.exchange.formulas import defused, is_dangerous, restored

DANGEROUS = [
    "=1+1",
    '=HYPERLINK("https://evil.example","click")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\rx",
    "\nx",
    "  =1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    '"=1',
    "'=1",
    "' \" =1",
    "＝1",
    "＠x",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_spreadsheet_would_run_stands_there_as_text(text: str) -> None:
    assert defused(text) == "'" + text
    assert restored(defused(text)) == text


@pytest.mark.parametrize(
    "text", ["", "Nepal", "a=b", "'quoted'", "O'Brien", "1-2", "“Fair” recruitment", "(=)"]
)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert defused(text) == text
    assert restored(text) == text


@given(st.text(alphabet=st.sampled_from("=+-@\t\r\n '\"＝\u200bab1")) | st.text())
def test_every_text_comes_back_and_none_begins_like_a_formula(text: str) -> None:
    cell = defused(text)
    assert restored(cell) == text
    assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")
    assert not is_dangerous(cell) or cell.startswith("'")
