"""The form of an activity: its block ids, its limits, and what it carries from one step to the next."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Final

from bot.access import Viewer
from bot.blocks import Block
from bot.errors import Gone

# Block ids, which field errors come back to. An element's action id is `calendar.` and the block's.
KIND: Final = "kind"
TITLE: Final = "title"
DAY: Final = "day"
WHEN: Final = "when"  # in words
STARTS: Final = "starts"
WHOM: Final = "whom"
PLACE: Final = "place"
END: Final = "end"
ENDS: Final = "ends"
ZONE: Final = "zone"
REPEATS: Final = "repeats"
UNTIL: Final = "until"
VENUE: Final = "venue"
COUNTRY: Final = "country"
FIELDS: Final = "fields"
LINK: Final = "link"
ORGANISER: Final = "organiser"
LANGUAGE: Final = "language"
SUMMARY: Final = "summary"
OPTIONS: Final = "options"

FEW: Final = (KIND, TITLE, DAY, WHEN, STARTS, WHOM, PLACE)
# What one occurrence may have otherwise than the others.
OF_OCCURRENCE: Final = (DAY, END, STARTS, ENDS, PLACE, VENUE, OPTIONS)

EVERYONE: Final = "everyone"  # in the place of a channel's id
TENTATIVE, PUBLIC, CANCELLED = "tentative", "public", "cancelled"  # OPTIONS

# Characters. Titles, places and links as in the workspace file and in posts (`bot.calendar.wording`).
LONGEST_TITLE: Final = 200
LONGEST_WHEN: Final = 100
LONGEST_PLACE: Final = 150
LONGEST_LINK: Final = 1000
LONGEST_NAME: Final = 100  # of an organiser
LONGEST_SUMMARY: Final = 1000
LONGEST_REASON: Final = 500
MOST_FIELDS: Final = 10


@dataclass(frozen=True, slots=True)
class Context:
    """What a form knows beside what stands in it. It travels in the view's private_metadata (3,000 characters).

    `id`: of the activity that is edited, with its `version` (sequence) as its editor saw it; `on`: of one occurrence. `whole`: all
    fields are shown. `despite`: similar ones that were shown. `said`: what stood in words for `when`, a date that is
    kept if nobody rewrites it; `rule`: an RRULE that the menu has no choice for.
    """

    id: int | None = None
    on: str | None = None
    version: int = 0
    whole: bool = False
    despite: tuple[int, ...] = ()
    said: str = ""
    when: tuple[str, str, str, str] | None = None  # precision, first and last day, zone
    rule: str = ""
    cancelled: bool = False

    def __str__(self) -> str:
        return json.dumps({k: v for k, v in asdict(self).items() if v}, ensure_ascii=False)

    @classmethod
    def of(cls, read: Mapping[str, Any]) -> "Context":
        """From what was read of a view's metadata. Raises Gone if it isn't ours."""
        try:
            when, despite = read.get("when"), read.get("despite") or ()
            return cls(
                id=int(read["id"]) if read.get("id") else None,
                on=str(date.fromisoformat(read["on"])) if read.get("on") else None,
                version=int(read.get("version") or 0),
                whole=bool(read.get("whole")),
                despite=tuple(int(each) for each in despite),
                said=str(read.get("said") or ""),
                when=(str(when[0]), str(when[1]), str(when[2]), str(when[3])) if when else None,
                rule=str(read.get("rule") or ""),
                cancelled=bool(read.get("cancelled")),
            )
        except (TypeError, ValueError, IndexError, KeyError):
            raise Gone from None

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.on) if self.on else None


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it stands before one person.

    `given`: what its elements start with, by block id, as Block Kit says it (`{"initial_value": …}`). `groups`: those that they may
    choose, by channel; `for_all`: whether they may choose everyone. `note`: what is said above it.
    """

    viewer: Viewer
    groups: Mapping[str, str]
    for_all: bool
    zone: str  # an IANA name: in which hours are read, unless another is chosen
    given: Mapping[str, Block] = field(default_factory=dict)
    context: Context = Context()
    note: str = ""
    ask_whom: bool = False  # nobody is chosen: a group was named that they can't choose

    def unfolded(self) -> "Form":
        return replace(self, context=replace(self.context, whole=True))


# How Block Kit says what stands in an element, and what an element starts with.
_INITIAL: Final = {
    "value": "initial_value",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
}


def standing(state: Mapping[str, Any]) -> dict[str, Block]:
    """What stands in a view's fields (`state` as Slack sends it), as what the same fields start with."""
    found: dict[str, Block] = {}
    values = state.get("values")
    for block_id, elements in (values if isinstance(values, dict) else {}).items():
        for element in elements.values() if isinstance(elements, dict) else ():
            if isinstance(element, dict):
                found[block_id] = {
                    initial: element[name] for name, initial in _INITIAL.items() if element.get(name)
                }
    return found
