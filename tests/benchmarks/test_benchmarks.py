"""Each benchmark once with tiny numbers: that it runs, and says well-formed figures. No time is judged."""

import json
import math
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from benchmarks.__main__ import BENCHMARKS, main
from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale, ground

TINY = Scale(
    rounds=1,
    requests=2,
    requests_at_once=4,
    messages=8,
    starts=1,
    posts=8,
    partners=(40,),
    searches=20,
    activities=(200,),
    events=400,
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def the_ground() -> AsyncIterator[Ground]:
    async with ground(None, bolt_js=False, channels=9) as found:
        yield found


@pytest.mark.parametrize("name", BENCHMARKS)
@pytest.mark.asyncio(loop_scope="module")
async def test_a_benchmark_runs_and_says_well_formed_figures(name: str, the_ground: Ground) -> None:
    figures: list[Figure] = [figure async for figure in BENCHMARKS[name](TINY, the_ground)]
    assert figures
    assert len({(figure.name, figure.unit, figure.against) for figure in figures}) == len(figures)
    for figure in figures:
        assert figure.benchmark == name
        assert math.isfinite(figure.value)
        assert figure.value >= 0
        assert figure.line().startswith(name)
        json.dumps(figure.as_json())


def test_a_benchmark_that_does_not_exist_is_named_with_those_that_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["benchmarks", "speed"])
    assert main() == 2
    error = capsys.readouterr().err
    assert "speed" in error
    assert all(name in error for name in BENCHMARKS)
