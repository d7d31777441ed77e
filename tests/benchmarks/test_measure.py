import os
from collections.abc import Awaitable, Callable
from itertools import cycle

import pytest

from benchmarks.measure import Cost, cpu_seconds, in_rounds, memory


def contender(name: str, walls: list[float], order: list[str]) -> Callable[[], Awaitable[Cost]]:
    turns = cycle(walls)

    async def contend() -> Cost:
        order.append(name)
        wall = next(turns)
        return Cost(wall, wall / 2)

    return contend


async def test_contenders_take_turns_and_every_second_round_runs_backwards() -> None:
    order: list[str] = []
    await in_rounds({"a": contender("a", [1], order), "b": contender("b", [1], order)}, 2)
    assert order == ["a", "b", *"ab", *"ba"]


async def test_a_ratio_is_the_median_of_the_rounds_so_that_one_bad_round_counts_little() -> None:
    order: list[str] = []
    costs = {
        "ours": contender("ours", [9, 3, 3, 90], order),
        "one": contender("one", [9, 1, 1, 1], order),
        "two": contender("two", [9, 1, 1, 1], order),
    }
    rounds = await in_rounds(costs, 3)
    assert rounds.wall("ours") == 3
    assert rounds.cpu("ours") == 1.5
    assert rounds.wall_ratio("ours", "one", "two") == 1.5
    assert rounds.cpu_ratio("ours", "one") == 3
    assert "three" not in rounds


def test_the_processor_time_of_a_process_grows_while_it_works() -> None:
    before = cpu_seconds(os.getpid())
    sum(range(200_000))
    assert cpu_seconds(os.getpid()) > before


def test_memory_is_in_megabytes() -> None:
    assert 5 < memory(os.getpid()) < 5000


async def test_a_contender_that_fails_ends_the_benchmark() -> None:
    async def broken() -> Cost:
        raise RuntimeError("answered with 500")

    with pytest.raises(RuntimeError, match="500"):
        await in_rounds({"broken": broken}, 1)
