"""What the doctor found: one line, and what to do about it."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warning", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`what` is how it is, `mend` what to do. Neither has a secret, a person's name or a text in it."""

    level: Level
    what: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.level:<8} {self.what}{f': {self.mend}' if self.mend else ''}"


def ok(what: str) -> Finding:
    return Finding("ok", what)


def warning(what: str, mend: str) -> Finding:
    return Finding("warning", what, mend)


def problem(what: str, mend: str) -> Finding:
    return Finding("problem", what, mend)
