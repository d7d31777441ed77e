"""What a file has in it: activities to be taken over, and why others are not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.calendar.importing.problems import Problem
from storage.recurring import Exceptional


@dataclass(frozen=True, slots=True)
class Found:
    """One activity. `said`: what the file says of it, by column (as `planning.facts.columns_of` has them); `fields` are names.

    `group`: what the group is called whose it is, if the file says so. `only`: it is one date (its day by the rule) of something that
    repeats, of which the file has no more; then it is in `exceptions`. `modified_at` is an instant; `notes`: what was left out of it.
    """

    line: int
    uid: str
    said: Mapping[str, Any]
    exceptions: Mapping[date, Exceptional] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    group: str = ""
    sequence: int = 0
    modified_at: datetime | None = None
    only: date | None = None
    learns_fields: bool = False  # names of fields that nobody knows are learnt; else they are passed over
    notes: tuple[Problem, ...] = ()

    @property
    def title(self) -> str:
        return str(self.said.get("title", ""))

    @property
    def is_off(self) -> bool:
        return self.said.get("status") == "cancelled"


@dataclass(frozen=True, slots=True)
class Skipped:
    """One activity that is not taken."""

    line: int
    title: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Contents:
    """A file, read. `notes`: what is to be known of the file as a whole."""

    found: tuple[Found, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[Problem, ...] = ()
