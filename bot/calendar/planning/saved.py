"""What came of saving, deciding, or calling off."""

from dataclasses import dataclass
from typing import Literal

from bot.access import Viewer
from bot.calendar.planning.form import Form
from bot.calendar.planning.review_views import Shown
from storage.calendar import Activity

Outcome = Literal[
    "added",
    "proposed",
    "changed",
    "unchanged",
    "similar",
    "outdated",
    "approved",
    "declined",
    "withdrawn",
    "cancelled",
]


@dataclass(frozen=True, slots=True)
class Saved:
    """`shown` is the activity as its editor sees it. If nothing was saved, because there are similar ones or somebody else has changed
    it meanwhile, there is a `form` to show in the place of the one that was sent, with what was typed."""

    viewer: Viewer
    outcome: Outcome
    shown: Shown | None = None
    form: Form | None = None
    similar: tuple[Activity, ...] = ()

    @property
    def activity(self) -> Activity | None:
        return self.shown.known.activity if self.shown else None
