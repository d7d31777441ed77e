"""What a page of history tells of what is not in it."""

import pytest

from bot.activity.catching_up import AHEAD, _Page
from storage.readings import Progress

NOW = 100_000_000_000


def page(reached: int | None = None, *, begun: int = NOW) -> _Page:
    return _Page(Progress("C1", None, begun, reached), 0, 0, NOW - AHEAD)


@pytest.mark.parametrize("has_messages", [True, False])
def test_an_answer_that_leads_no_farther_back_deletes_nothing(has_messages: bool) -> None:
    read = page(reached=5_000_000)
    read.take([{"ts": "5.000000", "user": "U1"}] if has_messages else [], has_more=True)
    read.miss({ts for ts in (1_000_000, 4_000_000) if read.sure_range[0] <= ts < read.sure_range[1]})
    assert read.reached is None
    assert [told for told in read.told if told.row.ts < 5_000_000] == []


def test_a_page_tells_nothing_of_what_was_written_after_it_was_asked_for() -> None:
    begun = NOW // 2
    read = page(begun=begun)
    read.take([], has_more=False)
    assert read.sure_range == (0, begun + AHEAD)
