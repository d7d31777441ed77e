"""What a benchmark says: figures with their aims, as a table and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

PASS, FAIL = "pass", "FAIL"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. `unit`: `x` is times the floor that `against` names; an aim is a bound from above or below."""

    benchmark: str
    name: str
    value: float
    unit: Literal["x", "s", "ms", "MB", "/s", "share", "calls", "bytes"] = "x"
    against: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def aim(self) -> str:
        if self.at_most is not None:
            return f"<= {self.at_most:g}"
        return "" if self.at_least is None else f">= {self.at_least:g}"

    @property
    def verdict(self) -> str:
        """`pass` or `FAIL`; nothing where there is no aim and the number stands beside others."""
        if self.at_most is not None:
            return PASS if self.value <= self.at_most else FAIL
        if self.at_least is not None:
            return PASS if self.value >= self.at_least else FAIL
        return ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"verdict": self.verdict}

    def line(self) -> str:
        return "  ".join(_cells(self)).rstrip()


def table(figures: Sequence[Figure]) -> str:
    """All figures, a line each under its benchmark's name."""
    rows = [("", "figure", "measured", "aim", "", "against"), *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def _cells(figure: Figure) -> tuple[str, ...]:
    digits = (
        0 if figure.unit in ("/s", "MB", "calls", "bytes") else 3 if figure.unit in ("ms", "share") else 2
    )
    value = f"{figure.value:.{digits}f}" + ("" if figure.unit == "share" else f" {figure.unit}")
    return figure.benchmark, figure.name, value, figure.aim, figure.verdict, figure.against
