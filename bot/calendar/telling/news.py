"""What is to be told of an activity: that it is new, has a date at last, has changed, is called off, or takes place after all. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.calendar.telling.rules import What
from storage.calendar import Activity
from storage.details import Details

__all__ = ["News", "What"]


@dataclass(frozen=True, slots=True)
class News:
    """`activity` as it is now; of one occurrence, the one with the day `on`, its dates are that occurrence's.

    `before`: as people last knew it, by column, values as JSON holds them (`planning.facts.facts`); of what is new only `stage`.
    `changed`: the columns that are different now.
    """

    known: Details
    activity: Activity
    on: date | None
    what: What
    before: Mapping[str, Any]
    changed: frozenset[str]
