"""The steps of the first weeks: Liaison's own, or those that the workspace file has. Pure.

Some are noticed when they happen, the others are ticked by the person: of a guide that is read outside of Slack, or an app on a
telephone, nobody else can know.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

JOINED: Final = "joined"
GREETING: Final = "greeting"
QUESTION: Final = "question"

# Liaison's own, by how they come to be done.
NOTICED: Final = ("joined", "profile", "greeting", "question", "calendar")
TICKED: Final = ("guide", "phone")
KNOWN: Final = (*NOTICED, *TICKED)
MOST_STEPS: Final = 10  # a message has 50 blocks, and tells of other things too

# Steps that only those do who are new: of others it isn't noticed.
OF_THE_NEW: Final = frozenset({"joined", "greeting", "question"})


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `text`: in the words of the file, by language; empty: in ours. `link`: where to read more."""

    name: str
    text: Mapping[str, str] = field(default_factory=dict)
    link: str | None = None

    @property
    def is_ticked(self) -> bool:
        """Whether the person says that it is done."""
        return self.name not in NOTICED

    def said(self, language: str) -> str:
        """The file's words, in a language if it has them. Empty: it leaves them to us."""
        return self.text.get(language) or self.text.get("en", "")

    def as_data(self) -> dict[str, Any]:
        """For the database."""
        return {"name": self.name, "text": dict(self.text), "link": self.link}


DEFAULT: Final = tuple(Step(name) for name in ("joined", "guide", "profile", "greeting", "question", "phone"))


def of_workspace(data: Sequence[Mapping[str, Any]] | None) -> tuple[Step, ...]:
    """A workspace's steps, as `as_data` gave them. None: Liaison's own."""
    if data is None:
        return DEFAULT
    return tuple(Step(str(each["name"]), dict(each["text"]), each["link"]) for each in data)


def applying(
    steps: Sequence[Step], guide_url: str | None, *, is_guest: bool, is_new: bool = True
) -> tuple[Step, ...]:
    """The steps that are for a person. Guests have no profile to publish here; where there is no guide, none is read."""
    found = []
    for step in steps:
        if step.name == "guide" and not (step.link or guide_url):
            continue
        if (step.name == "profile" and is_guest) or (step.name in OF_THE_NEW and not is_new):
            continue
        found.append(
            Step(step.name, step.text, guide_url) if step.name == "guide" and not step.link else step
        )
    return tuple(found)


def still_open(steps: Sequence[Step], done: Collection[str]) -> tuple[Step, ...]:
    return tuple(step for step in steps if step.name not in done)


def first_small(steps: Sequence[Step]) -> Step | None:
    """The first small step: the first in the list that somebody must do, for joining has been done."""
    return next((step for step in steps if step.name != "joined"), None)
